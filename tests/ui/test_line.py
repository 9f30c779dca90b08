"""The chip and the page of the line to the centre: what they say in each state, and that they never stop selling."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from pos_client.services.network.line import FeedView, LineState, LineView
from pos_client.ui.i18n import languages
from pos_client.ui.screens.line.screen import LineScreen
from pos_client.ui.screens.more import MorePanel
from sync.protocol.messages import StockAnswer
from tests.support.till import TillRig


class Hand:
    """The hand to the line, as the register's own process would give it: it notes what was asked of it."""

    def __init__(self) -> None:
        self.woken = 0
        self.asked: list[str] = []

    def wake(self) -> None:
        self.woken += 1

    def ask_stock(self, sku: str) -> Future[StockAnswer]:
        self.asked.append(sku)
        return Future()


def chip_text(rig: TillRig) -> str:
    chip = rig.window.top.chip("network")
    return "" if chip is None else chip.text()


def sell_one(rig: TillRig) -> None:
    rig.scan_all(rig.basket()[0])
    rig.player.press("F9")
    rig.player.on_screen("pay")
    rig.player.run_for(0.45)
    rig.player.press("Return")
    rig.player.on_screen("paid")
    rig.player.run_for(0.45)
    rig.player.press("F9")
    rig.player.on_screen("sell")


def offline(rig: TillRig, **more: object) -> LineView:
    now = rig.services.desk.clock()
    fields: dict[str, object] = {
        "since": now - timedelta(hours=3, minutes=12),
        "address": "https://centre.example:8443",
        "waiting": 52,
        "oldest": now - timedelta(hours=3, minutes=12),
        "last_contact": now - timedelta(hours=3, minutes=13),
        "code": "unreachable",
        "feeds": (
            FeedView("catalogue:moscow", 41_200, 41_200, now - timedelta(hours=3)),
            FeedView("stock:A01", 900, 1_200),
        ),
    }
    return LineView(LineState.OFFLINE, **(fields | more))  # type: ignore[arg-type]


def page(rig: TillRig) -> LineScreen:
    rig.window.top.chip_clicked.emit("network")
    rig.player.on_screen("line")
    screen = rig.window.current
    assert isinstance(screen, LineScreen)
    return screen


def said(screen: LineScreen) -> str:
    return " | ".join(" ".join(fact) for fact in screen.facts)


def test_a_register_by_itself_has_no_chip_and_its_page_says_so(selling: TillRig) -> None:
    assert chip_text(selling) == ""
    selling.player.press("F11")
    more = selling.window.side
    assert isinstance(more, MorePanel)
    more.choose("Devices and settings")
    more.choose("Line to the centre")
    selling.player.on_screen("line")
    screen = selling.window.screen_of(LineScreen)
    assert "belongs to no centre" in screen.state_title.text()
    assert screen.function_keys()[5].cause
    selling.player.press("Escape")
    selling.player.on_screen("sell")


def test_the_chip_counts_the_sales_that_wait_and_says_since_when(selling: TillRig) -> None:
    line = selling.services.line
    line.connect(Hand())
    assert chip_text(selling) == "Connecting"
    sell_one(selling)
    view = offline(selling)
    line.told(view)
    assert view.since is not None
    since = selling.window.formatter.time(view.since)
    assert chip_text(selling) == f"Offline · 1 sale waiting · since {since}"
    sell_one(selling)
    line.told(view)
    assert "2 sales waiting" in chip_text(selling)
    languages().set_language("ru")
    assert chip_text(selling) == f"Нет связи · 2 чека ждут · с {since}"


def test_online_says_only_that_until_something_has_waited_long(selling: TillRig) -> None:
    line = selling.services.line
    line.connect(Hand())
    sell_one(selling)
    now = selling.services.desk.clock()
    line.told(LineView(LineState.ONLINE, since=now, waiting=3, oldest=now))
    assert chip_text(selling) == "Online"
    line.told(LineView(LineState.ONLINE, since=now, waiting=3, oldest=now - timedelta(minutes=5)))
    assert chip_text(selling) == "Online · 1 sale waiting"


def test_the_page_names_queue_positions_and_the_last_error_with_the_next_step(selling: TillRig) -> None:
    hand = Hand()
    line = selling.services.line
    line.connect(hand)
    line.told(offline(selling, offset=7_200_000_000, quarantined=2))
    screen = page(selling)
    text = said(screen)
    assert screen.error.text() == "No connection to the centre"
    assert "Nothing is lost" in screen.error_next.text()
    assert "52 events of the journal · the oldest from 3 h 12 min ago" in text
    assert "2 h 0 min behind the centre's" in text
    assert "Set aside by the centre" in text
    assert "900 of 1,200" in text
    assert "up to date, 3 h 0 min ago" in text
    selling.player.press("F5")
    assert hand.woken == 1
    line.told(offline(selling, download=(40_000_000, 90_000_000)))
    assert screen.download.value() * 2 < screen.download.maximum()
    selling.player.press("Escape")
    selling.player.on_screen("sell")


@pytest.mark.parametrize("state", list(LineState))
def test_every_state_speaks_every_language(selling: TillRig, state: LineState) -> None:
    line = selling.services.line
    line.connect(Hand())
    screen = page(selling)
    told = set()
    for language in ("en", "ru", "pl"):
        languages().set_language(language)
        line.told(LineView(state, since=selling.services.desk.clock()))
        told.add((screen.state_title.text(), screen.meaning.text()))
    assert len(told) == 3


@pytest.mark.parametrize(("size", "language"), [((1024, 768), "ru"), ((1920, 1080), "en")])
def test_pictures_of_the_page(
    make_rig: object, shot: Callable[[QWidget, str], Path], size: tuple[int, int], language: str
) -> None:
    rig = make_rig(size=size)  # type: ignore[operator]
    rig.begin()
    languages().set_language(language)
    rig.services.line.connect(Hand())
    rig.services.line.told(offline(rig))
    page(rig)
    rig.player.run_for(0.1)  # the bar makes room for the chip
    assert shot(rig.window, f"line-{size[0]}-{language}").exists()
