"""From items to feed rows: what each zone's catalogue feed and its stores are told of a set of changes.

Bodies are spelled as the registers' own codec spells them. All within the transaction of the publication.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
import sqlalchemy as sa
from msgspec import Struct, field

from pos_client.domain.catalogue import StoreProfile
from sync.central.catalogue import store
from sync.central.catalogue.changes import Kind, read_sold
from sync.central.catalogue.tables import product_number
from sync.central.catalogue.view import View, claims
from sync.central.feeds.publish import Change
from sync.central.registers.tables import location
from sync.central.staff.tables import store_item
from sync.protocol.feeds import PUBLICATION, catalogue_feed, store_feed
from sync.protocol.values import encode_plain, plain_value

OPEN_ITEM = "open_item"
_read_profile = msgspec.json.Decoder(StoreProfile).decode


class Changed(Struct):
    """Rows that the feeds have otherwise: by zone, key to body (None: a tombstone); whether a sku is an open item."""

    catalogue: dict[str, dict[str, bytes | None]] = field(default_factory=dict)
    open_items: dict[str, dict[str, bool]] = field(default_factory=dict)


def changed_rows(view: View) -> Changed:
    """The rows of each zone's catalogue feed that the changes of `view` touch."""
    changed = Changed()
    for zone, skus in sorted(view.touched().items()):
        told = changed.catalogue.setdefault(zone, {})
        opened = changed.open_items.setdefault(zone, {})
        for sku, (body, is_open_item) in view.product_rows(zone, skus).items():
            told[f"product/{sku}"] = body
            opened[sku] = is_open_item
    for kind in (Kind.PRICE, Kind.PROMOTION, Kind.QUICK_KEY):
        for key, body in view.changed(kind):
            changed.catalogue.setdefault(key.scope, {})[f"{kind}/{key.key}"] = body
    return changed


def feed_changes(
    connection: sa.Connection, view: View, changed: Changed, publication_id: str, effective_at: str
) -> list[Change]:
    """The changes of all feeds: per zone its rows and their closing row; per store of the zone its open items."""
    changes: list[Change] = []
    for zone, told in sorted(changed.catalogue.items()):
        if told:
            feed = catalogue_feed(zone)
            changes += [Change(feed, key, body, publication_id) for key, body in told.items()]
            closing = encode_plain({"count": len(told), "effective_at": effective_at})
            changes.append(Change(feed, f"{PUBLICATION}{publication_id}", closing))
    for zone, opened in changed.open_items.items():
        changes += _open_item_changes(connection, view, zone, opened)
    return changes


def closing_removed(connection: sa.Connection, publication_id: str) -> list[Change]:
    """Tombstones of a withdrawn publication's closing rows: whoever has not put it into effect never will."""
    scopes = connection.execute(
        sa.text("SELECT DISTINCT kind, scope, item_key FROM publication_row WHERE publication_id = :id"),
        {"id": publication_id},
    )
    zones: set[str] = set()
    products: list[str] = []
    for kind, scope, key in scopes:
        if kind == Kind.PRODUCT:
            products.append(key)
        else:
            zones.add(scope)
    zones |= {zone for zone, _ in store.scopes(connection, Kind.SOLD, products)}
    return [Change(catalogue_feed(zone), f"{PUBLICATION}{publication_id}", None) for zone in sorted(zones)]


def write(connection: sa.Connection, view: View, publication_id: str) -> None:
    """Make the changes of `view` what is published: items, and whose each number is."""
    numbers = ("kind", "scope", "number")
    gone = {slot for key in view.items for slot, _ in claims(key, view.before.get(key))}
    taken = {slot: key.key for key, body in view.items.items() for slot, _ in claims(key, body)}
    store.delete(connection, product_number, numbers, sorted(gone - taken.keys()))
    store.insert(
        connection,
        product_number,
        (*numbers, "sku"),
        ((*slot, sku) for slot, sku in taken.items()),
        replace=True,
    )
    store.put_items(connection, publication_id, view.items)


def _open_item_changes(connection: sa.Connection, view: View, zone: str, opened: Mapping[str, bool]) -> list[Change]:
    """What the stores of a zone are told of products at a typed price; their places follow from the skus' order."""
    listed = connection.execute(
        sa.select(product_number.c.number).where(product_number.c.kind == OPEN_ITEM, product_number.c.scope == zone)
    )
    before = {number for (number,) in listed}
    after = (before | {sku for sku, is_open in opened.items() if is_open}) - {
        sku for sku, is_open in opened.items() if not is_open
    }
    if not before and not after:
        return []
    keys = [(OPEN_ITEM, zone, sku) for sku in sorted(before - after)]
    store.delete(connection, product_number, ("kind", "scope", "number"), keys)
    added = ((OPEN_ITEM, zone, sku, sku) for sku in sorted(after - before))
    store.insert(connection, product_number, ("kind", "scope", "number", "sku"), added, replace=False)
    bodies: dict[str, bytes | None] = dict.fromkeys(sorted(before - after))
    old_places = {sku: place for place, sku in enumerate(sorted(before))}
    spelled = open_item_bodies(view, zone, sorted(after))
    for place, sku in enumerate(sorted(after)):
        if sku in opened or old_places.get(sku) != place:
            bodies[sku] = spelled[sku]
    stores = connection.execute(sa.select(location.c.id).where(location.c.zone == zone).order_by(location.c.id))
    return [
        Change(store_feed(store_id), f"{OPEN_ITEM}/{sku}", body)
        for (store_id,) in stores
        for sku, body in bodies.items()
    ]


def open_item_bodies(view: View, zone: str, skus: list[str]) -> dict[str, bytes]:
    """The bodies of a store's rows of `skus`, which are sorted and all that the zone has."""
    facts = view.after(Kind.SOLD, zone, skus)
    products = view.products(skus)
    return {
        sku: encode_plain({"position": place, "value": plain_value(read_sold(facts[sku]).of(products[sku].product))})
        for place, sku in enumerate(skus)
    }


def open_items_of(connection: sa.Connection, zone: str) -> dict[str, bytes]:
    """The rows of all open items of a zone, for a store that is new to it."""
    listed = connection.execute(
        sa.select(product_number.c.number).where(product_number.c.kind == OPEN_ITEM, product_number.c.scope == zone)
    )
    return open_item_bodies(View(connection, {}), zone, sorted(number for (number,) in listed))


def taxes_of(connection: sa.Connection) -> dict[str, frozenset[str]]:
    """By zone, the tax categories that every store of it knows; a zone without stores is left out."""
    profiles = connection.execute(
        sa.select(location.c.zone, store_item.c.body)
        .join(location, location.c.id == store_item.c.location_id)
        .where(store_item.c.kind == "store")
    )
    known: dict[str, frozenset[str]] = {}
    for zone, body in profiles:
        codes = frozenset(category.code for category in _read_profile(bytes(body)).tax_categories)
        known[zone] = known.get(zone, codes) & codes
    return known
