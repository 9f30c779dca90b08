"""What the centre keeps about its own database: notes such as the last backup and the last restore."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

from sync.central.db.database import metadata

BACKED_UP: Final = "backed_up"
"""Instant of the last verified backup, its kind and place: what `doctor` tells."""
RESTORED: Final = "restored"
"""Instant of the last restore from a copy: journal heads and feeds may have fallen then."""
EPOCHS_FROM: Final = "epochs_from"
"""The first epoch that is granted since the last restore: a number below may be one that the copy has forgotten."""
CLOCK_AHEAD: Final = "clock_ahead"
"""Since when feeds stand ahead of the clock; gone once they do not."""
UPKEEP: Final = "upkeep"
"""Instant of the last daily upkeep of a service, and what it forgot."""

centre_note: Final = sa.Table(
    "centre_note",
    metadata,
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
    sa.Column("at", sa.Text, nullable=False),
)


def note(connection: sa.Connection, key: str, value: str, at: str) -> None:
    """Keep a note in the place of an earlier one."""
    changed = connection.execute(sa.update(centre_note).where(centre_note.c.key == key).values(value=value, at=at))
    if not changed.rowcount:
        connection.execute(sa.insert(centre_note).values(key=key, value=value, at=at))


def noted(connection: sa.Connection, key: str) -> tuple[str, str] | None:
    """Return (value, instant) of a note, None when there is none."""
    row = connection.execute(sa.select(centre_note.c.value, centre_note.c.at).where(centre_note.c.key == key)).first()
    return None if row is None else (row.value, row.at)
