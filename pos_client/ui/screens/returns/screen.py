"""The return screen: the lines of a sale, what of them comes back, what flows back, the card at the terminal.

It shows what the returns service says and computes no money. What needs an approval, and what follows, is asked for by
signals. Main thread only.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pos_client.runtime.bridge import Bridge
from pos_client.services.bundle import Services
from pos_client.services.returning.returns_views import ReturnLineView, ReturnView
from pos_client.ui.frame import FunctionKey
from pos_client.ui.i18n import message
from pos_client.ui.screens.returns.choosing import CONDITIONS, Choosing
from pos_client.ui.screens.returns.reasons import ReasonFoot
from pos_client.ui.screens.returns.side import ReturnSide
from pos_client.ui.screens.returns.table import ReturnTable
from pos_client.ui.widgets import ElidedLabel, IconLabel, Key, KeyGuard, TearLine, label, margins, panel

WIDEST = 11  # signs of a function key at 1024


class ReturnScreen(Choosing):
    """Name "returns".

    Signals beside those of `Choosing`: `exchange_wanted()`, and for panels `find_wanted()`, `reasons_wanted()`,
    `quantity_wanted()`, `price_wanted()`.
    """

    name = "returns"
    exchange_wanted = Signal()
    find_wanted = Signal()
    reasons_wanted = Signal()
    quantity_wanted = Signal()
    price_wanted = Signal()

    def __init__(self, services: Services, bridge: Bridge, guard: KeyGuard) -> None:
        super().__init__(services.returns, bridge, guard)
        self._services = services
        self._shown_id = ""
        self._covered = False
        self.title = label("", "title")
        self.subject = ElidedLabel("", "small", "ink_2")
        self.all_key = Key(keycaps=("Ctrl+A",))
        self.table = ReturnTable()
        self.foot = ReasonFoot()
        self.side = ReturnSide(guard)
        self._build()
        self._connect()

    def _build(self) -> None:
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        head = panel("plain")
        row = QHBoxLayout(head)
        margins(row, 18, 10, 16, 10, 14)
        row.addWidget(IconLabel("undo-2", 24, "accent_text"))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addWidget(self.subject)
        row.addLayout(words, 1)
        self.all_key.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        row.addWidget(self.all_key)
        self._lines = panel("plain")
        self._lines.setProperty("ringed", True)
        self._lines.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        column = QVBoxLayout(self._lines)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        for part, stretch in ((self.table, 1), (TearLine(), 0), (self.foot, 0)):
            column.addWidget(part, stretch)
        left = QWidget()
        self._left = QVBoxLayout(left)
        self._left.setContentsMargins(0, 0, 0, 0)
        self._left.addWidget(head)
        self._left.addWidget(self._lines, 1)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(left, 1)
        self._row.addWidget(self.side)

    def _connect(self) -> None:
        self.table.touched.connect(self.choose)
        self.table.stepped.connect(self._stepped)
        self.all_key.clicked.connect(lambda _c=False: self.whole_receipt())
        self.foot.chosen.connect(self.set_reason)
        self.foot.condition_wanted.connect(self.next_condition)
        self.side.key.clicked.connect(lambda _c=False: self._give_back())
        self.connect_rows(self.side.rows)

    # showing

    def restyle(self) -> None:
        """Take sizes anew."""
        gap = self.theme.frame("gap")
        self._left.setSpacing(gap)
        self._row.setSpacing(gap)
        for part in (self.table, self.foot, self.side):
            part.restyle()
        self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.refresh()

    def entered(self) -> None:
        """Show the return in hand; cards that wait go on."""
        self.refresh()
        if self._view is not None and self._view.return_id != self._shown_id:
            self._shown_id = self._view.return_id
            self._start()
            self.refresh()
        self._lines.setFocus()
        if self._view is not None and self._view.stage == "refunding":
            self.cards.go_on()

    def retranslate(self) -> None:
        """Set every text in the language in force."""
        self.table.head.update()
        self.refresh()

    def side_opened(self) -> None:
        """A panel stands over the right column; at 1024 it leaves little of the table."""
        self.side.hide()
        self._narrow(narrow=self.theme.is_small)

    def side_closed(self) -> None:
        """The right column is free again."""
        self.side.show()
        self._narrow(narrow=False)

    def _narrow(self, *, narrow: bool) -> None:
        self.table.set_narrow(narrow=narrow)
        self.foot.setVisible(not narrow)
        self._covered = narrow
        self.refresh()

    def refresh(self) -> None:
        """Show the return as it is now; a settled one is finished."""
        if not self.is_attached:
            return
        self._view = self._services.returns.view() if self._services.returns.is_open else None
        view = self._view
        if view is None:
            self.keys_changed.emit()
            return
        self._show_head(view)
        self.table.show_view(view, self.formatter, self._current, self._typed, self._extra)
        self.foot.show_reasons(self._services.returns.reasons(), self.formatter, self.reason_in_force)
        self._show_condition()
        self.foot.set_at_work(view.stage != "choosing")
        self._show_condition()
        self.side.show_view(view, self.formatter, busy=self.busy)
        self.keys_changed.emit()
        self.finish_when_settled()

    def _show_head(self, view: ReturnView) -> None:
        number = view.original_receipt
        self.title.setText(
            self.tr("Return to {receipt}").format(receipt=number) if number else self.tr("Return without a receipt")
        )
        self.subject.setText(self._about(view))
        self.all_key.set_caption(self.tr("Whole receipt"))
        self.all_key.setVisible(bool(number) and view.stage == "choosing" and not self._covered)

    def _about(self, view: ReturnView) -> str:
        if not view.original_receipt or view.sold_at is None:
            return self.tr("Scan what comes back. Prices of today, without discounts.")
        words = [f"{self.formatter.date(view.sold_at)}, {self.formatter.time(view.sold_at)}"]
        if view.last_day is not None:
            words.append(self.tr("taken back until {day}").format(day=self.formatter.date(view.last_day, short=True)))
        words.append(view.cashier_name)
        words += [  # last: where there is no room for all, how it was paid stands at the right as well
            f"{self.formatter.money(amount, view.currency)} {self.formatter.name(names)}"
            for names, amount in view.payments
        ]
        if view.buyer_tax_number:
            words.append(view.buyer_tax_number)
        return " · ".join(words)

    def _extra(self, line: ReturnLineView) -> str:
        """Say why a chosen line comes back, and how."""
        names = {reason.reason_id: reason.names for reason in self._services.returns.reasons()}
        if not line.reason:
            return self.tr("no reason yet")
        reason = self.formatter.name(names.get(line.reason, ())) if line.reason in names else line.reason
        words = line.reason_text or reason
        return f"{words} · {self._condition_words(line.condition)}" if line.condition else words

    def _condition_words(self, condition: str) -> str:
        return {
            CONDITIONS[0]: self.tr("back on the shelf"),
            CONDITIONS[1]: self.tr("damaged, put aside"),
            CONDITIONS[2]: self.tr("written off"),
        }.get(condition, "")

    def _show_condition(self) -> None:
        line = self.current_line
        can = line is not None and line.chosen.thousandths > 0 and self.is_choosing
        words = self._condition_words(line.condition) if line is not None and can else self.tr("Condition")
        about = self.formatter.name(line.names) if line is not None and can else ""
        self.foot.show_condition(words, about, can=can)

    def _give_back(self) -> None:
        if self.is_choosing and not self._finishing:
            self.give_back_wanted.emit()

    def _names_receipt(self, text: str) -> bool:
        return bool(self._services.receipts.number_in(text))

    # keys

    def function_keys(self) -> dict[int, FunctionKey]:
        """Return the bar: while money flows back, only what concerns it."""
        view = self._view
        keys = {1: FunctionKey(self.tr("Help"))}
        if view is None or self._finishing:
            return keys
        if view.stage != "choosing":
            return keys | self.refund_keys()
        line = self.current_line
        no_line = "" if line is not None else message("choose_goods_first", formatter=self.formatter).text
        keys[2] = FunctionKey(self.tr("Find"))
        keys[3] = FunctionKey(self.tr("Reason"))
        chosen = line is not None and line.chosen.thousandths > 0
        not_chosen = "" if chosen else message("choose_goods_first", formatter=self.formatter).text
        keys[4] = FunctionKey(self.tr("Condition"), not_chosen)
        keys[5] = FunctionKey(self.tr("Quantity"), no_line)
        if view.original_receipt:
            keys[6] = FunctionKey(self.tr("Whole"))
        else:
            keys[6] = FunctionKey(self.tr("Price"), no_line)
        code = "" if view.can_exchange else view.blocked_by or "nothing_chosen"
        keys[7] = FunctionKey(self.tr("Exchange"), message(code, formatter=self.formatter).text if code else "")
        if view.onto_slip is not None:
            keys[8] = FunctionKey(self.tr("In cash") if view.onto_slip else self.tr("Onto a slip"))
        amount = self.formatter.money(view.to_give, view.currency, trim=True)
        cause = message(view.blocked_by, formatter=self.formatter).text if view.blocked_by else ""
        words = self.tr("Return {amount}").format(amount=amount)
        if self.theme.is_small and len(words) > WIDEST:
            words = self.tr("Return it")  # the amount stands on the key above, and never elides
        keys[9] = FunctionKey(words, cause, primary=not cause, finishing=True)
        keys[12] = FunctionKey(self.tr("Lock"))
        return keys

    def handle_function(self, number: int) -> None:
        """Do what the bar says."""
        view = self._view
        if number == 1:
            self.help_wanted.emit()
        elif view is not None and view.stage != "choosing":
            self.refund_function(number)
        elif number == 8 and view is not None and view.onto_slip is not None:
            self.set_onto_slip(onto_slip=not view.onto_slip)
        elif number == 4:
            self.next_condition()
        elif number == 6:
            if view is not None and view.original_receipt:
                self.whole_receipt()
            else:
                self.price_wanted.emit()
        elif number == 9:
            self._give_back()
        else:
            wanted = {
                2: self.find_wanted,
                3: self.reasons_wanted,
                5: self.quantity_wanted,
                7: self.exchange_wanted,
                12: self.lock_wanted,
            }
            wanted[number].emit()

    def handle_escape(self) -> None:
        """One step back: what is being typed, then the return; while the terminal is at work nothing."""
        view = self._view
        if self._typed:
            self._typed = ""
            self.refresh()
        elif view is not None and self.can_step_back():
            self.leave_wanted.emit()

    def help_keys(self) -> tuple[tuple[str, str], ...]:
        """Return the other keys that act here."""
        return (
            ("↑ ↓", self.tr("Choose a line")),
            ("1 … 9", self.tr("How much of it comes back")),
            ("+  −", self.tr("One more, one less")),
            ("*", self.tr("All that is left of the line")),
            ("Del", self.tr("Nothing of the line")),
            ("← →", self.tr("Another reason")),
            ("Ctrl+A", self.tr("The whole receipt")),
            ("Enter", self.tr("The next line; gives nothing back")),
        )
