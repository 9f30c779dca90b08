"""What of the journal's events a manager should look at: an event becomes no, one or several entries. Pure, any thread.

Amounts are minor units of the store's currency; None where there is nothing to add up. Short cash is negative.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from sync.protocol import events as e
from sync.protocol.events import Body

OPENING = "opening"
"""The note of cash that was over or short when a shift was opened, against what the Z before left."""


class Kind(StrEnum):
    """What was done."""

    LINE_VOID = "line_void"
    LOWERED = "lowered"
    CANCELLED = "cancelled"
    DROPPED = "dropped"  # a suspended basket that was given up
    PARKED = "parked"  # a suspended basket that still waits
    DISCOUNT = "discount"  # by hand
    PRICE_CHANGE = "price_change"  # by hand
    OPEN_ITEM = "open_item"
    EMPTIES = "empties"
    RETURN = "return"
    NO_RECEIPT_RETURN = "no_receipt_return"
    POST_VOID = "post_void"
    NO_SALE = "no_sale"
    PAID_IN = "paid_in"
    PAID_OUT = "paid_out"
    SAFE_DROP = "safe_drop"
    RECOUNT = "recount"
    OVER_SHORT = "over_short"
    REPRINT = "reprint"
    APPROVAL = "approval"
    WRONG_PIN = "wrong_pin"
    THROTTLED = "throttled"
    CLOCK = "clock"
    UNCLEAN_STOP = "unclean_stop"
    TRAINING = "training"
    SETTINGS = "settings"
    LOOKED = "looked"  # at the journal, this register of exceptions, ...
    EXPORTED = "exported"


class Entry(Struct, frozen=True):
    """One line of the register of exceptions; `seq` is its event, 0 for what is no event.

    `staff_id` did it ("" when nobody was at the till), `about` whom it concerns otherwise (whose PIN was tried).
    `document` is the receipt or basket, `reason` as journalled ("id" or "id: words"), `note` a sku, a permission, a
    figure. `grave`: after Pay was opened, or nothing that happens by mistake.
    """

    seq: int
    at: datetime
    kind: Kind
    staff_id: str
    approved_by: str = ""
    amount: int | None = None
    document: str = ""
    reason: str = ""
    note: str = ""
    about: str = ""
    grave: bool = False

    def concerns(self, staff_id: str) -> bool:
        """True when the person did it, approved it, or it was done to them."""
        return staff_id in (self.staff_id, self.approved_by, self.about)


class Watcher:
    """Makes entries of events in their order; it follows who is at the till."""

    _seq: int  # of the event being looked at, and its instant
    _at: datetime

    def __init__(self, at_till: str = "") -> None:
        self.at_till = at_till

    def entries(self, seq: int, at: datetime, body: Body) -> list[Entry]:
        """Return what `body`, event `seq` of the instant `at`, has to be looked at for."""
        self._seq, self._at = seq, at
        if isinstance(body, e.LoginBody):
            return self._login(body)
        if isinstance(body, e.SaleBody):
            return self._sale(body)
        if isinstance(body, e.ZBody):
            return self._closed(body)
        for look in (self._document, self._basket, self._cash, self._register, self._people):
            entry = look(body)
            if entry is not None:
                return [entry]
        return []

    def _login(self, body: e.LoginBody) -> list[Entry]:
        if body.how in ("refused", "throttled"):
            kind = Kind.THROTTLED if body.how == "throttled" else Kind.WRONG_PIN
            return [
                self._made(kind, body.at_till, about=body.staff_id, note=body.permission, grave=kind is Kind.THROTTLED)
            ]
        self.at_till = "" if body.how in ("lock", "idle_lock", "logout") else body.staff_id
        return []

    def _sale(self, body: e.SaleBody) -> list[Entry]:
        found = []
        for line in body.lines:
            by = line.sold_by or body.cashier_id
            by_hand = sum(d.amount for d in line.discounts if d.kind == "manual")
            manual = line.manual
            if manual is not None:
                kind = Kind.PRICE_CHANGE if manual.kind == "price" else Kind.DISCOUNT
                found.append(
                    self._made(
                        kind, manual.by, manual.approved_by, by_hand, body.receipt_number, manual.reason, line.sku
                    )
                )
            if line.is_open_item:
                found.append(self._made(Kind.OPEN_ITEM, by, "", line.to_pay, body.receipt_number, note=line.sku))
            if line.is_empties:
                found.append(self._made(Kind.EMPTIES, by, "", -line.to_pay, body.receipt_number, note=line.sku))
        whole = body.basket_discount
        if whole is not None:
            amount = sum(d.amount for line in body.lines for d in line.discounts if d.kind == "basket_manual")
            found.append(
                self._made(Kind.DISCOUNT, whole.by, whole.approved_by, amount, body.receipt_number, whole.reason)
            )
        return found

    def _closed(self, body: e.ZBody) -> list[Entry]:
        found = []
        if body.rounds > 1:
            found.append(self._made(Kind.RECOUNT, body.closed_by, body.approved_by, note=str(body.rounds)))
        off = sum(part.over_short for part in body.tenders if not part.currency)
        if any(part.over_short for part in body.tenders):
            found.append(
                self._made(
                    Kind.OVER_SHORT,
                    body.closed_by,
                    body.approved_by,
                    off,
                    reason=body.explanation,
                    about="" if body.opened_by == body.closed_by else body.opened_by,
                    grave=any(part.over_short < 0 for part in body.tenders),  # a surplus elsewhere makes up for nothing
                )
            )
        return found

    def _document(self, body: Body) -> Entry | None:
        if isinstance(body, e.ReturnBody):
            kind = Kind.RETURN if body.original_receipt else Kind.NO_RECEIPT_RETURN
            reasons = ", ".join(sorted({line.reason for line in body.lines if line.reason}))
            return self._made(
                kind,
                body.cashier_id,
                body.approved_by,
                body.total,
                body.receipt_number,
                reasons,
                body.original_receipt,
                grave=kind is Kind.NO_RECEIPT_RETURN,
            )
        if isinstance(body, e.PostVoidBody):
            return self._made(
                Kind.POST_VOID,
                body.cashier_id,
                body.approved_by,
                body.total,
                body.receipt_number,
                body.reason,
                body.sale_receipt,
                grave=True,
            )
        if isinstance(body, e.ReprintBody):
            return self._made(Kind.REPRINT, body.by, body.approved_by, None, body.receipt_number, body.reason)
        return None

    def _basket(self, body: Body) -> Entry | None:
        if isinstance(body, e.LineVoidedBody):
            kind = Kind.LOWERED if body.lowered else Kind.LINE_VOID
            return self._made(
                kind,
                body.by,
                body.approved_by,
                body.amount,
                body.basket_id,
                body.reason,
                body.sku,
                grave=body.pay_opened,
            )
        if isinstance(body, e.BasketCancelledBody):
            kind = Kind.DROPPED if body.was_suspended else Kind.CANCELLED
            return self._made(
                kind,
                body.by,
                body.approved_by,
                abs(body.total),
                body.basket_id,
                body.reason,
                grave=body.pay_opened,
            )
        return None

    def _cash(self, body: Body) -> Entry | None:
        if isinstance(body, e.CashMoveBody):
            kind = Kind(body.kind)
            amount = None if kind is Kind.NO_SALE else body.amount
            return self._made(kind, body.by, body.approved_by, amount, body.reference, body.reason)
        if isinstance(body, e.CountCancelledBody):
            return self._made(
                Kind.RECOUNT, body.by, body.approved_by, None, "", body.reason, str(body.rounds), grave=body.compared
            )
        if isinstance(body, e.ShiftOpenedBody) and body.expected_cash not in {None, body.opening_cash}:
            off = body.opening_cash - (body.expected_cash or 0)  # what lay overnight: no count of the day shows it
            return self._made(Kind.OVER_SHORT, body.opened_by, "", off, note=OPENING, grave=off < 0)
        return None

    def _people(self, body: Body) -> Entry | None:
        if isinstance(body, e.ApprovalBody):
            return self._made(
                Kind.APPROVAL, body.asked_by, body.approved_by, None, body.basket_id, body.reason, body.permission
            )
        if isinstance(body, e.JournalViewedBody):
            return self._made(Kind.LOOKED, body.by, body.approved_by, note=body.what)
        if isinstance(body, e.ExportedBody):
            return self._made(Kind.EXPORTED, body.by, body.approved_by, note=str(body.events))
        return None

    def _register(self, body: Body) -> Entry | None:
        if isinstance(body, e.ClockJumpBody):
            return self._made(Kind.CLOCK, self.at_till, note=str(body.seconds), grave=body.seconds < 0)
        if isinstance(body, e.RecoveredBody):
            return self._made(Kind.UNCLEAN_STOP, self.at_till)
        if isinstance(body, e.TrainingBody):
            return self._made(Kind.TRAINING, body.by, note="entered" if body.entered else "left")
        if isinstance(body, e.SettingsChangedBody):
            names = ", ".join(name for name, _before, _after in body.changes)
            return self._made(Kind.SETTINGS, body.by, note=names[:200])
        return None

    def _made(
        self,
        kind: Kind,
        staff_id: str,
        approved_by: str = "",
        amount: int | None = None,
        document: str = "",
        reason: str = "",
        note: str = "",
        *,
        about: str = "",
        grave: bool = False,
    ) -> Entry:
        return Entry(
            self._seq, self._at, kind, staff_id, approved_by, amount, document, reason, note, about, grave=grave
        )


WATCHED = frozenset(
    {
        "sale", "return", "post_void", "cash_move", "z_report", "count_cancelled", "basket_cancelled", "line_voided",
        "approval", "login", "reprint", "clock_jump", "settings_changed", "training", "journal_viewed", "exported",
        "recovered", "shift_opened",
    }
)  # fmt: skip
"""The types of events that entries are made of, and sales, which rates are counted by."""
