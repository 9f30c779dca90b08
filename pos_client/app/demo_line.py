"""What the played day shows of the line: sales arriving at the centre, a new price, the line cut and back. Main thread.

The centre is asked by its own command line, while the till goes on running.
"""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from pos_client.app.demo_centre import DemoCentre
from pos_client.app.player import Player, PlayError
from pos_client.ui.screens import ElsewhereScreen
from pos_client.ui.theme import ThemeName, look
from sync.protocol.shift_bodies import ZBody

SIZES: Final = ((1024, 768), (1366, 768))
COMMAND_SECONDS: Final = 180.0
"""For a command of the centre, on a machine that has much else to do."""
DEARER: Final = 4_800
"""Minor units by which the centre raises a price."""
ZONES: Final = {"T12": "ru", "K08": "pl"}


class LineShow:
    """The line of `player`'s till to `centre`, pictures into `out`."""

    def __init__(self, centre: DemoCentre, player: Player, out: Path, store_id: str) -> None:
        self.centre = centre
        self.player = player
        self.out = out
        self.store_id = store_id
        self.till = player.till
        self._patient = Player(player.till, player.scanner, seconds=COMMAND_SECONDS)
        self.services = player.till.register.services

    def opened(self) -> Iterator[str]:
        """The till has logged in: the line must be there."""
        self.player.until(lambda: self.services.line.is_online, "the line to the centre")
        self._shot("line-online")
        yield f"the line: {self._chip()}; register {self._register_id} of {self.centre.address}"

    def arrived(self, receipt: str) -> Iterator[str]:
        """What was sold a moment ago reaches the centre."""
        begun = time.monotonic()
        self._settle()
        seconds = time.monotonic() - begun
        held = [row["receipt_number"] for row in self.takings()["documents"]]
        if receipt not in held:
            raise PlayError(f"the centre does not hold receipt {receipt}; it holds {held}")
        yield f"the centre holds receipt {receipt} (acknowledged and signed {1000 * seconds:.0f} ms after it was asked)"

    def price_change(self, code: str) -> Iterator[str]:
        """The office publishes a price while its product lies in the basket."""
        product = self.services.checkout.product_of(code)
        if product is None:
            raise PlayError(f"{code} is no product")
        self.player.scan(code)
        before = self.services.checkout.view().lines[0].unit_price
        newest = before + DEARER
        begun = self._publish(product.sku, newest)
        replica = self.services.desk.replica
        self.player.until(
            lambda: newest in {price.amount for price in replica.catalogue.prices(product.sku)}, "the new price"
        )
        seconds = time.monotonic() - begun
        self.player.run_for(0.1)
        self.player.scan(code)
        self._shot("line-price-change")
        prices = [line.unit_price for line in self.services.checkout.view().lines]
        yield (
            f"a price list at the centre: {before / 100:,.2f} becomes {newest / 100:,.2f}, here {seconds:.1f} s after"
            f" its import began; the open basket keeps its line, the next scan has the new price: {prices}"
        )

    def elsewhere(self, code: str) -> Iterator[str]:
        """F6: who has the product, with the age of every figure; then the whole network."""
        screen = self._open_elsewhere(code)
        self._shot("line-elsewhere")
        places = len(screen.table.rows)
        self.player.press("F5")
        self.player.until(lambda: screen.view is not None and screen.view.asked_at is not None, "the centre's answer")
        self._shot("line-elsewhere-all")
        yield f"F6 Elsewhere: stock of the {places} places of the region; F5 asked all {len(screen.table.rows)}"
        self._back(screen)

    def cut(self, code: str) -> Iterator[str]:
        """The centre goes away: the chip says so, what the region had stays to be seen, the line's page explains."""
        self.centre.stop()
        self.player.until(lambda: not self.services.line.is_online, "the dead line")
        yield f"the centre is stopped: {self._chip()}"
        screen = self._open_elsewhere(code)
        self._shot("line-elsewhere-offline")
        self._back(screen)

    def offline(self) -> Iterator[str]:
        """After a sale without the line: what waits."""
        self.player.until(lambda: self.services.line.sales_waiting() > 0, "what waits")
        self._shot("line-offline")
        self._page("line-page-offline")
        yield f"sold without the line: {self._chip()}"

    def back(self) -> Iterator[str]:
        """The centre is there again; F5 on the line's page tries at once."""
        self.centre.start()
        self.player.press("F6")
        self.player.on_screen("elsewhere")
        self.player.press("F6")
        self.player.on_screen("line")
        self.player.press("F5")
        self.player.until(lambda: self.services.line.is_online, "the line is back")
        self._settle()
        self.player.until(lambda: not self.till.window.toast_text, "the end of the toast")
        self._shot("line-page")
        self._leave_page()
        yield f"the centre is started again: {self._chip()}, nothing waits"

    def closing(self) -> Iterator[str]:
        """What the centre holds of the day, against the till's own Z; and what its operator sees."""
        self._settle()
        takings = self.takings()
        told = self._told_by_z()
        held = {
            (row["kind"], row["tender"]): (row["parts"], row["amount"])
            for row in takings["tenders"]
            if row["parts"] or row["amount"]
        }
        for row in takings["sums"]:
            yield f"the centre: {row['documents']} of kind {row['kind']}, {row['total'] / 100:,.2f} {row['currency']}"
        for (kind, tender), (parts, amount) in sorted(held.items()):
            yield f"the centre: {kind} by {tender}: {parts} times, {amount / 100:,.2f}"
        if held_by_tender(held) != told:
            raise PlayError(f"the centre's tenders {held_by_tender(held)} are not those of the Z {told}")
        yield "the centre's totals by tender are those of the Z, to the last coin"
        for line in self._ask("status").splitlines():
            if line.startswith(("register ", self._register_id)):
                yield f"status: {line}"
        yield f"omnitill-central verify: {self._ask('verify').splitlines()[-1]}"

    def takings(self) -> dict[str, Any]:
        """What the centre holds of this register."""
        found: dict[str, Any] = json.loads(
            self._ask("takings", self.store_id, "--register", self._register_id, "--json")
        )
        return found

    # --- by hand

    @property
    def _register_id(self) -> str:
        return str(self.services.desk.journal.reader().head().register_id)

    def _chip(self) -> str:
        found = self.till.window.top.chip("network")
        return "" if found is None else found.text()

    def _settle(self) -> None:
        self.player.until(lambda: self.services.line.view.waiting == 0, "nothing waits for the centre")

    def _ask(self, *arguments: str) -> str:
        """Run a command of the centre while the till goes on."""
        process = self.centre.begin(*arguments)
        try:
            self._patient.until(lambda: process.poll() is not None, f"omnitill-central {arguments[0]}")
            out, err = process.communicate()
        finally:
            if process.poll() is None:
                process.kill()
                process.communicate()
        return self.centre.said(arguments, process.returncode, out, err)

    def _publish(self, sku: str, amount: int) -> float:
        """Import a price list of one row at the centre; returns the steady time at which that began."""
        # the played day has a clock of its own, and a price has to hold on both
        since = min(self.services.desk.clock(), datetime.now(UTC)) - timedelta(seconds=1)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "office.csv"
            path.write_text(f"sku;price\n{sku};{amount // 100},{amount % 100:02d}\n", encoding="utf-8")
            begun = time.monotonic()
            zone = ZONES[self.store_id]
            self._ask("import", str(path), "--zone", zone, "--effective", since.isoformat(), "--apply")
        return begun

    def _open_elsewhere(self, code: str) -> ElsewhereScreen:
        self.player.press("F6")
        self.player.on_screen("elsewhere")
        screen = self.till.window.current
        if not isinstance(screen, ElsewhereScreen):
            raise PlayError("Elsewhere is not in front")
        self.player.run_for(0.1)
        self.player.scanner.scan(code)
        self.player.until(lambda: bool(screen.table.rows), "the region's figures")
        return screen

    def _back(self, screen: ElsewhereScreen) -> None:
        while self.till.window.current is screen:
            self.player.press("Esc")
            self.player.run_for(0.1)
        self.player.on_screen("sell")

    def _page(self, name: str) -> None:
        self.player.press("F6")
        self.player.on_screen("elsewhere")
        self.player.press("F6")
        self.player.on_screen("line")
        self._shot(name)
        self._leave_page()

    def _leave_page(self) -> None:
        for _ in range(3):
            if self.till.window.current is self.till.window.screen_named("sell"):
                break
            self.player.press("Esc")
            self.player.run_for(0.1)
        self.player.on_screen("sell")

    def _told_by_z(self) -> dict[tuple[str, str], tuple[int, int]]:
        """Return the figures by tender of the last Z: (way, tender) to (parts, amount)."""
        last = None
        for _row, body in self.services.desk.journal.reader().events():
            last = body if isinstance(body, ZBody) else last
        if last is None:
            raise PlayError("there is no Z")
        told: dict[tuple[str, str], tuple[int, int]] = {}
        for each in last.figures.tenders:
            for way, parts, amount in (("in", each.payments, each.paid), ("out", each.refunds, each.refunded)):
                before = told.get((way, each.tender_id), (0, 0))
                told[way, each.tender_id] = (before[0] + parts, before[1] + amount)
        return {key: figures for key, figures in told.items() if any(figures)}

    def _shot(self, name: str) -> None:
        window = self.till.window
        for width, height in SIZES:
            window.resize(width, height)
            for theme in (ThemeName.LIGHT, ThemeName.DARK):
                look().set_theme(theme)
                self.player.shot(self.out / f"{name}-{width}-{theme.value}.png")
        look().set_theme(ThemeName.LIGHT)


def held_by_tender(held: dict[tuple[str, str], tuple[int, int]]) -> dict[tuple[str, str], tuple[int, int]]:
    """Return the centre's figures as a Z tells them: sales in, returns and post-voids out."""
    found: dict[tuple[str, str], tuple[int, int]] = {}
    for (kind, tender), (parts, amount) in held.items():
        way = "in" if kind == "sale" else "out"
        before = found.get((way, tender), (0, 0))
        found[way, tender] = (before[0] + parts, before[1] + amount)
    return found
