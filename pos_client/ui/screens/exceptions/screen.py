"""The register of exceptions. Main thread; the journal is gone through on a worker, which Esc stops."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from pos_client.runtime.bridge import Bridge
from pos_client.services.bundle import Services
from pos_client.services.people.exception_entries import Entry
from pos_client.services.people.exceptions import Report, Span, SpanKind, StoppedError
from pos_client.ui.frame import FunctionKey, ScanLike
from pos_client.ui.screens.exceptions.words import GROUPS, Words
from pos_client.ui.screens.records import RecordsScreen
from pos_client.ui.screens.side import scroll_area
from pos_client.ui.widgets import KeyGuard, Rule, label, margins
from pos_client.ui.widgets.row_table import Column

MOST_SPANS = 9
MARKED = "marked"


class ExceptionsScreen(RecordsScreen):
    """Signal beside those of `RecordsScreen`: `event_wanted(int)` with the seq of an event."""

    name = "exceptions"
    event_wanted = Signal(int)

    SIDE: ClassVar[dict[str, int]] = {"small": 330, "middle": 400, "wide": 560}
    STOPPED = StoppedError

    def __init__(self, services: Services, bridge: Bridge, guard: KeyGuard) -> None:
        super().__init__(services, bridge, guard)
        self._words = Words(services.desk.store.currency, services.staff.name_of, self._reason)
        self._span = Span(SpanKind.DAY)
        self._group = "all"
        self._person = ""
        self._report: Report | None = None
        self._shown: tuple[Entry, ...] = ()
        self.detail_title = label("", "strong", wrap=True)
        self.detail = label("", "small", "ink_2", wrap=True)
        self.people_title = label("", "small", "ink_2", bold="medium")
        self.people = label("", "small", "ink", wrap=True)
        self._build()
        self.table.changed.connect(self._show_detail)
        self.table.opened.connect(self._open)

    def _build(self) -> None:
        self._stand()
        column = self.side_column
        column.addWidget(self.detail_title)
        column.addWidget(self.detail)
        column.addWidget(Rule())
        column.addWidget(self.people_title)
        body = QWidget()
        inner = QVBoxLayout(body)
        margins(inner, 0, 0, 0, 0, 4)
        inner.addWidget(self.people)
        inner.addStretch(1)
        self._people_area = scroll_area(body)
        column.addWidget(self._people_area, 1)

    # what is shown

    def entered(self) -> None:
        """Read what is asked for anew; the newest shift at first."""
        self.table.setFocus()
        if self._report is None and not self.is_working:
            self._span = self._services.exceptions.spans()[0]
        self.read()

    def left(self) -> None:
        """Somebody else's screen is in front: what was read is not kept."""
        self._stop()
        self._report = None
        self._show()

    def retranslate(self) -> None:
        """Set every text in the language in force."""
        self.title.setText(self.tr("Register of exceptions"))
        self.people_title.setText(self.tr("By person, in brackets per 100 sales"))
        self.table.set_columns(
            Column(self.tr("Time"), 78),
            Column(self.tr("What"), 0),
            Column(self.tr("Who"), 150),
            Column(self.tr("Amount"), 112, right=True),
        )
        if self.is_attached:
            self._show()

    def read(self) -> None:
        """Go through the journal."""
        exceptions, span = self._services.exceptions, self._span
        self._work(lambda progress, stop: exceptions.read(span, progress=progress, stop=stop), self._read)

    def _read(self, report: object) -> None:
        if isinstance(report, Report):
            self._report = report
            self._show()

    def _show(self) -> None:
        report = self._report
        found = report.filtered(GROUPS.get(self._group, frozenset()), self._person) if report else ()
        if self._group == MARKED:
            found = tuple(entry for entry in found if entry.grave)
        self._shown = found
        self.table.show_rows([self._words.row(place, one, self.formatter) for place, one in enumerate(found)])
        parts = [self._span_name(self._span), self._words.group(self._group)]
        if self._person:
            parts.append(self._words.who(self._person))
        if report is not None:
            parts.append(self.tr("%n entry(s)", "", len(found)))
            if report.left_out:
                parts.append(self.tr("%n older not listed", "", report.left_out))
        self.state.setText(" · ".join(parts))
        people = [self._words.person(one, self.formatter) for one in report.people] if report else []
        self.people.setText("\n\n".join(f"{name}\n{sums}" for name, sums in people) or self.tr("Nobody did anything."))
        self._show_detail()
        self.keys_changed.emit()

    def _span_name(self, span: Span) -> str:
        if span.kind is SpanKind.ALL:
            return self.tr("All that is kept")
        if span.kind is SpanKind.DAY or span.opened_at is None:
            return self.tr("Today")
        when = f"{self.formatter.date(span.opened_at, short=True)} {self.formatter.time(span.opened_at)}"
        return self.tr("Shift of {name}, {when}").format(name=self._words.who(span.opened_by), when=when)

    @property
    def chosen(self) -> Entry | None:
        """The chosen entry."""
        at = self.table.chosen_key
        return self._shown[at] if at is not None and at < len(self._shown) else None

    def _show_detail(self) -> None:
        entry = self.chosen
        if entry is None:
            self.detail_title.setText(self.tr("Nothing to look at"))
            self.detail.setText("")
            return
        texts = self._words.row(0, entry, self.formatter)
        self.detail_title.setText(texts.texts[1])
        lines = [
            f"{texts.seconds[0]} {texts.texts[0]}",
            f"{texts.texts[2]} {texts.texts[3]}".strip(),
            texts.seconds[2],
            texts.seconds[1],
            entry.document,
        ]
        if entry.seq:
            lines.append(self.tr("event {seq}").format(seq=entry.seq))
        self.detail.setText("\n".join(line for line in lines if line))
        self.keys_changed.emit()

    # what is done

    def _choose_span(self) -> None:
        spans = {str(place): span for place, span in enumerate(self._services.exceptions.spans()[:MOST_SPANS])}

        def take(answer: str) -> None:
            self._span = spans[answer]
            self._person = ""
            self.shell.close_side()

        self._ask(
            take,
            self.tr("Which time"),
            self.tr("Show"),
            lambda: [(n, self._span_name(span)) for n, span in spans.items()],
        )

    def _choose_group(self) -> None:
        def take(answer: str) -> None:
            self._group = answer
            self.shell.close_side()

        names = ["all", MARKED, *[group for group in GROUPS if group != "all"]]
        self._ask(
            take,
            self.tr("What is listed"),
            self.tr("Show"),
            lambda: [(name, self._words.group(name)) for name in names],
        )

    def _choose_person(self) -> None:
        people = [one.staff_id for one in (self._report.people if self._report else ()) if one.staff_id]

        def take(answer: str) -> None:
            self._person = "" if answer == "everybody" else answer
            self.shell.close_side()

        options = [("everybody", self.tr("Everybody")), *[(one, self._words.who(one)) for one in people[:MOST_SPANS]]]
        self._ask(take, self.tr("Whose acts"), self.tr("Show"), lambda: options)

    def _open(self) -> None:
        entry = self.chosen
        if entry is not None and entry.seq:
            self.event_wanted.emit(entry.seq)

    def handle_scan(self, scan: ScanLike) -> None:
        """Nothing is scanned here, and nothing sold."""
        self.shell.toast(self.tr("Nothing is scanned here. Nothing was sold."), state="waiting")

    def function_keys(self) -> dict[int, FunctionKey]:
        """Return the bar."""
        reading = self.tr("Reading; Esc stops it") if self.is_working else ""
        entry = self.chosen
        no_event = reading or ("" if entry is not None and entry.seq else self.tr("Choose an entry of the journal"))
        return {
            1: FunctionKey(self.tr("Help")),
            2: FunctionKey(self.tr("Time"), cause=reading),
            3: FunctionKey(self.tr("Kinds"), cause=reading),
            4: FunctionKey(self.tr("Person"), cause=reading),
            5: FunctionKey(self.tr("Anew"), cause=reading),
            6: FunctionKey(self.tr("Event"), cause=no_event),
            12: FunctionKey(self.tr("Lock")),
        }

    def handle_function(self, number: int) -> None:
        """Do what the bar says."""
        acts = {
            1: self.help_wanted.emit,
            2: self._choose_span,
            3: self._choose_group,
            4: self._choose_person,
            5: self.read,
            6: self._open,
            12: self.lock_wanted.emit,
        }
        if number in acts:
            acts[number]()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.table.take_key(event.key()):
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self._open()
            return
        super().keyPressEvent(event)
