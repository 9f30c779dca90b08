"""A disk that is full or refuses: nothing is sold twice, nothing is lost, and selling goes on when there is room."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from pos_client.db.journal import JournalWriteError, Outcome, verify
from pos_client.devices.simulators.terminal import TerminalSimulator
from pos_client.services.desk import ServiceError
from pos_client.services.upkeep.recovery import recover
from tests.support import disks
from tests.support.disks import fill
from tests.support.waiting import wait_until
from tests.unit.services.conftest import Goods
from tests.unit.services.counting import OPENING, close, compared
from tests.unit.services.shop import Clock, Shop, open_shop, with_terminal


@pytest.fixture
def small_disk(tmp_path: Path, demo_replica: Path) -> Iterator[Path]:
    """A register's folder on a file system of 2 MiB, where the test may mount one."""
    with disks.small_disk(tmp_path / "small") as place:
        shutil.copytree(demo_replica, tmp_path / "replica")  # the catalogue is on another, larger disk
        (place / "replica").symlink_to(tmp_path / "replica")
        yield place


def failed_commit(shop: Shop) -> JournalWriteError:
    """Finish the payment until the disk refuses (the log may have room left); hand the failure to the service."""
    error = shop.payments.finish().exception(10)
    assert isinstance(error, JournalWriteError)
    shop.payments.not_done()
    return error


def settled(shop: Shop) -> bool:
    return shop.payments.is_settled


def sell_until_full(shop: Shop, goods: Goods) -> int:
    """Sell by cash until the disk refuses; returns how many were sold. The refused basket is open, paid by nothing."""
    for sold in range(2_000):
        shop.scan(goods.plain[sold % 50].gtin)
        shop.payments.open()
        shop.payments.cash("cash", None)
        future = shop.payments.finish()
        if future.exception(10) is not None:
            shop.payments.not_done()
            return sold
        shop.payments.done()
    raise AssertionError("the disk never filled up")


@pytest.mark.invariant(1)
def test_a_full_disk_leaves_basket_and_parts_and_sells_once_when_freed(small_disk: Path, goods: Goods) -> None:
    shop = open_shop(small_disk, clock=Clock())
    try:
        shop.begin()
        filler = fill(small_disk)
        sold = sell_until_full(shop, goods)
        basket = shop.checkout.basket
        assert not basket.is_empty
        assert not shop.payments.has_parts  # cash that closed is given back to type again
        shop.scan(goods.plain[60].gtin)
        with pytest.raises(JournalWriteError):
            shop.settle()
        assert "disk_full" in shop.troubles
        filler.unlink()
        wait_until(lambda: not shop.journal.trouble, "the journal to take writes again")
        assert "" not in shop.troubles
        sale = shop.pay_cash()
        shop.scan(goods.plain[61].gtin)
        shop.settle()
        shop.scan(goods.plain[62].gtin)
        shop.settle()
        assert shop.troubles[-1] == "", "what was said of the disk is taken back"
        assert shop.troubles.count("") == 1, "once"
        assert sale.sale_id == basket.basket_id
        assert len(sale.lines) == 2
        assert len(shop.bodies("sale")) == sold + 1
        numbers = [body.receipt_number for body in shop.bodies("sale")]
        assert [int(number[-6:]) for number in numbers] == list(range(1, sold + 2))
    finally:
        shop.close()
    assert verify(small_disk / "journal.sqlite").ok


@pytest.mark.invariant(1)
def test_an_approved_card_waits_for_the_disk_and_is_not_charged_again(small_disk: Path, goods: Goods) -> None:
    with TerminalSimulator(currency="RUB") as terminal:
        shop = open_shop(small_disk, with_terminal(terminal.address), clock=Clock())
        try:
            shop.begin()
            shop.scan(goods.plain[0].gtin)
            shop.payments.open()
            part_id, _answer = shop.charge()
            filler = fill(small_disk)
            shop.clock.forward(minutes=1)
            for _ in range(500):  # what room the log has left
                if shop.journal.submit(lambda w: w.put_value("filler", os.urandom(20_000))).exception(10):
                    break
            error = failed_commit(shop)
            assert error.outcome is not Outcome.COMMITTED
            assert not settled(shop)  # no endless trying by itself
            with pytest.raises(ServiceError):
                shop.payments.leave()
            filler.unlink()
            wait_until(lambda: not shop.journal.trouble, "the journal to take writes again")
            shop.payments.cash("cash", None)  # Enter: try again
            assert settled(shop)
            sale = shop.finish()
            assert [p.intent_id for p in sale.payments] == [part_id]
            assert terminal.charges(part_id) == 1
            assert len(shop.bodies("sale")) == 1
        finally:
            shop.close()


def test_a_card_is_not_asked_for_when_the_intent_cannot_be_written(small_disk: Path, goods: Goods) -> None:
    with TerminalSimulator(currency="RUB") as terminal:
        shop = open_shop(small_disk, with_terminal(terminal.address), clock=Clock())
        try:
            shop.begin()
            filler = fill(small_disk)
            sell_until_full(shop, goods)
            shop.payments.open()
            _part, answer = shop.charge()
            assert (answer.state.value, answer.code) == ("not_started", "disk_full")
            assert terminal.movements == []
            filler.unlink()
            wait_until(lambda: not shop.journal.trouble, "the journal to take writes again")
            shop.charge()
            assert shop.finish().total == terminal.movements[0].amount
        finally:
            shop.close()


def test_a_basket_that_could_not_be_saved_comes_back_as_it_was_last_saved(small_disk: Path, goods: Goods) -> None:
    shop = open_shop(small_disk, clock=Clock())
    shop.begin()
    shop.scan(goods.plain[0].gtin)
    shop.settle()
    shop.close()
    again = open_shop(small_disk, clock=Clock())
    try:
        assert recover(again.services).line_count == 1
    finally:
        again.close()


@pytest.mark.invariant(1)
def test_a_z_that_the_disk_refuses_leaves_the_count_and_is_made_once_when_freed(small_disk: Path, goods: Goods) -> None:
    shop = open_shop(small_disk, clock=Clock())
    try:
        shop.begin()
        shop.scan(goods.plain[0].gtin)
        sale = shop.pay_cash()
        compared(shop, OPENING)
        shift = shop.desk.shift_id
        filler = fill(small_disk)
        for _ in range(500):  # what room the log has left
            if shop.journal.submit(lambda w: w.put_value("filler", os.urandom(20_000))).exception(10):
                break
        with pytest.raises(JournalWriteError):
            close(shop)
        assert shop.services.closing.is_compared, "what was counted stands"
        assert shop.desk.shift_id == shift
        assert list(shop.journal.reader().events(0, ("z_report",))) == []
        filler.unlink()
        wait_until(lambda: not shop.journal.trouble, "the journal to take writes again")
        assert close(shop).z_number == 1
        (body,) = shop.bodies("z_report")
        assert body.shift_id == shift
        assert shop.journal.reader().sales_of_shift(shift) == (1, sale.total)
        assert not shop.services.shifts.is_open
    finally:
        shop.close()
    assert verify(small_disk / "journal.sqlite").ok
