"""Parking baskets, taking them back, dropping them. Main thread; the journal keeps the baskets."""

from __future__ import annotations

from concurrent.futures import Future
from functools import partial

import msgspec

from pos_client.db.journal import BasketRow, Writer
from pos_client.domain import basket_changes as change
from pos_client.domain.basket import Basket
from pos_client.domain.staff import Permission
from pos_client.services.desk import Desk, ServiceError
from pos_client.services.limits import Limits
from pos_client.services.reasons import judged_reason
from pos_client.services.selling.basket_record import cancelled_body
from pos_client.services.selling.checkout import Checkout
from pos_client.services.views import Approval, BasketView, NeedsApproval, SuspendedView


class Suspended:
    """The parked baskets of this register."""

    def __init__(self, desk: Desk, limits: Limits, checkout: Checkout) -> None:
        self._desk = desk
        self._limits = limits
        self._checkout = checkout
        self._parking: dict[str, tuple[Basket, Future[None]]] = {}  # until they are on disk, in order
        self._gone: set[str] = set()  # taken back or dropped, though a slow disk may still say "suspended"

    def all(self) -> tuple[SuspendedView, ...]:
        """Return the parked baskets, newest first, with who parked each."""
        rows = self._desk.journal.reader().baskets("suspended")
        views = [
            SuspendedView(row.basket_id, row.updated_at, row.label, self._name(row.by), row.line_count, row.total)
            for row in rows
            if row.basket_id not in self._gone
        ]
        return tuple(sorted(views, key=lambda view: view.suspended_at, reverse=True))

    def _name(self, staff_id: str) -> str:
        member = self._desk.replica.live.by_staff_id(staff_id)
        return member.short_name if member else staff_id

    def suspend(self, label: str) -> Future[None]:
        """Park the current basket under `label` and start a new one. `ServiceError`: empty, exchange_in_hand.

        When the future fails, `take_back` restores it; several may be on their way at once.
        """
        basket, priced = self._checkout.basket, self._checkout.priced
        if basket.is_empty:
            raise ServiceError("empty")
        if self._checkout.has_exchange():  # goods that came back wait for this basket
            raise ServiceError("exchange_in_hand")
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

        future = self._desk.record(work)
        self._forget_written()
        self._parking[basket.basket_id] = (basket, future)
        if basket.basket_id in self._gone:
            future.add_done_callback(lambda done: self._parked(basket.basket_id, done))
        self._checkout.start_new()
        return future

    def _parked(self, basket_id: str, written: Future[None]) -> None:
        """Offer a basket again once its newest state is on disk. Runs on the journal's thread."""
        if written.exception() is None:
            self._gone.discard(basket_id)

    def _forget_written(self) -> None:
        self._parking = {
            basket_id: (basket, future)
            for basket_id, (basket, future) in self._parking.items()
            if not future.done() or future.exception() is not None
        }

    @property
    def refused(self) -> int:
        """How many baskets could not be parked and wait for `take_back`."""
        self._forget_written()
        return sum(future.done() for _basket, future in self._parking.values())

    def take_back(self) -> BasketView:
        """Put the basket back whose parking could not be written, the oldest first: nothing may be lost.

        `ServiceError("basket_open")` while something is in the current basket, or when there is none.
        """
        self._forget_written()
        refused = [basket_id for basket_id, (_basket, future) in self._parking.items() if future.done()]
        if not refused or not self._checkout.basket.is_empty:
            raise ServiceError("basket_open")
        basket, _future = self._parking.pop(refused[0])
        return self._checkout.restore(basket)

    def recall(self, basket_id: str) -> tuple[BasketView, int]:
        """Take a parked basket back; returns the view and the change of its total by repricing (0 within the day).

        Prices stay until the business day of its oldest line ends, then every line is repriced at this instant.
        `ServiceError`: counting, basket_open while something is in the current basket, unknown_basket.
        """
        self._desk.refuse_while_counting()
        if not self._checkout.basket.is_empty:
            raise ServiceError("basket_open")
        row, basket = self._parked_basket(basket_id)
        now = self._desk.clock()
        before = row.total
        taken = min((line.instant for line in basket.live_lines), default=now)
        if self._desk.business_day(taken) != self._desk.business_day(now):
            basket = change.reprice(basket, None, now, self._desk.replica.catalogue.version)
        self._gone.add(basket_id)
        view = self._checkout.restore(basket)
        return view, view.total - before

    def drop(
        self, basket_id: str, reason_id: str, *, note: str = "", approval: Approval | None = None
    ) -> Future[None] | NeedsApproval:
        """Give a parked basket up with a reason of the list "cancel"; the journal keeps what was in it.

        A sensitive act; also during a count. `ServiceError`: unknown_basket, reason_needed, reason_words_needed.
        """
        row, basket = self._parked_basket(basket_id)
        reason = judged_reason(self._desk.replica.live, "cancel", reason_id, note)
        check = partial(self._limits.check, Permission.DROP_SUSPENDED, abs(row.total), subject=basket_id)
        own = check(None)
        needed = own and check(approval)
        if needed:
            return needed
        by, now = self._desk.staff.staff_id, self._desk.clock()
        approver = approval.approver_id if approval and own else ""
        store = self._desk.store
        body = msgspec.structs.replace(
            cancelled_body(basket, row.total, store.currency.code, reason, by, now, approver, language=store.language),
            was_suspended=True,
        )

        def work(writer: Writer) -> None:
            writer.append("basket_cancelled", body)
            writer.drop_basket(basket_id)

        def dropped(done: Future[None]) -> None:
            if done.exception() is not None:
                self._gone.discard(basket_id)

        self._gone.add(basket_id)
        future = self._desk.record(work)
        future.add_done_callback(dropped)
        return future

    def _parked_basket(self, basket_id: str) -> tuple[BasketRow, Basket]:
        row = self._desk.journal.reader().basket(basket_id)
        if row is None or row.state != "suspended" or basket_id in self._gone:
            raise ServiceError("unknown_basket")
        return row, msgspec.json.decode(row.data, type=Basket)
