from collections.abc import Iterator

import pytest

from tests.devices.scanner.leaks import nothing_leaked


@pytest.fixture(autouse=True)
def no_leaks() -> Iterator[None]:
    with nothing_leaked():
        yield
