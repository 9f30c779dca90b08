"""Credit slips by scans and keys: paying with one, bringing one back, choosing one instead of cash."""

from __future__ import annotations

from pos_client.domain.credit_slip import CreditSlip
from pos_client.domain.sale import Sale
from pos_client.ui.screens.returns.text_panel import TextPanel
from tests.support.returning import (
    SENIOR_PIN,
    approve,
    choose,
    give_back,
    go_on,
    open_return,
    post_voids_of,
    returns_of,
)
from tests.support.till import TillRig, banner_text, shown_texts


def last_sale(rig: TillRig) -> Sale:
    number = next(row.receipt_number for row in rig.services.receipts.search() if row.kind == "sale")
    return rig.services.receipts.find(number).sale


def to_sell(rig: TillRig) -> None:
    rig.player.finishing_key("F9")
    rig.player.on_screen("sell")


def is_asking(rig: TillRig) -> bool:
    return isinstance(rig.window.side, TextPanel)


def given(rig: TillRig) -> tuple[str, CreditSlip]:
    """Sell for a voucher of 9,000.00: the receipt and the slip of what is left of it."""
    rig.to_pay()
    rig.player.type("9000")
    rig.player.press("F8")
    rig.player.on_screen("paid")
    sale = last_sale(rig)
    (slip,) = sale.slips
    to_sell(rig)
    return sale.receipt_number, slip


def test_a_scanned_slip_pays_and_the_next_scan_of_it_is_refused(selling: TillRig) -> None:
    _number, slip = given(selling)
    selling.to_pay()
    selling.scanner.scan(slip.code)
    selling.player.on_screen("paid")
    sale = last_sale(selling)
    assert [payment.reference for payment in sale.payments] == [slip.number]
    assert [rest.amount for rest in sale.slips] == [slip.amount - sale.total]
    to_sell(selling)
    selling.to_pay()
    selling.scanner.scan(slip.code)
    selling.player.until(lambda: "used already" in banner_text(selling.window, "pay"), "the refusal")
    assert slip.number in banner_text(selling.window, "pay")
    assert selling.services.payments.view().parts == ()


def test_the_code_is_typed_where_it_cannot_be_scanned(selling: TillRig) -> None:
    _number, slip = given(selling)
    selling.to_pay()
    selling.player.press("F7")
    assert is_asking(selling)
    selling.player.type("nonsense")
    selling.player.press("Return")
    assert not is_asking(selling)
    assert "no code of a credit slip" in banner_text(selling.window, "pay")
    selling.player.press("F7")
    selling.player.type(slip.code.lower().removeprefix("+s"))
    selling.player.press("Return")
    selling.player.on_screen("paid")
    assert [payment.reference for payment in last_sale(selling).payments] == [slip.number]


def test_a_slip_scanned_while_selling_says_where_it_pays(selling: TillRig) -> None:
    _number, slip = given(selling)
    selling.scanner.scan(slip.code)
    selling.player.until(lambda: bool(selling.services.checkout.view().errors), "the refusal")
    assert [error.code for error in selling.services.checkout.view().errors] == ["slip_in_pay"]


def test_a_sale_is_taken_back_once_its_slip_is_scanned(selling: TillRig) -> None:
    number, slip = given(selling)
    selling.controller.post_voids.open(number)
    selling.player.on_screen("post_void")
    selling.player.press("Down")
    selling.player.press("F9")
    assert selling.window.side is None, "not without the slip"
    selling.scanner.scan(slip.code)
    selling.player.until(lambda: not selling.services.post_voids.view().slips_missing, "the slip")
    selling.player.finishing_key("F9")
    approve(selling, SENIOR_PIN)
    selling.player.on_screen("returned")
    (body,) = post_voids_of(selling)
    assert [back.number for back in body.slips] == [slip.number]
    selling.player.until(
        lambda: "Slip of the post-void printed" in shown_texts(selling.window), "the paper, by its own name"
    )
    told = shown_texts(selling.window)
    assert f"Post-void · {body.receipt_number}" in told
    assert f"of receipt {number}" in told
    assert not any("eturn" in text for text in told), "a post-void is no return"


def test_what_a_voucher_paid_goes_onto_a_slip_or_with_f8_in_cash(selling: TillRig) -> None:
    number, _slip = given(selling)
    open_return(selling, number)
    choose(selling, "1")
    assert selling.services.returns.view().onto_slip is True
    selling.player.press("F8")
    assert selling.services.returns.view().onto_slip is False
    assert [part.tender_class for part in selling.services.returns.view().refunds] == ["cash"]
    selling.player.press("F8")
    give_back(selling)
    (body,) = returns_of(selling)
    assert [part.tender_class for part in body.refunds if part.amount] == ["credit_slip"]
    assert [slip.amount for slip in body.slips] == [body.total]
    go_on(selling)
