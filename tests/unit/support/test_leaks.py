"""The leak check sees each kind of thing that a test may leave behind, and nothing else."""

from __future__ import annotations

import threading

from PySide6.QtCore import QThread, QTimer
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.support.leaks import Leaks


def test_a_thread_is_seen_until_it_ends() -> None:
    leaks = Leaks(grace_s=0)
    go = threading.Event()
    thread = threading.Thread(target=go.wait, name="straggler")
    thread.start()
    assert leaks.left() == ["thread 'straggler'"]
    go.set()
    thread.join()
    assert leaks.left() == []


def test_a_thread_on_its_way_out_has_its_grace() -> None:
    leaks = Leaks(grace_s=5)
    threading.Timer(0.05, lambda: None).start()
    assert leaks.left() == []


def test_a_running_qt_thread_is_seen_until_it_ends(qtbot: QtBot) -> None:
    leaks = Leaks(grace_s=0)
    thread = QThread()
    thread.setObjectName("reader")
    thread.start()
    assert leaks.left() == ["QThread 'reader'"]
    thread.quit()
    assert thread.wait(5000)
    assert leaks.left() == []


def test_an_active_timer_is_seen_until_it_stops(qtbot: QtBot) -> None:
    leaks = Leaks(grace_s=0)
    timer = QTimer()
    timer.start(60_000)
    assert leaks.left() == ["QTimer"]
    timer.stop()
    assert leaks.left() == []


def test_a_top_level_widget_is_seen_even_hidden_until_it_is_deleted(qtbot: QtBot) -> None:
    leaks = Leaks(grace_s=0)
    widget = QLabel("left")
    assert leaks.left() == ["QLabel"]
    widget.deleteLater()
    del widget
    assert leaks.left() == []


def test_what_was_there_before_is_not_blamed(qtbot: QtBot) -> None:
    widget = QLabel("before")
    timer = QTimer()
    timer.start(60_000)
    assert Leaks(grace_s=0).left() == []
    timer.stop()
    widget.close()
