from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from pos_client.devices.simulators.terminal import Behaviour, Fault
from pos_client.domain.barcode import encode_receipt
from pos_client.domain.money import Currency
from pos_client.domain.staff import Permission
from pos_client.services.paying.payments import CardAnswer, CardState
from pos_client.services.returning.returns_views import RefundState
from pos_client.ui.i18n import Formatter
from pos_client.ui.screens import HelpPanel
from pos_client.ui.screens.approval import ApprovalPanel
from pos_client.ui.screens.receipts.query import PERIODS, ReceiptQuery, read_query
from pos_client.ui.screens.receipts.waiting import WaitingPanel
from tests.support.escpos_decoder import EPSON_WINDOWS_TABLES, decode
from tests.support.returning import choose, give_back, open_return, returns_of
from tests.support.till import TillRig, banner_text


def sold(rig: TillRig, *codes: str) -> str:
    """Sell `codes` for cash; the receipt's number."""
    rig.to_pay(*codes)
    rig.player.press("Return")
    rig.player.on_screen("paid")
    number = rig.services.receipts.recent("", None)[0].receipt_number
    rig.controller.show_sell()
    rig.player.on_screen("sell")
    return number


def test_receipts_are_listed_found_and_copied(selling: TillRig) -> None:
    first, second = sold(selling, selling.basket()[0]), sold(selling)
    assert first != second
    selling.window.show_screen("receipts")
    screen = selling.controller.receipts
    assert (screen.list.count(), screen.chosen) == (2, second)
    selling.player.press("Down")
    assert screen.chosen == first
    selling.player.type(second)
    selling.player.until(lambda: (screen.list.count(), screen.chosen) == (1, second), "the receipt by its number")
    total = next(r.total for r in selling.services.receipts.recent("", None) if r.receipt_number == first)
    screen.box.field.setText(f"{total // 100}.{total % 100:02}")
    selling.player.until(lambda: screen.chosen == first, "the receipt by its amount")
    selling.scanner.scan(encode_receipt(second))
    selling.player.until(lambda: screen.chosen == second, "the scanned receipt")
    selling.player.press("F1")
    opened: object = selling.window.side
    assert isinstance(opened, HelpPanel)
    selling.player.press("F1")
    selling.player.finishing_key("F9")
    assert selling.window.side is None  # Maria may print copies by herself
    assert selling.printer.wait_for_papers(3)


def test_who_may_not_copy_asks_somebody(selling: TillRig) -> None:
    number = sold(selling)
    selling.window.show_screen("receipts")
    role = selling.services.desk.staff.role
    limits = tuple(one for one in role.limits if one[0] is not Permission.REPRINT)
    assert limits != role.limits
    selling.services.desk.cashier = replace(selling.member(), role=replace(role, limits=limits))
    selling.player.finishing_key("F9")
    assert isinstance(selling.window.side, ApprovalPanel)
    assert selling.controller.receipts.chosen == number


def test_the_period_and_a_part_of_a_name_find_receipts(selling: TillRig) -> None:
    bread, milk, *_ = selling.basket()
    yesterday = sold(selling, bread)
    selling.clock.forward(24 * 3600)
    today = sold(selling, milk)
    selling.window.show_screen("receipts")
    screen = selling.controller.receipts

    def shown() -> list[str]:
        return [row.receipt_number for row in screen._rows]

    assert shown() == [today, yesterday]
    found = {}
    for _ in PERIODS:
        selling.player.press("F5")
        found[screen._period] = shown()
    assert found["today"] == [today]
    assert found["yesterday"] == [yesterday]
    assert found["shift"] == found["week"] == found["all"] == [today, yesterday]
    selling.player.type("bread")
    selling.player.until(lambda: shown() == [yesterday], "the receipt with bread")
    selling.player.press("Esc")  # first what is typed
    assert shown() == [today, yesterday]
    selling.player.press("Esc")
    selling.player.on_screen("sell")


def test_a_gift_slip_has_the_goods_and_no_prices(selling: TillRig) -> None:
    sold(selling)
    selling.window.show_screen("receipts")
    selling.player.press("F6")
    assert selling.printer.wait_for_papers(2)
    receipt, gift = (decode(paper, EPSON_WINDOWS_TABLES) for paper in selling.printer.papers)
    assert "Хлеб" in gift.text
    assert "129,00" in receipt.text
    assert "129,00" not in gift.text
    assert "ИТОГО" not in gift.text
    assert [code.data for code in gift.codes if code.kind == "barcode"] == [
        code.data for code in receipt.codes if code.kind == "barcode"
    ]


def test_a_return_is_begun_from_the_receipt_and_its_row_says_so(selling: TillRig) -> None:
    number = sold(selling, *selling.basket()[:2])
    selling.window.show_screen("receipts")
    selling.player.press("F8")
    selling.player.on_screen("returns")
    choose(selling, "1")
    give_back(selling)
    selling.window.show_screen("receipts")
    screen = selling.controller.receipts
    rows = {row.receipt_number: row for row in screen._rows}
    assert (rows[number].state, [row.kind for row in screen._rows]) == ("partly", ["return", "sale"])
    assert screen.chosen == number  # it stays chosen
    selling.player.press("Up")
    selling.player.press("F8")  # a return does not come back
    assert selling.window.current is screen
    assert "no sale" in selling.window.toast_text
    selling.player.press("Down")
    selling.player.press("F4")  # nor is a sale voided of which something came back
    assert selling.window.current is screen
    assert "came back already" in selling.window.toast_text


def test_a_return_set_aside_waits_where_it_is_seen_and_is_finished_once(selling: TillRig) -> None:
    selling.to_pay(selling.basket()[0])
    selling.player.press("+")
    selling.player.on_screen("paid")
    number = selling.services.receipts.search()[0].receipt_number
    selling.player.finishing_key("F9")
    selling.player.on_screen("sell")
    selling.terminal.plan(Behaviour(fault=Fault.DROP_AFTER), "refund")
    selling.terminal.plan(Behaviour(fault=Fault.DROP_BEFORE), "query")
    open_return(selling, number)
    choose(selling, "1")
    selling.player.finishing_key("F9")
    screen = selling.controller.returns.screen
    selling.player.until(lambda: screen.part_in(RefundState.UNKNOWN) is not None, "the lost answer")
    selling.player.press("Esc")
    selling.player.press("Down")
    selling.player.finishing_key("Return")
    selling.player.on_screen("sell")
    assert returns_of(selling) == []
    assert len(selling.services.returns.pending()) == 1
    selling.player.press("F12")
    selling.player.on_screen("login")
    selling.log_in()
    selling.player.on_screen("sell")
    assert "money back" in banner_text(selling.window, "waiting_money")
    selling.player.press("Ctrl+R")
    assert isinstance(selling.window.side, WaitingPanel)
    selling.player.finishing_key("Return")

    def finished() -> bool:
        if selling.window.current is screen and not screen.cards.is_asking:
            selling.player.press("F5")
        return selling.window.current is selling.controller.returns.done

    selling.player.until(finished, "the end of the return")
    assert len(returns_of(selling)) == 1
    assert [movement.amount > 0 for movement in selling.terminal.movements] == [True, False]
    assert banner_text(selling.window, "waiting_money") == ""


def test_a_card_that_said_yes_too_late_gets_its_money_back(selling: TillRig) -> None:
    selling.to_pay(selling.basket()[0])
    payments = selling.services.payments
    part_id = payments.begin_card("card", None).part_id
    answer = payments.run_card(part_id, lambda _intent, _step: None)
    payments.card_answered(part_id, CardAnswer(part_id, CardState.DECLINED, message="no"))  # a cancellation overtook it
    payments.remove(part_id)
    selling.controller.pay.refresh()
    selling.player.finishing_key("Return")
    selling.player.on_screen("paid")
    payments.card_answered(part_id, answer)
    assert [m.amount > 0 for m in selling.terminal.movements] == [True]
    selling.player.finishing_key("F9")
    selling.player.on_screen("sell")
    assert "money back" in banner_text(selling.window, "waiting_money")
    selling.player.press("Ctrl+R")
    assert isinstance(selling.window.side, WaitingPanel)
    selling.terminal.plan(Behaviour(outcome="declined", message="Not today"), "reverse")
    selling.player.finishing_key("Return")
    selling.player.until(
        lambda: [row.state for row in selling.services.left_over.rows()] == [RefundState.DECLINED], "the refusal"
    )
    selling.player.finishing_key("Return")  # try again
    selling.player.until(lambda: selling.services.left_over.rows() == (), "the money back")
    charge, back = selling.terminal.movements
    assert charge.amount == -back.amount
    selling.player.until(lambda: banner_text(selling.window, "waiting_money") == "", "the end of the reminder")


NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
ZONE = ZoneInfo("Europe/Moscow")


def asked(typed: str, period: str = "all") -> ReceiptQuery:
    formatter = Formatter("ru", ZONE)
    currency = Currency("RUB", 2)
    return read_query(
        typed,
        period,
        NOW,
        ZONE,
        amount_of=lambda text: formatter.parse_money(text, currency),
        sku_of=lambda code: "milk" if code == "4607001230113" else "",
    )


def test_what_is_typed_says_what_is_looked_for() -> None:
    assert asked("") == ReceiptQuery()
    assert asked("129,50") == ReceiptQuery(text="129,50", amount=12_950)
    assert asked("17") == ReceiptQuery(text="17", amount=1_700)
    assert asked("tv03-0001") == ReceiptQuery(text="TV03-0001")
    assert asked("4607001230113") == ReceiptQuery(sku="milk")
    assert asked("00017") == ReceiptQuery(text="00017", amount=1_700)
    assert asked("молоко 3,2") == ReceiptQuery(name="молоко 3,2")
    assert asked("25:10").impossible
    about = asked("14:30", "yesterday")
    assert (about.since, about.until) == (
        datetime(2026, 11, 20, 11, 15, tzinfo=UTC),
        datetime(2026, 11, 20, 11, 45, tzinfo=UTC),
    )
    span = asked("9:00-10:30", "today")
    assert (span.since, span.until) == (
        datetime(2026, 11, 21, 6, 0, tzinfo=UTC),
        datetime(2026, 11, 21, 7, 31, tzinfo=UTC),
    )
    yesterday = asked("17", "yesterday")
    assert (yesterday.since, yesterday.until) == (
        datetime(2026, 11, 19, 21, 0, tzinfo=UTC),
        datetime(2026, 11, 20, 21, 0, tzinfo=UTC),
    )
