"""How the screens look and sound: language, theme, size, sounds. Main thread."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from pos_client.ui.flows.stage import Stage
from pos_client.ui.i18n import LANGUAGES, NATIVE_NAMES, languages
from pos_client.ui.screens.more import MoreItem
from pos_client.ui.theme import ThemeName, look

SCALES = (100, 125, 150, 175, 200)


class AppearanceFlow(QObject):
    """Signal: `changed()` after a person chose something. `scale` is in percent."""

    changed = Signal()

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self._stage = stage
        self.scale = 100

    def items(self) -> list[MoreItem]:
        """Return the items of More."""
        sounds = self._stage.sounds
        return [
            MoreItem(
                "languages",
                lambda: NATIVE_NAMES[languages().current],
                self._next_language,
                second=lambda: self.tr("Language of the screens"),
            ),
            MoreItem("contrast", lambda: self.tr("Theme"), self._next_theme, second=self._theme_name),
            MoreItem("eye", lambda: self.tr("Size"), self._next_scale, second=lambda: f"{self.scale} %"),
            MoreItem(
                "bell",
                lambda: self.tr("Sounds"),
                self._toggle_sounds,
                second=lambda: self.tr("on") if sounds.on else self.tr("off"),
            ),
        ]

    def _next_language(self) -> None:
        codes = list(LANGUAGES)
        languages().set_language(codes[(codes.index(languages().current) + 1) % len(codes)])
        self.changed.emit()

    def _next_theme(self) -> None:
        names = list(ThemeName)
        now = names.index(look().theme.name)
        look().set_theme(names[(now + 1) % len(names)])
        self.changed.emit()

    def _theme_name(self) -> str:
        return {
            ThemeName.LIGHT: self.tr("light"),
            ThemeName.DARK: self.tr("dark"),
            ThemeName.CONTRAST: self.tr("high contrast"),
        }[look().theme.name]

    def _next_scale(self) -> None:
        self.scale = SCALES[(SCALES.index(self.scale) + 1) % len(SCALES)] if self.scale in SCALES else SCALES[0]
        look().set_scale(self.scale)
        self.changed.emit()

    def _toggle_sounds(self) -> None:
        self._stage.sounds.on = not self._stage.sounds.on
        self.changed.emit()
