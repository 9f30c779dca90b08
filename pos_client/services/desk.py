"""What every service of one register shares: the replica, the journal, the clock, who is at the till.

Built by `pos_client.app`; used on the main thread unless a method says otherwise.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from concurrent.futures import Future
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from msgspec import Struct

from pos_client.db.journal import Journal, Writer
from pos_client.db.replica import Replica, ReplicaDamagedError, ReplicaDiskError
from pos_client.domain.catalogue import StoreProfile
from pos_client.domain.staff import StaffMember

T = TypeVar("T")
_log = logging.getLogger(__name__)


class ServiceError(Exception):
    """A job could not be done: `code` is for the translator, `details` fill its message."""

    def __init__(self, code: str, **details: str | int) -> None:
        super().__init__(f"{code} {details}" if details else code)
        self.code = code
        self.details = tuple(details.items())


def utc_now() -> datetime:
    """Return the wall clock, aware, in UTC."""
    return datetime.now(UTC)


class Desk(Struct):
    """The register's shared state. `cashier` is None while nobody is logged in; `shift_id` is "" without a shift.

    `counting`: the shift is being counted; nothing is sold, taken back or moved until that ends.
    `steady` counts seconds since the machine's start, whatever anybody does to `clock`.
    """

    replica: Replica
    journal: Journal
    clock: Callable[[], datetime] = utc_now
    training: bool = False
    cashier: StaffMember | None = None
    shift_id: str = ""
    counting: bool = False
    steady: Callable[[], float] = time.monotonic

    @property
    def zone(self) -> ZoneInfo:
        """The store's time zone."""
        return ZoneInfo(self.store.timezone)

    @property
    def store(self) -> StoreProfile:
        """The store whose rules hold."""
        return self.replica.live.store

    @property
    def today(self) -> date:
        """The store's local calendar day."""
        return self.clock().astimezone(self.zone).date()

    def business_day(self, instant: datetime) -> date:
        """Return the business day of `instant`: the store's calendar day, begun when the last one ended."""
        ends = self.store.business_day_ends
        return (instant.astimezone(self.zone) - timedelta(hours=ends.hour, minutes=ends.minute)).date()

    @property
    def staff(self) -> StaffMember:
        """Whoever is at the till; `ServiceError("nobody_logged_in")`."""
        if self.cashier is None:
            raise ServiceError("nobody_logged_in")
        return self.cashier

    def refuse_while_counting(self) -> None:
        """`ServiceError("counting")` while the shift is being counted: every act that moves money asks this."""
        if self.counting:
            raise ServiceError("counting")

    def refresh(self) -> bool:
        """Take over a new catalogue or new settings of the replica, between baskets. True when there were any.

        A damaged new one, or one that the disk does not let be read, is logged and the old one goes on selling.
        """
        try:
            return self.replica.refresh()
        except (ReplicaDamagedError, ReplicaDiskError) as error:
            _log.error("the replica could not be taken over: %s", error)
            return False

    def record(self, work: Callable[[Writer], T]) -> Future[T]:
        """Run `work` in one journal transaction on the journal's thread; the result comes once it is durable."""
        return self.journal.submit(work)
