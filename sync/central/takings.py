"""What a location took, from the centre's own books: documents, tenders, Z reports. Any thread; reads alone.

Figures of corrections are positive, amounts minor units. `read_takings` reads one moment; `as_lines` is for a person.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

import sqlalchemy as sa
from msgspec import Struct

from sync.central.db.database import Database
from sync.central.journal.tables import document, shift_fact, tender_total
from sync.central.registers.tables import location
from sync.protocol.base import instant

MOST_DOCUMENTS: Final = 1_000
MOST_SHIFTS: Final = 200


class Takings(Struct, frozen=True):
    """The books of a location, or of one register there.

    `sums`: (kind, currency, documents, total); `tenders`: (kind, tender, class, currency, foreign currency, parts,
    amount, foreign amount); `shifts`: Z reports, newest first; `documents`: the newest first, `MOST_DOCUMENTS` at most.
    """

    location_id: str
    register_id: str
    sums: tuple[tuple[str, str, int, int], ...]
    tenders: tuple[tuple[str, str, str, str, str, int, int, int], ...]
    shifts: tuple[tuple[str, int, str, str, int, int, int], ...]  # register, Z, at, currency, sales, total, over/short
    documents: tuple[tuple[str, str, str, str, str, int], ...]  # receipt, kind, register, at, currency, total


def read_takings(
    database: Database, location_id: str, *, register_id: str = "", since: datetime | None = None
) -> Takings:
    """Return what a location took since an instant; `LookupError` when there is no such location."""
    return database.read(lambda connection: _read(connection, location_id, register_id, since))


def _read(connection: sa.Connection, location_id: str, register_id: str, since: datetime | None) -> Takings:
    if not connection.execute(sa.select(location.c.id).where(location.c.id == location_id)).first():
        raise LookupError(f"there is no location {location_id}")
    begin = instant(since) if since is not None else ""
    d, t, z = document.c, tender_total.c, shift_fact.c

    def of(columns: Any, at: Any, first: str) -> list[Any]:  # noqa: ANN401 - columns of any table
        found = [columns.location_id == location_id, at >= first]
        return [*found, columns.register_id == register_id] if register_id else found

    documents = of(d, d.completed_at, begin)
    sums = connection.execute(
        sa.select(d.kind, d.currency, sa.func.count(), sa.func.sum(d.total))
        .where(*documents)
        .group_by(d.kind, d.currency)
        .order_by(d.kind, d.currency)
    )
    parties = (t.kind, t.tender_id, t.tender_class, t.currency, t.foreign_currency)
    tenders = connection.execute(
        sa.select(*parties, sa.func.sum(t.parts), sa.func.sum(t.amount), sa.func.sum(t.foreign_amount))
        .where(*of(t, t.quarter, begin[: len("2026-11-22T10:15")]))
        .group_by(*parties)
        .order_by(*parties)
    )
    shifts = connection.execute(
        sa.select(z.register_id, z.z_number, z.at, z.currency, z.sales, z.sales_total, z.over_short)
        .where(z.kind == "z_report", *of(z, z.at, begin))
        .order_by(z.at.desc())
        .limit(MOST_SHIFTS)
    )
    newest = connection.execute(
        sa.select(d.receipt_number, d.kind, d.register_id, d.completed_at, d.currency, d.total)
        .where(*documents)
        .order_by(d.completed_at.desc(), d.seq.desc())
        .limit(MOST_DOCUMENTS)
    )
    return Takings(
        location_id,
        register_id,
        tuple((kind, currency, count, int(total)) for kind, currency, count, total in sums),
        tuple((*row[:5], int(row[5]), int(row[6]), int(row[7])) for row in tenders),
        tuple(tuple(row) for row in shifts),
        tuple(tuple(row) for row in newest),
    )


def as_json(takings: Takings) -> dict[str, Any]:
    """Return takings for a program, every figure named."""

    def named(names: str, rows: tuple[tuple[Any, ...], ...]) -> list[dict[str, Any]]:
        return [dict(zip(names.split(), row, strict=True)) for row in rows]

    return {
        "location": takings.location_id,
        "register": takings.register_id,
        "sums": named("kind currency documents total", takings.sums),
        "tenders": named("kind tender class currency foreign_currency parts amount foreign_amount", takings.tenders),
        "shifts": named("register z_number at currency sales sales_total over_short", takings.shifts),
        "documents": named("receipt_number kind register at currency total", takings.documents),
    }


def as_lines(takings: Takings) -> list[str]:
    """Return takings in words, amounts in minor units as the books keep them."""
    lines = [f"{kind}: {count} documents, {total} {currency}" for kind, currency, count, total in takings.sums]
    for kind, tender, _class, currency, foreign, parts, amount, abroad in takings.tenders:
        also = f" ({abroad} {foreign})" if foreign else ""
        lines.append(f"{kind} by {tender}: {parts} parts, {amount} {currency}{also}")
    for register, number, at, currency, sales, total, over_short in takings.shifts:
        lines.append(f"Z {number} of {register}, {at}: {sales} sales, {total} {currency}, over/short {over_short}")
    return lines or ["nothing was taken"]
