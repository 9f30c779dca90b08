from __future__ import annotations

from tests.support.till import TillRig


def test_a_scan_reaches_the_basket_and_cash_pays_it(selling: TillRig) -> None:
    selling.scan_all()
    selling.to_pay()
    selling.player.press("Return")
    selling.player.on_screen("paid")
    assert selling.printer.wait_for_papers(1)
