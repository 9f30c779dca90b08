"""How often promotions with a budget were used at this register: one sale is one use, a post-void gives it back.

Counted in the transaction of the sale, so that no power cut loses or doubles a use, and kept in the journal's file.
What other registers of the chain used is not known here: a budget of 500 is 500 for each of them. Who is not known as
a customer has no budget of his own.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable

from pos_client.db.journal import Reader, Writer
from pos_client.domain.pricing import DiscountKind, PricedLine

_PROMOTIONS = frozenset({DiscountKind.PROMOTION, DiscountKind.BASKET_PROMOTION, DiscountKind.COUPON})


def used(reader: Reader, promotion_id: str, customer_ref: str = "") -> int:
    """Sales here that used the promotion: all of them, or those of one customer."""
    return int(reader.value(_key(promotion_id, customer_ref)) or b"0")


def used_by(lines: Iterable[PricedLine]) -> frozenset[str]:
    """The ids of the promotions that took something off `lines`."""
    return frozenset(found.source_id for line in lines for found in line.discounts if found.kind in _PROMOTIONS)


def take(reader: Reader, writer: Writer, promotions: Collection[str], customer_ref: str) -> None:
    """Count one use of each of `promotions`. On the journal's thread, in the sale's transaction."""
    for key, uses in _counts(reader, promotions, customer_ref):
        writer.put_value(key, str(uses + 1).encode())


def give_back(reader: Reader, writer: Writer, promotions: Collection[str], customer_ref: str) -> None:
    """Uncount what `take` counted of a sale that was post-voided. On the journal's thread, in its transaction."""
    for key, uses in _counts(reader, promotions, customer_ref):
        if uses > 0:
            writer.put_value(key, str(uses - 1).encode())


def _counts(reader: Reader, promotions: Collection[str], customer_ref: str) -> list[tuple[str, int]]:
    """(key, uses) of each promotion in all and, of a known customer, of that one."""
    customers = ("", customer_ref) if customer_ref else ("",)
    return [(_key(name, who), used(reader, name, who)) for name in sorted(promotions) for who in customers]


def _key(promotion_id: str, customer_ref: str) -> str:
    """Whose use it is, is a digest: the journal needs to count it, not to read it."""
    who = hashlib.sha256(customer_ref.encode()).hexdigest() if customer_ref else ""
    return f"promotion_uses.{promotion_id}.{who}"
