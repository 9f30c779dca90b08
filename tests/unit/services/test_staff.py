"""PINs and approvals: counted, waited for, journalled; nobody approves their own act."""

from __future__ import annotations

from datetime import timedelta

import pytest

from pos_client.domain.staff import Permission
from pos_client.services.desk import ServiceError
from pos_client.services.staff import FIRST_WAIT, REGISTER_FADES, TRIES_PER_PERSON, TRIES_PER_REGISTER
from pos_client.services.views import NeedsApproval
from tests.unit.services.conftest import Opener
from tests.unit.services.shop import CASHIER, MANAGER, PINS, Shop

WRONG = "9753"
NEEDED = NeedsApproval(Permission.LINE_VOID, 500_000, 300_000, "approve_line_void", subject="basket/1")


def guess(shop: Shop, staff_id: str, pin: str = WRONG) -> str:
    try:
        shop.services.staff.check_pin(staff_id, pin)
    except ServiceError as error:
        return error.code
    return ""


def how(shop: Shop) -> list[str]:
    return [body.how for body in shop.bodies("login")]


def test_wrong_pins_are_counted_journalled_and_waited_for_across_a_restart(shop: Shop, opener: Opener) -> None:
    person = shop.member(CASHIER).staff_id
    assert [guess(shop, person) for _ in range(TRIES_PER_PERSON)] == ["wrong_pin"] * TRIES_PER_PERSON
    assert guess(shop, person, PINS[CASHIER]) == "pin_wait"
    assert how(shop) == ["refused"] * TRIES_PER_PERSON + ["throttled"]
    shop.close()
    again = opener(clock=shop.clock)
    assert guess(again, person, PINS[CASHIER]) == "pin_wait"
    again.clock.forward(seconds=FIRST_WAIT.total_seconds() + 1)
    assert guess(again, person, PINS[CASHIER]) == ""
    assert again.services.staff.wait(person).tries_left == TRIES_PER_PERSON


def test_a_clock_that_went_back_locks_nobody_out_for_a_year(shop: Shop) -> None:
    person = shop.member(CASHIER).staff_id
    for _ in range(TRIES_PER_PERSON):
        guess(shop, person)
    shop.clock.now -= timedelta(days=365)
    assert guess(shop, person, PINS[CASHIER]) == ""


def test_guessing_at_many_people_is_counted_for_the_register_and_fades(shop: Shop) -> None:
    people = [member.staff_id for member in shop.replica.live.staff()]
    for number in range(TRIES_PER_REGISTER):
        assert guess(shop, people[number % len(people)]) == "wrong_pin"
    assert guess(shop, people[-1], PINS[CASHIER]) == "pin_wait"
    shop.clock.forward(seconds=REGISTER_FADES.total_seconds() + 1)
    assert guess(shop, people[-1]) == "wrong_pin"
    assert shop.journal.reader().pin_failures("register").count == 1


def test_nobody_approves_their_own_act_nor_above_their_limit(shop: Shop) -> None:
    shop.desk.cashier = shop.member(MANAGER)
    with pytest.raises(ServiceError, match="own_act"):
        shop.approve(NEEDED)
    shop.desk.cashier = shop.member(CASHIER)
    other = next(m for m in shop.replica.live.staff() if m.role.role_id == CASHIER and m != shop.desk.cashier)
    with pytest.raises(ServiceError, match="above_limit"):
        shop.services.staff.approve(other.staff_id, PINS[CASHIER], NEEDED, "x")


def test_a_wrong_pin_for_an_approval_is_journalled_too(shop: Shop) -> None:
    with pytest.raises(ServiceError, match="wrong_pin"):
        shop.approve(NEEDED, pin=WRONG)
    assert how(shop) == ["refused"]
    assert shop.bodies("approval") == []
    approval = shop.approve(NEEDED)
    (body,) = shop.bodies("approval")
    assert (body.approved_by, body.asked_by, body.basket_id) == (
        approval.approver_id,
        shop.desk.staff.staff_id,
        "basket",
    )


def test_an_invented_approval_is_worth_nothing(shop: Shop) -> None:
    from dataclasses import replace  # noqa: PLC0415

    approval = replace(shop.approve(NEEDED), amount=10**9)
    assert shop.checkout.limits.check(Permission.LINE_VOID, 10**8, approval, subject="basket/1") is not None
