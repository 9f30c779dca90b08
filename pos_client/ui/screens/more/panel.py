"""More: a list of what can be done besides selling, by digit, arrow or touch; an item may open a page of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from pos_client.ui.frame import FunctionKey
from pos_client.ui.screens.side import Side
from pos_client.ui.widgets import Arrangement, Key, Role, empty

PLACES = "1234567890"  # an item beyond these is reached by arrows and touch
ROOMY = 8  # more items than these stand closer together


class MoreItem(Struct, frozen=True):
    """One thing: `caption` and `second` are asked at each change of language; `cause` disables it.

    An item with a `page` opens that in place of the list it stands in; Esc comes back.
    """

    icon: str
    caption: Callable[[], str]
    act: Callable[[], None] = lambda: None
    second: Callable[[], str] = str
    cause: Callable[[], str] = str
    page: tuple[MoreItem, ...] = ()


class _Page(Struct):
    """A list that is open: which item opened it (None: the first page), and which one is chosen."""

    items: Sequence[MoreItem]
    opened_by: MoreItem | None = None
    at: int = 0


class MorePanel(Side):
    """Shows `items`; a digit or Enter does one. It stays open unless the item closes it."""

    icon = "ellipsis"

    def __init__(self, items: Sequence[MoreItem]) -> None:
        super().__init__(columns=1)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._pages = [_Page(items)]
        self._keys: list[Key] = []
        self._build()

    @property
    def _page(self) -> _Page:
        return self._pages[-1]

    @property
    def icons(self) -> tuple[str, ...]:
        """The icons of the page in front, in the order of their digits."""
        return tuple(item.icon for item in self._page.items)

    def _build(self) -> None:
        """Make the keys of the page in front."""
        empty(self.left_column)
        self._keys, self._watched = [], []
        is_roomy = len(self._page.items) <= ROOMY
        self.left_column.setSpacing(8 if is_roomy else 4)
        for place, item in enumerate(self._page.items):
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
        self._keys[self._page.at].setFocus()

    def retranslate(self) -> None:
        """Set every text in the language in force."""
        opened_by = self._page.opened_by
        self.title.setText(opened_by.caption() if opened_by is not None else self.tr("More"))
        self.subject.setText(self.tr("A digit or Enter does it, Esc goes back"))
        for place, (key, item) in enumerate(zip(self._keys, self._page.items, strict=True)):
            key.set_caption(item.caption())
            key.set_second(item.second())
            key.set_cause(item.cause())
            key.set_role(Role.CHOSEN if place == self._page.at else Role.LIGHT)

    def choose(self, caption: str) -> None:
        """Do the item called `caption` in the language in force; `LookupError` when this page has none."""
        captions = [item.caption() for item in self._page.items]
        if caption not in captions:
            raise LookupError(caption)
        self._do(captions.index(caption))

    def _do(self, place: int) -> None:
        if not 0 <= place < len(self._keys) or not self._keys[place].isEnabled():
            return
        self._page.at = place
        item = self._page.items[place]
        if item.page:
            self._turn_to(_Page(item.page, item))
            return
        item.act()
        if self.isVisible():
            self.retranslate()

    def _turn_to(self, page: _Page) -> None:
        self._pages.append(page)
        self._show_page()

    def _show_page(self) -> None:
        self.setFocus()  # the keys go, the focus stays in the panel
        self._build()
        self.retranslate()
        self.entered()

    def handle_escape(self) -> None:
        """Go back to the page before; from the first one out of More."""
        if len(self._pages) > 1:
            self._pages.pop()
            self._show_page()
        else:
            super().handle_escape()

    def arrow(self, by: int) -> None:
        """Up and Down choose."""
        at = self._page.at
        places = [place for place, key in enumerate(self._keys) if key.isEnabled()]
        if not places:
            return
        after = [place for place in places if (place - at) * by > 0]
        self._page.at = (min(after) if by > 0 else max(after)) if after else (places[0] if by > 0 else places[-1])
        self._keys[self._page.at].setFocus()
        self.retranslate()

    def accept(self) -> None:
        """Enter does the chosen one."""
        self._do(self._page.at)

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
