"""Credit slips judged from the chain: one given or used twice, of a wrong amount, or with another mark is found."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from pos_client.db.journal.slip_check import CreditSlips
from sync.protocol import schemas
from sync.protocol.events import Body, PaymentPart, PostVoidBody, SaleBody, SlipPart
from tests.db.journal.facts import PREFIX, sale_body


def slip(number: str, amount: int = 700) -> SlipPart:
    return SlipPart(number=number, amount=amount, code_hash=f"hash of {number}")


def paid(part: PaymentPart, count: int, slips: tuple[SlipPart, ...] = ()) -> SaleBody:
    """A sale of 1,200 by one payment."""
    plain = sale_body(f"{PREFIX}-{count:06d}")
    names = {name: getattr(plain, name) for name in plain.__struct_fields__}
    return SaleBody(**(names | {"payments": (part,), "slips": slips, "sale_id": f"sale-{count}"}))


TOTAL = sale_body(f"{PREFIX}-000001").total


def voucher(worth: int) -> PaymentPart:
    return PaymentPart(tender_id="voucher", tender_class="voucher", amount=TOTAL, given=worth)


def by_slip(part: SlipPart, *, given: int | None = None, code_hash: str = "") -> PaymentPart:
    return PaymentPart(
        tender_id="credit_slip",
        tender_class="credit_slip",
        amount=TOTAL,
        given=part.amount if given is None else given,
        reference=part.number,
        details=(("code_hash", code_hash or part.code_hash),),
    )


def found(bodies: Sequence[Body]) -> list[tuple[str, int]]:
    problems: list[tuple[str, int]] = []
    check = CreditSlips(None, from_genesis=True, found=lambda code, seq=0, _detail="": problems.append((code, seq)))
    check.enter(PREFIX)
    for seq, body in enumerate(bodies, start=1):
        check.add(seq, body)
    check.end()
    return problems


WORTH = TOTAL + 5_000
GIVEN = slip(f"{PREFIX}-000001-1", WORTH)
FIRST = paid(voucher(TOTAL + WORTH), 1, (GIVEN,))


def test_a_slip_given_and_used_once_is_in_order() -> None:
    rest = slip(f"{PREFIX}-000002-1", 5_000)
    assert found([FIRST, paid(by_slip(GIVEN), 2, (rest,))]) == []


def test_a_slip_used_twice_is_found() -> None:
    assert found([FIRST, paid(by_slip(GIVEN), 2), paid(by_slip(GIVEN), 3)]) == [("slip_twice", 3)]


@pytest.mark.parametrize("part", [by_slip(GIVEN, given=WORTH + 1), by_slip(GIVEN, code_hash="another")])
def test_a_slip_of_another_amount_or_code_is_found(part: PaymentPart) -> None:
    assert found([FIRST, paid(part, 2)]) == [("slip_differs", 2)]


def test_a_slip_that_was_never_given_is_found() -> None:
    assert found([paid(by_slip(slip(f"{PREFIX}-000009-1", WORTH)), 1)]) == [("slip_unknown", 1)]
    assert found([paid(by_slip(slip("XX99-000009-1", WORTH)), 1)]) == []  # of another register: the centre judges it


def test_a_slip_with_the_number_of_another_document_is_found() -> None:
    assert found([paid(voucher(TOTAL + 700), 1, (slip(f"{PREFIX}-000007-1"),))]) == [("slip_number_differs", 1)]


def void_of(sale: SaleBody, slips: tuple[SlipPart, ...]) -> PostVoidBody:
    return PostVoidBody(
        post_void_id="void",
        receipt_number=f"{PREFIX}-000003",
        sale_id=sale.sale_id,
        sale_receipt=sale.receipt_number,
        sale_seq=1,
        register_id=sale.register_id,
        shift_id=sale.shift_id,
        completed_at=sale.completed_at,
        cashier_id=sale.cashier_id,
        currency=sale.currency,
        total=sale.total,
        refunds=(voucher(TOTAL + WORTH),),
        reason="customer",
        approved_by="manager",
        slips=slips,
    )


def test_a_post_void_without_the_slip_that_its_sale_gave_is_found() -> None:
    assert found([FIRST, void_of(FIRST, (GIVEN,))]) == []
    assert found([FIRST, void_of(FIRST, ())]) == [("slip_not_back", 2)]
    assert found([FIRST, paid(by_slip(GIVEN), 2), void_of(FIRST, (GIVEN,))]) == [("slip_twice", 3)]
    assert found([FIRST, void_of(FIRST, (GIVEN,)), paid(by_slip(GIVEN), 2)]) == [("slip_twice", 3)]


def test_no_event_states_a_slip_that_is_not_the_rest_of_its_payment() -> None:
    assert schemas.imbalance_of(FIRST) == ""
    assert "slip" in schemas.imbalance_of(paid(voucher(TOTAL + WORTH), 1, (slip(GIVEN.number, WORTH + 1),)))
    assert "slip" in schemas.imbalance_of(paid(voucher(TOTAL), 1, (slip(GIVEN.number, 0),)))
    assert "slip" in schemas.imbalance_of(paid(voucher(TOTAL + WORTH), 1, (GIVEN, GIVEN)))
