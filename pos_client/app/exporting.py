"""`omnitill export`: copies the journal into a folder in its documented form.

Asks for no PIN: whoever may read the register's files could copy them anyway. The journal says which user of the
computer it was.
"""

from __future__ import annotations

import argparse
import getpass
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from pos_client.db.journal import ExportLimits, Journal, export
from pos_client.db.journal.opening import FILE_NAME
from pos_client.db.journal.verify import head_of
from sync.protocol import signing


def moment(text: str) -> datetime:
    """Read an ISO date or date and time; without an offset it is the computer's time. `argparse.ArgumentTypeError`."""
    try:
        return datetime.fromisoformat(text).astimezone()
    except (ValueError, OverflowError, OSError):
        raise argparse.ArgumentTypeError(f"{text!r} is no ISO date, as 2026-11-22 or 2026-11-22T08:00") from None


def export_journal(
    directory: Path, key_file: Path, target: Path, limits: ExportLimits, *, say: Callable[[str], None]
) -> int:
    """Export the journal in `directory` to the new folder `target`; returns the exit code.

    Errors as `Journal.open` and `export`: a register that runs exports from its own screen.
    """
    head = head_of(directory / FILE_NAME)
    signer = signing.load(key_file)
    journal = Journal.open(directory, signer, prefix=head.prefix, register_id=head.register_id)
    try:
        report = export(journal, target, by=f"computer user {_user()}", limits=limits)
    finally:
        journal.close()
    say(
        f"{report.path}: events {report.first_seq} to {report.last_seq}, {report.documents} documents, "
        f"{report.shifts} shifts; journalled as event {report.stated.seq}"
    )
    return 0


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"
