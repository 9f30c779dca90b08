"""Credit slips at the register: given, taken once, back again, on a real journal that is then verified."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from pos_client.db.journal import verify
from pos_client.devices.simulators.printer import PrinterSimulator
from pos_client.domain.barcode import encode_slip
from pos_client.domain.credit_slip import CreditSlip
from pos_client.domain.returns import Return
from pos_client.domain.sale import Sale
from pos_client.domain.tender import TenderClass
from pos_client.services.desk import ServiceError
from pos_client.services.paying.credit_slips import write_taken
from pos_client.services.returning.returns_views import PostVoidView, ReturnView
from pos_client.services.selling.marks import mark_key
from pos_client.services.upkeep.recovery import recover
from pos_client.services.views import NeedsApproval
from sync.protocol.shift_figures import figures_of
from tests.unit.services.conftest import Goods, Opener
from tests.unit.services.shop import CASHIER, SECONDS, Clock, Shop, with_printer

VOUCHER = 100_000


def sell(shop: Shop, goods: Goods, pay: Callable[[Shop], object], product: int = 0) -> Sale:
    shop.scan(goods.plain[product].gtin)
    shop.payments.open()
    pay(shop)
    return shop.finish()


def by_voucher(shop: Shop) -> object:
    return shop.payments.voucher("voucher", VOUCHER, "")


def given(shop: Shop, goods: Goods) -> tuple[Sale, CreditSlip]:
    """Sell for a voucher that is worth more: the sale and its one slip."""
    sale = sell(shop, goods, by_voucher)
    (slip,) = sale.slips
    return sale, slip


def refused(shop: Shop, code: str) -> str:
    with pytest.raises(ServiceError) as error:
        shop.payments.slip(code)
    return error.value.code


def begin_void(shop: Shop) -> PostVoidView:
    voids = shop.services.post_voids
    voids.set_reason("post_void.customer")
    needed = voids.begin()
    assert isinstance(needed, NeedsApproval)
    view = voids.begin(shop.approve(needed))
    assert isinstance(view, PostVoidView)
    return view


def give_back(shop: Shop, sale: Sale, *, onto_slip: bool = True) -> Return:
    """Give a whole sale back."""
    returns = shop.services.returns
    returns.find(sale.receipt_number)
    returns.take_all()
    returns.set_reason("return.mistake")
    if not onto_slip:
        assert returns.set_onto_slip(onto_slip=False).onto_slip is False
    begun = returns.begin()
    if isinstance(begun, NeedsApproval):
        begun = returns.begin(shop.approve(begun))
    assert isinstance(begun, ReturnView)
    document = returns.finish().result(SECONDS)
    returns.done()
    return document


def test_what_a_voucher_is_worth_above_the_amount_due_is_a_slip(shop: Shop, goods: Goods) -> None:
    sale, slip = given(shop, goods)
    assert (slip.amount, slip.number) == (VOUCHER - sale.total, f"{sale.receipt_number}-1")
    assert sale.change == 0
    (body,) = shop.bodies("sale")
    (part,) = body.slips
    assert (part.number, part.amount, part.of, part.code_hash) == (slip.number, slip.amount, 0, mark_key(slip.code))
    assert slip.code not in str(body)  # who reads the journal cannot pay
    assert shop.journal.reader().mark(part.code_hash) == f"slip_open:{slip.amount}"


def test_a_voucher_of_no_more_than_the_amount_due_gives_none(shop: Shop, goods: Goods) -> None:
    def exactly(shop: Shop) -> None:
        shop.payments.voucher("voucher", shop.payments.left, "")

    assert sell(shop, goods, exactly).slips == ()


def test_a_slip_pays_once_and_its_rest_is_a_new_one(shop: Shop, goods: Goods) -> None:
    _sale, slip = given(shop, goods)
    paid = sell(shop, goods, lambda shop: shop.payments.slip(slip.code), 1)
    (payment,) = paid.payments
    assert (payment.tender_class, payment.reference) == (TenderClass.CREDIT_SLIP, slip.number)
    assert (payment.given, payment.amount) == (slip.amount, paid.total)
    (rest,) = paid.slips
    assert rest.amount == slip.amount - paid.total
    shop.scan(goods.plain[0].gtin)
    shop.payments.open()
    assert refused(shop, slip.code) == "credit_slip_used"
    shop.payments.slip(rest.code.lower().removeprefix("+s"))  # typed, without what every slip begins with
    assert refused(shop, rest.code) == "slip_twice"


def test_what_is_no_slip_of_this_register_is_refused(shop: Shop, goods: Goods) -> None:
    _sale, slip = given(shop, goods)
    shop.scan(goods.plain[0].gtin)
    shop.payments.open()
    assert refused(shop, "4600000000022") == "not_a_slip"
    assert refused(shop, encode_slip(slip.number, "ABCDEFGH")) == "slip_unknown"
    assert refused(shop, encode_slip("PL02-000001-1", "ABCDEFGH")) == "slip_needs_line"
    wrong = slip.code[:-1] + str((int(slip.code[-1]) + 1) % 10)
    assert refused(shop, wrong) == "not_a_slip"
    with pytest.raises(ServiceError, match="slip_by_code"):
        shop.payments.voucher("credit_slip", 5_000, "")
    assert shop.payments.view().parts == ()


def test_a_slip_stands_and_falls_with_its_sale(opener: Opener, goods: Goods) -> None:
    """Until the sale is on disk the slip is worth its amount, also after a restart; then never again."""
    shop = opener(clock=Clock())
    shop.begin()
    _sale, slip = given(shop, goods)
    shop.scan(goods.plain[1].gtin)
    shop.payments.open()
    shop.payments.slip(slip.code)
    shop.close()  # the power went before the sale
    again = opener(clock=Clock())
    recover(again.services)
    again.desk.cashier = again.member(CASHIER)
    again.checkout.start_new()
    sell(again, goods, lambda shop: shop.payments.slip(slip.code), 1)
    again.close()
    third = opener(clock=Clock())
    recover(third.services)
    third.desk.cashier = third.member(CASHIER)
    third.scan(goods.plain[0].gtin)
    third.payments.open()
    assert refused(third, slip.code) == "credit_slip_used"
    assert verify(third.journal.path).problems == ()


def test_a_slip_used_meanwhile_stops_the_whole_sale(shop: Shop, goods: Goods) -> None:
    _sale, slip = given(shop, goods)
    shop.scan(goods.plain[1].gtin)
    shop.payments.open()
    shop.payments.slip(slip.code)
    payments = tuple(part.payment() for part in shop.payments._parts)
    shop.desk.record(lambda writer: write_taken(shop.journal.reader(), writer, payments)).result(SECONDS)
    future = shop.payments.finish()
    with pytest.raises(ServiceError, match="credit_slip_used"):
        future.result(SECONDS)
    shop.payments.not_done()
    assert len(shop.bodies("sale")) == 1
    assert shop.payments.remove(shop.payments.view().parts[0].part_id).parts == ()
    assert shop.pay_cash().total > 0


def test_a_sale_that_gave_a_slip_is_taken_back_when_the_slip_is(shop: Shop, goods: Goods) -> None:
    sale, slip = given(shop, goods)
    voids = shop.services.post_voids
    voids.find(sale.receipt_number)
    view = voids.set_reason("post_void.customer")
    assert (view.blocked_by, view.slips_missing) == ("slip_not_back", (slip.number,))
    with pytest.raises(ServiceError, match="slip_not_back"):
        voids.begin()
    with pytest.raises(ServiceError, match="not_a_slip"):
        voids.slip_back(slip.number)  # its number alone proves nothing
    assert voids.slip_back(slip.code).blocked_by == ""
    begin_void(shop)
    record = voids.finish().result(SECONDS)
    voids.done()
    assert [back.number for back in record.slips] == [slip.number]
    shop.scan(goods.plain[0].gtin)
    shop.payments.open()
    assert refused(shop, slip.code) == "slip_void"
    figures = figures_of((row.seq, body) for row, body in shop.journal.reader().events())
    assert (figures.slips_issued, figures.slips_issued_total) == (0, 0)
    assert verify(shop.journal.path).problems == ()


def test_a_sale_whose_slip_was_spent_stands(shop: Shop, goods: Goods) -> None:
    sale, slip = given(shop, goods)
    sell(shop, goods, lambda shop: shop.payments.slip(slip.code), 1)
    voids = shop.services.post_voids
    voids.find(sale.receipt_number)
    with pytest.raises(ServiceError, match="credit_slip_used"):
        voids.slip_back(slip.code)


def test_a_slip_that_paid_a_sale_taken_back_pays_again(shop: Shop, goods: Goods) -> None:
    _sale, slip = given(shop, goods)
    paid = sell(shop, goods, lambda shop: shop.payments.slip(slip.code), 1)
    voids = shop.services.post_voids
    voids.find(paid.receipt_number)
    voids.slip_back(paid.slips[0].code)
    begin_void(shop)
    voids.finish().result(SECONDS)
    voids.done()
    figures = figures_of((row.seq, body) for row, body in shop.journal.reader().events())
    assert (figures.slips_taken, figures.slips_taken_total) == (0, 0)
    assert next(row.expected for row in figures.tenders if row.tender_class == "credit_slip") == 0
    assert sell(shop, goods, lambda shop: shop.payments.slip(slip.code), 1).total == paid.total
    assert verify(shop.journal.path).problems == ()


def test_a_return_of_what_a_voucher_paid_goes_onto_a_slip_without_anybodys_yes_to_cash(
    shop: Shop, goods: Goods
) -> None:
    sale, _slip = given(shop, goods)
    document = give_back(shop, sale)
    (slip,) = document.slips
    assert (document.cash, slip.amount, slip.number) == (0, sale.total, f"{document.receipt_number}-1")
    assert [(r.tender_class, r.reference) for r in document.refunds if r.amount] == [
        (TenderClass.CREDIT_SLIP, slip.number)
    ]
    assert sell(shop, goods, lambda shop: shop.payments.slip(slip.code)).total == sale.total
    assert verify(shop.journal.path).problems == ()


def test_or_in_cash_by_approval(shop: Shop, goods: Goods) -> None:
    sale, _slip = given(shop, goods)
    returns = shop.services.returns
    returns.find(sale.receipt_number)
    assert returns.take_all().onto_slip is True
    returns.set_reason("return.mistake")
    returns.set_onto_slip(onto_slip=False)
    needed = returns.begin()
    assert isinstance(needed, NeedsApproval)
    assert needed.code == "approve_refund_cash"
    returns.begin(shop.approve(needed))
    document = returns.finish().result(SECONDS)
    returns.done()
    assert (document.cash, document.slips) == (sale.total, ())


def test_x_and_z_state_what_the_shop_owes(shop: Shop, goods: Goods) -> None:
    _sale, slip = given(shop, goods)
    paid = sell(shop, goods, lambda shop: shop.payments.slip(slip.code), 1)
    figures = figures_of((row.seq, body) for row, body in shop.journal.reader().events())
    assert (figures.slips_issued, figures.slips_taken) == (2, 1)
    assert figures.slips_issued_total == slip.amount + paid.slips[0].amount
    assert figures.slips_taken_total == slip.amount
    row = next(row for row in figures.tenders if row.tender_class == "credit_slip")
    assert (row.paid, row.given, row.expected) == (paid.total, slip.amount, slip.amount)


def test_the_slip_is_a_paper_of_its_own_and_a_copy_says_so(opener: Opener, goods: Goods) -> None:
    with PrinterSimulator() as printer:
        shop = opener(with_printer(printer.address), clock=Clock(), start=False)
        shop.begin()
        sale, slip = given(shop, goods)
        jobs = shop.journal.reader().print_jobs({"queued"})
        assert [job.kind for job in jobs][-2:] == ["receipt", "credit_slip"]
        paper = jobs[-1]
        assert slip.code.encode() in paper.document
        assert slip.code.encode() not in jobs[-2].document
        shop.journal.submit(lambda w: w.mark_print(paper.job_id, "unknown", "lost")).result(SECONDS)
        shop.journal.submit(lambda w: shop.services.receipts.answer_print(w, paper, printed=False)).result(SECONDS)
        again = shop.journal.reader().print_jobs({"queued"})[-1]
        assert "КОПИЯ" in again.document.decode()
        assert slip.code.encode() in again.document
        needed = shop.services.receipts.reprint(sale.receipt_number)
        if isinstance(needed, NeedsApproval):
            shop.services.receipts.reprint(sale.receipt_number, shop.approve(needed))
        shop.settle()
        last = shop.journal.reader().print_jobs({"queued"})[-1]
        assert (last.kind, last.reference) == ("credit_slip", slip.number)
        assert "КОПИЯ" in last.document.decode()


@pytest.mark.parametrize("seed", [1, 2])
def test_what_was_given_is_what_was_taken_and_what_is_open(shop: Shop, goods: Goods, seed: int) -> None:
    """The value of all slips given is that of those used, void and open; nothing is lost whatever follows what."""
    dice = random.Random(seed)
    open_slips: dict[str, CreditSlip] = {}
    spent: list[CreditSlip] = []
    sales: list[Sale] = []
    for _ in range(25):
        act = dice.choice(("voucher", "slip", "slips", "return"))
        if act == "return" and sales:
            document = give_back(shop, sales.pop(dice.randrange(len(sales))), onto_slip=dice.random() < 0.8)
            open_slips |= {slip.number: slip for slip in document.slips}
            continue
        shop.scan(goods.plain[dice.randrange(4)].gtin)
        shop.payments.open()
        if act in ("slip", "slips"):
            for slip in dice.sample(sorted(open_slips.values(), key=lambda s: s.number), min(2, len(open_slips))):
                if shop.payments.left > 0:
                    shop.payments.slip(slip.code)
                    spent.append(open_slips.pop(slip.number))
        if shop.payments.left > 0:
            shop.payments.voucher("voucher", dice.choice((20_000, 70_000)), "")
        if shop.payments.left > 0:
            shop.payments.cash("cash", None)
        sale = shop.finish()
        sales.append(sale)
        open_slips |= {slip.number: slip for slip in sale.slips}
    reader = shop.journal.reader()
    figures = figures_of((row.seq, body) for row, body in reader.events())
    assert figures.slips_taken_total == sum(slip.amount for slip in spent) > 0
    assert figures.slips_issued_total == figures.slips_taken_total + sum(s.amount for s in open_slips.values())
    assert all(reader.mark(mark_key(slip.code)) == f"slip_open:{slip.amount}" for slip in open_slips.values())
    assert verify(shop.journal.path).problems == ()
