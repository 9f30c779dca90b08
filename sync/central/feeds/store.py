"""The statements of the feeds' tables, set-wise, on both databases, for the modules of this folder alone.

On SQLite a list goes in as parameters of one prepared statement, on PostgreSQL as arrays of one statement.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final, NamedTuple, TypeAlias

import sqlalchemy as sa

from sync.central.feeds.tables import feed_event, feed_row
from sync.central.journal import bulk

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


def head_of(heads: Mapping[str, Head], feed: str) -> Head:
    """The head of a feed; one that never moved stands at position 0 of generation 1."""
    return heads.get(feed) or Head(feed, 1, 0, "", 0, "", "", "")


class Known(NamedTuple):
    """What a key's row is now; digest None is a tombstone."""

    position: int
    digest: int | None
    publication: str


def is_sqlite(connection: sa.Connection) -> bool:
    """Whether the statement goes to SQLite."""
    return connection.dialect.name == "sqlite"


@lru_cache(maxsize=256)
def _for_postgresql(statement: str) -> str:
    return statement.replace("IN (SELECT value FROM json_each(?))", "= ANY(%s)").replace("?", "%s")


def run(connection: sa.Connection, statement: str, parameters: tuple[Any, ...]) -> int:
    """Execute a statement as SQLite spells it on either database; returns how many rows it changed.

    A list goes in by `IN (SELECT value FROM json_each(?))` and `among`.
    """
    statement = statement if is_sqlite(connection) else _for_postgresql(statement)
    return connection.exec_driver_sql(statement, parameters).rowcount


def fetch(connection: sa.Connection, statement: str, parameters: tuple[Any, ...]) -> list[tuple[Any, ...]]:
    """All rows of a query as SQLite spells it; see `run`."""
    statement = statement if is_sqlite(connection) else _for_postgresql(statement)
    with connection.exec_driver_sql(statement, parameters) as result:
        return list(result.cursor.fetchall())  # the driver's tuples: rows of SQLAlchemy cost thrice as much


def among(connection: sa.Connection, names: Collection[Any]) -> Any:  # noqa: ANN401 - whatever the driver takes
    """`names` as the one parameter of a list in `run` and `fetch`."""
    return json.dumps(list(names)) if is_sqlite(connection) else list(names)


def lock_heads(connection: sa.Connection, feeds: Iterable[str]) -> list[Head]:
    """Lock the heads of `feeds`, which are sorted and distinct, in that order, making those that are missing."""
    return [_lock_head(connection, feed) for feed in feeds]


def _lock_head(connection: sa.Connection, feed: str) -> Head:
    """One statement a head, so that it goes to the one node that has it when the tables are distributed."""
    locking = _HEAD if is_sqlite(connection) else f"{_HEAD} FOR UPDATE"  # SQLite's write has the only writer's lock
    found = fetch(connection, locking, (feed,))
    if not found:
        run(connection, _NEW_HEAD, (feed,))
        found = fetch(connection, locking, (feed,))
    return Head(*found[0])


def read_heads(connection: sa.Connection, feeds: Collection[str]) -> dict[str, Head]:
    """The heads of those `feeds` that have ever moved, by feed."""
    return {row[0]: Head(*row) for row in fetch(connection, _HEADS, (among(connection, feeds),))}


_NEW_HEAD: Final = (
    "INSERT INTO feed_head (feed, generation, position, tag, floor, floor_tag, at, raised_at)"
    " VALUES (?, 1, 0, '', 0, '', '', '') ON CONFLICT DO NOTHING"
)
_HEAD: Final = "SELECT feed, generation, position, tag, floor, floor_tag, at, raised_at FROM feed_head WHERE feed = ?"
_HEADS: Final = (
    "SELECT feed, generation, position, tag, floor, floor_tag, at, raised_at FROM feed_head"
    " WHERE feed IN (SELECT value FROM json_each(?)) ORDER BY feed"
)


def move_head(connection: sa.Connection, feed: str, position: int, tag: str, at: str) -> None:
    """Advance a locked head."""
    run(
        connection,
        "UPDATE feed_head SET position = ?, tag = ?, at = ? WHERE feed = ?",
        (position, tag, at, feed),
    )


def known_rows(connection: sa.Connection, feed: str, keys: Collection[str]) -> dict[str, Known]:
    """What the rows of `keys` are now, tombstones included."""
    found = fetch(
        connection,
        "SELECT key, position, digest, publication FROM feed_row"
        " WHERE feed = ? AND key IN (SELECT value FROM json_each(?))",
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
        (feed, among(connection, buckets)),
    )
    return {bucket: unsigned(checksum) for bucket, checksum in found}


def insert_events(connection: sa.Connection, feed: str, events: Sequence[Event]) -> None:
    """Append events."""
    if not events:
        return
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
        " unnest(%s::int8[], %s::text[], %b::bytea[], %s::text[], %s::text[], %s::int8[], %s::text[])",
        (feed, *_arrays(events, ("int8", "text", "bytea", "text", "text", "int8", "text"))),
    )


def put_rows(connection: sa.Connection, feed: str, rows: Collection[NewRow]) -> None:
    """Make `rows` what their keys are now."""
    if not rows:
        return
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
        " SELECT %s, * FROM unnest(%s::text[], %s::int8[], %s::int2[], %s::int8[], %s::text[])"
        " ON CONFLICT (feed, key) DO UPDATE"
        " SET position = excluded.position, digest = excluded.digest, publication = excluded.publication",
        (feed, *_arrays(rows, ("text", "int8", "int8", "int8", "text"))),
    )


def put_sums(connection: sa.Connection, feed: str, sums: Mapping[int, int]) -> None:
    """Store the checksums of buckets."""
    if not sums:
        return
    rows = [(bucket, signed(checksum)) for bucket, checksum in sums.items()]
    if is_sqlite(connection):
        connection.exec_driver_sql(
            "INSERT INTO feed_bucket (feed, bucket, checksum) VALUES (?, ?, ?)"
            " ON CONFLICT (feed, bucket) DO UPDATE SET checksum = excluded.checksum",
            [(feed, *row) for row in rows],
        )
        return
    connection.exec_driver_sql(
        "INSERT INTO feed_bucket (feed, bucket, checksum) SELECT %s, * FROM unnest(%s::int2[], %s::int8[])"
        " ON CONFLICT (feed, bucket) DO UPDATE SET checksum = excluded.checksum",
        (feed, *_arrays(rows, ("int8", "int8"))),
    )


def cover(connection: sa.Connection, feed: str, covered: Sequence[tuple[str, int, str]], bare: Collection[str]) -> None:
    """Forget what lay beneath the `bare` keys; keep the `covered` rows (key, position, publication)."""
    if bare:
        run(
            connection,
            "DELETE FROM feed_beneath WHERE feed = ? AND key IN (SELECT value FROM json_each(?))",
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
        " SELECT %s, * FROM unnest(%s::text[], %s::int8[], %s::text[])",
        (feed, *_arrays(covered, ("text", "int8", "text"))),
    )


def _arrays(rows: Iterable[tuple[Any, ...]], kinds: Sequence[str]) -> list[str | list[bytes]]:
    """The columns of `rows` as arrays for PostgreSQL, numbers of which may be NULL."""
    columns = list(zip(*rows, strict=True)) or [()] * len(kinds)
    return [
        _numbers(values) if kind == "int8" else bulk.array(kind, values)
        for kind, values in zip(kinds, columns, strict=True)
    ]


def _numbers(values: Sequence[int | None]) -> str:
    return "{" + ",".join("NULL" if value is None else str(value) for value in values) + "}"


Held: TypeAlias = tuple[str, int, bytes | None, str]
"""A row with its body: key, position, body, publication."""

_HELD: Final = (
    "SELECT r.key, r.position, e.body, r.publication FROM feed_row r"
    " JOIN feed_event e ON e.feed = r.feed AND e.position = r.position"
    " WHERE r.feed = ? AND (r.digest IS NOT NULL OR r.publication <> '')"
)
_HELD_OF_KEYS: Final = _HELD + " AND r.key IN (SELECT value FROM json_each(?))"  # noqa: S608 - two constants
_BENEATH: Final = (
    "SELECT b.key, b.position, e.body, b.publication FROM feed_beneath b"
    " JOIN feed_event e ON e.feed = b.feed AND e.position = b.position"
    " WHERE b.feed = ? AND b.key IN (SELECT value FROM json_each(?)) ORDER BY b.key, b.position"
)


def held_rows(
    connection: sa.Connection, feed: str, *, after: str = "", bucket: int | None = None, most: int = 2_000
) -> Iterator[list[Held]]:
    """What a feed holds now, a list a key in the order of keys: the rows a publication covers first, its own last.

    Settled tombstones are left out. Reads `most` keys at a time.
    """
    narrowed, bounds = ("", ()) if bucket is None else (" AND r.bucket = ?", (bucket,))
    while True:
        found = fetch(
            connection, f"{_HELD}{narrowed} AND r.key > ? ORDER BY r.key LIMIT ?", (feed, *bounds, after, most)
        )
        yield from _with_beneath(connection, feed, found)
        if len(found) < most:
            return
        after = found[-1][0]


def rows_of(connection: sa.Connection, feed: str, keys: Collection[str]) -> list[list[Held]]:
    """What a feed holds of `keys` now, as `held_rows` gives it."""
    found = fetch(connection, _HELD_OF_KEYS, (feed, among(connection, keys)))
    return list(_with_beneath(connection, feed, found))


def bodies_of(connection: sa.Connection, key: str, feeds: Collection[str]) -> dict[str, bytes]:
    """The body of the row `key` of each of several feeds, of those that have one."""
    rows = connection.execute(_BODIES, {"key": key, "feeds": list(feeds)})
    return {feed: bytes(body) for feed, body in rows}


_BODIES: Final = (
    sa.select(feed_row.c.feed, feed_event.c.body)
    .join(feed_event, sa.and_(feed_event.c.feed == feed_row.c.feed, feed_event.c.position == feed_row.c.position))
    .where(
        feed_row.c.feed.in_(sa.bindparam("feeds", expanding=True)),
        feed_row.c.key == sa.bindparam("key"),
        feed_event.c.body.is_not(None),
    )
)


def _with_beneath(connection: sa.Connection, feed: str, found: list[tuple[Any, ...]]) -> Iterator[list[Held]]:
    covering = [key for key, _, _, publication in found if publication]
    beneath: dict[str, list[Held]] = {}
    if covering:
        for key, position, body, publication in fetch(connection, _BENEATH, (feed, among(connection, covering))):
            beneath.setdefault(key, []).append((key, position, body, publication))
    for key, position, body, publication in found:
        yield [*beneath.get(key, ()), (key, position, body, publication)]
