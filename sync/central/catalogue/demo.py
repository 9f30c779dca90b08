"""The demo chain at the centre: zones, stores, warehouses, people, catalogue and opening stock, all published.

What a register enrolled into it ends up with is what `omnitill prepare-demo` writes. Every step can be run again:
what is there stays as it is. The PINs of the demo are public; never import it into a chain that sells.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Final

import sqlalchemy as sa
from msgspec import Struct

from pos_client.domain.catalogue import Product
from resources.demo import chain as demo
from sync.central.catalogue import store
from sync.central.catalogue.changes import (
    ChainProduct,
    Edit,
    PlacedPromotion,
    PriceEdit,
    ProductEdit,
    PromotionEdit,
    QuickKeyEdit,
    Sold,
    SoldEdit,
)
from sync.central.catalogue.publications import publish_edits
from sync.central.catalogue.tables import zone
from sync.central.db import Database
from sync.central.feeds.publish import publish as publish_feeds
from sync.central.registers.places import tell_places
from sync.central.registers.tables import location, register
from sync.central.staff.people import Person, add_people, put_roles
from sync.central.staff.stores import StoreSetup, put_registers, put_store
from sync.central.stock.opening import opening
from sync.protocol.base import instant

PUBLICATION: Final = "demo-chain"
_COUNTRIES: Final = {"ru": "Russia", "pl": "Poland"}


class Imported(Struct, frozen=True):
    """What the chain holds after the import."""

    stores: int
    warehouses: int
    registers: int
    people: int
    items: int
    stock_rows: int


def import_demo(database: Database, *, by: str, now: datetime) -> Imported:
    """Bring the demo chain into a database. Takes some ten seconds; `PublicationError` if another chain is there."""
    shops = list(demo.demo_stores())
    warehouses = list(demo.demo_warehouses())
    _places(database, shops, warehouses, now)
    registers = people = 0
    for shop in _one_a_zone(shops):
        put_roles(database, shop.country_id, demo.roles(shop), by=by, now=now)
    for shop in shops:
        language = str(shop.country["language"])
        setup = StoreSetup(
            demo.store_profile(shop, language), demo.tender_kinds(shop), demo.reasons(), demo.settings_of(shop)
        )
        put_store(database, shop.store_id, setup, by=by, now=now)
        staff = [
            (Person(each.staff_id, each.name, each.role.role_id, each.pin_verifier, each.badge), (shop.store_id,))
            for each in demo.staff(shop, language)
        ]
        people += add_people(database, staff, by=by, now=now, again=True)
        numbers = range(1, int(shop.store["registers"]) + 1)
        setups = [demo.register_settings(shop, number, language) for number in numbers]
        put_registers(database, shop.store_id, setups, by=by, now=now)
        registers += len(setups)
    done = publish_edits(
        database, PUBLICATION, edits_of(_one_a_zone(shops)), effective_at=None, by=by, now=now, note="The demo chain"
    )
    tell_places(database, now)
    rows = sum(_open_stock(database, place, now) for place in (*shops, *warehouses))
    return Imported(len(shops), len(warehouses), registers, people, done.items, rows)


def _open_stock(database: Database, place: demo.DemoStore, now: datetime) -> int:
    stock = dict(demo.opening_stock(place))

    def work(connection: sa.Connection) -> int:
        changes = opening(connection, place.store_id, stock, instant(now))
        publish_feeds(connection, changes, now=now)
        return len(changes)

    return database.write(work)


def _one_a_zone(shops: list[demo.DemoStore]) -> list[demo.DemoStore]:
    return list({shop.country_id: shop for shop in reversed(shops)}.values())


def _places(database: Database, shops: list[demo.DemoStore], warehouses: list[demo.DemoStore], now: datetime) -> None:
    """Zones, locations and the registers that can be enrolled there; those that are there stay."""

    def work(connection: sa.Connection) -> None:
        zones = store.lock_zones(connection)
        new = [each for each in _one_a_zone(shops) if each.country_id not in zones]
        rows = [(each.country_id, each.currency_code, _COUNTRIES[each.country_id]) for each in new]
        store.insert(connection, zone, ("zone_id", "currency", "name"), rows, replace=False)
        known = {location_id for (location_id,) in connection.execute(sa.select(location.c.id))}
        places = [(each, "store") for each in shops] + [(each, "warehouse") for each in warehouses]
        store.insert(
            connection,
            location,
            ("id", "name", "kind", "zone", "region"),
            (
                (each.store_id, each.store["names"][each.country["language"]], kind, each.country_id, each.country_id)
                for each, kind in places
                if each.store_id not in known
            ),
            replace=False,
        )
        there = {register_id for (register_id,) in connection.execute(sa.select(register.c.id))}
        setups = [
            (shop.store_id, demo.register_settings(shop, number, str(shop.country["language"])))
            for shop in shops
            for number in range(1, int(shop.store["registers"]) + 1)
        ]
        store.insert(
            connection,
            register,
            ("id", "location_id", "name", "prefix", "state", "epoch", "created_at"),
            (
                (each.register_id, place, each.name, each.prefix, "new", 0, instant(now))
                for place, each in setups
                if each.register_id not in there
            ),
            replace=False,
        )

    database.write(work)


def edits_of(shops: list[demo.DemoStore]) -> Iterator[Edit]:
    """The catalogue of the demo chain, seen from one store of each zone."""
    for shop in shops:
        zone_id = shop.country_id
        for row in demo.sold_rows(shop):
            product = demo.product(shop, row)
            yield ProductEdit(product.sku, ChainProduct(product, demo.further_gtins(row)))
            yield SoldEdit(zone_id, product.sku, _sold(product, row))
            yield PriceEdit(zone_id, product.sku, tuple(demo.prices(shop, row)))
        for place, promotion in enumerate(demo.promotions(shop)):
            yield PromotionEdit(zone_id, promotion.promotion_id, PlacedPromotion(place, promotion))
        for place, key in enumerate(demo.quick_keys(shop)):
            yield QuickKeyEdit(zone_id, place, key)


def _sold(product: Product, row: demo.Row) -> Sold:
    return Sold(
        tax_category=product.tax_category,
        charge_sku=product.charge_sku,
        needs_marking=product.needs_marking,
        restrictions=product.restrictions,
        labels=(row["label_item"],) if row["label_item"] else (),
        popularity=demo.popularity(row),
    )
