"""What every screen is: a widget that tells its function keys and takes keys, scans and Escape from the frame.

Main thread only. A screen never blocks and never talks to a device; it asks services and shows views.
"""

from __future__ import annotations

from typing import Protocol

from msgspec import Struct
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget

from pos_client.ui.i18n import Formatter, languages
from pos_client.ui.theme import Theme, look


class ScanLike(Protocol):
    """One read of a scanner, as the runtime delivers it."""

    @property
    def text(self) -> str:
        """The code without prefix and suffix; GS is kept."""
        ...

    @property
    def symbology(self) -> str:
        """What the scanner said it read."""
        ...


class FunctionKey(Struct, frozen=True):
    """One key of the bar. Disabled when `cause` is given; `finishing` ones have dead time and no auto-repeat."""

    caption: str
    cause: str = ""
    primary: bool = False
    chosen: bool = False
    finishing: bool = False

    @property
    def enabled(self) -> bool:
        """True when it may be pressed."""
        return not self.cause


class Shell(Protocol):
    """What a screen may ask of the frame (`MainWindow` is one)."""

    @property
    def formatter(self) -> Formatter: ...
    def show_screen(self, name: str) -> None: ...
    def open_side(self, side: SidePanel) -> None: ...
    def close_side(self) -> None: ...
    def toast(self, text: str, *, state: str = "ok") -> None: ...
    def clear_toast(self) -> None: ...
    def show_banner(self, name: str, banner: QWidget) -> None: ...
    def clear_banner(self, name: str) -> None: ...


class Screen(QWidget):
    """Base of all screens. Subclasses set `name` and override what they need.

    Signals: `keys_changed()` when `function_keys()` would answer differently now.
    Calls from the frame: `entered`, `left`, `handle_function`, `handle_scan`, `handle_escape`, `handle_action`,
    `retranslate` (language), `restyle` (theme, scale, layout class), `side_opened`/`side_closed`.
    """

    name = ""
    sells = False  # True where the keys of the basket act, for F1
    keys_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._shell: Shell | None = None

    @property
    def shell(self) -> Shell:
        """The frame it stands in; `RuntimeError` before it was added."""
        if self._shell is None:
            raise RuntimeError(f"screen {self.name!r} stands in no frame")
        return self._shell

    def attach(self, shell: Shell) -> None:
        """Take the frame; called by it, once."""
        self._shell = shell

    @property
    def is_attached(self) -> bool:
        """True once it stands in a frame."""
        return self._shell is not None

    @property
    def theme(self) -> Theme:
        """The theme in force."""
        return look().theme

    @property
    def formatter(self) -> Formatter:
        """Formats of the language in force, in the store's time zone."""
        return self._shell.formatter if self._shell is not None else Formatter(languages().current)

    def function_keys(self) -> dict[int, FunctionKey]:
        """Return the keys of the bar by number, 1 to 12; a missing one stays an empty outline."""
        return {}

    def help_keys(self) -> tuple[tuple[str, str], ...]:
        """Return (keycap, meaning) of the other keys that act here, for F1."""
        return ()

    def handle_function(self, number: int) -> None:
        """Do function `number`; only called when it is enabled."""

    def handle_scan(self, scan: ScanLike) -> None:
        """Take a scan; screens that do not sell put it into their one box."""

    def handle_escape(self) -> None:
        """Go one step back; nothing by default."""

    def handle_action(self, action: str) -> bool:
        """Take another bound action ("cancel_basket", "print"); return True when it was taken."""
        return False

    def entered(self) -> None:
        """It came to the front: refresh from the services, set the focus."""

    def left(self) -> None:
        """Another screen came to the front."""

    def retranslate(self) -> None:
        """Set every text anew in the language in force."""

    def restyle(self) -> None:
        """Take sizes anew: theme, scale or layout class changed."""

    def side_opened(self) -> None:
        """A side panel covers the right column now."""

    def side_closed(self) -> None:
        """The right column is free again."""


class SidePanel(Screen):
    """Base of side panels: a screen beside one, whose basket keeps its rows.

    While open it gets the keys, scans and Escape; its `function_keys` replace the screen's. The frame deletes it when
    it goes. Signal: `closed()` after it went. Without `takes_scans` a scan is told to be out of place.
    """

    closed = Signal()
    takes_scans = False

    def __init__(self) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("panel", "side")

    def handle_escape(self) -> None:
        self.shell.close_side()

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001 - Qt's signature
        """Tab stays in the panel: a field that it covers would take keys that nobody sees."""
        at: QWidget = QApplication.focusWidget() or self
        one = at.nextInFocusChain() if forward else at.previousInFocusChain()
        while one is not None and one is not at:
            takes = bool(one.focusPolicy() & Qt.FocusPolicy.TabFocus) and one.isEnabled() and one.isVisible()
            if takes and self.isAncestorOf(one):
                one.setFocus(Qt.FocusReason.TabFocusReason)
                break
            one = one.nextInFocusChain() if forward else one.previousInFocusChain()
        return True

    def handle_action(self, action: str) -> bool:
        """Keep every other action from the screen beneath."""
        return True
