"""The whole line: a real centre by TLS, the sync process, the till's journal; killed, restored, revoked, cut off."""

from __future__ import annotations

import os
import shutil
import signal
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
import sqlalchemy as sa

from pos_client.app.sync_link import LineError
from pos_client.db.replica import open_replica
from sync.central.catalogue.publications import publish_edits
from sync.central.catalogue.tables import zone
from sync.central.registers import keys
from sync.protocol import chain
from sync.protocol.messages import Ack
from tests.support.lined_register import PATIENCE, Lined, asked, lined, totals
from tests.support.listed_goods import list_goods
from tests.support.running_centre import Centre
from tests.support.waiting import wait_until
from tests.sync.central.catalogue.goods import goods

SALE = 4 * 999


def publish_price(centre: Centre, publication: str, amount: int) -> None:
    now = datetime.now(UTC)
    edits = goods("milk", amount, zone="z")
    publish_edits(centre.database, publication, edits, effective_at=None, by="local:test", now=now)


@pytest.mark.invariant(3)
@pytest.mark.invariant(4)
def test_sales_reach_the_centre_byte_identical_and_prices_come_back(centre: Centre, register: Lined) -> None:
    register.sell(200, register.open_shift())
    register.wait_pushed()
    assert totals(centre) == (200, 200 * SALE)
    rows = asked(centre, "SELECT seq, hash, bytes FROM event WHERE register_id = 'r1' ORDER BY seq")
    head = register.journal.reader().head()
    assert [row[0] for row in rows] == list(range(1, head.seq + 1))
    for seq, digest, data in rows:
        own = register.journal.reader().event(seq)
        assert own is not None
        assert (bytes(digest), bytes(data)) == (own.hash, own.data)
    kept = register.journal.reader().acknowledgement()
    assert kept is not None
    ack = msgspec.json.decode(kept.data, type=Ack)
    assert (ack.seq, ack.hash) == (head.seq, head.hash.hex())
    state = register.wait(lambda state: state.waiting == 0 and state.acknowledged_seq == head.seq, "told")
    assert (state.error, state.quarantined, state.epoch, state.offset_known) == ("", 0, 1, True)
    assert abs(state.offset) < 2_000_000

    # and back: a price, seen by a reader who had the replica open all the time
    centre.database.write(lambda c: c.execute(sa.insert(zone), [{"zone_id": "z", "currency": "PLN", "name": "Zone"}]))
    with open_replica(register.directory / "replica") as replica:
        for publication, amount in (("p1", 100), ("p2", 250)):
            publish_price(centre, publication, amount)

            def price() -> int:
                replica.refresh()
                prices = replica.catalogue.prices("milk")
                return prices[0].amount if prices else 0

            wait_until(lambda amount=amount: price() == amount, f"the price {amount}: {register.state}", PATIENCE)  # type: ignore[misc]
    assert frozenset({"catalogue:z"}) in register.changed


def test_the_stock_of_a_product_is_asked_everywhere(centre: Centre, register: Lined) -> None:
    centre.database.write(lambda connection: list_goods(connection, ["100001"]))
    register.sell(1, register.open_shift())
    register.wait_pushed()
    assert register.link is not None
    answer = register.link.ask_stock("100001").result(PATIENCE)
    assert [(place.location_id, place.on_hand) for place in answer.locations if place.on_hand] == [("s1", -1_000)]
    centre.kill()
    with pytest.raises(LineError) as caught:
        register.link.ask_stock("100001").result(PATIENCE)
    assert caught.value.code in {"unreachable", "cut"}


@pytest.mark.invariant(1)
@pytest.mark.invariant(2)
@pytest.mark.invariant(15)
def test_processes_and_the_centre_are_killed_and_every_sale_arrives_once(centre: Centre, register: Lined) -> None:
    shift = register.open_shift()
    sold = 0
    for turn in range(3):
        register.sell(20, shift)
        sold += 20
        if turn == 1:
            centre.kill()
            register.sell(10, shift)
            sold += 10
            register.wait(lambda state: state.phase == "offline", "the line is seen to be down")
            centre.start()
        process = register.process_id()
        if process:
            os.kill(process, signal.SIGKILL)
        register.wait(lambda state: state.error == "process_ended", "the death is seen")
        register.wait_online()
    register.wait_pushed()
    assert totals(centre) == (sold, sold * SALE)
    assert asked(centre, "SELECT count(*) FROM quarantine") == [(0,)]


def test_what_is_sold_while_the_line_is_down_waits_in_order(centre: Centre, register: Lined) -> None:
    shift = register.open_shift()
    register.wait_pushed()
    centre.kill()
    register.sell(5, shift)
    state = register.wait(lambda state: state.phase == "offline" and state.waiting == 5, "five wait")
    assert (state.error_kind, state.next_step) == ("offline", "check_network")
    assert state.oldest_waiting != ""
    centre.start()
    assert register.link is not None
    register.link.wake()
    register.wait_pushed()
    assert totals(centre) == (5, 5 * SALE)


@pytest.mark.invariant(3)
def test_a_centre_restored_from_a_copy_gets_again_what_it_lost(tmp_path: Path, centre: Centre, register: Lined) -> None:
    shift = register.open_shift()
    register.sell(10, shift)
    register.wait_pushed()
    register.stop()
    centre.stop()
    copy = tmp_path / "copy.sqlite"
    database = tmp_path / "centre" / "centre.sqlite"
    with centre.database.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    centre.database.close()
    shutil.copyfile(database, copy)
    centre.start()
    register.start()
    register.sell(15, shift)
    register.wait_pushed()
    centre.stop()
    centre.database.close()
    for part in database.parent.glob("centre.sqlite-*"):
        part.unlink()
    shutil.copyfile(copy, database)
    centre.start()
    register.sell(1, shift)
    register.wait_pushed()
    assert totals(centre) == (26, 26 * SALE)
    kinds = [row.type for row, _body in register.journal.reader().events(types=("task",))]
    assert kinds == ["task"]  # the loss is on the record


@pytest.mark.invariant(14)
def test_a_revoked_register_is_rescued_and_goes_on_selling(centre: Centre, register: Lined) -> None:
    shift = register.open_shift()
    register.wait_pushed()
    keys.revoke(
        centre.database,
        centre.authority,
        "r1",
        reason="lost",
        is_stolen=False,
        operator="local:test",
        now=datetime.now(UTC),
    )
    register.sell(3, shift)
    state = register.wait(lambda state: state.error == "revoked", "it is refused")
    assert (state.phase, state.next_step) == ("refused", "enrol_again")
    wait_until(lambda: asked(centre, "SELECT count(*) FROM rescue")[0][0], "what waits is in rescue", PATIENCE)
    register.sell(2, shift)
    assert totals(centre) == (0, 0)
    assert register.journal.reader().head().acknowledged_seq < register.journal.reader().head().seq - 4


def test_a_register_that_was_enrolled_elsewhere_carries_what_the_centre_lacks(
    tmp_path: Path, centre: Centre, register: Lined
) -> None:
    """Another computer took its place while it was away: its key is replaced, its sales are rescued."""
    shift = register.open_shift()
    register.sell(4, shift)
    register.wait_pushed()
    register.stop()
    register.sell(3, shift)
    with lined(tmp_path / "other", centre) as other:
        assert other.enrolment.epoch == 2
        other.sell(2, other.open_shift())
        other.wait_pushed()
        register.start()
        register.wait(lambda state: state.error == "revoked", "its key was replaced")
    assert totals(centre) == (6, 6 * SALE)
    wait_until(lambda: asked(centre, "SELECT count(*) FROM rescue")[0][0], "its own are in rescue", PATIENCE)


@pytest.mark.invariant(3)
def test_a_fenced_register_opens_a_new_epoch_and_carries_what_the_centre_lacks(
    tmp_path: Path, centre: Centre, register: Lined
) -> None:
    """A copy of the whole folder asked for an epoch of its own: the original is fenced and nothing is stranded."""
    from tests.db.journal.facts import z_body  # noqa: PLC0415

    shift = register.open_shift()
    register.sell(4, shift)
    register.wait_pushed()
    register.stop()
    register.journal.close()
    shutil.copytree(register.directory, tmp_path / "clone")
    register.journal = register.open_journal()
    clone = Lined.__new__(Lined)
    clone.__dict__.update(register.__dict__, directory=tmp_path / "clone", states=[], changed=[], link=None)
    clone.journal = clone.open_journal()
    try:
        _close(clone, shift, z_body)
        clone.journal.submit(lambda writer: writer.wish_epoch("forked")).result()
        clone.start()
        clone.wait(lambda state: state.epoch == 2, "the copy has an epoch of its own")
        clone.wait_pushed()
    finally:
        clone.close()
    register.sell(3, shift)
    register.start()
    register.wait(lambda state: state.wish == "fenced", "it is fenced")
    _close(register, shift, z_body)
    register.wait(lambda state: state.epoch == 3, "a new epoch")
    register.wait_pushed()
    assert register.journal.reader().head().prefix.endswith(".3")
    assert totals(centre) == (7, 7 * SALE)


def _close(register: Lined, shift: str, z_body: object) -> None:
    def work(writer: object) -> None:
        head = writer.head  # type: ignore[attr-defined]
        body = z_body(writer.next_z_number(), 0, 0, seq=head.seq, digest=head.hash, shift=shift)  # type: ignore[attr-defined,operator]
        writer.append("z_report", body)  # type: ignore[attr-defined]
        writer.close_shift(shift)  # type: ignore[attr-defined]

    register.journal.submit(work).result()


def test_genesis_of_an_enrolled_journal_is_of_its_grant(register: Lined) -> None:
    row = register.journal.reader().event(1)
    assert row is not None
    header, _body, _digest = chain.open_event(row.data)
    assert header.previous == chain.genesis_hash("r1", 1).hex()


def test_operators_are_told_what_the_check_of_the_journal_found(centre: Centre, register: Lined) -> None:
    def told() -> str:
        with centre.database.engine.connect() as connection:
            found = connection.execute(
                sa.text("SELECT journal FROM register_status WHERE register_id = :r"),
                {"r": register.enrolment.register_id},
            ).scalar()
        return str(found or "")

    register.journal.verification.result(PATIENCE)
    register.sell(1, register.open_shift())
    wait_until(lambda: told() == "ok", "the verdict", PATIENCE)
