"""Receipts: newest first, found by number or amount, shown as paper, copied with F9."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidget, QScrollArea, QVBoxLayout, QWidget

from pos_client.runtime.bridge import Bridge
from pos_client.services.bundle import Services
from pos_client.services.desk import ServiceError
from pos_client.services.receipts import ReceiptRow
from pos_client.ui.frame import FunctionKey, ScanLike, Screen
from pos_client.ui.i18n import message
from pos_client.ui.widgets import EntryField, label


class ReceiptsScreen(Screen):
    """Signals: `back_wanted()`, `help_wanted()`, `copy_wanted(str)` with a receipt number."""

    name = "receipts"
    back_wanted = Signal()
    help_wanted = Signal()
    copy_wanted = Signal(str)

    def __init__(self, services: Services, bridge: Bridge) -> None:
        super().__init__()
        self._services = services
        self._bridge = bridge
        self._rows: tuple[ReceiptRow, ...] = ()
        self.title = label("", "heading")
        self.box = EntryField(longest=40, height=56, style="title")
        self.list = QListWidget()
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.paper = QLabel()
        self.paper.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        self.area = QScrollArea()
        self.area.setWidget(self.paper)
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.title)
        column.addWidget(self.box)
        column.addWidget(self.list, 1)
        row.addWidget(left, 5)
        row.addWidget(self.area, 6)
        self.box.changed.connect(lambda _text: self.refresh())
        self.list.currentRowChanged.connect(self._show_row)
        self.box.field.installEventFilter(self)

    def entered(self) -> None:
        """Show the newest."""
        self.refresh()
        self.box.field.setFocus()

    def search(self, number: str) -> None:
        """Show the receipt `number`, as a scanned code asks for."""
        self.box.field.setText(number)
        self.refresh()

    def retranslate(self) -> None:
        """Set every text in the language in force."""
        self.title.setText(self.tr("Receipts of this register"))
        self.box.set_texts(self.tr("Number or amount"))
        self.refresh()

    def refresh(self) -> None:
        """Ask the service for what the box says."""
        if not self.is_attached:
            return
        currency = self._services.desk.store.currency
        typed = self.box.text.strip()
        amount = self.formatter.parse_money(typed, currency) if typed else None
        self._rows = self._services.receipts.recent(typed, amount)
        self.list.clear()
        for one in self._rows:
            when = f"{self.formatter.date(one.completed_at, short=True)} {self.formatter.time(one.completed_at)}"
            self.list.addItem(f"{one.receipt_number}   {when}   {self.formatter.money(one.total, currency)}")
        if self._rows:
            self.list.setCurrentRow(0)
        else:
            self.paper.setText(self.tr("No receipt like that on this register."))
        self.keys_changed.emit()

    @property
    def chosen(self) -> str:
        """The chosen receipt's number, "" for none."""
        at = self.list.currentRow()
        return self._rows[at].receipt_number if 0 <= at < len(self._rows) else ""

    def _show_row(self, at: int) -> None:
        if not 0 <= at < len(self._rows):
            return
        number = self._rows[at].receipt_number
        receipts = self._services.receipts
        self._bridge.run(lambda: receipts.as_picture(number), lambda png: self._show_paper(number, png), self._no_paper)
        self.keys_changed.emit()

    def _show_paper(self, number: str, png: bytes) -> None:
        if number != self.chosen:
            return  # another one was chosen meanwhile
        picture = QPixmap()
        picture.loadFromData(png)
        width = min(picture.width(), self.area.viewport().width() - 8)
        self.paper.setPixmap(picture.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation))
        self.paper.setAccessibleName(number)

    def _no_paper(self, error: Exception) -> None:
        code = error.code if isinstance(error, ServiceError) else "internal_error"
        self.paper.setText(message(code, (), formatter=self.formatter).text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down)
            and self._rows
        ):
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            self.list.setCurrentRow(max(0, min(len(self._rows) - 1, self.list.currentRow() + step)))
            return True
        return super().eventFilter(watched, event)

    def handle_scan(self, scan: ScanLike) -> None:
        """A scanned receipt code finds it; anything else finds nothing and sells nothing."""
        self.search(self._services.receipts.number_in(scan.text) or scan.text[:40])

    def handle_escape(self) -> None:
        """Back to selling."""
        self.back_wanted.emit()

    def handle_action(self, action: str) -> bool:
        """Ctrl+P copies the chosen one."""
        if action == "print" and self.chosen:
            self.copy_wanted.emit(self.chosen)
        return True

    def function_keys(self) -> dict[int, FunctionKey]:
        """Return the bar."""
        cause = "" if self.chosen else self.tr("Choose a receipt first")
        return {
            1: FunctionKey(self.tr("Help")),
            2: FunctionKey(self.tr("Find")),
            9: FunctionKey(self.tr("Copy"), cause=cause, primary=not cause, finishing=True),
        }

    def handle_function(self, number: int) -> None:
        """F1 helps, F2 goes to the box, F9 prints a copy."""
        if number == 9 and self.chosen:
            self.copy_wanted.emit(self.chosen)
        elif number == 1:
            self.help_wanted.emit()
        elif number == 2:
            self.box.field.selectAll()
            self.box.field.setFocus()
