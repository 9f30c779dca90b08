"""Clock jumps are journalled and told; copies of the journal are made, checked, and told when they fail."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from pos_client.db.journal import backups, verify
from pos_client.services.upkeep.backups import FAILED, GONE, Backups
from pos_client.services.upkeep.clock_watch import AHEAD, BACK, ClockWatch
from tests.support.waiting import wait_until
from tests.unit.services.conftest import Goods, Opener
from tests.unit.services.shop import START, Clock, Shop


def watch(shop: Shop, seconds: list[float]) -> ClockWatch:
    return ClockWatch(shop.desk, shop.troubles.append, steady=lambda: seconds[0])


def test_a_clock_behind_the_last_event_is_told_at_the_start(shop: Shop, opener: Opener) -> None:
    shop.close()
    again = opener(clock=Clock(START - timedelta(days=1)))
    assert watch(again, [0.0]).check() == BACK
    (body,) = again.bodies("clock_jump")
    assert (body.seconds, body.measured) == (-86_400, "event")
    assert again.troubles == [BACK]


def test_a_jump_while_running_is_measured_against_the_steady_clock(shop: Shop) -> None:
    steady = [100.0]
    watching = watch(shop, steady)
    assert watching.check() == ""
    for passed, steps, expected in ((30, 30, ""), (30, 27, ""), (30, -600, BACK), (30, 30, ""), (30, 4_000, AHEAD)):
        steady[0] += passed
        shop.clock.forward(seconds=steps)
        assert watching.check() == expected
    jumps = [(body.seconds, body.measured) for body in shop.bodies("clock_jump")]
    assert jumps == [(-630, "steady"), (3_970, "steady")]


def test_copies_are_made_at_the_start_after_so_many_sales_and_at_the_close(
    shop: Shop, goods: Goods, tmp_path: Path
) -> None:
    place = tmp_path / "copies"
    copying = Backups(shop.journal, place, shop.troubles.append, sales_between=2, settle_seconds=0)
    copying.start()
    wait_until(lambda: len(backups(place)) == 1, "the first copy")
    for number in range(2):
        shop.scan(goods.plain[number].gtin)
        shop.pay_cash()
        shop.journal.submit(lambda _writer: copying.sold()).result(10)
    wait_until(lambda: len(backups(place)) == 2, "the copy after two sales")
    shop.scan(goods.plain[0].gtin)
    shop.pay_cash()
    copying.stop()
    newest = backups(place)[0]
    assert len(backups(place)) == 3
    assert verify(newest).sales == 3
    assert shop.troubles == []


def test_whoever_asks_for_the_first_copy_has_it_at_once(shop: Shop, tmp_path: Path) -> None:
    place = tmp_path / "copies"
    copying = Backups(shop.journal, place, shop.troubles.append, settle_seconds=3_600)
    copying.begun()  # there is nobody yet to wait for
    copying.start()
    assert backups(place) == ()
    copying.begun()
    assert len(backups(place)) == 1
    copying.begun()
    copying.stop()


def test_a_register_that_stops_before_it_has_settled_leaves_a_copy(shop: Shop, tmp_path: Path) -> None:
    place = tmp_path / "copies"
    copying = Backups(shop.journal, place, shop.troubles.append, settle_seconds=3_600)
    copying.start()
    copying.stop()
    assert len(backups(place)) == 1


def test_a_copy_that_cannot_be_made_is_told(shop: Shop, tmp_path: Path) -> None:
    place = tmp_path / "file"
    place.write_bytes(b"in the way")
    copying = Backups(shop.journal, place, shop.troubles.append, settle_seconds=0)
    copying.start()
    wait_until(lambda: FAILED in shop.troubles, "the trouble")
    copying.stop()
    assert copying.trouble != ""


def test_a_place_that_lost_its_copies_is_told_once(shop: Shop, tmp_path: Path) -> None:
    """The disk for the copies is not mounted: what is copied to its place lies beside the journal and dies with it."""
    place = tmp_path / "stick"

    def at_a_start() -> tuple[str, int]:
        copying = Backups(shop.journal, place, shop.troubles.append, settle_seconds=0)
        copying.start()
        copying.begun()
        made = copying.trouble, len(backups(place))
        copying.stop()
        return made

    assert at_a_start() == ("", 1)
    assert at_a_start() == ("", 1)
    for copy in backups(place):
        copy.unlink()
    assert at_a_start()[0] == GONE
    assert shop.troubles == [FAILED]
    assert len(backups(place)) == 1, "whoever put another disk there on purpose has a copy at the close"
    assert at_a_start() == ("", 1)

    place = tmp_path / "another"  # chosen in the settings: it never had any
    assert at_a_start() == ("", 1)
    assert shop.troubles == [FAILED]
