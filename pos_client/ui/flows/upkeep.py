"""Upkeep of the register: training, the settings of its devices, the doctor. Main thread.

Training and changed settings need another till, or the same one opened anew: whoever opened this one does that, and
sets `offered`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from pos_client.ui import screens
from pos_client.ui.flows.settings import SettingsFlow
from pos_client.ui.flows.stage import Stage
from pos_client.ui.screens.choice import ChoicePanel
from pos_client.ui.screens.more import MoreItem

if TYPE_CHECKING:
    from pos_client.services.upkeep.doctor import Doctor


class UpkeepFlow(QObject):
    """Signals: `training_wanted(str)` with who enters; `leaving_wanted()`.

    Attribute: `settings`, a flow of its own with the signal `reopening_wanted`.
    """

    training_wanted = Signal(str)
    leaving_wanted = Signal()

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self._stage = stage
        self.offered = False
        self._examines: Callable[[], Doctor] | None = None
        self.settings = SettingsFlow(stage)
        stage.window.offer_screen("doctor", self._make_doctor)

    def set_doctor(self, make_doctor: Callable[[], Doctor]) -> None:
        """Let the doctor that `make_doctor` makes do the examinations; before the screen is shown."""
        self._examines = make_doctor

    def _make_doctor(self) -> screens.DoctorScreen:
        screen = screens.DoctorScreen(self._stage.bridge)
        screen.back_wanted.connect(self._stage.show_sell)
        if self._examines is not None:
            screen.set_doctor(self._examines())
        return screen

    @property
    def doctor(self) -> screens.DoctorScreen:
        """What is well, and what needs attention."""
        return self._stage.window.screen_of(screens.DoctorScreen)

    def doctor_item(self) -> MoreItem:
        """Return the item of More that opens the doctor; nothing secret is in it, so anybody may look."""
        training = self._stage.services.training.in_training
        return MoreItem(
            "shield-check",
            lambda: self.tr("Doctor"),
            lambda: self._stage.window.show_screen("doctor"),
            second=lambda: self.tr("what needs attention, and the next step"),
            cause=lambda: self.tr("Not in training") if training else "",
        )

    def resume(self, screen: str) -> None:
        """Show `screen` again after the register was opened anew for it."""
        if screen == self.settings.screen.name:
            self.settings.show()
            self._stage.window.toast(self.tr("Saved: the new settings hold now"), state="ok")
        else:
            self._stage.window.show_screen(screen)

    def close(self) -> None:
        """Give up what runs: the register closes."""
        if self._stage.window.has_made("doctor"):
            self.doctor.left()
        self.settings.close()

    def training_item(self) -> MoreItem:
        """Return the item of More that goes into training, or out of it."""
        if self._stage.services.training.in_training:
            return MoreItem(
                "graduation-cap",
                lambda: self.tr("Leave training"),
                self.open_leave,
                second=lambda: self.tr("back to real sales"),
            )
        return MoreItem(
            "graduation-cap",
            lambda: self.tr("Training"),
            self.open_enter,
            second=lambda: self.tr("practise without selling"),
            cause=self._training_cause,
        )

    def _training_cause(self) -> str:
        if not self._stage.logged_in:
            return self.tr("Log in first")
        blocked = self._stage.services.training.blocked_by()
        if not self.offered:
            return self.tr("Not on this register")
        return {"": "", "basket_open": self.tr("Finish or suspend the basket first")}.get(
            blocked, self.tr("Finish the payment first")
        )

    def open_enter(self) -> None:
        """Ask before the real register is put away."""
        window = self._stage.window
        panel = ChoicePanel(
            window.guard,
            lambda answer: self.enter() if answer == "enter" else window.close_side(),
            texts=lambda: (
                self.tr("Training"),
                self.tr("Nothing is sold, the drawer stays shut, every paper says so."),
                self.tr("Do it"),
                self.tr("The journal notes who begins. The shift stays as it is."),
            ),
            options=lambda: [("stay", self.tr("Go on working")), ("enter", self.tr("Begin training"))],
            danger=False,
        )
        window.open_side(panel)

    def enter(self) -> None:
        """Go into training, with an approval where the role needs one."""
        stage = self._stage
        stage.window.close_side()
        by = stage.services.desk.staff.staff_id
        stage.perform(
            stage.services.training.enter,
            lambda future: stage.deliver(future, lambda _done: self.training_wanted.emit(by)),
        )

    def open_leave(self) -> None:
        """Ask before training ends: it begins anew each time."""
        window = self._stage.window
        panel = ChoicePanel(
            window.guard,
            lambda answer: self.leave() if answer == "leave" else window.close_side(),
            texts=lambda: (
                self.tr("Leave training"),
                self.tr("The real register comes back, at its login."),
                self.tr("Do it"),
                self.tr("Next time training begins anew."),
            ),
            options=lambda: [("stay", self.tr("Go on practising")), ("leave", self.tr("Leave training"))],
            danger=False,
        )
        window.open_side(panel)

    def leave(self) -> None:
        """Go back to the real register."""
        self._stage.window.close_side()
        self.leaving_wanted.emit()
