"""Languages of the user interface, switched at run time. Source texts are English; `.qm` files give the others.

Every `<name>_<language>.qm` in `resources/translations` is loaded; English too has files, for its plural forms. A
missing file is an error, not a silent fallback: `packaging/dev.py` compiles them. Main thread only.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTranslator, Signal
from PySide6.QtWidgets import QApplication
from shiboken6 import isValid

from resources.loader import resource_path

LANGUAGES = ("en", "ru", "pl")
NATIVE_NAMES = {"en": "English", "ru": "Русский", "pl": "Polski"}


class TranslationsMissingError(RuntimeError):
    """There are no compiled translations for a language."""


class Languages(QObject):
    """Installs translators. Signal: `changed(str)` with the language's code, after every text can be asked anew."""

    changed = Signal(str)

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._installed: list[QTranslator] = []
        self._current = ""

    @property
    def current(self) -> str:
        """Code of the language in force, "en" until one was set."""
        return self._current or "en"

    def set_language(self, code: str) -> None:
        """Switch to `code`; `ValueError` for an unknown one, `TranslationsMissingError` without compiled files."""
        if code not in LANGUAGES:
            raise ValueError(f"no language {code!r}, there are {', '.join(LANGUAGES)}")
        if code == self._current:
            return
        loaded = [self._load(path.name) for path in sorted(resource_path("translations").glob(f"*_{code}.qm"))]
        if not loaded:
            raise TranslationsMissingError(f"no compiled translations for {code}: run packaging/dev.py")
        for translator in self._installed:
            self._app.removeTranslator(translator)
            translator.deleteLater()
        for translator in loaded:
            self._app.installTranslator(translator)
        self._installed = loaded
        self._current = code
        self.changed.emit(code)

    def _load(self, name: str) -> QTranslator:
        translator = QTranslator(self)
        if not translator.load(str(resource_path("translations", name))):
            raise TranslationsMissingError(f"{name} cannot be read: run packaging/dev.py")
        return translator


_made: list[Languages] = []  # the application's, which goes with it


def languages() -> Languages:
    """The application's languages, made on first use; `RuntimeError` before there is an application."""
    if _made and isValid(_made[0]):
        return _made[0]
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        raise RuntimeError("no QApplication yet")  # noqa: TRY004 - nothing has a wrong type
    _made[:] = [Languages(app)]
    return _made[0]


def name_in(names: tuple[tuple[str, str], ...], language: str) -> str:
    """Return the name in `language`, else in English, else the first there is, else ""."""
    by_language = dict(names)
    return by_language.get(language) or by_language.get("en") or next(iter(by_language.values()), "")
