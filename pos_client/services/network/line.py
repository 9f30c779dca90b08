"""How the line to the centre stands, as the chip and its page show it. Main thread; `told` is called there, too.

The line is kept by another process; `connect` gives the hand that reaches it. A register without a centre has none, and
then everything here says so.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from datetime import datetime
from enum import StrEnum
from typing import Final, Protocol

from msgspec import Struct

from pos_client.services.desk import Desk
from sync.protocol.messages import StockAnswer


class LineState(StrEnum):
    """`NONE`: this register belongs to no centre. `REFUSED`: the centre answers and says no; selling goes on."""

    NONE = "none"
    STARTING = "starting"
    ONLINE = "online"
    OFFLINE = "offline"
    REFUSED = "refused"


class FeedView(Struct, frozen=True):
    """How far one feed was read: `position` of `head`, and when it last was at the head (None: never)."""

    feed: str
    position: int
    head: int
    at: datetime | None = None


class LineView(Struct, frozen=True):
    """The line at one moment. `since`: when this state began. `code`: of the last error, "" when all is well.

    `download` is (bytes here, bytes of all) of a first download, None when none is under way. `offset` is in
    microseconds to add to this clock to reach the centre's. `waiting` counts events, the oldest from `oldest`.
    """

    state: LineState
    since: datetime | None = None
    address: str = ""
    waiting: int = 0
    oldest: datetime | None = None
    last_contact: datetime | None = None
    offset: int = 0
    code: str = ""
    detail: str = ""
    quarantined: int = 0
    feeds: tuple[FeedView, ...] = ()
    download: tuple[int, int] | None = None

    @property
    def is_online(self) -> bool:
        """True while the centre answers."""
        return self.state is LineState.ONLINE


class LinkPort(Protocol):
    """The hand that reaches the process which keeps the line. Any thread; never blocks."""

    def wake(self) -> None:
        """Try now, whatever pause it was keeping."""
        ...

    def ask_stock(self, sku: str) -> Future[StockAnswer]:
        """Ask the centre for the stock of a product at every location."""
        ...


NO_LINE: Final = LineView(LineState.NONE)


class Line:
    """The line of this register. `view` is how it stands; listeners are called on the main thread when that changes."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._link: LinkPort | None = None
        self._listeners: list[Callable[[LineView], None]] = []
        self.view = NO_LINE

    def connect(self, link: LinkPort) -> None:
        """Take the hand that reaches the line; from now on this register has one."""
        self._link = link
        if self.view.state is LineState.NONE:
            self.told(LineView(LineState.STARTING, since=self._desk.clock()))

    def listen(self, listener: Callable[[LineView], None]) -> None:
        """Call `listener` after every change."""
        self._listeners.append(listener)

    def told(self, view: LineView) -> None:
        """Take in how the line stands now."""
        self.view = view
        for listener in self._listeners:
            listener(view)

    @property
    def is_there(self) -> bool:
        """True for a register that belongs to a centre."""
        return self._link is not None

    @property
    def is_online(self) -> bool:
        """True while the centre answers."""
        return self.view.is_online

    def sales_waiting(self) -> int:
        """How many sales, returns and post-voids the centre has not acknowledged."""
        return self._desk.journal.reader().documents_waiting()

    def try_now(self) -> None:
        """Try at once; a line that is not there does nothing."""
        if self._link is not None:
            self._link.wake()

    def ask_stock(self, sku: str) -> Future[StockAnswer] | None:
        """Ask the centre for stock everywhere; None when there is no line or it is down."""
        return self._link.ask_stock(sku) if self._link is not None and self.is_online else None
