"""What the line's page and chip say, from a `LineView`: in the language in force. Main thread only."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from PySide6.QtCore import QObject

from pos_client.services.network.line import FeedView, LineState, LineView
from pos_client.ui.i18n import Formatter

ROLES = {
    LineState.NONE: "quiet",
    LineState.STARTING: "quiet",
    LineState.ONLINE: "good",
    LineState.OFFLINE: "warn",
    LineState.REFUSED: "bad",
}
ICONS = {
    LineState.NONE: "wifi-off",
    LineState.STARTING: "refresh-cw",
    LineState.ONLINE: "wifi",
    LineState.OFFLINE: "wifi-off",
    LineState.REFUSED: "circle-alert",
}
SHOWN_OFFSET = timedelta(seconds=2)  # less is the network's own delay


class LineWords(QObject):
    """Texts of the line; `formatter` gives times and numbers."""

    def chip(self, view: LineView, sales: int, formatter: Formatter) -> str:
        """Return what the chip says: "Online", "Offline · 14 sales waiting · since 10:42"."""
        if view.state is LineState.ONLINE:
            return self.tr("Online") if not sales else f"{self.tr('Online')} · {self.waiting(sales)}"
        if view.state is LineState.STARTING:
            return self.tr("Connecting")
        if view.state is LineState.NONE:
            return self.tr("No centre")
        parts = [self.tr("Offline") if view.state is LineState.OFFLINE else self.tr("Refused by the centre")]
        if sales:
            parts.append(self.waiting(sales))
        if view.since is not None and view.state is LineState.OFFLINE:
            parts.append(self.tr("since {time}").format(time=formatter.time(view.since)))
        return " · ".join(parts)

    def waiting(self, sales: int) -> str:
        """Return how many sales wait."""
        return self.tr("%n sale(s) waiting", "", sales)

    def title(self, view: LineView) -> str:
        """Return the state in a word or two."""
        return {
            LineState.NONE: self.tr("This register belongs to no centre"),
            LineState.STARTING: self.tr("Connecting to the centre"),
            LineState.ONLINE: self.tr("Online"),
            LineState.OFFLINE: self.tr("Offline"),
            LineState.REFUSED: self.tr("The centre refuses this register"),
        }[view.state]

    def meaning(self, view: LineView) -> str:
        """Return what the state means for whoever stands at the till."""
        return {
            LineState.NONE: self.tr("It sells by itself. A centre is joined by its code: omnitill enrol."),
            LineState.STARTING: self.tr("Selling goes on meanwhile."),
            LineState.ONLINE: self.tr("Sales reach the centre as they are made."),
            LineState.OFFLINE: self.tr("Sell as always: everything is kept here and sent by itself later."),
            LineState.REFUSED: self.tr("Sell as always: everything is kept here. Call the shop's administrator."),
        }[view.state]

    def age(self, at: datetime | None, now: datetime) -> str:
        """Return how long ago `at` is: "8 s ago", "3 h 12 min ago"; "never" for None."""
        if at is None:
            return self.tr("never")
        return self.tr("{age} ago").format(age=self.span(now - at))

    def span(self, span: timedelta) -> str:
        """Return a length of time in its two largest units: "8 s", "3 h 12 min", "2 d 4 h"."""
        seconds = max(0, round(span.total_seconds()))
        minutes, hours, days = seconds // 60, seconds // 3600, seconds // 86_400
        if days:
            return self.tr("{days} d {hours} h").format(days=days, hours=hours % 24)
        if hours:
            return self.tr("{hours} h {minutes} min").format(hours=hours, minutes=minutes % 60)
        if minutes:
            return self.tr("{minutes} min").format(minutes=minutes)
        return self.tr("{seconds} s").format(seconds=seconds)

    def clock(self, offset: int) -> str:
        """Return how this clock stands to the centre's; `offset` in microseconds."""
        span = timedelta(microseconds=abs(offset))
        if span < SHOWN_OFFSET:
            return self.tr("agrees with the centre's")
        way = self.tr("{span} behind the centre's") if offset > 0 else self.tr("{span} ahead of the centre's")
        return way.format(span=self.span(span))

    def feed(self, feed: str, place: Callable[[str], str]) -> str:
        """Return what a feed brings; `place` names a location."""
        kind, _, of = feed.partition(":")
        names = {
            "catalogue": self.tr("Products, prices, promotions"),
            "store": self.tr("Settings of the store"),
            "register": self.tr("People and settings of this register"),
            "stock": self.tr("Stock of {location}").format(location=place(of)),
        }
        return names.get(kind, feed)

    def position(self, feed: FeedView, now: datetime, formatter: Formatter) -> str:
        """Return how far a feed was read, and when."""
        if feed.position < feed.head:
            return self.tr("{position} of {head}").format(
                position=formatter.number(feed.position), head=formatter.number(feed.head)
            )
        return self.tr("up to date, {age}").format(age=self.age(feed.at, now))

    def works_offline(self) -> tuple[str, ...]:
        """What does not need the line."""
        return (
            self.tr("Selling, prices and promotions"),
            self.tr("Cash, cards at the terminal, vouchers"),
            self.tr("Returns of this register's receipts"),
            self.tr("Shift, count, X and Z"),
        )

    def needs_line(self) -> tuple[str, ...]:
        """What waits for the line."""
        return (
            self.tr("Fresh stock of other stores: shown with its age"),
            self.tr("New prices, promotions and people"),
            self.tr("Receipts and credit slips of other registers"),
        )
