"""The settings of this register: opened by whoever may, tried out device by device, kept, and taken up at once.

Main thread. What is kept is taken up by opening the register anew, which whoever opened it does.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from pos_client.services.desk import ServiceError
from pos_client.services.upkeep.device_settings import DeviceSettings, TrialAnswer
from pos_client.ui import screens
from pos_client.ui.flows.stage import Stage
from pos_client.ui.i18n import device_message, message
from pos_client.ui.screens.choice import ChoicePanel
from pos_client.ui.screens.more import MoreItem

TONES = {"ok": "good", "off": "ink_2", "trouble": "warn", "failed": "bad", "working": "ink"}


class SettingsFlow(QObject):
    """Signal: `reopening_wanted(StaffMember, str)`, once changed settings are kept."""

    reopening_wanted = Signal(object, str)

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self._stage = stage
        self._settings: DeviceSettings = stage.services.settings
        stage.window.offer_screen("settings", self._make_screen)

    def _make_screen(self) -> screens.SettingsScreen:
        screen = screens.SettingsScreen()
        screen.test_wanted.connect(self._test)
        screen.keep_wanted.connect(self.keep)
        screen.leaving_wanted.connect(self._leave)
        screen.draft_changed.connect(self._draft_changed)
        return screen

    @property
    def screen(self) -> screens.SettingsScreen:
        """The screen, built when it is first needed."""
        return self._stage.window.screen_of(screens.SettingsScreen)

    def item(self) -> MoreItem:
        """Return the item of More."""
        return MoreItem(
            "settings",
            lambda: self.tr("Settings"),
            self.open,
            second=lambda: self.tr("devices, copies, screen, keys"),
            cause=self._cause,
        )

    def _cause(self) -> str:
        if not self._settings.is_ready:
            return self.tr("Not on this register")
        if self._stage.services.training.in_training:
            return self.tr("Not in training")
        return "" if self._stage.logged_in else self.tr("Log in first")

    def open(self) -> None:
        """Open the screen, with an approval where the role needs one."""
        self._stage.perform(self._settings.open, lambda _may: self.show())

    def show(self) -> None:
        """Show the settings in force. Whoever calls has seen to it that they may be seen."""
        settings, screen, stage = self._settings, self.screen, self._stage
        blocked = stage.services.training.blocked_by()
        told = message(blocked, (), formatter=stage.window.formatter).what if blocked else ""
        screen.load(settings.house.values(), blocked=told)
        screen.set_fields(settings.house.fields(screen.values))
        stage.window.show_screen(screen.name)
        stage.bridge.run(settings.house.ports, screen.set_ports, stage.tell_error)

    def _draft_changed(self) -> None:
        fields = self._settings.house.fields(self.screen.values)
        if fields != self.screen.fields:
            self.screen.set_fields(fields)
        if self.screen.section == "keys":  # a key that does two things is said at once
            self.screen.mark(self._settings.house.problems(self.screen.values))

    # trying out

    def _test(self, section: str) -> None:
        if section == "drawer":
            self._stage.perform(self._settings.open_drawer, lambda _may: self._try(section))
        else:
            self._try(section)

    def _try(self, section: str) -> None:
        settings, stage, screen = self._settings, self._stage, self.screen
        if stage.window.side is not None:
            stage.window.close_side()
        screen.set_busy(True)
        wait = self.tr("Scan any code now: 20 seconds") if section.startswith("scanners") else self.tr("Asking…")
        screen.show_answer(wait)
        values, by = dict(screen.values), stage.services.desk.staff.staff_id
        stage.bridge.run(lambda: settings.try_out(section, values, by), self._answered, self._not_tried)

    def _answered(self, answer: TrialAnswer) -> None:
        status = answer.status
        told = device_message(status.device, status.code or status.state.value, detail=status.detail)
        parts = [told.text]
        if answer.raw:
            parts.append(self.tr("Came: {raw}").format(raw=answer.raw[:160]))
        if answer.text:
            parts.append(
                self.tr("Understood: {text} · {symbology} · {means}").format(
                    text=answer.text[:80], symbology=answer.symbology, means=self.screen.words.means(answer.means)
                )
            )
        if answer.copy:
            parts.append(self.tr("Copied and verified: {path}").format(path=answer.copy))
        self.screen.set_busy(False)
        self.screen.show_answer("\n".join(parts), TONES[status.state.value])

    def _not_tried(self, error: Exception) -> None:
        self.screen.set_busy(False)
        self.screen.show_answer("")
        self._stage.tell_error(error)

    # keeping and leaving

    def keep(self) -> None:
        """Check the draft, keep it, and have the register opened anew with it."""
        settings, stage, screen = self._settings, self._stage, self.screen
        if not screen.is_changed:
            return
        blocked = stage.services.training.blocked_by()
        if blocked:
            stage.tell(blocked)
            return
        problems = settings.house.problems(screen.values)
        screen.show_problems(problems)
        if problems:
            stage.tell("settings_wrong", (("name", screen.words.field(problems[0].name)),))
            return
        member, values = stage.services.desk.staff, dict(screen.values)
        screen.set_busy(True)
        stage.bridge.run(
            lambda: settings.keep(values, member.staff_id),
            lambda _count: self.reopening_wanted.emit(member, screen.name),
            self._not_kept,
        )

    def _not_kept(self, error: Exception) -> None:
        self.screen.set_busy(False)
        if isinstance(error, ServiceError):
            self._stage.tell(error.code, error.details)
        else:
            self._stage.tell_error(error)

    def _leave(self, loses: bool) -> None:  # noqa: FBT001 - Qt's signal
        self._settings.house.stop_trial()
        if not loses:
            self._stage.show_sell()
            return
        window = self._stage.window
        panel = ChoicePanel(
            window.guard,
            lambda answer: self._stage.show_sell() if answer == "leave" else window.close_side(),
            texts=lambda: (
                self.tr("Leave the settings"),
                self.tr("What was changed has not been saved."),
                self.tr("Do it"),
                self.tr("F9 in the settings saves."),
            ),
            options=lambda: [("stay", self.tr("Go on changing")), ("leave", self.tr("Leave without saving"))],
        )
        window.open_side(panel)

    def close(self) -> None:
        """End a trial for good: the register closes."""
        self._settings.close()
