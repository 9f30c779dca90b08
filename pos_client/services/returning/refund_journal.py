"""Refunds to cards in the journal: intent before the terminal is asked, outcome before it counts.

An intent of kind "refund" belongs to the document that it pays (`basket_id` of its row) and stays open until that
document is written. `open_intent` blocks until it is durable.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import Future

import msgspec
from msgspec import Struct

from pos_client.db.journal import Writer
from pos_client.devices.ports import CardAnswer, CardState
from pos_client.domain.tender import TenderKind
from pos_client.services.desk import Desk
from sync.protocol.events import PaymentIntentBody, PaymentOutcomeBody

KIND = "refund"
REFUNDED = "approved"  # the row's state of money that is back, while its document is not yet written


class RefundData(msgspec.Struct, frozen=True):
    """What the intent row remembers beside its amount: `of` is the index of the sale's payment."""

    tender_id: str
    of: int
    reference: str = ""
    details: tuple[tuple[str, str], ...] = ()


class RefundIntent(Struct, frozen=True):
    """A refund that no document has yet; `refunded` is False while its outcome is unknown."""

    intent_id: str
    document_id: str
    tender_id: str
    amount: int
    of: int
    refunded: bool
    reference: str
    details: tuple[tuple[str, str], ...]


def open_intent(
    desk: Desk,
    intent_id: str,
    document_id: str,
    kind: TenderKind,
    amount: int,
    of: int,
    reserve: Callable[[Writer], None],
) -> None:
    """Write that a card is about to get money back, with whatever `reserve` writes beside it."""
    body = PaymentIntentBody(
        intent_id=intent_id,
        kind=KIND,
        basket_id=document_id,
        tender_id=kind.tender_id,
        amount=amount,
        currency=desk.store.currency.code,
        by=desk.staff.staff_id,
    )
    data = msgspec.json.encode(RefundData(kind.tender_id, of))

    def work(writer: Writer) -> None:
        reserve(writer)
        writer.append("payment_intent", body)
        writer.open_intent(intent_id, KIND, document_id, amount, data)

    desk.record(work).result()


def record_answer(desk: Desk, kind: TenderKind, of: int, answer: CardAnswer, confirmed_by: str = "") -> Future[None]:
    """Write what the terminal or the slip said. UNKNOWN is written too, and leaves the intent open."""
    body = PaymentOutcomeBody(
        intent_id=answer.intent_id,
        state=answer.state.value,
        approved=answer.approved,
        currency=desk.store.currency.code,
        reference=answer.reference,
        message=answer.message[:200],
        details=answer.details,
        confirmed_by=confirmed_by,
    )
    data = msgspec.json.encode(RefundData(kind.tender_id, of, answer.reference, answer.details))
    state = REFUNDED if answer.state is CardState.REFUNDED else answer.state.value

    def work(writer: Writer) -> None:
        row = desk.journal.reader().intent(answer.intent_id)
        writer.append("payment_outcome", body)
        if answer.state is not CardState.UNKNOWN and row is not None and row.state in ("open", "unknown"):
            writer.resolve_intent(answer.intent_id, state, data)

    return desk.record(work)


def of_document(desk: Desk, document_id: str) -> list[RefundIntent]:
    """Return what was asked of the terminal for a document and is not answered with no, oldest first."""
    return [intent for intent in waiting(desk) if intent.document_id == document_id]


def waiting(desk: Desk) -> list[RefundIntent]:
    """Return every refund that no document has yet, oldest first."""
    found = []
    for row in desk.journal.reader().open_intents():
        if row.kind == KIND:
            data = msgspec.json.decode(row.data, type=RefundData)
            is_back = row.state == REFUNDED
            found.append(
                RefundIntent(
                    row.intent_id,
                    row.basket_id,
                    data.tender_id,
                    row.amount,
                    data.of,
                    is_back,
                    data.reference,
                    data.details,
                )
            )
    return found


def settle(desk: Desk, writer: Writer, document_id: str, intents: Iterable[str]) -> None:
    """Close the intents of a document in its own transaction: those that it states, and those never asked."""
    stated = frozenset(intents)
    for intent in of_document(desk, document_id):
        writer.resolve_intent(intent.intent_id, "settled" if intent.intent_id in stated else "abandoned")
