"""`omnitill centre ADDRESS`: the centre of this register has moved to another address. Blocks; no Qt.

Whoever answers there has to prove, by the authority that this register trusts since it was enrolled, that it is the
same centre; only then is the address written. Journal, key and replica stay as they are.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

import msgspec

from pos_client.app import another_key
from pos_client.app.enrolling import explained
from pos_client.app.enrolment_file import EnrollingError, Enrolment, read_enrolment, write_enrolment
from pos_client.db.journal.lock import InstanceLock
from pos_client.db.journal.opening import LOCK_NAME
from sync.engine.enrol import EnrolError, prove_centre
from sync.protocol import enrolment_code
from sync.protocol.enrolment_code import EnrolmentCodeError

_OTHER: Final = EnrollingError(
    "other_centre",
    "what answers at this address is not this register's centre: its certificate is from another authority",
    "Nothing was changed. Look at the address. If it is right, tell the operator: somebody may stand in between, or "
    "that centre has another authority, and this register has to be enrolled there.",
)


def move_centre(directory: Path, typed: str, say: Callable[[str], None]) -> Enrolment:
    """Have the register in `directory` reach its centre at another address; returns what `register.toml` says then.

    `EnrollingError`, `EnrolmentFileError`, `KeyFileError`, `JournalError` (`AlreadyRunningError` while it is open).
    """
    try:
        address = enrolment_code.parse_address(typed if "://" in typed else f"https://{typed}")
    except EnrolmentCodeError as error:
        raise explained(error.code) from None
    known = another_key.finish(directory) or read_enrolment(directory)
    if known is None:
        raise EnrollingError(
            "no_centre", f"{directory} is a register of no chain", "Nothing was changed. Enrol it first: omnitill enrol"
        )
    lock = InstanceLock(directory / LOCK_NAME)  # an open till is told of before anybody is asked
    try:
        say(f"asking {address}")
        try:
            prove_centre(address, known.trusted, {known.ca_public_key, *known.other_keys})
        except EnrolError as error:
            raise _why_not(error) from error
        moved = msgspec.structs.replace(known, address=address)
        if moved != known:
            write_enrolment(directory, moved)
    finally:
        lock.release()
    say(f"the centre of register {known.register_id} is at {address}" + ("" if moved != known else " already"))
    return moved


def _why_not(error: EnrolError) -> EnrollingError:
    if error.code in {"wrong_certificate", "other_centre"}:
        return _OTHER
    told = explained(error.code, str(error))
    return EnrollingError(told.code, f"{told}", f"Nothing was changed. {told.next_step}")
