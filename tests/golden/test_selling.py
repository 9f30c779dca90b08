"""The golden vectors of selling: worked by hand, read from data, run against the rules."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from pos_client.domain.basket import ManualDiscount, ManualKind
from pos_client.domain.catalogue import Restrictions, RoundingDirection, TaxBasis, TaxRounding
from pos_client.domain.loyalty import earned, points_of_sale
from pos_client.domain.money import allocate, currency, divide_rounded, given_back
from pos_client.domain.pricing import NearMiss, PricedBasket, price
from pos_client.domain.promotions.model import BundleGroup, Promotion, RewardKind, Scope, Selection
from pos_client.domain.quantity import Unit
from pos_client.domain.restrictions import born_until
from pos_client.domain.returns import Chosen, Return
from pos_client.domain.settlement import change_pieces, due_in_cash, payment_shares, smart_notes
from tests.support import giving_back, selling

HERE = Path(__file__).parent / "selling"
Vector = dict[str, Any]


def vectors(name: str) -> list[Any]:
    found: list[Vector] = json.loads((HERE / name).read_text(encoding="utf-8"))
    return [pytest.param(vector, id=vector["name"]) for vector in found]


def read_offer(raw: Vector) -> Promotion:
    raw = dict(raw)
    fields: dict[str, Any] = {
        key: frozenset(raw.pop(key)) for key in ("weekdays", "stores", "channels", "tiers", "segments") if key in raw
    }
    if "scope" in raw:
        fields["scope"] = Scope(raw.pop("scope"))
    if "hours" in raw:
        begin, end = raw.pop("hours")
        fields |= {"from_time": time.fromisoformat(begin), "to_time": time.fromisoformat(end)}
    if "groups" in raw:
        fields["groups"] = tuple(BundleGroup(Selection(frozenset(skus)), n) for skus, n in raw.pop("groups"))
    kind = RewardKind(raw.pop("kind"))
    return selling.offer(raw.pop("id"), kind, raw.pop("value"), **raw, **fields)


def manual(raw: list[Any]) -> ManualDiscount:
    return ManualDiscount(ManualKind(raw[0]), raw[1], "reason", "maria")


def priced(vector: Vector) -> tuple[PricedBasket, selling.Book]:
    store = selling.STORE
    changes = dict(vector.get("store", {}))
    readers = {"tax_basis": TaxBasis, "tax_rounding": TaxRounding, "currency": currency}
    for key, read in {**readers, "cash_direction": RoundingDirection}.items():
        if key in changes:
            changes[key] = read(changes[key])
    goods = []
    for sku, (amount, tax, *more) in vector["goods"].items():
        options = dict(more[0]) if more else {}
        options["unit"] = Unit(options.get("unit", "pc"))
        options["restrictions"] = Restrictions(**options.get("restrictions", {}))
        goods.append((selling.product(sku, tax=tax, **options), amount))
    book = selling.book(
        goods, map(read_offer, vector["offers"]), store=replace(store, **changes), tiers=vector.get("tiers", [])
    )
    lines = []
    for number, (sku, thousandths, *more) in enumerate(vector["lines"], start=1):
        options = dict(more[0]) if more else {}
        if "manual" in options:
            options["manual"] = manual(options["manual"])
        if "instant" in options:
            options["instant"] = datetime.fromisoformat(options["instant"])
        lines.append(selling.line(number, book.products[sku], thousandths, **options))
    fields = dict(vector.get("basket", {}))
    if "coupons" in fields:
        fields["coupons"] = tuple(fields["coupons"])
    if "basket_discount" in fields:
        fields["basket_discount"] = manual(fields["basket_discount"])
    return price(selling.basket(lines, **fields), book), book


def near(miss: NearMiss | None) -> list[Any] | None:
    if miss is None:
        return None
    shown: list[Any] = [miss.promotion_id, miss.missing, miss.saves]
    return [*shown, True] if miss.by_amount else shown


def found_in(result: PricedBasket, book: selling.Book, vector: Vector) -> Vector:
    unit = book.store.points_unit or 2000
    points = dict(earned(result, unit).shares)
    after = vector["want"].get("points_after", [0, 0])[0]
    customer = bool(result.basket.customer_ref)
    return {
        "total": result.total,
        "tax": result.tax,
        "saved": result.saved,
        "charges": result.charges,
        "before": result.before_discounts,
        "nets": [line.net for line in result.lines],
        "discounts": [line.discount for line in result.lines],
        "line_tax": [line.tax for line in result.lines],
        "lists": [line.price_list for line in result.lines],
        "kinds": [[discount.kind.value for discount in line.discounts] for line in result.lines],
        "taxes": {f"{tax.category} {tax.rate}": [tax.net, tax.tax, tax.gross] for tax in result.taxes},
        "near": [near(line.near_miss) for line in result.lines],
        "basket_near": [near(miss) for miss in result.near_misses],
        "applied": dict(result.promotions_applied),
        "points": points_of_sale(result, replace(book.store, points_unit=unit)),
        "point_shares": [points.get(line.line_id, 0) for line in result.lines],
        "points_after": [after, earned(result, unit, after).total if customer else 0],
        "multipliers": [list(group) for group in result.points_multipliers],
        "free_delivery": result.free_delivery,
    }


@pytest.mark.parametrize("vector", vectors("pricing.json"))
def test_pricing(vector: Vector) -> None:
    result, book = priced(vector)
    found = found_in(result, book, vector)
    assert {key: found[key] for key in vector["want"]} == vector["want"]
    assert result.total == sum(line.to_pay for line in result.lines)
    assert result.tax == sum(tax.tax for tax in result.taxes)


def given_back_in(vector: Vector) -> Vector:
    """What each of the vector's returns gives back, one after the other."""
    result, book = priced(vector)
    sale = giving_back.sold(result.basket, book, [giving_back.other(*part) for part in vector.get("payments", [])])
    done: list[Return] = []
    for step in vector["steps"]:
        done.append(giving_back.back(sale, done, [Chosen(line, amount) for line, amount in step], book))
    return {
        "totals": [document.total for document in done],
        "tax": [document.tax for document in done],
        "nets": [sum(group.net for group in document.taxes) for document in done],
        "cash": [document.cash for document in done],
        "rounding": [document.cash_rounding for document in done],
        "lines": [len(document.lines) for document in done],
        "discounts": [[d.amount for line in document.lines for d in line.discounts] for document in done],
        "card1": [sum(r.amount for r in document.refunds if r.tender_id == "card1") for document in done],
    }


@pytest.mark.parametrize("vector", vectors("returns.json"))
def test_returns(vector: Vector) -> None:
    found = given_back_in(vector)
    assert {key: found[key] for key in vector["want"]} == vector["want"]


def test_no_vector_is_named_twice() -> None:
    for name in ("pricing.json", "numbers.json", "returns.json"):
        names = [vector["name"] for vector in json.loads((HERE / name).read_text(encoding="utf-8"))]
        assert len(names) == len(set(names))


def cash_store(step: int, direction: str) -> Any:
    return replace(selling.STORE, cash_step=step, cash_direction=RoundingDirection(direction))


def returned_in_steps(share: int, sold: int, steps: list[int]) -> list[int]:
    given: list[int] = []
    back = 0
    for step in steps:
        back += step
        given.append(given_back(share, back, sold) - sum(given))
    return given


def cash_refunds(parts: list[int], step: int, direction: str) -> list[int]:
    """What each of several refunds hands over when their cumulative cash is rounded."""
    given: list[int] = []
    for i in range(len(parts)):
        given.append(due_in_cash(sum(parts[: i + 1]), cash_store(step, direction)) - sum(given))
    return given


NUMBERS: dict[str, Callable[..., Any]] = {
    "divide_rounded": divide_rounded,
    "allocate": lambda total, weights: list(allocate(total, weights)),
    "returned_in_steps": returned_in_steps,
    "cash_refunds": cash_refunds,
    "due_in_cash": lambda left, step, direction: due_in_cash(left, cash_store(step, direction)),
    "smart_notes": lambda due, notes: list(smart_notes(due, notes)),
    "change_pieces": lambda change, pieces: list(change_pieces(change, pieces)),
    "payment_shares": lambda lines, amounts: [list(share) for share in payment_shares(lines, amounts)],
    "born_until": lambda today, age: born_until(date.fromisoformat(today), age).isoformat(),
}


@pytest.mark.parametrize("vector", vectors("numbers.json"))
def test_numbers(vector: Vector) -> None:
    assert NUMBERS[vector["function"]](*vector["arguments"]) == vector["want"]
