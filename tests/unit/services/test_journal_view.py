"""The journal as read on screen: newest first, searched, one event whole, the chain judged, exported with leave."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from pos_client.services.desk import ServiceError
from pos_client.services.upkeep.journal_view import JournalPage, Query, StoppedReadingError
from pos_client.services.views import NeedsApproval
from tests.unit.services.conftest import Goods
from tests.unit.services.shop import MANAGER, Shop


@pytest.fixture
def looking(shop: Shop, goods: Goods) -> Shop:
    """A shift with two sales and a void, and the manager in front of the journal."""
    for n in range(2):
        shop.scan(goods.plain[n].gtin)
        shop.checkout.void_line(shop.scan(goods.plain[2].gtin).line_id)
        shop.pay_cash()
    shop.desk.cashier = shop.member(MANAGER)
    answer = shop.services.journal_view.open()
    assert not isinstance(answer, NeedsApproval)
    answer.result(20)
    return shop


def page(shop: Shop, query: Query | None = None, below: int = 0) -> JournalPage:
    return shop.services.journal_view.page(query or Query(), below)


def test_events_come_newest_first_whole_and_sound(looking: Shop) -> None:
    found = page(looking)
    head = looking.journal.reader().head().seq
    assert [row.seq for row in found.rows] == list(range(head, 0, -1))
    assert (found.troubles, found.older, found.checked) == ((), 0, head)
    sale = next(row for row in found.rows if row.type == "sale")
    body = looking.bodies("sale")[-1]
    assert (sale.document, sale.amount, sale.staff_id) == (body.receipt_number, body.total, body.cashier_id)
    view = looking.services.journal_view.show(sale.seq)
    fields = dict(view.fields)
    assert fields["lines.1.sku"] == body.lines[0].sku
    assert fields["total"] == str(body.total)
    (language, name), *_others = body.lines[0].names
    assert fields[f"lines.1.names.{language}"] == name
    event = looking.journal.reader().event(sale.seq)
    assert event is not None
    assert view.hash == event.hash.hex()
    assert found.rows[0].type == "journal_viewed"  # the look itself


def test_it_is_searched_by_kind_person_and_text(looking: Shop) -> None:
    first = looking.bodies("sale")[0]
    assert {row.type for row in page(looking, Query(frozenset({"sale"}))).rows} == {"sale"}
    manager = looking.member(MANAGER).staff_id
    assert [row.type for row in page(looking, Query(staff_id=manager)).rows] == ["journal_viewed"]
    found = page(looking, Query(text=first.receipt_number.lower())).rows
    assert first.receipt_number in [row.document for row in found]
    assert page(looking, Query(text='"')).rows == ()  # no text of an event, though every event is spelled with it
    assert page(looking, Query(text="nothing like that")).rows == ()


def test_pages_go_down_to_the_first_event(looking: Shop) -> None:
    found = page(looking, below=4)
    assert [row.seq for row in found.rows] == [3, 2, 1]
    assert found.older == 0


def test_an_event_that_is_not_there_is_told(looking: Shop) -> None:
    with pytest.raises(ServiceError, match="unknown_event"):
        looking.services.journal_view.show(10_000)


def test_an_export_is_made_with_progress_and_states_itself(looking: Shop) -> None:
    run = looking.services.journal_view.prepare_export()
    assert not isinstance(run, NeedsApproval)
    told: list[tuple[int, int]] = []
    report = run(lambda done, whole: told.append((done, whole)), threading.Event())
    assert (report.path / "events.jsonl").read_bytes().count(b"\n") == report.events
    (body,) = looking.bodies("exported")
    assert (body.by, body.events, Path(body.where)) == (looking.member(MANAGER).staff_id, report.events, report.path)


def test_a_stopped_export_leaves_nothing(looking: Shop, goods: Goods) -> None:
    for _ in range(60):
        looking.checkout.void_line(looking.scan(goods.plain[2].gtin).line_id)
    looking.settle()
    run = looking.services.journal_view.prepare_export()
    assert not isinstance(run, NeedsApproval)
    stop = threading.Event()
    stop.set()
    with pytest.raises(StoppedReadingError):
        run(lambda _done, _whole: None, stop)
    assert list((looking.directory / "exports").iterdir()) == []
    assert looking.bodies("exported") == []
