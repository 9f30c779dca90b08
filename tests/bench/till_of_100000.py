"""A register's folder for the benches: 100,000 products, 500 promotions. Slow to make, so once."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime
from pathlib import Path

from pos_client.app.demo_data import prepare_demo
from pos_client.app.settings import ScreenEntry, Settings, write_settings
from pos_client.db.replica import CatalogueData, build_catalogue, open_replica, switch_catalogue
from pos_client.domain.catalogue import PriceEntry
from pos_client.domain.promotions.model import Condition, Promotion, Reward, RewardKind, Selection
from tests.bench.test_bench_lookup import GOODS, PRODUCTS, make_products

PROMOTIONS = 500
START = datetime(2026, 1, 1, tzinfo=UTC)
KINDS = (
    Reward(RewardKind.PERCENT, value=1_000),
    Reward(RewardKind.AMOUNT, value=300),
    Reward(RewardKind.N_FOR_M, take=3_000, pay=2_000),
    Reward(RewardKind.CHEAPEST_FREE, take=3_000),
    Reward(RewardKind.FIXED_PRICE, value=990),
)


def promotions(skus: list[str], seed: int = 5) -> tuple[Promotion, ...]:
    """Five hundred promotions: most on a few dozen products, some on a whole category."""
    chance = random.Random(seed)
    made = []
    for number in range(PROMOTIONS):
        if number % 25 == 0:
            selection = Selection(categories=frozenset({chance.choice(GOODS)[0]}))
        else:
            selection = Selection(skus=frozenset(chance.sample(skus, 40)))
        made.append(
            Promotion(
                promotion_id=f"P{number:03}",
                names=(("en", f"Promotion {number}"),),
                starts=date(2026, 1, 1),
                ends=date(2030, 1, 1),
                reward=KINDS[number % len(KINDS)],
                condition=Condition(selection),
            )
        )
    return tuple(made)


def make_folder(directory: Path) -> list[str]:
    """Fill `directory` with the register; returns every barcode it sells."""
    replica_folder = directory / "replica"
    prepare_demo(replica_folder)
    chance = random.Random(11)
    products = tuple(make_products(PRODUCTS))
    with open_replica(replica_folder) as replica:
        old = replica.catalogue.data()
    data = CatalogueData(
        products=(*old.products, *products),
        prices=(*old.prices, *(PriceEntry(each.sku, "shelf", chance.randint(100, 90_000), START) for each in products)),
        promotions=promotions([each.sku for each in products]),
        labels=old.labels,
        quick_keys=old.quick_keys,
        gtins=old.gtins,
        popularity=old.popularity,
    )
    switch_catalogue(replica_folder, build_catalogue(replica_folder, data))
    write_settings(directory, Settings(screen=ScreenEntry(language="en", full_screen=False, sounds=False)))
    return [each.gtin for each in products]
