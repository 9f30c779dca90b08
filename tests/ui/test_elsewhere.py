"""Elsewhere by keys and scans: whose stock it shows, how old, what it asks of the centre, and that it sells nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from pos_client.db.replica.files import LIVE_NAME, ReplicaFile
from pos_client.services.network.line import FeedView, LineState, LineView
from pos_client.ui.i18n import languages
from pos_client.ui.screens import ElsewhereScreen
from sync.protocol.base import instant
from sync.protocol.feeds import bucket_of
from sync.protocol.messages import StockAnswer, StockOfLocation
from tests.support.till import TillRig
from tests.ui.test_line import Hand

REGION = (("T12", "Tverskaya, 12", "store"), ("A01", "Arbat", "store"), ("W01", "Warehouse East", "warehouse"))


class Answering(Hand):
    """A hand whose centre has answered by the time it is asked."""

    def __init__(self, answer: StockAnswer) -> None:
        super().__init__()
        self.answer = answer

    def ask_stock(self, sku: str) -> Future[StockAnswer]:
        future = super().ask_stock(sku)
        future.set_result(self.answer)
        return future


def write_stock(rig: TillRig, sku: str, figures: Sequence[tuple[str, int, int, int]]) -> None:
    """Put stock of `sku` into the live file as the sync process would: (location, on hand, reserved, unavailable)."""
    file = ReplicaFile(rig.services.desk.replica.directory / LIVE_NAME, writing=True)
    micros = int(rig.services.desk.clock().timestamp() * 1_000_000)
    try:
        file.run("BEGIN IMMEDIATE")
        file.run("INSERT OR REPLACE INTO feeds VALUES ('store:here', 90, 1, 1, '', 1)")
        for place, (location, name, kind) in enumerate(REGION):
            feed, key = f"stock:{location}", f"location/{location}"
            body = b'{"kind":"%b","location_id":"%b","name":"%b"}' % (kind.encode(), location.encode(), name.encode())
            file.run("INSERT OR REPLACE INTO feeds VALUES (?, ?, 1, 1, '', 1)", (feed, 100 + place))
            file.run("INSERT OR REPLACE INTO rows VALUES (90, ?, ?, 1, ?)", (bucket_of(key), key, body))
        for location, on_hand, reserved, unavailable in figures:
            number = 100 + [row[0] for row in REGION].index(location)
            row = (number, bucket_of(f"sku/{sku}"), sku, 1, on_hand, reserved, unavailable, micros, None)
            file.run("INSERT OR REPLACE INTO stock VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
        file.run("COMMIT")
    finally:
        file.close()


def online(rig: TillRig) -> LineView:
    now = rig.services.desk.clock()
    ages = {"T12": 0, "A01": 8, "W01": 3 * 3600 + 720}
    feeds = tuple(FeedView(f"stock:{name}", 1, 1, now - timedelta(seconds=age)) for name, age in ages.items())
    return LineView(LineState.ONLINE, since=now, feeds=feeds)


def open_elsewhere(rig: TillRig) -> ElsewhereScreen:
    rig.player.press("F6")
    rig.player.on_screen("elsewhere")
    screen = rig.window.current
    assert isinstance(screen, ElsewhereScreen)
    return screen


def told(screen: ElsewhereScreen) -> list[tuple[str, ...]]:
    return [row.texts for row in screen.table.rows]


def sku_of(rig: TillRig, code: str) -> str:
    product = rig.services.checkout.product_of(code)
    assert product is not None
    return product.sku


def test_the_line_of_the_basket_is_shown_with_ages_and_own_sales_count_at_once(selling: TillRig) -> None:
    code = selling.basket()[0]
    sku = sku_of(selling, code)
    write_stock(selling, sku, [("T12", 5_000, 1_000, 0), ("A01", 12_000, 1_000, 0), ("W01", 140_000, 0, 2_000)])
    selling.services.line.connect(Hand())
    selling.services.line.told(online(selling))
    selling.scan_all(code)
    screen = open_elsewhere(selling)
    selling.player.until(lambda: bool(screen.table.rows), "the figures")
    assert told(screen) == [
        ("Tverskaya, 12", "4", "1", "now"),
        ("Warehouse East", "138", "0", "3 h 12 min old"),
        ("Arbat", "11", "1", "8 s old"),
    ]
    assert [row.marked for row in screen.table.rows] == [False, True, False]
    assert screen.here.text() == "4"
    selling.player.press("Escape")
    selling.player.on_screen("sell")
    assert len(selling.services.checkout.basket.live_lines) == 1
    selling.player.press("F9")
    selling.player.on_screen("pay")
    selling.player.run_for(0.45)
    selling.player.press("Return")
    selling.player.on_screen("paid")
    selling.player.run_for(0.45)
    selling.player.press("F9")
    selling.player.on_screen("sell")
    screen = open_elsewhere(selling)
    selling.player.run_for(0.1)
    screen.show_product(sku)
    selling.player.until(lambda: screen.here.text() == "3", "the sold piece is counted")


def write_silence(rig: TillRig, location: str, heard_at: datetime) -> None:
    """Put into the live file that no register of a location was heard since."""
    file = ReplicaFile(rig.services.desk.replica.directory / LIVE_NAME, writing=True)
    number = 100 + [row[0] for row in REGION].index(location)
    try:
        body = b'{"heard_at":"%b"}' % instant(heard_at).encode()
        file.run("INSERT OR REPLACE INTO rows VALUES (?, ?, 'tills', 1, ?)", (number, bucket_of("tills"), body))
    finally:
        file.close()


def test_a_location_whose_tills_are_silent_shows_how_old_its_figure_is_in_truth(selling: TillRig) -> None:
    code = selling.basket()[0]
    sku, now = sku_of(selling, code), selling.services.desk.clock()
    write_stock(selling, sku, [("T12", 5_000, 0, 0), ("A01", 12_000, 0, 0), ("W01", 140_000, 0, 0)])
    write_silence(selling, "A01", now - timedelta(hours=3))
    selling.services.line.connect(Hand())
    selling.services.line.told(online(selling))
    selling.scan_all(code)
    screen = open_elsewhere(selling)
    selling.player.until(lambda: bool(screen.table.rows), "the figures")
    rows = {row.texts[0]: row for row in screen.table.rows}
    assert rows["Arbat"].texts[3] == "3 h 0 min old"  # although its feed was read eight seconds ago
    assert rows["Arbat"].seconds[0] == "its tills were last heard 3 h 0 min ago"
    assert rows["Arbat"].marked
    assert "heard" not in rows["Warehouse East"].seconds[0]


def test_a_scan_and_a_name_show_other_products_and_sell_nothing(selling: TillRig) -> None:
    first, second = selling.basket()[:2]
    screen = open_elsewhere(selling)
    assert "Who has it?" in screen.title.text()
    assert screen.function_keys()[5].cause
    selling.scanner.scan(first)
    name = selling.services.desk.replica.catalogue.product(sku_of(selling, first))
    assert name is not None
    selling.player.until(lambda: screen.title.text() == screen.formatter.name(name.names), "the scanned product")
    selling.player.type(second)
    selling.player.press("Return")
    other = sku_of(selling, second)
    selling.player.until(lambda: other in screen.codes.text(), "the typed product")
    selling.scanner.scan("4600000000008")
    selling.player.until(lambda: "No product has this code" in selling.window.toast_text, "the refusal")
    assert other in screen.codes.text()
    assert selling.services.checkout.basket.is_empty
    selling.player.press("Escape")
    selling.player.on_screen("sell")


def test_a_register_by_itself_says_that_nobody_tells_it(selling: TillRig) -> None:
    selling.scan_all(selling.basket()[0])
    screen = open_elsewhere(selling)
    selling.player.until(lambda: "Nobody tells this register of stock" in screen.state.text(), "why there is none")
    assert not screen.table.rows
    assert screen.here.text() == ""


def test_f5_asks_the_whole_network_and_never_replaces_the_own_figure(selling: TillRig) -> None:
    code = selling.basket()[0]
    sku = sku_of(selling, code)
    write_stock(selling, sku, [("T12", 5_000, 0, 0), ("A01", 1_000, 0, 0)])
    now = selling.services.desk.clock()
    far = (("T12", "Tverskaya, 12", 99_000), ("A01", "Arbat", 2_000), ("K08", "Krakow", 44_000))
    rows = tuple(StockOfLocation(location_id=i, name=n, on_hand=q, at=instant(now)) for i, n, q in far)
    hand = Answering(StockAnswer(sku=sku, locations=rows, time=instant(now)))
    selling.services.line.connect(hand)
    selling.services.line.told(online(selling))
    selling.scan_all(code)
    screen = open_elsewhere(selling)
    selling.player.until(lambda: bool(screen.table.rows), "the figures")
    selling.player.press("F5")
    selling.player.until(lambda: len(screen.table.rows) == 4, "the network")
    assert hand.asked == [sku]
    assert [row[:2] for row in told(screen)] == [
        ("Tverskaya, 12", "5"),
        ("Krakow", "44"),
        ("Arbat", "2"),
        ("Warehouse East", "0"),
    ]
    assert "The whole network" in screen.state.text()
    selling.services.line.told(LineView(LineState.OFFLINE, since=now))
    assert screen.function_keys()[5].cause == "Needs the line"


@pytest.mark.parametrize(("size", "language"), [((1024, 768), "ru"), ((1920, 1080), "en")])
def test_pictures_of_elsewhere(
    make_rig: object, shot: Callable[[QWidget, str], Path], size: tuple[int, int], language: str
) -> None:
    rig = make_rig(size=size)  # type: ignore[operator]
    rig.begin()
    languages().set_language(language)
    code = rig.basket()[0]
    write_stock(rig, sku_of(rig, code), [("T12", 0, 0, 0), ("A01", 12_000, 1_000, 0), ("W01", 140_000, 0, 2_000)])
    rig.services.line.connect(Hand())
    rig.services.line.told(online(rig))
    rig.scan_all(code)
    screen = open_elsewhere(rig)
    rig.player.until(lambda: bool(screen.table.rows), "the figures")
    rig.player.run_for(0.1)
    assert shot(rig.window, f"elsewhere-{size[0]}-{language}").exists()
