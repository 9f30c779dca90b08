"""Why the till is over or short: a reason of the store's list, words where it asks for them, or any at will."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from pos_client.ui.i18n import Formatter
from pos_client.ui.screens.reason_like import ReasonLike
from pos_client.ui.theme import look
from pos_client.ui.widgets import ElidedLabel, EntryField, IconLabel, Key, Role, label, margins

MOST_REASONS = 6
LONGEST_WORDS = 120


class Explanation(QWidget):
    """The reasons as keys of which at most one is chosen, and the words. Signal: `changed()`.

    Attributes: `words` (the field), `chosen` (reason id, "" for none). `step(by)` chooses by the arrow keys.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.chosen = ""
        self._reasons: tuple[ReasonLike, ...] = ()
        self._keys: dict[str, Key] = {}
        self._shape: tuple[object, ...] = ()
        self.icon = IconLabel("message-square-warning", 20, "bad")
        self.title = label("", "strong")
        self.goes = ElidedLabel("", "small", "ink_2")
        self.goes.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.words = EntryField(longest=LONGEST_WORDS, height=56, style="body")
        self.words.field.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(self)
        margins(column, 0, 0, 0, 0, 8)
        head = QHBoxLayout()
        margins(head, 0, 0, 0, 0, 8)
        head.addWidget(self.icon)
        head.addWidget(self.title)
        head.addWidget(self.goes, 1)
        column.addLayout(head)
        self._grid = QGridLayout()
        self._grid.setSpacing(look().theme.px(8))
        column.addLayout(self._grid)
        self.words.changed.connect(lambda _text: self.changed.emit())

    def show_reasons(self, reasons: Sequence[ReasonLike], formatter: Formatter, texts: tuple[str, str, str]) -> None:
        """Show the reasons; `texts` are the title, where it goes, the caption of the words."""
        self.title.setText(texts[0])
        self.goes.setText(texts[1])
        self.words.set_texts(texts[2])
        self._reasons = tuple(reasons)[:MOST_REASONS]
        columns = 3 if look().theme.is_small else 5 if len(self._reasons) <= 5 else MOST_REASONS
        shape = (columns, *(reason.reason_id for reason in self._reasons))
        if shape != self._shape:
            self._build(columns)
            self._shape = shape
        for reason in self._reasons:
            self._keys[reason.reason_id].set_caption(formatter.name(reason.names))
        if self.chosen not in self._keys:
            self.chosen = ""
        self._mark()

    def _build(self, columns: int) -> None:
        for key in self._keys.values():
            self._grid.removeWidget(key)
            key.hide()
            key.deleteLater()
        self._keys = {}
        for place, reason in enumerate(self._reasons):
            key = Key(role=Role.LIGHT, style="row_s", minimum=48)
            key.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            key.clicked.connect(lambda _c=False, one=reason.reason_id: self.choose(one))
            self._keys[reason.reason_id] = key
            self._grid.addWidget(key, place // columns, place % columns)

    @property
    def words_needed(self) -> bool:
        """True when the chosen reason asks for words, or there is no list to choose from."""
        if not self._reasons:
            return True
        return any(reason.text_needed for reason in self._reasons if reason.reason_id == self.chosen)

    @property
    def is_given(self) -> bool:
        """True when nothing is missing."""
        if self.words_needed:
            return bool(self.words.text.strip())
        return bool(self.chosen)

    def choose(self, reason_id: str) -> None:
        """Choose a reason."""
        self.chosen = reason_id
        self._mark()
        self.changed.emit()

    def step(self, by: int) -> None:
        """Choose the next or the one before; the first press chooses the first."""
        ids = list(self._keys)
        if ids:
            at = ids.index(self.chosen) + by if self.chosen in ids else 0
            self.choose(ids[at % len(ids)])

    def clear(self) -> None:
        """Forget what was chosen and written: another count begins."""
        self.chosen = ""
        self.words.field.clear()
        self._mark()

    def _mark(self) -> None:
        for reason_id, key in self._keys.items():
            is_chosen = reason_id == self.chosen
            key.set_role(Role.CHOSEN if is_chosen else Role.LIGHT)
            key.set_icon("check" if is_chosen else "")
