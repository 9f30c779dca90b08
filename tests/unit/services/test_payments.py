"""Paying over a simulated terminal: integrated and standalone cards, lost answers, lies, restarts, doubtful commits."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pysqlite3 import dbapi2

from pos_client.app.settings import Settings
from pos_client.devices.ports import CardState
from pos_client.devices.simulators.terminal import Behaviour, Fault, TerminalSimulator
from pos_client.devices.terminal import TcpTerminal, TerminalSettings
from pos_client.domain.basket import ManualDiscount, ManualKind
from pos_client.services.desk import ServiceError
from pos_client.services.upkeep.recovery import recover
from pos_client.services.views import PartState, TakeKind
from tests.unit.services.conftest import Goods, Opener
from tests.unit.services.shop import MANAGER, Clock, Shop, with_terminal


@pytest.fixture
def terminal() -> Iterator[TerminalSimulator]:
    with TerminalSimulator(currency="RUB") as simulator:
        yield simulator


@pytest.fixture
def paying(opener: Opener, terminal: TerminalSimulator, goods: Goods) -> Shop:
    """A shop with an integrated terminal, one product in the basket, Pay opened."""
    shop = opener(with_terminal(terminal.address), clock=Clock())
    shop.begin()
    shop.scan(goods.plain[0].gtin)
    shop.payments.open()
    return shop


def causes(shop: Shop) -> dict[str, str]:
    return {key.tender_id: key.disabled_by for key in shop.payments.view().tenders}


def test_an_integrated_card_without_a_terminal_is_disabled_and_a_standalone_one_works(shop: Shop, goods: Goods) -> None:
    shop.scan(goods.plain[0].gtin)
    shop.payments.open()
    assert (causes(shop)["card"], causes(shop)["card_standalone"]) == ("no_terminal", "")
    with pytest.raises(ServiceError, match="no_terminal"):
        shop.payments.begin_card("card", None)
    part_id, _answer = shop.charge("card_standalone")
    assert shop.payments.view().parts[0].state is PartState.CONFIRM
    shop.payments.confirm_slip(part_id, approved=True, reference="000123")
    sale = shop.finish()
    assert [(p.tender_id, p.amount, p.reference) for p in sale.payments] == [("card_standalone", sale.total, "000123")]
    (outcome,) = shop.bodies("payment_outcome")
    assert (outcome.state, outcome.confirmed_by) == ("approved", shop.desk.staff.staff_id)
    assert shop.journal.reader().open_intents() == ()


def test_a_standalone_card_is_given_back_by_its_slip(shop: Shop, goods: Goods) -> None:
    shop.scan(goods.plain[0].gtin)
    shop.payments.open()
    part_id, _answer = shop.charge("card_standalone", 100)
    shop.payments.confirm_slip(part_id, approved=True)
    for approved, left in ((False, 1), (True, 0)):
        shop.payments.begin_reverse(part_id)
        shop.payments.reversed(part_id, shop.payments.run_reverse(part_id))
        assert shop.payments.view().parts[0].state is PartState.CONFIRM
        assert len(shop.payments.confirm_slip(part_id, approved=approved).parts) == left
    shop.payments.leave()
    shop.settle()
    assert shop.journal.reader().open_intents() == ()


def test_a_card_pays_and_its_intent_is_settled_with_the_sale(paying: Shop, terminal: TerminalSimulator) -> None:
    part_id, answer = paying.charge()
    assert answer.state is CardState.APPROVED
    sale = paying.finish()
    assert (sale.payments[0].intent_id, terminal.charges(part_id)) == (part_id, 1)
    assert paying.journal.reader().open_intents() == ()
    (body,) = paying.bodies("sale")
    assert body.payments[0].intent_id == part_id


def test_a_lost_answer_is_asked_about_and_never_charged_again(paying: Shop, terminal: TerminalSimulator) -> None:
    terminal.plan(Behaviour(fault=Fault.DROP_AFTER))
    part_id, answer = paying.charge()
    assert answer.state is CardState.UNKNOWN
    assert causes(paying)["cash"] == "card_unknown"
    with pytest.raises(ServiceError, match="card_at_terminal"):
        paying.payments.cash("cash", None)
    paying.payments.card_answered(part_id, paying.payments.run_query(part_id))
    assert paying.finish().total == terminal.movements[0].amount
    assert terminal.charges(part_id) == 1


def test_after_a_restart_more_than_was_asked_is_not_believed(
    paying: Shop, opener: Opener, terminal: TerminalSimulator
) -> None:
    terminal.plan(Behaviour(fault=Fault.DROP_AFTER))
    part_id, _answer = paying.charge()
    paying.close()
    again = opener(with_terminal(terminal.address), clock=paying.clock)
    assert recover(again.services).has_card_parts
    again.desk.cashier = again.member(MANAGER)
    for fault in (Fault.WRONG_INTENT, Fault.NEGATIVE, Fault.TOO_MUCH):
        terminal.plan(Behaviour(fault=fault), "query")
        answer = again.payments.run_query(part_id)
        assert answer.state is CardState.UNKNOWN, fault
        again.payments.card_answered(part_id, answer)
        assert again.payments.view().parts[0].state is PartState.UNKNOWN
    assert "card_amount_mismatch" in again.troubles
    again.payments.card_answered(part_id, again.payments.run_query(part_id))
    assert again.finish().total > 0
    assert terminal.charges(part_id) == 1


def test_after_a_restart_another_amount_under_the_same_id_is_not_believed(paying: Shop, opener: Opener) -> None:
    part_id = paying.payments.begin_card("card", 1_000).part_id
    paying.payments.run_card(part_id, lambda _intent, _step: None)
    with TerminalSimulator(currency="RUB") as other:  # somebody exchanged the terminal
        TcpTerminal(TerminalSettings(*other.address)).charge(part_id, 9_000, "RUB", lambda _intent, _step: None)
        paying.close()
        with dbapi2.connect(str(paying.directory / "journal.sqlite")) as raw:
            raw.execute("UPDATE intent SET state = 'unknown'")
        raw.close()
        again = opener(with_terminal(other.address), clock=paying.clock)
        recover(again.services)
        answer = again.payments.run_query(part_id)
        assert (answer.state, answer.code) == (CardState.UNKNOWN, "amount_mismatch")
        assert again.troubles == ["card_amount_mismatch"]


def test_an_approved_card_survives_a_restart_with_its_basket(
    paying: Shop, opener: Opener, terminal: TerminalSimulator
) -> None:
    part_id, _answer = paying.charge()
    paying.close()
    again = opener(Settings(), clock=paying.clock)  # the terminal is no longer set up
    found = recover(again.services)
    assert (found.line_count, found.has_card_parts) == (1, True)
    assert again.payments.view().parts[0].state is PartState.TAKEN
    again.desk.cashier = again.member(MANAGER)
    assert again.payments.open().left == 0
    assert again.finish().payments[0].intent_id == part_id


def test_a_partial_approval_counts_as_what_was_approved(paying: Shop, terminal: TerminalSimulator) -> None:
    terminal.plan(Behaviour(approves=1_000))
    paying.charge()
    view = paying.payments.view()
    assert (view.parts[0].amount, view.left) == (1_000, view.total - 1_000)
    sale = paying.pay_cash()
    assert sum(p.amount for p in sale.payments) == sale.total + sale.cash_rounding


def test_a_declined_card_leaves_everything_to_pay_and_a_late_yes_counts(
    paying: Shop, terminal: TerminalSimulator
) -> None:
    terminal.plan(Behaviour("declined"))
    part_id, answer = paying.charge()
    assert answer.state is CardState.DECLINED
    view = paying.payments.view()
    assert view.left == view.total
    late = paying.payments.card_answered(part_id, type(answer)(part_id, CardState.APPROVED, view.total, "late"))
    assert late.left == 0


def test_while_money_is_taken_the_basket_does_not_change(paying: Shop, goods: Goods) -> None:
    paying.payments.cash("cash", 100)
    assert paying.scan(goods.plain[1].gtin).code == "parts_taken"
    line = paying.checkout.basket.lines[0].line_id
    assert paying.checkout.split_line(line, 500).kind is TakeKind.ERROR
    for act in (lambda: paying.checkout.cancel("cancel.test"), lambda: paying.services.suspended.suspend("")):
        with pytest.raises(ServiceError, match="parts_taken"):
            act()
    with pytest.raises(ServiceError, match="parts_taken"):
        paying.payments.leave()


def test_cash_closes_rounded_and_change_is_counted(paying: Shop) -> None:
    sale = paying.pay_cash(paying.payments.view().due_cash + 5_000)
    assert sale.change == 5_000
    assert sale.total + sale.cash_rounding == sum(p.amount for p in sale.payments)


def test_a_basket_that_costs_nothing_is_sold(shop: Shop, goods: Goods) -> None:
    shop.desk.cashier = shop.member(MANAGER)
    line = shop.scan(goods.plain[0].gtin).line_id
    shop.checkout.set_manual(line, ManualDiscount(ManualKind.PERCENT, 10_000, "discount.damaged", ""))
    if shop.checkout.priced.total == 0:
        assert shop.pay_cash().total == 0
    else:  # the store's lowest price of a line
        assert shop.pay_cash().total < 10


def test_ten_times_the_amount_is_asked_about(paying: Shop) -> None:
    due = paying.payments.view().due_cash
    assert paying.payments.cash("cash", due * 11).asks_once
    assert not paying.payments.has_parts
    assert paying.payments.cash("cash", due * 11, confirmed=True).closes


def test_nothing_is_sold_without_a_shift(opener: Opener, goods: Goods) -> None:
    shop = opener(clock=Clock())
    shop.desk.cashier = shop.member(MANAGER)
    shop.scan(goods.plain[0].gtin)
    with pytest.raises(ServiceError, match="no_shift"):
        shop.payments.open()


def test_the_same_basket_is_never_sold_twice(paying: Shop) -> None:
    basket, priced = paying.checkout.basket, paying.checkout.priced
    paying.payments.cash("cash", None)
    payments = tuple(part.payment() for part in paying.payments._parts)
    first = paying.finish()
    again = paying.commit.commit(basket, priced, payments, ()).result(10)
    assert again == first
    assert len(paying.bodies("sale")) == 1


def test_a_sold_basket_does_not_come_back(paying: Shop, opener: Opener) -> None:
    paying.payments.cash("cash", None)
    future = paying.payments.finish()
    paying.checkout.set_buyer_tax_number("7707083893")  # a save that is queued behind the sale
    future.result(10)
    paying.close()
    assert recover(opener(clock=paying.clock).services).line_count == 0
