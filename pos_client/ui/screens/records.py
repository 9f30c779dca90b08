"""What every screen that reads records is made of: a list beside its side, a worker with progress that Esc stops.

Main thread; what is read runs on a worker.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from pos_client.runtime.bridge import Bridge
from pos_client.services.bundle import Services
from pos_client.services.desk import ServiceError
from pos_client.services.reasons import reason_on_paper
from pos_client.ui.frame import Screen
from pos_client.ui.i18n import languages, message
from pos_client.ui.screens.choice import ChoicePanel
from pos_client.ui.theme import look
from pos_client.ui.widgets import ElidedLabel, KeyGuard, label, margins, panel
from pos_client.ui.widgets.row_table import RowTable

Progress = Callable[[int, int], None]


class RecordsScreen(Screen):
    """Signals: `back_wanted()`, `help_wanted()`, `lock_wanted()`.

    `SIDE` are the side's widths in px at 100 %, by layout; `STOPPED` what a worker raises that was told to stop.
    """

    back_wanted = Signal()
    help_wanted = Signal()
    lock_wanted = Signal()

    SIDE: ClassVar[dict[str, int]]
    STOPPED: ClassVar[type[Exception]]

    def __init__(self, services: Services, bridge: Bridge, guard: KeyGuard, *, marked_column: int = 1) -> None:
        super().__init__()
        self._services = services
        self._bridge = bridge
        self._guard = guard
        self._working: threading.Event | None = None
        self.title = label("", "heading")
        self.state = ElidedLabel("", "body", "ink_2")
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.hide()
        self.table = RowTable(marked_column=marked_column)
        self.side = panel("plain")
        self.side_column = QVBoxLayout(self.side)
        margins(self.side_column, 16, 12, 16, 12, 6)

    def _stand(self, *under_the_title: QWidget) -> None:
        """Put the list beside its side; widgets of the screen's own stand under what is listed."""
        row = QHBoxLayout(self)
        margins(row, 0, 0, 0, 0, 12)
        left = QVBoxLayout()
        left.setSpacing(look().theme.px(4))
        for widget in (self.title, self.state, *under_the_title, self.progress):
            left.addWidget(widget)
        left.addWidget(self.table, 1)
        row.addLayout(left, 1)
        row.addWidget(self.side)

    def restyle(self) -> None:
        """Take sizes anew."""
        theme = look().theme
        width = self.SIDE["small" if theme.is_small else "wide" if theme.is_wide else "middle"]
        self.side.setFixedWidth(theme.px(width))
        self.table.restyle()

    def _reason(self, journalled: str) -> str:
        """Return a journalled reason in the language of the screen, whatever list it is of."""
        live, language = self._services.desk.replica.live, languages().current
        return reason_on_paper(live, journalled.partition(".")[0], journalled, language)

    # the worker

    @property
    def is_working(self) -> bool:
        """True while something is read."""
        return self._working is not None

    def _work(self, work: Callable[[Progress, threading.Event], object], done: Callable[[object], None]) -> None:
        """Do `work` on the worker and hand what it returns to `done`, unless something else was asked for meanwhile."""
        self._stop()
        stop = self._working = threading.Event()
        self.progress.setRange(0, 0)
        self.progress.show()
        self.keys_changed.emit()
        tell = self._bridge.listener(lambda told: self._progressed(stop, *told))

        def finished(result: object) -> None:
            if stop is self._working:
                self._stop()
                done(result)
                self.keys_changed.emit()

        self._bridge.run(
            lambda: work(lambda part, whole: tell((part, whole)), stop),
            finished,
            lambda error: self._failed(stop, error),
        )

    def _stop(self) -> None:
        if self._working is not None:
            self._working.set()
            self._working = None
            self.progress.hide()

    def _progressed(self, stop: threading.Event, done: int, whole: int) -> None:
        if stop is self._working:
            self.progress.setRange(0, max(1, whole))
            self.progress.setValue(done)

    def _failed(self, stop: threading.Event, error: Exception) -> None:
        if isinstance(error, self.STOPPED) or stop is not self._working:
            return
        self._stop()
        code = error.code if isinstance(error, ServiceError) else "internal_error"
        self.shell.toast(message(code, (), formatter=self.formatter).text, state="refused")
        self.keys_changed.emit()

    # what stands over the side

    def _ask(
        self, take: Callable[[str], None], title: str, caption: str, options: Callable[[], list[tuple[str, str]]]
    ) -> None:
        """Ask for one of `options` in a panel; `caption` is what its key says."""
        side = ChoicePanel(
            self._guard,
            take,
            texts=lambda: (title, "", caption, self.tr("Arrows choose, Enter takes it.")),
            options=options,
            danger=False,
        )
        self.shell.open_side(side)

    def side_opened(self) -> None:
        """The panel stands where the side was."""
        self.side.hide()

    def side_closed(self) -> None:
        """The side is back."""
        self.side.show()

    def handle_escape(self) -> None:
        """Stop the reading; else one step back."""
        if self._working is not None:
            self._stop()
            self.keys_changed.emit()
        else:
            self._step_back()

    def _step_back(self) -> None:
        """Leave; a screen that has something to clear first says so here."""
        self.back_wanted.emit()
