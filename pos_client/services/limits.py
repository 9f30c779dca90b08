"""May whoever is at the till do this, up to how much, and does an approval cover it? Main thread only."""

from __future__ import annotations

from pos_client.domain.basket import ManualDiscount, ManualKind
from pos_client.domain.pricing import DiscountKind, PricedBasket, PricedLine
from pos_client.domain.staff import UNLIMITED, Permission
from pos_client.services.desk import Desk
from pos_client.services.views import Approval, NeedsApproval


class Limits:
    """Judges sensitive acts of the cashier at `desk`. An approval is spent by the act that it covers."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._open_tokens: dict[str, Approval] = {}

    def admit(self, approval: Approval) -> None:
        """Make a fresh approval valid for one act; only `services.people.staff` calls this, after the PIN was right."""
        self._open_tokens[approval.token] = approval

    def forget(self) -> None:
        """Take back every approval that was not used: whoever asked leaves the till."""
        self._open_tokens.clear()

    def check(
        self,
        permission: Permission,
        amount: int,
        approval: Approval | None,
        *,
        sensitive: bool = False,
        subject: str = "",
    ) -> NeedsApproval | None:
        """Return None when allowed, else what must be approved.

        `sensitive` acts ask everybody who has a limit; `subject` names what the act is done to, so that an approval
        cannot serve for anything else.
        """
        own = self._desk.staff.role.limit(permission)
        if own is not None and amount <= own and (not sensitive or own >= UNLIMITED):
            return None
        needed = NeedsApproval(
            permission, amount, own, f"approve_{permission.value}", sensitive=sensitive, subject=subject
        )
        if approval is not None and self._spend(approval, needed):
            return None
        return needed

    def check_by_other(
        self, permission: Permission, amount: int, approval: Approval | None, *, subject: str
    ) -> NeedsApproval | None:
        """Return None once somebody else said yes, whatever the person at the till may do alone."""
        own = self._desk.staff.role.limit(permission)
        needed = NeedsApproval(permission, amount, own, f"approve_{permission.value}", subject=subject)
        return None if approval is not None and self._spend(approval, needed) else needed

    def check_manual(
        self, manual: ManualDiscount, line: PricedLine, priced: PricedBasket, approval: Approval | None, *, subject: str
    ) -> NeedsApproval | None:
        """Judge a manual discount or price of one line, together with the basket's discount.

        A price counts as the discount that it is, then by what it takes off the unit: for a cheap product the limit in
        money alone would allow a price of nothing.
        """
        points = _line_points(manual, line)
        together = _together(points, _basket_points(priced)) if points else 0
        if self.check(Permission.DISCOUNT_PERCENT, together, None, subject=subject) and points:
            return self.check(Permission.DISCOUNT_PERCENT, together, approval, subject=subject)
        if manual.kind is ManualKind.PRICE:
            lost = max(0, line.shelf_price - manual.value)
            return self.check(Permission.PRICE_CHANGE, lost, approval, subject=subject)
        return None

    def check_basket_discount(
        self, manual: ManualDiscount, priced: PricedBasket, approval: Approval | None
    ) -> NeedsApproval | None:
        """Judge a manual discount on the whole basket, together with the highest that one of its lines has."""
        by_hand = ((priced.basket.line(line.line_id).manual, line) for line in priced.lines)
        highest = max((_line_points(given, line) for given, line in by_hand if given is not None), default=0)
        together = _together(highest, _as_basis_points(manual, discountable(priced)))
        return self.check(Permission.DISCOUNT_PERCENT, together, approval, subject=priced.basket.basket_id)

    def may_lower(self, shelf: int, asked: int) -> bool:
        """Tell whether whoever is at the till may sell at `asked` a unit what costs `shelf`, with nobody's approval."""
        role, lost = self._desk.staff.role, max(0, shelf - asked)
        return not lost or (
            role.allows(Permission.PRICE_CHANGE, lost)
            and role.allows(Permission.DISCOUNT_PERCENT, -(-lost * 10_000 // shelf))
        )

    def empties_above(self, priced: PricedBasket) -> bool:
        """Tell whether `priced` pays more out for empties than whoever is at the till may, however it came there."""
        empties = {line.line_id for line in priced.basket.lines if line.product.is_empties}
        if not empties:
            return False
        paid_out = -sum(line.to_pay for line in priced.lines if line.line_id in empties)
        limit = self._desk.staff.role.limit(Permission.EMPTIES)
        return paid_out > 0 and (limit is None or paid_out > limit)

    def discounts_above(self, priced: PricedBasket) -> bool:
        """Tell whether what people took off a line comes to more than any of them, or who approved it, may give.

        Judged again before paying: the same money is more of a line that became cheaper since.
        """
        overall = priced.basket.basket_discount
        if overall is None and all(line.manual is None for line in priced.basket.lines):
            return False
        for line in priced.lines:
            own = priced.basket.line(line.line_id).manual
            given = [manual for manual in (own, overall if _takes(line, overall) else None) if manual is not None]
            points = _together(
                _line_points(own, line) if own else 0, _basket_points(priced) if _takes(line, overall) else 0
            )
            if points and all(points > self._may_give(manual) for manual in given):
                return True
        return False

    def _may_give(self, manual: ManualDiscount) -> int:
        """Return the highest discount, in basis points, of whoever answers for `manual`."""
        people = (self._desk.replica.live.by_staff_id(staff_id) for staff_id in (manual.by, manual.approved_by))
        return max((person.role.limit(Permission.DISCOUNT_PERCENT) or 0 for person in people if person), default=0)

    def _spend(self, approval: Approval, needed: NeedsApproval) -> bool:
        stored = self._open_tokens.pop(approval.token, None)
        return (
            stored == approval
            and approval.permission is needed.permission
            and needed.amount <= approval.amount
            and approval.subject == needed.subject
            and (approval.sensitive or not needed.sensitive)
            and approval.asked_by == self._desk.staff.staff_id
        )


def discountable(priced: PricedBasket) -> int:
    """Return what a discount on the whole basket would be taken off, in minor units, before the one it has."""
    total = 0
    for line in priced.lines:
        held = priced.basket.line(line.line_id)
        product = held.product
        sticker = held.sticker_price is not None or held.sticker_percent is not None
        if not (line.is_charge or product.is_gift_card or product.restrictions.no_discounts or sticker):
            total += max(0, line.net + sum(d.amount for d in line.discounts if d.kind is DiscountKind.BASKET_MANUAL))
    return total


def _takes(line: PricedLine, overall: ManualDiscount | None) -> bool:
    """Tell whether the discount on the whole basket takes something off `line`."""
    return overall is not None and any(d.kind is DiscountKind.BASKET_MANUAL for d in line.discounts)


def _line_points(manual: ManualDiscount, line: PricedLine) -> int:
    if manual.kind is ManualKind.PRICE:
        lost = max(0, line.shelf_price - manual.value)
        return -(-lost * 10_000 // line.shelf_price) if line.shelf_price > 0 else 0
    by_hand = (DiscountKind.MANUAL, DiscountKind.BASKET_MANUAL)
    return _as_basis_points(manual, line.gross - sum(d.amount for d in line.discounts if d.kind not in by_hand))


def _basket_points(priced: PricedBasket) -> int:
    manual = priced.basket.basket_discount
    if manual is None:
        return 0
    return _as_basis_points(manual, max(manual.given_on, discountable(priced)))


def _together(first: int, second: int) -> int:
    """Return two discounts taken one after the other as one, in basis points, rounded up."""
    if not first or not second:
        return first + second
    first, second = min(first, 10_000), min(second, 10_000)
    return first + second - first * second // 10_000


def _as_basis_points(manual: ManualDiscount, base: int) -> int:
    """Return the discount as basis points of `base`, rounded up, so that no limit is passed by a rounding."""
    if manual.kind is ManualKind.PERCENT:
        return manual.value
    return -(-manual.value * 10_000 // base) if base > 0 else manual.value * 10_000
