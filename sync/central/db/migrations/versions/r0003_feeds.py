"""Feeds: heads, events, rows and what they cover, checksums of buckets, snapshot files.

Revision ID: r0003_feeds
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "r0003_feeds"
down_revision: str | None = "r0002_journal"

_BYTEWISE = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Create the tables."""
    _history()
    _present()
    op.create_table(
        "snapshot",
        sa.Column("feed", _BYTEWISE, primary_key=True),
        sa.Column("name", _BYTEWISE, primary_key=True),
        sa.Column("version", sa.BigInteger, nullable=False),
        sa.Column("generation", sa.BigInteger, nullable=False),
        sa.Column("position", sa.BigInteger, nullable=False),
        sa.Column("tag", sa.Text, nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("plain_size", sa.BigInteger, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("made_at", sa.Text, nullable=False),
        sa.Column("offered_at", sa.Text, nullable=False),
    )


def _history() -> None:
    op.create_table(
        "feed_head",
        sa.Column("feed", _BYTEWISE, primary_key=True),
        sa.Column("generation", sa.BigInteger, nullable=False),
        sa.Column("position", sa.BigInteger, nullable=False),
        sa.Column("tag", sa.Text, nullable=False),
        sa.Column("floor", sa.BigInteger, nullable=False),
        sa.Column("floor_tag", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("raised_at", sa.Text, nullable=False),
    )
    op.create_table(
        "feed_event",
        sa.Column("feed", _BYTEWISE, primary_key=True),
        sa.Column("position", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("key", _BYTEWISE, nullable=False),
        sa.Column("body", sa.LargeBinary),
        sa.Column("publication", sa.Text, nullable=False),
        sa.Column("tag", sa.Text, nullable=False),
        sa.Column("checksum", sa.BigInteger, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
    )


def _present() -> None:
    op.create_table(
        "feed_row",
        sa.Column("feed", _BYTEWISE, primary_key=True),
        sa.Column("key", _BYTEWISE, primary_key=True),
        sa.Column("position", sa.BigInteger, nullable=False),
        sa.Column("bucket", sa.SmallInteger, nullable=False),
        sa.Column("digest", sa.BigInteger),
        sa.Column("publication", sa.Text, nullable=False),
    )
    op.create_index("feed_row_by_bucket", "feed_row", ["feed", "bucket"])
    op.create_table(
        "feed_beneath",
        sa.Column("feed", _BYTEWISE, primary_key=True),
        sa.Column("key", _BYTEWISE, primary_key=True),
        sa.Column("position", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("publication", sa.Text, nullable=False),
    )
    op.create_table(
        "feed_bucket",
        sa.Column("feed", _BYTEWISE, primary_key=True),
        sa.Column("bucket", sa.SmallInteger, primary_key=True, autoincrement=False),
        sa.Column("checksum", sa.BigInteger, nullable=False),
    )
