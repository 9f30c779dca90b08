"""Changing the lines of the basket: quantity, void, split, discounts and prices by hand, each within the role's limits.

What is sensitive asks for an approval and is journalled; a line that is gone meanwhile is an answer, never an error of
the program. Main thread only.
"""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from pos_client.domain import basket_changes as change
from pos_client.domain.basket import Basket, BasketError, ManualDiscount, ManualKind
from pos_client.domain.catalogue import Product
from pos_client.domain.pricing import PricedBasket, price
from pos_client.domain.quantity import THOUSAND, Quantity, Unit
from pos_client.domain.staff import Permission
from pos_client.services.limits import discountable
from pos_client.services.selling.basket_record import void_body
from pos_client.services.selling.basket_state import CurrentBasket
from pos_client.services.selling.marks import mark_key
from pos_client.services.views import Approval, NeedsApproval, TakeKind, Taken, Tone

ASK_ABOVE_PIECES = 99


class LineActs(CurrentBasket):
    """The current basket with the acts upon its lines; what needs approval answers `NeedsApproval` and does nothing."""

    def set_quantity(
        self, line_id: int, thousandths: int, approval: Approval | None = None, *, confirmed: bool = False
    ) -> Taken | NeedsApproval:
        """Set a line's quantity; lowering it is a sensitive act, more than 99 pieces asks once."""
        try:
            line = self.basket.line(line_id)
        except BasketError as gone:  # struck out for a refused unit, and the basket with it, while somebody typed
            return self._refused(gone, line_id)
        if thousandths == 0:
            return self.void_line(line_id, approval)
        if line.quantity.unit is Unit.PIECE and thousandths > ASK_ABOVE_PIECES * THOUSAND and not confirmed:
            return self._ask_quantity(thousandths)
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
        try:
            line = self.basket.line(line_id)
        except BasketError as gone:
            return self._refused(gone, line_id)

        def work() -> Basket:
            return change.void_line(self.basket, line_id, self.desk.clock(), self.desk.staff.staff_id)

        value = self._value_of(line_id)
        return self._take_away(Permission.LINE_VOID, line_id, line.quantity.thousandths, value, approval, work)

    def remove(self, product: Product, raw: str, *, one_line: bool = False) -> Taken:
        """Strike out one unit (or the typed quantity) of a product, newest first: `-`, then its code.

        A code that stands for `one_line` (a label, a sticker, a marked unit) strikes out that line and no other.
        """
        asked, self.pending_quantity = self.pending_quantity, None
        lines = [line for line in self.basket.live_lines if line.product.sku == product.sku and line.parent_id is None]
        if not lines:
            return self.error("not_in_basket", raw, can_open_item=False, names=product.names)
        read = [line for line in lines if any(mark_key(code) == mark_key(raw) for code in line.raw_codes)]
        one_line = one_line or product.needs_marking
        if one_line and not read:
            return self.error("not_in_basket", raw, can_open_item=False, names=product.names)
        newest = (read or lines)[-1]
        if newest.quantity.unit is not Unit.PIECE or one_line or newest.line_total is not None:
            result = self.void_line(newest.line_id)
        else:
            result = self._remove_pieces(newest.product, asked or THOUSAND, {line.line_id for line in read})
        if isinstance(result, NeedsApproval):
            return self.error("needs_approval", raw, can_open_item=False, names=product.names)
        if result.kind is TakeKind.ERROR:
            return self.error(result.code, raw, result.details, can_open_item=False, names=product.names)
        return replace(result, kind=TakeKind.REMOVED)

    def _remove_pieces(self, product: Product, thousandths: int, first: set[int]) -> Taken | NeedsApproval:
        by, now = self.desk.staff.staff_id, self.desk.clock()
        quantity = Quantity(thousandths, product.unit)

        def work() -> Basket:
            return change.void_product(self.basket, product.sku, quantity, now, by, first)

        held_lines = {
            line.line_id: line.quantity.thousandths
            for line in self.basket.live_lines
            if line.product.sku == product.sku and line.quantity.unit is product.unit
        }
        sold = [line for line in self.priced.lines if line.line_id in held_lines]
        held = sum(held_lines.values())
        lost = sum(abs(line.to_pay) for line in sold) * min(thousandths, held) // held
        basket = self.basket
        amount = lost + self._taken_before(Permission.LINE_VOID, product.sku)
        needed = self.limits.check(
            Permission.LINE_VOID, amount, None, sensitive=basket.pay_opened, subject=self._subject()
        )
        if needed:
            return needed
        answer = self._try(lambda: change.note_taken(work(), product.sku, lost), 0)
        if answer.kind is not TakeKind.ERROR:
            self._note_void(basket, sold[-1].line_id, quantity, lost, None)
        return answer

    def split_line(self, line_id: int, thousandths: int) -> Taken:
        """Make two lines of one, `thousandths` in the new one; the total stays."""

        def work() -> Basket:
            quantity = Quantity(thousandths, self.basket.line(line_id).quantity.unit)
            return change.split_line(self.basket, line_id, quantity)[0]

        return self._try(work, line_id)

    def set_manual(
        self, line_id: int, manual: ManualDiscount | None, approval: Approval | None = None
    ) -> Taken | NeedsApproval:
        """Give a line a manual discount or price, or take it away with None."""
        if manual is not None:
            try:
                change.set_manual(self.basket, line_id, manual)
            except BasketError as refused:  # before an approval is spent on it
                return self._refused(refused, line_id)
            line, subject = self.priced.line(line_id), self._subject(line_id)
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

    # --- inside

    def _take_away(
        self,
        permission: Permission,
        line_id: int,
        thousandths: int,
        value: int,
        approval: Approval | None,
        work: Callable[[], Basket],
    ) -> Taken | NeedsApproval:
        """Take goods off the basket when the role or an approval allows it, and journal it: many make a pattern."""
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
        if answer.kind is not TakeKind.ERROR:
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

    def _value_of(self, line_id: int) -> int:
        return abs(next((line.to_pay for line in self.priced.lines if line.line_id == line_id), 0))

    def _by_whom(self, manual: ManualDiscount, approval: Approval | None) -> ManualDiscount:
        approver = approval.approver_id if approval else ""
        return replace(manual, by=self.desk.staff.staff_id, approved_by=approver)

    def _priced_with(self, basket: Basket, product: Product) -> PricedBasket:
        """Price a basket that holds more of `product`: empties pay money out, which is limited by role."""
        priced = price(basket, self.book)
        if product.is_empties and self.limits.empties_above(priced):
            raise BasketError("above_empties_limit")
        return priced

    def _ask_quantity(self, thousandths: int) -> Taken:
        """Return the question about an unusual number of pieces."""
        details = (("quantity", thousandths // THOUSAND),)
        return Taken(TakeKind.CONFIRM_QUANTITY, Tone.NONE, self.view(), code="ask_quantity", details=details)
