"""Settings of stores and their registers: the profile (taxes, money, cash rounding), tender kinds, reasons, settings.

A store is prepared before its registers are enrolled; what changes afterwards is told in the write that changes it.
Taxes are part of the profile: a category goes only when nothing that the zone sells needs it. Any thread.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

import msgspec
import sqlalchemy as sa
from msgspec import Struct, field

from pos_client.domain.barcode.restricted import parse_pattern
from pos_client.domain.catalogue import StoreProfile
from pos_client.domain.settings import Reason, RegisterSettings
from pos_client.domain.tender import TenderKind
from sync.central.catalogue import rows as catalogue_rows
from sync.central.catalogue import store
from sync.central.catalogue.changes import Kind, read_sold
from sync.central.db import Database
from sync.central.feeds.publish import Change
from sync.central.feeds.publish import publish as publish_feeds
from sync.central.identity.tables import operator_act
from sync.central.registers.tables import location, register
from sync.central.staff.people import role_changes, staff_changes
from sync.central.staff.tables import register_setup, store_item
from sync.protocol.base import instant
from sync.protocol.feeds import register_feed, store_feed
from sync.protocol.values import encode_plain, encode_value

MOST_SETTING: Final = 10_000
_COLUMNS: Final = ("location_id", "kind", "item_key", "position", "body")
_read_profile: Final = msgspec.json.Decoder(StoreProfile).decode


class StoreError(Exception):
    """Nothing was changed.

    `code`: "unknown_store", "unknown_register", "another_store", "tax_in_use", "bad_pattern", "bad_setting",
    "currency_differs", "bad_file", "too_large".
    """

    def __init__(self, code: str, value: str = "") -> None:
        super().__init__(f"{code} {value}".strip())
        self.code = code
        self.value = value


class StoreSetup(Struct, frozen=True):
    """All that the registers of a store share, besides roles and open items, which are the zone's."""

    profile: StoreProfile
    tender_kinds: tuple[TenderKind, ...] = ()
    reasons: tuple[Reason, ...] = ()
    settings: Mapping[str, str] = field(default_factory=dict)


_Item = tuple[str, str]  # kind, key


def put_store(database: Database, location_id: str, setup: StoreSetup, *, by: str, now: datetime) -> int:
    """Make `setup` all that a store shares and return how many rows changed. `StoreError`."""

    def work(connection: sa.Connection) -> int:
        zones = store.lock_zones(connection)
        zone_id = _zone_of(connection, location_id)
        _judge_profile(connection, location_id, zone_id, setup.profile, zones)
        for key, value in setup.settings.items():
            _judge_setting(key, value)
        known = _items(connection, location_id)
        wanted = _wanted(setup)
        changes = _write(connection, location_id, known, wanted)
        count = len(changes)
        if not known:  # a new store
            changes += role_changes(connection, zone_id, location_id)
            opened = catalogue_rows.open_items_of(connection, zone_id)
            changes += [Change(store_feed(location_id), f"open_item/{sku}", body) for sku, body in opened.items()]
        if changes:
            _journal(connection, by, now, "put_store", location_id, f"{count} rows")
            publish_feeds(connection, changes, now=now)
        return count

    return database.write(work)


def put_settings(
    database: Database, location_id: str, settings: Mapping[str, str | None], *, by: str, now: datetime
) -> int:
    """Set free settings of a store by key, None to remove one; returns how many changed. `StoreError`."""
    for key, value in settings.items():
        _judge_setting(key, value or "")

    def work(connection: sa.Connection) -> int:
        store.lock_zones(connection)
        _zone_of(connection, location_id)
        known = _items(connection, location_id)
        wanted = dict(known)
        for key, value in settings.items():
            if value is None:
                wanted.pop(("setting", key), None)
            else:
                wanted["setting", key] = (0, encode_plain(value))
        changes = _write(connection, location_id, known, wanted)
        if changes:
            _journal(connection, by, now, "put_settings", location_id, " ".join(sorted(settings)))
            publish_feeds(connection, changes, now=now)
        return len(changes)

    return database.write(work)


def profile_of(connection: sa.Connection, location_id: str) -> StoreProfile | None:
    """The profile of a store, None before it has one."""
    found = _items(connection, location_id).get(("store", ""))
    return None if found is None else _read_profile(found[1])


def settings_of(connection: sa.Connection, location_id: str) -> dict[str, str]:
    """The free settings of a store."""
    items = _items(connection, location_id).items()
    return {key: str(msgspec.json.decode(body)) for (kind, key), (_, body) in items if kind == "setting"}


def put_registers(
    database: Database, location_id: str, setups: Sequence[RegisterSettings], *, by: str, now: datetime
) -> int:
    """Set up registers that are known, and tell each all it has to know of itself and its people. `StoreError`."""

    def work(connection: sa.Connection) -> int:
        store.lock_zones(connection)
        _zone_of(connection, location_id)
        places = connection.execute(sa.select(register.c.id, register.c.location_id))
        there = {row.id: row.location_id for row in places}
        known = connection.execute(sa.select(register_setup.c.register_id, register_setup.c.body))
        bodies = {register_id: bytes(body) for register_id, body in known}
        changes: list[Change] = []
        changed = []
        for setup in setups:
            if there.get(setup.register_id) != location_id:
                code = "another_store" if setup.register_id in there else "unknown_register"
                raise StoreError(code, setup.register_id)
            body = encode_value(setup)
            old = bodies.get(setup.register_id)
            if old == body:
                continue
            changed.append((setup.register_id, location_id, body))
            changes.append(Change(register_feed(setup.register_id), "register", body))
            if old is None:
                changes += staff_changes(connection, location_id, None, [setup.register_id])
        store.insert(connection, register_setup, ("register_id", "location_id", "body"), changed, replace=True)
        if changes:
            _journal(connection, by, now, "put_registers", location_id, " ".join(row[0] for row in changed))
            publish_feeds(connection, changes, now=now)
        return len(changed)

    return database.write(work)


def _zone_of(connection: sa.Connection, location_id: str) -> str:
    zone_id = connection.execute(sa.select(location.c.zone).where(location.c.id == location_id)).scalar_one_or_none()
    if zone_id is None:
        raise StoreError("unknown_store", location_id)
    return str(zone_id)


def _judge_profile(
    connection: sa.Connection, location_id: str, zone_id: str, profile: StoreProfile, zones: Mapping[str, str]
) -> None:
    if profile.store_id != location_id:
        raise StoreError("another_store", profile.store_id)
    if zones.get(zone_id) != profile.currency.code:
        raise StoreError("currency_differs", f"{profile.currency.code} in zone {zone_id}")
    for pattern in profile.barcode_patterns:
        try:
            parse_pattern(pattern)
        except ValueError:
            raise StoreError("bad_pattern", pattern) from None
    codes = {category.code for category in profile.tax_categories}
    before = profile_of(connection, location_id)
    if before is not None and {category.code for category in before.tax_categories} <= codes:
        return
    used = {read_sold(body).tax_category for body in store.bodies(connection, Kind.SOLD, zone_id).values()}
    if used - codes:
        raise StoreError("tax_in_use", min(used - codes))


def _judge_setting(key: str, value: str) -> None:
    if not 1 <= len(key) <= 128 or not key.isprintable() or len(value) > MOST_SETTING:
        raise StoreError("bad_setting", key[:128])


def _items(connection: sa.Connection, location_id: str) -> dict[_Item, tuple[int, bytes]]:
    columns = (store_item.c.kind, store_item.c.item_key, store_item.c.position, store_item.c.body)
    rows = connection.execute(sa.select(*columns).where(store_item.c.location_id == location_id))
    return {(kind, key): (place, bytes(body)) for kind, key, place, body in rows}


def _wanted(setup: StoreSetup) -> dict[_Item, tuple[int, bytes]]:
    wanted: dict[_Item, tuple[int, bytes]] = {("store", ""): (0, encode_value(setup.profile))}
    for place, kind in enumerate(setup.tender_kinds):
        wanted["tender_kind", kind.tender_id] = (place, encode_value(kind))
    for place, reason in enumerate(setup.reasons):
        wanted["reason", f"{reason.kind}/{reason.reason_id}"] = (place, encode_value(reason))
    for key, value in sorted(setup.settings.items()):
        wanted["setting", key] = (0, encode_plain(value))
    return wanted


def _write(
    connection: sa.Connection,
    location_id: str,
    known: Mapping[_Item, tuple[int, bytes]],
    wanted: Mapping[_Item, tuple[int, bytes]],
) -> list[Change]:
    """Store what differs and return what the store's feed has to tell of it."""
    gone = sorted(known.keys() - wanted.keys())
    changed = {item: value for item, value in wanted.items() if known.get(item) != value}
    keyed = [(location_id, *item) for item in gone]
    store.delete(connection, store_item, ("location_id", "kind", "item_key"), keyed)
    rows = ((location_id, *item, *value) for item, value in changed.items())
    store.insert(connection, store_item, _COLUMNS, rows, replace=True)
    feed = store_feed(location_id)
    told = [Change(feed, _key(item), _row(item, *value)) for item, value in changed.items()]
    return [*(Change(feed, _key(item), None) for item in gone), *told]


def _key(item: _Item) -> str:
    return item[0] if item[0] == "store" else "/".join(item)


def _row(item: _Item, place: int, body: bytes) -> bytes:
    """The profile and settings are told as they are, what has an order with its place."""
    if item[0] in {"store", "setting"}:
        return body
    return encode_plain({"position": place, "value": msgspec.Raw(body)})


def _journal(connection: sa.Connection, by: str, now: datetime, act: str, subject: str, detail: str) -> None:
    values = {"at": instant(now), "operator": by, "act": act, "subject": subject, "detail": detail[:500]}
    connection.execute(sa.insert(operator_act).values(values))
