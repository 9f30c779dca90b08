"""Triggers that refuse to change what is only ever inserted: declared beside the table, checked when a centre opens.

`declare` makes them with the table (`metadata.create_all`); a migration makes them with SQL of its own, and a test
holds the two against each other. `missing` tells which of the declared ones a database lacks or has switched off: a
database restored without them, or opened by a tool, must not be served.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

import sqlalchemy as sa


class Trigger(NamedTuple):
    """A trigger of `table` in both dialects: its name, SQLite's statement, PostgreSQL's statements."""

    table: str
    name: str
    sqlite: str
    postgresql: tuple[str, ...]


DECLARED: Final[dict[tuple[str, str], Trigger]] = {}
"""By table and name."""

REFUSE_FUNCTION: Final = (
    "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION USING MESSAGE = TG_TABLE_NAME || ' is only ever inserted into'; END $$"
)
_ENABLED: Final = sa.text(
    "SELECT c.relname, t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
    "WHERE NOT t.tgisinternal AND t.tgenabled IN ('O', 'A') AND c.relnamespace = current_schema()::regnamespace"
)


def append_only(table: str) -> tuple[Trigger, ...]:
    """Return the triggers that refuse every update and delete of `table` (PostgreSQL: TRUNCATE, too)."""
    said = f"SELECT RAISE(ABORT, '{table} is only ever inserted into')"
    rows = "BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    whole = "BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    return (
        Trigger(
            table,
            f"{table}_no_update",
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} BEGIN {said}; END",
            (REFUSE_FUNCTION, f"CREATE TRIGGER {table}_no_update {rows.format(table=table)}"),
        ),
        Trigger(
            table,
            f"{table}_no_delete",
            f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} BEGIN {said}; END",
            (REFUSE_FUNCTION, f"CREATE TRIGGER {table}_no_delete {whole.format(table=table)}"),
        ),
    )


def declare(table: sa.Table, *triggers: Trigger) -> None:
    """Make `triggers` part of the model: they are created after the table and looked for when a centre opens."""
    for trigger in triggers:
        if trigger.table != table.name:
            raise ValueError(f"{trigger.name} is of {trigger.table}, not of {table.name}")
        DECLARED[trigger.table, trigger.name] = trigger

    def create(_table: sa.Table, connection: sa.Connection, **_more: Any) -> None:  # noqa: ANN401 - an event's arguments
        for trigger in triggers:
            for statement in (trigger.sqlite,) if connection.dialect.name == "sqlite" else trigger.postgresql:
                connection.exec_driver_sql(statement)

    sa.event.listen(table, "after_create", create)


def missing(connection: sa.Connection) -> list[str]:
    """The declared triggers that this database does not have, or has switched off, as "table.name"."""
    if connection.dialect.name == "sqlite":
        rows = connection.exec_driver_sql("SELECT tbl_name, name FROM sqlite_master WHERE type = 'trigger'")
    else:
        rows = connection.execute(_ENABLED)
    found = {(str(table), str(name)) for table, name in rows}
    return [f"{table}.{name}" for table, name in sorted(DECLARED.keys() - found)]
