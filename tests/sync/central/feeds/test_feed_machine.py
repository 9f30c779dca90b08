"""Random publishing, reading, purging and starting anew, on both databases, against a feed written down naively."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from sync.central.db import Database
from sync.central.feeds import Change, bucket, publish, pull, purge, raise_generations, state, tables
from sync.protocol import feeds as arithmetic
from sync.protocol.base import instant
from sync.protocol.messages import BucketRequest, FeedAnswer, PullRequest, StateAnswer, StateRequest
from tests.sync.central.feeds.feed_model import Fact, Feed, Reader, Rows, fact_of

START = datetime(2026, 11, 22, 10, tzinfo=UTC)
KEYS = [f"product/{number}" for number in range(4)]
PUBLICATIONS = ["", "", "p1", "p2"]
EXAMPLES = int(os.environ.get("OMNITILL_FEED_EXAMPLES", "45"))
_numbers = count(1)

changes = st.lists(
    st.one_of(
        st.tuples(
            st.sampled_from(KEYS),
            st.one_of(st.none(), st.integers(0, 3).map(b"%d".__mod__), st.just(b'"' + b"long" * 50 + b'"')),
            st.sampled_from(PUBLICATIONS),
        ),
        st.tuples(st.just("publication"), st.integers(-2, 3), st.sampled_from(["p1", "p2"])),
    ),
    min_size=3,
    max_size=12,
)


class Machine(RuleBasedStateMachine):
    """Two feeds, three registers of each; a step is one act of the centre or of a register."""

    database: Database

    def __init__(self) -> None:
        super().__init__()
        self.now = START
        self.feeds: list[Feed] = []
        self.readers: list[Reader] = []
        self.closed: dict[str, str] = {}  # when publications take effect, by feed and name
        self.rounds: dict[str, int] = {}

    @initialize()
    def begin(self) -> None:
        number = next(_numbers)
        self.database.write(forget_everything)
        self.feeds = [Feed(f"store:m{number}"), Feed(f"stock:m{number}")]
        self.allowed = frozenset(feed.name for feed in self.feeds)
        self.readers = [Reader(feed.name) for feed in self.feeds for _ in range(3)]

    def feed_of(self, reader: Reader) -> Feed:
        return next(feed for feed in self.feeds if feed.name == reader.cursor.feed)

    @rule(first=changes, second=st.one_of(st.just([]), changes))
    def publish(self, first: list[Any], second: list[Any]) -> None:
        published = []
        for feed, chosen in zip(self.feeds, (first, second), strict=True):
            made = [self._change(feed.name, *each) for each in chosen]
            feed.publish(made)
            published += made
        positions = self.database.write(lambda connection: publish(connection, published, now=self.now))
        assert positions == {
            feed.name: len(feed.facts) for feed in self.feeds if feed.name in {c.feed for c in published}
        }

    def _change(self, feed: str, key: str, content: Any, publication: str) -> Change:
        if publication and self.closed.get(feed + self._name(feed, publication), "~") <= instant(self.now):
            self.rounds[feed + publication] = self.rounds.get(feed + publication, 0) + 1  # one in effect is over
        name = self._name(feed, publication)
        if key != "publication":
            return Change(feed, key, content, name)
        at = instant(self.now + timedelta(days=content))
        self.closed[feed + name] = at
        return Change(feed, arithmetic.PUBLICATION + name, b'{"count":1,"effective_at":"%s"}' % at.encode())

    def _name(self, feed: str, publication: str) -> str:
        return publication and f"{publication}.{self.rounds.get(feed + publication, 0)}"

    @rule(which=st.integers(0, 5), most_bytes=st.integers(1, 2_000))
    def read_on(self, which: int, most_bytes: int) -> None:
        reader = self.readers[which]
        (answer,) = pull(
            self.database, self.allowed, PullRequest(cursors=(reader.cursor,)), now=self.now, most_bytes=most_bytes
        ).feeds
        self._take(reader, answer)

    @rule(most_bytes=st.integers(1, 2_000))
    def read_all(self, most_bytes: int) -> None:
        cursors = tuple(reader.cursor for reader in self.readers[::3])
        answers = pull(
            self.database, self.allowed, PullRequest(cursors=cursors), now=self.now, most_bytes=most_bytes
        ).feeds
        for reader, answer in zip(self.readers[::3], answers, strict=True):
            self._take(reader, answer)

    def _take(self, reader: Reader, answer: FeedAnswer) -> None:
        feed = self.feed_of(reader)
        assert answer.head == len(feed.facts)
        if answer.needs:
            self._start_anew(reader)
            return
        reader.apply(answer)
        assert answer.tag == feed.tags[answer.to]
        sums = feed.at(answer.to).checksums()
        touched = {arithmetic.bucket_of(fact.key) for fact in feed.facts[answer.start : answer.to]}
        assert dict(answer.checksums) == {bucket: arithmetic.spell(sums[bucket]) for bucket in touched}

    def _start_anew(self, reader: Reader) -> None:
        pages: list[StateAnswer] = []
        while not pages or not pages[-1].done:
            after = pages[-1].rows[-1].key if pages else ""
            asked = StateRequest(feed=reader.cursor.feed, after=after)
            pages.append(state(self.database, self.allowed, asked, now=self.now, most_bytes=300))
        reader.start_from(pages)

    @rule(days=st.sampled_from([0, 1, 8, 15]), purges=st.booleans())
    def let_time_pass(self, days: int, purges: bool) -> None:
        self.now += timedelta(days=days, seconds=1)
        if purges:
            purge(self.database, now=self.now)

    @rule()
    def restore(self) -> None:
        self.database.write(lambda connection: raise_generations(connection, self.now))

    @rule(which=st.integers(0, 1), number=st.integers(0, arithmetic.BUCKETS - 1), key=st.sampled_from([*KEYS, None]))
    def repair(self, which: int, number: int, key: str | None) -> None:
        feed = self.feeds[which]
        number = number if key is None else arithmetic.bucket_of(key)
        told = bucket(self.database, self.allowed, BucketRequest(feed=feed.name, bucket=number), now=self.now)
        rows = Rows()
        for row in told.rows:
            rows.put(fact_of(row))
        model = feed.at(len(feed.facts))
        assert told.position == len(feed.facts)
        assert told.checksum == arithmetic.spell(model.checksums().get(number, 0))
        wanted = {
            key: facts
            for key, facts in model.in_force(self._effective(feed)).items()
            if arithmetic.bucket_of(key) == number
        }
        assert rows.in_force(self._effective(feed)) == wanted

    def _effective(self, feed: Feed) -> list[str]:
        closed = feed.at(len(feed.facts)).in_force(())
        return [
            key.removeprefix(arithmetic.PUBLICATION)
            for key, body in closed.items()
            if key.startswith(arithmetic.PUBLICATION) and body.decode().split('"')[-2] <= instant(self.now)
        ]

    @invariant()
    def every_reader_holds_the_state_of_its_position(self) -> None:
        for reader in self.readers:
            feed = self.feed_of(reader)
            model = feed.at(reader.cursor.position)
            held = reader.rows
            effective = self._effective(feed)
            assert held.in_force(effective) == model.in_force(effective)
            assert newest(held) == newest(model)
            assert reader.cursor.tag == feed.tags[reader.cursor.position]

    def teardown(self) -> None:
        """Quiescence: every reader reads to the end and has the centre's checksums."""
        for reader in self.readers:
            while True:
                (answer,) = pull(self.database, self.allowed, PullRequest(cursors=(reader.cursor,)), now=self.now).feeds
                self._take(reader, answer)
                if not answer.needs and answer.to == answer.head:
                    break
            own = reader.rows.checksums()
            for key in KEYS:
                number = arithmetic.bucket_of(key)
                told = bucket(self.database, self.allowed, BucketRequest(feed=reader.cursor.feed, bucket=number))
                assert told.checksum == arithmetic.spell(own.get(number, 0))


def forget_everything(connection: sa.Connection) -> None:
    for table in (tables.feed_head, tables.feed_event, tables.feed_row, tables.feed_beneath, tables.feed_bucket):
        connection.execute(sa.delete(table))


def newest(rows: Rows) -> dict[str, Fact]:
    return {key: facts[-1] for key, facts in rows.live().items() if facts[-1].body is not None}


@pytest.mark.invariant(6)
@pytest.mark.invariant(7)
def test_readers_hold_exactly_the_state_of_their_position(database: Database) -> None:
    run_state_machine_as_test(
        type("FeedMachine", (Machine,), {"database": database}),
        settings=settings(
            max_examples=EXAMPLES if database.is_sqlite else EXAMPLES // 3,
            stateful_step_count=30,
            suppress_health_check=list(HealthCheck),
            deadline=None,
        ),
    )
