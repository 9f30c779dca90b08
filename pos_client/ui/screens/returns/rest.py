"""An exchange whose goods cost less than the credit: what is more goes back before the sale is written. Main thread."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pos_client.runtime.bridge import Bridge
from pos_client.services.returning.exchange import Exchange
from pos_client.services.returning.returns_views import ExchangeView
from pos_client.ui.frame import FunctionKey, ScanLike
from pos_client.ui.screens.returns.refund_rows import RefundRows
from pos_client.ui.screens.returns.refunding import Refunding
from pos_client.ui.screens.side import scroll_area
from pos_client.ui.widgets import Amount, KeyGuard, Rule, hint, label, margins, panel


class RestScreen(Refunding):
    """Name "exchange_rest": the rest of the credit on its way back, card by card."""

    name = "exchange_rest"

    def __init__(self, exchange: Exchange, bridge: Bridge, guard: KeyGuard) -> None:
        super().__init__(exchange, bridge, guard)
        self._exchange = exchange
        self.caption = label("", "title", "on_slab_2")
        self.amount = Amount("total")
        self.second = label("", "body", "on_slab_2", wrap=True)
        self.title = label("", "strong")
        self.rows = RefundRows()
        self.connect_rows(self.rows)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        slab = panel("slab")
        words = QVBoxLayout(slab)
        margins(words, 24, 12, 24, 12, 0)
        words.addWidget(self.caption)
        words.addWidget(self.amount)
        words.addWidget(self.second)
        flows = panel("plain")
        inner = QVBoxLayout(flows)
        margins(inner, 18, 12, 18, 12, 8)
        inner.addWidget(self.title)
        inner.addWidget(Rule())
        held = QWidget()
        within = QVBoxLayout(held)
        within.setContentsMargins(0, 0, 0, 0)
        within.addWidget(self.rows)
        within.addStretch(1)
        inner.addWidget(scroll_area(held), 1)
        line, self.note = hint("shield-check", "")
        inner.addWidget(line)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(slab)
        self._column.addWidget(flows, 1)

    def restyle(self) -> None:
        """Take sizes anew."""
        self._column.setSpacing(self.theme.frame("gap"))
        self.amount.set_style("due" if self.theme.is_small else "total")
        self.refresh()

    def entered(self) -> None:
        """Give what has to go back; what is not begun any more belongs to Pay."""
        self.setFocus()
        self.refresh()
        self.cards.go_on()

    def retranslate(self) -> None:
        """Set every text in the language in force."""
        self.refresh()

    def refresh(self) -> None:
        """Show the rest as it is now; once it is given the sale goes on."""
        if not self.is_attached or not self._exchange.is_open:
            return
        view = self._exchange.view()
        self._show(view)
        self.keys_changed.emit()
        self.finish_when_settled()

    def _show(self, view: ExchangeView) -> None:
        def money(amount: int) -> str:
            return self.formatter.money(amount, view.currency)

        self.caption.setText(self.tr("To give back"))
        self.amount.set_parts(self.formatter.money_parts(view.to_give, view.currency))
        words = self.tr("Credit {credit}, the new goods take {takes} of it")
        self.second.setText(words.format(credit=money(view.credit), takes=money(view.takes)))
        self.title.setText(self.tr("What flows back"))
        self.note.setText(self.tr("A lost answer is asked for again, nothing is given back twice."))
        self.rows.show_refunds(view.refunds, view.currency, self.formatter, at_work=view.stage != "choosing")

    def may_leave(self) -> bool:
        """True while nothing of the rest moved."""
        return not self._exchange.moved

    def function_keys(self) -> dict[int, FunctionKey]:
        """Return the bar: only what concerns the money on its way."""
        keys = {1: FunctionKey(self.tr("Help"))} | self.refund_keys()
        if not self.may_leave():
            keys.pop(7, None)
        return keys

    def handle_function(self, number: int) -> None:
        """Do what the bar says."""
        if number == 1:
            self.help_wanted.emit()
        else:
            self.refund_function(number)

    def handle_escape(self) -> None:
        """Back to Pay, as long as nothing moved."""
        if self.can_step_back() and self.may_leave():
            self.leave_wanted.emit()

    def handle_scan(self, scan: ScanLike) -> None:
        """Nothing is scanned here."""
        self.told.emit("scanned_in_refund", ())
