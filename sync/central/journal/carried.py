"""Events of older epochs, or of a branch given up, that come inside a newer epoch. Within a write of the caller.

An original is believed when its hash is that of its bytes, a key of its epoch signed it, and it follows an event that
is held at the place before it, where any is. It is not accepted at its old place, which another event may have: it is
held where its carrier is, and `carried_event` tells so. Its effects are keyed by its own id.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

import sqlalchemy as sa
from msgspec import Struct

from sync.central.journal import bulk, heads
from sync.central.journal.arrived import Arrived
from sync.central.journal.facts import UnreadableError, plausible
from sync.central.journal.heads import Place
from sync.central.journal.tables import carried_end, carried_event
from sync.protocol import chain, schemas
from sync.protocol.events import CarriedBody
from sync.protocol.signing import Verifier

REVOKED_KEY: Final = "revoked_key"
"""Why an original is not believed that a key signed which anybody may have had; an operator may vouch for it."""


class Original(Struct, frozen=True):
    """A carried event that is believed. `held`: it was there already, at its own place or carried."""

    header: chain.Header
    body: bytes
    hash: bytes
    held: bool


class Carried:
    """Judges the carried events of a batch, in their order; if they are `vouched` for, revoked keys count, too."""

    def __init__(
        self, connection: sa.Connection, place: Place, bodies: Sequence[CarriedBody], *, vouched: bool = False
    ) -> None:
        self._connection, self._place = connection, place
        self._states = (*heads.BELIEVED, "revoked") if vouched else heads.BELIEVED
        self._verifiers: dict[int, list[Verifier]] = {}
        self._ends = heads.ends(connection, place)
        self._moved: set[int] = set()
        self._rows: list[tuple[int, int, bytes, str, int, int]] = []
        self._known = self._known_hashes(bodies)

    def judge(self, carrier: Arrived, body: CarriedBody) -> Original:
        """Return the original; `UnreadableError` when it is not to be believed."""
        try:
            header, data, digest = schemas.open_carried(body)
        except schemas.EventInvalidError as error:
            raise UnreadableError(error.code, error.detail) from None
        if header.register != self._place.register_id:
            raise UnreadableError("other_register", f"an event of {header.register}")
        is_older = 0 < header.epoch < carrier.header.epoch or chain.is_provisional(header.epoch)
        if not is_older or header.seq < 1:
            raise UnreadableError("carried_place", f"epoch {header.epoch} within {carrier.header.epoch}")
        signature = bytes.fromhex(body.signature)
        if not any(key.verify(signature, digest) for key in self._keys(header.epoch)):
            raise UnreadableError(self._unsigned(header.epoch, signature, digest), f"event {header.epoch}/{header.seq}")
        before = self._known[header.epoch, header.seq - 1]
        if header.seq == 1:
            before = {chain.genesis_hash(header.register, header.epoch)}
        if before and bytes.fromhex(header.previous) not in before:
            raise UnreadableError("chain_broken", f"event {header.epoch}/{header.seq}")
        held = digest in self._known[header.epoch, header.seq]
        if not held:
            self._hold(carrier, header, digest)
        return Original(header, data, digest, held)

    def _hold(self, carrier: Arrived, header: chain.Header, digest: bytes) -> None:
        self._known[header.epoch, header.seq].add(digest)
        name = header.id if plausible(header.id) else "~"
        place = (carrier.header.epoch, carrier.header.seq)
        self._rows.append((header.epoch, header.seq, digest, name, *place))
        seq, last = self._ends.get(header.epoch, (0, chain.genesis_hash(header.register, header.epoch)))
        if (header.seq, header.previous) == (seq + 1, last.hex()):
            self._ends[header.epoch] = (header.seq, digest)
            self._moved.add(header.epoch)

    def store(self) -> None:
        """Write down where the originals are held."""
        place = (self._place.location_id, self._place.register_id)
        bulk.insert(self._connection, carried_event, place, self._rows)
        for epoch in sorted(self._moved):
            heads.keep_end(self._connection, self._place, epoch, *self._ends[epoch], carried_end)

    def _keys(self, epoch: int) -> Iterable[Verifier]:
        if epoch not in self._verifiers:
            found = heads.keys(self._connection, self._place, epoch, states=self._states)
            self._verifiers[epoch] = [Verifier(key) for key in found]
        return self._verifiers[epoch]

    def _unsigned(self, epoch: int, signature: bytes, digest: bytes) -> str:
        """Why a signature does not count: a revoked key made it, which anybody may have had, or no key of ours did."""
        revoked = heads.keys(self._connection, self._place, epoch, states=("revoked",))
        is_revoked = any(Verifier(key).verify(signature, digest) for key in revoked)
        return REVOKED_KEY if is_revoked else "bad_signature"

    def _known_hashes(self, bodies: Sequence[CarriedBody]) -> defaultdict[tuple[int, int], set[bytes]]:
        """What is held at the places of the originals and at those before them."""
        wanted: defaultdict[int, set[int]] = defaultdict(set)
        for body in bodies:
            wanted[body.epoch] |= {body.seq, max(body.seq - 1, 0)}
        found: defaultdict[tuple[int, int], set[bytes]] = defaultdict(set)
        for epoch, seqs in wanted.items():
            for table in ("event", "carried_event"):
                statement = (
                    f"SELECT e.seq, e.hash {bulk.from_given(self._connection, 'int8')} {table} e"
                    " ON e.location_id = :location_id AND e.register_id = :register_id AND e.epoch = :epoch"
                    " AND e.seq = given.value"
                )
                given = {
                    "location_id": self._place.location_id,
                    "register_id": self._place.register_id,
                    "epoch": epoch,
                    "names": bulk.listed(self._connection, seqs),
                }
                for seq, digest in self._connection.execute(sa.text(statement), given):
                    found[epoch, seq].add(bytes(digest))
        return found
