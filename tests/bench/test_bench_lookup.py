"""Look-up by barcode against bare sqlite3 by primary key, and search with a typing error against one 60 Hz frame.

100,000 products with names in three languages, built from a seed. Figures go to `extra_info`; nothing is asserted about
time, because a noisy machine must not fail a build.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pysqlite3 import dbapi2
from pytest_benchmark.fixture import BenchmarkFixture

from pos_client.db.replica import (
    Catalogue,
    CatalogueData,
    LiveData,
    RegisterSettings,
    build_catalogue,
    open_replica,
    write_live,
)
from pos_client.domain.barcode import check_digit
from pos_client.domain.catalogue import PriceEntry, Product, StoreProfile
from pos_client.domain.money import RUB
from pos_client.domain.quantity import Unit

PRODUCTS = 100_000
LOOKUPS = 5_000
ROUNDS = 5
FRAME = 1 / 60
SHARE_ALLOWED = 5.0
START = datetime(2026, 1, 1, tzinfo=UTC)

GOODS = (
    ("milk", "молоко", "mleko"),
    ("cheese", "сыр", "ser"),
    ("chocolate", "шоколад", "czekolada"),
    ("bread", "хлеб", "chleb"),
    ("butter", "масло", "masło"),
    ("yoghurt", "йогурт", "jogurt"),
    ("sausage", "колбаса", "kiełbasa"),
    ("apples", "яблоки", "jabłka"),
    ("tomatoes", "помидоры", "pomidory"),
    ("water", "вода", "woda"),
    ("juice", "сок", "sok"),
    ("coffee", "кофе", "kawa"),
    ("shampoo", "шампунь", "szampon"),
    ("soap", "мыло", "mydło"),
    ("napkins", "салфетки", "serwetki"),
    ("biscuits", "печенье", "ciastka"),
    ("noodles", "лапша", "makaron"),
    ("cucumbers", "огурцы", "ogórki"),
    ("detergent", "порошок", "proszek"),
    ("toothpaste", "паста", "pasta"),
)
KINDS = (
    ("fresh", "свежий", "świeży"),
    ("organic", "органический", "ekologiczny"),
    ("strawberry", "клубничный", "truskawkowy"),
    ("light", "лёгкий", "lekki"),
    ("smoked", "копчёный", "wędzony"),
    ("children", "детский", "dziecięcy"),
    ("salted", "солёный", "solony"),
    ("dark", "тёмный", "ciemny"),
    ("white", "белый", "biały"),
    ("farm", "фермерский", "wiejski"),
)
_SYLLABLES = (
    ("ba", "ro", "mi", "ten", "sol", "ka", "vel", "dor", "nis", "lu", "par", "gre"),
    ("ба", "ро", "ми", "тен", "сол", "ка", "вел", "дор", "нис", "лу", "пар", "гре"),
)
TYPOS = (
    "молкоо",
    "шокалад",
    "клубнчный йогурт",
    "копченый сырр",
    "фермрский",
    "чоколад темный",
    "strabwerry yogurt",
    "салфетик",
)


def _brand(chance: random.Random, script: int) -> str:
    return "".join(chance.choices(_SYLLABLES[script], k=chance.randint(2, 4))).capitalize()


def make_products(count: int, seed: int = 7) -> Iterator[Product]:
    chance = random.Random(seed)
    brands = [(_brand(chance, 0), _brand(chance, 1)) for _ in range(14_000)]
    for number in range(count):
        goods, kind = chance.choice(GOODS), chance.choice(KINDS)
        latin, cyrillic = chance.choice(brands)
        size = (
            f"{chance.choice((0.2, 0.5, 1, 1.5, 2, 250, 330, 400, 750, 900))} {chance.choice(('g', 'ml', 'kg', 'l'))}"
        )
        payload = f"460{number:09}"
        yield Product(
            sku=f"S{number:06}",
            names=(
                ("en", f"{goods[0].capitalize()} {kind[0]} {latin} {size}"),
                ("ru", f"{goods[1].capitalize()} {kind[1]} {cyrillic} {size}"),
                ("pl", f"{goods[2].capitalize()} {kind[2]} {latin} {size}"),
            ),
            unit=Unit.PIECE,
            tax_category="A",
            category=goods[0],
            brand=latin,
            gtin=payload + check_digit(payload),
        )


@pytest.fixture(scope="module")
def products() -> tuple[Product, ...]:
    return tuple(make_products(PRODUCTS))


@pytest.fixture(scope="module")
def catalogue(products: tuple[Product, ...], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalogue]:
    directory = tmp_path_factory.mktemp("replica")
    chance = random.Random(11)
    data = CatalogueData(
        products=products,
        prices=tuple(PriceEntry(each.sku, "shelf", chance.randint(100, 100_000), START) for each in products),
        popularity={each.sku: chance.randint(0, 10_000) for each in products},
    )
    store = StoreProfile("S1", "Bench", RUB, "ru", "Europe/Moscow")
    write_live(directory, LiveData(store, RegisterSettings("R1", "1", "B1")), build_catalogue(directory, data))
    with open_replica(directory) as replica:
        replica.catalogue.warm()
        yield replica.catalogue


@pytest.fixture(scope="module")
def bare(products: tuple[Product, ...], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    """The plain reference: one table with the same columns, the barcode its primary key."""
    path: Path = tmp_path_factory.mktemp("bare") / "bare.sqlite"
    connection = dbapi2.connect(str(path))
    connection.execute("CREATE TABLE products (gtin INTEGER PRIMARY KEY, sku, en, ru, pl, unit, tax, category, brand)")
    connection.executemany(
        "INSERT INTO products VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (int(p.gtin), p.sku, *(name for _, name in p.names), p.unit.value, p.tax_category, p.category, p.brand)
            for p in products
        ],
    )
    connection.commit()
    connection.execute("PRAGMA cache_size = -32768")
    yield connection
    connection.close()


def median_each(work: Callable[[str], object], keys: Sequence[str]) -> float:
    """The median time of one call, in seconds."""
    times = []
    for key in keys:
        started = time.perf_counter()
        work(key)
        times.append(time.perf_counter() - started)
    return sorted(times)[len(times) // 2]


def test_lookup_by_barcode(
    benchmark: BenchmarkFixture, catalogue: Catalogue, bare: Any, products: tuple[Product, ...]
) -> None:
    gtins = [each.gtin for each in random.Random(3).sample(products, 4 * LOOKUPS)]
    cursor = bare.cursor()

    def look_bare(gtin: str) -> object:
        return cursor.execute("SELECT * FROM products WHERE gtin = ?", (int(gtin),)).fetchone()

    median_each(look_bare, gtins[:LOOKUPS])
    median_each(catalogue.by_gtin, gtins[:LOOKUPS])
    reference = median_each(look_bare, gtins[LOOKUPS : 2 * LOOKUPS])
    figure = median_each(catalogue.by_gtin, gtins[LOOKUPS : 2 * LOOKUPS])
    fresh = iter(gtins[2 * LOOKUPS :])
    found = benchmark.pedantic(  # type: ignore[no-untyped-call]
        lambda: catalogue.by_gtin(next(fresh)), rounds=LOOKUPS, iterations=1
    )
    assert found is not None
    benchmark.extra_info.update(
        name="look-up by barcode",
        figure=figure,
        unit="s",
        reference=reference,
        ratio=figure / reference,
        aim=SHARE_ALLOWED,
        met=figure <= SHARE_ALLOWED * reference,
    )


def test_search_with_a_typing_error(benchmark: BenchmarkFixture, catalogue: Catalogue) -> None:
    queries = [typo[:length] for typo in TYPOS for length in range(1, len(typo) + 1)]  # every key pressed
    times: list[float] = []

    def search_all() -> None:
        for query in queries:
            started = time.perf_counter()
            catalogue.search(query, "ru")
            times.append(time.perf_counter() - started)

    for typo in TYPOS:
        assert catalogue.search(typo, "ru"), typo
    benchmark.pedantic(search_all, rounds=ROUNDS, iterations=1)  # type: ignore[no-untyped-call]
    times.sort()
    p99 = times[int(len(times) * 0.99)]
    benchmark.extra_info.update(
        name="search while typing, with a typo",
        figure=p99,
        unit="s p99",
        reference=FRAME,
        ratio=p99 / FRAME,
        aim=1.0,
        met=p99 < FRAME,
        median=times[len(times) // 2],
    )
