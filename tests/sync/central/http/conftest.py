"""One running centre a module, a registered computer a test."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from tests.support.running_centre import Centre, running_centre
from tests.support.wire_machine import Machine, trusting


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Centre]:
    """A centre that serves by TLS, with the tiny chain."""
    with running_centre(tmp_path_factory.mktemp("centre")) as running:
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
