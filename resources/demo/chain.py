"""The demo chain as values of the domain: reads the neutral files beside it. Both the register and the centre use it.

It stands here and not in either half, since neither may import the other, and not in the domain, which reads no files.
Any thread; some seconds of CPU for all products. A store that the chain does not have raises `LookupError`.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import lru_cache
from typing import Any, Final, TypeAlias
from zoneinfo import ZoneInfo

from argon2 import PasswordHasher

from pos_client.domain.catalogue import (
    ForbiddenHours,
    PriceEntry,
    Product,
    Restrictions,
    RoundingDirection,
    StoreProfile,
    TaxCategory,
    TaxKind,
    TaxRate,
)
from pos_client.domain.money import currency
from pos_client.domain.promotions.model import (
    BundleGroup,
    Condition,
    Promotion,
    Reward,
    RewardKind,
    Scope,
    Selection,
    Stacking,
)
from pos_client.domain.quantity import Unit
from pos_client.domain.settings import QuickKey, Reason, RegisterSettings
from pos_client.domain.staff import UNLIMITED, Permission, Role, StaffMember
from pos_client.domain.tender import Overpayment, TenderClass, TenderKind
from resources.loader import read_bytes, read_text

Record: TypeAlias = Mapping[str, Any]
Row: TypeAlias = dict[str, str]

LANGUAGES: Final = ("en", "ru", "pl")
_CURRENCIES: Final = {"ru": "rub", "pl": "pln"}  # the columns of products.tsv
_PRICE_LISTS: Final = (("shelf", ""), ("silver", "_silver"), ("gold", "_gold"))
_REGISTER_WORDS: Final = {"en": "Register", "ru": "Касса", "pl": "Kasa"}
# The PINs are printed in the README, so the cheapest parameters do; a real store keeps argon2-cffi's own.
_DEMO_HASHER: Final = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1)


@lru_cache(maxsize=1)
def chain() -> Record:
    """The hand-written part of the chain: countries, stores, roles, tender kinds, reasons, examples."""
    record: Record = json.loads(read_text("demo", "chain.json"))
    return record


def product_rows() -> Iterator[Row]:
    """The lines of products.tsv, read anew each time: 20,000 of them are too many to keep."""
    return _table(gzip.decompress(read_bytes("demo", "products.tsv.gz")).decode("utf-8"))


def staff_rows() -> Iterator[Row]:
    """The lines of staff.tsv."""
    return _table(read_text("demo", "staff.tsv"))


def sold_rows(shop: DemoStore) -> tuple[Row, ...]:
    """What this country sells: what has a price in its money, and open items."""
    column = _CURRENCIES[shop.country_id]
    return tuple(row for row in product_rows() if row[column] or "o" in row["flags"])


def _table(text: str) -> Iterator[Row]:
    return csv.DictReader(io.StringIO(text), delimiter="\t", quoting=csv.QUOTE_NONE)


def _names(record: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple((language, record[language]) for language in LANGUAGES)


def _number(text: str) -> int:
    return int(text) if text else 0


@dataclass(frozen=True, slots=True)
class DemoStore:
    """One store of the chain: its record, its country's, and the short names of both."""

    store_id: str
    country_id: str
    store: Record
    country: Record

    @property
    def currency_code(self) -> str:
        """ISO code of the store's money."""
        return str(self.country["currency"])

    @property
    def timezone(self) -> ZoneInfo:
        """Where the store's days begin."""
        return ZoneInfo(str(self.store["timezone"]))

    def midnight(self, day: str) -> datetime:
        """The start of a local day, as an aware UTC instant."""
        local = datetime.combine(date.fromisoformat(day), time(), self.timezone)
        return local.astimezone(UTC)

    def amount(self, value: int | Mapping[str, int] | None) -> int:
        """A figure given once (percents) or a currency; minor units."""
        if isinstance(value, Mapping):
            return value[self.currency_code]
        return value or 0


def demo_store(store_id: str) -> DemoStore:
    """The store `store_id` of the demo chain; `LookupError` when there is none."""
    for shop in demo_stores():
        if shop.store_id == store_id:
            return shop
    raise LookupError(f"the demo chain has no store {store_id!r}")


def demo_stores() -> Iterator[DemoStore]:
    """All stores of the chain."""
    for store in chain()["stores"]:
        yield DemoStore(store["id"], store["country"], store, chain()["countries"][store["country"]])


# Catalogue


def product(shop: DemoStore, row: Row) -> Product:
    """A line of products.tsv as a store of this country sells it."""
    codes = row["codes"].split()
    flags = row["flags"]
    highest = _number(row["highest_weight"])
    return Product(
        sku=row["sku"],
        names=_names(row),
        unit=Unit(row["unit"]),
        tax_category=row[f"tax_{shop.country_id}"],
        category=row["category"],
        brand=row["brand"],
        gtin=codes[0] if codes else "",
        plu=row["plu"],
        restrictions=_restrictions(shop, row),
        charge_sku=row[f"charge_{shop.country_id}"],
        is_charge="c" in flags or "e" in flags,
        is_empties="e" in flags,
        is_open_item="o" in flags,
        # Marking is Russian law; a Polish store sells the same shoes by their GTIN.
        needs_marking="m" in flags and shop.country_id == "ru",
        highest_weight=highest or None,
    )


def _restrictions(shop: DemoStore, row: Row) -> Restrictions:
    if not row["restriction"]:
        return Restrictions()
    rules = dict(shop.country["restrictions"][row["restriction"]])
    hours = tuple(
        ForbiddenHours(time.fromisoformat(each["start"]), time.fromisoformat(each["end"]))
        for each in rules.pop("forbidden_hours", ())
    )
    if rules.get("maximum_price") == "shelf":  # the price printed on the packet, which is the shelf price
        rules["maximum_price"] = int(row[_CURRENCIES[shop.country_id]])
    return Restrictions(forbidden_hours=hours, **rules)


def further_gtins(row: Row) -> tuple[str, ...]:
    """The codes of a product besides its own."""
    return tuple(row["codes"].split()[1:])


def popularity(row: Row) -> int:
    """How often it sells."""
    return _number(row["popularity"])


def quick_keys(shop: DemoStore) -> tuple[QuickKey, ...]:
    """The quick keys of the store's country, in the order of their places."""
    keys = chain()["quick_keys"][shop.country_id]
    return tuple(QuickKey(key["sku"], _names(key["names"]), key["page"], key["colour"]) for key in keys)


def prices(shop: DemoStore, row: Row) -> Iterator[PriceEntry]:
    """The dated prices of a product in all lists."""
    column = _CURRENCIES[shop.country_id]
    since = shop.midnight(chain()["prices_from"])
    changed = shop.midnight(chain()["prices_changed"])
    was = _number(row[f"{column}_was"])
    for price_list, suffix in _PRICE_LISTS:
        amount = _number(row[column + suffix])
        if not amount:
            continue
        if was and price_list == "shelf":
            yield PriceEntry(row["sku"], price_list, was, since, changed)
        yield PriceEntry(row["sku"], price_list, amount, changed if was else since)


def promotions(shop: DemoStore) -> tuple[Promotion, ...]:
    """The promotions of the store's country, in their order."""
    records: list[Record] = json.loads(read_text("demo", "promotions.json"))
    return tuple(_promotion(shop, record) for record in records if shop.country_id in record["countries"])


def _selection(record: Record) -> Selection:
    return Selection(**{part: frozenset(values) for part, values in record.items()})


def _promotion(shop: DemoStore, record: Record) -> Promotion:
    hours = record.get("hours")
    stacking = record.get("stacking", {})
    return Promotion(
        promotion_id=record["id"],
        names=_names(record["names"]),
        starts=date.fromisoformat(record["starts"]),
        ends=date.fromisoformat(record["ends"]),
        reward=_reward(shop, record["reward"]),
        condition=Condition(
            _selection(record.get("selection", {})),
            record.get("minimum_quantity", 0),
            shop.amount(record.get("minimum_amount")),
        ),
        scope=Scope(record.get("scope", "line")),
        weekdays=frozenset(int(day) for day in record.get("weekdays", "1234567")),
        from_time=time.fromisoformat(hours[0]) if hours else None,
        to_time=time.fromisoformat(hours[1]) if hours else None,
        channels=frozenset(record.get("channels", ())),
        stores=frozenset(record.get("stores", ())),
        tiers=frozenset(record.get("tiers", ())),
        coupon=record.get("coupon", ""),
        uses_in_all=record.get("uses_in_all"),
        uses_per_customer=record.get("uses_per_customer"),
        stacking=Stacking(
            stacking.get("priority", 0),
            stacking.get("exclusive_group", ""),
            frozenset(stacking.get("combinable_with", ())),
        ),
    )


def _reward(shop: DemoStore, record: Record) -> Reward:
    return Reward(
        kind=RewardKind(record["kind"]),
        value=shop.amount(record.get("value")),
        take=record.get("take", 0),
        pay=record.get("pay", 0),
        groups=tuple(BundleGroup(_selection(each["selection"]), each["count"]) for each in record.get("groups", ())),
        gift_sku=record.get("gift_sku", ""),
    )


# Store


def register_settings(shop: DemoStore, register: int, language: str) -> RegisterSettings:
    """How register number `register` of the store is set up; `LookupError` when it has none."""
    if not 1 <= register <= int(shop.store["registers"]):
        raise LookupError(f"store {shop.store_id} has no register {register}")
    return RegisterSettings(
        register_id=f"{shop.store_id}-{register}",
        name=f"{_REGISTER_WORDS[language]} {register}",
        prefix=f"{shop.store['prefix']}{register:02}",
        language=language,
    )


def store_profile(shop: DemoStore, language: str) -> StoreProfile:
    """The profile of a store, named in `language`."""
    country = shop.country
    return StoreProfile(
        store_id=shop.store_id,
        name=shop.store["names"][language],
        currency=currency(shop.currency_code),
        language=country["language"],
        timezone=shop.store["timezone"],
        tax_categories=tuple(
            TaxCategory(
                code,
                tuple(
                    TaxRate(shop.midnight(rate["from"]), rate["basis_points"], TaxKind(rate["kind"])) for rate in rates
                ),
            )
            for code, rates in country["tax_categories"].items()
        ),
        cash_step=country["cash_step"],
        cash_direction=RoundingDirection(country["cash_direction"]),
        address=shop.store["address"],
        company=country["company"],
        tax_number=country["tax_number"],
        denominations=tuple(country["denominations"]),
        barcode_patterns=tuple(country["barcode_patterns"]),
    )


def roles(shop: DemoStore) -> tuple[Role, ...]:
    """The roles, with their limits in the store's money."""
    return tuple(_role(shop, record) for record in chain()["roles"])


def _role(shop: DemoStore, record: Record) -> Role:
    limits = []
    for permission, by_country in record["limits"].items():
        limit = by_country[shop.country_id]
        limits.append((Permission(permission), UNLIMITED if limit == "unlimited" else int(limit)))
    return Role(record["id"], _names(record["names"]), tuple(limits))


def staff(shop: DemoStore, language: str) -> tuple[StaffMember, ...]:
    """The store's people, their names in `language`."""
    known = {role.role_id: role for role in roles(shop)}
    rows = [row for row in staff_rows() if row["store"] == shop.store_id]
    return tuple(
        StaffMember(row["staff_id"], row[language], known[row["role"]], _DEMO_HASHER.hash(row["pin"]), row["badge"])
        for row in rows
    )


def tender_kinds(shop: DemoStore) -> tuple[TenderKind, ...]:
    """What may be paid with in the store's country."""
    records = chain()["tender_kinds"]
    return tuple(_tender_kind(shop, record) for record in records if shop.country_id in record["countries"])


def _tender_kind(shop: DemoStore, record: Record) -> TenderKind:
    return TenderKind(
        tender_id=record["id"],
        names=_names(record["names"]),
        tender_class=TenderClass(record["tender_class"]),
        currency=record["currency"] or shop.currency_code,
        overpayment=Overpayment(record["overpayment"]),
        opens_drawer=record["opens_drawer"],
        counted_at_close=record["counted_at_close"],
        works_offline=record["works_offline"],
        refundable_to=record["refundable_to"],
        needs_intent=record["needs_intent"],
        fiscal_type=record["fiscal_type"],
        categories=frozenset(record["categories"]),
        rate_millionths=record["rate_millionths"],
        terminal="integrated" if record["needs_intent"] else "standalone",
    )


def reasons() -> tuple[Reason, ...]:
    """The reasons to choose from."""
    return tuple(
        Reason(record["id"], record["kind"], _names(record["names"]), record["text_needed"])
        for record in chain()["reasons"]
    )


def settings_of(shop: DemoStore) -> dict[str, str]:
    """Free values: what the screens and the one box ask for by key, and the store's place and hours."""
    settings = {
        "country": shop.country_id,
        "notes_from": str(shop.country["notes_from"]),
        "empties_slip_sku": shop.country["empties_slip_sku"],
        "return_days": str(shop.country["return_days"]),
        "no_receipt_days": str(shop.country["no_receipt_days"]),
        "store.phone": shop.store["phone"],
        "store.latitude": str(shop.store["latitude"]),
        "store.longitude": str(shop.store["longitude"]),
    }
    conditions = ((record["id"], record.get("condition")) for record in chain()["reasons"])
    settings |= {f"condition.{reason}": condition for reason, condition in conditions if condition}
    settings |= {f"closing.{rule}": str(value) for rule, value in shop.country["closing"].items()}
    foreign = shop.country.get("foreign_denominations", {})
    settings |= {f"denominations.{code}": ",".join(map(str, values)) for code, values in foreign.items()}
    for row in _table(read_text("demo", "categories.tsv")):
        settings |= {f"category.{row['key']}.{language}": row[language] for language in LANGUAGES}
    settings |= {f"store.hours.{day}": hours for day, hours in shop.store["hours"].items()}
    settings |= {f"store.name.{language}": name for language, name in shop.store["names"].items()}
    return settings


def demo_warehouses() -> Iterator[DemoStore]:
    """The warehouses of the chain, in the form of stores: they have no registers."""
    for depot in chain()["warehouses"]:
        yield DemoStore(depot["id"], depot["country"], depot, chain()["countries"][depot["country"]])


def opening_stock(place: DemoStore) -> Iterator[tuple[str, int]]:
    """What lies at a location on the first day: (sku, thousandths of its unit), invented, always the same.

    A store has some pieces of most things, the more the better they sell, and none of one in nine; a warehouse cases of
    all. What is no goods (charges, empties, open items) has no stock.
    """
    depth = 1 if "registers" in place.store else 40
    for row in sold_rows(place):
        if any(flag in row["flags"] for flag in "ceo"):
            continue
        chance = zlib.crc32(f"{place.store_id} {row['sku']}".encode())
        if depth == 1 and chance % 9 == 0:
            continue
        yield row["sku"], (1 + chance % (4 + popularity(row) // 50)) * 1000 * depth
