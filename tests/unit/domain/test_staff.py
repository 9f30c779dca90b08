"""Staff: what is not granted is refused, limits bind, names are shown short."""

from __future__ import annotations

import pytest

from pos_client.domain.staff import UNLIMITED, Permission, Role, StaffMember

CASHIER = Role(
    "cashier",
    (("en", "Cashier"),),
    ((Permission.DISCOUNT_PERCENT, 500), (Permission.REPRINT, UNLIMITED), (Permission.REFUND, 0)),
)


@pytest.mark.parametrize(
    ("permission", "amount", "allowed"),
    [
        (Permission.DISCOUNT_PERCENT, 500, True),
        (Permission.DISCOUNT_PERCENT, 501, False),
        (Permission.REPRINT, 10**15, True),
        (Permission.REPRINT, 0, True),
        (Permission.REFUND, 0, True),
        (Permission.REFUND, 1, False),
        (Permission.POST_VOID, 0, False),
        (Permission.SETTINGS, 0, False),
    ],
)
def test_a_role_allows_what_it_was_given_up_to_its_limit(permission: Permission, amount: int, allowed: bool) -> None:
    assert CASHIER.allows(permission, amount) is allowed


def test_a_limit_can_be_asked_for() -> None:
    assert CASHIER.limit(Permission.DISCOUNT_PERCENT) == 500
    assert CASHIER.limit(Permission.REPRINT) == UNLIMITED
    assert CASHIER.limit(Permission.NO_SALE) is None


def test_a_role_without_grants_allows_nothing() -> None:
    nobody = Role("nobody", (), ())
    assert not any(nobody.allows(permission) for permission in Permission)


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Мария Кузнецова", "Мария К."),
        ("Anna Maria Nowak", "Anna M."),
        ("Łucja Żak", "Łucja Ż."),
        ("Cher", "Cher"),
        ("", ""),
        ("  Ann   Lee ", "Ann L."),
    ],
)
def test_a_person_is_shown_by_first_name_and_initial(name: str, short: str) -> None:
    assert StaffMember("1", name, CASHIER, "").short_name == short
