"""Parking a basket and taking it back. Main thread; the journal keeps the baskets."""

from __future__ import annotations

from concurrent.futures import Future

import msgspec

from pos_client.db.journal import Writer
from pos_client.domain import basket_changes as change
from pos_client.domain.basket import Basket
from pos_client.services.checkout import Checkout
from pos_client.services.desk import Desk, ServiceError
from pos_client.services.views import BasketView, SuspendedView


class Suspended:
    """The parked baskets of this register."""

    def __init__(self, desk: Desk, checkout: Checkout) -> None:
        self._desk = desk
        self._checkout = checkout
        self._parking: Basket | None = None
        self._recalled: set[str] = set()  # taken back, though a slow disk may still say "suspended"

    def all(self) -> tuple[SuspendedView, ...]:
        """Return the parked baskets, newest first."""
        rows = self._desk.journal.reader().baskets("suspended")
        views = [
            SuspendedView(row.basket_id, row.updated_at, row.label, row.by, row.line_count, row.total)
            for row in rows
            if row.basket_id not in self._recalled
        ]
        return tuple(sorted(views, key=lambda view: view.suspended_at, reverse=True))

    def suspend(self, label: str) -> Future[None]:
        """Park the current basket under `label` and start a new one. `ServiceError("empty")`.

        When the future fails, `take_back` restores it.
        """
        basket, priced = self._checkout.basket, self._checkout.priced
        if basket.is_empty:
            raise ServiceError("empty")
        self._checkout.refuse_while_paying()
        by = self._desk.staff.staff_id
        clean = "".join(c for c in label[:60] if c.isprintable())
        data = msgspec.json.encode(basket)

        def work(writer: Writer) -> None:
            writer.save_basket(
                basket.basket_id,
                "suspended",
                data,
                label=clean,
                total=priced.total,
                line_count=len(basket.live_lines),
                by=by,
            )

        self._parking = basket
        future = self._desk.record(work)
        if basket.basket_id in self._recalled:
            future.add_done_callback(lambda done: self._parked(basket.basket_id, done))
        self._checkout.start_new()
        return future

    def _parked(self, basket_id: str, written: Future[None]) -> None:
        """Offer a basket again once its newest state is on disk. Runs on the journal's thread."""
        if written.exception() is None:
            self._recalled.discard(basket_id)

    def take_back(self) -> BasketView:
        """Put the basket back whose parking could not be written: nothing may be lost."""
        if self._parking is None or not self._checkout.basket.is_empty:
            raise ServiceError("basket_open")
        basket, self._parking = self._parking, None
        return self._checkout.restore(basket)

    def recall(self, basket_id: str) -> tuple[BasketView, int]:
        """Take a parked basket back; returns the view and the change of its total by repricing (0 within the day).

        Prices stay until the business day of its oldest line ends, then every line is repriced at this instant.
        `ServiceError`: basket_open while something is in the current basket, unknown_basket.
        """
        if not self._checkout.basket.is_empty:
            raise ServiceError("basket_open")
        row = self._desk.journal.reader().basket(basket_id)
        if row is None or row.state != "suspended" or basket_id in self._recalled:
            raise ServiceError("unknown_basket")
        basket = msgspec.json.decode(row.data, type=Basket)
        now = self._desk.clock()
        before = row.total
        taken = min((line.instant for line in basket.live_lines), default=now)
        if self._desk.business_day(taken) != self._desk.business_day(now):
            basket = change.reprice(basket, None, now, self._desk.replica.catalogue.version)
        self._recalled.add(basket_id)
        view = self._checkout.restore(basket)
        return view, view.total - before
