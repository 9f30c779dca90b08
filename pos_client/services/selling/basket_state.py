"""One register's basket as it stands: always priced, always on disk, with the codes that wait for an answer.

What changes it builds on this: `basket_lines`, `checkout`. Main thread only. The basket is saved behind the caller's
back by the journal's thread: the newest state wins, and a save that fails is told to `on_trouble`,
which is called on that thread.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from pos_client.db.journal import Writer
from pos_client.domain import restrictions
from pos_client.domain.basket import Basket, BasketError
from pos_client.domain.pricing import PricedBasket, price
from pos_client.services.desk import Desk, ServiceError
from pos_client.services.limits import Limits
from pos_client.services.selling.basket_book import BasketBook
from pos_client.services.selling.basket_keeper import BasketKeeper
from pos_client.services.selling.basket_record import cancelled_body
from pos_client.services.selling.basket_view import LineViews, basket_view
from pos_client.services.selling.marks import mark_key
from pos_client.services.views import BasketView, Details, ErrorRow, Names, TakeKind, Taken, Tone

MOST_ERRORS = 20  # a person answers each: what comes beyond is noise, and one row says so


def details_of(error: BasketError) -> Details:
    """Return the details of a refused change for the translator."""
    return tuple(error.details.items())


class CurrentBasket:
    """One register's current basket. `on_changed` is called after each change, `on_trouble` with a message code.

    `blocked` names what outside the basket forbids a sale (the fiscal day), "" for nothing.
    """

    def __init__(
        self,
        desk: Desk,
        limits: Limits,
        *,
        on_changed: Callable[[], None],
        on_trouble: Callable[[str], None],
        blocked: Callable[[], str],
    ) -> None:
        self.desk = desk
        self.limits = limits
        self.on_changed = on_changed
        self.on_trouble = on_trouble
        self._blocked = blocked
        self.holds_money: Callable[[], bool] = lambda: False  # set by `services.paying.payments`
        self.has_exchange: Callable[[], bool] = lambda: False  # set by `services.returning.exchange`
        self.pending_quantity: int | None = None
        self._errors: list[ErrorRow] = []
        self._next_error = 1
        self._last_line = 0
        self._rows = LineViews()
        self.book = BasketBook(desk)
        self.priced = price(self._new_basket(), self.book)
        self._keeper = BasketKeeper(desk, newest=lambda: self.priced, on_trouble=lambda code: self.on_trouble(code))

    # --- reading

    @property
    def basket(self) -> Basket:
        """The basket as it is now; one with `priced`, so that no thread sees the one without the other."""
        return self.priced.basket

    def view(self) -> BasketView:
        """Return the sell screen's whole state."""
        return basket_view(
            self.priced,
            self.desk.store,
            self._rows,
            errors=self._errors,
            pending_age=restrictions.pending_age(self.basket),
            today=self.desk.today,
            pay_blocked_by=self.pay_blocked_by(),
            points=0,  # nobody is attached to a basket yet
            suspended_count=len(self.desk.journal.reader().baskets("suspended")),
            last_line=self._last_line,
        )

    def pay_blocked_by(self) -> str:
        """Return the message code of what stops Pay, "" when nothing does."""
        if self.basket.is_empty:
            return "empty"
        if self._errors:
            return "errors"
        if restrictions.pending_age(self.basket):
            return "age"
        outside = self._blocked()
        if outside:
            return outside
        violations = restrictions.judge(self.basket, self.priced, self.book, self.desk.clock())
        return self._above_limits() or (violations[0].code if violations else "")

    def _above_limits(self) -> str:
        """Return which limit the basket is above by now, as after a change of cashier or of its prices, "" for none."""
        if self.desk.cashier is not None and self.limits.empties_above(self.priced):
            return "above_empties_limit"
        return "above_discount_limit" if self.limits.discounts_above(self.priced) else ""

    def used_codes(self) -> str:
        """Return why a once-only code of this basket cannot be sold: used elsewhere since, as after a recall."""
        reader = self.desk.journal.reader()
        for line in self.basket.live_lines:
            marked = line.raw_codes if line.product.needs_marking else ()
            if any(reader.has_mark(mark_key(code)) for code in marked):
                return "marking_code_sold"
            if line.sticker_serial and reader.has_mark(mark_key(line.sticker_serial)):
                return "slip_used" if line.product.is_empties else "sticker_used"
        return ""

    # --- codes that wait for an answer

    def error(
        self,
        code: str,
        raw: str,
        details: Details = (),
        *,
        can_find: bool = True,
        can_open_item: bool = True,
        once: bool = False,
        names: Names = (),
    ) -> Taken:
        """Add an error row that stays until answered; `once`, unless one of its code waits already and says it all.

        `MOST_ERRORS` rows wait at most, and one that says that more came than was taken.
        """
        self.pending_quantity = None
        shown = "".join(c if c.isprintable() else "·" for c in raw[:80])
        row = ErrorRow(self._next_error, code, shown, details, can_find, can_open_item, names)
        if len(self._errors) >= MOST_ERRORS:
            once, row = True, ErrorRow(self._next_error, "queue_full", "", can_find=False, can_open_item=False)
        if not (once and any(waiting.code == row.code for waiting in self._errors)):
            self._errors.append(row)
            self._next_error += 1
            self.on_changed()
        return Taken(TakeKind.ERROR, Tone.BAD, self.view(), code=code, details=details)

    def answer_error(self, error_id: int) -> BasketView:
        """Strike an error row off: the cashier has seen it."""
        self._errors = [row for row in self._errors if row.error_id != error_id]
        self.on_changed()
        return self.view()

    # --- what holds for every change

    def refuse_while_paying(self) -> None:
        """`ServiceError("parts_taken")` while money was taken for this basket: it is given back first."""
        if self.holds_money():
            raise ServiceError("parts_taken")

    def watch(self, future: Future[Any]) -> None:
        """Tell `on_trouble` when what `future` writes could not be written."""
        self._keeper.watch(future)

    def _try(self, work: Callable[[], Basket], line_id: int) -> Taken:
        if self.holds_money():
            return Taken(TakeKind.ERROR, Tone.BAD, self.view(), line_id=line_id, code="parts_taken")
        try:
            priced = price(work(), self.book)
        except BasketError as refused:
            return self._refused(refused, line_id)
        self._take_over(priced)
        return Taken(TakeKind.ADDED, Tone.NONE, self.view(), line_id=line_id)

    def _refused(self, refused: BasketError, line_id: int) -> Taken:
        details = details_of(refused)
        return Taken(TakeKind.ERROR, Tone.BAD, self.view(), line_id=line_id, code=refused.code, details=details)

    def _change(self, basket: Basket) -> None:
        self._take_over(price(basket, self.book))

    def _take_over(self, priced: PricedBasket) -> None:
        basket = priced.basket
        if basket.lines and basket.is_empty and not self.holds_money():
            self._end_struck(basket)
        else:
            self.priced = priced
            self._keeper.save()
        self.on_changed()

    def _begin(self) -> None:
        self.desk.refresh()
        self.book.begin()
        self.pending_quantity = None
        self._last_line = 0
        self.priced = price(self._new_basket(), self.book)

    def take_news(self) -> bool:
        """Take over what the centre sent, also under an open basket, whose lines stay as they are; True for any."""
        basket = self.basket
        if not self.book.take_news(basket.live_lines, self.desk.clock()):
            return False
        if basket.is_empty and not self.holds_money():
            self.book.begin()
        self._take_over(price(basket, self.book))
        return True

    def _end_struck(self, basket: Basket) -> None:
        """Close a basket whose last line was struck: no sale will tell of it, and the next customer takes over nothing.

        Its age check, coupons, discount and tax number go with it. Unanswered error rows stay, to be answered.
        """
        by = self.desk.cashier.staff_id if self.desk.cashier else basket.lines[-1].voided_by
        store, now = self.desk.store, self.desk.clock()
        body = cancelled_body(basket, 0, store.currency.code, "all_voided", by, now, "", language=store.language)

        def work(writer: Writer) -> None:
            writer.append("basket_cancelled", body)
            writer.drop_basket(basket.basket_id)

        self.watch(self.desk.record(work))
        self._begin()

    def _new_basket(self) -> Basket:
        opened_by = self.desk.cashier.staff_id if self.desk.cashier else ""
        return Basket(basket_id=uuid.uuid4().hex, opened_at=self.desk.clock(), opened_by=opened_by)
