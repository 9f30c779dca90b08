"""Short ways through a count for the tests of closing: fill every field, read the terminal, compare, close."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from typing import Any

from pysqlite3 import dbapi2

from pos_client.services.shift.shift_views import CloseWish, CompareView, ZDone
from pos_client.services.views import NeedsApproval
from tests.unit.services.shop import MANAGER, SECONDS, Shop

OPENING = 500_000  # what `Shop.begin` counts


def done(answer: Any) -> Any:
    """Wait for what a step writes; it must not ask for an approval."""
    assert isinstance(answer, Future), answer
    return answer.result(SECONDS)


@contextmanager
def writes_refused(shop: Shop) -> Iterator[None]:
    """Hold the journal's write lock, so that every transaction fails and every reader goes on."""
    blocker = dbapi2.connect(str(shop.directory / "journal.sqlite"), isolation_level=None)
    blocker.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        blocker.execute("ROLLBACK")
        blocker.close()


def put_down(shop: Shop, cash: int) -> None:
    """Count `cash` as one-rouble pieces, every other denomination as zero."""
    closing = shop.services.closing
    drawer = closing.count_view().kinds[0]
    for field in drawer.fields:
        closing.set_pieces(drawer.tender_id, field.value, cash // field.value if field.value == 100 else 0)


def fill(shop: Shop, cash: int, **amounts: int) -> None:
    """Count everything: `cash`, and of the other tenders the given amounts, nothing of the rest."""
    closing = shop.services.closing
    put_down(shop, cash)
    for kind in closing.count_view().kinds[1:]:
        amount = amounts.get(kind.tender_id, 0)
        if kind.fields:
            for field in kind.fields:
                closing.set_pieces(kind.tender_id, field.value, 0)
        else:
            closing.set_amount(kind.tender_id, amount, int(amount > 0) if kind.counts_slips else None)


def compared(shop: Shop, cash: int, **amounts: int) -> CompareView:
    """Begin, count and compare."""
    if not shop.services.closing.is_counting:
        done(shop.services.closing.begin_count())
    fill(shop, cash, **amounts)
    done(shop.services.closing.compare())
    return shop.services.closing.compare_view()


def wish(cash_left: int = 0, **more: Any) -> CloseWish:
    return CloseWish(cash_left, **({"bag_number": "0048 2217", "reason_id": "over_short.wrong_change"} | more))


def close(shop: Shop, asked: CloseWish | None = None, role: str = MANAGER) -> ZDone:
    """Close, with somebody's approval where it is asked for."""
    asked = asked or wish()
    answer = shop.services.closing.close(asked)
    if isinstance(answer, NeedsApproval):
        answer = shop.services.closing.close(asked, shop.approve(answer, role))
    result = done(answer)
    assert isinstance(result, ZDone)
    return result
