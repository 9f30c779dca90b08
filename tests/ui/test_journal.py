"""The journal on screen by keys alone: walked, searched, narrowed, exported with progress, left."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import get_args

import msgspec
from PySide6.QtWidgets import QGridLayout, QLabel

from pos_client.devices.ports import CardState
from pos_client.domain.basket import LineOrigin, ManualKind
from pos_client.domain.pricing import DiscountKind
from pos_client.domain.quantity import Unit
from pos_client.domain.returns import Condition
from pos_client.domain.tender import TenderClass
from pos_client.services.upkeep.journal_view import EventView, JournalRow
from pos_client.ui.i18n.event_fields import FIELDS, VALUES
from pos_client.ui.screens import JournalScreen
from pos_client.ui.screens.choice import ChoicePanel
from pos_client.ui.screens.journal.words import Lexicon, breakable, fields_of
from sync.protocol.events import (
    BODIES,
    ClockMeasure,
    FiscalKind,
    FiscalStateName,
    MarkingOutcome,
    PrintAnswer,
)
from sync.protocol.shift_bodies import CashMoveKind, CountSource
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
    assert "holds" in screen.state.text()
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


def fields_shown(screen: JournalScreen) -> dict[str, str]:
    """What the opened event's labels say, by the caption."""
    body = screen._area.widget()
    assert body is not None
    grid = body.layout()
    assert isinstance(grid, QGridLayout)

    def said(row: int, column: int) -> str:
        item = grid.itemAtPosition(row, column)
        found = item.widget() if item is not None else None
        return found.text() if isinstance(found, QLabel) else ""

    return {said(row, 0): said(row, 1) for row in range(grid.rowCount()) if said(row, 0)}


def opened(rig: TillRig, screen: JournalScreen, event_type: str) -> dict[str, str]:
    for _ in range(40):
        if screen.chosen is not None and screen.chosen.type == event_type:
            return fields_shown(screen)
        rig.player.press("Down")
    raise AssertionError(f"no {event_type} in the list")


def test_an_opened_event_speaks_words_and_no_codes(selling: TillRig) -> None:
    sell_one(selling)
    screen = look(selling)
    said = opened(selling, screen, "sale")
    assert said["Lines 1 · Name"] == "Хлеб на закваске, 450 г"  # as the store's receipt has it
    assert said["Payments 1 · Tender"] == "Cash"
    assert said["Payments 1 · Kind of tender"] == "cash"
    assert said["Taxes 1 · Rate"] == "10\u00a0%"
    assert said["Lines 1 · Shares 1"] == said["Lines 1 · To pay"]
    assert not any("_" in caption for caption in said)
    opening = opened(selling, screen, "shift_opened")
    assert opening["Denominations 1,000"] == "5"


def test_digests_break_at_the_edge_and_words_stay_whole() -> None:
    assert breakable("Maria (S1001)") == "Maria (S1001)"
    assert breakable("of 0123456789abcdef01 events") == "of 01234567\u200b89abcdef\u200b01 events"


def test_pairs_codes_and_people_are_told_in_words(selling: TillRig) -> None:
    fields = (
        ("lines.1.names.de", "Milch"),
        ("lines.1.names.en", "Milk"),
        ("lines.2.names.de", "Brot"),
        ("lines.2.names.fr", "Pain"),
        ("lines.1.manual.kind", "percent"),
        ("lines.1.manual.value", "1250"),
        ("lines.2.manual.kind", "price"),
        ("lines.2.manual.value", "1250"),
        ("lines.2.manual.reason", "void.damaged: lid open"),
        ("lines.2.origin", "quick_key"),
        ("lines.2.sticker_percent", "of old"),
        ("tax.B", "1173"),
        ("denominations.100000", "5"),
        ("denominations.many", "5"),
        ("changes.language", "en → pl"),
        ("interrupted", "true"),
        ("micros", "-2500000"),
        ("before", "2026-11-21T11:30:00.000000Z"),
        ("permission", "no_sale"),
        ("kind", "of_tomorrow"),
        ("tender_id", "card"),
    )
    row = JournalRow(1, None, "sale", "", "", "", None)
    lexicon = Lexicon(
        selling.services.desk.store.currency, str.upper, lambda said: said.replace("void.damaged", "Damaged"), str.title
    )
    said = fields_of(EventView(row, "", "", "", fields, 0), lexicon, selling.window.formatter)
    assert said == [
        ("Lines 1 · Name", "Milk"),
        ("Lines 2 · Name", "Brot"),
        ("Lines 1 · By hand · Kind", "percent"),
        ("Lines 1 · By hand · Value", "12.5\u00a0%"),
        ("Lines 2 · By hand · Kind", "price"),
        ("Lines 2 · By hand · Value", "12.50"),
        ("Lines 2 · By hand · Reason", "Damaged: lid open"),
        ("Lines 2 · How it came", "quick key"),
        ("Lines 2 · Percent of the sticker", "of old"),
        ("Tax · B", "11.73"),
        ("Denominations 1,000", "5"),
        ("Denominations many", "5"),
        ("Changes · language", "en → pl"),
        ("Interrupted", "yes"),
        ("Jump, seconds", "\u22122.5"),
        ("Before", "21 Nov 14:30:00"),
        ("Permission", "Drawer without a sale"),
        ("Kind", "of_tomorrow"),
        ("Tender", "Card"),
    ]


def _field_names(kind: object, seen: set[object]) -> Iterator[str]:
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        if kind not in seen:
            seen.add(kind)
            for field in msgspec.structs.fields(kind):
                yield field.name
                yield from _field_names(field.type, seen)
    else:
        for part in get_args(kind):
            yield from _field_names(part, seen)


def test_every_field_of_every_event_and_every_code_in_them_has_a_word() -> None:
    seen: set[object] = set()
    names = {name for body in BODIES.values() for name in _field_names(body, seen)}
    assert names - set(FIELDS) == set()
    enums = (TenderClass, DiscountKind, ManualKind, LineOrigin, Condition, Unit, CardState)
    codes = {one.value for kind in enums for one in kind}
    for spelled in (FiscalKind, FiscalStateName, MarkingOutcome, ClockMeasure, PrintAnswer, CashMoveKind, CountSource):
        codes |= set(re.findall(r"[a-z_]{2,}", str(get_args(spelled)[1].pattern)))
    assert codes - set(VALUES) == set()
