"""The register of exceptions by keys alone: opened from More, narrowed, an entry's event opened, left."""

from __future__ import annotations

import pytest

from pos_client.services.people.exception_entries import Kind
from pos_client.ui.screens import ExceptionsScreen
from pos_client.ui.screens.approval import ApprovalPanel
from pos_client.ui.screens.choice import ChoicePanel
from pos_client.ui.screens.more import MorePanel
from tests.support.till import TillRig


def void_one(rig: TillRig) -> None:
    rig.scan_all(rig.basket()[0])
    line = rig.services.checkout.basket.live_lines[-1].line_id
    rig.services.checkout.void_line(line)


def look(rig: TillRig) -> ExceptionsScreen:
    """Have the manager open it as anybody does."""
    rig.controller.lock()
    rig.log_in("Olga Vlasova")
    rig.player.on_screen("sell")
    rig.player.press("F11")
    more = rig.window.side
    assert isinstance(more, MorePanel)
    more.choose("Oversight")
    more.choose("Register of exceptions")
    rig.player.on_screen("exceptions")
    screen = rig.controller.oversight.exceptions
    rig.player.until(lambda: screen._report is not None, "what was found")
    return screen


def shown(screen: ExceptionsScreen) -> list[Kind]:
    return [entry.kind for entry in screen._shown]


def choose(rig: TillRig, key: str, downs: int) -> None:
    rig.player.press(key)
    assert isinstance(rig.window.side, ChoicePanel)
    rig.player.run_for(0.45)
    for _ in range(downs):
        rig.player.press("Down")
    rig.player.press("Return")
    screen = rig.controller.oversight.exceptions
    rig.player.until(lambda: rig.window.front is screen, "the list again")
    rig.player.until(lambda: not screen.is_working, "what was found")


def test_a_void_is_listed_with_who_and_the_person_with_a_rate(selling: TillRig) -> None:
    void_one(selling)
    screen = look(selling)
    assert Kind.LINE_VOID in shown(screen)
    assert selling.member().short_name in screen.people.text()
    assert "Line voided 1" in screen.people.text()


def test_the_list_is_narrowed_by_kind_and_by_time(selling: TillRig) -> None:
    void_one(selling)
    screen = look(selling)
    choose(selling, "F3", 2)  # everything, marked, voids
    assert set(shown(screen)) == {Kind.LINE_VOID, Kind.CANCELLED}
    choose(selling, "F3", 8)
    assert set(shown(screen)) == {Kind.LOOKED}
    choose(selling, "F2", 2)
    assert "All that is kept" in screen.state.text()


def test_arrows_choose_and_enter_opens_the_event_in_the_journal(selling: TillRig) -> None:
    void_one(selling)
    screen = look(selling)
    while screen.chosen is not None and screen.chosen.kind is not Kind.LINE_VOID:
        selling.player.press("Down")
    assert screen.chosen is not None
    seq = screen.chosen.seq
    selling.player.press("Return")
    selling.player.on_screen("journal")
    journal = selling.controller.oversight.journal
    selling.player.until(lambda: journal.chosen is not None and journal.chosen.seq == seq, "the event")
    assert "Line voided" in journal.event_title.text()


def test_a_cashier_needs_the_managers_yes(selling: TillRig) -> None:
    selling.controller.oversight.open_exceptions()
    assert isinstance(selling.window.side, ApprovalPanel)
    selling.player.press("Escape")
    assert selling.window.current is selling.controller.sell


def test_a_scan_sells_nothing_and_the_lock_takes_what_was_read_away(selling: TillRig) -> None:
    screen = look(selling)
    lines = len(selling.services.checkout.basket.live_lines)
    selling.scanner.scan(selling.basket()[0])
    selling.player.until(lambda: "Nothing was sold" in selling.window.toast_text, "the refusal")
    assert len(selling.services.checkout.basket.live_lines) == lines
    selling.player.press("F12")
    selling.player.on_screen("login")
    assert screen._report is None
    assert not screen.table.rows


@pytest.mark.parametrize("size", [(1024, 768), (1920, 1080)])
def test_amounts_are_whole_at_both_sizes(make_rig: object, size: tuple[int, int]) -> None:
    rig = make_rig(size=size)  # type: ignore[operator]
    rig.begin()
    void_one(rig)
    screen = look(rig)
    column = screen.table.columns[-1]
    assert column.right
    widest = max(len(row.texts[-1]) for row in screen.table.rows)
    assert 0 < widest * 9 < column.width
