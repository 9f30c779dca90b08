"""What registers tell of themselves, and when they were last heard of: shown to operators as text. Any thread."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from sync.central.registers.tables import register, register_status
from sync.protocol.base import instant
from sync.protocol.messages import RegisterStatus

MOST_TEXT: Final = 200
MOST_OFFSET: Final = 2**62
"""µs; what is told beyond fits no column."""
WRONG: Final = timedelta(hours=1)
_NEW: Final = RegisterStatus()
_s = register_status.c


def note_status(connection: sa.Connection, register_id: str, status: RegisterStatus, now: datetime) -> None:
    """Keep what a register told; within the write of its push, or one of its own."""
    values = {
        "seen_at": instant(now),
        "version": _text(status.version),
        "protocol": status.protocol,
        "waiting": status.waiting,
        "oldest_waiting": _text(status.oldest_waiting),
        "clock_offset": min(MOST_OFFSET, max(-MOST_OFFSET, status.clock_offset)),
        "free_disk": status.free_disk,
        "journal": _text(status.journal),
        "error": _text(status.error),
    }
    changed = connection.execute(sa.update(register_status).where(_s.register_id == register_id).values(values))
    if not changed.rowcount:
        connection.execute(_INSERT[connection.dialect.name], {"register_id": register_id, **values})


def note_contacts(connection: sa.Connection, seen: Mapping[str, datetime]) -> None:
    """Keep when each register was last heard of, later ones only: the service gathers this and writes it now and then.

    What stands far ahead was written by a clock that was wrong, and gives way. Locks in the order of ids, so that two
    services do not wait for each other.
    """
    for register_id, at in sorted(seen.items()):
        changed = connection.execute(
            sa.update(register_status)
            .where(_s.register_id == register_id, (_s.seen_at < instant(at)) | (_s.seen_at > instant(at + WRONG)))
            .values(seen_at=instant(at))
        )
        if not changed.rowcount and _is_new(connection, register_id):
            note_status(connection, register_id, _NEW, at)


def mark(connection: sa.Connection, register_id: str, state: str) -> None:
    """Say that a register's history is "forked" or its key "cloned", until its next epoch; revoked stays revoked."""
    connection.execute(
        sa.update(register).where(register.c.id == register_id, register.c.state != "revoked").values(state=state)
    )


def _is_new(connection: sa.Connection, register_id: str) -> bool:
    known = sa.select(register.c.id).where(
        register.c.id == register_id, ~sa.exists().where(_s.register_id == register.c.id)
    )
    return connection.execute(known).first() is not None


_INSERT: Final[dict[str, Any]] = {  # a row that another made a moment ago is no failure
    "sqlite": sqlite.insert(register_status).on_conflict_do_nothing(),
    "postgresql": postgresql.insert(register_status).on_conflict_do_nothing(),
}


def _text(value: str) -> str:
    """A text of a register's, short and without what a terminal or a log would obey."""
    return "".join(letter if letter.isprintable() else "�" for letter in value[:MOST_TEXT])
