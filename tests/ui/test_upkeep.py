"""The screens of upkeep by keys alone: settings changed, refused, kept; the doctor looked at; training refused."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from pos_client.app.settings import read_settings
from pos_client.services.upkeep.doctor import Light
from pos_client.ui.i18n.findings import finding_words
from pos_client.ui.screens import DoctorScreen, SettingsScreen
from pos_client.ui.screens.choice import ChoicePanel
from pos_client.ui.screens.more import MorePanel
from sync.protocol.events import SettingsChangedBody
from tests.db.journal.forging import tamper
from tests.support.till import TillRig

UPKEEP = "Devices and settings"


def open_item(rig: TillRig, caption: str) -> None:
    rig.player.press("F11")
    side = rig.window.side
    assert isinstance(side, MorePanel)
    side.choose(UPKEEP)
    side.choose(caption)


def settings(rig: TillRig) -> SettingsScreen:
    rig.controller.upkeep.settings.show()
    rig.player.on_screen("settings")
    return rig.controller.upkeep.settings.screen


def test_a_cashier_is_asked_for_an_approval(selling: TillRig) -> None:
    open_item(selling, "Settings")
    assert selling.window.current is selling.controller.sell
    assert selling.window.side is not None
    assert not isinstance(selling.window.side, MorePanel)


def test_fields_and_sections_are_gone_through_by_keys(selling: TillRig) -> None:
    screen, player = settings(selling), selling.player
    assert screen.section == "scanners.1"
    assert screen.rows[0].editor is QApplication.focusWidget()
    player.press("Down")
    assert screen.rows[1].editor is QApplication.focusWidget()
    player.press("PgDown")
    assert screen.section == "printer"
    player.press("Down")
    player.press("Right")
    assert screen.values["printer.profile"] != ""
    player.press("Left")
    assert screen.values["printer.profile"] == ""
    assert not screen.is_changed


def test_leaving_asks_only_when_something_would_be_lost(selling: TillRig) -> None:
    screen, player = settings(selling), selling.player
    player.press("Esc")
    player.on_screen("sell")
    screen = settings(selling)
    screen.choose("printer")
    player.press("Down")
    player.press("Right")
    player.press("Esc")
    assert isinstance(selling.window.side, ChoicePanel)
    player.press("Esc")
    assert selling.window.current is screen
    assert screen.is_changed


def test_a_key_taken_twice_is_told_and_not_kept(selling: TillRig) -> None:
    screen, player = settings(selling), selling.player
    screen.choose("keys")
    before = read_settings(selling.directory)
    player.press("Return")
    player.press("F2")
    assert selling.window.current is screen, "the key is taken, not done"
    assert screen.values["keys.f1"] == "F2"
    assert "F2" in next(row for row in screen.rows if row.setting.name == "keys.f2").problem.text(), "said at once"
    player.finishing_key("F9")
    taken = next(row for row in screen.rows if row.setting.name == "keys.f2")
    assert "F2" in taken.problem.text()
    assert read_settings(selling.directory) == before


def test_what_is_kept_is_journalled_and_the_register_is_to_be_opened_anew(selling: TillRig) -> None:
    screen, player = settings(selling), selling.player
    wanted: list[tuple[str, str]] = []
    flow = selling.controller.upkeep.settings
    flow.reopening_wanted.connect(lambda member, name: wanted.append((member.staff_id, name)))
    screen.choose("terminal")
    player.press("Left")
    player.press("Right")
    assert not screen.is_changed
    player.press("Right")
    player.finishing_key("F9")
    player.until(lambda: bool(wanted), "the wish to open anew")
    assert wanted == [(selling.services.desk.staff.staff_id, "settings")]
    reader = selling.till.register.journal.reader()
    (body,) = [body for _row, body in reader.events(0, ("settings_changed",))]
    assert isinstance(body, SettingsChangedBody)
    assert [name for name, _old, _new in body.changes] == ["terminal.kind"]
    assert read_settings(selling.directory).terminal.kind == "standalone"


def test_a_scanner_is_added_and_removed(selling: TillRig) -> None:
    screen, player = settings(selling), selling.player
    player.press("F7")
    assert screen.section == "scanners.2"
    screen.values["scanners.2.device"] = "/dev/second"
    screen.choose("scanners.1")
    player.press("F8")
    assert screen.values["scanners.1.device"] == "/dev/second"
    assert "scanners.2.device" not in screen.values


def test_with_a_basket_open_nothing_is_kept(selling: TillRig) -> None:
    selling.scan_all()
    screen = settings(selling)
    screen.choose("printer")
    selling.player.press("Down")
    selling.player.press("Right")
    key = screen.function_keys()[9]
    assert not key.enabled
    assert key.cause


def test_the_doctor_looks_and_says_the_worst_first(selling: TillRig) -> None:
    open_item(selling, "Doctor")
    screen = selling.window.current
    assert isinstance(screen, DoctorScreen)
    selling.player.until(lambda: bool(screen.findings), "the findings")
    lights = [finding.light for finding in screen.findings]
    assert lights == sorted(lights, key=[Light.RED, Light.AMBER, Light.GREEN].index)
    subjects = {finding.subject for finding in screen.findings}
    assert {"journal", "copies", "clock", "device_printer", "device_terminal", "device_scanner"} <= subjects
    selling.player.press("Down")
    assert QApplication.focusWidget() is not screen
    selling.printer.set_faults(no_paper=True)
    selling.player.press("F5")
    selling.player.until(lambda: not screen.is_looking and bool(screen.findings), "the second look")
    assert screen.findings[0].subject == "device_printer"
    assert screen.findings[0].light is Light.RED
    selling.player.press("Esc")
    selling.player.on_screen("sell")


def test_the_doctor_proves_the_journal_beside_selling_and_says_in_words_what_does_not_hold(selling: TillRig) -> None:
    selling.to_pay(selling.basket()[0])
    selling.player.press("Return")
    selling.player.on_screen("paid")
    selling.controller.show_sell()
    path = selling.services.desk.journal.path
    tamper(path, lambda raw: raw.execute("UPDATE sale SET data = x'7b7d'"))
    open_item(selling, "Doctor")
    screen = selling.window.current
    assert isinstance(screen, DoctorScreen)
    assert screen.is_looking  # a worker is at it; the screen is there meanwhile
    selling.player.until(lambda: bool(screen.findings), "the findings")
    finding = screen.findings[0]
    assert (finding.subject, finding.light, finding.code) == ("journal", Light.RED, "doctor_journal_broken")
    said = finding_words(finding, screen.formatter).message
    assert "the receipt kept beside it was changed [sale_data_differs" in said.why
    assert "{" not in said.text


def test_a_till_that_cannot_go_over_does_not_offer_training(selling: TillRig) -> None:
    selling.player.press("F11")
    side = selling.window.side
    assert isinstance(side, MorePanel)
    side.choose(UPKEEP)
    item = selling.controller.upkeep.training_item()
    assert item.cause() == "Not on this register"
