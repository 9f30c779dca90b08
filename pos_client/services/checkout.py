"""The sell screen's job: one basket, changed by whatever the one box takes, always priced, always on disk.

Main thread only; every call answers at once from memory and the local catalogue. The basket is saved behind the
caller's back by the journal's thread: the newest state wins, and a save that fails is told to `on_trouble`, which is
called on that thread.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from functools import partial
from typing import Any

from pos_client.db.journal import Writer
from pos_client.domain import basket_changes as change
from pos_client.domain import restrictions
from pos_client.domain.basket import AgeCheck, Basket, BasketError, LineOrigin, ManualDiscount, ManualKind
from pos_client.domain.catalogue import Product
from pos_client.domain.pricing import NoPriceError, PricedBasket, price
from pos_client.domain.quantity import THOUSAND, Quantity, Unit, pieces
from pos_client.domain.staff import Permission
from pos_client.services.basket_keeper import BasketKeeper
from pos_client.services.basket_record import cancelled_body, void_body
from pos_client.services.basket_view import basket_view
from pos_client.services.desk import Desk, ServiceError
from pos_client.services.limits import Limits, discountable
from pos_client.services.marks import mark_key
from pos_client.services.one_box import OneBox
from pos_client.services.views import (
    Approval,
    BasketView,
    Details,
    ErrorRow,
    NeedsApproval,
    SearchHit,
    TakeKind,
    Taken,
    Tone,
)
from sync.protocol.events import AgeCheckBody

ASK_ABOVE_PIECES = 99


def details_of(error: BasketError) -> Details:
    """Return the details of a refused change for the translator."""
    return tuple(error.details.items())


class Checkout:
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
        self.box = OneBox(self)
        self.holds_money: Callable[[], bool] = lambda: False  # set by `services.payments`
        self.pending_quantity: int | None = None
        self._errors: list[ErrorRow] = []
        self._next_error = 1
        self._last_line = 0
        self.priced = price(self._new_basket(), desk.replica.catalogue)
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
        if self.desk.cashier is not None and self.limits.empties_above(self.priced):  # as after a change of cashier
            return "above_empties_limit"
        violations = restrictions.judge(self.basket, self.priced, self.desk.replica.catalogue, self.desk.clock())
        return violations[0].code if violations else ""

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

    def search(self, text: str, language: str) -> tuple[SearchHit, ...]:
        """Return live results for `text`, best first."""
        return self.box.search(text, language)

    def quick_keys(self) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
        """Return (sku, names) of the quick keys in their fixed places."""
        return tuple((key.sku, key.names) for key in self.desk.replica.catalogue.quick_keys())

    # --- the one box

    def take(self, text: str, symbology: str = "unknown", *, typed: bool = True, confirmed: bool = False) -> Taken:
        """Take whatever was scanned or typed; `confirmed` repeats an input that asked about its quantity."""
        return self.box.take(text, symbology, typed=typed, confirmed=confirmed)

    def take_sku(self, sku: str, origin: str, *, confirmed: bool = False) -> Taken:
        """Add a product chosen from results ("search") or a quick key ("quick_key")."""
        product = self.desk.replica.catalogue.product(sku)
        if product is None:
            return self.error("unknown_product", sku)
        return self.add(product, LineOrigin(origin), raw=sku, confirmed=confirmed)

    def add(
        self,
        product: Product,
        origin: LineOrigin,
        *,
        raw: str,
        quantity: Quantity | None = None,
        line_total: int | None = None,
        sticker_price: int | None = None,
        sticker_percent: int | None = None,
        sticker_serial: str = "",
        open_price: int | None = None,
        confirmed: bool = False,
    ) -> Taken:
        """Add `product`; without `quantity` the waiting prefix counts, else one piece. Refusals make an error row."""
        code = self._not_sold_like_this(product, origin, quantity)
        if code:
            return self.error(code, raw, can_open_item=False)
        if quantity is None:
            quantity = self._typed_quantity(product)
            if quantity.thousandths > ASK_ABOVE_PIECES * THOUSAND and not confirmed:
                details: Details = (("quantity", quantity.thousandths // THOUSAND),)
                return Taken(TakeKind.CONFIRM_QUANTITY, Tone.NONE, self.view(), code="ask_quantity", details=details)
        try:
            basket, line_id = change.add_line(
                self.basket,
                product,
                quantity,
                self.desk.clock(),
                origin,
                self.desk.replica.catalogue.version,
                sold_by=self.desk.staff.staff_id,
                raw_code=raw,
                line_total=line_total,
                sticker_price=sticker_price,
                sticker_percent=sticker_percent,
                sticker_serial=sticker_serial,
                open_price=open_price,
                charge=self._charge_of(product),
                store=self.desk.store,
                book=self.desk.replica.catalogue,
            )
            priced = self._priced_with(basket, product)
        except BasketError as refused:
            return self.error(refused.code, raw, details_of(refused), can_open_item=False)
        except NoPriceError:
            return self.error("no_price", raw, can_open_item=False)
        self.pending_quantity = None
        self._last_line = line_id
        self._take_over(priced)
        return Taken(TakeKind.ADDED, Tone.GOOD, self.view(), line_id=line_id)

    def _not_sold_like_this(self, product: Product, origin: LineOrigin, quantity: Quantity | None) -> str:
        """Return the code of the first thing that stands against adding `product` this way, "" for nothing."""
        lowest = restrictions.refused_age(self.basket)
        refused = bool(lowest) and product.restrictions.minimum_age >= lowest
        unweighed = product.unit is not Unit.PIECE and quantity is None and self.pending_quantity is None
        causes = {
            "parts_taken": self.holds_money(),
            "marked_scan_needed": product.needs_marking and origin is not LineOrigin.SCAN,
            "age_refused": refused,
            "gift_cards_not_sold_here": product.is_gift_card,
            "weight_needed": unweighed,
            "open_item_by_key": product.is_open_item and origin is not LineOrigin.OPEN_ITEM,
        }
        return next((code for code, stands in causes.items() if stands), "")

    def _priced_with(self, basket: Basket, product: Product) -> PricedBasket:
        """Price a basket that holds more of `product`: empties pay money out, which is limited by role."""
        priced = price(basket, self.desk.replica.catalogue)
        if product.is_empties and self.limits.empties_above(priced):
            raise BasketError("above_empties_limit")
        return priced

    def _typed_quantity(self, product: Product) -> Quantity:
        if self.pending_quantity is None:
            return pieces(1)
        return Quantity(self.pending_quantity, product.unit)

    def _charge_of(self, product: Product) -> Product | None:
        return self.desk.replica.catalogue.product(product.charge_sku) if product.charge_sku else None

    def remove(self, product: Product, raw: str, *, one_line: bool = False) -> Taken:
        """Strike out one unit (or the typed quantity) of a product, newest first: `-`, then its code.

        A code that stands for `one_line` (a label, a sticker, a marked unit) strikes out that line and no other.
        """
        asked, self.pending_quantity = self.pending_quantity, None
        lines = [line for line in self.basket.live_lines if line.product.sku == product.sku and line.parent_id is None]
        if not lines:
            return self.error("not_in_basket", raw, can_open_item=False)
        read = [line for line in lines if any(mark_key(code) == mark_key(raw) for code in line.raw_codes)]
        one_line = one_line or product.needs_marking
        if one_line and not read:
            return self.error("not_in_basket", raw, can_open_item=False)
        newest = (read or lines)[-1]
        if product.unit is not Unit.PIECE or one_line or newest.line_total is not None:
            result = self.void_line(newest.line_id)
        else:
            result = self._remove_pieces(product, asked or THOUSAND, {line.line_id for line in read})
        if isinstance(result, NeedsApproval):
            return self.error("needs_approval", raw, can_open_item=False)
        if result.kind is TakeKind.ERROR:
            return self.error(result.code, raw, result.details, can_open_item=False)
        return replace(result, kind=TakeKind.REMOVED)

    def _remove_pieces(self, product: Product, thousandths: int, first: set[int]) -> Taken | NeedsApproval:
        by, now = self.desk.staff.staff_id, self.desk.clock()
        quantity = Quantity(thousandths, product.unit)

        def work() -> Basket:
            return change.void_product(self.basket, product.sku, quantity, now, by, first)

        sold = [line for line in self.priced.lines if self.basket.line(line.line_id).product.sku == product.sku]
        held = sum(self.basket.line(line.line_id).quantity.thousandths for line in sold)
        lost = sum(abs(line.to_pay) for line in sold) * min(thousandths, held) // held
        basket = self.basket
        amount = lost + self._taken_before(Permission.LINE_VOID, product.sku)
        needed = self.limits.check(
            Permission.LINE_VOID, amount, None, sensitive=basket.pay_opened, subject=self._subject()
        )
        if needed:
            return needed
        answer = self._try(lambda: change.note_taken(work(), product.sku, lost), 0)
        if basket.pay_opened and answer.kind is not TakeKind.ERROR:
            self._note_void(basket, sold[-1].line_id, quantity, lost, None)
        return answer

    def error(
        self, code: str, raw: str, details: Details = (), *, can_find: bool = True, can_open_item: bool = True
    ) -> Taken:
        """Add an error row that stays until answered."""
        self.pending_quantity = None
        shown = "".join(c if c.isprintable() else "·" for c in raw[:80])
        self._errors.append(ErrorRow(self._next_error, code, shown, details, can_find, can_open_item))
        self._next_error += 1
        self.on_changed()
        return Taken(TakeKind.ERROR, Tone.BAD, self.view(), code=code, details=details)

    def answer_error(self, error_id: int) -> BasketView:
        """Strike an error row off: the cashier has seen it."""
        self._errors = [row for row in self._errors if row.error_id != error_id]
        self.on_changed()
        return self.view()

    def attach_coupon(self, kind: str, raw: str) -> Taken:
        """Attach a coupon of `kind`; the promotion that needs it then applies or says what is missing."""
        if self.holds_money():
            return self.error("parts_taken", raw, can_find=False, can_open_item=False)
        if kind in self.basket.coupons:
            return self.error("coupon_twice", raw, can_find=False, can_open_item=False)
        self._change(replace(self.basket, coupons=(*self.basket.coupons, kind)))
        return Taken(TakeKind.ADDED, Tone.GOOD, self.view(), code="coupon_attached", reference=kind)

    # --- changing lines

    def set_quantity(
        self, line_id: int, thousandths: int, approval: Approval | None = None, *, confirmed: bool = False
    ) -> Taken | NeedsApproval:
        """Set a line's quantity; lowering it is a sensitive act, more than 99 pieces asks once."""
        line = self.basket.line(line_id)
        if thousandths == 0:
            return self.void_line(line_id, approval)
        if line.quantity.unit is Unit.PIECE and thousandths > ASK_ABOVE_PIECES * THOUSAND and not confirmed:
            details: Details = (("quantity", thousandths // THOUSAND),)
            return Taken(TakeKind.CONFIRM_QUANTITY, Tone.NONE, self.view(), code="ask_quantity", details=details)
        quantity = Quantity(thousandths, line.quantity.unit)

        def work() -> Basket:
            return change.set_quantity(self.basket, line_id, quantity, self.desk.clock())

        less = line.quantity.thousandths - thousandths
        if less <= 0:
            return self._try(lambda: self._priced_with(work(), line.product).basket, line_id)
        lost = self._value_of(line_id) * less // line.quantity.thousandths
        return self._take_away(Permission.LOWER_QUANTITY, line_id, less, lost, approval, work)

    def void_line(self, line_id: int, approval: Approval | None = None) -> Taken | NeedsApproval:
        """Strike a line; after Pay was opened, or above the limit, it needs an approval."""
        line = self.basket.line(line_id)

        def work() -> Basket:
            return change.void_line(self.basket, line_id, self.desk.clock(), self.desk.staff.staff_id)

        value = self._value_of(line_id)
        return self._take_away(Permission.LINE_VOID, line_id, line.quantity.thousandths, value, approval, work)

    def _take_away(
        self,
        permission: Permission,
        line_id: int,
        thousandths: int,
        value: int,
        approval: Approval | None,
        work: Callable[[], Basket],
    ) -> Taken | NeedsApproval:
        """Take goods off the basket when the role or an approval allows it; what was sensitive is journalled."""
        line = self.basket.line(line_id)
        try:
            work()
        except BasketError as refused:  # before an approval is spent on it
            return self._refused(refused, line_id)
        basket, sku = self.basket, line.product.sku
        sensitive, subject = basket.pay_opened, self._subject(line_id)
        amount = value + self._taken_before(permission, sku)
        own = self.limits.check(permission, amount, None, sensitive=sensitive, subject=subject)
        if own is None:
            answer = self._try(lambda: change.note_taken(work(), sku, value), line_id)
        else:
            needed = self.limits.check(permission, amount, approval, sensitive=sensitive, subject=subject)
            if needed:
                return needed
            answer = self._try(work, line_id)
        if (own is not None or sensitive) and answer.kind is not TakeKind.ERROR:
            quantity = Quantity(thousandths, line.quantity.unit)
            self._note_void(basket, line_id, quantity, value, approval if own is not None else None)
        return answer

    def _taken_before(self, permission: Permission, sku: str) -> int:
        """Return what was taken away unapproved already: many slices are judged as one.

        Lowering is limited by what is taken from the whole basket; a void by its line, so only the same product's
        slices count towards it.
        """
        return sum(v for s, v in self.basket.taken_away if permission is Permission.LOWER_QUANTITY or s == sku)

    def _note_void(
        self, basket: Basket, line_id: int, quantity: Quantity, value: int, approval: Approval | None
    ) -> None:
        """Journal what was taken off `basket`, the one before the change."""
        by, currency = self.desk.staff.staff_id, self.desk.store.currency.code
        body = void_body(basket, line_id, basket.line(line_id).product.sku, quantity, value, currency, by, approval)
        self.watch(self.desk.record(lambda writer: writer.append("line_voided", body)))

    def _subject(self, line_id: int = 0) -> str:
        """Name what an approval is for: this basket, or one of its lines."""
        return f"{self.basket.basket_id}/{line_id}" if line_id else self.basket.basket_id

    def split_line(self, line_id: int, thousandths: int) -> Taken:
        """Make two lines of one, `thousandths` in the new one; the total stays."""
        quantity = Quantity(thousandths, self.basket.line(line_id).quantity.unit)
        return self._try(lambda: change.split_line(self.basket, line_id, quantity)[0], line_id)

    def set_manual(
        self, line_id: int, manual: ManualDiscount | None, approval: Approval | None = None
    ) -> Taken | NeedsApproval:
        """Give a line a manual discount or price, or take it away with None."""
        if manual is not None:
            line = self.priced.line(line_id)
            subject = self._subject(line_id)
            try:
                change.set_manual(self.basket, line_id, manual)
            except BasketError as refused:  # before an approval is spent on it
                return self._refused(refused, line_id)
            own = self.limits.check_manual(manual, line, self.priced, None, subject=subject)
            needed = own and self.limits.check_manual(manual, line, self.priced, approval, subject=subject)
            if needed:
                return needed
            manual = self._by_whom(manual, approval if own else None)
        return self._try(lambda: change.set_manual(self.basket, line_id, manual), line_id)

    def set_basket_discount(
        self, manual: ManualDiscount | None, approval: Approval | None = None
    ) -> Taken | NeedsApproval:
        """Give the whole basket a manual discount, or take it away with None.

        A new total is kept as the amount that it takes off: goods that come later are not given away with it.
        """
        if manual is not None:
            base = discountable(self.priced)
            if manual.kind is ManualKind.PRICE:
                manual = replace(manual, kind=ManualKind.AMOUNT, value=max(0, base - manual.value))
            manual = replace(manual, given_on=base if manual.kind is ManualKind.AMOUNT else 0)
            try:
                change.set_basket_discount(self.basket, manual)
            except BasketError as refused:  # before an approval is spent on it
                return self._refused(refused, 0)
            own = self.limits.check_basket_discount(manual, self.priced, None)
            needed = own and self.limits.check_basket_discount(manual, self.priced, approval)
            if needed:
                return needed
            manual = self._by_whom(manual, approval if own else None)
        return self._try(lambda: change.set_basket_discount(self.basket, manual), 0)

    def _by_whom(self, manual: ManualDiscount, approval: Approval | None) -> ManualDiscount:
        approver = approval.approver_id if approval else ""
        return replace(manual, by=self.desk.staff.staff_id, approved_by=approver)

    def open_item(
        self, sku: str, price_minor: int, raw: str, approval: Approval | None = None
    ) -> Taken | NeedsApproval:
        """Sell an open item at a typed price; `raw` is the code that was not known."""
        product = self.desk.replica.catalogue.product(sku)
        if product is None or not product.is_open_item:
            return self.error("unknown_product", sku)
        if price_minor <= 0:
            return self.error("price_not_positive", raw)
        needed = self.limits.check(Permission.OPEN_ITEM, price_minor, approval, subject=f"{self._subject()}/{sku}")
        if needed:
            return needed
        self.pending_quantity = None
        return self.add(product, LineOrigin.OPEN_ITEM, raw=raw or sku, open_price=price_minor)

    def answer_age(self, *, seen: bool) -> Taken:
        """Answer the age banner: `seen`, or refused, which voids every line that asked for it. No date is kept."""
        age = restrictions.pending_age(self.basket)
        if not age:
            return Taken(TakeKind.NOTHING, Tone.NONE, self.view())
        by = self.desk.staff.staff_id
        basket = change.answer_age(self.basket, AgeCheck(age, seen, by))
        if not seen:
            now = self.desk.clock()
            for line in basket.live_lines:
                if line.parent_id is None and line.product.restrictions.minimum_age >= age:
                    basket = change.void_line(basket, line.line_id, now, by)
        body = AgeCheckBody(basket_id=basket.basket_id, age=age, seen=seen, by=by)
        self.watch(self.desk.record(lambda writer: writer.append("age_check", body)))
        self._change(basket)
        return Taken(TakeKind.NOTHING, Tone.NONE, self.view())

    def set_buyer_tax_number(self, number: str) -> BasketView:
        """Put a company's checked tax number on the basket; "" takes it away."""
        self._change(replace(self.basket, buyer_tax_number=number))
        return self.view()

    def note_pay_opened(self) -> None:
        """Remember that the customer saw the total: from now on taking lines away is sensitive."""
        if not self.basket.pay_opened:
            self._change(replace(self.basket, pay_opened=True))

    # --- the basket as a whole

    def cancel(self, reason: str, approval: Approval | None = None) -> BasketView | NeedsApproval:
        """Abandon the basket with a reason; the journal keeps what was in it."""
        self.refuse_while_paying()
        basket, total = self.basket, self.priced.total
        check = partial(
            self.limits.check,
            Permission.CANCEL_BASKET,
            abs(total),
            sensitive=basket.pay_opened,
            subject=self._subject(),
        )
        own = check(None)
        needed = own and check(approval)
        if needed:
            return needed
        now, by = self.desk.clock(), self.desk.staff.staff_id
        currency, approver = self.desk.store.currency.code, approval.approver_id if approval and own else ""
        body = cancelled_body(basket, total, currency, reason, by, now, approver)

        def work(writer: Writer) -> None:
            writer.append("basket_cancelled", body)
            writer.drop_basket(basket.basket_id)

        self.watch(self.desk.record(work))
        return self.start_new()

    def refuse_while_paying(self) -> None:
        """`ServiceError("parts_taken")` while money was taken for this basket: it is given back first."""
        if self.holds_money():
            raise ServiceError("parts_taken")

    def start_new(self) -> BasketView:
        """Begin an empty basket; the old one is somebody else's business now (sold, parked or cancelled).

        A new catalogue, and new settings of the store, are taken over here: never within a basket.
        """
        self._errors.clear()
        self._begin()
        self.on_changed()
        return self.view()

    def restore(self, basket: Basket) -> BasketView:
        """Continue `basket` (after a restart or a recall). What has no price any more is struck out and told."""
        self._errors.clear()
        while True:
            try:
                price(basket, self.desk.replica.catalogue)
            except NoPriceError as unpriced:
                line = basket.line(unpriced.line_id)
                self.error("no_price", line.product.gtin or line.product.sku, can_find=False, can_open_item=False)
                basket = change.void_line(basket, line.parent_id or line.line_id, self.desk.clock(), basket.opened_by)
            else:
                break
        self._last_line = max((line.line_id for line in basket.live_lines if line.parent_id is None), default=0)
        self._change(basket)
        return self.view()

    # --- inside

    def _begin(self) -> None:
        self.desk.refresh()
        self.pending_quantity = None
        self._last_line = 0
        self.priced = price(self._new_basket(), self.desk.replica.catalogue)

    def _end_struck(self, basket: Basket) -> None:
        """Close a basket whose last line was struck: no sale will tell of it, and the next customer takes over nothing.

        Its age check, coupons, discount and tax number go with it. Unanswered error rows stay, to be answered.
        """
        by = self.desk.cashier.staff_id if self.desk.cashier else basket.lines[-1].voided_by
        currency = self.desk.store.currency.code
        body = cancelled_body(basket, 0, currency, "all_voided", by, self.desk.clock(), "")

        def work(writer: Writer) -> None:
            writer.append("basket_cancelled", body)
            writer.drop_basket(basket.basket_id)

        self.watch(self.desk.record(work))
        self._begin()

    def _new_basket(self) -> Basket:
        opened_by = self.desk.cashier.staff_id if self.desk.cashier else ""
        return Basket(basket_id=uuid.uuid4().hex, opened_at=self.desk.clock(), opened_by=opened_by)

    def _value_of(self, line_id: int) -> int:
        return abs(next((line.to_pay for line in self.priced.lines if line.line_id == line_id), 0))

    def _try(self, work: Callable[[], Basket], line_id: int) -> Taken:
        if self.holds_money():
            return Taken(TakeKind.ERROR, Tone.BAD, self.view(), line_id=line_id, code="parts_taken")
        try:
            priced = price(work(), self.desk.replica.catalogue)
        except BasketError as refused:
            return self._refused(refused, line_id)
        self._take_over(priced)
        return Taken(TakeKind.ADDED, Tone.NONE, self.view(), line_id=line_id)

    def _refused(self, refused: BasketError, line_id: int) -> Taken:
        details = details_of(refused)
        return Taken(TakeKind.ERROR, Tone.BAD, self.view(), line_id=line_id, code=refused.code, details=details)

    def _change(self, basket: Basket) -> None:
        self._take_over(price(basket, self.desk.replica.catalogue))

    def _take_over(self, priced: PricedBasket) -> None:
        basket = priced.basket
        if basket.lines and basket.is_empty and not self.holds_money():
            self._end_struck(basket)
        else:
            self.priced = priced
            self._keeper.save()
        self.on_changed()

    def watch(self, future: Future[Any]) -> None:
        """Tell `on_trouble` when what `future` writes could not be written."""
        self._keeper.watch(future)
