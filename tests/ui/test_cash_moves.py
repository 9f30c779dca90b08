from __future__ import annotations

from PySide6.QtCore import Qt

from pos_client.domain.staff import Permission
from pos_client.ui.screens import CashMovePanel
from pos_client.ui.screens.approval import ApprovalPanel
from pos_client.ui.screens.more import MorePanel
from tests.support.till import TillRig, press_repeated

MANAGER, MANAGER_PIN = "Olga Vlasova", "3333"


def panel_of(rig: TillRig) -> CashMovePanel:
    side = rig.window.side
    assert isinstance(side, CashMovePanel)
    return side


def digit_of(rig: TillRig, icon: str) -> str:
    """Return the digit that does the item with `icon` on the page of More that is open."""

    def icons() -> tuple[str, ...]:
        side = rig.window.side
        return side.icons if isinstance(side, MorePanel) else ()

    rig.player.until(lambda: icon in icons(), f"the item {icon!r} of More")
    return str(icons().index(icon) + 1)


def until_moved(rig: TillRig, moves: int) -> None:
    """Wait for the record and for the panel to go."""
    cash_moves, window = rig.services.cash_moves, rig.window
    rig.player.until(lambda: len(cash_moves.of_shift()) == moves and window.side is None, f"move {moves}")


def test_a_drawer_without_a_sale_takes_three_keys(rig: TillRig) -> None:
    rig.begin(MANAGER)
    pulses = rig.printer.drawer_pulses
    rig.player.press("F11")
    rig.player.press(digit_of(rig, "archive"))
    rig.player.finishing_key("Return")
    until_moved(rig, 1)
    row = rig.services.cash_moves.of_shift()[0]
    assert (row.kind, row.amount, row.reason) == ("no_sale", 0, "no_sale.change")
    assert "drawer is open" in rig.window.toast_text
    assert rig.printer.wait_for_papers(1)
    rig.player.until(lambda: rig.printer.drawer_pulses == pulses + 1, "the drawer")


def test_a_key_held_down_opens_the_drawer_once_at_most(rig: TillRig) -> None:
    rig.begin(MANAGER)
    rig.controller.cash.open("no_sale")
    rig.player.run_for(0.45)
    for _ in range(5):
        press_repeated(Qt.Key.Key_Return, "\r")
    rig.player.run_for(0.1)
    assert rig.services.cash_moves.of_shift() == ()
    assert isinstance(rig.window.side, CashMovePanel)


def test_a_safe_drop_wants_its_bag_which_may_be_scanned(selling: TillRig) -> None:
    selling.controller.cash.open("safe_drop")
    selling.player.type("1000")
    selling.player.finishing_key("Return")
    panel = panel_of(selling)
    assert panel.bag.field.hasFocus()
    assert selling.services.cash_moves.of_shift() == ()
    selling.scanner.scan("0048 2217")
    selling.player.until(lambda: panel.bag.text == "0048 2217", "the bag's number")
    selling.player.press("Return")
    until_moved(selling, 1)
    row = selling.services.cash_moves.of_shift()[0]
    assert (row.kind, row.amount, row.reference) == ("safe_drop", 100_000, "0048 2217")
    assert "0048 2217" in selling.window.toast_text
    assert selling.printer.wait_for_papers(1)
    assert "0048 2217" in selling.printer.text()


def test_comma_and_point_are_one_key_and_a_reason_may_want_words(selling: TillRig) -> None:
    for number, typed in enumerate(("12.50", "12,50"), 1):
        selling.controller.cash.open("paid_in")
        selling.player.type(typed)
        selling.player.press("Up")  # the last one: other, in words
        selling.player.finishing_key("Return")
        assert panel_of(selling).words.field.hasFocus()
        selling.player.type("found")
        selling.player.press("Return")
        until_moved(selling, number)
        assert selling.services.cash_moves.of_shift()[0].amount == 1_250
        assert selling.services.cash_moves.of_shift()[0].reason == "paid_in.other: found"


def test_what_was_typed_comes_back_when_nobody_approves(selling: TillRig) -> None:
    limit = selling.services.desk.staff.role.limit(Permission.CASH_MOVE) or 0
    typed = str(limit // 100 + 1)
    selling.controller.cash.open("paid_out")
    selling.player.type(typed)
    selling.player.press("Down")
    selling.player.finishing_key("Return")
    selling.player.until(lambda: isinstance(selling.window.side, ApprovalPanel), "the question")
    selling.player.press("Esc")
    selling.player.until(lambda: isinstance(selling.window.side, CashMovePanel), "the panel again")
    panel = panel_of(selling)
    assert (panel.amount.text, panel.why.chosen) == (typed, "paid_out.courier")
    selling.player.finishing_key("Return")
    selling.player.until(lambda: isinstance(selling.window.side, ApprovalPanel), "the question again")
    side = selling.window.side
    assert isinstance(side, ApprovalPanel)
    side.who.choose(selling.member(MANAGER).staff_id)
    selling.player.type(MANAGER_PIN)
    selling.player.finishing_key("Return")
    until_moved(selling, 1)
    assert selling.services.cash_moves.of_shift()[0].approved_by_name


def test_cash_moves_from_the_paid_screen_and_not_at_all_while_counting(selling: TillRig) -> None:
    selling.to_pay()
    selling.player.press("Return")
    selling.player.on_screen("paid")
    selling.player.press("F11")
    selling.player.press(digit_of(selling, "banknote"))
    selling.player.press(digit_of(selling, "arrow-down"))
    selling.player.type("5")
    selling.player.finishing_key("Return")
    until_moved(selling, 1)
    selling.services.closing.begin_count().result(10)  # type: ignore[union-attr]
    selling.controller.shift.resume()
    selling.player.press("F11")
    assert digit_of(selling, "archive")
    side = selling.window.side
    assert isinstance(side, MorePanel)
    item = next(item for item in side._page.items if item.icon == "archive")
    assert item.cause()
    selling.player.press(digit_of(selling, "archive"))
    assert isinstance(selling.window.side, MorePanel)
