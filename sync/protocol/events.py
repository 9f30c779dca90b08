"""What a register's journal events say, in each type's newest version: one frozen message a type of event.

Units and types of fields as in `base`. Fields are only ever added, with a default; a field that has its default is not
written. `documents` and `shift_bodies` hold what is listed here from them; `schemas` judges bodies on append and reads
them back.
"""

from __future__ import annotations

from typing import Annotated, TypeAlias

from msgspec import Meta

from sync.protocol.base import (
    MAX_EVENT_BYTES,
    Body,
    Count,
    CurrencyCode,
    Hex,
    Id,
    Instant,
    Int,
    OptionalInstant,
    Pairs,
    Text,
    instant,
    parse_instant,
)
from sync.protocol.documents import (
    DiscountPart,
    ManualPart,
    PaymentPart,
    PostVoidBody,
    ReturnBody,
    ReturnLinePart,
    SaleBody,
    SaleLinePart,
    SlipPart,
    TaxPart,
    VoidedLinePart,
)
from sync.protocol.shift_bodies import (
    CarriedBasketPart,
    CarriedPaymentPart,
    CashierFigures,
    CashMoveBody,
    CategoryFigures,
    CountCancelledBody,
    CountComparedBody,
    CountedPart,
    CountStartedBody,
    DiscountFigures,
    ShiftFigures,
    ShiftOpenedBody,
    TenderFigures,
    TerminalTotalsPart,
    XReportBody,
    ZBody,
    ZTenderPart,
)

FiscalKind: TypeAlias = Annotated[str, Meta(pattern=r"^(sale|return|open_day|close_day)\Z")]
FiscalStateName: TypeAlias = Annotated[str, Meta(pattern=r"^(requested|registered|refused|unknown)\Z")]
MarkingOutcome: TypeAlias = Annotated[str, Meta(pattern=r"^(allowed|refused|no_answer)\Z")]
ClockMeasure: TypeAlias = Annotated[str, Meta(pattern=r"^(steady|event)?\Z")]
PrintAnswer: TypeAlias = Annotated[str, Meta(pattern=r"^(printed|again|abandoned)\Z")]

# --- acts and answers


class FiscalRequestedBody(Body, frozen=True, kw_only=True):
    """A document is about to be asked of the fiscal device; unknown outcomes are queried by this id."""

    request_id: Id
    kind: FiscalKind
    device: str = ""
    receipt_number: str = ""  # the document it belongs to; no number of its own is taken
    total: Int = 0
    currency: str = ""


class FiscalAnswerBody(Body, frozen=True, kw_only=True):
    """What the fiscal device answered; `tax` is what it counted itself, `difference` ours less its."""

    request_id: Id
    state: FiscalStateName
    device: str = ""
    document_number: str = ""
    sign: Text = ""
    tax: tuple[tuple[str, Int], ...] = ()
    code: str = ""
    message: Text = ""
    receipt: str = ""  # the receipt number of the document it belongs to
    difference: Int = 0


class BasketCancelledBody(Body, frozen=True, kw_only=True):
    """An unpaid basket abandoned."""

    basket_id: Id
    reason: Text
    total: Int
    currency: CurrencyCode
    line_count: Count
    by: Id
    pay_opened: bool = False
    approved_by: str = ""
    lines: tuple[VoidedLinePart, ...] = ()
    was_suspended: bool = False


class LineVoidedBody(Body, frozen=True, kw_only=True):
    """A line struck out, or (`lowered`) its quantity lowered by `quantity`."""

    basket_id: Id
    line_id: Count
    sku: Id
    quantity: Int
    amount: Int
    currency: CurrencyCode
    by: Id
    unit: str = "pc"
    approved_by: str = ""
    reason: Text = ""
    pay_opened: bool = False
    lowered: bool = False


class ApprovalBody(Body, frozen=True, kw_only=True):
    """A person with the right said yes to another's act; `amount` is in the unit of the permission."""

    permission: Id
    amount: Int
    reason: Text
    asked_by: str
    approved_by: Id
    basket_id: str = ""
    currency: str = ""


class LoginBody(Body, frozen=True, kw_only=True):
    """Somebody came to the till, left it, or was not believed.

    `how`: "name", "number", "badge" with the PIN, "chip", "reopened" (a badge soon after one's own lock); "lock",
    "idle_lock"; "refused" (a wrong PIN of `staff_id`), "throttled" (no PIN is looked at for a while). Of the last two
    `at_till` is who was logged in meanwhile, `permission` what an approval was asked for, "" at the login.
    """

    staff_id: Id
    how: Id
    at_till: str = ""
    permission: str = ""


class PaymentIntentBody(Body, frozen=True, kw_only=True):
    """Money is about to be asked of a provider; written before it is asked."""

    intent_id: Id
    kind: Id  # "card", "reversal", "refund", ...
    amount: Int
    currency: CurrencyCode
    basket_id: str = ""
    tender_id: str = ""
    by: str = ""


class PaymentOutcomeBody(Body, frozen=True, kw_only=True):
    """What became of an intent; `approved` is the amount that was really moved."""

    intent_id: Id
    state: Id
    approved: Int = 0
    currency: str = ""
    reference: Text = ""
    message: Text = ""
    details: Pairs = ()
    confirmed_by: str = ""  # who said so, where the terminal cannot


class AgeCheckBody(Body, frozen=True, kw_only=True):
    """The age was asked once for the basket; the date is never kept."""

    basket_id: Id
    age: Count
    seen: bool
    by: Id


class ReprintBody(Body, frozen=True, kw_only=True):
    """A copy of a document was printed."""

    receipt_number: str
    by: Id
    kind: str = "receipt"
    approved_by: str = ""
    reason: Text = ""


class ClockJumpBody(Body, frozen=True, kw_only=True):
    """Version 2. The wall clock jumped, back or far ahead: `before` is what it should have said, `after` what it said.

    `micros` to add to the time as it should have been, below zero for a clock set back. `measured` "steady": while the
    program ran, against the machine's steady clock, which is exact; "event": at the start, against the last event, so
    that a clock set back went back by that much at least; "" of version 1, which did not say.
    """

    before: Instant
    after: Instant
    micros: Int
    measured: ClockMeasure = ""

    @property
    def seconds(self) -> int:
        """The jump in whole seconds, to show."""
        return round(self.micros / 1_000_000)


class TaskBody(Body, frozen=True, kw_only=True):
    """Something for a person elsewhere: "open_item", "shelf_price", "sticker_twice", "unknown_code", ..."""

    kind: Id
    sku: str = ""
    raw_code: Text = ""
    receipt: str = ""
    details: Pairs = ()
    by: str = ""


class MarkingCheckBody(Body, frozen=True, kw_only=True):
    """Whether one marked unit may be sold; without an answer `rule` says what the store makes of it."""

    code_hash: Id
    outcome: MarkingOutcome
    basket_id: str = ""
    sku: str = ""
    rule: str = ""
    source: str = ""


class SettingsChangedBody(Body, frozen=True, kw_only=True):
    """Settings of this register changed by a technician; secrets are named, never shown."""

    by: Id
    changes: tuple[tuple[str, str, str], ...]  # name, before, after


class TrainingBody(Body, frozen=True, kw_only=True):
    """Training began or ended at this register; `by` "" when it was started or stopped without anybody at the till.

    The end says what was sold in training, none of it real. `interrupted`: noted at the next start, as training was
    never left.
    """

    entered: bool
    by: str = ""
    sales: Count = 0
    total: Int = 0
    currency: str = ""
    interrupted: bool = False


class PrintAnsweredBody(Body, frozen=True, kw_only=True):
    """A person answered what became of a print whose outcome was not known."""

    job_id: Id
    answer: PrintAnswer
    by: Id
    receipt: str = ""


class JournalViewedBody(Body, frozen=True, kw_only=True):
    """Somebody looked at what nobody sees without a trace: `what` is "journal", "exceptions", "receipts", ..."""

    by: Id
    what: Id
    query: Text = ""
    approved_by: str = ""


# --- the journal about itself


class ExportedBody(Body, frozen=True, kw_only=True):
    """A copy of events `first_seq` to `last_seq` left the register; `by` is a person's id, or the user of the computer.

    `head_seq` and `head_hash` are the journal's head that the copy was taken at; `limits` what was asked for.
    """

    by: Text
    first_seq: Count
    last_seq: Count
    events: Count
    head_seq: Count
    head_hash: Hex
    where: Text = ""
    limits: Pairs = ()
    approved_by: str = ""


class EpochOpenedBody(Body, frozen=True, kw_only=True):
    """The first event of an epoch: whose it is, the key that signs it, and where the previous epoch ended."""

    register_id: Id
    receipt_prefix: Id
    public_key: Hex
    previous_epoch: Count = 0
    previous_seq: Count = 0
    previous_hash: Hex = ""


class RecoveredBody(Body, frozen=True, kw_only=True):
    """The program had not been stopped properly; the journal was checked before selling went on."""

    checked_from: Count
    checked_to: Count
    previous_start: OptionalInstant = ""


class PurgedBody(Body, frozen=True, kw_only=True):
    """Events up to and including `seq` were removed, the last of which had `hash`; the centre holds them."""

    seq: Count
    hash: Hex
    count: Count


class CarriedBody(Body, frozen=True, kw_only=True):
    """An event of an older epoch, or of a branch given up, that the centre lacks: its very bytes, sent in this epoch.

    `data` is the original [header, body] as text, `hash` and `signature` its own, `epoch` and `seq` where it stood.
    A carried event is never carried itself: what it carries is. Its effects are keyed by the original's id.
    """

    data: Annotated[str, Meta(min_length=2, max_length=MAX_EVENT_BYTES)]
    hash: Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z")]
    signature: Annotated[str, Meta(pattern=r"^[0-9a-f]{128}\Z")]
    epoch: Count
    seq: Count


BODIES: dict[str, type[Body]] = {
    "epoch_opened": EpochOpenedBody,
    "recovered": RecoveredBody,
    "purged": PurgedBody,
    "carried": CarriedBody,
    "sale": SaleBody,
    "return": ReturnBody,
    "post_void": PostVoidBody,
    "cash_move": CashMoveBody,
    "shift_opened": ShiftOpenedBody,
    "x_report": XReportBody,
    "z_report": ZBody,
    "count_started": CountStartedBody,
    "count_compared": CountComparedBody,
    "count_cancelled": CountCancelledBody,
    "fiscal_requested": FiscalRequestedBody,
    "fiscal_answer": FiscalAnswerBody,
    "basket_cancelled": BasketCancelledBody,
    "line_voided": LineVoidedBody,
    "approval": ApprovalBody,
    "login": LoginBody,
    "payment_intent": PaymentIntentBody,
    "payment_outcome": PaymentOutcomeBody,
    "age_check": AgeCheckBody,
    "reprint": ReprintBody,
    "clock_jump": ClockJumpBody,
    "task": TaskBody,
    "marking_check": MarkingCheckBody,
    "settings_changed": SettingsChangedBody,
    "training": TrainingBody,
    "print_answered": PrintAnsweredBody,
    "journal_viewed": JournalViewedBody,
    "exported": ExportedBody,
}
"""Every type of event and the message it carries, in the newest version of the type (`schemas.VERSIONS`)."""

DOCUMENTS = frozenset({"sale", "return", "post_void"})
"""Types whose `receipt_number` was taken from the register's gap-free counter in the same transaction."""

__all__ = [
    "BODIES",
    "DOCUMENTS",
    "AgeCheckBody",
    "ApprovalBody",
    "BasketCancelledBody",
    "Body",
    "CarriedBasketPart",
    "CarriedBody",
    "CarriedPaymentPart",
    "CashMoveBody",
    "CashierFigures",
    "CategoryFigures",
    "ClockJumpBody",
    "Count",
    "CountCancelledBody",
    "CountComparedBody",
    "CountStartedBody",
    "CountedPart",
    "CurrencyCode",
    "DiscountFigures",
    "DiscountPart",
    "EpochOpenedBody",
    "ExportedBody",
    "FiscalAnswerBody",
    "FiscalRequestedBody",
    "Hex",
    "Id",
    "Instant",
    "Int",
    "JournalViewedBody",
    "LineVoidedBody",
    "LoginBody",
    "ManualPart",
    "MarkingCheckBody",
    "OptionalInstant",
    "Pairs",
    "PaymentIntentBody",
    "PaymentOutcomeBody",
    "PaymentPart",
    "PostVoidBody",
    "PrintAnsweredBody",
    "PurgedBody",
    "RecoveredBody",
    "ReprintBody",
    "ReturnBody",
    "ReturnLinePart",
    "SaleBody",
    "SaleLinePart",
    "SettingsChangedBody",
    "ShiftFigures",
    "ShiftOpenedBody",
    "SlipPart",
    "TaskBody",
    "TaxPart",
    "TenderFigures",
    "TerminalTotalsPart",
    "Text",
    "TrainingBody",
    "VoidedLinePart",
    "XReportBody",
    "ZBody",
    "ZTenderPart",
    "instant",
    "parse_instant",
]
