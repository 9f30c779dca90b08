"""Epochs granted and carried, acknowledgements and refusals, as tests of the register's journal take them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import msgspec
import pytest

from pos_client.db.journal import Journal, JournalUsageError, Writer
from sync.protocol.events import CarriedBody
from sync.protocol.messages import Grant
from sync.protocol.signing import Signer
from tests.db.journal.facts import PREFIX

AT = "2026-11-22T10:11:12.000000Z"


def granted(signer: Signer, epoch: int = 2, **changes: Any) -> Grant:
    fields: dict[str, Any] = {
        "register_id": PREFIX,
        "location_id": "L1",
        "prefix": f"{PREFIX}.{epoch}",
        "epoch": epoch,
        "public_key": signer.public_key.hex(),
        "at": AT,
    }
    return Grant(**{**fields, **changes})


def begin(journal: Journal, grant: Grant, held: Sequence[tuple[int, int]] = ()) -> int:
    """Open a granted epoch and carry all there is; returns how many events were carried.

    The grant names our own event as the last that is held of the newest epoch, unless it names one already.
    """
    newest = max((place for place in held if place[1]), default=(0, 0))
    known = journal.reader().event(newest[1], newest[0]) if newest[0] else None
    if known is not None and not grant.previous_epoch:
        grant = msgspec.structs.replace(
            grant, previous_epoch=known.epoch, previous_seq=known.seq, previous_hash=known.hash.hex()
        )
    journal.submit(lambda writer: writer.open_epoch(grant, held)).result()
    total = 0
    while count := journal.submit(lambda writer: writer.carry(3)).result():
        total += count
    assert not journal.reader().is_carrying()
    return total


def carried(journal: Journal) -> list[tuple[int, int]]:
    bodies = (body for _row, body in journal.reader().events(types=("carried",)))
    return [(body.epoch, body.seq) for body in bodies if isinstance(body, CarriedBody)]


def acknowledge(journal: Journal, seq: int = 0) -> None:
    """Acknowledge up to `seq`, 0: all."""
    reader = journal.reader()
    event = reader.event(seq or reader.head().seq)
    assert event is not None
    said = (event.seq, event.hash, f"token-{event.seq}", f"ack {event.epoch}/{event.seq}", "5" * 128)
    journal.submit(lambda writer: writer.acknowledge(*said)).result()


def refused(journal: Journal, work: Callable[[Writer], object]) -> str:
    before = journal.reader().head()
    with pytest.raises(JournalUsageError) as caught:
        journal.submit(work).result()
    assert journal.reader().head() == before
    return caught.value.code
