"""A register enrolled at a real centre, with its journal open and its line kept by a real process."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import sqlalchemy as sa

from pos_client.app.enrolling import enrol_register
from pos_client.app.enrolment_file import Enrolment
from pos_client.app.sync_link import SyncLink
from pos_client.db.journal import Journal, Writer, bound
from sync.engine.status import SyncState
from sync.protocol import signing
from tests.db.journal.facts import NOW, open_shift, sale_body
from tests.support.running_centre import Centre
from tests.support.waiting import wait_until

PATIENCE = 60.0


class Lined:
    """A register in `directory`; `states` and `changed` are what its link told, newest last."""

    def __init__(self, directory: Path, centre: Centre, register_id: str = "r1") -> None:
        self.directory = directory
        self.centre = centre
        self.said: list[str] = []
        self.states: list[SyncState] = []
        self.changed: list[frozenset[str]] = []
        code = centre.enrolment_code(register_id)
        self.enrolment: Enrolment = enrol_register(directory, centre.address, code, self.said.append)
        self.journal = self.open_journal()
        self.link: SyncLink | None = None
        self._shifts = 0

    def open_journal(self) -> Journal:
        """Open its journal."""
        known = self.enrolment
        signer = signing.load(self.directory / "register.key")
        return Journal.open(self.directory, signer, prefix=known.prefix, register_id=known.register_id)

    def start(self) -> SyncLink:
        """Start its line."""
        self.link = SyncLink(self.directory, self.journal, self.states.append, self.changed.append)
        return self.link

    def stop(self) -> None:
        """End its line."""
        if self.link is not None:
            self.link.close()
            self.link = None

    def close(self) -> None:
        """End its line and close its journal."""
        self.stop()
        self.journal.close()

    @property
    def state(self) -> SyncState:
        """How its line stands."""
        return self.link.state if self.link is not None else SyncState()

    def open_shift(self) -> str:
        """Open a shift."""
        self._shifts += 1
        shift = f"{self.enrolment.register_id}-shift-{self._shifts}"
        self.journal.submit(open_shift(shift)).result()
        return shift

    def sell(self, count: int, shift: str) -> None:
        """Sell four articles at 9.99, so many times."""
        for _ in range(count):
            self.journal.submit(self._sale(shift)).result()

    def _sale(self, shift: str) -> Callable[[Writer], None]:
        def work(writer: Writer) -> None:
            receipt = writer.next_receipt_number()
            body = msgspec.structs.replace(
                sale_body(receipt, 4, shift),
                store_id=self.enrolment.location_id,
                register_id=self.enrolment.register_id,
            )
            data = msgspec.json.encode(body)
            event = writer.append("sale", bound(body, data))
            writer.record_sale(receipt, event.seq, body.sale_id, NOW, body.total, "maria", shift, data)

        return work

    def wait(self, condition: Callable[[SyncState], object], what: str, seconds: float = PATIENCE) -> SyncState:
        """Wait until its state is so."""
        wait_until(lambda: condition(self.state), f"{what}: {self.state}", seconds)
        return self.state

    def wait_online(self) -> SyncState:
        """Wait until the line is up."""
        return self.wait(lambda state: state.phase == "online", "the line is up")

    def wait_pushed(self) -> None:
        """Wait until the centre has acknowledged all there is."""

        def is_pushed() -> bool:
            head = self.journal.reader().head()
            return head.acknowledged_seq == head.seq

        wait_until(is_pushed, f"all is acknowledged: {self.state}", PATIENCE)

    def process_id(self) -> int:
        """The process that keeps the line now; 0 when none does."""
        path = self.directory / "sync.lock"
        text = path.read_bytes()[1:].strip() if path.exists() else b""
        return int(text) if text.isdigit() else 0


@contextlib.contextmanager
def lined(directory: Path, centre: Centre, register_id: str = "r1") -> Iterator[Lined]:
    """A register enrolled and with its line up."""
    register = Lined(directory, centre, register_id)
    try:
        register.start()
        register.wait_online()
        yield register
    finally:
        register.close()


def asked(centre: Centre, query: str, **parameters: Any) -> list[tuple[Any, ...]]:
    """Ask the centre's database."""
    return centre.database.read(lambda c: [tuple(row) for row in c.execute(sa.text(query), parameters)])


def totals(centre: Centre, register_id: str = "r1") -> tuple[int, int]:
    """(number, sum) of a register's sales as the centre has projected them."""
    query = "SELECT count(*), coalesce(sum(total), 0) FROM document WHERE register_id = :register_id AND kind = 'sale'"
    count, total = asked(centre, query, register_id=register_id)[0]
    return int(count), int(total)
