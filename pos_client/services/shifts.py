"""Opening a till: the counted opening cash makes it one person's. Others sell into it under their own name."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from concurrent.futures import Future

from pos_client.db.journal import Writer
from pos_client.domain.staff import Permission
from pos_client.services.desk import Desk, ServiceError
from pos_client.services.limits import Limits
from pos_client.services.views import Approval, NeedsApproval
from sync.protocol.events import ShiftOpenedBody, instant


class Shifts:
    """The shift of one register. Main thread."""

    def __init__(self, desk: Desk, limits: Limits) -> None:
        self._desk = desk
        self._limits = limits

    @property
    def is_open(self) -> bool:
        """True while a shift is open."""
        return bool(self._desk.shift_id)

    def restore(self) -> None:
        """Continue the shift that was open when the program stopped."""
        row = self._desk.journal.reader().open_shift()
        self._desk.shift_id = row.shift_id if row else ""

    def open(self, counted: Sequence[tuple[int, int]], approval: Approval | None = None) -> Future[str] | NeedsApproval:
        """Open a shift with the counted cash: (value in minor units, pieces) for every denomination, zeros too."""
        if self.is_open:
            raise ServiceError("shift_open")
        if any(pieces < 0 or pieces > 100_000 for _value, pieces in counted):
            raise ServiceError("bad_count")
        needed = self._limits.check(Permission.OPEN_SHIFT, 0, approval)
        if needed:
            return needed
        amount = sum(value * pieces for value, pieces in counted)
        shift_id = uuid.uuid4().hex
        staff_id = self._desk.staff.staff_id
        body = ShiftOpenedBody(
            shift_id=shift_id,
            opened_by=staff_id,
            opened_at=instant(self._desk.clock()),
            opening_cash=amount,
            currency=self._desk.store.currency.code,
            denominations=tuple(counted),
        )

        def work(writer: Writer) -> str:
            writer.append("shift_opened", body)
            writer.open_shift(shift_id, staff_id, amount)
            return shift_id

        return self._desk.record(work)

    def opened(self, shift_id: str) -> None:
        """Begin to sell into the shift that `open` wrote."""
        self._desk.shift_id = shift_id
