"""One running centre a module and kind of database, a registered computer a test."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import httpx
import pytest

from tests.support.centre import template_in
from tests.support.postgres import cluster
from tests.support.running_centre import Centre, running_centre
from tests.support.wire_machine import Machine, trusting

KINDS = ("sqlite", "postgresql")
Fresh = Callable[[], str]


@pytest.fixture(scope="module", params=KINDS)
def fresh(request: pytest.FixtureRequest) -> Iterator[Fresh]:
    """Makes the address of a fresh database, once for each kind; "" lets the centre embed its own."""
    if request.param == "sqlite":
        yield lambda: ""
        return
    server, names = cluster(), []

    def create() -> str:
        names.append(server.create(template=template_in(server)))
        return server.url(names[-1])

    yield create
    for name in names:
        server.drop(name)


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory, fresh: Fresh) -> Iterator[Centre]:
    """A centre that serves by TLS, with the tiny chain."""
    with running_centre(tmp_path_factory.mktemp("centre"), database_url=fresh()) as running:
        yield running


@pytest.fixture(scope="module")
def client(centre: Centre) -> Iterator[httpx.Client]:
    """A client that trusts it."""
    with httpx.Client(verify=trusting(centre), timeout=60) as opened:
        yield opened


@pytest.fixture
def machine(centre: Centre, client: httpx.Client) -> Machine:
    """Register r1, enrolled anew."""
    made = Machine(centre, "r1", client)
    made.enrol()
    return made
