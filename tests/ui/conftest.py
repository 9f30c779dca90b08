"""Fixtures of the interface: an application with the bundled fonts, translations, a frame.

The translations were compiled by `tests/conftest.py` before any test.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from pos_client.ui.frame import MainWindow
from pos_client.ui.i18n import Languages, languages
from pos_client.ui.theme import Look, ThemeName
from pos_client.ui.theme import look as the_look
from pos_client.ui.widgets import KeyGuard
from tests.support.till import demo_replica, make_rig, rig, selling, till_folder

__all__ = ["demo_replica", "make_rig", "rig", "selling", "till_folder"]

SHOTS = Path(__file__).resolve().parents[2] / "build" / "shots"


@pytest.fixture(scope="session")
def translated(qapp: QApplication) -> Languages:
    return languages()


@pytest.fixture
def look(qapp: QApplication, translated: Languages) -> Iterator[Look]:
    translated.set_language("en")
    found = the_look()
    found.set_theme(ThemeName.LIGHT)
    found.set_scale(100)
    found.fit(QSize(1024, 768))
    yield found
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


class Ticker:
    """A clock for `KeyGuard` that moves only when told."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def ticker() -> Ticker:
    return Ticker()


@pytest.fixture
def shell(qtbot: QtBot, look: Look, ticker: Ticker) -> MainWindow:
    window = MainWindow(guard=KeyGuard(ticker))
    qtbot.addWidget(window)
    window.resize(1024, 768)
    window.show()
    return window


@pytest.fixture
def shot() -> Callable[[QWidget, str], Path]:
    def take(widget: QWidget, name: str) -> Path:
        SHOTS.mkdir(parents=True, exist_ok=True)
        path = SHOTS / f"{name}.png"
        assert widget.grab().save(str(path))
        return path

    return take


def type_text(widget: QWidget, text: str) -> None:
    """Type any letters: `qtbot.keyClicks` aborts on Cyrillic."""
    for sign in text:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, sign)
            QCoreApplication.sendEvent(widget, event)
