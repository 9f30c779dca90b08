"""The statements of the feeds' tables, set-wise, on both databases.

Only the modules of this folder write by them. Whoever publishes what depends on the rows there are, as stock does,
locks and reads by them first. On SQLite a list goes in as parameters of one prepared statement, on PostgreSQL as
arrays of one statement.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, NamedTuple, TypeAlias

import sqlalchemy as sa

from sync.central.db.driver import Rows, Statement, among, fetch, is_sqlite, run, spelled, together
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


def lock_heads(connection: sa.Connection, feeds: Iterable[str]) -> list[Head]:
    """Lock the heads of `feeds`, which are sorted and distinct, in that order, making those that are missing."""
    return [_lock_head(connection, feed) for feed in feeds]


def _lock_head(connection: sa.Connection, feed: str) -> Head:
    """One statement a head, so that it goes to the one node that has it when the tables are distributed."""
    locking = [_locking(connection, feed)]
    (found,) = together(connection, locking)
    if not found:
        run(connection, _NEW_HEAD, (feed,))
        (found,) = together(connection, locking)
    return Head(*found[0])


def _locking(connection: sa.Connection, feed: str) -> Statement:
    """On SQLite a write has the only writer's lock."""
    return spelled(connection, _HEAD if is_sqlite(connection) else f"{_HEAD} FOR UPDATE", (feed,))


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


def moving_head(connection: sa.Connection, feed: str, position: int, tag: str, at: str) -> Statement:
    """What advances a locked head."""
    return spelled(connection, _MOVE_HEAD, (position, tag, at, feed))


_MOVE_HEAD: Final = "UPDATE feed_head SET position = ?, tag = ?, at = ? WHERE feed = ?"


class Found(NamedTuple):
    """What `keys` and `buckets` of a feed are now: rows, tombstones included, and the checksums that there are."""

    known: dict[str, Known]
    sums: dict[int, int]


def lock_and_find(
    connection: sa.Connection, feed: str, keys: Collection[str], buckets: Collection[int]
) -> tuple[Head, Found]:
    """Lock a feed's head, making it if it is missing, and return it with what is beneath: one way to the server."""
    finding = _finding(connection, feed, keys, buckets)
    heads, known, sums = together(connection, [_locking(connection, feed), *finding])
    if not heads:
        run(connection, _NEW_HEAD, (feed,))
        heads, known, sums = together(connection, [_locking(connection, feed), *finding])
    return Head(*heads[0]), _found(known, sums)


def find(connection: sa.Connection, feed: str, keys: Collection[str], buckets: Collection[int]) -> Found:
    """What there is of a feed."""
    return _found(*together(connection, _finding(connection, feed, keys, buckets)))


def known_rows(connection: sa.Connection, feed: str, keys: Collection[str]) -> dict[str, Known]:
    """What the rows of `keys` are now, tombstones included."""
    return find(connection, feed, keys, ()).known


def bucket_sum(connection: sa.Connection, feed: str, bucket: int) -> int:
    """The checksum of a bucket; 0 for one that never held anything."""
    return find(connection, feed, (), (bucket,)).sums.get(bucket, 0)


def _finding(
    connection: sa.Connection, feed: str, keys: Collection[str], buckets: Collection[int]
) -> tuple[Statement, Statement]:
    return (
        spelled(connection, _KNOWN, (feed, among(connection, keys))),
        spelled(connection, _SUMS, (feed, among(connection, buckets))),
    )


def _found(known: Rows, sums: Rows) -> Found:
    return Found(
        {
            key: Known(position, None if digest is None else unsigned(digest), publication)
            for key, position, digest, publication in known
        },
        {bucket: unsigned(checksum) for bucket, checksum in sums},
    )


_KNOWN: Final = (
    "SELECT key, position, digest, publication FROM feed_row WHERE feed = ? AND key IN (SELECT value FROM json_each(?))"
)
_SUMS: Final = "SELECT bucket, checksum FROM feed_bucket WHERE feed = ? AND bucket IN (SELECT value FROM json_each(?))"


def inserting_events(connection: sa.Connection, feed: str, events: Sequence[Event]) -> list[Statement]:
    """What appends events."""
    return _many(connection, feed, events, _EVENTS_SQLITE, _EVENTS_POSTGRESQL, _EVENT_KINDS)


_EVENT_KINDS: Final = ("int8", "text", "bytea", "text", "text", "int8", "text")
_EVENTS_SQLITE: Final = (
    "INSERT INTO feed_event (feed, position, key, body, publication, tag, checksum, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)
_EVENTS_POSTGRESQL: Final = (
    "INSERT INTO feed_event (feed, position, key, body, publication, tag, checksum, at)"
    " SELECT %s, * FROM"
    " unnest(%s::int8[], %s::text[], %b::bytea[], %s::text[], %s::text[], %s::int8[], %s::text[])"
)


def putting_rows(connection: sa.Connection, feed: str, rows: Collection[NewRow]) -> list[Statement]:
    """What makes `rows` what their keys are now."""
    return _many(connection, feed, rows, _ROWS_SQLITE, _ROWS_POSTGRESQL, ("text", "int8", "int8", "int8", "text"))


_ROWS_SQLITE: Final = (
    "INSERT INTO feed_row (feed, key, position, bucket, digest, publication) VALUES (?, ?, ?, ?, ?, ?)"
    " ON CONFLICT (feed, key) DO UPDATE"
    " SET position = excluded.position, digest = excluded.digest, publication = excluded.publication"
)
_ROWS_POSTGRESQL: Final = (
    "INSERT INTO feed_row (feed, key, position, bucket, digest, publication)"
    " SELECT %s, * FROM unnest(%s::text[], %s::int8[], %s::int2[], %s::int8[], %s::text[])"
    " ON CONFLICT (feed, key) DO UPDATE"
    " SET position = excluded.position, digest = excluded.digest, publication = excluded.publication"
)


def putting_sums(connection: sa.Connection, feed: str, sums: Mapping[int, int]) -> list[Statement]:
    """What stores the checksums of buckets."""
    rows = [(bucket, signed(checksum)) for bucket, checksum in sums.items()]
    return _many(connection, feed, rows, _PUT_SUMS_SQLITE, _PUT_SUMS_POSTGRESQL, ("int8", "int8"))


_PUT_SUMS_SQLITE: Final = (
    "INSERT INTO feed_bucket (feed, bucket, checksum) VALUES (?, ?, ?)"
    " ON CONFLICT (feed, bucket) DO UPDATE SET checksum = excluded.checksum"
)
_PUT_SUMS_POSTGRESQL: Final = (
    "INSERT INTO feed_bucket (feed, bucket, checksum) SELECT %s, * FROM unnest(%s::int2[], %s::int8[])"
    " ON CONFLICT (feed, bucket) DO UPDATE SET checksum = excluded.checksum"
)


def covering(
    connection: sa.Connection, feed: str, covered: Sequence[tuple[str, int, str]], bare: Collection[str]
) -> list[Statement]:
    """What forgets what lay beneath the `bare` keys, and keeps the `covered` rows (key, position, publication)."""
    forgetting = [spelled(connection, _FORGET, (feed, among(connection, bare)))] if bare else []
    return forgetting + _many(connection, feed, covered, _COVER_SQLITE, _COVER_POSTGRESQL, ("text", "int8", "text"))


_FORGET: Final = "DELETE FROM feed_beneath WHERE feed = ? AND key IN (SELECT value FROM json_each(?))"
_COVER_SQLITE: Final = "INSERT INTO feed_beneath (feed, key, position, publication) VALUES (?, ?, ?, ?)"
_COVER_POSTGRESQL: Final = (
    "INSERT INTO feed_beneath (feed, key, position, publication)"
    " SELECT %s, * FROM unnest(%s::text[], %s::int8[], %s::text[])"
)


def _many(
    connection: sa.Connection,
    feed: str,
    rows: Collection[tuple[Any, ...]],
    on_sqlite: str,
    on_postgresql: str,
    kinds: Sequence[str],
) -> list[Statement]:
    """The statement that writes `rows` of a feed; none when there are none."""
    if not rows:
        return []
    if is_sqlite(connection):
        return [Statement(on_sqlite, [(feed, *row) for row in rows])]
    return [Statement(on_postgresql, (feed, *_arrays(rows, kinds)))]


def _arrays(rows: Iterable[tuple[Any, ...]], kinds: Sequence[str]) -> list[str | list[bytes]]:
    """The columns of `rows` as arrays for PostgreSQL, numbers of which may be NULL."""
    columns = zip(*rows, strict=True)
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
    found = fetch(connection, f"{_BODIES} AND r.key = ?", (among(connection, feeds), key))
    return {feed: bytes(body) for feed, _key, body in found}


def bodies_under(connection: sa.Connection, prefix: str, feeds: Collection[str]) -> dict[str, dict[str, bytes]]:
    """The bodies of the rows whose keys begin with `prefix` ("name/"), by feed and key, of feeds that have any."""
    end = prefix[:-1] + chr(ord(prefix[-1]) + 1)
    found: dict[str, dict[str, bytes]] = {}
    rows = fetch(connection, f"{_BODIES} AND r.key >= ? AND r.key < ?", (among(connection, feeds), prefix, end))
    for feed, key, body in rows:
        found.setdefault(feed, {})[key] = bytes(body)
    return found


_BODIES: Final = (
    "SELECT r.feed, r.key, e.body FROM feed_row r JOIN feed_event e ON e.feed = r.feed AND e.position = r.position"
    " WHERE r.feed IN (SELECT value FROM json_each(?)) AND e.body IS NOT NULL"
)


def _with_beneath(connection: sa.Connection, feed: str, found: list[tuple[Any, ...]]) -> Iterator[list[Held]]:
    covering = [key for key, _, _, publication in found if publication]
    beneath: dict[str, list[Held]] = {}
    if covering:
        for key, position, body, publication in fetch(connection, _BENEATH, (feed, among(connection, covering))):
            beneath.setdefault(key, []).append((key, position, body, publication))
    for key, position, body, publication in found:
        yield [*beneath.get(key, ()), (key, position, body, publication)]
