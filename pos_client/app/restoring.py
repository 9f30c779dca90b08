"""`omnitill restore COPY`: puts a verified copy in the place of a journal that was lost or damaged."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from pos_client.db.journal.journal import utc_now
from pos_client.db.journal.restoring import restore
from sync.protocol import signing


def restore_journal(directory: Path, key_file: Path, copy: Path, *, force: bool, say: Callable[[str], None]) -> int:
    """Restore the journal in `directory` from `copy`; returns the exit code. Errors as `restore`, `KeyFileError`."""
    report = restore(copy, directory, signing.load_or_create(key_file), clock=utc_now, force=force)
    say(f"{report.path}: restored up to event {report.copied.seq} of epoch {report.copied.epoch}")
    if report.aside is not None:
        say(f"what was there is kept as {report.aside}")
    say(f"receipts are numbered {report.provisional.prefix}-000001 and so on until the centre grants an epoch")
    if report.new_key:
        say("this computer has another signing key than the copy: enrol it at the centre before anything is sent")
    return 0
