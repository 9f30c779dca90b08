"""Somebody who sells at a register while its replica is written: what is read is always of one moment."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from pos_client.db.replica import open_replica
from tests.simulation.template import SKUS

if TYPE_CHECKING:
    from tests.simulation.register_node import RegisterNode

EVERY: Final = 9
"""Of so many statements that the replica's writer runs, the reader looks before one."""
LATE: Final = 6.0
"""Seconds by which a register may take the centre's time to be later than it is: half its longest measured trip."""


class ReplicaReader:
    """Reads a register's replica, also between the statements of whoever writes it."""

    def __init__(self, node: RegisterNode) -> None:
        self._node = node
        self._replica = open_replica(node.directory / "replica")
        self._watched: Any = None
        self._count = 0
        self._is_looking = False
        self.looks = 0
        self.watch()

    def close(self) -> None:
        """Let go of the files."""
        self._replica.close()

    def watch(self) -> None:
        """Look on while the catalogue's present file is written; call it again when there may be another."""
        file = self._node.replica._catalogue_file
        connection = None if file is None else file._connection
        if connection is not None and connection is not self._watched:
            connection.set_trace_callback(self._stir)
        self._watched = connection

    def _stir(self, _statement: str) -> None:
        self._count += 1
        if self._count % EVERY == 0 and not self._is_looking:
            try:
                self.look()
            except BaseException as error:  # noqa: BLE001 - the driver would swallow it: it is raised by `tell`
                self._node.world.checks.failures.append(error)

    def look(self) -> None:
        """Invariant 6: all prices are of one publication, and none before its time."""
        self._is_looking = True
        try:
            self._replica.refresh()
            self.looks += 1
            found = {sku: self._replica.catalogue.prices(sku) for sku in SKUS}
        finally:
            self._is_looking = False
        rounds = {entries[0].amount - 100 if entries else None for entries in found.values()}
        if rounds == {None} and not self._node.replica_generation():
            return  # nothing was read yet
        assert len(rounds) == 1, f"invariant 6: {self._node.name} reads the prices of several moments: {found}"
        number = rounds.pop()
        assert number is not None, f"invariant 6: {self._node.name} reads no prices"
        due = self._node.world.publications.get(number, 0.0)
        now = self._node.world.scheduler.now
        if not self._node.world.faults.skew:
            early = datetime.fromtimestamp(due, UTC)
            assert due <= now + LATE, f"invariant 6: {self._node.name} has publication {number} of {early} too early"

    @property
    def round(self) -> int:
        """The publication whose prices are read now."""
        self._replica.refresh()
        entries = self._replica.catalogue.prices(SKUS[0])
        return entries[0].amount - 100 if entries else -1
