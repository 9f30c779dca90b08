"""The next CA, what is set aside, a replica that breaks, a process that counts less than the till."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from pysqlite3 import dbapi2

from pos_client.app.compose import open_register
from pos_client.app.enrolment_file import read_enrolment
from pos_client.app.new_replica import DAMAGED, is_marked
from pos_client.app.sync_process import UNUSABLE
from pos_client.db.journal import Journal, verify
from pos_client.db.replica import ReplicaDiskError, open_replica
from pos_client.db.replica.files import LIVE_NAME
from sync.central.feeds import Change, publish
from sync.central.identity import Authority
from sync.protocol import signing
from sync.protocol.feeds import register_feed, stock_feed
from sync.protocol.messages import Grant
from tests.support.lined_register import PATIENCE, Lined, lined, totals
from tests.support.running_centre import Centre
from tests.support.waiting import wait_until

SALE = 3996


def announce(centre: Centre, now: datetime, body: bytes | None = None) -> None:
    """What `omnitill-central ca prepare` does for a register; `body` is announced instead."""
    centre.authority.prepare_next("Test chain", now)
    told = body or centre.authority.next_announcement()
    centre.database.write(lambda c: publish(c, [Change(register_feed("r1"), "ca_next", told)], now=now))


def tells(folder: Path) -> bool:
    """Whether the replica says what the feeds told."""
    with open_replica(folder) as fresh:
        return fresh.live.is_told


def ca_next(register: Lined) -> str:
    known = read_enrolment(register.directory)
    return known.ca_next if known is not None else ""


@pytest.mark.invariant(14)
def test_the_next_ca_is_heard_of_and_then_the_only_one(tmp_path: Path, centre: Centre) -> None:
    now = datetime.now(UTC)
    with lined(tmp_path / "till", centre) as register:
        first, shift = register.process_id(), register.open_shift()
        announce(centre, now)
        wait_until(lambda: ca_next(register) != "", "the next CA is kept", PATIENCE)
        centre.stop()
        centre.authority = centre.authority.advance()
        centre.start()
        register.sell(3, shift)
        register.wait_pushed()
        assert totals(centre) == (3, 3 * SALE)
        register.wait_online()
        assert register.process_id() == first  # nothing had to be started again
        # and one more CA, which the second one signs: the first is trusted no more
        before = ca_next(register)
        announce(centre, now)
        wait_until(lambda: ca_next(register) != before, "the third CA is kept", PATIENCE)
        known = read_enrolment(register.directory)
        assert known is not None
        assert known.ca == before
        register.stop()
        centre.stop()
        centre.authority = centre.authority.advance()
        centre.start()
        register.start()
        register.sell(1, shift)
        register.wait_pushed()
        assert totals(centre) == (4, 4 * SALE)


@pytest.mark.invariant(14)
def test_a_ca_that_no_trusted_one_signed_is_not_believed(tmp_path: Path, centre: Centre) -> None:
    now = datetime.now(UTC)
    stranger = Authority.create(tmp_path / "stranger", "Stranger", now)
    stranger.prepare_next("Stranger", now)
    with lined(tmp_path / "till", centre) as register:
        for body in (stranger.next_announcement(), b'{"certificate":"x","signature":"' + b"0" * 128 + b'"}', b"{}"):
            announce(centre, now, body)
        log = register.directory / "sync.log"
        wait_until(lambda: log.read_text().count("is not believed") >= 1, "it is told", PATIENCE)
        assert ca_next(register) == ""
        announce(centre, now)
        wait_until(lambda: ca_next(register) != "", "the true one is kept", PATIENCE)


def test_what_is_old_and_in_the_centres_copies_is_removed_and_no_more(tmp_path: Path, centre: Centre) -> None:
    register = Lined(tmp_path / "till", centre)
    try:
        register.journal.close()
        for file in register.directory.glob("*journal*"):
            file.unlink()
        signer, known = signing.load(register.directory / "register.key"), register.enrolment
        long_ago = datetime.now(UTC) - timedelta(days=100)
        register.journal = Journal.open(
            register.directory,
            signer,
            prefix=known.prefix,
            register_id=known.register_id,
            grant=msgspec.json.decode(known.grant_data, type=Grant),
            clock=lambda: long_ago,
        )
        register.sell(4, "s")
        last = register.journal.reader().head().seq
        register.journal.close()
        register.journal = register.open_journal()
        register.start()
        register.wait_pushed()
        keep = [Change(register_feed("r1"), "keep", b'{"epoch":1,"seq":%d}' % (last - 1))]
        centre.database.write(lambda c: publish(c, [Change(register_feed("r1"), "keep", b"7")], now=datetime.now(UTC)))
        centre.database.write(lambda c: publish(c, keep, now=datetime.now(UTC)))

        def left() -> list[int]:
            return [row.seq for row, _body in register.journal.reader().events()]

        wait_until(lambda: left()[0] == last, "what the copies hold is gone", PATIENCE)
        register.wait_pushed()  # the register goes on, and says what it removed
        assert [row.type for row, _body in register.journal.reader().events()][-1] == "purged"
        assert verify(register.journal.path, shifts=False).ok
    finally:
        register.close()


def test_what_is_set_aside_is_counted_after_a_restart_too(tmp_path: Path, centre: Centre) -> None:
    with lined(tmp_path / "till", centre) as register:
        told = b'{"epoch":1,"quarantined":[3,7],"seq":9}'
        now = datetime.now(UTC)
        centre.database.write(lambda c: publish(c, [Change(stock_feed("s1"), "register/r1", told)], now=now))
        register.wait(lambda state: state.quarantined == 2, "two are set aside")
        register.stop()
        centre.stop()
        register.start()
        register.wait(lambda state: state.quarantined == 2, "two still are")


@pytest.mark.skipif(sys.platform == "win32", reason="priorities are another thing there")
def test_the_process_counts_less_than_the_till(tmp_path: Path, centre: Centre) -> None:
    with lined(tmp_path / "till", centre) as register:
        own = os.getpriority(os.PRIO_PROCESS, 0)
        assert os.getpriority(os.PRIO_PROCESS, register.process_id()) == min(19, own + 10)


@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be replaced there")
@pytest.mark.parametrize("when", ["closed", "running"])
def test_a_damaged_replica_is_made_anew_while_the_till_reads_on(tmp_path: Path, centre: Centre, when: str) -> None:
    with lined(tmp_path / "till", centre) as register:
        folder = register.directory / "replica"
        with open_replica(folder) as replica:
            before = replica.live
            live = folder / LIVE_NAME
            inode = live.stat().st_ino
            if when == "closed":
                register.stop()
            raw = dbapi2.connect(live)  # whoever has pages in memory must read them again
            raw.execute("UPDATE pointer SET changes = changes + 1")
            raw.commit()
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            raw.close()
            with live.open("r+b") as file:  # all but the header
                file.seek(4096)
                file.write(b"\xa5" * (live.stat().st_size - 4096))
            if when == "closed":
                register.start()
            wait_until(lambda: live.exists() and live.stat().st_ino != inode, "a new one stands there", PATIENCE)
            assert before.register.register_id == "r1"  # read before, and still at hand
            register.wait_online()
            wait_until(lambda: tells(folder), "it was downloaded", PATIENCE)
            assert not (folder / DAMAGED).exists()
            wait_until(lambda: replica.live is not before or replica.refresh(), "the till has it", PATIENCE)
            assert replica.live.store.store_id == before.store.store_id


@pytest.mark.invariant(6)
def test_a_disk_that_refuses_costs_nothing_of_the_replica(tmp_path: Path, centre: Centre) -> None:
    """A sound catalogue is not thrown away for a full disk, on which there is no room for another."""
    with lined(tmp_path / "till", centre) as register:
        folder = register.directory / "replica"
        register.wait_online()
        register.stop()
        register.journal.close()
        live = folder / LIVE_NAME
        inode = live.stat().st_ino
        in_its_way = live.with_name(live.name + "-shm")
        in_its_way.symlink_to("nowhere")  # SQLite follows no link there: it can neither find nor make its index
        command = [sys.executable, "-m", "pos_client.app.cli", "--data", str(register.directory), "sync-process"]
        assert (
            subprocess.run(command, check=False, stdin=subprocess.DEVNULL, capture_output=True).returncode == UNUSABLE
        )
        with pytest.raises(ReplicaDiskError):
            open_register(register.directory)
        assert live.stat().st_ino == inode
        assert not is_marked(folder)
        in_its_way.unlink()
        register.journal = register.open_journal()
        register.start()
        register.wait_online()
        assert live.stat().st_ino == inode
