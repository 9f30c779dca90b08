"""The figures of an X report as groups of rows in the language of the screen. Nothing is computed but texts."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct
from PySide6.QtCore import QObject

from pos_client.services.shift.shift_views import XView
from pos_client.ui.i18n import Formatter


class Row(Struct, frozen=True):
    """One line: what it is, how often ("" where that says nothing), its figure; `bold` for a sum."""

    label: str
    figure: str
    count: str = ""
    bold: bool = False


class Group(Struct, frozen=True):
    """Rows under a heading."""

    heading: str
    rows: tuple[Row, ...]


class XGroups(QObject):
    """Writes the groups of one report. `tender_name` and `category_name` give names by id in the screen's language."""

    def __init__(
        self,
        view: XView,
        formatter: Formatter,
        tender_name: Callable[[str], str],
        category_name: Callable[[str], str],
    ) -> None:
        super().__init__()
        self._view = view
        self._formatter = formatter
        self._tender_name = tender_name
        self._category_name = category_name

    def all(self) -> list[Group]:
        """Return every group, the most asked for first; those without rows are left out."""
        groups = (
            self._turnover(),
            self._tenders(),
            self._drawer(),
            self._cashiers(),
            self._acts(),
            self._taxes(),
            self._discounts(),
            self._categories(),
        )
        return [group for group in groups if group.rows]

    def _money(self, amount: int) -> str:
        return self._formatter.money(amount, self._view.currency)

    def _row(self, label: str, amount: int, count: int | None = None, *, bold: bool = False) -> Row:
        times = "" if count is None else self._formatter.number(count)
        return Row(label, self._money(amount), times, bold)

    def _turnover(self) -> Group:
        found = self._view.figures
        rows = [
            self._row(self.tr("Sales"), found.sales_total, found.sales),
            self._row(self.tr("Returns"), -found.returns_total, found.returns),
            self._row(self.tr("Voided after payment"), -found.post_voids_total, found.post_voids),
            self._row(self.tr("Turnover"), found.sales_total - found.returns_total - found.post_voids_total, bold=True),
        ]
        more = (
            (self.tr("Rounding of cash"), found.sale_rounding - found.refund_rounding),
            (self.tr("Of sales paid by returns"), found.exchanged),
            (self.tr("Customers saved"), found.saved),
            (self.tr("Deposits and fees"), found.charges),
            (self.tr("Paid out for empties"), -found.empties),
        )
        rows += [self._row(label, amount) for label, amount in more if amount]
        if found.slips_issued:
            rows.append(self._row(self.tr("Credit slips given"), found.slips_issued_total, found.slips_issued))
        if found.first_receipt:
            numbers = dict.fromkeys((found.first_receipt, found.last_receipt))
            rows.append(Row(self.tr("Receipts"), " – ".join(numbers)))
        return Group(self.tr("Sales and returns"), tuple(rows))

    def _tenders(self) -> Group:
        rows = []
        for part in self._view.figures.tenders:
            name = self._tender_name(part.tender_id)
            if self._view.shows_expected:
                rows.append(self._row(name, part.paid, part.payments))
                if part.refunds:
                    rows.append(self._row(self.tr("{tender}, given back").format(tender=name), -part.refunded,
                                          part.refunds))  # fmt: skip
            else:
                rows.append(Row(name, self._formatter.number(part.payments + part.refunds)))
        heading = self.tr("Paid with") if self._view.shows_expected else self.tr("How often each tender was used")
        return Group(heading, tuple(rows))

    def _drawer(self) -> Group:
        found = self._view.figures
        rows = [
            self._row(self.tr("Opening cash"), found.opening_cash),
            self._row(self.tr("Paid in"), found.paid_in, found.paid_in_count),
            self._row(self.tr("Paid out"), -found.paid_out, found.paid_out_count),
            self._row(self.tr("Safe drops"), -found.safe_drops, found.safe_drop_count),
        ]
        if self._view.shows_expected:
            rows.append(self._row(self.tr("Expected in the drawer"), found.expected_cash, bold=True))
        return Group(self.tr("Drawer"), tuple(rows))

    def _cashiers(self) -> Group:
        names = dict(self._view.names)
        rows = []
        for who in self._view.figures.cashiers:
            name = names.get(who.cashier_id, who.cashier_id)
            rows.append(self._row(name, who.sales_total, who.sales))
            back = who.returns + who.post_voids
            if back:
                given = who.returns_total + who.post_voids_total
                rows.append(self._row(self.tr("{name}, given back").format(name=name), -given, back))
        return Group(self.tr("Who sold"), tuple(rows))

    def _acts(self) -> Group:
        found = self._view.figures
        rows = (
            Row(self.tr("Drawer without a sale"), self._formatter.number(found.no_sales)),
            self._row(self.tr("Lines voided"), found.line_voids_total, found.line_voids),
            self._row(self.tr("Quantities lowered"), found.lowered_total, found.lowered),
            self._row(self.tr("Baskets cancelled"), found.cancelled_total, found.cancelled),
            self._row(self.tr("– of them after Pay"), found.cancelled_after_pay_total, found.cancelled_after_pay),
            self._row(self.tr("– of them parked"), found.dropped_total, found.dropped),
            self._row(self.tr("Prices by hand"), found.price_changes_total, found.price_changes),
            Row(self.tr("Copies of receipts"), self._formatter.number(found.reprints)),
            Row(self.tr("Approvals"), self._formatter.number(found.approvals)),
        )
        return Group(self.tr("To look at"), rows)

    def _taxes(self) -> Group:
        rows = []
        for sign, taxes in ((1, self._view.figures.taxes), (-1, self._view.figures.correction_taxes)):
            for tax in taxes:
                rate = self.tr("exempt") if tax.kind == "exempt" else self._formatter.percent(tax.rate)
                told = f"{tax.category} {rate}" if sign > 0 else self.tr("{tax}, given back").format(
                    tax=f"{tax.category} {rate}"
                )  # fmt: skip
                rows.append(self._row(told, sign * tax.tax))
        return Group(self.tr("Tax"), tuple(rows))

    def _discounts(self) -> Group:
        kinds = {
            "promotion": self.tr("Promotions"),
            "basket_promotion": self.tr("Basket promotions"),
            "coupon": self.tr("Coupons"),
            "manual": self.tr("By hand"),
            "basket_manual": self.tr("By hand, on the basket"),
            "sticker": self.tr("Markdown stickers"),
        }
        rows = [
            self._row(kinds.get(part.kind, part.kind), part.amount - part.back, part.count)
            for part in self._view.figures.discounts
        ]
        return Group(self.tr("Discounts"), tuple(rows))

    def _categories(self) -> Group:
        rows = [
            self._row(
                self._category_name(part.category) or self.tr("Without a category"),
                part.sold - part.returned - part.post_voided,
            )
            for part in self._view.figures.categories
        ]
        return Group(self.tr("Kinds of goods"), tuple(rows))


def spread(groups: Sequence[Group], columns: int) -> list[list[Group]]:
    """Return the groups in `columns` of about equal length, in their order."""
    length = [len(group.rows) + 2 for group in groups]
    aim = -(-sum(length) // columns)
    spread_out: list[list[Group]] = [[]]
    filled = 0
    for group, rows in zip(groups, length, strict=True):
        if spread_out[-1] and filled + rows / 2 > aim and len(spread_out) < columns:
            spread_out.append([])
            filled = 0
        spread_out[-1].append(group)
        filled += rows
    return spread_out
