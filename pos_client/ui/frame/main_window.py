"""The frame: top bar, training strip, banners, the screens, the side panel, the function-key bar, the toast.

It routes function keys, Escape and scans to whatever is in front: the open side panel, else the screen. Main thread.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import tzinfo
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from pos_client.ui.frame.key_bar import KeyBar
from pos_client.ui.frame.keymap import Action, KeyMap
from pos_client.ui.frame.screen import FunctionKey, ScanLike, Screen, SidePanel
from pos_client.ui.frame.top_bar import TopBar
from pos_client.ui.frame.training_marks import HEIGHT, TrainingEdge, TrainingStrip
from pos_client.ui.i18n import Formatter, languages
from pos_client.ui.theme import LayoutClass, look
from pos_client.ui.widgets.banner import Toast
from pos_client.ui.widgets.focus_ring import FocusRing
from pos_client.ui.widgets.key_guard import KeyGuard

S = TypeVar("S", bound=Screen)
_TOAST_WIDTH = 430
_SIDE_WIDTH = {LayoutClass.W1024: 560, LayoutClass.W1366: 560, LayoutClass.W1920: 616}


class _Stack(QStackedWidget):
    """The screens; those that are hidden must not push an open side panel out of the window by their widths."""

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)


class MainWindow(QWidget):
    """The register's window; it is the `Shell` of its screens.

    Signals: `chip_clicked(str)`, `screen_made(Screen)` when one came into the frame, `screen_shown(str)`, `closing()`,
    `retranslated()` once every screen speaks another language: banners are said anew.
    Attributes: `top` (the bar), `guard` (dead time of finishing keys, armed when a screen or panel appears).
    """

    chip_clicked = Signal(str)
    screen_made = Signal(object)
    screen_shown = Signal(str)
    closing = Signal()
    retranslated = Signal()

    def __init__(
        self, *, zone: tzinfo | None = None, keymap: KeyMap | None = None, guard: KeyGuard | None = None
    ) -> None:
        super().__init__()
        self.setObjectName("shell")
        self.setWindowTitle("Omnitill")
        self.setMinimumSize(1024, 768)
        self._zone = zone
        self._keymap = keymap or KeyMap()
        self._formatter = Formatter(languages().current, zone)
        self.guard = guard or KeyGuard()
        self.top = TopBar()
        self.top.set_formatter(self._formatter)
        self._strip = TrainingStrip()
        self._edge = TrainingEdge(self)
        self._banners: dict[str, QWidget] = {}
        self._stack = _Stack()
        self._side: SidePanel | None = None
        self._screens: dict[str, Screen] = {}
        self._offers: dict[str, Callable[[], Screen]] = {}
        self._bar = KeyBar()
        self._toast = Toast(self)
        self._shortcuts: list[QShortcut] = []
        self.ring = FocusRing(self)
        self._build()
        self._bind_keys()
        look().changed.connect(self._restyled)
        languages().changed.connect(self._retranslated)

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        work = QWidget()
        work.setObjectName("work")
        self._work = QVBoxLayout(work)
        self._body = QHBoxLayout()
        self._body.addWidget(self._stack, 1)
        self._work.addLayout(self._body, 1)
        for widget, stretch in ((self.top, 0), (self._strip, 0), (work, 1), (self._bar, 0)):
            outer.addWidget(widget, stretch)
        self.top.chip_clicked.connect(self.chip_clicked)
        self._bar.pressed.connect(self.press_function)
        self._set_spaces()

    def _set_spaces(self) -> None:
        theme = look().theme
        pad, gap = theme.frame("pad"), theme.frame("gap")
        self._work.setContentsMargins(pad, pad, pad, pad)
        self._work.setSpacing(gap)
        self._body.setSpacing(gap)
        self._body.setContentsMargins(0, 0, 0, 0)
        if self._side is not None:
            self._side.setFixedWidth(self.side_width)

    # keys

    def _bind_keys(self) -> None:
        for old in self._shortcuts:
            old.setEnabled(False)
            old.deleteLater()
        self._shortcuts = []
        for action in Action:
            shortcut = QShortcut(QKeySequence(self._keymap.key(action)), self)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(partial(self._act, action))
            self._shortcuts.append(shortcut)

    def set_keymap(self, keymap: KeyMap) -> None:
        """Take other bindings."""
        self._keymap = keymap
        self._bind_keys()
        self.refresh_keys()

    @property
    def keymap(self) -> KeyMap:
        """The bindings in force."""
        return self._keymap

    def _act(self, action: Action) -> None:
        if action.number:
            self.press_function(action.number)
        elif action is Action.BACK:
            front = self.front
            if front is not None:
                front.handle_escape()
        else:
            front = self.front
            if front is not None:
                front.handle_action(action.value)

    def press_function(self, number: int) -> None:
        """Do function `number` of what is in front, or tell why not; also what a click on the bar does."""
        front = self.front
        meaning = front.function_keys().get(number) if front is not None else None
        if front is None or meaning is None:
            return
        if not meaning.enabled:
            self.toast(meaning.cause, state="waiting")
            return
        if meaning.finishing and not self.guard.allows():
            return
        front.handle_function(number)

    def refresh_keys(self) -> None:
        """Show the bar of what is in front."""
        front = self.front
        keys: dict[int, FunctionKey] = front.function_keys() if front is not None else {}
        self._bar.show_keys(keys, self._keymap)

    @property
    def key_bar(self) -> KeyBar:
        """The function-key bar."""
        return self._bar

    # screens

    @property
    def formatter(self) -> Formatter:
        """Formats of the language in force, in the store's zone."""
        return self._formatter

    @property
    def front(self) -> Screen | None:
        """What gets the keys: the side panel when one is open, else the screen."""
        return self._side or self.current

    @property
    def current(self) -> Screen | None:
        """The screen in front, beneath an open side panel."""
        widget = self._stack.currentWidget()
        return widget if isinstance(widget, Screen) else None

    @property
    def side(self) -> SidePanel | None:
        """The open side panel."""
        return self._side

    @property
    def side_width(self) -> int:
        """Width of a side panel in this layout class, px."""
        return look().theme.px(_SIDE_WIDTH[look().theme.layout])

    def add_screen(self, screen: Screen) -> None:
        """Take a screen; `ValueError` when its name is taken."""
        self._refuse_name(screen.name)
        self._screens[screen.name] = screen
        screen.attach(self)
        screen.retranslate()
        screen.restyle()
        screen.keys_changed.connect(self.refresh_keys)
        first = self._stack.count() == 0
        self._stack.addWidget(screen)
        self.screen_made.emit(screen)
        if first:
            self._came(screen)

    def offer_screen(self, name: str, make: Callable[[], Screen]) -> None:
        """Have `make` build the screen `name` when it is first asked for; `ValueError` when the name is taken."""
        self._refuse_name(name)
        self._offers[name] = make

    def _refuse_name(self, name: str) -> None:
        if not name or name in self._screens or name in self._offers:
            raise ValueError(f"screen name {name!r} is empty or taken")

    def screen_named(self, name: str) -> Screen:
        """The screen `name`, built now when it was only offered; `KeyError`."""
        make = self._offers.pop(name, None)
        if make is not None:
            made = make()
            if made.name != name:
                raise ValueError(f"{name!r} was offered, {made.name!r} made")
            self.add_screen(made)
        return self._screens[name]

    def screen_of(self, kind: type[S]) -> S:
        """The screen of class `kind`, as `screen_named`."""
        screen = self.screen_named(kind.name)
        if not isinstance(screen, kind):
            raise TypeError(f"screen {kind.name!r} is a {type(screen).__name__}")
        return screen

    def has_made(self, name: str) -> bool:
        """True once the screen `name` was built."""
        return name in self._screens

    def show_screen(self, name: str) -> None:
        """Bring a screen to the front; an open side panel goes."""
        screen = self.screen_named(name)
        old = self.current
        self.close_side()
        if screen is old:
            self._came(screen)
            return
        if old is not None:
            old.left()
        self._stack.setCurrentWidget(screen)
        self._came(screen)

    def _came(self, screen: Screen) -> None:
        self.guard.arm()
        screen.entered()
        self.refresh_keys()
        self.screen_shown.emit(screen.name)

    def open_side(self, side: SidePanel) -> None:
        """Open `side` over the right column; one at a time, the one before goes."""
        self.close_side()
        self._side = side
        side.attach(self)
        side.setFixedWidth(self.side_width)
        side.retranslate()
        side.restyle()
        side.keys_changed.connect(self.refresh_keys)
        current = self.current
        if current is not None:
            current.side_opened()
        self._fit_banners()
        self._body.addWidget(side)
        side.show()
        self.guard.arm()
        side.entered()
        self.refresh_keys()

    def close_side(self) -> None:
        """Close the side panel, if one is open; the screen gets keys and focus back."""
        side = self._side
        if side is None:
            return
        self._side = None
        self._fit_banners()
        side.keys_changed.disconnect(self.refresh_keys)
        self._body.removeWidget(side)
        side.hide()
        side.left()
        current = self.current
        if current is not None:
            current.side_closed()
            current.entered()
        self.refresh_keys()
        side.closed.emit()
        side.deleteLater()

    def deliver_scan(self, scan: ScanLike) -> None:
        """Give a scan to what is in front."""
        front = self.front
        if front is not None:
            front.handle_scan(scan)

    # what stands around the screens

    def show_banner(self, name: str, banner: QWidget) -> None:
        """Show `banner` below the top bar; one of the same `name` is replaced and deleted."""
        if self._banners.get(name) is banner:
            return
        self.clear_banner(name)
        self._banners[name] = banner
        self._work.insertWidget(len(self._banners) - 1, banner)
        banner.show()
        self._fit_banners()
        self._ring_again()

    def _fit_banners(self) -> None:
        """Beside a panel on the smallest screen there is room for one banner, the newest; all are back without it."""
        tight = self._side is not None and look().theme.is_small
        for place, banner in enumerate(reversed(self._banners.values())):
            banner.setVisible(not tight or place == 0)

    def _ring_again(self) -> None:
        """Let the layout settle, then put the ring where its control went."""
        QTimer.singleShot(0, self.ring, self.ring.follow_again)

    def clear_banner(self, name: str) -> None:
        """Take a banner away, if it is there."""
        banner = self._banners.pop(name, None)
        if banner is not None:
            self._work.removeWidget(banner)
            banner.hide()
            banner.deleteLater()
            self._fit_banners()
            self._ring_again()

    def banner(self, name: str) -> QWidget | None:
        """The banner `name` now shown."""
        return self._banners.get(name)

    def toast(self, text: str, *, state: str = "ok") -> None:
        """Say `text` for four seconds; `state` of the tokens gives icon and colour."""
        style = look().theme.state(state)
        tone = "slab_good" if style.role == "good" else "on_slab_2"
        self._toast.say(text, icon=style.icon, tone=tone)
        self._place_toast()

    def clear_toast(self) -> None:
        """Take away what the toast says: it was answered."""
        self._toast.close_now()

    @property
    def toast_text(self) -> str:
        """What the toast says now, "" when there is none."""
        return self._toast.text

    def set_training(self, on: bool, pin: str = "") -> None:  # noqa: FBT001 - the one thing it sets
        """Show or hide the marks of training; `pin` is everybody's there."""
        self._strip.set_pin(pin)
        self._strip.setVisible(on)
        self._edge.setVisible(on)
        self._edge.cover()
        self._ring_again()

    def _place_toast(self) -> None:
        """Over the chips of the top bar and the margin below it: a remark hides no figure, field or panel head.

        A long one grows to the left before it grows down.
        """
        theme = look().theme
        pad = theme.frame("pad")
        room = theme.frame("top") + pad
        widths = (_TOAST_WIDTH, _TOAST_WIDTH * 4 // 3, _TOAST_WIDTH * 5 // 3)
        fits = (width for width in map(theme.px, widths) if self._toast.heightForWidth(width) <= room)
        width = min(next(fits, theme.px(widths[-1])), self.width() - 2 * pad)
        self._toast.setFixedWidth(width)
        self._toast.setFixedHeight(max(min(theme.px(56), room), self._toast.heightForWidth(width)))
        self._toast.move(self.width() - width - pad, 0)

    # changes

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        look().fit(event.size())
        self._place_toast()
        self._ring_again()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.closing.emit()
        super().closeEvent(event)

    def _restyled(self) -> None:
        self._set_spaces()
        self._place_toast()
        self._strip.setFixedHeight(look().theme.px(HEIGHT))
        for screen in (*self._screens.values(), *((self._side,) if self._side else ())):
            screen.restyle()

    def _retranslated(self, code: str) -> None:
        self._formatter = Formatter(code, self._zone)
        self.top.set_formatter(self._formatter)
        for screen in (*self._screens.values(), *((self._side,) if self._side else ())):
            screen.retranslate()
        self._strip.set_pin(self._strip.pin)
        self.refresh_keys()
        self.retranslated.emit()
