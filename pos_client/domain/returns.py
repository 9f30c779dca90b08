"""Goods that come back: what remains of each line of a sale, and what a part of it is worth. Pure, any thread.

Nothing is priced again. Of a line's share (amount, tax, each discount) k of n thousandths are worth
round(share * k / n) in all; a return gives that less what was given before, so the steps never change the sum. What a
line gives back is split over the sale's payments in the same way, one payment after the other, so that the parts always
sum to it and no payment gives back more than it paid. Charges follow their parent. Return lines never share a rate
group with sale lines: a return is a document of its own. Amounts are positive minor units, quantities thousandths.
`ReturnError(code)` refuses.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from pos_client.domain.catalogue import Product, StoreProfile, TaxBasis, TaxKind
from pos_client.domain.credit_slip import CreditSlip
from pos_client.domain.marking import marking_identity
from pos_client.domain.money import given_back
from pos_client.domain.pricing.model import AppliedDiscount, TaxTotal
from pos_client.domain.quantity import THOUSAND, Quantity, Unit, extended
from pos_client.domain.sale import Sale, SaleLine
from pos_client.domain.tax import rate_key, rate_of, share_tax
from pos_client.domain.tender import TenderClass


class ReturnError(Exception):
    """It cannot be returned like this: `code` names the reason for the translator, `details` fill its message."""

    def __init__(self, code: str, **details: str | int) -> None:
        super().__init__(f"{code} {details}" if details else code)
        self.code = code
        self.details = details


class Condition(StrEnum):
    """How goods came back; it decides what becomes of them in stock."""

    RESALABLE = "resalable"  # on the shelf again
    DAMAGED = "damaged"  # held back: to the supplier or for a markdown
    DISPOSED = "disposed"  # written off at once


class Chosen(Struct, frozen=True):
    """What the customer brings back of one line. `codes` are the units' own codes of marked goods."""

    line_id: int
    thousandths: int
    reason: str = ""
    condition: Condition = Condition.RESALABLE
    codes: tuple[str, ...] = ()


class ReturnLine(Struct, frozen=True):
    """A part of a line that came back; `line_id` is the original sale's, 0 without a receipt.

    `refund` is what the customer gets for it; `gross` less `discounts` is `net`, in the price's own basis. Discounts
    are those of the line sold, one by one, also where this part has nothing of one.
    `shares` say what each payment of the sale gives back of `refund`; they sum to it. Empty without a receipt.
    """

    line_id: int
    product: Product
    quantity: Quantity
    unit_price: int
    gross: int
    discounts: tuple[AppliedDiscount, ...]
    net: int
    tax_category: str
    tax_rate: int
    tax_kind: TaxKind
    tax: int
    refund: int
    shares: tuple[int, ...]
    reason: str = ""
    condition: Condition = Condition.RESALABLE
    codes: tuple[str, ...] = ()
    parent_id: int | None = None
    is_charge: bool = False


class Refund(Struct, frozen=True):
    """Money back by one tender: `of` is the payment of the sale that gets its own share back, None for another tender.

    `reference` is the provider's, `intent_id` the refund's own in the journal. Cash is one refund, rounded.
    """

    tender_id: str
    tender_class: TenderClass
    amount: int
    of: int | None = None
    reference: str = ""
    details: tuple[tuple[str, str], ...] = ()
    intent_id: str = ""


class Return(Struct, frozen=True):
    """Goods back, money back, final. Holds: total + cash_rounding == sum of the refunds' amounts.

    `original_*` are empty without a receipt. `approved_by` is who said yes when somebody had to.
    """

    return_id: str
    receipt_number: str
    store_id: str
    register_id: str
    shift_id: str
    completed_at: datetime
    cashier_id: str
    cashier_name: str
    currency: str
    lines: tuple[ReturnLine, ...]
    refunds: tuple[Refund, ...]
    taxes: tuple[TaxTotal, ...]
    tax: int
    total: int
    cash_rounding: int
    original_sale_id: str = ""
    original_receipt: str = ""
    original_register_id: str = ""
    original_at: datetime | None = None
    approved_by: str = ""
    buyer_tax_number: str = ""
    customer_ref: str = ""
    training: bool = False
    slips: tuple[CreditSlip, ...] = ()

    @property
    def cash(self) -> int:
        """What was handed over in cash."""
        return sum(refund.amount for refund in self.refunds if refund.tender_class is TenderClass.CASH)

    @property
    def unrounded_cash(self) -> int:
        """What cash stood for before it was rounded."""
        return self.cash - self.cash_rounding


class _Worth(Struct, frozen=True):
    """What some thousandths of a line are worth in all."""

    to_pay: int
    tax: int
    discounts: tuple[int, ...]
    payments: tuple[int, ...]


def own_shares(line: SaleLine) -> tuple[int, ...]:
    """What each payment paid of `line` before cash was rounded: they sum to what the line cost.

    The sale keeps its rounding with the last payment; a return rounds its own cash. Empty when nothing was paid.
    """
    shares = line.payment_shares
    return (*shares[:-1], line.priced.to_pay - sum(shares[:-1])) if shares else ()


def split(amount: int, shares: Sequence[int]) -> tuple[int, ...]:
    """`amount` of what `shares` sum to, payment by payment: never more than a share, never less for a larger amount."""
    parts: list[int] = []
    left, whole = amount, sum(shares)
    for share in shares:
        part = given_back(share, left, whole) if whole else 0
        parts.append(part)
        left, whole = left - part, whole - share
    return tuple(parts)


def _worth(line: SaleLine, returned: int) -> _Worth:
    sold, priced = line.line.quantity.thousandths, line.priced
    to_pay = given_back(priced.to_pay, returned, sold)
    return _Worth(
        to_pay,
        given_back(priced.tax, returned, sold),
        tuple(given_back(discount.amount, returned, sold) for discount in priced.discounts),
        split(to_pay, own_shares(line)),
    )


class _Given(Struct, frozen=True):
    """What earlier returns took of a line and gave for it, in all."""

    thousandths: int = 0
    refund: int = 0
    tax: int = 0
    discounts: tuple[int, ...] = ()
    shares: tuple[int, ...] = ()


def _given(earlier: Iterable[Return]) -> dict[int, _Given]:
    found: dict[int, _Given] = {}
    for line in (line for document in earlier for line in document.lines):
        had = found.get(line.line_id, _Given())
        found[line.line_id] = _Given(
            had.thousandths + line.quantity.thousandths,
            had.refund + line.refund,
            had.tax + line.tax,
            _sums(had.discounts, tuple(discount.amount for discount in line.discounts)),
            _sums(had.shares, line.shares),
        )
    return found


def _sums(some: tuple[int, ...], more: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(a + b for a, b in zip(some, more, strict=True)) if some else more


def returned_quantities(earlier: Iterable[Return]) -> dict[int, int]:
    """Thousandths that came back already, by line."""
    return {line_id: had.thousandths for line_id, had in _given(earlier).items()}


def returned_codes(earlier: Iterable[Return]) -> frozenset[str]:
    """Marked units that came back already, by what tells one from another."""
    return frozenset(
        marking_identity(code) or code for document in earlier for line in document.lines for code in line.codes
    )


def why_not(line: SaleLine, returned: int) -> str:
    """The code of why nothing of `line` can be chosen, "" when something can."""
    product = line.line.product
    causes = {
        "follows_its_goods": line.line.parent_id is not None,
        "empties_not_returned": product.is_empties or line.priced.to_pay < 0,
        "gift_card_not_returned": product.is_gift_card,
        "no_returns": product.restrictions.no_returns,
        "all_returned": returned >= line.line.quantity.thousandths,
    }
    return next((code for code, stands in causes.items() if stands), "")


def return_lines(
    sale: Sale, earlier: Sequence[Return], chosen: Iterable[Chosen], basis: TaxBasis
) -> tuple[ReturnLine, ...]:
    """The lines of a return of `chosen`, each followed by its charges, in the order of the sale.

    `ReturnError`: nothing_chosen, no_such_line, chosen_twice, bad_quantity, above_remaining, whole_pieces_only,
    code_needed, wrong_code, code_returned, and the codes of `why_not`.
    """
    given, codes = _given(earlier), returned_codes(earlier)
    wanted: dict[int, Chosen] = {}
    for choice in chosen:
        if choice.line_id in wanted:
            raise ReturnError("chosen_twice", line=choice.line_id)
        wanted[choice.line_id] = choice
    known = {line.line.line_id for line in sale.lines}
    unknown = wanted.keys() - known
    if unknown or not wanted:
        raise ReturnError("no_such_line" if unknown else "nothing_chosen")
    found: list[ReturnLine] = []
    for line in sale.lines:
        asked = wanted.get(line.line.line_id)
        if asked is not None:
            had = given.get(line.line.line_id, _Given())
            _check(line, had.thousandths, asked, codes)
            found.append(_part(line, had, asked, basis))
            found.extend(_charges(sale, line, given, asked, basis))
    return tuple(found)


def _check(line: SaleLine, before: int, choice: Chosen, codes: frozenset[str]) -> None:
    cause, number, sold = why_not(line, before), line.line.line_id, line.line.quantity
    left = sold.thousandths - before
    if cause:
        raise ReturnError(cause, line=number)
    if choice.thousandths <= 0:
        raise ReturnError("bad_quantity", line=number)
    if choice.thousandths > left:
        raise ReturnError("above_remaining", line=number, left=left)
    if sold.unit is Unit.PIECE and choice.thousandths % THOUSAND and choice.thousandths != left:
        raise ReturnError("whole_pieces_only", line=number)
    if not line.line.product.needs_marking:
        return
    own = {marking_identity(code) or code for code in line.line.raw_codes}
    given = [marking_identity(code) or code for code in choice.codes]
    if len(given) * THOUSAND != choice.thousandths or len(set(given)) != len(given):
        raise ReturnError("code_needed", line=number)
    if not own.issuperset(given):
        raise ReturnError("wrong_code", line=number)
    if codes.intersection(given):
        raise ReturnError("code_returned", line=number)


def _charges(
    sale: Sale, parent: SaleLine, given: dict[int, _Given], choice: Chosen, basis: TaxBasis
) -> Iterable[ReturnLine]:
    """The charges of `parent` for the part that comes back: as many as of their goods, the last with the last."""
    sold = parent.line.quantity.thousandths
    gone = given.get(parent.line.line_id, _Given()).thousandths + choice.thousandths
    for line in sale.lines:
        if line.line.parent_id == parent.line.line_id:
            had = given.get(line.line.line_id, _Given())
            more = given_back(line.line.quantity.thousandths, gone, sold) - had.thousandths
            if more > 0:
                yield _part(line, had, Chosen(line.line.line_id, more, choice.reason, choice.condition), basis)


def _part(line: SaleLine, had: _Given, choice: Chosen, basis: TaxBasis) -> ReturnLine:
    """What `choice` is worth: what everything until now is worth in all, less what was given before."""
    worth, priced = _worth(line, had.thousandths + choice.thousandths), line.priced
    # Given may be a cent ahead of worth: another return counted this one as made before it, and it was dropped.
    refund, tax = max(0, worth.to_pay - had.refund), max(0, worth.tax - had.tax)
    before = had.discounts or (0,) * len(worth.discounts)
    amounts = [max(0, now - then) for now, then in zip(worth.discounts, before, strict=True)]
    net = refund if basis is TaxBasis.INCLUSIVE else refund - tax
    return ReturnLine(
        line_id=line.line.line_id,
        product=line.line.product,
        quantity=Quantity(choice.thousandths, line.line.quantity.unit),
        unit_price=priced.unit_price,
        gross=net + sum(amounts),
        discounts=tuple(
            AppliedDiscount(d.kind, d.source_id, d.names, amount, d.multi_item)
            for d, amount in zip(priced.discounts, amounts, strict=True)
        ),
        net=net,
        tax_category=priced.tax_category,
        tax_rate=priced.tax_rate,
        tax_kind=priced.tax_kind,
        tax=tax,
        refund=refund,
        shares=_shares(line, worth, had, refund),
        reason=choice.reason,
        condition=choice.condition,
        codes=choice.codes,
        parent_id=line.line.parent_id,
        is_charge=priced.is_charge,
    )


def _shares(line: SaleLine, worth: _Worth, had: _Given, refund: int) -> tuple[int, ...]:
    """What each payment gives back of `refund`."""
    before = had.shares or (0,) * len(worth.payments)
    parts = tuple(now - then for now, then in zip(worth.payments, before, strict=True))
    if sum(parts) == refund and min(parts, default=0) >= 0:
        return parts
    return split(refund, tuple(share - then for share, then in zip(own_shares(line), before, strict=True)))


class LooseItem(Struct, frozen=True):
    """Goods that come back without a receipt, at `unit_price` a unit."""

    product: Product
    quantity: Quantity
    unit_price: int
    reason: str = ""
    condition: Condition = Condition.RESALABLE
    codes: tuple[str, ...] = ()


def loose_lines(items: Sequence[LooseItem], store: StoreProfile, now: datetime) -> tuple[ReturnLine, ...]:
    """The lines of a return without a receipt: today's taxes, no discounts, nobody's payments.

    `ReturnError`: nothing_chosen, bad_quantity, price_not_positive, code_needed, code_returned, and what may never come
    back: no_returns, empties_not_returned, gift_card_not_returned.
    """
    if not items:
        raise ReturnError("nothing_chosen")
    codes: set[str] = set()
    for number, item in enumerate(items, start=1):
        _check_loose(item, number, codes)
    amounts = [extended(item.unit_price, item.quantity) for item in items]
    rates = [rate_of(item.product, store, now) for item in items]
    keys = [rate_key(item.product.tax_category, rate) for item, rate in zip(items, rates, strict=True)]
    taxes, _groups = share_tax(keys, amounts, range(len(items)), store)
    return tuple(
        ReturnLine(
            line_id=0,
            product=item.product,
            quantity=item.quantity,
            unit_price=item.unit_price,
            gross=amount,
            discounts=(),
            net=amount,
            tax_category=item.product.tax_category,
            tax_rate=rate.basis_points,
            tax_kind=rate.kind,
            tax=tax,
            refund=amount if store.tax_basis is TaxBasis.INCLUSIVE else amount + tax,
            shares=(),
            reason=item.reason,
            condition=item.condition,
            codes=item.codes,
        )
        for item, amount, rate, tax in zip(items, amounts, rates, taxes, strict=True)
    )


def _check_loose(item: LooseItem, number: int, codes: set[str]) -> None:
    product, quantity = item.product, item.quantity
    given = {marking_identity(code) or code for code in item.codes}
    causes = {
        "empties_not_returned": product.is_empties or product.is_charge,
        "gift_card_not_returned": product.is_gift_card,
        "no_returns": product.restrictions.no_returns,
        "bad_quantity": quantity.thousandths <= 0 or (quantity.unit is Unit.PIECE and not quantity.is_whole),
        "price_not_positive": item.unit_price <= 0,
        "code_needed": product.needs_marking and len(given) * THOUSAND != quantity.thousandths,
        "code_returned": bool(codes & given),
    }
    cause = next((code for code, stands in causes.items() if stands), "")
    if cause:
        raise ReturnError(cause, line=number)
    codes |= given


def tax_totals(lines: Sequence[ReturnLine], basis: TaxBasis) -> tuple[TaxTotal, ...]:
    """The rate groups of a return alone, by category, rate and kind."""
    groups: dict[tuple[str, int, TaxKind], tuple[int, int]] = {}
    for line in lines:
        key = (line.tax_category, line.tax_rate, line.tax_kind)
        net = line.net - line.tax if basis is TaxBasis.INCLUSIVE else line.net
        had_net, had_tax = groups.get(key, (0, 0))
        groups[key] = (had_net + net, had_tax + line.tax)
    ordered = sorted(groups.items(), key=lambda entry: (entry[0][0], entry[0][1], entry[0][2].value))
    return tuple(TaxTotal(category, rate, kind, net, tax, net + tax) for (category, rate, kind), (net, tax) in ordered)


def complete_return(
    lines: Sequence[ReturnLine],
    refunds: Sequence[Refund],
    *,
    return_id: str,
    receipt_number: str,
    store: StoreProfile,
    register_id: str,
    shift_id: str,
    cashier_id: str,
    cashier_name: str,
    now: datetime,
    original: Sale | None = None,
    approved_by: str = "",
) -> Return:
    """The final return. What the refunds give above or below the lines has to be the rounding of its cash.

    `ReturnError`: nothing_chosen, refund_negative, refund_not_settled (rounding without cash).
    """
    if not lines:
        raise ReturnError("nothing_chosen")
    if any(refund.amount < 0 for refund in refunds):
        raise ReturnError("refund_negative")
    total = sum(line.refund for line in lines)
    rounding = sum(refund.amount for refund in refunds) - total
    in_cash = total - sum(r.amount for r in refunds if r.tender_class is not TenderClass.CASH)
    if in_cash < 0 or abs(rounding) >= (max(1, 2 * store.cash_step) if in_cash else 1):
        raise ReturnError("refund_not_settled", left=-rounding)
    taxes = tax_totals(lines, store.tax_basis)
    return Return(
        return_id=return_id,
        receipt_number=receipt_number,
        store_id=store.store_id,
        register_id=register_id,
        shift_id=shift_id,
        completed_at=now,
        cashier_id=cashier_id,
        cashier_name=cashier_name,
        currency=store.currency.code,
        lines=tuple(lines),
        refunds=tuple(refund for refund in refunds if refund.amount),
        taxes=taxes,
        tax=sum(group.tax for group in taxes),
        total=total,
        cash_rounding=rounding,
        original_sale_id=original.sale_id if original else "",
        original_receipt=original.receipt_number if original else "",
        original_register_id=original.register_id if original else "",
        original_at=original.completed_at if original else None,
        approved_by=approved_by,
        buyer_tax_number=original.buyer_tax_number if original else "",
        customer_ref=original.customer_ref if original else "",
    )
