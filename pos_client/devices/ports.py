"""What the register asks of its devices: frozen values and protocols, no driver.

Drivers run on their own threads and call the given listener from there; the runtime carries it to the main thread.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Protocol, TypeAlias, runtime_checkable

from msgspec import Struct


class DeviceState(StrEnum):
    """One word for a chip: its colour and text follow from it."""

    OK = "ok"
    OFF = "off"  # not configured
    TROUBLE = "trouble"  # works, needs attention (paper near end)
    FAILED = "failed"  # does not work (unplugged, no paper, cover open)
    WORKING = "working"


class DeviceStatus(Struct, frozen=True):
    """The state of one device. `code` is stable for the translator: "no_paper", "cover_open", "unplugged", ..."""

    device: str  # "printer", "scanner", "terminal", "fiscal", "drawer"
    name: str
    state: DeviceState
    code: str = ""
    detail: str = ""


class Symbology(StrEnum):
    """What the scanner said it read, from the AIM identifier."""

    UNKNOWN = "unknown"
    EAN_UPC = "ean_upc"
    CODE128 = "code128"
    GS1_128 = "gs1_128"
    DATA_MATRIX = "data_matrix"
    GS1_DATA_MATRIX = "gs1_data_matrix"
    QR = "qr"
    GS1_QR = "gs1_qr"
    GS1_DATABAR = "gs1_databar"
    CHIP = "chip"  # no picture at all: a reader set up for chip badges
    OTHER = "other"


class Scan(Struct, frozen=True):
    """One read: `text` without prefix, suffix and AIM identifier, GS (0x1D) kept; `scanner` names the source."""

    text: str
    symbology: Symbology
    scanner: str
    sequence: int  # counts the reads of this scanner, so that none is doubled


class BadRead(Struct, frozen=True):
    """Bytes that are no read; `sample` is a printable start.

    `code` is "too_long", "garbage", "queue_full", "no_terminator" (the scanner's suffix is not set up) or "unplugged"
    (cut off in the middle).
    """

    code: str
    scanner: str
    sample: str


ScannerListener: TypeAlias = Callable[[Scan | BadRead | DeviceStatus], None]


class Scanner(Protocol):
    """A barcode reader with a thread of its own."""

    def start(self, listener: ScannerListener) -> None: ...
    def stop(self) -> None: ...


class PrintResult(StrEnum):
    """What became of a job; `UNKNOWN` is asked about, never repeated blindly."""

    PRINTED = "printed"
    NOT_SENT = "not_sent"
    UNKNOWN = "unknown"


class PrintOutcome(Struct, frozen=True):
    """The result of one attempt, with the status that explains it."""

    result: PrintResult
    status: DeviceStatus


class ReceiptPrinter(Protocol):
    """Prints one finished blob at a time; called from the spooler's thread only. Never raises for device trouble."""

    def status(self) -> DeviceStatus: ...
    def send(self, data: bytes) -> PrintOutcome: ...


class Drawer(Protocol):
    """The cash drawer; called from the spooler's thread only. Never raises for device trouble."""

    def open(self) -> DeviceStatus: ...


class CardState(StrEnum):
    """Where a card payment stands."""

    APPROVED = "approved"
    DECLINED = "declined"
    CANCELLED = "cancelled"
    NOT_STARTED = "not_started"  # the terminal never took the amount: nothing was charged
    REFUNDED = "refunded"  # of a refund: `approved` is back with the customer
    UNKNOWN = "unknown"  # the answer was lost: query, never charge again


class CardAnswer(Struct, frozen=True):
    """The terminal's answer for intent `intent_id`. `approved` may be less than asked (partial approval).

    `code` says why an outcome is not the plain one ("timeout", "answer_lost", "amount_mismatch", "in_progress", ..., or
    "returned" of a charge that was cancelled by giving its money back);
    `message` is the bank's own text, or the code again when there is none.
    """

    intent_id: str
    state: CardState
    approved: int = 0
    reference: str = ""
    message: str = ""
    details: tuple[tuple[str, str], ...] = ()
    code: str = ""


class BatchTotals(Struct, frozen=True):
    """What the terminal counted since its last settlement, minor units; `code` says why there is no figure."""

    is_known: bool
    currency: str = ""
    charged: int = 0
    charged_count: int = 0
    returned: int = 0
    returned_count: int = 0
    code: str = ""


@runtime_checkable
class BatchReader(Protocol):
    """What an integrated terminal can do besides, for the comparison at the close of a shift; a blocking call."""

    def batch_totals(self) -> BatchTotals: ...


class CardStep(StrEnum):
    """Steps shown while a card is at the terminal."""

    SENT = "sent"
    TAKEN = "taken"  # terminal took the amount
    CARD_READ = "card_read"
    PIN = "pin"
    BANK = "bank"


CardProgress: TypeAlias = Callable[[str, CardStep], None]


class PaymentTerminal(Protocol):
    """A card terminal; every call blocks with a deadline and is made off the main thread. Never raises for trouble.

    `reverse` takes a whole charge back, under its id. `refund` gives back `amount` of a charge, under an id of its own,
    as often as something is left of it; `reference` is the charge's.
    """

    @property
    def is_integrated(self) -> bool:
        """False for a standalone terminal, whose outcome the cashier confirms."""
        ...

    def charge(self, intent_id: str, amount: int, currency: str, progress: CardProgress) -> CardAnswer: ...
    def query(self, intent_id: str) -> CardAnswer: ...
    def cancel(self, intent_id: str) -> CardAnswer: ...
    def reverse(self, intent_id: str, reference: str, amount: int) -> CardAnswer: ...
    def refund(self, intent_id: str, reference: str, amount: int, currency: str) -> CardAnswer: ...
    def status(self) -> DeviceStatus: ...


class MarkingVerdict(StrEnum):
    """Whether a marked unit may be sold."""

    ALLOWED = "allowed"
    REFUSED = "refused"
    NO_ANSWER = "no_answer"


class MarkingAnswer(Struct, frozen=True):
    """What the module said; `code` why it refused, or why there is no answer; `source` who answered."""

    verdict: MarkingVerdict
    code: str = ""
    source: str = ""


class MarkingModule(Protocol):
    """Checks marked units; blocks up to its deadline, off the main thread, from several threads. Never raises."""

    def check(self, code: str) -> MarkingAnswer: ...
    def status(self) -> DeviceStatus: ...


class FiscalState(StrEnum):
    """The life of a fiscal document."""

    REQUESTED = "requested"
    REGISTERED = "registered"
    REFUSED = "refused"
    UNKNOWN = "unknown"


class FiscalLine(Struct, frozen=True):
    """One line for the device: minor units, thousandths, basis points; marking codes unchanged."""

    name: str
    quantity: int
    unit_price: int
    total: int
    tax_category: str
    tax_rate: int
    marking_codes: tuple[str, ...] = ()


class FiscalDocument(Struct, frozen=True):
    """A document to register; `request_id` is our own key, sent with it, so that it is registered once."""

    request_id: str
    kind: str  # "sale" or "return"
    lines: tuple[FiscalLine, ...]
    payments: tuple[tuple[str, int], ...]  # fiscal type, amount
    total: int
    currency: str
    operator: str
    buyer_tax_number: str = ""


class FiscalAnswer(Struct, frozen=True):
    """What the device answered; `code` explains a refusal ("day_too_long", "paper", ...)."""

    request_id: str
    state: FiscalState
    device: str = ""
    document_number: str = ""
    sign: str = ""
    tax: tuple[tuple[str, int], ...] = ()
    code: str = ""
    message: str = ""


class FiscalDevice(Protocol):
    """A fiscal printer or memory device; calls block with a deadline, off the main thread; never raises for trouble."""

    def register(self, document: FiscalDocument) -> FiscalAnswer: ...
    def last_document(self) -> FiscalAnswer | None: ...
    def query(self, request_id: str) -> FiscalAnswer: ...
    def day_opened_at(self) -> str:
        """ISO instant at which the fiscal day was opened, "" when closed."""
        ...

    def open_day(self) -> FiscalAnswer: ...
    def close_day(self) -> FiscalAnswer: ...
    def status(self) -> DeviceStatus: ...
