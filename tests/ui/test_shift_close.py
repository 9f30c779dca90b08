from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QScrollArea

from pos_client.devices.simulators.terminal import Behaviour, Fault
from pos_client.services.shift.shift_views import ZDone
from pos_client.ui.frame import SidePanel
from pos_client.ui.screens import CompareScreen, CountScreen
from pos_client.ui.screens.approval import ApprovalPanel
from pos_client.ui.screens.choice import ChoicePanel
from pos_client.ui.screens.counting import PiecesPage
from pos_client.ui.screens.shift_close.settle import SettlePanel
from tests.support.demo import copy_demo
from tests.support.till import CASHIER, TillRig, banner_text, open_rig

MANAGER, MANAGER_PIN = "Olga Vlasova", "3333"
OPENED = {100_000: 5}  # what `open_shift` counts


def begin_count(rig: TillRig) -> CountScreen:
    """Begin to count, and wait for the screen."""
    rig.controller.shift.begin()
    rig.player.finishing_key("Return")
    rig.player.on_screen("shift_count")
    return rig.controller.shift.count


def page_of(screen: CountScreen) -> PiecesPage:
    return screen.pages[0][1]


def count_cash(rig: TillRig, pieces: dict[int, int]) -> None:
    """Type every denomination, Enter alone where there is none."""
    for value in rig.services.desk.store.denominations:
        if pieces.get(value):
            rig.player.type(str(pieces[value]))
        rig.player.press("Return")


def count_rest(rig: TillRig) -> None:
    """The terminal is read by itself; nothing else was used."""
    view = rig.services.closing.count_view
    rig.player.until(lambda: view().kinds[1].state in ("terminal", "unreconciled"), "the terminal's answer")
    rig.player.run_for(0.1)
    rig.player.type("0")
    rig.player.press("Return")
    rig.player.press("Return")  # no voucher
    rig.player.press("Return")  # no credit slip


def compare(rig: TillRig, pieces: dict[int, int]) -> CompareScreen:
    """Count everything and compare."""
    begin_count(rig)
    count_cash(rig, pieces)
    count_rest(rig)
    rig.player.finishing_key("F9")
    rig.player.on_screen("shift_compare")
    return rig.controller.shift.compare


def side_is(rig: TillRig, kind: type[SidePanel]) -> bool:
    """Tell whether a panel of `kind` is open."""
    return isinstance(rig.window.side, kind)


def approve(rig: TillRig) -> None:
    rig.player.until(lambda: isinstance(rig.window.side, ApprovalPanel), "the question")
    side = rig.window.side
    assert isinstance(side, ApprovalPanel)
    side.who.choose(rig.member(MANAGER).staff_id)
    rig.player.type(MANAGER_PIN)
    rig.player.finishing_key("Return")


def test_an_empty_field_is_not_zero_and_confirming_waits(selling: TillRig) -> None:
    screen = begin_count(selling)
    selling.player.finishing_key("F9")
    assert selling.window.current is screen
    assert page_of(screen).isVisible(), "the next step waits for every kind"
    selling.player.type("5")
    assert selling.services.closing.count_view().kinds[0].fields[0].pieces == 5
    selling.player.press("F4")
    assert selling.services.closing.count_view().kinds[0].fields[0].pieces is None
    selling.player.press("Return")
    assert selling.services.closing.count_view().kinds[0].fields[0].pieces == 0


def test_an_enter_too_many_confirms_nothing(selling: TillRig) -> None:
    screen = begin_count(selling)
    count_cash(selling, OPENED)
    count_rest(selling)
    assert screen.side.confirm_key.hasFocus()
    selling.player.press("Return")
    assert selling.window.current is screen
    selling.player.finishing_key("Return")
    selling.player.on_screen("shift_compare")


def test_nothing_is_scanned_into_a_count_and_more_leads_back_to_it(selling: TillRig) -> None:
    screen = begin_count(selling)
    selling.scanner.scan(selling.basket()[0])
    selling.player.until(lambda: "being counted" in selling.window.toast_text, "the refusal")
    assert selling.services.checkout.basket.is_empty
    selling.window.show_screen("receipts")
    selling.player.press("Esc")
    assert selling.window.current is screen
    selling.player.type("3")
    selling.player.press("F12")
    selling.player.on_screen("login")
    selling.log_in()
    selling.player.on_screen("shift_count")
    assert page_of(screen).rows[0].pieces == 3


def test_esc_asks_and_giving_up_goes_back_to_selling(selling: TillRig) -> None:
    begin_count(selling)
    selling.player.type("3")
    selling.player.press("Esc")
    assert side_is(selling, ChoicePanel)
    selling.player.finishing_key("Return")  # the first answer: go on counting
    selling.player.on_screen("shift_count")
    assert selling.services.desk.counting
    selling.player.press("Esc")
    selling.player.press("Down")
    selling.player.finishing_key("Return")
    selling.player.on_screen("sell")
    assert not selling.services.closing.is_counting
    assert page_of(begin_count(selling)).rows_left == len(selling.services.desk.store.denominations)


def test_a_terminal_that_does_not_answer_is_left_or_typed(selling: TillRig) -> None:
    selling.terminal.plan(Behaviour(fault=Fault.DROP_BEFORE), "totals")
    screen = begin_count(selling)
    count_cash(selling, OPENED)
    kind = selling.services.closing.count_view
    selling.player.until(lambda: kind().kinds[1].state == "unreconciled", "the silence")
    assert screen.figures is not None
    row = screen.figures.row("card")
    assert "leave it unreconciled" in row.state.text()
    row.amount.field.setFocus()
    selling.player.type("-12.5")
    assert (kind().kinds[1].state, kind().kinds[1].amount) == ("typed", -1_250)
    selling.player.press("F5")
    selling.player.until(lambda: kind().kinds[1].state == "terminal", "the answer")
    assert (row.amount.field.text(), row.amount.field.isReadOnly()) == ("0.00", True)


def test_slips_and_amount_of_vouchers_must_agree(selling: TillRig) -> None:
    screen = begin_count(selling)
    count_cash(selling, OPENED)
    assert screen.figures is not None
    row = screen.figures.row("voucher")
    row.slips.field.setFocus()
    selling.player.type("2")
    selling.player.press("Return")
    selling.player.type("150")
    found = next(kind for kind in selling.services.closing.count_view().kinds if kind.tender_id == "voucher")
    assert (found.slips, found.amount, found.fields_left) == (2, 15_000, 0)
    row.slips.field.setFocus()
    row.slips.field.selectAll()
    selling.player.type("0")
    found = next(kind for kind in selling.services.closing.count_view().kinds if kind.tender_id == "voucher")
    assert found.fields_left, "no slips cannot be worth anything: nothing of it counts"


def test_a_count_survives_a_power_cut(till_folder: Path, qapp: QApplication) -> None:
    with open_rig(till_folder) as rig:
        rig.begin()
        begin_count(rig)
        rig.player.type("12")
        rig.player.press("Return")
        rig.player.type("7")
        rig.services.desk.record(lambda _writer: None).result(10)
    with open_rig(till_folder) as rig:
        rig.log_in()
        rig.player.on_screen("shift_count")
        rows = page_of(rig.controller.shift.count).rows
        assert [row.pieces for row in rows[:3]] == [12, 7, None]
        assert rows[2].field.hasFocus()
        assert "goes on" in rig.window.toast_text


def test_a_suspended_basket_is_settled_before_the_count(selling: TillRig) -> None:
    selling.scan_all()
    selling.player.press("F7")
    selling.player.until(lambda: len(selling.services.suspended.all()) == 1, "the parking")
    selling.controller.shift.begin()
    assert side_is(selling, SettlePanel)
    selling.player.finishing_key("F7")
    selling.player.until(lambda: not selling.services.checkout.basket.is_empty, "the recall")
    selling.controller.shift.begin()
    assert not selling.services.closing.is_counting
    assert not side_is(selling, SidePanel), "a basket is open: that is told, and nothing begins"
    selling.player.press("F7")
    selling.player.until(lambda: len(selling.services.suspended.all()) == 1, "the parking")
    selling.controller.shift.begin()
    selling.player.finishing_key("Return")  # carried, as the filled key says
    selling.player.finishing_key("Return")
    selling.player.on_screen("shift_count")
    count_cash(selling, OPENED)
    count_rest(selling)
    selling.player.finishing_key("F9")
    selling.player.on_screen("shift_compare")
    selling.player.type("BAG 1")
    selling.player.finishing_key("F9")
    selling.player.on_screen("shift_closed")
    assert len(selling.services.suspended.all()) == 1


def test_a_difference_above_the_second_limit_wants_somebody_else(selling: TillRig) -> None:
    screen = compare(selling, {100_000: 3})
    selling.player.type("BAG 1")
    selling.player.finishing_key("F9")
    assert not side_is(selling, SidePanel), "first it has to be explained"
    selling.player.press("Down")
    selling.player.finishing_key("F9")
    selling.player.until(lambda: isinstance(selling.window.side, ApprovalPanel), "the question")
    asked = selling.window.side
    assert isinstance(asked, ApprovalPanel)
    assert "\u22122,000.00" in asked.subject.text()
    assert "\u22122,000.00" in asked.act_value.text()
    approve(selling)
    selling.player.on_screen("shift_closed")
    assert not selling.services.shifts.is_open
    assert screen.explanation.chosen == "over_short.wrong_change"
    rows = selling.services.reports.closed()
    assert [(row.z_number, row.over_short) for row in rows] == [(1, -200_000)]


def test_more_cash_than_was_counted_cannot_stay(selling: TillRig) -> None:
    screen = compare(selling, OPENED)
    screen.left_field.field.setFocus()
    screen.left_field.field.selectAll()
    selling.player.type("5000.01")
    assert screen.close_key.cause
    selling.player.finishing_key("F9")
    assert selling.services.shifts.is_open
    screen.left_field.field.selectAll()
    selling.player.type("5000")  # everything stays: no bag
    assert not screen.close_key.cause
    assert not screen.bag_field.isEnabled()
    selling.player.finishing_key("F9")
    selling.player.on_screen("shift_closed")


def test_going_back_from_the_comparison_is_asked_and_giving_up_is_approved(selling: TillRig) -> None:
    compare(selling, OPENED)
    selling.player.press("Esc")
    assert side_is(selling, ChoicePanel)
    selling.player.press("Up")  # the last answer: give up
    selling.player.finishing_key("Return")
    approve(selling)
    selling.player.on_screen("sell")
    assert not selling.services.closing.is_counting


def test_a_forgotten_shift_is_told_to_all_and_offered_to_whoever_may(selling: TillRig) -> None:
    selling.clock.forward(timedelta(days=1).total_seconds())
    selling.player.press("F12")
    selling.player.on_screen("login")
    assert "was not closed" in banner_text(selling.window, "shift")
    selling.log_in(CASHIER)
    selling.player.on_screen("sell")
    assert "was not closed" in banner_text(selling.window, "shift")
    assert not side_is(selling, SidePanel)
    selling.player.press("F12")
    selling.player.on_screen("login")
    selling.log_in(MANAGER)
    assert side_is(selling, ChoicePanel)
    selling.player.finishing_key("Return")
    selling.player.finishing_key("Return")
    selling.player.on_screen("shift_count")
    assert banner_text(selling.window, "shift") == ""


def test_what_the_last_shift_left_is_compared_after_counting(selling: TillRig) -> None:
    compare(selling, OPENED)
    selling.player.type("BAG 1")
    selling.player.finishing_key("F9")
    selling.player.on_screen("shift_closed")
    selling.player.finishing_key("F9")
    selling.player.on_screen("login")
    selling.log_in()
    selling.player.on_screen("shift_open")
    opening = selling.controller.shift_open
    count_cash(selling, {100_000: 2})
    selling.player.finishing_key("F9")
    selling.player.until(lambda: selling.services.shifts.is_open, "the opening")
    selling.player.run_for(0.1)
    assert selling.window.current is opening
    assert opening.amount.parts.integer == "\u22121,000"
    selling.player.finishing_key("F9")
    selling.player.on_screen("sell")


def test_fifteen_kinds_of_money_are_whole_on_every_screen(tmp_path: Path, qapp: QApplication) -> None:
    copy_demo(tmp_path / "till" / "replica", "K08", 2)
    with open_rig(tmp_path / "till") as rig:
        staff = rig.services.desk.replica.live.staff()
        rig.services.staff.log_in(next(member for member in staff if member.role.role_id == "cashier"))
        rig.services.shifts.opened(rig.services.shifts.open([(1, 0)]).result(10))  # type: ignore[union-attr]
        rig.controller.show_sell()
        page = page_of(begin_count(rig))
        assert len(page.rows) == 15
        for size in ((1024, 768), (1366, 768), (1920, 1080)):
            rig.window.resize(*size)
            rig.player.run_for(0.1)
            for row in page.rows:
                page.focus(row)
                rig.player.run_for(0.02)
                area = next(area for area in page.findChildren(QScrollArea) if area.isAncestorOf(row))
                top = row.mapTo(area.viewport(), QPoint(0, 0)).y()
                assert 0 <= top <= area.viewport().height() - row.height(), (size, row.value)
                assert row.mapTo(rig.window, QPoint(row.width(), 0)).x() <= rig.window.width()
                assert row.width() <= area.viewport().width(), (size, row.value)
                assert row.height() >= rig.window.front.theme.px(48)  # type: ignore[union-attr]
                assert rig.window.ring.geometry().contains(row.field.mapTo(rig.window, row.field.rect().center()))


def test_the_fiscal_day_is_closed_after_z_and_its_trouble_keeps_z(selling: TillRig) -> None:
    compare(selling, OPENED)
    selling.player.type("BAG 1")
    selling.player.finishing_key("F9")
    selling.player.on_screen("shift_closed")
    closed = selling.controller.shift.closed
    assert not closed.fiscal.isVisible(), "this store has no device"
    closed.show_z(
        ZDone(1, "s", 300_000, 200_000, 0, selling.services.desk.store.currency, is_printing=True, fiscal_step=True),
        "BAG 1",
    )
    assert closed.fiscal.isVisible()
    selling.player.finishing_key("F5")  # there is no device to answer
    selling.player.until(lambda: "could not be closed" in closed.fiscal.title.text(), "the outcome")
    assert closed.fiscal_key.isEnabled()
    closed.show_fiscal("closed", "117")
    assert "117" in closed.fiscal.second.text()
    assert not closed.fiscal_key.isEnabled()
    assert selling.services.reports.z_print(1)[0] in ("printing", "printed")
