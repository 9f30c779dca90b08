"""One part of a payment while it is being paid. Main thread."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct, field

from pos_client.devices.ports import CardAnswer
from pos_client.domain.tender import Overpayment, Payment, TenderClass, TenderKind
from pos_client.services.views import PartState


class Part(Struct):
    """One part of the payment while it is being paid. `intent_id` names the card payment in the journal."""

    part_id: str
    kind: TenderKind
    amount: int
    state: PartState
    given: int = 0
    reference: str = ""
    message: str = ""
    details: tuple[tuple[str, str], ...] = ()
    foreign_amount: int = 0
    closes: bool = False  # cash that pays the rest, rounded
    rounding: int = 0  # of cash that closes: what it pays above (below zero: under) what was left
    gives_slip: bool = False  # what is above the amount due goes onto a credit slip
    returning: bool = False  # CONFIRM asks what the slip of a reversal says
    steps: list[tuple[str, datetime]] = field(default_factory=list)
    asked: int = -1  # what a card was asked for; the approved amount may be less

    def __post_init__(self) -> None:
        if self.asked < 0:
            self.asked = self.amount

    def approve(self, answer: CardAnswer) -> None:
        """Count what the terminal approved."""
        self.state, self.amount, self.given = PartState.TAKEN, answer.approved, answer.approved
        self.reference, self.details, self.message = answer.reference, answer.details, answer.message

    def payment(self) -> Payment:
        """Return the settled part."""
        return Payment(
            tender_id=self.kind.tender_id,
            tender_class=self.kind.tender_class,
            amount=self.amount,
            given=self.given or self.amount,
            reference=self.reference,
            details=self.details,
            foreign_amount=self.foreign_amount,
            foreign_currency=self.kind.currency if self.foreign_amount else "",
            intent_id=self.part_id if self.kind.has_intent else "",
            gives_slip=self.gives_slip,
        )


def kind_of_intent(kinds: tuple[TenderKind, ...], tender_id: str, currency: str) -> TenderKind:
    """Return the kind that was paid with, also when this store no longer has it: the money has moved."""
    for kind in kinds:
        if kind.tender_id == tender_id:
            return kind
    return TenderKind(
        tender_id, (), TenderClass.CARD, currency, Overpayment.REFUSED, False, True, True, True, True, "electronic"
    )
