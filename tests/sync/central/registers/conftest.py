"""A furnished centre on either database, with an authority of its own."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sync.central.db import Database
from sync.central.identity import Authority
from sync.central.refused import Refused
from tests.support.centre import START, Centre, furnish


@pytest.fixture(scope="session")
def authority_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a CA, made once."""
    folder = tmp_path_factory.mktemp("authority") / "authority"
    Authority.create(folder, "Nordwind", START)
    return folder


@pytest.fixture
def authority(authority_folder: Path, tmp_path: Path) -> Authority:
    """An authority of the test's own."""
    folder = tmp_path / "authority"
    folder.mkdir(mode=0o700)
    for path in authority_folder.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
        (folder / path.name).chmod(0o600)
    return Authority(folder)


@pytest.fixture
def centre(database: Database, authority: Authority) -> Centre:
    """The centre on either database."""
    database.write(furnish)
    return Centre(database, authority)


Refuser = Callable[[Callable[[], object]], tuple[int, str]]


@pytest.fixture
def refused() -> Refuser:
    """Run something that must be refused; returns (status, code)."""

    def run(work: Callable[[], object]) -> tuple[int, str]:
        with pytest.raises(Refused) as caught:
            work()
        return caught.value.status, caught.value.code

    return run
