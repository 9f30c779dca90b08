"""`omnitill enrol`: this folder becomes a register of a chain, with its journal and its first day. Blocks; no Qt.

Each step can be taken again: a code already honoured is answered alike, and once `register.toml` stands only what is
missing is done. Nothing of another register is ever touched.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

import msgspec

from pos_client import __version__
from pos_client.app.enrolment_file import EnrollingError, Enrolment, enrolment_of, read_enrolment, write_enrolment
from pos_client.db.journal import Journal, JournalError
from pos_client.db.journal.opening import FILE_NAME as JOURNAL
from pos_client.db.journal.port import ReadJournal
from pos_client.db.replica import RegisterSettings, ReplicaDamagedError, ReplicaWriteError
from pos_client.db.replica.live_build import create_empty
from pos_client.db.replica.port import WrittenReplica
from pos_client.domain.catalogue import StoreProfile
from pos_client.domain.money import Currency
from sync.engine.core import Core, Ports
from sync.engine.engine import Engine
from sync.engine.enrol import EnrolError, Enrolled, enrol
from sync.engine.first_day import NotBroughtError, bring
from sync.engine.http import Http, trusting
from sync.engine.identity import About, Identity
from sync.engine.ports import PortError
from sync.protocol import enrolment_code, signing
from sync.protocol.enrolment_code import EnrolmentCode, EnrolmentCodeError
from sync.protocol.feeds import stock_feed
from sync.protocol.messages import Grant, RegisterStatus

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
        "Use a new folder (--data); keep this one, its sales are rescued.",
    ),
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


def enrol_register(directory: Path, address: str, code: EnrolmentCode, say: Callable[[str], None]) -> Enrolment:
    """Make `directory` a register of the centre at `address`, with its first day; `EnrollingError`.

    `say` takes each step in words.
    """
    known = read_enrolment(directory)
    if known is None:
        if (directory / JOURNAL).exists():
            raise EnrollingError(
                "journal_there",
                f"{directory} holds the journal of a register without a centre",
                "Nothing was changed. Give a new folder: omnitill --data FOLDER enrol ...",
            )
        known = _ask(directory, address, code, say)
    elif known.address != address:
        raise EnrollingError(
            "other_address",
            f"{directory} is register {known.register_id} of {known.address} already",
            "Nothing was changed. Give a new folder: omnitill --data FOLDER enrol ...",
        )
    _begin_journal(directory, known)
    _bring(directory, known, say)
    return known


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
    say(f"this is register {enrolment.register_id} of {enrolment.location_id}, receipts {enrolment.prefix}")
    _look_at_clock(found, before, say)
    return enrolment


def _look_at_clock(found: Enrolled, before: float, say: Callable[[str], None]) -> None:
    now = time.time()
    off = found.time / 1_000_000 - (before + now) / 2
    if abs(off) > CLOCK_TOLD:
        say(f"this computer's clock is {abs(off):.0f} s {'behind' if off > 0 else 'ahead'}; the centre's time is used")


def _begin_journal(directory: Path, enrolment: Enrolment) -> None:
    """Make the journal, beginning with the epoch that was granted; one that is there must be of this register."""
    try:
        Journal.open(
            directory,
            signing.load(directory / KEY_FILE),
            prefix=enrolment.prefix,
            register_id=enrolment.register_id,
            grant=msgspec.json.decode(enrolment.grant_data, type=Grant),
        ).close()
    except JournalError as error:
        raise EnrollingError(
            error.code, f"the journal cannot be opened: {error}", "Free or repair the disk, then try again."
        ) from error


def _begin_replica(directory: Path, enrolment: Enrolment) -> None:
    """Make the replica's files, which say nothing until the feeds do."""
    register = RegisterSettings(enrolment.register_id, enrolment.register_id, enrolment.prefix)
    nowhere = StoreProfile(enrolment.location_id, enrolment.location_id, Currency("XXX", 2), "en", "UTC")
    folder = directory / REPLICA
    folder.mkdir(exist_ok=True, mode=0o700)
    try:
        create_empty(folder, register, nowhere, enrolment.feeds)
    except (ReplicaDamagedError, ReplicaWriteError, PortError) as error:
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
            Identity(enrolment.register_id, enrolment.location_id, enrolment.ca_public_key, enrolment.grant),
            signing.load(directory / KEY_FILE),
            Ports(journal, replica),
            random.Random(),  # noqa: S311 - jitter
            offset=journal.offset(),
            about=lambda: About(version=__version__),
        )
        with Http(enrolment.address, trusting(enrolment.ca)) as http:
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
