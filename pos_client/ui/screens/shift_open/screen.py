"""Opening a till: every denomination counted, Enter counts an empty field as 0, F9 confirms."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from pos_client.runtime.bridge import Bridge
from pos_client.services.bundle import Services
from pos_client.services.desk import ServiceError
from pos_client.services.views import Approval, NeedsApproval
from pos_client.ui.frame import FunctionKey, Screen
from pos_client.ui.i18n import message
from pos_client.ui.screens.shift_open.count_list import CountList, CountRow
from pos_client.ui.widgets import Amount, Banner, Key, Numpad, Role, Tabs, label, margins, panel


class ShiftOpenScreen(Screen):
    """Signals: `opened()`; `approval_wanted(NeedsApproval)`: call `confirm(approval)` with the answer."""

    name = "shift_open"
    opened = Signal()
    approval_wanted = Signal(object)
    left_for_login = Signal()
    help_wanted = Signal()

    def __init__(self, services: Services, bridge: Bridge) -> None:
        super().__init__()
        self._services = services
        self._bridge = bridge
        store = services.desk.store
        self._currency = store.currency
        notes_from = int(services.desk.replica.live.settings.get("notes_from", "0")) or store.currency.factor * 10
        notes = [value for value in store.denominations if value >= notes_from]
        coins = [value for value in store.denominations if value < notes_from]
        self.notes, self.coins = CountList(notes, are_notes=True), CountList(coins, are_notes=False)
        self.title = label("", "heading")
        self.so_far = label("", "body", "on_slab_2")
        self.amount = Amount("count")
        self.progress = label("", "small", "on_slab_2")
        self.asked = label("", "strong")
        self.rule = label("", "small", "ink_2")
        self.pad = Numpad()
        self.confirm_key = Key(role=Role.PRIMARY, keycaps=("F9",), minimum=64)
        self.switch = Tabs((("", ""), ("", "")))
        self._busy = False
        self._build()
        for one in (self.notes, self.coins):
            one.changed.connect(self._counted)
            one.focused.connect(self._focused)
        self.notes.finished.connect(self._notes_done)
        self.coins.finished.connect(self.confirm_key.setFocus)
        self.confirm_key.clicked.connect(lambda _checked=False: self.confirm())
        self.switch.changed.connect(self._switched)

    def _build(self) -> None:
        outer = QHBoxLayout(self)
        margins(outer, 0, 0, 0, 0, 12)
        left = QVBoxLayout()
        left.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(self.switch)
        left.addLayout(head)
        self._pair = QHBoxLayout()
        self._pair.setSpacing(12)
        self._one = QStackedWidget()
        self._lists = QVBoxLayout()
        self._lists.addLayout(self._pair)
        self._lists.addWidget(self._one)
        left.addLayout(self._lists, 1)
        outer.addLayout(left, 1)
        self._side = QWidget()
        right = QVBoxLayout(self._side)
        margins(right, 0, 0, 0, 0, 8)
        slab = panel("slab")
        inner = QVBoxLayout(slab)
        margins(inner, 20, 14, 20, 14, 2)
        for widget in (self.so_far, self.amount, self.progress):
            inner.addWidget(widget)
        right.addWidget(slab)
        right.addWidget(self.asked)
        right.addWidget(self.rule)
        right.addWidget(self.pad, 1)
        right.addWidget(self.confirm_key)
        outer.addWidget(self._side)

    def restyle(self) -> None:
        """Two lists side by side where they fit, one with a switch at 1024."""
        small = self.theme.is_small
        focused = self._row_at_work()
        self._side.setFixedWidth(self.theme.px(300 if small else 340))
        self.switch.setVisible(small)
        self._one.setVisible(small)
        self._lists.setStretch(0, 0 if small else 1)
        self._lists.setStretch(1, 1 if small else 0)
        for one in (self.notes, self.coins):
            if small:
                self._one.addWidget(one)
            else:
                self._pair.addWidget(one, 1)
                one.show()
        if focused is not None:  # other parents took the focus away
            self._show_list(self.coins if focused in self.coins.rows else self.notes)
            focused.field.setFocus()

    def _row_at_work(self) -> CountRow | None:
        return next((row for one in (self.notes, self.coins) for row in one.rows if row.field.hasFocus()), None)

    def entered(self) -> None:
        """Put the cursor into the first field that was not counted."""
        self._counted()
        row = self.notes.first_open() or self.coins.first_open()
        if row is not None:
            self._show_list(self.coins if row in self.coins.rows else self.notes)
            row.field.setFocus()

    def retranslate(self) -> None:
        """Set every text in the language in force."""
        unit = self.formatter.symbol(self._currency)
        self.title.setText(self.tr("Opening cash"))
        self.switch.set_captions(self.tr("Notes"), self.tr("Coins"))
        for one, title, together in (
            (self.notes, self.tr("Notes, {unit}"), self.tr("Notes together")),
            (self.coins, self.tr("Coins, {unit}"), self.tr("Coins together")),
        ):
            one.title.setText(title.format(unit=unit))
            one.pieces_head.setText(self.tr("Pieces"))
            one.sum_head.setText(self.tr("Sum"))
            one.together.setText(together)
        self.so_far.setText(self.tr("Counted so far"))
        self.rule.setText(self.tr("Enter in an empty field counts 0"))
        self.pad.retranslate()
        self._counted()

    def _rows_left(self) -> int:
        return sum(1 for one in (self.notes, self.coins) for row in one.rows if row.pieces is None)

    def _counted(self) -> None:
        total = sum(one.show_in(self.formatter, self._currency) for one in (self.notes, self.coins))
        self.amount.set_parts(self.formatter.money_parts(total, self._currency))
        left = self._rows_left()
        kinds = len(self.notes.rows) + len(self.coins.rows)
        self.progress.setText(self.tr("{done} of {all} kinds counted").format(done=kinds - left, all=kinds))
        self.confirm_key.set_caption(self.tr("Open the shift"))
        self.confirm_key.set_cause(self.tr("%n kind(s) left", "", left) if left else "")
        self.keys_changed.emit()

    def _focused(self, value: int) -> None:
        self.asked.setText(self.tr("Pieces of {value}").format(value=self.formatter.money(value, self._currency)))

    def _notes_done(self) -> None:
        row = self.coins.first_open()
        if row is None:
            self.confirm_key.setFocus()
            return
        self._show_list(self.coins)
        row.field.setFocus()

    def _show_list(self, one: CountList) -> None:
        if self.theme.is_small:
            self._one.setCurrentWidget(one)
            self.switch.choose(0 if one is self.notes else 1)

    def _switched(self, index: int) -> None:
        if self.theme.is_small:
            self._one.setCurrentIndex(index)

    def confirm(self, approval: Approval | None = None) -> None:
        """Open the shift with what was counted; may ask for an approval first."""
        if self._rows_left() or self._busy:
            return
        try:
            answer = self._services.shifts.open([*self.notes.counted(), *self.coins.counted()], approval)
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
        self.shell.clear_banner("shift_open")
        self._services.shifts.opened(shift_id)
        self.opened.emit()

    def _failed(self, error: Exception) -> None:
        self._busy = False
        self._refused(getattr(error, "code", "internal_error"))

    def _refused(self, code: str) -> None:
        told = message(code, (), formatter=self.formatter)
        self.shell.show_banner("shift_open", Banner(told.what, told.second, state="bad", icon="circle-x"))

    def function_keys(self) -> dict[int, FunctionKey]:
        """Return the bar: help, open, lock."""
        left = self._rows_left()
        cause = self.tr("%n kind(s) left", "", left) if left else ""
        return {
            1: FunctionKey(self.tr("Help")),
            9: FunctionKey(self.tr("Open"), cause=cause, primary=not cause, finishing=True),
            12: FunctionKey(self.tr("Lock")),
        }

    def handle_function(self, number: int) -> None:
        """Do what the bar says."""
        if number == 1:
            self.help_wanted.emit()
        elif number == 9:
            self.confirm()
        elif number == 12:
            self.left_for_login.emit()

    def handle_escape(self) -> None:
        """Nothing is open yet: back to the login."""
        self.left_for_login.emit()
