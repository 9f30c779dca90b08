"""The line to the centre: how it stands, what waits, how far each feed is, the last error with its next step.

Main thread only. It shows the last `LineView` and looks at the clock every second, so that ages stay true.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from pos_client.services.desk import Desk
from pos_client.services.network.line import FeedView, Line, LineState, LineView
from pos_client.ui.frame import FunctionKey, Screen
from pos_client.ui.i18n import message
from pos_client.ui.screens.line.words import ICONS, ROLES, LineWords
from pos_client.ui.screens.side import scroll_area
from pos_client.ui.theme import look
from pos_client.ui.widgets import IconLabel, ListRow, Rule, TearLine, empty, hint, label, margins, panel
from pos_client.ui.widgets.text import restyle

TICK_MS = 1_000
INSET = 12
KINDS = ("catalogue", "store", "register", "stock")
SIDE = {"small": 330, "middle": 404, "wide": 616}
TONES = {"quiet": "ink_2", "good": "good", "warn": "warn", "bad": "bad"}


class LineScreen(Screen):
    """Signals: `back_wanted()`, `help_wanted()`."""

    name = "line"
    back_wanted = Signal()
    help_wanted = Signal()

    def __init__(self, line: Line, desk: Desk) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._line = line
        self._desk = desk
        self.words = LineWords()
        self.facts: list[tuple[str, str, str]] = []
        self.state_title = label("", "heading")
        self.meaning = label("", "body", "ink_2", wrap=True)
        self.download = QProgressBar()
        self.download.setTextVisible(False)
        self.download_text = label("", "small", "ink_2")
        self.error = label("", "body", bold="true", wrap=True)
        self.error_next = label("", "small", wrap=True)
        self._error_box = QFrame()
        self._fact_rows: list[ListRow] = []
        self._rows = QVBoxLayout()
        self._state = QHBoxLayout()
        self._icon = QHBoxLayout()
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(lambda: self._show())
        self._build()
        line.listen(self._changed)

    def _build(self) -> None:
        row = QHBoxLayout(self)
        margins(row, 0, 0, 0, 0, 12)
        left = panel("plain")
        column = QVBoxLayout(left)
        margins(column, 20, 16, 20, 12, 8)
        margins(self._state, 0, 0, 0, 0, 14)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self.state_title)
        words.addWidget(self.meaning)
        self._state.addLayout(self._icon)
        self._state.addLayout(words, 1)
        column.addLayout(self._state)
        inner = QVBoxLayout(self._error_box)
        margins(inner, 14, 8, 14, 8, 2)
        inner.addWidget(self.error)
        inner.addWidget(self.error_next)
        column.addWidget(self._error_box)
        column.addWidget(self.download_text)
        column.addWidget(self.download)
        column.addWidget(Rule())
        body = QWidget()
        margins(self._rows, 4, 6, 12, 6, 10)
        self._rows.addStretch(1)
        body.setLayout(self._rows)
        self.area = scroll_area(body)
        column.addWidget(self.area, 1)
        row.addWidget(left, 1)
        self.side = panel("plain")
        margins_of_side = QVBoxLayout(self.side)
        margins(margins_of_side, 20, 16, 20, 16, 10)
        self._side_column = margins_of_side
        row.addWidget(self.side)

    # what is shown

    def entered(self) -> None:
        """Look at once, and every second."""
        self.setFocus()
        self._show()
        self._timer.start()

    def left(self) -> None:
        """Look no more."""
        self._timer.stop()

    def retranslate(self) -> None:
        """Set every text in the language in force."""
        if self.is_attached:
            self._show_side()
            self._show(anew=True)

    def restyle(self) -> None:
        """Take sizes anew."""
        theme = look().theme
        self.side.setFixedWidth(theme.px(SIDE["small" if theme.is_small else "wide" if theme.is_wide else "middle"]))
        if self.is_attached:
            self._show_side()
            self._show(anew=True)

    def _changed(self, _view: LineView) -> None:
        if self.is_attached and self.isVisible():
            self._show()
            self.keys_changed.emit()

    def _show(self, *, anew: bool = False) -> None:
        view = self._line.view
        title = self.words.title(view)
        if anew or not self._icon.count() or title != self.state_title.text():
            self._show_icon(ICONS[view.state], TONES[ROLES[view.state]])
        self.state_title.setText(title)
        self.meaning.setText(self.words.meaning(view))
        self._show_error(view)
        self._show_download(view)
        self._show_facts(self._facts_of(view))

    def _show_icon(self, icon: str, tone: str) -> None:
        empty(self._icon)
        self._icon.addWidget(IconLabel(icon, 40, tone), 0, Qt.AlignmentFlag.AlignTop)

    def _show_error(self, view: LineView) -> None:
        self._error_box.setVisible(bool(view.code))
        if view.code:
            told = message(f"line_{view.code}", (("detail", view.detail),), formatter=self.formatter)
            self.error.setText(told.what)
            self.error_next.setText(told.second)
            restyle(self._error_box, state="warn" if view.state is LineState.OFFLINE else "bad")

    def _show_download(self, view: LineView) -> None:
        self.download.setVisible(view.download is not None)
        self.download_text.setVisible(view.download is not None)
        if view.download is not None:
            done, of = (size // 1024 for size in view.download)
            self.download.setRange(0, max(of, 1))
            self.download.setValue(done)
            number = self.formatter.number
            self.download_text.setText(
                self.tr("The catalogue comes: {done} of {of} KB").format(done=number(done), of=number(of))
            )

    def _facts_of(self, view: LineView) -> list[tuple[str, str, str]]:
        """Return the rows: (what, its second line, figure)."""
        if view.state is LineState.NONE:
            return []
        now, number = self._desk.clock(), self.formatter.number
        sales = self._line.sales_waiting()
        oldest = self.tr("the oldest from {age}").format(age=self.words.age(view.oldest, now)) if view.waiting else ""
        events = self.tr("%n event(s) of the journal", "", view.waiting) if view.waiting else self.tr("nothing waits")
        facts = [
            (
                self.tr("Waiting for the centre"),
                " · ".join(part for part in (events, oldest) if part),
                self.tr("%n sale(s)", "", sales),
            ),
            (self.tr("Last answer"), view.address, self.words.age(view.last_contact, now)),
            (self.tr("This clock"), "", self.words.clock(view.offset)),
        ]
        if view.quarantined:
            set_aside = self.tr("The centre keeps them and could not read them; nothing is lost.")
            facts.append((self.tr("Set aside by the centre"), set_aside, number(view.quarantined)))
        feeds = (
            (self.words.feed(feed.feed, self._place), self.words.position(feed, now, self.formatter))
            for feed in sorted(view.feeds, key=self._order)
        )
        return [*facts, *((name, "", position) for name, position in feeds)]

    def _order(self, feed: FeedView) -> tuple[int, bool, str]:
        """What is sold by first, then people, then stock, our own before that of others."""
        kind, _, of = feed.feed.partition(":")
        return KINDS.index(kind) if kind in KINDS else len(KINDS), of != self._desk.store.store_id, of

    def _place(self, location_id: str) -> str:
        place = self._desk.replica.stock.place(location_id)
        return place.name if place is not None else location_id

    def _show_facts(self, facts: list[tuple[str, str, str]]) -> None:
        """Change the rows in place, so that the one with the focus keeps it."""
        self.facts = facts
        while len(self._fact_rows) > len(facts):
            row = self._fact_rows.pop()
            self._rows.removeWidget(row)
            row.hide()
            row.deleteLater()
        while len(self._fact_rows) < len(facts):
            row = ListRow("", height=56)
            row.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            row.set_inset(INSET)  # the ring of the focus keeps off the words
            restyle(row.figure, kind="strong")
            self._rows.insertWidget(len(self._fact_rows), row)
            self._fact_rows.append(row)
        for row, (what, second, figure) in zip(self._fact_rows, facts, strict=True):
            row.set_texts(what, second, figure)
            row.setAccessibleName(" ".join(part for part in (what, second, figure) if part))
        if self._fact_rows and self.hasFocus():
            self._fact_rows[0].setFocus()

    def _show_side(self) -> None:
        column = self._side_column
        empty(column)
        column.addWidget(label(self.tr("Works without the line"), "strong"))
        for text in self.words.works_offline():
            column.addWidget(hint("check", text, "ink")[0])
        column.addWidget(TearLine())
        column.addWidget(label(self.tr("Needs the line"), "strong"))
        for text in self.words.needs_line():
            column.addWidget(hint("wifi", text)[0])
        column.addStretch(1)

    # keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        at = next((place for place, row in enumerate(self._fact_rows) if row.hasFocus()), 0)
        if not by or not self._fact_rows:
            super().keyPressEvent(event)
            return
        row = self._fact_rows[max(0, min(at + by, len(self._fact_rows) - 1))]
        row.setFocus()
        self.area.ensureWidgetVisible(row)

    def function_keys(self) -> dict[int, FunctionKey]:
        """Return the bar: F5 tries at once."""
        cause = "" if self._line.is_there else self.tr("No centre is set up")
        return {
            1: FunctionKey(self.tr("Help")),
            5: FunctionKey(self.tr("Try now"), cause=cause, primary=not cause),
        }

    def handle_function(self, number: int) -> None:
        """F5 tries at once."""
        if number == 5:
            self._line.try_now()
            self.shell.toast(self.tr("Asking the centre"), state="ok")
        elif number == 1:
            self.help_wanted.emit()

    def handle_escape(self) -> None:
        """Back to selling."""
        self.back_wanted.emit()

    def handle_action(self, action: str) -> bool:
        """Nothing else acts here."""
        return True
