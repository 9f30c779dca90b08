"""The day that the demo plays without a display: opening, sales, money back, the drawer, the count, Z, the proof."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from msgspec import Struct
from PySide6.QtWidgets import QApplication

from pos_client.app.compose import KEY_FILE
from pos_client.app.demo_centre import DemoCentre
from pos_client.app.demo_codes import badge_codes, demo_baskets
from pos_client.app.demo_line import LineShow
from pos_client.app.demo_rig import CASHIER_PIN, STORES, Rig
from pos_client.app.main import open_till
from pos_client.app.player import Player
from pos_client.app.verifying import verify_journal
from pos_client.db.journal.opening import FILE_NAME
from pos_client.domain.barcode import encode_receipt
from pos_client.ui.screens.login.screen import FIRST_KEY
from pos_client.ui.theme import ThemeName, look, make_application
from sync.protocol.shift_figures import figures_of

SIZES = ((1024, 768), (1920, 1080))
OPENING = {10_000: 20, 5_000: 10, 1_000: 30, 100: 50}
SENIOR_PIN = "2222"  # of the first who may approve
BAGS = ("00482217", "00482218")  # for the safe drop and for the Z


class Day(Struct, frozen=True):
    """What differs between the stores: who comes second, what goes into the safe, what somebody took. Minor units."""

    second: str
    drop: int
    missing: int


DAYS = {"T12": Day("Alina Smirnova", 200_000, 15_000), "K08": Day("Magdalena Kowalczyk", 15_000, 1_500)}


def play_shift(rig: Rig, out: Path, clock: Callable[[], datetime], centre: DemoCentre | None = None) -> Iterator[str]:
    """Play the day on `rig` by its `clock`, pictures into `out`; yields a line for each thing that happened.

    With a `centre`, to which the rig's register is enrolled, the line is played, too.
    """
    application = QApplication.instance() or make_application(["demo"])
    till = open_till(rig.directory, clock=clock)
    try:
        till.start()
        till.window.resize(1366, 768)
        till.window.show()
        application.processEvents()
        player = Player(till, rig.scanner)
        line = None if centre is None else LineShow(centre, player, out, rig.store_id)
        yield from _Shift(rig, player, out, line).play()
    finally:
        till.close()
        till.window.close()
    yield from _proof(rig.directory)
    yield f"pictures and papers: {out}"


def _proof(directory: Path) -> list[str]:
    """Return what `omnitill verify --shifts` says of the journal."""
    said: list[str] = []
    verify_journal(directory / FILE_NAME, directory / KEY_FILE, shifts=True, anchors=[], say=said.append)
    return [f"verify: {line}" for line in said]


class _Shift:
    def __init__(self, rig: Rig, player: Player, out: Path, line: LineShow | None) -> None:
        self.rig = rig
        self.line = line
        self.player = player
        self.out = out
        self.till = player.till
        self.services = player.till.register.services
        self.cashier, self.day = STORES[rig.store_id][1], DAYS[rig.store_id]
        self.papers = 0

    def play(self) -> Iterator[str]:
        yield from self._open()
        baskets = demo_baskets(self.rig.store_id)
        for basket in baskets:
            yield from self._sell(basket.basket_id, basket.scans)
        first = self._last_receipt()
        few = baskets[0].scans[:2]
        if self.line is not None:
            yield from self.line.arrived(first)
            yield from self._on_the_line(self.line, few)
        yield from self._sell("card", few, key="+")
        yield from self._paper_out(few)
        yield from self._return(first)
        yield from self._post_void(few)
        yield from self._safe_drop()
        yield from self._x()
        yield from self._another_cashier(few)
        yield from self._count()
        yield from self._close()
        if self.line is not None:
            yield from self.line.closing()

    def _on_the_line(self, line: LineShow, few: tuple[str, ...]) -> Iterator[str]:
        """What a centre adds to a day: news of prices, stock of others, and selling on without it."""
        yield from line.price_change(few[0])
        yield from self._sell("two-prices", ())
        yield from line.elsewhere(few[0])
        yield from line.cut(few[0])
        yield from self._sell("offline", few)
        yield from line.offline()
        yield from line.back()
        yield from line.arrived(self._last_receipt())

    def _open(self) -> Iterator[str]:
        self._shot("login")
        self.player.log_in(badge_codes(self.rig.store_id)[self.cashier], CASHIER_PIN)
        yield f"logged in: {self.cashier}, badge and PIN"
        self._shot("opening-cash")
        self.player.count_opening_cash(OPENING)
        yield f"shift opened, opening cash counted: {self._money(sum(v * n for v, n in OPENING.items()))}"
        if self.line is not None:
            yield from self.line.opened()

    def _sell(self, name: str, scans: tuple[str, ...], *, key: str = "Return") -> Iterator[str]:
        for code in scans:
            self.player.scan(code)
        view = self.services.checkout.view()
        self._shot(f"sell-{name}")
        if view.age_prompt is not None:
            self.player.press("F5")
        self.player.press("F9")
        self.player.on_screen("pay")
        self._shot(f"pay-{name}")
        self.player.finishing_key(key)
        self.player.on_screen("paid")
        self._take_papers(f"sale-{name}")
        self._shot(f"paid-{name}")
        sale = self.services.receipts.last_receipt()
        told = f"receipt {sale.receipt_number}, {self._money(sale.total)}" if sale is not None else "no receipt"
        yield f"sold {name}: {len(scans)} scans, {told}"
        self._to_sell()

    def _to_sell(self) -> None:
        self.player.finishing_key("F9")
        self.player.on_screen("sell")

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
        self._take_papers("sale-paper-out")
        yield "new roll: the receipt came out by itself"
        self._to_sell()

    def _return(self, number: str) -> Iterator[str]:
        """One piece of the first line of receipt `number` comes back, for cash."""
        self.player.press("F8")
        self.player.on_screen("returns_find")
        self._shot("return-find")
        self.player.scan(encode_receipt(number))
        self.player.on_screen("returns")
        self.player.press("Home")
        self.player.type("1")
        self.player.press("Right")  # the first reason
        self._shot("return-goods")
        given = self.services.returns.view().to_give
        self.player.finishing_key("F9")
        self.player.on_screen("returned")
        self._take_papers("return")
        self._shot("returned")
        yield f"return of one piece of receipt {number}: {self._money(given)} handed over"
        self._to_sell()

    def _post_void(self, scans: tuple[str, ...]) -> Iterator[str]:
        """A sale to the wrong person is taken back whole, with somebody else's yes."""
        for code in scans:
            self.player.scan(code)
        self.player.pay_cash()
        self._take_papers("sale-to-void")
        number = self._last_receipt()
        self._to_sell()
        self.player.more("receipt-text")
        self.player.on_screen("receipts")
        self._shot("receipts")
        self.player.press("F4")
        self.player.on_screen("post_void")
        self.player.press("Down")
        self._shot("post-void")
        self.player.finishing_key("F9")
        self.player.approval_asked()
        self._shot("approval")
        self.player.approve(SENIOR_PIN)
        self.player.on_screen("returned")
        self._take_papers("post-void")
        yield f"post-void of receipt {number}: approved by a PIN of somebody else"
        self._to_sell()

    def _safe_drop(self) -> Iterator[str]:
        self.player.more("banknote", "lock")
        self.player.type(str(self.day.drop // 100))
        self.player.finishing_key("Return")
        self.player.type(BAGS[0])
        self._shot("safe-drop")
        self.player.press("Return")
        moves, window = self.services.cash_moves, self.till.window
        self.player.until(lambda: len(moves.of_shift()) == 1 and window.side is None, "the safe drop")
        self._take_papers("safe-drop")
        yield f"safe drop: {self._money(self.day.drop)} in bag {BAGS[0]}"

    def _x(self) -> Iterator[str]:
        self.player.more("clock", "file-text")
        self.player.on_screen("x_report")
        self._shot("x-report")
        self.player.press("Esc")
        self.player.on_screen("sell")
        yield "X report: how the shift stands, without what the drawer should hold"

    def _another_cashier(self, scans: tuple[str, ...]) -> Iterator[str]:
        """Two keys and the PIN bring the second, and the first again afterwards."""
        self._switch_to(self.day.second, shot="switch")
        yield f"F12 and a key: {self.day.second} sells into the same till"
        yield from self._sell("second-cashier", scans)
        self._switch_to(self.cashier)
        yield f"{self.cashier} is back"

    def _switch_to(self, name: str, *, shot: str = "") -> None:
        staff_id = self.services.staff.by_badge(badge_codes(self.rig.store_id)[name])
        tiles = [tile.staff_id for tile in self.services.staff.tiles()]
        self.player.press("F12")
        self.player.on_screen("login")
        self.player.press(f"F{FIRST_KEY + tiles.index(staff_id)}")
        if shot:
            self._shot(shot)
        self.player.type(CASHIER_PIN)
        self.player.press("Return")
        self.player.on_screen("sell")

    def _count(self) -> Iterator[str]:
        """Count blind: a note is overlooked at first, the second count finds it; some money is really missing."""
        there = self._should_hold() - self.day.missing
        pieces = self._pieces(there)
        noted = max(value for value, count in pieces.items() if count)
        self.player.more("clock", "calculator")
        self._shot("count-begin")
        self.player.finishing_key("Return")
        self.player.on_screen("shift_count")
        self._count_all({**pieces, noted: pieces[noted] - 1}, shot="count")
        yield f"blind count: {self._money(there - noted)}, and nothing on the screen says what should be there"
        self._shot("compare")
        self.player.press("F4")
        self._shot("count-again")
        self.player.finishing_key("Return")
        self.player.on_screen("shift_count")
        self.player.run_for(0.1)
        self._count_all(pieces)
        over_short = self.services.closing.compare_view().cash_over_short
        yield f"recount: {self._money(there)}, over/short {self._money(over_short)}"

    def _count_all(self, pieces: dict[int, int], *, shot: str = "") -> None:
        """Count the cash, then say of every other tender what is there; the terminal is asked by itself."""
        closing = self.services.closing
        self.player.type_pieces(self.services.desk.store.denominations, pieces)
        if shot:
            self._shot(shot)
        for kind in [kind for kind in closing.count_view().kinds if kind.fields][1:]:  # notes of another money
            if kind.fields_left:
                self.player.type_pieces(tuple(field.value for field in kind.fields), {})
            else:
                self.player.finishing_key("F9")
        self.player.until(
            lambda: all(
                kind.state not in ("waiting", "reading") for kind in closing.count_view().kinds if kind.can_read
            ),
            "the terminal's answer",
        )
        for _ in range(closing.count_view().fields_left):
            self.player.type("0")  # a terminal that was not used, no voucher
            self.player.press("Return")
        self.player.run_for(0.2)
        if shot:
            self._shot(f"{shot}-tenders")
        self.player.finishing_key("F9")
        self.player.on_screen("shift_compare")

    def _close(self) -> Iterator[str]:
        self.player.type(BAGS[1])
        self.player.press("Return")
        self.player.press("Down")  # the first reason for what is missing
        self._shot("explained")
        self.player.finishing_key("F9")
        self.player.on_screen("shift_closed")
        self._take_papers("z")
        self.player.run_for(0.3)
        self._shot("closed")
        yield f"explained and closed: Z printed, the rest is in bag {BAGS[1]}"
        self.player.finishing_key("F9")
        self.player.on_screen("login")
        yield "logged out: the next shift begins with what was left"

    # what the till holds and says

    def _should_hold(self) -> int:
        """Add up what the drawer must hold after all that was played, as a person would find it there."""
        desk = self.services.desk
        events = desk.journal.reader().events_of_shift(desk.shift_id)
        return figures_of((event.seq, body) for event, body in events).expected_cash

    def _pieces(self, amount: int) -> dict[int, int]:
        found = {}
        for value in self.services.desk.store.denominations:
            found[value], amount = divmod(amount, value)
        return found

    def _last_receipt(self) -> str:
        sale = self.services.receipts.last_receipt()
        return sale.receipt_number if sale is not None else ""

    def _money(self, amount: int) -> str:
        sign, whole = "-" if amount < 0 else "", abs(amount)
        return f"{sign}{whole // 100:,}.{whole % 100:02d} {self.services.desk.store.currency.code}"

    # what is kept

    def _take_papers(self, name: str) -> None:
        """Wait for a paper and keep every new one as a picture."""
        printer = self.rig.printer
        self.player.until(lambda: len(printer.papers) > self.papers, f"the paper of {name}")
        self.out.mkdir(parents=True, exist_ok=True)
        while self.papers < len(printer.papers):
            self.papers += 1
            (self.out / f"paper-{self.papers:02d}-{name}.png").write_bytes(printer.png(self.papers - 1))

    def _shot(self, name: str) -> None:
        window = self.till.window
        for width, height in SIZES:
            window.resize(width, height)
            for theme in (ThemeName.LIGHT, ThemeName.DARK):
                look().set_theme(theme)
                self.player.shot(self.out / f"{name}-{width}-{theme.value}.png")
        look().set_theme(ThemeName.LIGHT)
