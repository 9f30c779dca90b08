"""Tables of the journal at the centre and of what is drawn from its documents. Every key begins with the location.

`event` is never altered, nor are `carried_event`, `document` and `shift_fact`: triggers refuse it. The row of
`document` or `shift_fact` with an event's id is the permanent mark that the event has had its effects; it is committed
with them. Instants are text as the protocol spells them, amounts minor units, hashes their 32 bytes.
"""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

from sync.central.db.database import metadata
from sync.central.db.triggers import append_only, declare

BYTEWISE: Final = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
"""Text in the order of its bytes, as SQLite compares it by itself."""

_BOUND: Final = 10**18  # leaves room to add one more batch in 64 bits, so that a sum fails here and nowhere else


def _bounded(*columns: str) -> list[sa.CheckConstraint]:
    return [sa.CheckConstraint(f"{name} BETWEEN -{_BOUND} AND {_BOUND}", name=f"{name}_bounded") for name in columns]


def _place() -> list[sa.Column[str]]:
    return [sa.Column("location_id", BYTEWISE, primary_key=True), sa.Column("register_id", BYTEWISE, primary_key=True)]


def _big(name: str, *, key: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.BigInteger, primary_key=key, nullable=False, autoincrement=False)


def _text(name: str, *, key: bool = False) -> sa.Column[str]:
    return sa.Column(name, BYTEWISE if key else sa.Text(), primary_key=key, nullable=False)


def _bytes(name: str, *, key: bool = False) -> sa.Column[bytes]:
    return sa.Column(name, sa.LargeBinary, primary_key=key, nullable=False)


# One row a register, locked by whatever writes of it: where its newest epoch stands.
journal_head: Final = sa.Table(
    "journal_head",
    metadata,
    *_place(),
    _big("epoch"),
    _big("seq"),
    _bytes("hash"),
    _text("token"),  # that the next push should carry
    _text("previous_token"),
    _text("state"),  # "ok", "forked"
    _text("at"),  # of the last push that was served
    sa.CheckConstraint("state IN ('ok', 'forked')", name="journal_head_state"),
)

# Where older epochs ended: the last event of each that was pushed in it.
journal_epoch: Final = sa.Table(
    "journal_epoch", metadata, *_place(), _big("epoch", key=True), _big("seq"), _bytes("hash")
)

event: Final = sa.Table(
    "event",
    metadata,
    *_place(),
    _big("epoch", key=True),
    _big("seq", key=True),
    _text("id"),
    _text("type"),
    _bytes("hash"),
    _bytes("signature"),
    _bytes("bytes"),
)

# Where the originals of carried events stood; their bytes are inside the event that carries them.
carried_event: Final = sa.Table(
    "carried_event",
    metadata,
    *_place(),
    _big("epoch", key=True),
    _big("seq", key=True),
    _bytes("hash", key=True),
    _text("id"),
    _big("carrier_epoch"),
    _big("carrier_seq"),
)

# Up to where carried events continue an older epoch without a gap, for those epochs that they do.
carried_end: Final = sa.Table("carried_end", metadata, *_place(), _big("epoch", key=True), _big("seq"), _bytes("hash"))

# Events that are stored and could not be interpreted. `at` and `by` are of the last act.
quarantine: Final = sa.Table(
    "quarantine",
    metadata,
    *_place(),
    _big("epoch", key=True),
    _big("seq", key=True),
    _text("id"),
    _text("type"),
    _text("state"),  # "held", "parked" by an operator, "repaired": has had its effects since
    _text("reason"),
    _text("detail"),
    _text("at"),
    _text("by"),
    _text("note"),
    sa.CheckConstraint("state IN ('held', 'parked', 'repaired')", name="quarantine_state"),
)
sa.Index("quarantine_by_state", quarantine.c.location_id, quarantine.c.state)

# The other branch of a fork: what a second holder of the register's key stated for places that are taken.
fork_event: Final = sa.Table(
    "fork_event",
    metadata,
    *_place(),
    _big("epoch", key=True),
    _big("seq", key=True),
    _bytes("hash", key=True),
    _bytes("signature"),
    _bytes("bytes"),
    _text("at"),
)

# Bytes that could not be taken as a push, or came from a register whose key is revoked.
rescue: Final = sa.Table(
    "rescue", metadata, *_place(), _bytes("digest", key=True), _text("reason"), _text("at"), _bytes("bytes")
)

# What an operator has to look at; one row a register, epoch and kind, so that nobody can flood it.
journal_alarm: Final = sa.Table(
    "journal_alarm",
    metadata,
    *_place(),
    _big("epoch", key=True),
    _text("kind", key=True),
    _big("times"),
    _text("first_at"),
    _text("last_at"),
    _text("detail"),
    _text("closed_at"),  # "" while it stands
    _text("closed_by"),
)

# Headers of sales, returns and post-voids. Figures of corrections are positive.
document: Final = sa.Table(
    "document",
    metadata,
    _text("location_id", key=True),
    _text("event_id", key=True),
    _text("register_id"),
    _big("epoch"),
    _big("seq"),  # of the original, where it was carried
    _text("kind"),  # "sale", "return", "post_void"
    _text("document_id"),
    _text("receipt_number"),
    _text("corrects"),  # sale_id of the sale that it corrects, or ""
    _text("shift_id"),
    _text("cashier_id"),
    _text("completed_at"),  # by the centre's clock
    _text("currency"),
    _big("total"),
    _big("tax"),
    _big("rounding"),
    _big("line_count"),
    sa.UniqueConstraint("location_id", "document_id", name="document_once"),
)
# Not unique: both branches of a fork number alike, and both sold
sa.Index("document_by_receipt", document.c.location_id, document.c.receipt_number)
sa.Index("document_by_time", document.c.location_id, document.c.completed_at)

# Sums of tenders a register and quarter of an hour (UTC), which make the day of any time zone.
tender_total: Final = sa.Table(
    "tender_total",
    metadata,
    *_place(),
    _text("quarter", key=True),  # "2026-11-22T10:15"
    _text("kind", key=True),
    _text("tender_id", key=True),
    _text("tender_class", key=True),
    _text("currency", key=True),
    _text("foreign_currency", key=True),
    _big("parts"),
    _big("amount"),
    _big("given"),
    _big("foreign_amount"),
    *_bounded("amount", "given", "foreign_amount"),
)

tax_total: Final = sa.Table(
    "tax_total",
    metadata,
    *_place(),
    _text("quarter", key=True),
    _text("kind", key=True),
    _text("category", key=True),
    _big("rate", key=True),
    _text("tax_kind", key=True),
    _text("currency", key=True),
    _big("net"),
    _big("tax"),
    _big("gross"),
    *_bounded("net", "tax", "gross"),
)

# Shifts opened and Z reports as stated.
shift_fact: Final = sa.Table(
    "shift_fact",
    metadata,
    _text("location_id", key=True),
    _text("event_id", key=True),
    _text("register_id"),
    _big("epoch"),
    _big("seq"),
    _text("kind"),  # "shift_opened", "z_report"
    _text("shift_id"),
    _text("at"),  # by the centre's clock
    _text("by"),
    _text("currency"),
    _big("z_number"),  # 0 of an opening
    _big("opening_cash"),
    _big("sales"),
    _big("sales_total"),
    _big("returns"),
    _big("returns_total"),
    _big("post_voids"),
    _big("post_voids_total"),
    _big("over_short"),  # of own cash
)
sa.Index("shift_fact_by_shift", shift_fact.c.location_id, shift_fact.c.register_id, shift_fact.c.shift_id)

for _table in (event, carried_event, document, shift_fact):
    declare(_table, *append_only(_table.name))


def _compress(table: sa.Table, connection: sa.Connection, **_: object) -> None:
    """Keep the bytes by the quicker of PostgreSQL's compressions: theirs by default costs more than all the rest."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"ALTER TABLE {table.name} ALTER COLUMN bytes SET COMPRESSION lz4")


for _table in (event, fork_event, rescue):
    sa.event.listen(_table, "after_create", _compress)
