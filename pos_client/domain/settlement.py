"""Settling a basket: what cash closes, which notes to offer, which change to give, and the completed sale.

Amounts are minor units of the store's currency. Only the remainder that cash closes is rounded to the store's step; a
cash part that does not close is not. Pure, any thread. A sale that is not exactly paid raises `SettlementError(code)`.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cache

from pos_client.domain.basket import Basket
from pos_client.domain.catalogue import StoreProfile
from pos_client.domain.money import allocate
from pos_client.domain.pricing.model import PricedBasket
from pos_client.domain.sale import Sale, SaleLine
from pos_client.domain.tender import Payment, TenderClass, round_cash

NOTE_KEYS = 5  # beside the exact one
_CASH = frozenset({TenderClass.CASH, TenderClass.FOREIGN_CASH})


class SettlementError(Exception):
    """The sale cannot complete: `code` names the reason, `details` fills its message."""

    def __init__(self, code: str, **details: str | int) -> None:
        super().__init__(f"{code} {details}" if details else code)
        self.code = code
        self.details = details


def due_in_cash(left: int, store: StoreProfile) -> int:
    """What cash that closes the payment has to be for `left` minor units."""
    return round_cash(left, store.cash_step, store.cash_direction)


def closes(left: int, given: int, store: StoreProfile) -> bool:
    """Tell whether `given` in cash, less than what is due, closes `left`: what remains rounds to nothing.

    So does a coin above `left` but below the amount due: it is no part that something is still paid beside, and there
    is no piece to give it back in (4.50, due 5.00, given 4.51: paid with 4.51, rounding 0.01).
    """
    return left > 0 and given > 0 and due_in_cash(left - given, store) == 0


def foreign_pays(left: int, worth: int, store: StoreProfile) -> int:
    """What foreign notes of `worth` in our money count for `left`: all, or what the change, rounded, leaves of them.

    The change is in whole steps of our cash; its rounding is that of the amount due, never more.
    """
    due = due_in_cash(left, store)
    odd = worth % max(1, store.cash_step)
    if worth < due or due <= 0:
        return min(worth, due)
    if not odd or left < odd:
        return due
    return min(worth, odd + due_in_cash(left - odd, store))


def smart_notes(due_cash: int, denominations: Sequence[int]) -> tuple[int, ...]:
    """The exact amount, then up to five amounts a customer would hand over, ascending.

    Each is the amount due brought up to whole notes of one denomination. When there are more than five, those of
    denominations that begin with 2 go first, then the smallest.
    """
    if due_cash <= 0:
        return ()

    def is_two(denomination: int) -> bool:
        return str(denomination).startswith("2")

    offered: list[int] = []
    for denomination in sorted(denominations, key=lambda d: (is_two(d), -d)):
        given = -(-due_cash // denomination) * denomination
        if given != due_cash and given not in offered:
            offered.append(given)
    return (due_cash, *sorted(offered[:NOTE_KEYS]))


def change_pieces(change: int, denominations: Sequence[int]) -> tuple[int, ...]:
    """Notes and coins that make up `change`, largest first; what no combination can make is left out."""
    ordered = tuple(sorted({d for d in denominations if d > 0}, reverse=True))

    @cache
    def fill(left: int, index: int) -> tuple[int, ...] | None:
        if left == 0:
            return ()
        if index == len(ordered):
            return None
        piece = ordered[index]
        most = left // piece
        for count in range(most, max(-1, most - 3), -1):  # two fewer of a note are enough for every real set of notes
            rest = fill(left - count * piece, index + 1)
            if rest is not None:
                return (piece,) * count + rest
        return None

    exact = fill(max(0, change), 0)
    if exact is not None:
        return exact
    pieces: list[int] = []
    for piece in ordered:
        pieces += [piece] * ((change - sum(pieces)) // piece)
    return tuple(pieces)


def complete(
    basket: Basket,
    priced: PricedBasket,
    payments: Sequence[Payment],
    *,
    sale_id: str,
    receipt_number: str,
    store: StoreProfile,
    register_id: str,
    shift_id: str,
    cashier_id: str,
    cashier_name: str,
    now: datetime,
) -> Sale:
    """The final sale of `basket`, with every share frozen that a later return needs.

    Holds: total + cash_rounding == sum of the payments' amounts; change == cash given less cash amounts.
    `SettlementError`: empty, priced_otherwise, overpaid, underpaid, given_too_small, no_change, part_against_total.
    """
    if basket.is_empty:
        raise SettlementError("empty")
    if priced.basket != basket:
        raise SettlementError("priced_otherwise")
    rounding = _cash_rounding(priced.total, payments, store)
    change = sum(_change_of(payment) for payment in payments)
    shares = payment_shares([line.to_pay for line in priced.lines], [payment.amount for payment in payments])
    live = {line.line_id: line for line in basket.live_lines}
    return Sale(
        sale_id=sale_id,
        receipt_number=receipt_number,
        store_id=store.store_id,
        register_id=register_id,
        shift_id=shift_id,
        completed_at=now,
        cashier_id=cashier_id,
        cashier_name=cashier_name,
        currency=store.currency.code,
        lines=tuple(
            SaleLine(live[line.line_id], line, share) for line, share in zip(priced.lines, shares, strict=True)
        ),
        voided=tuple(line for line in basket.lines if not line.is_live),
        payments=tuple(payments),
        taxes=priced.taxes,
        before_discounts=priced.before_discounts,
        saved=priced.saved,
        charges=priced.charges,
        tax=priced.tax,
        total=priced.total,
        cash_rounding=rounding,
        change=change,
        buyer_tax_number=basket.buyer_tax_number,
        customer_ref=basket.customer_ref,
    )


def _cash_rounding(total: int, payments: Sequence[Payment], store: StoreProfile) -> int:
    """What rounding added to the total; `SettlementError` unless the payments settle it exactly."""
    for payment in payments:
        if payment.amount * total < 0:
            raise SettlementError("part_against_total", amount=payment.amount)
    paid = sum(payment.amount for payment in payments)
    before = paid - payments[-1].amount if payments else 0
    if abs(before) > abs(total):  # a part that stays open never goes past what is to pay
        raise SettlementError("overpaid", left=total - before)
    due = total
    if payments and payments[-1].tender_class in _CASH:
        last, others = payments[-1], before
        due = others + due_in_cash(total - others, store)
        if last.tender_class is TenderClass.FOREIGN_CASH and total > others:
            due = others + foreign_pays(total - others, last.given, store) if last.given >= due - others else due
        if abs(paid) < abs(due) and closes(total - others, last.amount, store):
            due = paid  # what is left of it rounds to nothing
    elif not payments:
        due = due_in_cash(total, store)  # nothing to hand over: less than half a step of cash
    if paid != due:
        code = "overpaid" if abs(paid) > abs(due) else "underpaid"
        raise SettlementError(code, left=due - paid)
    return paid - total


def _change_of(payment: Payment) -> int:
    """Change in our own currency; only cash gives it, a voucher's surplus is forfeited or a slip of its own."""
    surplus = payment.given - payment.amount
    if surplus < 0:
        raise SettlementError("given_too_small", given=payment.given, amount=payment.amount)
    if payment.tender_class in _CASH:
        return surplus
    if surplus and payment.tender_class is TenderClass.CARD:
        raise SettlementError("no_change", given=payment.given, amount=payment.amount)
    return 0


def payment_shares(to_pay: Sequence[int], amounts: Sequence[int]) -> list[tuple[int, ...]]:
    """Each line's share of each payment: a payment's shares sum to it, a line's to what it costs.

    What cash rounding added or took off goes with the last payment. Lines below zero (empties) get their part of every
    payment apart, in proportion to the payments, so that goods beside them are paid in full.
    """
    if not to_pay:
        return []
    negative = [max(0, -amount) for amount in to_pay]
    left = [max(0, amount) for amount in to_pay]
    paid_out = allocate(sum(negative), [abs(amount) for amount in amounts]) if amounts else []
    columns: list[list[int]] = []
    for index, (amount, out) in enumerate(zip(amounts, paid_out, strict=True)):
        goods = amount + out
        # the last payment takes everything left, and what rounding put beside the sum of the lines
        is_last = index == len(amounts) - 1
        column = _last_column(goods, left) if is_last else allocate(goods, left)
        left = [rest - part for rest, part in zip(left, column, strict=True)]
        below = allocate(out, negative)
        negative = [rest - part for rest, part in zip(negative, below, strict=True)]
        columns.append([part - minus for part, minus in zip(column, below, strict=True)])
    return [tuple(column[i] for column in columns) for i in range(len(to_pay))]


def _last_column(amount: int, left: Sequence[int]) -> list[int]:
    rounding = allocate(amount - sum(left), left)
    return [rest + extra for rest, extra in zip(left, rounding, strict=True)]
