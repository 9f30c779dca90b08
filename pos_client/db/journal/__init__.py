"""The journal: what this register did, durable before anything prints, append-only, chained and signed."""

from __future__ import annotations

from pos_client.db.journal.backup import (
    BackupError,
    BackupReport,
    anchors_in,
    backups,
    other_histories,
    restore_check,
    set_aside,
)
from pos_client.db.journal.binding import bound
from pos_client.db.journal.errors import (
    AlreadyRunningError,
    JournalDamagedError,
    JournalError,
    JournalOpenError,
    JournalUsageError,
    JournalWriteError,
    Outcome,
)
from pos_client.db.journal.export import ExportError, ExportLimits, ExportReport, export
from pos_client.db.journal.journal import Journal
from pos_client.db.journal.opening import OpenReport
from pos_client.db.journal.reader import Reader
from pos_client.db.journal.restoring import RestoreError, RestoreReport, restore
from pos_client.db.journal.rows import (
    SLIP_OPEN,
    SLIP_USED,
    SLIP_VOID,
    BasketRow,
    CorrectionRow,
    EventRef,
    EventRow,
    Head,
    IntentRow,
    PinFailures,
    PrintJobRow,
    SaleRow,
    ShiftRow,
    slip_mark,
)
from pos_client.db.journal.shift_check import ShiftSummary
from pos_client.db.journal.verify import Problem, VerifyReport, verify
from pos_client.db.journal.writer import Writer

__all__ = [
    "SLIP_OPEN",
    "SLIP_USED",
    "SLIP_VOID",
    "AlreadyRunningError",
    "BackupError",
    "BackupReport",
    "BasketRow",
    "CorrectionRow",
    "EventRef",
    "EventRow",
    "ExportError",
    "ExportLimits",
    "ExportReport",
    "Head",
    "IntentRow",
    "Journal",
    "JournalDamagedError",
    "JournalError",
    "JournalOpenError",
    "JournalUsageError",
    "JournalWriteError",
    "OpenReport",
    "Outcome",
    "PinFailures",
    "PrintJobRow",
    "Problem",
    "Reader",
    "RestoreError",
    "RestoreReport",
    "SaleRow",
    "ShiftRow",
    "ShiftSummary",
    "VerifyReport",
    "Writer",
    "anchors_in",
    "backups",
    "bound",
    "export",
    "other_histories",
    "restore",
    "restore_check",
    "set_aside",
    "slip_mark",
    "verify",
]
