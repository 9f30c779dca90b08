"""The look in force: colours, sizes and fonts of one theme, layout class and scale.

`Theme` is an immutable value; painted widgets and delegates read it at paint time. `Look` owns the current one and
applies it to the application. Main thread only.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetrics, QPalette
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from pos_client.ui.theme.qss import style_sheet
from pos_client.ui.theme.tokens import LayoutClass, StateStyle, ThemeName, Tokens, layout_for, load_tokens
from resources.loader import resource_path

SMALLEST = QSize(1024, 768)
STYLE = "Fusion"


class Theme:
    """Colours, sizes and fonts under one theme name, layout class and scale (1.0 = 100 %)."""

    def __init__(self, name: ThemeName, layout: LayoutClass, scale: float, tokens: Tokens | None = None) -> None:
        self.tokens = tokens or load_tokens()
        self.name = name
        self.layout = layout
        self.scale = scale
        self._colours = {role: QColor(value) for role, value in self.tokens.colours[name].items()}
        self._fonts: dict[tuple[str, bool, int, int], QFont] = {}
        self._metrics: dict[tuple[str, bool, int, int], QFontMetrics] = {}

    @property
    def is_wide(self) -> bool:
        """True in the 1920 layout."""
        return self.layout is LayoutClass.W1920

    @property
    def is_small(self) -> bool:
        """True in the 1024 layout."""
        return self.layout is LayoutClass.W1024

    def color(self, role: str) -> QColor:
        """The colour of `role`, such as "ink" or "accent_tint"; `KeyError` for no such role."""
        return self._colours[role]

    def hex(self, role: str) -> str:
        """The colour of `role` as "#rrggbb"."""
        return self.tokens.colours[self.name][role]

    def px(self, size: float) -> int:
        """`size` at 100 % in real px, at least 1 for anything above 0."""
        return max(1, round(size * self.scale)) if size > 0 else 0

    def frame(self, key: str) -> int:
        """A size of the frame in this layout class, scaled: "top", "keys", "pad", "gap", "side", "row", "slab" ..."""
        return self.px(self.tokens.frames[self.layout][key])

    def radius(self, key: str) -> int:
        """A corner radius, scaled: "key", "panel", "bar"."""
        return self.px(self.tokens.radius[key])

    def touch(self, key: str) -> int:
        """A touch target, scaled: "min", "key", "quick", "numpad", "money", "gap"."""
        return self.px(self.tokens.touch[key])

    def line(self, style: str) -> int:
        """The height to reserve for one line of type `style`."""
        return self.px(self.tokens.types[style].line)

    def font(self, style: str, *, narrow: bool = False, weight: int = 0, size: int = 0) -> QFont:
        """The font of type `style`; `weight` and `size` (px at 100 %) replace the token's when not 0."""
        key = (style, narrow, weight, size)
        found = self._fonts.get(key)
        if found is None:
            token = self.tokens.types[style]
            found = QFont(self.tokens.family_narrow if narrow else self.tokens.family)
            found.setPixelSize(self.px(size or token.size))
            found.setWeight(QFont.Weight(weight or token.weight))
            self._fonts[key] = found
        return found

    def metrics(self, style: str, *, narrow: bool = False, weight: int = 0, size: int = 0) -> QFontMetrics:
        """Metrics of `font(...)`, cached."""
        key = (style, narrow, weight, size)
        found = self._metrics.get(key)
        if found is None:
            found = self._metrics[key] = QFontMetrics(self.font(style, narrow=narrow, weight=weight, size=size))
        return found

    def state(self, name: str) -> StateStyle:
        """The colour role and icon of a semantic state: "ok", "offline", "refused" ..."""
        return self.tokens.states[name]

    def palette(self) -> QPalette:
        """The palette for what QSS does not reach."""
        palette = QPalette()
        role = QPalette.ColorRole
        for where, name in (
            (role.Window, "canvas"),
            (role.WindowText, "ink"),
            (role.Base, "surface"),
            (role.AlternateBase, "surface_2"),
            (role.Text, "ink"),
            (role.PlaceholderText, "ink_3"),
            (role.Button, "key_bg"),
            (role.ButtonText, "ink"),
            (role.Highlight, "accent"),
            (role.HighlightedText, "on_accent"),
            (role.ToolTipBase, "slab"),
            (role.ToolTipText, "on_slab"),
            (role.Link, "accent_text"),
        ):
            palette.setColor(where, self.color(name))
        for where in (role.WindowText, role.Text, role.ButtonText):
            palette.setColor(QPalette.ColorGroup.Disabled, where, self.color("disabled"))
        return palette


class Look(QObject):
    """Owner of the current `Theme`.

    Signals: `changed()` after theme, scale or layout class changed and the application took it; widgets also get
    Qt's StyleChange event, which painted ones use to lay out anew.
    """

    changed = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._wanted_scale = 1.0
        self._size = SMALLEST
        self._theme = Theme(ThemeName.LIGHT, LayoutClass.W1024, 1.0)
        load_fonts()
        self._apply()

    @property
    def theme(self) -> Theme:
        """The theme in force."""
        return self._theme

    def set_theme(self, name: ThemeName) -> None:
        """Switch to light, dark or contrast."""
        self._take(name)

    def set_scale(self, percent: int) -> None:
        """Ask for a scale of 100 to 200 %; it grows only as far as the smallest layout still fits the window."""
        if not 100 <= percent <= 200:
            raise ValueError(f"scale must be 100 to 200 %, got {percent}")
        self._wanted_scale = percent / 100
        self._take(self._theme.name)

    def fit(self, size: QSize) -> None:
        """Take the layout class that a window of `size` px has room for."""
        self._size = size
        self._take(self._theme.name)

    def _take(self, name: ThemeName) -> None:
        room = min(self._size.width() / SMALLEST.width(), self._size.height() / SMALLEST.height())
        scale = max(1.0, min(self._wanted_scale, room))
        layout = layout_for(self._size.width() / scale)
        if layout is LayoutClass.W1920 and self._size.height() / scale < 1000:
            layout = LayoutClass.W1366  # the tall rows of 1920 need its height too
        now = self._theme
        if (name, layout, scale) == (now.name, now.layout, now.scale):
            return
        self._theme = Theme(name, layout, scale)
        self._apply()
        self.changed.emit()

    def _apply(self) -> None:
        self._app.setPalette(self._theme.palette())
        self._app.setFont(self._theme.font("body"))
        self._app.setStyleSheet(style_sheet(self._theme))


def make_application(arguments: Sequence[str]) -> QApplication:
    """Make the application, in the style that the look is made for; there is none yet.

    Qt is told the style as on a command line: handed over later, it would be wrapped, and PySide make all 600 of its
    constants at each start.
    """
    return QApplication([*arguments, "-style", STYLE])


def load_fonts() -> None:
    """Give the bundled fonts to Qt; `RuntimeError` when one cannot be read. Loading twice is harmless.

    Whether they are known already is not asked: Qt would look through every font of the system.
    """
    for path in sorted(resource_path("fonts").glob("*.ttf")):
        if QFontDatabase.addApplicationFont(str(path)) < 0:
            raise RuntimeError(f"font {path.name} cannot be read")


_made: list[Look] = []  # the application's, which goes with it


def look() -> Look:
    """The application's look, made on first use; `RuntimeError` before there is an application."""
    if _made and isValid(_made[0]):
        return _made[0]
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        raise RuntimeError("no QApplication yet")  # noqa: TRY004 - nothing has a wrong type
    _made[:] = [Look(app)]
    return _made[0]
