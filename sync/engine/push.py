"""The journal's way to the centre: pushes, what their refusals ask for, new epochs, the rescue of the revoked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import msgspec
from msgspec.structs import replace

from sync.engine.core import Core
from sync.engine.lane import BaseLane, Question
from sync.engine.ports import JournalState, PortError, StoredEvent
from sync.engine.steps import NEVER, Now, Sleep
from sync.engine.trouble import Kind, Trouble
from sync.protocol import statements
from sync.protocol.messages import (
    Ack,
    EpochAnswer,
    EpochRequest,
    PushAnswer,
    PushedEvent,
    PushRequest,
    Signed,
)
from sync.protocol.wire import EPOCH, MOST_PUSH_BYTES, MOST_PUSH_EVENTS, PUSH, RESCUE

PUSH_TIMEOUT: Final = 60.0
LOOK_AGAIN: Final = 60.0
"""Seconds after which the journal is looked at though nobody woke the lane."""
STATUS_EVERY: Final = 30.0
_WISHES: Final = {
    "fenced": "fenced",
    "fork": "forked",
    "clone": "forked",
    # the centre was restored from a copy that knows neither us nor our key: it honours the grant in the next request
    "unknown_register": "fenced",
    "bad_request_signature": "fenced",
}


class PushLane(BaseLane):
    """Sends events in order, one batch at a time; keeps an acknowledgement only when the centre signed it for us."""

    name = "push"
    serves_revoked = True

    def __init__(self, core: Core) -> None:
        super().__init__(core)
        self._most_events = MOST_PUSH_EVENTS
        self._told_status = -STATUS_EVERY
        self._epoch_key: tuple[int, str, str] = (0, "", "")  # epoch, reason, idempotency key
        self._shown = -1  # of `Core.readings`, when the centre last confirmed what it had acknowledged
        self._rescued = 0  # up to which seq a revoked register's events are in the centre's rescue storage
        self._rescued_of = 0  # the epoch of that seq

    def _choose(self, now: Now) -> Question | Sleep:
        state = self.core.note_journal(self.core.ports.journal.state())
        if self.core.revoked:
            return self._rescue(now, state)
        if state.wish and self.core.is_spare_used:
            return self._wait_for_key(now)
        if state.wish and state.may_open_epoch:
            return self._ask_epoch(state)
        if state.wish and state.wish != "lost":
            return Sleep(now.steady + LOOK_AGAIN)
        if state.waiting <= 0 and (not state.ack_data or self._shown == self.core.readings):
            return Sleep(now.steady + LOOK_AGAIN)
        return self._push(now, state)  # with no event: a centre that was restored learns what it has lost

    def _wait_for_key(self, now: Now) -> Sleep:
        """The journal signs with a key that has a successor: no epoch of that can begin here, and a person is told."""
        self.core.note_trouble(self.name, now, Trouble(Kind.REFUSED, "key_half_changed"))
        return Sleep(now.steady + LOOK_AGAIN)

    # --- pushing

    def _push(self, now: Now, state: JournalState) -> Question:
        journal, readings = self.core.ports.journal, self.core.readings
        previous, events = journal.batch(state.acknowledged_seq, self._most_events, MOST_PUSH_BYTES)
        told_status = now.steady - self._told_status >= STATUS_EVERY
        if told_status:
            self._told_status = now.steady
        return Question(
            method="POST",
            path=PUSH,
            timeout=PUSH_TIMEOUT,
            kind=PushAnswer,
            message=PushRequest(
                epoch=state.epoch,
                token=state.token,
                first_seq=state.acknowledged_seq + 1,
                previous=previous.hex(),
                events=_wire(events),
                acknowledged=Signed(data=state.ack_data, signature=state.ack_signature) if state.ack_data else None,
                status=self.core.own_status(now) if told_status else None,
            ),
            took=lambda _now, answer: self._acknowledged(answer, state, events, readings),
            refused=lambda _now, trouble: self._push_refused(trouble, state, len(events)),
        )

    def _acknowledged(
        self, answer: PushAnswer, state: JournalState, events: Sequence[StoredEvent], readings: int
    ) -> Trouble | None:
        """Keep an acknowledgement that the centre signed, of our register, epoch, seq and hash; no other."""
        try:
            ack = statements.verify("ack", answer.ack, *self.core.identity.ca_public_keys)
        except statements.StatementError as error:
            return Trouble(Kind.BUG, "ack_invalid", error.code)
        if (ack.register_id, ack.epoch) != (state.register_id, state.epoch) or ack.seq < state.acknowledged_seq:
            return Trouble(Kind.BUG, "ack_invalid", f"of {ack.register_id} {ack.epoch}/{ack.seq}")
        journal = self.core.ports.journal
        present = journal.state()
        if present.epoch != state.epoch:
            return None  # a new epoch was begun meanwhile; what the older one lacks was settled with it
        if ack.seq > present.seq:
            return self._wish("restored", "rolled_back", f"the centre holds {ack.seq}, here are {present.seq}")
        if self._hash_of(ack.seq, events) != bytes.fromhex(ack.hash):
            return self._wish("forked", "fork", f"the centre holds another event {ack.seq}")
        self._shown = readings
        return self._keep(ack, answer, state, is_bare=not events)

    def _keep(self, ack: Ack, answer: PushAnswer, state: JournalState, *, is_bare: bool) -> Trouble | None:
        self.core.ports.journal.acknowledge(
            ack.seq, bytes.fromhex(ack.hash), answer.token, answer.ack.data, answer.ack.signature
        )
        self.core.note_quarantined(answer.quarantined)
        self._journal_moved()
        if ack.seq == state.acknowledged_seq and not is_bare:
            return Trouble(Kind.BUG, "ack_invalid", f"nothing above {ack.seq} was taken")
        self._most_events = MOST_PUSH_EVENTS
        return None

    def _wish(self, reason: str, code: str, detail: str) -> Trouble:
        self.core.ports.journal.wish_epoch(reason)
        self._journal_moved()
        return Trouble(Kind.REFUSED, code, detail)

    def _hash_of(self, seq: int, events: Sequence[StoredEvent]) -> bytes:
        if events and events[0].seq <= seq <= events[-1].seq:
            return events[seq - events[0].seq].hash
        return self.core.ports.journal.batch(seq, 0, 0)[0]

    def _push_refused(self, trouble: Trouble, state: JournalState, sent: int) -> bool:
        journal = self.core.ports.journal
        if trouble.code in _WISHES:
            journal.wish_epoch(_WISHES[trouble.code])
            self._journal_moved()
            return False  # parked and visible until the epoch is there
        if trouble.code == "gap" and trouble.refusal is not None:
            expected = trouble.refusal.expected_seq
            if 1 <= expected <= state.acknowledged_seq:  # it held more when it signed: the centre was restored
                self._go_back(expected - 1)
                return True
            return False
        if trouble.code in {"too_large", "not_parsed", "timed_out", "cut"} and sent > 1:
            self._most_events = max(1, sent // 2)
            return trouble.code in {"too_large", "not_parsed"}
        return False

    def _go_back(self, seq: int) -> None:
        """Have what is above `seq` wait again; where some of it is gone, the rest goes on in a new epoch."""
        journal = self.core.ports.journal
        try:
            journal.regress(seq, journal.batch(seq, 0, 0)[0])
        except PortError as error:
            if error.code != "purged":
                raise
            journal.wish_epoch("purged")
        self._journal_moved()

    def _journal_moved(self) -> None:
        self.core.note_journal(self.core.ports.journal.state())

    # --- a new epoch

    def _ask_epoch(self, state: JournalState) -> Question:
        epoch, seq, digest = state.known
        if self._epoch_key[:2] != (state.epoch, state.wish):
            self._epoch_key = (state.epoch, state.wish, f"{self.core.rng.getrandbits(128):032x}")
        return Question(
            method="POST",
            path=EPOCH,
            timeout=PUSH_TIMEOUT,
            kind=EpochAnswer,
            message=EpochRequest(
                reason=state.wish, epoch=epoch, seq=seq, hash=digest.hex(), grant=self.core.identity.grant
            ),
            idempotency=self._epoch_key[2],
            took=lambda _now, answer: self._granted(answer, state),
        )

    def _granted(self, answer: EpochAnswer, state: JournalState) -> Trouble | None:
        try:
            grant = statements.verify("grant", answer.grant, *self.core.identity.ca_public_keys)
        except statements.StatementError as error:
            return Trouble(Kind.BUG, "grant_invalid", error.code)
        ours = (self.core.identity.register_id, self.core.signer.public_key.hex())
        if (grant.register_id, grant.public_key) != ours or grant.epoch <= state.known[0]:
            return Trouble(Kind.BUG, "grant_invalid", f"of {grant.register_id}, epoch {grant.epoch}")
        self.core.ports.journal.open_epoch(answer)
        self.core.identity = replace(self.core.identity, grant=answer.grant)
        self._most_events = MOST_PUSH_EVENTS
        self._journal_moved()
        return None

    # --- revoked

    def _rescue(self, now: Now, state: JournalState) -> Question | Sleep:
        """Bring what waits into the centre's rescue storage, once; then nothing more is sent until enrolled again."""
        if self._rescued_of != state.epoch:
            self._rescued, self._rescued_of = state.acknowledged_seq, state.epoch
        after = max(self._rescued, state.acknowledged_seq)
        if after >= state.seq:
            return Sleep(NEVER)
        previous, events = self.core.ports.journal.batch(after, MOST_PUSH_EVENTS, MOST_PUSH_BYTES)
        return Question(
            method="POST",
            path=RESCUE,
            timeout=PUSH_TIMEOUT,
            kind=None,
            message=PushRequest(
                epoch=state.epoch,
                token=state.token,
                first_seq=after + 1,
                previous=previous.hex(),
                events=_wire(events),
                acknowledged=Signed(data=state.ack_data, signature=state.ack_signature) if state.ack_data else None,
                status=self.core.own_status(now),
            ),
            took=lambda _now, _response: self._was_rescued(events),
        )

    def _was_rescued(self, events: Sequence[StoredEvent]) -> Trouble | None:
        self._rescued = events[-1].seq
        return None


def _wire(events: Sequence[StoredEvent]) -> tuple[PushedEvent, ...]:
    return tuple(PushedEvent(msgspec.Raw(event.data), event.signature.hex()) for event in events)
