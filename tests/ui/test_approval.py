"""The approval panel by keys: who, why, its words, the PIN; a badge chooses and never proves."""

from __future__ import annotations

from pos_client.app.demo_codes import badge_codes
from pos_client.domain.staff import Permission
from pos_client.services.views import Approval, NeedsApproval
from pos_client.ui.screens.approval import ApprovalPanel
from tests.support.till import STORE, TillRig

NEEDED = NeedsApproval(Permission.LINE_VOID, 500_000, 300_000, "approve_line_void", subject="basket/1")
MANAGER_PIN, SENIOR_PIN = "3333", "2222"


def ask(rig: TillRig, needed: NeedsApproval = NEEDED) -> tuple[ApprovalPanel, list[Approval]]:
    granted: list[Approval] = []
    rig.controller.stage.ask_approval(needed, granted.append)
    panel = rig.window.side
    assert isinstance(panel, ApprovalPanel)
    rig.player.run_for(0.45)  # the dead time of finishing keys
    return panel, granted


def test_the_nearest_who_may_is_chosen_and_pin_and_enter_approve(selling: TillRig) -> None:
    panel, granted = ask(selling)
    senior = selling.member("Igor Petrov").staff_id
    assert panel.who.chosen == senior
    assert panel.why.chosen.startswith("void.")
    selling.player.type(SENIOR_PIN)
    selling.player.press("Return")
    selling.player.until(lambda: bool(granted), "the approval")
    assert (granted[0].approver_id, granted[0].reason) == (senior, panel.why.chosen)
    assert selling.window.side is None


def test_whoever_asks_is_shown_and_cannot_be_chosen(selling: TillRig) -> None:
    panel, _granted = ask(selling)
    own = selling.services.desk.staff.staff_id
    for _ in range(5):
        selling.player.press("Down")
        assert panel.who.chosen != own
    panel.who.choose(own)
    assert panel.who.chosen != own
    selling.scanner.scan(badge_codes(STORE)["Maria Kovaleva"])
    selling.player.until(lambda: "badge" in panel.pin.note.text(), "the refusal")
    assert panel.who.chosen != own


def test_tab_goes_on_to_the_reason_and_other_wants_words(selling: TillRig) -> None:
    panel, granted = ask(selling)
    selling.player.press("Tab")
    while panel.why.chosen != "void.other":
        selling.player.press("Down")
    assert panel.words.isVisible()
    selling.player.type(SENIOR_PIN)
    selling.player.press("Return")  # without words: they are asked for, and no PIN is tried
    assert panel.words.field.hasFocus()
    assert selling.window.side is panel
    selling.player.type(SENIOR_PIN)  # into the wrong field: it is not kept
    selling.player.press("Return")
    assert panel.words.text == ""
    selling.player.press("Tab")
    selling.player.type("lid open")
    selling.player.press("Return")
    selling.player.type(SENIOR_PIN)
    selling.player.press("Return")
    selling.player.until(lambda: bool(granted), "the approval")
    assert granted[0].reason == "void.other: lid open"


def test_a_badge_chooses_its_owner_and_opens_nothing(selling: TillRig) -> None:
    panel, granted = ask(selling)
    selling.scanner.scan(badge_codes(STORE)["Olga Vlasova"])
    manager = selling.member("Olga Vlasova").staff_id
    selling.player.until(lambda: panel.who.chosen == manager, "the badge's owner")
    selling.player.run_for(0.2)
    assert granted == []
    selling.player.type(MANAGER_PIN)
    selling.player.press("Return")
    selling.player.until(lambda: bool(granted), "the approval")
    assert granted[0].approver_id == manager


def test_guessing_on_the_panel_waits_too(selling: TillRig) -> None:
    panel, granted = ask(selling)
    for left in (4, 3, 2, 1):
        selling.player.type("9753")
        selling.player.press("Return")
        selling.player.until(lambda left=left: str(left) in panel.pin.note.text(), "what is left")  # type: ignore[misc]
    selling.player.type("9753")
    selling.player.press("Return")
    selling.player.until(lambda: "30" in panel.pin.note.text(), "the wait")
    selling.player.type(SENIOR_PIN)
    selling.player.press("Return")
    selling.player.run_for(0.2)
    assert granted == []


def test_a_panel_that_went_with_the_lock_grants_nothing(selling: TillRig) -> None:
    panel, granted = ask(selling)
    panel.pin.entered.emit(SENIOR_PIN)  # a worker looks at it
    selling.controller.lock()
    selling.player.on_screen("login")
    selling.player.run_for(0.3)
    assert granted == []
