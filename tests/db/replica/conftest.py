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
from tests.support import disks


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


@pytest.fixture
def small_disk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A disk of its own with room for a replica."""
    with disks.small_disk(tmp_path_factory.mktemp("disk") / "small") as place:
        yield place
