"""What stands beside a count: the sum so far on the slab, what is asked now, the numpad, the confirming key."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from pos_client.ui.theme import Theme
from pos_client.ui.widgets import (
    Amount,
    Arrangement,
    ElidedLabel,
    IconLabel,
    Key,
    Keycap,
    KeyGuard,
    Numpad,
    Role,
    label,
    margins,
    panel,
)
from pos_client.ui.widgets.numpad import BACKSPACE, DECIMAL, ENTER

MONEY_ROWS = (("7", "8", "9", BACKSPACE), ("4", "5", "6", DECIMAL), ("1", "2", "3", ENTER), ("0", "00", "000", ENTER))


class CountSide(QWidget):
    """The right column of a count.

    Attributes: `so_far`, `amount`, `progress` (on the slab), `asked`, `drawer_key`, `confirm_key`, and `pad`, the one
    in front. The note on the slab and the drawer's key are hidden until they are wanted.
    """

    def __init__(self, guard: KeyGuard | None = None) -> None:
        super().__init__()
        self._guard = guard
        self.so_far = ElidedLabel("", "body", "on_slab_2")
        self.amount = Amount("count")
        self.progress = label("", "small", "on_slab_2", narrow=True)
        self.note = label("", "small", "on_slab_2", narrow=True)
        self.asked = label("", "strong")
        self.rule = label("", "small", "ink_2")
        self.pieces_pad = Numpad(minimum=56)
        self.money_pad = Numpad(MONEY_ROWS, minimum=56)
        self._pads = QStackedWidget()
        for pad in (self.pieces_pad, self.money_pad):
            self._pads.addWidget(pad)
        self.drawer_key = Key(icon="archive", arrangement=Arrangement.STACK, style="row_s", minimum=64)
        self.confirm_key = Key(role=Role.PRIMARY, keycaps=("F9",), minimum=64)
        if guard is not None:
            self.confirm_key.set_guard(guard)
        column = QVBoxLayout(self)
        margins(column, 0, 0, 0, 0, 8)
        slab = panel("slab")
        inner = QVBoxLayout(slab)
        margins(inner, 20, 14, 20, 14, 2)
        for widget in (self.so_far, self.amount, self.progress):
            inner.addWidget(widget)
        self._note_line = QWidget()
        self._eye = IconLabel("eye-off", 16, "on_slab_2")
        note = QHBoxLayout(self._note_line)
        margins(note, 0, 0, 0, 0, 6)
        note.addWidget(self._eye)
        note.addWidget(self.note, 1)
        inner.addWidget(self._note_line)
        column.addWidget(slab)
        asked = QHBoxLayout()
        margins(asked, 0, 0, 0, 0, 6)
        asked.addWidget(self.asked)
        asked.addStretch(1)
        asked.addWidget(self.rule)
        self._enter_cap = Keycap("Enter")
        asked.addWidget(self._enter_cap)
        column.addLayout(asked)
        column.addWidget(self._pads, 1)
        keys = QHBoxLayout()
        margins(keys, 0, 0, 0, 0, 8)
        keys.addWidget(self.drawer_key)
        keys.addWidget(self.confirm_key, 1)
        column.addLayout(keys)
        self.set_note("")
        self.drawer_key.hide()

    def set_note(self, text: str, *, blind: bool = True) -> None:
        """Show a remark on the slab, "" for none; `blind`: it is about what is not shown."""
        self.note.setText(text)
        self._eye.setVisible(blind)
        self._note_line.setVisible(bool(text))

    def set_rule(self, text: str) -> None:
        """Say what Enter does in an empty field, "" for nothing."""
        self.rule.setText(text)
        self._enter_cap.setVisible(bool(text))

    def fit(self, theme: Theme) -> None:
        """Take the column's width in this layout class."""
        self.setFixedWidth(theme.px(300 if theme.is_small else 340 if not theme.is_wide else 420))

    @property
    def pad(self) -> Numpad:
        """The pad in front."""
        return self.money_pad if self._pads.currentWidget() is self.money_pad else self.pieces_pad

    def set_money(self, money: bool) -> None:  # noqa: FBT001 - the one thing it sets
        """Show the pad with a decimal key, or the one for pieces."""
        self._pads.setCurrentWidget(self.money_pad if money else self.pieces_pad)

    def offer_confirm(self) -> None:
        """Give the confirming key the keyboard; an Enter too many counts for nothing."""
        if self._guard is not None:
            self._guard.arm()
        self.confirm_key.setFocus()

    def set_ready(self, ready: bool) -> None:  # noqa: FBT001 - the one thing it sets
        """Fill the key that Enter or F9 means now: the pad's next, or the confirming one."""
        for pad in (self.pieces_pad, self.money_pad):
            pad.key(ENTER).set_role(Role.CHOSEN if ready else Role.PRIMARY)

    def retranslate(self, next_caption: str, decimal_sign: str) -> None:
        """Ask the words of the pads anew."""
        self.money_pad.set_decimal_sign(decimal_sign)
        for pad in (self.pieces_pad, self.money_pad):
            pad.retranslate()
            pad.key(ENTER).set_caption(next_caption)
