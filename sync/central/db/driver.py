"""The driver's own SQL, several statements in one go: statement by statement, as SQLAlchemy has it, costs a push most.

On PostgreSQL the statements of one go are sent behind each other and waited for once (libpq's pipeline); each still
sees what those before it did, and, as each has its own view of what is committed, a lock that one waited for is held
when the next one looks. On SQLite they are executed one by one. Within a work of `Database`, whose transaction it is;
errors are SQLAlchemy's, so that `Database.write` begins anew what PostgreSQL asks to.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from functools import lru_cache
from typing import Any, Final, NamedTuple, TypeAlias

import sqlalchemy as sa

Rows: TypeAlias = list[tuple[Any, ...]]
_SAVEPOINT: Final = "together"
_NO_VALUE: Final = (UnicodeError, OverflowError)
REFUSED: Final = (sa.exc.IntegrityError, sa.exc.DataError, *_NO_VALUE)
"""What a database or its driver says to values, as against what happens to it."""


class Statement(NamedTuple):
    """A statement as the database at hand spells it; with a list of parameters it is executed for each, without rows.

    A list of parameters is for SQLite alone.
    """

    text: str
    parameters: tuple[Any, ...] | list[tuple[Any, ...]] = ()


def is_sqlite(connection: sa.Connection) -> bool:
    """Whether the statement goes to SQLite."""
    return connection.dialect.name == "sqlite"


@lru_cache(maxsize=256)
def _for_postgresql(text: str) -> str:
    return text.replace("IN (SELECT value FROM json_each(?))", "= ANY(%s)").replace("?", "%s")


def spelled(connection: sa.Connection, text: str, parameters: tuple[Any, ...]) -> Statement:
    """A statement as SQLite spells it, for either database.

    A list goes in by `IN (SELECT value FROM json_each(?))` and `among`.
    """
    return Statement(text if is_sqlite(connection) else _for_postgresql(text), parameters)


def among(connection: sa.Connection, names: Collection[Any]) -> Any:  # noqa: ANN401 - whatever the driver takes
    """`names` as the one parameter of a list."""
    return json.dumps(list(names)) if is_sqlite(connection) else list(names)


def run(connection: sa.Connection, text: str, parameters: tuple[Any, ...]) -> int:
    """Execute a statement as SQLite spells it; returns how many rows it changed."""
    statement = spelled(connection, text, parameters)
    return connection.exec_driver_sql(statement.text, parameters).rowcount


def fetch(connection: sa.Connection, text: str, parameters: tuple[Any, ...]) -> Rows:
    """All rows of a query as SQLite spells it."""
    return together(connection, [spelled(connection, text, parameters)])[0]


def together(connection: sa.Connection, statements: Sequence[Statement], *, savepoint: bool = False) -> list[Rows]:
    """Execute `statements` in their order; return the rows of each, [] of one that tells none.

    With a `savepoint`, values that are `REFUSED` leave nothing of all of them, and the transaction goes on; after any
    other failure, and without, it is over.
    """
    raw: Any = connection.connection.driver_connection
    if savepoint:
        statements = [Statement(f"SAVEPOINT {_SAVEPOINT}"), *statements, Statement(f"RELEASE SAVEPOINT {_SAVEPOINT}")]
    base = connection.dialect.loaded_dbapi.Error
    try:
        found = _one_by_one(raw, statements) if is_sqlite(connection) else _piped(raw, statements, base)
    except (base, *_NO_VALUE) as error:
        failure = _as_sqlalchemy(connection, raw, error)
        if savepoint and isinstance(failure, REFUSED):
            _undo(connection, raw)
        raise failure from error
    return found[1:-1] if savepoint else found


def _one_by_one(raw: Any, statements: Sequence[Statement]) -> list[Rows]:  # noqa: ANN401 - the drivers have no types
    found: list[Rows] = []
    for text, parameters in statements:
        cursor = raw.executemany(text, parameters) if isinstance(parameters, list) else raw.execute(text, parameters)
        found.append(cursor.fetchall())
        cursor.close()
    return found


def _piped(raw: Any, statements: Sequence[Statement], base: type[Exception]) -> list[Rows]:  # noqa: ANN401
    if len(statements) == 1:
        ((text, parameters),) = statements
        cursors = [raw.execute(text, parameters)]
    else:
        cursors = _in_pipeline(raw, statements, base)
    return [cursor.fetchall() if cursor.description is not None else [] for cursor in cursors]


def _in_pipeline(raw: Any, statements: Sequence[Statement], base: type[Exception]) -> list[Any]:  # noqa: ANN401
    """Execute `statements`; raise what the first that failed was told, not what those behind it were."""
    cursors: list[Any] = []
    first: BaseException | None = None
    try:
        with raw.pipeline():
            try:
                cursors.extend(raw.execute(text, parameters) for text, parameters in statements)
            except (base, *_NO_VALUE) as error:
                first = error
    except base as error:
        first = first or error
        while isinstance(first.__context__, base):
            first = first.__context__
    if first is not None:
        raise first
    return cursors


def _undo(connection: sa.Connection, raw: Any) -> None:  # noqa: ANN401
    """Go back to the savepoint, whose statements were refused."""
    for text in (f"ROLLBACK TO SAVEPOINT {_SAVEPOINT}", f"RELEASE SAVEPOINT {_SAVEPOINT}"):
        connection.exec_driver_sql(text)
    if not is_sqlite(connection):
        # psycopg believes that those behind the refused one are prepared at the server, which never saw them; it
        # forgets all it has prepared when it takes a block of its own back
        with raw.transaction(force_rollback=True):
            pass


def _as_sqlalchemy(connection: sa.Connection, raw: Any, error: Exception) -> BaseException:  # noqa: ANN401
    """What SQLAlchemy would raise of a driver's error; the connection is given up if it is lost."""
    dialect = connection.dialect
    base = dialect.loaded_dbapi.Error
    if not isinstance(error, base):
        return error
    is_lost = dialect.is_disconnect(error, raw, None)
    if is_lost:
        connection.invalidate(error)
    return sa.exc.DBAPIError.instance(
        None, None, error, base, hide_parameters=True, connection_invalidated=is_lost, dialect=dialect
    )
