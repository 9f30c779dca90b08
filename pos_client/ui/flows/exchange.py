"""Exchange: a return becomes the credit of the basket; the difference is paid, or given back in Pay. Main thread."""

from __future__ import annotations

from concurrent.futures import Future

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence, QShortcut

from pos_client.services.desk import ServiceError
from pos_client.services.returning.returns_views import ExchangeView
from pos_client.services.views import Approval, NeedsApproval
from pos_client.ui import screens
from pos_client.ui.flows.stage import Stage
from pos_client.ui.screens.choice import ChoicePanel
from pos_client.ui.widgets import Banner, Key

BANNER = "exchange"
CANCEL_KEY = "Ctrl+E"  # function keys belong to the screen in front
SHOWN_ON = ("sell", "pay")
STAY, DROP = "stay", "drop"


class ExchangeFlow(QObject):
    """The credit of the basket in hand: its banner, its cancelling, its rest. `screen` gives the rest back."""

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self._stage = stage
        self._exchange = stage.services.exchange
        self._gives = ""  # the return whose rest is being given back
        self._shown: tuple[str, int] = ("", 0)
        stage.window.offer_screen("exchange_rest", self._make_screen)
        stage.window.screen_shown.connect(lambda _name: self.refresh())
        stage.basket_changed.connect(self.refresh)
        stage.window.retranslated.connect(self._spoken)

    def _make_screen(self) -> screens.RestScreen:
        screen = screens.RestScreen(self._exchange, self._stage.bridge, self._stage.window.guard)
        screen.told.connect(self._stage.tell)
        screen.settled.connect(self._given)
        screen.cash_wanted.connect(self._to_cash)
        screen.leave_wanted.connect(self._back_to_pay)
        return screen

    @property
    def screen(self) -> screens.RestScreen:
        """Gives back what the basket does not take."""
        return self._stage.window.screen_of(screens.RestScreen)

    @property
    def is_open(self) -> bool:
        """True while the basket has a credit."""
        return self._exchange.is_open

    @property
    def busy(self) -> bool:
        """True while the rest of a credit is on its way to a card."""
        return self._exchange.is_open and self.screen.busy

    # beginning

    def begin(self) -> None:
        """Make the return in hand the credit of the basket, approved where that is needed."""
        self._stage.perform(self._exchange.attach, self._attaching)

    def _attaching(self, future: Future[None]) -> None:
        def failed(error: Exception) -> None:
            self._exchange.attached(future)
            self._stage.tell_error(error)

        def attached(_done: None) -> None:
            self._exchange.attached(future)
            self._stage.show_sell()
            self._stage.basket_changed.emit()

        self._stage.bridge.deliver(future, attached, failed)

    # the banner

    def _spoken(self) -> None:
        self.refresh()

    def refresh(self) -> None:
        """Show the credit above the basket as long as there is one."""
        window, current = self._stage.window, self._stage.window.current
        if not self._exchange.is_open or current is None or current.name not in SHOWN_ON:
            window.clear_banner(BANNER)
            self._shown = ("", 0)
            return
        view = self._exchange.view()
        facts = (window.formatter.language, view.credit)
        if facts == self._shown and window.banner(BANNER) is not None:
            return
        self._shown = facts
        banner = Banner(
            self.tr("Exchange: credit"),
            self._second(view),
            state="accent",
            icon="refresh-cw",
            figure=self._stage.money(view.credit),
        )
        cancel = banner.add_key(Key(self.tr("Cancel exchange"), keycaps=(CANCEL_KEY,)))
        cancel.clicked.connect(lambda _c=False: self.open_cancel())
        shortcut = QShortcut(QKeySequence(CANCEL_KEY), banner)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(self.open_cancel)
        window.show_banner(BANNER, banner)

    def _second(self, view: ExchangeView) -> str:
        if view.original_receipt:
            words = self.tr("For goods of {receipt}. Pay counts it, and gives back what is more.")
            return words.format(receipt=view.original_receipt)
        return self.tr("For goods without a receipt. Pay counts it, and gives back what is more.")

    def open_cancel(self) -> None:
        """Ask before the credit is dropped: the basket stays as it is."""
        if not self._exchange.is_open:
            return
        view = self._exchange.view()
        if not view.can_cancel:
            self._stage.tell("parts_taken")
            return
        panel = ChoicePanel(
            self._stage.window.guard,
            self._cancel,
            texts=lambda: (
                self.tr("Cancel exchange"),
                self.tr("Credit {amount}").format(amount=self._stage.money(view.credit)),
                self.tr("Do it"),
                self.tr("The goods are not taken back; the basket stays as it is."),
            ),
            options=lambda: [(STAY, self.tr("Go on with the exchange")), (DROP, self.tr("Cancel exchange"))],
        )
        self._stage.window.open_side(panel)

    def _cancel(self, answer: str) -> None:
        self._stage.window.close_side()
        if answer != DROP or not self._exchange.is_open:
            return
        try:
            self._stage.services.payments.leave()
            self._exchange.cancel()
        except ServiceError as error:
            self._stage.tell(error.code, error.details)
            return
        self._stage.show_sell()
        self._stage.basket_changed.emit()

    # the rest

    def give_rest(self) -> None:
        """Pay: what the basket does not take goes back; then the sale is written by itself."""

        def act(given: Approval | None) -> ExchangeView | NeedsApproval:
            view = self._exchange.view()
            return view if view.stage != "choosing" else self._exchange.begin_rest(given)

        def begun(view: ExchangeView) -> None:
            self._gives = view.return_id
            self._stage.window.show_screen(self.screen.name)

        self._stage.perform(act, begun)

    def _to_cash(self, part_id: str) -> None:
        self._stage.perform(lambda given: self._exchange.to_cash(part_id, given), lambda _view: self.screen.go_on())

    def _given(self) -> None:
        """Everything of the rest is given: Pay writes both documents."""
        self.screen.finished()
        self._stage.window.show_screen("pay")

    def _back_to_pay(self) -> None:
        self._exchange.drop_rest()
        self._gives = ""
        self._stage.window.show_screen("pay")

    def paid(self) -> bool:
        """After the sale is written: show what of the rest has to be handed over; False when there is none."""
        self._stage.window.clear_banner(BANNER)
        gives, self._gives = self._gives, ""
        receipts = self._stage.services.receipts
        view = receipts.returned(gives) if gives else None
        if view is None:
            return False
        self._stage.window.screen_of(screens.ReturnedScreen).show_what(lambda: receipts.returned(gives) or view)
        self._stage.window.show_screen("returned")
        return True
