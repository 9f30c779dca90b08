"""What the customer brings back, while it is being chosen: lines of a sale, or goods without a receipt. Main thread.

Every change is judged at once by `domain.returns`; a refused one raises `ServiceError` with its code.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from msgspec.structs import replace

from pos_client.domain.marking import marking_identity
from pos_client.domain.quantity import THOUSAND, Quantity
from pos_client.domain.returns import (
    Chosen,
    LooseItem,
    Return,
    ReturnError,
    ReturnLine,
    loose_lines,
    return_lines,
    returned_quantities,
    why_not,
)
from pos_client.domain.sale import Sale, SaleLine
from pos_client.services.desk import Desk, ServiceError
from pos_client.services.returning.loose_goods import LooseGoods
from pos_client.services.returning.return_lines import line_views, loose_views
from pos_client.services.returning.returns_views import ReturnLineView


class Choice:
    """What is chosen of `sale`, of which `earlier` came back before; without a sale, loose goods."""

    def __init__(self, desk: Desk, sale: Sale | None, earlier: tuple[Return, ...]) -> None:
        self._desk = desk
        self._goods = LooseGoods(desk)
        self.sale = sale
        self.earlier = earlier
        self.chosen: dict[int, Chosen] = {}
        self.loose: list[LooseItem] = []
        self.priced_by_hand = False

    @property
    def back(self) -> dict[int, int]:
        """Thousandths that came back before, by line."""
        return returned_quantities(self.earlier)

    def lines(self) -> tuple[ReturnLine, ...]:
        """Return what is chosen as lines of a return, charges included."""
        if self.sale is None:
            return loose_lines(self.loose, self._desk.store, self._desk.clock()) if self.loose else ()
        if not self.chosen:
            return ()
        return return_lines(self.sale, self.earlier, self.chosen.values(), self._desk.store.tax_basis)

    def views(self, lines: Sequence[ReturnLine]) -> tuple[ReturnLineView, ...]:
        """Return what the screen lists."""
        if self.sale is None:
            return loose_views(self.loose, lines)
        return line_views(self.sale, self.earlier, self.chosen, lines)

    def start_again(self, earlier: tuple[Return, ...]) -> None:
        """Forget what was chosen: something of it came back meanwhile."""
        self.earlier = earlier
        self.chosen = {}

    def set_quantity(self, line_id: int, thousandths: int) -> None:
        """Choose how much of a line comes back; 0 takes it off. A marked unit is chosen by `scan` alone."""
        if self.sale is None:
            self._set_loose(line_id, thousandths)
        elif thousandths == 0:
            self.chosen.pop(line_id, None)
        else:
            before = self.chosen.get(line_id)
            chosen = Chosen(line_id, thousandths) if before is None else replace(before, thousandths=thousandths)
            self._judge(chosen)
            self.chosen[line_id] = chosen

    def take_all(self) -> None:
        """Choose everything that can come back; marked units wait for their codes."""
        back = self.back
        for line in self.sale.lines if self.sale else ():
            number = line.line.line_id
            if not why_not(line, back.get(number, 0)) and not line.line.product.needs_marking:
                self.set_quantity(number, line.line.quantity.thousandths - back.get(number, 0))

    def scan(self, text: str, symbology: str) -> None:
        """Take one more unit of what was scanned: of the sale's lines, or, without a receipt, of the catalogue.

        `ServiceError`: not_on_receipt, nothing_left, and those of `LooseGoods`.
        """
        if self.sale is None:
            self._add_loose(self._goods.item(text, symbology))
        elif marking_identity(text):
            self._take_unit(self.sale, text)
        else:
            self._take_one(self.sale, self._goods.sku_of(text, symbology))

    def _take_one(self, sale: Sale, sku: str) -> None:
        lines = [line for line in sale.lines if line.line.product.sku == sku and line.line.parent_id is None]
        if not lines:
            raise ServiceError("not_on_receipt")
        back = self.back
        for line in lines:
            number, held = line.line.line_id, self._held(line)
            left = line.line.quantity.thousandths - back.get(number, 0)
            if left > held and not why_not(line, back.get(number, 0)):
                self.set_quantity(number, min(left, held + THOUSAND) if line.line.quantity.is_whole else left)
                return
        raise ServiceError("nothing_left")

    def _held(self, line: SaleLine) -> int:
        chosen = self.chosen.get(line.line.line_id)
        return chosen.thousandths if chosen else 0

    def _take_unit(self, sale: Sale, code: str) -> None:
        unit = marking_identity(code)
        for line in sale.lines:
            if unit in {marking_identity(raw) for raw in line.line.raw_codes}:
                number = line.line.line_id
                chosen = replace(self.chosen.get(number, Chosen(number, 0)), thousandths=THOUSAND, codes=(code,))
                self._judge(chosen)
                self.chosen[number] = chosen
                return
        raise ServiceError("not_on_receipt")

    def set_price(self, line_id: int, unit_price: int) -> None:
        """Type the price of goods without a receipt; it then needs an approval."""
        item = self._item(line_id)
        self._change_item(line_id, replace(item, unit_price=unit_price))
        self.priced_by_hand = True

    def mark(self, line_id: int, **change: Any) -> None:  # noqa: ANN401 - fields that both kinds of line have
        """Change the reason or condition of a line, of every chosen one with 0."""
        for number, chosen in self.chosen.items():
            if line_id in (0, number):
                self.chosen[number] = replace(chosen, **change)
        self.loose = [
            replace(item, **change) if line_id in (0, n) else item for n, item in enumerate(self.loose, start=1)
        ]

    def _item(self, line_id: int) -> LooseItem:
        if self.sale is not None or not 1 <= line_id <= len(self.loose):
            raise ServiceError("no_such_line")
        return self.loose[line_id - 1]

    def _set_loose(self, line_id: int, thousandths: int) -> None:
        item = self._item(line_id)
        if thousandths == 0:
            del self.loose[line_id - 1]
        else:
            self._change_item(line_id, replace(item, quantity=Quantity(thousandths, item.quantity.unit)))

    def _change_item(self, line_id: int, changed: LooseItem) -> None:
        self._judge_loose([changed])
        self.loose[line_id - 1] = changed

    def _add_loose(self, item: LooseItem) -> None:
        same = next((n for n, old in enumerate(self.loose, start=1) if old.product.sku == item.product.sku), 0)
        if same and not item.product.needs_marking:
            self._set_loose(same, self.loose[same - 1].quantity.thousandths + item.quantity.thousandths)
        else:
            self._judge_loose([*self.loose, item])
            self.loose.append(item)

    def _judge(self, chosen: Chosen) -> None:
        if self.sale is not None:
            try:
                return_lines(self.sale, self.earlier, [chosen], self._desk.store.tax_basis)
            except ReturnError as error:
                raise ServiceError(error.code, **error.details) from error

    def _judge_loose(self, items: list[LooseItem]) -> None:
        try:
            loose_lines(items, self._desk.store, self._desk.clock())
        except ReturnError as error:
            raise ServiceError(error.code, **error.details) from error
