"""What a person does to the basket by a panel: discounts, open item, tax number, cancelling. Main thread."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from pos_client.domain.basket import ManualDiscount
from pos_client.domain.tax_numbers import company_number
from pos_client.services.views import ErrorRow, TakeKind, Taken
from pos_client.ui import screens
from pos_client.ui.flows.stage import Stage
from pos_client.ui.screens.choice import ChoicePanel
from pos_client.ui.screens.more import MoreItem

TAX_NUMBER_NAMES = {"PLN": "NIP", "RUB": "ИНН"}


class BasketFlow(QObject):
    """The panels over the sell and pay screens."""

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self._stage = stage
        self._checkout = stage.services.checkout

    def items(self, *, in_sell: bool) -> list[MoreItem]:
        """Return the items of More; they act on the basket on the sell screen alone."""

        def cause(there_is: bool) -> str:  # noqa: FBT001 - asked in one place
            return "" if in_sell and there_is else self.tr("No basket")

        return [
            MoreItem(
                "percent",
                lambda: self.tr("Discount on the whole basket"),
                self.open_basket_discount,
                cause=lambda: cause(not self._checkout.basket.is_empty),
            ),
            MoreItem(
                "trash-2",
                lambda: self.tr("Cancel the basket"),
                self.open_cancel,
                second=lambda: self.tr("with a reason"),
                cause=lambda: cause(bool(self._checkout.view().lines)),
            ),
        ]

    # discounts

    def open_discount(self, line_id: int) -> None:
        """F4: a manual discount or price for a line."""
        line = next((line for line in self._checkout.view().lines if line.line_id == line_id), None)
        if line is None or line.is_charge:
            self._stage.tell("discount_not_allowed")
            return

        def give(manual: ManualDiscount | None) -> None:
            reason = manual.reason if manual is not None else ""
            self._stage.perform(
                lambda given: self._checkout.set_manual(line_id, manual, given), self._changed, reason=reason
            )

        self._stage.window.open_side(screens.DiscountPanel(self._stage.services, line, give))

    def open_basket_discount(self) -> None:
        """A manual discount on the whole basket."""

        def give(manual: ManualDiscount | None) -> None:
            reason = manual.reason if manual is not None else ""
            self._stage.perform(
                lambda given: self._checkout.set_basket_discount(manual, given), self._changed, reason=reason
            )

        self._stage.window.open_side(screens.DiscountPanel(self._stage.services, None, give))

    def _changed(self, answer: Taken) -> None:
        self._stage.window.close_side()
        self._stage.basket_changed.emit()
        if answer.kind is TakeKind.ERROR:
            self._stage.tell(answer.code, answer.details)

    # open item

    def open_open_item(self, error: ErrorRow) -> None:
        """F4 on an unknown code: sell it as a listed open item at a typed price."""
        items = self._stage.services.desk.replica.live.open_items()
        if not items:
            self._stage.tell("no_open_item")
            return
        currency = self._stage.services.desk.store.currency
        formatter = self._stage.window.formatter
        panel = screens.FigurePanel(
            lambda text: (formatter.parse_money(text, currency) or 0) > 0,
            lambda text, sku: self._sell_open_item(error, sku, formatter.parse_money(text, currency) or 0),
            texts=lambda: (self.tr("Open item"), error.raw, self.tr("Price"), formatter.symbol(currency)),
            options=lambda: [(item.sku, self._stage.window.formatter.name(item.names)) for item in items[:6]],
        )
        self._stage.window.open_side(panel)

    def _sell_open_item(self, error: ErrorRow, sku: str, price: int) -> None:
        def sold(answer: Taken) -> None:
            if answer.kind is TakeKind.ADDED:
                self._checkout.answer_error(error.error_id)
            self._changed(answer)

        self._stage.perform(lambda given: self._checkout.open_item(sku, price, error.raw, given), sold)

    # cancelling

    def open_cancel(self) -> None:
        """Shift+Del: abandon the basket with a reason."""
        reasons = self._stage.services.desk.replica.live.reasons("cancel")
        view = self._checkout.view()
        panel = ChoicePanel(
            self._stage.window.guard,
            self._cancel,
            texts=lambda: (
                self.tr("Cancel the basket"),
                self.tr("%n line(s)", "", sum(not line.is_voided and not line.is_charge for line in view.lines))
                + f" · {self._stage.money(view.total)}",
                self.tr("Cancel the basket"),
                self.tr("The journal keeps what was in it, who and why."),
            ),
            options=lambda: [(r.reason_id, self._stage.window.formatter.name(r.names)) for r in reasons[:7]],
        )
        self._stage.window.open_side(panel)

    def _cancel(self, reason: str) -> None:
        def cancelled(_view: object) -> None:
            self._stage.window.close_side()
            self._stage.basket_changed.emit()
            self._stage.window.toast(self.tr("The basket was cancelled"), state="ok")

        self._stage.perform(lambda given: self._checkout.cancel(reason, given), cancelled, reason=reason)

    # a credit slip's code

    def open_slip(self, take: Callable[[str], bool]) -> None:
        """Type the code of a credit slip that cannot be scanned; `take` says whether it was taken."""

        def apply(code: str) -> None:
            self._stage.window.close_side()
            take(code)

        texts = lambda: (  # noqa: E731 - asked again when the language changes
            self.tr("Credit slip"),
            self.tr("The letters and digits under its code. Capitals do not matter."),
            self.tr("Code"),
        )
        self._stage.window.open_side(screens.TextPanel(apply, texts=texts, is_code=True))

    # the company's tax number

    def open_tax_number(self) -> None:
        """F3 in Pay: a company's tax number, checked, for the receipt."""
        code = self._stage.services.desk.store.currency.code
        panel = screens.FigurePanel(
            lambda text: bool(company_number(text, code)),
            lambda text, _chosen: self._set_tax_number(company_number(text, code)),
            texts=lambda: (
                self.tr("Company tax number"),
                self.tr("It is printed on the receipt and checked by its check digits."),
                TAX_NUMBER_NAMES.get(code) or self.tr("Tax number"),
                "",
            ),
            known=self._stage.services.companies.known,
        )
        self._stage.window.open_side(panel)

    def _set_tax_number(self, number: str) -> None:
        self._checkout.set_buyer_tax_number(number)
        self._stage.services.companies.remember(number)
        self._stage.window.close_side()
