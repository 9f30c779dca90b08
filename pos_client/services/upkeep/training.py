"""Into training and out of it: what must be true first, and the word in the real journal. Main thread.

Whoever put the register together opens the other one once `enter` is durable; it also writes that training ended.
"""

from __future__ import annotations

from concurrent.futures import Future

from pos_client.db.journal import Writer
from pos_client.domain.staff import Permission
from pos_client.services.desk import Desk, ServiceError
from pos_client.services.limits import Limits
from pos_client.services.paying.payments import Payments
from pos_client.services.selling.checkout import Checkout
from pos_client.services.views import Approval, NeedsApproval
from sync.protocol.events import TrainingBody


class Training:
    """The door between the real register and its training."""

    def __init__(self, desk: Desk, limits: Limits, checkout: Checkout, payments: Payments) -> None:
        self._desk = desk
        self._limits = limits
        self._checkout = checkout
        self._payments = payments

    @property
    def in_training(self) -> bool:
        """True when this register is the one of training."""
        return self._desk.training

    def blocked_by(self) -> str:
        """Return the code of what keeps the register from being put away now, "" for nothing."""
        if self._payments.busy or self._payments.has_parts:
            return "card_at_terminal" if self._payments.busy else "parts_taken"
        view = self._checkout.view()
        return "basket_open" if view.lines or view.errors else ""

    def enter(self, approval: Approval | None = None) -> Future[None] | NeedsApproval:
        """Journal that whoever is at the till begins training. `ServiceError` with the code of `blocked_by`."""
        if self._desk.training:
            raise ServiceError("in_training")
        blocked = self.blocked_by()
        if blocked:
            raise ServiceError(blocked)
        needed = self._limits.check(Permission.TRAINING, 0, approval)
        if needed:
            return needed
        by = self._desk.staff.staff_id
        return self._desk.record(lambda writer: note_entered(writer, by))


def note_entered(writer: Writer, by: str) -> None:
    """Write that training begins; `by` "" when nobody was at the till."""
    writer.append("training", TrainingBody(entered=True, by=by))
