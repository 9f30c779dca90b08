"""A register's push: facts are stored before they are judged, once, in the chain's order, and acknowledged durably.

`push` is one transaction that holds the register's head. What it refuses changes nothing but what the refusal itself
leaves: an alarm, a branch kept aside, a token accepted anew. Any thread.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Final

import msgspec
import sqlalchemy as sa
from msgspec import Struct
from msgspec.structs import replace

from sync.central.db.database import Database
from sync.central.journal import aside, heads, quarantine
from sync.central.journal.arrived import Arrived, take_apart
from sync.central.journal.heads import Head, Place
from sync.central.journal.ports import Notary, Pusher
from sync.central.journal.settle import Settled, settle, store_events
from sync.central.journal.telling import tell
from sync.central.refused import RefusedError
from sync.central.registers import epochs, status
from sync.protocol import statements
from sync.protocol.base import instant
from sync.protocol.messages import Ack, PushAnswer, PushRequest
from sync.protocol.signing import Verifier

KEPT: Final = frozenset({"not_parsed", "chain_broken", "bad_signature", "too_large"})
"""Refusals of what the bytes are: the register could never get past them, so they are kept, with an alarm."""
_decoder: Final = msgspec.json.Decoder(PushRequest)
_read_ack: Final = msgspec.json.Decoder(Ack).decode


class _Served(Struct, frozen=True):
    head: Head
    quarantined: tuple[str, ...]


def receive(database: Database, notary: Notary, caller: Pusher, body: bytes, now: datetime) -> PushAnswer:
    """Take a push from its plain bytes; what cannot be parsed goes to rescue storage. `RefusedError` as of `push`."""
    try:
        request = _decoder.decode(body)
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        refusal = RefusedError(422, "not_parsed", str(error)[:200])
        aside.keep_refused(database, caller, body, refusal, now)
        raise refusal from None
    return push(database, notary, caller, request, now)


def push(database: Database, notary: Notary, caller: Pusher, request: PushRequest, now: datetime) -> PushAnswer:
    """Store the events of a push, draw from them what the centre keeps, and acknowledge once all of it is durable.

    `RefusedError`: 403 "revoked"; 409 "fenced" (another epoch than the newest), "fork" (a second history), "gap"
    (`expected_seq`), "clone" (a token from before the last two); 413 "too_large"; 422 "not_parsed", "chain_broken",
    "bad_signature". A push that is repeated is answered again.
    """
    if caller.revoked:
        raise RefusedError(403, "revoked")
    try:
        events = take_apart(caller.register_id, request)
        served = database.write(lambda connection: _Push(connection, notary, caller, request, events, now).serve())
        if isinstance(served, RefusedError):
            raise served
    except RefusedError as refusal:
        if refusal.code in KEPT:
            aside.keep_refused(database, caller, msgspec.json.encode(request), refusal, now)
        raise
    head, at = served.head, instant(now)
    ack = Ack(register_id=caller.register_id, epoch=head.epoch, seq=head.seq, hash=head.hash.hex(), at=at)
    signed = notary.sign_statement("ack", ack)
    return PushAnswer(ack=signed, token=head.token, quarantined=served.quarantined, time=at)


class _Push:
    """One push within its transaction."""

    def __init__(
        self,
        connection: sa.Connection,
        notary: Notary,
        caller: Pusher,
        request: PushRequest,
        events: Sequence[Arrived],
        now: datetime,
    ) -> None:
        self._connection, self._notary = connection, notary
        self._place = Place(caller.location_id, caller.register_id)
        self._request, self._events = request, events
        self._moment, self._now = now, instant(now)

    def serve(self) -> _Served | RefusedError:
        """Return what to answer; a refusal is returned, so that what it leaves is committed."""
        request = self._request
        opened = heads.open_for_push(self._connection, self._place, request.epoch, self._now)
        head = opened.head
        shown = self._read_shown()
        is_above = shown is not None and (shown.epoch, shown.seq) > (head.epoch, head.seq)
        proof = self._shown() if is_above else None
        newest = max(opened.granted, head.epoch, proof.epoch if proof else 0)
        if request.epoch != newest:
            return RefusedError(409, "fenced", f"epoch {request.epoch}, the newest is {newest}")
        if not self._is_signed(opened.keys):
            return RefusedError(422, "bad_signature", f"event {self._events[-1].header.seq}")
        if head.epoch < newest:
            head = heads.begin_epoch(self._connection, self._place, head, newest, request.token)
        if head.state == "forked":
            differing = self._differing(head)
            return self._fork(head, differing or [item for item in self._events if item.header.seq > head.seq])
        if proof is not None and proof.seq > head.seq:
            head = self._restored(head, proof)
        return self._judge(head)

    def _is_signed(self, keys: Sequence[bytes]) -> bool:
        """Whether one of the register's `keys` signed the last event; the chain covers every event before it."""
        if not self._events:
            return True
        last = self._events[-1]
        return any(Verifier(key).verify(last.signature, last.hash) for key in keys)

    def _judge(self, head: Head) -> _Served | RefusedError:
        request, events = self._request, self._events
        differing = self._differing(head)
        if differing:
            return self._fork(head, differing)
        new = [item for item in events if item.header.seq > head.seq]
        if request.token not in (head.token, head.previous_token):
            return self._clone(head, new)
        if request.first_seq > head.seq + 1:
            heads.store(self._connection, self._place, head, self._now)
            return RefusedError(409, "gap", f"expected {head.seq + 1}", expected_seq=head.seq + 1)
        if (new and new[0].header.previous != head.hash.hex()) or self._contradicts_itself():
            return self._fork(head, new)
        return self._accept(head, new)

    def _contradicts_itself(self) -> bool:
        """Whether what is sent is not what was acknowledged at its place, as the register itself shows.

        That it is the centre's own history at all, the chain tells; but one that was restored has forgotten what it
        acknowledged, and would take something else in its place.
        """
        shown, events, request = self._read_shown(), self._events, self._request
        at = shown.seq - request.first_seq if shown is not None else -2
        if shown is None or not -1 <= at < len(events):
            return False
        stated = events[at].hash.hex() if at >= 0 else request.previous
        return stated != shown.hash and self._shown() is not None

    def _shown(self) -> Ack | None:
        """What the centre signed of this epoch, if the register shows such."""
        ack, shown = self._read_shown(), self._request.acknowledged
        if ack is None or shown is None:
            return None
        try:
            return statements.verify("ack", shown, *self._notary.public_keys)
        except statements.StatementError:
            return None  # proves nothing; the push is judged by what it holds

    def _read_shown(self) -> Ack | None:
        """The same, whoever signed it."""
        shown = self._request.acknowledged
        if shown is None:
            return None
        try:
            ack = _read_ack(shown.data)
        except (msgspec.DecodeError, UnicodeError):
            return None
        return ack if (ack.register_id, ack.epoch) == (self._place.register_id, self._request.epoch) else None

    def _restored(self, head: Head, ack: Ack) -> Head:
        """This centre acknowledged what it does not hold: it was restored from a backup and has lost what came after.

        Tokens that it gave out since are not known to it, so the one that comes with the proof is current.
        """
        self._alarm(head.epoch, "centre_restored", f"acknowledged {ack.seq}, held {head.seq}")
        epochs.proved_restored(self._connection, self._place.register_id, ack.at, self._moment)
        return replace(head, token=self._request.token, previous_token=self._request.token)

    def _differing(self, head: Head) -> list[Arrived]:
        """The events that state something else than is held at their place, and all that follow them."""
        held = [item for item in self._events if item.header.seq <= head.seq]
        if not held:
            return []
        known = heads.hashes(self._connection, self._place, head.epoch, held[0].header.seq, held[-1].header.seq)
        for place, item in enumerate(held):
            if known[item.header.seq] != item.hash:
                return list(self._events[place:])
        return []

    def _fork(self, head: Head, events: Sequence[Arrived]) -> RefusedError:
        """Two histories: ours stays what it is, the other is kept aside, and nothing more is drawn from either.

        Of a fork that is known, what says nothing new leaves nothing: it may be a replay.
        """
        seq = events[0].header.seq if events else head.seq
        refusal = RefusedError(409, "fork", f"another history is held from {seq}")
        kept, left = aside.keep_branch(self._connection, self._place, events, self._now)
        if head.state == "forked" and not kept and not left:
            return refusal
        self._alarm(head.epoch, "fork", f"at {seq}" + (f"; {left} events were not kept" if left else ""))
        heads.store(self._connection, self._place, replace(head, state="forked"), self._now)
        status.mark(self._connection, self._place.register_id, "forked")
        return refusal

    def _clone(self, head: Head, new: Sequence[Arrived]) -> RefusedError:
        """A token from before the last two, of a copy that was left behind; what brings nothing may be a replay."""
        if new:
            _kept, left = aside.keep_branch(self._connection, self._place, new, self._now)
            detail = f"from {self._request.first_seq}" + (f"; {left} events were not kept" if left else "")
            self._alarm(head.epoch, "clone", detail)
            status.mark(self._connection, self._place.register_id, "cloned")
        return RefusedError(409, "clone", "the token is not of the last two")

    def _accept(self, head: Head, new: Sequence[Arrived]) -> _Served:
        settled = Settled()
        noted: tuple[str, ...] = ()
        if new:
            store_events(self._connection, self._place, head.epoch, new)
            settled = settle(self._connection, self._place, new)
            noted = quarantine.add(self._connection, self._place, new, settled.faults, self._now)
            head = replace(head, seq=new[-1].header.seq, hash=new[-1].hash)
        if self._request.token == head.token:
            head = heads.rolled(head, secrets.token_hex(16))
        heads.store(self._connection, self._place, head, self._now)
        quarantined = noted if len(new) == len(self._events) else self._quarantined(head)
        if settled.faults:
            self._alarm(head.epoch, "quarantine", f"{len(settled.faults)} events from {min(settled.faults)}")
        self._publish(head, settled)
        return _Served(head, quarantined)

    def _quarantined(self, head: Head) -> tuple[str, ...]:
        """The ids of what was pushed, before this too, and stands in quarantine."""
        first, last = self._request.first_seq, self._request.first_seq + len(self._events) - 1
        return quarantine.ids(self._connection, self._place, head.epoch, first, last)

    def _publish(self, head: Head, settled: Settled) -> None:
        """Tell the location's registers. What moved nothing tells nothing."""
        if settled.balances or settled.faults:
            tell(self._connection, self._place, head, settled.balances, self._moment)

    def _alarm(self, epoch: int, kind: str, detail: str) -> None:
        aside.alarm(self._connection, self._place, epoch, kind, detail, self._now)
