"""The journal at the centre, what is drawn from its documents, and stock.

Revision ID: r0002_journal
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0002_journal"
down_revision = "r0001_registers"
branch_labels = None
depends_on = None

_BYTEWISE = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
_UNALTERED = ("event", "carried_event", "document", "shift_fact", "stock_movement")
_PACKED = ("event", "fork_event", "rescue")


def upgrade() -> None:
    """Make the tables, then what protects them."""
    _register_heads()
    _beside()
    _books()
    _stock()
    connection = op.get_bind()
    for table in _UNALTERED:
        for statement in _sqlite(table) if connection.dialect.name == "sqlite" else _postgresql(table):
            connection.exec_driver_sql(statement)
    if connection.dialect.name == "postgresql":
        for table in _PACKED:
            connection.exec_driver_sql(f"ALTER TABLE {table} ALTER COLUMN bytes SET COMPRESSION lz4")


def _sqlite(table: str) -> tuple[str, ...]:
    said = f"BEGIN SELECT RAISE(ABORT, '{table} is only ever inserted into'); END"
    return (
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {said}",
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {said}",
    )


def _postgresql(table: str) -> tuple[str, ...]:
    return (
        (
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        ),
        (
            f"CREATE TRIGGER {table}_no_delete BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        ),
    )


def _register_heads() -> None:
    op.create_table(
        "journal_head",
        sa.Column("location_id", _BYTEWISE, primary_key=True),
        sa.Column("register_id", _BYTEWISE, primary_key=True),
        sa.Column("epoch", sa.BigInteger, nullable=False),
        sa.Column("seq", sa.BigInteger, nullable=False),
        sa.Column("hash", sa.LargeBinary, nullable=False),
        sa.Column("token", sa.Text, nullable=False),
        sa.Column("previous_token", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.CheckConstraint("state IN ('ok', 'forked')", name="journal_head_state"),
    )
    op.create_table(
        "journal_epoch",
        sa.Column("location_id", _BYTEWISE, primary_key=True),
        sa.Column("register_id", _BYTEWISE, primary_key=True),
        sa.Column("epoch", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("seq", sa.BigInteger, nullable=False),
        sa.Column("hash", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "event",
        sa.Column("location_id", _BYTEWISE, primary_key=True),
        sa.Column("register_id", _BYTEWISE, primary_key=True),
        sa.Column("epoch", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("seq", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("type", sa.Text, nullable=False),
        sa.Column("hash", sa.LargeBinary, nullable=False),
        sa.Column("signature", sa.LargeBinary, nullable=False),
        sa.Column("bytes", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "carried_event",
        sa.Column("location_id", _BYTEWISE, primary_key=True),
        sa.Column("register_id", _BYTEWISE, primary_key=True),
        sa.Column("epoch", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("seq", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("hash", sa.LargeBinary, primary_key=True),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("carrier_epoch", sa.BigInteger, nullable=False),
        sa.Column("carrier_seq", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "carried_end",
        sa.Column("location_id", _BYTEWISE, primary_key=True),
        sa.Column("register_id", _BYTEWISE, primary_key=True),
        sa.Column("epoch", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("seq", sa.BigInteger, nullable=False),
        sa.Column("hash", sa.LargeBinary, nullable=False),
    )


def _beside() -> None:
    op.create_table(
        "quarantine",
        sa.Column("location_id", _BYTEWISE, primary_key=True),
        sa.Column("register_id", _BYTEWISE, primary_key=True),
        sa.Column("epoch", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("seq", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("type", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("detail", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.CheckConstraint("state IN ('held', 'parked', 'repaired')", name="quarantine_state"),
    )
    op.create_index("quarantine_by_state", "quarantine", ["location_id", "state"])
    op.create_table(
        "fork_event",
        sa.Column("location_id", _BYTEWISE, primary_key=True),
        sa.Column("register_id", _BYTEWISE, primary_key=True),
        sa.Column("epoch", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("seq", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("hash", sa.LargeBinary, primary_key=True),
        sa.Column("signature", sa.LargeBinary, nullable=False),
        sa.Column("bytes", sa.LargeBinary, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
    )
    op.create_table(
        "rescue",
        sa.Column("location_id", _BYTEWISE, primary_key=True),
        sa.Column("register_id", _BYTEWISE, primary_key=True),
        sa.Column("digest", sa.LargeBinary, primary_key=True),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("bytes", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "journal_alarm",
        sa.Column("location_id", _BYTEWISE, primary_key=True),
        sa.Column("register_id", _BYTEWISE, primary_key=True),
        sa.Column("epoch", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("kind", _BYTEWISE, primary_key=True),
        sa.Column("times", sa.BigInteger, nullable=False),
        sa.Column("first_at", sa.Text, nullable=False),
        sa.Column("last_at", sa.Text, nullable=False),
        sa.Column("detail", sa.Text, nullable=False),
        sa.Column("closed_at", sa.Text, nullable=False),
        sa.Column("closed_by", sa.Text, nullable=False),
    )


def _books() -> None:
    op.create_table(
        "document",
        sa.Column("location_id", _BYTEWISE, primary_key=True),
        sa.Column("event_id", _BYTEWISE, primary_key=True),
        sa.Column("register_id", sa.Text, nullable=False),
        sa.Column("epoch", sa.BigInteger, nullable=False),
        sa.Column("seq", sa.BigInteger, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("document_id", sa.Text, nullable=False),
        sa.Column("receipt_number", sa.Text, nullable=False),
        sa.Column("corrects", sa.Text, nullable=False),
        sa.Column("shift_id", sa.Text, nullable=False),
        sa.Column("cashier_id", sa.Text, nullable=False),
        sa.Column("completed_at", sa.Text, nullable=False),
        sa.Column("currency", sa.Text, nullable=False),
        sa.Column("total", sa.BigInteger, nullable=False),
        sa.Column("tax", sa.BigInteger, nullable=False),
        sa.Column("rounding", sa.BigInteger, nullable=False),
        sa.Column("line_count", sa.BigInteger, nullable=False),
        sa.UniqueConstraint("location_id", "document_id", name="document_once"),
    )
    op.create_index("document_by_time", "document", ["location_id", "completed_at"])
    op.create_index("document_by_receipt", "document", ["location_id", "receipt_number"])
    op.create_table(
        "tender_total",
        sa.Column("location_id", _BYTEWISE, primary_key=True),
        sa.Column("register_id", _BYTEWISE, primary_key=True),
        sa.Column("quarter", _BYTEWISE, primary_key=True),
        sa.Column("kind", _BYTEWISE, primary_key=True),
        sa.Column("tender_id", _BYTEWISE, primary_key=True),
        sa.Column("tender_class", _BYTEWISE, primary_key=True),
        sa.Column("currency", _BYTEWISE, primary_key=True),
        sa.Column("foreign_currency", _BYTEWISE, primary_key=True),
        sa.Column("parts", sa.BigInteger, nullable=False),
        sa.Column("amount", sa.BigInteger, nullable=False),
        sa.Column("given", sa.BigInteger, nullable=False),
        sa.Column("foreign_amount", sa.BigInteger, nullable=False),
        sa.CheckConstraint("amount BETWEEN -1000000000000000000 AND 1000000000000000000", name="amount_bounded"),
        sa.CheckConstraint(
            "foreign_amount BETWEEN -1000000000000000000 AND 1000000000000000000", name="foreign_amount_bounded"
        ),
        sa.CheckConstraint("given BETWEEN -1000000000000000000 AND 1000000000000000000", name="given_bounded"),
    )
    op.create_table(
        "tax_total",
        sa.Column("location_id", _BYTEWISE, primary_key=True),
        sa.Column("register_id", _BYTEWISE, primary_key=True),
        sa.Column("quarter", _BYTEWISE, primary_key=True),
        sa.Column("kind", _BYTEWISE, primary_key=True),
        sa.Column("category", _BYTEWISE, primary_key=True),
        sa.Column("rate", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("tax_kind", _BYTEWISE, primary_key=True),
        sa.Column("currency", _BYTEWISE, primary_key=True),
        sa.Column("net", sa.BigInteger, nullable=False),
        sa.Column("tax", sa.BigInteger, nullable=False),
        sa.Column("gross", sa.BigInteger, nullable=False),
        sa.CheckConstraint("gross BETWEEN -1000000000000000000 AND 1000000000000000000", name="gross_bounded"),
        sa.CheckConstraint("net BETWEEN -1000000000000000000 AND 1000000000000000000", name="net_bounded"),
        sa.CheckConstraint("tax BETWEEN -1000000000000000000 AND 1000000000000000000", name="tax_bounded"),
    )
    op.create_table(
        "shift_fact",
        sa.Column("location_id", _BYTEWISE, primary_key=True),
        sa.Column("event_id", _BYTEWISE, primary_key=True),
        sa.Column("register_id", sa.Text, nullable=False),
        sa.Column("epoch", sa.BigInteger, nullable=False),
        sa.Column("seq", sa.BigInteger, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("shift_id", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("currency", sa.Text, nullable=False),
        sa.Column("z_number", sa.BigInteger, nullable=False),
        sa.Column("opening_cash", sa.BigInteger, nullable=False),
        sa.Column("sales", sa.BigInteger, nullable=False),
        sa.Column("sales_total", sa.BigInteger, nullable=False),
        sa.Column("returns", sa.BigInteger, nullable=False),
        sa.Column("returns_total", sa.BigInteger, nullable=False),
        sa.Column("post_voids", sa.BigInteger, nullable=False),
        sa.Column("post_voids_total", sa.BigInteger, nullable=False),
        sa.Column("over_short", sa.BigInteger, nullable=False),
    )
    op.create_index("shift_fact_by_shift", "shift_fact", ["location_id", "register_id", "shift_id"])


def _stock() -> None:
    op.create_table(
        "stock_movement",
        sa.Column("location_id", _BYTEWISE, primary_key=True),
        sa.Column("event_id", _BYTEWISE, primary_key=True),
        sa.Column("line", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("sku", _BYTEWISE, nullable=False),
        sa.Column("quantity", sa.BigInteger, nullable=False),
        sa.Column("unavailable", sa.BigInteger, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
    )
    op.create_table(
        "stock_balance",
        sa.Column("location_id", _BYTEWISE, primary_key=True),
        sa.Column("sku", _BYTEWISE, primary_key=True),
        sa.Column("on_hand", sa.BigInteger, nullable=False),
        sa.Column("unavailable", sa.BigInteger, nullable=False),
        sa.Column("reserved", sa.BigInteger, nullable=False),
        sa.CheckConstraint("on_hand BETWEEN -1000000000000000000 AND 1000000000000000000", name="on_hand_bounded"),
        sa.CheckConstraint(
            "unavailable BETWEEN -1000000000000000000 AND 1000000000000000000", name="unavailable_bounded"
        ),
    )
