"""Another key, or a newly granted epoch, taken over by a register that is closed. Blocks; no Qt.

What the centre granted is written beside `register.toml` before anything changes; from then on nothing is lost, and
`finish` does the rest, at once or at the next start: the journal begins the epoch, `register.toml` says so, and only
then the new key takes the name of the old one, which is kept aside. Each step done twice is as done once.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

import msgspec

from pos_client.app.enrolment_file import (
    GRANTED_NAME,
    Enrolment,
    Granted,
    read_granted,
    write_enrolment,
    write_granted,
)
from pos_client.db.journal import taking_over
from pos_client.db.journal.journal import utc_now
from sync.protocol import signing
from sync.protocol.durable import sync_directory
from sync.protocol.messages import EnrolAnswer, EpochAnswer, Grant
from sync.protocol.signing import KeyFileError, Signer

KEY_FILE: Final = "register.key"
NEW_KEY: Final = "register.key.new"
MOST_ASIDE: Final = 10_000


def present_key(directory: Path) -> Signer | None:
    """Return the register's key, None when its file is lost or cannot be used."""
    return _load(directory / KEY_FILE)


def new_key(directory: Path) -> Signer | None:
    """Return the key that is to take its place, None when there is none."""
    return _load(directory / NEW_KEY)


def make_new_key(directory: Path, *, anew: bool = False) -> Signer:
    """Return the key to come, durable on disk, making it when there is none. `anew`: whatever there is. `KeyFileError`.

    A file that cannot be read is kept aside.
    """
    path = directory / NEW_KEY
    if path.exists() and (anew or new_key(directory) is None):
        set_aside(directory, path)
    return signing.load_or_create(path)


def take_over(directory: Path, enrolment: Enrolment, answer: EnrolAnswer | EpochAnswer) -> Enrolment:
    """Begin what `enrolment` says is granted; returns it, as `register.toml` says then. Errors as of `finish`.

    `answer`: the centre's, for what it says of older epochs.
    """
    fields = {name: getattr(enrolment, name) for name in Enrolment.__struct_fields__}
    write_granted(directory, Granted(**fields, held=answer.held, anchors=answer.anchors))
    finish(directory)
    return enrolment


def finish(directory: Path) -> Enrolment | None:
    """Take over what was granted and is not taken over yet; None when there is nothing to do.

    `EnrolmentFileError`, `KeyFileError`, `JournalError` (among them `AlreadyRunningError`), `OSError`.
    """
    granted = read_granted(directory)
    if granted is None:
        return None
    grant = msgspec.json.decode(granted.grant_data, type=Grant)
    signer = next((key for key in (new_key(directory), present_key(directory)) if _is_of(key, grant)), None)
    if signer is None:
        raise KeyFileError("missing", directory / NEW_KEY)
    taking_over.begin(directory, signer, grant, granted.held, granted.anchors, clock=utc_now)
    fields = {name: getattr(granted, name) for name in Enrolment.__struct_fields__}
    enrolment = Enrolment(**fields)
    write_enrolment(directory, enrolment)
    if _is_of(new_key(directory), grant):
        set_aside(directory, directory / KEY_FILE)
        (directory / NEW_KEY).rename(directory / KEY_FILE)
        sync_directory(directory)
    set_aside(directory, directory / NEW_KEY)  # of an attempt that was given up
    (directory / GRANTED_NAME).unlink()
    sync_directory(directory)
    return enrolment


def set_aside(directory: Path, path: Path) -> Path | None:
    """Give a key's file the next free name `register.key.<n>`, for its owner alone; returns it. `OSError`."""
    if not path.exists():
        return None
    aside = next(found for number in range(1, MOST_ASIDE) if not (found := directory / f"{KEY_FILE}.{number}").exists())
    if sys.platform != "win32":
        path.chmod(0o600)
    path.rename(aside)
    sync_directory(directory)
    return aside


def _load(path: Path) -> Signer | None:
    try:
        return signing.load(path)
    except KeyFileError:
        return None


def _is_of(key: Signer | None, grant: Grant) -> bool:
    return key is not None and key.public_key.hex() == grant.public_key
