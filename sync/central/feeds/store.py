"""The statements of a publish, set-wise, on both databases. Only `publish` and `generations` call these.

On SQLite a list goes in as parameters of one prepared statement, on PostgreSQL as arrays of one statement.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Final, NamedTuple, TypeAlias

import sqlalchemy as sa

Event: TypeAlias = tuple[int, str, bytes | None, str, str, int, str]
"""Position, key, body, publication, tag, checksum of the bucket (signed), instant."""
NewRow: TypeAlias = tuple[str, int, int, int | None, str]
"""Key, position, bucket, digest (signed), publication."""

_HALF: Final = 2**63
_WHOLE: Final = 2**64


def signed(value: int) -> int:
    """An unsigned 64-bit value as the databases store it."""
    return value if value < _HALF else value - _WHOLE


def unsigned(value: int) -> int:
    """The value that `signed` made of it."""
    return value if value >= 0 else value + _WHOLE


class Head(NamedTuple):
    """Where a feed stands."""

    feed: str
    generation: int
    position: int
    tag: str
    floor: int
    floor_tag: str
    at: str
    raised_at: str


class Known(NamedTuple):
    """What a key's row is now; digest None is a tombstone."""

    position: int
    digest: int | None
    publication: str


HEAD_COLUMNS: Final = ", ".join(Head._fields)


def is_sqlite(connection: sa.Connection) -> bool:
    """Whether the statement goes to SQLite."""
    return connection.dialect.name == "sqlite"


def run(connection: sa.Connection, sqlite: str, postgresql: str, parameters: tuple[Any, ...]) -> int:
    """Execute the statement of the database at hand; returns how many rows it changed."""
    return connection.exec_driver_sql(sqlite if is_sqlite(connection) else postgresql, parameters).rowcount


def fetch(
    connection: sa.Connection, sqlite: str, postgresql: str, parameters: tuple[Any, ...]
) -> list[tuple[Any, ...]]:
    """All rows of the query of the database at hand."""
    found = connection.exec_driver_sql(sqlite if is_sqlite(connection) else postgresql, parameters)
    return [tuple(row) for row in found]


def among(connection: sa.Connection, names: Collection[Any]) -> Any:  # noqa: ANN401 - whatever the driver takes
    """`names` as the one parameter that `IN (SELECT value FROM json_each(?))` or `= ANY(%s)` expects."""
    return json.dumps(list(names)) if is_sqlite(connection) else list(names)


def lock_heads(connection: sa.Connection, feeds: Sequence[str]) -> list[Head]:
    """Lock the heads of `feeds`, which are sorted and distinct, making those that are missing."""
    if is_sqlite(connection):  # the write holds the only writer's lock
        connection.exec_driver_sql(_NEW_HEADS_SQLITE, [(feed,) for feed in feeds])
    else:
        connection.exec_driver_sql(_NEW_HEADS_POSTGRESQL, (list(feeds),))
    found = fetch(connection, _HEADS_SQLITE, _HEADS_POSTGRESQL, (among(connection, feeds),))
    return [Head(*row) for row in found]


_NEW_HEADS_SQLITE: Final = (
    "INSERT INTO feed_head (feed, generation, position, tag, floor, floor_tag, at, raised_at)"
    " VALUES (?, 1, 0, '', 0, '', '', '') ON CONFLICT DO NOTHING"
)
_NEW_HEADS_POSTGRESQL: Final = (
    "INSERT INTO feed_head (feed, generation, position, tag, floor, floor_tag, at, raised_at)"
    " SELECT feed, 1, 0, '', 0, '', '', '' FROM unnest(%s::text[]) WITH ORDINALITY AS new (feed, nth) ORDER BY nth"
    " ON CONFLICT DO NOTHING"
)
_HEADS_SQLITE: Final = (
    f"SELECT {HEAD_COLUMNS} FROM feed_head WHERE feed IN (SELECT value FROM json_each(?)) ORDER BY feed"  # noqa: S608
)
_HEADS_POSTGRESQL: Final = f"SELECT {HEAD_COLUMNS} FROM feed_head WHERE feed = ANY(%s) ORDER BY feed FOR UPDATE"  # noqa: S608


def move_head(connection: sa.Connection, feed: str, position: int, tag: str, at: str) -> None:
    """Advance a locked head."""
    run(
        connection,
        "UPDATE feed_head SET position = ?, tag = ?, at = ? WHERE feed = ?",
        "UPDATE feed_head SET position = %s, tag = %s, at = %s WHERE feed = %s",
        (position, tag, at, feed),
    )


def known_rows(connection: sa.Connection, feed: str, keys: Collection[str]) -> dict[str, Known]:
    """What the rows of `keys` are now, tombstones included."""
    found = fetch(
        connection,
        "SELECT key, position, digest, publication FROM feed_row"
        " WHERE feed = ? AND key IN (SELECT value FROM json_each(?))",
        "SELECT key, position, digest, publication FROM feed_row WHERE feed = %s AND key = ANY(%s)",
        (feed, among(connection, keys)),
    )
    return {
        key: Known(position, None if digest is None else unsigned(digest), publication)
        for key, position, digest, publication in found
    }


def bucket_sums(connection: sa.Connection, feed: str, buckets: Collection[int]) -> dict[int, int]:
    """The checksums of those `buckets` that have one."""
    found = fetch(
        connection,
        "SELECT bucket, checksum FROM feed_bucket WHERE feed = ? AND bucket IN (SELECT value FROM json_each(?))",
        "SELECT bucket, checksum FROM feed_bucket WHERE feed = %s AND bucket = ANY(%s)",
        (feed, among(connection, buckets)),
    )
    return {bucket: unsigned(checksum) for bucket, checksum in found}


def insert_events(connection: sa.Connection, feed: str, events: Sequence[Event]) -> None:
    """Append events."""
    if is_sqlite(connection):
        connection.exec_driver_sql(
            "INSERT INTO feed_event (feed, position, key, body, publication, tag, checksum, at)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [(feed, *event) for event in events],
        )
        return
    connection.exec_driver_sql(
        "INSERT INTO feed_event (feed, position, key, body, publication, tag, checksum, at)"
        " SELECT %s, * FROM"
        " unnest(%b::int8[], %b::text[], %b::bytea[], %b::text[], %b::text[], %b::int8[], %b::text[])",
        (feed, *_columns(events, 7)),
    )


def put_rows(connection: sa.Connection, feed: str, rows: Collection[NewRow]) -> None:
    """Make `rows` what their keys are now."""
    if is_sqlite(connection):
        connection.exec_driver_sql(
            "INSERT INTO feed_row (feed, key, position, bucket, digest, publication) VALUES (?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (feed, key) DO UPDATE"
            " SET position = excluded.position, digest = excluded.digest, publication = excluded.publication",
            [(feed, *row) for row in rows],
        )
        return
    connection.exec_driver_sql(
        "INSERT INTO feed_row (feed, key, position, bucket, digest, publication)"
        " SELECT %s, * FROM unnest(%b::text[], %b::int8[], %b::int2[], %b::int8[], %b::text[])"
        " ON CONFLICT (feed, key) DO UPDATE"
        " SET position = excluded.position, digest = excluded.digest, publication = excluded.publication",
        (feed, *_columns(list(rows), 5)),
    )


def put_sums(connection: sa.Connection, feed: str, sums: Mapping[int, int]) -> None:
    """Store the checksums of buckets."""
    rows = [(bucket, signed(checksum)) for bucket, checksum in sums.items()]
    if is_sqlite(connection):
        connection.exec_driver_sql(
            "INSERT INTO feed_bucket (feed, bucket, checksum) VALUES (?, ?, ?)"
            " ON CONFLICT (feed, bucket) DO UPDATE SET checksum = excluded.checksum",
            [(feed, *row) for row in rows],
        )
        return
    connection.exec_driver_sql(
        "INSERT INTO feed_bucket (feed, bucket, checksum) SELECT %s, * FROM unnest(%b::int2[], %b::int8[])"
        " ON CONFLICT (feed, bucket) DO UPDATE SET checksum = excluded.checksum",
        (feed, *_columns(rows, 2)),
    )


def cover(connection: sa.Connection, feed: str, covered: Sequence[tuple[str, int, str]], bare: Collection[str]) -> None:
    """Forget what lay beneath the `bare` keys; keep the `covered` rows (key, position, publication)."""
    if bare:
        run(
            connection,
            "DELETE FROM feed_beneath WHERE feed = ? AND key IN (SELECT value FROM json_each(?))",
            "DELETE FROM feed_beneath WHERE feed = %s AND key = ANY(%s)",
            (feed, among(connection, bare)),
        )
    if not covered:
        return
    if is_sqlite(connection):
        connection.exec_driver_sql(
            "INSERT INTO feed_beneath (feed, key, position, publication) VALUES (?, ?, ?, ?)",
            [(feed, *row) for row in covered],
        )
        return
    connection.exec_driver_sql(
        "INSERT INTO feed_beneath (feed, key, position, publication)"
        " SELECT %s, * FROM unnest(%b::text[], %b::int8[], %b::text[])",
        (feed, *_columns(covered, 3)),
    )


def _columns(rows: Iterable[tuple[Any, ...]], count: int) -> list[list[Any]]:
    columns = [list(column) for column in zip(*rows, strict=True)]
    return columns or [[] for _ in range(count)]
