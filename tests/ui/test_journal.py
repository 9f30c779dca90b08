"""The journal on screen by keys alone: walked, searched, narrowed, exported with progress, left."""

from __future__ import annotations

from pos_client.ui.screens.choice import ChoicePanel
from pos_client.ui.screens.journal import JournalScreen
from tests.support.till import TillRig


def look(rig: TillRig) -> JournalScreen:
    rig.controller.lock()
    rig.log_in("Olga Vlasova")
    rig.controller.oversight.open_journal()
    rig.player.on_screen("journal")
    screen = rig.controller.oversight.journal
    settled(rig)
    return screen


def settled(rig: TillRig) -> None:
    screen = rig.controller.oversight.journal
    rig.player.until(lambda: screen._working is None and screen._page is not None, "the page")


def sell_one(rig: TillRig) -> str:
    rig.to_pay(rig.basket()[0])
    rig.player.finishing_key("Return")
    rig.player.on_screen("paid")
    row = rig.services.desk.journal.reader().last_sale()
    assert row is not None
    return row.receipt_number


def test_arrows_walk_the_events_and_show_each_whole(selling: TillRig) -> None:
    receipt = sell_one(selling)
    screen = look(selling)
    assert "holds" in screen.verdict.text()
    for _ in range(30):
        if screen.chosen is not None and screen.chosen.type == "sale":
            break
        selling.player.press("Down")
    assert screen.chosen is not None
    assert screen.chosen.document == receipt
    assert screen.event_title.text().startswith("Sale")


def test_a_receipt_is_found_by_what_is_typed_and_esc_goes_back_step_by_step(selling: TillRig) -> None:
    receipt = sell_one(selling)
    screen = look(selling)
    selling.player.type(receipt)
    selling.player.press("Return")
    settled(selling)
    assert {row.document for row in screen._page.rows if row.type == "sale"} == {receipt}  # type: ignore[union-attr]
    selling.player.press("Escape")
    assert screen.box.text == ""
    settled(selling)
    selling.player.press("Escape")
    selling.player.on_screen("sell")


def test_f3_narrows_to_a_kind(selling: TillRig) -> None:
    sell_one(selling)
    screen = look(selling)
    selling.player.press("F3")
    assert isinstance(selling.window.side, ChoicePanel)
    selling.player.run_for(0.45)
    selling.player.press("Down")
    selling.player.press("Return")
    settled(selling)
    assert [row.type for row in screen._page.rows] == ["sale"]  # type: ignore[union-attr]


def test_f8_exports_and_says_where(selling: TillRig) -> None:
    sell_one(selling)
    look(selling)
    selling.player.press("F8")
    assert isinstance(selling.window.side, ChoicePanel)
    selling.player.run_for(0.45)
    selling.player.press("Return")
    selling.player.until(lambda: "exported" in selling.window.toast_text, "the end of the export")
    settled(selling)
    (folder,) = (selling.directory / "exports").iterdir()
    assert str(folder) in selling.window.toast_text
    assert (folder / "events.jsonl").stat().st_size > 0
