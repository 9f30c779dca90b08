"""The locks that whoever changes a register's identity takes: its journal head first, then its row. Any thread."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from msgspec import Struct

from sync.central.journal import heads
from sync.central.registers.tables import register
from sync.protocol.base import instant


class Locked(Struct, frozen=True):
    """A register, locked until the transaction ends."""

    place: heads.Place
    state: str
    epoch: int
    prefix: str

    @property
    def register_id(self) -> str:
        """Its id."""
        return self.place.register_id


def lock_register(connection: sa.Connection, register_id: str, now: datetime) -> Locked:
    """Lock a register, within a write: no push of it is under way then. `LookupError` for no such register."""
    r = register.c
    location_id = connection.execute(sa.select(r.location_id).where(r.id == register_id)).scalar()
    if location_id is None:
        raise LookupError(f"there is no register {register_id}")
    place = heads.Place(location_id, register_id)
    heads.lock(connection, place, instant(now))
    row = connection.execute(
        sa.select(r.state, r.epoch, r.prefix).where(r.id == register_id).with_for_update(key_share=True)
    ).one()
    return Locked(place, row.state, row.epoch, row.prefix)
