"""Bounds, budgets, lost history, damage: what publish refuses and how each cursor is answered."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from sync.central.db import Database
from sync.central.feeds import Change, bucket, publish, pull, raise_generations, reading, state, tables
from sync.central.feeds.publish import MOST_ROW_BYTES, SLICE
from sync.central.refused import RefusedError
from sync.protocol import feeds as arithmetic
from sync.protocol.messages import BucketRequest, Cursor, PullRequest, StateAnswer, StateRequest, WaitRequest
from tests.sync.central.feeds.conftest import NOW, Publish, Pull, after

STORE = "store:s1"
STOCK = "stock:s1"
CATALOGUE = "catalogue:z1"


def test_nothing_to_publish_is_nothing(database: Database) -> None:
    assert database.write(lambda connection: publish(connection, [])) == {}


def test_what_may_not_begin_leaves_nothing(database: Database) -> None:
    one = [Change(STOCK, "a", b"1")]
    database.write(lambda connection: publish(connection, one, may_begin=lambda _connection, _keys: ()))
    for table in (tables.feed_event, tables.feed_row, tables.feed_bucket):
        assert database.read(lambda connection, table=table: connection.execute(sa.select(table)).all()) == []  # type: ignore[misc]
    assert database.write(lambda connection: publish(connection, one)) == {STOCK: 1}


def test_keys_of_any_letters_are_told_as_they_are(database: Database, tell: Publish, ask: Pull) -> None:
    keys = ["NULL", 'a"b', "c\\d", "{e,f}", " g ", "ж,ó", "h'i"]
    tell(STOCK, *((key, b"1") for key in keys))
    tell(STOCK, *((key, None) for key in keys[:3]))
    told = ask(Cursor(feed=STOCK, generation=1, position=0))
    found = {row.key: None if row.body is None else bytes(row.body) for row in told.rows}
    assert found == {key: None if key in keys[:3] else b"1" for key in keys}
    assert told.to == len(keys) + 3


@pytest.mark.parametrize(
    "change",
    [
        Change("till:1", "k", b"1"),
        Change("stock:", "k", b"1"),
        Change("stock:a b", "k", b"1"),
        Change(STOCK, "", b"1"),
        Change(STOCK, "k" * 201, b"1"),
        Change(STOCK, "k", b"1", "p" * 201),
        Change(STOCK, "k", b" " * (MOST_ROW_BYTES + 1)),
    ],
)
def test_what_no_reader_could_be_told_is_not_published(database: Database, change: Change) -> None:
    with pytest.raises(ValueError, match=r"feed|key|body"):
        database.write(lambda connection: publish(connection, [Change(STOCK, "good", b"1"), change]))
    assert database.read(lambda connection: connection.execute(sa.select(tables.feed_head)).all()) == []


def test_listeners_hear_which_feeds_moved_and_only_after_the_commit(database: Database) -> None:
    heard: list[frozenset[str]] = []
    database.listeners.append(heard.append)
    database.write(lambda connection: publish(connection, [Change(STOCK, "a", b"1"), Change(STORE, "b", b"1")]))
    with pytest.raises(ZeroDivisionError):
        database.write(lambda connection: (publish(connection, [Change(STOCK, "c", b"1")]), 1 // 0))
    assert heard == [frozenset({STOCK, STORE})]


def test_a_clock_that_was_set_back_makes_no_event_older(database: Database, tell: Publish) -> None:
    tell(STOCK, ("a", b"1"))
    tell(STOCK, ("b", b"1"), now=NOW - timedelta(days=400))
    instants = sa.select(tables.feed_event.c.at).order_by(tables.feed_event.c.position)
    first, second = database.read(lambda connection: connection.execute(instants).scalars().all())
    assert first == second


def test_more_changes_than_one_round_of_statements(database: Database, tell: Publish, ask: Pull) -> None:
    rows = [(f"k{number % (SLICE + 10)}", b"%d" % number) for number in range(2 * SLICE + 30)]
    assert tell(STOCK, *rows) == {STOCK: len(rows)}
    told: dict[str, bytes] = {}
    cursor = Cursor(feed=STOCK, generation=1)
    while cursor.position < len(rows):
        answer = ask(cursor)
        told |= {row.key: bytes(row.body or b"") for row in answer.rows}
        cursor = after(answer)
    assert told == dict(rows)
    tag = ""
    for position, row in enumerate(rows, start=1):
        tag = arithmetic.next_tag(tag, position, *row)
    assert cursor.tag == tag


def test_a_new_reader_of_a_short_feed_is_told_from_the_beginning(tell: Publish, ask: Pull) -> None:
    assert (ask(Cursor(feed=STORE)).head, ask(Cursor(feed=STORE)).needs) == (0, "")
    tell(STORE, ("a", b"1"), ("b", b"2"), ("a", None))
    answer = ask(Cursor(feed=STORE))
    assert [(row.key, row.position, row.body) for row in answer.rows][1] == ("a", 3, None)
    assert (answer.start, answer.to, answer.head, answer.generation) == (0, 3, 3, 1)
    assert ask(after(answer)).rows == ()


def test_a_new_reader_of_a_long_feed_or_a_catalogue_starts_otherwise(tell: Publish, ask: Pull) -> None:
    assert ask(Cursor(feed=CATALOGUE)).needs == "snapshot"
    tell(STOCK, *((f"k{number}", b"1") for number in range(reading.FEW + 1)))
    assert ask(Cursor(feed=STOCK)).needs == "snapshot"
    assert ask(Cursor(feed=STOCK, position=1, tag="0" * 16)).needs == "snapshot"
    assert ask(Cursor(feed=STOCK, generation=1)).rows


def test_an_answer_looks_through_a_bounded_number_of_events(database: Database, tell: Publish, ask: Pull) -> None:
    tell(STOCK, *(("hot", b"%d" % number) for number in range(reading.MOST_EVENTS + 5)))
    answer = ask(Cursor(feed=STOCK, generation=1))
    assert (answer.to, len(answer.rows)) == (reading.MOST_EVENTS, 1)
    rest = ask(after(answer))
    assert (rest.to, [bytes(row.body or b"") for row in rest.rows]) == (answer.head, [b"%d" % (answer.head - 1)])


def test_bytes_are_shared_by_all_feeds_and_a_lone_row_always_comes(database: Database, tell: Publish) -> None:
    for feed in (STORE, STOCK):
        tell(feed, *((f"k{number}", b'"%s"' % (b"x" * 1000)) for number in range(5)))
    cursors = (Cursor(feed=STORE), Cursor(feed=STOCK))
    request = PullRequest(cursors=cursors)
    allowed = frozenset({STORE, STOCK})
    for most, counts in ((1, [1, 0]), (3500, [3, 0]), (8000, [5, 2]), (100_000, [5, 5])):
        answer = pull(database, allowed, request, now=NOW, most_bytes=most)
        assert [len(each.rows) for each in answer.feeds] == counts
        assert [each.head for each in answer.feeds] == [5, 5]
    wait = WaitRequest(cursors=cursors)
    told = pull(database, allowed, wait, now=NOW, most_bytes=8000, moved_only=True).feeds
    assert [(each.feed, each.start, each.to, each.head, len(each.rows), each.checksums == ()) for each in told] == [
        (STORE, 0, 5, 5, 5, False),
        (STOCK, 0, 0, 5, 0, True),
    ]
    still = WaitRequest(cursors=(after(told[0]), Cursor(feed=STOCK)))
    assert [each.feed for each in pull(database, allowed, still, now=NOW, moved_only=True).feeds] == [STOCK]


def test_other_registers_feeds_are_not_told(database: Database) -> None:
    for asked in (
        lambda: pull(database, frozenset({STORE}), PullRequest(cursors=(Cursor(feed=STORE), Cursor(feed=STOCK)))),
        lambda: state(database, frozenset({STORE}), StateRequest(feed=STOCK)),
        lambda: bucket(database, frozenset({STORE}), BucketRequest(feed=STOCK, bucket=1)),
    ):
        with pytest.raises(RefusedError) as refused:
            asked()
        assert (refused.value.status, refused.value.code) == (403, "not_allowed")


@pytest.mark.invariant(6)
@pytest.mark.parametrize(
    ("position", "tag"),
    [(9, "1" * 16), (3, "1" * 16), (2, "1" * 16), (2, ""), (0, "1" * 16)],
    ids=["beyond the head", "other head", "other history", "no tag", "tag of nothing"],
)
def test_a_cursor_that_history_does_not_hold_starts_its_reader_anew_alone(
    database: Database, tell: Publish, ask: Pull, position: int, tag: str
) -> None:
    tell(STORE, ("a", b"1"), ("b", b"2"), ("c", b"3"))
    good = after(ask(Cursor(feed=STORE)))
    heard: list[frozenset[str]] = []
    database.listeners.append(heard.append)
    for _ in range(2):
        answer = ask(Cursor(feed=STORE, generation=1, position=position, tag=tag))
        assert (answer.needs, answer.generation, answer.rows) == ("snapshot", 1, ())
    assert heard == []
    assert (ask(good).needs, ask(good).generation, ask(good).to) == ("", 1, 3)


def test_a_reader_of_a_feed_that_a_restored_centre_does_not_know_starts_anew(ask: Pull) -> None:
    answer = ask(Cursor(feed=STORE, generation=1, position=7, tag="1" * 16))
    assert (answer.needs, answer.generation) == ("snapshot", 1)


@pytest.mark.invariant(6)
def test_a_history_that_was_lost_and_written_anew_is_never_taken_for_the_old_one(
    database: Database, tell: Publish, ask: Pull
) -> None:
    """A disk put back an older state without anybody saying so, and others' changes took the places of the lost."""
    tell(STORE, ("a", b"1"), ("b", b"2"), ("c", b"3"))
    behind = after(ask(Cursor(feed=STORE)))
    tell(STORE, ("d", b"4"))
    ahead = after(ask(behind))
    database.write(forget_all)
    tell(STORE, ("a", b"1"), ("b", b"2"), ("c", b"3"))
    assert ask(ahead).needs == "snapshot"
    tell(STORE, ("e", b"5"))
    assert ask(ahead).needs == "snapshot"
    tell(STORE, ("f", b"6"))
    assert ask(ahead).needs == "snapshot"
    assert [row.key for row in ask(behind).rows] == ["e", "f"]


def forget_all(connection: sa.Connection) -> None:
    for table in (tables.feed_head, tables.feed_event, tables.feed_row, tables.feed_bucket):
        connection.execute(sa.delete(table))


def test_a_restore_raises_every_feed(database: Database, tell: Publish, ask: Pull) -> None:
    assert database.write(raise_generations) == 0
    tell(STORE, ("a", b"1"))
    tell(STOCK, ("a", b"1"))
    before = after(ask(Cursor(feed=STORE)))
    assert database.write(raise_generations) == 2
    assert ask(before).needs == "snapshot"
    again = ask(Cursor(feed=STORE))
    assert (again.generation, again.to, again.needs) == (2, 1, "")
    tell(STORE, ("b", b"1"))
    assert [row.key for row in ask(after(again)).rows] == ["b"]


@pytest.mark.parametrize("gone", [2, 3, 4], ids=["first", "within", "last"])
def test_a_hole_in_the_table_is_never_skipped(
    database: Database, tell: Publish, ask: Pull, caplog: pytest.LogCaptureFixture, gone: int
) -> None:
    tell(STORE, *((f"k{number}", b"1") for number in range(4)))
    first = ask(Cursor(feed=STORE), most_bytes=1)
    assert first.to == 1
    damage = sa.delete(tables.feed_event).where(tables.feed_event.c.position == gone)
    database.write(lambda connection: connection.execute(damage))
    answer = ask(after(first))
    assert (answer.needs, answer.rows) == ("snapshot", ())
    assert "position" in caplog.text


def test_an_event_that_the_cursor_stands_on_and_is_gone_is_lost_history(
    database: Database, tell: Publish, ask: Pull
) -> None:
    tell(STORE, ("a", b"1"), ("b", b"1"))
    first = ask(Cursor(feed=STORE), most_bytes=1)
    database.write(
        lambda connection: connection.execute(sa.delete(tables.feed_event).where(tables.feed_event.c.position == 1))
    )
    assert ask(after(first)).needs == "snapshot"


def test_a_row_of_a_publication_does_not_hide_the_row_it_covers(database: Database, tell: Publish, ask: Pull) -> None:
    tell(STORE, ("a", b"1"), ("b", b"1"), ("a", b"2", "p"), ("a", b"3", "p"), ("a", b"4", "q"), ("b", None, "p"))
    wanted = [("a", 1, ""), ("b", 2, ""), ("a", 4, "p"), ("a", 5, "q"), ("b", 6, "p")]
    told = ask(Cursor(feed=STORE)).rows
    assert [(row.key, row.position, row.publication) for row in told] == wanted
    page = state(database, frozenset({STORE}), StateRequest(feed=STORE), now=NOW)
    assert sorted((row.key, row.position, row.publication) for row in page.rows) == sorted(wanted)
    tell(STORE, ("a", b"5"))
    page = state(database, frozenset({STORE}), StateRequest(feed=STORE), now=NOW)
    assert [(row.key, row.position) for row in page.rows] == [("a", 7), ("b", 2), ("b", 6)]
    beneath = sa.select(tables.feed_beneath.c.key, tables.feed_beneath.c.position)
    assert database.read(lambda connection: connection.execute(beneath).all()) == [("b", 2)]


def test_a_publication_in_effect_at_once_covers_nothing(database: Database, tell: Publish) -> None:
    closing = b'{"count":1,"effective_at":"2026-11-22T10:00:00.000000Z"}'
    tell(STORE, ("a", b"1"))
    tell(STORE, ("a", b"2", "p"), ("publication/p", closing))
    page = state(database, frozenset({STORE}), StateRequest(feed=STORE), now=NOW)
    assert [(row.key, row.position, row.publication) for row in page.rows] == [("a", 2, "p"), ("publication/p", 3, "")]


def test_pages_of_the_state_are_bounded_and_never_part_a_key(database: Database, tell: Publish) -> None:
    tell(STORE, *((f"k{number:04}", b"1") for number in range(2_300)), ("gone", b"1"), ("gone", None))
    tell(STORE, *((f"k{number:04}", b"2", "p") for number in range(999, 1_001)))
    pages: list[StateAnswer] = []
    key = ""
    while not pages or not pages[-1].done:
        pages.append(state(database, frozenset({STORE}), StateRequest(feed=STORE, after=key), now=NOW))
        key = pages[-1].rows[-1].key
        assert pages[-1].position == 2_304
    assert [row.key for page in pages for row in page.rows] == sorted(
        [f"k{number:04}" for number in range(2_300)] + ["k0999", "k1000"]
    )
    assert len(pages) == 3
    small = state(database, frozenset({STORE}), StateRequest(feed=STORE, after="k0998"), now=NOW, most_bytes=1)
    assert [row.key for row in small.rows] == ["k0999", "k0999"]
    empty = state(database, frozenset({STOCK}), StateRequest(feed=STOCK), now=NOW)
    assert (empty.done, empty.rows, empty.position, empty.generation) == (True, (), 0, 1)


def test_a_bucket_that_no_answer_can_hold_is_refused(database: Database, tell: Publish) -> None:
    keys = [key for number in range(3_000) if arithmetic.bucket_of(key := f"k{number}") == 7][:5]
    assert len(keys) == 5
    tell(STORE, *((key, b'"%s"' % (b"x" * (MOST_ROW_BYTES - 2))) for key in keys[:3]))
    told = bucket(database, frozenset({STORE}), BucketRequest(feed=STORE, bucket=7), now=NOW)
    assert sorted(row.key for row in told.rows) == sorted(keys[:3])
    tell(STORE, *((key, b'"%s"' % (b"x" * (MOST_ROW_BYTES - 2))) for key in keys[3:]))
    with pytest.raises(RefusedError, match="too_large"):
        bucket(database, frozenset({STORE}), BucketRequest(feed=STORE, bucket=7), now=NOW)
