"""An older journal put back in place of the real one: the copies prove it."""

from __future__ import annotations

import shutil
from pathlib import Path

from pos_client.db.journal import anchors_in, backups, other_histories, verify
from pos_client.services.upkeep.backups import OLDER
from tests.support.waiting import wait_until
from tests.unit.services.conftest import Goods, Opener
from tests.unit.services.shop import Shop


def sell(shop: Shop, goods: Goods) -> None:
    shop.scan(goods.plain[0].gtin)
    shop.pay_cash()


def opened(opener: Opener) -> Shop:
    """Open the register and go on with its shift."""
    shop = opener(backups=True)
    shop.services.shifts.restore()
    shop.begin()
    return shop


def copied(shop: Shop) -> None:
    """Begin the copies and end them, so that one is made of the journal as it stands."""
    keeper = shop.services.backups
    assert keeper is not None
    keeper.start()
    keeper.stop()


def put_back_older(opener: Opener, folder: Path, goods: Goods, after: int) -> Path:
    """Sell, keep the file, sell and copy; then put the kept file back and sell `after` times. Returns the copies."""
    shop = opened(opener)
    sell(shop, goods)
    shop.close()
    shutil.copy(folder / "journal.sqlite", folder / "kept.sqlite")
    again = opened(opener)
    sell(again, goods)
    sell(again, goods)
    copied(again)
    again.close()
    for end in ("-wal", "-shm"):
        (folder / f"journal.sqlite{end}").unlink(missing_ok=True)
    shutil.copy(folder / "kept.sqlite", folder / "journal.sqlite")
    other = opened(opener)
    for _ in range(after):
        sell(other, goods)
    other.close()
    return folder / "backup"


def test_a_journal_cut_off_is_told_at_the_start_and_its_copies_are_kept(
    opener: Opener, folder: Path, goods: Goods
) -> None:
    copies = put_back_older(opener, folder, goods, after=0)
    assert verify(folder / "journal.sqlite").ok  # by itself it proves nothing
    before = backups(copies)
    shop = opener(backups=True)
    keeper = shop.services.backups
    assert keeper is not None
    keeper.start()
    wait_until(lambda: OLDER in shop.troubles, "the alarm")
    keeper.stop()
    assert keeper.trouble == OLDER
    assert len(other_histories(copies)) == len(before)
    assert len(backups(copies)) == 1  # new ones are kept although their numbers are lower


def test_a_journal_that_went_on_otherwise_is_told_too(opener: Opener, folder: Path, goods: Goods) -> None:
    copies = put_back_older(opener, folder, goods, after=9)
    anchors = anchors_in(copies, folder / "journal.sqlite")
    assert "anchor_differs" in {problem.code for problem in verify(folder / "journal.sqlite", anchors=anchors).problems}
    shop = opener(backups=True)
    copied(shop)
    assert shop.troubles == [OLDER]


def test_an_honest_journal_is_left_in_peace(opener: Opener, folder: Path, goods: Goods) -> None:
    for _ in range(3):
        shop = opened(opener)
        sell(shop, goods)
        copied(shop)
        shop.close()
        assert shop.troubles == []
    anchors = anchors_in(folder / "backup", folder / "journal.sqlite")
    assert len(anchors) == 3
    assert verify(folder / "journal.sqlite", anchors=anchors).ok
