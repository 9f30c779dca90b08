"""Check digits of the codes in the demo chain: GTIN, Russian INN, Polish NIP. Pure, any thread."""

from __future__ import annotations

INN_WEIGHTS = (2, 4, 10, 3, 5, 9, 4, 6, 8)
NIP_WEIGHTS = (6, 5, 7, 2, 3, 4, 5, 6, 7)


def gtin(body: str) -> str:
    """`body` (7, 11, 12 or 13 digits) with its check digit."""
    total = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(body)))
    return f"{body}{-total % 10}"


def inn(body: str) -> str:
    """A company's INN: nine digits with the tenth, its check digit."""
    total = sum(weight * int(digit) for weight, digit in zip(INN_WEIGHTS, body, strict=True))
    return f"{body}{total % 11 % 10}"


def nip(body: str) -> str:
    """A NIP: nine digits with the tenth; `ValueError` for a body that has none (remainder 10)."""
    rest = sum(weight * int(digit) for weight, digit in zip(NIP_WEIGHTS, body, strict=True)) % 11
    if rest == 10:
        raise ValueError(f"no NIP begins with {body}")
    return f"{body}{rest}"
