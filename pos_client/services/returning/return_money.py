"""How the money of a return flows back: which share goes as it came, what goes in cash and why. Main thread."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from pos_client.domain.returns import Return, ReturnLine
from pos_client.domain.returns_money import CASH, cash_given, cash_to_give, dues, less_credit, paid_in_cash
from pos_client.domain.sale import Sale
from pos_client.domain.tender import PAPERS, TenderClass, TenderKind
from pos_client.services.desk import Desk, ServiceError
from pos_client.services.paying.credit_slips import slip_kind
from pos_client.services.returning.refunds import Refunds
from pos_client.services.returning.returns_views import RefundState, RefundView

CASH_PART = "cash"
"""The `part_id` of the cash of a return: it is handed over after the return is on disk."""


class Flow(Struct, frozen=True):
    """What `lines` of `sale` give back after `earlier` returns. Without a sale all of it is cash.

    `credit` is what an exchange takes of it: of the cash first, so that what a card paid goes back to the card.
    """

    desk: Desk
    sale: Sale | None
    earlier: tuple[Return, ...]
    lines: Sequence[ReturnLine]
    credit: int = 0

    @property
    def total(self) -> int:
        """What the lines are worth."""
        return sum(line.refund for line in self.lines)

    @property
    def rest(self) -> int:
        """What is given back in money."""
        return self.total - self.credit

    def plan(self, refunds: Refunds, in_cash: Sequence[int]) -> None:
        """Fill `refunds` with the shares that go back as they came; payments of `in_cash` (by index) do not.

        What a voucher paid that takes nothing back goes onto a credit slip, where the store has them.
        """
        kinds = {kind.tender_id: kind for kind in self.desk.replica.live.tender_kinds()}
        slip, asked = slip_kind(self.desk), {part.of for part in refunds.parts}
        if self.sale is None:
            return
        for due in less_credit(dues(self.sale, self.lines, self.earlier), self.credit):
            payment, kind = self.sale.payments[due.payment], kinds.get(due.tender_id)
            stays = due.tender_class in CASH or due.payment in in_cash or due.payment in asked
            if stays:
                continue
            if kind is not None and not refunds.why_not(kind, payment):
                refunds.add(kind, due.amount, due.payment, payment)
            elif slip is not None and due.tender_class in PAPERS:
                refunds.add(slip, due.amount, due.payment, payment, onto_slip=True)

    def cash(self, other: int) -> int:
        """Return what is handed over in cash when `other` of the total goes back otherwise."""
        return cash_to_give(self.sale, self.earlier, self.rest - other, self.desk.store)

    def is_above_cash(self, other: int) -> bool:
        """Tell whether more goes back in cash than was paid so, earlier returns included."""
        if self.sale is None or self.rest == other:
            return False
        return cash_given(self.earlier) + self.cash(other) > paid_in_cash(self.sale)

    def cash_view(self, other: int, *, is_fixed: bool) -> RefundView | None:
        """Return the cash as shown, None when there is none."""
        if self.rest == other:
            return None
        kind = cash_kind(self.desk)
        return RefundView(
            CASH_PART,
            kind.tender_id,
            kind.names,
            kind.tender_class.value,
            self.cash(other),
            paid_in_cash(self.sale) if self.sale else 0,
            RefundState.DONE if is_fixed else RefundState.DUE,
            why_cash="above_cash_paid" if self.is_above_cash(other) else "",
        )


def cash_kind(desk: Desk) -> TenderKind:
    """Return the store's own cash."""
    kinds = desk.replica.live.tender_kinds()
    kind = next((kind for kind in kinds if kind.tender_class is TenderClass.CASH), None)
    if kind is None:
        raise ServiceError("unknown_tender", tender=CASH_PART)
    return kind
