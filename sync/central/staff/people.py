"""People at the centre: who may log in where, with which role and PIN verifier; what each register is told of them.

A register is told of its own store's people alone, and of a change in the write that makes it. A PIN is hashed here
(Argon2id) and never stored, logged or journalled. Functions that take a database block; those that take a connection
return feed changes, which the caller publishes last. Any thread.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Final

import msgspec
import sqlalchemy as sa
from argon2 import PasswordHasher, Type, extract_parameters
from argon2.exceptions import InvalidHashError
from msgspec import Struct
from msgspec.structs import replace

from pos_client.domain.staff import BadgeKind, Role, StaffMember
from sync.central.catalogue import store
from sync.central.db import Database
from sync.central.feeds.publish import Change
from sync.central.feeds.publish import publish as publish_feeds
from sync.central.identity.tables import operator_act
from sync.central.registers.tables import location, register
from sync.central.staff.tables import person, person_store, role
from sync.protocol.base import instant
from sync.protocol.feeds import register_feed, store_feed
from sync.protocol.values import encode_plain, encode_value, plain_value

PIN_DIGITS: Final = range(4, 9)


class StaffError(Exception):
    """Nothing was changed.

    `code`: "unknown_person", "known_person", "unknown_role", "unknown_store", "unknown_zone", "bad_pin",
    "bad_verifier", "bad_id", "badge_taken", "pins_differ".
    """

    def __init__(self, code: str, value: str = "") -> None:
        super().__init__(f"{code} {value}".strip())
        self.code = code
        self.value = value


class Person(Struct, frozen=True):
    """Somebody who may log in. With `pin_expired` the PIN proves nothing until a new one is set."""

    staff_id: str
    name: str
    role_id: str
    pin_verifier: str
    badge: str = ""
    language: str = ""
    person_id: str = ""
    badge_kind: BadgeKind = BadgeKind.PRINTED
    is_active: bool = True
    pin_expired: bool = False

    def at_till(self, their_role: Role) -> StaffMember:
        """What a register is told."""
        return StaffMember(
            staff_id=self.staff_id,
            name=self.name,
            role=their_role,
            pin_verifier=self.pin_verifier,
            badge=self.badge,
            language=self.language,
            person_id=self.person_id,
            badge_kind=self.badge_kind,
            is_active=self.is_active,
            pin_expired=self.pin_expired,
        )


_read_person: Final = msgspec.json.Decoder(Person).decode
_read_role: Final = msgspec.json.Decoder(Role).decode


def hash_pin(pin: str, hasher: PasswordHasher | None = None) -> str:
    """The verifier of a PIN of 4 to 8 digits. Costs tens of milliseconds by design. `StaffError`."""
    if len(pin) not in PIN_DIGITS or not (pin.isascii() and pin.isdigit()):
        raise StaffError("bad_pin")
    return (hasher or PasswordHasher()).hash(pin)


# --- roles


def put_roles(database: Database, zone_id: str, roles: Sequence[Role], *, by: str, now: datetime) -> None:
    """Make `roles`, in their order, those of a zone; people's rows follow. A role that is left out stays.

    `StaffError` (unknown_zone).
    """

    def work(connection: sa.Connection) -> None:
        if zone_id not in store.lock_zones(connection):
            raise StaffError("unknown_zone", zone_id)
        known = _roles(connection, zone_id)
        stood = connection.execute(sa.select(role.c.role_id, role.c.position).where(role.c.zone_id == zone_id)).all()
        rows = [(zone_id, each.role_id, place, encode_value(each)) for place, each in enumerate(roles)]
        changed = {each.role_id for each in roles if known.get(each.role_id) != each}
        if not changed and {(row[1], row[2]) for row in rows} <= {tuple(row) for row in stood}:
            return
        store.insert(connection, role, ("zone_id", "role_id", "position", "body"), rows, replace=True)
        changes: list[Change] = []
        for place in _stores_of_zone(connection, zone_id):
            changes += role_changes(connection, zone_id, place)
            changes += staff_changes(connection, place, _with_roles(connection, place, changed))
        _journal(connection, by, now, "put_roles", zone_id, " ".join(sorted(changed)))
        publish_feeds(connection, changes, now=now)

    database.write(work)


def role_changes(connection: sa.Connection, zone_id: str, location_id: str) -> list[Change]:
    """The roles of its zone, as a store is told them."""
    rows = sa.select(role.c.role_id, role.c.position, role.c.body).where(role.c.zone_id == zone_id)
    feed = store_feed(location_id)
    return [
        Change(feed, f"role/{role_id}", _placed(place, _read_role(bytes(body))))
        for role_id, place, body in connection.execute(rows.order_by(role.c.position))
    ]


# --- people


def add_people(
    database: Database, people: Sequence[tuple[Person, Sequence[str]]], *, by: str, now: datetime, again: bool = False
) -> int:
    """Add people with the stores they work at and return how many there are of them now.

    With `again` those that are known already stay as they are. `StaffError` (known_person, unknown_role,
    unknown_store, bad_verifier, bad_id, badge_taken).
    """
    for each, _ in people:
        _judge(each)

    def work(connection: sa.Connection) -> int:
        store.lock_zones(connection)
        known = _people(connection, [each.staff_id for each, _ in people])
        if known and not again:
            raise StaffError("known_person", min(known))
        new = [(each, stores) for each, stores in people if each.staff_id not in known]
        _write_people(connection, [each for each, _ in new])
        places = sorted({place for _, stores in new for place in stores})
        for place in places:
            _add_to_store(connection, place, [each.staff_id for each, stores in new if place in stores])
        changes: list[Change] = []
        for place in places:
            changes += staff_changes(connection, place, {each.staff_id for each, stores in new if place in stores})
        for each, stores in new:
            _journal(connection, by, now, "add_person", each.staff_id, f"{each.role_id} at {' '.join(stores)}")
        publish_feeds(connection, changes, now=now)
        return len(people)

    return database.write(work)


def change_person(database: Database, staff_id: str, *, by: str, now: datetime, **values: object) -> Person:
    """Change fields of a person and tell every register of their stores; returns the person. `StaffError`."""

    def work(connection: sa.Connection) -> Person:
        store.lock_zones(connection)
        known = _people(connection, [staff_id]).get(staff_id)
        if known is None:
            raise StaffError("unknown_person", staff_id)
        changed = replace(known, **values)
        _judge(changed)
        _write_people(connection, [changed])
        _journal(connection, by, now, "change_person", staff_id, " ".join(sorted(values)))
        publish_feeds(connection, _everywhere(connection, {staff_id}), now=now)
        return changed

    return database.write(work)


def set_pin(database: Database, staff_id: str, pin: str, *, by: str, now: datetime) -> Person:
    """Give somebody a new PIN, which proves them at once wherever the feed arrives. `StaffError`."""
    return change_person(database, staff_id, by=by, now=now, pin_verifier=hash_pin(pin), pin_expired=False)


def deactivate(database: Database, staff_id: str, *, by: str, now: datetime) -> Person:
    """Let somebody do nothing any more at any register. `StaffError`."""
    return change_person(database, staff_id, by=by, now=now, is_active=False)


def set_stores(database: Database, staff_id: str, stores: Sequence[str], *, by: str, now: datetime) -> None:
    """Make `stores` all that somebody works at; the registers of the others forget them. `StaffError`."""

    def work(connection: sa.Connection) -> None:
        store.lock_zones(connection)
        if not _people(connection, [staff_id]):
            raise StaffError("unknown_person", staff_id)
        before = set(_stores_of(connection, {staff_id}))
        mine = sa.and_(person_store.c.staff_id == staff_id, person_store.c.location_id.in_(before - set(stores)))
        connection.execute(sa.delete(person_store).where(mine))
        for place in sorted(set(stores) - before):
            _add_to_store(connection, place, [staff_id])
        changes = [
            change for place in sorted(before ^ set(stores)) for change in staff_changes(connection, place, {staff_id})
        ]
        _journal(connection, by, now, "set_stores", staff_id, " ".join(stores))
        publish_feeds(connection, changes, now=now)

    database.write(work)


def expire_pins(connection: sa.Connection, location_id: str) -> list[Change]:
    """Make every PIN of a store's people prove nothing, at all stores where they work: a register there was stolen.

    Whoever has the register has the verifiers, and a PIN is guessed from its verifier in hours.
    """
    store.lock_zones(connection)
    ids = connection.execute(sa.select(person_store.c.staff_id).where(person_store.c.location_id == location_id))
    known = _people(connection, [staff_id for (staff_id,) in ids])
    _write_people(connection, [replace(each, pin_expired=True) for each in known.values()])
    return _everywhere(connection, set(known))


def expire_pins_of_store(database: Database, location_id: str, *, by: str, now: datetime) -> int:
    """`expire_pins` as an operator's own act; returns the number of people."""

    def work(connection: sa.Connection) -> int:
        changes = expire_pins(connection, location_id)
        _journal(connection, by, now, "expire_pins", location_id, "")
        publish_feeds(connection, changes, now=now)
        return len(people_of(connection, location_id))

    return database.write(work)


def people_of(connection: sa.Connection, location_id: str) -> list[Person]:
    """The people of a store in their order."""
    rows = (
        sa.select(person.c.body)
        .join(person_store, person_store.c.staff_id == person.c.staff_id)
        .where(person_store.c.location_id == location_id)
        .order_by(person_store.c.position, person.c.staff_id)
    )
    return [_read_person(bytes(body)) for (body,) in connection.execute(rows)]


def staff_changes(
    connection: sa.Connection,
    location_id: str,
    staff_ids: Collection[str] | None = None,
    registers: Collection[str] | None = None,
) -> list[Change]:
    """What the `registers` of a store (None: all) are told of `staff_ids` (None: all who work there)."""
    zone_id = connection.execute(sa.select(location.c.zone).where(location.c.id == location_id)).scalar_one()
    roles = _roles(connection, zone_id)
    rows = (
        sa.select(person.c.staff_id, person_store.c.position, person.c.body)
        .join(person_store, person_store.c.staff_id == person.c.staff_id)
        .where(person_store.c.location_id == location_id)
        .order_by(person_store.c.position, person.c.staff_id)
    )
    bodies: dict[str, bytes | None] = dict.fromkeys(sorted(staff_ids or ()))
    for staff_id, place, body in connection.execute(rows):
        if staff_ids is None or staff_id in staff_ids:
            known = _read_person(bytes(body))
            if known.role_id not in roles:
                raise StaffError("unknown_role", f"{known.role_id} in zone {zone_id}")
            bodies[staff_id] = _placed(place, known.at_till(roles[known.role_id]))
    if registers is None:
        there = sa.select(register.c.id).where(register.c.location_id == location_id).order_by(register.c.id)
        registers = [register_id for (register_id,) in connection.execute(there)]
    return [
        Change(register_feed(register_id), f"staff/{staff_id}", body)
        for register_id in registers
        for staff_id, body in bodies.items()
    ]


def _judge(each: Person) -> None:
    if not 1 <= len(each.staff_id) <= 64 or not each.staff_id.isprintable() or "/" in each.staff_id:
        raise StaffError("bad_id", each.staff_id[:64])
    try:
        parameters = extract_parameters(each.pin_verifier)
    except InvalidHashError:
        raise StaffError("bad_verifier", each.staff_id) from None
    if parameters.type is not Type.ID:
        raise StaffError("bad_verifier", each.staff_id)


def _placed(position: int, value: Struct) -> bytes:
    return encode_plain({"position": position, "value": plain_value(value)})


def _people(connection: sa.Connection, staff_ids: Iterable[str]) -> dict[str, Person]:
    rows = sa.select(person.c.body).where(person.c.staff_id.in_(list(staff_ids)))
    found = [_read_person(bytes(body)) for (body,) in connection.execute(rows)]
    return {each.staff_id: each for each in found}


def _write_people(connection: sa.Connection, people: Sequence[Person]) -> None:
    rows = [(each.staff_id, each.role_id, encode_value(each)) for each in people]
    store.insert(connection, person, ("staff_id", "role_id", "body"), rows, replace=True)


def _add_to_store(connection: sa.Connection, location_id: str, staff_ids: Sequence[str]) -> None:
    if connection.execute(sa.select(location.c.id).where(location.c.id == location_id)).first() is None:
        raise StaffError("unknown_store", location_id)
    last = sa.select(sa.func.max(person_store.c.position)).where(person_store.c.location_id == location_id)
    highest = connection.execute(last).scalar_one()
    first = 0 if highest is None else highest + 1
    _refuse_badges(connection, location_id, staff_ids)
    rows = [(location_id, staff_id, place) for place, staff_id in enumerate(staff_ids, start=first)]
    store.insert(connection, person_store, ("location_id", "staff_id", "position"), rows, replace=False)


def _refuse_badges(connection: sa.Connection, location_id: str, staff_ids: Sequence[str]) -> None:
    """Two people of one store with one badge would log in as each other."""
    new = _people(connection, staff_ids).values()
    owners = {each.badge: each for each in people_of(connection, location_id) if each.badge}
    for each in new:
        other = owners.setdefault(each.badge, each) if each.badge else each
        if other.staff_id != each.staff_id and (other.person_id or other.staff_id) != (each.person_id or each.staff_id):
            raise StaffError("badge_taken", each.staff_id)


def _roles(connection: sa.Connection, zone_id: str) -> dict[str, Role]:
    rows = sa.select(role.c.role_id, role.c.body).where(role.c.zone_id == zone_id)
    return {role_id: _read_role(bytes(body)) for role_id, body in connection.execute(rows)}


def _with_roles(connection: sa.Connection, location_id: str, roles: Collection[str]) -> set[str]:
    return {each.staff_id for each in people_of(connection, location_id) if each.role_id in roles}


def _stores_of_zone(connection: sa.Connection, zone_id: str) -> list[str]:
    rows = sa.select(location.c.id).where(location.c.zone == zone_id).order_by(location.c.id)
    return [location_id for (location_id,) in connection.execute(rows)]


def _stores_of(connection: sa.Connection, staff_ids: Collection[str]) -> dict[str, set[str]]:
    """By store, those of `staff_ids` who work there."""
    rows = sa.select(person_store.c.location_id, person_store.c.staff_id).where(
        person_store.c.staff_id.in_(list(staff_ids))
    )
    found: dict[str, set[str]] = {}
    for location_id, staff_id in connection.execute(rows.order_by(person_store.c.location_id)):
        found.setdefault(location_id, set()).add(staff_id)
    return found


def _everywhere(connection: sa.Connection, staff_ids: Collection[str]) -> list[Change]:
    places: Mapping[str, set[str]] = _stores_of(connection, staff_ids)
    return [change for place, ids in places.items() for change in staff_changes(connection, place, ids)]


def _journal(connection: sa.Connection, by: str, now: datetime, act: str, subject: str, detail: str) -> None:
    values = {"at": instant(now), "operator": by, "act": act, "subject": subject, "detail": detail[:500]}
    connection.execute(sa.insert(operator_act).values(values))
