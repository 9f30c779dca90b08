"""The journal's statements in SQLAlchemy Core, compiled to SQL for the driver when the program is made, not when run.

Run as a program (`python -m pos_client.db.journal.statement_source`) it writes `statements.py`, which is what the
program loads: a start needs neither a compiler nor SQLAlchemy. A test fails when the two do not agree.
"""

from __future__ import annotations

import textwrap
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.dialects import sqlite as dialect
from sqlalchemy.sql.expression import ClauseElement

from pos_client.db.journal import tables as t
from pos_client.db.journal.statement import Statement

_LINE = 120
_HEAD = '''"""The journal's statements as SQL, written by `python -m pos_client.db.journal.statement_source`."""

from __future__ import annotations

from pos_client.db.journal.statement import Statement
'''
_DIALECT = dialect.dialect(paramstyle="qmark")


def prepared(clause: ClauseElement, *names: str) -> Statement:
    """Return `clause` compiled; its parameters must come in the order of `names`, and be these only."""
    compiled = clause.compile(dialect=_DIALECT)
    order = tuple(getattr(compiled, "positiontup", None) or ())
    if order != names:
        raise ValueError(f"parameters come as {order}, not {names}")
    return Statement(" ".join(str(compiled).split()), names)


def _inserted(table: sa.Table, *columns: str) -> Statement:
    ordered = [column.name for column in table.columns if column.name in columns]
    return prepared(sa.insert(table).values({name: sa.bindparam(name) for name in ordered}), *ordered)


def _replaced(table: sa.Table, key: str, *columns: str) -> Statement:
    ordered = [column.name for column in table.columns if column.name in {key, *columns}]
    insert = dialect.insert(table).values({name: sa.bindparam(name) for name in ordered})
    changed = {name: insert.excluded[name] for name in ordered if name != key}
    return prepared(insert.on_conflict_do_update(index_elements=[key], set_=changed), *ordered)


_b = sa.bindparam

INSERT_EVENT = _inserted(t.event, "epoch", "seq", "id", "type", "hash", "signature", "bytes")
INSERT_HEAD = _inserted(t.head, *[column.name for column in t.head.columns])
_newest = (
    sa.select(sa.text("json_extract(CAST(value.value AS TEXT), '$[#-1]')"))
    .select_from(t.value)
    .where(sa.text("value.key = 'journal.epochs'"))
    .scalar_subquery()
)
SELECT_HEAD = prepared(
    sa.select(t.head).order_by((t.head.c.epoch == _newest).desc(), t.head.c.epoch.desc()).suffix_with("LIMIT 1")
)
HEADS = prepared(sa.select(t.head).order_by(t.head.c.epoch))
EPOCHS = prepared(sa.select(t.head.c.epoch).order_by(t.head.c.epoch))
UPDATE_HEAD = prepared(
    sa.update(t.head)
    .values(
        seq=_b("new_seq"),
        hash=_b("new_hash"),
        receipts=_b("new_receipts"),
        z_reports=_b("new_z_reports"),
        commit_mark=_b("new_mark"),
    )
    .where(t.head.c.epoch == _b("of_epoch")),
    "new_seq",
    "new_hash",
    "new_receipts",
    "new_z_reports",
    "new_mark",
    "of_epoch",
)
ACKNOWLEDGE = prepared(
    sa.update(t.head)
    .values(acknowledged_seq=_b("new_seq"), acknowledged_hash=_b("new_hash"), token=_b("new_token"))
    .where(t.head.c.epoch == _b("of_epoch")),
    "new_seq",
    "new_hash",
    "new_token",
    "of_epoch",
)
EVENT_HASH = prepared(
    sa.select(t.event.c.hash).where(t.event.c.epoch == _b("epoch"), t.event.c.seq == _b("seq")), "epoch", "seq"
)
EVENT = prepared(sa.select(t.event).where(t.event.c.epoch == _b("epoch"), t.event.c.seq == _b("seq")), "epoch", "seq")
EVENTS = prepared(
    sa.select(t.event)
    .where(t.event.c.epoch == _b("epoch"), t.event.c.seq > _b("after"))
    .order_by(t.event.c.seq)
    .suffix_with(sa.text("LIMIT :most")),
    "epoch",
    "after",
    "most",
)
EVENTS_TO = prepared(
    sa.select(t.event)
    .where(t.event.c.epoch == _b("epoch"), t.event.c.seq > _b("after"), t.event.c.seq <= _b("last"))
    .order_by(t.event.c.seq)
    .suffix_with(sa.text("LIMIT :most")),
    "epoch",
    "after",
    "last",
    "most",
)
_TYPES = sa.func.json_each(_b("types")).table_valued("value")
EVENTS_OF_TYPES = prepared(
    sa.select(t.event)
    .where(
        t.event.c.epoch == _b("epoch"),
        t.event.c.seq > _b("after"),
        t.event.c.seq <= _b("last"),
        t.event.c.type.in_(sa.select(_TYPES.c.value)),
    )
    .order_by(t.event.c.seq)
    .suffix_with(sa.text("LIMIT :most")),
    "epoch",
    "after",
    "last",
    "types",
    "most",
)
STRAY_EPOCHS = prepared(
    sa.select(t.event.c.epoch, sa.func.count())
    .where(t.event.c.epoch.not_in(sa.select(t.head.c.epoch)))
    .group_by(t.event.c.epoch)
)
EVENTS_BETWEEN = prepared(
    sa.select(t.event.c.seq, t.event.c.bytes)
    .where(t.event.c.epoch == _b("epoch"), t.event.c.seq >= _b("first"), t.event.c.seq <= _b("last"))
    .order_by(t.event.c.seq),
    "epoch",
    "first",
    "last",
)
LAST_EVENTS = prepared(
    sa.select(t.event.c.bytes)
    .where(t.event.c.epoch == _b("epoch"))
    .order_by(t.event.c.seq.desc())
    .suffix_with(sa.text("LIMIT :most")),
    "epoch",
    "most",
)

SAVE_BASKET = _replaced(t.basket, "basket_id", "state", "label", "total", "line_count", "by", "updated_at", "data")
DROP_BASKET = prepared(sa.delete(t.basket).where(t.basket.c.basket_id == _b("basket_id")), "basket_id")
BASKETS = prepared(sa.select(t.basket).where(t.basket.c.state == _b("state")).order_by(t.basket.c.updated_at), "state")
BASKET = prepared(sa.select(t.basket).where(t.basket.c.basket_id == _b("basket_id")), "basket_id")

INSERT_SALE = _inserted(t.sale, *[column.name for column in t.sale.columns if column.name != "number"])
SALE = prepared(sa.select(t.sale).where(t.sale.c.receipt_number == _b("receipt_number")), "receipt_number")
SALE_BY_ID = prepared(sa.select(t.sale).where(t.sale.c.sale_id == _b("sale_id")), "sale_id")
LAST_SALE = prepared(sa.select(t.sale).order_by(t.sale.c.number.desc()).suffix_with("LIMIT 1"))
RECENT_SALES = prepared(
    sa.select(t.sale)
    .where(
        sa.or_(
            sa.func.instr(t.sale.c.receipt_number, _b("text")) > sa.literal_column("0"), t.sale.c.total == _b("total")
        )
    )
    .order_by(t.sale.c.number.desc())
    .suffix_with(sa.text("LIMIT :most")),
    "text",
    "total",
    "most",
)
INSERT_CORRECTION = _inserted(
    t.correction, *[column.name for column in t.correction.columns if column.name != "number"]
)
CORRECTION = prepared(
    sa.select(t.correction).where(t.correction.c.receipt_number == _b("receipt_number")), "receipt_number"
)
CORRECTION_BY_ID = prepared(
    sa.select(t.correction).where(t.correction.c.document_id == _b("document_id")), "document_id"
)
CORRECTIONS_OF_SALE = prepared(
    sa.select(t.correction).where(t.correction.c.sale_id == _b("sale_id")).order_by(t.correction.c.number), "sale_id"
)
CORRECTIONS_OF_SHIFT = prepared(
    sa.select(t.correction).where(t.correction.c.shift_id == _b("shift_id")).order_by(t.correction.c.number), "shift_id"
)
POST_VOID_OF_SALE = prepared(
    sa.select(t.correction.c.document_id).where(
        t.correction.c.sale_id == _b("sale_id"), t.correction.c.kind == sa.literal_column("'post_void'")
    ),
    "sale_id",
)


def _found(table: sa.Table) -> Statement:
    """Documents by whatever is given: number or amount, time span, shift, bytes in the data; the newest first."""
    nothing: sa.ColumnClause[int] = sa.literal_column("0")
    typed = sa.or_(
        sa.and_(_b("text") != sa.literal_column("''"), sa.func.instr(table.c.receipt_number, _b("text")) > nothing),
        table.c.total == _b("total"),
        sa.and_(_b("text") == sa.literal_column("''"), _b("total").is_(None)),
    )
    chosen = sa.and_(
        typed,
        table.c.completed_at >= _b("since"),
        table.c.completed_at < _b("until"),
        sa.or_(_b("shift_id") == sa.literal_column("''"), table.c.shift_id == _b("shift_id")),
        sa.func.instr(table.c.data, _b("part")) > nothing,
    )
    return prepared(
        sa.select(table).where(chosen).order_by(table.c.number.desc()).suffix_with(sa.text("LIMIT :most")),
        *("text", "text", "total", "text", "total", "since", "until", "shift_id", "shift_id", "part", "most"),
    )


def _index(table: sa.Table, *columns: str) -> Statement:
    ends = ("completed_at", "total", "cashier_id", "shift_id", "hash", "data")
    chosen = [table.c[name] for name in ("epoch", "seq", "receipt_number", *columns, *ends)]
    return prepared(sa.select(*chosen).where(table.c.receipt_number == _b("receipt_number")), "receipt_number")


def _stray(table: sa.Table, types: str) -> Statement:
    """Rows above their epoch's purge floor that are not the only one of an event of their kind."""
    nothing: sa.ColumnClause[int] = sa.literal_column("0")
    own = sa.select(nothing).where(
        t.event.c.epoch == table.c.epoch,
        t.event.c.seq == table.c.seq,
        t.event.c.hash == table.c.hash,
        sa.text(f"event.type IN ({types})"),
    )
    twin = table.alias("twin")
    places = sa.select(twin.c.epoch, twin.c.seq).group_by(twin.c.epoch, twin.c.seq)
    twice = places.having(sa.func.count() > sa.literal_column("1"))
    purged = sa.select(nothing).where(t.purge_floor.c.epoch == table.c.epoch, t.purge_floor.c.seq >= table.c.seq)
    is_twin = sa.tuple_(table.c.epoch, table.c.seq).in_(twice)
    chosen = sa.and_(~sa.exists(purged.correlate(table)), sa.or_(~sa.exists(own.correlate(table)), is_twin))
    return prepared(sa.select(table.c.receipt_number, table.c.seq).where(chosen))


SALE_INDEX = _index(t.sale, "sale_id")
CORRECTION_INDEX = _index(t.correction, "document_id", "kind", "sale_id")
STRAY_SALES = _stray(t.sale, "'sale'")
STRAY_CORRECTIONS = _stray(t.correction, "'return', 'post_void'")
FIND_SALES = _found(t.sale)
FIND_CORRECTIONS = _found(t.correction)
_DOCUMENTS: list[sa.ColumnClause[str]] = [sa.literal_column(f"'{kind}'") for kind in ("sale", "return", "post_void")]


def _carries_document() -> sa.ColumnElement[bool]:
    """The event carries another, which stands in this file, too, and is a document."""
    original = t.event.alias("original")
    place = "json_extract(CAST(event.bytes AS TEXT), '$[1].{}')"
    nothing: sa.ColumnClause[int] = sa.literal_column("0")
    found = sa.select(nothing).where(
        original.c.epoch == sa.literal_column(place.format("epoch")),
        original.c.seq == sa.literal_column(place.format("seq")),
        original.c.type.in_(_DOCUMENTS),
    )
    return sa.and_(t.event.c.type == sa.literal_column("'carried'"), sa.exists(found.correlate(t.event)))


DOCUMENTS_AFTER = prepared(
    sa.select(sa.func.count()).where(
        t.event.c.epoch == _b("epoch"),
        t.event.c.seq > _b("seq"),
        sa.or_(
            t.event.c.type.in_(_DOCUMENTS),
            _carries_document(),
        ),
    ),
    "epoch",
    "seq",
)

SALES_OF_SHIFT = prepared(
    sa.select(sa.func.count(), sa.func.coalesce(sa.func.sum(t.sale.c.total), sa.literal_column("0"))).where(
        t.sale.c.shift_id == _b("shift_id")
    ),
    "shift_id",
)

OPEN_SHIFT = _inserted(t.shift, *[column.name for column in t.shift.columns])
CLOSE_SHIFT = prepared(
    sa.update(t.shift)
    .values(state=sa.literal_column("'closed'"), closed_at=_b("at"), closed_seq=_b("new_seq"))
    .where(t.shift.c.shift_id == _b("of_shift"), t.shift.c.state == sa.literal_column("'open'")),
    "at",
    "new_seq",
    "of_shift",
)
THE_OPEN_SHIFT = prepared(sa.select(t.shift).where(t.shift.c.state == sa.literal_column("'open'")))
SHIFT = prepared(sa.select(t.shift).where(t.shift.c.shift_id == _b("shift_id")), "shift_id")
ALL_SHIFTS = prepared(sa.select(t.shift))
SHIFTS = prepared(
    sa.select(t.shift).order_by(sa.literal_column("shift.rowid").desc()).suffix_with(sa.text("LIMIT :most")),
    "most",
)

OPEN_INTENT = _inserted(t.intent, *[column.name for column in t.intent.columns])
RESOLVE_INTENT = prepared(
    sa.update(t.intent)
    .values(state=_b("new_state"), is_open=_b("new_open"), updated_at=_b("at"))
    .where(t.intent.c.intent_id == _b("of_intent")),
    "new_state",
    "new_open",
    "at",
    "of_intent",
)
INTENT_DATA = prepared(
    sa.update(t.intent).values(data=_b("new_data")).where(t.intent.c.intent_id == _b("of_intent")),
    "new_data",
    "of_intent",
)
OPEN_INTENTS = prepared(
    sa.select(t.intent).where(t.intent.c.is_open == sa.literal_column("1")).order_by(t.intent.c.opened_at)
)
INTENT = prepared(sa.select(t.intent).where(t.intent.c.intent_id == _b("intent_id")), "intent_id")

QUEUE_PRINT = _inserted(t.print_job, *[column.name for column in t.print_job.columns if column.name != "number"])
MARK_PRINT = prepared(
    sa.update(t.print_job)
    .values(state=_b("new_state"), code=_b("new_code"), is_open=_b("new_open"), updated_at=_b("at"))
    .where(t.print_job.c.job_id == _b("of_job")),
    "new_state",
    "new_code",
    "new_open",
    "at",
    "of_job",
)
OPEN_PRINTS = prepared(
    sa.select(t.print_job).where(t.print_job.c.is_open == sa.literal_column("1")).order_by(t.print_job.c.number)
)
PRINTS_IN = prepared(
    sa.select(t.print_job).where(t.print_job.c.state == _b("state")).order_by(t.print_job.c.number), "state"
)
PRINT_JOB = prepared(sa.select(t.print_job).where(t.print_job.c.job_id == _b("job_id")), "job_id")
DROP_PRINTS = prepared(
    sa.delete(t.print_job).where(
        t.print_job.c.is_open == sa.literal_column("0"), t.print_job.c.updated_at < _b("before")
    ),
    "before",
)

PUT_MARK = _replaced(t.mark, "code_hash", "state", "at")
MARK = prepared(sa.select(t.mark.c.state).where(t.mark.c.code_hash == _b("code_hash")), "code_hash")
ADD_PIN_FAILURE = _inserted(t.pin_failure, "key", "at")
CLEAR_PIN_FAILURES = prepared(sa.delete(t.pin_failure).where(t.pin_failure.c.key == _b("key")), "key")
PIN_FAILURES = prepared(
    sa.select(sa.func.count(), sa.func.max(t.pin_failure.c.at)).where(t.pin_failure.c.key == _b("key")), "key"
)
PUT_VALUE = _replaced(t.value, "key", "value")
DROP_VALUE = prepared(sa.delete(t.value).where(t.value.c.key == _b("key")), "key")
VALUE = prepared(sa.select(t.value.c.value).where(t.value.c.key == _b("key")), "key")

PURGE_FLOOR = prepared(sa.select(t.purge_floor).where(t.purge_floor.c.epoch == _b("epoch")), "epoch")
MOVE_FLOOR = _replaced(t.purge_floor, "epoch", "seq", "hash", "event_seq")
DELETE_EVENTS = prepared(
    sa.delete(t.event).where(t.event.c.epoch == _b("epoch"), t.event.c.seq <= _b("up_to")), "epoch", "up_to"
)


def module() -> str:
    """Return the text of `statements.py`, as the formatter would leave it."""
    found = [_spelled(name, value) for name, value in globals().items() if isinstance(value, Statement)]
    return "\n".join((_HEAD, *found, ""))


def _spelled(name: str, statement: Statement) -> str:
    names = "(" + ", ".join(f'"{each}"' for each in statement.names) + ("," if len(statement.names) == 1 else "") + ")"
    whole = f"{name} = Statement({_literal(statement.sql)}, {names})"
    if len(whole) <= _LINE:
        return whole
    pieces = textwrap.wrap(statement.sql, _LINE - 9, break_long_words=False, drop_whitespace=False)
    sql = "\n".join(f"    {_literal(piece)}" for piece in pieces)
    if len(names) > _LINE - 5:
        names = "(\n" + "".join(f'        "{each}",\n' for each in statement.names) + "    )"
    return f"{name} = Statement(\n{sql},\n    {names},\n)"


def _literal(text: str) -> str:
    quote = "'" if text.count('"') > text.count("'") else '"'
    return quote + text.replace(quote, f"\\{quote}") + quote


if __name__ == "__main__":
    Path(__file__).with_name("statements.py").write_text(module(), encoding="utf-8")
