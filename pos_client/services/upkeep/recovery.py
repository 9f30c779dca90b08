"""After a start: the shift goes on, the basket is as it was, and no card is charged twice. Main thread, once."""

from __future__ import annotations

from concurrent.futures import Future

import msgspec
from msgspec import Struct

from pos_client.db.journal import BasketRow, Writer
from pos_client.domain import basket_changes as change
from pos_client.domain.basket import Basket
from pos_client.services.bundle import Services
from pos_client.services.paying import card_journal
from pos_client.services.returning import refund_journal, return_draft


class Recovered(Struct, frozen=True):
    """What was found.

    Lines of the restored basket, whether it holds card parts that must be looked at first, and by how much its total
    changed (minor units) because its business day has ended.
    """

    line_count: int
    has_card_parts: bool
    price_change: int = 0


def recover(services: Services) -> Recovered:
    """Bring back what was open. An approved card that no sale used is a part again; an unknown one is asked about."""
    desk = services.desk
    services.shifts.restore()
    services.closing.restore()
    if card_journal.left_over(desk):
        services.checkout.on_trouble("card_to_return")
    rows = [row for row in desk.journal.reader().baskets("open") if not _is_sold(services, row)]
    if not rows:
        services.exchange.restore()
        return Recovered(0, has_card_parts=False)
    newest = max(rows, key=lambda row: (bool(card_journal.of_basket(desk, row.basket_id)), row.updated_at))
    for row in rows:
        if row is not newest:
            services.checkout.watch(_park(services, row))
    basket = msgspec.json.decode(newest.data, type=Basket)
    now = desk.clock()
    # then what it costs is settled
    is_paid_for = bool(card_journal.of_basket(desk, basket.basket_id)) or _gives_back(services, basket.basket_id)
    priced_at = min((line.instant for line in basket.live_lines), default=now)
    if not is_paid_for and desk.business_day(priced_at) != desk.business_day(now):
        basket = change.reprice(basket, None, now, desk.replica.catalogue.version)
    view = services.checkout.restore(basket)
    services.exchange.restore()
    return Recovered(len(basket.live_lines), services.payments.restore(), view.total - newest.total)


def _is_sold(services: Services, row: BasketRow) -> bool:
    """Tell whether this basket is a sale already: it is finished with."""
    return services.desk.journal.reader().sale_by_id(row.basket_id) is not None


def _park(services: Services, row: BasketRow) -> Future[None]:
    """Put a second open basket, left by a write that failed, where somebody finds it."""

    def work(writer: Writer) -> None:
        writer.save_basket(row.basket_id, "suspended", row.data, row.label, row.total, row.line_count, row.by)

    return services.desk.record(work)


def _gives_back(services: Services, basket_id: str) -> bool:
    """Tell whether the rest of an exchange for this basket began to go back."""
    desk = services.desk
    asked = {intent.document_id for intent in refund_journal.waiting(desk)}
    drafts = return_draft.pending(desk.journal.reader())
    return any(draft.exchange_for == basket_id and draft.return_id in asked for draft in drafts)
