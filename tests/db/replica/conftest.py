"""A replica that follows `told.FEEDS`, just made, and the hand that writes it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from pos_client.db.replica import create_empty
from pos_client.db.replica.port import WrittenReplica
from tests.db.replica.chain import LIVE, STORE
from tests.db.replica.told import FEEDS


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    """The folder of a replica."""
    create_empty(tmp_path / "replica", LIVE.register, STORE, FEEDS)
    return tmp_path / "replica"


@pytest.fixture
def port(directory: Path) -> Iterator[WrittenReplica]:
    """The replica as the sync process writes it."""
    with closing(WrittenReplica(directory, FEEDS)) as opened:
        yield opened
