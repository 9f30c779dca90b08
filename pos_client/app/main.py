"""The register's window: opens the files, shows the screens, and puts everything away again. Main thread."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from pos_client.app.compose import Register, open_register
from pos_client.app.settings import write_settings
from pos_client.app.training import PRACTICE_PIN
from pos_client.devices.ports import BadRead, DeviceStatus, Scan
from pos_client.devices.scanner import Key, Replay, WedgeDetector
from pos_client.runtime.reporting import reporting
from pos_client.services.desk import utc_now
from pos_client.services.upkeep.recovery import recover
from pos_client.services.views import DeviceView
from pos_client.ui.controller import Controller
from pos_client.ui.frame import MainWindow
from pos_client.ui.frame.keymap import KeyMap, KeyMapError
from pos_client.ui.i18n import languages
from pos_client.ui.theme import ThemeName, look
from pos_client.ui.wedge_filter import WedgeFilter

if TYPE_CHECKING:
    from pos_client.app.device_setup import Setup
    from pos_client.services.upkeep.doctor import Doctor

CLOCK_MS = 30_000
_log = logging.getLogger(__name__)


class Till(QObject):
    """One running register: `register`, its `window` and `controller`. `close` puts everything away."""

    def __init__(self, register: Register) -> None:
        super().__init__()
        self.register = register
        live = register.replica.live
        entry = register.settings.screen
        languages().set_language(entry.language or live.register.language)
        look().set_theme(ThemeName(entry.theme or live.register.theme))
        look().set_scale(entry.scale)
        self.window = MainWindow(zone=register.services.desk.zone, keymap=self._keymap())
        self.window.set_training(register.services.desk.training, PRACTICE_PIN)
        recovered = recover(register.services)
        sounds = entry.sounds and live.register.sounds
        self.controller = Controller(self.window, register.services, register.bridge, recovered, sounds=sounds)
        self.controller.appearance.scale = entry.scale
        self._scanner_states: dict[str, DeviceStatus] = {}
        self.controller.upkeep.set_doctor(self._make_doctor)
        register.services.settings.provide(self._make_setup)
        self._wedge = self._make_wedge()
        self._clock_timer = QTimer(self)
        self._clock_timer.setInterval(CLOCK_MS)
        self._clock_timer.timeout.connect(self._look_at_clock)
        self._listen()
        self._is_open = True

    def _keymap(self) -> KeyMap:
        try:
            return KeyMap().rebound(self.register.settings.keys)
        except KeyMapError as error:
            _log.error("settings, keys: %s; the standard keys hold", error)
            return KeyMap()

    # What few look at in a day is loaded when they do.

    def _make_doctor(self) -> Doctor:
        from pos_client.app.examining import doctor_of  # noqa: PLC0415

        return doctor_of(self.register, lambda: dict(self._scanner_states))

    def _make_setup(self) -> Setup:
        from pos_client.app.device_setup import Setup  # noqa: PLC0415

        return Setup(self.register)

    def _make_wedge(self) -> WedgeFilter:
        detector = WedgeDetector()

        def feed(text: str, at: int, terminator: bool, repeat: bool, handle: object) -> tuple[Any, ...]:  # noqa: FBT001
            return detector.feed(Key(text, at, terminator, repeat, handle))

        def sort(event: object) -> tuple[object, ...] | None:
            return tuple(key.handle for key in event.keys) if isinstance(event, Replay) else None

        wedge = WedgeFilter(detector, feed, sort, self._take)
        wedge.acted.connect(self.controller.stay_awake)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            wedge.start(application)
        return wedge

    def _listen(self) -> None:
        listeners, controller = self.register.listeners, self.controller
        listeners.basket_changed = controller.basket_changed
        listeners.trouble = controller.news.trouble
        listeners.spool = controller.news.spool
        listeners.fiscal = controller.news.fiscal
        listeners.unit_checked = controller.unit_checked
        listeners.replica_changed = controller.replica_changed
        listeners.scans = self._scanned
        controller.quit_wanted.connect(self.window.close)
        controller.look_changed.connect(self._keep_look)
        self.window.closing.connect(self.close)

    def start(self) -> None:
        """Start the threads and show the first screen."""
        self.register.start()
        self._clock_timer.start()
        news = self.controller.news
        if self.register.devices.terminals:
            news.device(DeviceView("terminal", "", "ok"))
        if self.register.services.spooler is None:
            news.device(DeviceView("printer", "", "off", "off"))
        home = self.controller.stage.home
        if self.window.current is not self.window.screen_named(home):  # login came to the front with its making
            self.window.show_screen(home)
        self.controller.warm_up()

    def _look_at_clock(self) -> None:
        self.register.clock_watch.check()

    def _scanned(self) -> None:
        """Scanners have delivered: what was typed before acts first, a quantity above all."""
        self._wedge.after_keys(self.register.scans.since, self._drain)

    def _drain(self) -> None:
        for event in self.register.scans.drain():
            reporting(partial(self._take, event))  # one that fails takes no other along

    def _take(self, event: object) -> None:
        if isinstance(event, Scan):
            self.controller.deliver_scan(event)
        elif isinstance(event, BadRead):
            self.controller.bad_read(event.code, event.sample)
        elif isinstance(event, DeviceStatus):
            self._scanner_states[event.name] = event
            view = DeviceView(event.device, event.name, event.state.value, event.code, event.detail)
            self.controller.news.device(view)

    def _keep_look(self) -> None:
        """Remember what a person chose on the screen; in training only until it ends."""
        if self.register.services.desk.training:
            return
        old = self.register.settings
        screen = msgspec.structs.replace(
            old.screen,
            language=languages().current,
            theme=look().theme.name.value,
            scale=self.controller.appearance.scale,
            sounds=self.controller.sounds.on,
        )
        self.register.settings = settings = msgspec.structs.replace(old, screen=screen)
        try:
            write_settings(self.register.directory, settings)
        except OSError as error:
            _log.error("the settings could not be written: %s", error)
            self.controller.tell("settings_not_kept")

    def close(self) -> None:
        """Put everything away; a second call does nothing."""
        if not self._is_open:
            return
        self._is_open = False
        self._clock_timer.stop()
        self._wedge.stop()
        self.controller.close()
        self.register.close()


def open_till(
    directory: Path,
    *,
    clock: Callable[[], datetime] = utc_now,
    steady: Callable[[], float] = time.monotonic,
    training_mode: bool = False,
) -> Till:
    """Open the register in `directory` with its window, not shown yet; takes and raises what `open_register` does."""
    register = open_register(directory, clock=clock, steady=steady, training_mode=training_mode)
    try:
        return Till(register)
    except BaseException:
        register.close()
        raise
