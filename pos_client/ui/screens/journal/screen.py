"""The journal, newest first: found by text, kind and person, one event opened whole, exported. Main thread.

Reading and exporting run on a worker; Esc stops them.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import ClassVar

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QScrollArea, QWidget

from pos_client.runtime.bridge import Bridge
from pos_client.services.bundle import Services
from pos_client.services.desk import ServiceError
from pos_client.services.upkeep.journal_view import EventView, JournalPage, JournalRow, Query, StoppedReadingError
from pos_client.ui.frame import FunctionKey, ScanLike
from pos_client.ui.i18n import message
from pos_client.ui.i18n.event_words import event_name, trouble_name
from pos_client.ui.screens.journal.words import TYPES, Lexicon, breakable, fields_of, row_texts
from pos_client.ui.screens.records import Progress, RecordsScreen
from pos_client.ui.screens.side import scroll_area
from pos_client.ui.theme import look
from pos_client.ui.widgets import EntryField, KeyGuard, label, restyle
from pos_client.ui.widgets.row_table import Column

MOST_CHOICES = 9
STEP = 48  # px at 100 % that the opened event scrolls by


class JournalScreen(RecordsScreen):
    """Signal beside those of `RecordsScreen`: `export_wanted(since, shift_id)`.

    `since` is an instant or None, `shift_id` "" for any; what is allowed comes back by `run_export`.
    """

    name = "journal"
    export_wanted = Signal(object, str)

    SIDE: ClassVar[dict[str, int]] = {"small": 350, "middle": 420, "wide": 616}
    STOPPED = StoppedReadingError

    def __init__(self, services: Services, bridge: Bridge, guard: KeyGuard) -> None:
        super().__init__(services, bridge, guard, marked_column=2)
        self._types = "all"
        self._person = ""
        self._below: list[int] = [0]  # where each page that was turned to begins
        self._page: JournalPage | None = None
        self._event: EventView | None = None
        self.box = EntryField(longest=60, height=52, style="row_s")
        self.event_title = label("", "strong", wrap=True)
        self.event_note = label("", "caption", "ink_2", wrap=True)
        self._area: QScrollArea = scroll_area(QWidget())
        self._stand(self.box)
        for widget in (self.event_title, self.event_note):
            self.side_column.addWidget(widget)
        self.side_column.addWidget(self._area, 1)
        self.table.changed.connect(self._open)
        self.box.field.installEventFilter(self)

    # what is shown

    def entered(self) -> None:
        """Read the newest page that is asked for."""
        self.box.field.setFocus()
        self.read()

    def left(self) -> None:
        """Another screen is in front: what was read is not kept."""
        self._stop()
        self._page = self._event = None
        self._below = [0]
        self._show()

    def begin_at(self, seq: int) -> None:
        """Begin with event `seq`."""
        self._below = [seq + 1]

    def retranslate(self) -> None:
        """Set every text in the language in force."""
        self.title.setText(self.tr("Journal of this register"))
        self.box.set_texts(self.tr("Receipt, SKU or any text"))
        self.table.set_columns(
            Column(self.tr("No."), 62, right=True),
            Column(self.tr("Time"), 84),
            Column(self.tr("Event"), 0),
            Column(self.tr("Who"), 116),
            Column(self.tr("Amount"), 108, right=True),
        )
        if self.is_attached:
            self._show(keep=True)
            self._show_event()

    def read(self) -> None:
        """Read the page in hand."""
        query = Query(TYPES[self._types], self._person, self.box.text.strip())
        view, below = self._services.journal_view, self._below[-1]

        def work(progress: Progress, stop: threading.Event) -> JournalPage:
            return view.page(query, below, progress=progress, stop=stop)

        self._work(work, self._read)

    def run_export(self, run: Callable[[Progress, threading.Event], object]) -> None:
        """Do an export that was allowed, with progress; Esc stops it and leaves nothing."""
        self._work(run, self._exported)

    def _read(self, page: object) -> None:
        if isinstance(page, JournalPage):
            self._page = page
            self._show(keep=True)

    def _exported(self, report: object) -> None:
        path, events = getattr(report, "path", ""), getattr(report, "events", 0)
        told = self.tr("%n event(s) exported", "", events)
        self.shell.toast(f"{told}: {path}", state="ok")
        self.read()  # the journal says so itself

    def _show(self, *, keep: bool = False) -> None:
        page = self._page
        rows = page.rows if page is not None else ()
        currency, name_of = self._services.desk.store.currency, self._services.staff.name_of
        self.table.show_rows([row_texts(row, currency, self.formatter, name_of) for row in rows], keep=keep)
        self.state.setText(self._verdict())
        restyle(self.state, tone="bad" if page is not None and page.troubles else "ink_2")
        self._open()
        self.keys_changed.emit()

    def _verdict(self) -> str:
        page = self._page
        if page is None:
            return ""
        parts = [self._types_name(self._types)]
        if self._person:
            parts.append(self._services.staff.name_of(self._person))
        if page.troubles:
            seq, code = page.troubles[-1]
            broken = self.tr("The chain breaks at event {seq}: {trouble}")
            parts.append(broken.format(seq=seq, trouble=trouble_name(code)))
        else:
            parts.append(self.tr("The chain holds over the %n event(s) read", "", page.checked))
        return " · ".join(parts)

    @property
    def chosen(self) -> JournalRow | None:
        """The chosen event's row."""
        at = self.table.at
        rows = self._page.rows if self._page is not None else ()
        return rows[at] if 0 <= at < len(rows) else None

    def _open(self) -> None:
        """Show the chosen event whole."""
        row = self.chosen
        self._event = None
        if row is not None:
            try:
                self._event = self._services.journal_view.show(row.seq)
            except ServiceError as error:  # it was removed meanwhile, or the till was locked
                self.shell.toast(message(error.code, (), formatter=self.formatter).text, state="refused")
        self._show_event()

    def _show_event(self) -> None:
        view = self._event
        fields = QWidget()
        if view is None:
            self.event_title.setText(self.tr("No event like that"))
            self.event_note.setText("")
        else:
            self.event_title.setText(f"{event_name(view.row.type)} · {view.row.seq}")
            self.event_note.setText(self.tr("hash {hash}").format(hash=f"{view.hash[:16]} … {view.hash[-8:]}"))
            self._fill(QGridLayout(fields), view)
        self._area.setWidget(fields)  # whole by now, so that its height is known; the one before is deleted
        fields.setAutoFillBackground(False)  # which `setWidget` switched on
        self._area.verticalScrollBar().setValue(0)

    def _fill(self, grid: QGridLayout, view: EventView) -> None:
        pairs = fields_of(view, self._lexicon(), self.formatter)[:200]
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(look().theme.px(6))
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3)
        for place, (name, value) in enumerate(pairs):
            grid.addWidget(label(name, "caption", "ink_2", wrap=True), place, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(label(breakable(value), "caption", "ink", wrap=True), place, 1, Qt.AlignmentFlag.AlignTop)
        left_out = view.left_out + max(0, len(view.fields) - len(pairs))
        if left_out:
            more = self.tr("%n more field(s): export shows all", "", left_out)
            grid.addWidget(label(more, "caption", "ink_2", wrap=True), len(pairs), 0, 1, 2)
        grid.setRowStretch(len(pairs) + 1, 1)

    def _lexicon(self) -> Lexicon:
        desk = self._services.desk
        names = {kind.tender_id: self.formatter.name(kind.names) for kind in desk.replica.live.tender_kinds()}
        return Lexicon(
            desk.store.currency, self._services.staff.name_of, self._reason, lambda tender: names.get(tender, tender)
        )

    def _types_name(self, group: str) -> str:
        return {
            "all": self.tr("All events"),
            "documents": self.tr("Sales, returns, post-voids"),
            "basket": self.tr("Baskets: voids, cancelled, tasks"),
            "cash": self.tr("Shift, cash, counts, reports"),
            "payments": self.tr("Payments and the fiscal device"),
            "people": self.tr("Logins, approvals, looks, exports"),
            "papers": self.tr("Copies and print questions"),
            "register": self.tr("The register itself"),
        }[group]

    # what is done

    def _begin(self) -> None:
        self._below = [0]
        self.read()

    def _older(self) -> None:
        if self._page is not None and self._page.older:
            self._below.append(self._page.older)
            self.read()

    def _newer(self) -> None:
        self._below = self._below[:-1] or [0]
        self.read()

    def _choose_types(self) -> None:
        def take(answer: str) -> None:
            self._types, self._below = answer, [0]
            self.shell.close_side()

        self._ask(
            take,
            self.tr("Which events"),
            self.tr("Take"),
            lambda: [(group, self._types_name(group)) for group in TYPES],
        )

    def _choose_person(self) -> None:
        def take(answer: str) -> None:
            self._person, self._below = ("" if answer == "everybody" else answer), [0]
            self.shell.close_side()

        tiles = self._services.staff.tiles()[: MOST_CHOICES - 1]
        people = [(tile.staff_id, tile.name) for tile in tiles]
        self._ask(
            take, self.tr("Whose events"), self.tr("Take"), lambda: [("everybody", self.tr("Everybody")), *people]
        )

    def _choose_export(self) -> None:
        shift_id = self._services.desk.shift_id

        def take(answer: str) -> None:
            self.shell.close_side()
            since = self._day_began() if answer == "day" else None
            self.export_wanted.emit(since, shift_id if answer == "shift" else "")

        options = [("shift", self.tr("This shift"))] if shift_id else []
        options += [("day", self.tr("Today")), ("all", self.tr("All that is kept"))]
        self._ask(take, self.tr("What is exported"), self.tr("Take"), lambda: options)

    def _day_began(self) -> datetime:
        desk = self._services.desk
        ends = desk.store.business_day_ends
        return datetime.combine(desk.business_day(desk.clock()), time(), desk.zone) + timedelta(
            hours=ends.hour, minutes=ends.minute
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._key(event):
            return True
        return super().eventFilter(watched, event)

    def _key(self, event: QKeyEvent) -> bool:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            bar = self._area.verticalScrollBar()
            step = look().theme.px(STEP)
            bar.setValue(bar.value() + (step if event.key() == Qt.Key.Key_Down else -step))
            return True
        if event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            return False  # of the field
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self._begin()
            return True
        return self.table.take_key(event.key())

    def handle_scan(self, scan: ScanLike) -> None:
        """A scanned receipt is looked for; nothing is sold."""
        self.box.field.setText(self._services.receipts.number_in(scan.text) or scan.text[:60])
        self._begin()

    def _step_back(self) -> None:
        """Clear the text first."""
        if self.box.text:
            self.box.field.clear()
            self._begin()
        else:
            super()._step_back()

    def function_keys(self) -> dict[int, FunctionKey]:
        """Return the bar."""
        busy = self.tr("Working; Esc stops it") if self.is_working else ""
        oldest = busy or ("" if self._page is not None and self._page.older else self.tr("There is nothing older"))
        newest = busy or ("" if len(self._below) > 1 or self._below[0] else self.tr("This is the newest page"))
        return {
            1: FunctionKey(self.tr("Help")),
            2: FunctionKey(self.tr("Find"), cause=busy),
            3: FunctionKey(self.tr("Kinds"), cause=busy),
            4: FunctionKey(self.tr("Person"), cause=busy),
            5: FunctionKey(self.tr("Newest"), cause=busy),
            6: FunctionKey(self.tr("Newer"), cause=newest),
            7: FunctionKey(self.tr("Older"), cause=oldest),
            8: FunctionKey(self.tr("Export"), cause=busy),
            12: FunctionKey(self.tr("Lock")),
        }

    def handle_function(self, number: int) -> None:
        """Do what the bar says."""
        acts = {
            1: self.help_wanted.emit,
            2: self._begin,
            3: self._choose_types,
            4: self._choose_person,
            5: self._begin,
            6: self._newer,
            7: self._older,
            8: self._choose_export,
            12: self.lock_wanted.emit,
        }
        if number in acts:
            acts[number]()
