"""A centre with registers that push: rows as an enrolment leaves them, chains as a register writes them."""

from __future__ import annotations

import pytest

from sync.central.db import Database
from sync.central.identity.authority import Authority
from tests.support.central_books import NOW, Centre


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority.create(tmp_path_factory.mktemp("ca") / "ca", "Test", NOW)


@pytest.fixture
def centre(database: Database, authority: Authority) -> Centre:
    """A centre with one location "T12" and nothing in it."""
    return Centre(database, authority)
