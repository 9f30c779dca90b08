"""What a manager looks at: the register of exceptions and the journal; each look is journalled. Main thread."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QObject

from pos_client.ui import screens
from pos_client.ui.flows.stage import Stage
from pos_client.ui.screens.more import MoreItem


class OversightFlow(QObject):
    """The screens `exceptions` and `journal`, each built when it is first needed."""

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self._stage = stage
        stage.window.offer_screen("exceptions", self._make_exceptions)
        stage.window.offer_screen("journal", self._make_journal)

    def _make_exceptions(self) -> screens.ExceptionsScreen:
        screen = screens.ExceptionsScreen(self._stage.services, self._stage.bridge, self._stage.window.guard)
        screen.event_wanted.connect(self.open_journal)
        screen.back_wanted.connect(self._stage.show_sell)
        return screen

    def _make_journal(self) -> screens.JournalScreen:
        screen = screens.JournalScreen(self._stage.services, self._stage.bridge, self._stage.window.guard)
        screen.export_wanted.connect(self._export)
        screen.back_wanted.connect(self._stage.show_sell)
        return screen

    @property
    def exceptions(self) -> screens.ExceptionsScreen:
        """The register of exceptions."""
        return self._stage.window.screen_of(screens.ExceptionsScreen)

    @property
    def journal(self) -> screens.JournalScreen:
        """The journal on screen."""
        return self._stage.window.screen_of(screens.JournalScreen)

    def items(self, cause: str) -> list[MoreItem]:
        """Return the items of More; `cause` disables them."""
        return [
            MoreItem(
                "shield-alert",
                lambda: self.tr("Register of exceptions"),
                self.open_exceptions,
                second=lambda: self.tr("voids, drawers, prices, PINs by person"),
                cause=lambda: cause,
            ),
            MoreItem(
                "list",
                lambda: self.tr("Journal"),
                self.open_journal,
                second=lambda: self.tr("every event, its chain, export"),
                cause=lambda: cause,
            ),
        ]

    def open_exceptions(self) -> None:
        """Show the register of exceptions to whoever may see it, or with somebody's yes."""
        self._stage.perform(
            self._stage.services.exceptions.open, lambda _noted: self._stage.window.show_screen("exceptions")
        )

    def open_journal(self, seq: int = 0) -> None:
        """Show the journal, from event `seq` down when it is given."""
        self._stage.perform(self._stage.services.journal_view.open, lambda _noted: self._show_journal(seq))

    def _show_journal(self, seq: int) -> None:
        if seq:
            self.journal.begin_at(seq)
        self._stage.window.show_screen("journal")

    def _export(self, since: datetime | None, shift_id: str) -> None:
        self._stage.perform(
            lambda given: self._stage.services.journal_view.prepare_export(since, shift_id, given),
            self.journal.run_export,
        )
