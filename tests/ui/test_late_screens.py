"""Screens are built when they are needed: the start waits for one only, and none is missed later."""

from __future__ import annotations

from pathlib import Path

from pos_client.ui.widgets import Key
from tests.support.demo import copy_demo
from tests.support.fresh import run_python
from tests.support.till import TillRig

START = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
application = QApplication([])
from pos_client.app.main import open_till
till = open_till(Path(sys.argv[1]))
till.start()
till.window.show()
print([name for name in ("login", "sell", "pay", "returns", "shift_count", "doctor") if till.window.has_made(name)])
application.processEvents()
till.window.show_screen("sell")
application.processEvents()
import PySide6.QtWidgets
print([name for name in ("QWizard", "QMdiArea", "QCalendarWidget") if name in vars(PySide6.QtWidgets)])
till.close()
"""
EVERY = (
    "login shift_open sell pay paid receipts returns_find returns returned post_void exchange_rest shift_count "
    "shift_compare shift_closed x_report doctor settings exceptions journal"
)


def test_the_start_builds_the_login_alone_and_loads_no_kind_of_widget_that_nobody_uses(tmp_path: Path) -> None:
    """PySide loads every kind there is to find out what a widget is that Qt made by itself."""
    copy_demo(tmp_path / "replica")
    ran = run_python(START, tmp_path)
    assert (ran.returncode, ran.stdout.splitlines()) == (0, ["['login']", "[]"]), ran.stderr


def test_the_screens_of_selling_are_ready_before_they_are_asked_for(rig: TillRig) -> None:
    rig.player.until(lambda: all(rig.window.has_made(name) for name in ("sell", "pay", "paid")), "the building ahead")
    assert rig.window.current is rig.window.screen_named("login")


def test_every_screen_is_there_when_asked_for(rig: TillRig) -> None:
    for name in EVERY.split():
        screen = rig.window.screen_named(name)
        assert screen.name == name
        assert screen.is_attached
        assert rig.window.screen_named(name) is screen


def test_the_scroll_bar_of_quick_keys_stands_clear_of_them(selling: TillRig) -> None:
    quick = selling.controller.sell.side.quick
    selling.player.until(lambda: quick.verticalScrollBar().maximum() > 0, "more keys than fit")
    right = max(key.geometry().right() for key in quick.findChildren(Key))
    assert right + 4 <= quick.viewport().width()
