"""Training: a register of its own beside the real one, with other files, other PINs and devices that do no harm.

Its folder is `training` beside the real data and is made anew each time training begins; after that it stays until the
next one, for whoever wants to look. The catalogue is the real one, read only. What is printed says at its head and its
foot that it is training, whoever composed it; the drawer cannot be opened, since the printer is taken for one without a
drawer; cards go to a practice terminal; there is no fiscal device. Everybody's PIN is `PRACTICE_PIN`: training never
tells whether a guess at a real one was right.

A note beside the real journal stands while training runs. Whoever opens the real register next writes from it into the
journal that training ended, also after a power cut.
"""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import msgspec
from msgspec.structs import replace

from pos_client.app.devices import Devices, printer_of, scanners_of
from pos_client.app.settings import Settings
from pos_client.db.journal import Journal, JournalError
from pos_client.db.replica import Live
from pos_client.devices.ports import DeviceStatus, PrintOutcome, ReceiptPrinter
from pos_client.devices.terminal import PracticeTerminal
from pos_client.domain import receipt
from pos_client.domain.staff import StaffMember
from sync.protocol.events import SaleBody, TrainingBody

FOLDER = "training"
NOTE = "training.running"
PREFIX = "TRAINING-"
PRACTICE_PIN = "0000"
LARGEST_NOTE = 4_096
_log = logging.getLogger(__name__)


class Note(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What stands beside the real journal while training runs: who began it, what was sold, whether it was left."""

    by: str = ""
    sales: int = 0
    total: int = 0
    currency: str = ""
    left: bool = False


def folder(directory: Path) -> Path:
    """Return where the training of the register in `directory` has its files."""
    return directory / FOLDER


def begin(directory: Path, by: str) -> Path:
    """Leave the note and make the folder anew; returns the folder. `OSError`, with the note taken away again."""
    write_note(directory, Note(by))
    where = folder(directory)
    try:
        if where.is_symlink():
            where.unlink()
        elif where.exists():
            shutil.rmtree(where)
        where.mkdir(mode=0o700)
    except OSError:
        (directory / NOTE).unlink(missing_ok=True)
        raise
    return where


def write_note(directory: Path, note: Note) -> None:
    """Write the note whole or not at all, durably. `OSError`."""
    part = directory / f"{NOTE}.part"
    with part.open("wb") as file:
        file.write(msgspec.json.encode(note))
        file.flush()
        os.fsync(file.fileno())
    part.replace(directory / NOTE)


def read_note(directory: Path) -> Note | None:
    """Return the note, None when no training runs. One that cannot be read still says that there was training."""
    try:
        with (directory / NOTE).open("rb") as file:
            return msgspec.json.decode(file.read(LARGEST_NOTE), type=Note)
    except FileNotFoundError:
        return None
    except (OSError, msgspec.DecodeError, msgspec.ValidationError) as error:
        _log.error("the note of training cannot be read: %s", error)
        return Note()


def close_note(directory: Path, journal: Journal) -> None:
    """Write into the real journal that training ended, when a note says that it ran; blocks until it is on disk.

    The note goes only after the event is durable: after a crash between the two, or while the disk takes nothing, the
    end is journalled at the next start.
    """
    note = read_note(directory)
    if note is None:
        return
    body = TrainingBody(
        entered=False,
        by=note.by,
        sales=note.sales,
        total=note.total,
        currency=note.currency,
        interrupted=not note.left,
    )
    try:
        journal.submit(lambda writer: writer.append("training", body)).result()
        (directory / NOTE).unlink(missing_ok=True)
    except (OSError, JournalError) as error:
        _log.error("the end of training could not be journalled: %s", error)


def leave(directory: Path, journal: Journal) -> None:
    """Note what was sold before the training journal closes. A disk that refuses leaves the note as it was."""
    note = read_note(directory)
    try:
        sales, total, currency = figures_of(journal)
        write_note(directory, Note(note.by if note else "", sales, total, currency, left=True))
    except (OSError, JournalError) as error:
        _log.error("what was sold in training could not be noted: %s", error)


def figures_of(journal: Journal) -> tuple[int, int, str]:
    """Return count, total and currency of the sales in a training journal."""
    bodies = [body for _row, body in journal.reader().events(0, ("sale",)) if isinstance(body, SaleBody)]
    return len(bodies), sum(body.total for body in bodies), bodies[0].currency if bodies else ""


def with_practice_pin() -> Callable[[StaffMember], StaffMember]:
    """Return what makes of each person one whose PIN is `PRACTICE_PIN`."""
    from argon2 import PasswordHasher  # noqa: PLC0415 - for training alone

    # The PIN is on the screen: what it costs to try it does not matter.
    verifier = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1).hash(PRACTICE_PIN)
    return lambda member: replace(member, pin_verifier=verifier)


class TrainingPrinter:
    """Implements `ports.ReceiptPrinter`: prints on `printer` what says at head and foot that it is training."""

    def __init__(self, printer: ReceiptPrinter, mark: str) -> None:
        self._printer = printer
        self._mark = mark

    def status(self) -> DeviceStatus:
        """How the printer is."""
        return self._printer.status()

    def send(self, data: bytes) -> PrintOutcome:
        """Print `data`, marked; what is no document goes on as it is, to be refused."""
        try:
            document = receipt.decode(data)
        except receipt.DocumentError:
            return self._printer.send(data)
        return self._printer.send(receipt.encode(self.marked(document)))

    def marked(self, document: receipt.Document) -> receipt.Document:
        """Return `document` with the mark first and before each cut, and nothing that opens a drawer."""
        mark = (receipt.Text(self._mark, align=receipt.Align.CENTER, bold=True, size=receipt.Size.TALL, inverse=True),)
        blocks: list[receipt.Block] = []
        first = next((block for block in document.blocks if isinstance(block, receipt.Text)), None)
        if first is None or first.left != self._mark:
            blocks.extend(mark)
        for block in document.blocks:
            if isinstance(block, receipt.Cut):
                blocks.extend(mark)
            if not isinstance(block, receipt.Drawer):
                blocks.append(block)
        if not any(isinstance(block, receipt.Cut) for block in blocks):
            blocks.extend(mark)
        return receipt.Document(tuple(blocks), document.title)


def training_devices(settings: Settings, live: Live, mark: str) -> Devices:
    """Return the devices of training: real scanners, the printer without a drawer, a practice terminal."""
    printer = printer_of(settings.printer, live.register.printer_profile, has_drawer=False)
    terminal = PracticeTerminal()
    return Devices(
        scanners=scanners_of(settings),
        printer=TrainingPrinter(printer, mark) if printer is not None else None,
        drawer=None,
        terminals={kind.tender_id: terminal for kind in live.tender_kinds() if kind.has_intent},
        fiscal=None,
    )
