"""Judging returns, post-voids and exchanges against the sales that they correct, from the chain alone.

What came back of a line may never be more than the cumulative rule gives: after k of n thousandths, the k/n part,
rounded, of the amount, each discount, the tax and each payment's share; one minor unit ahead is let pass while some of
the line is left, since a return that was begun before and dropped leaves its rounding with the next. In all, never more
than was paid. Sales of other registers, and those that were purged, are not judged here.
"""

from __future__ import annotations

from collections import Counter

from msgspec import Struct, field

from pos_client.db.journal.shift_check import Source
from pos_client.db.journal.sums import Found
from sync.protocol.events import (
    Body,
    DiscountPart,
    PaymentPart,
    PostVoidBody,
    ReturnBody,
    ReturnLinePart,
    SaleBody,
    SaleLinePart,
)
from sync.protocol.shift_figures import EXCHANGE

CARD = "card"


class _Given(Struct):
    """What came back of one line so far."""

    quantity: int = 0
    amounts: Counter[str] = field(default_factory=Counter)


class _Half(Struct, frozen=True):
    """One document of an exchange, waiting for the other."""

    seq: int
    own_id: str
    partner_id: str
    amount: int
    shift_id: str


class Corrections:
    """Follows the documents of a walk."""

    def __init__(self, source: Source, *, from_genesis: bool, found: Found) -> None:
        self._source = source
        self._from_genesis = from_genesis
        self._found = found
        self._sales: dict[str, tuple[int, int]] = {}  # sale_id -> (epoch, seq)
        self._ids: set[str] = set()
        self._voided: set[str] = set()
        self._given: dict[str, dict[int, _Given]] = {}  # sale_id -> line_id -> what came back
        self._to_cards: Counter[tuple[str, str]] = Counter()  # (sale_id, tender_id) -> refunded
        self._halves: dict[str, _Half] = {}

    def add(self, seq: int, body: Body) -> None:
        """Take the message of the next event."""
        if isinstance(body, SaleBody):
            if body.sale_id in self._sales:
                self._found("sale_twice", seq, f"{body.sale_id} of event {self._sales[body.sale_id][1]}")
            self._sales.setdefault(body.sale_id, (self._source.epoch, seq))
            self._exchange(seq, body.sale_id, body.exchange_return_id, body.payments, body.shift_id)
        elif isinstance(body, ReturnBody):
            self._once(seq, body.return_id)
            self._return(seq, body)
            self._exchange(seq, body.return_id, body.exchange_sale_id, body.refunds, body.shift_id)
        elif isinstance(body, PostVoidBody):
            self._once(seq, body.post_void_id)
            self._post_void(seq, body)

    def lose_history(self) -> None:
        """From here on sales may be corrected that this file never had."""
        self._from_genesis = False

    def end(self) -> None:
        """Report the exchanges of which one document is missing."""
        for half in self._halves.values():
            self._found("exchange_unsettled", half.seq, f"{half.own_id} without {half.partner_id or 'its other half'}")

    def _once(self, seq: int, document_id: str) -> None:
        if document_id in self._ids:
            self._found("correction_twice", seq, document_id)
        self._ids.add(document_id)

    def _sale_of(self, seq: int, sale_id: str) -> SaleBody | None:
        """Return the sale that is corrected at `seq`, a problem when this journal should have it and has not."""
        sale = self._source.body(*self._sales[sale_id]) if sale_id in self._sales else None
        if not isinstance(sale, SaleBody):
            if self._from_genesis:
                self._found("unknown_sale", seq, sale_id)
            return None
        return sale

    # --- post-voids

    def _post_void(self, seq: int, body: PostVoidBody) -> None:
        if body.sale_id in self._voided:
            self._found("post_void_twice", seq, body.sale_id)
        self._voided.add(body.sale_id)
        if body.sale_id in self._given:
            self._found("post_void_of_returned", seq, body.sale_id)
        sale = self._sale_of(seq, body.sale_id)
        if sale is None:
            return
        if sale.shift_id != body.shift_id:
            self._found("post_void_other_shift", seq, f"{body.sale_receipt} is of shift {sale.shift_id}")
        at = self._sales[body.sale_id][1]
        ours = (sale.receipt_number, at, sale.total, sale.tax, sale.taxes, sale.currency)
        stated = (body.sale_receipt, body.sale_seq, body.total, body.tax, body.taxes, body.currency)
        if stated != ours:
            self._found("post_void_differs", seq, f"of {sale.receipt_number} at event {at}")

    # --- goods back

    def _return(self, seq: int, body: ReturnBody) -> None:
        if sum(line.tax for line in body.lines) != body.tax:
            self._found("unbalanced", seq, f"taxes of the lines are not {body.tax}")
        is_own = body.original_register_id in {"", body.register_id}
        if not is_own or not (body.original_receipt or body.original_sale_id):
            return
        sale_id = body.original_sale_id
        if sale_id in self._voided:
            self._found("return_of_post_voided", seq, sale_id)
        sale = self._sale_of(seq, sale_id)
        if sale is None:
            return
        if sale.currency != body.currency or sale.receipt_number != body.original_receipt:
            self._found("return_differs", seq, f"of {sale.receipt_number}")
        lines = {line.line_id: line for line in sale.lines}
        given = self._given.setdefault(sale_id, {})
        for part in body.lines:
            line = lines.get(part.line_id)
            if line is None or line.sku != part.sku:
                self._found("return_line_unknown", seq, f"line {part.line_id} {part.sku}")
                continue
            above = _above(line, part, given.setdefault(part.line_id, _Given()))
            if above:
                self._found("return_above", seq, f"line {part.line_id} of {sale.receipt_number}: {above}")
        self._cards(seq, body, sale)

    def _cards(self, seq: int, body: ReturnBody, sale: SaleBody) -> None:
        """Nothing goes to a card beyond what that tender paid of the sale."""
        for part in body.refunds:
            if part.tender_class != CARD:
                continue
            key = (sale.sale_id, part.tender_id)
            self._to_cards[key] += part.amount
            paid = sum(payment.amount for payment in sale.payments if payment.tender_id == part.tender_id)
            if self._to_cards[key] > paid:
                self._found("refund_above", seq, f"{self._to_cards[key]} to {part.tender_id} that paid {paid}")

    # --- exchanges

    def _exchange(self, seq: int, own_id: str, partner_id: str, parts: tuple[PaymentPart, ...], shift_id: str) -> None:
        amount = sum(part.amount for part in parts if part.tender_class == EXCHANGE)
        if not partner_id and not amount:
            return
        half = _Half(seq, own_id, partner_id, amount, shift_id)
        other = self._halves.pop(partner_id, None)
        if other is None:
            self._halves[own_id] = half
        elif (other.partner_id, other.amount, other.shift_id) != (own_id, amount, shift_id):
            self._found("exchange_unsettled", seq, f"{amount} against {other.amount} of event {other.seq}")


def _above(line: SaleLinePart, part: ReturnLinePart, given: _Given) -> str:
    """Add what came back to `given`; returns what of it is more than the line has, "" when nothing is."""
    given.quantity += part.quantity
    if part.unit != line.unit or given.quantity > line.quantity:
        return f"{given.quantity} {part.unit} of {line.quantity} {line.unit}"
    came = Counter({"refund": part.refund, "tax": part.tax})
    for discount in part.discounts:
        came[_named(discount)] += discount.amount
    for index, share in enumerate(part.shares):
        came[f"share of payment {index + 1}"] += share
    given.amounts.update(came)
    whole, limits = _worth(line, line.quantity), _worth(line, given.quantity)
    for name, amount in given.amounts.items():
        limit = limits[name]
        most = min(whole[name], limit + 1) if whole[name] >= 0 else limit
        if not min(0, limit) <= amount <= max(0, most):
            return f"{name} {amount} of {limit} after {given.quantity} of {line.quantity}"
    return ""


def _named(discount: DiscountPart) -> str:
    return f"discount {discount.kind} {discount.source}"


def _worth(line: SaleLinePart, quantity: int) -> Counter[str]:
    """Return what `quantity` thousandths of a line are worth by the cumulative rule."""
    refund = rounded_share(line.to_pay, quantity, line.quantity)
    worth = Counter({"refund": refund, "tax": rounded_share(line.tax, quantity, line.quantity)})
    for discount in line.discounts:
        worth[_named(discount)] += rounded_share(discount.amount, quantity, line.quantity)
    left, whole = refund, line.to_pay
    for index, share in enumerate(line.shares):
        # The last payment's share holds the rounding of the sale's cash; a return rounds its own.
        own = share if index < len(line.shares) - 1 else whole
        part = rounded_share(own, left, whole) if whole else 0
        worth[f"share of payment {index + 1}"] += part
        left, whole = left - part, whole - own
    return worth


def rounded_share(share: int, part: int, whole: int) -> int:
    """Return round(share * part / whole), half away from zero; `whole` is positive."""
    size = (2 * abs(share) * part + whole) // (2 * whole)
    return size if share >= 0 else -size
