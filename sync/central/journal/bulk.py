"""Many rows in one statement, on both databases: SQLite's executemany, PostgreSQL's arrays unnested. Any thread."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from functools import cache
from typing import Any, Final

import sqlalchemy as sa

from sync.central.db.driver import Statement, is_sqlite, together

_MARKS: Final = {"bytea": "%b", "text": "%s", "int8": "%s"}
_TYPES: Final = ((sa.LargeBinary, "bytea"), (sa.Text, "text"), (sa.BigInteger, "int8"))


def insert(
    connection: sa.Connection,
    table: sa.Table,
    fixed: tuple[Any, ...],
    rows: Sequence[tuple[Any, ...]],
    conflict: str = "",
) -> None:
    """Insert `rows`, each of which `fixed` comes before, in the order of the table's columns and of `rows`."""
    together(connection, inserting(connection, table, fixed, rows, conflict))


def inserting(
    connection: sa.Connection,
    table: sa.Table,
    fixed: tuple[Any, ...],
    rows: Sequence[tuple[Any, ...]],
    conflict: str = "",
) -> list[Statement]:
    """The statement that inserts `rows`, as `insert` does; none when there are none."""
    if not rows:
        return []
    if is_sqlite(connection):
        return [Statement(_sqlite_insert(table, conflict), [fixed + row for row in rows])]
    statement, kinds = _postgresql_insert(table, len(fixed), conflict)
    columns = zip(*rows, strict=True)
    arrays = (array(kind, values) for kind, values in zip(kinds, columns, strict=True))
    return [Statement(statement, (*fixed, *arrays))]


def array(kind: str, values: Sequence[Any]) -> str | list[bytes]:
    """An array for PostgreSQL. Numbers and texts are spelled here: the driver's way, value by value, costs the most."""
    if kind == "int8":
        return "{" + ",".join(map(str, values)) + "}"
    if kind == "bytea":
        return list(values)
    told = "".join(values)
    if '"' in told or "\\" in told:
        values = [value.replace("\\", "\\\\").replace('"', '\\"') for value in values]
    return '{"' + '","'.join(values) + '"}'


@cache
def _sqlite_insert(table: sa.Table, conflict: str) -> str:
    names = [column.name for column in table.columns]
    marks = ", ".join("?" * len(names))
    return f"INSERT INTO {table.name} ({', '.join(map(quoted, names))}) VALUES ({marks}) {conflict}"  # noqa: S608


@cache
def _postgresql_insert(table: sa.Table, fixed: int, conflict: str) -> tuple[str, tuple[str, ...]]:
    """The statement, and the types of the arrays that it takes."""
    columns = list(table.columns)
    names = ", ".join(quoted(column.name) for column in columns)
    arrays = ", ".join(f"{_MARKS[type_of(column)]}::{type_of(column)}[]" for column in columns[fixed:])
    given = "".join(f"%s::{type_of(column)}, " for column in columns[:fixed])
    marks = ", ".join(f"c{number}" for number in range(len(columns) - fixed))
    statement = (
        f"INSERT INTO {table.name} ({names}) SELECT {given}{marks}"  # noqa: S608
        f" FROM unnest({arrays}) WITH ORDINALITY AS new ({marks}, nth) ORDER BY nth {conflict}"
    )
    return statement, tuple(type_of(column) for column in columns[fixed:])


def quoted(name: str) -> str:
    """A column's name as both databases take it; some are words of theirs."""
    return f'"{name}"'


def type_of(column: sa.Column[Any]) -> str:
    """PostgreSQL's name of a column's type."""
    return next(name for kind, name in _TYPES if isinstance(column.type, kind))


def from_given(connection: sa.Connection, kind: str = "text") -> str:
    """The beginning "FROM given JOIN" of a look-up by the list that `listed` makes the parameter :names of.

    Its one column is `given.value`; the list leads and the key follows, whatever the planners know of a new table.
    """
    if connection.dialect.name == "sqlite":
        return "FROM json_each(:names) AS given CROSS JOIN"
    return f"FROM unnest(CAST(:names AS {kind}[])) AS given (value) JOIN"


def listed(connection: sa.Connection, values: Collection[str] | Collection[int]) -> str:
    """The parameter that goes with `from_given`."""
    if connection.dialect.name == "sqlite":
        return json.dumps(list(values))
    of_text = any(isinstance(value, str) for value in values)
    return str(array("text" if of_text else "int8", list(values)))
