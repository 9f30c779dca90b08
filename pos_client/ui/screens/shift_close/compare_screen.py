"""The comparison of a counted shift, and everything that closing it still asks. Main thread."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from pos_client.services.bundle import Services
from pos_client.services.shift.shift_views import CloseWish, CompareView
from pos_client.ui.frame import FunctionKey, ScanLike, Screen
from pos_client.ui.screens.counting.count_side import MONEY_ROWS
from pos_client.ui.screens.shift_close.compare_table import CompareTable
from pos_client.ui.screens.shift_close.explain import Explanation
from pos_client.ui.screens.shift_close.head import COMPARE, CloseHead
from pos_client.ui.widgets import (
    Amount,
    ElidedLabel,
    EntryField,
    IconLabel,
    Key,
    KeyGuard,
    Numpad,
    Role,
    label,
    margins,
    panel,
)
from pos_client.ui.widgets.numpad import ENTER

LONGEST_BAG = 40


class CompareScreen(Screen):
    """Signals: `close_wanted(CloseWish)`, `again_wanted()`, `back_wanted()` (Esc), `drawer_wanted()`, and what every
    screen has. The wish carries nothing open; whoever takes it asks about that.
    """  # noqa: D205 - the list of signals is long

    name = "shift_compare"
    close_wanted = Signal(object)
    again_wanted = Signal()
    back_wanted = Signal()
    drawer_wanted = Signal()
    lock_wanted = Signal()
    more_wanted = Signal()
    help_wanted = Signal()

    def __init__(self, services: Services, guard: KeyGuard) -> None:
        super().__init__()
        self._services = services
        self._guard = guard
        self._view: CompareView | None = None
        self._shown = ("", 0)  # the shift and the round that the fields were filled for
        self._is_busy = False
        self.head = CloseHead()
        self.table = CompareTable()
        self.explanation = Explanation()
        self.again_key = Key(icon="rotate-ccw", keycaps=("F4",), minimum=56)
        self.close_key = Key(role=Role.PRIMARY, icon="file-check", keycaps=("F9",), minimum=64)
        self.close_key.set_guard(guard)
        self.so_far = label("", "body", "on_slab_2")
        self.amount = Amount("count")
        self.slab_note = label("", "small", "on_slab_2", wrap=True)
        self.left_field = EntryField(longest=14, height=60, style="figure")
        self.bag_amount = label("", "strong")
        self.bag_caption = ElidedLabel("", "row_s", "ink_2")
        self.bag_field = EntryField(longest=LONGEST_BAG, height=60, style="title")
        self.pad = Numpad(MONEY_ROWS, minimum=56)
        self.open_line = QWidget()
        self.open_text = ElidedLabel("", "small", "ink_2")
        self._build()
        for entry in (self.left_field, self.bag_field, self.explanation.words):
            entry.field.installEventFilter(self)
            entry.changed.connect(lambda _text: self._changed())
        self.explanation.changed.connect(self._changed)
        self.again_key.clicked.connect(lambda _c=False: self.again_wanted.emit())
        self.close_key.clicked.connect(lambda _c=False: self._close())

    # --- how it is built

    def _build(self) -> None:
        outer = QHBoxLayout(self)
        margins(outer, 0, 0, 0, 0, 12)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.head)
        left.addWidget(self.table, 1)
        self._closing = self._closing_panel()
        left.addWidget(self._closing)
        outer.addLayout(left, 1)
        self._side = QWidget()
        right = QVBoxLayout(self._side)
        margins(right, 0, 0, 0, 0, 8)
        slab = panel("slab")
        inner = QVBoxLayout(slab)
        margins(inner, 20, 12, 20, 12, 0)
        for widget in (self.so_far, self.amount, self.slab_note):
            inner.addWidget(widget)
        right.addWidget(slab)
        right.addWidget(self.left_field)
        into = QHBoxLayout()
        margins(into, 14, 0, 14, 0, 8)
        into.addWidget(self.bag_caption, 1)
        into.addWidget(self.bag_amount)
        right.addLayout(into)
        right.addWidget(self.bag_field)
        right.addWidget(self.pad, 1)
        outer.addWidget(self._side)

    def _closing_panel(self) -> QFrame:
        frame = panel("plain")
        column = QVBoxLayout(frame)
        margins(column, 16, 12, 16, 12, 8)
        column.addWidget(self.explanation)
        line = QHBoxLayout(self.open_line)
        margins(line, 0, 0, 0, 0, 8)
        line.addWidget(IconLabel("pause", 18, "warn"))
        line.addWidget(self.open_text, 1)
        column.addWidget(self.open_line)
        self._keys = QHBoxLayout()
        self._keys.setSpacing(12)
        self._keys.addWidget(self.explanation.words, 1)
        self._keys.addWidget(self.again_key)
        self._keys.addWidget(self.close_key)
        column.addLayout(self._keys)
        return frame

    # --- what it shows

    def entered(self) -> None:
        """Show the comparison that stands; the cursor goes to what is missing."""
        closing = self._services.closing
        if not closing.is_compared:
            return
        self._is_busy = False
        self._view = view = closing.compare_view()
        now = (view.shift.shift_id, view.recounts_left)
        if now != self._shown:
            if now[0] != self._shown[0]:
                self.explanation.clear()
                self.bag_field.field.clear()
            self._shown = now
            self.left_field.field.setText(self.formatter.typed_money(view.proposed_left, view.currency))
        self.refresh()
        self._focus_missing()

    def refresh(self) -> None:
        """Write every text and figure."""
        view = self._view
        if view is None or not self.is_attached or not self._services.closing.is_compared:
            return
        money = self.formatter
        self.head.show_shift(view.shift, COMPARE, self)
        self.table.show_view(view, money)
        difference = view.cash_over_short
        told = self.tr("Cash agrees") if not difference else (
            self.tr("Over in cash") if difference > 0 else self.tr("Short in cash")
        )  # fmt: skip
        self.so_far.setText(told)
        self.amount.set_parts(money.money_parts(abs(difference), view.currency))
        self.slab_note.setText(self.tr("the till's, not one person's"))
        unit = money.symbol(view.currency)
        self.left_field.set_texts(self.tr("Stays in the drawer"), "", unit)
        self.bag_field.set_texts(self.tr("Bag number"), self.tr("scan or type"))
        self.again_key.set_caption(self.tr("Count again"))
        self.again_key.set_cause("" if view.recounts_left else self.tr("counted often enough"))
        self._show_explanation(view)
        self._show_open(view)
        self.close_key.set_caption(self.tr("Close, print Z {number}").format(number=view.shift.number))
        self._changed()

    def _show_explanation(self, view: CompareView) -> None:
        limit = self.formatter.money(view.explain_above, view.currency)
        needed = view.needs_explanation
        title = self.tr("Explanation, required above {limit}").format(limit=limit) if needed else self.tr("Note")
        goes = self.tr("goes into Z {number} and to the manager").format(number=view.shift.number)
        if view.needs_approval:
            goes = self.tr("somebody else has to approve this difference")
        self.explanation.icon.set_icon("message-square-warning", "bad" if needed else "ink_2")
        self.explanation.setVisible(needed)
        caption = self.tr("In words") if needed else self.tr("Note for Z, if any")
        self.explanation.show_reasons(view.reasons, self.formatter, (title, goes, caption))

    def _show_open(self, view: CompareView) -> None:
        told = []
        if view.suspended:
            total = self.formatter.money(sum(one.total for one in view.suspended), view.currency, symbol=True)
            told.append(self.tr("%n suspended basket(s), {total}", "", len(view.suspended)).format(total=total))
        if view.open_cards:
            total = self.formatter.money(sum(one.amount for one in view.open_cards), view.currency, symbol=True)
            told.append(self.tr("%n card(s) without an outcome, {total}", "", len(view.open_cards)).format(total=total))
        opening = view.opening.difference
        if opening:
            amount = self.formatter.money(opening, view.currency, symbol=True, sign=True)
            told.append(self.tr("opening cash differed by {amount}").format(amount=amount))
        self.open_line.setVisible(bool(told))
        self.open_text.setText(" · ".join(told))

    @property
    def _left(self) -> int | None:
        """The typed cash left, None when it is none or more than was counted."""
        view = self._view
        if view is None:
            return None
        amount = self.formatter.parse_money(self.left_field.text, view.currency)
        return amount if amount is not None and amount <= view.cash_counted else None

    @property
    def _needs_bag(self) -> bool:
        view, left = self._view, self._left
        return view is not None and left is not None and left < view.cash_counted

    def _changed(self) -> None:
        view = self._view
        if view is None or not self.is_attached:
            return
        left = self._left
        self.left_field.set_bad(left is None)
        into = "" if left is None else self.formatter.money(view.cash_counted - left, view.currency)
        self.bag_caption.setText(self.tr("Into the bag"))
        self.bag_amount.setText(into)
        self.bag_field.setEnabled(self._needs_bag)
        cause = self._cause()
        self.close_key.set_cause(cause)
        self.pad.key(ENTER).set_role(Role.CHOSEN if not cause else Role.PRIMARY)
        self.keys_changed.emit()

    def _cause(self) -> str:
        view = self._view
        if view is None or self._is_busy:
            return self.tr("Being closed")
        if self._left is None:
            return self.tr("Left: more than was counted") if self.left_field.text else self.tr("Type what is left")
        if self._needs_bag and not self.bag_field.text.strip():
            return self.tr("Scan or type the bag")
        if view.needs_explanation and not self.explanation.is_given:
            return self.tr("Explain the difference")
        if self.explanation.chosen and not self.explanation.is_given:
            return self.tr("Say why in words")
        return ""

    # --- keys

    def _focus_missing(self) -> None:
        """Put the cursor where something is missing, else let Enter close once its dead time is over."""
        view = self._view
        if view is None:
            return
        if self._left is None:
            self.left_field.field.setFocus()
        elif self._needs_bag and not self.bag_field.text.strip():
            self.bag_field.field.setFocus()
        elif self._cause():
            self.explanation.words.field.setFocus()
        else:
            self._guard.arm()
            self.close_key.setFocus()

    def _fields(self) -> list[EntryField]:
        bag = [self.bag_field] if self._needs_bag else []
        return [self.left_field, *bag, self.explanation.words]

    def _next(self) -> None:
        """Enter: the next field, and from the last one what is missing."""
        fields = self._fields()
        at = next((n for n, entry in enumerate(fields) if entry.field.hasFocus()), -1)
        needs_words = self._view is not None and self._view.needs_explanation
        rest = [entry for entry in fields[at + 1 :] if entry is not self.explanation.words or needs_words]
        if rest:
            rest[0].field.setFocus()
            rest[0].field.selectAll()
        else:
            self._focus_missing()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if not event.isAutoRepeat():
                    self._next()
                return True
            if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                if self.explanation.isVisible():
                    self.explanation.step(1 if event.key() == Qt.Key.Key_Down else -1)
                return True
            if event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
                self.table.turn_page(1 if event.key() == Qt.Key.Key_PageDown else -1)
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and self.explanation.isVisible():
            self.explanation.step(1 if event.key() == Qt.Key.Key_Down else -1)
            return
        super().keyPressEvent(event)

    def _close(self) -> None:
        if self._cause():
            self._focus_missing()
            return
        self.close_wanted.emit(
            CloseWish(
                cash_left=self._left or 0,
                bag_number=self.bag_field.text.strip() if self._needs_bag else "",
                reason_id=self.explanation.chosen if self.explanation.isVisibleTo(self) else "",
                note=self.explanation.words.text.strip(),
            )
        )

    def set_busy(self, busy: bool) -> None:  # noqa: FBT001 - the one thing it sets
        """Let no second press act while the Z is being written."""
        self._is_busy = busy
        self._changed()

    # --- what a screen is

    def retranslate(self) -> None:
        """Set every text in the language in force."""
        self.pad.set_decimal_sign(self.formatter.decimal_sign)
        self.pad.retranslate()
        self.pad.key(ENTER).set_caption(self.tr("Next"))
        if self._view is not None and self._left is not None:
            self.left_field.field.setText(self.formatter.typed_money(self._left, self._view.currency))
        self.refresh()

    def side_opened(self) -> None:
        """A panel takes the right column."""
        self._set_narrow(True)

    def side_closed(self) -> None:
        """The right column is free again."""
        self._set_narrow(False)

    def _set_narrow(self, narrow: bool) -> None:  # noqa: FBT001 - the room there is
        self._side.setHidden(narrow)
        self._closing.setHidden(narrow and self.theme.is_small)
        self.table.is_narrow = narrow and self.theme.is_small
        self.head.is_narrow = narrow
        self.refresh()

    def restyle(self) -> None:
        """Take the widths of the layout class."""
        theme = self.theme
        self._side.setFixedWidth(theme.px(300 if theme.is_small else 340 if not theme.is_wide else 420))
        self.refresh()

    def function_keys(self) -> dict[int, FunctionKey]:
        """Return the bar."""
        cause = self._cause()
        view = self._view
        number = view.shift.number if view is not None else 0
        again = "" if view is not None and view.recounts_left else self.tr("Counted often enough")
        return {
            1: FunctionKey(self.tr("Help")),
            4: FunctionKey(self.tr("Again"), cause=again),
            7: FunctionKey(self.tr("Drawer")),
            9: FunctionKey(
                self.tr("Close, Z {number}").format(number=number), cause=cause, primary=not cause, finishing=True
            ),
            11: FunctionKey(self.tr("More")),
            12: FunctionKey(self.tr("Lock")),
        }

    def help_keys(self) -> tuple[tuple[str, str], ...]:
        """Return the keys of the comparison."""
        return (
            ("Enter", self.tr("Next field; from the last one to what is missing")),
            ("↑ ↓", self.tr("Choose the reason of a difference")),
        )

    def handle_function(self, number: int) -> None:
        """Do what the bar says."""
        acts = {
            1: self.help_wanted.emit,
            4: self.again_wanted.emit,
            7: self.drawer_wanted.emit,
            9: self._close,
            11: self.more_wanted.emit,
            12: self.lock_wanted.emit,
        }
        acts[number]()

    def handle_scan(self, scan: ScanLike) -> None:
        """A scan is the bag's number."""
        if self._needs_bag:
            self.bag_field.field.setText(scan.text[:LONGEST_BAG])
            self._next()
        else:
            self.shell.toast(self.tr("No bag is needed: everything stays in the drawer"), state="waiting")

    def handle_escape(self) -> None:
        """Back means counting again, or giving the count up: that is asked."""
        self.back_wanted.emit()
