"""Who is at the till: login, lock, switch, and approvals. A badge names, the PIN proves.

`check_pin` and `approve` cost tens of milliseconds by design (Argon2id) and are called off the main thread; wrong PINs
are counted by `pin_guard`. A printed badge opens nothing by itself, but for the store that lets somebody come back with
it a short while after their own lock. A chip badge, read by a reader of chips, proves what a PIN proves.
"""

from __future__ import annotations

import secrets
import threading
from datetime import datetime

from msgspec import Struct

from pos_client.db.replica.data import Reason
from pos_client.domain import barcode
from pos_client.domain.staff import UNLIMITED, BadgeKind, Permission, StaffMember
from pos_client.services.desk import Desk, ServiceError
from pos_client.services.limits import Limits
from pos_client.services.people.pin_guard import PinGuard, PinWait
from pos_client.services.reasons import SEPARATOR, clean_words
from pos_client.services.views import Approval, NeedsApproval, StaffTile
from sync.protocol.events import ApprovalBody, LoginBody

PIN_DIGITS = range(4, 9)
CHIP = "chip"  # the symbology of what a reader of chips reads
REOPEN_SETTING = "badge_reopen_minutes"
MOST_REOPEN_MINUTES = 15
CLOCK_TOLERANCE = 5.0  # seconds by which keeping time over the network may set a clock back
GENERAL = "approval"
REASON_KINDS = {
    Permission.DISCOUNT_PERCENT: "discount",
    Permission.PRICE_CHANGE: "price",
    Permission.LINE_VOID: "void",
    Permission.LOWER_QUANTITY: "void",
    Permission.CANCEL_BASKET: "cancel",
    Permission.DROP_SUSPENDED: "cancel",
    Permission.OPEN_ITEM: "open_item",
    Permission.NO_SALE: "no_sale",
    Permission.REPRINT: "reprint",
    Permission.REFUND: "return",
    Permission.NO_RECEIPT_RETURN: "return",
    Permission.POST_VOID: "post_void",
}


class BadgeRead(Struct, frozen=True):
    """A badge that was read: whose it is ("" when it is nobody's here), and by what it proves them ("" not at all)."""

    staff_id: str = ""
    proves_as: str = ""  # how the login is journalled: "chip", "reopened"


class _OwnLock(Struct, frozen=True):
    """Somebody locked the register with their own hand: until when a badge alone may bring them back."""

    staff_id: str
    shift_id: str
    wall: datetime
    steady: float


class Staff:
    """Login, lock and approvals of one register. `start` as in `PinGuard`."""

    def __init__(self, desk: Desk, limits: Limits, *, start: str = "") -> None:
        self._desk = desk
        self._limits = limits
        self._guard = PinGuard(desk, start=start)
        self._one_pin = threading.Lock()
        self._own_lock: _OwnLock | None = None  # lives no longer than the program

    # --- who there is

    def _members(self) -> tuple[StaffMember, ...]:
        store_id = self._desk.store.store_id
        return tuple(member for member in self._desk.replica.live.staff() if member.works_at(store_id))

    def _member(self, staff_id: str) -> StaffMember | None:
        member = self._desk.replica.live.by_staff_id(staff_id)
        return member if member is not None and member.works_at(self._desk.store.store_id) else None

    def renew(self) -> bool:
        """Take whoever is at the till as the newest list has them: role and limits hold at once.

        False when they may not work here any more.
        """
        if self._desk.cashier is None:
            return True
        found = self._member(self._desk.cashier.staff_id)
        if found is None or found.pin_expired:
            return False
        self._desk.cashier = found
        return True

    def tiles(self) -> tuple[StaffTile, ...]:
        """Return everyone of this store who may log in."""
        return tuple(StaffTile(m.staff_id, m.name, m.short_name, m.role.names) for m in self._members())

    def name_of(self, staff_id: str) -> str:
        """Return how a person is shown; the id itself of somebody this register does not know any more."""
        member = self._desk.replica.live.by_staff_id(staff_id)
        return member.short_name if member is not None else staff_id

    def by_badge(self, text: str) -> str:
        """Return the staff id that a scanned badge names, "" when it is none of this store's."""
        code = barcode.classify(text, "unknown", ())
        member = self._desk.replica.live.by_badge(code.badge) if isinstance(code, barcode.BadgeCode) else None
        return member.staff_id if member is not None and member.works_at(self._desk.store.store_id) else ""

    def by_number(self, digits: str) -> str:
        """Return the staff id whose figures are `digits`, "" when it is nobody's here, or not one person's alone."""
        found = [m.staff_id for m in self._members() if "".join(c for c in m.staff_id if c.isdigit()) == digits]
        return found[0] if len(found) == 1 and digits else ""

    # --- PIN and badge

    def wait(self, staff_id: str) -> PinWait:
        """Return how long this person (or this register) has to wait before a PIN is looked at."""
        return self._guard.wait(staff_id)

    def check_pin(self, staff_id: str, pin: str, *, permission: str = "") -> StaffMember:
        """Prove `staff_id` by `pin`, for an approval of `permission` or to log in. Blocks; not on the main thread.

        `ServiceError`: pin_wait, wrong_pin, unknown_staff, pin_expired.
        """
        with self._one_pin:  # many guesses at once are counted one by one
            return self._check_pin(staff_id, pin, permission)

    def _check_pin(self, staff_id: str, pin: str, permission: str) -> StaffMember:
        member = self._member(staff_id)
        if member is None:
            raise ServiceError("unknown_staff")
        if member.pin_expired:  # even a right one: whoever has the stolen register may have found it
            raise ServiceError("pin_expired")
        wait = self.wait(staff_id)
        if wait.seconds:
            raise ServiceError("pin_wait", seconds=wait.seconds)
        if not self._matches(member, pin):
            self._own_lock = None  # whoever guesses has no way back by a badge
            cashier = self._desk.cashier
            self._guard.count(staff_id, at_till=cashier.staff_id if cashier else "", permission=permission)
            raise ServiceError("wrong_pin", tries_left=self.wait(staff_id).tries_left)
        self._guard.clear(staff_id)
        return member

    def _matches(self, member: StaffMember, pin: str) -> bool:
        if len(pin) not in PIN_DIGITS or not (pin.isascii() and pin.isdigit()):
            return False
        from argon2 import PasswordHasher, exceptions  # noqa: PLC0415 - no start waits for what the first PIN needs

        try:
            return PasswordHasher().verify(member.pin_verifier, pin)
        except (exceptions.Argon2Error, exceptions.InvalidHashError):
            return False

    def read_badge(self, text: str, symbology: str = "unknown") -> BadgeRead:
        """Say what a badge read at the login does: it names somebody, and seldom proves them."""
        staff_id = self.by_badge(text)
        member = self._member(staff_id)
        if member is None:
            return BadgeRead()
        if member.pin_expired:  # a stolen register holds the numbers of badges, too
            return BadgeRead(staff_id)
        if self._is_chip(member, symbology):
            return BadgeRead(staff_id, "chip")
        return BadgeRead(staff_id, "reopened" if self._may_reopen(staff_id) else "")

    @staticmethod
    def _is_chip(member: StaffMember, symbology: str) -> bool:
        """True when a reader of chips read a chip badge: the same number printed on paper proves nothing."""
        return symbology == CHIP and member.badge_kind is BadgeKind.CHIP

    def _may_reopen(self, staff_id: str) -> bool:
        """Judge whether a badge alone reopens: the same person, soon, in the same shift, with the clock untouched."""
        lock, minutes = self._own_lock, self._reopen_minutes()
        if lock is None or not minutes or (lock.staff_id, lock.shift_id) != (staff_id, self._desk.shift_id):
            return False
        passed = self._desk.steady() - lock.steady
        by_clock = (self._desk.clock() - lock.wall).total_seconds()
        return 0 <= passed <= minutes * 60 and by_clock >= passed - CLOCK_TOLERANCE

    def _reopen_minutes(self) -> int:
        text = self._desk.replica.live.settings.get(REOPEN_SETTING, "")
        return min(int(text), MOST_REOPEN_MINUTES) if text.isascii() and text.isdigit() else 0

    # --- coming and going

    def log_in(self, member: StaffMember, *, how: str = "name") -> None:
        """Put `member`, who was proved, at the till: `how` as in `LoginBody`."""
        self._own_lock = None
        self._desk.cashier = member
        self._record_login(member, how)

    def log_in_by_badge(self, text: str, symbology: str) -> StaffMember | None:
        """Put whoever the badge proves at the till; None, and nothing happens, when it proves nobody."""
        read = self.read_badge(text, symbology)
        member = self._member(read.staff_id)
        if member is None or not read.proves_as:
            return None
        self.log_in(member, how=read.proves_as)
        return member

    def lock(self, *, by_itself: bool = False) -> None:
        """Lock the register; the basket stays. `by_itself` after a while without a key: nobody comes back by a badge.

        An approval that was not used ends with it.
        """
        member = self._desk.cashier
        if member is None:
            return
        self._desk.cashier = None
        self._limits.forget()
        self._own_lock = None
        if not by_itself:
            self._own_lock = _OwnLock(member.staff_id, self._desk.shift_id, self._desk.clock(), self._desk.steady())
        self._record_login(member, "idle_lock" if by_itself else "lock")

    def _record_login(self, member: StaffMember, how: str) -> None:
        body = LoginBody(staff_id=member.staff_id, how=how)
        self._desk.record(lambda writer: writer.append("login", body))

    # --- approvals

    def approvers(self, needed: NeedsApproval) -> tuple[StaffTile, ...]:
        """Return who could approve `needed`; whoever asks is shown with the cause why not."""
        tiles = []
        for member in self._members():
            why_not = self._why_not(member, needed)
            if why_not in ("", "own_act"):
                limit = member.role.limit(needed.permission)
                tile = StaffTile(
                    member.staff_id, member.name, member.short_name, member.role.names, not why_not, why_not, limit
                )
                tiles.append(tile)
        return tuple(sorted(tiles, key=lambda tile: (not tile.allowed, tile.limit or 0)))

    def _why_not(self, member: StaffMember, needed: NeedsApproval) -> str:
        if member.person == self._desk.staff.person:  # also by another login or badge of the same person
            return "own_act"
        amount = UNLIMITED if needed.sensitive else needed.amount
        return "" if member.role.allows(needed.permission, amount) else "above_limit"

    def reasons(self, permission: Permission) -> tuple[Reason, ...]:
        """Return the reasons for approving an act: its own list, else the general one."""
        live = self._desk.replica.live
        return live.reasons(REASON_KINDS.get(permission, GENERAL)) or live.reasons(GENERAL)

    def _judged_reason(self, permission: Permission, reason_id: str, text: str) -> str:
        """Return what is journalled as the reason; `ServiceError("reason_needed")` for none, or one without its words.

        The act's own reason, chosen before, serves as well as one of the general list.
        """
        known = {r.reason_id: r for r in (*self.reasons(permission), *self._desk.replica.live.reasons(GENERAL))}
        if not known:
            return ""
        reason = known.get(reason_id)
        words = clean_words(text)
        if reason is None or (reason.text_needed and not words):
            raise ServiceError("reason_needed")
        return f"{reason_id}{SEPARATOR}{words}" if words else reason_id

    def approve(self, approver_id: str, pin: str, needed: NeedsApproval, reason: str, text: str = "") -> Approval:
        """Record a manager's yes, proved by the PIN; `text` are the words that some reasons need. Blocks.

        Not on the main thread. `ServiceError` as `check_pin`, own_act, above_limit, reason_needed.
        """
        asked_by = self._desk.staff
        approver = self._may_approve(approver_id, needed)
        why = self._judged_reason(needed.permission, reason, text)
        self.check_pin(approver.staff_id, pin, permission=needed.permission.value)
        return self._granted(approver, asked_by, needed, why)

    def approve_by_chip(
        self, badge: str, symbology: str, needed: NeedsApproval, reason: str, text: str = ""
    ) -> Approval:
        """Record a manager's yes, proved by their chip badge. Blocks; not on the main thread.

        `ServiceError` as `approve`, and chip_needed for a badge that only names.
        """
        asked_by = self._desk.staff
        approver = self._may_approve(self.by_badge(badge), needed)
        if approver.pin_expired:
            raise ServiceError("pin_expired")
        if not self._is_chip(approver, symbology):
            raise ServiceError("chip_needed")
        return self._granted(approver, asked_by, needed, self._judged_reason(needed.permission, reason, text))

    def _may_approve(self, approver_id: str, needed: NeedsApproval) -> StaffMember:
        approver = self._member(approver_id)
        if approver is None:
            raise ServiceError("unknown_staff")
        why_not = self._why_not(approver, needed)
        if why_not:
            raise ServiceError(why_not)
        return approver

    def _granted(self, approver: StaffMember, asked_by: StaffMember, needed: NeedsApproval, why: str) -> Approval:
        if self._desk.staff != asked_by:  # the till was locked, and perhaps taken over, while the PIN was checked
            raise ServiceError("nobody_logged_in")
        approval = Approval(
            approver.staff_id,
            needed.permission,
            needed.amount,
            why,
            secrets.token_hex(16),
            sensitive=needed.sensitive,
            subject=needed.subject,
            asked_by=asked_by.staff_id,
        )
        body = ApprovalBody(
            permission=needed.permission.value,
            amount=needed.amount,
            reason=why,
            asked_by=asked_by.staff_id,
            approved_by=approver.staff_id,
            basket_id="" if needed.permission is Permission.REPRINT else needed.subject.partition("/")[0],
            currency=self._desk.store.currency.code,
        )
        self._desk.record(lambda writer: writer.append("approval", body)).result()
        self._limits.admit(approval)
        return approval

    def may(self, permission: Permission) -> bool:
        """Tell whether whoever is at the till may do this at all without asking."""
        return self._desk.cashier is not None and self._desk.cashier.role.limit(permission) is not None
