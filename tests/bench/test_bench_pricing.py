"""Price a basket of 200 lines under 500 promotions after one more scan, against one 60 Hz frame.

The book holds 5,000 products; a third of the promotions join several products, one is for the whole basket. Figures go
to `extra_info`; nothing is asserted about time, because a noisy machine must not fail a build. What counts is the
processor's time, with the memory settled as in a register after its start.
"""

from __future__ import annotations

import gc
import random
import time
from collections.abc import Iterator
from datetime import timedelta
from itertools import count
from typing import Any

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from pos_client.app.starting import settle_memory
from pos_client.domain.basket import Basket, LineOrigin
from pos_client.domain.basket_changes import add_line
from pos_client.domain.pricing import price
from pos_client.domain.promotions.model import BundleGroup, Promotion, RewardKind, Scope, Selection
from pos_client.domain.quantity import pieces
from tests.support.selling import NOW, Book, basket, book, offer, product

PRODUCTS = 5_000
PROMOTIONS = 500
LINES = 200
SCANS = 400
FRAME = 1 / 60
SHARE_ALLOWED = 0.25


def promotion(number: int, chance: random.Random) -> Promotion:
    """The promotions of a large chain: per-product cuts, sets, bundles, thresholds by category, coupons."""
    identity = f"p{number:03}"
    skus = [f"s{chance.randrange(PRODUCTS):05}" for _ in range(30)]
    category = f"c{chance.randrange(150)}"
    if number == 0:
        return offer(identity, RewardKind.PERCENT, 300, scope=Scope.BASKET, amount=500_000)
    groups = tuple(BundleGroup(Selection(frozenset(part)), 1000) for part in (skus[:5], skus[5:10]))
    kinds: list[tuple[int, RewardKind, dict[str, Any]]] = [
        (5, RewardKind.PERCENT, {"value": 1000, "skus": skus}),
        (1, RewardKind.PERCENT, {"value": 2000, "skus": skus, "group": "solo"}),
        (2, RewardKind.AMOUNT, {"value": 300, "skus": skus}),
        (2, RewardKind.FIXED_PRICE, {"value": 400, "skus": skus[:5]}),
        (4, RewardKind.N_FOR_M, {"take": 3, "pay": 2, "skus": skus[:12]}),
        (1, RewardKind.N_FOR_PRICE, {"value": 30_000, "take": 2, "skus": skus}),
        (1, RewardKind.CHEAPEST_FREE, {"take": 4, "categories": [category]}),
        (1, RewardKind.PERCENT, {"value": 500, "categories": [category], "quantity": 3000}),
        (1, RewardKind.BUNDLE, {"value": 60_000, "groups": groups}),
        (1, RewardKind.POINTS_MULTIPLIER, {"value": 20_000, "skus": skus}),
        (1, RewardKind.AMOUNT, {"value": 1000, "skus": skus, "coupon": f"K{number}"}),
    ]
    of_twenty = [(kind, fields) for share, kind, fields in kinds for _ in range(share)]
    kind, fields = of_twenty[number % 20]
    return offer(identity, kind, **fields)


def shop(chance: random.Random) -> Book:
    goods = [
        (product(f"s{i:05}", tax=chance.choice("ABC"), category=f"c{i % 150}"), chance.randint(500, 50_000))
        for i in range(PRODUCTS)
    ]
    return book(goods, [promotion(i, chance) for i in range(PROMOTIONS)])


def scanned(to: Basket, sku: str, where: Book, seconds: int) -> Basket:
    item = where.products[sku]
    return add_line(to, item, pieces(1), NOW + timedelta(seconds=seconds), LineOrigin.SCAN, "v1")[0]


@pytest.fixture
def settled() -> Iterator[None]:
    """Put the collector back as it was."""
    thresholds = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*thresholds)


@pytest.mark.usefixtures("settled")
def test_price_after_one_more_scan(benchmark: BenchmarkFixture) -> None:
    chance = random.Random(20)
    where = shop(chance)
    skus = chance.sample(sorted(where.products), LINES - 1)
    filled = basket([])
    for i, sku in enumerate(skus):
        filled = scanned(filled, sku, where, i)
    price(filled, where)
    settle_memory()
    rest = [sku for sku in sorted(where.products) if sku not in skus]
    numbers = count()
    times: list[float] = []

    def one_more() -> tuple[tuple[Basket], dict[str, object]]:
        return (scanned(filled, rest[next(numbers) * 7 % len(rest)], where, 600),), {}

    def priced(wanted: Basket) -> None:
        begin = time.thread_time()
        result = price(wanted, where)
        times.append(time.thread_time() - begin)
        assert len(result.lines) == LINES

    benchmark.pedantic(priced, setup=one_more, rounds=SCANS)  # type: ignore[no-untyped-call]
    times.sort()
    figure = times[int(len(times) * 0.99)]
    benchmark.extra_info.update(
        name="price a basket of 200 lines, 500 promotions, one more scan, p99",
        figure=round(figure * 1000, 3),
        unit="ms",
        reference=round(FRAME * 1000, 3),
        ratio=round(figure / FRAME, 3),
        aim=SHARE_ALLOWED,
        met=figure < FRAME * SHARE_ALLOWED,
    )
