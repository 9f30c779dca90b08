"""Staff, roles and limits as data: who may do what, up to how much. Pure, any thread."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct


class Permission(StrEnum):
    """A sensitive act. The limit's unit stands beside it; an act without a unit is allowed or not."""

    DISCOUNT_PERCENT = "discount_percent"  # basis points
    PRICE_CHANGE = "price_change"  # minor units below the list price, a unit
    LINE_VOID = "line_void"  # minor units of the line; always counted after Pay was opened
    LOWER_QUANTITY = "lower_quantity"  # minor units taken away
    CANCEL_BASKET = "cancel_basket"  # minor units of the basket
    OPEN_ITEM = "open_item"  # minor units a unit
    NO_SALE = "no_sale"
    REPRINT = "reprint"
    DROP_SUSPENDED = "drop_suspended"
    REFUND = "refund"  # minor units
    NO_RECEIPT_RETURN = "no_receipt_return"
    POST_VOID = "post_void"
    EMPTIES = "empties"  # minor units a basket
    OPEN_SHIFT = "open_shift"
    CLOSE_SHIFT = "close_shift"  # one's own
    CLOSE_OTHERS_SHIFT = "close_others_shift"  # a shift that somebody else is responsible for
    CASH_MOVE = "cash_move"
    X_REPORT = "x_report"
    SEE_EXPECTED = "see_expected"  # expected cash, on X and at the compare step
    SEE_EXCEPTIONS = "see_exceptions"
    SEE_JOURNAL = "see_journal"
    TRAINING = "training"
    SETTINGS = "settings"
    SEE_CUSTOMER = "see_customer"
    EXPORT = "export"


UNLIMITED = 2**62


class Role(Struct, frozen=True):
    """A role: permissions with their limits; what is missing is not allowed."""

    role_id: str
    names: tuple[tuple[str, str], ...]
    limits: tuple[tuple[Permission, int], ...]

    def limit(self, permission: Permission) -> int | None:
        """The limit, `UNLIMITED`, or None when the role may not."""
        return dict(self.limits).get(permission)

    def allows(self, permission: Permission, amount: int = 0) -> bool:
        """True when the role may do `permission` up to `amount`."""
        limit = self.limit(permission)
        return limit is not None and amount <= limit


class BadgeKind(StrEnum):
    """What a badge is good for: a printed one says who, and anybody can copy it; a chip may prove it too."""

    PRINTED = "printed"
    CHIP = "chip"


class StaffMember(Struct, frozen=True):
    """Somebody who may log in. `pin_verifier` is an Argon2id encoded hash; `badge` the code on the badge.

    `person_id` is the same for every login and badge of one person, "" when there is but one. `stores` are the stores
    where they work, () for the one of this register alone. Whoever is not `is_active` is known by name and may nothing.
    With `pin_expired` neither PIN nor badge proves them until the centre has given them a new PIN.
    """

    staff_id: str
    name: str
    role: Role
    pin_verifier: str
    badge: str = ""
    language: str = ""
    person_id: str = ""
    badge_kind: BadgeKind = BadgeKind.PRINTED
    is_active: bool = True
    stores: tuple[str, ...] = ()
    pin_expired: bool = False

    @property
    def person(self) -> str:
        """Who it is, whatever the name at the till."""
        return self.person_id or self.staff_id

    def works_at(self, store_id: str) -> bool:
        """True for somebody who may log in at, and approve for, the store."""
        return self.is_active and (not self.stores or store_id in self.stores)

    @property
    def short_name(self) -> str:
        """First name and initial, "Maria K.", as shown on screens and receipts."""
        parts = self.name.split()
        return f"{parts[0]} {parts[1][0]}." if len(parts) > 1 else self.name
