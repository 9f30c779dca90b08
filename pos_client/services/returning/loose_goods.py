"""Goods that come back without a receipt: what was scanned, at the lowest price of the last days. Main thread."""

from __future__ import annotations

from datetime import timedelta

from pos_client.domain.barcode import GtinCode, MarkingCode, PluCode, WeightLabel, classify
from pos_client.domain.catalogue import Product
from pos_client.domain.quantity import ONE_PIECE, Quantity, Unit
from pos_client.domain.returns import LooseItem
from pos_client.services.desk import Desk, ServiceError
from pos_client.services.returning import return_draft

LOWEST_DAYS_KEY = "no_receipt_days"
LOWEST_DAYS = 30


class LooseGoods:
    """Finds products for returns."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def sku_of(self, text: str, symbology: str = "unknown") -> str:
        """Return the sku that a scanned or typed code stands for. `ServiceError("unknown_product")`."""
        return self._found(text, symbology)[0].sku

    def item(self, text: str, symbology: str = "unknown") -> LooseItem:
        """Return one unit of what was scanned, at the lowest price in force in the last days.

        `ServiceError`: unknown_product, no_price, weight_needed, code_needed, code_returned.
        """
        product, quantity, code = self._found(text, symbology)
        if product.needs_marking:
            if not code:
                raise ServiceError("code_needed")
            return_draft.refuse_codes(self._desk.journal.reader(), (code,))
        if quantity is None:
            raise ServiceError("weight_needed")
        return LooseItem(
            product, quantity, self.lowest_price(product.sku), codes=(code,) if product.needs_marking else ()
        )

    def lowest_price(self, sku: str) -> int:
        """Return the lowest price of any list that was in force in the last days. `ServiceError("no_price")`."""
        now = self._desk.clock()
        since = now - timedelta(days=int(self._desk.replica.live.settings.get(LOWEST_DAYS_KEY, str(LOWEST_DAYS))))
        amounts = [
            entry.amount
            for entry in self._desk.replica.catalogue.prices(sku)
            if entry.valid_from <= now and (entry.valid_to is None or entry.valid_to > since)
        ]
        if not amounts or min(amounts) <= 0:
            raise ServiceError("no_price")
        return min(amounts)

    def _found(self, text: str, symbology: str) -> tuple[Product, Quantity | None, str]:
        """Return the product, how much of it the code says (None: of weighed goods nothing), and a unit's code."""
        catalogue = self._desk.replica.catalogue
        code = classify(text, symbology, self._desk.store.barcode_patterns)
        product: Product | None = None
        grams: int | None = None
        unit = ""
        if isinstance(code, GtinCode):
            product, grams = catalogue.by_gtin(code.gtin14), code.net_weight
        elif isinstance(code, MarkingCode):
            product, unit = catalogue.by_gtin(code.gtin14), code.raw
        elif isinstance(code, WeightLabel):
            product, grams = catalogue.by_label_item(code.item), code.thousandths
        elif isinstance(code, PluCode):
            product = catalogue.by_plu(code.plu)
        product = product or catalogue.product(text.strip())
        if product is None:
            raise ServiceError("unknown_product", raw=text.strip())
        if product.unit is Unit.PIECE:
            return product, ONE_PIECE, unit
        return product, Quantity(grams, product.unit) if grams else None, unit
