"""The tables of `journal.sqlite`, as SQLAlchemy Core; a start of the program loads neither.

Instants are text as `sync.protocol.events.instant` spells them; amounts minor units of the store's currency.
`event` has fixed columns and is never altered; what is new gets a table beside it. Migrations in `migrations/`.
"""

from __future__ import annotations

import sqlalchemy as sa

metadata = sa.MetaData()

event = sa.Table(
    "event",
    metadata,
    sa.Column("epoch", sa.Integer, primary_key=True),
    sa.Column("seq", sa.Integer, primary_key=True),
    sa.Column("id", sa.Text, nullable=False),
    sa.Column("type", sa.Text, nullable=False),
    sa.Column("hash", sa.LargeBinary, nullable=False),
    sa.Column("signature", sa.LargeBinary, nullable=False),
    sa.Column("bytes", sa.LargeBinary, nullable=False),
    sqlite_strict=True,
)

head = sa.Table(
    "head",
    metadata,
    sa.Column("epoch", sa.Integer, primary_key=True),
    sa.Column("register_id", sa.Text, nullable=False),
    sa.Column("prefix", sa.Text, nullable=False),
    sa.Column("public_key", sa.LargeBinary, nullable=False),
    sa.Column("seq", sa.Integer, nullable=False),
    sa.Column("hash", sa.LargeBinary, nullable=False),
    sa.Column("receipts", sa.Integer, nullable=False),
    sa.Column("z_reports", sa.Integer, nullable=False),
    sa.Column("commit_mark", sa.Integer, nullable=False),
    sa.Column("acknowledged_seq", sa.Integer, nullable=False),
    sa.Column("acknowledged_hash", sa.LargeBinary, nullable=False),
    sa.Column("token", sa.Text, nullable=False),
    sqlite_strict=True,
)

purge_floor = sa.Table(
    "purge_floor",
    metadata,
    sa.Column("epoch", sa.Integer, primary_key=True),
    sa.Column("seq", sa.Integer, nullable=False),
    sa.Column("hash", sa.LargeBinary, nullable=False),
    sa.Column("event_seq", sa.Integer, nullable=False),
    sqlite_strict=True,
)

basket = sa.Table(
    "basket",
    metadata,
    sa.Column("basket_id", sa.Text, primary_key=True),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("label", sa.Text, nullable=False),
    sa.Column("total", sa.Integer, nullable=False),
    sa.Column("line_count", sa.Integer, nullable=False),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("updated_at", sa.Text, nullable=False),
    sa.Column("data", sa.LargeBinary, nullable=False),
    sqlite_strict=True,
)

sale = sa.Table(
    "sale",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("receipt_number", sa.Text, nullable=False, unique=True),
    sa.Column("epoch", sa.Integer, nullable=False),
    sa.Column("seq", sa.Integer, nullable=False),
    sa.Column("sale_id", sa.Text, nullable=False, unique=True),
    sa.Column("completed_at", sa.Text, nullable=False),
    sa.Column("total", sa.Integer, nullable=False),
    sa.Column("cashier_id", sa.Text, nullable=False),
    sa.Column("shift_id", sa.Text, nullable=False),
    sa.Column("hash", sa.LargeBinary, nullable=False),
    sa.Column("data", sa.LargeBinary, nullable=False),
    sa.Index("sale_of_shift", "shift_id", "total"),
    sqlite_strict=True,
)

correction = sa.Table(
    "correction",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("receipt_number", sa.Text, nullable=False, unique=True),
    sa.Column("epoch", sa.Integer, nullable=False),
    sa.Column("seq", sa.Integer, nullable=False),
    sa.Column("document_id", sa.Text, nullable=False, unique=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("sale_id", sa.Text, nullable=False),
    sa.Column("completed_at", sa.Text, nullable=False),
    sa.Column("total", sa.Integer, nullable=False),
    sa.Column("cashier_id", sa.Text, nullable=False),
    sa.Column("shift_id", sa.Text, nullable=False),
    sa.Column("hash", sa.LargeBinary, nullable=False),
    sa.Column("data", sa.LargeBinary, nullable=False),
    sa.Index("correction_of_sale", "sale_id"),
    sa.Index("correction_of_shift", "shift_id"),
    sqlite_strict=True,
)
sa.Index("one_post_void", correction.c.sale_id, unique=True, sqlite_where=sa.text("kind = 'post_void'"))

shift = sa.Table(
    "shift",
    metadata,
    sa.Column("shift_id", sa.Text, primary_key=True),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("opened_by", sa.Text, nullable=False),
    sa.Column("opened_at", sa.Text, nullable=False),
    sa.Column("opening_cash", sa.Integer, nullable=False),
    sa.Column("opened_epoch", sa.Integer, nullable=False),
    sa.Column("opened_seq", sa.Integer, nullable=False),
    sa.Column("closed_at", sa.Text, nullable=False),
    sa.Column("closed_seq", sa.Integer, nullable=False),
    sqlite_strict=True,
)
sa.Index("one_open_shift", shift.c.state, unique=True, sqlite_where=sa.text("state = 'open'"))

intent = sa.Table(
    "intent",
    metadata,
    sa.Column("intent_id", sa.Text, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("basket_id", sa.Text, nullable=False),
    sa.Column("amount", sa.Integer, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("is_open", sa.Integer, nullable=False),
    sa.Column("opened_at", sa.Text, nullable=False),
    sa.Column("updated_at", sa.Text, nullable=False),
    sa.Column("data", sa.LargeBinary, nullable=False),
    sqlite_strict=True,
)
sa.Index("intent_open", intent.c.opened_at, sqlite_where=sa.text("is_open = 1"))

print_job = sa.Table(
    "print_job",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("job_id", sa.Text, nullable=False, unique=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("reference", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("code", sa.Text, nullable=False),
    sa.Column("is_open", sa.Integer, nullable=False),
    sa.Column("queued_at", sa.Text, nullable=False),
    sa.Column("updated_at", sa.Text, nullable=False),
    sa.Column("document", sa.LargeBinary, nullable=False),
    sqlite_strict=True,
)
sa.Index("print_job_open", print_job.c.number, sqlite_where=sa.text("is_open = 1"))

mark = sa.Table(
    "mark",
    metadata,
    sa.Column("code_hash", sa.Text, primary_key=True),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("at", sa.Text, nullable=False),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

pin_failure = sa.Table(
    "pin_failure",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("key", sa.Text, nullable=False, index=True),
    sa.Column("at", sa.Text, nullable=False),
    sqlite_strict=True,
)

value = sa.Table(
    "value",
    metadata,
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("value", sa.LargeBinary, nullable=False),
    sqlite_strict=True,
)
