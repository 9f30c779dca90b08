"""The demo chain as a register's replica: the values of `resources/demo/chain.py`, written.

Any thread; some seconds of CPU. A store or register that the chain does not have raises `LookupError`.
"""

from __future__ import annotations

from pathlib import Path

from pos_client.db.replica import build_catalogue, write_live
from pos_client.db.replica.data import CatalogueData, LiveData
from pos_client.domain.catalogue import Product
from resources.demo.chain import (
    LANGUAGES,
    DemoStore,
    Row,
    chain,
    demo_store,
    further_gtins,
    popularity,
    prices,
    product,
    product_rows,
    promotions,
    quick_keys,
    reasons,
    register_settings,
    roles,
    settings_of,
    sold_rows,
    staff,
    staff_rows,
    store_profile,
    tender_kinds,
)

__all__ = ["DemoStore", "chain", "demo_store", "prepare_demo", "product_rows", "staff_rows"]


def prepare_demo(directory: Path, store_id: str = "T12", register: int = 3, *, language: str = "") -> Path:
    """Write the replica of one register of the demo chain into `directory` and return it.

    `language` is that of the screens and of people's names, the store's own when empty.
    """
    shop = demo_store(store_id)
    spoken = language or str(shop.country["language"])
    if spoken not in LANGUAGES:
        raise LookupError(f"the demo chain does not speak {spoken!r}")
    settings = register_settings(shop, register, spoken)
    rows = sold_rows(shop)
    products = tuple(product(shop, row) for row in rows)
    live = LiveData(
        store=store_profile(shop, spoken),
        register=settings,
        roles=roles(shop),
        staff=staff(shop, spoken),
        tender_kinds=tender_kinds(shop),
        reasons=reasons(),
        open_items=tuple(each for each in products if each.is_open_item),
        settings=settings_of(shop),
    )
    write_live(directory, live, build_catalogue(directory, _catalogue_data(shop, products, rows)))
    return directory


def _catalogue_data(shop: DemoStore, products: tuple[Product, ...], sold: tuple[Row, ...]) -> CatalogueData:
    return CatalogueData(
        products=products,
        prices=tuple(entry for row in sold for entry in prices(shop, row)),
        promotions=promotions(shop),
        labels={row["label_item"]: row["sku"] for row in sold if row["label_item"]},
        quick_keys=quick_keys(shop),
        gtins={row["sku"]: codes for row in sold if (codes := further_gtins(row))},
        popularity={row["sku"]: popularity(row) for row in sold},
    )
