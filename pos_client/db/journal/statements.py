"""The journal's statements as SQL, written by `python -m pos_client.db.journal.statement_source`."""

from __future__ import annotations

from pos_client.db.journal.statement import Statement

INSERT_EVENT = Statement(
    "INSERT INTO event (epoch, seq, id, type, hash, signature, bytes) VALUES (?, ?, ?, ?, ?, ?, ?)",
    ("epoch", "seq", "id", "type", "hash", "signature", "bytes"),
)
INSERT_HEAD = Statement(
    "INSERT INTO head (epoch, register_id, prefix, public_key, seq, hash, receipts, z_reports, commit_mark, "
    "acknowledged_seq, acknowledged_hash, token) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    (
        "epoch",
        "register_id",
        "prefix",
        "public_key",
        "seq",
        "hash",
        "receipts",
        "z_reports",
        "commit_mark",
        "acknowledged_seq",
        "acknowledged_hash",
        "token",
    ),
)
SELECT_HEAD = Statement(
    "SELECT head.epoch, head.register_id, head.prefix, head.public_key, head.seq, head.hash, head.receipts, "
    "head.z_reports, head.commit_mark, head.acknowledged_seq, head.acknowledged_hash, head.token FROM head ORDER BY "
    "head.epoch = (SELECT json_extract(CAST(value.value AS TEXT), '$[#-1]') FROM value WHERE value.key = "
    "'journal.epochs') DESC, head.epoch DESC LIMIT 1",
    (),
)
HEADS = Statement(
    "SELECT head.epoch, head.register_id, head.prefix, head.public_key, head.seq, head.hash, head.receipts, "
    "head.z_reports, head.commit_mark, head.acknowledged_seq, head.acknowledged_hash, head.token FROM head ORDER BY "
    "head.epoch",
    (),
)
EPOCHS = Statement("SELECT head.epoch FROM head ORDER BY head.epoch", ())
UPDATE_HEAD = Statement(
    "UPDATE head SET seq=?, hash=?, receipts=?, z_reports=?, commit_mark=? WHERE head.epoch = ?",
    ("new_seq", "new_hash", "new_receipts", "new_z_reports", "new_mark", "of_epoch"),
)
ACKNOWLEDGE = Statement(
    "UPDATE head SET acknowledged_seq=?, acknowledged_hash=?, token=? WHERE head.epoch = ?",
    ("new_seq", "new_hash", "new_token", "of_epoch"),
)
EVENT_HASH = Statement("SELECT event.hash FROM event WHERE event.epoch = ? AND event.seq = ?", ("epoch", "seq"))
EVENT = Statement(
    "SELECT event.epoch, event.seq, event.id, event.type, event.hash, event.signature, event.bytes FROM event WHERE "
    "event.epoch = ? AND event.seq = ?",
    ("epoch", "seq"),
)
EVENTS = Statement(
    "SELECT event.epoch, event.seq, event.id, event.type, event.hash, event.signature, event.bytes FROM event WHERE "
    "event.epoch = ? AND event.seq > ? ORDER BY event.seq LIMIT ?",
    ("epoch", "after", "most"),
)
EVENTS_TO = Statement(
    "SELECT event.epoch, event.seq, event.id, event.type, event.hash, event.signature, event.bytes FROM event WHERE "
    "event.epoch = ? AND event.seq > ? AND event.seq <= ? ORDER BY event.seq LIMIT ?",
    ("epoch", "after", "last", "most"),
)
EVENTS_OF_TYPES = Statement(
    "SELECT event.epoch, event.seq, event.id, event.type, event.hash, event.signature, event.bytes FROM event WHERE "
    "event.epoch = ? AND event.seq > ? AND event.seq <= ? AND event.type IN (SELECT anon_1.value FROM json_each(?) "
    "AS anon_1) ORDER BY event.seq LIMIT ?",
    ("epoch", "after", "last", "types", "most"),
)
STRAY_EPOCHS = Statement(
    "SELECT event.epoch, count(*) AS count_1 FROM event WHERE (event.epoch NOT IN (SELECT head.epoch FROM head)) "
    "GROUP BY event.epoch",
    (),
)
EVENTS_BETWEEN = Statement(
    "SELECT event.seq, event.bytes FROM event WHERE event.epoch = ? AND event.seq >= ? AND event.seq <= ? ORDER BY "
    "event.seq",
    ("epoch", "first", "last"),
)
LAST_EVENTS = Statement(
    "SELECT event.bytes FROM event WHERE event.epoch = ? ORDER BY event.seq DESC LIMIT ?",
    ("epoch", "most"),
)
SAVE_BASKET = Statement(
    'INSERT INTO basket (basket_id, state, label, total, line_count, "by", updated_at, data) VALUES (?, ?, ?, ?, ?, '
    "?, ?, ?) ON CONFLICT (basket_id) DO UPDATE SET state = excluded.state, label = excluded.label, total = "
    'excluded.total, line_count = excluded.line_count, "by" = excluded."by", updated_at = excluded.updated_at, data '
    "= excluded.data",
    ("basket_id", "state", "label", "total", "line_count", "by", "updated_at", "data"),
)
DROP_BASKET = Statement("DELETE FROM basket WHERE basket.basket_id = ?", ("basket_id",))
BASKETS = Statement(
    'SELECT basket.basket_id, basket.state, basket.label, basket.total, basket.line_count, basket."by", '
    "basket.updated_at, basket.data FROM basket WHERE basket.state = ? ORDER BY basket.updated_at",
    ("state",),
)
BASKET = Statement(
    'SELECT basket.basket_id, basket.state, basket.label, basket.total, basket.line_count, basket."by", '
    "basket.updated_at, basket.data FROM basket WHERE basket.basket_id = ?",
    ("basket_id",),
)
INSERT_SALE = Statement(
    "INSERT INTO sale (receipt_number, epoch, seq, sale_id, completed_at, total, cashier_id, shift_id, hash, data) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    ("receipt_number", "epoch", "seq", "sale_id", "completed_at", "total", "cashier_id", "shift_id", "hash", "data"),
)
SALE = Statement(
    "SELECT sale.number, sale.receipt_number, sale.epoch, sale.seq, sale.sale_id, sale.completed_at, sale.total, "
    "sale.cashier_id, sale.shift_id, sale.hash, sale.data FROM sale WHERE sale.receipt_number = ?",
    ("receipt_number",),
)
SALE_BY_ID = Statement(
    "SELECT sale.number, sale.receipt_number, sale.epoch, sale.seq, sale.sale_id, sale.completed_at, sale.total, "
    "sale.cashier_id, sale.shift_id, sale.hash, sale.data FROM sale WHERE sale.sale_id = ?",
    ("sale_id",),
)
LAST_SALE = Statement(
    "SELECT sale.number, sale.receipt_number, sale.epoch, sale.seq, sale.sale_id, sale.completed_at, sale.total, "
    "sale.cashier_id, sale.shift_id, sale.hash, sale.data FROM sale ORDER BY sale.number DESC LIMIT 1",
    (),
)
RECENT_SALES = Statement(
    "SELECT sale.number, sale.receipt_number, sale.epoch, sale.seq, sale.sale_id, sale.completed_at, sale.total, "
    "sale.cashier_id, sale.shift_id, sale.hash, sale.data FROM sale WHERE instr(sale.receipt_number, ?) > 0 OR "
    "sale.total = ? ORDER BY sale.number DESC LIMIT ?",
    ("text", "total", "most"),
)
INSERT_CORRECTION = Statement(
    "INSERT INTO correction (receipt_number, epoch, seq, document_id, kind, sale_id, completed_at, total, "
    "cashier_id, shift_id, hash, data) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    (
        "receipt_number",
        "epoch",
        "seq",
        "document_id",
        "kind",
        "sale_id",
        "completed_at",
        "total",
        "cashier_id",
        "shift_id",
        "hash",
        "data",
    ),
)
CORRECTION = Statement(
    "SELECT correction.number, correction.receipt_number, correction.epoch, correction.seq, correction.document_id, "
    "correction.kind, correction.sale_id, correction.completed_at, correction.total, correction.cashier_id, "
    "correction.shift_id, correction.hash, correction.data FROM correction WHERE correction.receipt_number = ?",
    ("receipt_number",),
)
CORRECTION_BY_ID = Statement(
    "SELECT correction.number, correction.receipt_number, correction.epoch, correction.seq, correction.document_id, "
    "correction.kind, correction.sale_id, correction.completed_at, correction.total, correction.cashier_id, "
    "correction.shift_id, correction.hash, correction.data FROM correction WHERE correction.document_id = ?",
    ("document_id",),
)
CORRECTIONS_OF_SALE = Statement(
    "SELECT correction.number, correction.receipt_number, correction.epoch, correction.seq, correction.document_id, "
    "correction.kind, correction.sale_id, correction.completed_at, correction.total, correction.cashier_id, "
    "correction.shift_id, correction.hash, correction.data FROM correction WHERE correction.sale_id = ? ORDER BY "
    "correction.number",
    ("sale_id",),
)
CORRECTIONS_OF_SHIFT = Statement(
    "SELECT correction.number, correction.receipt_number, correction.epoch, correction.seq, correction.document_id, "
    "correction.kind, correction.sale_id, correction.completed_at, correction.total, correction.cashier_id, "
    "correction.shift_id, correction.hash, correction.data FROM correction WHERE correction.shift_id = ? ORDER BY "
    "correction.number",
    ("shift_id",),
)
POST_VOID_OF_SALE = Statement(
    "SELECT correction.document_id FROM correction WHERE correction.sale_id = ? AND correction.kind = 'post_void'",
    ("sale_id",),
)
SALE_INDEX = Statement(
    "SELECT sale.epoch, sale.seq, sale.receipt_number, sale.sale_id, sale.completed_at, sale.total, sale.cashier_id,"
    " sale.shift_id, sale.hash, sale.data FROM sale WHERE sale.receipt_number = ?",
    ("receipt_number",),
)
CORRECTION_INDEX = Statement(
    "SELECT correction.epoch, correction.seq, correction.receipt_number, correction.document_id, correction.kind, "
    "correction.sale_id, correction.completed_at, correction.total, correction.cashier_id, correction.shift_id, "
    "correction.hash, correction.data FROM correction WHERE correction.receipt_number = ?",
    ("receipt_number",),
)
STRAY_SALES = Statement(
    "SELECT sale.receipt_number, sale.seq FROM sale WHERE NOT (EXISTS (SELECT 0 FROM purge_floor WHERE "
    "purge_floor.epoch = sale.epoch AND purge_floor.seq >= sale.seq)) AND (NOT (EXISTS (SELECT 0 FROM event WHERE "
    "event.epoch = sale.epoch AND event.seq = sale.seq AND event.hash = sale.hash AND event.type IN ('sale'))) OR "
    "(sale.epoch, sale.seq) IN (SELECT twin.epoch, twin.seq FROM sale AS twin GROUP BY twin.epoch, twin.seq HAVING "
    "count(*) > 1))",
    (),
)
STRAY_CORRECTIONS = Statement(
    "SELECT correction.receipt_number, correction.seq FROM correction WHERE NOT (EXISTS (SELECT 0 FROM purge_floor "
    "WHERE purge_floor.epoch = correction.epoch AND purge_floor.seq >= correction.seq)) AND (NOT (EXISTS (SELECT 0 "
    "FROM event WHERE event.epoch = correction.epoch AND event.seq = correction.seq AND event.hash = correction.hash"
    " AND event.type IN ('return', 'post_void'))) OR (correction.epoch, correction.seq) IN (SELECT twin.epoch, "
    "twin.seq FROM correction AS twin GROUP BY twin.epoch, twin.seq HAVING count(*) > 1))",
    (),
)
FIND_SALES = Statement(
    "SELECT sale.number, sale.receipt_number, sale.epoch, sale.seq, sale.sale_id, sale.completed_at, sale.total, "
    "sale.cashier_id, sale.shift_id, sale.hash, sale.data FROM sale WHERE (? != '' AND instr(sale.receipt_number, ?)"
    " > 0 OR sale.total = ? OR ? = '' AND ? IS NULL) AND sale.completed_at >= ? AND sale.completed_at < ? AND (? = "
    "'' OR sale.shift_id = ?) AND instr(sale.data, ?) > 0 ORDER BY sale.number DESC LIMIT ?",
    ("text", "text", "total", "text", "total", "since", "until", "shift_id", "shift_id", "part", "most"),
)
FIND_CORRECTIONS = Statement(
    "SELECT correction.number, correction.receipt_number, correction.epoch, correction.seq, correction.document_id, "
    "correction.kind, correction.sale_id, correction.completed_at, correction.total, correction.cashier_id, "
    "correction.shift_id, correction.hash, correction.data FROM correction WHERE (? != '' AND "
    "instr(correction.receipt_number, ?) > 0 OR correction.total = ? OR ? = '' AND ? IS NULL) AND "
    "correction.completed_at >= ? AND correction.completed_at < ? AND (? = '' OR correction.shift_id = ?) AND "
    "instr(correction.data, ?) > 0 ORDER BY correction.number DESC LIMIT ?",
    ("text", "text", "total", "text", "total", "since", "until", "shift_id", "shift_id", "part", "most"),
)
DOCUMENTS_AFTER = Statement(
    "SELECT count(*) AS count_1 FROM event WHERE event.epoch = ? AND event.seq > ? AND (event.type IN ('sale', "
    "'return', 'post_void') OR event.type = 'carried' AND (EXISTS (SELECT 0 FROM event AS original WHERE "
    "original.epoch = json_extract(CAST(event.bytes AS TEXT), '$[1].epoch') AND original.seq = "
    "json_extract(CAST(event.bytes AS TEXT), '$[1].seq') AND original.type IN ('sale', 'return', 'post_void'))))",
    ("epoch", "seq"),
)
SALES_OF_SHIFT = Statement(
    "SELECT count(*) AS count_1, coalesce(sum(sale.total), 0) AS coalesce_1 FROM sale WHERE sale.shift_id = ?",
    ("shift_id",),
)
OPEN_SHIFT = Statement(
    "INSERT INTO shift (shift_id, state, opened_by, opened_at, opening_cash, opened_epoch, opened_seq, closed_at, "
    "closed_seq) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    (
        "shift_id",
        "state",
        "opened_by",
        "opened_at",
        "opening_cash",
        "opened_epoch",
        "opened_seq",
        "closed_at",
        "closed_seq",
    ),
)
CLOSE_SHIFT = Statement(
    "UPDATE shift SET state='closed', closed_at=?, closed_seq=? WHERE shift.shift_id = ? AND shift.state = 'open'",
    ("at", "new_seq", "of_shift"),
)
THE_OPEN_SHIFT = Statement(
    "SELECT shift.shift_id, shift.state, shift.opened_by, shift.opened_at, shift.opening_cash, shift.opened_epoch, "
    "shift.opened_seq, shift.closed_at, shift.closed_seq FROM shift WHERE shift.state = 'open'",
    (),
)
SHIFT = Statement(
    "SELECT shift.shift_id, shift.state, shift.opened_by, shift.opened_at, shift.opening_cash, shift.opened_epoch, "
    "shift.opened_seq, shift.closed_at, shift.closed_seq FROM shift WHERE shift.shift_id = ?",
    ("shift_id",),
)
ALL_SHIFTS = Statement(
    "SELECT shift.shift_id, shift.state, shift.opened_by, shift.opened_at, shift.opening_cash, shift.opened_epoch, "
    "shift.opened_seq, shift.closed_at, shift.closed_seq FROM shift",
    (),
)
SHIFTS = Statement(
    "SELECT shift.shift_id, shift.state, shift.opened_by, shift.opened_at, shift.opening_cash, shift.opened_epoch, "
    "shift.opened_seq, shift.closed_at, shift.closed_seq FROM shift ORDER BY shift.rowid DESC LIMIT ?",
    ("most",),
)
OPEN_INTENT = Statement(
    "INSERT INTO intent (intent_id, kind, basket_id, amount, state, is_open, opened_at, updated_at, data) VALUES (?,"
    " ?, ?, ?, ?, ?, ?, ?, ?)",
    ("intent_id", "kind", "basket_id", "amount", "state", "is_open", "opened_at", "updated_at", "data"),
)
RESOLVE_INTENT = Statement(
    "UPDATE intent SET state=?, is_open=?, updated_at=? WHERE intent.intent_id = ?",
    ("new_state", "new_open", "at", "of_intent"),
)
INTENT_DATA = Statement("UPDATE intent SET data=? WHERE intent.intent_id = ?", ("new_data", "of_intent"))
OPEN_INTENTS = Statement(
    "SELECT intent.intent_id, intent.kind, intent.basket_id, intent.amount, intent.state, intent.is_open, "
    "intent.opened_at, intent.updated_at, intent.data FROM intent WHERE intent.is_open = 1 ORDER BY intent.opened_at",
    (),
)
INTENT = Statement(
    "SELECT intent.intent_id, intent.kind, intent.basket_id, intent.amount, intent.state, intent.is_open, "
    "intent.opened_at, intent.updated_at, intent.data FROM intent WHERE intent.intent_id = ?",
    ("intent_id",),
)
QUEUE_PRINT = Statement(
    "INSERT INTO print_job (job_id, kind, reference, state, code, is_open, queued_at, updated_at, document) VALUES "
    "(?, ?, ?, ?, ?, ?, ?, ?, ?)",
    ("job_id", "kind", "reference", "state", "code", "is_open", "queued_at", "updated_at", "document"),
)
MARK_PRINT = Statement(
    "UPDATE print_job SET state=?, code=?, is_open=?, updated_at=? WHERE print_job.job_id = ?",
    ("new_state", "new_code", "new_open", "at", "of_job"),
)
OPEN_PRINTS = Statement(
    "SELECT print_job.number, print_job.job_id, print_job.kind, print_job.reference, print_job.state, "
    "print_job.code, print_job.is_open, print_job.queued_at, print_job.updated_at, print_job.document FROM print_job"
    " WHERE print_job.is_open = 1 ORDER BY print_job.number",
    (),
)
PRINTS_IN = Statement(
    "SELECT print_job.number, print_job.job_id, print_job.kind, print_job.reference, print_job.state, "
    "print_job.code, print_job.is_open, print_job.queued_at, print_job.updated_at, print_job.document FROM print_job"
    " WHERE print_job.state = ? ORDER BY print_job.number",
    ("state",),
)
PRINT_JOB = Statement(
    "SELECT print_job.number, print_job.job_id, print_job.kind, print_job.reference, print_job.state, "
    "print_job.code, print_job.is_open, print_job.queued_at, print_job.updated_at, print_job.document FROM print_job"
    " WHERE print_job.job_id = ?",
    ("job_id",),
)
DROP_PRINTS = Statement("DELETE FROM print_job WHERE print_job.is_open = 0 AND print_job.updated_at < ?", ("before",))
PUT_MARK = Statement(
    "INSERT INTO mark (code_hash, state, at) VALUES (?, ?, ?) ON CONFLICT (code_hash) DO UPDATE SET state = "
    "excluded.state, at = excluded.at",
    ("code_hash", "state", "at"),
)
MARK = Statement("SELECT mark.state FROM mark WHERE mark.code_hash = ?", ("code_hash",))
ADD_PIN_FAILURE = Statement('INSERT INTO pin_failure ("key", at) VALUES (?, ?)', ("key", "at"))
CLEAR_PIN_FAILURES = Statement('DELETE FROM pin_failure WHERE pin_failure."key" = ?', ("key",))
PIN_FAILURES = Statement(
    'SELECT count(*) AS count_1, max(pin_failure.at) AS max_1 FROM pin_failure WHERE pin_failure."key" = ?',
    ("key",),
)
PUT_VALUE = Statement(
    'INSERT INTO value ("key", value) VALUES (?, ?) ON CONFLICT ("key") DO UPDATE SET value = excluded.value',
    ("key", "value"),
)
DROP_VALUE = Statement('DELETE FROM value WHERE value."key" = ?', ("key",))
VALUE = Statement('SELECT value.value FROM value WHERE value."key" = ?', ("key",))
PURGE_FLOOR = Statement(
    "SELECT purge_floor.epoch, purge_floor.seq, purge_floor.hash, purge_floor.event_seq FROM purge_floor WHERE "
    "purge_floor.epoch = ?",
    ("epoch",),
)
MOVE_FLOOR = Statement(
    "INSERT INTO purge_floor (epoch, seq, hash, event_seq) VALUES (?, ?, ?, ?) ON CONFLICT (epoch) DO UPDATE SET seq"
    " = excluded.seq, hash = excluded.hash, event_seq = excluded.event_seq",
    ("epoch", "seq", "hash", "event_seq"),
)
DELETE_EVENTS = Statement("DELETE FROM event WHERE event.epoch = ? AND event.seq <= ?", ("epoch", "up_to"))
