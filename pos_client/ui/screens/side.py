"""What every side panel is made of: a head with its subject and Esc, a body of two columns, choices by arrow keys."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from pos_client.ui.frame import SidePanel
from pos_client.ui.widgets import Arrangement, ElidedLabel, IconLabel, Key, Role, Rule, TearLine, label, margins


def scroll_area(body: QWidget) -> QScrollArea:
    """Return a frameless area that scrolls `body` down only, on whatever surface it stands."""
    area = QScrollArea()
    area.setViewport(QWidget())  # to find the class of Qt's own PySide would load every kind of widget there is
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(body)
    body.setAutoFillBackground(False)
    return area


class Choice(QWidget):
    """A column of keys of which one is chosen. Signal: `changed(str)` with the chosen id."""

    changed = Signal(str)

    def __init__(self, watcher: Side | None = None) -> None:
        """With a `watcher` the chosen key has the focus; else a field beside it keeps it."""
        super().__init__()
        self._watcher = watcher
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._keys: dict[str, Key] = {}
        self._chosen = ""

    def set_options(self, options: list[tuple[str, str, str, str]]) -> None:
        """Show options: (id, caption, second line, cause that disables it or ""). The first enabled one is chosen."""
        had_focus = any(key.hasFocus() for key in self._keys.values())
        for key in self._keys.values():
            self._column.removeWidget(key)
            key.hide()
            key.deleteLater()
        self._keys = {}
        for option_id, caption, second, cause in options:
            key = Key(caption, second=second, arrangement=Arrangement.LEFT, role=Role.LIGHT, style="row_s", minimum=48)
            key.setFocusPolicy(Qt.FocusPolicy.NoFocus if self._watcher is None else Qt.FocusPolicy.TabFocus)
            if self._watcher is not None:
                self._watcher.watch(key)
            key.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)  # a long one wraps
            key.set_cause(cause)
            key.clicked.connect(lambda _c=False, option_id=option_id: self.choose(option_id))
            self._column.addWidget(key)
            self._keys[option_id] = key
        kept = self._chosen if self._chosen in self._keys and self._keys[self._chosen].isEnabled() else ""
        first = next((option_id for option_id, key in self._keys.items() if key.isEnabled()), "")
        self._chosen = kept or first
        self._show()
        if had_focus:
            self.focus_chosen()

    def focus_chosen(self) -> None:
        """Give the chosen key the focus."""
        key = self._keys.get(self._chosen)
        if key is not None:
            if self.isVisible():
                key.show()  # Qt would show a new child later, and what is not shown gets no focus
            key.setFocus()

    @property
    def chosen_key(self) -> Key | None:
        """The chosen one's key."""
        return self._keys.get(self._chosen)

    @property
    def chosen(self) -> str:
        """The chosen id, "" when there is none."""
        return self._chosen

    def choose(self, option_id: str) -> None:
        """Choose one; a disabled one cannot be chosen."""
        key = self._keys.get(option_id)
        if key is not None and key.isEnabled() and option_id != self._chosen:
            self._chosen = option_id
            self._show()
            if self._watcher is not None:
                self.focus_chosen()
            self.changed.emit(option_id)

    def step(self, by: int) -> None:
        """Choose the next or the previous enabled one."""
        ids = [option_id for option_id, key in self._keys.items() if key.isEnabled()]
        if ids:
            at = ids.index(self._chosen) if self._chosen in ids else 0
            self.choose(ids[(at + by) % len(ids)])

    def _show(self) -> None:
        for option_id, key in self._keys.items():
            chosen = option_id == self._chosen
            key.set_role(Role.CHOSEN if chosen else Role.LIGHT)
            key.set_mark("check" if chosen else "")


class Side(SidePanel):
    """A side panel with a head, `left` and `right` columns and a foot. Enter calls `accept`.

    Signals: `told(str, object)`: a message code and its details, to be shown by whoever opened it.
    """

    told = Signal(str, object)
    icon = "circle-alert"

    def __init__(self, *, columns: int = 2) -> None:
        super().__init__()
        outer = QVBoxLayout(self)
        margins(outer, 0, 0, 0, 0, 0)
        head = QHBoxLayout()
        margins(head, 18, 8, 8, 8, 14)
        head.addWidget(IconLabel(self.icon, 24, "accent_text"))
        words = QVBoxLayout()
        words.setSpacing(0)
        self.title = label("", "strong")
        self.subject = ElidedLabel("", "row_s", "ink_2", middle=True)
        words.addWidget(self.title)
        words.addWidget(self.subject)
        head.addLayout(words, 1)
        self.close_key = Key(icon="x", keycaps=("Esc",), role=Role.LIGHT)
        self.close_key.setAccessibleName(self.tr("Close"))
        self.close_key.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.close_key.clicked.connect(lambda _c=False: self.handle_escape())
        head.addWidget(self.close_key)
        outer.addLayout(head)
        outer.addWidget(Rule())
        body = QHBoxLayout()
        margins(body, 0, 0, 0, 0, 0)
        self.left_column = QVBoxLayout()
        margins(self.left_column, 12, 12, 12, 12, 8)
        body.addLayout(self.left_column, 1)
        self.right_column = QVBoxLayout()
        if columns == 2:
            margins(self.right_column, 12, 12, 12, 12, 8)
            body.addLayout(self.right_column, 1)
        outer.addLayout(body, 1)
        outer.addWidget(TearLine())
        self.foot = QHBoxLayout()
        margins(self.foot, 16, 8, 16, 8, 12)
        outer.addLayout(self.foot)
        self._watched: list[QObject] = []

    def watch(self, field: QWidget) -> None:
        """Let Enter, arrows and Tab in `field` reach the panel."""
        field.installEventFilter(self)
        self._watched.append(field)

    def accept(self) -> None:
        """Do what the filled key says."""

    def handle_function(self, number: int) -> None:
        """F1 says what every panel has in common; another panel would take this one's place."""
        if number == 1:
            self.shell.toast(self.tr("Arrows choose, what is typed fills the field, Enter goes on, Esc goes back."))

    def arrow(self, by: int) -> None:
        """Up (-1) or Down (+1) was pressed."""

    def tab(self) -> None:
        """Tab was pressed in a watched field."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and watched in self._watched:
            action = self._action(event.key())
            if action is not None:
                if not event.isAutoRepeat() or event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                    action()
                return True
        return super().eventFilter(watched, event)

    def _action(self, key: int) -> Callable[[], None] | None:
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return self.accept
        if key == Qt.Key.Key_Up:
            return lambda: self.arrow(-1)
        if key == Qt.Key.Key_Down:
            return lambda: self.arrow(1)
        if key == Qt.Key.Key_Tab:
            return self.tab
        return None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        action = self._action(event.key())
        if action is not None and event.key() != Qt.Key.Key_Tab:
            if not event.isAutoRepeat():
                action()
            return
        super().keyPressEvent(event)
