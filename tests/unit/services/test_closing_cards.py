"""Cards at the close: the batch total from a real line, silent terminals, money that nothing accounts for; the disk."""

from __future__ import annotations

import pytest

from pos_client.db.journal import JournalWriteError
from pos_client.devices.simulators.terminal import Behaviour, Fault, TerminalSimulator
from pos_client.services.desk import ServiceError
from pos_client.services.shift.shift_views import CompareRow, CountKind
from pos_client.services.upkeep.recovery import recover
from pos_client.services.views import NeedsApproval
from tests.unit.services.conftest import Goods, Opener
from tests.unit.services.counting import OPENING, close, compared, done, fill, put_down, wish, writes_refused
from tests.unit.services.shop import CASHIER, MANAGER, SECONDS, Clock, Shop, with_terminal


def by_card(shop: Shop, goods: Goods, number: int = 0) -> int:
    """Sell by card; returns the amount."""
    shop.scan(goods.plain[number].gtin)
    shop.payments.open()
    shop.charge()
    return shop.finish().total


def kind(shop: Shop, tender: str = "card") -> CountKind:
    return next(one for one in shop.services.closing.count_view().kinds if one.tender_id == tender)


def row(shop: Shop, tender: str = "card") -> CompareRow:
    return next(one for one in shop.services.closing.compare_view().rows if one.tender_id == tender)


def read(shop: Shop) -> CountKind:
    """Read the batch as the screen does, here on this thread."""
    closing = shop.services.closing
    closing.begin_read("card")
    assert kind(shop).state == "reading"
    closing.terminal_read("card", closing.read_terminal("card"))
    return kind(shop)


def count_with_terminal(shop: Shop, cash: int = OPENING) -> CompareRow:
    done(shop.services.closing.begin_count())
    fill(shop, cash)
    read(shop)
    done(shop.services.closing.compare())
    return row(shop)


def test_the_batch_is_read_from_the_terminal_and_compared(carded: Shop, goods: Goods) -> None:
    amount = by_card(carded, goods) + by_card(carded, goods, 1)
    done(carded.services.closing.begin_count())
    assert kind(carded).can_read
    assert (read(carded).state, kind(carded).amount) == ("terminal", amount)
    fill_rest(carded)
    done(carded.services.closing.compare())
    found = row(carded)
    assert (found.counted, found.expected, found.state, found.source) == (amount, amount, "even", "terminal")
    close(carded, wish(OPENING, reason_id=""))
    (body,) = carded.bodies("z_report")
    (totals,) = [part for part in body.terminal_totals if part.source == "terminal"]
    assert (totals.tender_id, totals.paid, totals.payments) == ("card", amount, 2)


def fill_rest(shop: Shop) -> None:
    """Count everything that the terminal did not say."""
    put_down(shop, OPENING)
    for one in shop.services.closing.count_view().kinds[1:]:
        if one.state == "waiting":
            shop.services.closing.set_amount(one.tender_id, 0, 0 if one.counts_slips else None)


def test_a_batch_that_runs_over_two_shifts_is_taken_since_the_last_close(carded: Shop, goods: Goods) -> None:
    first = by_card(carded, goods)
    assert count_with_terminal(carded).counted == first
    close(carded, wish(OPENING, reason_id=""))
    carded.begin()
    second = by_card(carded, goods, 1)
    assert first != second
    found = count_with_terminal(carded)  # the terminal says both: nobody settled it in between
    assert (found.counted, found.expected) == (second, second)


def test_a_batch_settled_by_the_bank_in_between_is_taken_whole(opener: Opener, goods: Goods) -> None:
    with TerminalSimulator(currency="RUB") as old:
        shop = opener(with_terminal(old.address), clock=Clock())
        shop.begin()
        by_card(shop, goods)
        count_with_terminal(shop)
        close(shop, wish(OPENING, reason_id=""))
        host, port = old.address
    with TerminalSimulator(currency="RUB", host=host, port=port):
        shop.begin()
        second = by_card(shop, goods, 1) + by_card(shop, goods, 2)  # more of everything than before
        assert count_with_terminal(shop).counted == second


def test_a_terminal_that_is_short_shows_so(carded: Shop, goods: Goods) -> None:
    amount = by_card(carded, goods)
    part_id = carded.journal.reader().intent(carded.bodies("payment_intent")[0].intent_id)
    assert part_id is not None
    done(carded.services.closing.begin_count())
    fill(carded, OPENING, card=amount - 300)
    done(carded.services.closing.compare())
    found = row(carded)
    assert (found.over_short, found.state, found.source) == (-300, "short", "typed")


def test_a_terminal_that_does_not_answer_is_unreconciled_visibly(
    carded: Shop, goods: Goods, terminal: TerminalSimulator
) -> None:
    amount = by_card(carded, goods)
    terminal.stop()
    done(carded.services.closing.begin_count())
    fill(carded, OPENING)
    silent = read(carded)
    assert (silent.state, silent.amount) == ("unreconciled", None)
    assert silent.code
    done(carded.services.closing.compare())
    found = row(carded)
    assert (found.state, found.counted, found.expected, found.over_short) == ("unreconciled", None, amount, 0)
    close(carded, wish(OPENING, reason_id=""))
    (body,) = carded.bodies("z_report")
    part = next(one for one in body.tenders if one.tender_id == "card")
    assert (part.unreconciled, part.counted, part.expected) == (True, None, amount)


def test_a_figure_typed_meanwhile_is_not_overwritten_by_a_late_answer(carded: Shop, goods: Goods) -> None:
    amount = by_card(carded, goods)
    closing = carded.services.closing
    done(closing.begin_count())
    closing.begin_read("card")
    answer = closing.read_terminal("card")
    closing.set_amount("card", 12_300)
    assert closing.terminal_read("card", answer) is None
    assert (kind(carded).amount, kind(carded).state) == (12_300, "typed")
    assert amount != 12_300


def test_nothing_is_compared_while_the_terminal_is_asked(carded: Shop) -> None:
    done(carded.services.closing.begin_count())
    fill(carded, OPENING)
    carded.services.closing.begin_read("card")
    with pytest.raises(ServiceError, match="terminal_reading"):
        carded.services.closing.compare()
    carded.services.closing.terminal_read("card", None)
    done(carded.services.closing.compare())
    assert row(carded).state == "unreconciled"


def test_a_card_at_the_terminal_stops_the_count(carded: Shop, goods: Goods) -> None:
    carded.scan(goods.plain[0].gtin)
    carded.payments.open()
    carded.payments.begin_card("card", None)
    with pytest.raises(ServiceError, match="parts_taken"):
        carded.services.closing.begin_count()


def test_money_that_nothing_accounts_for_stops_the_close_until_it_is_carried_by_approval(
    opener: Opener, goods: Goods, terminal: TerminalSimulator
) -> None:
    shop = opener(with_terminal(terminal.address), clock=Clock())
    shop.begin()
    shop.scan(goods.plain[0].gtin)
    shop.payments.open()
    terminal.plan(Behaviour(fault=Fault.DROP_AFTER))
    part_id, _answer = shop.charge()
    shop.settle()
    shop.journal.submit(lambda writer: writer.drop_basket(shop.checkout.basket.basket_id)).result(SECONDS)
    shop.close()
    again = opener(with_terminal(terminal.address), clock=Clock())
    again.desk.cashier = again.member(CASHIER)
    recover(again.services)
    view = compared(again, OPENING)
    assert [(card.intent_id, card.state) for card in view.open_cards] == [(part_id, "open")]
    with pytest.raises(ServiceError, match="cards_open"):
        again.services.closing.close(wish(OPENING))
    needed = again.services.closing.close(wish(OPENING, carry_cards=True))
    assert isinstance(needed, NeedsApproval)
    assert (needed.code, needed.at_stake) == ("approve_carried_cards", sum(card.amount for card in view.open_cards))
    close(again, wish(OPENING, carry_cards=True))
    (body,) = again.bodies("z_report")
    assert [part.intent_id for part in body.carried_payments] == [part_id]
    assert body.approved_by == again.member(MANAGER).staff_id


def test_a_close_that_the_disk_refuses_leaves_shift_and_count_as_they_were(shop: Shop) -> None:
    view = compared(shop, OPENING - 7_000)
    shift_id = shop.desk.shift_id
    with writes_refused(shop):
        refused = shop.services.closing.close(wish(100_000))
        assert not isinstance(refused, NeedsApproval)
        assert isinstance(refused.exception(SECONDS), JournalWriteError)
    assert shop.desk.shift_id == shift_id
    assert shop.desk.counting
    assert shop.services.closing.compare_view() == view
    assert shop.bodies("z_report") == []
    assert close(shop, wish(100_000)).z_number == 1
    assert len(shop.bodies("z_report")) == 1


def test_a_count_that_the_disk_refuses_does_not_begin(shop: Shop) -> None:
    with writes_refused(shop):
        refused = shop.services.closing.begin_count()
        assert not isinstance(refused, NeedsApproval)
        assert isinstance(refused.exception(SECONDS), JournalWriteError)
    assert not shop.desk.counting
    assert shop.services.cash_moves.blocked_by() == ""
