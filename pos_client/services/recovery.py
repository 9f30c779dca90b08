"""After a start: the shift goes on, the basket is as it was, and no card is charged twice. Main thread, once."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from pos_client.domain.basket import Basket
from pos_client.services.bundle import Services


@dataclass(frozen=True, slots=True)
class Recovered:
    """What was found: lines of the restored basket, and whether it holds card parts that must be looked at first."""

    line_count: int
    has_card_parts: bool


def recover(services: Services) -> Recovered:
    """Bring back what was open. An approved card that no sale used is a part again; an unknown one is asked about."""
    services.shifts.restore()
    rows = services.desk.journal.reader().baskets("open")
    if not rows:
        return Recovered(0, has_card_parts=False)
    newest = max(rows, key=lambda row: row.updated_at)
    basket = msgspec.json.decode(newest.data, type=Basket)
    services.checkout.restore(basket)
    return Recovered(len(basket.live_lines), services.payments.restore())
