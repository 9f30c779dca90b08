"""Creating and migrating `journal.sqlite`, and checking that its triggers stand as they were written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pos_client.db import sqlite
from pos_client.db.journal.errors import JournalDamagedError, JournalOpenError
from pos_client.db.journal.triggers import LATER_TRIGGERS, TRIGGERS

REVISION = "0002"
"""The newest revision; a file at it is opened without loading Alembic."""
REVISIONS = ("0001", REVISION)
_MIGRATIONS = Path(__file__).with_name("migrations")


def revision_of(raw: Any) -> str:  # noqa: ANN401 - the driver has no types
    """Return the revision of an open file, "" when it has no tables yet."""
    found = raw.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'alembic_version'").fetchone()
    if found is None:
        return ""
    row = raw.execute("SELECT version_num FROM alembic_version").fetchone()
    return str(row[0]) if row else ""


def migrate(path: Path) -> None:
    """Bring the file to the newest revision, in one transaction. Raises the driver's errors."""
    # half a second that a start without a migration does not need
    import sqlalchemy as sa  # noqa: PLC0415
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    engine = sqlite.engine(path)
    try:
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
    except sa.exc.DBAPIError as error:
        raise (error.orig or error) from error


def check(raw: Any) -> None:  # noqa: ANN401 - the driver has no types
    """Check revision and triggers. `JournalOpenError("newer_program")`, `JournalDamagedError("trigger_missing")`."""
    revision = revision_of(raw)
    if revision != REVISION:
        raise JournalOpenError("newer_program", f"revision {revision}")
    check_triggers(raw)


def triggers_of(revision: str) -> dict[str, str]:
    """Return the triggers that a file of `revision` has."""
    later = {name for added, names in LATER_TRIGGERS.items() if added > revision for name in names}
    return {name: sql for name, sql in TRIGGERS.items() if name not in later}


def check_triggers(raw: Any) -> None:  # noqa: ANN401 - the driver has no types
    """Raise `JournalDamagedError("trigger_missing")` unless the revision's triggers are there to the letter."""
    expected = triggers_of(revision_of(raw))
    rows = raw.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    found = {str(name): str(sql) for name, sql in rows}
    if found != expected:
        wrong = sorted(name for name in found.keys() | expected.keys() if found.get(name) != expected.get(name))
        raise JournalDamagedError("trigger_missing", ", ".join(wrong))
