"""What follows what: builds the screens, routes scans and news to whoever is in front, opens panels and closes them.

Decides nothing about goods or money. Main thread only.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from pos_client.domain.basket import ManualDiscount
from pos_client.domain.sale import Sale
from pos_client.domain.tax_numbers import company_number
from pos_client.runtime.bridge import Bridge
from pos_client.services.bundle import Services
from pos_client.services.desk import ServiceError
from pos_client.services.recovery import Recovered
from pos_client.services.views import Approval, ErrorRow, NeedsApproval, TakeKind
from pos_client.ui.fiscal_day import FiscalDay
from pos_client.ui.frame import MainWindow, ScanLike
from pos_client.ui.i18n import LANGUAGES, NATIVE_NAMES, languages, message
from pos_client.ui.news import News
from pos_client.ui.parking import Parking
from pos_client.ui.screens.approval import ApprovalPanel
from pos_client.ui.screens.choice import ChoicePanel
from pos_client.ui.screens.discount import DiscountPanel
from pos_client.ui.screens.figure import FigurePanel
from pos_client.ui.screens.help import HelpPanel
from pos_client.ui.screens.login import LoginScreen
from pos_client.ui.screens.more import MoreItem, MorePanel
from pos_client.ui.screens.paid import PaidScreen
from pos_client.ui.screens.pay import PayScreen
from pos_client.ui.screens.receipts import ReceiptsScreen
from pos_client.ui.screens.sell import SellScreen
from pos_client.ui.screens.shift_open import ShiftOpenScreen
from pos_client.ui.sounds import Sounds
from pos_client.ui.theme import ThemeName, look

SCALES = (100, 125, 150, 175, 200)


class Controller(QObject):
    """Signals: `quit_wanted()`; `look_changed()` after language, theme, scale or sounds were changed by a person."""

    quit_wanted = Signal()
    look_changed = Signal()

    def __init__(
        self, window: MainWindow, services: Services, bridge: Bridge, recovered: Recovered, *, sounds: bool = True
    ) -> None:
        super().__init__()
        self.window = window
        self.services = services
        self.bridge = bridge
        self.sounds = Sounds(on=sounds)
        self.scale = 100
        self._recovered = recovered
        self.news = News(window, services)
        self.parking = Parking(window, services, bridge, self.tell)
        self._fiscal_day = FiscalDay(window, services.fiscal, bridge, self.tell) if services.fiscal else None
        self.login = LoginScreen(services, bridge)
        self.shift_open = ShiftOpenScreen(services, bridge)
        self.sell = SellScreen(services.checkout, services.receipts)
        self.pay = PayScreen(services, bridge, window.guard)
        self.paid = PaidScreen(services)
        self.receipts = ReceiptsScreen(services, bridge)
        for screen in (self.login, self.shift_open, self.sell, self.pay, self.paid, self.receipts):
            window.add_screen(screen)
        register = services.desk.replica.live.register
        window.top.set_clock(services.desk.clock)
        window.top.set_place(services.desk.store.name, register.name)
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(max(0, register.idle_lock_seconds) * 1000)
        self._idle.timeout.connect(self._idled)
        self._idles = register.idle_lock_seconds > 0
        self._connect()
        application = QApplication.instance()
        if application is not None:
            application.installEventFilter(self)

    def _connect(self) -> None:
        self.login.logged_in.connect(self._logged_in)
        self.login.more_wanted.connect(self.open_more)
        self.login.help_wanted.connect(self.open_help)
        self.shift_open.opened.connect(self._shift_opened)
        self.shift_open.left_for_login.connect(self.lock)
        self.shift_open.help_wanted.connect(self.open_help)
        self.shift_open.approval_wanted.connect(lambda needed: self.ask_approval(needed, self.shift_open.confirm))
        sell = self.sell
        sell.help_wanted.connect(self.open_help)
        sell.discount_wanted.connect(self.open_discount)
        sell.suspend_wanted.connect(self.parking.suspend)
        sell.recall_wanted.connect(self.open_recall)
        sell.pay_wanted.connect(lambda: self.window.show_screen("pay"))
        sell.more_wanted.connect(self.open_more)
        sell.lock_wanted.connect(self.lock)
        sell.cancel_wanted.connect(self.open_cancel)
        sell.reprint_wanted.connect(self.reprint)
        sell.open_item_wanted.connect(self.open_open_item)
        sell.approval_wanted.connect(self.ask_approval)
        sell.reference_scanned.connect(self._referenced)
        sell.tone_wanted.connect(self.sounds.play)
        pay = self.pay
        pay.paid.connect(self._paid)
        pay.back_wanted.connect(self.show_sell)
        pay.tax_number_wanted.connect(self.open_tax_number)
        pay.bad_tone_wanted.connect(lambda: self.sounds.play("bad"))
        pay.help_wanted.connect(self.open_help)
        paid = self.paid
        paid.next_wanted.connect(self.show_sell)
        paid.scanned.connect(self._next_by_scan)
        paid.typed.connect(self._next_by_key)
        paid.copy_wanted.connect(self.reprint)
        paid.parked_wanted.connect(self._parked)
        paid.print_answered.connect(self._print_answered)
        paid.lock_wanted.connect(self.lock)
        paid.more_wanted.connect(self.open_more)
        paid.help_wanted.connect(self.open_help)
        self.receipts.back_wanted.connect(self.show_sell)
        self.receipts.help_wanted.connect(self.open_help)
        self.parking.changed.connect(self.sell.refresh)
        self.receipts.copy_wanted.connect(self.reprint)
        self.news.print_answered.connect(self._print_answered)
        self.news.print_changed.connect(self.paid.refresh)
        self.bridge.failed.connect(lambda _error: self.tell("internal_error"))

    # telling

    def tell(self, code: str, details: object = ()) -> None:
        """Say a message by its code, with the low tone."""
        pairs = details if isinstance(details, tuple) else ()
        told = message(code, pairs, formatter=self.window.formatter, currency=self.services.desk.store.currency)
        self.window.toast(told.text, state="refused")
        self.sounds.play("bad")

    # who is at the till

    def _logged_in(self, _member: object) -> None:
        self.window.top.set_cashier(self.services.desk.staff.short_name)
        self._stay_awake()
        if not self.services.shifts.is_open:
            self.window.show_screen("shift_open")
            return
        self._begin()

    def _shift_opened(self) -> None:
        self._begin()

    def _begin(self) -> None:
        """Go where work goes on: to Pay when a card's outcome waits, else to the basket."""
        recovered, self._recovered = self._recovered, Recovered(0, has_card_parts=False)
        waits = recovered.has_card_parts or self.services.payments.has_parts
        self.window.show_screen("pay" if waits else "sell")
        if recovered.line_count:
            back = self.tr("The basket is back: %n line(s)", "", recovered.line_count)
            told = [back, *self._price_change(recovered.price_change)]
            self.window.toast(" · ".join(told), state="waiting" if recovered.price_change else "ok")

    def _price_change(self, change: int) -> tuple[str, ...]:
        """Say by how much a basket's total changed because its business day has ended; nothing when it did not."""
        if not change:
            return ()
        amount = self.window.formatter.money(change, self.services.desk.store.currency, symbol=True, sign=True)
        return (self.tr("Prices of today: {amount}").format(amount=amount),)

    def lock(self) -> None:
        """Lock the register; the basket stays as it is."""
        cashier = self.services.desk.cashier
        if self.services.payments.busy:
            return
        self.services.staff.lock()
        self.window.top.set_cashier("")
        self.window.show_screen("login")
        if cashier is not None:
            self.login.prefer(cashier.staff_id)
            self.login.entered()

    def _idled(self) -> None:
        if self.services.desk.cashier is not None and not self.services.payments.busy:
            self.lock()
        self._stay_awake()

    def _stay_awake(self) -> None:
        if self._idles:
            self._idle.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin):
            self._stay_awake()
        return False

    # selling

    def show_sell(self) -> None:
        """Bring the basket to the front."""
        self.window.show_screen("sell" if self.services.desk.cashier is not None else "login")

    def basket_changed(self) -> None:
        """The basket changed while another screen or a panel is in front."""
        self.parking.basket_changed()
        if self.window.current is self.sell and self.window.side is not None:
            self.sell.refresh()

    def deliver_scan(self, scan: ScanLike) -> None:
        """Give a scan to whoever is in front; nobody else ever gets it."""
        self._stay_awake()
        front = self.window.front
        if front is not None and self.window.side is not None and not isinstance(front, ApprovalPanel):
            self.tell("scanned_in_panel")
            return
        self.window.deliver_scan(scan)

    def bad_read(self, code: str, sample: str) -> None:
        """Say that a scanner sent something that is no code."""
        if self.window.current is self.sell and self.window.side is None:
            self.services.checkout.error(code, sample, can_open_item=False)
            self.sell.refresh()
            self.sounds.play("bad")
        else:
            self.tell(code)

    def _paid(self, sale: Sale) -> None:
        self.paid.show_sale(sale)
        self.window.show_screen("paid")

    def _next_by_scan(self, scan: ScanLike) -> None:
        self.window.show_screen("sell")
        self.sell.handle_scan(scan)

    def _next_by_key(self, text: str) -> None:
        self.window.show_screen("sell")
        event = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, text)
        QApplication.sendEvent(self.sell.box.field, event)

    def _referenced(self, kind: str, reference: str) -> None:
        if kind == TakeKind.RECEIPT.value:
            self.window.show_screen("receipts")
            self.receipts.search(reference)
        elif kind == TakeKind.SUSPENDED.value:
            self._recall(reference)
        elif kind == TakeKind.BADGE.value:
            self.lock()
            self.login.choose_by_badge(reference)

    # panels

    def open_help(self) -> None:
        """F1: what the keys do here."""
        front = self.window.front
        if front is not None:
            self.window.open_side(HelpPanel(front.function_keys, self.window.keymap))

    def ask_approval(self, needed: NeedsApproval, granted: Callable[[Approval], None]) -> None:
        """Ask somebody with the right; `granted` repeats the act with the approval."""
        panel = ApprovalPanel(self.services, self.bridge, self.window.guard, needed, granted)
        self.window.open_side(panel)

    def open_discount(self, line_id: int) -> None:
        """F4: a manual discount or price for a line."""
        line = next((line for line in self.services.checkout.view().lines if line.line_id == line_id), None)
        if line is None or line.is_charge:
            self.tell("discount_not_allowed")
            return
        self.window.open_side(DiscountPanel(self.services, line, partial(self._give_discount, line_id)))

    def _give_discount(self, line_id: int, manual: ManualDiscount | None, approval: Approval | None = None) -> None:
        answer = self.services.checkout.set_manual(line_id, manual, approval)
        if isinstance(answer, NeedsApproval):
            self.ask_approval(answer, lambda given: self._give_discount(line_id, manual, given))
            return
        self.window.close_side()
        self.sell.refresh()
        if answer.kind is TakeKind.ERROR:
            self.tell(answer.code, answer.details)

    def open_basket_discount(self) -> None:
        """A manual discount on the whole basket."""
        self.window.open_side(DiscountPanel(self.services, None, self._give_basket_discount))

    def _give_basket_discount(self, manual: ManualDiscount | None, approval: Approval | None = None) -> None:
        answer = self.services.checkout.set_basket_discount(manual, approval)
        if isinstance(answer, NeedsApproval):
            self.ask_approval(answer, lambda given: self._give_basket_discount(manual, given))
            return
        self.window.close_side()
        self.sell.refresh()
        if answer.kind is TakeKind.ERROR:
            self.tell(answer.code, answer.details)

    def open_open_item(self, error: ErrorRow) -> None:
        """F4 on an unknown code: sell it as a listed open item at a typed price."""
        items = self.services.desk.replica.live.open_items()
        if not items:
            self.tell("no_open_item")
            return
        currency = self.services.desk.store.currency
        formatter = self.window.formatter
        panel = FigurePanel(
            lambda text: (formatter.parse_money(text, currency) or 0) > 0,
            lambda text, sku: self._sell_open_item(error, sku, formatter.parse_money(text, currency) or 0),
            texts=lambda: (self.tr("Open item"), error.raw, self.tr("Price"), formatter.symbol(currency)),
            options=lambda: [(item.sku, self.window.formatter.name(item.names)) for item in items[:6]],
        )
        self.window.open_side(panel)

    def _sell_open_item(self, error: ErrorRow, sku: str, price: int, approval: Approval | None = None) -> None:
        answer = self.services.checkout.open_item(sku, price, error.raw, approval)
        if isinstance(answer, NeedsApproval):
            self.ask_approval(answer, lambda given: self._sell_open_item(error, sku, price, given))
            return
        self.window.close_side()
        if answer.kind is TakeKind.ADDED:
            self.services.checkout.answer_error(error.error_id)
        else:
            self.tell(answer.code, answer.details)
        self.sell.refresh()

    def open_cancel(self) -> None:
        """Shift+Del: abandon the basket with a reason."""
        reasons = self.services.desk.replica.live.reasons("cancel")
        view = self.services.checkout.view()
        total = self.window.formatter.money(view.total, view.currency, symbol=True)
        panel = ChoicePanel(
            self.window.guard,
            self._cancel,
            texts=lambda: (
                self.tr("Cancel the basket"),
                self.tr("%n line(s)", "", len(view.lines)) + f" · {total}",
                self.tr("Cancel the basket"),
                self.tr("The journal keeps what was in it, who and why."),
            ),
            options=lambda: [(r.reason_id, self.window.formatter.name(r.names)) for r in reasons[:7]],
        )
        self.window.open_side(panel)

    def _cancel(self, reason: str, approval: Approval | None = None) -> None:
        answer = self.services.checkout.cancel(reason, approval)
        if isinstance(answer, NeedsApproval):
            self.ask_approval(answer, lambda given: self._cancel(reason, given))
            return
        self.window.close_side()
        self.sell.refresh()
        self.window.toast(self.tr("The basket was cancelled"), state="ok")

    def open_recall(self) -> None:
        """F7 with an empty basket: take a parked one back."""
        parked = self.services.suspended.all()
        if not parked:
            self.tell("nothing_suspended")
            return
        formatter, currency = self.window.formatter, self.services.desk.store.currency

        def options() -> list[tuple[str, str]]:
            return [
                (
                    one.basket_id,
                    " · ".join(
                        (
                            formatter.time(one.suspended_at),
                            self.tr("%n line(s)", "", one.line_count),
                            formatter.money(one.total, currency),
                        )
                    ),
                )
                for one in parked[:8]
            ]

        panel = ChoicePanel(
            self.window.guard,
            self._recall,
            texts=lambda: (
                self.tr("Suspended baskets"),
                self.tr("%n basket(s)", "", len(parked)),
                self.tr("Recall"),
                self.tr("After the business day has ended, prices are taken anew."),
            ),
            options=options,
            danger=False,
        )
        self.window.open_side(panel)

    def _recall(self, basket_id: str) -> None:
        try:
            _view, change = self.services.suspended.recall(basket_id)
        except ServiceError as error:
            self.tell(error.code, error.details)
            return
        self.window.close_side()
        self.show_sell()
        for told in self._price_change(change):
            self.window.toast(told, state="waiting")

    def _parked(self, basket_id: str) -> None:
        self.show_sell()
        if basket_id:
            self._recall(basket_id)
        else:
            self.open_recall()

    def open_tax_number(self) -> None:
        """F3 in Pay: a company's tax number, checked, for the receipt."""
        code = self.services.desk.store.currency.code
        name = {"PLN": "NIP", "RUB": "ИНН"}.get(code, self.tr("Tax number"))
        panel = FigurePanel(
            lambda text: bool(company_number(text, code)),
            lambda text, _chosen: self._set_tax_number(company_number(text, code)),
            texts=lambda: (
                self.tr("Company tax number"),
                self.tr("It is printed on the receipt and checked by its check digits."),
                name,
                "",
            ),
        )
        self.window.open_side(panel)

    def _set_tax_number(self, number: str) -> None:
        self.services.checkout.set_buyer_tax_number(number)
        self.window.close_side()

    def reprint(self, receipt_number: str, approval: Approval | None = None) -> None:
        """Print a copy, with an approval where the role needs one."""
        try:
            answer = self.services.receipts.reprint(receipt_number, approval)
        except ServiceError as error:
            self.tell(error.code, error.details)
            return
        if isinstance(answer, NeedsApproval):
            self.ask_approval(answer, lambda given: self.reprint(receipt_number, given))
            return
        done = self.tr("A copy of {receipt} is being printed").format(receipt=receipt_number)
        self.bridge.deliver(
            answer,
            lambda _done: self.window.toast(done, state="ok"),
            lambda error: self.tell(getattr(error, "code", "internal_error")),
        )

    def _print_answered(self, job_id: str, printed: bool) -> None:  # noqa: FBT001 - Qt's signal
        if self.services.spooler is not None:
            self.services.spooler.answer(job_id, printed=printed)

    # more

    def open_more(self) -> None:
        """F11: everything that is not selling."""
        in_sell = self.window.current is self.sell
        logged_in = self.services.desk.cashier is not None
        first = self.tr("Log in first")
        items = [
            MoreItem(
                "receipt-text",
                lambda: self.tr("Receipts"),
                self._show_receipts,
                cause=lambda: "" if logged_in else first,
            ),
            MoreItem(
                "percent",
                lambda: self.tr("Discount on the whole basket"),
                self.open_basket_discount,
                cause=lambda: "" if in_sell and not self.services.checkout.basket.is_empty else self.tr("No basket"),
            ),
            MoreItem("languages", lambda: NATIVE_NAMES[languages().current], self._next_language,
                     second=lambda: self.tr("Language of the screens")),
            MoreItem("contrast", lambda: self.tr("Theme"), self._next_theme, second=self._theme_name),
            MoreItem("eye", lambda: self.tr("Size"), self._next_scale, second=lambda: f"{self.scale} %"),
            MoreItem("bell", lambda: self.tr("Sounds"), self._toggle_sounds,
                     second=lambda: self.tr("on") if self.sounds.on else self.tr("off")),
            MoreItem("printer", lambda: self.tr("Print a test page"), self._print_test,
                     cause=lambda: "" if self.services.spooler is not None else self.tr("No printer is set up")),
            MoreItem("power", lambda: self.tr("Switch off"), self.open_quit, second=lambda: self.tr("asks first")),
            MoreItem("trash-2", lambda: self.tr("Cancel the basket"), self.open_cancel,
                     second=lambda: self.tr("with a reason"),
                     cause=lambda: "" if in_sell and self.services.checkout.view().lines else self.tr("No basket")),
        ]  # fmt: skip
        if self._fiscal_day is not None:
            items += self._fiscal_day.items("" if logged_in else first)
        self.window.open_side(MorePanel(items))

    def _show_receipts(self) -> None:
        self.window.show_screen("receipts")

    def _next_language(self) -> None:
        codes = list(LANGUAGES)
        languages().set_language(codes[(codes.index(languages().current) + 1) % len(codes)])
        self.look_changed.emit()

    def _next_theme(self) -> None:
        names = list(ThemeName)
        now = names.index(look().theme.name)
        look().set_theme(names[(now + 1) % len(names)])
        self.look_changed.emit()

    def _theme_name(self) -> str:
        return {
            ThemeName.LIGHT: self.tr("light"),
            ThemeName.DARK: self.tr("dark"),
            ThemeName.CONTRAST: self.tr("high contrast"),
        }[look().theme.name]

    def _next_scale(self) -> None:
        self.scale = SCALES[(SCALES.index(self.scale) + 1) % len(SCALES)]
        look().set_scale(self.scale)
        self.look_changed.emit()

    def _toggle_sounds(self) -> None:
        self.sounds.on = not self.sounds.on
        self.look_changed.emit()

    def _print_test(self) -> None:
        self.services.print_test()
        self.window.toast(self.tr("A test page is being printed"), state="ok")

    def open_quit(self) -> None:
        """Switching off asks first; a basket that is open stays on disk."""
        panel = ChoicePanel(
            self.window.guard,
            lambda answer: self.quit_wanted.emit() if answer == "off" else self.window.close_side(),
            texts=lambda: (
                self.tr("Switch off"),
                self.tr("The basket stays as it is and comes back at the next start."),
                self.tr("Do it"),
                self.tr("The shift stays open."),
            ),
            options=lambda: [("stay", self.tr("Go on working")), ("off", self.tr("Switch the register off"))],
        )
        self.window.open_side(panel)

    def close(self) -> None:
        """Leave nothing behind."""
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
        self._idle.stop()
        self.news.close()
        self.sounds.close()
