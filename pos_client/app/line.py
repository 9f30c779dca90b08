"""The register's line to its centre, joined to the till: what the sync process tells becomes what screens show.

Knows neither Qt nor screens. A register without a centre has no line, and neither has training.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from pos_client.app.enrolment_file import Enrolment
from pos_client.app.sync_link import SyncLink
from pos_client.runtime.bridge import Bridge
from pos_client.services.desk import Desk
from pos_client.services.network.line import FeedView, Line, LineState, LineView
from sync.engine.status import FeedState, Phase, SyncState
from sync.protocol.base import parse_instant

STATES: Final = {
    Phase.STARTING: LineState.STARTING,
    Phase.ONLINE: LineState.ONLINE,
    Phase.OFFLINE: LineState.OFFLINE,
    Phase.REFUSED: LineState.REFUSED,
    Phase.ALARM: LineState.REFUSED,
}
TOLD_AS: Final = {
    "unknown_host": "unreachable",
    "timed_out": "unreachable",
    "cut": "unreachable",
    "slow_down": "busy",
    "stopping": "busy",
    "centre_error": "busy",
    "rolled_back": "restored",
    "journal_write": "disk_full",
    "replica_write": "replica",
    "process_ended": "internal_error",
}
"""Codes of the engine that mean the same to whoever stands at the till."""
ITSELF: Final = frozenset(
    {
        "unreachable", "wrong_certificate", "skew", "revoked", "unknown_register", "bad_request_signature", "fenced",
        "fork", "clone", "restored", "busy", "internal_error", "too_many_epochs", "key_half_changed",
    }
)  # fmt: skip


def view_of(state: SyncState, address: str) -> LineView:
    """Return what the screens show of the engine's state."""
    code = TOLD_AS.get(state.error, state.error if state.error in ITSELF else "bad_answer" if state.error else "")
    return LineView(
        STATES[state.phase],
        since=_moment(state.since),
        address=address,
        waiting=state.waiting,
        oldest=parse_instant(state.oldest_waiting) if state.oldest_waiting else None,
        last_contact=_moment(state.last_contact),
        offset=state.offset if state.offset_known else 0,
        code=code or ("restored" if state.wish == "restored" else ""),
        detail=state.error_detail,
        quarantined=state.quarantined,
        feeds=tuple(_feed_view(feed, state.last_contact) for feed in state.feeds),
        download=state.download,
    )


def _feed_view(feed: FeedState, last_contact: int) -> FeedView:
    """A feed that was read to its head is as fresh as the last answer: the centre tells of every one that moves."""
    at = max(feed.at, last_contact) if feed.at and feed.position >= feed.head else feed.at
    return FeedView(feed.feed, feed.position, feed.head, _moment(at))


def _moment(micros: int) -> datetime | None:
    return datetime.fromtimestamp(micros / 1_000_000, UTC) if micros else None


class RegisterLine:
    """Starts and ends the line of an enrolled register; `changed` is called on the main thread after news came."""

    def __init__(
        self,
        directory: Path,
        enrolment: Enrolment,
        desk: Desk,
        line: Line,
        bridge: Bridge,
        changed: Callable[[], None],
    ) -> None:
        self._directory = directory
        self._enrolment = enrolment
        self._desk = desk
        self._line = line
        self._bridge = bridge
        self._changed = changed
        self._link: SyncLink | None = None

    def start(self) -> None:
        """Start the process that keeps the line."""
        address, line, bridge = self._enrolment.address, self._line, self._bridge
        self._link = SyncLink(
            self._directory,
            self._desk.journal,
            bridge.listener(lambda state: line.told(view_of(state, address))),
            bridge.listener(lambda _feeds: self._changed()),
        )
        line.connect(self._link)

    def close(self) -> None:
        """End it. Blocks some seconds at most; what waits is sent at the next start."""
        link, self._link = self._link, None
        if link is not None:
            link.close()
