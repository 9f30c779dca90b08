"""What was typed to find a receipt → what the service is asked: number, amount, time of day, product. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta, tzinfo

from msgspec import Struct
from msgspec.structs import replace

PERIODS = ("all", "shift", "today", "yesterday", "week", "month")
AROUND = timedelta(minutes=15)  # a single time of day stands for what was sold shortly before and after it
_TIMES = re.compile(r"^\s*(\d{1,2}):(\d{2})(?:\s*[-–]\s*(\d{1,2}):(\d{2}))?\s*$")
_NUMBER = re.compile(r"^[A-Za-z]{0,6}\d{0,6}-\d*$")
_LEAST_BARCODE = 7


class ReceiptQuery(Struct, frozen=True):
    """`since` <= completed < `until`; `sku` or the words of `name` are of a product on the receipt."""

    text: str = ""
    amount: int | None = None
    since: datetime | None = None
    until: datetime | None = None
    in_shift: bool = False
    sku: str = ""
    name: str = ""
    impossible: bool = False  # a time was meant that there is not


def spanned(period: str, now: datetime, zone: tzinfo) -> ReceiptQuery:
    """Return the time span of `period`, whole days of `zone`."""
    midnight = datetime.combine(now.astimezone(zone).date(), time(), zone)
    days = {"today": 0, "yesterday": 1, "week": 6, "month": 29}
    if period not in days:
        return ReceiptQuery(in_shift=period == "shift")
    since = midnight - timedelta(days=days[period])
    until = midnight if period == "yesterday" else None
    return ReceiptQuery(since=since.astimezone(UTC), until=until.astimezone(UTC) if until else None)


def read_query(
    typed: str,
    period: str,
    now: datetime,
    zone: tzinfo,
    *,
    amount_of: Callable[[str], int | None],
    sku_of: Callable[[str], str],
) -> ReceiptQuery:
    """Return what `typed` asks for within `period`; `sku_of` gives the product of a barcode, "" for none."""
    span, text = spanned(period, now, zone), typed.strip()
    if not text:
        return span
    times = _TIMES.match(text)
    if times is not None:
        return _at(times, span, now, zone)
    is_figure = text.isascii() and text.isdigit()
    if is_figure and len(text) >= _LEAST_BARCODE:
        sku = sku_of(text)
        if sku:
            return replace(span, sku=sku)
    amount = amount_of(text)
    if amount is not None or is_figure or _NUMBER.match(text):
        return replace(span, text=text.upper(), amount=amount)
    return replace(span, name=text)


def _at(times: re.Match[str], span: ReceiptQuery, now: datetime, zone: tzinfo) -> ReceiptQuery:
    """A time of day, or a span of it, on the first day of the period; on this one when that has no first day."""
    first, last = _clock(times[1], times[2]), _clock(times[3], times[4]) if times[3] else None
    if first is None or (times[3] and last is None):
        return replace(span, impossible=True)
    day = (span.since or now).astimezone(zone).date()
    begins = datetime.combine(day, first, zone).astimezone(UTC)
    if last is None:
        return replace(span, since=begins - AROUND, until=begins + AROUND)
    ends = datetime.combine(day, last, zone).astimezone(UTC) + timedelta(minutes=1)
    return replace(span, since=begins, until=ends)


def _clock(hours: str, minutes: str) -> time | None:
    return time(int(hours), int(minutes)) if int(hours) < 24 and int(minutes) < 60 else None
