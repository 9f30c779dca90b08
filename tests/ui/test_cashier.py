"""What a cashier stumbles over: a refusal without words, a dead key, a figure that is cut. By keys, on a real till."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel

from pos_client.domain.barcode import encode_empties
from pos_client.services.views import PartState
from pos_client.ui.screens import DoctorScreen, FigurePanel, SettingsScreen
from pos_client.ui.screens.approval import ApprovalPanel
from pos_client.ui.screens.sell.one_box import Mode
from pos_client.ui.theme import Look
from pos_client.ui.widgets import Arrangement, Key, Keycap, ListRow
from pos_client.ui.widgets.text import elided
from tests.support.till import TillRig, shown_texts

TOMATOES = "4087"  # by weight, 15 kg at most


def test_a_refused_quantity_is_told_and_asked_again(selling: TillRig) -> None:
    selling.scan_all()
    selling.player.press("F5")
    selling.player.type("1.5")
    selling.player.press("Return")
    assert "Whole pieces only" in selling.window.toast_text
    box = selling.controller.sell.box
    assert str(box.mode) == Mode.QUANTITY
    selling.player.type("2")  # in the place of what was refused
    selling.player.press("Return")
    assert selling.services.checkout.view().lines[-1].quantity.thousandths == 2_000
    assert str(box.mode) == Mode.PRODUCT


def test_a_refused_weight_is_told(selling: TillRig) -> None:
    selling.player.type(f"0.5*{TOMATOES}")
    selling.player.press("Return")
    selling.player.press("F5")
    selling.player.type("150")
    selling.player.press("Return")
    assert selling.window.toast_text
    assert selling.services.checkout.view().lines[-1].quantity.thousandths == 500


def test_an_answered_question_leaves_no_advice(selling: TillRig) -> None:
    for answer in ("Return", "Esc"):
        selling.scan_all()
        selling.player.press("F5")
        selling.player.type("120")
        selling.player.press("Return")
        assert selling.window.toast_text
        selling.player.press(answer)
        assert selling.window.toast_text == ""


def test_a_company_number_that_is_none_says_so(selling: TillRig) -> None:
    selling.to_pay()
    selling.player.press("F3")
    panel = selling.window.side
    assert isinstance(panel, FigurePanel)
    selling.player.press("Return")
    assert panel.note.text() == "Type a figure first"
    selling.player.type("7700998878")
    assert panel.note.text() == ""
    selling.player.press("Return")
    assert panel.note.text() == "Check what was typed"
    selling.player.press("Backspace")
    selling.player.type("7")
    selling.player.press("Return")
    assert selling.services.payments.view().buyer_tax_number == "7700998877"


def test_without_a_terminal_of_its_own_plus_takes_the_card_by_hand(make_rig: Callable[..., TillRig]) -> None:
    rig = make_rig(standalone=True)
    rig.begin()
    rig.to_pay()
    assert not rig.controller.pay.tenders.key("card").isEnabled()
    rig.player.press("+")
    rig.player.until(lambda: rig.services.payments.view().parts != (), "the card's part")
    assert rig.services.payments.view().parts[0].state is PartState.CONFIRM
    assert rig.controller.pay.tenders.key("card").cause == "No terminal is set up"
    rig.player.finishing_key("F5")
    rig.player.on_screen("paid")


def test_money_that_goes_out_has_no_sign(selling: TillRig) -> None:
    selling.to_pay(encode_empties("V1", 2_540))
    assert selling.controller.pay.tenders.key("cash").text() == "Cash 25.00"
    bar = selling.window.key_bar
    assert bar.key(9) is not None
    assert (bar.key(7), bar.key(8)) == (None, None)
    assert "Enter or F9 gives it back and finishes" in shown_texts(selling.window)
    selling.player.finishing_key("F9")
    selling.player.on_screen("paid")
    selling.player.until(lambda: "25.40" in shown_texts(selling.window), "the figures")
    shown = shown_texts(selling.window)
    assert {"To give back", "25.00"} <= shown
    assert "To pay" not in shown


def test_the_rows_of_the_doctor_are_as_high_as_their_words_before_they_can_be_painted(selling: TillRig) -> None:
    selling.window.resize(1920, 1080)
    selling.window.show_screen("doctor")
    doctor = selling.window.current
    assert isinstance(doctor, DoctorScreen)
    selling.player.until(lambda: bool(doctor.findings), "the findings")
    selling.window.resize(1024, 600)  # the rows are made anew, in smaller letters
    doctor.restyle()
    body = doctor.area.widget()
    assert body is not None
    rows = [
        row for row in body.findChildren(QFrame, options=Qt.FindChildOption.FindDirectChildrenOnly) if row.isVisible()
    ]
    assert len(rows) == len(doctor.findings)
    assert [row for row in rows if row.height() < row.heightForWidth(row.width())] == []


def test_a_slash_splits_the_chosen_line(selling: TillRig) -> None:
    box = selling.controller.sell.box
    selling.player.type("/")
    assert str(box.mode) == Mode.PRODUCT  # there is no line to split
    selling.player.press("Esc")
    selling.scan_all()
    selling.player.press("F5")
    selling.player.type("3")
    selling.player.press("Return")
    selling.player.type("/")
    assert str(box.mode) == Mode.SPLIT
    assert box.text == ""
    selling.player.type("2")
    selling.player.press("Return")
    lines = selling.services.checkout.view().lines
    assert [line.quantity.thousandths for line in lines[-2:]] == [1_000, 2_000]
    selling.player.press("F1")
    assert "Split" in shown_texts(selling.window)


@pytest.mark.parametrize("language", ["en", "ru", "pl"])
def test_beside_a_panel_the_foot_tells_whole_what_is_out_of_view(
    make_rig: Callable[..., TillRig], language: str
) -> None:
    rig = make_rig(language=language)
    rig.begin()
    for weight in range(1, 12):
        rig.services.checkout.take(f"0.{weight:03d}*{TOMATOES}")
    rig.controller.sell.refresh()
    rig.player.run_for(0.1)
    rig.player.press("F4")
    rig.player.run_for(0.1)
    foot = rig.controller.sell.count
    said = [one for one in foot.findChildren(QLabel) if one.isVisible() and one.text()]
    assert any(one.text().startswith("↑") for one in said)
    assert [one.text() for one in said if one.width() < one.sizeHint().width()] == []
    rig.player.press("Esc")
    assert rig.controller.sell.count.findChildren(Keycap)[0].isVisible()


def test_large_amounts_leave_the_notes_their_room(make_rig: Callable[..., TillRig]) -> None:
    rig = make_rig(language="ru")
    rig.begin()
    bread = rig.basket()[0]
    rig.services.checkout.take(f"99*{bread}")
    rig.services.checkout.take(f"13*{bread}")
    rig.to_pay(rig.basket()[1])
    pay = rig.controller.pay
    rig.player.run_for(0.1)
    keys = [key for key in pay.notes.findChildren(Key) if key.isVisible()]
    assert len(keys) == 6
    assert min(key.width() for key in keys) == pytest.approx(max(key.width() for key in keys), abs=2)
    assert pay.notes.width() == pay.pad.width()
    assert [key.text() for key in keys if key.visibleRegion().boundingRect() != key.rect()] == []


def test_a_suspended_basket_beside_the_paid_sale_tells_its_time_and_lines(selling: TillRig) -> None:
    selling.scan_all()
    selling.player.press("F7")
    selling.to_pay()
    selling.player.finishing_key("F9")
    selling.player.on_screen("paid")

    def whole() -> bool:  # the rows are made anew when the paper is out
        parked = selling.controller.paid.findChildren(ListRow)[-1]
        words = (parked.title, parked.second)
        fit = all(one.width() >= one.fontMetrics().horizontalAdvance(one.text()) for one in words)
        return fit and parked.second.text() == "2 lines"

    selling.player.until(whole, "the suspended basket's row")


def test_words_that_end_in_a_figure_lose_their_middle(look: Look) -> None:
    metrics = look.theme.metrics("small")
    text = "1 more makes Milk week: 3 for 2, saves 99.00"
    room = metrics.horizontalAdvance(text) * 2 // 3
    assert not elided(metrics, text, room).endswith("99.00")
    assert elided(metrics, text, room, middle=True).endswith("99.00")
    narrow = metrics.horizontalAdvance("1 more makes")
    assert elided(metrics, text, narrow, middle=True) == elided(metrics, text, narrow)  # never "…9.00"


def test_a_key_that_is_too_narrow_keeps_its_edge_and_shrinks_its_words_before_it_cuts_them(look: Look) -> None:
    def edge(width: int) -> int:
        key = Key("Magdalena Kowalczyk", arrangement=Arrangement.LEFT, keycaps=("F5",))
        key.resize(width, 60)
        picture = key.grab().toImage()
        ground = picture.pixel(8, 30)
        columns = range(8, picture.width() - 8)
        return next(x for x in columns if any(picture.pixel(x, y) != ground for y in range(20, 40)))

    key = Key("Magdalena Kowalczyk", arrangement=Arrangement.LEFT, keycaps=("F5",))
    wide = key.sizeHint().width() + 60
    assert [edge(width) - edge(wide) for width in (wide - 60, wide - 80, wide - 160)] == [0, 0, 0]


def test_each_refused_product_says_which_it_was(selling: TillRig) -> None:
    bananas = "4011"
    for plu in (TOMATOES, bananas):
        selling.player.type(plu)
        selling.player.press("Return")
    sell = selling.controller.sell
    shown = [sell.table.rows.row(place).name for place in range(sell.table.rows.rowCount())]
    assert [name.partition(" · ")[0] for name in shown] == ["The weight is missing"] * 2
    assert [bool(name.partition(" · ")[2]) for name in shown] == [True, True]
    assert shown[0] != shown[1]
    unknown = "4607001999997"
    selling.player.type(unknown)
    selling.player.press("Return")
    assert " · " not in sell.table.rows.row(2).name


def test_help_in_the_settings_says_how_to_reach_another_section(rig: TillRig) -> None:
    rig.begin("Olga Vlasova")
    rig.player.press("F11")
    rig.player.type("81")
    rig.player.on_screen("settings")
    rig.player.press("F1")
    assert {"Another section", "Another choice"} <= shown_texts(rig.window)
    rig.player.press("Esc")
    settings = rig.window.current
    assert isinstance(settings, SettingsScreen)
    first = settings.title.text()
    rig.player.press("PgDown")
    assert settings.title.text() != first
    rig.player.press("PgUp")
    assert settings.title.text() == first


def test_a_reason_that_was_given_is_proposed_to_who_approves(selling: TillRig) -> None:
    selling.to_pay()  # from here on a cancelled basket is a sensitive act
    selling.player.press("Esc")
    selling.player.on_screen("sell")
    selling.player.press("Shift+Del")
    chosen = selling.services.desk.replica.live.reasons("cancel")[1].reason_id
    selling.player.press("Down")
    selling.player.finishing_key("Return")
    panel = selling.window.side
    assert isinstance(panel, ApprovalPanel)
    assert panel.why.chosen == chosen


def test_a_pin_that_is_too_short_says_so(rig: TillRig) -> None:
    rig.player.type("11")
    rig.player.press("Return")
    pad = rig.controller.login.pin
    assert pad.note.text() == pad.rule.text() == "PIN, 4 to 8 digits"
    rig.player.type("11")
    rig.player.press("Return")
    rig.player.on_screen("shift_open")
