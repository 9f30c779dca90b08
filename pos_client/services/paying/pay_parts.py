"""The parts of one payment while it is being made: what they come to, what may still be paid, as the screen shows it.

Main thread. `services.paying.payments` takes cash and vouchers, `services.paying.pay_cards` cards.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from concurrent.futures import Future

from pos_client.db.journal import JournalWriteError, Outcome
from pos_client.devices.ports import PaymentTerminal
from pos_client.domain import settlement
from pos_client.domain.catalogue import RoundingDirection, TaxBasis
from pos_client.domain.sale import Sale
from pos_client.domain.tender import TenderClass, TenderKind
from pos_client.services.desk import Desk, ServiceError
from pos_client.services.paying.pay_part import Part
from pos_client.services.paying.sale_commit import SaleCommit
from pos_client.services.selling.checkout import Checkout
from pos_client.services.views import NoteKey, PartState, PartView, PayView, TenderKey

PART_BYTES = 2 * 1024  # what one part takes in the sale's event at most, beside its share of every line
_HELD = (PartState.AT_TERMINAL, PartState.UNKNOWN, PartState.CONFIRM, PartState.RETURNING)


class PayParts:
    """The parts of the basket of one `Checkout`, and what they leave to pay."""

    def __init__(
        self,
        desk: Desk,
        checkout: Checkout,
        commit: SaleCommit,
        terminals: dict[str, PaymentTerminal],
        *,
        is_online: Callable[[], bool],
    ) -> None:
        self._desk = desk
        self._checkout = checkout
        self._commit = commit
        self._terminals = terminals
        self._is_online = is_online
        self._parts: list[Part] = []
        self._committing = False
        self._attempt: Future[Sale] | None = None  # a commit that failed, until the next try
        self._doubts: list[JournalWriteError] = []  # of this basket's commits; the journal still learns how they ended
        self._dropped: dict[str, tuple[Part, str]] = {}  # card parts that were taken away, and their baskets
        self._given_back: set[str] = set()

    # --- reading

    @property
    def total(self) -> int:
        """What the basket costs, before cash rounding."""
        return self._checkout.priced.total

    @property
    def left(self) -> int:
        """What is still to pay; a declined part does not count, a part at the terminal does."""
        return self.total - sum(p.amount - p.rounding for p in self._parts if p.state is not PartState.DECLINED)

    @property
    def busy(self) -> bool:
        """True while a card is at the terminal, gets its money back, waits for its slip, or has an unknown outcome."""
        return self._committing or any(p.state in _HELD for p in self._parts)

    @property
    def has_parts(self) -> bool:
        """True when something was taken or is at the terminal."""
        return bool(self._parts)

    def view(self) -> PayView:
        """Return the pay screen's whole state."""
        store = self._desk.store
        left = self.left
        due = settlement.due_in_cash(left, store)
        whole = [piece for piece in store.denominations if piece >= store.currency.factor]  # coins are not handed over
        notes = settlement.smart_notes(due, whole) if left > 0 else ()
        return PayView(
            currency=store.currency,
            total=self.total,
            line_count=len([n for n in self._checkout.basket.live_lines if n.parent_id is None]),
            left=left,
            due_cash=due,
            rounding=due - left,
            rounding_step=store.cash_step,
            rounding_down=store.cash_direction is RoundingDirection.DOWN,
            parts=tuple(self._part_view(part) for part in self._parts),
            tenders=tuple(self._tender_key(kind) for kind in self._kinds()),
            notes=tuple(NoteKey(given, given - due) for given in notes),
            busy=self.busy,
            buyer_tax_number=self._checkout.basket.buyer_tax_number,
            saved=self._checkout.priced.saved,
            tax_added=0 if store.tax_basis is TaxBasis.INCLUSIVE else self._checkout.priced.tax,
        )

    def _kinds(self) -> tuple[TenderKind, ...]:
        return self._desk.replica.live.tender_kinds()

    def _kind(self, tender_id: str) -> TenderKind:
        kind = next((k for k in self._kinds() if k.tender_id == tender_id), None)
        if kind is None:
            raise ServiceError("unknown_tender", tender=tender_id)
        return kind

    def _part_view(self, part: Part) -> PartView:
        own = part.kind.tender_class is not TenderClass.EXCHANGE
        removable = own and part.state in (PartState.TAKEN, PartState.DECLINED) and not self.busy
        return PartView(
            part.part_id,
            part.kind.tender_id,
            part.kind.names,
            part.kind.tender_class.value,
            part.amount,
            part.state,
            part.message,
            tuple(part.steps),
            removable,
        )

    def _tender_key(self, kind: TenderKind) -> TenderKey:
        return TenderKey(kind.tender_id, kind.names, kind.tender_class.value, self._disabled_by(kind))

    def _disabled_by(self, kind: TenderKind) -> str:
        if kind.has_intent and kind.tender_id not in self._terminals:
            return "no_terminal"  # it outlasts every other cause
        if self.busy:
            states = {p.state for p in self._parts}
            return "card_unknown" if PartState.UNKNOWN in states else "card_at_terminal"
        if self.left < 0 and kind.tender_class is not TenderClass.CASH:
            return "pays_out_cash_only"
        if self.left == 0 and self._parts:
            return "nothing_to_pay"
        if not kind.works_offline and not self._is_online():
            return "needs_the_line"
        return "not_for_these_goods" if kind.categories and not self._allowed_amount(kind) else ""

    def _allowed_amount(self, kind: TenderKind) -> int:
        """Return what `kind` may still pay: the goods of its categories less what it paid already."""
        if not kind.categories:
            return self.left
        basket = self._checkout.basket
        goods = sum(
            line.to_pay
            for line in self._checkout.priced.lines
            if basket.line(line.line_id).product.category in kind.categories
        )
        used = sum(p.amount for p in self._parts if p.kind == kind and p.state is not PartState.DECLINED)
        return max(0, min(self.left, goods - used))

    @property
    def in_doubt(self) -> bool:
        """True while a failed commit may have gone through after all: all that can be done is to repeat it."""
        return any(error.outcome is not Outcome.NOT_COMMITTED for error in self._doubts)

    # --- changing

    def _take(self, kind: TenderKind, amount: int, given: int, *, closes: bool = False) -> Part:
        part = Part(uuid.uuid4().hex, kind, amount, PartState.TAKEN, given=given, closes=closes)
        part.rounding = amount - self.left if closes else 0
        self._attempt = None
        self._parts.append(part)
        return part

    def _drop(self, part: Part) -> None:
        """Take a part away; the terminal may yet say yes to a card."""
        self._parts.remove(part)
        self._attempt = None
        if part.kind.has_intent:
            self._dropped[part.part_id] = (part, self._checkout.basket.basket_id)

    def _drop_returned(self, part: Part) -> None:
        self._parts.remove(part)
        self._attempt = None
        self._given_back.add(part.part_id)

    def _found(self, part_id: str) -> Part | None:
        return next((p for p in self._parts if p.part_id == part_id), None)

    def _part(self, part_id: str) -> Part:
        part = self._found(part_id)
        if part is None:
            raise ServiceError("no_such_part")
        return part

    def _refuse_when_busy(self, *, adds: bool = True) -> None:
        if self.busy:
            raise ServiceError("card_at_terminal")
        if self.in_doubt:
            raise ServiceError("sale_in_doubt")
        if adds and self.left < 0 < self.total:  # a card was approved after all
            raise ServiceError("overpaid")

    def _room(self) -> int:
        return self._commit.room(self._checkout.basket, self._checkout.priced)

    def _part_bytes(self) -> int:
        return PART_BYTES + sum(len(str(line.to_pay)) + 2 for line in self._checkout.priced.lines)

    def _refuse_without_room(self, *, closes: bool = False) -> None:
        """A part that may leave something to pay needs room for the next one, too: the sale must fit in one event."""
        taken = sum(p.state is not PartState.DECLINED for p in self._parts)
        if taken and (taken + (1 if closes else 2)) * self._part_bytes() > self._room():
            raise ServiceError("basket_too_large")
