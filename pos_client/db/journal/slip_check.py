"""Judging credit slips from the chain alone: each given once, worth its amount once, and the marks that say so.

A slip is open from the document that gave it until a sale takes it; a post-void makes those that its sale gave worth
nothing, and those that paid it open again. Slips given in events that were purged are judged only for being used twice.
"""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from pos_client.db.journal import statements as s
from pos_client.db.journal.rows import SLIP_OPEN, SLIP_USED, SLIP_VOID, slip_mark
from pos_client.db.journal.sums import Found
from sync.protocol.events import Body, PaymentPart, PostVoidBody, ReturnBody, SaleBody, SlipPart
from sync.protocol.shift_figures import CREDIT_SLIP


class _Slip(Struct):
    seq: int
    amount: int
    code_hash: str
    state: str = SLIP_OPEN


class CreditSlips:
    """Follows the slips of a walk; with `raw` the marks beside the chain are judged at its end."""

    def __init__(self, raw: Any | None, *, from_genesis: bool, found: Found) -> None:  # noqa: ANN401
        self._raw = raw
        self._prefixes: tuple[str, ...] = ()
        self._from_genesis = from_genesis
        self._found = found
        self._slips: dict[str, _Slip] = {}
        self._of_sale: dict[str, tuple[SlipPart, ...]] = {}

    def enter(self, prefix: str) -> None:
        """Go on with the next epoch, whose receipts have this prefix."""
        self._prefixes += (f"{prefix}-",)

    def lose_history(self) -> None:
        """From here on slips may be taken that were given in events which this file never had."""
        self._from_genesis = False

    def add(self, seq: int, body: Body) -> None:
        """Take the message of the next event."""
        if isinstance(body, SaleBody):
            for part in body.payments:
                if part.tender_class == CREDIT_SLIP:
                    self._taken(seq, part)
            if body.slips:
                self._of_sale[body.sale_id] = body.slips
            self._given(seq, body.receipt_number, body.slips)
        elif isinstance(body, ReturnBody):
            self._given(seq, body.receipt_number, body.slips)
        elif isinstance(body, PostVoidBody):
            self._post_void(seq, body)

    def end(self) -> None:
        """Compare the marks with what became of every slip."""
        if self._raw is None:
            return
        for number, slip in self._slips.items():
            row = self._raw.execute(s.MARK.sql, (slip.code_hash,)).fetchone()
            expected = slip_mark(slip.state, slip.amount)
            if row is None or row[0] != expected:
                self._found("slip_row_differs", slip.seq, f"{number}: {row[0] if row else 'no mark'} of {expected}")

    def _given(self, seq: int, receipt_number: str, slips: tuple[SlipPart, ...]) -> None:
        for place, part in enumerate(slips, start=1):
            if part.number != f"{receipt_number}-{place}" or part.number in self._slips:
                self._found("slip_number_differs", seq, f"{part.number} of {receipt_number}")
            self._slips[part.number] = _Slip(seq, part.amount, part.code_hash)

    def _taken(self, seq: int, part: PaymentPart) -> None:
        number, code_hash = part.reference, dict(part.details).get("code_hash", "")
        slip = self._slips.get(number)
        if slip is None:
            if self._from_genesis and number.startswith(self._prefixes):
                self._found("slip_unknown", seq, number)
            self._slips[number] = _Slip(seq, part.given, code_hash, SLIP_USED)
            return
        if slip.state != SLIP_OPEN:
            self._found("slip_twice", seq, f"{number} given at event {slip.seq}")
        if (part.given, code_hash) != (slip.amount, slip.code_hash):
            self._found("slip_differs", seq, f"{number} taken for {part.given}, given for {slip.amount}")
        slip.state = SLIP_USED

    def _post_void(self, seq: int, body: PostVoidBody) -> None:
        given = self._of_sale.get(body.sale_id, ())
        if body.slips != given and (given or self._from_genesis):
            self._found("slip_not_back", seq, f"{len(body.slips)} of {len(given)} slips of {body.sale_receipt}")
        for part in body.slips:
            slip = self._slips.get(part.number)
            if slip is not None:
                if slip.state != SLIP_OPEN:
                    self._found("slip_twice", seq, f"{part.number} was {slip.state}")
                slip.state = SLIP_VOID
        for refund in body.refunds:
            slip = self._slips.get(refund.reference)
            if refund.tender_class == CREDIT_SLIP and slip is not None:
                slip.state = SLIP_OPEN
