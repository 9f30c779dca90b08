"""Corrections: returns and post-voids get an index row of their own; what is sold or given back stays as it is.

Revision ID: 0002
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision: str | None = "0001"

TRIGGERS = {
    "sale_no_update": (
        "CREATE TRIGGER sale_no_update BEFORE UPDATE ON sale BEGIN SELECT RAISE(ABORT, 'sales are final'); END"
    ),
    "sale_no_delete": (
        "CREATE TRIGGER sale_no_delete BEFORE DELETE ON sale BEGIN SELECT RAISE(ABORT, 'sales are final'); END"
    ),
    "correction_no_update": (
        "CREATE TRIGGER correction_no_update BEFORE UPDATE ON correction "
        "BEGIN SELECT RAISE(ABORT, 'corrections are final'); END"
    ),
    "correction_no_delete": (
        "CREATE TRIGGER correction_no_delete BEFORE DELETE ON correction "
        "BEGIN SELECT RAISE(ABORT, 'corrections are final'); END"
    ),
}


def upgrade() -> None:
    """Create the table with its look-ups, then the triggers."""
    op.create_table(
        "correction",
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
        sqlite_strict=True,
    )
    op.create_index("correction_of_sale", "correction", ["sale_id"])
    op.create_index("correction_of_shift", "correction", ["shift_id"])
    op.create_index("one_post_void", "correction", ["sale_id"], unique=True, sqlite_where=sa.text("kind = 'post_void'"))
    for sql in TRIGGERS.values():
        op.execute(sql)
