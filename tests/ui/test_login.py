from __future__ import annotations

from PySide6.QtCore import Qt

from pos_client.app.demo_codes import badge_codes
from tests.support.till import CASHIER_PIN, STORE, TillRig, press_repeated


def try_pin(rig: TillRig, pin: str) -> None:
    pad = rig.controller.login.pin
    rig.player.type(pin)
    rig.player.press("Return")
    rig.player.until(lambda: bool(pad.note.text()), "an answer to the PIN")


def test_pin_and_enter_log_in_and_the_count_comes_next(rig: TillRig) -> None:
    rig.player.type(CASHIER_PIN)
    rig.player.press("Return")
    rig.player.on_screen("shift_open")
    assert rig.services.desk.staff.staff_id == rig.member().staff_id


def test_a_badge_chooses_and_proves_nothing(rig: TillRig) -> None:
    login = rig.controller.login
    rig.scanner.scan(badge_codes(STORE)["Olga Vlasova"])
    olga = rig.member("Olga Vlasova")
    rig.player.until(lambda: login.pin.name.text() == olga.name, "the badge's owner")
    assert rig.services.desk.cashier is None
    try_pin(rig, CASHIER_PIN)  # Maria's PIN is not Olga's
    assert rig.services.desk.cashier is None
    rig.player.run_for(0.1)
    rig.player.type("3333")
    rig.player.press("Return")
    rig.player.on_screen("shift_open")
    assert rig.services.desk.staff.staff_id == olga.staff_id


def test_a_product_scanned_at_login_sells_nothing_and_is_told(rig: TillRig) -> None:
    rig.scanner.scan(rig.basket()[0])
    rig.player.until(lambda: "badge" in rig.controller.login.pin.note.text(), "the refusal")
    assert rig.services.checkout.basket.is_empty


def test_wrong_pins_are_counted_and_the_fifth_waits(rig: TillRig) -> None:
    pad = rig.controller.login.pin
    for left in (4, 3, 2, 1):
        try_pin(rig, "2468")
        assert str(left) in pad.note.text()
        pad.say("")
    rig.player.type("2468")
    rig.player.press("Return")
    rig.player.until(lambda: pad.entry.field.isReadOnly() and "30" in pad.note.text(), "the wait")
    rig.player.type(CASHIER_PIN)
    rig.player.press("Return")
    assert rig.services.desk.cashier is None
    rig.clock.forward(31)
    rig.player.until(lambda: not pad.entry.field.isReadOnly(), "the end of the wait")
    rig.player.type(CASHIER_PIN)
    rig.player.press("Return")
    rig.player.on_screen("shift_open")


def test_letters_are_no_pin_and_a_held_enter_sends_nothing(rig: TillRig) -> None:
    pad = rig.controller.login.pin
    rig.player.type("1a1b11")
    assert pad.entry.text == "1111"
    press_repeated(Qt.Key.Key_Return, "\r")
    rig.player.run_for(0.2)
    assert pad.entry.text == "1111"
    assert rig.services.desk.cashier is None


def test_f2_changes_the_language_of_the_login(rig: TillRig) -> None:
    before = rig.controller.login.greeting.text()
    rig.player.press("F2")
    assert rig.controller.login.greeting.text() != before


def test_the_arrows_choose_a_person(rig: TillRig) -> None:
    login = rig.controller.login
    first = login.pin.name.text()
    rig.player.press("Down")
    assert login.pin.name.text() != first
    rig.player.press("Up")
    assert login.pin.name.text() == first
