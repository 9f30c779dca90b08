"""The right column below the one box: quick keys, the customer, the numpad."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from pos_client.ui.i18n import Formatter, message
from pos_client.ui.theme import look
from pos_client.ui.widgets import IconLabel, Key, Numpad, Role, Tabs, label
from pos_client.ui.widgets.numpad import BACKSPACE, DECIMAL, ENTER

_PAD = (("7", "8", "9", BACKSPACE), ("4", "5", "6", "*"), ("1", "2", "3", "-"), ("0", "00", DECIMAL, ENTER))
_CENTER = Qt.AlignmentFlag.AlignCenter


class QuickKeys(QScrollArea):
    """Keys of often sold products without a code, each in its fixed place. Signal: `pressed(str)` with the sku."""

    pressed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setViewport(QWidget())  # to find the class of Qt's own PySide would load every kind of widget there is
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._inner = QWidget()
        self._grid = QGridLayout(self._inner)
        self.setWidget(self._inner)
        self._inner.setAutoFillBackground(False)
        self._keys: list[tuple[Key, tuple[tuple[str, str], ...]]] = []
        self.verticalScrollBar().rangeChanged.connect(lambda _low, _high: self._keep_clear())

    def _keep_clear(self) -> None:
        """Keep the keys off the scroll bar, when there is one."""
        self._grid.setContentsMargins(0, 0, look().theme.touch("gap") if self.verticalScrollBar().maximum() else 0, 0)

    def show_keys(self, keys: tuple[tuple[str, tuple[tuple[str, str], ...]], ...], formatter: Formatter) -> None:
        """Show (sku, names) in their order."""
        for key, _names in self._keys:
            self._grid.removeWidget(key)
            key.deleteLater()
        self._keys = []
        for sku, names in keys:
            key = Key(formatter.name(names), role=Role.LIGHT, style="row_s", minimum=64)
            key.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            key.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            key.clicked.connect(lambda _checked=False, sku=sku: self.pressed.emit(sku))
            self._keys.append((key, names))
        self.restyle()

    def restyle(self) -> None:
        """Take sizes anew: two columns, three in the widest layout."""
        theme = look().theme
        columns = 3 if theme.is_wide else 2
        self._keep_clear()
        self._grid.setSpacing(theme.touch("gap"))
        for index, (key, _names) in enumerate(self._keys):
            key.setFixedHeight(theme.touch("quick"))
            self._grid.addWidget(key, index // columns, index % columns)
        for column in range(3):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        self._grid.setRowStretch(len(self._keys), 1)

    def retranslate(self, formatter: Formatter) -> None:
        """Show the names in another language."""
        for key, names in self._keys:
            key.set_caption(formatter.name(names))


class NoCustomer(QWidget):
    """The customer tab while no customer can be attached: it says so, and why."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.addStretch(2)
        column.addWidget(IconLabel("user", 40, "ink_3"), 0, _CENTER)
        self._title = label("", "title", align=_CENTER)
        self._why = label("", "small", "ink_2", wrap=True, align=_CENTER)
        column.addWidget(self._title)
        column.addWidget(self._why)
        column.addStretch(3)

    def retranslate(self, formatter: Formatter) -> None:
        """Ask the words anew."""
        said = message("customers_later", formatter=formatter)
        self._title.setText(self.tr("No customer"))
        self._why.setText(said.text)


class SidePane(QFrame):
    """Tabs and what they show. Attributes: `tabs`, `quick`, `numpad`."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("panel", "plain")
        self.tabs = Tabs((("", "grid-2x2"), ("", "user"), ("", "calculator")))
        self.quick = QuickKeys()
        self.customer = NoCustomer()
        self.numpad = Numpad(_PAD, minimum=56)
        self._stack = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        column.addWidget(self.tabs)
        self._inset = QVBoxLayout()
        column.addLayout(self._inset, 1)
        self._inset.addWidget(self._stack)
        for page in (self.quick, self.customer, self.numpad):
            self._stack.addWidget(page)
        self.tabs.changed.connect(self._stack.setCurrentIndex)
        self.restyle()

    def restyle(self) -> None:
        """Take sizes anew."""
        theme = look().theme
        pad = theme.px(16 if theme.is_wide else 10)
        self._inset.setContentsMargins(pad, pad, pad, pad)
        self.quick.restyle()

    def retranslate(self, formatter: Formatter) -> None:
        """Ask the words anew."""
        self.tabs.set_captions(self.tr("Quick keys"), self.tr("Customer"), self.tr("Numpad"))
        self.quick.retranslate(formatter)
        self.customer.retranslate(formatter)
        self.numpad.set_decimal_sign(formatter.decimal_sign)
        self.numpad.retranslate()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, look().theme.px(120))
