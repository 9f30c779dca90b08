"""What screens render: frozen values, amounts in minor units, names in every language, codes for messages.

A screen formats and translates; it never computes money. Message codes are translated by the UI with their `details`.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import TypeAlias

from msgspec import Struct

from pos_client.domain.money import Currency
from pos_client.domain.pricing.model import AppliedDiscount, NearMiss, TaxTotal
from pos_client.domain.quantity import Quantity
from pos_client.domain.staff import Permission

Names: TypeAlias = tuple[tuple[str, str], ...]
Details: TypeAlias = tuple[tuple[str, str | int], ...]


class LineView(Struct, frozen=True):
    """A row of the basket table. `sub` explains origin ("weighed label", "gold price"): a message code, or ""."""

    line_id: int
    number: int
    names: Names
    code: str  # gtin or sku, as shown
    quantity: Quantity
    unit_price: int
    shelf_price: int
    price_list: str
    discounts: tuple[AppliedDiscount, ...]
    total: int
    is_last: bool
    is_voided: bool = False
    voided_at: datetime | None = None
    voided_by: str = ""
    is_charge: bool = False
    near_miss: NearMiss | None = None
    age_pending: int = 0  # the age that waits for a check, 0 for none
    sub: str = ""


class ErrorRow(Struct, frozen=True):
    """Input that added nothing; it stays until answered. `code` says why, `raw` is what was read.

    `names` are those of the product where it is known: of several refused each says which it was.
    """

    error_id: int
    code: str
    raw: str
    details: Details = ()
    can_find: bool = True
    can_open_item: bool = True
    names: Names = ()


class AgePrompt(Struct, frozen=True):
    """The age banner: born on or before `born_until` passes."""

    age: int
    born_until: date
    names: Names


class BasketView(Struct, frozen=True):
    """The sell screen's whole state."""

    basket_id: str
    currency: Currency
    lines: tuple[LineView, ...]
    errors: tuple[ErrorRow, ...]
    before_discounts: int
    saved: int
    charges: int
    tax: int
    tax_included: bool
    taxes: tuple[TaxTotal, ...]
    total: int
    pieces: int  # whole pieces counted
    weight: int  # thousandths of kg
    points: int
    age_prompt: AgePrompt | None
    can_pay: bool
    pay_blocked_by: str = ""  # message code: "errors", "age", "empty", "restricted", "fiscal_day"
    customer_ref: str = ""
    tier: str = ""
    buyer_tax_number: str = ""
    basket_discount: int = 0
    suspended_count: int = 0


class Tone(StrEnum):
    """The sound that answers an input."""

    NONE = "none"
    GOOD = "good"
    BAD = "bad"


class TakeKind(StrEnum):
    """What an input turned out to be."""

    ADDED = "added"
    ERROR = "error"
    CHOICES = "choices"  # several products: `hits`
    QUANTITY = "quantity"  # a quantity prefix waits for the next code
    BADGE = "badge"
    RECEIPT = "receipt"
    SUSPENDED = "suspended"
    CONFIRM_QUANTITY = "confirm_quantity"
    REMOVED = "removed"
    NOTHING = "nothing"


class SearchHit(Struct, frozen=True):
    """One live result: the product and, per language, the matched spans (start, length) of its name."""

    sku: str
    names: Names
    code: str
    unit_price: int
    per_unit: str  # "pc", "kg"
    matched: tuple[str, ...] = ()  # folded query words, for the highlight


class Taken(Struct, frozen=True):
    """The answer to one input of the one box."""

    kind: TakeKind
    tone: Tone
    view: BasketView
    line_id: int = 0
    code: str = ""
    details: Details = ()
    hits: tuple[SearchHit, ...] = ()
    reference: str = ""  # staff id, receipt number, suspended basket id


class NeedsApproval(Struct, frozen=True):
    """An act is above the cashier's limit: what, how much, whose limits would do."""

    permission: Permission
    amount: int
    own_limit: int | None
    code: str
    details: Details = ()
    sensitive: bool = False  # only somebody without a limit may say yes
    subject: str = ""  # what it is done to: an approval serves for nothing else
    at_stake: int | None = None  # money to be told where the right itself has no amount; minor units, signed


class Approval(Struct, frozen=True):
    """A manager's recorded yes, obtained from `people.staff`; single use, for this act of this person alone."""

    approver_id: str
    permission: Permission
    amount: int
    reason: str
    token: str
    sensitive: bool = False
    subject: str = ""
    asked_by: str = ""


class StaffTile(Struct, frozen=True):
    """A person on the login screen and on approvals."""

    staff_id: str
    name: str
    short_name: str
    role: Names
    allowed: bool = True
    why_not: str = ""
    limit: int | None = None


class NoteKey(Struct, frozen=True):
    """A smart cash note: `given` and the `change` it makes; the first one is exact."""

    given: int
    change: int


class PartState(StrEnum):
    """Where one part of a payment stands."""

    TAKEN = "taken"
    AT_TERMINAL = "at_terminal"
    DECLINED = "declined"
    UNKNOWN = "unknown"
    CONFIRM = "confirm"  # standalone terminal: the cashier says what the slip says
    RETURNING = "returning"  # an approved card gets its money back at the terminal


class PartView(Struct, frozen=True):
    """One part of the payment as shown; `steps` are (CardStep value, instant)."""

    part_id: str
    tender_id: str
    names: Names
    tender_class: str
    amount: int
    state: PartState
    message: str = ""
    steps: tuple[tuple[str, datetime], ...] = ()
    can_remove: bool = False


class TenderKey(Struct, frozen=True):
    """A tender key and, when it may not be used, the message code of the cause."""

    tender_id: str
    names: Names
    tender_class: str
    disabled_by: str = ""


class PayView(Struct, frozen=True):
    """The pay screen's whole state. `due_cash` is the rounded figure that cash would close."""

    currency: Currency
    total: int
    line_count: int
    left: int
    due_cash: int
    rounding: int  # due_cash - left, when cash closes
    rounding_step: int
    rounding_down: bool
    parts: tuple[PartView, ...]
    tenders: tuple[TenderKey, ...]
    notes: tuple[NoteKey, ...]
    busy: bool  # a card is at the terminal or its outcome is unknown
    buyer_tax_number: str = ""
    saved: int = 0
    tax_added: int = 0  # what the total has beside the prices, where they are without tax


class CashPreview(Struct, frozen=True):
    """What Enter would do with the typed amount: closes the sale or adds a part."""

    given: int
    closes: bool
    rounding: int
    change: int
    asks_once: bool = False  # over ten times the amount due


class PaidView(Struct, frozen=True):
    """The paid screen: everything about the sale just committed."""

    receipt_number: str
    currency: Currency
    total: int
    change: int
    change_pieces: tuple[int, ...]  # notes and coins to give, largest first
    denominations_notes_from: int  # pieces of at least this are notes
    payments: tuple[tuple[Names, int], ...]
    rounding: int
    line_count: int
    buyer_tax_number: str
    print_state: str  # "printing", "printed", "failed", "unknown", "off"
    print_code: str = ""
    print_job: str = ""
    sales_today: int = 0
    foreign: tuple[tuple[int, str], ...] = ()  # beside `payments`: what was handed over in another currency, its code
    slips: tuple[tuple[str, int], ...] = ()  # credit slips to give: number, amount


class SuspendedView(Struct, frozen=True):
    """A parked basket."""

    basket_id: str
    suspended_at: datetime
    label: str
    by: str
    line_count: int
    total: int


class DeviceView(Struct, frozen=True):
    """The state of a device for its chip: `state` is "ok", "off", "trouble", "failed" or "working"."""

    device: str
    name: str
    state: str
    code: str = ""
    detail: str = ""
