"""A register is restored from a copy, or put back by hand, and what it sold reaches a real centre all the same."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
import sqlalchemy as sa

from pos_client.db.journal import Journal, Writer, bound, restore, verify
from sync.central.db import Database, open_database, schema
from sync.central.identity import Authority
from sync.central.journal.push import push
from sync.central.journal.verify import verify as verify_centre
from sync.central.refused import RefusedError
from sync.protocol import chain, statements, wire
from sync.protocol.messages import PushAnswer, PushedEvent, PushRequest, Signed
from tests.db.journal.facts import NOW as SOLD
from tests.db.journal.facts import sale_body
from tests.support.centre import START, Centre, Computer, furnish

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)


@pytest.fixture
def centre(tmp_path: Path) -> Centre:
    url = f"sqlite:///{tmp_path / 'centre.sqlite'}"
    database: Database = open_database(url)
    schema.migrate(database)
    database.write(furnish)
    return Centre(database, Authority.create(tmp_path / "authority", "Nordwind", START))


class Till:
    """A register with a journal, and its line to the centre, reduced to what is said."""

    def __init__(self, centre: Centre, folder: Path) -> None:
        self.centre, self.folder = centre, folder
        self.computer: Computer = centre.register()
        self.grant = self.computer.read()
        self.journal = self.opened()

    def opened(self) -> Journal:
        first = self.grant
        journal = Journal.open(
            self.folder, self.computer.signer, prefix=first.prefix, register_id=first.register_id, grant=first
        )
        self.journal = journal
        return journal

    def push(self) -> PushAnswer:
        """Push all that waits, and keep the acknowledgement that the centre signed."""
        reader = self.journal.reader()
        head, kept = reader.head(), reader.acknowledgement()
        rows = [row for row, _body in reader.events(head.acknowledged_seq)]
        before = reader.event(head.acknowledged_seq) if head.acknowledged_seq else None
        request = PushRequest(
            epoch=head.epoch,
            token=head.token,
            first_seq=head.acknowledged_seq + 1,
            previous=before.hash.hex() if before else chain.genesis_hash(head.register_id, head.epoch).hex(),
            events=tuple(PushedEvent(msgspec.Raw(row.data), row.signature.hex()) for row in rows),
            acknowledged=Signed(data=kept.data, signature=kept.signature) if kept else None,
        )
        caller = self.centre.caller(self.computer, wire.PUSH)
        answer = push(self.centre.database, self.centre.authority, caller, request, self.centre.now)
        ack = statements.verify("ack", answer.ack, self.centre.authority.public_key)
        said = (ack.seq, bytes.fromhex(ack.hash), answer.token, answer.ack.data, answer.ack.signature)
        self.journal.submit(lambda writer: writer.acknowledge(*said)).result()
        return answer

    def new_epoch(self, reason: str) -> None:
        answer = self.centre.open_epoch(self.computer, reason)
        grant = statements.verify("grant", answer.grant, self.centre.authority.public_key)
        self.journal.submit(lambda writer: writer.open_epoch(grant, answer.held, answer.anchors)).result()
        while self.journal.submit(lambda writer: writer.carry(2)).result():
            pass

    def sell(self, count: int = 1) -> list[str]:
        return [self.journal.submit(self._sell).result() for _ in range(count)]

    def _sell(self, writer: Writer) -> str:
        receipt = writer.next_receipt_number()
        sale_id = chain.new_event_id(NOW)
        body = msgspec.structs.replace(sale_body(receipt), register_id=self.grant.register_id, sale_id=sale_id)
        data = msgspec.json.encode(body)
        event = writer.append("sale", bound(body, data))
        writer.record_sale(receipt, event.seq, sale_id, SOLD, body.total, body.cashier_id, body.shift_id, data)
        return receipt


def sales_at(centre: Centre) -> list[str]:
    def read(connection: sa.Connection) -> list[str]:
        return sorted(connection.execute(sa.text("SELECT receipt_number FROM document")).scalars())

    return centre.database.read(read)


@pytest.mark.invariant(2)
@pytest.mark.invariant(3)
def test_what_a_restored_register_sold_reaches_the_centre_once(centre: Centre, tmp_path: Path) -> None:
    till = Till(centre, tmp_path / "till")
    sold = till.sell(2)
    till.push()
    copy = till.journal.backup(tmp_path / "copies").path
    sold += till.sell(2)
    till.push()  # the centre has more than the copy
    till.journal.close()
    report = restore(copy, till.folder, till.computer.signer, clock=lambda: NOW, force=True)
    till.opened()
    sold += till.sell(3)
    assert report.provisional.prefix in sold[-1]
    till.new_epoch("restored")
    sold += till.sell(1)
    answer = till.push()
    assert answer.quarantined == ()
    assert sales_at(centre) == sorted(sold)
    assert verify_centre(centre.database).problems == []
    proved = verify(till.journal.path, shifts=False)
    assert proved.ok, proved.problems
    till.new_epoch("fenced")  # nothing of all that is carried once more
    assert not list(till.journal.reader().events(types=("carried",)))
    till.push()
    assert sales_at(centre) == sorted(sold)
    till.journal.close()


@pytest.mark.invariant(3)
@pytest.mark.invariant(10)
def test_a_file_put_back_by_hand_forks_and_loses_nothing(centre: Centre, tmp_path: Path) -> None:
    till = Till(centre, tmp_path / "till")
    till.sell(2)
    till.push()
    copy = till.journal.backup(tmp_path / "copies").path
    lost = till.sell(4)
    till.push()
    till.journal.close()
    (till.folder / "journal.sqlite").write_bytes(copy.read_bytes())
    till.opened()
    again = till.sell(2)  # the same numbers as before: what a restore by command prevents
    assert set(again) <= set(lost)
    with pytest.raises(RefusedError) as caught:
        till.push()
    assert caught.value.code in {"fork", "clone"}
    till.new_epoch("forked")
    carried = [body for _row, body in till.journal.reader().events(types=("carried",))]
    assert len(carried) >= 2
    answer = till.push()
    ack = statements.verify("ack", answer.ack, centre.authority.public_key)
    assert (ack.epoch, ack.seq) == (2, till.journal.reader().head().acknowledged_seq)
    assert len(sales_at(centre)) == 2 + 4 + 2  # what was lost here and what was sold instead: both happened
    till.journal.close()
