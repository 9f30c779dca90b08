"""Who is at the till: login, lock, switch, and approvals. A badge names, the PIN proves.

`check_pin` and `approve` cost tens of milliseconds by design (Argon2id) and are called off the main thread. Wrong PINs
are counted per person and per register in the journal, so that the waiting time survives a restart.
"""

from __future__ import annotations

import secrets
import threading
from dataclasses import dataclass
from datetime import datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError

from pos_client.db.journal import Writer
from pos_client.domain import barcode
from pos_client.domain.staff import UNLIMITED, Permission, StaffMember
from pos_client.services.desk import Desk, ServiceError
from pos_client.services.limits import Limits
from pos_client.services.views import Approval, NeedsApproval, StaffTile
from sync.protocol.events import ApprovalBody, LoginBody

TRIES_PER_PERSON = 5
TRIES_PER_REGISTER = 15
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(minutes=15)
REGISTER_FADES = timedelta(hours=1)
REGISTER_KEY = "register"
PIN_DIGITS = range(4, 9)


@dataclass(frozen=True, slots=True)
class PinWait:
    """How long no PIN is looked at: `until`, and how many tries remain before the next wait."""

    until: datetime | None
    tries_left: int


class Staff:
    """Login, lock and approvals of one register."""

    def __init__(self, desk: Desk, limits: Limits) -> None:
        self._desk = desk
        self._limits = limits
        self._hasher = PasswordHasher()
        self._one_pin = threading.Lock()

    def tiles(self) -> tuple[StaffTile, ...]:
        """Return everyone of this store who may log in."""
        return tuple(StaffTile(m.staff_id, m.name, m.short_name, m.role.names) for m in self._desk.replica.live.staff())

    def by_badge(self, text: str) -> str:
        """Return the staff id that a scanned badge names, "" when it is none of this store's."""
        code = barcode.classify(text, "unknown", ())
        member = self._desk.replica.live.by_badge(code.badge) if isinstance(code, barcode.BadgeCode) else None
        return member.staff_id if member else ""

    def approvers(self, needed: NeedsApproval) -> tuple[StaffTile, ...]:
        """Return who could approve `needed`; whoever may not is shown with the cause."""
        tiles = []
        for member in self._desk.replica.live.staff():
            why_not = self._why_not(member, needed)
            if why_not in ("", "own_act"):
                limit = member.role.limit(needed.permission)
                tile = StaffTile(
                    member.staff_id, member.name, member.short_name, member.role.names, not why_not, why_not, limit
                )
                tiles.append(tile)
        return tuple(sorted(tiles, key=lambda tile: (not tile.allowed, tile.limit or 0)))

    def _why_not(self, member: StaffMember, needed: NeedsApproval) -> str:
        if member.staff_id == self._desk.staff.staff_id:
            return "own_act"
        amount = UNLIMITED if needed.sensitive else needed.amount
        return "" if member.role.allows(needed.permission, amount) else "above_limit"

    def wait(self, staff_id: str) -> PinWait:
        """Return how long this person (or this register) has to wait before a PIN is looked at."""
        now = self._desk.clock()
        waits = [self._wait_of(staff_id, TRIES_PER_PERSON), self._wait_of(REGISTER_KEY, TRIES_PER_REGISTER)]
        until = max((w.until for w in waits if w.until is not None and w.until > now), default=None)
        return PinWait(until, min(w.tries_left for w in waits))

    def _wait_of(self, key: str, tries: int) -> PinWait:
        failures = self._desk.journal.reader().pin_failures(key)
        if failures.count < tries or failures.last is None:
            return PinWait(None, tries - failures.count)
        if failures.last > self._desk.clock() + LONGEST_WAIT:  # the clock went back: nobody waits for a year
            return PinWait(None, tries - failures.count % tries)
        rounds = failures.count // tries
        wait = min(FIRST_WAIT * 2 ** (rounds - 1), LONGEST_WAIT)
        left = tries - failures.count % tries
        return PinWait(failures.last + wait if failures.count % tries == 0 else None, left)

    def check_pin(self, staff_id: str, pin: str) -> StaffMember:
        """Prove `staff_id` by `pin`. Blocks; not on the main thread.

        `ServiceError`: pin_wait, wrong_pin, unknown_staff.
        """
        with self._one_pin:  # many guesses at once are counted one by one
            return self._check_pin(staff_id, pin)

    def _check_pin(self, staff_id: str, pin: str) -> StaffMember:
        member = self._desk.replica.live.by_staff_id(staff_id)
        if member is None:
            raise ServiceError("unknown_staff")
        wait = self.wait(staff_id)
        if wait.until is not None:
            raise ServiceError("pin_wait", until=wait.until.isoformat())
        if not self._matches(member, pin):
            self._count_failure(staff_id)
            raise ServiceError("wrong_pin", tries_left=self.wait(staff_id).tries_left)
        if self._desk.journal.reader().pin_failures(staff_id).count:
            self._desk.record(lambda writer: writer.clear_pin_failures(staff_id)).result()
        return member

    def _count_failure(self, staff_id: str) -> None:
        """Count a wrong PIN and journal it, and the wait that it begins. The register's own count fades in a while."""
        now = self._desk.clock()
        reader = self._desk.journal.reader()
        register = reader.pin_failures(REGISTER_KEY)
        faded = register.last is not None and now - register.last > REGISTER_FADES
        of_register = 1 if faded else register.count + 1
        of_person = reader.pin_failures(staff_id).count + 1

        def remember(writer: Writer) -> None:
            if faded:
                writer.clear_pin_failures(REGISTER_KEY)
            writer.record_pin_failure(staff_id, now)
            writer.record_pin_failure(REGISTER_KEY, now)
            writer.append("login", LoginBody(staff_id=staff_id, how="refused"))
            if of_person % TRIES_PER_PERSON == 0 or of_register % TRIES_PER_REGISTER == 0:
                writer.append("login", LoginBody(staff_id=staff_id, how="throttled"))

        self._desk.record(remember).result()

    def _matches(self, member: StaffMember, pin: str) -> bool:
        if len(pin) not in PIN_DIGITS or not (pin.isascii() and pin.isdigit()):
            return False
        try:
            return self._hasher.verify(member.pin_verifier, pin)
        except (Argon2Error, InvalidHashError):
            return False

    def log_in(self, member: StaffMember, *, by_badge: bool) -> None:
        """Put `member`, whose PIN was right, at the till."""
        self._desk.cashier = member
        self._record_login(member, "badge" if by_badge else "name")

    def lock(self) -> None:
        """Lock the register; the basket stays."""
        member = self._desk.cashier
        if member is not None:
            self._desk.cashier = None
            self._record_login(member, "lock")

    def _record_login(self, member: StaffMember, how: str) -> None:
        body = LoginBody(staff_id=member.staff_id, how=how)
        self._desk.record(lambda writer: writer.append("login", body))

    def approve(self, approver_id: str, pin: str, needed: NeedsApproval, reason: str) -> Approval:
        """Record a manager's yes. Blocks; not on the main thread.

        `ServiceError` as `check_pin`, own_act, above_limit.
        """
        asked_by = self._desk.staff.staff_id
        if approver_id == asked_by:
            raise ServiceError("own_act")
        member = self.check_pin(approver_id, pin)
        why_not = self._why_not(member, needed)
        if why_not:
            raise ServiceError(why_not)
        approval = Approval(
            approver_id,
            needed.permission,
            needed.amount,
            reason,
            secrets.token_hex(16),
            sensitive=needed.sensitive,
            subject=needed.subject,
            asked_by=asked_by,
        )
        body = ApprovalBody(
            permission=needed.permission.value,
            amount=needed.amount,
            reason=reason,
            asked_by=asked_by,
            approved_by=approver_id,
            basket_id="" if needed.permission is Permission.REPRINT else needed.subject.partition("/")[0],
            currency=self._desk.store.currency.code,
        )
        self._desk.record(lambda writer: writer.append("approval", body)).result()
        self._limits.admit(approval)
        return approval

    def may(self, permission: Permission) -> bool:
        """Tell whether whoever is at the till may do this at all without asking."""
        return self._desk.cashier is not None and self._desk.cashier.role.limit(permission) is not None
