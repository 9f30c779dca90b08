"""Opening a till: every denomination counted blind, F9 opens; what the last shift left is compared only then."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from pos_client.runtime.bridge import Bridge
from pos_client.services.bundle import Services
from pos_client.services.desk import ServiceError
from pos_client.services.shift.shift_views import OpeningView
from pos_client.services.views import Approval, NeedsApproval
from pos_client.ui.frame import FunctionKey, Screen
from pos_client.ui.i18n import message
from pos_client.ui.screens.counting import CountList, CountSide, PiecesPage
from pos_client.ui.screens.counting.notes import is_note
from pos_client.ui.widgets import Banner, KeyGuard, label, margins

BANNER = "shift_open"


class ShiftOpenScreen(Screen):
    """Signals: `opened()`; `approval_wanted(NeedsApproval)`: call `confirm(approval)` with the answer.

    When the counted cash is not what the last shift left, both figures are shown before `opened`.
    """

    name = "shift_open"
    opened = Signal()
    approval_wanted = Signal(object)
    left_for_login = Signal()
    help_wanted = Signal()

    def __init__(self, services: Services, bridge: Bridge, guard: KeyGuard | None = None) -> None:
        super().__init__()
        self._services = services
        self._bridge = bridge
        store = services.desk.store
        self._currency = store.currency
        self.page = PiecesPage(store.denominations, is_note=is_note(services.desk))
        self.title = label("", "heading")
        self.side = CountSide(guard)
        self.pad = self.side.pad
        self.amount = self.side.amount
        self.confirm_key = self.side.confirm_key
        self._busy = False
        self._compared: OpeningView | None = None
        outer = QHBoxLayout(self)
        margins(outer, 0, 0, 0, 0, 12)
        left = QVBoxLayout()
        left.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(self.page.switch)
        left.addLayout(head)
        left.addWidget(self.page, 1)
        outer.addLayout(left, 1)
        outer.addWidget(self.side)
        self.page.changed.connect(self._counted)
        self.page.focused.connect(self._focused)
        self.page.finished.connect(self.side.offer_confirm)
        self.confirm_key.clicked.connect(lambda _checked=False: self._confirmed())

    @property
    def notes(self) -> CountList:
        """The list of notes."""
        return self.page.notes

    @property
    def coins(self) -> CountList:
        """The list of coins."""
        return self.page.coins

    def restyle(self) -> None:
        """Two lists side by side where they fit, one with a switch at 1024."""
        self.side.fit(self.theme)
        self.page.set_small(self.theme.is_small)

    def entered(self) -> None:
        """Put the cursor into the first field that was not counted."""
        if self._compared is not None and self._services.shifts.is_open:
            self.confirm_key.setFocus()
            return
        self._begin_count()
        if not self.page.focus_first():
            self.confirm_key.setFocus()

    def left(self) -> None:
        """Take away what was said of an opening that failed: it would stand over other screens for ever."""
        self.shell.clear_banner(BANNER)
        super().left()

    def retranslate(self) -> None:
        """Set every text in the language in force."""
        self.title.setText(self.tr("Opening cash"))
        self.side.retranslate(self.tr("Next"), self.formatter.decimal_sign)
        if self._compared is None:
            self._begin_count()
        else:
            self._counted()
            self._show_difference(self._compared)

    def _counted(self) -> None:
        total = self.page.show_in(self.formatter, self._currency)
        left = self.page.rows_left
        kinds = len(self.page.rows)
        if self._compared is None:
            self.side.so_far.setText(self.tr("Counted so far"))
            self.side.progress.setText(self.tr("{done} of {all} kinds counted").format(done=kinds - left, all=kinds))
            self.side.set_note(self.tr("blind: what was left is shown afterwards"))
            self.confirm_key.set_caption(self.tr("Open the shift"))
            self.confirm_key.set_cause(self.tr("%n kind(s) left", "", left) if left else "")
            self.amount.set_parts(self.formatter.money_parts(total, self._currency))
        self.side.set_ready(not left)
        row = self.page.row_at_work()
        if self._compared is None and row is not None:
            self._focused(row.value)
        self.keys_changed.emit()

    def _focused(self, value: int) -> None:
        figure = self.formatter.money(value, self._currency, trim=True)
        self.side.asked.setText(self.tr("Pieces of {value}").format(value=figure))

    def _confirmed(self) -> None:
        if self._compared is None:
            self.confirm()
        else:
            self._compared = None
            self.page.set_pieces({})
            self.opened.emit()

    def _begin_count(self) -> None:
        self._compared = None
        self.page.setEnabled(True)
        self.pad.set_cause("")
        self.side.set_rule(self.tr("empty counts 0"))
        self._counted()

    def confirm(self, approval: Approval | None = None) -> None:
        """Open the shift with what was counted; may ask for an approval first."""
        if self.page.rows_left or self._busy:
            return
        try:
            answer = self._services.shifts.open(self.page.counted(), approval)
        except ServiceError as error:
            self._refused(error.code)
            return
        if isinstance(answer, NeedsApproval):
            self.approval_wanted.emit(answer)
            return
        self._busy = True
        self._bridge.deliver(answer, self._done, self._failed)

    def _done(self, shift_id: str) -> None:
        self._busy = False
        self.shell.clear_banner(BANNER)
        self._services.shifts.opened(shift_id)
        opening = self._services.shifts.opening()
        if opening is None or not opening.difference:
            self.page.set_pieces({})
            self.opened.emit()
            return
        self._compared = opening
        self._show_difference(opening)

    def _show_difference(self, opening: OpeningView) -> None:
        """The shift is open: say by how much its cash is not what was left, before anything is sold."""
        difference = opening.difference
        self.page.setEnabled(False)
        told = self.tr("Over what was left") if difference > 0 else self.tr("Short of what was left")
        self.side.so_far.setText(told)
        self.amount.set_parts(self.formatter.money_parts(difference, opening.currency))
        counted = self.formatter.money(opening.counted, opening.currency)
        left = self.formatter.money(opening.expected or 0, opening.currency)
        self.side.progress.setText(self.tr("Counted: {amount}").format(amount=counted))
        self.side.set_note(self.tr("Left by the last shift: {amount}").format(amount=left), blind=False)
        self.side.asked.setText("")
        self.side.set_rule("")
        self.pad.set_cause(self.tr("Counted"))
        self.confirm_key.set_caption(self.tr("Begin to sell"))
        self.confirm_key.setFocus()
        self.keys_changed.emit()

    def _failed(self, error: Exception) -> None:
        self._busy = False
        self._refused(getattr(error, "code", "internal_error"))

    def _refused(self, code: str) -> None:
        told = message(code, (), formatter=self.formatter)
        self.shell.show_banner(BANNER, Banner(told.what, told.second, state="bad", icon="circle-x"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._compared is not None:
            self.confirm_key.click()
            return
        super().keyPressEvent(event)

    def function_keys(self) -> dict[int, FunctionKey]:
        """Return the bar: help, clear, open, lock."""
        left = self.page.rows_left
        cause = self.tr("%n kind(s) left", "", left) if left else ""
        caption = self.tr("Open") if self._compared is None else self.tr("Sell")
        keys = {
            1: FunctionKey(self.tr("Help")),
            4: FunctionKey(self.tr("Clear")),
            9: FunctionKey(caption, cause=cause, primary=not cause, finishing=True),
            12: FunctionKey(self.tr("Lock")),
        }
        if self._compared is not None:
            del keys[4]
        return keys

    def handle_function(self, number: int) -> None:
        """Do what the bar says."""
        if number == 1:
            self.help_wanted.emit()
        elif number == 4:
            self.page.clear_row()
        elif number == 9:
            self._confirmed()
        elif number == 12:
            self.left_for_login.emit()

    def handle_escape(self) -> None:
        """Back to the login; what was counted stays on the screen."""
        self.left_for_login.emit()
