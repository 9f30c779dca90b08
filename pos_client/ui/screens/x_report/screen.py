"""The X report on screen: calm columns of figures, Ctrl+P or F9 prints it. Main thread."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from pos_client.services.bundle import Services
from pos_client.services.returning.exchange import EXCHANGE
from pos_client.services.shift.shift_views import XView
from pos_client.ui.frame import FunctionKey, ScanLike, Screen
from pos_client.ui.screens.side import scroll_area
from pos_client.ui.screens.x_report.groups import Group, Row, XGroups, spread
from pos_client.ui.widgets import ElidedLabel, IconLabel, Key, KeyGuard, Role, Rule, label, margins, panel

_SCROLL: dict[int, int] = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -8, Qt.Key.Key_PageDown: 8}
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class XReportScreen(Screen):
    """Shows the report given to `show_report`. Signals: `back_wanted()`, `help_wanted()`, `print_wanted()`."""

    name = "x_report"
    back_wanted = Signal()
    help_wanted = Signal()
    print_wanted = Signal()

    def __init__(self, services: Services, guard: KeyGuard | None = None) -> None:
        super().__init__()
        self._services = services
        self._view: XView | None = None
        self._covered = False  # by a side panel
        self.title = label("", "heading")
        self.subject = ElidedLabel("", "body", "ink_2")
        self.seal = label("", "small", "ink_3")
        self.print_key = Key(role=Role.PRIMARY, icon="printer", keycaps=("F9",), minimum=52)
        if guard is not None:
            self.print_key.set_guard(guard)
        self.print_key.installEventFilter(self)
        self.print_key.clicked.connect(lambda _c=False: self.print_wanted.emit())
        self.hidden = QWidget()
        self.hidden_text = label("", "small", "ink_2")
        hidden = QHBoxLayout(self.hidden)
        margins(hidden, 0, 0, 0, 0, 6)
        hidden.addWidget(IconLabel("eye-off", 18, "ink_2"))
        hidden.addWidget(self.hidden_text)
        outer = QVBoxLayout(self)
        margins(outer, 0, 0, 0, 0, 10)
        head = QHBoxLayout()
        margins(head, 0, 4, 0, 0, 12)
        head.addWidget(self.title)
        head.addWidget(self.subject, 1)
        head.addWidget(self.hidden)
        head.addWidget(self.print_key)
        outer.addLayout(head)
        self._area = scroll_area(QWidget())
        self._area.setStyleSheet("QScrollArea { background: transparent; }")
        outer.addWidget(self._area, 1)
        outer.addWidget(self.seal)

    def show_report(self, view: XView) -> None:
        """Take another report."""
        self._view = view
        if self.is_attached:
            self.retranslate()

    def entered(self) -> None:
        """The printing key has the keys; arrows scroll."""
        self.print_key.setFocus()

    def retranslate(self) -> None:
        """Set every text in the language in force."""
        view = self._view
        if view is None:
            return
        shift, formatter = view.shift, self.formatter
        self.title.setText(self.tr("X report, shift {number}").format(number=shift.number))
        opened = f"{formatter.date(shift.opened_at, short=True)} {formatter.time(shift.opened_at)}"
        at = f"{formatter.date(view.at, short=True)} {formatter.time(view.at)}"
        self.subject.setText(
            self.tr("{name}, from {opened} to {at}").format(name=shift.opened_by_name, opened=opened, at=at)
        )
        self.print_key.set_caption(self.tr("Print"))
        self.print_key.set_cause(self._print_cause())
        self.print_key.setVisible(not self._covered)
        self.hidden.setVisible(not view.shows_expected and not self._covered)
        self.hidden_text.setText(self.tr("without expected cash"))
        self.seal.setText(
            self.tr("Record {number} {hash} in the journal").format(number=view.head_seq, hash=view.short_hash)
        )
        self._fill(XGroups(view, formatter, self._tender, self._category).all())
        self.keys_changed.emit()

    def side_opened(self) -> None:
        """A panel takes a column's room."""
        self._covered = True
        self.retranslate()

    def side_closed(self) -> None:
        """The column is back."""
        self._covered = False
        self.retranslate()

    def restyle(self) -> None:
        """Two columns at 1024, three where there is room."""
        self.retranslate()

    def _fill(self, groups: list[Group]) -> None:
        body = QWidget()
        row = QHBoxLayout(body)
        margins(row, 0, 0, 0, 0, 12)
        for one in spread(groups, (2 if self.theme.is_small else 3) - self._covered):
            column = QVBoxLayout()
            column.setSpacing(self.theme.px(12))
            for group in one:
                column.addWidget(self._panel(group))
            column.addStretch(1)
            row.addLayout(column, 1)
        self._area.setWidget(body)
        body.setAutoFillBackground(False)

    @staticmethod
    def _panel(group: Group) -> QFrame:
        frame = panel("plain")
        column = QVBoxLayout(frame)
        margins(column, 16, 10, 16, 10, 0)
        column.addWidget(label(group.heading, "small", "ink_2", bold="medium"))
        column.addSpacing(4)
        for row in group.rows:
            if row.bold:
                column.addSpacing(4)
                column.addWidget(Rule())
                column.addSpacing(4)
            column.addLayout(_line(row))
        return frame

    def _tender(self, tender_id: str) -> str:
        kinds = self._services.desk.replica.live.tender_kinds()
        kind = next((kind for kind in kinds if kind.tender_id == tender_id), None)
        if tender_id == EXCHANGE.tender_id:
            kind = EXCHANGE  # no store has it among its own
        return self.formatter.name(kind.names) if kind is not None else tender_id

    def _category(self, category: str) -> str:
        settings = self._services.desk.replica.live.settings
        return settings.get(f"category.{category}.{self.formatter.language}", "") or category

    def handle_scan(self, scan: ScanLike) -> None:
        """Nothing is sold here."""
        self.shell.toast(self.tr("Nothing was added: Esc goes back to selling"), state="waiting")

    def handle_escape(self) -> None:
        """Back to where it was asked for."""
        self.back_wanted.emit()

    def handle_action(self, action: str) -> bool:
        """Ctrl+P prints it."""
        if action == "print" and not self._print_cause():
            self.print_wanted.emit()
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _SCROLL:
            bar = self._area.verticalScrollBar()
            bar.setValue(bar.value() + _SCROLL[event.key()] * self.theme.px(60))
            return True
        return super().eventFilter(watched, event)

    def _print_cause(self) -> str:
        return "" if self._services.spooler is not None else self.tr("No printer is set up")

    def function_keys(self) -> dict[int, FunctionKey]:
        """Return the bar."""
        cause = self._print_cause()
        return {
            1: FunctionKey(self.tr("Help")),
            9: FunctionKey(self.tr("Print"), cause=cause, primary=not cause, finishing=True),
        }

    def handle_function(self, number: int) -> None:
        """F1 helps, F9 prints."""
        if number == 1:
            self.help_wanted.emit()
        elif number == 9:
            self.print_wanted.emit()


def _line(row: Row) -> QHBoxLayout:
    line = QHBoxLayout()
    margins(line, 0, 3, 0, 3, 12)
    line.addWidget(ElidedLabel(row.label, "body", bold="true" if row.bold else ""), 1)
    if row.count:
        line.addWidget(label(row.count, "small", "ink_2", align=RIGHT))
    figure = label(row.figure, "body", bold="true" if row.bold else "medium", align=RIGHT)
    figure.setMinimumWidth(figure.fontMetrics().horizontalAdvance("0 000 000,00"))
    line.addWidget(figure)
    return line
