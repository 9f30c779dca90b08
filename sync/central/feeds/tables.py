"""The tables of the feeds: where each stands, what changed, what its rows are now, its checksums, its snapshot files.

Every key contains the feed, so the tables distribute by it. A body stands once, in the event that wrote it; `feed_row`
points at the newest event of each key. 64-bit digests and checksums are stored as signed integers. Names and keys are
compared byte by byte on both databases.
"""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

from sync.central.db.database import metadata

BYTEWISE: Final = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
"""Text in the order of its bytes, as SQLite compares it by itself."""

feed_head: Final = sa.Table(
    "feed_head",
    metadata,
    sa.Column("feed", BYTEWISE, primary_key=True),
    sa.Column("generation", sa.BigInteger, nullable=False),  # raised when history was lost
    sa.Column("position", sa.BigInteger, nullable=False),  # of the last change
    sa.Column("tag", sa.Text, nullable=False),  # running, after that change
    sa.Column("floor", sa.BigInteger, nullable=False),  # changes up to here may have been purged
    sa.Column("floor_tag", sa.Text, nullable=False),
    sa.Column("at", sa.Text, nullable=False),  # instant of the last change
    sa.Column("raised_at", sa.Text, nullable=False),  # instant at which the generation was last raised, or ""
)

feed_event: Final = sa.Table(
    "feed_event",
    metadata,
    sa.Column("feed", BYTEWISE, primary_key=True),
    sa.Column("position", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("key", BYTEWISE, nullable=False),
    sa.Column("body", sa.LargeBinary),  # NULL is a tombstone
    sa.Column("publication", sa.Text, nullable=False),
    sa.Column("tag", sa.Text, nullable=False),  # the feed's, after this change
    sa.Column("checksum", sa.BigInteger, nullable=False),  # of the key's bucket, after this change
    sa.Column("at", sa.Text, nullable=False),  # never less than that of an earlier position
)

feed_row: Final = sa.Table(
    "feed_row",
    metadata,
    sa.Column("feed", BYTEWISE, primary_key=True),
    sa.Column("key", BYTEWISE, primary_key=True),
    sa.Column("position", sa.BigInteger, nullable=False),  # of the event with the row's body
    sa.Column("bucket", sa.SmallInteger, nullable=False),
    sa.Column("digest", sa.BigInteger),  # NULL is a tombstone
    sa.Column("publication", sa.Text, nullable=False),
)
sa.Index("feed_row_by_bucket", feed_row.c.feed, feed_row.c.bucket)

# What a row of a publication covers: earlier rows of the key, which hold until the publication takes effect.
feed_beneath: Final = sa.Table(
    "feed_beneath",
    metadata,
    sa.Column("feed", BYTEWISE, primary_key=True),
    sa.Column("key", BYTEWISE, primary_key=True),
    sa.Column("position", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("publication", sa.Text, nullable=False),
)

feed_bucket: Final = sa.Table(
    "feed_bucket",
    metadata,
    sa.Column("feed", BYTEWISE, primary_key=True),
    sa.Column("bucket", sa.SmallInteger, primary_key=True, autoincrement=False),
    sa.Column("checksum", sa.BigInteger, nullable=False),
)

snapshot: Final = sa.Table(
    "snapshot",
    metadata,
    sa.Column("feed", BYTEWISE, primary_key=True),
    sa.Column("name", BYTEWISE, primary_key=True),  # of the file
    sa.Column("version", sa.BigInteger, nullable=False),  # of the schema
    sa.Column("generation", sa.BigInteger, nullable=False),
    sa.Column("position", sa.BigInteger, nullable=False),
    sa.Column("tag", sa.Text, nullable=False),
    sa.Column("size", sa.BigInteger, nullable=False),  # compressed, bytes
    sa.Column("plain_size", sa.BigInteger, nullable=False),
    sa.Column("sha256", sa.Text, nullable=False),  # of the plain file
    sa.Column("made_at", sa.Text, nullable=False),
    sa.Column("offered_at", sa.Text, nullable=False),  # when it was last handed out
)
