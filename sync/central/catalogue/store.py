"""The statements of the catalogue, set-wise, on both databases: rows go in as parameters or arrays, never one by one.

On SQLite a list is the parameters of one prepared statement, on PostgreSQL the arrays of one. Every function runs
within the caller's transaction.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any, Final, NamedTuple

import sqlalchemy as sa

from sync.central.catalogue.changes import ItemKey
from sync.central.catalogue.tables import catalogue_item, zone
from sync.protocol.base import instant, parse_instant

SLICE: Final = 5_000
"""Rows of one statement: bounds memory."""


def lock_zones(connection: sa.Connection) -> dict[str, str]:
    """Lock every zone, in order, and return their currencies: changes of catalogue, roles and staff queue here."""
    rows = connection.execute(sa.select(zone.c.zone_id, zone.c.currency).order_by(zone.c.zone_id).with_for_update())
    return {row.zone_id: row.currency for row in rows}


def zones(connection: sa.Connection) -> dict[str, str]:
    """The currencies of all zones."""
    return {row.zone_id: row.currency for row in connection.execute(sa.select(zone.c.zone_id, zone.c.currency))}


def sliced(rows: Iterable[Any]) -> Iterator[list[Any]]:
    """`rows` in lists of at most `SLICE`."""
    part: list[Any] = []
    for row in rows:
        part.append(row)
        if len(part) == SLICE:
            yield part
            part = []
    if part:
        yield part


def insert(
    connection: sa.Connection, table: sa.Table, columns: Sequence[str], rows: Iterable[Sequence[Any]], *, replace: bool
) -> None:
    """Insert `rows` of `columns`; with `replace` a row with the same primary key takes the new values."""
    ending = ""
    if replace:
        keys = [column.name for column in table.primary_key]
        others = ", ".join(f"{name} = excluded.{name}" for name in columns if name not in keys)
        ending = f" ON CONFLICT ({', '.join(keys)}) DO UPDATE SET {others}"
    head = f"INSERT INTO {table.name} ({', '.join(columns)})"
    if connection.dialect.name == "sqlite":
        statement = f"{head} VALUES ({', '.join('?' * len(columns))}){ending}"
        for part in sliced(rows):
            connection.exec_driver_sql(statement, [tuple(row) for row in part])
        return
    arrays = ", ".join(f"%b::{_array(table.c[name])}" for name in columns)
    statement = f"{head} SELECT * FROM unnest({arrays}){ending}"  # noqa: S608 - names of our own tables
    for part in sliced(rows):
        connection.exec_driver_sql(statement, tuple(list(column) for column in zip(*part, strict=True)))


def _array(column: sa.Column[Any]) -> str:
    if isinstance(column.type, sa.LargeBinary):
        return "bytea[]"
    return "int8[]" if isinstance(column.type, sa.BigInteger) else "text[]"


def delete(connection: sa.Connection, table: sa.Table, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Delete the rows of `table` whose `columns` (text) are those of one of `rows`."""
    names = ", ".join(columns)
    for part in sliced(rows):
        if connection.dialect.name == "sqlite":
            where = " AND ".join(f"{name} = ?" for name in columns)
            connection.exec_driver_sql(f"DELETE FROM {table.name} WHERE {where}", [tuple(row) for row in part])  # noqa: S608
            continue
        arrays = ", ".join(["%b::text[]"] * len(columns))
        connection.exec_driver_sql(
            f"DELETE FROM {table.name} WHERE ({names}) IN (SELECT * FROM unnest({arrays}))",  # noqa: S608
            tuple(list(column) for column in zip(*part, strict=True)),
        )


def bodies(connection: sa.Connection, kind: str, scope: str, keys: Collection[str] | None = None) -> dict[str, bytes]:
    """The bodies of the published items `keys` (None: all) of a kind and scope."""
    head = "SELECT item_key, body FROM catalogue_item WHERE kind = :kind AND scope = :scope"
    if keys is None:
        rows = connection.execute(sa.text(head), {"kind": kind, "scope": scope})
        return {key: bytes(body) for key, body in rows}
    found: dict[str, bytes] = {}
    for part in sliced(keys):
        rows = connection.execute(
            sa.text(f"{head} AND {_among(connection, 'item_key')}"), _listed(connection, part, kind, scope)
        )
        found.update((key, bytes(body)) for key, body in rows)
    return found


def numbers(connection: sa.Connection, kind: str, scope: str, wanted: Collection[str]) -> dict[str, str]:
    """Whose each of the `wanted` numbers is, of those that are somebody's."""
    found: dict[str, str] = {}
    head = "SELECT number, sku FROM product_number WHERE kind = :kind AND scope = :scope"
    for part in sliced(wanted):
        rows = connection.execute(
            sa.text(f"{head} AND {_among(connection, 'number')}"), _listed(connection, part, kind, scope)
        )
        found.update((number, sku) for number, sku in rows)
    return found


def scopes(connection: sa.Connection, kind: str, keys: Collection[str]) -> Iterator[tuple[str, str]]:
    """(scope, key) of the items of a kind with one of `keys`, in whatever scope."""
    head = "SELECT scope, item_key FROM catalogue_item WHERE kind = :kind"
    for part in sliced(keys):
        rows = connection.execute(
            sa.text(f"{head} AND {_among(connection, 'item_key')}"), _listed(connection, part, kind, "")
        )
        yield from ((scope, key) for scope, key in rows)


def _among(connection: sa.Connection, column: str) -> str:
    if connection.dialect.name == "sqlite":
        return f"{column} IN (SELECT value FROM json_each(:wanted))"  # noqa: S608
    return f"{column} = ANY(:wanted)"


def _listed(connection: sa.Connection, wanted: list[str], kind: str, scope: str) -> dict[str, Any]:
    return {
        "kind": kind,
        "scope": scope,
        "wanted": json.dumps(wanted) if connection.dialect.name == "sqlite" else wanted,
    }


def draft(connection: sa.Connection, publication_id: str) -> dict[ItemKey, bytes | None]:
    """What an open or a done publication changes."""
    rows = connection.execute(
        sa.text("SELECT kind, scope, item_key, body FROM publication_row WHERE publication_id = :id"),
        {"id": publication_id},
    )
    return {ItemKey(kind, scope, key): None if body is None else bytes(body) for kind, scope, key, body in rows}


class Step(NamedTuple):
    """What a publication made of an item: the instant it takes effect, the body then, and what stood before."""

    at: str
    body: bytes | None
    previous: bytes | None


def next_instant(connection: sa.Connection, now: str) -> str:
    """When a publication that is made now was published: after every other, though the clock was set back.

    It is the order in which publications were made; zones are locked, so that nobody makes another meanwhile.
    """
    last = connection.execute(sa.text("SELECT max(published_at) FROM publication")).scalar()
    return max(now, instant(parse_instant(last) + timedelta(microseconds=1))) if last else now


def steps_since(connection: sa.Connection, effective: str, keys: Collection[str]) -> dict[ItemKey, list[Step]]:
    """The steps of items with one of `keys`, in the order of publishing; withdrawn ones and withdrawals are none.

    They begin with the first publication that takes effect after `effective`.
    """
    stands = "state = 'published' AND withdraws = ''"
    first = connection.execute(
        sa.text(f"SELECT min(published_at) FROM publication WHERE {stands} AND effective_at > :effective"),  # noqa: S608
        {"effective": effective},
    ).scalar()
    found: dict[ItemKey, list[Step]] = {}
    if first is None:
        return found
    head = (
        "SELECT r.kind, r.scope, r.item_key, p.effective_at, r.body, r.previous FROM publication_row r"  # noqa: S608
        f" JOIN publication p ON p.publication_id = r.publication_id WHERE {stands} AND p.published_at >= :first"
    )
    for part in sliced(keys):
        wanted = _listed(connection, part, "", "")["wanted"]
        statement = f"{head} AND {_among(connection, 'r.item_key')} ORDER BY p.published_at, p.publication_id"
        rows = connection.execute(sa.text(statement), {"first": first, "wanted": wanted})
        for kind, scope, key, at, body, previous in rows:
            step = Step(at, *(None if data is None else bytes(data) for data in (body, previous)))
            found.setdefault(ItemKey(kind, scope, key), []).append(step)
    return found


def put_items(connection: sa.Connection, publication_id: str, items: Mapping[ItemKey, bytes | None]) -> None:
    """Make `items` what is published; None removes one."""
    insert(
        connection,
        catalogue_item,
        ("kind", "scope", "item_key", "body", "publication_id"),
        ((*key, body, publication_id) for key, body in items.items() if body is not None),
        replace=True,
    )
    delete(
        connection, catalogue_item, ("kind", "scope", "item_key"), [key for key, body in items.items() if body is None]
    )


def changed_by_others(connection: sa.Connection, publication_id: str) -> str:
    """An item of this publication that a later one changed and that was not withdrawn, "" when there is none.

    A withdrawal left an item as it found it before: then it is asked who changed it since and still stands.
    """
    same = "{0}.kind = mine.kind AND {0}.scope = mine.scope AND {0}.item_key = mine.item_key"
    row = connection.execute(
        sa.text(
            "SELECT mine.kind, mine.scope, mine.item_key FROM publication_row mine"  # noqa: S608 - our own words
            " JOIN publication own ON own.publication_id = mine.publication_id"
            f" JOIN catalogue_item now ON {same.format('now')}"
            " JOIN publication stands ON stands.publication_id = now.publication_id"
            " WHERE mine.publication_id = :id AND now.publication_id <> :id"
            " AND (stands.withdraws = '' OR EXISTS (SELECT 1 FROM publication_row theirs"
            " JOIN publication later ON later.publication_id = theirs.publication_id"
            f" WHERE {same.format('theirs')} AND later.state = 'published' AND later.withdraws = ''"
            " AND later.publication_id <> :id AND later.published_at >= own.published_at)) LIMIT 1"
        ),
        {"id": publication_id},
    ).first()
    return "/".join(row) if row else ""
