"""Card payments in the journal: intent before the terminal is asked, outcome before the part counts.

The functions that return nothing block until the write is durable; not on the main thread.
"""

from __future__ import annotations

from concurrent.futures import Future

import msgspec
from msgspec import Struct

from pos_client.db.journal import IntentRow, Writer
from pos_client.devices.ports import CardAnswer, CardState
from pos_client.domain.tender import TenderKind
from pos_client.services.desk import Desk
from sync.protocol.events import PaymentIntentBody, PaymentOutcomeBody

RETURNED = "returned"


class CardData(msgspec.Struct, frozen=True):
    """What the intent row remembers beside its amount."""

    tender_id: str
    approved: int = 0
    reference: str = ""
    details: tuple[tuple[str, str], ...] = ()


class CardIntent(Struct, frozen=True):
    """A card payment that is not settled by a sale: `approved` is 0 while its outcome is unknown."""

    intent_id: str
    basket_id: str
    tender_id: str
    amount: int
    approved: int
    reference: str
    details: tuple[tuple[str, str], ...] = ()


def open_intent(desk: Desk, intent_id: str, basket_id: str, kind: TenderKind, amount: int) -> None:
    """Write that a card is about to be charged."""
    body = PaymentIntentBody(
        intent_id=intent_id,
        kind="card",
        basket_id=basket_id,
        tender_id=kind.tender_id,
        amount=amount,
        currency=desk.store.currency.code,
        by=desk.staff.staff_id,
    )
    data = msgspec.json.encode(CardData(kind.tender_id))

    def work(writer: Writer) -> None:
        if desk.journal.reader().intent(intent_id) is None:  # a slip confirmed at once may have been quicker
            writer.append("payment_intent", body)
            writer.open_intent(intent_id, "card", basket_id, amount, data)

    desk.record(work).result()


def begin_return(desk: Desk, intent_id: str) -> None:
    """Count an approved card as unknown while its money goes back: after a crash the terminal is asked about it."""
    desk.record(lambda writer: writer.resolve_intent(intent_id, CardState.UNKNOWN.value)).result()


def stays_approved(desk: Desk, intent_id: str) -> None:
    """Note that the terminal did not give the money back."""
    stays_approved_later(desk, intent_id).result()


def stays_approved_later(desk: Desk, intent_id: str) -> Future[None]:
    """Note the same of what a slip says; does not block."""
    return desk.record(lambda writer: writer.resolve_intent(intent_id, CardState.APPROVED.value))


def record_answer(
    desk: Desk, basket_id: str, tender_id: str, asked: int, answer: CardAnswer, *, returned: bool = False
) -> None:
    """Write what the terminal said. UNKNOWN is written too, and leaves the intent open."""
    record_answer_later(desk, basket_id, tender_id, asked, answer, returned=returned).result()


def record_answer_later(
    desk: Desk,
    basket_id: str,
    tender_id: str,
    asked: int,
    answer: CardAnswer,
    *,
    confirmed_by: str = "",
    returned: bool = False,
) -> Future[None]:
    """Write what the slip or the terminal said, in order before the sale that follows; does not block.

    The intent is opened when the disk had refused it before: money that moved is always on record. Money that is
    back stays so (`returned`), whatever an older question is answered afterwards.
    """
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
    data = msgspec.json.encode(CardData(tender_id, answer.approved, answer.reference, answer.details))

    is_back = returned and answer.state is CardState.CANCELLED

    def work(writer: Writer) -> None:
        row = desk.journal.reader().intent(answer.intent_id)
        if row is None:
            writer.open_intent(answer.intent_id, "card", basket_id, asked, data)
        writer.append("payment_outcome", body)
        if answer.state is not CardState.UNKNOWN and (row is None or row.state != RETURNED):
            writer.resolve_intent(answer.intent_id, RETURNED if is_back else answer.state.value, data)

    return desk.record(work)


def of_basket(desk: Desk, basket_id: str) -> list[CardIntent]:
    """Return the card payments of a basket that are open or approved and not yet part of a sale."""
    found = []
    for row in desk.journal.reader().open_intents():
        if row.kind == "card" and row.basket_id == basket_id:
            data = data_of(row)
            found.append(
                CardIntent(
                    row.intent_id,
                    row.basket_id,
                    data.tender_id,
                    row.amount,
                    data.approved if row.state == CardState.APPROVED.value else 0,
                    data.reference,
                    data.details,
                )
            )
    return found


def data_of(row: IntentRow) -> CardData:
    """Return what a card's intent remembers beside its amount."""
    return msgspec.json.decode(row.data, type=CardData)


def left_over(desk: Desk, but: str = "") -> list[IntentRow]:
    """Return the cards that were charged, or may have been, and that no sale can take any more: their money goes back.

    Their basket is a sale without them, or is gone; `but` names the basket in hand.
    """
    reader = desk.journal.reader()
    return [
        row
        for row in reader.open_intents()
        if row.kind == "card"
        and row.basket_id != but
        and (reader.sale_by_id(row.basket_id) is not None or reader.basket(row.basket_id) is None)
    ]


def settle(desk: Desk, writer: Writer, intents: tuple[str, ...]) -> None:
    """Close the intents that a sale settles, in the sale's own transaction."""
    for intent_id in intents:
        if desk.journal.reader().intent(intent_id) is not None:
            writer.resolve_intent(intent_id, "settled", b"")
