"""The sell screen's job: one basket, changed by whatever the one box takes.

Its state is in `basket_state`, the acts upon its lines in `basket_lines`; here goods come in, and the basket as a
whole ends or goes on. Main thread only; every call answers at once from memory and the local catalogue.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from msgspec.structs import replace

from pos_client.db.journal import Writer
from pos_client.domain import basket_changes as change
from pos_client.domain import restrictions
from pos_client.domain.basket import AgeCheck, Basket, BasketError, LineOrigin
from pos_client.domain.catalogue import Product
from pos_client.domain.pricing import NoPriceError, price
from pos_client.domain.quantity import THOUSAND, Quantity, Unit, pieces
from pos_client.domain.staff import Permission
from pos_client.services.desk import Desk
from pos_client.services.limits import Limits
from pos_client.services.selling.basket_lines import ASK_ABOVE_PIECES, LineActs
from pos_client.services.selling.basket_record import cancelled_body
from pos_client.services.selling.basket_state import details_of
from pos_client.services.selling.one_box import OneBox
from pos_client.services.views import Approval, BasketView, Details, NeedsApproval, SearchHit, TakeKind, Taken, Tone
from sync.protocol.events import AgeCheckBody


class Checkout(LineActs):
    """One register's sell screen; see `CurrentBasket` for what is handed in."""

    def __init__(
        self,
        desk: Desk,
        limits: Limits,
        *,
        on_changed: Callable[[], None],
        on_trouble: Callable[[str], None],
        blocked: Callable[[], str],
    ) -> None:
        super().__init__(desk, limits, on_changed=on_changed, on_trouble=on_trouble, blocked=blocked)
        self.box = OneBox(self)

    # --- the one box

    def search(self, text: str, language: str) -> tuple[SearchHit, ...]:
        """Return live results for `text`, best first."""
        return self.box.search(text, language)

    def product_of(self, text: str, symbology: str = "unknown") -> Product | None:
        """Return the product that a code names, None for none; nothing is sold."""
        return self.box.product_of(text, symbology)

    def shelf_price(self, product: Product) -> int:
        """Return what a unit costs now without a customer, 0 when it has no price."""
        return self.box.shelf_price(product)

    def quick_keys(self) -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
        """Return (sku, names) of the quick keys in their fixed places."""
        return tuple((key.sku, key.names) for key in self.desk.replica.catalogue.quick_keys())

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
            return self.error(code, raw, can_open_item=False, names=product.names)
        if quantity is None:
            quantity = self._typed_quantity(product)
            if quantity.thousandths > ASK_ABOVE_PIECES * THOUSAND and not confirmed:
                return self._ask_quantity(quantity.thousandths)
        try:
            basket, line_id = change.add_line(
                self.basket,
                product,
                quantity,
                self.desk.clock(),
                origin,
                self.book.version,
                sold_by=self.desk.staff.staff_id,
                raw_code=raw,
                line_total=line_total,
                sticker_price=sticker_price,
                sticker_percent=sticker_percent,
                sticker_serial=sticker_serial,
                open_price=open_price,
                charge=self._charge_of(product),
                store=self.desk.store,
                book=self.book,
            )
            priced = self._priced_with(basket, product)
        except BasketError as refused:
            return self.error(refused.code, raw, details_of(refused), can_open_item=False, names=product.names)
        except NoPriceError:
            return self.error("no_price", raw, can_open_item=False, names=product.names)
        self.pending_quantity = None
        self._last_line = line_id
        self._take_over(priced)
        return Taken(TakeKind.ADDED, Tone.GOOD, self.view(), line_id=line_id)

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

    def _not_sold_like_this(self, product: Product, origin: LineOrigin, quantity: Quantity | None) -> str:
        """Return the code of the first thing that stands against adding `product` this way, "" for nothing."""
        lowest = restrictions.refused_age(self.basket)
        refused = bool(lowest) and product.restrictions.minimum_age >= lowest
        unweighed = product.unit is not Unit.PIECE and quantity is None and self.pending_quantity is None
        causes = {
            "counting": self.desk.counting,
            "parts_taken": self.holds_money(),
            "marked_scan_needed": product.needs_marking and origin is not LineOrigin.SCAN,
            "age_refused": refused,
            "gift_cards_not_sold_here": product.is_gift_card,
            "weight_needed": unweighed,
            "open_item_by_key": product.is_open_item and origin is not LineOrigin.OPEN_ITEM,
        }
        return next((code for code, stands in causes.items() if stands), "")

    def _typed_quantity(self, product: Product) -> Quantity:
        if self.pending_quantity is None:
            return pieces(1)
        return Quantity(self.pending_quantity, product.unit)

    def _charge_of(self, product: Product) -> Product | None:
        return self.desk.replica.catalogue.product(product.charge_sku) if product.charge_sku else None

    def attach_coupon(self, kind: str, raw: str) -> Taken:
        """Attach a coupon of `kind`; the promotion that needs it then applies or says what is missing."""
        if self.holds_money():
            return self.error("parts_taken", raw, can_find=False, can_open_item=False)
        if kind in self.basket.coupons:
            return self.error("coupon_twice", raw, can_find=False, can_open_item=False)
        self._change(replace(self.basket, coupons=(*self.basket.coupons, kind)))
        return Taken(TakeKind.ADDED, Tone.GOOD, self.view(), code="coupon_attached", reference=kind)

    def refuse_line(self, line_id: int, code: str, raw: str, details: Details = ()) -> None:
        """Strike out a line that may not be sold after all, and leave an error row that says why."""
        line = self.basket.line(line_id)
        by = line.sold_by or self.basket.opened_by  # the answer may come when the till is locked
        self._change(change.void_line(self.basket, line_id, self.desk.clock(), by))
        self.error(code, raw, details, can_find=False, can_open_item=False, names=line.product.names)

    # --- the basket as a whole

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
        language = self.desk.store.language
        body = cancelled_body(basket, total, currency, reason, by, now, approver, language=language)

        def work(writer: Writer) -> None:
            writer.append("basket_cancelled", body)
            writer.drop_basket(basket.basket_id)

        self.watch(self.desk.record(work))
        return self.start_new()

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
                price(basket, self.book)
            except NoPriceError as unpriced:
                line = basket.line(unpriced.line_id)
                raw = line.product.gtin or line.product.sku
                self.error("no_price", raw, can_find=False, can_open_item=False, names=line.product.names)
                basket = change.void_line(basket, line.parent_id or line.line_id, self.desk.clock(), basket.opened_by)
            else:
                break
        self._last_line = max((line.line_id for line in basket.live_lines if line.parent_id is None), default=0)
        self._change(basket)
        return self.view()
