"""Cash by hand: paid in, paid out, safe drop, and the drawer opened without a sale. Main thread.

Each act has a reason of the store's list, is journalled with who, and opens the drawer only once it is on disk. The
limit counts everything that this person moved in this shift, approved or not, so that slices are one sum. Whether the
drawer holds what is taken out is never said: a refusal, or even an approval asked for, would tell the expected cash to
whoever tries amounts; what is missing shows when the shift is counted.
"""

from __future__ import annotations

import uuid
from concurrent.futures import Future
from functools import partial

from pos_client.db.journal import Writer
from pos_client.db.replica import Reason
from pos_client.domain import receipt
from pos_client.domain.staff import Permission
from pos_client.services.desk import Desk, ServiceError
from pos_client.services.limits import Limits
from pos_client.services.reasons import clean_words, judged_reason, reason_on_paper
from pos_client.services.shift.shift_views import CashMoveRow
from pos_client.services.shift.slips import Slips
from pos_client.services.views import Approval, NeedsApproval
from sync.protocol.events import CashMoveBody, instant, parse_instant

MOVES = ("paid_in", "paid_out", "safe_drop")
NO_SALE = "no_sale"
LONGEST_BAG = 40
MOST_AMOUNT = 10**12


class CashMoves:
    """The cash moves of one register's shift."""

    def __init__(self, desk: Desk, limits: Limits, slips: Slips) -> None:
        self._desk = desk
        self._limits = limits
        self._slips = slips
        self._writing: list[tuple[CashMoveBody, Future[CashMoveRow]]] = []

    def reasons(self, kind: str) -> tuple[Reason, ...]:
        """Return the reasons for "paid_in", "paid_out", "safe_drop" or "no_sale", in order."""
        return self._desk.replica.live.reasons(kind)

    def blocked_by(self) -> str:
        """Return the message code of what forbids every cash move now ("no_shift", "counting"), "" for nothing."""
        if not self._desk.shift_id:
            return "no_shift"
        return "counting" if self._desk.counting else ""

    def of_shift(self) -> tuple[CashMoveRow, ...]:
        """Return the moves of the open shift, newest first."""
        events = self._desk.journal.reader().events_of_shift(self._desk.shift_id, ("cash_move",))
        rows = [self._row(body) for _event, body in events if isinstance(body, CashMoveBody)]
        return tuple(reversed(rows))

    def move(
        self, kind: str, amount: int, reason_id: str, *, note: str = "", bag: str = "", approval: Approval | None = None
    ) -> Future[CashMoveRow] | NeedsApproval:
        """Put cash in or take it out; `amount` is positive, a safe drop needs the number of its bag.

        `ServiceError`: no_shift, counting, amount_not_positive, amount_too_large, reason_needed, reason_words_needed,
        bag_needed, unknown_move.
        """
        if kind not in MOVES:
            raise ServiceError("unknown_move", kind=kind)
        self._refuse_when_blocked()
        if amount <= 0:
            raise ServiceError("amount_not_positive")
        if amount > MOST_AMOUNT:
            raise ServiceError("amount_too_large")
        reason = judged_reason(self._desk.replica.live, kind, reason_id, note)
        reference = clean_words(bag, LONGEST_BAG) if kind == "safe_drop" else ""
        if kind == "safe_drop" and not reference:
            raise ServiceError("bag_needed")
        by = self._desk.staff.staff_id
        so_far = amount + self._moved_by(by)
        check = partial(self._limits.check, Permission.CASH_MOVE, so_far, subject=f"{self._desk.shift_id}/{kind}")
        own = check(None)
        needed = own and check(approval)
        if needed:
            return needed
        return self._record(kind, amount, reason, reference, approval.approver_id if approval and own else "")

    def no_sale(
        self, reason_id: str, *, note: str = "", approval: Approval | None = None
    ) -> Future[CashMoveRow] | NeedsApproval:
        """Open the drawer without a sale. `ServiceError`: no_shift, counting, reason_needed, reason_words_needed."""
        self._refuse_when_blocked()
        reason = judged_reason(self._desk.replica.live, NO_SALE, reason_id, note)
        check = partial(self._limits.check, Permission.NO_SALE, 0, subject=f"{self._desk.shift_id}/{NO_SALE}")
        own = check(None)
        needed = own and check(approval)
        if needed:
            return needed
        return self._record(NO_SALE, 0, reason, "", approval.approver_id if approval and own else "")

    # --- inside

    def _refuse_when_blocked(self) -> None:
        blocked = self.blocked_by()
        if blocked:
            raise ServiceError(blocked)

    def _moved_by(self, staff_id: str) -> int:
        """Return what this person moved in the shift so far, what is still being written included."""
        self._writing = [(body, future) for body, future in self._writing if not (future.done() and future.exception())]
        moved = {body.move_id: body.amount for body, _future in self._writing if body.by == staff_id}
        for _event, body in self._desk.journal.reader().events_of_shift(self._desk.shift_id, ("cash_move",)):
            if isinstance(body, CashMoveBody) and body.by == staff_id:
                moved[body.move_id] = body.amount
        self._writing = [(body, future) for body, future in self._writing if not future.done()]
        return sum(moved.values())

    def _record(self, kind: str, amount: int, reason: str, reference: str, approver: str) -> Future[CashMoveRow]:
        desk = self._desk
        body = CashMoveBody(
            move_id=uuid.uuid4().hex,
            kind=kind,
            amount=amount,
            currency=desk.store.currency.code,
            reason=reason,
            shift_id=desk.shift_id,
            by=desk.staff.staff_id,
            at=instant(desk.clock()),
            approved_by=approver,
            reference=reference,
        )
        document = self._slip(body)
        row = self._row(body)

        def work(writer: Writer) -> CashMoveRow:
            open_shift = desk.journal.reader().open_shift()
            if open_shift is None or open_shift.shift_id != body.shift_id:
                raise ServiceError("no_shift")
            writer.append("cash_move", body)
            self._slips.queue(writer, kind, document, body.move_id)
            return row

        written = desk.record(work)
        self._slips.after_commit(written, drawer=True)
        self._writing.append((body, written))
        return written

    def _slip(self, body: CashMoveBody) -> receipt.Document:
        store = self._desk.store
        reason = reason_on_paper(self._desk.replica.live, body.kind, body.reason, store.language)
        approver = self._slips.name_of(body.approved_by) if body.approved_by else ""
        context = self._slips.context(shift=str(self._desk.journal.reader().head().z_reports + 1))
        if body.kind == NO_SALE:
            return receipt.compose_no_sale(
                context, self._slips.layout, store.language, reason=reason, approved_by=approver, opens=False
            )
        return receipt.compose_cash_move(
            body.kind,
            context,
            self._slips.layout,
            store.language,
            amount=body.amount,
            reason=reason,
            reference=body.reference,
            approved_by=approver,
        )

    def _row(self, body: CashMoveBody) -> CashMoveRow:
        approver = self._slips.name_of(body.approved_by) if body.approved_by else ""
        by = self._slips.name_of(body.by)
        at = parse_instant(body.at)
        return CashMoveRow(body.move_id, body.kind, body.amount, body.reason, by, at, body.reference, approver)
