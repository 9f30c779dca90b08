"""Waking: at once for commits here and elsewhere, late for slow feeds, never lost between reading and waiting."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from sync.central.db import Database, open_database
from sync.central.feeds import Change, Notifier, hold, notifier, publish, pull, pulse
from sync.protocol.messages import Cursor, PullAnswer, WaitRequest
from tests.sync.central.feeds.conftest import NOW, after

STOCK, STORE = "stock:s1", "store:s1"
ALLOWED = frozenset({STOCK, STORE})


@pytest.fixture
def elsewhere(database_url: str) -> Iterator[Database]:
    """The same database as another process has it."""
    opened = open_database(database_url)
    yield opened
    opened.close()


@asynccontextmanager
async def notifying(*databases: Database, slow: tuple[float, float] = notifier.SLOW) -> AsyncIterator[list[Notifier]]:
    started = [Notifier(database, slow=slow) for database in databases]
    for each in started:
        each.start(asyncio.get_running_loop())
    try:
        yield started
    finally:
        for each in started:
            await asyncio.to_thread(each.close)


async def tell(database: Database, *feeds: str) -> dict[str, int]:
    def work() -> dict[str, int]:
        return database.write(lambda connection: publish(connection, [Change(feed, "k", b"1") for feed in feeds]))

    return await asyncio.to_thread(work)


async def waiting(task: asyncio.Task[Any], on: Notifier, feed: str) -> None:
    """Until `task` waits for `feed`."""
    await until(lambda: task.done() or any(watch._waiting for watch in on._watches.get(feed, ())))


async def until(is_so: Callable[[], bool]) -> None:
    while not is_so():  # noqa: ASYNC110 - what happens on other threads sets no event of ours
        await asyncio.sleep(0.001)


def run(scene: Coroutine[Any, Any, None]) -> None:
    asyncio.run(asyncio.wait_for(scene, 60))


def test_a_commit_of_this_process_wakes_who_waits_for_its_feeds_alone(database: Database) -> None:
    async def scene() -> None:
        async with notifying(database) as (mine,):
            stock = asyncio.create_task(mine.wait([STOCK], [], 50, {STOCK: 0}))
            store = asyncio.create_task(mine.wait([STORE, "store:s2"], [], 50, {STORE: 0}))
            await waiting(stock, mine, STOCK)
            await waiting(store, mine, STORE)
            await tell(database, STOCK)
            assert await stock == {STOCK}
            assert not store.done()
            await tell(database, STORE)
            assert await store == {STORE}
            assert (mine._watches, mine._known) == ({}, {})

    run(scene())


def test_a_commit_of_another_process_wakes_too(database: Database, elsewhere: Database) -> None:
    """On PostgreSQL by its notification; on SQLite, where the other has no way to tell, by the sweep."""

    async def scene() -> None:
        async with notifying(database, elsewhere) as (mine, _):
            for position in range(3):
                task = asyncio.create_task(mine.wait([STOCK], [], 50, {STOCK: position}))
                await waiting(task, mine, STOCK)
                await tell(elsewhere, STOCK)
                assert await task == {STOCK}

    run(scene())


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_a_notification_of_another_process_is_heard(database: Database, elsewhere: Database) -> None:
    """Nobody waits yet, so the sweep looks at nothing: only the notification can have told it."""

    async def scene() -> None:
        async with notifying(database, elsewhere) as (mine, _):
            with mine.watch([STOCK]) as watch:
                await tell(elsewhere, STOCK)
                await until(lambda: watch._moved == {STOCK})

    run(scene())


def test_the_sweep_finds_what_nobody_told(database: Database, elsewhere: Database) -> None:
    """The other process dies between its commit and its notification: it has no notifier at all."""

    async def scene() -> None:
        await tell(elsewhere, STOCK)
        async with notifying(database) as (mine,):
            assert await mine.wait([STOCK, STORE], [], 50, {STOCK: 0, STORE: 0}) == {STOCK}
            assert mine._known == {}
            behind = asyncio.create_task(mine.wait([STOCK], [], 50, {STOCK: 0}))
            level = asyncio.create_task(mine.wait([STOCK], [], 50, {STOCK: 1}))
            assert await behind == {STOCK}
            # known of by the sweep, so the next who is behind need not wait for another
            assert await mine.wait([STOCK], [], 50, {STOCK: 0}) == {STOCK}
            assert not level.done()
            await tell(elsewhere, STOCK)
            assert await level == {STOCK}

    run(scene())


def test_what_moves_between_reading_and_waiting_is_not_lost(database: Database) -> None:
    async def scene() -> None:
        async with notifying(database) as (mine,):
            with mine.watch([STOCK]) as watch:
                await tell(database, STOCK)
                await until(lambda: bool(watch._moved))  # the hint is on its way to the loop
                assert await watch.wait(50, {STOCK: 0}) == {STOCK}

    run(scene())


def test_a_wait_ends_with_its_seconds(database: Database) -> None:
    async def scene() -> None:
        async with notifying(database) as (mine,):
            assert await mine.wait([STOCK], [], 0, {STOCK: 0}) == frozenset()
            assert await mine.wait([STOCK], [], 0.05, {STOCK: 0}) == frozenset()

    run(scene())


def test_closing_lets_everybody_go(database: Database) -> None:
    async def scene() -> None:
        async with notifying(database) as (mine,):
            tasks = [asyncio.create_task(mine.wait([STOCK], [], 50, {STOCK: 0})) for _ in range(3)]
            await waiting(tasks[-1], mine, STOCK)
            await asyncio.to_thread(mine.close)
            assert await asyncio.gather(*tasks) == [frozenset()] * 3
            mine.close()
            assert database.listeners == []

    run(scene())


def test_a_loop_that_has_ended_is_no_matter_to_a_commit(database: Database) -> None:
    started = Notifier(database)

    async def scene() -> None:
        started.start(asyncio.get_running_loop())

    run(scene())
    database.write(lambda connection: publish(connection, [Change(STOCK, "k", b"1")]))
    started.close()


def test_a_slow_feed_rides_along_with_others(database: Database) -> None:
    async def scene() -> None:
        async with notifying(database, slow=(50, 60)) as (mine,):
            task = asyncio.create_task(mine.wait([STOCK, STORE], [STOCK], 50, {STOCK: 0, STORE: 0}))
            await waiting(task, mine, STOCK)
            (watch,) = mine._watches[STOCK]
            await tell(database, STOCK)
            await until(lambda: bool(watch._moved))
            assert not task.done()
            await tell(database, STORE)
            assert await task == {STOCK, STORE}
            # what moved while resting is told at the end of the wait
            task = asyncio.create_task(mine.wait([STOCK], [STOCK], 0.5, {STOCK: 1}))
            await waiting(task, mine, STOCK)
            await tell(database, STOCK)
            assert await task == {STOCK}

    run(scene())


def test_a_slow_feed_wakes_when_its_rest_is_over(database: Database) -> None:
    async def scene() -> None:
        async with notifying(database, slow=(0.2, 0.3)) as (mine,):
            began = mine.loop.time()
            task = asyncio.create_task(mine.wait([STOCK], [STOCK], 50, {STOCK: 0}))
            await waiting(task, mine, STOCK)
            await tell(database, STOCK)
            assert await task == {STOCK}
            assert mine.loop.time() - began >= 0.2
            # once its rest is over it wakes at once
            task = asyncio.create_task(mine.wait([STOCK], [STOCK], 50, {STOCK: 1}))
            await waiting(task, mine, STOCK)
            (watch,) = mine._watches[STOCK]
            await until(lambda: mine.loop.time() > watch._slow_from)
            assert not task.done()
            await tell(database, STOCK)
            assert await task == {STOCK}

    run(scene())


def test_ten_thousand_wait_and_all_are_woken(database: Database) -> None:
    async def scene() -> None:
        async with notifying(database) as (mine,):
            tasks = []
            for number in range(10_000):
                feeds = [f"register:{number}", f"stock:{number % 300}", STORE]
                tasks.append(asyncio.create_task(mine.wait(feeds, [], 50, dict.fromkeys(feeds, 0))))
            await waiting(tasks[-1], mine, "register:9999")
            await tell(database, "register:77")
            assert await tasks[77] == {"register:77"}
            assert sum(task.done() for task in tasks) == 1
            await tell(database, STORE)
            woken = await asyncio.gather(*tasks)
            assert woken.count(frozenset({STORE})) == 9_999
            assert (mine._watches, mine._known) == ({}, {})

    run(scene())


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)  # a file has no connection to lose
def test_lost_connections_are_made_anew(
    database: Database, elsewhere: Database, caplog: pytest.LogCaptureFixture
) -> None:
    async def scene() -> None:
        async with notifying(database, elsewhere) as (mine, _):
            kill = (
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
                " AND datname = current_database() AND (strpos(query, 'LISTEN') = 1 OR strpos(query, 'feed_head') > 0)"
            )
            for position in range(2):
                await asyncio.to_thread(
                    lambda: elsewhere.read(lambda connection: connection.exec_driver_sql(kill).all())
                )
                task = asyncio.create_task(mine.wait([STOCK], [], 50, {STOCK: position}))
                await waiting(task, mine, STOCK)
                await tell(elsewhere, STOCK)
                assert await task == {STOCK}
            await until(lambda: "lost its connection" in caplog.text)

    run(scene())


def test_a_notification_is_cut_to_what_postgresql_carries() -> None:
    feeds = [f"register:{number:060}" for number in range(300)]
    told = list(pulse.payloads("me", feeds))
    assert all(len(payload) < 8_000 for payload in told)
    assert [feed for payload in told for feed in payload.split(" ")[1:]] == feeds
    assert {payload.split(" ")[0] for payload in told} == {"me"}
    assert list(pulse.payloads("me", [])) == ["me"]


# --- holding a wait


def reading(database: Database, request: WaitRequest, count: list[int]) -> Callable[[], Awaitable[PullAnswer]]:
    async def read() -> PullAnswer:
        count.append(1)
        return await asyncio.to_thread(lambda: pull(database, ALLOWED, request, now=NOW, moved_only=True))

    return read


def request_of(*answers: PullAnswer, slow: tuple[str, ...] = (), seconds: int = 50) -> WaitRequest:
    known = {told.feed: after(told) for answer in answers for told in answer.feeds}
    cursors = tuple(known.get(feed, Cursor(feed=feed, generation=1)) for feed in (STOCK, STORE))
    return WaitRequest(cursors=cursors, slow=slow, seconds=seconds)


def test_a_wait_answers_with_the_rows_as_soon_as_there_are_any(database: Database) -> None:
    async def scene() -> None:
        async with notifying(database) as (mine,):
            await tell(database, STORE)
            first = await hold(mine, request_of(), reading(database, request_of(), []))
            assert [(told.feed, len(told.rows)) for told in first.feeds] == [(STORE, 1)]
            request, reads = request_of(first), list[int]()
            task = asyncio.create_task(hold(mine, request, reading(database, request, reads)))
            await waiting(task, mine, STOCK)
            assert len(reads) == 1
            await tell(database, STOCK)
            answer = await task
            assert [(told.feed, told.to) for told in answer.feeds] == [(STOCK, 1)]
            assert len(reads) == 2

    run(scene())


def test_a_wait_without_news_ends_empty_and_asks_the_database_once(database: Database) -> None:
    async def scene() -> None:
        async with notifying(database) as (mine,):
            reads: list[int] = []
            request = request_of(seconds=1)
            answer = await hold(mine, request, reading(database, request, reads), lambda: NOW)
            assert (answer.feeds, len(reads), answer.time[:10]) == ((), 1, "2026-11-22")
            request = request_of(seconds=0)
            assert (await hold(mine, request, reading(database, request, reads))).feeds == ()

    run(scene())


def test_a_wait_holds_news_of_slow_feeds_back_but_not_for_ever(database: Database) -> None:
    async def scene() -> None:
        async with notifying(database) as (mine,):
            await tell(database, STOCK)
            request = request_of(slow=(STOCK,))
            task = asyncio.create_task(hold(mine, request, reading(database, request, [])))
            await waiting(task, mine, STOCK)
            await tell(database, STORE)
            assert [told.feed for told in (await task).feeds] == [STOCK, STORE]
        async with notifying(database, slow=(0.2, 0.3)) as (mine,):
            request = request_of(await hold(mine, request_of(), reading(database, request_of(), [])), slow=(STOCK,))
            await tell(database, STOCK)
            began = mine.loop.time()
            answer = await hold(mine, request, reading(database, request, []))
            assert [(told.feed, told.to) for told in answer.feeds] == [(STOCK, 2)]
            assert mine.loop.time() - began >= 0.2

    run(scene())


@pytest.mark.invariant(15)
def test_every_change_reaches_a_waiting_reader_while_many_write(database: Database) -> None:
    """A reader that only ever waits has all rows when the writers stop, though its waits would last a minute."""
    writers, rounds = 4, 25

    def write(number: int) -> None:
        for nth in range(rounds):
            change = Change(STOCK, f"{number}/{nth}", b"1")
            database.write(lambda connection, change=change: publish(connection, [change]))  # type: ignore[misc]
            time.sleep(0.002)

    async def scene() -> None:
        async with notifying(database) as (mine,):
            threads = [threading.Thread(target=write, args=(number,)) for number in range(writers)]
            for thread in threads:
                thread.start()
            keys: set[str] = set()
            cursor = Cursor(feed=STOCK, generation=1)
            while len(keys) < writers * rounds:
                request = WaitRequest(cursors=(cursor,), seconds=55)
                (told,) = (await hold(mine, request, reading(database, request, []))).feeds
                keys |= {row.key for row in told.rows}
                cursor = after(told)
            for thread in threads:
                await asyncio.to_thread(thread.join)

    run(scene())
