"""Registers that push at once, and registers that push what hurts: nobody waits for ever, nothing is had twice."""

from __future__ import annotations

import random
import threading
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from sync.central.db import Database, open_database
from sync.central.feeds.tables import feed_event
from sync.central.identity.authority import Authority
from sync.central.journal.push import receive
from sync.central.journal.verify import verify
from sync.central.refused import RefusedError
from sync.protocol import canonical, schemas
from sync.protocol.messages import PushAnswer
from tests.support.central_books import NOW, Centre, Chain, sale_of

SKUS = [f"sku{number:03d}" for number in range(60)]


def at_once(*works: Callable[[], None]) -> None:
    """Run works in threads and raise the first thing that any of them raised."""
    raised: list[BaseException] = []

    def run(work: Callable[[], None]) -> None:
        try:
            work()
        except BaseException as error:  # noqa: BLE001 - raised again below
            raised.append(error)

    threads = [threading.Thread(target=run, args=(work,)) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if raised:
        raise raised[0]


@pytest.mark.invariant(2)
@pytest.mark.invariant(8)
def test_registers_of_one_store_push_at_once(centre: Centre) -> None:
    """The same products in all orders, with documents that have to be found by halves in between."""
    rnd = random.Random(7)
    journals = [centre.add_register(f"r{number}") for number in range(4)]
    sold = dict.fromkeys(SKUS, 0)
    for journal in journals:
        journal.open()
        for number in range(60):
            goods = tuple((rnd.choice(SKUS), 1000) for _ in range(5))
            body = journal.sell(*goods)
            for sku, quantity in goods:
                sold[sku] -= quantity
            if number % 20 == 7:
                journal.append("sale", body)  # refused by the database: halves

    def push_all(journal: Chain) -> Callable[[], None]:
        def work() -> None:
            token = ""
            for first in range(1, journal.seq + 1, 16):
                answer = centre.push(journal, journal.request(first, min(first + 15, journal.seq), token))
                token = answer.token

        return work

    at_once(*map(push_all, journals))
    assert centre.stock() == {sku: quantity for sku, quantity in sold.items() if quantity}
    assert [reason for _seq, reason in centre.faults()] == ["refused"] * 12
    assert verify(centre.database).problems == []
    f = feed_event.c
    positions = centre.rows(feed_event.select().with_only_columns(f.position).order_by(f.position))
    assert [row[0] for row in positions] == list(range(1, len(positions) + 1))


@pytest.mark.invariant(2)
@pytest.mark.invariant(4)
def test_one_push_sent_many_times_at_once_is_had_once(centre: Centre) -> None:
    journal = centre.add_register()
    journal.open()
    for _ in range(20):
        journal.sell(("milk", 1000))
    request = journal.request()
    answers: list[PushAnswer] = []
    at_once(*[lambda: answers.append(centre.push(journal, request))] * 6)
    assert len({answer.token for answer in answers}) == 1
    assert centre.stock() == {"milk": -20_000}
    assert centre.counts("event", "document") == (21, 20)


@pytest.mark.invariant(4)
def test_what_was_acknowledged_is_there_after_opening_anew(
    tmp_path: Path, authority: Authority, database_url: str
) -> None:
    database = open_database(database_url)
    centre = Centre(database, authority)
    journal = centre.add_register()
    journal.open()
    journal.sell()
    centre.push(journal)
    database.close()
    again = open_database(database_url)
    try:
        assert _events(again) == journal.data
    finally:
        again.close()


def _events(database: Database) -> list[bytes]:
    return database.read(
        lambda connection: [bytes(row[0]) for row in connection.exec_driver_sql("SELECT bytes FROM event ORDER BY seq")]
    )


# --- hostile


def test_five_hundred_events_of_no_effect(centre: Centre) -> None:
    journal = centre.add_register()
    for _ in range(500):
        journal.append("hologram", b"{}")
    answer = centre.push(journal)
    assert len(answer.quarantined) == 500
    assert centre.counts("event", "quarantine", "document") == (500, 500, 0)
    assert centre.rows("SELECT count(*) FROM feed_event") == [(1,)]
    quiet = centre.add_register("r2")
    for _ in range(500):
        quiet.log_in()
    centre.push(quiet)
    assert centre.rows("SELECT count(*) FROM feed_event") == [(1,)]  # what moved nothing wakes nobody


def test_a_push_in_which_all_are_refused_takes_bounded_time(centre: Centre) -> None:
    journal = centre.add_register()
    sold = sale_of(journal, (("milk", 1000),))
    for _ in range(400):
        journal.append("sale", sold)
    begun = time.monotonic()
    answer = centre.push(journal)
    assert len(answer.quarantined) == 399
    assert time.monotonic() - begun < 60  # seconds where every savepoint is one: a bound, not a figure
    assert centre.stock() == {"milk": -1000}


def test_random_bytes_and_torn_pushes_change_nothing_but_rescue(centre: Centre) -> None:
    rnd = random.Random(11)
    journal = centre.add_register()
    journal.open()
    for _ in range(3):
        journal.sell()
    whole = msgspec.json.encode(journal.request())
    caller = centre.caller(journal)
    cases = [rnd.randbytes(rnd.randrange(2000)) for _ in range(40)]
    cases += [whole[: rnd.randrange(len(whole))] for _ in range(40)]
    for _ in range(120):
        torn = bytearray(whole)
        for _ in range(rnd.randrange(1, 4)):
            torn[rnd.randrange(len(torn))] = rnd.randrange(256)
        cases.append(bytes(torn))
    tracemalloc.start()
    statuses = set()
    for case in cases:
        try:
            receive(centre.database, centre.authority, caller, case, NOW)
        except RefusedError as refused:
            statuses.add(refused.status)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert statuses <= {409, 413, 422}
    assert peak < 64 * 1024 * 1024
    events = centre.rows("SELECT bytes FROM event ORDER BY seq")
    assert events == [(data,) for data in journal.data[: len(events)]]  # a torn status or unsigned end may still pass
    answer = receive(centre.database, centre.authority, caller, whole, NOW)
    assert answer.quarantined == ()
    # a push is believed by its last signature: one torn before it is stored as it came, and found
    assert {problem.code for problem in verify(centre.database).problems} <= {"bad_signature"}


def test_huge_documents_stay_bounded(centre: Centre) -> None:
    journal = centre.add_register()
    journal.open()
    plain = canonical.decode(schemas.encode_body("sale", sale_of(journal, (("milk", 1000),))))
    assert isinstance(plain, dict)
    lines = plain["lines"]
    assert isinstance(lines, list)
    for value in (10**400, 2**63, -(2**63)):
        journal.append("sale", msgspec.json.encode({**plain, "total": value}, order="sorted"))
        grown = {**lines[0], "quantity": value}
        journal.append("sale", msgspec.json.encode({**plain, "lines": [grown]}, order="sorted"))
    counts = b'{"tables":{"lines":{"columns":{"sku":{"all":"x"}},"count":%d}}}'
    for count in (10**9, 10**30, -1):
        journal.append("sale", counts % count)
    tracemalloc.start()
    answer = centre.push(journal)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(answer.quarantined) == journal.seq - 1
    assert peak < 64 * 1024 * 1024
    assert centre.stock() == {}
