from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from pos_client.app.demo_codes import badge_codes
from pos_client.ui.screens import DiscountPanel, HelpPanel
from pos_client.ui.screens.approval import ApprovalPanel
from pos_client.ui.screens.choice import ChoicePanel
from pos_client.ui.screens.more import MorePanel
from tests.support.till import STORE, TillRig, press_repeated


def ask_for_discount(rig: TillRig, percent: str = "30") -> ApprovalPanel:
    rig.scan_all()
    rig.player.press("F4")
    assert isinstance(rig.window.side, DiscountPanel)
    rig.player.type(percent)
    rig.player.press("Return")
    panel = rig.window.side
    assert isinstance(panel, ApprovalPanel)
    return panel


def open_more(rig: TillRig, *captions: str) -> None:
    """Open More and do what is called so, page by page."""
    rig.player.press("F11")
    for caption in captions:
        panel = rig.window.side
        assert isinstance(panel, MorePanel)
        panel.choose(caption)


def test_more_opens_a_page_and_esc_comes_back(selling: TillRig) -> None:
    open_more(selling, "Screen and sound")
    panel = selling.window.side
    assert isinstance(panel, MorePanel)
    assert panel.title.text() == "Screen and sound"
    focus = QApplication.focusWidget()
    assert focus is not None
    assert panel.isAncestorOf(focus)
    selling.player.press("4")
    assert selling.controller.sounds.on
    selling.player.press("Esc")
    assert selling.window.side is panel
    assert panel.title.text() == "More"
    selling.player.press("Esc")
    assert selling.window.side is None


def test_a_manager_approves(selling: TillRig) -> None:
    panel = ask_for_discount(selling)
    assert "Discount" in panel.subject.text()
    before = selling.services.checkout.view().total
    selling.scanner.scan(badge_codes(STORE)["Olga Vlasova"])
    olga = selling.member("Olga Vlasova")
    selling.player.until(lambda: panel.who.chosen == olga.staff_id, "the badge's owner")
    assert selling.services.checkout.view().total == before
    selling.player.run_for(0.4)
    selling.player.type("3333")
    selling.player.press("Return")
    selling.player.until(lambda: selling.services.checkout.view().total < before, "the discount")
    assert selling.window.side is None


def test_nobody_approves_their_own_act(selling: TillRig) -> None:
    panel = ask_for_discount(selling)
    own = selling.member()
    chosen = panel.who.chosen
    panel.who.choose(own.staff_id)
    assert panel.who.chosen == chosen != own.staff_id
    selling.scanner.scan(badge_codes(STORE)["Maria Kovaleva"])
    selling.player.run_for(0.3)
    assert panel.who.chosen == chosen


def test_a_wrong_pin_approves_nothing(selling: TillRig) -> None:
    panel = ask_for_discount(selling)
    before = selling.services.checkout.view().total
    selling.player.run_for(0.4)
    selling.player.type("2468")
    selling.player.press("Return")
    selling.player.until(lambda: "4" in panel.pin.note.text(), "the refusal")
    assert selling.window.side is panel
    assert selling.services.checkout.view().total == before


def test_a_scan_while_a_panel_is_open_adds_nothing_and_tells(selling: TillRig) -> None:
    selling.scan_all()
    selling.player.press("F4")
    before = selling.services.checkout.view()
    selling.scanner.scan(selling.basket()[2])
    selling.player.until(lambda: "Not added" in selling.window.toast_text, "the refusal")
    assert selling.services.checkout.view() == before


def test_the_discount_panel_by_keys(selling: TillRig) -> None:
    selling.scan_all()
    selling.player.press("F4")
    panel = selling.window.side
    assert isinstance(panel, DiscountPanel)
    reason = panel.reasons.chosen
    selling.player.press("Down")
    assert panel.reasons.chosen != reason
    selling.player.press("Tab")
    assert panel.tabs.index == 1
    selling.player.type("1")
    press_repeated(Qt.Key.Key_Return, "\r")
    assert selling.window.side is panel
    total = selling.services.checkout.view().total
    selling.player.press("Return")
    assert selling.services.checkout.view().total == total - 100
    selling.player.press("F4")
    selling.player.press("Del")  # no discount
    assert selling.services.checkout.view().total == total


def test_shift_del_cancels_and_never_voids(selling: TillRig) -> None:
    selling.scan_all()
    selling.player.press("Shift+Del")
    panel = selling.window.side
    assert isinstance(panel, ChoicePanel)
    assert not any(line.is_voided for line in selling.services.checkout.view().lines)
    selling.player.press("Return")  # dead for 400 ms
    assert selling.window.side is panel
    assert selling.services.checkout.view().lines


def test_the_chosen_one_has_the_focus(selling: TillRig) -> None:
    selling.player.press("F11")
    panel = selling.window.side
    assert isinstance(panel, MorePanel)
    first = QApplication.focusWidget()
    selling.player.press("Down")
    assert QApplication.focusWidget() is not first
    second = QApplication.focusWidget()
    assert second is not None
    assert panel.isAncestorOf(second)
    selling.player.press("F11")
    assert selling.window.side is None


def test_switching_off_asks(selling: TillRig) -> None:
    wanted: list[bool] = []
    selling.controller.quit_wanted.connect(lambda: wanted.append(True))
    open_more(selling, "Switch off")
    panel = selling.window.side
    assert isinstance(panel, ChoicePanel)
    selling.player.finishing_key("Return")  # "go on working" is what is chosen
    assert wanted == []
    assert selling.window.side is None
    open_more(selling, "Switch off")
    selling.player.press("Down")
    selling.player.press("Return")  # too soon
    assert wanted == []
    selling.player.finishing_key("Return")
    assert wanted == [True]
    assert not selling.window.isVisible()


def test_help_names_the_keys_and_closes_by_its_own(selling: TillRig) -> None:
    selling.player.press("F1")
    assert isinstance(selling.window.side, HelpPanel)
    selling.player.press("F1")
    assert selling.window.side is None


def test_no_panel_leaves_the_window(selling: TillRig) -> None:
    selling.scan_all()
    for size in ((1024, 768), (1366, 768), (1920, 1080)):
        selling.window.resize(*size)
        for key in ("F1", "F4", "F11", "Shift+Del"):
            selling.player.press(key)
            panel = selling.window.side
            assert panel is not None
            assert panel.mapTo(selling.window, panel.rect().bottomRight()).x() < size[0]
            selling.player.press("Esc")
            assert selling.window.side is None


@pytest.mark.parametrize("opens", ["F1", "F4", "F11", "Shift+Del"])
def test_tab_never_leaves_a_panel_for_the_box_beneath(selling: TillRig, opens: str) -> None:
    selling.scan_all()
    before = selling.services.checkout.view()
    selling.player.press(opens)
    panel = selling.window.side
    assert panel is not None
    for key in ("Tab", "Tab", "Tab", "Shift+Tab", "Shift+Tab"):
        selling.player.press(key)
        focus = QApplication.focusWidget()
        assert focus is not None
        assert focus is panel or panel.isAncestorOf(focus), (key, focus)
        assert focus.isVisible()
    selling.player.press("Esc")
    assert selling.controller.sell.box.text == ""
    assert selling.services.checkout.view() == before
