"""Tender kinds as data, and the arithmetic of settling an amount. Amounts are minor units."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from pos_client.domain.catalogue import RoundingDirection
from pos_client.domain.money import divide_rounded


class TenderClass(StrEnum):
    """How a tender behaves at the till."""

    CASH = "cash"
    CARD = "card"  # by a payment terminal
    VOUCHER = "voucher"
    FOREIGN_CASH = "foreign_cash"
    CREDIT_SLIP = "credit_slip"  # a slip of ours, taken by its code and worth what it says, once
    EXCHANGE = "exchange"  # goods that came back in the same settlement; never in the tender data of a store


PAPERS = frozenset({TenderClass.VOUCHER, TenderClass.CREDIT_SLIP})
"""Classes that are papers in the drawer: counted one by one, handed back themselves when a sale is undone."""


class Overpayment(StrEnum):
    """What becomes of the part above the amount due."""

    CHANGE = "change"
    REFUSED = "refused"
    FORFEITED = "forfeited"
    CREDIT_SLIP = "credit_slip"


class TenderKind(Struct, frozen=True):
    """One way to pay. `rate` is own minor units per foreign minor unit in millionths, for foreign cash."""

    tender_id: str
    names: tuple[tuple[str, str], ...]
    tender_class: TenderClass
    currency: str
    overpayment: Overpayment
    opens_drawer: bool
    counted_at_close: bool
    works_offline: bool
    refundable_to: bool
    needs_intent: bool
    fiscal_type: str
    categories: frozenset[str] = frozenset()  # empty: every product category
    rate_millionths: int = 1_000_000
    terminal: str = "integrated"  # of a card: "integrated" asks the terminal, "standalone" the cashier

    @property
    def has_intent(self) -> bool:
        """True when each payment is journalled before it is asked for: every card, and whatever is queried like one."""
        return self.needs_intent or self.tender_class is TenderClass.CARD

    def name(self, language: str) -> str:
        """The name in `language`, else in English, else the id."""
        by_language = dict(self.names)
        return by_language.get(language) or by_language.get("en") or self.tender_id


class Payment(Struct, frozen=True):
    """One settled part of a sale: `amount` counts against the amount due, `given` is what the customer handed over.

    `gives_slip`: what was handed over above the amount goes onto a credit slip.

    For a card `amount` is the approved amount. `reference` is the provider's id, `details` its printable slip data.
    """

    tender_id: str
    tender_class: TenderClass
    amount: int
    given: int
    reference: str = ""
    details: tuple[tuple[str, str], ...] = ()
    foreign_amount: int = 0
    foreign_currency: str = ""
    intent_id: str = ""
    gives_slip: bool = False


def round_cash(amount: int, step: int, direction: RoundingDirection) -> int:
    """`amount` rounded to `step` minor units: nearest (half away from zero) or down (towards zero)."""
    if step <= 1:
        return amount
    if direction is RoundingDirection.DOWN:
        return amount // step * step if amount >= 0 else -(-amount // step * step)
    return divide_rounded(amount, step) * step
