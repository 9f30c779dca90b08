"""Credit slips: what a voucher is worth above the amount due, or what a return owes to one, on a paper of ours. Pure.

A slip is worth `amount` minor units once. Its number is that of the document that gave it, and so begins with the
register's prefix; its code holds a secret beside the number, so that nobody can pay with a number that was only seen.
"""

from __future__ import annotations

from msgspec import Struct

from pos_client.domain.tender import Payment

LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # nothing that reads like another letter
LETTERS_IN_CODE = 8


class CreditSlip(Struct, frozen=True):
    """A slip as given: `of` is the payment (by index) whose rest it is, of a return the sale's that it stands for."""

    number: str
    code: str
    amount: int
    of: int


def slip_number(receipt_number: str, place: int) -> str:
    """Return the number of a document's slip; `place` counts from 1."""
    return f"{receipt_number}-{place}"


def document_of(number: str) -> str:
    """Return the number of the document that gave a slip."""
    return number.rpartition("-")[0]


def rests(payments: tuple[Payment, ...]) -> tuple[tuple[int, int], ...]:
    """Return (payment, amount) of what goes onto slips of a sale."""
    return tuple(
        (index, payment.given - payment.amount)
        for index, payment in enumerate(payments)
        if payment.gives_slip and payment.given > payment.amount
    )
