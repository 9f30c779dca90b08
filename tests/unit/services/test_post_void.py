"""Post-voids and left-over cards at the register: real journal, simulated terminal."""

from __future__ import annotations

import pytest

from pos_client.devices.ports import CardState
from pos_client.devices.simulators.terminal import Behaviour, Fault, TerminalSimulator
from pos_client.domain.sale import Sale
from pos_client.services.desk import ServiceError
from pos_client.services.returning.returns_views import PostVoidView, RefundState
from pos_client.services.upkeep.recovery import recover
from pos_client.services.views import NeedsApproval
from tests.unit.services.conftest import Goods, Opener
from tests.unit.services.shop import MANAGER, SECONDS, SENIOR, Shop, with_terminal


def sell_cash(shop: Shop, goods: Goods) -> Sale:
    shop.scan(goods.plain[0].gtin)
    return shop.pay_cash()


def sell_split(shop: Shop, goods: Goods) -> Sale:
    """Sell one thing for 10.00 by card and the rest in cash."""
    shop.scan(goods.plain[0].gtin)
    shop.payments.open()
    shop.charge(amount=1_000)
    shop.payments.cash("cash", None)
    return shop.finish()


def begin(shop: Shop, sale: Sale | None = None) -> PostVoidView:
    voids = shop.services.post_voids
    voids.find(sale.receipt_number if sale else "")
    voids.set_reason("post_void.customer")
    needed = voids.begin()
    assert isinstance(needed, NeedsApproval)
    view = voids.begin(shop.approve(needed))
    assert isinstance(view, PostVoidView)
    return view


def card_part(view: PostVoidView) -> str:
    return next(part.part_id for part in view.refunds if part.asks_terminal)


def refund(shop: Shop, view: PostVoidView) -> PostVoidView:
    voids = shop.services.post_voids
    part_id = voids.begin_refund(card_part(view))
    return voids.refund_answered(part_id, voids.run_refund(part_id))


def test_a_cash_sale_is_taken_back_whole_by_somebody_elses_yes(shop: Shop, goods: Goods) -> None:
    sale = sell_cash(shop, goods)
    voids = shop.services.post_voids
    view = voids.find()
    assert (view.sale_receipt, view.blocked_by, view.cash) == (sale.receipt_number, "reason_needed", sale.total)
    with pytest.raises(ServiceError, match="reason_needed"):
        voids.begin()
    voids.leave()
    begin(shop)
    record = voids.finish().result(SECONDS)
    voids.done()
    assert (record.total, record.cash, record.approved_by) == (sale.total, sale.total, shop.member(MANAGER).staff_id)
    (body,) = shop.bodies("post_void")
    assert (body.sale_id, body.reason, body.total) == (sale.sale_id, "post_void.customer", sale.total)
    assert shop.services.receipts.search(sale.receipt_number)[0].state == "void"
    for service in (voids, shop.services.returns):
        with pytest.raises(ServiceError, match="sale_post_voided"):
            service.find(sale.receipt_number)


def test_a_manager_needs_another_person_too(shop: Shop, goods: Goods) -> None:
    sell_cash(shop, goods)
    shop.desk.cashier = shop.member(MANAGER)
    voids = shop.services.post_voids
    voids.find()
    voids.set_reason("post_void.customer")
    needed = voids.begin()
    assert isinstance(needed, NeedsApproval)
    with pytest.raises(ServiceError, match="own_act"):
        shop.approve(needed)
    assert isinstance(voids.begin(shop.approve(needed, SENIOR)), PostVoidView)


def test_what_is_not_of_this_shift_or_was_returned_stands(shop: Shop, goods: Goods) -> None:
    sale, other = sell_cash(shop, goods), sell_cash(shop, goods)
    returns = shop.services.returns
    view = returns.find(sale.receipt_number)
    returns.set_quantity(view.lines[0].line_id, 1000)
    returns.set_reason("return.mistake")
    returns.begin()
    returns.finish().result(SECONDS)
    returns.done()
    with pytest.raises(ServiceError, match="sale_returned"):
        shop.services.post_voids.find(sale.receipt_number)
    shop.desk.shift_id = "another"
    with pytest.raises(ServiceError, match="sale_of_other_shift"):
        shop.services.post_voids.find(other.receipt_number)


def test_a_return_that_came_first_stops_a_prepared_post_void(shop: Shop, goods: Goods) -> None:
    sale = sell_cash(shop, goods)
    begin(shop, sale)
    returns = shop.services.returns
    view = returns.find(sale.receipt_number)
    returns.set_quantity(view.lines[0].line_id, 1000)
    returns.set_reason("return.mistake")
    returns.begin()
    returns.finish().result(SECONDS)
    with pytest.raises(ServiceError, match="sale_returned"):
        shop.services.post_voids.finish().result(SECONDS)
    assert shop.services.post_voids.not_done().can_leave
    assert shop.bodies("post_void") == []


def test_a_card_gets_its_money_first_and_cash_the_rest(carded: Shop, goods: Goods, terminal: TerminalSimulator) -> None:
    sale = sell_split(carded, goods)
    view = begin(carded)
    with pytest.raises(ServiceError, match="refund_waits"):
        carded.services.post_voids.finish()
    assert refund(carded, view).stage == "settled"
    record = carded.services.post_voids.finish().result(SECONDS)
    assert record.cash == sale.total - 1_000
    assert [m.amount for m in terminal.movements] == [1_000, -1_000]
    assert carded.journal.reader().open_intents() == ()


def test_an_unknown_refund_keeps_it_open_over_a_restart(
    carded: Shop, goods: Goods, terminal: TerminalSimulator, opener: Opener
) -> None:
    sale = sell_split(carded, goods)
    view = begin(carded)
    terminal.plan(Behaviour(fault=Fault.DROP_AFTER), "refund")
    view = refund(carded, view)
    assert not view.can_leave
    assert carded.bodies("post_void") == []
    carded.close()
    again = opener(with_terminal(terminal.address), clock=carded.clock)
    recover(again.services)
    again.desk.cashier = again.member(SENIOR)
    with pytest.raises(ServiceError, match="sale_returned"):
        again.services.post_voids.find(sale.receipt_number)
    with pytest.raises(ServiceError, match="nothing_to_return"):
        again.services.returns.find(sale.receipt_number)
    assert again.services.returns.pending() == ()
    assert again.services.closing.blocked_by() == "post_void_in_hand", "it belongs to this shift alone"
    (waiting,) = again.services.post_voids.pending()
    view = again.services.post_voids.resume(waiting.return_id)
    part = next(part for part in view.refunds if part.state is RefundState.UNKNOWN)
    voids = again.services.post_voids
    assert voids.refund_answered(part.part_id, voids.run_query(part.part_id)).stage == "settled"
    record = voids.finish().result(SECONDS)
    assert (record.total, record.approved_by) == (sale.total, carded.member(MANAGER).staff_id)
    assert [m.amount for m in terminal.movements] == [1_000, -1_000]


def test_a_card_that_refuses_leaves_the_sale_as_it_was(carded: Shop, goods: Goods, terminal: TerminalSimulator) -> None:
    sale = sell_split(carded, goods)
    view = begin(carded)
    terminal.plan(Behaviour(outcome="declined"), "refund")
    refund(carded, view)
    carded.services.post_voids.leave()
    carded.settle()
    assert carded.services.returns.find(sale.receipt_number).lines[0].remaining.thousandths == 1000


def test_what_a_card_refuses_goes_in_cash_by_approval(carded: Shop, goods: Goods, terminal: TerminalSimulator) -> None:
    sale = sell_split(carded, goods)
    voids = carded.services.post_voids
    view = begin(carded)
    needed = voids.to_cash(card_part(view))
    assert isinstance(needed, NeedsApproval)
    voids.to_cash(card_part(view), carded.approve(needed))
    record = voids.finish().result(SECONDS)
    assert (record.cash, record.total) == (sale.total, sale.total)
    assert [m.amount for m in terminal.movements] == [1_000]


def test_a_marked_unit_of_a_sale_taken_back_may_be_sold_again(shop: Shop, goods: Goods) -> None:
    code = f"01{goods.marked.gtin.zfill(14)}21unit0001\x1d93abcd"
    shop.scan(code, "gs1_data_matrix")
    shop.pay_cash()
    begin(shop)
    shop.services.post_voids.finish().result(SECONDS)
    assert shop.scan(code, "gs1_data_matrix").kind.value == "added"


# --- cards left over


def leave_one_over(shop: Shop, goods: Goods, terminal: TerminalSimulator) -> str:
    """Charge a card whose yes comes only after its basket was sold for cash."""
    shop.scan(goods.plain[0].gtin)
    shop.payments.open()
    part_id = shop.payments.begin_card("card", None).part_id
    answer = shop.payments.run_card(part_id, lambda _intent, _step: None)
    assert answer.state is CardState.APPROVED
    declined = type(answer)(part_id, CardState.DECLINED, message="no")
    shop.payments.card_answered(part_id, declined)  # what a cancellation that overtook it had said
    shop.payments.remove(part_id)
    shop.payments.cash("cash", None)
    shop.finish()
    shop.payments.card_answered(part_id, answer)
    assert "card_to_return" in shop.troubles
    return part_id


def test_a_card_left_over_is_listed_and_gets_its_money_once(
    carded: Shop, goods: Goods, terminal: TerminalSimulator
) -> None:
    intent_id = leave_one_over(carded, goods, terminal)
    cards = carded.services.left_over
    (row,) = cards.rows()
    assert (row.intent_id, row.state, row.amount) == (intent_id, RefundState.DUE, terminal.movements[0].amount)
    assert row.receipt_number == "TV03-000001"
    terminal.plan(Behaviour(fault=Fault.DROP_AFTER), "reverse")
    cards.begin(intent_id)
    (row,) = cards.answered(intent_id, cards.run(intent_id))
    assert row.state is RefundState.UNKNOWN
    with pytest.raises(ServiceError, match="card_at_terminal"):
        cards.begin(intent_id)
    assert cards.answered(intent_id, cards.run_query(intent_id)) == ()
    assert [m.amount for m in terminal.movements] == [row.amount, -row.amount]
    outcome = carded.bodies("payment_outcome")[-1]
    assert (outcome.state, outcome.confirmed_by) == ("cancelled", carded.desk.staff.staff_id)


def test_a_card_that_the_terminal_does_not_give_back_stays_listed(
    carded: Shop, goods: Goods, terminal: TerminalSimulator, opener: Opener
) -> None:
    intent_id = leave_one_over(carded, goods, terminal)
    terminal.plan(Behaviour(outcome="declined", message="Not today"), "reverse")
    cards = carded.services.left_over
    cards.begin(intent_id)
    (row,) = cards.answered(intent_id, cards.run(intent_id))
    assert (row.state, row.message) == (RefundState.DECLINED, "Not today")
    carded.close()
    again = opener(with_terminal(terminal.address), clock=carded.clock)
    recover(again.services)
    assert again.troubles == ["card_to_return"]
    assert [row.state for row in again.services.left_over.rows()] == [RefundState.DUE]
