"""Which values of a currency are notes: they are drawn square and listed apart. Pure."""

from __future__ import annotations

from collections.abc import Callable

from pos_client.domain.money import Currency
from pos_client.services.desk import Desk


def is_note(desk: Desk, currency: Currency | None = None) -> Callable[[int], bool]:
    """Return a test of a value in minor units; `currency` None: the store's own.

    The setting is "notes_from" for the own currency and "notes_from.EUR" for another; without it ten units are a note.
    """
    own = desk.store.currency
    money = currency or own
    key = "notes_from" if money.code == own.code else f"notes_from.{money.code}"
    lowest = int(desk.replica.live.settings.get(key, "0")) or money.factor * (10 if money.code == own.code else 5)
    return lambda value: value >= lowest
