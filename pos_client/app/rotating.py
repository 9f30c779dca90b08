"""`omnitill rotate-key`: a closed register of a chain gets a new signing key, and an epoch that it signs. Blocks.

The new key is durable before the centre hears of it, and takes the name of the old one only when the centre has said
yes and the journal has begun the epoch: `another_key`. Stopped at any step, the same command goes on where it stopped.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pos_client.app import another_key
from pos_client.app.enrolling import explained
from pos_client.app.enrolment_file import EnrollingError, Enrolment, read_enrolment
from pos_client.db.journal import taking_over
from pos_client.db.journal.lock import InstanceLock
from pos_client.db.journal.opening import FILE_NAME as JOURNAL
from pos_client.db.journal.opening import LOCK_NAME
from pos_client.db.journal.port import ReadJournal
from sync.engine.enrol import EnrolError
from sync.engine.http import Http, trusting
from sync.engine.identity import Identity
from sync.engine.rotate import Rotated, rotate
from sync.protocol import signing


def rotate_key(directory: Path, say: Callable[[str], None]) -> Enrolment:
    """Give the register in `directory` a new key; returns what `register.toml` says then.

    `EnrollingError`, `EnrolmentFileError`, `KeyFileError`, `JournalError` (`AlreadyRunningError` while it is open).
    """
    known = another_key.finish(directory)
    if known is not None:
        say(f"the new key is in its place, receipts {known.prefix}")
        return known
    known = read_enrolment(directory)
    if known is None:
        raise EnrollingError(
            "no_centre", f"{directory} is a register of no chain", "Nothing was changed: no centre knows its key."
        )
    InstanceLock(directory / LOCK_NAME).release()  # an open till is told of before anybody is asked
    old = signing.load(directory / another_key.KEY_FILE)
    standing = taking_over.look(directory / JOURNAL)
    if standing.is_shift_open:
        raise explained("shift_open")
    new = another_key.make_new_key(directory)
    say(f"asking {known.address}")
    found = _ask(directory, known, old, new, standing.known)
    enrolment = another_key.take_over(directory, known.granted(found.grant, found.answer.grant), found.answer)
    say(f"the new key is in its place, receipts {enrolment.prefix}")
    return enrolment


def _ask(
    directory: Path, known: Enrolment, old: signing.Signer, new: signing.Signer, head: tuple[int, int, bytes]
) -> Rotated:
    identity = Identity(
        known.register_id, known.location_id, known.ca_public_key, known.grant, other_keys=known.other_keys
    )
    journal = ReadJournal(directory / JOURNAL)
    try:
        offset = journal.offset()
    finally:
        journal.close()
    try:
        with Http(known.address, trusting(known.trusted)) as http:
            return rotate(http, identity, old, new, head, offset=offset)
    except EnrolError as error:
        raise explained(error.code, str(error)) from error
