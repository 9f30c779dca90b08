"""What a register removes: old, acknowledged, in the centre's copies; and what a restored centre wants in vain."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from pos_client.db.journal import Journal, epochs, verify
from pos_client.db.journal.port import ReadJournal
from pos_client.db.journal.purging import KEPT_FOR
from sync.engine.ports import PortError
from sync.protocol.events import TaskBody
from sync.protocol.messages import EpochAnswer
from sync.protocol.signing import Signer
from tests.db.journal.conftest import Opener
from tests.db.journal.epoch_steps import acknowledge, begin, carried, granted, refused
from tests.db.journal.facts import sell
from tests.db.journal.till_day import START, ticking


def test_a_purge_leaves_what_is_young_and_what_the_centre_may_still_need(opened: Opener) -> None:
    now = [START]
    journal = opened(clock=lambda: now[0])
    refs = [journal.submit(sell()).result()[1] for _ in range(4)]  # 2 to 5
    now[0] += timedelta(days=1)
    refs += [journal.submit(sell()).result()[1] for _ in range(4)]  # 6 to 9
    acknowledge(journal)

    def purge(*keep: int, at: datetime | None = None) -> int:
        epoch, seq = keep
        return journal.submit(lambda writer: writer.purge((epoch, seq), at or now[0])).result()

    assert purge(1, 9) == 0  # all is young
    now[0] = START + KEPT_FOR + timedelta(hours=1)
    assert purge(0, 99) == purge(2, 99) == 0  # the centre's backups hold nothing of this epoch, or know a newer one
    assert purge(1, 9, at=START + timedelta(days=2)) == 0  # our clock may run ahead
    assert purge(1, 3) == 3
    journal.submit(lambda writer: writer.wish_epoch("fenced")).result()
    assert purge(1, 9) == 0  # what the new epoch may have to carry
    journal.submit(lambda writer: writer.keep(epochs.WISH, None)).result()
    assert purge(1, 9) == 2  # the rest of the first day
    assert purge(1, 9) == 0
    assert refused(journal, lambda writer: writer.regress(4, refs[2].hash)) == "purged"
    journal.submit(lambda writer: writer.regress(5, refs[3].hash)).result()
    report = verify(journal.path, shifts=False)
    assert report.ok, report.problems
    acknowledge(journal, 6)
    assert json.loads((journal.reader().value(epochs.ACK) or b"").decode())[:2] == [1, 9]


class Purger:
    """The till of a register, as far as purges go."""

    def __init__(self, journal: Journal) -> None:
        self.journal = journal
        self.removed: list[int] = []

    def acknowledge(self, seq: int, digest: bytes, token: str, ack_data: str, ack_signature: str) -> None:
        raise AssertionError((seq, digest, token, ack_data, ack_signature))

    def regress(self, seq: int, digest: bytes) -> None:
        raise AssertionError((seq, digest))

    def open_epoch(self, answer: EpochAnswer) -> None:
        raise AssertionError(answer)

    def purge(self, keep: tuple[int, int], now_micros: int) -> None:
        at = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(microseconds=now_micros)
        self.removed.append(self.journal.submit(lambda writer: writer.purge(keep, at, 3)).result())

    def wish_epoch(self, reason: str) -> None:
        self.journal.submit(lambda writer: writer.wish_epoch(reason)).result()


def test_what_a_till_is_asked_to_remove_it_removes_a_slice_at_a_time(opened: Opener, signer: Signer) -> None:
    journal = opened(clock=ticking())
    for _ in range(7):
        journal.submit(sell()).result()  # 2 to 8
    acknowledge(journal)
    till = Purger(journal)
    port = ReadJournal(journal.path, till)
    then = int((START + KEPT_FOR + timedelta(hours=1)).timestamp() * 1_000_000)
    try:
        assert not port.purge((1, 7), int(START.timestamp() * 1_000_000))  # it is not even asked
        assert [port.purge((1, 7), then) for _ in range(4)] == [True, True, True, False]
        assert till.removed == [3, 3, 1]
        for seq in (0, 4):  # a restored centre wants what is not here any more
            with pytest.raises(PortError) as caught:
                port.regress(seq, bytes(32))
            assert caught.value.code == "purged"
        with pytest.raises(PortError) as caught:
            port.batch(4, 0, 0)
        assert caught.value.code == "purged"
        assert len(port.batch(7, 0, 0)[0]) == 32
        for _ in range(2):
            till.wish_epoch("purged")
        assert port.state().wish == "purged"
    finally:
        port.close()
    tasks = [body for _row, body in journal.reader().events(types=("task",))]
    assert [dict(body.details) for body in tasks if isinstance(body, TaskBody)] == [
        {"acknowledged": "8", "purged": "7"}
    ]
    left = [row.seq for row, _body in journal.reader().events()]
    begin(journal, granted(signer), [(1, 4)])  # of what the centre has lost, and is here, nothing is stranded
    assert carried(journal) == [(1, seq) for seq in left]
    report = verify(journal.path, shifts=False)
    assert report.ok, report.problems
