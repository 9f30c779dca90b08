"""Corners of money and of a shift that few tests meet, by keys and scans alone; each leaves its pictures.

A refund by the slip of a separate terminal, an exchange whose rest goes onto a card, a card open at the close, the
fiscal day after the Z, credit slips, foreign notes, a forgotten shift, training. Pictures are in build/shots, in
Russian and Polish at the smallest and the largest size.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from pos_client.app.demo_codes import demo_baskets
from pos_client.devices.ports import CardAnswer, CardState
from pos_client.devices.simulators.fiscal import Fault as FiscalFault
from pos_client.devices.simulators.fiscal import FiscalSimulator
from pos_client.devices.simulators.terminal import Behaviour, Fault
from pos_client.domain.money import currency
from pos_client.services.paying.card_journal import record_answer
from pos_client.services.returning.returns_views import RefundState
from pos_client.services.views import PartState
from pos_client.ui.frame import SidePanel
from pos_client.ui.i18n import languages
from pos_client.ui.screens.approval import ApprovalPanel
from pos_client.ui.screens.choice import ChoicePanel
from pos_client.ui.widgets import Key
from sync.protocol.events import FiscalRequestedBody, ReturnBody, SaleBody, ZBody
from tests.support.books import journal_events
from tests.support.demo import copy_demo
from tests.support.returning import MANAGER_PIN, choose, open_return, returns_of, sell
from tests.support.till import TillRig, banner_text, open_rig, shown_texts
from tests.ui.test_shift_close import compare, side_is
from tests.unit.services.shop import make_fiscal

SHOTS = Path(__file__).resolve().parents[2] / "build" / "shots"
SIZES = ((1024, 768), (1920, 1080))
OPENED = {100_000: 5}


def pictures(rig: TillRig, name: str) -> None:
    """Take the window in Russian and Polish at both ends of its sizes; no key of it is smaller than a finger."""
    before = rig.window.size()
    for width, height in SIZES:
        rig.window.resize(width, height)
        for language in ("ru", "pl"):
            languages().set_language(language)
            rig.player.run_for(0.1)
            rig.player.shot(SHOTS / f"corner-{name}-{width}-{language}.png")
            for key in rig.window.findChildren(Key):
                assert not key.isVisible() or min(key.width(), key.height()) >= 40, (name, key.text())
    languages().set_language("en")
    rig.window.resize(QSize(before))
    rig.player.run_for(0.1)


def bodies(rig: TillRig, kind: type) -> list[object]:
    return [body for _kind, body in journal_events(rig.directory) if isinstance(body, kind)]


def by_separate_terminal(rig: TillRig) -> None:
    """In Pay: the key of the separate terminal, its slip says yes."""
    rig.controller.pay.tenders.key("card_standalone").click()
    rig.player.until(lambda: rig.services.payments.view().parts[0].state is PartState.CONFIRM, "the slip's question")
    rig.player.finishing_key("F5")
    rig.player.on_screen("paid")


def test_a_refund_by_the_slip_of_a_separate_terminal(selling: TillRig) -> None:
    selling.to_pay()
    by_separate_terminal(selling)
    number = selling.services.receipts.search()[0].receipt_number
    selling.player.finishing_key("F9")
    open_return(selling, number)
    choose(selling, "1")
    selling.player.finishing_key("F9")
    screen = selling.controller.returns.screen
    selling.player.until(lambda: screen.part_in(RefundState.CONFIRM) is not None, "the question about the slip")
    pictures(selling, "refund-slip")
    selling.player.press("Esc")
    assert selling.window.current is screen, "money may be on its way: nobody just leaves"
    assert returns_of(selling) == []
    selling.player.press("Esc")
    selling.player.finishing_key("F4")  # the slip says no
    selling.player.until(lambda: screen.part_in(RefundState.DECLINED) is not None, "the refusal")
    pictures(selling, "refund-slip-declined")
    selling.player.press("F5")  # once more
    selling.player.until(lambda: screen.part_in(RefundState.CONFIRM) is not None, "the question again")
    selling.player.finishing_key("F5")  # and now it says yes
    selling.player.on_screen("returned")
    (body,) = returns_of(selling)
    assert [(refund.tender_id, refund.amount) for refund in body.refunds] == [("card_standalone", body.total)]
    assert selling.printer.drawer_pulses == 0
    pictures(selling, "returned-card")


def test_the_rest_of_an_exchange_goes_onto_the_card_that_paid(selling: TillRig) -> None:
    bread, milk, *_ = selling.basket()
    number = sell(selling, bread, milk, by_card=True)
    open_return(selling, number)
    choose(selling, "1", "1")
    selling.player.press("F7")
    selling.player.on_screen("sell")
    selling.scan_all(milk)
    pictures(selling, "exchange-sell")
    selling.player.press("F9")
    selling.player.on_screen("pay")
    pictures(selling, "exchange-pay")
    selling.terminal.plan(Behaviour(outcome="declined"), "refund")
    selling.player.finishing_key("Return")
    selling.player.until(
        lambda: (
            selling.window.current is selling.controller.exchange.screen
            and selling.controller.exchange.screen.part_in(RefundState.DECLINED) is not None
        ),
        "the refusal",
    )
    pictures(selling, "exchange-rest-declined")
    selling.player.press("F5")
    selling.player.on_screen("returned")
    pictures(selling, "exchange-returned")
    (body,) = bodies(selling, ReturnBody)
    assert isinstance(body, ReturnBody)
    assert [refund.tender_class for refund in body.refunds] == ["card", "exchange"]
    assert sum(movement.amount for movement in selling.terminal.movements) == body.refunds[1].amount
    assert selling.printer.drawer_pulses == 0


def test_a_card_that_is_open_at_the_close_is_named_and_carried_by_approval(selling: TillRig) -> None:
    """The card was cancelled, the customer paid in cash; then the bank says that it had said yes."""
    selling.to_pay()
    selling.terminal.plan(Behaviour(fault=Fault.HOLD))
    selling.player.press("+")
    assert selling.terminal.wait_until_held()
    part = selling.services.payments.view().parts[0]
    selling.player.press("F4")
    selling.player.until(lambda: not selling.services.payments.busy, "the cancellation")
    paid = selling.services.payments.view().due_cash
    selling.player.finishing_key("Return")
    selling.player.on_screen("paid")
    late, services = CardAnswer(part.part_id, CardState.APPROVED, part.amount, "R1"), selling.services
    record_answer(services.desk, services.checkout.basket.basket_id, part.tender_id, part.amount, late)
    services.payments.card_answered(part.part_id, late)
    selling.player.finishing_key("F9")
    selling.player.on_screen("sell")
    selling.player.until(lambda: banner_text(selling.window, "waiting_money") != "", "the reminder")
    pictures(selling, "waiting-banner")
    selling.player.press("Ctrl+R")
    pictures(selling, "waiting-list")
    selling.player.press("Esc")
    cash = {1_000: paid // 1_000, 100: paid % 1_000 // 100}
    compare(selling, OPENED | cash)
    selling.player.type("BAG 1")
    selling.player.finishing_key("F9")
    assert side_is(selling, ChoicePanel)
    pictures(selling, "open-card-question")
    selling.player.finishing_key("Return")  # the first answer stays
    assert not side_is(selling, SidePanel)
    assert selling.services.shifts.is_open
    selling.player.finishing_key("F9")
    selling.player.until(lambda: isinstance(selling.window.side, ChoicePanel), "the question again")
    selling.player.press("Down")
    selling.player.finishing_key("Return")
    selling.player.until(lambda: isinstance(selling.window.side, ApprovalPanel), "the approval")
    pictures(selling, "open-card-approval")
    asked = selling.window.side
    assert isinstance(asked, ApprovalPanel)
    figure = selling.window.formatter.money(part.amount, selling.services.desk.store.currency)
    assert figure in asked.subject.text()
    asked.who.choose(selling.member("Olga Vlasova").staff_id)
    selling.player.type(MANAGER_PIN)
    selling.player.finishing_key("Return")
    selling.player.on_screen("shift_closed")
    (body,) = bodies(selling, ZBody)
    assert isinstance(body, ZBody)
    assert [(p.intent_id, p.amount) for p in body.carried_payments] == [(part.part_id, part.amount)]
    assert body.approved_by == selling.member("Olga Vlasova").staff_id


def test_the_fiscal_day_is_closed_by_the_device_after_the_z(till_folder: Path, qapp: QApplication) -> None:
    make_fiscal(till_folder)
    with FiscalSimulator() as device, open_rig(till_folder, fiscal=device.address) as rig:
        rig.begin()
        sell(rig)
        rig.player.until(lambda: len(device.documents) == 1, "the document")
        (sold,) = bodies(rig, SaleBody)
        assert isinstance(sold, SaleBody)
        paid = sum(payment.amount for payment in sold.payments)
        compare(rig, OPENED | {1_000: paid // 1_000, 100: paid % 1_000 // 100})
        rig.player.type("BAG 1")
        rig.player.finishing_key("F9")
        rig.player.on_screen("shift_closed")
        closed = rig.controller.shift.closed
        assert closed.fiscal.isVisible()
        pictures(rig, "fiscal-day-waits")
        device.plan(FiscalFault.DROP_BEFORE, "close_day")
        rig.player.finishing_key("F5")
        rig.player.until(lambda: "could not be closed" in closed.fiscal.title.text(), "the refusal")
        pictures(rig, "fiscal-day-trouble")
        assert closed.fiscal_key.isEnabled()
        rig.player.finishing_key("F5")
        rig.player.until(lambda: not closed.fiscal_key.isEnabled(), "the device's report")
        pictures(rig, "fiscal-day-closed")
        assert [body.kind for body in bodies(rig, FiscalRequestedBody)][-1] == "close_day"  # type: ignore[attr-defined]
        rig.player.finishing_key("F9")
        rig.player.on_screen("login")


@pytest.mark.parametrize("worth", ["9000", "900000"])
def test_a_credit_slip_of_any_size_is_read_at_a_glance(selling: TillRig, worth: str) -> None:
    selling.to_pay()
    selling.player.type(worth)
    selling.player.press("F8")
    selling.player.on_screen("paid")
    number = selling.services.receipts.search()[0].receipt_number
    (slip,) = selling.services.receipts.find(number).sale.slips
    figure = selling.window.formatter.money(slip.amount, selling.services.desk.store.currency)
    wanted = {"Give the credit slip", f"Credit slip {slip.number}", figure}
    selling.player.until(lambda: wanted <= shown_texts(selling.window), "what the customer gets")
    pictures(selling, f"slip-given-{worth}")
    selling.player.finishing_key("F9")
    selling.to_pay()
    selling.player.press("F7")
    pictures(selling, f"slip-code-{worth}")
    selling.player.press("Esc")
    selling.scanner.scan(slip.code)
    selling.player.on_screen("paid")
    rest = selling.services.receipts.find(selling.services.receipts.search()[0].receipt_number).sale.slips[0].amount
    figure = selling.window.formatter.money(rest, selling.services.desk.store.currency)
    selling.player.until(lambda: figure in shown_texts(selling.window), "the slip for the rest")
    pictures(selling, f"slip-paid-{worth}")


def test_foreign_notes_pay_at_their_rate_and_are_counted_by_themselves(tmp_path: Path, qapp: QApplication) -> None:
    copy_demo(tmp_path / "till" / "replica", "K08", 2)
    with open_rig(tmp_path / "till") as rig:
        cashier = next(m for m in rig.services.desk.replica.live.staff() if m.role.role_id == "cashier")
        rig.services.staff.log_in(cashier)
        rig.services.shifts.opened(rig.services.shifts.open([(10_000, 5)]).result(10))  # type: ignore[union-attr]
        rig.controller.show_sell()
        rig.to_pay(*demo_baskets("K08")[0].scans[:3])
        due = rig.services.payments.view().left
        rig.player.type("50")
        pictures(rig, "foreign-typed")
        euro = next(t.tender_id for t in rig.services.payments.view().tenders if t.tender_class == "foreign_cash")
        rig.controller.pay.tenders.key(euro).click()
        rig.player.on_screen("paid")
        notes = rig.window.formatter.money(5_000, currency("EUR"), symbol=True)
        rig.player.until(
            lambda: f"Taken · {notes}" in shown_texts(rig.window), "the notes themselves, not only their worth"
        )
        pictures(rig, "foreign-paid")
        (sold,) = bodies(rig, SaleBody)
        assert isinstance(sold, SaleBody)
        assert (sold.payments[0].foreign_amount, sold.payments[0].foreign_currency) == (5_000, "EUR")
        assert sold.change == 5_000 * 425 // 100 - due
        rig.player.finishing_key("F9")
        rig.controller.shift.begin()
        rig.player.finishing_key("Return")
        rig.player.on_screen("shift_count")
        for _ in rig.services.desk.store.denominations:
            rig.player.press("Return")
        pictures(rig, "foreign-count")


def test_a_forgotten_shift_is_reminded_of_and_closed_by_whoever_may(selling: TillRig) -> None:
    selling.clock.forward(24 * 3600)
    selling.player.press("F12")
    selling.player.on_screen("login")
    assert "was not closed" in banner_text(selling.window, "shift")
    pictures(selling, "forgotten-login")
    selling.log_in("Olga Vlasova")
    assert isinstance(selling.window.side, ChoicePanel)
    pictures(selling, "forgotten-offer")
    selling.player.press("Esc")
    assert "was not closed" in banner_text(selling.window, "shift")
    pictures(selling, "forgotten-sell")
