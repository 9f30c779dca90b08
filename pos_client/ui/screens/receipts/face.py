"""What every screen that finds a receipt has: the box, the period, the list, and the paper of the chosen one.

Numbers, amounts and times are found at once. A product is looked up off the main thread, one question at a time: what
was asked meanwhile is asked when it is answered, and only the newest question's answer is shown. Until then nothing is
chosen.
"""

from __future__ import annotations

import logging

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from pos_client.runtime.bridge import Bridge
from pos_client.services.bundle import Services
from pos_client.services.desk import ServiceError
from pos_client.services.returning.returns_views import DocumentRow
from pos_client.ui.frame import FunctionKey, ScanLike, Screen
from pos_client.ui.i18n import message
from pos_client.ui.screens.receipts.query import PERIODS, ReceiptQuery, read_query
from pos_client.ui.screens.receipts.rows import ReceiptList
from pos_client.ui.widgets import EntryField, label

SEARCH_AFTER_MS = 120
LONGEST = 48
_log = logging.getLogger(__name__)


class ReceiptsFace(Screen):
    """Finds receipts of this register. Signals: `back_wanted()`, `help_wanted()`."""

    back_wanted = Signal()
    help_wanted = Signal()

    def __init__(self, services: Services, bridge: Bridge) -> None:
        super().__init__()
        self._services = services
        self._bridge = bridge
        self._rows: tuple[DocumentRow, ...] = ()
        self._wanted: ReceiptQuery | None = None  # the newest question, while it is not answered
        self._asked: ReceiptQuery | None = None  # the question that a worker looks up
        self._acts = False  # Enter was pressed while it was looked up
        self._kept = ""  # what was chosen before
        self._period = PERIODS[0]
        self.title = label("", "heading")
        self.box = EntryField(longest=LONGEST, height=60, style="title")
        self.list = ReceiptList()
        self.paper = QLabel()
        self.paper.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignHCenter)
        self.paper.setWordWrap(True)
        self.area = QScrollArea()
        self.area.setWidget(self.paper)
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._search = QTimer(self)
        self._search.setSingleShot(True)
        self._search.setInterval(SEARCH_AFTER_MS)
        self._search.timeout.connect(self.refresh)
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
        row.addWidget(left, 6)
        row.addWidget(self.area, 5)
        self.box.changed.connect(lambda _text: self._search.start())
        self.list.currentRowChanged.connect(self._show_row)
        self.box.field.installEventFilter(self)

    # showing

    def entered(self) -> None:
        """Show the newest, or what was looked for."""
        self.refresh()
        self.box.field.setFocus()

    def left(self) -> None:
        """Search no more; an answer that still comes is nobody's."""
        self._search.stop()
        self._wanted, self._acts = None, False

    def side_opened(self) -> None:
        """A panel covers the paper; the list stays in view."""
        self._acts = False
        self.area.hide()

    def side_closed(self) -> None:
        """The paper is in view again."""
        self.area.show()

    def search(self, number: str) -> None:
        """Show the receipt `number`, as a scanned code asks for, whatever its day."""
        self._period = PERIODS[0]
        self.box.field.setText(number)
        self.refresh()

    def heading(self) -> str:
        """The screen's title in the language in force."""
        raise NotImplementedError

    def retranslate(self) -> None:
        """Set every text in the language in force."""
        self.title.setText(self.heading())
        self.refresh()

    def refresh(self) -> None:
        """Ask the service for what the box says; the chosen one stays chosen while it is there."""
        if not self.is_attached:
            return
        self._search.stop()
        desk, self._kept, self._acts = self._services.desk, self.chosen or self._kept, False
        currency = desk.store.currency
        query = read_query(
            self.box.text,
            self._period,
            desk.clock(),
            desk.zone,
            amount_of=lambda text: self.formatter.parse_money(text, currency),
            sku_of=self._sku_of,
        )
        self._wanted = query
        if query.sku or query.name:
            self._look_up()
        else:
            self._show_found(self._found(query, self._services.desk.shift_id))
        self._show_hint()

    @property
    def is_searching(self) -> bool:
        """True while the newest question waits for its answer."""
        return self._wanted is not None

    def _show_hint(self) -> None:
        hint = self.tr("searching…") if self.is_searching else self._period_words()
        self.box.set_texts(self.tr("Number, amount, product or 14:30"), hint)

    def _look_up(self) -> None:
        """Have a worker find the newest question, unless it still has an older one."""
        self.keys_changed.emit()  # nothing is chosen now
        query = self._wanted
        if self._asked is not None or query is None:
            return
        self._asked, shift_id = query, self._services.desk.shift_id
        self._bridge.run(lambda: self._found(query, shift_id), self._answered, self._not_answered)

    def _answered(self, rows: tuple[DocumentRow, ...]) -> None:
        asked, self._asked = self._asked, None
        if self._wanted is not asked:
            if self._wanted is not None:
                self._look_up()
            return
        if asked is None:
            return
        acts = self._acts
        self._show_found(rows)
        self._show_hint()
        if acts:
            self.act()

    def _not_answered(self, error: Exception) -> None:
        """The journal could not be read: the newest question is asked, else the error is shown."""
        _log.error("receipts could not be looked up", exc_info=error)
        asked, self._asked = self._asked, None
        if self._wanted is not asked and self._wanted is not None:
            self._look_up()
        elif self._wanted is not None:
            self._show_found(())
            self._show_hint()
            self._no_paper(error)

    def _show_found(self, rows: tuple[DocumentRow, ...]) -> None:
        """Show the answer to the newest question."""
        desk = self._services.desk
        self._wanted, self._acts, self._rows = None, False, rows
        names = {member.staff_id: member.short_name for member in desk.replica.live.staff()}
        self.list.show_rows(rows, self.formatter, desk.store.currency, names)
        if rows:
            numbers = [row.receipt_number for row in rows]
            self.list.setCurrentRow(numbers.index(self._kept) if self._kept in numbers else 0)
        else:
            asked = bool(self.box.text.strip())
            self.paper.setText(
                self.tr("No receipt like that on this register.") if asked else self.tr("No receipts in this time.")
            )
        self._kept = ""
        self.keys_changed.emit()

    def _found(self, query: ReceiptQuery, shift_id: str) -> tuple[DocumentRow, ...]:
        """Return the rows of a question. Any thread."""
        if query.impossible:
            return ()
        return self._services.receipts.search(
            query.text,
            query.amount,
            since=query.since,
            until=query.until,
            sku=query.sku,
            shift_id=shift_id if query.in_shift else "",
            name=query.name,
        )

    def _sku_of(self, code: str) -> str:
        hits = self._services.checkout.search(code, self.formatter.language)
        return next((hit.sku for hit in hits if hit.code.lstrip("0") == code.lstrip("0")), "")

    def _period_words(self) -> str:
        return {
            "all": self.tr("all days"),
            "shift": self.tr("this shift"),
            "today": self.tr("today"),
            "yesterday": self.tr("yesterday"),
            "week": self.tr("last 7 days"),
            "month": self.tr("last 30 days"),
        }[self._period]

    def next_period(self) -> None:
        """Look at another time span."""
        self._period = PERIODS[(PERIODS.index(self._period) + 1) % len(PERIODS)]
        self.refresh()

    @property
    def chosen_row(self) -> DocumentRow | None:
        """The chosen receipt; none while another one is looked up."""
        at = self.list.currentRow()
        return self._rows[at] if not self.is_searching and 0 <= at < len(self._rows) else None

    @property
    def chosen(self) -> str:
        """The chosen receipt's number, "" for none."""
        row = self.chosen_row
        return row.receipt_number if row is not None else ""

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
        width = max(1, min(picture.width(), self.area.viewport().width() - 8))
        self.paper.setPixmap(picture.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation))
        self.paper.setAccessibleName(number)

    def _no_paper(self, error: Exception) -> None:
        code, details = (error.code, error.details) if isinstance(error, ServiceError) else ("internal_error", ())
        self.paper.setText(message(code, details, formatter=self.formatter).text)

    # keys and scans

    def act(self) -> None:
        """Enter: do what the filled key says; nothing by default."""

    def act_when_found(self) -> None:
        """Act now, or with the answer to the newest question."""
        if self.is_searching:
            self._acts = True
        else:
            self.act()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return super().eventFilter(watched, event)
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -8, Qt.Key.Key_PageDown: 8}
        by = {int(key): step for key, step in steps.items()}.get(event.key(), 0)
        if by and self._rows:
            self.list.setCurrentRow(max(0, min(len(self._rows) - 1, self.list.currentRow() + by)))
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                if self._search.isActive():
                    self.refresh()
                self.act_when_found()
            return True
        return super().eventFilter(watched, event)

    def handle_scan(self, scan: ScanLike) -> None:
        """A scanned receipt code finds it, a product the receipts with it; nothing is sold."""
        self.search(self._services.receipts.number_in(scan.text) or scan.text[:LONGEST])

    def handle_escape(self) -> None:
        """What is typed goes first, then back."""
        if self.box.text:
            self.box.field.clear()
            self.refresh()
        else:
            self.back_wanted.emit()

    def help_keys(self) -> tuple[tuple[str, str], ...]:
        """Return the other keys that act here."""
        return (
            ("↑ ↓", self.tr("Choose a receipt")),
            ("14:30", self.tr("Sold about then; 14:00-15:00 within that hour")),
            (self.tr("Name"), self.tr("Receipts with that product; a scan does the same")),
        )

    def function_keys(self) -> dict[int, FunctionKey]:
        """Return what all have: help, the box, the period."""
        return {
            1: FunctionKey(self.tr("Help")),
            2: FunctionKey(self.tr("Find")),
            5: FunctionKey(self.tr("Period")),
        }

    def handle_function(self, number: int) -> None:
        """F1 helps, F2 goes to the box, F5 takes another period."""
        if number == 1:
            self.help_wanted.emit()
        elif number == 2:
            self.box.field.selectAll()
            self.box.field.setFocus()
        elif number == 5:
            self.next_period()
