"""A feed as anyone would write it down: a list of changes, and what a reader must hold after each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from sync.central.feeds import Change
from sync.protocol import feeds as arithmetic
from sync.protocol.messages import Cursor, FeedAnswer, Row, StateAnswer


class Fact(NamedTuple):
    position: int
    key: str
    body: bytes | None
    publication: str


class Rows:
    """What somebody holds: of each key the rows that may still matter, lowest position first."""

    def __init__(self) -> None:
        self.by_key: dict[str, list[Fact]] = {}

    def put(self, fact: Fact) -> None:
        before = self.by_key.get(fact.key, [])
        kept = [row for row in before if fact.publication and row.publication != fact.publication]
        self.by_key[fact.key] = [*kept, fact]

    def live(self) -> dict[str, list[Fact]]:
        """Without keys that are settled tombstones."""
        return {key: facts for key, facts in self.by_key.items() if facts[-1].body is not None or facts[-1].publication}

    def checksums(self) -> dict[int, int]:
        """By bucket, from each key's newest row."""
        sums: dict[int, list[int]] = {}
        for key, facts in self.by_key.items():
            digests = sums.setdefault(arithmetic.bucket_of(key), [])
            body = facts[-1].body
            if body is not None:
                digests.append(arithmetic.digest(key, body))
        return {bucket: arithmetic.checksum(digests) for bucket, digests in sums.items()}

    def in_force(self, effective: Iterable[str]) -> dict[str, bytes]:
        """The bodies that are valid when the publications `effective` are."""
        valid = {"", *effective}
        found = {}
        for key, facts in self.by_key.items():
            bodies = [fact.body for fact in facts if fact.publication in valid]
            if bodies and bodies[-1] is not None:
                found[key] = bodies[-1]
        return found


@dataclass
class Feed:
    """The naive centre's side of one feed."""

    name: str
    facts: list[Fact] = field(default_factory=list)
    tags: list[str] = field(default_factory=lambda: [""])

    def publish(self, changes: Iterable[Change]) -> None:
        for change in changes:
            fact = Fact(len(self.facts) + 1, change.key, change.body, change.publication)
            self.facts.append(fact)
            self.tags.append(arithmetic.next_tag(self.tags[-1], fact.position, fact.key, fact.body))

    def at(self, position: int) -> Rows:
        rows = Rows()
        for fact in self.facts[:position]:
            rows.put(fact)
        return rows


class Reader:
    """A register: a cursor and the rows it was told."""

    def __init__(self, feed: str) -> None:
        self.cursor = Cursor(feed=feed)
        self.rows = Rows()

    def apply(self, answer: FeedAnswer) -> None:
        """Take in an interval; fails for a hole."""
        assert answer.start == self.cursor.position, "a hole"
        assert [row.position for row in answer.rows] == sorted({row.position for row in answer.rows})
        assert all(answer.start < row.position <= answer.to for row in answer.rows)
        for row in answer.rows:
            self.rows.put(fact_of(row))
        self._stand(answer.generation, answer.to, answer.tag)

    def start_from(self, pages: list[StateAnswer]) -> None:
        """Begin anew from pages of the state."""
        self.rows = Rows()
        for page in pages:
            for row in page.rows:
                self.rows.put(fact_of(row))
        self._stand(pages[0].generation, pages[0].position, pages[0].tag)

    def _stand(self, generation: int, position: int, tag: str) -> None:
        self.cursor = Cursor(feed=self.cursor.feed, generation=generation, position=position, tag=tag)


def fact_of(row: Row) -> Fact:
    return Fact(row.position, row.key, None if row.body is None else bytes(row.body), row.publication)
