"""The line to the centre: its chip from any screen, its page, its item of More. Main thread."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import QObject, QTimer

from pos_client.services.network.line import LineState, LineView
from pos_client.ui import screens
from pos_client.ui.flows.stage import Stage
from pos_client.ui.i18n import languages
from pos_client.ui.screens.line.words import ICONS, ROLES, LineWords
from pos_client.ui.screens.more import MoreItem

COUNT_MS = 2_000  # how often the sales that wait are counted anew
SOON = timedelta(seconds=10)


class LineFlow(QObject):
    """Keeps the chip true; `close` when the window goes."""

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self._stage = stage
        self._words = LineWords()
        self._line = stage.services.line
        stage.window.offer_screen("line", self._make_screen)
        stage.window.offer_screen("elsewhere", self._make_elsewhere)
        stage.window.chip_clicked.connect(self._chip_clicked)
        languages().changed.connect(self._show_chip)
        self._timer = QTimer(self)
        self._timer.setInterval(COUNT_MS)
        self._timer.timeout.connect(self._show_chip)
        self._line.listen(self._changed)
        self._show_chip()

    def _make_screen(self) -> screens.LineScreen:
        screen = screens.LineScreen(self._line, self._stage.services.desk)
        screen.back_wanted.connect(self._stage.show_sell)
        return screen

    def _make_elsewhere(self) -> screens.ElsewhereScreen:
        screen = screens.ElsewhereScreen(self._stage.services, self._stage.bridge)
        screen.back_wanted.connect(self._stage.show_sell)
        screen.line_wanted.connect(self.open)
        screen.tone_wanted.connect(self._stage.sounds.play)
        return screen

    def open_elsewhere(self, sku: str) -> None:
        """Show who has a product, "" to ask which."""
        window = self._stage.window
        window.show_screen("elsewhere")
        window.screen_of(screens.ElsewhereScreen).show_product(sku)

    def _changed(self, view: LineView) -> None:
        if view.state is LineState.NONE:
            self._timer.stop()
        elif not self._timer.isActive():
            self._timer.start()
        self._show_chip()

    def _show_chip(self) -> None:
        view = self._line.view
        if view.state is LineState.NONE:
            return  # a register by itself has no line to speak of
        sales = 0 if view.state is LineState.STARTING or self._on_their_way(view) else self._line.sales_waiting()
        text = self._words.chip(view, sales, self._stage.window.formatter)
        self._stage.window.top.set_chip("network", text, ROLES[view.state], ICONS[view.state])

    def _on_their_way(self, view: LineView) -> bool:
        """Tell whether what waits was made a moment ago and is being sent."""
        now = self._stage.services.desk.clock()
        return view.state is LineState.ONLINE and (view.oldest is None or now - view.oldest < SOON)

    def _chip_clicked(self, name: str) -> None:
        if name == "network":
            self.open()

    def open(self) -> None:
        """Show the line's page."""
        self._stage.window.show_screen("line")

    def item(self) -> MoreItem:
        """Return the item of More that opens the page."""
        return MoreItem(
            "wifi",
            lambda: self.tr("Line to the centre"),
            self.open,
            second=lambda: self._words.title(self._line.view),
        )

    def close(self) -> None:
        """Listen no more: the window goes."""
        self._timer.stop()
        languages().changed.disconnect(self._show_chip)
