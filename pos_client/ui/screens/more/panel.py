"""More: a list of what can be done besides selling, by digit, arrow or touch."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from pos_client.ui.frame import FunctionKey
from pos_client.ui.screens.side import Side
from pos_client.ui.widgets import Arrangement, Key, Role

PLACES = "1234567890"  # an item beyond these is reached by arrows and touch
ROOMY = 9  # more items than these stand closer together


@dataclass(frozen=True)
class MoreItem:
    """One thing: `caption` and `second` are asked at each change of language; `cause` disables it."""

    icon: str
    caption: Callable[[], str]
    act: Callable[[], None]
    second: Callable[[], str] = str
    cause: Callable[[], str] = str


class MorePanel(Side):
    """Shows `items`; a digit or Enter does one. It stays open unless the item closes it."""

    icon = "ellipsis"

    def __init__(self, items: list[MoreItem]) -> None:
        super().__init__(columns=1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._items = items
        self._keys: list[Key] = []
        self._at = 0
        is_roomy = len(items) <= ROOMY
        if not is_roomy:
            self.left_column.setSpacing(4)
        for place, item in enumerate(items):
            key = Key(
                icon=item.icon,
                arrangement=Arrangement.LEFT,
                keycaps=tuple(PLACES[place : place + 1]),
                role=Role.LIGHT,
                minimum=50 if is_roomy else 48,
            )
            self.watch(key)
            key.clicked.connect(lambda _c=False, place=place: self._do(place))
            self.left_column.addWidget(key)
            self._keys.append(key)
        self.left_column.addStretch(1)

    def entered(self) -> None:
        """The chosen one has the keys."""
        self._keys[self._at].setFocus()

    def retranslate(self) -> None:
        """Set every text in the language in force."""
        self.title.setText(self.tr("More"))
        self.subject.setText(self.tr("A digit or Enter does it, Esc goes back"))
        for place, (key, item) in enumerate(zip(self._keys, self._items, strict=True)):
            key.set_caption(item.caption())
            key.set_second(item.second())
            key.set_cause(item.cause())
            key.set_role(Role.CHOSEN if place == self._at else Role.LIGHT)

    def _do(self, place: int) -> None:
        if 0 <= place < len(self._items) and self._keys[place].isEnabled():
            self._at = place
            self._items[place].act()
            if self.isVisible():
                self.retranslate()

    def arrow(self, by: int) -> None:
        """Up and Down choose."""
        places = [place for place, key in enumerate(self._keys) if key.isEnabled()]
        after = [place for place in places if (place - self._at) * by > 0]
        self._at = (min(after) if by > 0 else max(after)) if after else (places[0] if by > 0 else places[-1])
        self._keys[self._at].setFocus()
        self.retranslate()

    def accept(self) -> None:
        """Enter does the chosen one."""
        self._do(self._at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.text() and event.text() in PLACES and not event.isAutoRepeat():
            self._do(PLACES.index(event.text()))
            return
        super().keyPressEvent(event)

    def function_keys(self) -> dict[int, FunctionKey]:
        """Return the bar: F11 closes it again."""
        return {11: FunctionKey(self.tr("Close"))}

    def handle_function(self, number: int) -> None:
        """F11 again closes it."""
        if number == 11:
            self.shell.close_side()
