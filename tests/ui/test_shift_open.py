from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.support.till import TillRig, press_repeated


def counted(rig: TillRig) -> list[int | None]:
    return [row.pieces for row in rig.controller.shift_open.notes.rows]


def test_an_empty_field_is_not_zero_and_enter_counts_it_so(rig: TillRig) -> None:
    rig.log_in()
    screen = rig.controller.shift_open
    rig.player.on_screen("shift_open")
    assert counted(rig)[0] is None
    rig.player.press("Return")
    assert counted(rig)[0] == 0
    rig.player.type("3")
    assert counted(rig)[1] == 3
    press_repeated(Qt.Key.Key_Return, "\r")
    assert screen.notes.rows[1].field.hasFocus()


def test_confirm_waits_for_every_kind_and_then_opens(rig: TillRig) -> None:
    rig.log_in()
    rig.player.on_screen("shift_open")
    rig.player.finishing_key("F9")
    assert rig.services.desk.shift_id == ""
    rig.player.count_opening_cash({100_000: 5})
    assert rig.services.shifts.is_open
    opening = rig.services.shifts.opening()
    assert opening is not None
    assert (opening.counted, opening.expected) == (500_000, None)
    assert set(counted(rig)) == {None}, "the next opening begins empty"


def test_plus_and_minus_step_and_never_go_below_zero(rig: TillRig) -> None:
    rig.log_in()
    row = rig.controller.shift_open.notes.rows[1]
    row.more.click()
    row.more.click()
    assert row.pieces == 2
    for _ in range(3):
        row.less.click()
    assert row.pieces == 0
    assert row.field.hasFocus()


def test_the_field_being_counted_keeps_the_focus_in_another_layout(rig: TillRig) -> None:
    rig.log_in()
    rig.player.press("Return")
    row = rig.controller.shift_open.notes.rows[1]
    for width, height in ((1366, 768), (1920, 1080), (1024, 768)):
        rig.window.resize(width, height)
        rig.player.run_for(0.05)
        assert QApplication.focusWidget() is row.field


def test_esc_goes_back_to_the_login(rig: TillRig) -> None:
    rig.log_in()
    rig.player.press("Esc")
    rig.player.on_screen("login")
    assert not rig.services.shifts.is_open


def test_what_was_refused_is_not_said_on_other_screens(rig: TillRig) -> None:
    rig.log_in()
    rig.player.on_screen("shift_open")
    for row in (*rig.controller.shift_open.notes.rows, *rig.controller.shift_open.coins.rows):
        row.more.click()
    desk = rig.services.desk
    rig.services.shifts.opened(rig.services.shifts.open([(100_000, 1)]).result(10))  # type: ignore[union-attr]
    assert desk.shift_id
    rig.player.finishing_key("F9")
    rig.player.until(lambda: rig.window.banner("shift_open") is not None, "the refusal")
    rig.player.press("Esc")
    rig.player.on_screen("login")
    assert rig.window.banner("shift_open") is None
