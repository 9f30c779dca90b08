"""The sums of a shift: a pure fold over its events, which X, Z and a check of the journal all make anew. Any thread.

Events are given in the order of the chain. Nothing counts before the shift's opening, after its Z, or, for a document
or cash move, under another shift's id; other acts belong to the shift in which they stand in the chain. Amounts are
minor units of the shift's currency, those of foreign cash units of its own.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct, field

from sync.protocol.base import Body
from sync.protocol.documents import PaymentPart, PostVoidBody, ReturnBody, SaleBody, SlipPart, TaxPart
from sync.protocol.events import ApprovalBody, BasketCancelledBody, LineVoidedBody, ReprintBody
from sync.protocol.shift_bodies import (
    CashierFigures,
    CashMoveBody,
    CategoryFigures,
    DiscountFigures,
    ShiftFigures,
    ShiftOpenedBody,
    TenderFigures,
    ZBody,
)

CASH = "cash"
FOREIGN_CASH = "foreign_cash"
EXCHANGE = "exchange"
CREDIT_SLIP = "credit_slip"


class _Tender(Struct):
    payments: int = 0
    paid: int = 0
    given: int = 0
    refunds: int = 0
    refunded: int = 0
    refund_given: int = 0
    foreign: int = 0

    @property
    def foreign_change(self) -> int:
        """What own cash paid out as change for foreign notes, less what it took back."""
        return (self.given - self.paid) - (self.refund_given - self.refunded)


class _Cashier(Struct):
    sales: int = 0
    sales_total: int = 0
    returns: int = 0
    returns_total: int = 0
    post_voids: int = 0
    post_voids_total: int = 0


class _Sold(Struct):
    """What a post-void of a sale takes back of the tables by category and by discount."""

    categories: tuple[tuple[str, int], ...]
    discounts: tuple[tuple[str, int], ...]


class ShiftFold(Struct):
    """Adds up one shift, event by event; `figures` may be asked at any time, and the fold goes on."""

    shift_id: str = ""  # of the shift that opened; "" before
    is_closed: bool = False
    _currency: str = ""
    _opening_cash: int = 0
    _totals: dict[str, int] = field(default_factory=dict)
    _first_receipt: str = ""
    _last_receipt: str = ""
    _taxes: dict[tuple[str, int, str], list[int]] = field(default_factory=dict)
    _correction_taxes: dict[tuple[str, int, str], list[int]] = field(default_factory=dict)
    _tenders: dict[tuple[str, str, str], _Tender] = field(default_factory=dict)
    _categories: dict[str, list[int]] = field(default_factory=dict)  # sold, returned, post-voided
    _cashiers: dict[str, _Cashier] = field(default_factory=dict)
    _discounts: dict[str, list[int]] = field(default_factory=dict)  # count, amount, back
    _sold: dict[str, _Sold] = field(default_factory=dict)

    def add(self, body: Body) -> None:
        """Take the message of the next event of the chain; what says nothing about a shift changes nothing."""
        if isinstance(body, ShiftOpenedBody):
            if not self.shift_id:
                self.shift_id, self._currency, self._opening_cash = body.shift_id, body.currency, body.opening_cash
        elif not self.shift_id or self.is_closed:
            return
        elif isinstance(body, (SaleBody, ReturnBody, PostVoidBody, CashMoveBody, ZBody)):
            if body.shift_id == self.shift_id:
                self._of_this_shift(body)
        else:
            self._act(body)

    @property
    def figures(self) -> ShiftFigures:
        """The figures up to the last event that was added; `ValueError` before the shift's opening."""
        if not self.shift_id:
            raise ValueError("no shift was opened")
        expected = self._expected_cash()
        return ShiftFigures(
            currency=self._currency,
            opening_cash=self._opening_cash,
            expected_cash=expected,
            first_receipt=self._first_receipt,
            last_receipt=self._last_receipt,
            taxes=_tax_parts(self._taxes),
            correction_taxes=_tax_parts(self._correction_taxes),
            tenders=self._tender_rows(expected),
            categories=tuple(
                CategoryFigures(category=name, sold=sold, returned=returned, post_voided=voided)
                for name, (sold, returned, voided) in sorted(self._categories.items())
            ),
            cashiers=tuple(
                CashierFigures(
                    cashier_id=who,
                    sales=row.sales,
                    sales_total=row.sales_total,
                    returns=row.returns,
                    returns_total=row.returns_total,
                    post_voids=row.post_voids,
                    post_voids_total=row.post_voids_total,
                )
                for who, row in sorted(self._cashiers.items())
            ),
            discounts=tuple(
                DiscountFigures(kind=kind, count=count, amount=amount, back=back)
                for kind, (count, amount, back) in sorted(self._discounts.items())
            ),
            **self._totals,
        )

    # --- documents

    def _of_this_shift(self, body: SaleBody | ReturnBody | PostVoidBody | CashMoveBody | ZBody) -> None:
        if isinstance(body, CashMoveBody):
            self._cash_move(body)
        elif isinstance(body, ZBody):
            self.is_closed = True
        else:
            self._last_receipt = body.receipt_number
            self._first_receipt = self._first_receipt or body.receipt_number
            if isinstance(body, SaleBody):
                self._sale(body)
            elif isinstance(body, ReturnBody):
                self._return(body)
            else:
                self._post_void(body)

    def _sale(self, body: SaleBody) -> None:
        self._count("sales", body.total)
        self._plus("saved", body.saved)
        self._plus("charges", body.charges)
        self._plus("sale_rounding", body.cash_rounding)
        cashier = self._cashiers.setdefault(body.cashier_id, _Cashier())
        cashier.sales += 1
        cashier.sales_total += body.total
        _add_taxes(self._taxes, body.taxes)
        for part in body.payments:
            row = self._tender(part)
            row.payments += 1
            row.paid += part.amount
            row.given += part.given
            row.foreign += part.foreign_amount
            if part.tender_class == EXCHANGE:
                self._plus("exchanged", part.amount)
        self._slips_taken(body.payments)
        self._slips(body.slips)
        categories: dict[str, int] = {}
        discounts: dict[str, int] = {}
        for line in body.lines:
            categories[line.category] = categories.get(line.category, 0) + line.to_pay
            if line.is_empties:
                self._plus("empties", -line.to_pay)
            typed = line.manual is not None and line.manual.kind == "price"
            if typed:
                self._count("price_changes", 0)
            for discount in line.discounts:
                discounts[discount.kind] = discounts.get(discount.kind, 0) + discount.amount
                self._discounts.setdefault(discount.kind, [0, 0, 0])[0] += 1
                if typed and discount.kind == "manual":
                    self._plus("price_changes_total", discount.amount)
        for category, amount in categories.items():
            self._category(category, 0, amount)
        for kind, amount in discounts.items():
            self._discounts[kind][1] += amount
        self._sold[body.sale_id] = _Sold(tuple(categories.items()), tuple(discounts.items()))

    def _return(self, body: ReturnBody) -> None:
        self._count("returns", body.total)
        cashier = self._cashiers.setdefault(body.cashier_id, _Cashier())
        cashier.returns += 1
        cashier.returns_total += body.total
        self._correction(body)
        self._slips(body.slips)
        for line in body.lines:
            self._category(line.category, 1, line.refund)
            for discount in line.discounts:
                self._discounts.setdefault(discount.kind, [0, 0, 0])[2] += discount.amount

    def _post_void(self, body: PostVoidBody) -> None:
        self._count("post_voids", body.total)
        cashier = self._cashiers.setdefault(body.cashier_id, _Cashier())
        cashier.post_voids += 1
        cashier.post_voids_total += body.total
        self._correction(body)
        self._slips(body.slips, -1)
        self._slips_taken(body.refunds, -1)
        sold = self._sold.get(body.sale_id)
        if sold is not None:  # else it is not of this shift, which a check of the journal reports
            for category, amount in sold.categories:
                self._category(category, 2, amount)
            for kind, amount in sold.discounts:
                self._discounts[kind][2] += amount

    def _slips(self, slips: Iterable[SlipPart], sign: int = 1) -> None:
        for slip in slips:
            self._plus("slips_issued", sign)
            self._plus("slips_issued_total", sign * slip.amount)

    def _slips_taken(self, parts: Iterable[PaymentPart], sign: int = 1) -> None:
        for part in parts:
            if part.tender_class == CREDIT_SLIP:
                self._plus("slips_taken", sign)
                self._plus("slips_taken_total", sign * part.given)

    def _correction(self, body: ReturnBody | PostVoidBody) -> None:
        self._plus("refund_rounding", body.cash_rounding)
        _add_taxes(self._correction_taxes, body.taxes)
        for part in body.refunds:
            row = self._tender(part)
            row.refunds += 1
            row.refunded += part.amount
            row.refund_given += part.given
            row.foreign -= part.foreign_amount

    # --- cash moves and acts

    def _cash_move(self, body: CashMoveBody) -> None:
        if body.kind == "no_sale":
            self._plus("no_sales", 1)
            return
        count, total = {
            "paid_in": ("paid_in_count", "paid_in"),
            "paid_out": ("paid_out_count", "paid_out"),
            "safe_drop": ("safe_drop_count", "safe_drops"),
        }[body.kind]
        self._plus(count, 1)
        self._plus(total, body.amount)

    def _act(self, body: Body) -> None:
        if isinstance(body, LineVoidedBody):
            self._count("lowered" if body.lowered else "line_voids", body.amount)
        elif isinstance(body, BasketCancelledBody):
            self._count("cancelled", body.total)
            if body.pay_opened:
                self._count("cancelled_after_pay", body.total)
            if body.was_suspended:
                self._count("dropped", body.total)
        elif isinstance(body, ReprintBody):
            self._plus("reprints", 1)
        elif isinstance(body, ApprovalBody):
            self._plus("approvals", 1)

    # --- inside

    def _plus(self, name: str, amount: int) -> None:
        self._totals[name] = self._totals.get(name, 0) + amount

    def _count(self, name: str, amount: int) -> None:
        self._plus(name, 1)
        self._plus(f"{name}_total", amount)

    def _tender(self, part: PaymentPart) -> _Tender:
        return self._tenders.setdefault((part.tender_id, part.tender_class, part.foreign_currency), _Tender())

    def _category(self, name: str, column: int, amount: int) -> None:
        self._categories.setdefault(name, [0, 0, 0])[column] += amount

    def _expected_cash(self) -> int:
        moves = self._totals
        cash = self._opening_cash + moves.get("paid_in", 0) - moves.get("paid_out", 0) - moves.get("safe_drops", 0)
        for (_tender_id, tender_class, _currency), row in self._tenders.items():
            if tender_class == CASH:
                cash += row.paid - row.refunded
            elif tender_class == FOREIGN_CASH:
                cash -= row.foreign_change
        return cash

    def _tender_rows(self, expected_cash: int) -> tuple[TenderFigures, ...]:
        tenders = dict(self._tenders)
        if not any(tender_class == CASH for _id, tender_class, _currency in tenders):
            tenders[CASH, CASH, ""] = _Tender()
        drawer = min(key for key in tenders if key[1] == CASH)
        return tuple(
            TenderFigures(
                tender_id=key[0],
                tender_class=key[1],
                currency=key[2],
                payments=row.payments,
                paid=row.paid,
                given=row.given,
                refunds=row.refunds,
                refunded=row.refunded,
                refund_given=row.refund_given,
                foreign=row.foreign,
                expected=_expected(key, row, expected_cash, drawer),
            )
            for key, row in sorted(tenders.items())
        )


def figures_of(events: Iterable[tuple[int, Body]], up_to: int | None = None) -> ShiftFigures:
    """Return the figures of (seq, message) in order, up to and including event `up_to`. `ValueError`: no opening."""
    fold = ShiftFold()
    for seq, body in events:
        if up_to is not None and seq > up_to:
            break
        fold.add(body)
    return fold.figures


def _expected(key: tuple[str, str, str], row: _Tender, expected_cash: int, drawer: tuple[str, str, str]) -> int:
    if key[1] == CASH:
        return expected_cash if key == drawer else 0  # two tenders of own cash share the drawer
    return row.foreign if key[1] == FOREIGN_CASH else row.given - row.refund_given


def _add_taxes(sums: dict[tuple[str, int, str], list[int]], taxes: Iterable[TaxPart]) -> None:
    for tax in taxes:
        row = sums.setdefault((tax.category, tax.rate, tax.kind), [0, 0, 0])
        for column, amount in enumerate((tax.net, tax.tax, tax.gross)):
            row[column] += amount


def _tax_parts(sums: dict[tuple[str, int, str], list[int]]) -> tuple[TaxPart, ...]:
    return tuple(
        TaxPart(category=category, rate=rate, kind=kind, net=net, tax=tax, gross=gross)
        for (category, rate, kind), (net, tax, gross) in sorted(sums.items())
    )
