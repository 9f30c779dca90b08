"""Returns at the register: real journal, simulated terminal and fiscal device."""

from __future__ import annotations

import msgspec
import pytest
from msgspec.structs import replace

from pos_client.devices.simulators.terminal import Behaviour, Fault, TerminalSimulator
from pos_client.domain.returns import Return, return_lines
from pos_client.domain.sale import Sale
from pos_client.domain.staff import Permission
from pos_client.services.desk import ServiceError
from pos_client.services.returning.return_record import return_body
from pos_client.services.returning.returns_views import RefundState, RefundView, ReturnView
from pos_client.services.views import NeedsApproval
from tests.unit.services.conftest import Goods, Opener
from tests.unit.services.shop import MANAGER, SECONDS, SENIOR, Shop, with_terminal


def sell(shop: Shop, goods: Goods, *counts: int) -> Sale:
    """Sell some pieces of the first plain goods for cash."""
    fill(shop, goods, *counts)
    return shop.pay_cash()


def fill(shop: Shop, goods: Goods, *counts: int) -> None:
    for product, count in zip(goods.plain, counts, strict=False):
        shop.checkout.take(f"{count}*")
        shop.scan(product.gtin)


def sell_by_card(shop: Shop, goods: Goods, *counts: int) -> Sale:
    fill(shop, goods, *counts)
    shop.payments.open()
    shop.charge()
    return shop.finish()


def take(shop: Shop, sale: Sale, **quantities: int) -> ReturnView:
    """Choose lines ("line1" is the first) of a sale, with a reason."""
    returns = shop.services.returns
    view = returns.find(sale.receipt_number)
    for name, thousandths in quantities.items():
        view = returns.set_quantity(view.lines[int(name[4:]) - 1].line_id, thousandths)
    return returns.set_reason("return.mistake")


def finish(shop: Shop) -> Return:
    document = shop.services.returns.finish().result(SECONDS)
    shop.services.returns.done()
    return document


def give_back(shop: Shop, sale: Sale, **quantities: int) -> Return:
    take(shop, sale, **quantities)
    begun = shop.services.returns.begin()
    assert isinstance(begun, ReturnView)
    return finish(shop)


def card(view: ReturnView) -> RefundView:
    return next(part for part in view.refunds if part.tender_class == "card")


def refund(shop: Shop, view: ReturnView) -> ReturnView:
    """Give the card's part back as the screen does."""
    returns = shop.services.returns
    part_id = returns.begin_refund(card(view).part_id)
    return returns.refund_answered(part_id, returns.run_refund(part_id))


def test_a_part_comes_back_and_the_rest_later_and_never_more(shop: Shop, goods: Goods) -> None:
    sale = sell(shop, goods, 3, 1)
    first = give_back(shop, sale, line1=1000)
    assert first.total == sale.lines[0].priced.to_pay // 3
    assert (first.receipt_number, first.original_receipt) == ("TV03-000002", sale.receipt_number)
    view = take(shop, sale, line1=2000, line2=1000)
    assert [line.remaining.thousandths for line in view.lines] == [2000, 1000]
    with pytest.raises(ServiceError, match="above_remaining"):
        shop.services.returns.set_quantity(view.lines[0].line_id, 3000)
    needed = shop.services.returns.begin()
    approval = shop.approve(needed) if isinstance(needed, NeedsApproval) else None
    if approval is not None:
        shop.services.returns.begin(approval)
    second = finish(shop)
    assert first.total + second.total == sale.total
    with pytest.raises(ServiceError, match="nothing_to_return"):
        shop.services.returns.find(sale.receipt_number)
    bodies = shop.bodies("return")
    assert [body.total for body in bodies] == [first.total, second.total]
    assert bodies[0].lines[0].reason == "return.mistake"


def test_two_returns_of_the_same_goods_at_once_give_back_once(shop: Shop, goods: Goods) -> None:
    sale = sell(shop, goods, 1)
    returns = shop.services.returns
    take(shop, sale, line1=1000)
    returns.begin()
    prepared = returns._prepared(returns._now, returns._now.refunds)  # type: ignore[arg-type, union-attr]
    twin = replace(prepared, draft=replace(prepared.draft, return_id="another"))
    first = returns._commit.commit(prepared)
    again = returns._commit.commit(prepared)
    other = returns._commit.commit(twin)
    assert again.result(SECONDS) == first.result(SECONDS)
    with pytest.raises(ServiceError, match="return_changed"):
        other.result(SECONDS)
    assert len(shop.bodies("return")) == 1


def test_what_changed_meanwhile_is_chosen_again(shop: Shop, goods: Goods) -> None:
    sale = sell(shop, goods, 2)
    returns = shop.services.returns
    take(shop, sale, line1=2000)
    returns.begin()
    now = returns._now
    assert now is not None
    assert now.refunds is not None
    prepared = returns._prepared(now, now.refunds)
    chosen = replace(prepared.draft.chosen[0], thousandths=1000)
    lines = return_lines(sale, (), [chosen], shop.desk.store.tax_basis)
    rival = replace(prepared.draft, return_id="rival", chosen=(chosen,), lines=lines)
    returns._commit.commit(replace(prepared, draft=rival)).result(SECONDS)
    with pytest.raises(ServiceError, match="return_changed"):
        returns.finish().result(SECONDS)
    view = returns.not_done()
    assert (view.stage, view.lines[0].remaining.thousandths, view.total) == ("choosing", 1000, 0)


def test_the_limit_counts_the_slices_of_a_shift(shop: Shop, goods: Goods) -> None:
    limit = shop.desk.staff.role.limit
    most = limit(Permission.REFUND)
    assert most is not None
    dear = max(goods.plain, key=lambda product: shop.replica.catalogue.prices(product.sku)[0].amount)
    count = most // shop.replica.catalogue.prices(dear.sku)[0].amount + 1
    shop.checkout.take(f"{count}*")
    shop.scan(dear.gtin)
    sale = shop.pay_cash()
    given = 0
    for _ in range(count - 1):
        given += give_back(shop, sale, line1=1000).total
    assert given <= most
    view = take(shop, sale, line1=1000)
    assert view.needs is not None
    assert view.needs.amount > most
    needed = shop.services.returns.begin()
    assert isinstance(needed, NeedsApproval)
    with pytest.raises(ServiceError, match="own_act"):
        shop.services.staff.approve(shop.desk.staff.staff_id, "1111", needed, "x")
    shop.services.returns.begin(shop.approve(needed, SENIOR))
    last = finish(shop)
    assert last.approved_by == shop.member(SENIOR).staff_id
    assert given + last.total == sale.total


def test_past_the_last_day_only_somebody_without_a_limit_says_yes(shop: Shop, goods: Goods) -> None:
    sale = sell(shop, goods, 1)
    shop.clock.forward(days=15)
    view = take(shop, sale, line1=1000)
    assert view.is_late
    assert view.needs is not None
    assert view.needs.code == "approve_refund_late"
    needed = shop.services.returns.begin()
    with pytest.raises(ServiceError, match="above_limit"):
        shop.approve(needed, SENIOR)
    shop.services.returns.begin(shop.approve(needed, MANAGER))
    assert finish(shop).total == sale.total


def test_a_card_gets_its_share_under_ids_of_their_own(carded: Shop, goods: Goods, terminal: TerminalSimulator) -> None:
    sale = sell_by_card(carded, goods, 2)
    for _ in range(2):
        view = take(carded, sale, line1=1000)
        begun = carded.services.returns.begin()
        assert isinstance(begun, ReturnView)
        assert begun.stage == "refunding"
        with pytest.raises(ServiceError, match="refund_waits"):
            carded.services.returns.finish()
        assert refund(carded, begun).stage == "settled"
        document = finish(carded)
        assert document.cash == 0
        assert document.refunds[0].amount == view.total
    assert [m.amount for m in terminal.movements] == [sale.total, -(sale.total // 2), sale.total // 2 - sale.total]
    assert carded.journal.reader().open_intents() == ()
    kinds = [body.kind for body in carded.bodies("payment_intent")]
    assert kinds == ["card", "refund", "refund"]


def test_a_lost_refund_is_asked_about_and_never_repeated(
    carded: Shop, goods: Goods, terminal: TerminalSimulator
) -> None:
    sale = sell_by_card(carded, goods, 1)
    take(carded, sale, line1=1000)
    returns = carded.services.returns
    begun = returns.begin()
    assert isinstance(begun, ReturnView)
    terminal.plan(Behaviour(fault=Fault.DROP_AFTER), "refund")
    view = refund(carded, begun)
    assert card(view).state is RefundState.UNKNOWN
    for act in (lambda: returns.begin_refund(card(view).part_id), lambda: returns.to_cash(card(view).part_id)):
        with pytest.raises(ServiceError, match="card_at_terminal"):
            act()
    with pytest.raises(ServiceError, match="refund_moved"):
        returns.leave()
    part_id = card(view).part_id
    view = returns.refund_answered(part_id, returns.run_query(part_id))
    assert view.stage == "settled"
    assert finish(carded).refunds[0].intent_id == part_id
    assert [m.amount for m in terminal.movements] == [sale.total, -sale.total]


def test_a_refund_in_flight_survives_a_restart_and_its_goods_are_taken(
    carded: Shop, goods: Goods, terminal: TerminalSimulator, opener: Opener
) -> None:
    sale = sell_by_card(carded, goods, 1)
    take(carded, sale, line1=1000)
    begun = carded.services.returns.begin()
    assert isinstance(begun, ReturnView)
    terminal.plan(Behaviour(fault=Fault.DROP_AFTER), "refund")
    refund(carded, begun)
    carded.close()
    again = opener(with_terminal(terminal.address), clock=carded.clock)
    again.services.shifts.restore()
    again.desk.cashier = again.member(MANAGER)
    returns = again.services.returns
    with pytest.raises(ServiceError, match="nothing_to_return"):
        returns.find(sale.receipt_number)
    (waiting,) = returns.pending()
    assert (waiting.is_unknown, waiting.total) == (True, sale.total)
    view = returns.resume(waiting.return_id)
    part_id = card(view).part_id
    returns.refund_answered(part_id, returns.run_query(part_id))
    assert finish(again).total == sale.total
    assert [m.amount for m in terminal.movements] == [sale.total, -sale.total]
    assert (returns.pending(), again.journal.reader().open_intents()) == ((), ())


def test_a_declined_refund_goes_in_cash_by_approval_and_is_then_free_again(
    carded: Shop, goods: Goods, terminal: TerminalSimulator
) -> None:
    sale = sell_by_card(carded, goods, 1)
    take(carded, sale, line1=1000)
    returns = carded.services.returns
    begun = returns.begin()
    assert isinstance(begun, ReturnView)
    terminal.plan(Behaviour(outcome="declined", message="No"), "refund")
    view = refund(carded, begun)
    assert (card(view).state, card(view).message) == (RefundState.DECLINED, "No")
    returns.leave()
    carded.settle()
    assert returns.pending() == ()
    take(carded, sale, line1=1000)
    begun = returns.begin()
    assert isinstance(begun, ReturnView)
    needed = returns.to_cash(card(begun).part_id)
    assert isinstance(needed, NeedsApproval)
    assert needed.code == "approve_refund_cash"
    settled = returns.to_cash(card(begun).part_id, carded.approve(needed, MANAGER))
    assert isinstance(settled, ReturnView)
    assert settled.stage == "settled"
    document = finish(carded)
    assert (document.cash, document.approved_by) == (
        document.total + document.cash_rounding,
        carded.member(MANAGER).staff_id,
    )
    assert [m.amount for m in terminal.movements] == [sale.total]


def test_an_answer_that_cannot_be_true_stays_unknown(carded: Shop, goods: Goods, terminal: TerminalSimulator) -> None:
    sale = sell_by_card(carded, goods, 1)
    take(carded, sale, line1=1000)
    begun = carded.services.returns.begin()
    assert isinstance(begun, ReturnView)
    terminal.plan(Behaviour(fault=Fault.TOO_MUCH), "refund")
    assert card(refund(carded, begun)).state is RefundState.UNKNOWN


def test_a_marked_unit_comes_back_by_its_code_once_and_may_be_sold_again(shop: Shop, goods: Goods) -> None:
    code = f"01{goods.marked.gtin.zfill(14)}21unit0001\x1d93abcd"
    other = f"01{goods.marked.gtin.zfill(14)}21unit0002\x1d93abcd"
    for unit in (code, other):
        shop.scan(unit, "gs1_data_matrix")
    sale = shop.pay_cash()
    returns = shop.services.returns
    view = returns.find(sale.receipt_number)
    with pytest.raises(ServiceError, match="code_needed"):
        returns.set_quantity(view.lines[0].line_id, 1000)
    with pytest.raises(ServiceError, match="not_on_receipt"):
        returns.scan(code.replace("unit0001", "unit0009"))
    returns.scan(other)
    view = returns.set_reason("return.mistake")
    assert [line.chosen.thousandths for line in view.lines] == [0, 1000]
    needed = returns.begin()
    if isinstance(needed, NeedsApproval):
        returns.begin(shop.approve(needed))
    finish(shop)
    returns.find(sale.receipt_number)
    with pytest.raises(ServiceError, match="all_returned"):
        returns.scan(other)
    returns.leave()
    assert shop.scan(code, "gs1_data_matrix").code == "marking_code_sold"
    assert shop.scan(other, "gs1_data_matrix").kind.value == "added"


def test_the_condition_goes_with_the_reason_and_can_be_said_otherwise(shop: Shop, goods: Goods) -> None:
    sale = sell(shop, goods, 1, 1)
    returns = shop.services.returns
    view = take(shop, sale, line1=1000, line2=1000)
    first, second = (line.line_id for line in view.lines)
    returns.set_reason("return.defect", line_id=first)
    with pytest.raises(ServiceError, match="reason_words_needed"):
        returns.set_reason("return.other", line_id=second)
    view = returns.set_reason("return.other", "too loud", second)
    assert [line.condition for line in view.lines] == ["damaged", "resalable"]
    returns.set_condition("disposed", second)
    returns.begin()
    finish(shop)
    (body,) = shop.bodies("return")
    assert [(line.reason, line.condition) for line in body.lines] == [
        ("return.defect", "damaged"),
        ("return.other: too loud", "disposed"),
    ]


def test_without_a_receipt_the_lowest_price_counts_and_it_is_approved(shop: Shop, goods: Goods) -> None:
    returns = shop.services.returns
    returns.start_loose()
    product = goods.plain[0]
    returns.scan(product.gtin)
    view = returns.scan(product.gtin)
    now = shop.clock()
    lowest = min(
        entry.amount
        for entry in shop.replica.catalogue.prices(product.sku)
        if entry.valid_from <= now and (entry.valid_to is None or entry.valid_to > now)
    )
    assert view.total <= 2 * lowest
    returns.set_reason("return.mistake")
    needed = returns.begin()
    assert isinstance(needed, NeedsApproval)
    assert needed.permission.value == "no_receipt_return"
    returns.begin(shop.approve(needed, SENIOR))
    document = finish(shop)
    assert (document.original_sale_id, document.lines[0].line_id) == ("", 0)
    (body,) = shop.bodies("return")
    assert (body.original_receipt, body.total) == ("", document.total)
    assert not body.lines[0].is_open_item
    line = document.lines[0]
    unlisted = replace(document, lines=(replace(line, product=replace(line.product, is_open_item=True)),))
    assert return_body(unlisted, shop.desk.store).lines[0].is_open_item  # such goods never come into stock


def test_a_typed_price_without_a_receipt_asks_somebody_without_a_limit(shop: Shop, goods: Goods) -> None:
    returns = shop.services.returns
    returns.start_loose()
    returns.scan(goods.plain[0].gtin)
    returns.set_price(1, 1_000)
    returns.set_reason("return.mistake")
    needed = returns.begin()
    with pytest.raises(ServiceError, match="above_limit"):
        shop.approve(needed, SENIOR)
    shop.approve(needed, MANAGER)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("TV03-009999", "unknown_receipt"),
        ("9999", "unknown_receipt"),
        ("AR01-000001", "receipt_of_other_register"),
        ("rubbish", "unknown_receipt"),
        ("2", "is_a_return"),
    ],
)
def test_a_receipt_that_is_none_of_ours_says_so(shop: Shop, goods: Goods, text: str, code: str) -> None:
    sale = sell(shop, goods, 1, 1)
    give_back(shop, sale, line1=1000)
    with pytest.raises(ServiceError, match=code):
        shop.services.returns.find(text)


def test_with_goods_in_the_basket_nothing_is_given_back(shop: Shop, goods: Goods) -> None:
    sale = sell(shop, goods, 1)
    shop.scan(goods.plain[1].gtin)
    view = take(shop, sale, line1=1000)
    assert view.blocked_by == "basket_in_hand"
    with pytest.raises(ServiceError, match="basket_in_hand"):
        shop.services.returns.begin()


def test_the_receipts_list_says_what_became_of_a_sale(shop: Shop, goods: Goods) -> None:
    sale = sell(shop, goods, 2)
    receipts = shop.services.receipts
    assert [row.state for row in receipts.search()] == [""]
    give_back(shop, sale, line1=1000)
    rows = receipts.search()
    assert [(row.kind, row.state, row.original_receipt) for row in rows] == [
        ("return", "", sale.receipt_number),
        ("sale", "partly", ""),
    ]
    give_back(shop, sale, line1=1000)
    assert receipts.search(sale.receipt_number)[0].state == "returned"
    assert [row.kind for row in receipts.search(sku=goods.plain[0].sku)] == ["return", "return", "sale"]
    assert receipts.search(sku="no-such") == ()


def test_the_journal_gives_the_document_back_as_it_was(shop: Shop, goods: Goods) -> None:
    sale = sell(shop, goods, 2)
    document = give_back(shop, sale, line1=1000)
    row = shop.journal.reader().correction(document.receipt_number)
    assert row is not None
    assert msgspec.json.decode(row.data, type=Return) == document
