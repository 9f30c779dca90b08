from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from pos_client.db.journal import Journal
from sync.protocol.signing import Signer, create
from tests.db.journal.facts import PREFIX

Opener = Callable[..., Journal]


@pytest.fixture(scope="session")
def signer(tmp_path_factory: pytest.TempPathFactory) -> Signer:
    return create(tmp_path_factory.mktemp("keys") / "journal.pem")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "journal"


@pytest.fixture
def opened(folder: Path, signer: Signer) -> Iterator[Opener]:
    """Opens journals in `folder`, and closes at the end what the test left open."""
    made: list[Journal] = []

    def open_one(directory: Path = folder, **changes: Any) -> Journal:
        journal = Journal.open(directory, changes.pop("signer", signer), **{"prefix": PREFIX, **changes})
        made.append(journal)
        return journal

    yield open_one
    for journal in made:
        journal.close()


@pytest.fixture
def journal(opened: Opener) -> Journal:
    return opened()
