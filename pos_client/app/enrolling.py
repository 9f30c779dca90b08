"""`omnitill enrol`: this folder becomes a register of a chain, with its journal and its first day. Blocks; no Qt.

Each step can be taken again: a code already honoured is answered alike, and once `register.toml` stands only what is
missing is done. A register whose key was lost or revoked, or that was restored from a copy, is enrolled again in its
own folder: its journal begins the epoch that is granted and carries what the centre lacks. Nothing of another register
is ever touched.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Final

import msgspec

from pos_client import __version__
from pos_client.app import another_key
from pos_client.app.enrolment_file import (
    EnrollingError,
    Enrolment,
    enrolment_of,
    read_enrolment,
    write_enrolment,
)
from pos_client.app.new_replica import make_replica
from pos_client.db.journal import Journal, JournalError, taking_over
from pos_client.db.journal.journal import utc_now
from pos_client.db.journal.lock import InstanceLock
from pos_client.db.journal.opening import FILE_NAME as JOURNAL
from pos_client.db.journal.opening import LOCK_NAME
from pos_client.db.journal.port import ReadJournal
from pos_client.db.journal.taking_over import Standing
from pos_client.db.replica import ReplicaDamagedError, ReplicaWriteError, open_replica
from pos_client.db.replica.port import WrittenReplica
from sync.engine.core import Core, Ports
from sync.engine.engine import Engine
from sync.engine.enrol import EnrolError, Enrolled, enrol
from sync.engine.first_day import NotBroughtError, bring
from sync.engine.http import Http, trusting
from sync.engine.identity import About, Identity, public_key_of
from sync.protocol import chain, enrolment_code, signing
from sync.protocol.enrolment_code import EnrolmentCode, EnrolmentCodeError
from sync.protocol.feeds import stock_feed
from sync.protocol.messages import Grant, RegisterStatus
from sync.protocol.signing import Signer

KEY_FILE: Final = "register.key"
REPLICA: Final = "replica"
CLOCK_TOLD: Final = 120
"""Seconds that this clock may differ from the centre's before the person is told."""


_WORDS: Final = {
    "length": ("the code has not 24 characters", "Type the code as the centre shows it, or scan it."),
    "character": ("a character of the code is none", "Type the code as the centre shows it, or scan it."),
    "address": ("the address is not of a centre", "Type it as https://host:port, as the operator gives it."),
    "not_ours": ("what was scanned is no enrolment code", "Scan the code that the centre shows for this register."),
    "certificate": ("the centre's certificate cannot be read", "Ask the operator to run omnitill-central doctor."),
    "unreachable": ("the centre cannot be reached", "Look at the cable or Wi-Fi, and at the address; then try again."),
    "unknown_host": ("nobody knows the address", "Look at the address, and at the network; then try again."),
    "timed_out": ("the centre did not answer in time", "Look at the network; then try again."),
    "cut": ("the connection was cut", "Look at the network; then try again."),
    "too_long": ("what answers there is no centre", "Look at the address."),
    "other_centre": (
        "what answers at this address is not the centre that the code is from; the code was not sent",
        "Look at the address. If it is right, tell the operator: somebody may stand in between.",
    ),
    "wrong_certificate": (
        "the centre's certificate is not from its own authority; the code was not sent",
        "Tell the operator: somebody may stand in between.",
    ),
    "not_understood": ("what answers there does not speak as a centre does", "Look at the address."),
    "wrong_code": (
        "the centre does not know this code",
        "Look at it once more; after five wrong ones a new one is needed.",
    ),
    "expired": ("the code has expired", "Ask the operator for a new one: omnitill-central enrol."),
    "used": ("the code was used by another computer", "Ask the operator for a new one: omnitill-central enrol."),
    "too_many_tries": (
        "the code was tried wrongly too often",
        "Ask the operator for a new one: omnitill-central enrol.",
    ),
    "revoked": (
        "the key of this folder was revoked",
        "Ask the operator for a code (omnitill-central enrol), and enrol this folder again.",
    ),
    "other_register": (
        "the code is for another register than the one whose journal is here",
        "Nothing was changed. Ask the operator for a code for this register, or give a new folder (--data).",
    ),
    "other_chain": (
        "the code is of another chain than this register's",
        "Nothing was changed. Give a new folder: omnitill --data FOLDER enrol ...",
    ),
    "shift_open": (
        "a shift is open in this register",
        "Nothing was changed. Start the till and close the shift (Z), then try again.",
    ),
    "too_new": ("this journal is newer than the centre can take", "Tell the operator of the centre."),
    "skew": ("this computer's clock is not taken by the centre", "Set the clock and its time zone; then try again."),
}


def explained(code: str, detail: str = "") -> EnrollingError:
    """Return an error in words."""
    what, next_step = _WORDS.get(code, (f"the centre said: {code}", "Tell the operator of the centre."))
    return EnrollingError(code, f"{what} ({detail})" if detail and code not in _WORDS else what, next_step)


def read_typed(address: str, code: str) -> tuple[str, EnrolmentCode]:
    """Return (address, code) as typed apart, or both in a scanned text; `EnrollingError`."""
    try:
        if not code:
            return enrolment_code.parse_scanned(address)
        typed = address if "://" in address else f"https://{address}"
        return enrolment_code.parse_address(typed), enrolment_code.parse(code)
    except EnrolmentCodeError as error:
        raise explained(error.code) from None


def enrol_register(
    directory: Path,
    address: str,
    code: EnrolmentCode,
    say: Callable[[str], None],
    clock: Callable[[], datetime] = utc_now,
) -> Enrolment:
    """Make `directory` a register of the centre at `address`, with its first day; `EnrollingError`.

    `say` takes each step in words; `clock` is the register's.
    """
    known = another_key.finish(directory) or read_enrolment(directory)
    if known is not None and known.address != address:
        raise EnrollingError(
            "other_address",
            f"{directory} is register {known.register_id} of {known.address} already",
            "Nothing was changed. If its centre has moved: omnitill centre ADDRESS. For another register give a new "
            "folder: omnitill --data FOLDER enrol ...",
        )
    if (directory / JOURNAL).exists() and not (known and _is_cut_off(directory)):
        known = _enrol_again(directory, known, address, code, say)
    elif known is None:
        known = _ask(directory, address, code, say)
    _begin_journal(directory, known, clock)
    _bring(directory, known, say)
    return known


def _is_cut_off(directory: Path) -> bool:
    """Whether the first day of a register that has its key has not come yet: then the command goes on with that."""
    if another_key.present_key(directory) is None:
        return False
    try:
        with open_replica(directory / REPLICA) as replica:
            return not replica.ready
    except ReplicaDamagedError:
        return True


def _ask(directory: Path, address: str, code: EnrolmentCode, say: Callable[[str], None]) -> Enrolment:
    directory.mkdir(parents=True, exist_ok=True, mode=0o700)
    signer = signing.load_or_create(directory / KEY_FILE)
    say(f"asking {address}")
    before = time.time()
    try:
        found = enrol(address, code, signer, RegisterStatus(version=__version__))
    except EnrolError as error:
        raise explained(error.code, str(error)) from error
    enrolment = enrolment_of(address, found.ca, found.grant, found.answer.grant, found.answer.feeds)
    write_enrolment(directory, enrolment)
    _say_enrolled(enrolment, say)
    _look_at_clock(found, before, say)
    return enrolment


def _enrol_again(
    directory: Path, known: Enrolment | None, address: str, code: EnrolmentCode, say: Callable[[str], None]
) -> Enrolment:
    """Enrol the register whose journal is here again: with its key, or with a new one when that is lost or revoked."""
    InstanceLock(directory / LOCK_NAME).release()  # an open till is told of before anybody is asked
    standing = taking_over.look(directory / JOURNAL)
    if known is None and not standing.has_centre:
        raise EnrollingError(
            "journal_there",
            f"{directory} holds the journal of a register without a centre",
            "Nothing was changed. Give a new folder: omnitill --data FOLDER enrol ...",
        )
    if standing.is_shift_open:
        raise explained("shift_open")
    if standing.granted >= chain.FIRST_PROVISIONAL - 1:
        raise explained("too_new")
    say(f"asking {address}")
    before = time.time()
    found = _ask_again(directory, standing, address, code)
    if known is not None and public_key_of(found.ca) not in {known.ca_public_key, *known.other_keys}:
        raise explained("other_chain")
    made = enrolment_of(address, found.ca, found.grant, found.answer.grant, found.answer.feeds)
    if found.grant.epoch == standing.head.epoch and known is not None:
        say(f"this is register {known.register_id} of {known.location_id} already, epoch {known.epoch}")
        return known
    if known is not None and public_key_of(found.ca) == known.ca_public_key:
        made = msgspec.structs.replace(made, ca_next=known.ca_next)
    enrolment = another_key.take_over(directory, made, found.answer)
    _say_enrolled(enrolment, say)
    _look_at_clock(found, before, say)
    return enrolment


def _ask_again(directory: Path, standing: Standing, address: str, code: EnrolmentCode) -> Enrolled:
    """Ask with the key that is here, then with one that was made for this before, at last with one made now."""

    def ask(signer: Signer) -> Enrolled:
        status, register_id = RegisterStatus(version=__version__), standing.head.register_id
        return enrol(address, code, signer, status, register_id=register_id, epoch=standing.granted)

    coming = another_key.new_key(directory)
    refused = ""
    try:
        for signer in (another_key.present_key(directory), coming):
            if signer is None:
                continue
            try:
                return ask(signer)
            except EnrolError as error:
                refused = error.code
                if refused not in {"revoked", "used"}:  # "used": by the other of the two, whose answer was lost
                    raise
    except EnrolError as error:
        raise explained(error.code, str(error)) from error
    if refused == "used":
        raise explained(refused)
    try:
        return ask(another_key.make_new_key(directory, anew=coming is not None))
    except EnrolError as error:
        raise explained(error.code, str(error)) from error


def _say_enrolled(enrolment: Enrolment, say: Callable[[str], None]) -> None:
    say(f"this is register {enrolment.register_id} of {enrolment.location_id}, receipts {enrolment.prefix}")


def _look_at_clock(found: Enrolled, before: float, say: Callable[[str], None]) -> None:
    now = time.time()
    off = found.time / 1_000_000 - (before + now) / 2
    if abs(off) > CLOCK_TOLD:
        say(f"this computer's clock is {abs(off):.0f} s {'behind' if off > 0 else 'ahead'}; the centre's time is used")


def _begin_journal(directory: Path, enrolment: Enrolment, clock: Callable[[], datetime]) -> None:
    """Make the journal, beginning with the epoch that was granted; one that is there must be of this register."""
    try:
        Journal.open(
            directory,
            signing.load(directory / KEY_FILE),
            prefix=enrolment.prefix,
            register_id=enrolment.register_id,
            grant=msgspec.json.decode(enrolment.grant_data, type=Grant),
            clock=clock,
        ).close()
    except JournalError as error:
        raise EnrollingError(
            error.code, f"the journal cannot be opened: {error}", "Free or repair the disk, then try again."
        ) from error


def _begin_replica(directory: Path, enrolment: Enrolment) -> None:
    try:
        make_replica(directory / REPLICA, enrolment)
    except (ReplicaDamagedError, ReplicaWriteError, OSError) as error:
        raise EnrollingError(
            "replica", f"the replica cannot be made: {error}", "Look at the disk; then try the same command again."
        ) from error


def _bring(directory: Path, enrolment: Enrolment, say: Callable[[str], None]) -> None:
    """Download what the register needs before it can sell, and the stock of its own location."""
    _begin_replica(directory, enrolment)
    far = {feed for feed in enrolment.feeds if feed.startswith("stock:")} - {stock_feed(enrolment.location_id)}
    journal = ReadJournal(directory / JOURNAL)
    try:
        replica = WrittenReplica(directory / REPLICA, enrolment.feeds)
    except BaseException:
        journal.close()
        raise
    try:
        core = Core(
            Identity(
                enrolment.register_id,
                enrolment.location_id,
                enrolment.ca_public_key,
                enrolment.grant,
                enrolment.other_keys,
            ),
            signing.load(directory / KEY_FILE),
            Ports(journal, replica),
            random.Random(),  # noqa: S311 - jitter
            offset=journal.offset(),
            about=lambda: About(version=__version__),
        )
        with Http(enrolment.address, trusting(enrolment.trusted)) as http:
            bring(Engine(core), http, set(enrolment.feeds) - far, _Progress(say))
    except NotBroughtError as error:
        again = explained(error.code)
        raise EnrollingError(
            error.code,
            f"this is register {enrolment.register_id} now, but its first day has not come: {again}",
            f"{again.next_step} The same command goes on where it stopped.",
        ) from error
    finally:
        replica.close()
        journal.close()
    say("the first day is here")


class _Progress:
    """Says each feed once, and how far a snapshot has come, on one line of a terminal."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self._say = say
        self._left = -1

    def __call__(self, left: tuple[str, ...], download: tuple[int, int] | None) -> None:
        """Take the progress."""
        if len(left) != self._left:
            self._left = len(left)
            self._say(f"{len(left)} to read: {', '.join(left[:4])}{' ...' if len(left) > 4 else ''}")
        if download is not None and sys.stderr.isatty():
            done, total = download
            sys.stderr.write(f"\r{done / 1e6:.1f} of {total / 1e6:.1f} MB " + ("\n" if done == total else ""))
