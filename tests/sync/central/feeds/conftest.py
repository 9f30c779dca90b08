"""What the tests of the feeds share: an instant, and short ways to publish and to read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from sync.central.db import Database
from sync.central.feeds import Change, publish, pull
from sync.protocol.messages import Cursor, FeedAnswer, PullRequest

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
Publish = Callable[..., dict[str, int]]
Pull = Callable[..., FeedAnswer]


@pytest.fixture
def tell(database: Database) -> Publish:
    """Publish (key, body[, publication]) to a feed."""

    def told(
        feed: str, *rows: tuple[str, bytes | None] | tuple[str, bytes | None, str], now: datetime = NOW
    ) -> dict[str, int]:
        return database.write(lambda connection: publish(connection, [Change(feed, *row) for row in rows], now=now))

    return told


@pytest.fixture
def ask(database: Database) -> Pull:
    """Pull one feed from a cursor."""

    def asked(cursor: Cursor, now: datetime = NOW, **more: int) -> FeedAnswer:
        (answer,) = pull(
            database,
            frozenset({cursor.feed}),
            PullRequest(cursors=(cursor,)),
            now=now,
            **more,  # type: ignore[arg-type]
        ).feeds
        return answer

    return asked


def after(answer: FeedAnswer) -> Cursor:
    """The cursor of who has applied `answer`."""
    return Cursor(feed=answer.feed, generation=answer.generation, position=answer.to, tag=answer.tag)
