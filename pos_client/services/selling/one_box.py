"""The one box: whatever is scanned or typed is understood here and becomes a change, a choice or an error row.

A code's type chooses its handler from a table; a later capability (cards, coupons, orders) registers its own. Main
thread only.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from pos_client.domain import barcode
from pos_client.domain.basket import LineOrigin
from pos_client.domain.catalogue import Product
from pos_client.domain.money import divide_rounded, percent_of
from pos_client.domain.pricing.terms import unit_price_at
from pos_client.domain.quantity import THOUSAND, Quantity, Unit, pieces
from pos_client.services.selling.marks import mark_key
from pos_client.services.views import SearchHit, TakeKind, Taken, Tone

if TYPE_CHECKING:
    from pos_client.services.selling.checkout import Checkout

LONGEST_INPUT = 4096
RESULTS = 20


class OneBox:
    """Understands input for one `Checkout`."""

    def __init__(self, checkout: Checkout) -> None:
        self._checkout = checkout
        self._desk = checkout.desk
        self._confirmed = self._typed = False
        self._handlers: dict[type, Callable[[Any], Taken]] = {
            barcode.GtinCode: self._gtin,
            barcode.MarkingCode: self._marking,
            barcode.WeightLabel: self._weight_label,
            barcode.PriceLabel: self._price_label,
            barcode.MarkdownCode: self._markdown,
            barcode.PluCode: self._plu,
            barcode.BadgeCode: self._badge,
            barcode.ReceiptCode: self._receipt,
            barcode.BasketCode: self._basket,
            barcode.EmptiesSlip: self._empties_slip,
            barcode.CreditSlipCode: self._credit_slip,
            barcode.CouponCode: self._coupon,
            barcode.CardCode: self._unknown_reference,
            barcode.OrderCode: self._unknown_reference,
            barcode.TextQuery: self._text,
            barcode.BadCode: self._bad,
        }

    def register(self, code_type: type, handler: Callable[[Any], Taken]) -> None:
        """Let `handler` answer codes of `code_type` from now on."""
        self._handlers[code_type] = handler

    def take(self, text: str, symbology: str, *, typed: bool, confirmed: bool) -> Taken:
        """Understand one input. `typed` text may carry a quantity ("3*") or a void ("-") before the code."""
        if len(text) > LONGEST_INPUT:
            return self._checkout.error("too_long", text[:40], can_open_item=False)
        self._confirmed, self._typed = confirmed, typed
        void = False
        if typed:
            said = barcode.parse_typed(text)
            if said.quantity_prefix is not None:
                self._checkout.pending_quantity = said.quantity_prefix
            if not said.rest:
                return self._waiting()
            text, void = said.rest, said.void_prefix
        code = barcode.classify(text, symbology, self._desk.store.barcode_patterns)
        if void:
            return self._void(code, text)
        return self._handlers[type(code)](code)

    def search(self, text: str, language: str) -> tuple[SearchHit, ...]:
        """Return live results for `text` in `language`, best first; a quantity prefix is left out of the query."""
        query = barcode.parse_typed(text[:LONGEST_INPUT]).rest
        if not query:
            return ()
        found = self._desk.replica.catalogue.search(query, language, RESULTS)
        return tuple(self._hit(hit.product, hit.matched) for hit in found)

    def shelf_price(self, product: Product) -> int:
        """Return what a unit of `product` costs now without a customer, 0 when it has no price."""
        entries = self._desk.replica.catalogue.prices(product.sku)
        found = unit_price_at(entries, "", self._desk.clock())
        return found[0] if found is not None else 0

    def _hit(self, product: Product, matched: tuple[str, ...]) -> SearchHit:
        code = product.gtin or product.plu or product.sku
        return SearchHit(product.sku, product.names, code, self.shelf_price(product), product.unit.value, matched)

    # --- handlers

    def _waiting(self) -> Taken:
        kind = TakeKind.NOTHING if self._checkout.pending_quantity is None else TakeKind.QUANTITY
        return Taken(kind, Tone.NONE, self._checkout.view())

    def product_of(self, text: str, symbology: str = "unknown") -> Product | None:
        """Return the product that a scan or a typed code names, None when it names none. Nothing is sold."""
        text = text[:LONGEST_INPUT]
        return self._named(barcode.classify(text, symbology, self._desk.store.barcode_patterns), text)

    def _named(self, code: object, text: str) -> Product | None:
        catalogue = self._desk.replica.catalogue
        product = None
        if isinstance(code, barcode.GtinCode | barcode.MarkingCode):
            product = catalogue.by_gtin(code.gtin14)
        elif isinstance(code, barcode.PluCode):
            product = catalogue.by_plu(code.plu)
        elif isinstance(code, barcode.WeightLabel | barcode.PriceLabel):
            product = catalogue.by_label_item(code.item)
        elif isinstance(code, barcode.MarkdownCode):
            product = catalogue.product(code.sku)
        return product or catalogue.product(text)

    def _void(self, code: object, text: str) -> Taken:
        product = self._named(code, text)
        if product is None:
            return self._checkout.error("not_in_basket", text, can_open_item=False)
        one_line = isinstance(code, barcode.WeightLabel | barcode.PriceLabel | barcode.MarkdownCode)
        one_line = one_line or (isinstance(code, barcode.GtinCode) and code.price is not None)
        return self._checkout.remove(product, text, one_line=one_line)

    def _gtin(self, code: barcode.GtinCode) -> Taken:
        product = self._desk.replica.catalogue.by_gtin(code.gtin14)
        if product is None:
            return self._checkout.error("unknown_code", code.raw)
        expired = self._expired(code)
        if expired is not None:
            return expired
        if product.needs_marking:
            return self._checkout.error("marked_scan_needed", code.raw, can_open_item=False, names=product.names)
        if code.price is not None:
            return self._priced_gtin(product, code, self._net_weight(product, code))
        return self._scanned(product, code)

    def _scanned(self, product: Product, code: barcode.GtinCode | barcode.MarkingCode) -> Taken:
        """Add what a manufacturer's code names, by the weight it states when the product is weighed."""
        quantity = self._net_weight(product, code)
        origin = LineOrigin.SCAN if quantity is None else LineOrigin.WEIGHT_LABEL
        return self._add(product, origin, code.raw, quantity=quantity)

    @staticmethod
    def _net_weight(product: Product, code: barcode.GtinCode | barcode.MarkingCode) -> Quantity | None:
        if code.net_weight is None or product.unit is not Unit.KILOGRAM:
            return None
        return Quantity(code.net_weight, Unit.KILOGRAM)

    def _expired(self, code: barcode.GtinCode | barcode.MarkingCode) -> Taken | None:
        """Refuse a code whose expiry date, stated in it, is over."""
        if code.expiry is None or code.expiry >= self._desk.today:
            return None
        batch = code.batch if isinstance(code, barcode.GtinCode) else ""
        details = (("expiry", code.expiry.isoformat()), ("batch", batch))
        return self._checkout.error("expired", code.raw, details, can_open_item=False)

    def _priced_gtin(self, product: Product, code: barcode.GtinCode, quantity: Quantity | None) -> Taken:
        """Take a GS1 code that states the price of its one piece or package: a price label, never a plain scan."""
        amount = divide_rounded((code.price or 0) * self._desk.store.currency.factor, 1000)  # stated in thousandths
        if amount <= 0:
            return self._checkout.error("zero_price", code.raw, can_open_item=False)
        if quantity is None and product.unit is Unit.PIECE:
            quantity = pieces(1)
        asked = amount if quantity is None else divide_rounded(amount * THOUSAND, quantity.thousandths)
        if self._must_be_scanned(product, asked):
            return self._checkout.error("scan_it", code.raw, can_open_item=False)
        return self._add(product, LineOrigin.PRICE_LABEL, code.raw, quantity=quantity, line_total=amount)

    def _marking(self, code: barcode.MarkingCode) -> Taken:
        product = self._desk.replica.catalogue.by_gtin(code.gtin14)
        if product is None:
            return self._checkout.error("unknown_code", code.raw)
        expired = self._expired(code)
        if expired is not None:
            return expired
        if not product.needs_marking:
            return self._scanned(product, code)
        if self._checkout.pending_quantity is not None:
            return self._checkout.error("marked_one_by_one", code.raw, can_open_item=False)
        if self._desk.journal.reader().has_mark(mark_key(code.raw)):
            return self._checkout.error("marking_code_sold", code.raw, can_open_item=False)
        return self._add(product, LineOrigin.SCAN, code.raw)

    def _weight_label(self, code: barcode.WeightLabel) -> Taken:
        product = self._desk.replica.catalogue.by_label_item(code.item)
        if product is None:
            return self._checkout.error("unknown_label", code.raw)
        if product.unit is Unit.PIECE:  # weighed once, counted since: its old labels are still about
            return self._checkout.error("quantity_not_whole", code.raw, can_open_item=False, names=product.names)
        if product.highest_weight is not None and code.thousandths > product.highest_weight:
            return self._checkout.error("above_highest_weight", code.raw, can_open_item=False, names=product.names)
        return self._add(product, LineOrigin.WEIGHT_LABEL, code.raw, quantity=Quantity(code.thousandths, product.unit))

    def _price_label(self, code: barcode.PriceLabel) -> Taken:
        product = self._desk.replica.catalogue.by_label_item(code.item)
        if product is None:
            return self._checkout.error("unknown_label", code.raw)
        per_unit = self.shelf_price(product)
        if product.unit is Unit.PIECE or not per_unit:
            quantity = Quantity(THOUSAND, product.unit)
        else:
            quantity = Quantity(max(1, divide_rounded(code.amount * THOUSAND, per_unit)), product.unit)
        if product.highest_weight is not None and quantity.thousandths > product.highest_weight:
            return self._checkout.error("above_highest_weight", code.raw, can_open_item=False, names=product.names)
        if product.unit is Unit.PIECE and self._must_be_scanned(product, code.amount):
            return self._checkout.error("scan_it", code.raw, can_open_item=False)
        return self._add(product, LineOrigin.PRICE_LABEL, code.raw, quantity=quantity, line_total=code.amount)

    def _must_be_scanned(self, product: Product, asked: int) -> bool:
        """Tell whether a code states a unit price that nobody may simply type: keying it in is a change of price."""
        return self._typed and not self._checkout.limits.may_lower(self.shelf_price(product), asked)

    def _markdown(self, code: barcode.MarkdownCode) -> Taken:
        product = self._desk.replica.catalogue.product(code.sku)
        if product is None:
            return self._checkout.error("unknown_code", code.raw)
        if code.last_day < self._desk.today:
            details = (("expiry", code.last_day.isoformat()), ("batch", ""))
            return self._checkout.error("sticker_expired", code.raw, details, can_open_item=False)
        if self._desk.journal.reader().has_mark(mark_key(code.serial)):
            return self._checkout.error("sticker_used", code.raw, can_open_item=False)
        pays_out = product.is_empties or product.is_charge or product.is_gift_card  # more would be paid, not less taken
        if pays_out or product.restrictions.no_discounts:
            return self._checkout.error("discount_not_allowed", code.raw, can_open_item=False)
        shelf = self.shelf_price(product)
        off = code.percent_bp or 0
        if self._must_be_scanned(product, code.price if code.price is not None else shelf - percent_of(shelf, off)):
            return self._checkout.error("scan_it", code.raw, can_open_item=False)
        by_weight = product.unit is not Unit.PIECE and code.price is None  # a part off so much as was weighed
        return self._add(
            product,
            LineOrigin.MARKDOWN,
            code.raw,
            quantity=None if by_weight else Quantity(THOUSAND, product.unit),
            sticker_price=code.price,
            sticker_percent=code.percent_bp,
            sticker_serial=code.serial,
        )

    def _plu(self, code: barcode.PluCode) -> Taken:
        product = self._desk.replica.catalogue.by_plu(code.plu)
        if product is None:
            return self._text(barcode.TextQuery(code.plu))
        return self._add(product, LineOrigin.TYPED, code.raw)

    def _badge(self, code: barcode.BadgeCode) -> Taken:
        member = self._desk.replica.live.by_badge(code.badge)
        if member is None:
            return self._checkout.error("unknown_badge", code.raw, can_find=False, can_open_item=False)
        return Taken(TakeKind.BADGE, Tone.GOOD, self._checkout.view(), reference=member.staff_id)

    def _receipt(self, code: barcode.ReceiptCode) -> Taken:
        if self._desk.journal.reader().sale(code.receipt_number) is None:
            details = (("receipt", code.receipt_number),)
            return self._checkout.error("unknown_receipt", code.raw, details, can_find=False, can_open_item=False)
        return Taken(TakeKind.RECEIPT, Tone.GOOD, self._checkout.view(), reference=code.receipt_number)

    def _basket(self, code: barcode.BasketCode) -> Taken:
        parked = self._desk.journal.reader().baskets("suspended")
        found = next((row for row in parked if row.basket_id.startswith(code.reference.lower())), None)
        if found is None:
            return self._checkout.error("unknown_basket", code.raw, can_find=False, can_open_item=False)
        return Taken(TakeKind.SUSPENDED, Tone.GOOD, self._checkout.view(), reference=found.basket_id)

    def _empties_slip(self, code: barcode.EmptiesSlip) -> Taken:
        sku = self._desk.replica.live.settings.get("empties_slip_sku", "")
        product = self._desk.replica.catalogue.product(sku) if sku else None
        if product is None:
            return self._checkout.error("empties_not_taken", code.raw, can_find=False, can_open_item=False)
        if self._desk.journal.reader().has_mark(mark_key(code.raw)):
            return self._checkout.error("slip_used", code.raw, can_find=False, can_open_item=False)
        return self._add(  # one slip, one payment: a waiting quantity is refused
            product,
            LineOrigin.SCAN,
            code.raw,
            quantity=pieces(1),
            open_price=code.amount,
            sticker_serial=code.raw,
        )

    def _credit_slip(self, code: barcode.CreditSlipCode) -> Taken:
        details = (("slip", code.number),)
        return self._checkout.error("slip_in_pay", code.raw, details, can_find=False, can_open_item=False)

    def _coupon(self, code: barcode.CouponCode) -> Taken:
        kind = code.reference
        if not any(promotion.coupon == kind for promotion in self._desk.replica.catalogue.promotions()):
            return self._checkout.error("unknown_coupon", code.raw, can_find=False, can_open_item=False)
        return self._checkout.attach_coupon(kind, code.raw)

    def _unknown_reference(self, code: barcode.CardCode | barcode.OrderCode) -> Taken:
        kind = "unknown_card" if isinstance(code, barcode.CardCode) else "unknown_order"
        return self._checkout.error(kind, code.raw, can_find=False, can_open_item=False)

    def _text(self, code: barcode.TextQuery) -> Taken:
        product = self._desk.replica.catalogue.product(code.text)
        if product is not None:
            return self._add(product, LineOrigin.TYPED if self._typed else LineOrigin.SCAN, code.text)
        if not self._typed:  # a scan is known or it is not: nothing is guessed
            return self._checkout.error("unknown_code", code.text)
        hits = self.search(code.text, self._desk.store.language)
        if not hits:
            return self._checkout.error("nothing_found", code.text)
        return Taken(TakeKind.CHOICES, Tone.NONE, self._checkout.view(), hits=hits)

    def _bad(self, code: barcode.BadCode) -> Taken:
        product = None
        if code.code in ("bad_check_digit", "bad_length"):
            product = self._desk.replica.catalogue.product(code.raw)  # digits that are the shop's own sku
        if product is not None:
            return self._add(product, LineOrigin.TYPED if self._typed else LineOrigin.SCAN, code.raw)
        return self._checkout.error(code.code, code.raw, code.details)

    def _add(self, product: Product, origin: LineOrigin, raw: str, **more: Any) -> Taken:  # noqa: ANN401 - passed on
        if more.get("quantity") is not None and self._checkout.pending_quantity is not None:
            return self._checkout.error("label_one_by_one", raw, can_open_item=False)
        return self._checkout.add(product, origin, raw=raw, confirmed=self._confirmed, **more)
