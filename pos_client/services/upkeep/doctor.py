"""The doctor: looks at what keeps a register selling and says green, amber or red, each with the next step.

Looks only and changes nothing, so it may run beside selling and, from the command line, beside a running register.
`examine` blocks (it proves the whole journal) and is called off the main thread. What cannot be looked at is a finding
of its own, never an error.
"""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Struct

from pos_client.db.journal import JournalError, Reader, backups, other_histories, verify
from pos_client.db.journal.verify import PAGE
from pos_client.devices.ports import DeviceState, DeviceStatus
from pos_client.services.fiscal import REFUSED_KEY, RefusedDocument
from pos_client.services.views import Details
from sync.protocol.events import ClockJumpBody, parse_instant

RED_FREE = 500_000_000  # bytes: some days of sales, and a copy of them
AMBER_FREE = 5_000_000_000
BACKUP_AGE = timedelta(hours=26)
SHIFT_AGE = timedelta(hours=24)
INTENT_AGE = timedelta(minutes=15)
JUMPS_WITHIN = timedelta(days=7)
CLOCK_SLACK = timedelta(seconds=5)
EARLIEST = datetime(2026, 1, 1, tzinfo=UTC)  # a clock before this program was written lost its battery
_log = logging.getLogger(__name__)


class Light(StrEnum):
    """How a finding is shown: in order, needs attention, does not work."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


class Finding(Struct, frozen=True):
    """One thing that was looked at. `subject` names the row, `code` is its message, `details` fill it.

    A finding about a device has its code from the device; `subject` is then "device_printer" and so on.
    """

    subject: str
    light: Light
    code: str
    details: Details = ()


class Premises(Struct, frozen=True):
    """What there is to look at. Every callable is called on the thread of `examine` and may block.

    `reader` gives a reader of the journal for that thread. `devices` are (kind, ask); `zone` is the store's, "" when
    it is not known; `heard` is what devices that cannot be asked said last; `trouble` and `backup_trouble` are what the
    running register says of itself, "" for nothing; `first_copy` returns when the register has made its first copy.
    """

    directory: Path
    journal: Path
    backup: Path
    versions: tuple[tuple[str, str], ...]
    sqlite: tuple[str, bool]  # its version, and whether it is free of the WAL-reset race
    clock: Callable[[], datetime]
    reader: Callable[[], Reader]
    devices: tuple[tuple[str, Callable[[], DeviceStatus]], ...] = ()
    zone: str = ""
    heard: Callable[[], tuple[DeviceStatus, ...]] = tuple
    trouble: Callable[[], str] = str
    backup_trouble: Callable[[], str] = str
    first_copy: Callable[[], None] = lambda: None


class Stopped(Exception):  # noqa: N818 - a wish, no error
    """The examination was given up; `progress` raises it."""


class Doctor:
    """Examines `premises`."""

    def __init__(self, premises: Premises) -> None:
        self._at = premises

    def examine(self, progress: Callable[[int, int], None] = lambda _done, _of: None) -> tuple[Finding, ...]:
        """Look at everything. `progress(done, of)` counts events of the journal; it may raise `Stopped`. Blocks."""
        found: list[Finding] = [*self._program(), *self._disks(), self._journal(progress)]
        for look in (self._clock, self._copies, self._prints, self._intents, self._shift):
            try:
                found.extend(look())
            except (JournalError, OSError) as error:
                _log.error("%s: %s", look.__name__.strip("_"), error)
                subject = look.__name__.strip("_")
                found.append(Finding(subject, Light.RED, "doctor_cannot_look", (("detail", str(error)[:200]),)))
        found.extend(_of_device(kind, ask()) for kind, ask in self._at.devices)
        found.extend(_of_device(status.device, status) for status in self._at.heard())
        return tuple(found)

    # the program and its disks

    def _program(self) -> Iterator[Finding]:
        said = ", ".join(f"{name} {version}" for name, version in self._at.versions)
        yield Finding("program", Light.GREEN, "doctor_program", (("versions", said),))
        version, safe = self._at.sqlite
        light, code = (Light.GREEN, "doctor_sqlite") if safe else (Light.RED, "doctor_sqlite_unsafe")
        yield Finding("sqlite", light, code, (("version", version),))

    def _disks(self) -> Iterator[Finding]:
        yield self._space("data_disk", self._at.directory)
        if self._at.backup.is_dir():
            yield self._space("backup_disk", self._at.backup)

    @staticmethod
    def _space(subject: str, directory: Path) -> Finding:
        try:
            free = shutil.disk_usage(directory).free
        except OSError as error:
            return Finding(subject, Light.RED, "doctor_no_folder", (("path", str(directory)), ("detail", str(error))))
        details: Details = (("gigabytes", f"{free / 1e9:.1f}"), ("path", str(directory)))
        if not os.access(directory, os.W_OK):
            return Finding(subject, Light.RED, "doctor_not_writable", details)
        if free < RED_FREE:
            return Finding(subject, Light.RED, "doctor_disk_full", details)
        light, code = (Light.AMBER, "doctor_disk_low") if free < AMBER_FREE else (Light.GREEN, "doctor_disk")
        return Finding(subject, light, code, details)

    # the journal

    def _journal(self, progress: Callable[[int, int], None]) -> Finding:
        if self._at.trouble():
            return Finding("journal", Light.RED, "doctor_journal_stuck", (("detail", self._at.trouble()),))
        done = 0

        def page() -> None:
            nonlocal done
            done += PAGE
            progress(done, max(done, of))

        try:
            of = self._at.reader().head().seq
            progress(0, of)
            report = verify(self._at.journal, pause=page)
        except JournalError as error:
            return Finding("journal", Light.RED, "doctor_journal_unreadable", (("detail", error.code),))
        if report.ok:
            progress(report.events, report.events)
            details: Details = (
                ("events", report.events),
                ("sales", report.sales),
                ("head", report.last_hash.hex()[:8]),
            )
            return Finding("journal", Light.GREEN, "doctor_journal", details)
        first = report.problems[0]
        details = (
            ("count", len(report.problems)),
            ("first", first.code),
            ("detail", first.detail),
            ("at", first.seq),
        )
        return Finding("journal", Light.RED, "doctor_journal_broken", details)

    def _clock(self) -> Iterator[Finding]:
        now = self._at.clock()
        last = max(self._at.reader().last_event_times(5), default=None)
        if now < EARLIEST:
            yield Finding("clock", Light.RED, "doctor_clock_lost", (("now", f"{now:%Y-%m-%d}"),))
            return
        if last is not None and now < last - CLOCK_SLACK:
            behind = round((last - now).total_seconds())
            yield Finding("clock", Light.RED, "doctor_clock_behind", (("seconds", behind),))
            return
        jumps = self._jumps(now)
        if jumps:
            largest = max(jumps, key=abs)
            details: Details = (("count", len(jumps)), ("seconds", largest))
            yield Finding("clock", Light.AMBER, "doctor_clock_jumped", details)
        elif self._at.zone and self._other_zone(now):
            yield Finding("clock", Light.AMBER, "doctor_zone_differs", (("zone", self._at.zone),))
        else:
            yield Finding("clock", Light.GREEN, "doctor_clock", (("zone", self._at.zone or "UTC"),))

    def _jumps(self, now: datetime) -> list[int]:
        """Return the jumps of the clock in the last days, in seconds."""
        bodies = (body for _row, body in self._at.reader().events(0, ("clock_jump",)))
        jumps = (body for body in bodies if isinstance(body, ClockJumpBody))
        return [jump.seconds for jump in jumps if now - parse_instant(jump.after) <= JUMPS_WITHIN]

    def _other_zone(self, now: datetime) -> bool:
        return now.astimezone().utcoffset() != now.astimezone(ZoneInfo(self._at.zone)).utcoffset()

    def _copies(self) -> Iterator[Finding]:
        self._at.first_copy()
        copies = backups(self._at.backup)
        others = other_histories(self._at.backup)
        if others:
            details: Details = (("count", len(others)), ("path", str(others[-1])))
            yield Finding("copies", Light.RED, "doctor_other_history", details)
        if self._at.backup_trouble():
            yield Finding("copies", Light.RED, "doctor_copy_failed", (("detail", self._at.backup_trouble()),))
            return
        if not copies:
            yield Finding("copies", Light.RED, "doctor_no_copy", (("path", str(self._at.backup)),))
            return
        age = self._at.clock() - datetime.fromtimestamp(copies[0].stat().st_mtime, UTC)
        details = (("hours", max(0, round(age.total_seconds() / 3600))), ("path", str(copies[0].parent)))
        if age > BACKUP_AGE:
            yield Finding("copies", Light.AMBER, "doctor_copy_old", details)
        elif self._at.backup.stat().st_dev == self._at.directory.stat().st_dev:
            yield Finding("copies", Light.AMBER, "doctor_copy_same_disk", details)
        else:
            yield Finding("copies", Light.GREEN, "doctor_copy", details)

    # what waits

    def _prints(self) -> Iterator[Finding]:
        reader = self._at.reader()
        asked = len(reader.print_jobs(("unknown",)))
        waiting = len(reader.print_jobs(("queued", "failed", "sending")))
        if asked:
            yield Finding("prints", Light.AMBER, "doctor_print_asked", (("count", asked),))
        elif waiting:
            yield Finding("prints", Light.AMBER, "doctor_print_waits", (("count", waiting),))
        else:
            yield Finding("prints", Light.GREEN, "doctor_prints")

    def _intents(self) -> Iterator[Finding]:
        rows = self._at.reader().open_intents()
        late = [row for row in rows if self._at.clock() - row.opened_at > INTENT_AGE]
        for kind, subject in (("card", "cards"), ("fiscal", "documents")):
            count = sum(1 for row in rows if row.kind == kind)
            old = sum(1 for row in late if row.kind == kind)
            refused = _refused(self._at.reader()) if kind == "fiscal" else 0
            if refused:
                yield Finding(subject, Light.RED, "doctor_documents_refused", (("count", refused),))
            elif old:
                yield Finding(subject, Light.RED, f"doctor_{subject}_late", (("count", old),))
            elif count:
                yield Finding(subject, Light.AMBER, f"doctor_{subject}_open", (("count", count),))
            else:
                yield Finding(subject, Light.GREEN, f"doctor_{subject}")

    def _shift(self) -> Iterator[Finding]:
        shift = self._at.reader().open_shift()
        if shift is None:
            yield Finding("shift", Light.GREEN, "doctor_no_shift")
            return
        hours = round((self._at.clock() - shift.opened_at).total_seconds() / 3600)
        old = self._at.clock() - shift.opened_at > SHIFT_AGE
        light, code = (Light.AMBER, "doctor_shift_old") if old else (Light.GREEN, "doctor_shift")
        yield Finding("shift", light, code, (("hours", hours),))


_LIGHTS = {
    DeviceState.OK: Light.GREEN,
    DeviceState.OFF: Light.GREEN,
    DeviceState.WORKING: Light.GREEN,
    DeviceState.TROUBLE: Light.AMBER,
    DeviceState.FAILED: Light.RED,
}


def _of_device(kind: str, status: DeviceStatus) -> Finding:
    details: Details = (("name", status.name), ("detail", status.detail[:200]))
    return Finding(f"device_{kind}", _LIGHTS[status.state], status.code, details)


def is_red(findings: tuple[Finding, ...]) -> bool:
    """Tell whether something does not work."""
    return any(finding.light is Light.RED for finding in findings)


def _refused(reader: Reader) -> int:
    """Return how many documents the fiscal device refused and nobody has had sent again."""
    data = reader.value(REFUSED_KEY)
    return len(msgspec.json.decode(data, type=tuple[RefusedDocument, ...])) if data else 0
