"""PINs, badges, approvals: counted, waited for by a clock nobody can move; nobody approves their own act."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace
from pysqlite3 import dbapi2

from pos_client.db.replica import codec
from pos_client.domain.barcode import encode_badge
from pos_client.domain.staff import UNLIMITED, BadgeKind, Permission, Role, StaffMember
from pos_client.services.desk import ServiceError
from pos_client.services.people.pin_guard import (
    FIRST_WAIT,
    LONGEST_WAIT,
    REGISTER_FADES,
    TRIES_PER_PERSON,
    TRIES_PER_REGISTER,
    PinGuard,
)
from pos_client.services.people.staff import REOPEN_SETTING, BadgeRead, Staff
from pos_client.services.views import NeedsApproval
from tests.unit.services.conftest import Opener
from tests.unit.services.shop import CASHIER, MANAGER, PINS, SENIOR, Clock, Shop

WRONG = "9753"
NEEDED = NeedsApproval(Permission.LINE_VOID, 500_000, 300_000, "approve_line_void", subject="basket/1")
FIRST = FIRST_WAIT.total_seconds()


def guess(shop: Shop, staff_id: str, pin: str = WRONG) -> str:
    try:
        shop.services.staff.check_pin(staff_id, pin)
    except ServiceError as error:
        return error.code
    return ""


def lock_out(shop: Shop) -> str:
    """Guess a cashier's PIN until the first wait begins; returns whose."""
    person = shop.member(CASHIER).staff_id
    assert [guess(shop, person) for _ in range(TRIES_PER_PERSON)] == ["wrong_pin"] * TRIES_PER_PERSON
    return person


def how(shop: Shop) -> list[str]:
    return [body.how for body in shop.bodies("login")]


def change_live(folder: object, table: str, body: bytes, key: str) -> None:
    raw = dbapi2.connect(f"{folder}/replica/live.sqlite")
    raw.execute(f"UPDATE {table} SET body = ? WHERE {key} = (SELECT {key} FROM {table} LIMIT 1)", (body,))  # noqa: S608
    raw.commit()
    raw.close()


# --- guessing


def test_wrong_pins_are_counted_journalled_and_waited_for_across_a_restart(shop: Shop, opener: Opener) -> None:
    person = lock_out(shop)
    assert guess(shop, person, PINS[CASHIER]) == "pin_wait"
    assert how(shop) == ["refused"] * TRIES_PER_PERSON + ["throttled"]
    assert {body.at_till for body in shop.bodies("login")} == {shop.desk.staff.staff_id}
    shop.close()
    again = opener(clock=shop.clock)
    assert guess(again, person, PINS[CASHIER]) == "pin_wait"
    again.clock.forward(seconds=FIRST + 1)
    assert guess(again, person, PINS[CASHIER]) == ""
    assert again.services.staff.wait(person).tries_left == TRIES_PER_PERSON


@pytest.mark.parametrize("by", [timedelta(days=-365), timedelta(hours=-1), timedelta(hours=1), timedelta(days=365)])
def test_moving_the_clock_shortens_no_wait_and_lengthens_none(shop: Shop, opener: Opener, by: timedelta) -> None:
    person = lock_out(shop)
    shop.clock.now += by
    assert guess(shop, person, PINS[CASHIER]) == "pin_wait"
    shop.close()
    again = opener(clock=shop.clock)
    again.clock.now += by
    assert guess(again, person, PINS[CASHIER]) == "pin_wait"
    again.clock.forward(seconds=FIRST + 1)
    assert guess(again, person, PINS[CASHIER]) == ""


def test_guesses_with_the_clock_moved_back_each_time_are_all_counted(shop: Shop) -> None:
    person = lock_out(shop)
    for _ in range(10):
        shop.clock.now -= timedelta(days=1)
        assert guess(shop, person) == "pin_wait"
    assert shop.journal.reader().pin_failures(person).count == TRIES_PER_PERSON


def test_the_time_since_the_guess_counts_while_the_program_was_stopped(shop: Shop, opener: Opener) -> None:
    person = lock_out(shop)
    shop.close()
    shop.clock.forward(seconds=FIRST + 1)  # the machine went on running
    again = opener(clock=shop.clock)
    assert guess(again, person, PINS[CASHIER]) == ""


def test_after_the_machine_was_restarted_the_wait_begins_anew_and_ends(shop: Shop, opener: Opener) -> None:
    person = lock_out(shop)
    shop.close()
    clock = Clock(shop.clock.now + timedelta(days=30))  # the wall clock is no witness
    again = opener(clock=clock)
    clock.passed = 5.0  # the steady clock began anew with the machine
    guard = PinGuard(again.desk, start="another start of the machine")
    assert guard.wait(person).seconds == FIRST
    clock.forward(seconds=FIRST + 1)
    assert guard.wait(person).seconds == 0


def test_waits_grow_and_never_beyond_the_longest(shop: Shop) -> None:
    person, waits = shop.member(CASHIER).staff_id, []
    for _ in range(8):
        for _ in range(TRIES_PER_PERSON):
            assert guess(shop, person) == "wrong_pin"
        waits.append(shop.services.staff.wait(person).seconds)
        shop.clock.forward(seconds=LONGEST_WAIT.total_seconds() + REGISTER_FADES.total_seconds() + 1)
    assert waits[:3] == [FIRST, 2 * FIRST, 4 * FIRST]
    assert max(waits) == LONGEST_WAIT.total_seconds() == waits[-1]


def test_guessing_at_many_people_is_counted_for_the_register_and_fades(shop: Shop) -> None:
    people = [member.staff_id for member in shop.replica.live.staff()]
    for number in range(TRIES_PER_REGISTER):
        assert guess(shop, people[number % len(people)]) == "wrong_pin"
    assert guess(shop, people[-1], PINS[CASHIER]) == "pin_wait"
    shop.clock.now += timedelta(days=1)  # the clock alone lets nothing fade
    assert guess(shop, people[-1], PINS[CASHIER]) == "pin_wait"
    shop.clock.forward(seconds=REGISTER_FADES.total_seconds() + 1)
    assert guess(shop, people[-1]) == "wrong_pin"
    assert shop.journal.reader().pin_failures("register").count == 1


def test_ones_own_right_pin_forgives_nobody_elses_guesses(shop: Shop) -> None:
    manager, own = shop.member(MANAGER).staff_id, shop.member(CASHIER).staff_id
    for _ in range(TRIES_PER_PERSON - 1):
        guess(shop, manager)
    assert guess(shop, own, PINS[CASHIER]) == ""
    assert guess(shop, manager) == "wrong_pin"
    assert guess(shop, manager, PINS[MANAGER]) == "pin_wait"


# --- who there is


def test_somebody_is_found_by_the_figures_of_their_number(shop: Shop) -> None:
    staff, member = shop.services.staff, shop.member(SENIOR)
    figures = "".join(sign for sign in member.staff_id if sign.isdigit())
    assert staff.by_number(figures) == member.staff_id
    assert [staff.by_number(text) for text in ("", "0", figures + "1", "9999999999")] == [""] * 4


@pytest.mark.parametrize("change", [{"is_active": False}, {"stores": ("A05",)}])
def test_who_left_or_works_elsewhere_is_shown_nowhere_and_proves_nothing(
    shop: Shop, opener: Opener, change: dict[str, object]
) -> None:
    shop.close()
    gone = shop.member(CASHIER)
    change_live(shop.directory, "staff", codec.encode(replace(gone, **change)), "position")
    again = opener(clock=shop.clock)
    staff = again.services.staff
    assert gone.staff_id not in {tile.staff_id for tile in staff.tiles()}
    assert guess(again, gone.staff_id, PINS[CASHIER]) == "unknown_staff"
    assert staff.by_badge(encode_badge(gone.badge)) == ""
    assert staff.name_of(gone.staff_id) == gone.short_name  # what they did is still theirs


def test_an_expired_pin_proves_nobody_and_neither_does_the_badge(shop: Shop, opener: Opener) -> None:
    shop.close()
    known = shop.member(CASHIER)
    role = shop.member(MANAGER).role
    expired = replace(known, role=role, pin_expired=True, badge_kind=BadgeKind.CHIP)
    change_live(shop.directory, "staff", codec.encode(expired), "position")
    again = opener(clock=shop.clock)
    staff, chip = again.services.staff, encode_badge(known.badge)
    assert known.staff_id in {tile.staff_id for tile in staff.tiles()}
    for _ in range(TRIES_PER_PERSON + 1):  # a right PIN is no guess either
        assert guess(again, known.staff_id, PINS[CASHIER]) == "pin_expired"
    assert staff.read_badge(chip, "chip") == BadgeRead(known.staff_id)
    assert staff.log_in_by_badge(chip, "chip") is None
    again.desk.cashier = again.member(SENIOR)
    with pytest.raises(ServiceError, match="pin_expired"):
        staff.approve(known.staff_id, PINS[CASHIER], NEEDED, "void.customer")
    with pytest.raises(ServiceError, match="pin_expired"):
        staff.approve_by_chip(chip, "chip", NEEDED, "void.customer")


# --- badges


def reopening(shop: Shop, opener: Opener, minutes: str = "15") -> Shop:
    """Return the register of a store where a badge alone brings back within `minutes`, with a cashier at the till."""
    shop.close()
    raw = dbapi2.connect(str(shop.directory / "replica" / "live.sqlite"))
    raw.execute("INSERT OR REPLACE INTO settings (key, value) VALUES (?, ?)", (REOPEN_SETTING, minutes))
    raw.commit()
    raw.close()
    again = opener(clock=shop.clock)
    again.services.shifts.restore()
    again.services.staff.log_in(again.member(CASHIER))
    return again


def opens(shop: Shop, role: str = CASHIER, *, symbology: str = "qr") -> str:
    return shop.services.staff.read_badge(encode_badge(shop.member(role).badge), symbology).proves_as


def test_a_printed_badge_opens_nothing_however_often_it_is_read(shop: Shop) -> None:
    shop.services.staff.lock()
    read = [shop.services.staff.read_badge(encode_badge(shop.member(CASHIER).badge)) for _ in range(3)]
    assert {(one.staff_id, one.proves_as) for one in read} == {(shop.member(CASHIER).staff_id, "")}
    assert shop.services.staff.read_badge("4600000000017").staff_id == ""


def test_by_store_setting_a_badge_brings_back_whoever_locked_once_and_soon(shop: Shop, opener: Opener) -> None:
    shop = reopening(shop, opener)
    staff = shop.services.staff
    staff.lock()
    assert opens(shop) == "reopened"
    assert opens(shop, MANAGER) == ""
    shop.clock.forward(minutes=15)
    assert opens(shop) == "reopened"
    shop.clock.forward(seconds=1)
    assert opens(shop) == ""


def test_a_badge_brings_nobody_back_after_somebody_else_a_guess_an_idle_lock_or_another_shift(
    shop: Shop, opener: Opener
) -> None:
    shop = reopening(shop, opener)
    staff, cashier, shift = shop.services.staff, shop.member(CASHIER), shop.desk.shift_id
    staff.lock()
    guess(shop, shop.member(MANAGER).staff_id)
    assert opens(shop) == ""
    staff.log_in(cashier)
    staff.lock(by_itself=True)
    assert opens(shop) == ""
    staff.log_in(cashier)
    staff.lock()
    shop.desk.shift_id = "another"
    assert opens(shop) == ""
    shop.desk.shift_id = shift
    assert opens(shop) == "reopened"
    staff.log_in(shop.member(SENIOR))
    staff.lock()
    assert opens(shop) == ""
    assert how(shop)[-5:] == ["idle_lock", "name", "lock", "name", "lock"]


@pytest.mark.parametrize("by", [timedelta(seconds=-6), timedelta(hours=-2)])
def test_a_badge_brings_nobody_back_once_the_clock_went_backwards(shop: Shop, opener: Opener, by: timedelta) -> None:
    shop = reopening(shop, opener)
    shop.services.staff.lock()
    shop.clock.forward(seconds=60)
    shop.clock.now += by
    assert opens(shop) == ""


def test_a_badge_brings_nobody_back_after_a_restart(shop: Shop, opener: Opener) -> None:
    shop = reopening(shop, opener)
    shop.services.staff.lock()
    assert Staff(shop.desk, shop.checkout.limits).read_badge(encode_badge(shop.member(CASHIER).badge)).proves_as == ""


@pytest.mark.parametrize(("minutes", "opened"), [("", ""), ("0", ""), ("-5", ""), ("soon", ""), ("600", "")])
def test_the_setting_is_bounded_and_anything_else_means_never(
    shop: Shop, opener: Opener, minutes: str, opened: str
) -> None:
    shop = reopening(shop, opener, minutes)
    shop.services.staff.lock()
    shop.clock.forward(minutes=15, seconds=1)
    assert opens(shop) == opened


def test_a_chip_badge_proves_by_its_chip_alone_never_by_a_copy_of_its_number(shop: Shop, opener: Opener) -> None:
    shop.close()
    holder = shop.member(CASHIER)
    change_live(shop.directory, "staff", codec.encode(replace(holder, badge_kind=BadgeKind.CHIP)), "position")
    again = opener(clock=shop.clock)
    assert opens(again, symbology="chip") == "chip"
    assert opens(again, symbology="qr") == ""
    assert opens(again, MANAGER, symbology="chip") == ""  # a printed badge at whatever reader


# --- approvals


def test_nobody_approves_their_own_act_nor_above_their_limit(shop: Shop) -> None:
    shop.desk.cashier = shop.member(MANAGER)
    with pytest.raises(ServiceError, match="own_act"):
        shop.approve(NEEDED)
    shop.desk.cashier = shop.member(CASHIER)
    other = next(m for m in shop.replica.live.staff() if m.role.role_id == CASHIER and m != shop.desk.cashier)
    with pytest.raises(ServiceError, match="above_limit"):
        shop.services.staff.approve(other.staff_id, PINS[CASHIER], NEEDED, "approval.goodwill")


def test_nobody_approves_their_own_act_by_a_second_login(shop: Shop) -> None:
    manager = shop.member(MANAGER)
    shop.desk.cashier = StaffMember("S1", "Second login", shop.member(CASHIER).role, "", person_id=manager.staff_id)
    with pytest.raises(ServiceError, match="own_act"):
        shop.approve(NEEDED)
    mine = next(t for t in shop.services.staff.approvers(NEEDED) if t.staff_id == manager.staff_id)
    assert (mine.allowed, mine.why_not) == (False, "own_act")


def test_only_who_may_is_offered_the_nearest_first(shop: Shop) -> None:
    offered = shop.services.staff.approvers(NEEDED)
    assert [(tile.allowed, tile.why_not) for tile in offered] == [(True, ""), (True, ""), (False, "own_act")]
    assert [shop.member(role).staff_id for role in (SENIOR, MANAGER)] == [tile.staff_id for tile in offered[:2]]
    sensitive = replace(NEEDED, sensitive=True)
    allowed = [tile.staff_id for tile in shop.services.staff.approvers(sensitive) if tile.allowed]
    assert allowed == [shop.member(MANAGER).staff_id]


def test_a_wrong_pin_for_an_approval_is_journalled_with_what_it_was_for(shop: Shop) -> None:
    with pytest.raises(ServiceError, match="wrong_pin"):
        shop.approve(NEEDED, pin=WRONG)
    (refused,) = shop.bodies("login")
    cashier = shop.desk.staff.staff_id
    assert (refused.how, refused.at_till, refused.permission) == ("refused", cashier, "line_void")
    assert shop.bodies("approval") == []
    approval = shop.approve(NEEDED)
    (body,) = shop.bodies("approval")
    assert (body.approved_by, body.asked_by, body.basket_id) == (approval.approver_id, cashier, "basket")


def test_an_approval_has_a_reason_of_the_act_and_its_words_where_they_are_needed(shop: Shop) -> None:
    staff, manager = shop.services.staff, shop.member(MANAGER).staff_id

    def approve(reason: str, text: str = "") -> None:
        staff.approve(manager, PINS[MANAGER], NEEDED, reason, text)

    for reason, text in (("", ""), ("because", ""), ("paid_in.change", ""), ("void.other", ""), ("void.other", " \n ")):
        with pytest.raises(ServiceError, match="reason_needed"):
            approve(reason, text)
    assert shop.bodies("approval") == []
    approve("void.defect")
    approve("void.other", "  the lid\nwas open" + " again" * 100)
    first, second = shop.bodies("approval")
    assert first.reason == "void.defect"
    assert second.reason.startswith("void.other: the lid was open again")
    assert len(second.reason) < 220


def test_every_permission_has_reasons_to_choose_from(shop: Shop) -> None:
    assert all(shop.services.staff.reasons(permission) for permission in Permission)
    assert {r.kind for r in shop.services.staff.reasons(Permission.DISCOUNT_PERCENT)} == {"discount"}


def test_an_invented_approval_is_worth_nothing(shop: Shop) -> None:
    approval = replace(shop.approve(NEEDED), amount=10**9)
    assert shop.checkout.limits.check(Permission.LINE_VOID, 10**8, approval, subject="basket/1") is not None


def test_an_approval_ends_when_whoever_asked_leaves_the_till(shop: Shop) -> None:
    limits, cashier = shop.checkout.limits, shop.desk.staff
    approval = shop.approve(NEEDED)
    shop.services.staff.lock()
    shop.services.staff.log_in(cashier)
    assert limits.check(Permission.LINE_VOID, 500_000, approval, subject="basket/1") is not None
    assert limits.check(Permission.LINE_VOID, 500_000, shop.approve(NEEDED), subject="basket/1") is None


def test_a_till_that_changed_hands_while_the_pin_was_checked_gets_no_approval(shop: Shop) -> None:
    staff = shop.services.staff
    manager, asked_by = shop.member(MANAGER), shop.desk.staff
    shop.desk.cashier = shop.member(SENIOR)  # as when the register locked itself meanwhile
    with pytest.raises(ServiceError, match="nobody_logged_in"):
        staff._granted(manager, asked_by, NEEDED, "void.defect")
    assert shop.bodies("approval") == []


def test_a_chip_badge_approves_and_a_printed_one_never(shop: Shop, opener: Opener) -> None:
    shop.close()
    holder = replace(
        shop.member(CASHIER),
        badge_kind=BadgeKind.CHIP,
        role=Role("chief", (), ((Permission.LINE_VOID, UNLIMITED),)),
    )
    change_live(shop.directory, "staff", codec.encode(holder), "position")
    again = opener(clock=shop.clock)
    again.desk.cashier = again.member(SENIOR)
    staff, badge = again.services.staff, encode_badge(holder.badge)
    for code, symbology in ((badge, "code128"), (encode_badge(again.member(MANAGER).badge), "chip")):
        with pytest.raises(ServiceError, match="chip_needed"):
            staff.approve_by_chip(code, symbology, NEEDED, "void.defect")
    assert staff.approve_by_chip(badge, "chip", NEEDED, "void.defect").approver_id == holder.staff_id
