from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from msgspec.structs import replace
from PySide6.QtCore import Qt
from pysqlite3 import dbapi2

from pos_client.app.demo_codes import badge_codes
from pos_client.db.replica import codec, open_replica
from pos_client.devices.ports import Scan, Symbology
from pos_client.domain.barcode import encode_badge
from pos_client.domain.staff import BadgeKind
from sync.protocol.events import LoginBody
from tests.support.till import CASHIER_PIN, STORE, TillRig, press_repeated


def try_pin(rig: TillRig, pin: str) -> None:
    pad = rig.controller.login.pin
    rig.player.type(pin)
    rig.player.press("Return")
    rig.player.until(lambda: bool(pad.note.text()), "an answer to the PIN")


def hows(rig: TillRig) -> list[str]:
    """Return how people came and went, once all of it is written."""
    desk = rig.services.desk
    desk.record(lambda _writer: None).result(10)
    events = desk.journal.reader().events(types={"login"})
    return [body.how for _row, body in events if isinstance(body, LoginBody)]


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


def test_two_keys_and_the_pin_bring_another_cashier_and_the_basket_stays(selling: TillRig) -> None:
    login, services = selling.controller.login, selling.services
    selling.scan_all(selling.basket()[0])
    selling.player.press("F12")
    selling.player.on_screen("login")
    selling.player.press("F4")
    selling.player.type("2222")
    selling.player.press("Return")
    selling.player.on_screen("sell")
    igor = selling.member("Igor Petrov").staff_id
    assert services.desk.staff.staff_id == igor
    selling.scan_all(selling.basket()[1])
    maria = selling.member().staff_id
    assert [line.sold_by for line in services.checkout.basket.live_lines] == [maria, igor]
    selling.player.press("F12")
    selling.player.on_screen("login")
    assert login.pin.name.text() == selling.member("Igor Petrov").name  # coming back is the PIN alone


def test_somebody_on_no_tile_comes_by_number_and_pin(rig: TillRig) -> None:
    login, member = rig.controller.login, rig.member("Stepan Rogov")
    rig.player.press("F8")
    rig.player.type("999")
    rig.player.press("Return")
    assert "Nobody" in login.pin.note.text()
    assert login.pin.entry.text == ""
    rig.player.type("".join(sign for sign in member.staff_id if sign.isdigit()))
    assert login.pin.entry.field.displayText().isdigit()  # a number is no secret
    rig.player.press("Return")
    assert login.pin.name.text() == member.name
    rig.player.type("9999")
    assert not login.pin.entry.field.displayText().isdigit()
    rig.player.press("Return")
    rig.player.on_screen("shift_open")
    assert hows(rig) == ["number"]


def test_figures_typed_for_a_number_never_become_a_pin(rig: TillRig) -> None:
    login = rig.controller.login
    rig.player.press("F8")
    rig.player.type("1111")
    rig.player.press("Escape")
    assert login.pin.name.text() == rig.member().name
    assert login.pin.entry.text == ""
    rig.player.press("Return")
    rig.player.run_for(0.1)
    assert rig.services.desk.cashier is None


def test_the_bar_names_the_people_in_the_order_of_their_tiles(rig: TillRig) -> None:
    bar = rig.window.key_bar
    named = [key.caption for key in (bar.key(number) for number in range(3, 8)) if key is not None]
    assert named == [tile.short_name for tile in rig.services.staff.tiles()[:5]]
    other = bar.key(8)
    assert other is not None
    assert other.caption == "Other"
    for _ in range(5):
        rig.player.press("Down")  # beyond the page, the next one comes
    shown = bar.key(3)
    assert shown is not None
    assert shown.caption == rig.services.staff.tiles()[5].short_name


def test_a_chip_badge_opens_and_the_same_number_on_paper_does_not(
    make_rig: Callable[..., TillRig], till_folder: Path
) -> None:
    with open_replica(till_folder / "replica") as replica:
        member = replace(replica.live.staff()[0], badge_kind=BadgeKind.CHIP)
    raw = dbapi2.connect(str(till_folder / "replica" / "live.sqlite"))
    raw.execute("UPDATE staff SET body = ? WHERE staff_id = ?", (codec.encode(member), member.staff_id))
    raw.commit()
    raw.close()
    rig = make_rig()
    code = encode_badge(member.badge)
    rig.controller.deliver_scan(Scan(code, Symbology.CODE128, "s", 1))
    assert rig.services.desk.cashier is None
    rig.controller.deliver_scan(Scan(code, Symbology.CHIP, "s", 2))
    rig.player.on_screen("shift_open")
    assert rig.services.desk.staff.staff_id == member.staff_id


def test_a_register_left_alone_locks_from_any_screen_and_keeps_the_basket(selling: TillRig) -> None:
    controller, services = selling.controller, selling.services
    selling.scan_all()
    before = services.checkout.basket
    for where in ("sell", "receipts", "pay"):
        selling.window.show_screen(where)
        controller.more.open()
        controller._idled()
        assert selling.window.current is controller.login
        assert selling.window.side is None
        assert services.desk.cashier is None
        selling.log_in()
    assert services.checkout.basket.live_lines == before.live_lines
    assert hows(selling).count("idle_lock") == 3
