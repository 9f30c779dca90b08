"""Instants in a store's own time: windows of hours and weekdays. Pure, any thread."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo


@lru_cache(maxsize=64)
def zone(name: str) -> ZoneInfo:
    """The IANA time zone `name`; `ZoneInfoNotFoundError` when this machine does not know it."""
    return ZoneInfo(name)


def local(instant: datetime, timezone: str) -> datetime:
    """`instant` on the wall clock of `timezone`; `ValueError` for a naive one, which could mean anything."""
    if instant.tzinfo is None:
        raise ValueError(f"an instant needs its time zone, got {instant.isoformat()}")
    return instant.astimezone(zone(timezone))


def in_window(moment: datetime, start: time | None, end: time | None, weekdays: frozenset[int]) -> bool:
    """True when local `moment` is in [start, end) of a day whose ISO weekday is in `weekdays`.

    A window that ends at or before its start passes midnight and belongs to the day it starts on; None is
    the edge of the day.
    """
    begin = start or time.min
    clock = moment.time()
    if end is None or end > begin:
        return clock >= begin and (end is None or clock < end) and moment.isoweekday() in weekdays
    if clock >= begin:
        return moment.isoweekday() in weekdays
    return clock < end and (moment - timedelta(days=1)).isoweekday() in weekdays
