"""Returns: from finding the receipt to the money in the customer's hand; what waits is never lost from sight.

Main thread.
"""

from __future__ import annotations

from collections.abc import Callable

from pos_client.domain.returns import Return
from pos_client.services.desk import ServiceError
from pos_client.services.returning.returns_views import ReturnView
from pos_client.ui import screens
from pos_client.ui.flows.money_back import MoneyBackFlow
from pos_client.ui.flows.stage import Stage
from pos_client.ui.screens.choice import ChoicePanel


class ReturnsFlow(MoneyBackFlow):
    """The screens of a return and what joins them: `find` (which receipt?), `screen` (what of it), `done`."""

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage, stage.services.returns)
        self._services = stage.services
        self._returns = stage.services.returns
        self._from_find = False
        stage.window.offer_screen("returns_find", self._make_find)
        stage.window.offer_screen("returns", self._make_screen)
        stage.window.offer_screen("returned", self._make_done)

    def _make_screen(self) -> screens.ReturnScreen:
        screen = screens.ReturnScreen(self._services, self._stage.bridge, self._stage.window.guard)
        self._join_face(screen)
        screen.tone_wanted.connect(self._stage.sounds.play)
        screen.find_wanted.connect(self._open_goods)
        screen.reasons_wanted.connect(self._open_reasons)
        screen.reason_words_wanted.connect(self._open_words)
        screen.quantity_wanted.connect(self._open_quantity)
        screen.price_wanted.connect(self._open_price)
        screen.receipt_scanned.connect(self._another_receipt)
        return screen

    def _make_find(self) -> screens.FindReceiptScreen:
        find = screens.FindReceiptScreen(self._services, self._stage.bridge)
        find.receipt_wanted.connect(lambda code: self.open_receipt(code, from_find=True))
        find.loose_wanted.connect(self.open_loose)
        find.back_wanted.connect(self._stage.show_sell)
        return find

    def _make_done(self) -> screens.ReturnedScreen:
        done = screens.ReturnedScreen(self._services)
        done.next_wanted.connect(self._stage.show_sell)
        return done

    @property
    def find(self) -> screens.FindReceiptScreen:
        """The question which receipt it is."""
        return self._stage.window.screen_of(screens.FindReceiptScreen)

    @property
    def screen(self) -> screens.ReturnScreen:
        """What of it comes back."""
        return self._stage.window.screen_of(screens.ReturnScreen)

    # beginning

    def open_find(self) -> None:
        """F8: the return in hand, else the receipt has to be found."""
        if self._returns.is_open:
            self._stage.window.show_screen(self.screen.name)
        else:
            self._stage.window.show_screen(self.find.name)

    def open_receipt(self, code: str, *, from_find: bool = False) -> bool:
        """Open the return of a receipt, by its number or its scanned code; False when that was refused and told."""
        return self._open(lambda: self._returns.find(code), from_find=from_find)

    def open_loose(self) -> bool:
        """Open a return without a receipt."""
        return self._open(self._returns.start_loose, from_find=True)

    def _open(self, act: Callable[[], ReturnView], *, from_find: bool) -> bool:
        if not self._returns.is_open:
            try:
                act()
            except ServiceError as error:
                self._stage.tell(error.code, error.details)
                return False
        self._from_find = from_find
        self._stage.window.show_screen(self.screen.name)
        return True

    def _another_receipt(self, code: str) -> None:
        """Nothing was chosen yet: the receipt that was scanned takes the place of the one in hand."""
        self._returns.leave()
        if not self.open_receipt(code, from_find=self._from_find):
            self.back()

    def show_done(self, document: Return) -> None:
        """The return is on disk: what has to be handed over."""
        self.done.show_what(lambda: self._services.receipts.returned_view(document))

    def is_untouched(self, view: ReturnView) -> bool:
        """True when no goods are chosen."""
        return not view.line_count

    def back(self) -> None:
        """Back to finding the receipt, or to selling when it was scanned there."""
        if self._from_find:
            self._stage.window.show_screen(self.find.name)
        else:
            self._stage.show_sell()

    # panels

    def _open_goods(self) -> None:
        """F2: find goods by a typed code or name."""
        view = self._returns.view()
        panel = screens.GoodsPanel(
            self._lines_like if view.original_receipt else self._products_like,
            self._take_line if view.original_receipt else self._take_code,
            self._take_code,
            texts=lambda: (
                self.tr("Find what comes back"),
                self.tr("On this receipt") if view.original_receipt else self.tr("In the catalogue"),
                self.tr("Code or name"),
            ),
        )
        self._stage.window.open_side(panel)

    def _lines_like(self, text: str) -> list[tuple[str, str, str]]:
        formatter, wanted = self._stage.window.formatter, text.casefold()
        lines = [line for line in self.screen.shown_lines() if not line.why_not]
        named = [(str(line.line_id), formatter.name(line.names), line.code) for line in lines]
        return [hit for hit in named if wanted in hit[1].casefold() or wanted in hit[2]] if wanted else named

    def _products_like(self, text: str) -> list[tuple[str, str, str]]:
        if not text:
            return []
        formatter = self._stage.window.formatter
        hits = self._services.checkout.search(text, formatter.language)
        return [(hit.sku, formatter.name(hit.names), hit.code) for hit in hits]

    def _take_line(self, line_id: str) -> None:
        self._stage.window.close_side()
        self.screen.choose(int(line_id))
        self.screen.step(1)

    def _take_code(self, code: str) -> None:
        self._stage.window.close_side()
        self.screen.take(code)

    def _open_reasons(self) -> None:
        """F3: every reason, also those that have to be written."""
        panel = ChoicePanel(
            self._stage.window.guard,
            self._take_reason,
            texts=lambda: (
                self.tr("Why it comes back"),
                self.tr("For the line, and for what has no reason yet"),
                self.tr("Apply"),
                self.tr("The reason decides in which condition the goods are; F4 changes it."),
            ),
            options=lambda: [
                (reason.reason_id, self._stage.window.formatter.name(reason.names))
                for reason in self._returns.reasons()
            ],
            danger=False,
        )
        panel.choice.choose(self.screen.reason_in_force)
        self._stage.window.open_side(panel)

    def _take_reason(self, reason_id: str) -> None:
        self._stage.window.close_side()
        self.screen.set_reason(reason_id)

    def _open_words(self, reason_id: str) -> None:
        names = next((reason.names for reason in self._returns.reasons() if reason.reason_id == reason_id), ())

        def apply(words: str) -> None:
            self._stage.window.close_side()
            self.screen.set_reason(reason_id, words)

        texts = (self._stage.window.formatter.name(names), self.tr("It is written into the journal"))
        self._stage.window.open_side(screens.TextPanel(apply, texts=lambda: (*texts, self.tr("Reason"))))

    def _open_quantity(self) -> None:
        """F5: how much of the line, for whoever has no keyboard."""
        line = self.screen.current_line
        if line is None or line.why_not or line.asks_code:
            self._stage.tell(line.why_not or "code_needed" if line is not None else "choose_goods_first")
            return
        formatter = self._stage.window.formatter

        def apply(text: str, _chosen: str) -> None:
            self._stage.window.close_side()
            self.screen.set_quantity(formatter.parse_quantity(text) or 0)

        def usable(text: str) -> bool:
            wanted = formatter.parse_quantity(text)
            return wanted is not None and wanted <= line.remaining.thousandths

        panel = screens.FigurePanel(
            usable,
            apply,
            texts=lambda: (
                formatter.name(line.names),
                self.tr("Left to return: {quantity}").format(quantity=formatter.quantity(line.remaining)),
                self.tr("Comes back"),
                formatter.unit(line.sold.unit),
            ),
        )
        self._stage.window.open_side(panel)

    def _open_price(self) -> None:
        """F6 without a receipt: the price of a unit, which then has to be approved."""
        line = self.screen.current_line
        if line is None:
            self._stage.tell("choose_goods_first")
            return
        formatter, currency = self._stage.window.formatter, self._services.desk.store.currency

        def apply(text: str, _chosen: str) -> None:
            self._stage.window.close_side()
            self.screen.set_price(formatter.parse_money(text, currency) or 0)

        panel = screens.FigurePanel(
            lambda text: (formatter.parse_money(text, currency) or 0) > 0,
            apply,
            texts=lambda: (
                formatter.name(line.names),
                self.tr("A typed price is approved by somebody else"),
                self.tr("Price"),
                formatter.symbol(currency),
            ),
        )
        self._stage.window.open_side(panel)
