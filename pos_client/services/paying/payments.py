"""Paying one basket: parts, cash, cards with intent and query, and the commit that makes it a sale.

Main thread, except what `services.paying.pay_cards` says to block.

Completing is one journal transaction: receipt number, sale event, used codes, spooled receipt, and the basket's end.
A commit that failed leaves everything as it was; while nobody knows what became of it, nothing else can be taken, and
trying again never sells twice.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from concurrent.futures import Future

from msgspec.structs import replace

from pos_client.db.journal import JournalWriteError
from pos_client.devices.ports import CardAnswer, CardState, CardStep, PaymentTerminal
from pos_client.domain import settlement
from pos_client.domain.money import divide_rounded
from pos_client.domain.sale import Sale
from pos_client.domain.tender import Overpayment, TenderClass, TenderKind
from pos_client.services.desk import Desk, ServiceError
from pos_client.services.paying import credit_slips
from pos_client.services.paying.pay_cards import PayCards
from pos_client.services.paying.pay_part import Part
from pos_client.services.paying.sale_commit import SaleCommit
from pos_client.services.returning.exchange import EXCHANGE, Exchange
from pos_client.services.selling.checkout import Checkout
from pos_client.services.views import CashPreview, PartState, PayView

__all__ = ["CardAnswer", "CardState", "CardStep", "Part", "Payments"]

CASH_ASKS_ABOVE = 10  # times the amount due
LEAST_ROOM = 8 * 1024  # bytes that the parts of a payment may take in the sale's event
PARTS_ROOM = 3  # parts that every basket has room for: one, one approved for less, and cash that closes


class Payments(PayCards):
    """Pays the basket of one `Checkout`."""

    def __init__(
        self,
        desk: Desk,
        checkout: Checkout,
        commit: SaleCommit,
        terminals: dict[str, PaymentTerminal],
        exchange: Exchange,
        *,
        is_online: Callable[[], bool],
    ) -> None:
        super().__init__(desk, checkout, commit, terminals, is_online=is_online)
        self._exchange = exchange
        checkout.holds_money = lambda: self._committing or not self.can_leave()

    # --- opening and leaving

    def open(self) -> PayView:
        """Begin (or continue) paying. `ServiceError` with what stops Pay: empty, errors, age, restricted ..."""
        if not self._parts:
            blocked = self._checkout.pay_blocked_by() or self._checkout.used_codes()
            if blocked or not self._desk.shift_id:
                raise ServiceError(blocked or "no_shift")
            if self._room() < max(LEAST_ROOM, PARTS_ROOM * self._part_bytes()):
                raise ServiceError("basket_too_large")
            self._checkout.note_pay_opened()
        self._count_exchange()
        return self.view()

    def _count_exchange(self) -> None:
        """Let the goods that came back pay what they can; that part is always the first one."""
        takes = self._exchange.takes(self.total)
        if not takes or any(p.kind is EXCHANGE for p in self._parts):
            return
        part = Part(uuid.uuid4().hex, EXCHANGE, takes, PartState.TAKEN, given=takes)
        part.details = (("cash", str(self._exchange.cash_in(takes))),)
        self._parts.insert(0, part)

    def can_leave(self) -> bool:
        """Return True when no part holds money that would have to be given back first."""
        taken = any(p.state is PartState.TAKEN and p.kind is not EXCHANGE for p in self._parts)
        return not (self.busy or taken or self._exchange.moved)

    def leave(self) -> None:
        """Go back to selling. `ServiceError("parts_taken")` while money was taken."""
        if not self.can_leave():
            raise ServiceError("parts_taken")
        for part in list(self._parts):
            self._drop(part)
        self._exchange.drop_rest()

    # --- cash and vouchers

    def preview(self, amount: int | None) -> CashPreview:
        """Return what Enter would do with `amount` in cash; None stands for the exact sum."""
        left = self.left
        due = settlement.due_in_cash(left, self._desk.store)
        given = due if amount is None or left < 0 else amount
        closes = given >= due or settlement.closes(left, given, self._desk.store)
        asks = closes and due > 0 and given > CASH_ASKS_ABOVE * due
        counts = min(given, due)
        return CashPreview(given, closes, counts - left if closes else 0, given - counts if closes else 0, asks)

    def cash(self, tender_id: str, amount: int | None, *, confirmed: bool = False) -> CashPreview:
        """Take cash. When the preview `closes`, the sale may be finished; else it is a part. Asks once above 10 ×.

        A basket below zero pays out what it comes to, no more and no less: `ServiceError("pays_out_whole")`.
        """
        preview = self.preview(amount)
        if self.left < 0 and amount not in (None, -preview.given):
            raise ServiceError("pays_out_whole", amount=-preview.given)
        if self.left == 0 and self._parts and not self.busy:
            if self._attempt is None:
                raise ServiceError("nothing_to_pay")
            self._attempt = None  # everything is paid and the disk refused: try again, also what is in doubt
            return replace(preview, asks_once=False)
        self._refuse_when_busy()
        if preview.given <= 0 and not preview.closes:
            raise ServiceError("amount_not_positive")
        if preview.asks_once and not confirmed:
            return preview
        kind = self._kind(tender_id)
        self._refuse_without_room(closes=preview.closes)
        self._take(kind, preview.given - preview.change, preview.given, closes=preview.closes)
        return replace(preview, asks_once=False)

    def foreign_cash(self, tender_id: str, foreign_minor: int) -> PayView:
        """Take foreign notes at the fixed rate; change is in our own money, in pieces that there are."""
        self._refuse_when_busy()
        kind = self._kind(tender_id)
        if foreign_minor <= 0:
            raise ServiceError("amount_not_positive")
        worth = divide_rounded(foreign_minor * kind.rate_millionths, 1_000_000)
        left, store = self.left, self._desk.store
        if worth <= 0 or left <= 0:
            raise ServiceError("amount_not_positive")
        pays = settlement.foreign_pays(left, worth, store)
        closes = pays < worth or worth >= settlement.due_in_cash(left, store) or settlement.closes(left, worth, store)
        self._refuse_without_room(closes=closes)
        self._take(kind, pays, worth, closes=closes).foreign_amount = foreign_minor
        return self.view()

    def voucher(self, tender_id: str, amount: int, reference: str) -> PayView:
        """Take a voucher; what is above the amount due is forfeited, refused or given as a credit slip by its kind."""
        self._refuse_when_busy()
        kind = self._kind(tender_id)
        if kind.tender_class is TenderClass.CREDIT_SLIP:
            raise ServiceError("slip_by_code")
        if any(p.reference == reference and reference for p in self._parts):
            raise ServiceError("voucher_twice")
        self._take_paper(kind, amount).reference = reference[:64]
        return self.view()

    def slip(self, text: str) -> PayView:
        """Take a credit slip by its scanned or typed code; what it is worth above the amount due is a new one.

        `ServiceError`: slips_not_taken, slip_twice, and what `credit_slips.find` says.
        """
        self._refuse_when_busy()
        kind = credit_slips.slip_kind(self._desk)
        if kind is None:
            raise ServiceError("slips_not_taken")
        held = credit_slips.find(self._desk, text)
        if any(p.reference == held.number and p.kind.tender_class is TenderClass.CREDIT_SLIP for p in self._parts):
            raise ServiceError("slip_twice", slip=held.number)
        part = self._take_paper(kind, held.amount)
        part.reference, part.details = held.number, ((credit_slips.CODE_HASH, held.code_hash),)
        return self.view()

    @staticmethod
    def is_slip(text: str) -> bool:
        """Tell whether a scanned text is the code of a credit slip, known here or not."""
        return credit_slips.slip_code(text) is not None

    def _take_paper(self, kind: TenderKind, worth: int) -> Part:
        """Take a paper of `worth`, as far as there is something to pay for it."""
        allowed = self._allowed_amount(kind)
        if worth <= 0 or allowed <= 0:
            raise ServiceError("amount_not_positive" if worth <= 0 else "not_for_these_goods")
        if worth > allowed and kind.overpayment not in (Overpayment.FORFEITED, Overpayment.CREDIT_SLIP):
            raise ServiceError("above_amount_due")
        self._refuse_without_room(closes=worth >= self.left)
        part = self._take(kind, min(worth, allowed), worth)
        part.gives_slip = worth > allowed and kind.overpayment is Overpayment.CREDIT_SLIP
        return part

    def remove(self, part_id: str) -> PayView:
        """Take back a cash or voucher part, or a declined card. An approved card goes through `begin_reverse`."""
        self._refuse_when_busy(adds=False)
        part = self._part(part_id)
        if part.kind is EXCHANGE:
            raise ServiceError("exchange_in_hand")
        if part.state is PartState.TAKEN and part.kind.has_intent:
            raise ServiceError("reverse_first")
        if part.state not in (PartState.TAKEN, PartState.DECLINED):
            raise ServiceError("card_at_terminal")
        self._drop(part)
        return self.view()

    # --- finishing

    @property
    def is_settled(self) -> bool:
        """True when the parts pay the basket, cash rounding included. After a failed commit not until it is repeated.

        `cash` with nothing left to pay repeats it.
        """
        ready = self._exchange.is_ready(self.total)
        return not self.busy and self.left == 0 and self._attempt is None and ready

    def finish(self) -> Future[Sale]:
        """Commit the sale; the future gives it once it is on disk. `ServiceError`: not_paid, no_shift.

        On success call `done`, else `not_done`.
        """
        if self._committing or self.busy or self.left != 0:
            raise ServiceError("not_paid")
        if not self._exchange.is_ready(self.total):
            raise ServiceError("refund_waits")
        payments = tuple(p.payment() for p in self._parts if p.state is PartState.TAKEN)
        intents = tuple(p.part_id for p in self._parts if p.kind.has_intent and p.state is PartState.TAKEN)
        joined = self._exchange.joined(self.total)
        self._attempt = self._commit.commit(self._checkout.basket, self._checkout.priced, payments, intents, joined)
        self._committing = True
        return self._attempt

    def done(self) -> None:
        """The sale is on disk: begin the next basket."""
        self._committing, self._attempt = False, None
        self._doubts.clear()
        self._parts.clear()
        self._exchange.done()
        self._checkout.start_new()

    def not_done(self) -> PayView:
        """The commit failed: nothing was sold, the basket and the parts are as before.

        Closing cash is given back to type again, unless the disk cannot say what became of the commit: then everything
        stays for another try, which gives the sale that there may be and never a second one.
        """
        self._committing = False
        error = self._attempt.exception() if self._attempt is not None and self._attempt.done() else None
        if isinstance(error, JournalWriteError):
            self._doubts.append(error)
        if not self.in_doubt:
            self._parts = [p for p in self._parts if not p.closes]
            if self.left != 0:
                self._attempt = None
        return self.view()
