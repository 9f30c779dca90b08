"""The till's hand on its sync process: starts it, watches it, restarts it, does for it what the journal has to keep.

No Qt. Nothing here waits on the thread that calls, but `close`. The process cannot outlive the till: it ends when its
standard input does. Not for training, which belongs to no centre.
"""

from __future__ import annotations

import itertools
import logging
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO, Any, Final

import msgspec

from pos_client.app import sync_messages as said
from pos_client.app.enrolment_file import EnrolmentFileError, read_enrolment, write_enrolment
from pos_client.app.giving_way import kept_apart
from pos_client.db.journal import Journal, JournalError, VerifyReport, Writer
from pos_client.db.journal.port import OFFSET, VERDICT, offset_of
from sync.engine.next_ca import NextCa, trusted_with
from sync.engine.status import Phase, SyncState
from sync.protocol.messages import EpochAnswer, Grant, Signed, StockAnswer

CALM: Final = 60.0
"""Seconds that a process has to live for its death to count as the first."""
FIRST_PAUSE: Final = 0.5
LONGEST_PAUSE: Final = 60.0
SILENCE: Final = 60.0
"""Seconds without a word after which a process is taken for stuck and killed."""
CLOSE_SECONDS: Final = 8.0
MOST_UNSENT: Final = 1_000
OFFSET_STEP: Final = 1_000_000
"""µs: a smaller change of the offset is not worth a write."""
_ZERO: Final = datetime(1970, 1, 1, tzinfo=UTC)
_log = logging.getLogger(__name__)


class LineError(Exception):
    """A question that has no answer; `code` as of `sync.engine.trouble`, or "stopped"."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class SyncLink:
    """Keeps the line of the register in `directory`, whose journal is open here.

    `state` is how it stands. `on_state(state)` and `on_changed(feeds)` are called on threads of the link: the one when
    the state changed, the other when the process changed the replica where those feeds are kept.
    """

    def __init__(
        self,
        directory: Path,
        journal: Journal,
        on_state: Callable[[SyncState], None],
        on_changed: Callable[[frozenset[str]], None],
        *,
        command: Sequence[str] = (),
    ) -> None:
        self.state = SyncState()
        self._directory = directory
        self._journal = journal
        self._on_state = on_state
        self._on_changed = on_changed
        self._command = list(command) or command_for(directory)
        self._gate = threading.Lock()
        self._file_gate = threading.Lock()  # of register.toml, read and then written
        self._numbers = itertools.count(1)
        self._questions: dict[int, Future[StockAnswer]] = {}
        self._process: _Process | None = None
        self._closing = threading.Event()
        self._kept_offset = offset_of(journal.reader().value(OFFSET))
        journal.set_offset(self._kept_offset)
        if journal.reader().is_carrying():
            self._carry(lambda _error: None)
        journal.on_commit(self._committed)
        journal.verification.add_done_callback(self._take_verdict)
        self._thread = threading.Thread(target=self._work, name="sync-link", daemon=True)
        self._thread.start()

    # --- for the till; any thread, never blocking but `close`

    def wake(self) -> None:
        """Try now, whatever pause is being kept."""
        self._say(said.TryNow())

    def ask_stock(self, sku: str) -> Future[StockAnswer]:
        """Ask the centre for the stock of a product at every location; the future may fail with `LineError`."""
        future: Future[StockAnswer] = Future()
        number = next(self._numbers)
        with self._gate:
            self._questions[number] = future
        if not self._say(said.AskStock(id=number, sku=sku)):
            self._answer(number, None, "stopped")
        return future

    def close(self) -> None:
        """End the process and what watches it. Blocks until both are gone, some seconds at most."""
        self._closing.set()
        self._journal.on_commit(_nothing)
        with self._gate:
            process = self._process
        if process is not None:
            process.end()
        self._thread.join()
        self._fail_questions()

    # --- the process

    def _committed(self) -> None:
        """On the journal's thread, after each of its commits."""
        with self._gate:
            process = self._process
        if process is not None:
            process.committed()

    def _say(self, what: said.FromTill) -> bool:
        with self._gate:
            process = self._process
        return process is not None and process.say(what)

    def _work(self) -> None:
        main = threading.main_thread().native_id
        with kept_apart({self._journal.thread_id} if main is None else {main, self._journal.thread_id}):
            self._keep()

    def _keep(self) -> None:
        """Start the process, listen to it, and start it again after a pause when it has ended."""
        pause = 0.0
        while not self._closing.wait(pause):
            begun = time.monotonic()
            self._mend_enrolment()
            process = _Process(self._command)
            with self._gate:
                self._process = process
            if self._closing.is_set():  # before it was known to `close`
                process.end()
            why = self._run(process)
            with self._gate:
                self._process = None
            self._fail_questions()
            if self._closing.is_set():
                return
            lived = time.monotonic() - begun
            pause = FIRST_PAUSE if lived >= CALM else min(LONGEST_PAUSE, max(FIRST_PAUSE, pause * 2))
            _log.warning("the sync process ended after %.1f s (%s); again in %.1f s", lived, why, pause)
            self._tell(
                msgspec.structs.replace(
                    self.state,
                    phase=Phase.ALARM,
                    since=time.time_ns() // 1_000,
                    error="process_ended",
                    error_kind="bug",
                    error_detail=why,
                    error_at=time.time_ns() // 1_000,
                    next_step="call_support",
                    download=None,
                )
            )

    def _run(self, process: _Process) -> str:
        """Do what the process asks until it ends; returns why it did."""
        try:
            process.start()
        except OSError as error:
            return f"cannot be started: {error}"
        try:
            while (heard := said.hear_process(process.out)) is not None:
                process.heard_at = time.monotonic()
                self._heard(process, heard)
        except (said.TalkError, OSError) as error:
            _log.error("the sync process was not understood: %s", error)
            process.kill()
        return process.over()

    def _heard(self, process: _Process, heard: said.FromProcess) -> None:
        if isinstance(heard, said.StateTold):
            self._take_offset(heard.state)
            self._tell(heard.state)
        elif isinstance(heard, said.Changed):
            self._on_changed(frozenset(heard.feeds))
        elif isinstance(heard, said.CaAnnounced):
            self._keep_ca(heard.announced)
        elif isinstance(heard, said.StockTold):
            self._answer(heard.id, heard.answer, heard.error)
        else:
            number = heard.id
            self._write(heard, lambda error: process.say(said.Done(id=number, error=error)))

    # --- what the journal has to keep

    def _write(self, asked: said.FromProcess, reply: Callable[[str], object]) -> None:
        """Have the journal's worker do it; `reply` is called on its thread, with "" once it is durable."""
        if isinstance(asked, said.Acknowledge):
            self._submit(lambda writer: _acknowledge(writer, asked), reply)
        elif isinstance(asked, said.Regress):
            self._submit(lambda writer: writer.regress(asked.seq, bytes.fromhex(asked.hash)), reply)
        elif isinstance(asked, said.Wish):
            self._submit(lambda writer: writer.wish_epoch(asked.reason), reply)
        elif isinstance(asked, said.Purge):
            keep, now = (asked.epoch, asked.seq), _ZERO + timedelta(microseconds=asked.now)
            self._submit(lambda writer: writer.purge(keep, now), reply)
        elif isinstance(asked, said.OpenEpoch):
            self._open_epoch(asked.answer, reply)

    def _open_epoch(self, answer: EpochAnswer, reply: Callable[[str], object]) -> None:
        def opened(error: str) -> None:
            if not error:
                error = self._keep_grant(answer.grant)
            if error:
                reply(error)
            else:
                self._carry(reply)

        self._submit(
            lambda writer: writer.open_epoch(_grant_of(answer.grant), answer.held, answer.anchors, answer.grant), opened
        )

    def _keep_grant(self, signed: Signed) -> str:
        """Write the new grant where the enrolment is kept, unless that has as new a one; returns what went wrong."""
        grant = _grant_of(signed)
        try:
            with self._file_gate:
                known = read_enrolment(self._directory)
                if known is not None and known.epoch < grant.epoch and known.register_id == grant.register_id:
                    write_enrolment(self._directory, known.granted(grant, signed))
        except EnrolmentFileError as error:
            _log.error("the grant was not kept: %s", error)
            return error.code
        return ""

    def _mend_enrolment(self) -> None:
        """A crash or a full disk may have come between an epoch's beginning and what `register.toml` says of it."""
        try:
            kept = self._journal.reader().granted()
        except JournalError as error:
            _log.error("the newest grant cannot be read: %s", error)
            return
        if kept is not None:
            self._keep_grant(kept)

    def _keep_ca(self, announced: NextCa) -> None:
        """Write the CA to come where the enrolment is kept, if a trusted one signed it; else the next start tries."""
        try:
            with self._file_gate:
                known = read_enrolment(self._directory)
                pair = trusted_with(announced, known.ca, known.ca_next) if known is not None else None
                if known is not None and pair is not None:
                    write_enrolment(self._directory, msgspec.structs.replace(known, ca=pair[0], ca_next=pair[1]))
        except (EnrolmentFileError, ValueError) as error:
            _log.error("the next CA was not kept: %s", error)

    def _carry(self, reply: Callable[[str], object]) -> None:
        """Carry what the centre lacks of older epochs, a transaction's worth at a time, until nothing is left."""

        def carried(future: Future[int]) -> None:
            error = _error_of(future)
            if error or not future.result():
                reply(error)
            else:
                self._carry(reply)

        self._journal.submit(lambda writer: writer.carry()).add_done_callback(carried)

    def _submit(self, work: Callable[[Writer], object], reply: Callable[[str], object]) -> None:
        self._journal.submit(work).add_done_callback(lambda future: reply(_error_of(future)))

    def _take_verdict(self, check: Future[VerifyReport]) -> None:
        """Keep what the journal's own check found, for the operators; one that was given up says nothing."""
        if check.cancelled() or check.exception() is not None:
            return
        problems = check.result().problems
        verdict = (problems[0].code if problems else "ok").encode()

        def keep(writer: Writer) -> None:
            writer.put_value(VERDICT, verdict)

        self._submit(keep, _log_error)

    def _take_offset(self, state: SyncState) -> None:
        if not state.offset_known:
            return
        self._journal.set_offset(state.offset)
        if abs(state.offset - self._kept_offset) >= OFFSET_STEP:
            self._kept_offset = offset = state.offset
            self._submit(lambda writer: writer.put_value(OFFSET, str(offset).encode()), _log_error)

    # --- what the till is told

    def _tell(self, state: SyncState) -> None:
        self.state = state
        self._on_state(state)

    def _answer(self, number: int, answer: StockAnswer | None, error: str) -> None:
        with self._gate:
            future = self._questions.pop(number, None)
        if future is None or not future.set_running_or_notify_cancel():
            return
        if answer is not None:
            future.set_result(answer)
        else:
            future.set_exception(LineError(error or "stopped"))

    def _fail_questions(self) -> None:
        with self._gate:
            numbers = list(self._questions)
        for number in numbers:
            self._answer(number, None, "stopped")


class _Process:
    """One run of the sync process, with a thread that writes to it and watches that it lives."""

    def __init__(self, command: Sequence[str]) -> None:
        self.heard_at = time.monotonic()
        self.silent = False
        self._command = command
        self._popen: subprocess.Popen[bytes] | None = None
        self._unsent: queue.Queue[bytes] = queue.Queue(MOST_UNSENT)
        self._is_commit_told = threading.Event()
        self._ending = threading.Event()
        self._writer = threading.Thread(target=self._write, name="sync-link-out", daemon=True)

    def start(self) -> None:
        """Start it; `OSError` when that is not possible."""
        if self._ending.is_set():
            raise OSError("the till is closing")
        self._popen = subprocess.Popen(  # noqa: S603 - our own program
            self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=-1, **_alone()
        )
        self._writer.start()

    @property
    def out(self) -> IO[bytes]:
        """What it says."""
        if self._popen is None or self._popen.stdout is None:
            raise OSError("it was not started")
        return self._popen.stdout

    def say(self, what: said.FromTill) -> bool:
        """Say something; False when it no longer listens. Any thread, never blocks."""
        try:
            self._unsent.put_nowait(said.line_of(what))
        except queue.Full:
            _log.error("the sync process does not listen")
            self._ending.set()
            return False
        return not self._ending.is_set()

    def committed(self) -> None:
        """Say that the journal has something new, once until it was said."""
        if not self._is_commit_told.is_set():
            self._is_commit_told.set()
            self.say(said.Committed())

    def end(self) -> None:
        """Have it end, by force when it does not; returns at once."""
        self.say(said.Stop())
        self._ending.set()

    def kill(self) -> None:
        """End it at once."""
        if self._popen is not None:
            self._popen.kill()

    def over(self) -> str:
        """Wait until it is gone, by force when it lingers; returns how it ended."""
        popen = self._popen
        if popen is None:
            return "not started"
        self._ending.set()
        self.say(said.Stop())  # wakes the thread that ends it
        self._writer.join()
        code = popen.wait()
        if popen.stdout is not None:
            popen.stdout.close()
        return f"silent for {SILENCE:.0f} s" if self.silent else f"exit code {code}"

    def _write(self) -> None:
        """Write what is to be said; look each second whether it still lives, and kill what does not.

        Once it is to end its input ends, too, and it has `CLOSE_SECONDS` left.
        """
        popen = self._popen
        if popen is None or popen.stdin is None:
            return
        while not (self._ending.is_set() and self._unsent.empty()):
            try:
                line = self._unsent.get(timeout=1.0)
            except queue.Empty:
                line = b""
            self._send(popen.stdin, line)
            if time.monotonic() - self.heard_at > SILENCE:
                _log.error("the sync process has said nothing for %.0f s", SILENCE)
                self.silent = True
                break
        try:
            popen.stdin.close()
        except OSError:
            _log.debug("the sync process had closed its end")
        try:
            popen.wait(CLOSE_SECONDS)
        except subprocess.TimeoutExpired:
            _log.error("the sync process is stuck and is killed")
            popen.kill()

    def _send(self, stream: IO[bytes], line: bytes) -> None:
        self._is_commit_told.clear()
        if not line:
            return
        try:
            stream.write(line)
            stream.flush()
        except OSError:
            self._ending.set()  # it is gone: whoever reads from it finds the end


def command_for(directory: Path) -> list[str]:
    """Return how the sync process of a register is started."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "--data", str(directory), "sync-process"]
    return [sys.executable, "-m", "pos_client.app.sync_process", "--data", str(directory)]


def _alone() -> dict[str, Any]:
    """On Windows no window, and below the till; elsewhere a group of its own: a Ctrl-C is the till's alone.

    Not a session of its own: Linux may give each session an equal share, and no niceness would then put the till first.
    """
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NO_WINDOW | subprocess.BELOW_NORMAL_PRIORITY_CLASS}
    return {"process_group": 0}


def _acknowledge(writer: Writer, asked: said.Acknowledge) -> None:
    writer.acknowledge(asked.seq, bytes.fromhex(asked.hash), asked.token, asked.ack_data, asked.ack_signature)


def _grant_of(signed: Signed) -> Grant:
    """Return the grant, whose signature the process has verified."""
    return msgspec.json.decode(signed.data, type=Grant)


def _error_of(future: Future[Any]) -> str:
    if future.cancelled():
        return "closed"
    error = future.exception()
    if error is None:
        return ""
    _log.warning("the journal did not do what the line asked: %s", error)
    return error.code if isinstance(error, JournalError) else type(error).__name__


def _log_error(error: str) -> None:
    if error:
        _log.warning("the offset was not kept: %s", error)


def _nothing() -> None:
    """Nobody is told any more."""
