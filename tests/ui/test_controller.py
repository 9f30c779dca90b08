from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from pos_client.services.desk import ServiceError
from pos_client.ui import screens
from pos_client.ui.i18n import catalogue_till, languages
from pos_client.ui.i18n.formatter import Formatter
from pos_client.ui.i18n.messages import message
from tests.support.till import TillRig, banner_text, shown_texts

TRANSLATIONS = Path(__file__).resolve().parents[2] / "resources" / "translations"


def translated(language: str) -> dict[str, str]:
    """Source → translation of what is finished and differs from the source."""
    found = {}
    for one in ET.parse(TRANSLATIONS / f"omnitill_{language}.ts").getroot().iter("message"):  # noqa: S314 - our file
        source, target = one.findtext("source") or "", one.find("translation")
        if target is not None and target.get("type") is None and (target.text or "").strip() not in ("", source):
            found[source] = (target.text or "").strip()
    return found


def test_a_scan_reaches_the_basket_and_cash_pays_it(selling: TillRig) -> None:
    selling.to_pay()
    selling.player.press("Return")
    selling.player.on_screen("paid")
    assert selling.printer.wait_for_papers(1)


def test_lock_keeps_the_basket(selling: TillRig) -> None:
    selling.scan_all()
    before = selling.services.checkout.view()
    selling.player.press("F12")
    selling.player.on_screen("login")
    assert selling.services.desk.cashier is None
    selling.log_in()
    selling.player.on_screen("sell")
    assert selling.services.checkout.view() == before


def test_suspended_baskets_come_back(selling: TillRig) -> None:
    for _ in range(2):
        selling.scan_all()
        selling.player.press("F7")
        selling.player.until(lambda: selling.services.checkout.basket.is_empty, "the suspending")
        selling.player.run_for(0.2)
    assert len(selling.services.suspended.all()) == 2
    selling.player.press("F7")
    selling.player.finishing_key("Return")
    selling.player.until(lambda: not selling.services.checkout.basket.is_empty, "the recall")
    assert len(selling.services.suspended.all()) == 1


@pytest.mark.parametrize("language", ["ru", "pl"])
def test_the_language_switches_every_screen_at_run_time(selling: TillRig, language: str) -> None:
    words = translated(language)
    left: set[str] = set()

    def look_at(what: str) -> None:
        languages().set_language(language)
        selling.player.run_for(0.05)
        left.update(f"{what}: {text}" for text in shown_texts(selling.window) if text in words)
        languages().set_language("en")
        selling.player.run_for(0.02)

    selling.scan_all()
    look_at("sell")
    for key in ("F1", "F4", "F11", "Shift+Del"):
        selling.player.press(key)
        look_at(key)
        selling.player.press("Esc")
    selling.player.press("F9")
    look_at("pay")
    selling.player.finishing_key("Return")
    selling.player.on_screen("paid")
    selling.player.run_for(0.3)
    look_at("paid")
    selling.window.show_screen("receipts")
    look_at("receipts")
    selling.window.show_screen("shift_open")
    look_at("shift_open")
    selling.controller.lock()
    look_at("login")
    assert left == set()


@pytest.mark.parametrize("by_key", [False, True])
def test_paper_of_which_nobody_knows_is_asked_about(selling: TillRig, by_key: bool) -> None:
    selling.printer.set_faults(drop_after=200)
    selling.to_pay()
    selling.player.press("Return")
    selling.player.on_screen("paid")
    selling.player.until(lambda: "on paper" in banner_text(selling.window, "print"), "the question")
    selling.printer.set_faults(drop_after=None)
    screen = selling.controller.paid
    assert screen.again_key.isVisible()
    if by_key:
        selling.player.press("Ctrl+P")  # the key that prints never says that something is printed
    else:
        screen.again_key.click()
    selling.player.until(lambda: selling.window.banner("print") is None, "the end of the question")
    assert selling.printer.wait_for_papers(1)


@pytest.mark.parametrize("language", ["en", "ru", "pl"])
def test_every_message_of_the_till_has_words(selling: TillRig, language: str) -> None:
    languages().set_language(language)
    for code in catalogue_till.TILL:
        assert f"({code})" not in message(code, (), formatter=Formatter(language, None)).text


def test_every_screen_is_found_by_the_name_it_was_offered_under(rig: TillRig) -> None:
    for name in list(rig.window._offers):
        assert rig.window.screen_named(name).name == name
    for name in screens._MODULES:
        assert getattr(screens, name).__name__ == name
    with pytest.raises(AttributeError, match="NoSuchScreen"):
        _ = screens.NoSuchScreen


def test_a_full_disk_is_said_until_it_takes_what_is_written(selling: TillRig) -> None:
    news = selling.controller.news
    news.trouble("disk_full")
    assert "full" in banner_text(selling.window, "trouble")
    news.trouble("")
    assert selling.window.banner("trouble") is None
    news.trouble("backup_failed")
    news.trouble("")
    assert "No backup" in banner_text(selling.window, "trouble"), "that the till writes says nothing of the copies"


def test_a_banner_of_trouble_follows_the_language_and_goes_by_its_key(selling: TillRig) -> None:
    selling.controller.news.trouble("backup_failed")
    assert "No backup" in banner_text(selling.window, "trouble")
    languages().set_language("ru")
    assert "No backup" not in banner_text(selling.window, "trouble")
    assert banner_text(selling.window, "trouble")
    languages().set_language("en")
    assert "No backup" in banner_text(selling.window, "trouble")
    selling.player.press("Ctrl+U")
    assert selling.window.banner("trouble") is None
    languages().set_language("pl")
    assert selling.window.banner("trouble") is None, "what was understood is not said again"


def test_a_basket_that_could_not_be_parked_is_told_in_the_language_of_the_moment(selling: TillRig) -> None:
    selling.scan_all()
    selling.controller.parking._refused(ServiceError("disk_full"))  # the next basket had begun when the disk answered
    said = banner_text(selling.window, "parking")
    assert said
    languages().set_language("ru")
    assert banner_text(selling.window, "parking") not in ("", said)
