"""What is still to be counted after the cash: a line a tender, under the notes."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from pos_client.services.shift.shift_views import CountKind
from pos_client.ui.i18n import Formatter
from pos_client.ui.screens.shift_close.head import tender_icon
from pos_client.ui.widgets import ElidedLabel, IconLabel, label, margins

RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class Overview(QFrame):
    """The tenders with how they stand."""

    def __init__(self, kinds: Sequence[CountKind]) -> None:
        super().__init__()
        self.setProperty("panel", "plain")
        self.title = label("", "row_s", bold="true")
        self.stopped = ElidedLabel("", "small", "ink_2")
        self.stopped.setAlignment(RIGHT)
        column = QVBoxLayout(self)
        margins(column, 16, 10, 16, 10, 5)
        head = QHBoxLayout()
        margins(head, 0, 0, 0, 0, 10)
        head.addWidget(self.title)
        head.addWidget(self.stopped, 1)
        column.addLayout(head)
        self._lines: list[tuple[IconLabel, ElidedLabel, ElidedLabel]] = []
        for kind in kinds:
            icon = IconLabel(tender_icon(kind.tender_class), 18, "ink_2")
            name, state = ElidedLabel("", "row_s"), ElidedLabel("", "small", "ink_2")
            state.setAlignment(RIGHT)
            line = QHBoxLayout()
            margins(line, 0, 0, 0, 0, 8)
            line.addWidget(icon)
            line.addWidget(name, 3)
            line.addWidget(state, 2)
            column.addLayout(line)
            self._lines.append((icon, name, state))

    def show_kinds(self, kinds: Sequence[CountKind], formatter: Formatter, now: str) -> None:
        """Write the lines; `now` is the tender at work."""
        self.title.setText(self.tr("After the cash"))
        self.stopped.setText(self.tr("sales and cash moves are stopped"))
        for (icon, name, state), kind in zip(self._lines, kinds, strict=True):
            at_work = kind.tender_id == now
            icon.set_icon(tender_icon(kind.tender_class), "accent_text" if at_work else "ink_2")
            name.setText(formatter.name(kind.names))
            state.setText(self._told(kind, at_work=at_work))

    def _told(self, kind: CountKind, *, at_work: bool) -> str:
        if at_work:
            return self.tr("counting now")
        if not kind.fields_left:
            return self.tr("unreconciled") if kind.state == "unreconciled" else self.tr("counted")
        if kind.can_read:
            return self.tr("read from the terminal")
        if kind.has_terminal:
            return self.tr("from its slip")
        return self.tr("count the slips") if kind.counts_slips else self.tr("count the notes")
