"""The first tables.

Revision ID: 0001
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision: str | None = None

TRIGGERS = {
    "event_no_update": (
        "CREATE TRIGGER event_no_update BEFORE UPDATE ON event BEGIN SELECT RAISE(ABORT, 'events are append-only'); END"
    ),
    "event_no_delete": (
        "CREATE TRIGGER event_no_delete BEFORE DELETE ON event "
        "WHEN NOT EXISTS (SELECT 1 FROM purge_floor WHERE epoch = OLD.epoch AND seq >= OLD.seq) "
        "BEGIN SELECT RAISE(ABORT, 'events are append-only'); END"
    ),
    "event_no_gap": (
        "CREATE TRIGGER event_no_gap BEFORE INSERT ON event "
        "WHEN NEW.seq <> 1 AND NOT EXISTS (SELECT 1 FROM event WHERE epoch = NEW.epoch AND seq = NEW.seq - 1) "
        "BEGIN SELECT RAISE(ABORT, 'events leave no gap'); END"
    ),
    "purge_floor_named": (
        "CREATE TRIGGER purge_floor_named BEFORE INSERT ON purge_floor "
        "WHEN NOT EXISTS (SELECT 1 FROM event WHERE epoch = NEW.epoch AND seq = NEW.event_seq AND type = 'purged') "
        "BEGIN SELECT RAISE(ABORT, 'the floor moves with a purged event'); END"
    ),
    "purge_floor_rises": (
        "CREATE TRIGGER purge_floor_rises BEFORE UPDATE ON purge_floor "
        "WHEN NEW.epoch <> OLD.epoch OR NEW.seq <= OLD.seq OR NEW.event_seq <= OLD.event_seq "
        "OR NOT EXISTS (SELECT 1 FROM event WHERE epoch = NEW.epoch AND seq = NEW.event_seq AND type = 'purged') "
        "BEGIN SELECT RAISE(ABORT, 'the floor moves with a purged event'); END"
    ),
    "purge_floor_stays": (
        "CREATE TRIGGER purge_floor_stays BEFORE DELETE ON purge_floor "
        "BEGIN SELECT RAISE(ABORT, 'the floor moves with a purged event'); END"
    ),
}


def upgrade() -> None:
    """Create every table, then the triggers."""
    for create in (_journal, _selling, _settling, _small):
        create()
    for sql in TRIGGERS.values():
        op.execute(sql)


def _journal() -> None:
    op.create_table(
        "event",
        sa.Column("epoch", sa.Integer, primary_key=True),
        sa.Column("seq", sa.Integer, primary_key=True),
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("type", sa.Text, nullable=False),
        sa.Column("hash", sa.LargeBinary, nullable=False),
        sa.Column("signature", sa.LargeBinary, nullable=False),
        sa.Column("bytes", sa.LargeBinary, nullable=False),
        sqlite_strict=True,
    )
    op.create_table(
        "head",
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
    op.create_table(
        "purge_floor",
        sa.Column("epoch", sa.Integer, primary_key=True),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("hash", sa.LargeBinary, nullable=False),
        sa.Column("event_seq", sa.Integer, nullable=False),
        sqlite_strict=True,
    )


def _selling() -> None:
    op.create_table(
        "basket",
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
    op.create_table(
        "sale",
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
        sqlite_strict=True,
    )
    op.create_index("sale_of_shift", "sale", ["shift_id", "total"])
    op.create_table(
        "shift",
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
    op.create_index("one_open_shift", "shift", ["state"], unique=True, sqlite_where=sa.text("state = 'open'"))


def _settling() -> None:
    op.create_table(
        "intent",
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
    op.create_index("intent_open", "intent", ["opened_at"], sqlite_where=sa.text("is_open = 1"))
    op.create_table(
        "print_job",
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
    op.create_index("print_job_open", "print_job", ["number"], sqlite_where=sa.text("is_open = 1"))


def _small() -> None:
    op.create_table(
        "mark",
        sa.Column("code_hash", sa.Text, primary_key=True),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
    op.create_table(
        "pin_failure",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sqlite_strict=True,
    )
    op.create_index("ix_pin_failure_key", "pin_failure", ["key"])
    op.create_table(
        "value",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("value", sa.LargeBinary, nullable=False),
        sqlite_strict=True,
    )
