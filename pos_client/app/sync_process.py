"""The process that keeps the line to the centre: pushes the journal, applies feeds, downloads snapshots.

It reads the journal, alone writes the replica, and asks the till over standard output for what only the till's journal
worker may write. It ends when the till says so, and when the till is no more: standard input then ends. One a folder.
Started by `sync_link.SyncLink` as `python -m pos_client.app.sync_process --data DIR`, or as `omnitill sync-process`.
"""

from __future__ import annotations

import argparse
import itertools
import logging
import logging.handlers
import os
import random
import shutil
import sys
import threading
from collections.abc import Sequence
from concurrent.futures import Future
from concurrent.futures import TimeoutError as NotInTimeError
from pathlib import Path
from typing import IO, Final

from pos_client import __version__
from pos_client.app import another_key
from pos_client.app import sync_messages as said
from pos_client.app.enrolment_file import Enrolment, EnrolmentFileError, read_enrolment
from pos_client.app.giving_way import give_way
from pos_client.app.new_replica import is_damaged, is_marked, make_replica, mark_damaged
from pos_client.app.own_rows import OwnRows
from pos_client.db.journal.errors import AlreadyRunningError, JournalError
from pos_client.db.journal.lock import InstanceLock
from pos_client.db.journal.opening import FILE_NAME as JOURNAL
from pos_client.db.journal.port import ReadJournal
from pos_client.db.replica import ReplicaDamagedError, ReplicaWriteError
from pos_client.db.replica.port import WrittenReplica
from sync.engine.core import Core, Ports
from sync.engine.driver import Driver
from sync.engine.engine import Engine
from sync.engine.http import Http, trusting
from sync.engine.identity import About, Identity
from sync.engine.ports import PortError
from sync.engine.serial import SerialReplica
from sync.engine.status import SyncState
from sync.engine.trouble import Trouble
from sync.protocol import signing
from sync.protocol.messages import EpochAnswer, StockAnswer

LOCK: Final = "sync.lock"
LOG: Final = "sync.log"
KEY_FILE: Final = "register.key"
REPLICA: Final = "replica"
LOG_BYTES: Final = 2_000_000
TILL_SECONDS: Final = 60.0
"""How long the till's journal may take to make something durable."""
STOP_SECONDS: Final = 5.0

ENDED: Final = 0
NOT_ENROLLED: Final = 2
ALREADY_RUNNING: Final = 3
UNUSABLE: Final = 4
_log = logging.getLogger(__name__)


class TillTalk:
    """The till at the other end: implements `pos_client.db.journal.port.Till`. Any thread."""

    def __init__(self, out: IO[bytes]) -> None:
        self._out = out
        self._gate = threading.Lock()
        self._numbers = itertools.count(1)
        self._waiting: dict[int, Future[None]] = {}
        self._is_gone = False

    def say(self, what: said.FromProcess) -> None:
        """Write a line; once the till is gone nothing is written any more."""
        line = said.line_of(what)
        try:
            with self._gate:
                self._out.write(line)
                self._out.flush()
        except OSError as error:
            raise PortError("no_parent", str(error)) from error

    def acknowledge(self, seq: int, digest: bytes, token: str, ack_data: str, ack_signature: str) -> None:
        """Have an acknowledgement kept."""
        number, done = self._begin()
        self.say(
            said.Acknowledge(
                id=number, seq=seq, hash=digest.hex(), token=token, ack_data=ack_data, ack_signature=ack_signature
            )
        )
        self._end(number, done)

    def regress(self, seq: int, digest: bytes) -> None:
        """Have it noted that the centre holds less than it acknowledged."""
        number, done = self._begin()
        self.say(said.Regress(id=number, seq=seq, hash=digest.hex()))
        self._end(number, done)

    def wish_epoch(self, reason: str) -> None:
        """Have it noted that a new epoch is needed."""
        number, done = self._begin()
        self.say(said.Wish(id=number, reason=reason))
        self._end(number, done)

    def open_epoch(self, answer: EpochAnswer) -> None:
        """Have the granted epoch begun."""
        number, done = self._begin()
        self.say(said.OpenEpoch(id=number, answer=answer))
        self._end(number, done)

    def purge(self, keep: tuple[int, int], now_micros: int) -> None:
        """Have some old events removed."""
        number, done = self._begin()
        self.say(said.Purge(id=number, epoch=keep[0], seq=keep[1], now=now_micros))
        self._end(number, done)

    def heard(self, done: said.Done) -> None:
        """Take the till's word that something is durable, or why it is not."""
        with self._gate:
            waiting = self._waiting.pop(done.id, None)
        if waiting is None:
            return
        if done.error:
            waiting.set_exception(PortError("journal_write", done.error))
        else:
            waiting.set_result(None)

    def gone(self) -> None:
        """The till is no more: whoever waits for it is told."""
        with self._gate:
            self._is_gone = True
            waiting = list(self._waiting.values())
            self._waiting.clear()
        for future in waiting:
            future.set_exception(PortError("no_parent"))

    def _begin(self) -> tuple[int, Future[None]]:
        future: Future[None] = Future()
        with self._gate:
            if self._is_gone:
                raise PortError("no_parent")
            number = next(self._numbers)
            self._waiting[number] = future
        return number, future

    def _end(self, number: int, done: Future[None]) -> None:
        try:
            done.result(TILL_SECONDS)
        except NotInTimeError:
            with self._gate:
                self._waiting.pop(number, None)
            raise PortError("journal_write", "the till did not answer") from None


def about(directory: Path, journal: ReadJournal) -> About:
    """What operators are told of this register."""
    return About(version=__version__, free_disk=shutil.disk_usage(directory).free, journal=journal.verdict())


def serve(directory: Path, enrolment: Enrolment, till_in: IO[bytes], till_out: IO[bytes]) -> int:
    """Keep the line until the till ends it; returns the exit code."""
    talk = TillTalk(till_out)
    signer = signing.load(directory / KEY_FILE)
    journal = ReadJournal(directory / JOURNAL, talk)
    replica = _replica(directory, enrolment)
    core = Core(
        Identity(
            enrolment.register_id,
            enrolment.location_id,
            enrolment.ca_public_key,
            enrolment.grant,
            enrolment.other_keys,
        ),
        signer,
        Ports(journal, SerialReplica(replica)),
        random.Random(),  # noqa: S311 - jitter
        offset=journal.offset(),
        about=lambda: about(directory, journal),
    )
    core.spare = another_key.new_key(directory)
    context = trusting(enrolment.trusted)
    own = OwnRows(
        core,
        replica,
        enrolment,
        lambda pem: context.load_verify_locations(cadata=pem),
        lambda announced: talk.say(said.CaAnnounced(announced=announced)),
    )

    def changed(feeds: frozenset[str]) -> None:
        own.look(feeds)
        talk.say(said.Changed(feeds=tuple(sorted(feeds))))

    core.on_changed = changed
    own.look()
    engine = Engine(core)

    def told(state: SyncState) -> None:
        if state.error in {"replica_read", "replica_write"} and is_damaged(directory / REPLICA):
            _log.error("the replica is damaged and is made anew")
            mark_damaged(directory / REPLICA)
            logging.shutdown()
            os._exit(UNUSABLE)  # nothing of it can be saved; the journal is only read here
        try:
            talk.say(said.StateTold(state=state))
        except PortError:
            _log.info("the till is gone")  # the main thread is about to find it, too

    driver = Driver(engine, Http(enrolment.address, context), told)
    driver.start()
    try:
        _listen(till_in, talk, engine, driver)
    finally:
        talk.gone()
        is_over = driver.stop(STOP_SECONDS)
        if is_over:
            journal.close()
            replica.close()
    if not is_over:
        _log.error("a lane did not end in time")
        logging.shutdown()
        os._exit(ENDED)  # its files are safe: a transaction that was under way is rolled back
    return ENDED


def _replica(directory: Path, enrolment: Enrolment) -> WrittenReplica:
    """Open the replica; one that is damaged is thrown away first: the centre has all that was in it."""
    folder = directory / REPLICA
    try:
        if not is_marked(folder):
            return WrittenReplica(folder, enrolment.feeds)
    except PortError as error:
        if error.code != "replica_read":
            raise
        _log.error("the replica cannot be read: %s", error)
    make_replica(folder, enrolment, anew=True)
    _log.warning("an empty replica was made, the centre sends all of it anew")
    return WrittenReplica(folder, enrolment.feeds)


def _listen(till_in: IO[bytes], talk: TillTalk, engine: Engine, driver: Driver) -> None:
    """Do what the till says until it says stop, or says nothing any more."""
    while True:
        try:
            heard = said.hear_till(till_in)
        except said.TalkError as error:
            _log.error("the till was not understood: %s", error)
            return
        if heard is None or isinstance(heard, said.Stop):
            return
        if isinstance(heard, said.Done):
            talk.heard(heard)
        elif isinstance(heard, said.Committed):
            driver.wake("push")
        elif isinstance(heard, said.TryNow):
            engine.core.try_now()
        else:
            _ask(talk, engine, heard)


def _ask(talk: TillTalk, engine: Engine, question: said.AskStock) -> None:
    def told(answer: StockAnswer | Trouble) -> None:
        if isinstance(answer, Trouble):
            talk.say(said.StockTold(id=question.id, error=answer.code))
        else:
            talk.say(said.StockTold(id=question.id, answer=answer))

    engine.ask.ask(question.sku, told)


def run(directory: Path) -> int:
    """Be the sync process of the register in `directory`, talking over standard input and output."""
    till_in, till_out = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # a stray word must not become part of the conversation
    _log_to(directory)
    give_way()
    try:
        lock = InstanceLock(directory / LOCK)
    except AlreadyRunningError as error:
        _log.error("another sync process runs: %s", error)
        return ALREADY_RUNNING
    try:
        enrolment = read_enrolment(directory)
        if enrolment is None:
            _log.error("this register belongs to no centre")
            return NOT_ENROLLED
        return serve(directory, enrolment, till_in, till_out)
    except (
        EnrolmentFileError,
        JournalError,
        PortError,
        ReplicaDamagedError,
        ReplicaWriteError,
        signing.KeyFileError,
        OSError,
        ValueError,
    ) as error:
        _log.exception("the line cannot be kept: %s", error)
        return UNUSABLE
    finally:
        lock.release()
        logging.shutdown()


def _log_to(directory: Path) -> None:
    handler = logging.handlers.RotatingFileHandler(directory / LOG, maxBytes=LOG_BYTES, backupCount=2, encoding="utf-8")
    logging.basicConfig(
        level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s", handlers=[handler], force=True
    )
    logging.getLogger("httpx").setLevel(logging.WARNING)  # a line a request is too much
    logging.getLogger("httpcore").setLevel(logging.WARNING)


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the command line of the process; returns the exit code."""
    parser = argparse.ArgumentParser(prog="omnitill-sync")
    parser.add_argument("--data", type=Path, required=True)
    return run(parser.parse_args(arguments).data)


if __name__ == "__main__":
    raise SystemExit(main())
