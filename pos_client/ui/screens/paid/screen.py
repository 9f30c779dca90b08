"""The paid screen. The next sale already accepts scans: the first one closes it and goes into the new basket."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout

from pos_client.domain.money import Currency, currency
from pos_client.domain.sale import Sale
from pos_client.services.bundle import Services
from pos_client.services.returning.exchange import EXCHANGE
from pos_client.services.views import Names, PaidView, SuspendedView
from pos_client.ui.frame import FunctionKey
from pos_client.ui.i18n import device_message
from pos_client.ui.screens.done import DoneScreen, Paper
from pos_client.ui.widgets import IconLabel, Key, Keycap, ListRow, Rule, empty, hint, label, margins, panel

RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
MOST_PARKED = 3
MOST_TAKEN = 3


class PaidScreen(DoneScreen):
    """Shows the sale just committed; `shown` is its view. Signal besides: `parked_wanted(str)`, "" for the list."""

    name = "paid"
    parked_wanted = Signal(str)

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._sale: Sale | None = None
        self.shown: PaidView | None = None
        self._figures = QGridLayout()
        self._figures.setHorizontalSpacing(24)
        self._foot.addLayout(self._figures)
        self.ready = panel("plain")
        self.ready_title = label("", "strong")
        self.ready_text = label("", "small", "ink_2", wrap=True)
        self.parked_title = label("", "strong")
        self.count = label("", "small", "ink_2")
        self._beside.addWidget(self._ready_panel())
        self._beside.addWidget(self._parked_panel(), 1)

    def _ready_panel(self) -> QFrame:
        self.ready.setProperty("state", "good")
        inner = QHBoxLayout(self.ready)
        margins(inner, 16, 12, 16, 12, 14)
        inner.addWidget(IconLabel("circle-check", 24, "good"), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.addWidget(self.ready_title)
        words.addWidget(self.ready_text)
        inner.addLayout(words, 1)
        return self.ready

    def _parked_panel(self) -> QFrame:
        box = panel("plain")
        column = QVBoxLayout(box)
        margins(column, 16, 12, 16, 10, 4)
        head = QHBoxLayout()
        head.addWidget(self.parked_title)
        head.addStretch(1)
        head.addWidget(Keycap("F7"))
        column.addLayout(head)
        column.addWidget(Rule())
        self._parked = QVBoxLayout()
        self._parked.setSpacing(0)
        column.addLayout(self._parked)
        column.addStretch(1)
        line, self.count = hint("clock", "")
        column.addWidget(line)
        return box

    # showing

    def show_sale(self, sale: Sale) -> None:
        """Take the sale just committed; call before the screen is shown."""
        self._sale = sale
        self.refresh()

    def refresh(self) -> None:
        """Show the sale and what is known of its receipt by now."""
        if self._sale is None or not self.is_attached:
            return
        paid = self.shown = self._services.receipts.paid_view(self._sale)

        def money(amount: int) -> str:
            return self.formatter.money(amount, paid.currency)

        has_change = paid.change > 0
        pays_out = paid.total < 0
        onto_slip = sum(amount for _number, amount in paid.slips)
        self.caption.setText(
            self.tr("Paid out") if pays_out
            else self.tr("Change") if has_change
            else self.tr("Give the credit slip") if onto_slip
            else self.tr("Paid, no change")
        )  # fmt: skip
        shown = -paid.total if pays_out else paid.change or onto_slip or paid.total
        self.amount.set_style("change" if has_change or pays_out else "total")
        self.amount.set_parts(self.formatter.money_parts(shown, paid.currency))
        self.done.setText(self.tr("Paid · {receipt}").format(receipt=paid.receipt_number))
        self.show_pieces(((value, 1) for value in paid.change_pieces), paid.currency, paid.denominations_notes_from)
        way = -1 if pays_out else 1  # what goes out is named so, and has no sign
        due = QCoreApplication.translate("TotalsSlab", "To give back") if pays_out else self.tr("To pay")
        rows = [(due, money(way * paid.total))]
        if paid.rounding:
            rows.append((self.tr("Rounding"), money(way * paid.rounding)))
        taken = [(self._tender(names), money(way * given)) for names, given in paid.payments]
        seconds = [
            " · ".join(part for part in (self.tr("Taken") if given >= 0 else self.tr("Given"), notes) if part)
            for (_names, given), notes in zip(
                paid.payments, (self._in_foreign(amount, code) for amount, code in paid.foreign), strict=True
            )
        ]
        if len(taken) == 1:
            rows += taken
        else:
            words = self.tr("Given") if pays_out else self.tr("Taken")
            rows.append((words, money(way * sum(given for _names, given in paid.payments))))
        self._show_figures(rows)
        if onto_slip and has_change:
            rows.append((self.tr("Credit slip"), money(onto_slip)))
        self._show_taken(taken, seconds, [(number, money(amount)) for number, amount in paid.slips])
        self._show_print(paid)
        self.box.set_text(self.tr("Scan the next product"))
        self.ready_title.setText(self.tr("The next sale is ready"))
        self.ready_text.setText(self.tr("The first scan closes this screen and begins a new basket."))
        self.parked_title.setText(self.tr("Suspended baskets"))
        self._show_parked(paid.currency)
        self.count.setText(self.tr("This shift: %n sale(s)", "", paid.sales_today))
        self.keys_changed.emit()

    def _tender(self, names: Names) -> str:
        """No store has the tender of an exchange among its own, so that it comes without a name."""
        return self.formatter.name(names or EXCHANGE.names)

    def _in_foreign(self, amount: int, code: str) -> str:
        """Say what was handed over in another currency."""
        return self.formatter.money(amount, currency(code), symbol=True) if amount and code else ""

    def _show_taken(self, taken: list[tuple[str, str]], seconds: list[str], slips: list[tuple[str, str]]) -> None:
        """What is to be handed over, then each part of the payment in a row of its own, as many as have room."""
        empty(self._listed)
        for number, amount in slips:
            title = self.tr("Credit slip {number}").format(number=number)
            second = self.tr("The customer gets it with the receipt")
            self._listed.addWidget(ListRow(title, second, icon="receipt-text", icon_tone="accent_text", figure=amount))
            self._listed.addWidget(Rule())
        for (name, given), second in list(zip(taken, seconds, strict=True))[: MOST_TAKEN - len(slips)]:
            self._listed.addWidget(ListRow(name, second, icon="wallet", icon_tone="good", figure=given))
            self._listed.addWidget(Rule())

    def _show_figures(self, rows: list[tuple[str, str]]) -> None:
        empty(self._figures)
        for line, (name, figure) in enumerate(rows):
            self._figures.addWidget(label(name, "body", "on_slab_2"), line, 0)
            self._figures.addWidget(label(figure, "strong", "on_slab", align=RIGHT), line, 1)

    def _show_print(self, paid: PaidView) -> None:
        lines = self.tr("%n line(s)", "", paid.line_count)
        texts = {
            "printed": (self.tr("Receipt printed"), lines, "good"),
            "printing": (self.tr("Receipt is being printed"), lines, "ink_2"),
            "failed": (self.tr("Receipt not printed"), device_message("printer", paid.print_code).second, "bad"),
            "unknown": self.unknown_texts(),
            "off": (
                self.tr("No printer"),
                self.tr("The sale is in the journal; set up a printer in settings."),
                "ink_2",
            ),
        }
        self.show_paper(Paper(paid.receipt_number, paid.print_state, paid.print_job), texts)

    def _show_parked(self, money: Currency) -> None:
        empty(self._parked)
        parked: tuple[SuspendedView, ...] = self._services.suspended.all()
        for one in parked[:MOST_PARKED]:
            said = [self.tr("%n line(s)", "", one.line_count), one.label]
            second = " · ".join(part for part in said if part)  # beside the key there is room for a time alone
            figure = self.formatter.money(one.total, money)
            row = ListRow(self.formatter.time(one.suspended_at), second, icon="pause", figure=figure)
            key = Key(self.tr("Recall"), minimum=48)
            key.clicked.connect(lambda _c=False, basket_id=one.basket_id: self.parked_wanted.emit(basket_id))
            row.add(key)
            self._parked.addWidget(row)
            self._parked.addWidget(Rule())
        if not parked:
            self._parked.addWidget(label(self.tr("None"), "small", "ink_2"))

    # doing

    def function_keys(self) -> dict[int, FunctionKey]:
        """Return the bar: F7 takes a parked basket."""
        return {**super().function_keys(), 7: FunctionKey(self.tr("Baskets"))}

    def handle_function(self, number: int) -> None:
        """Do what the bar says."""
        if number == 7:
            self.parked_wanted.emit("")
        else:
            super().handle_function(number)
