"""Help: the keys of the screen it was opened on, and those that hold everywhere."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pos_client.ui.frame import FunctionKey
from pos_client.ui.frame.keymap import Action, KeyMap
from pos_client.ui.screens.side import Side, scroll_area
from pos_client.ui.widgets import Keycap, label, margins


class HelpPanel(Side):
    """Shows what `keys()` and `others()` answer, asked anew at each change of language, under the bindings of `keymap`.

    `others` are (keycap, meaning) of keys that are no function keys; when there are none, those of selling are shown.
    """

    icon = "circle-help"

    def __init__(
        self,
        keys: Callable[[], dict[int, FunctionKey]],
        keymap: KeyMap,
        others: Callable[[], tuple[tuple[str, str], ...]] = tuple,
        *,
        sells: bool = False,
    ) -> None:
        super().__init__(columns=1)
        self._keys = keys
        self._others = others
        self._sells = sells
        self._keymap = keymap
        self._area = scroll_area(QWidget())
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.left_column.addWidget(self._area, 1)

    def retranslate(self) -> None:
        """Set every text in the language in force."""
        self.title.setText(self.tr("Help"))
        self.subject.setText(self.tr("What the keys do here"))
        rows: list[tuple[str, str, str]] = []
        for number, key in sorted(self._keys().items()):
            rows.append((self._keymap.key(Action(f"f{number}")), key.caption, key.cause))
        back = (self._keymap.key(Action.BACK), self.tr("One step back; a basket is never lost"), "")
        selling = (
            ("↑ ↓", self.tr("Choose a line or a result")),
            ("Del", self.tr("Void the line")),
            (self._keymap.key(Action.CANCEL_BASKET), self.tr("Cancel the basket, with a reason")),
            ("3 *", self.tr("Quantity before a scan")),
            ("−", self.tr("Then a scan voids that product")),
            ("/", QCoreApplication.translate("KeyStrip", "Split")),
            (self._keymap.key(Action.PRINT), self.tr("Print a copy of the last receipt")),
        )
        always = [back, *((cap, text, "") for cap, text in (*self._others(), *(selling if self._sells else ())))]
        body = QWidget()
        column = QVBoxLayout(body)
        margins(column, 4, 4, 4, 4, 10)
        for cap, text, cause in [*rows, *always]:
            line = QHBoxLayout()
            line.setSpacing(14)
            keycap = Keycap(cap)
            keycap.setMinimumWidth(self.theme.px(84))
            line.addWidget(keycap, 0, Qt.AlignmentFlag.AlignTop)
            line.addWidget(label(text, "body"), 1)
            if cause:
                line.addWidget(label(cause, "caption", "ink_3", wrap=True), 1)
            column.addLayout(line)
        column.addStretch(1)
        body.setAutoFillBackground(False)
        self._area.setWidget(body)
        body.setAutoFillBackground(False)

    def entered(self) -> None:
        """Take the keys: arrows scroll, Esc, Enter and F1 close."""
        self.setFocus()

    def arrow(self, by: int) -> None:
        """Up and Down scroll."""
        bar = self._area.verticalScrollBar()
        bar.setValue(bar.value() + by * self.theme.px(60))

    def function_keys(self) -> dict[int, FunctionKey]:
        """Return the bar: F1 closes it again."""
        return {1: FunctionKey(self.tr("Close"))}

    def handle_function(self, number: int) -> None:
        """F1 again closes the help."""
        if number == 1:
            self.shell.close_side()

    def accept(self) -> None:
        """Enter closes it too."""
        self.shell.close_side()
