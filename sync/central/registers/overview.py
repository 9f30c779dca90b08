"""Every register at a glance, for operators: what it told, what is held of its journal. Any thread, within a read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from sync.central.journal.tables import journal_head, quarantine
from sync.central.registers.tables import register, register_status
from sync.protocol.base import parse_instant


@dataclass(frozen=True, slots=True)
class Glance:
    """One register. `heard` is how long ago, None when never; `clock_offset` in µs."""

    register_id: str
    location_id: str
    state: str
    epoch: int
    held: int
    waiting: int
    quarantined: int
    heard: timedelta | None
    clock_offset: int
    said: str

    def cells(self) -> tuple[str, ...]:
        """As a row of a table of text."""
        return (
            self.register_id,
            self.location_id,
            self.state,
            str(self.epoch),
            str(self.held),
            str(self.waiting),
            str(self.quarantined),
            "never" if self.heard is None else f"{ago(self.heard)} ago",
            f"{self.clock_offset / 1_000_000:+.1f} s",
            self.said,
        )


def ago(age: timedelta) -> str:
    """A length of time in its largest unit."""
    seconds = max(0, int(age.total_seconds()))
    for unit, length in (("d", 86_400), ("h", 3_600), ("min", 60)):
        if seconds >= 2 * length:
            return f"{seconds // length} {unit}"
    return f"{seconds} s"


def registers_now(connection: sa.Connection, now: datetime, most: int) -> list[Glance]:
    """The first `most` registers by location and id."""
    r, s, h, q = register.c, register_status.c, journal_head.c, quarantine.c
    in_quarantine = (
        sa.select(sa.func.count())
        .where(q.location_id == r.location_id, q.register_id == r.id, q.state == "held")
        .scalar_subquery()
    )
    rows = connection.execute(
        sa.select(
            r.id,
            r.location_id,
            sa.case((h.state == "forked", "forked"), else_=r.state).label("state"),
            r.epoch,
            sa.func.coalesce(h.seq, 0).label("held"),
            sa.func.coalesce(s.waiting, 0).label("waiting"),
            in_quarantine.label("quarantined"),
            s.seen_at,
            sa.func.coalesce(s.clock_offset, 0).label("clock_offset"),
            s.version,
            s.error,
        )
        .select_from(register)
        .outerjoin(register_status, s.register_id == r.id)
        .outerjoin(journal_head, (h.location_id == r.location_id) & (h.register_id == r.id))
        .order_by(r.location_id, r.id)
        .limit(most)
    )
    return [
        Glance(
            row.id,
            row.location_id,
            row.state,
            row.epoch,
            row.held,
            row.waiting,
            row.quarantined,
            now - parse_instant(row.seen_at) if row.seen_at else None,
            row.clock_offset,
            " ".join(text for text in (row.version, row.error) if text),
        )
        for row in rows
    ]
