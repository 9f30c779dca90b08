"""What the screens of a shift render: its state, cash moves, the count, the comparison, X and Z. Frozen, no prose.

Amounts are minor units of the `currency` beside them, codes are translated by the UI. Before the comparison no view
holds an expected figure.
"""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from pos_client.db.replica import Reason
from pos_client.domain.money import Currency
from pos_client.services.views import Names, SuspendedView
from sync.protocol.events import ShiftFigures


class ShiftView(Struct, frozen=True):
    """The open shift. `number` is that of its Z; `warning` a message code: "shift_day_over", "shift_owner_gone", ""."""

    shift_id: str
    number: int
    opened_by: str
    opened_by_name: str
    opened_at: datetime
    is_own: bool  # whoever is at the till is the responsible person
    is_forgotten: bool  # its business day is over, or its owner is gone: a manager closes it
    is_counting: bool
    warning: str = ""


class OpeningView(Struct, frozen=True):
    """The opening cash of the shift beside what the shift before left; `expected` None: not known."""

    counted: int
    expected: int | None
    currency: Currency

    @property
    def difference(self) -> int:
        """Counted less expected, 0 when nothing is known."""
        return 0 if self.expected is None else self.counted - self.expected


class CashMoveRow(Struct, frozen=True):
    """A cash move or a drawer opened without a sale; `kind` as in the journal."""

    move_id: str
    kind: str
    amount: int
    reason: str  # reason id, with ": " and the person's words where there are any
    by_name: str
    at: datetime
    reference: str = ""
    approved_by_name: str = ""


class CountField(Struct, frozen=True):
    """One denomination: `pieces` None while it is empty."""

    value: int
    pieces: int | None


class CountKind(Struct, frozen=True):
    """One tender to count.

    `state`: "waiting" (nothing yet), "counting" (fields are missing), "counted", "reading" (the terminal is asked),
    "terminal" (read), "typed" (from its slip), "unreconciled" (it gave no figure, `code` says why). With `fields` it is
    counted in pieces; else `amount` is one figure, and `slips` the number of papers where `counts_slips`.
    """

    tender_id: str
    names: Names
    tender_class: str
    currency: Currency
    state: str
    fields: tuple[CountField, ...] = ()
    fields_left: int = 0
    amount: int | None = None
    counts_slips: bool = False
    slips: int | None = None
    has_terminal: bool = False
    can_read: bool = False  # the terminal can be asked for its batch total
    so_far: int = 0
    read_at: datetime | None = None
    code: str = ""


class CountView(Struct, frozen=True):
    """The count: `kinds` in the order of counting, own cash first. `round` is 1 for the first count.

    `counted_cash` is own cash so far; `fields_left` of all kinds, 0: it may be compared.
    """

    shift: ShiftView
    currency: Currency
    kinds: tuple[CountKind, ...]
    counted_cash: int
    fields_left: int
    round: int
    may_cancel_alone: bool  # False once it was compared: then it needs somebody with the right


class CompareRow(Struct, frozen=True):
    """One tender compared. `state`: "even", "over", "short", "unreconciled". `first_count` when counted again."""

    tender_id: str
    names: Names
    tender_class: str
    currency: Currency
    counted: int | None
    expected: int
    over_short: int
    state: str
    source: str  # "counted", "terminal", "typed", ""
    slips: int | None = None
    kinds_counted: int = 0  # denominations
    read_at: datetime | None = None
    code: str = ""
    first_count: int | None = None


class OpenCard(Struct, frozen=True):
    """Money at a payment provider that no document accounts for; `state` is "unknown", "approved", "open"..."""

    intent_id: str
    kind: str
    amount: int
    state: str
    opened_at: datetime


class CompareView(Struct, frozen=True):
    """The comparison, and what closing still asks.

    `counted`, `expected`, `over_short` are together, own money only; `difference` is what is off in any money: signed
    when it is one tender's, else what all come to. `needs_explanation`: a reason of `reasons` above
    `explain_above`. `needs_approval`: somebody who had no hand in this till says yes. `left_pieces` are the counted
    pieces that make `proposed_left`. `suspended` baskets are recalled, dropped or carried; `open_cards` resolved or
    carried by approval.
    """

    shift: ShiftView
    currency: Currency
    rows: tuple[CompareRow, ...]
    counted: int
    expected: int
    over_short: int
    difference: int
    cash_counted: int
    cash_over_short: int
    explain_above: int
    needs_explanation: bool
    needs_approval: bool
    reasons: tuple[Reason, ...]
    recounts_left: int
    proposed_left: int
    left_pieces: tuple[tuple[int, int], ...]
    opening: OpeningView
    suspended: tuple[SuspendedView, ...] = ()
    open_cards: tuple[OpenCard, ...] = ()


class CloseWish(Struct, frozen=True):
    """What the person decided at the comparison. `carry_baskets` and `carry_cards`: closing may leave them open."""

    cash_left: int
    bag_number: str = ""
    reason_id: str = ""
    note: str = ""
    carry_baskets: bool = False
    carry_cards: bool = False


class ZDone(Struct, frozen=True):
    """A closed shift. `cash_removed` is in the bag; `fiscal_step`: the fiscal device's day is still to be closed."""

    z_number: int
    shift_id: str
    cash_left: int
    cash_removed: int
    over_short: int
    currency: Currency
    is_printing: bool
    fiscal_step: bool = False


class XView(Struct, frozen=True):
    """An X report on screen. Without `shows_expected` no figure of `figures` tells what any tender should hold."""

    shift: ShiftView
    currency: Currency
    at: datetime
    figures: ShiftFigures
    shows_expected: bool
    head_seq: int
    short_hash: str
    is_printing: bool
    names: Names  # staff id and short name of everyone in the figures


class ZRow(Struct, frozen=True):
    """A Z in a list."""

    z_number: int
    closed_at: datetime
    opened_by_name: str
    closed_by_name: str
    sales_total: int
    over_short: int
    is_forgotten: bool
