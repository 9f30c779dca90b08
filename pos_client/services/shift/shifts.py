"""Opening a till: the counted opening cash makes it one person's. Others sell into it under their own name.

What the shift before left is the opening cash that is expected; it is shown only after counting. Main thread.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from concurrent.futures import Future
from functools import partial

import msgspec

from pos_client.db.journal import ShiftRow, Writer
from pos_client.domain import receipt
from pos_client.domain.shift import MOST_PIECES
from pos_client.domain.staff import Permission
from pos_client.services.desk import Desk, ServiceError
from pos_client.services.limits import Limits
from pos_client.services.shift.shift_views import OpeningView, ShiftView
from pos_client.services.shift.slips import Slips
from pos_client.services.views import Approval, NeedsApproval
from sync.protocol import chain, schemas
from sync.protocol.events import ShiftOpenedBody, instant

CASH_LEFT_KEY = "shift.cash_left"
PRINT_SETTING = "shift.print_opening"  # "1": a slip of the opening cash, to be signed


class CashLeft(msgspec.Struct, frozen=True):
    """What the last Z left in the drawer, in minor units of `currency`."""

    amount: int
    currency: str
    z_number: int


class Shifts:
    """The shift of one register."""

    def __init__(self, desk: Desk, limits: Limits, slips: Slips) -> None:
        self._desk = desk
        self._limits = limits
        self._slips = slips

    @property
    def is_open(self) -> bool:
        """True while a shift is open."""
        return bool(self._desk.shift_id)

    def restore(self) -> None:
        """Continue the shift that was open when the program stopped."""
        row = self._desk.journal.reader().open_shift()
        self._desk.shift_id = row.shift_id if row else ""

    def view(self) -> ShiftView | None:
        """Return the open shift, None without one; its `warning` is for the sell screen."""
        row = self._desk.journal.reader().open_shift()
        return None if row is None else self.view_of(row)

    def view_of(self, row: ShiftRow) -> ShiftView:
        """Return how a shift stands now."""
        desk = self._desk
        owner = desk.replica.live.by_staff_id(row.opened_by)
        day_over = desk.business_day(row.opened_at) != desk.business_day(desk.clock())
        return ShiftView(
            shift_id=row.shift_id,
            number=desk.journal.reader().head().z_reports + 1,
            opened_by=row.opened_by,
            opened_by_name=owner.short_name if owner else row.opened_by,
            opened_at=row.opened_at,
            is_own=desk.cashier is not None and desk.cashier.person == (owner.person if owner else row.opened_by),
            is_forgotten=day_over or owner is None,
            is_counting=desk.counting,
            warning="shift_day_over" if day_over else "shift_owner_gone" if owner is None else "",
        )

    def open(self, counted: Sequence[tuple[int, int]], approval: Approval | None = None) -> Future[str] | NeedsApproval:
        """Open a shift with the counted cash: (value in minor units, pieces) for every denomination, zeros too.

        `ServiceError`: shift_open, bad_count.
        """
        if self.is_open:
            raise ServiceError("shift_open")
        values = [value for value, _pieces in counted]
        if len(set(values)) != len(values) or any(
            value <= 0 or not 0 <= pieces <= MOST_PIECES for value, pieces in counted
        ):
            raise ServiceError("bad_count")
        check = partial(self._limits.check, Permission.OPEN_SHIFT, 0)
        needed = check(None) and check(approval)
        if needed:
            return needed
        left = self.cash_left()
        body = ShiftOpenedBody(
            shift_id=uuid.uuid4().hex,
            opened_by=self._desk.staff.staff_id,
            opened_at=instant(self._desk.clock()),
            opening_cash=sum(value * pieces for value, pieces in counted),
            currency=self._desk.store.currency.code,
            denominations=tuple(counted),
            expected_cash=left.amount if left else None,
        )
        document = self._slip(body.opening_cash) if self._prints else None

        def work(writer: Writer) -> str:
            writer.append("shift_opened", body)
            writer.open_shift(body.shift_id, body.opened_by, body.opening_cash)
            if document is not None:
                self._slips.queue(writer, "shift_opened", document, body.shift_id)
            return body.shift_id

        written = self._desk.record(work)
        if document is not None:
            self._slips.after_commit(written)
        return written

    def opened(self, shift_id: str) -> None:
        """Begin to sell into the shift that `open` wrote."""
        self._desk.shift_id = shift_id

    def opening(self) -> OpeningView | None:
        """Return the opening cash beside what was left; None without a shift. Only once it was counted."""
        reader = self._desk.journal.reader()
        shift = reader.open_shift()
        event = reader.event(shift.opened_seq, shift.opened_epoch) if shift else None
        if event is None:
            return None
        header, data, _hash = chain.open_event(event.data)
        body = schemas.decode_body(header.type, header.version, data)
        if not isinstance(body, ShiftOpenedBody):
            return None
        return OpeningView(body.opening_cash, body.expected_cash, self._desk.store.currency)

    def cash_left(self) -> CashLeft | None:
        """Return what the last Z left, None when there was none in this currency. No screen shows it before a count."""
        data = self._desk.journal.reader().value(CASH_LEFT_KEY)
        left = msgspec.json.decode(data, type=CashLeft) if data else None
        return left if left is not None and left.currency == self._desk.store.currency.code else None

    @property
    def _prints(self) -> bool:
        return self._desk.replica.live.settings.get(PRINT_SETTING) == "1"

    def _slip(self, opening_cash: int) -> receipt.Document:
        language = self._desk.store.language
        number = str(self._desk.journal.reader().head().z_reports + 1)
        context = self._slips.context(shift=number)
        return receipt.compose_shift_opened(context, self._slips.layout, language, opening_cash=opening_cash)
