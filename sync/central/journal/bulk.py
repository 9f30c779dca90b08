"""Many rows in one statement, on both databases: SQLite's executemany, PostgreSQL's arrays unnested. Any thread.

Errors are SQLAlchemy's, so that `Database.write` begins anew what PostgreSQL asks to.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from functools import cache
from typing import Any, Final

import sqlalchemy as sa

_TYPES: Final = ((sa.LargeBinary, "bytea"), (sa.Text, "text"), (sa.BigInteger, "int8"))


def insert(
    connection: sa.Connection,
    table: sa.Table,
    fixed: tuple[Any, ...],
    rows: Sequence[tuple[Any, ...]],
    conflict: str = "",
) -> None:
    """Insert `rows`, each of which `fixed` comes before, in the order of the table's columns and of `rows`."""
    if not rows:
        return
    if connection.dialect.name == "sqlite":
        statement = _sqlite_insert(table, conflict)
        connection.exec_driver_sql(statement, [fixed + row for row in rows])
        return
    statement = _postgresql_insert(table, len(fixed), conflict)
    connection.exec_driver_sql(statement, (*fixed, *map(list, zip(*rows, strict=True))))


@cache
def _sqlite_insert(table: sa.Table, conflict: str) -> str:
    names = [column.name for column in table.columns]
    marks = ", ".join("?" * len(names))
    return f"INSERT INTO {table.name} ({', '.join(map(quoted, names))}) VALUES ({marks}) {conflict}"  # noqa: S608


@cache
def _postgresql_insert(table: sa.Table, fixed: int, conflict: str) -> str:
    columns = list(table.columns)
    names = ", ".join(quoted(column.name) for column in columns)
    arrays = ", ".join(f"%b::{type_of(column)}[]" for column in columns[fixed:])
    given = "".join(f"%s::{type_of(column)}, " for column in columns[:fixed])
    marks = ", ".join(f"c{number}" for number in range(len(columns) - fixed))
    return (
        f"INSERT INTO {table.name} ({names}) SELECT {given}{marks}"  # noqa: S608
        f" FROM unnest({arrays}) WITH ORDINALITY AS new ({marks}, nth) ORDER BY nth {conflict}"
    )


def quoted(name: str) -> str:
    """A column's name as both databases take it; some are words of theirs."""
    return f'"{name}"'


def type_of(column: sa.Column[Any]) -> str:
    """PostgreSQL's name of a column's type."""
    return next(name for kind, name in _TYPES if isinstance(column.type, kind))


def among(connection: sa.Connection, column: str) -> str:
    """The condition that `column` is in the one list that `listed` makes a parameter of, which is called :names."""
    if connection.dialect.name == "sqlite":
        return f"{column} IN (SELECT value FROM json_each(:names))"  # noqa: S608 - a column of ours
    return f"{column} = ANY(:names)"


def listed(connection: sa.Connection, values: Collection[str] | Collection[int]) -> Any:  # noqa: ANN401 - whatever the driver takes
    """The parameter that goes with `among`."""
    return json.dumps(list(values)) if connection.dialect.name == "sqlite" else list(values)
