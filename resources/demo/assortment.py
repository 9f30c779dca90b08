"""Composes the assortment: about 20,000 products out of the word lists, the same ones from the same seed.

Prices are minor units (kopecks, grosze), quantities thousandths. Uses `random.Random.random` alone, whose sequence
Python promises to keep from version to version.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product as combinations
from random import Random

from resources.demo import codes, vocabulary
from resources.demo.vocabulary import Brand, Category, Kind, Word

TOTAL = 20_000
OWN_COMPANY = {"ru": "4607001", "pl": "5901001"}
RESERVED_ITEM = 99_999  # 4607001999997 is the unknown code of the mock-ups: never given to a product
DEPOSIT_BOTTLE, DEPOSIT_CAN, DEPOSIT_GLASS = "990101", "990102", "990103"


@dataclass(slots=True)
class Row:
    """One product as written to products.tsv.gz; prices are (shelf, silver, gold), 0 for none."""

    sku: str
    category: str
    brand: str
    unit: str
    codes: list[str]
    plu: str
    label_item: str
    tax_ru: str
    tax_pl: str
    rubles: tuple[int, int, int]
    zloty: tuple[int, int, int]
    restriction: str
    flags: str
    highest_weight: int
    charge_ru: str
    charge_pl: str
    popularity: int
    names: tuple[str, str, str]
    was: tuple[int, int] = field(default=(0, 0))  # shelf prices until the last change, 0 when never changed


@dataclass(frozen=True, slots=True)
class Idea:
    """A product that could be: kind, attributes, brand and size."""

    kind: Kind
    words: tuple[Word, ...]
    brand: Brand | None
    size: str


def choose(random: Random, count: int) -> int:
    """A number from 0 to `count` - 1."""
    return int(random.random() * count)


def sample(random: Random, items: Sequence[Idea], count: int) -> list[Idea]:
    """`count` of `items`, in their order, by selection sampling."""
    taken: list[Idea] = []
    for place, item in enumerate(items):
        if random.random() * (len(items) - place) < count - len(taken):
            taken.append(item)
    return taken


def ruble_price(amount: float) -> int:
    """A shelf price near `amount` rubles with the endings of a price tag, in kopecks."""
    if amount < 30:
        return max(5, round(amount)) * 100 + 90
    if amount < 1000:
        return round(amount / 10) * 1000 - 100
    step = 50 if amount < 3000 else 100
    return round(amount / step) * step * 100 - 1000


def zloty_price(amount: float) -> int:
    """A shelf price near `amount` złoty with the endings of a price tag, in grosze."""
    step = 10 if amount < 10 else 50 if amount < 100 else 500
    return max(step, round(amount * 100 / step) * step) - 1


def _measure(size: str) -> float:
    """How much a size holds, for prices: the number, in base units; 1 for clothing sizes and none."""
    number = size.rstrip("abcdefghijklmnopqrstuvwxyzWSMLX")
    if size == "-" or size.startswith("size") or "×" in number:
        return 1.0
    unit = size[len(number) :]
    return float(number) * (1000 if unit in ("kg", "l") else 1)


def ideas(category: Category, brands: Sequence[Brand], attributes: dict[str, tuple[Word, ...]]) -> Iterator[Idea]:
    """Every product the word lists of `category` can make."""
    makers: list[Brand | None] = [brand for brand in brands if set(brand.pools) & set(category.pools)] or [None]
    for kind in category.kinds:
        choices: list[tuple[Word | None, ...]] = []
        for group in kind.groups:
            words: tuple[Word | None, ...] = attributes[group.removesuffix("?")]
            choices.append((None, *words) if group.endswith("?") else words)
        for picked in combinations(*choices):
            words_picked = tuple(word for word in picked if word is not None)
            for brand, size in combinations(makers, kind.sizes):
                yield Idea(kind, words_picked, brand, size)


def shares(categories: Sequence[Category], pools: Sequence[int], total: int) -> list[int]:
    """How many products each category gets: by its share, never more than its pool, `total` in all."""
    if sum(pools) < total:
        raise ValueError(f"the word lists make {total - sum(pools)} products too few")
    weight = sum(category.share for category in categories)
    counts = [min(total * category.share // weight, pool) for category, pool in zip(categories, pools, strict=True)]
    while (left := total - sum(counts)) > 0:
        roomy = [place for place, pool in enumerate(pools) if counts[place] < pool]
        for place in roomy[:left]:
            counts[place] += 1
    return counts


class Composer:
    """Turns ideas into rows; keeps the counters of skus, codes and labels."""

    def __init__(self, random: Random, brands: Sequence[Brand], used_codes: set[str], used_names: set[str]) -> None:
        self._random = random
        self._company = {brand.latin: index + 2 for index, brand in enumerate(brands)}
        self._items: dict[str, int] = {}
        self._used_codes = used_codes
        self._used_names = used_names
        self._short = 100
        self._label = 1000

    def own_code(self, country: str) -> str:
        """The next GTIN-13 of the chain's own label."""
        return self._next_code(OWN_COMPANY[country])

    def _next_code(self, company: str) -> str:
        while True:
            item = self._items.get(company, 50_000)
            self._items[company] = item + 1
            code = codes.gtin(f"{company}{item % RESERVED_ITEM:05}")
            if code not in self._used_codes:
                self._used_codes.add(code)
                return code

    def _codes(self, brand: Brand, size: str) -> list[str]:
        company = f"{brand.prefix}7{self._company[brand.latin]:03}"
        found = [self._next_code(company)]
        if size in ("14g", "15g", "20pcs", "45g") and self._random.random() < 0.25:
            self._short += 1
            found[0] = codes.gtin(f"{brand.prefix}{self._short:04}")
        if self._random.random() < 0.04:  # a second code: last year's packing is still on the shelves
            found.append(self._next_code(company))
        return found

    def _prices(self, idea: Idea) -> tuple[float, float]:
        first = _measure(idea.kind.sizes[0])
        scale = (_measure(idea.size) / first) ** 0.85
        level = (idea.brand.level if idea.brand else 100) / 100
        spread = 0.9 + 0.25 * self._random.random() + 0.06 * len(idea.words)
        return idea.kind.rubles * scale * level * spread, idea.kind.zloty * scale * level * spread

    def _tiers(self, category: Category) -> tuple[float, float]:
        """Factors of the silver and gold price lists, 0 for a product that is in neither."""
        draw = self._random.random()
        gold = 0.86 + 0.06 * self._random.random()
        if category.restriction in ("tobacco", "formula") or draw > 0.14:
            return 0.0, 0.0
        return ((1 + gold) / 2 if draw < 0.08 else 0.0), gold

    def row(self, category: Category, idea: Idea, sku: str) -> Row | None:
        """The product of an idea, or None when another already has one of its names."""
        names = vocabulary.names(idea.kind, idea.words, idea.brand, idea.size)
        rubles, zloty = self._prices(idea)
        silver, gold = self._tiers(category)
        ruble_tiers = tuple(ruble_price(rubles * factor) if factor else 0 for factor in (1.0, silver, gold))
        zloty_tiers = tuple(zloty_price(zloty * factor) if factor else 0 for factor in (1.0, silver, gold))
        popularity = int(1000 * self._random.random() ** 4)
        changed = self._random.random() < 0.03
        if any(f"{language}:{name.casefold()}" in self._used_names for language, name in enumerate(names)):
            return None
        self._used_names.update(f"{language}:{name.casefold()}" for language, name in enumerate(names))
        row = Row(
            sku=sku,
            category=category.key,
            brand=idea.brand.latin if idea.brand else "",
            unit="kg" if category.by_weight else "pc",
            codes=[],
            plu="",
            label_item="",
            tax_ru=category.tax_ru,
            tax_pl=category.tax_pl,
            rubles=_ordered(ruble_tiers),
            zloty=_ordered(zloty_tiers),
            restriction=category.restriction if category.restriction != "pet" else "",
            flags="m" if category.key in ("tobacco", "shoes") else "",
            highest_weight=0,
            charge_ru="",
            charge_pl=_deposit(category, idea),
            popularity=popularity,
            names=names,
        )
        if changed:
            row.was = (ruble_price(rubles * 0.93), zloty_price(zloty * 0.95))
        if category.by_weight:
            self._label += 1
            row.plu, row.label_item = f"{self._label:04}", f"{self._label:05}"
            row.highest_weight = 5_000 if category.key in ("counter", "bulksweets") else 15_000
        elif idea.brand is not None:
            row.codes = self._codes(idea.brand, idea.size)
        return row


def _ordered(tiers: tuple[int, ...]) -> tuple[int, int, int]:
    """A tier's price is a better one: what rounding made no better than the shelf's is dropped."""
    shelf, silver, gold = tiers
    silver = silver if silver < shelf else 0
    gold = gold if gold < (silver or shelf) else 0
    return shelf, silver, gold


def _deposit(category: Category, idea: Idea) -> str:
    """The deposit a drink brings along in Poland: plastic up to 3 l, cans, glass bottles that come back."""
    litres = _measure(idea.size) / 1000
    if category.restriction == "pet" and litres <= 3:
        return DEPOSIT_BOTTLE
    if category.key in ("energy", "tonicdrinks"):
        return DEPOSIT_CAN
    if category.key == "beer":
        return DEPOSIT_GLASS if litres >= 0.5 else DEPOSIT_CAN
    return ""
