"""What the lanes share: who we are, the centre's clock, pauses it asked for, what stands wrong, how far all is.

No network, threads or randomness of its own. Every method may be called from any thread; a lock is held only for
moments, never while a port is called.
"""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final, TypeVar

from msgspec import Struct

from sync.engine import trouble as t
from sync.engine.centre_clock import CentreClock
from sync.engine.identity import About, Identity
from sync.engine.pauses import Pauses
from sync.engine.ports import JournalPort, JournalState, ReplicaPort
from sync.engine.status import FeedState, Phase, SyncState
from sync.engine.steps import Now
from sync.engine.trouble import Kind, Trouble
from sync.protocol import coding, http_signing
from sync.protocol.base import parse_instant
from sync.protocol.messages import Cursor, FeedAnswer, Message, Refusal, RegisterStatus
from sync.protocol.signing import Signer
from sync.protocol.wire import IDEMPOTENCY_HEADER, PREFIX, WireRequest, WireResponse

M = TypeVar("M", bound=Message)
LANES: Final = ("push", "live", "download")
JSON: Final = "application/json"
_EPOCH_ZERO: Final = datetime(1970, 1, 1, tzinfo=UTC)


class Ports(Struct, frozen=True):
    """The register's two stores, as the engine reaches them."""

    journal: JournalPort
    replica: ReplicaPort


class Core:
    """Shared by the lanes of one register. `rng` is seeded by the caller; `offset` is the last known one, in µs.

    `on_wake(lane name)` is called when a lane has something to do before its time, `on_changed(feeds)` when what the
    till reads has changed; both on whatever thread found out, and they must not block.
    """

    def __init__(
        self,
        identity: Identity,
        signer: Signer,
        ports: Ports,
        rng: random.Random,
        *,
        offset: int = 0,
        about: Callable[[], About] = About,
        on_wake: Callable[[str], None] = lambda _lane: None,
        on_changed: Callable[[frozenset[str]], None] = lambda _feeds: None,
    ) -> None:
        self.identity = identity
        self.signer = signer
        self.spare: Signer | None = None  # of a rotation that was broken off: the centre may know it already
        self.is_spare_used = False
        self.ports = ports
        self.rng = rng
        self.about = about
        self.on_wake = on_wake
        self.on_changed = on_changed
        self.clock = CentreClock(offset)
        self.tries = 0  # grows when a person wants all lanes to try at once
        self.revoked = False
        self.keep: tuple[int, int] | None = None  # (epoch, seq) that verified copies of the centre hold, by its feed
        # grows when a feed was read anew, and when a wait begins after a break: the centre may have lost history before
        self.readings = 0
        self._gate = threading.RLock()
        self._held_until = 0.0
        self._since = 0
        self._phase = Phase.STARTING
        self._contact = 0
        self._is_line_up: bool | None = None
        self._is_cut = False  # a lane found nobody since a wait was last answered
        self._standing: dict[str, tuple[Trouble, int]] = {}  # by lane
        self._journal: JournalState | None = None
        self._feeds: dict[str, FeedState] = {}
        self._quarantined: set[str] = set()
        self._set_aside: int | None = None  # how many the centre's own row names
        self._download: tuple[int, int] | None = None
        self._fresh: set[str] = set()  # feeds to be read anew
        self._repairs: dict[str, set[int]] = {}

    # --- requests and answers

    @property
    def epoch(self) -> int:
        """The epoch that requests are signed for."""
        state = self._journal
        return (state or self.note_journal(self.ports.journal.state())).known[0]

    def request(
        self,
        now: Now,
        method: str,
        path: str,
        message: Message | None = None,
        *,
        query: str = "",
        idempotency: str = "",
        more: tuple[tuple[str, str], ...] = (),
    ) -> WireRequest:
        """Return a signed request of this register; `path` below `PREFIX`, `query` percent-encoded."""
        headers = {"accept": JSON, "accept-encoding": coding.ACCEPTED, **dict(more)}
        body = b""
        if message is not None:
            body, described = coding.write(message)
            headers.update(described)
        if idempotency:
            headers[IDEMPOTENCY_HEADER] = idempotency
        plain = WireRequest(method, PREFIX + path, query, headers, body)
        moment = _EPOCH_ZERO + timedelta(microseconds=self.clock.time(now))
        return http_signing.sign(plain, self.signer, self.identity.register_id, self.epoch, moment)

    def read(self, sent: Now, now: Now, response: WireResponse, kind: type[M], *, held: bool = False) -> M | Trouble:
        """Return the message of a successful answer, or what is wrong; learns the centre's time either way.

        `held`: the centre may have held the answer back, so its time says nothing of the way there.
        """
        if response.status != 200:
            return self.refusal(now, response)
        message = _read(kind, response)
        if isinstance(message, Trouble):
            return message
        time = getattr(message, "time", "")
        if time and not held:
            micros = micros_of(time)
            if micros is not None:
                with self._gate:
                    self.clock.sample(sent, now, micros)
        return message

    def refusal(self, now: Now, response: WireResponse) -> Trouble:
        """Return what an answer that is not a success says."""
        pause = _seconds(response.headers.get("retry-after", ""))
        told = _read(Refusal, response)
        if isinstance(told, Trouble):  # not of our centre's program: something in between, or it is going down
            code = "centre_error" if response.status >= 500 or response.status == 429 else "not_understood"
            kind = Kind.OFFLINE if code == "centre_error" else Kind.BUG
            return Trouble(kind, code, f"status {response.status}", pause)
        pause = max(pause, float(told.retry_after))
        if told.code == "skew":
            micros = micros_of(told.time)
            if micros is not None:
                with self._gate:
                    self.clock.take(now, micros)
        return Trouble(t.kind_of(response.status, told.code), told.code, told.detail, pause, told)

    def try_spare(self, used: Signer) -> bool:
        """The centre does not know the key `used`: True when there is another, with which all is asked from now on."""
        with self._gate:
            if used is not self.signer:
                return True
            if self.spare is None:
                return False
            self.signer, self.spare, self.is_spare_used = self.spare, None, True
            return True

    # --- pauses

    def held_until(self) -> float:
        """Until when (steady seconds) the centre asked all lanes to keep away."""
        return self._held_until

    def hold(self, now: Now, trouble: Trouble, pauses: Pauses) -> None:
        """Keep the pause that the centre asked for."""
        if trouble.pause > 0:
            until = now.steady + pauses.asked(trouble.pause)
            with self._gate:
                self._held_until = max(self._held_until, until)

    def try_now(self) -> None:
        """A person wants it tried: lanes cut their own pauses short, never one that the centre asked for."""
        with self._gate:
            self.tries += 1
            self.revoked = False  # asked once more, in case the operator has thought better of it
        self._wake_others("")

    # --- what the lanes note

    def note_success(self, lane: str, now: Now) -> None:
        """A lane had an answer that it could use."""
        with self._gate:
            is_back, is_to_show = self._is_line_up is False, self._reached(lane, now)
            if not self.revoked:
                self._standing.pop(lane, None)
            self.tries += is_back  # the others need not sit out their pauses
        if is_back:
            self._wake_others(lane)
        elif is_to_show:
            self.on_wake("push")

    def _reached(self, lane: str, now: Now) -> bool:
        """Note, within the gate, that the centre answered; True when it is to be shown what it has acknowledged.

        A disk that was put back restarts its centre, which cannot know what it lost, and cuts every wait. So once a
        wait is answered after a break the push lane shows what was acknowledged, also of events that no feed tells of.
        What it showed before that, be it after the break, the centre of before may have confirmed.
        """
        self._is_line_up, self._contact = True, now.wall
        is_to_show = lane == "live" and self._is_cut
        if is_to_show:
            self._is_cut = False
            self.readings += 1
        return is_to_show

    def _wake_others(self, lane: str) -> None:
        for other in LANES:
            if other != lane:
                self.on_wake(other)

    def note_trouble(self, lane: str, now: Now, trouble: Trouble) -> None:
        """A lane had none."""
        with self._gate:
            self._standing[lane] = (trouble, now.wall)
            is_to_show = trouble.kind is not Kind.OFFLINE and self._reached(lane, now)
            if trouble.kind is Kind.OFFLINE:
                self._is_line_up, self._is_cut = False, True
            if trouble.code == "revoked":
                self.revoked = True
        if is_to_show:
            self.on_wake("push")

    def trouble_of(self, lane: str) -> Trouble | None:
        """What stands wrong of a lane."""
        with self._gate:
            entry = self._standing.get(lane)
        return entry[0] if entry else None

    def note_cared(self, lane: str) -> None:
        """A lane that asks nothing has done its work: what stood wrong of it is over."""
        with self._gate:
            self._standing.pop(lane, None)

    def note_journal(self, state: JournalState) -> JournalState:
        """Keep where the journal stands, for requests and for the page."""
        with self._gate:
            self._journal = state
        return state

    def note_quarantined(self, ids: tuple[str, ...]) -> None:
        """Events that the centre holds and could not interpret."""
        with self._gate:
            if len(self._quarantined) < 10_000:
                self._quarantined.update(ids)

    def note_set_aside(self, count: int) -> None:
        """How many events of this register the centre holds and could not interpret, by its own row of them."""
        with self._gate:
            self._set_aside = count

    def note_feed(self, now: Now, cursor: Cursor | FeedAnswer, head: int) -> None:
        """How far a feed was read; `head` as the centre told it last."""
        position = cursor.position if isinstance(cursor, Cursor) else cursor.to
        with self._gate:
            before = self._feeds.get(cursor.feed)
            at = now.wall if position >= head else before.at if before else 0
            self._feeds[cursor.feed] = FeedState(feed=cursor.feed, position=position, head=max(head, position), at=at)

    def note_download(self, done: int, total: int) -> None:
        """How far a snapshot has come, in bytes; (0, 0) when none is under way."""
        with self._gate:
            self._download = (done, total) if total else None

    # --- feeds that need more than the next rows

    def start_anew(self, feed: str) -> None:
        """Have the download lane read a feed from its beginning."""
        with self._gate:
            known = feed in self._fresh
            self._fresh.add(feed)
            self._repairs.pop(feed, None)
        if not known:
            self.on_wake("download")

    def repair(self, feed: str, buckets: tuple[int, ...]) -> None:
        """Have the download lane fetch these buckets whole."""
        if not buckets:
            return
        with self._gate:
            if feed not in self._fresh:
                self._repairs.setdefault(feed, set()).update(buckets)
        self.on_wake("download")

    def starting(self) -> frozenset[str]:
        """Feeds that are to be read anew, or are being."""
        with self._gate:
            return frozenset(self._fresh)

    def repairs(self) -> tuple[tuple[str, int], ...]:
        """(feed, bucket) to be fetched."""
        with self._gate:
            return tuple((feed, bucket) for feed in sorted(self._repairs) for bucket in sorted(self._repairs[feed]))

    def started(self, feed: str) -> None:
        """A feed was read anew: the live lane goes on from there, the push lane shows what was acknowledged before."""
        with self._gate:
            self._fresh.discard(feed)
            self.readings += 1
        self.on_wake("live")
        self.on_wake("push")

    def repaired(self, feed: str, bucket: int) -> None:
        """A bucket was replaced."""
        with self._gate:
            buckets = self._repairs.get(feed)
            if buckets is not None:
                buckets.discard(bucket)
                if not buckets:
                    del self._repairs[feed]

    # --- what is told

    def own_status(self, now: Now) -> RegisterStatus:
        """What goes along with requests, for operators."""
        about, state = self.about(), self._journal
        with self._gate:
            worst = max(self._standing.values(), key=lambda entry: entry[1], default=None)
        return RegisterStatus(
            version=about.version,
            waiting=max(0, state.waiting) if state else 0,
            oldest_waiting=state.oldest_waiting if state else "",
            clock_offset=self.clock.offset(now),
            free_disk=about.free_disk,
            journal=about.journal,
            error=worst[0].code[:200] if worst else "",
        )

    def state(self, now: Now) -> SyncState:
        """How sync stands now."""
        with self._gate:
            standing = self._worst()
            phase = self._phase_of(standing[0] if standing else None)
            if phase is not self._phase or not self._since:
                self._phase, self._since = phase, now.wall
            journal, trouble = self._journal, standing[0] if standing else None
            return SyncState(
                phase=phase,
                since=self._since,
                last_contact=self._contact,
                waiting=max(0, journal.waiting) if journal else 0,
                oldest_waiting=journal.oldest_waiting if journal else "",
                epoch=journal.epoch if journal else 0,
                seq=journal.seq if journal else 0,
                acknowledged_seq=journal.acknowledged_seq if journal else 0,
                quarantined=len(self._quarantined) if self._set_aside is None else self._set_aside,
                offset=self.clock.offset(now),
                offset_known=self.clock.is_measured,
                error=trouble.code if trouble else "",
                error_kind=trouble.kind.value if trouble else "",
                error_detail=trouble.detail if trouble else "",
                error_at=standing[1] if standing else 0,
                next_step=t.next_step(trouble.code) if trouble else "",
                wish=journal.wish if journal else "",
                feeds=tuple(self._feeds[name] for name in sorted(self._feeds)),
                download=self._download,
            )

    def _worst(self) -> tuple[Trouble, int] | None:
        """The trouble to show: a revoked key before all, then a bug, a refusal, the line; the newest of a kind."""
        order = {Kind.BUG: 2, Kind.REFUSED: 1, Kind.OFFLINE: 0}
        return max(
            self._standing.values(),
            key=lambda entry: (entry[0].code == "revoked", order[entry[0].kind], entry[1]),
            default=None,
        )

    def _phase_of(self, trouble: Trouble | None) -> Phase:
        if self.revoked:
            return Phase.REFUSED
        if self._is_line_up is False:
            return Phase.OFFLINE
        if trouble is not None and trouble.kind is not Kind.OFFLINE:
            return Phase.ALARM if trouble.kind is Kind.BUG else Phase.REFUSED
        return Phase.STARTING if self._is_line_up is None else Phase.ONLINE


def _read(kind: type[M], response: WireResponse) -> M | Trouble:
    content = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    if content != JSON:
        return Trouble(Kind.BUG, "not_understood", f"an answer of type {content[:60]!r}")
    try:
        return coding.read(kind, response.body, response.headers.get("content-encoding", coding.PLAIN))
    except coding.CodingError as error:
        return Trouble(Kind.BUG, "not_understood", str(error)[:200])


def micros_of(instant: str) -> int | None:
    """Return an instant as µs since 1970; None for one that is no date."""
    try:
        return (parse_instant(instant) - _EPOCH_ZERO) // timedelta(microseconds=1)
    except ValueError:
        return None


def _seconds(text: str) -> float:
    """Return a Retry-After in seconds; 0 for none, and for a date: the pause is then ours."""
    return float(text) if text.isascii() and text.isdigit() and len(text) <= 9 else 0.0
