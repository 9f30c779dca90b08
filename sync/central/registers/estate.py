"""The locations of the chain and the registers in them, as the operator names them. Any thread, within a write."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Final

import sqlalchemy as sa

from sync.central.registers.tables import location, register
from sync.protocol.base import instant

KINDS: Final = ("store", "warehouse")
_ID: Final = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}")
_PREFIX: Final = re.compile(r"[A-Z0-9]{1,12}")
MOST_NAME: Final = 200


class EstateError(ValueError):
    """A location or register that cannot be; `code`: "id", "kind", "name", "prefix", "exists", "unknown"."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail


def put_location(connection: sa.Connection, location_id: str, *, name: str, kind: str, zone: str, region: str) -> None:
    """Add a location, or change its name, kind, zone and region. `EstateError`."""
    for value in (location_id, zone, region):
        if _ID.fullmatch(value) is None:
            raise EstateError("id", f"letters, digits, dots and dashes, at most 64: {value[:80]!r}")
    if kind not in KINDS:
        raise EstateError("kind", f"one of {', '.join(KINDS)}: {kind[:40]!r}")
    values = {"name": _named(name), "kind": kind, "zone": zone, "region": region}
    changed = connection.execute(sa.update(location).where(location.c.id == location_id).values(values))
    if not changed.rowcount:
        connection.execute(sa.insert(location).values(id=location_id, **values))


def add_register(
    connection: sa.Connection, register_id: str, *, location_id: str, name: str, prefix: str, now: datetime
) -> None:
    """Add a register, not enrolled yet; `prefix` begins its receipt numbers. `EstateError`."""
    if _ID.fullmatch(register_id) is None:
        raise EstateError("id", f"letters, digits, dots and dashes, at most 64: {register_id[:80]!r}")
    if _PREFIX.fullmatch(prefix) is None:
        raise EstateError("prefix", f"1 to 12 capital letters and digits: {prefix[:80]!r}")
    if connection.execute(sa.select(location.c.id).where(location.c.id == location_id)).first() is None:
        raise EstateError("unknown", f"there is no location {location_id}")
    taken = sa.select(register.c.id).where((register.c.id == register_id) | (register.c.prefix == prefix))
    other = connection.execute(taken).scalar()
    if other is not None:
        raise EstateError("exists", f"register {other} has this id or prefix")
    connection.execute(
        sa.insert(register).values(
            id=register_id,
            location_id=location_id,
            name=_named(name),
            prefix=prefix,
            state="new",
            epoch=0,
            created_at=instant(now),
        )
    )


def pins_void_since(connection: sa.Connection, location_id: str) -> str:
    """The instant before which PINs of a store's staff were set that must change now; "" when none must."""
    found = connection.execute(sa.select(location.c.pins_void_since).where(location.c.id == location_id)).scalar()
    return str(found or "")


def _named(name: str) -> str:
    if not 1 <= len(name) <= MOST_NAME or not name.isprintable():
        raise EstateError("name", f"1 to {MOST_NAME} letters")
    return name
