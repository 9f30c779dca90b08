"""The shift that the demo plays without a display: login, opening cash, cash and card sales, paper out, a lock."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtWidgets import QApplication

from pos_client.app.demo_codes import badge_codes, demo_baskets
from pos_client.app.demo_rig import CASHIER_PIN, STORES, Rig, opening_hours_clock
from pos_client.app.main import open_till
from pos_client.app.player import Player
from pos_client.ui.theme import ThemeName, look

SIZES = ((1024, 768), (1920, 1080))


def play_shift(rig: Rig, out: Path) -> Iterator[str]:
    """Play the shift on `rig`, pictures into `out`; yields a line for each thing that happened."""
    application = QApplication.instance() or QApplication(["demo"])
    till = open_till(rig.directory, clock=opening_hours_clock(rig.store_id))
    try:
        till.start()
        till.window.resize(1366, 768)
        till.window.show()
        application.processEvents()
        player = Player(till, rig.scanner)
        yield from _Shift(rig, player, out).play()
    finally:
        till.close()
        till.window.close()


class _Shift:
    def __init__(self, rig: Rig, player: Player, out: Path) -> None:
        self.rig = rig
        self.player = player
        self.out = out
        self.till = player.till
        self.papers = 0

    def play(self) -> Iterator[str]:
        cashier = STORES[self.rig.store_id][1]
        badge = badge_codes(self.rig.store_id)[cashier]
        self._shot("login")
        self.player.log_in(badge, CASHIER_PIN)
        yield f"logged in: {cashier}, badge and PIN"
        self._shot("opening-cash")
        self.player.count_opening_cash({10_000: 20, 5_000: 10, 1_000: 30, 100: 50})
        yield "shift opened, opening cash counted"
        for basket in demo_baskets(self.rig.store_id):
            yield from self._sell(basket.basket_id, basket.scans)
        yield from self._paper_out(demo_baskets(self.rig.store_id)[0].scans[:2])
        self.player.press("F12")
        self.player.on_screen("login")
        yield "locked; the basket and the shift stay"
        yield f"pictures and receipts: {self.out}"

    def _sell(self, name: str, scans: tuple[str, ...]) -> Iterator[str]:
        for code in scans:
            self.player.scan(code)
        view = self.till.register.services.checkout.view()
        self._shot(f"sell-{name}")
        if view.age_prompt is not None:
            self.player.press("F5")
        self.player.press("F9")
        self.player.on_screen("pay")
        self._shot(f"pay-{name}")
        self.player.finishing_key("Return")
        self.player.on_screen("paid")
        self._wait_for_paper()
        self._shot(f"paid-{name}")
        sale = self.till.register.services.receipts.last_receipt()
        yield f"sold {name}: {len(scans)} scans, receipt {sale.receipt_number if sale else '?'}"

    def _paper_out(self, scans: tuple[str, ...]) -> Iterator[str]:
        self.rig.printer.set_faults(no_paper=True)
        for code in scans:
            self.player.scan(code)
        self.player.pay_cash()
        chip = self.till.window.top
        self.player.until(
            lambda: (found := chip.chip("printer")) is not None and found.role == "bad", "the paper warning"
        )
        self._shot("paper-out")
        yield "paper out: the sale stands, the chip says what to do"
        self.rig.printer.set_faults(no_paper=False)
        self._wait_for_paper()
        yield "new roll: the receipt came out by itself"

    def _wait_for_paper(self) -> None:
        self.papers += 1
        self.player.until(lambda: len(self.rig.printer.papers) >= self.papers, "the receipt")
        path = self.out / f"receipt-{self.papers:02d}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(self.rig.printer.png())

    def _shot(self, name: str) -> None:
        window = self.till.window
        for width, height in SIZES:
            window.resize(width, height)
            for theme in (ThemeName.LIGHT, ThemeName.DARK):
                look().set_theme(theme)
                self.player.shot(self.out / f"{name}-{width}-{theme.value}.png")
        look().set_theme(ThemeName.LIGHT)
