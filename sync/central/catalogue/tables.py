"""Tables of the catalogue. Bodies are canonical JSON of domain values; nothing here belongs to one location.

All are reference tables when the database is distributed: they are small beside the journal, changed by operators
alone, and read everywhere. `scope` is a price zone, or "" for what the whole chain shares.
"""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

from sync.central.db import metadata

zone: Final = sa.Table(
    "zone",
    metadata,
    sa.Column("zone_id", sa.Text, primary_key=True),
    sa.Column("currency", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
)
"""Price zones. Whoever changes the catalogue, roles or staff locks these rows first, so that such changes queue."""

catalogue_item: Final = sa.Table(
    "catalogue_item",
    metadata,
    sa.Column("kind", sa.Text, primary_key=True),
    sa.Column("scope", sa.Text, primary_key=True),
    sa.Column("item_key", sa.Text, primary_key=True),
    sa.Column("body", sa.LargeBinary, nullable=False),
    sa.Column("publication_id", sa.Text, nullable=False),
)
"""What is published now, one row an item; see `changes.Kind` for the kinds. `publication_id` brought this body."""

product_number: Final = sa.Table(
    "product_number",
    metadata,
    sa.Column("kind", sa.Text, primary_key=True),
    sa.Column("scope", sa.Text, primary_key=True),
    sa.Column("number", sa.Text, primary_key=True),
    sa.Column("sku", sa.Text, nullable=False),
    sa.Index("product_number_sku", "sku"),
)
"""Whose each number is: kind "gtin" and "plu" in the chain (scope ""), "label" in a zone, without leading
zeros. Kind "open_item" lists, by sku, what a zone sells at a typed price."""

publication: Final = sa.Table(
    "publication",
    metadata,
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
"""Every publication, open (being edited) or done: who did it and when. `withdraws` names the one it takes back."""

publication_row: Final = sa.Table(
    "publication_row",
    metadata,
    sa.Column("publication_id", sa.Text, primary_key=True),
    sa.Column("kind", sa.Text, primary_key=True),
    sa.Column("scope", sa.Text, primary_key=True),
    sa.Column("item_key", sa.Text, primary_key=True),
    sa.Column("body", sa.LargeBinary, nullable=True),
    sa.Column("previous", sa.LargeBinary, nullable=True),
)
"""What a publication changes: `body` None removes. `previous` is what stood there when it was published."""
