"""Questions that a person waits for: asked at once, answered or failed, never repeated. Stock everywhere, for now."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from typing import Final

from msgspec import Struct

from sync.engine.core import Core
from sync.engine.steps import NEVER, Now, Send, Sleep
from sync.engine.trouble import Kind, Trouble
from sync.protocol.messages import StockAnswer, StockRequest
from sync.protocol.wire import STOCK, WireResponse

TIMEOUT: Final = 10.0
MOST_WAITING: Final = 16

Told = Callable[[StockAnswer | Trouble], None]


class _Asked(Struct, frozen=True):
    sku: str
    told: Told


class AskLane:
    """`ask` may be called from any thread; `told` is called once, on the lane's thread or on the caller's."""

    name = "ask"

    def __init__(self, core: Core) -> None:
        self._core = core
        self._gate = threading.Lock()
        self._waiting: deque[_Asked] = deque()
        self._asked: _Asked | None = None
        self._sent = Now(0.0, 0)
        self._skewed = False

    def ask(self, sku: str, told: Told) -> None:
        """Ask for the stock of a product at every location."""
        with self._gate:
            has_room = len(self._waiting) < MOST_WAITING
            if has_room:
                self._waiting.append(_Asked(sku, told))
        if has_room:
            self._core.on_wake(self.name)
        else:
            told(Trouble(Kind.REFUSED, "too_many_questions"))

    def give_up(self) -> None:
        """Fail what waits: the lane is about to end."""
        with self._gate:
            waiting, asked = list(self._waiting), self._asked
            self._waiting.clear()
            self._asked = None
        for one in [asked, *waiting]:
            if one is not None:
                one.told(Trouble(Kind.OFFLINE, "stopped"))

    def next(self, now: Now) -> Send | Sleep:
        """Send the oldest question."""
        with self._gate:
            if self._asked is None:
                if not self._waiting:
                    return Sleep(NEVER)
                self._asked, self._skewed = self._waiting.popleft(), False
            asked = self._asked
        self._sent = now
        return Send(self._core.request(now, "POST", STOCK, StockRequest(sku=asked.sku)), TIMEOUT)

    def answered(self, now: Now, response: WireResponse) -> None:
        """Give the answer to who asked; only a clock that was wrong is put right and tried again."""
        told = self._core.read(self._sent, now, response, StockAnswer)
        if isinstance(told, Trouble):
            if told.code == "skew" and not self._skewed:
                self._skewed = True
                return
        elif self._asked is not None and told.sku != self._asked.sku:
            told = Trouble(Kind.BUG, "not_asked", told.sku)
        self._tell(told)

    def failed(self, now: Now, why: str) -> None:  # noqa: ARG002 - one shape for all lanes
        """Tell who asked that there was no answer."""
        self._tell(Trouble(Kind.OFFLINE, why))

    def _tell(self, told: StockAnswer | Trouble) -> None:
        with self._gate:
            asked, self._asked = self._asked, None
        if asked is not None:
            asked.told(told)
