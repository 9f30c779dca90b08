"""The sell screen by keys, scans and touches: what it asks of the checkout, and what it shows then."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from pos_client.services.views import Approval, ErrorRow, NeedsApproval
from pos_client.ui.frame import MainWindow
from pos_client.ui.i18n import Languages
from pos_client.ui.models.basket_rows import BasketRows
from pos_client.ui.screens.sell import SellScreen
from pos_client.ui.screens.sell.age import AgeBanner
from pos_client.ui.screens.sell.one_box import Mode, segments
from pos_client.ui.screens.sell.typed import is_code, split_prefix
from pos_client.ui.theme import Look, ThemeName
from pos_client.ui.widgets import Chip, Key
from tests.ui.conftest import type_text
from tests.ui.samples import AGE_VIEW, EMPTY, PAID, VIEW, SampleCheckout


@dataclass(frozen=True)
class Scanned:
    text: str
    symbology: str = "ean_upc"


class Till:
    """A sell screen in its frame, with what it asked of others."""

    def __init__(self, qtbot: QtBot, shell: MainWindow, checkout: SampleCheckout) -> None:
        self.qtbot, self.shell, self.checkout = qtbot, shell, checkout
        self.screen = SellScreen(checkout, checkout)
        self.asked: list[tuple[object, ...]] = []
        for name in ("pay", "help", "more", "lock", "suspend", "recall", "cancel"):
            signal = getattr(self.screen, f"{name}_wanted")
            signal.connect(lambda name=name: self.asked.append((name,)))
        self.screen.discount_wanted.connect(lambda line: self.asked.append(("discount", line)))
        self.screen.open_item_wanted.connect(lambda row: self.asked.append(("open_item", row.raw)))
        self.screen.reprint_wanted.connect(lambda number: self.asked.append(("reprint", number)))
        self.screen.reference_scanned.connect(lambda kind, ref: self.asked.append((kind, ref)))
        self.screen.tone_wanted.connect(lambda tone: self.asked.append(("tone", tone)))
        self.approvals: list[tuple[NeedsApproval, object]] = []
        self.screen.approval_wanted.connect(lambda need, go: self.approvals.append((need, go)))
        shell.add_screen(self.screen)
        shell.activateWindow()
        shell.show_screen("sell")
        QApplication.processEvents()

    def key(self, key: Qt.Key, mod: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.screen.box.field, key, mod)

    def type(self, text: str) -> None:
        type_text(self.screen.box.field, text)

    @property
    def mode(self) -> str:
        return str(self.screen.box.mode)

    def calls(self, name: str) -> list[tuple[object, ...]]:
        return [call[1:] for call in self.checkout.calls if call[0] == name]


@pytest.fixture
def till(qtbot: QtBot, shell: MainWindow) -> Till:
    return Till(qtbot, shell, SampleCheckout())


def make(qtbot: QtBot, shell: MainWindow, checkout: SampleCheckout) -> Till:
    return Till(qtbot, shell, checkout)


def test_digits_and_enter_take_a_code(till: Till) -> None:
    till.type("4607001230113")
    till.key(Qt.Key.Key_Return)
    assert till.calls("take") == [("4607001230113", "unknown", True, False)]
    assert till.screen.box.text == ""
    assert till.screen.table.rows.row(7).name == "Scanned 4607001230113"
    assert ("tone", "good") in till.asked


def test_a_name_shows_results_and_enter_takes_the_chosen_one(till: Till) -> None:
    till.type("lemo")
    till.qtbot.waitUntil(lambda: len(till.screen.box.results.hits) == 4)
    till.key(Qt.Key.Key_Down)
    till.key(Qt.Key.Key_Return)
    assert till.calls("take_sku") == [("662013", "search", False)]
    assert till.screen.box.results.isHidden()


def test_enter_does_not_wait_for_the_debounce(till: Till) -> None:
    till.type("lemo")
    till.key(Qt.Key.Key_Return)
    assert till.calls("take_sku") == [("4053", "search", False)]


def test_cyrillic_finds_too(till: Till, translated: Languages) -> None:
    translated.set_language("ru")
    till.type("лимон")
    till.key(Qt.Key.Key_Return)
    assert till.calls("search")[-1] == ("лимон", "ru")
    assert till.calls("take_sku") == [("4053", "search", False)]


def test_a_quantity_before_a_scan(till: Till) -> None:
    till.type("3*")
    till.shell.deliver_scan(Scanned("4607001230113"))
    assert till.calls("take") == [
        ("3*", "unknown", True, False),
        ("4607001230113", "ean_upc", False, False),
    ]


def test_a_minus_before_a_scan_voids(till: Till) -> None:
    till.type("-")
    till.shell.deliver_scan(Scanned("4607001230113"))
    assert till.calls("take") == [("-4607001230113", "ean_upc", True, False)]


def test_a_quantity_before_a_name(till: Till) -> None:
    till.type("2,5*lemo")
    till.key(Qt.Key.Key_Return)
    assert till.calls("search")[-1] == ("lemo", "en")
    assert till.calls("take") == [("2,5*", "unknown", True, False)]
    assert till.calls("take_sku") == [("4053", "search", False)]


def test_a_large_quantity_asks_once(till: Till) -> None:
    till.type("120*460")
    till.key(Qt.Key.Key_Return)
    assert till.mode == "confirm"
    assert len(till.screen.view.lines) == 7
    till.key(Qt.Key.Key_Return)
    assert till.calls("take")[-1] == ("120*460", "unknown", True, True)
    assert till.mode == "product"
    assert len(till.screen.view.lines) == 8


def test_escape_leaves_a_large_quantity_out(till: Till) -> None:
    till.type("120*460")
    till.key(Qt.Key.Key_Return)
    QTest.keyClick(till.shell, Qt.Key.Key_Escape)
    till.key(Qt.Key.Key_Return)
    assert len(till.calls("take")) == 1


def test_an_unknown_code_stays_until_answered(till: Till) -> None:
    till.shell.deliver_scan(Scanned("unknown-1"))
    rows = till.screen.table.rows
    assert rows.row(rows.rowCount() - 1).is_error
    assert ("tone", "bad") in till.asked
    QTest.keyClick(till.shell, Qt.Key.Key_F4)
    assert ("open_item", "unknown-1") in till.asked
    QTest.keyClick(till.shell, Qt.Key.Key_F9)
    assert ("pay",) not in till.asked
    assert "not answered" in till.shell.toast_text
    till.key(Qt.Key.Key_Return)
    assert till.calls("answer_error") == [(1,)]
    QTest.keyClick(till.shell, Qt.Key.Key_F9)
    assert ("pay",) in till.asked


def test_up_and_down_choose_and_delete_voids(till: Till) -> None:
    till.key(Qt.Key.Key_Up)
    assert till.screen.table.chosen_line == 7
    till.key(Qt.Key.Key_Up)
    assert till.screen.table.chosen_line == 6
    assert till.screen.table.strip.isVisible()
    till.key(Qt.Key.Key_Delete)
    assert till.calls("void_line") == [(6, None)]
    row = till.screen.table.rows.row(5)
    assert row.is_voided
    assert row.second.startswith("Voided")
    assert till.screen.table.chosen_line == 0


def test_delete_without_a_choice_voids_the_last_line(till: Till) -> None:
    till.key(Qt.Key.Key_Delete)
    assert till.calls("void_line") == [(7, None)]


def test_delete_edits_while_there_is_text(till: Till) -> None:
    till.type("12")
    till.key(Qt.Key.Key_Home)
    till.key(Qt.Key.Key_Delete)
    assert till.screen.box.text == "2"
    assert till.calls("void_line") == []


def test_held_delete_voids_once(till: Till) -> None:
    event = QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier, "", autorep=True)
    QApplication.sendEvent(till.screen.box.field, event)
    assert till.calls("void_line") == []


def test_shift_delete_asks_to_cancel(till: Till) -> None:
    QTest.keyClick(till.shell, Qt.Key.Key_Delete, Qt.KeyboardModifier.ShiftModifier)
    assert till.asked == [("cancel",)]


def test_a_void_above_the_limit_waits_for_an_approval(qtbot: QtBot, shell: MainWindow) -> None:
    till = make(qtbot, shell, SampleCheckout(needs_approval=True))
    till.key(Qt.Key.Key_Delete)
    assert len(till.approvals) == 1
    need, go = till.approvals[0]
    approval = Approval("m1", need.permission, 100, "mistake", "t")
    assert callable(go)
    go(approval)
    assert till.calls("void_line")[-1] == (7, approval)
    assert till.screen.table.rows.row(6).is_voided


def test_a_new_quantity(till: Till) -> None:
    QTest.keyClick(till.shell, Qt.Key.Key_F5)
    assert till.screen.box.mode == Mode.QUANTITY
    till.type("5")
    till.key(Qt.Key.Key_Return)
    assert till.calls("set_quantity") == [(7, 5000, None, False)]
    assert till.screen.table.rows.row(6).quantity == "5"


def test_a_quantity_that_is_none_is_refused_and_asked_again(till: Till) -> None:
    QTest.keyClick(till.shell, Qt.Key.Key_F5)
    till.type("1.2.3")
    till.key(Qt.Key.Key_Return)
    assert till.calls("set_quantity") == []
    assert till.screen.box.mode == Mode.QUANTITY
    assert "above zero" in till.shell.toast_text


def test_split_needs_less_than_there_is(till: Till) -> None:
    till.key(Qt.Key.Key_Up)
    till.screen.table.strip.key("split").click()
    till.type("2")
    till.key(Qt.Key.Key_Return)
    assert till.calls("split_line") == []
    till.key(Qt.Key.Key_Backspace)
    till.type("1")
    till.key(Qt.Key.Key_Return)
    assert till.calls("split_line") == [(7, 1000)]


def test_a_touched_row_opens_its_keys(till: Till) -> None:
    table = till.screen.table
    y = table.rowViewportPosition(5) + 10
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(60, y))
    assert table.chosen_line == 6
    strip = table.strip
    assert strip.isVisible()
    assert strip.geometry().bottom() <= table.viewport().height()
    strip.key("discount").click()
    assert ("discount", 6) in till.asked


def test_the_end_of_a_long_basket_begins_with_a_whole_row(till: Till) -> None:
    for n in range(12):
        till.shell.deliver_scan(Scanned(f"460700{n}"))
    table = till.screen.table
    till.key(Qt.Key.Key_Up)
    QApplication.processEvents()
    assert table.rowViewportPosition(table.rowAt(0)) == 0
    last = table.rows.last_row
    assert table.rowViewportPosition(last) + table.rowHeight(last) <= table.viewport().height()
    assert table.lines_above() > 0


def test_a_badge_or_receipt_goes_to_others(till: Till) -> None:
    till.shell.deliver_scan(Scanned("BADGE-7"))
    assert ("badge", "s1") in till.asked


def test_quick_keys_add(till: Till) -> None:
    keys = [key for key in till.screen.side.quick.findChildren(Key) if key.text() == "Bananas"]
    keys[0].click()
    assert till.calls("take_sku") == [("q2", "quick_key", False)]


def test_the_age_banner_is_answered_by_its_keys(qtbot: QtBot, shell: MainWindow) -> None:
    till = make(qtbot, shell, SampleCheckout(AGE_VIEW))
    banner = shell.banner("age")
    assert isinstance(banner, AgeBanner)
    assert banner.figure.text() == "21 Nov 2008"
    till.screen.show_view(replace(AGE_VIEW, points=7))
    assert shell.banner("age") is banner  # it stays where it is while scanning goes on
    QTest.keyClick(shell, Qt.Key.Key_F9)
    assert ("pay",) not in till.asked
    QTest.keyClick(shell, Qt.Key.Key_F8)
    assert till.calls("answer_age") == [(False,)]
    assert shell.banner("age") is None


def test_an_empty_basket_shows_the_last_receipt(qtbot: QtBot, shell: MainWindow) -> None:
    checkout = SampleCheckout(EMPTY)
    checkout.paid = PAID
    till = make(qtbot, shell, checkout)
    assert till.screen.empty.isVisible()
    till.screen.empty.key.click()
    QTest.keyClick(shell, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert till.asked == [("reprint", "PL02-018427")] * 2
    till.shell.deliver_scan(Scanned("4607001230113"))
    assert not till.screen.empty.isVisible()


def test_what_is_not_there_says_why(till: Till) -> None:
    for key in (Qt.Key.Key_F3, Qt.Key.Key_F6, Qt.Key.Key_F10):
        QTest.keyClick(till.shell, key)
        assert "later release" in till.shell.toast_text


def test_suspend_or_recall(qtbot: QtBot, shell: MainWindow) -> None:
    till = make(qtbot, shell, SampleCheckout(replace(EMPTY, suspended_count=1)))
    QTest.keyClick(shell, Qt.Key.Key_F7)
    till.shell.deliver_scan(Scanned("4607001230113"))
    QTest.keyClick(shell, Qt.Key.Key_F7)
    assert [a for a in till.asked if a[0] != "tone"] == [("recall",), ("suspend",)]


def test_the_language_changes_at_run_time(till: Till, translated: Languages) -> None:
    translated.set_language("ru")
    rows = till.screen.table.rows
    assert rows.row(1).name == "Молоко цельное 3,2 %, 1 л"
    one_more = BasketRows().more(1).partition("{")[0].strip()
    assert one_more in rows.row(6).second
    assert not one_more.isascii()
    meaning = till.shell.key_bar.key(9)
    assert meaning is not None
    assert meaning.caption == "Оплата"
    assert till.screen.totals.amount.parts.text == "5\u00a0379,62\u00a0₽"


@pytest.mark.parametrize("size", [QSize(1024, 768), QSize(1366, 768), QSize(1920, 1080)])
@pytest.mark.parametrize("theme", list(ThemeName))
@pytest.mark.parametrize("language", ["en", "ru", "pl"])
def test_nothing_that_must_be_read_is_cut(
    till: Till, look: Look, translated: Languages, size: QSize, theme: ThemeName, language: str
) -> None:
    translated.set_language(language)
    look.set_theme(theme)
    till.shell.resize(size)
    QApplication.processEvents()
    assert till.shell.size() == size
    till.screen.table.choose(6)
    image = till.shell.grab().toImage()
    assert image.width() == size.width()
    metrics = look.theme.metrics("row_s", narrow=True, weight=600, size=13)
    for number in range(1, 13):
        meaning = till.shell.key_bar.key(number)
        assert meaning is not None
        wide = look.theme.is_wide
        room = till.shell.width() // 12 - look.theme.px(60 if wide else 8)
        width = look.theme.metrics("row_s", weight=600) if wide else metrics
        assert width.horizontalAdvance(meaning.caption) <= room, (language, meaning.caption)


def test_every_control_is_named_and_large_enough(till: Till) -> None:
    till.screen.table.choose(6)
    QApplication.processEvents()
    for key in till.shell.findChildren(QWidget):
        if isinstance(key, Key | Chip) and key.isVisible():
            assert key.accessibleName(), key
            assert key.height() >= 48, (key.text(), key.height())


def test_prefixes() -> None:
    assert split_prefix("3*460") == ("3*", "460")
    assert split_prefix("0,5*") == ("0,5*", "")
    assert split_prefix("-460") == ("-", "460")
    assert split_prefix("460") == ("", "460")
    assert is_code("3*460")
    assert not is_code("3*lemon")


def test_matches_are_marked_at_word_starts() -> None:
    assert segments("Lemon tea", ("lem", "t")) == [("Lem", True), ("on ", False), ("t", True), ("ea", False)]
    assert segments("Solemn", ("lem",)) == [("Solemn", False)]


def test_model_changes_only_what_differs(qtbot: QtBot, till: Till) -> None:
    rows = till.screen.table.rows
    changed: list[tuple[int, int]] = []
    rows.dataChanged.connect(lambda first, last, _roles: changed.append((first.row(), last.row())))
    till.shell.deliver_scan(Scanned("4607001230113"))
    assert changed == [(6, 6)]  # the line that was the last one; the new one was inserted
    assert rows.rowCount() == 8


def test_model_is_sound(qtmodeltester: object, till: Till) -> None:
    rows = till.screen.table.rows
    check = qtmodeltester.check  # type: ignore[attr-defined]
    check(rows)
    error = ErrorRow(1, "unknown_code", "1")
    till.screen.show_view(replace(VIEW, errors=(error,)))
    check(rows)
    till.screen.show_view(replace(VIEW, lines=VIEW.lines[2:]))
    check(rows)
    till.screen.show_view(EMPTY)
    check(rows)
