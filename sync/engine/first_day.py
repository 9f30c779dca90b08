"""Bringing a new register its first day: every feed read from its beginning, one thing after the other. Blocks."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import Final

from sync.engine.driver import read_clocks
from sync.engine.engine import Engine
from sync.engine.http import Http, NoAnswerError
from sync.engine.steps import Sleep
from sync.engine.trouble import Trouble

MOST_TROUBLES: Final = 6


class NotBroughtError(Exception):
    """It went wrong too often in a row; what was downloaded is kept. `code` as of `sync.engine.trouble`."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(f"{trouble.code}: {trouble.detail}" if trouble.detail else trouble.code)
        self.code = trouble.code


def bring(
    engine: Engine,
    http: Http,
    feeds: Iterable[str],
    told: Callable[[tuple[str, ...], tuple[int, int] | None], None],
) -> None:
    """Read `feeds` from their beginning; those that stand at a position already are left.

    `told(feeds that are left, (bytes here, bytes of all) of a snapshot)` after each step. `NotBroughtError`.
    """
    core, lane = engine.core, engine.download
    wanted = set(feeds)
    for cursor in core.ports.replica.cursors():
        if cursor.feed in wanted and not cursor.generation:
            core.start_anew(cursor.feed)
    troubles = 0
    while left := tuple(sorted(core.starting())):
        now = read_clocks()
        told(left, core.state(now).download)
        step = lane.next(now)
        if isinstance(step, Sleep):
            time.sleep(max(0.0, min(step.until - now.steady, 10.0)))
            continue
        try:
            response = http.send(step.request, step.timeout)
        except NoAnswerError as error:
            lane.failed(read_clocks(), error.code)
        else:
            lane.answered(read_clocks(), response)
        trouble = core.trouble_of(lane.name)
        troubles = troubles + 1 if trouble is not None else 0
        if trouble is not None and (troubles >= MOST_TROUBLES or core.revoked):
            raise NotBroughtError(trouble)
