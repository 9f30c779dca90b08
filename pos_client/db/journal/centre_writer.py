"""What the centre changes of the journal: acknowledgements, new epochs, what may be removed. See `writer`.

An epoch is one history of the register: the centre grants it, with a prefix of its own for receipts. A register that
was restored from a copy numbers in a provisional epoch, which nobody granted and nobody else can have, until the centre
grants one; what it lacks is then sent inside the granted epoch as `carried` events.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from datetime import datetime

from pos_client.db.journal import epochs, purging
from pos_client.db.journal import statements as s
from pos_client.db.journal.chain_writer import ChainWriter
from pos_client.db.journal.errors import JournalUsageError
from pos_client.db.journal.rows import Head
from sync.protocol import canonical, chain, schemas
from sync.protocol.enrolment_code import ALPHABET
from sync.protocol.events import CarriedBody, EpochOpenedBody, PurgedBody, TaskBody
from sync.protocol.messages import Grant, Signed

MOST_CARRIED = 200
MOST_CARRIED_BYTES = 2 * 1024 * 1024
WISHES = frozenset({"restored", "forked", "fenced", "purged", "lost"})
_PROVISIONAL_DIGITS = 6


class CentreWriter(ChainWriter):
    """Writes what the centre said."""

    # --- acknowledgements

    def acknowledge(self, seq: int, digest: bytes, token: str, ack_data: str = "", ack_signature: str = "") -> None:
        """Keep what the centre holds durably, with the rolling token, in one row, and the signed statement itself.

        `JournalUsageError`: "acknowledged_ahead" beyond the head, "acknowledged_other" for another history's hash;
        an older acknowledgement than the one kept is passed over. Of statements the furthest of the epoch is kept: it
        proves to a centre that was restored what it has lost.
        """
        start = self._start
        if seq > self._seq:
            raise JournalUsageError("acknowledged_ahead", str(seq))
        if seq < start.acknowledged_seq:
            return
        if self._hash_at(seq) != digest:
            raise JournalUsageError("acknowledged_other", str(seq))
        self._run(s.ACKNOWLEDGE, (seq, digest, token, start.epoch))
        kept = epochs.acknowledgement(self._raw)
        if ack_data and (kept is None or kept.epoch != start.epoch or kept.seq <= seq):
            self.keep(epochs.ACK, canonical.encode([start.epoch, seq, ack_data, ack_signature]))

    def regress(self, seq: int, digest: bytes) -> None:
        """Believe a restored centre that it holds no more than `seq`: what is above waits again. A task says so.

        Only what the centre itself names by the hash of our own event `seq` (of the genesis for 0) is believed. The
        signed statement that it acknowledged more stays, as evidence. One that knows nothing of this epoch may have
        lost of older ones, too: a new epoch is wished ("lost"), which says what. `JournalUsageError`: "not_regressed"
        when it is no step back, "acknowledged_other" for another history, "purged" when what it lacks is not here any
        more.
        """
        start = self._start
        if seq >= start.acknowledged_seq:
            raise JournalUsageError("not_regressed", f"{seq}, acknowledged {start.acknowledged_seq}")
        floor = self._floor()
        if seq < floor:
            raise JournalUsageError("purged", f"{seq}, removed up to {floor}")
        if self._hash_at(seq) != digest:
            raise JournalUsageError("acknowledged_other", str(seq))
        details = (("acknowledged", f"{start.acknowledged_seq} {start.acknowledged_hash.hex()}"), ("held", str(seq)))
        self.append("task", TaskBody(kind="centre_restored", details=details))
        self._run(s.ACKNOWLEDGE, (seq, digest if seq else b"", start.token, start.epoch))
        if not seq and len(epochs.order(self._raw)) > 1:
            self.wish_epoch("lost")

    def purge(self, keep: tuple[int, int], now: datetime, most: int = purging.MOST_PURGED) -> int:
        """Remove what may go now (`purging.purgeable`), by a signed event that names the floor; returns how many."""
        start = self._start
        begun = self._floor()
        up_to = purging.purgeable(self._raw, start, keep, now, most)
        last = self._raw.execute(s.EVENT_HASH.sql, (start.epoch, up_to)).fetchone()
        if up_to <= begun or last is None:
            return 0
        event = self.append("purged", PurgedBody(seq=up_to, hash=last[0].hex(), count=up_to - begun))
        self._run(s.MOVE_FLOOR, (start.epoch, up_to, last[0], event.seq))
        return self._run(s.DELETE_EVENTS, (start.epoch, up_to))

    def _floor(self) -> int:
        return purging.floor(self._raw, self._start.epoch)

    def _hash_at(self, seq: int) -> bytes:
        """Return the hash of our event `seq`, of the genesis for 0; of a purged one what was acknowledged of it."""
        start = self._start
        if seq == 0:
            return chain.genesis_hash(start.register_id, start.epoch)
        return self._stored_hash(start.epoch, seq) or start.acknowledged_hash

    # --- epochs

    def wish_epoch(self, reason: str) -> None:
        """Note that a new epoch is needed, why: see `ports.JournalState`. `JournalUsageError` "unknown_wish".

        "purged": a restored centre wants events that are not here any more, which a task says.
        """
        if reason not in WISHES:
            raise JournalUsageError("unknown_wish", reason)
        known = self._raw.execute(s.VALUE.sql, (epochs.WISH,)).fetchone()
        if reason == "purged" and known is None:
            details = (("acknowledged", str(self._start.acknowledged_seq)), ("purged", str(self._floor())))
            self.append("task", TaskBody(kind="centre_restored", details=details))
        self.keep(epochs.WISH, reason.encode())

    def open_epoch(
        self,
        grant: Grant,
        held: Iterable[tuple[int, int]],
        anchors: Sequence[tuple[int, int, str]] = (),
        signed: Signed | None = None,
    ) -> None:
        """Begin the granted epoch: counters from 1, its own prefix, first event `epoch_opened`. Once; again is nothing.

        `signed`, the grant as the centre signed it, is kept with it: a restored centre may have to be shown it.

        `held` is (epoch, seq) up to which the centre holds each older epoch (`messages.EpochAnswer`); `carry` then
        brings what it lacks. It may hold another history than this one (a fork): what it holds counts up to the highest
        of `anchors` that is our own event. An older centre names none: then the hash in its grant counts, and what it
        acknowledged.

        `JournalUsageError`: "shift_open", "wrong_key" (granted to another key), "wrong_identity" (to another register),
        "epoch_not_newer", "epoch_in_transaction" (after something else was written).
        """
        start = self._start
        if (grant.epoch, grant.prefix) == (start.epoch, start.prefix):
            return
        order = epochs.order(self._raw)
        if grant.public_key != self._signer.public_key.hex():
            raise JournalUsageError("wrong_key", grant.public_key[:16])
        if grant.register_id != start.register_id:
            raise JournalUsageError("wrong_identity", f"{grant.register_id}, the journal is of {start.register_id}")
        newest = max((epoch for epoch in order if not epochs.is_provisional(epoch)), default=0)
        if not newest < grant.epoch < chain.FIRST_PROVISIONAL:
            raise JournalUsageError("epoch_not_newer", f"{grant.epoch} after {newest}")
        if self._raw.execute(s.THE_OPEN_SHIFT.sql).fetchone() is not None:
            raise JournalUsageError("shift_open")
        body = EpochOpenedBody(
            register_id=grant.register_id,
            receipt_prefix=grant.prefix,
            public_key=grant.public_key,
            previous_epoch=grant.previous_epoch,
            previous_seq=grant.previous_seq,
            previous_hash=grant.previous_hash,
        )
        named = anchors or ((grant.previous_epoch, grant.previous_seq, grant.previous_hash),)
        ours = {epoch: self._proved(named, epoch, seq) for epoch, seq in held if epoch in order}
        if not anchors:
            ours = {epoch: self._believed(epoch, seq, ours[epoch]) for epoch, seq in held if epoch in ours}
        begun = epochs.begin_carrying(self._raw, order, ours)
        self._begin(grant.epoch, body, order)
        self.keep(epochs.CARRYING, begun)
        self.keep(epochs.WISH, None)
        self.keep(epochs.GRANT, canonical.encode([signed.data, signed.signature]) if signed is not None else None)

    def _proved(self, anchors: Iterable[tuple[int, int, str]], epoch: int, held: int) -> int:
        """Return up to which event of our own history of an epoch the centre has it, as its anchors prove."""
        head = self._head_of(epoch)
        found = max((seq for one, seq, told in anchors if one == epoch and self._is_ours(epoch, seq, told)), default=0)
        if held == found > head.acknowledged_seq:  # it says so, as an acknowledgement would
            self._run(s.ACKNOWLEDGE, (found, self._stored_hash(epoch, found), head.token, epoch))
        return found

    def _believed(self, epoch: int, held: int, proved: int) -> int:
        """The same at an older centre, whose acknowledgements have to do."""
        return max(proved, min(held, self._head_of(epoch).acknowledged_seq))

    def _head_of(self, epoch: int) -> Head:
        return next(Head(*row) for row in self._raw.execute(s.HEADS.sql).fetchall() if row[0] == epoch)

    def _is_ours(self, epoch: int, seq: int, told: str) -> bool:
        digest = self._stored_hash(epoch, seq)
        return bool(digest) and digest.hex() == told

    def _stored_hash(self, epoch: int, seq: int) -> bytes:
        """Return the hash of our own event, also of the last one that was purged; b"" for one that is not here."""
        row = self._raw.execute(s.EVENT_HASH.sql, (epoch, seq)).fetchone()
        if row is not None:
            return bytes(row[0])
        floor = self._raw.execute(s.PURGE_FLOOR.sql, (epoch,)).fetchone()
        return bytes(floor[2]) if floor is not None and floor[1] == seq else b""

    def open_provisional(self, prefix: str) -> Head:
        """Begin a provisional epoch on top of a copy that was put in the journal's place; returns its head.

        Its receipts have a prefix of their own, made of `prefix` and six random characters, so that no number is ever
        given twice. An open shift goes on. The first event names the copy's end.
        """
        start = self._start
        order = epochs.order(self._raw)
        code = "".join(secrets.choice(ALPHABET) for _ in range(_PROVISIONAL_DIGITS))
        body = EpochOpenedBody(
            register_id=start.register_id,
            receipt_prefix=f"{prefix}-{code}",
            public_key=self._signer.public_key.hex(),
            previous_epoch=start.epoch,
            previous_seq=start.seq,
            previous_hash=start.hash.hex(),
        )
        self._begin(epochs.next_provisional(order, self._clock()), body, order)
        return self.head

    def carry(self, most: int = MOST_CARRIED) -> int:
        """Append the next carried events after `open_epoch`; returns how many, 0 once nothing is left to carry.

        Each call is a transaction's worth; where it stands is kept with the events, so that a crash costs nothing.
        """
        carrying = epochs.carrying(self._raw)
        if carrying is None:
            return 0
        done = size = 0
        for row in epochs.to_carry(self._raw, carrying, most):
            self._carry_one(*row)
            done, size = done + 1, size + len(row[4])
            carrying = carrying.after(row[0], row[1])
            if size >= MOST_CARRIED_BYTES:
                break
        self.keep(epochs.CARRYING, carrying.encoded() if done else None)
        return done

    def _carry_one(self, epoch: int, seq: int, digest: bytes, signature: bytes, data: bytes) -> None:
        try:
            body = CarriedBody(data=data.decode(), hash=digest.hex(), signature=signature.hex(), epoch=epoch, seq=seq)
            self.append("carried", body)
        except (schemas.EventInvalidError, UnicodeDecodeError) as error:
            # what is damaged here cannot be proved there; it must not keep back what follows, and must not be silent
            details = (("epoch", str(epoch)), ("seq", str(seq)), ("error", str(error)[:200]))
            self.append("task", TaskBody(kind="carry_damaged", details=details))

    def _begin(self, epoch: int, body: EpochOpenedBody, order: tuple[int, ...]) -> None:
        if self._seq != self._start.seq or self._numbers_taken or self._z_taken:
            raise JournalUsageError("epoch_in_transaction")
        genesis = chain.genesis_hash(body.register_id, epoch)
        key = self._signer.public_key
        head = Head(epoch, body.register_id, body.receipt_prefix, key, 0, genesis, 0, 0, 0, 0, b"", "")
        self._run(
            s.INSERT_HEAD,
            (epoch, head.register_id, head.prefix, key, 0, genesis, 0, 0, 0, 0, b"", ""),
        )
        self.keep(epochs.ORDER, canonical.encode([*order, epoch]))
        self._enter(head)
        self.append("epoch_opened", body)
