"""What a person reads and touches is whole at the smallest size, in every language, also under a banner."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from pos_client.ui.frame import FunctionKey, MainWindow
from pos_client.ui.i18n import languages
from pos_client.ui.screens import DiscountPanel, FigurePanel
from pos_client.ui.screens.approval import ApprovalPanel
from pos_client.ui.screens.choice import ChoicePanel
from pos_client.ui.screens.returns.line_row import LineRow
from pos_client.ui.widgets import Key
from tests.support.returning import open_return, sell
from tests.support.till import TillRig, shown_texts
from tests.ui.test_shift_close import begin_count

LANGUAGES = ["en", "ru", "pl"]
FINGER = 48


@pytest.fixture(params=LANGUAGES)
def spoken(request: pytest.FixtureRequest, make_rig: Callable[..., TillRig]) -> TillRig:
    """A till that sells, in each of the languages."""
    rig = make_rig(language=request.param)
    rig.begin()
    return rig


def cut_keys(panel: QWidget) -> list[tuple[str, int, int]]:
    """Return the keys of `panel` that are covered, cut off or smaller than a finger, as text, width and height."""
    keys = [key for key in panel.findChildren(Key) if key.isVisible()]
    return [
        (key.text() or key.accessibleName(), key.width(), key.height())
        for key in keys
        if min(key.width(), key.height()) < FINGER or key.visibleRegion().boundingRect() != key.rect()
    ]


def test_the_keys_of_an_open_item_stand_apart(spoken: TillRig) -> None:
    spoken.scanner.scan("4607001999997")
    spoken.player.until(lambda: bool(spoken.services.checkout.view().errors), "the unknown code")
    spoken.player.press("F4")
    panel = spoken.window.side
    assert isinstance(panel, FigurePanel)
    spoken.player.run_for(0.1)
    assert len(panel.choice.findChildren(Key)) > 3
    assert cut_keys(panel) == []
    first = panel.choice.chosen
    spoken.player.press("Down")
    assert panel.choice.chosen != first
    spoken.player.type("15")
    spoken.player.press("Return")
    spoken.player.until(lambda: bool(spoken.services.checkout.view().lines), "the open item")


def test_help_in_a_panel_says_how_and_leaves_what_was_typed(selling: TillRig) -> None:
    selling.scan_all()
    for opens, kind in (("F4", DiscountPanel), ("Shift+Del", ChoicePanel)):
        selling.player.press(opens)
        panel = selling.window.side
        assert isinstance(panel, kind)
        selling.player.press("F1")
        assert selling.window.toast_text.startswith("Arrows choose")
        assert selling.window.side is panel
        selling.player.press("Esc")
        selling.window._toast.close_now()


def test_the_pad_of_an_approval_is_whole_under_a_banner(spoken: TillRig) -> None:
    spoken.scan_all()
    spoken.controller.news.trouble("disk_full")
    spoken.player.press("F4")
    spoken.player.type("50")
    spoken.player.finishing_key("Return")
    spoken.player.until(lambda: isinstance(spoken.window.side, ApprovalPanel), "the approval")
    panel = spoken.window.side
    assert isinstance(panel, ApprovalPanel)
    spoken.player.run_for(0.1)
    assert cut_keys(panel.pin) == []
    said = panel.pin.note.text()
    spoken.player.type("1234")
    spoken.player.finishing_key("Return")
    spoken.player.until(lambda: panel.pin.note.text() != said, "the wrong PIN")
    spoken.player.run_for(0.1)
    assert cut_keys(panel.pin) == []


def test_the_question_about_a_large_quantity_is_read_whole(spoken: TillRig) -> None:
    spoken.scan_all()
    spoken.player.press("F5")
    spoken.player.type("1200")
    spoken.player.press("Return")
    box = spoken.controller.sell.box
    said = next(one for one in box.findChildren(QLabel) if one.isVisible() and one.text().endswith("?"))
    spoken.player.run_for(0.1)
    assert "200" in said.text()
    assert said.width() >= said.sizeHint().width()
    assert spoken.window.toast_text
    spoken.player.press("Return")
    spoken.player.until(lambda: spoken.services.checkout.view().lines[-1].quantity.thousandths == 1_200_000, "the yes")


def test_the_opening_of_a_shift_asks_in_the_language_of_the_moment(rig: TillRig) -> None:
    rig.log_in()
    rig.player.on_screen("shift_open")
    asked = rig.controller.shift_open.side.asked
    assert asked.text() == "Pieces of 5,000"
    languages().set_language("pl")
    assert asked.text() != "Pieces of 5,000"
    assert "5000" in asked.text()


@pytest.mark.parametrize("size", [(1024, 768), (1366, 768)])
def test_the_pads_of_a_count_are_whole(spoken: TillRig, size: tuple[int, int]) -> None:
    spoken.window.resize(*size)
    spoken.controller.news.trouble("backup_failed")
    begin_count(spoken)
    spoken.player.run_for(0.1)
    assert cut_keys(spoken.controller.shift.count.side) == []


def test_a_cancelled_basket_is_counted_as_the_customer_counts_it(selling: TillRig) -> None:
    selling.scan_all()
    selling.player.press("Del")
    selling.player.press("Shift+Del")
    panel = selling.window.side
    assert isinstance(panel, ChoicePanel)
    assert panel.subject.text().startswith("1 line ·")


@pytest.mark.parametrize(("number", "caption"), [(6, "Następny port"), (9, "Вернуть 16 450"), (5, "Zaakceptowano")])
@pytest.mark.parametrize("size", [QSize(1024, 768), QSize(1366, 768), QSize(1920, 1080)])
def test_a_long_caption_of_the_key_bar_gets_smaller_before_it_is_cut(
    shell: MainWindow, size: QSize, number: int, caption: str
) -> None:
    shell.resize(size)
    shell.key_bar.show_keys({number: FunctionKey(caption)}, shell.keymap)
    QApplication.processEvents()
    assert shell.key_bar.caption_shown(number) == caption
    shell.key_bar.show_keys({number: FunctionKey(caption * 3)}, shell.keymap)
    assert shell.key_bar.caption_shown(number).endswith("…")


def test_the_login_has_one_width_in_every_language(rig: TillRig) -> None:
    login = rig.controller.login
    widths = set()
    for language in LANGUAGES:
        languages().set_language(language)
        rig.player.run_for(0.1)
        widths.add(login.people.width())
    assert len(widths) == 1


def test_until_when_a_receipt_is_taken_back_is_read_before_how_it_was_paid(selling: TillRig) -> None:
    open_return(selling, sell(selling, selling.basket()[0]))
    text = selling.controller.returns.screen.subject.text()
    assert text.index("until") < text.index("Cash")


def test_a_register_without_receipts_says_so(selling: TillRig) -> None:
    selling.player.press("F8")
    selling.player.on_screen("returns_find")
    selling.player.until(lambda: "No receipts in this time." in shown_texts(selling.window), "that there are none")
    selling.player.type("99")
    selling.player.until(lambda: any("like that" in text for text in shown_texts(selling.window)), "that none fits")


@pytest.mark.parametrize("kind", ["paid_in", "safe_drop"])
def test_the_keys_of_a_cash_move_are_whole_under_a_banner(spoken: TillRig, kind: str) -> None:
    spoken.controller.news.trouble("backup_failed")
    spoken.controller.cash.open(kind)
    spoken.player.run_for(0.1)
    panel = spoken.window.side
    assert panel is not None
    assert cut_keys(panel) == []


def test_the_items_of_more_are_as_high_as_a_finger_under_a_banner(spoken: TillRig) -> None:
    spoken.controller.news.trouble("backup_failed")
    spoken.player.press("F11")
    spoken.player.run_for(0.1)
    panel = spoken.window.side
    assert panel is not None
    assert cut_keys(panel) == []


def test_an_amount_is_seen_whole_while_it_is_typed(spoken: TillRig) -> None:
    spoken.to_pay()
    entry = spoken.controller.pay.entry
    sign = spoken.window.formatter.decimal_sign
    for sent in f"1234567{sign}89":
        spoken.player.type(sent)
        spoken.player.run_for(0.02)
        assert entry.field.width() > entry.field.fontMetrics().horizontalAdvance(entry.text), entry.text
    for _ in range(10):
        spoken.player.press("Backspace")
    spoken.player.run_for(0.02)
    assert entry.caption.isVisible()


def test_the_amount_of_a_large_line_that_comes_back_is_seen_whole(spoken: TillRig) -> None:
    spoken.scan_all(spoken.basket()[0])
    spoken.player.press("F5")
    spoken.player.type("9000")
    spoken.player.press("Return")
    spoken.player.press("Return")
    spoken.player.until(lambda: spoken.services.checkout.view().total > 100_000_000, "over a million")
    open_return(spoken, sell(spoken))
    spoken.player.press("Ctrl+A")
    row = spoken.controller.returns.screen.table.findChildren(LineRow)[0]
    spoken.player.until(lambda: bool(row.amount.text()), "the amount")
    spoken.player.run_for(0.1)
    assert row.amount.width() >= row.amount.fontMetrics().horizontalAdvance(row.amount.text())
