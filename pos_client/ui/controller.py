"""Builds the screens and flows, routes scans and news to whoever is in front, and knows who is at the till.

What follows what within a job is in `pos_client.ui.flows`. Decides nothing about goods or money. Main thread only.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from pos_client.domain.sale import Sale
from pos_client.domain.staff import StaffMember
from pos_client.runtime.bridge import Bridge
from pos_client.services.bundle import Services
from pos_client.services.upkeep.recovery import Recovered
from pos_client.services.views import TakeKind
from pos_client.ui import screens
from pos_client.ui.flows.appearance import AppearanceFlow
from pos_client.ui.flows.basket import BasketFlow
from pos_client.ui.flows.cash import CashFlow
from pos_client.ui.flows.exchange import ExchangeFlow
from pos_client.ui.flows.fiscal_day import FiscalDayFlow
from pos_client.ui.flows.line import LineFlow
from pos_client.ui.flows.more import MoreFlow, MoreFlows
from pos_client.ui.flows.oversight import OversightFlow
from pos_client.ui.flows.papers import PapersFlow
from pos_client.ui.flows.parking import ParkingFlow
from pos_client.ui.flows.post_voids import PostVoidsFlow
from pos_client.ui.flows.returns import ReturnsFlow
from pos_client.ui.flows.shift import ShiftFlow
from pos_client.ui.flows.stage import Stage
from pos_client.ui.flows.upkeep import UpkeepFlow
from pos_client.ui.flows.waiting import WaitingFlow
from pos_client.ui.frame import MainWindow, ScanLike, Screen
from pos_client.ui.news import News
from pos_client.ui.screens.login import LoginScreen
from pos_client.ui.screens.sell import SellScreen
from pos_client.ui.sounds import Sounds

WARM_UP_MS = 60  # between two screens that are built ahead: keys and scans come first
WARM = ("sell", "shift_open", "pay", "paid")
ELSEWHERE = frozenset({6})
WITH_MORE = frozenset({"elsewhere", "login", "sell", "paid", "returned", "shift_count", "shift_compare"})
WITH_LOCK = frozenset(
    {"elsewhere", "sell", "paid", "returns", "returned", "shift_count", "shift_compare", "exceptions", "journal"}
)


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
        self._recovered = recovered
        self.news = News(window, services)
        self.stage = Stage(window, services, bridge, self.sounds)
        self.basket = BasketFlow(self.stage)
        self.parking = ParkingFlow(self.stage)
        self.papers = PapersFlow(self.stage)
        self.returns = ReturnsFlow(self.stage)
        self.post_voids = PostVoidsFlow(self.stage)
        self.waiting = WaitingFlow(self.stage, self.returns, self.post_voids)
        self.exchange = ExchangeFlow(self.stage)
        self.appearance = AppearanceFlow(self.stage)
        fiscal_day = FiscalDayFlow(self.stage, services.fiscal) if services.fiscal else None
        self.upkeep = UpkeepFlow(self.stage)
        self.cash = CashFlow(self.stage)
        self.shift = ShiftFlow(self.stage)
        self.oversight = OversightFlow(self.stage)
        self.line = LineFlow(self.stage)
        self.more = MoreFlow(
            self.stage,
            MoreFlows(
                self.basket,
                self.papers,
                self.waiting,
                self.appearance,
                fiscal_day,
                self.upkeep,
                self.cash,
                self.shift,
                self.oversight,
                self.line,
            ),
        )
        window.screen_made.connect(self._join)
        self._connect_flows()
        offers: dict[str, Callable[[], Screen]] = {
            "shift_open": lambda: screens.ShiftOpenScreen(services, bridge, window.guard),
            "sell": lambda: SellScreen(services.checkout, services.receipts, features=ELSEWHERE),
            "pay": lambda: screens.PayScreen(services, bridge, window.guard),
            "paid": lambda: screens.PaidScreen(services),
            "receipts": lambda: screens.ReceiptsScreen(services, bridge),
        }
        for name, make in offers.items():
            window.offer_screen(name, make)
        self.login = LoginScreen(services, bridge)
        window.add_screen(self.login)
        register = services.desk.replica.live.register
        window.top.set_clock(services.desk.clock)
        window.top.set_place(services.desk.store.name, register.name)
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(max(0, register.idle_lock_seconds) * 1000)
        self._idle.timeout.connect(self._idled)
        self._idles = register.idle_lock_seconds > 0
        self._warming = QTimer(self)
        self._warming.setInterval(WARM_UP_MS)
        self._warming.timeout.connect(self._warm_one)

    # screens are built when they are first needed, and joined to the rest then

    @property
    def shift_open(self) -> screens.ShiftOpenScreen:
        """The opening of a shift."""
        return self.window.screen_of(screens.ShiftOpenScreen)

    @property
    def sell(self) -> SellScreen:
        """The basket."""
        return self.window.screen_of(SellScreen)

    @property
    def pay(self) -> screens.PayScreen:
        """What is paid, and by what."""
        return self.window.screen_of(screens.PayScreen)

    @property
    def paid(self) -> screens.PaidScreen:
        """The sale just made."""
        return self.window.screen_of(screens.PaidScreen)

    @property
    def receipts(self) -> screens.ReceiptsScreen:
        """The receipts of this register."""
        return self.window.screen_of(screens.ReceiptsScreen)

    def warm_up(self) -> None:
        """Build the screens of selling one by one behind the first one, so that none is waited for."""
        self._warming.start()

    def _warm_one(self) -> None:
        name = next((name for name in WARM if not self.window.has_made(name)), "")
        if name:
            self.window.screen_named(name)
        else:
            self._warming.stop()

    def _join(self, screen: Screen) -> None:
        """Connect a screen that has just been built."""
        signals: Any = screen  # which it has beside help is told by the names above
        signals.help_wanted.connect(self.open_help)
        if screen.name in WITH_MORE:
            signals.more_wanted.connect(self.more.open)
        if screen.name in WITH_LOCK:
            signals.lock_wanted.connect(self.lock)
        own: dict[str, Callable[[Any], None]] = {
            "login": self._join_login,
            "shift_open": self._join_shift_open,
            "sell": self._join_sell,
            "pay": self._join_pay,
            "paid": self._join_paid,
            "receipts": self._join_receipts,
            "returns": self._join_return,
            "returned": self._join_returned,
            "post_void": self._join_post_void,
        }
        join = own.get(screen.name)
        if join is not None:
            join(screen)

    def _join_login(self, login: LoginScreen) -> None:
        login.logged_in.connect(self._logged_in)

    def _join_shift_open(self, shift_open: screens.ShiftOpenScreen) -> None:
        shift_open.opened.connect(self._begin)
        shift_open.left_for_login.connect(self.lock)
        shift_open.approval_wanted.connect(lambda needed: self.stage.ask_approval(needed, shift_open.confirm))

    def _join_sell(self, sell: SellScreen) -> None:
        sell.pay_wanted.connect(lambda: self.window.show_screen("pay"))
        sell.approval_wanted.connect(self.stage.ask_approval)
        sell.reference_scanned.connect(self._referenced)
        sell.tone_wanted.connect(self.sounds.play)
        sell.return_wanted.connect(self._return_wanted)
        sell.discount_wanted.connect(self.basket.open_discount)
        sell.function_wanted.connect(lambda _number: self._open_elsewhere(sell.target_line))
        sell.open_item_wanted.connect(self.basket.open_open_item)
        sell.cancel_wanted.connect(self.basket.open_cancel)
        sell.suspend_wanted.connect(self.parking.suspend)
        sell.recall_wanted.connect(self.parking.open_recall)
        sell.reprint_wanted.connect(self.papers.reprint)
        self.stage.basket_changed.connect(sell.refresh)

    def _join_pay(self, pay: screens.PayScreen) -> None:
        pay.paid.connect(self._paid)
        pay.back_wanted.connect(self.show_sell)
        pay.bad_tone_wanted.connect(lambda: self.sounds.play("bad"))
        pay.good_tone_wanted.connect(lambda: self.sounds.play("good"))
        pay.slip_wanted.connect(lambda: self.basket.open_slip(pay.take_slip))
        pay.tax_number_wanted.connect(self.basket.open_tax_number)
        pay.rest_wanted.connect(self.exchange.give_rest)

    def _join_paid(self, paid: screens.PaidScreen) -> None:
        paid.next_wanted.connect(self.show_sell)
        paid.scanned.connect(self._next_by_scan)
        paid.typed.connect(self._next_by_key)
        paid.parked_wanted.connect(self._parked)
        paid.copy_wanted.connect(self.papers.reprint)
        paid.print_answered.connect(self.papers.answer)
        self.news.print_changed.connect(paid.refresh)

    def _join_receipts(self, receipts: screens.ReceiptsScreen) -> None:
        receipts.back_wanted.connect(self.show_sell)
        receipts.copy_wanted.connect(self.papers.reprint)
        receipts.return_wanted.connect(self.returns.open_receipt)
        receipts.post_void_wanted.connect(self.post_voids.open)
        receipts.gift_wanted.connect(self.papers.gift)
        receipts.waiting_wanted.connect(self.waiting.open)
        receipts.set_waiting(self.waiting.count)
        self.waiting.changed.connect(receipts.set_waiting)

    def _join_return(self, screen: screens.ReturnScreen) -> None:
        screen.exchange_wanted.connect(self.exchange.begin)

    def _join_post_void(self, screen: screens.PostVoidScreen) -> None:
        screen.slip_wanted.connect(lambda: self.basket.open_slip(screen.take_slip))

    def _join_returned(self, returned: screens.ReturnedScreen) -> None:
        returned.scanned.connect(self._next_by_scan)
        returned.typed.connect(self._next_by_key)
        returned.copy_wanted.connect(self.papers.reprint)
        returned.print_answered.connect(self.papers.answer)
        self.news.print_changed.connect(returned.refresh)

    def _connect_flows(self) -> None:
        self.shift.left.connect(self.lock)
        self.shift.recall_wanted.connect(self.parking.recall)
        self.news.print_changed.connect(self.shift.refresh_papers)
        self.news.print_answered.connect(self.papers.answer)
        self.bridge.failed.connect(lambda _error: self.tell("internal_error"))
        self.appearance.changed.connect(self.look_changed)
        self.more.quit_wanted.connect(self.quit_wanted)

    def tell(self, code: str, details: object = ()) -> None:
        """Say a message by its code, with the low tone."""
        self.stage.tell(code, details)

    # who is at the till

    def _logged_in(self, _member: object) -> None:
        self.window.top.set_cashier(self.services.desk.staff.short_name)
        self.stay_awake()
        if not self.services.shifts.is_open:
            self.window.show_screen("shift_open")
            return
        self._begin()

    def _begin(self) -> None:
        """Go where work goes on: to the count, to Pay when a card's outcome waits, else to the basket."""
        if self.shift.goes_on:
            self.shift.resume()
            return
        recovered, self._recovered = self._recovered, Recovered(0, has_card_parts=False)
        waits = recovered.has_card_parts or self.services.payments.has_parts
        self.window.show_screen("pay" if waits else self._money_back() or "sell")
        self.waiting.remind()
        if recovered.line_count:
            back = self.tr("The basket is back: %n line(s)", "", recovered.line_count)
            told = [back, *self.parking.price_change(recovered.price_change)]
            self.window.toast(" · ".join(told), state="waiting" if recovered.price_change else "ok")
        if not waits:
            self.shift.offer_forgotten()

    def resume(self, member: StaffMember, screen: str) -> None:
        """Go on with `member` at the till in front of `screen`: the register was opened anew under their hands."""
        self.services.desk.cashier = member
        self.window.top.set_cashier(member.short_name)
        self.stay_awake()
        self.upkeep.resume(screen)

    def lock(self, *, by_itself: bool = False) -> None:
        """Lock the register; the basket stays as it is. `by_itself`: nobody pressed a key for a while."""
        cashier = self.services.desk.cashier
        if self._busy:
            return
        self.services.staff.lock(by_itself=by_itself)
        self.window.top.set_cashier("")
        self.window.show_screen("login")
        if cashier is not None:
            self.login.prefer(cashier.staff_id)
            self.login.entered()

    @property
    def _busy(self) -> bool:
        """True while money is under way: nobody leaves the till."""
        flows = (self.returns, self.post_voids, self.waiting, self.exchange)
        return self.services.payments.busy or any(flow.busy for flow in flows)

    def _return_wanted(self) -> None:
        """F8: a return, or, while the basket has the credit of one, the question whether that ends."""
        if self.exchange.is_open:
            self.exchange.open_cancel()
        else:
            self.returns.open_find()

    def _money_back(self) -> str:
        """Return the screen of a return or post-void in hand, "" for none."""
        flows = (self.returns, self.post_voids)
        return next((flow.screen.name for flow in flows if flow.is_open), "")

    def _idled(self) -> None:
        if self.services.desk.cashier is not None and not self._busy:
            self.lock(by_itself=True)
        self.stay_awake()

    def stay_awake(self) -> None:
        """Somebody works here: the till does not lock by itself yet, and nothing is built ahead in between."""
        if self._idles:
            self._idle.start()
        if self._warming.isActive():
            self._warming.start()

    # selling

    def show_sell(self) -> None:
        """Bring the basket to the front."""
        self.stage.show_sell()

    def basket_changed(self) -> None:
        """The basket changed while another screen or a panel is in front."""
        self.parking.basket_changed()
        current = self.window.current
        if isinstance(current, SellScreen) and self.window.side is not None:
            current.refresh()

    def replica_changed(self) -> None:
        """News from the centre: prices, promotions, people and settings hold from now on."""
        was_ready = self.services.desk.replica.ready
        if not self.services.checkout.take_news():
            return
        if not was_ready and self.services.desk.replica.ready:
            self.window.top.set_place(self.services.desk.store.name, self.services.desk.replica.live.register.name)
            self.stage.show_sell()
            return
        if not self.services.staff.renew() and not self._busy:
            self.lock()
            self.tell("may_not_work_here")
            return
        current = self.window.current
        if isinstance(current, SellScreen):
            current.show_news()
        elif isinstance(current, LoginScreen):
            current.entered()

    def deliver_scan(self, scan: ScanLike) -> None:
        """Give a scan to whoever is in front; nobody else ever gets it."""
        self.stay_awake()
        side = self.window.side
        if side is not None and not side.takes_scans:
            self.tell("scanned_in_panel")
            return
        self.window.deliver_scan(scan)

    def unit_checked(self, may_sell: bool) -> None:  # noqa: FBT001 - a listener
        """A marked unit was answered for: Pay may go on, or the unit is gone and its row says why."""
        self.sell.refresh()
        if not may_sell:
            self.sounds.play("bad")

    def bad_read(self, code: str, sample: str) -> None:
        """Say that a scanner sent something that is no code."""
        current = self.window.current
        if isinstance(current, SellScreen) and self.window.side is None:
            self.services.checkout.error(code, sample, can_open_item=False, once=True)
            current.refresh()
            self.sounds.play("bad")
        else:
            self.tell(code)

    def _paid(self, sale: Sale) -> None:
        if self.exchange.paid():
            return
        self.paid.show_sale(sale)
        self.window.show_screen("paid")

    def _next_by_scan(self, scan: ScanLike) -> None:
        self.window.show_screen("sell")
        self.sell.handle_scan(scan)

    def _next_by_key(self, text: str) -> None:
        self.window.show_screen("sell")
        self.sell.take_typed(text)

    def _parked(self, basket_id: str) -> None:
        self.show_sell()
        self.parking.recall(basket_id)

    def _referenced(self, kind: str, reference: str) -> None:
        if kind == TakeKind.RECEIPT.value:
            if not self.services.checkout.basket.is_empty or not self.returns.open_receipt(reference):
                self.window.show_screen("receipts")
                self.receipts.search(reference)
        elif kind == TakeKind.SUSPENDED.value:
            self.parking.recall(reference)
        elif kind == TakeKind.BADGE.value:
            self.lock()
            self.login.choose_by_badge(reference)

    def _open_elsewhere(self, line_id: int) -> None:
        """F6: who has the product of a line; without a line it asks which."""
        sku = self.services.checkout.basket.line(line_id).product.sku if line_id else ""
        self.line.open_elsewhere(sku)

    # panels

    def open_help(self) -> None:
        """F1: what the keys do here."""
        front = self.window.front
        if front is not None:
            self.window.open_side(
                screens.HelpPanel(front.function_keys, self.window.keymap, front.help_keys, sells=front.sells)
            )

    def close(self) -> None:
        """Leave nothing behind."""
        self._idle.stop()
        self._warming.stop()
        self.upkeep.close()
        self.line.close()
        self.news.close()
        self.sounds.close()
