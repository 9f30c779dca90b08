"""What every document that gives money back goes through: approval, cards, the writing, leaving, setting aside.

Main thread.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, Signal

from pos_client.services.desk import ServiceError
from pos_client.ui import screens
from pos_client.ui.flows.stage import Stage
from pos_client.ui.screens.choice import ChoicePanel

STAY, LEAVE = "stay", "leave"


class MoneyBackFlow(QObject):
    """Joins a `Refunding` screen, its service and the screen that says what to hand over.

    Whoever inherits has the `screen`, built when it is first needed, and calls `_join_face` with it then.

    Signal: `waiting_changed()` after something was set aside, taken up again or finished.
    """

    waiting_changed = Signal()

    def __init__(self, stage: Stage, service: screens.MoneyBack) -> None:
        super().__init__()
        self._stage = stage
        self._service = service

    @property
    def screen(self) -> screens.Refunding:
        """The screen, of its document."""
        raise NotImplementedError

    @property
    def done(self) -> screens.ReturnedScreen:
        """The screen that says what to hand over."""
        return self._stage.window.screen_of(screens.ReturnedScreen)

    def _join_face(self, screen: screens.Refunding) -> None:
        screen.told.connect(self._stage.tell)
        screen.give_back_wanted.connect(self._begin)
        screen.cash_wanted.connect(self._to_cash)
        screen.settled.connect(self._finish)
        screen.leave_wanted.connect(self.open_leave)

    @property
    def busy(self) -> bool:
        """True while a card gets its money back or the document is being written: nobody leaves the till meanwhile."""
        return self._service.is_open and self.screen.busy

    @property
    def is_open(self) -> bool:
        """True while a document is in hand."""
        return self._service.is_open

    def back(self) -> None:
        """Go where this was begun."""
        self._stage.show_sell()

    def show_done(self, document: Any) -> None:  # noqa: ANN401 - a Return or a PostVoid
        """Tell the done screen what to show."""
        raise NotImplementedError

    def resume(self, document_id: str) -> bool:
        """Take up again what was set aside, or what a restart interrupted; False when that was refused and told."""
        try:
            self._service.resume(document_id)
        except ServiceError as error:
            self._stage.tell(error.code, error.details)
            return False
        self._stage.window.show_screen(self.screen.name)
        self.waiting_changed.emit()
        return True

    # giving back

    def _begin(self) -> None:
        self._stage.perform(self._service.begin, lambda _view: self.screen.go_on())

    def _to_cash(self, part_id: str) -> None:
        self._stage.perform(lambda given: self._service.to_cash(part_id, given), lambda _view: self.screen.go_on())

    def _finish(self) -> None:
        try:
            future = self._service.finish()
        except ServiceError as error:
            self.screen.finished(well=False)
            self._stage.tell(error.code, error.details)
            self.screen.refresh()
            return
        self._stage.bridge.deliver(future, self._finished, self._not_finished)

    def _finished(self, document: Any) -> None:  # noqa: ANN401
        self.screen.finished()
        self._service.done()
        self.show_done(document)
        self._stage.window.show_screen(self.done.name)
        self._stage.basket_changed.emit()
        self.waiting_changed.emit()

    def _not_finished(self, error: Exception) -> None:
        """The disk refused, or something came back meanwhile: nothing was handed over; F9 writes it once more."""
        self._service.not_done()
        self.screen.finished(well=False)
        self._stage.tell_error(error)
        self.screen.refresh()

    # leaving

    def open_leave(self) -> None:
        """Go one step back: nothing chosen is forgotten and no money lost from sight without a question."""
        view = self._service.view() if self._service.is_open else None
        if view is None or (view.stage == "choosing" and self.is_untouched(view)):
            self._service.leave()
            self.back()
            return
        aside = not view.can_leave
        panel = ChoicePanel(
            self._stage.window.guard,
            lambda answer: self._answer_leave(answer, aside=aside),
            texts=lambda: self._leave_texts(aside=aside),
            options=lambda: [
                (STAY, self.tr("Go on")),
                (LEAVE, self.tr("Set it aside") if aside else self.tr("Leave it")),
            ],
        )
        self._stage.window.open_side(panel)

    def is_untouched(self, view: Any) -> bool:  # noqa: ANN401 - a ReturnView or a PostVoidView
        """True when nothing was chosen that could be forgotten."""
        return False

    def _leave_texts(self, *, aside: bool) -> tuple[str, str, str, str]:
        if aside:
            return (
                self.tr("Set it aside"),
                self.tr("Money of it moved or may have: it waits until it is finished."),
                self.tr("Do it"),
                self.tr("Its goods cannot come back a second time meanwhile."),
            )
        return (
            self.tr("Leave it"),
            self.tr("Nothing was given back. What was chosen is forgotten."),
            self.tr("Do it"),
            self.tr("The receipt stays as it was."),
        )

    def _answer_leave(self, answer: str, *, aside: bool) -> None:
        if answer != LEAVE or not self._service.is_open:
            self._stage.window.close_side()
            return
        if self.screen.cards.is_asking:
            self._stage.tell("card_at_terminal")
            return
        try:
            if aside:
                self._service.set_aside()
            else:
                self._service.leave()
        except ServiceError as error:
            self._stage.window.close_side()
            self._stage.tell(error.code, error.details)
            self.screen.refresh()
            return
        self._stage.window.close_side()
        self.screen.finished()
        self.waiting_changed.emit()
        self.back()
