"""Chance that comes from the seed alone, also where the product asks the system for it."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def determined(seed: int) -> Iterator[None]:
    """Within, `secrets` and `random.SystemRandom` of this process are a sequence of `seed`: tokens, ids, codes.

    Keys stay what they are: signatures differ from run to run, and nothing that happens hangs on them.
    """
    source = random.Random(seed)
    before = vars(random)["_urandom"]
    vars(random)["_urandom"] = source.randbytes
    try:
        yield
    finally:
        vars(random)["_urandom"] = before
