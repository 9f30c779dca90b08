"""A centre that runs, and a register with its line to it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.lined_register import Lined, lined
from tests.support.running_centre import Centre, running_centre


@pytest.fixture
def centre(tmp_path: Path) -> Iterator[Centre]:
    with running_centre(tmp_path / "centre") as running:
        yield running


@pytest.fixture
def register(tmp_path: Path, centre: Centre) -> Iterator[Lined]:
    with lined(tmp_path / "register", centre) as ready:
        yield ready
