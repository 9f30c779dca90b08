"""The fold of a shift against a naive model: every figure worked out again by a sum over the whole list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.protocol import schemas
from sync.protocol.events import (
    ApprovalBody,
    BasketCancelledBody,
    Body,
    CashMoveBody,
    DiscountPart,
    LineVoidedBody,
    LoginBody,
    ManualPart,
    PaymentPart,
    PostVoidBody,
    ReprintBody,
    ReturnBody,
    ReturnLinePart,
    SaleBody,
    SaleLinePart,
    ShiftFigures,
    ShiftOpenedBody,
    TaxPart,
    XReportBody,
)
from sync.protocol.shift_figures import ShiftFold, figures_of
from tests.db.journal.facts import sale_body, z_body

AT = "2026-11-22T08:00:00.000000Z"
SHIFT, OTHER = "s1", "s2"
AMOUNT = st.integers(-500, 5_000)
TENDERS = {"cash": "cash", "card": "card", "slip": "voucher", "eur": "foreign_cash", "swap": "exchange"}
DISCOUNTS = st.lists(st.tuples(st.sampled_from(["promotion", "manual", "coupon"]), st.integers(1, 90)), max_size=2)
WHO = st.sampled_from(["maria", "jan"])
CATEGORY = st.sampled_from(["", "bread", "dairy"])
IN_SHIFT = st.sampled_from([SHIFT, SHIFT, SHIFT, OTHER])


@st.composite
def parts(draw: st.DrawFn, total: int) -> tuple[PaymentPart, ...]:
    """Payments whose amounts sum to about `total`, some with change or a forfeited rest."""
    found, left = [], total
    for tender in draw(st.lists(st.sampled_from(sorted(TENDERS)), max_size=3)):
        amount = draw(st.integers(min(0, left), max(0, left)))
        found.append((tender, amount))
        left -= amount
    found.append((draw(st.sampled_from(sorted(TENDERS))), left))
    return tuple(
        PaymentPart(
            tender_id=tender,
            tender_class=TENDERS[tender],
            amount=amount,
            given=amount + (0 if tender in {"card", "swap"} else draw(st.integers(0, 50))),
            foreign_amount=draw(st.integers(0, 300)) if tender == "eur" else 0,
            foreign_currency="EUR" if tender == "eur" else "",
        )
        for tender, amount in found
    )


@st.composite
def sales(draw: st.DrawFn, number: int) -> SaleBody:
    lines = []
    for index in range(draw(st.integers(1, 3))):
        manual = draw(st.none() | st.sampled_from(["price", "percent"]))
        lines.append(
            SaleLinePart(
                line_id=index + 1,
                sku="s",
                quantity=1000,
                unit_price=1,
                gross=1,
                net=1,
                to_pay=draw(AMOUNT),
                tax_category="A",
                instant=AT,
                category=draw(CATEGORY),
                is_empties=draw(st.booleans()),
                discounts=tuple(DiscountPart(kind=kind, source="x", amount=amount) for kind, amount in draw(DISCOUNTS)),
                manual=None if manual is None else ManualPart(kind=manual, value=1, reason="r", by="m"),
            )
        )
    total, rounding = sum(line.to_pay for line in lines), draw(st.integers(-2, 2))
    taxes = draw(taxes_of())
    return SaleBody(
        sale_id=f"sale-{number}",
        receipt_number=f"R{number}",
        store_id="st",
        register_id="r",
        shift_id=draw(IN_SHIFT),
        completed_at=AT,
        cashier_id=draw(WHO),
        currency="PLN",
        lines=tuple(lines),
        payments=draw(parts(total + rounding)),
        total=total,
        cash_rounding=rounding,
        taxes=taxes,
        tax=sum(tax.tax for tax in taxes),
        saved=draw(st.integers(0, 99)),
        charges=draw(st.integers(0, 99)),
    )


@st.composite
def taxes_of(draw: st.DrawFn) -> tuple[TaxPart, ...]:
    groups = draw(st.lists(st.sampled_from([("A", 2300), ("B", 800), ("A", 500)]), max_size=2, unique=True))
    return tuple(
        TaxPart(category=category, rate=rate, net=draw(AMOUNT), tax=draw(AMOUNT), gross=draw(AMOUNT))
        for category, rate in groups
    )


@st.composite
def returns(draw: st.DrawFn, number: int) -> ReturnBody:
    lines = tuple(
        ReturnLinePart(
            line_id=1,
            sku="s",
            quantity=1000,
            refund=draw(st.integers(0, 900)),
            tax_category="A",
            reason="r",
            category=draw(CATEGORY),
            discounts=tuple(DiscountPart(kind=kind, source="x", amount=amount) for kind, amount in draw(DISCOUNTS)),
        )
        for _ in range(draw(st.integers(1, 2)))
    )
    total, rounding = sum(line.refund for line in lines), draw(st.integers(-2, 2))
    taxes = draw(taxes_of())
    return ReturnBody(
        return_id=f"return-{number}",
        receipt_number=f"R{number}",
        store_id="st",
        register_id="r",
        shift_id=draw(IN_SHIFT),
        completed_at=AT,
        cashier_id=draw(WHO),
        currency="PLN",
        lines=lines,
        refunds=draw(parts(total + rounding)),
        total=total,
        cash_rounding=rounding,
        taxes=taxes,
        tax=sum(tax.tax for tax in taxes),
    )


def post_void(sale: SaleBody, number: int) -> PostVoidBody:
    return PostVoidBody(
        post_void_id=f"void-{number}",
        receipt_number=f"R{number}",
        sale_id=sale.sale_id,
        sale_receipt=sale.receipt_number,
        sale_seq=number,
        register_id="r",
        shift_id=sale.shift_id,
        completed_at=AT,
        cashier_id="maria",
        currency="PLN",
        total=sale.total,
        cash_rounding=sale.cash_rounding,
        refunds=sale.payments,
        taxes=sale.taxes,
        tax=sale.tax,
        reason="r",
        approved_by="anna",
    )


@st.composite
def acts(draw: st.DrawFn, number: int) -> Body:
    amount, flag, other = draw(st.integers(0, 900)), draw(st.booleans()), draw(st.booleans())
    kind = draw(
        st.sampled_from(["paid_in", "paid_out", "safe_drop", "no_sale", "void", "cancel", "copy", "yes", "login"])
    )
    made: dict[str, Callable[[], Body]] = {
        "void": lambda: LineVoidedBody(
            basket_id="b", line_id=1, sku="s", quantity=1, amount=amount, currency="PLN", by="m", lowered=flag
        ),
        "cancel": lambda: BasketCancelledBody(
            basket_id="b",
            reason="r",
            total=amount,
            currency="PLN",
            line_count=1,
            by="m",
            pay_opened=flag,
            was_suspended=other,
        ),
        "copy": lambda: ReprintBody(receipt_number="R1", by="m"),
        "yes": lambda: ApprovalBody(permission="p", amount=1, reason="", asked_by="m", approved_by="a"),
        "login": lambda: LoginBody(staff_id="m", how="name"),
    }
    if kind in made:
        return made[kind]()
    shift = draw(IN_SHIFT)
    return CashMoveBody(
        move_id=f"m{number}", kind=kind, amount=amount, currency="PLN", reason="r", shift_id=shift, by="m", at=AT
    )


@st.composite
def days(draw: st.DrawFn) -> list[Body]:
    """Events before, in and after a shift: documents of another shift and a Z may stand anywhere."""
    events: list[Body] = [LoginBody(staff_id="m", how="name")] * draw(st.integers(0, 1))
    if draw(st.booleans()):
        events.append(draw(sales(900)))  # before the opening: never counted
    events.append(
        ShiftOpenedBody(
            shift_id=SHIFT, opened_by="m", opened_at=AT, opening_cash=draw(st.integers(0, 9_999)), currency="PLN"
        )
    )
    for number in range(draw(st.integers(0, 8))):
        kind = draw(st.sampled_from(["sale", "sale", "return", "void", "act", "act"]))
        sold = [body for body in events if isinstance(body, SaleBody) and body.sale_id != "sale-900"]
        if kind == "sale":
            events.append(draw(sales(number)))
        elif kind == "return":
            events.append(draw(returns(number)))
        elif kind == "act":
            events.append(draw(acts(number)))
        elif sold:
            events.append(post_void(draw(st.sampled_from(sold)), number))
    if draw(st.booleans()):
        events.append(z_body(1, 0, 0, seq=1, digest=bytes(32), shift=draw(st.sampled_from([SHIFT, OTHER]))))
        events.append(draw(sales(901)))
        events.append(draw(acts(902)))
    return events


# --- the naive model


def counted(events: Iterable[Body]) -> list[Body]:
    """The events between the opening and the shift's own Z; documents and cash moves of this shift alone."""
    found: list[Body] = []
    is_open = False
    for body in events:
        if isinstance(body, ShiftOpenedBody):
            is_open = True
        elif type(body).__name__ == "ZBody" and getattr(body, "shift_id", "") == SHIFT:
            return found
        elif is_open and getattr(body, "shift_id", SHIFT) == SHIFT:
            found.append(body)
    return found


def of_type(found: list[Body], *kinds: type[Body]) -> list[Any]:
    return [body for body in found if isinstance(body, kinds)]


def tax_table(documents: list[Any]) -> list[tuple[object, ...]]:
    keys = sorted({(tax.category, tax.rate, tax.kind) for body in documents for tax in body.taxes})
    return [
        (
            *key,
            *(
                sum(
                    getattr(tax, name)
                    for body in documents
                    for tax in body.taxes
                    if (tax.category, tax.rate, tax.kind) == key
                )
                for name in ("net", "tax", "gross")
            ),
        )
        for key in keys
    ]


def drawer(opening: int, found: list[Body]) -> int:
    """Own notes and coins, moved one by one as hands move them."""
    cash = opening
    for body in found:
        if isinstance(body, CashMoveBody):
            cash += {"paid_in": 1, "paid_out": -1, "safe_drop": -1, "no_sale": 0}[body.kind] * body.amount
        for sign, some in ((1, getattr(body, "payments", ())), (-1, getattr(body, "refunds", ()))):
            for part in some:
                if part.tender_class == "cash":
                    cash += sign * part.given
                if part.tender_class in {"cash", "foreign_cash"}:
                    cash -= sign * (part.given - part.amount)  # change is always own cash
    return cash


@given(days())
def test_every_figure_is_the_sum_over_the_list(events: list[Body]) -> None:
    figures = figures_of(enumerate(events, 1))
    found = counted(events)
    sold, back = of_type(found, SaleBody), of_type(found, ReturnBody)
    voided = of_type(found, PostVoidBody)
    corrections, documents = [*back, *voided], of_type(found, SaleBody, ReturnBody, PostVoidBody)
    opening = of_type(events, ShiftOpenedBody)[0].opening_cash
    by_id = {sale.sale_id: sale for sale in sold}
    assert (figures.sales, figures.sales_total) == (len(sold), sum(body.total for body in sold))
    assert (figures.returns, figures.returns_total) == (len(back), sum(body.total for body in back))
    assert (figures.post_voids, figures.post_voids_total) == (len(voided), sum(body.total for body in voided))
    assert figures.first_receipt == (documents[0].receipt_number if documents else "")
    assert figures.last_receipt == (documents[-1].receipt_number if documents else "")
    for name in ("saved", "charges"):
        assert getattr(figures, name) == sum(getattr(body, name) for body in sold)
    assert figures.sale_rounding == sum(body.cash_rounding for body in sold)
    assert figures.refund_rounding == sum(body.cash_rounding for body in corrections)
    for rows, some in ((figures.taxes, sold), (figures.correction_taxes, corrections)):
        assert [(t.category, t.rate, t.kind, t.net, t.tax, t.gross) for t in rows] == tax_table(some)
    assert figures.opening_cash == opening
    assert figures.expected_cash == drawer(opening, found)
    _tenders(figures, sold, corrections)
    _lines(figures, sold, back, [by_id[body.sale_id] for body in voided])
    _acts(figures, found)
    for who in {row.cashier_id for row in figures.cashiers} | {"maria", "jan"}:
        row = next((row for row in figures.cashiers if row.cashier_id == who), None)
        own = [
            (len(some), sum(body.total for body in some))
            for some in ([body for body in kind if body.cashier_id == who] for kind in (sold, back, voided))
        ]
        counted_here = (
            [(row.sales, row.sales_total), (row.returns, row.returns_total), (row.post_voids, row.post_voids_total)]
            if row
            else [(0, 0)] * 3
        )
        assert own == counted_here


def _tenders(figures: ShiftFigures, sold: list[Any], corrections: list[Any]) -> None:
    paid = [part for body in sold for part in body.payments]
    refunded = [part for body in corrections for part in body.refunds]
    names = {(part.tender_id, part.tender_class, part.foreign_currency) for part in [*paid, *refunded]}
    names |= {("cash", "cash", "")}
    assert [(row.tender_id, row.tender_class, row.currency) for row in figures.tenders] == sorted(names)
    for row in figures.tenders:
        into = [part for part in paid if part.tender_id == row.tender_id]
        out = [part for part in refunded if part.tender_id == row.tender_id]
        assert (row.payments, row.refunds) == (len(into), len(out))
        assert (row.paid, row.given) == (sum(part.amount for part in into), sum(part.given for part in into))
        assert (row.refunded, row.refund_given) == (sum(p.amount for p in out), sum(p.given for p in out))
        foreign = sum(part.foreign_amount for part in into) - sum(part.foreign_amount for part in out)
        assert row.foreign == foreign
        expected = {"cash": figures.expected_cash, "foreign_cash": foreign}.get(
            row.tender_class, row.given - row.refund_given
        )
        assert row.expected == expected
    assert figures.exchanged == sum(part.amount for part in paid if part.tender_class == "exchange")


def _lines(figures: ShiftFigures, sold: list[Any], back: list[Any], voided: list[Any]) -> None:
    def by_category(documents: list[Any], name: str) -> Counter[str]:
        sums: Counter[str] = Counter()
        for body in documents:
            for line in body.lines:
                sums[line.category] += getattr(line, name)
        return sums

    def by_kind(documents: list[Any]) -> Counter[str]:
        sums: Counter[str] = Counter()
        for body in documents:
            for line in body.lines:
                for discount in line.discounts:
                    sums[discount.kind] += discount.amount
        return sums

    columns = (by_category(sold, "to_pay"), by_category(back, "refund"), by_category(voided, "to_pay"))
    for row in figures.categories:
        assert (row.sold, row.returned, row.post_voided) == tuple(column[row.category] for column in columns)
    assert [row.category for row in figures.categories] == sorted({name for column in columns for name in column})
    given_away, taken_back = by_kind(sold), by_kind([*back, *voided])
    assert {row.kind: row.amount for row in figures.discounts if row.amount} == dict(given_away)
    assert {row.kind: row.back for row in figures.discounts if row.back} == dict(taken_back)
    lines = [line for body in sold for line in body.lines]
    assert sum(row.count for row in figures.discounts) == sum(len(line.discounts) for line in lines)
    assert figures.empties == -sum(line.to_pay for line in lines if line.is_empties)
    typed = [line for line in lines if line.manual is not None and line.manual.kind == "price"]
    off = [discount.amount for line in typed for discount in line.discounts if discount.kind == "manual"]
    assert (figures.price_changes, figures.price_changes_total) == (len(typed), sum(off))


def _acts(figures: ShiftFigures, found: list[Body]) -> None:
    def sums(kind: type[Body], name: str, chosen: Callable[[Any], bool] = lambda _body: True) -> tuple[int, int]:
        some = [body for body in of_type(found, kind) if chosen(body)]
        return len(some), sum(getattr(body, name) for body in some)

    assert (figures.line_voids, figures.line_voids_total) == sums(LineVoidedBody, "amount", lambda b: not b.lowered)
    assert (figures.lowered, figures.lowered_total) == sums(LineVoidedBody, "amount", lambda b: b.lowered)
    assert (figures.cancelled, figures.cancelled_total) == sums(BasketCancelledBody, "total")
    after_pay = sums(BasketCancelledBody, "total", lambda b: b.pay_opened)
    assert (figures.cancelled_after_pay, figures.cancelled_after_pay_total) == after_pay
    assert (figures.dropped, figures.dropped_total) == sums(BasketCancelledBody, "total", lambda b: b.was_suspended)
    assert figures.reprints == len(of_type(found, ReprintBody))
    assert figures.approvals == len(of_type(found, ApprovalBody))
    for kind, count, total in (
        ("paid_in", figures.paid_in_count, figures.paid_in),
        ("paid_out", figures.paid_out_count, figures.paid_out),
        ("safe_drop", figures.safe_drop_count, figures.safe_drops),
    ):
        assert (count, total) == sums(CashMoveBody, "amount", lambda b, kind=kind: b.kind == kind)  # type: ignore[misc]
    assert figures.no_sales == sums(CashMoveBody, "amount", lambda b: b.kind == "no_sale")[0]


# --- the fold itself


@given(days(), st.integers(0, 12))
def test_nothing_after_the_head_counts_and_the_fold_goes_on(events: list[Body], cut: int) -> None:
    opened = next(index for index, body in enumerate(events, 1) if isinstance(body, ShiftOpenedBody))
    head = max(opened, min(cut, len(events)))
    assert figures_of(enumerate(events, 1), head) == figures_of(enumerate(events[:head], 1))
    fold = ShiftFold()
    for seq, body in enumerate(events, 1):
        fold.add(body)
        if seq == head:
            assert fold.figures == figures_of(enumerate(events, 1), head)
    assert fold.figures == figures_of(enumerate(events, 1))


@given(days())
def test_sales_equal_tenders_and_what_is_taken_back_never_raises_what_was_sold(events: list[Body]) -> None:
    figures = figures_of(enumerate(events, 1))
    assert sum(row.paid for row in figures.tenders) == figures.sales_total + figures.sale_rounding
    back = figures.returns_total + figures.post_voids_total + figures.refund_rounding
    assert sum(row.refunded for row in figures.tenders) == back
    assert sum(row.sold for row in figures.categories) == figures.sales_total
    assert sum(row.returned for row in figures.categories) == figures.returns_total
    assert sum(row.post_voided for row in figures.categories) == figures.post_voids_total


@given(days())
def test_figures_read_back_as_they_were_written(events: list[Body]) -> None:
    figures = figures_of(enumerate(events, 1))
    body = XReportBody(shift_id=SHIFT, register_id="r", by="anna", at=AT, head_seq=1, head_hash="00", figures=figures)
    again = schemas.decode_body("x_report", 1, schemas.encode_body("x_report", body))
    assert isinstance(again, XReportBody)
    assert again.figures == figures


def test_there_are_no_figures_before_the_opening() -> None:
    with pytest.raises(ValueError, match="no shift was opened"):
        figures_of([(1, LoginBody(staff_id="m", how="name"))])


def test_a_second_opening_changes_nothing() -> None:
    opening = ShiftOpenedBody(shift_id=SHIFT, opened_by="m", opened_at=AT, opening_cash=5, currency="PLN")
    other = msgspec.structs.replace(opening, shift_id=OTHER, opening_cash=9)
    assert figures_of([(1, opening), (2, other)]) == figures_of([(1, opening)])


def test_two_tenders_of_own_cash_share_the_drawer() -> None:
    opening = ShiftOpenedBody(shift_id=SHIFT, opened_by="m", opened_at=AT, opening_cash=100, currency="PLN")
    sale = sale_body("R1", lines=1, shift=SHIFT)
    (whole,) = sale.payments
    coins = msgspec.structs.replace(whole, tender_id="coins", amount=900, given=900)
    notes = msgspec.structs.replace(whole, amount=99, given=100)
    figures = figures_of([(1, opening), (2, msgspec.structs.replace(sale, payments=(coins, notes)))])
    assert [(row.tender_id, row.paid, row.expected) for row in figures.tenders] == [
        ("cash", 99, 1099),
        ("coins", 900, 0),
    ]
    assert figures.expected_cash == 1099
