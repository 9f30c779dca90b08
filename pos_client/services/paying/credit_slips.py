"""Credit slips of this register: given, taken, back again or worth nothing, in the transaction of their document.

The journal keeps a mark of each under the digest of its code, with its state and amount; whoever has no such mark does
not know the slip. Functions with a writer run on the journal's thread and raise `ServiceError` to undo everything.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from pos_client.db.journal import SLIP_OPEN, SLIP_USED, SLIP_VOID, Reader, Writer, slip_mark
from pos_client.domain.barcode import CreditSlipCode, classify, encode_slip
from pos_client.domain.credit_slip import (
    LETTERS,
    LETTERS_IN_CODE,
    CreditSlip,
    document_of,
    rests,
    slip_number,
)
from pos_client.domain.post_void import PostVoid
from pos_client.domain.returns import Refund
from pos_client.domain.sale import Sale
from pos_client.domain.tender import Payment, TenderClass, TenderKind
from pos_client.services.desk import Desk, ServiceError
from pos_client.services.returning import return_draft
from pos_client.services.selling.marks import mark_key
from sync.protocol.events import SlipPart

CODE_HASH = "code_hash"
"""The detail of a payment by slip that says which code was taken; the code itself stays out of the event."""
_LONGEST = 128


class HeldSlip(Struct, frozen=True):
    """A slip in the customer's hand that is worth its amount now."""

    number: str
    amount: int
    code_hash: str


def slip_kind(desk: Desk) -> TenderKind | None:
    """Return the store's tender for its own slips, None where there are none."""
    kinds = desk.replica.live.tender_kinds()
    return next((kind for kind in kinds if kind.tender_class is TenderClass.CREDIT_SLIP), None)


def slip_code(text: str) -> CreditSlipCode | None:
    """Return the slip's code that was scanned or typed, also without its first two letters; None for anything else."""
    text = text.strip()[:_LONGEST]
    for tried in (text, f"+S{text}"):
        code = classify(tried, "unknown", ())
        if isinstance(code, CreditSlipCode):
            return code
    return None


def find(desk: Desk, text: str) -> HeldSlip:
    """Return the slip whose code was scanned or typed.

    `ServiceError`: not_a_slip, slip_needs_line (another register gave it), slip_unknown, credit_slip_used, slip_void.
    """
    code = slip_code(text)
    if code is None:
        raise ServiceError("not_a_slip")
    reader, digest = desk.journal.reader(), _digest(code)
    state = reader.mark(digest)
    if not state:
        prefix = document_of(code.number).rpartition("-")[0]
        other = prefix != desk.replica.live.register.prefix
        raise ServiceError("slip_needs_line" if other else "slip_unknown", slip=code.number)
    name, _colon, amount = state.rpartition(":")
    if name != SLIP_OPEN or _is_going_back(reader, code.number):
        raise ServiceError("slip_void" if name == SLIP_VOID else "credit_slip_used", slip=code.number)
    return HeldSlip(code.number, int(amount), digest)


def _is_going_back(reader: Reader, number: str) -> bool:
    """Tell whether the sale that gave the slip is being taken back: cards have their money already."""
    document = document_of(number)
    return any(draft.post_void_reason and draft.original_receipt == document for draft in return_draft.pending(reader))


def _digest(code: CreditSlipCode) -> str:
    return mark_key(encode_slip(code.number, code.secret))


def part_of(slip: CreditSlip) -> SlipPart:
    """Return a slip as the journal's event states it."""
    return SlipPart(number=slip.number, amount=slip.amount, code_hash=mark_key(slip.code), of=slip.of)


# --- giving


def slips_for(receipt_number: str, owed: Iterable[tuple[int, int]]) -> tuple[CreditSlip, ...]:
    """Return new slips of a document for (payment, amount), in order."""
    return tuple(
        _new_slip(slip_number(receipt_number, place), of, amount) for place, (of, amount) in enumerate(owed, start=1)
    )


def _new_slip(number: str, of: int, amount: int) -> CreditSlip:
    secret = "".join(secrets.choice(LETTERS) for _ in range(LETTERS_IN_CODE))
    return CreditSlip(number, encode_slip(number, secret), amount, of)


def with_slips(sale: Sale) -> Sale:
    """Return the sale with the slips that its payments give."""
    owed = rests(sale.payments)
    return replace(sale, slips=slips_for(sale.receipt_number, owed)) if owed else sale


def refunds_onto(refunds: Sequence[Refund], receipt_number: str) -> tuple[list[Refund], tuple[CreditSlip, ...]]:
    """Return a return's refunds naming the slips that those onto slips give, and these slips."""
    onto = [refund for refund in refunds if refund.tender_class is TenderClass.CREDIT_SLIP]
    slips = slips_for(receipt_number, ((refund.of or 0, refund.amount) for refund in onto))
    numbers = iter(slip.number for slip in slips)
    named = [
        replace(refund, reference=next(numbers)) if refund.tender_class is TenderClass.CREDIT_SLIP else refund
        for refund in refunds
    ]
    return named, slips


def write_given(writer: Writer, slips: Iterable[CreditSlip]) -> None:
    """Let the register know the slips of a document."""
    for slip in slips:
        writer.put_mark(mark_key(slip.code), slip_mark(SLIP_OPEN, slip.amount))


# --- taking


def write_taken(reader: Reader, writer: Writer, payments: Iterable[Payment]) -> None:
    """Use up the slips that pay a sale. `ServiceError("credit_slip_used")` when one is worth nothing any more."""
    for payment in payments:
        if payment.tender_class is not TenderClass.CREDIT_SLIP:
            continue
        digest = dict(payment.details)[CODE_HASH]
        if reader.mark(digest) != slip_mark(SLIP_OPEN, payment.given) or _is_going_back(reader, payment.reference):
            raise ServiceError("credit_slip_used", slip=payment.reference)
        writer.put_mark(digest, slip_mark(SLIP_USED, payment.given))


# --- taking a sale back


def write_post_void(reader: Reader, writer: Writer, sale: Sale, record: PostVoid) -> None:
    """Make the slips of the sale worth nothing, and those that paid it worth their amount again.

    `ServiceError("slip_not_back")` when one that the sale gave was used meanwhile.
    """
    for slip in record.slips:
        digest = mark_key(slip.code)
        if reader.mark(digest) != slip_mark(SLIP_OPEN, slip.amount):
            raise ServiceError("slip_not_back", slip=slip.number)
        writer.put_mark(digest, slip_mark(SLIP_VOID, slip.amount))
    for payment in sale.payments:
        if payment.tender_class is TenderClass.CREDIT_SLIP:
            writer.put_mark(dict(payment.details)[CODE_HASH], slip_mark(SLIP_OPEN, payment.given))
