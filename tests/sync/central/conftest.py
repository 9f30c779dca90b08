"""The centre's tests run on both databases: `database` is a fresh one with every table, on SQLite and on PostgreSQL."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from sync.central.db import Database, open_database
from tests.support.centre import make_tables, template_in
from tests.support.postgres import cluster

KINDS = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def template_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The SQLite file that tests' databases are copied from."""
    path = tmp_path_factory.mktemp("centre") / "template.sqlite"
    make_tables(f"sqlite:///{path}")
    return path


@pytest.fixture
def is_durable() -> bool:
    """Whether PostgreSQL writes through to the disk; a test module that needs it overrides this fixture."""
    return False


@pytest.fixture(params=KINDS)
def database_url(
    request: pytest.FixtureRequest, tmp_path: Path, template_file: Path, is_durable: bool
) -> Iterator[str]:
    """The address of a fresh database with every table, once for each kind."""
    if request.param == "sqlite":
        path = tmp_path / "centre.sqlite"
        shutil.copyfile(template_file, path)
        yield f"sqlite:///{path}"
        return
    server = cluster(durable=is_durable)
    name = server.create(template=template_in(server))
    yield server.url(name)
    server.drop(name)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A fresh open database with every table, once for each kind."""
    opened = open_database(database_url)
    yield opened
    opened.close()
