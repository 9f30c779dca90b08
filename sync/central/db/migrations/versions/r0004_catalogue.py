"""Catalogue, publications, people, roles and store settings."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0004_catalogue"
down_revision = "r0003_feeds"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables of catalogue and staff."""
    _catalogue()
    _publications()
    _staff()
    _stores()


def _catalogue() -> None:
    op.create_table(
        "zone",
        sa.Column("zone_id", sa.Text, primary_key=True),
        sa.Column("currency", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
    )
    op.create_table(
        "catalogue_item",
        sa.Column("kind", sa.Text, primary_key=True),
        sa.Column("scope", sa.Text, primary_key=True),
        sa.Column("item_key", sa.Text, primary_key=True),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.Column("publication_id", sa.Text, nullable=False),
    )
    op.create_table(
        "product_number",
        sa.Column("kind", sa.Text, primary_key=True),
        sa.Column("scope", sa.Text, primary_key=True),
        sa.Column("number", sa.Text, primary_key=True),
        sa.Column("sku", sa.Text, nullable=False),
    )
    op.create_index("product_number_sku", "product_number", ["sku"])


def _publications() -> None:
    op.create_table(
        "publication",
        sa.Column("publication_id", sa.Text, primary_key=True),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("note", sa.Text, nullable=False),
        sa.Column("opened_by", sa.Text, nullable=False),
        sa.Column("opened_at", sa.Text, nullable=False),
        sa.Column("published_by", sa.Text, nullable=False),
        sa.Column("published_at", sa.Text, nullable=False),
        sa.Column("effective_at", sa.Text, nullable=False),
        sa.Column("item_count", sa.BigInteger, nullable=False),
        sa.Column("row_count", sa.BigInteger, nullable=False),
        sa.Column("withdraws", sa.Text, nullable=False),
        sa.CheckConstraint("state IN ('open', 'published', 'withdrawn')", name="publication_state"),
    )
    op.create_table(
        "publication_row",
        sa.Column("publication_id", sa.Text, primary_key=True),
        sa.Column("kind", sa.Text, primary_key=True),
        sa.Column("scope", sa.Text, primary_key=True),
        sa.Column("item_key", sa.Text, primary_key=True),
        sa.Column("body", sa.LargeBinary, nullable=True),
        sa.Column("previous", sa.LargeBinary, nullable=True),
    )


def _staff() -> None:
    op.create_table(
        "role",
        sa.Column("zone_id", sa.Text, primary_key=True),
        sa.Column("role_id", sa.Text, primary_key=True),
        sa.Column("position", sa.BigInteger, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "person",
        sa.Column("staff_id", sa.Text, primary_key=True),
        sa.Column("role_id", sa.Text, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "person_store",
        sa.Column("location_id", sa.Text, primary_key=True),
        sa.Column("staff_id", sa.Text, primary_key=True),
        sa.Column("position", sa.BigInteger, nullable=False),
    )
    op.create_index("person_store_staff", "person_store", ["staff_id"])


def _stores() -> None:
    op.create_table(
        "store_item",
        sa.Column("location_id", sa.Text, primary_key=True),
        sa.Column("kind", sa.Text, primary_key=True),
        sa.Column("item_key", sa.Text, primary_key=True),
        sa.Column("position", sa.BigInteger, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "register_setup",
        sa.Column("register_id", sa.Text, primary_key=True),
        sa.Column("location_id", sa.Text, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
    )
    op.create_index("register_setup_location", "register_setup", ["location_id"])


def downgrade() -> None:
    """Drop them, the last made first."""
    for name in (
        "register_setup",
        "store_item",
        "person_store",
        "person",
        "role",
        "publication_row",
        "publication",
        "product_number",
        "catalogue_item",
        "zone",
    ):
        op.drop_table(name)
