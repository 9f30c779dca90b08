"""A shift to its end: X, the count, the comparison, the Z, the fiscal day; a shift that was forgotten. Main thread."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal

from pos_client.domain.staff import Permission
from pos_client.services.desk import ServiceError
from pos_client.services.fiscal import FiscalAnswer, FiscalState
from pos_client.services.shift.shift_views import CloseWish, CountView, XView, ZDone
from pos_client.ui.flows.stage import Stage
from pos_client.ui.i18n import message
from pos_client.ui.screens.choice import ChoicePanel
from pos_client.ui.screens.more import MoreItem
from pos_client.ui.screens.reason_panel import ReasonPanel
from pos_client.ui.screens.shift_close import ClosedScreen, CompareScreen, CountScreen
from pos_client.ui.screens.shift_close.settle import SettlePanel
from pos_client.ui.screens.x_report import XReportScreen
from pos_client.ui.widgets import Banner, Key

BANNER = "shift"


class ShiftFlow(QObject):
    """Owns the screens of a closing. Signals: `left()` when the shift is over and the login is next,
    `recall_wanted(str)` with a suspended basket.
    """  # noqa: D205 - the signals are one sentence

    left = Signal()
    recall_wanted = Signal(str)

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self._stage = stage
        self._closing = stage.services.closing
        self._carries = False  # suspended baskets were said to be carried
        self._bag = ""
        window = stage.window
        window.offer_screen(CountScreen.name, self._make_count)
        window.offer_screen(CompareScreen.name, self._make_compare)
        window.offer_screen(ClosedScreen.name, self._make_closed)
        window.offer_screen(XReportScreen.name, self._make_x)
        window.screen_shown.connect(self._remind)

    def _make_count(self) -> CountScreen:
        count = CountScreen(self._stage.services, self._stage.window.guard)
        count.refused.connect(self._stage.tell)
        count.read_wanted.connect(self.read_terminal)
        count.compare_wanted.connect(self._compare)
        count.give_up_wanted.connect(self.open_give_up)
        count.drawer_wanted.connect(self._open_drawer)
        return count

    def _make_compare(self) -> CompareScreen:
        compare = CompareScreen(self._stage.services, self._stage.window.guard)
        compare.again_wanted.connect(self.open_again)
        compare.back_wanted.connect(self.open_back)
        compare.close_wanted.connect(self._close)
        compare.drawer_wanted.connect(self._open_drawer)
        return compare

    def _make_closed(self) -> ClosedScreen:
        closed = ClosedScreen(self._stage.services, self._stage.window.guard)
        closed.out_wanted.connect(self.left)
        closed.fiscal_wanted.connect(self._close_fiscal_day)
        closed.copy_wanted.connect(self._copy_z)
        return closed

    def _make_x(self) -> XReportScreen:
        report = XReportScreen(self._stage.services, self._stage.window.guard)
        report.back_wanted.connect(self._stage.show_sell)
        report.print_wanted.connect(lambda: self.x_report(prints=True))
        return report

    @property
    def count(self) -> CountScreen:
        """What is in the drawer, by hand."""
        return self._stage.window.screen_of(CountScreen)

    @property
    def compare(self) -> CompareScreen:
        """What was counted against what should be there."""
        return self._stage.window.screen_of(CompareScreen)

    @property
    def closed(self) -> ClosedScreen:
        """The Z, and what is still to be done."""
        return self._stage.window.screen_of(ClosedScreen)

    @property
    def x_screen(self) -> XReportScreen:
        """How the shift stands."""
        return self._stage.window.screen_of(XReportScreen)

    def items(self, first: str) -> list[MoreItem]:
        """Return the items of More; `first` disables them, "" does not."""

        def cause() -> str:
            return first or self._why_not()

        return [
            MoreItem(
                "file-text",
                lambda: self.tr("X report"),
                self.x_report,
                second=lambda: self.tr("how the shift stands; read first, then print"),
                cause=cause,
            ),
            MoreItem(
                "calculator",
                lambda: self.tr("Count and close the shift"),
                self.begin,
                second=lambda: self.tr("stops sales, asks first"),
                cause=cause,
            ),
        ]

    def _why_not(self) -> str:
        if not self._stage.services.shifts.is_open:
            return self._words("no_shift")
        return self._words("counting") if self._closing.is_counting else ""

    def _words(self, code: str) -> str:
        return message(code, (), formatter=self._stage.window.formatter).what

    # --- X

    def x_report(self, *, prints: bool = False) -> None:
        """Show how the shift stands, and print it when asked."""

        def shown(view: XView) -> None:
            self.x_screen.show_report(view)
            self._stage.window.show_screen(self.x_screen.name)
            if prints:
                self._stage.window.toast(self.tr("The X report is being printed"), state="ok")

        self._stage.perform(
            lambda given: self._stage.services.reports.x_report(given, prints=prints),
            lambda future: self._stage.deliver(future, shown),
        )

    # --- beginning

    def begin(self) -> None:
        """Begin to close: settle suspended baskets first, then ask, then count."""
        blocked = self._closing.blocked_by()
        if blocked:
            self._stage.tell(blocked)
            return
        self._carries = False
        if self._stage.services.suspended.all():
            self._open_settle(self._ask_count, may_recall=True)
        else:
            self._ask_count()

    def _ask_count(self) -> None:
        panel = ChoicePanel(
            self._stage.window.guard,
            lambda answer: self._begin_count() if answer == "count" else self._stage.window.close_side(),
            texts=lambda: (
                self.tr("Count and close the shift"),
                self.tr("Sales and cash moves stop; the drawer opens."),
                self.tr("Do it"),
                self.tr("A count can be given up; what was counted stays on record."),
            ),
            options=lambda: [("count", self.tr("Count the till")), ("sell", self.tr("Go on selling"))],
            danger=False,
        )
        self._stage.window.open_side(panel)

    def _begin_count(self) -> None:
        def begun(_done: None) -> None:
            self._stage.window.show_screen(self.count.name)

        self._stage.perform(self._closing.begin_count, lambda future: self._stage.deliver(future, begun))

    # --- suspended baskets

    def _open_settle(self, then: Callable[[], None], *, may_recall: bool) -> None:
        stage = self._stage
        panel = SettlePanel(
            stage.services.suspended.all, stage.services.desk.store.currency, stage.window.guard, may_recall=may_recall
        )

        def go_on() -> None:
            stage.window.close_side()
            then()

        def carry() -> None:
            self._carries = True
            go_on()

        def dropped() -> None:
            self.compare.entered()
            if stage.services.suspended.all():
                self._open_settle(then, may_recall=may_recall)
            else:
                go_on()

        panel.recall_wanted.connect(self.recall_wanted)
        panel.drop_wanted.connect(lambda basket_id: self._open_drop(basket_id, dropped))
        panel.carry_wanted.connect(carry)
        stage.window.open_side(panel)

    def _open_drop(self, basket_id: str, dropped: Callable[[], None]) -> None:
        stage = self._stage
        one = next((view for view in stage.services.suspended.all() if view.basket_id == basket_id), None)
        if one is None:
            return

        def done(_result: None) -> None:
            stage.window.toast(self.tr("The basket was cancelled"), state="ok")
            stage.basket_changed.emit()
            dropped()

        def drop(reason_id: str, words: str) -> None:
            stage.perform(
                lambda given: stage.services.suspended.drop(basket_id, reason_id, note=words, approval=given),
                lambda future: stage.deliver(future, done),
            )

        panel = ReasonPanel(
            stage.window.guard,
            stage.services.desk.replica.live.reasons("cancel"),
            drop,
            texts=lambda: (
                self.tr("Cancel the suspended basket"),
                self.tr("%n line(s)", "", one.line_count) + f" · {stage.money(one.total)}",
                self.tr("Cancel the basket"),
                self.tr("The journal keeps what was in it, who and why."),
            ),
        )
        stage.window.open_side(panel)

    # --- counting

    @property
    def goes_on(self) -> bool:
        """True while a count was begun and neither given up nor finished."""
        return self._closing.is_counting

    def resume(self) -> None:
        """Go on with the count that was interrupted."""
        self._stage.show_sell()
        self._stage.window.toast(self.tr("The count goes on where it was"), state="waiting")

    def read_terminal(self, tender_id: str) -> None:
        """Ask the terminal for its batch total; it may take as long as its deadline."""
        try:
            self._closing.begin_read(tender_id)
        except ServiceError as error:
            self._stage.tell(error.code, error.details)
            return
        self.count.refresh()

        closing = self._closing

        def taken(view: CountView | None) -> None:
            if view is not None:
                self.count.terminal_answered()

        self._stage.bridge.run(
            lambda: closing.read_terminal(tender_id),
            lambda totals: taken(closing.terminal_read(tender_id, totals)),
            lambda _error: taken(closing.terminal_read(tender_id, None)),
        )

    def _open_drawer(self) -> None:
        def opened(_done: None) -> None:
            self._stage.window.toast(self.tr("The drawer is open; it is on record"), state="ok")

        self._act_on(lambda: self._stage.deliver(self._closing.open_drawer(), opened))

    def _act_on(self, act: Callable[[], None]) -> None:
        try:
            act()
        except ServiceError as error:
            self._stage.tell(error.code, error.details)

    def open_give_up(self) -> None:
        """Esc in the count: ask whether it is given up."""
        panel = ChoicePanel(
            self._stage.window.guard,
            lambda answer: self._give_up() if answer == "give_up" else self._stage.window.close_side(),
            texts=lambda: (
                self.tr("Give up the count?"),
                self.tr("What was counted is kept on record, the fields are emptied."),
                self.tr("Do it"),
                self._give_up_note(),
            ),
            options=lambda: [
                ("stay", self.tr("Go on counting")),
                ("give_up", self.tr("Give up the count and sell on")),
            ],
        )
        self._stage.window.open_side(panel)

    def _give_up_note(self) -> str:
        if self._closing.is_counting and not self._closing.count_view().may_cancel_alone:
            return self.tr("Expected figures were shown: somebody with the right has to agree.")
        return self.tr("The shift stays open.")

    def _give_up(self) -> None:
        def given_up(_done: None) -> None:
            self._stage.show_sell()
            self._stage.window.toast(self.tr("The count was given up; selling goes on"), state="waiting")

        self._stage.perform(
            lambda given: self._closing.cancel_count("", given), lambda future: self._stage.deliver(future, given_up)
        )

    # --- comparing

    def _compare(self) -> None:
        def compared(_done: None) -> None:
            self._stage.window.show_screen(self.compare.name)

        self._stage.perform(self._closing.compare, lambda future: self._stage.deliver(future, compared))

    def open_again(self) -> None:
        """F4: which tender is counted again; those that differ come first."""
        view = self._closing.compare_view()
        rows = sorted(view.rows, key=lambda row: row.state == "even")
        panel = ChoicePanel(
            self._stage.window.guard,
            self._count_again,
            texts=lambda: (
                self.tr("Count again"),
                self.tr("%n more time(s)", "", view.recounts_left),
                self.tr("Count it again"),
                self.tr("Every count is kept on record."),
            ),
            options=lambda: [(row.tender_id, self._stage.window.formatter.name(row.names)) for row in rows],
            danger=False,
        )
        self._stage.window.open_side(panel)

    def _count_again(self, tender_id: str) -> None:
        try:
            self._closing.recount(tender_id)
        except ServiceError as error:
            self._stage.tell(error.code, error.details)
            return
        self._stage.window.show_screen(self.count.name)
        self.count.show_tender(tender_id)

    def open_back(self) -> None:
        """Esc in the comparison: what there is to go back to."""
        may_again = self._closing.compare_view().recounts_left > 0

        def take(answer: str) -> None:
            if answer == "again":
                self.open_again()
            elif answer == "give_up":
                self._give_up()
            else:
                self._stage.window.close_side()

        def options() -> list[tuple[str, str]]:
            again = [("again", self.tr("Count again"))] if may_again else []
            last = ("give_up", self.tr("Give up the count and sell on"))
            return [("stay", self.tr("Stay at the comparison")), *again, last]

        panel = ChoicePanel(
            self._stage.window.guard,
            take,
            texts=lambda: (
                self.tr("Not close the shift?"),
                self.tr("The comparison is on record already."),
                self.tr("Do it"),
                self._give_up_note(),
            ),
            options=options,
            danger=False,
        )
        self._stage.window.open_side(panel)

    # --- closing

    def _close(self, wish: CloseWish) -> None:
        view = self._closing.compare_view()
        wish = replace(wish, carry_baskets=wish.carry_baskets or self._carries)
        if view.suspended and not wish.carry_baskets:
            self._open_settle(lambda: self._close(wish), may_recall=False)
            return
        if view.open_cards and not wish.carry_cards:
            self._ask_cards(wish)
            return
        self._bag = wish.bag_number
        self._stage.perform(lambda given: self._closing.close(wish, given), self._being_written)

    def _ask_cards(self, wish: CloseWish) -> None:
        def take(answer: str) -> None:
            self._stage.window.close_side()
            if answer == "carry":
                self._close(replace(wish, carry_cards=True))

        panel = ChoicePanel(
            self._stage.window.guard,
            take,
            texts=lambda: (
                self.tr("A card payment has no outcome"),
                self.tr("Money may have moved that no receipt accounts for."),
                self.tr("Do it"),
                self.tr("Closing needs the approval of somebody else; the Z names the payment."),
            ),
            options=lambda: [
                ("stay", self.tr("Stay at the comparison")),
                ("carry", self.tr("Close, and leave it to the manager")),
            ],
        )
        self._stage.window.open_side(panel)

    def _being_written(self, future: Future[ZDone]) -> None:
        self.compare.set_busy(True)
        self._stage.bridge.deliver(future, self._written, self._refused)

    def _refused(self, error: Exception) -> None:
        self.compare.set_busy(False)
        self._stage.tell_error(error)

    def _written(self, done: ZDone) -> None:
        self._carries = False
        self.compare.set_busy(False)
        self.closed.show_z(done, self._bag if done.cash_removed else "")
        self._stage.window.show_screen(self.closed.name)

    def _close_fiscal_day(self) -> None:
        self.closed.show_fiscal("closing")
        self._stage.bridge.run(self._closing.close_fiscal_day, self._fiscal_closed, self._fiscal_broken)

    def _fiscal_closed(self, answer: FiscalAnswer) -> None:
        if answer.state is FiscalState.REGISTERED:
            self.closed.show_fiscal("closed", answer.document_number)
        else:
            self.closed.show_fiscal("trouble", answer.code or "unknown", answer.message)

    def _fiscal_broken(self, error: Exception) -> None:
        self.closed.show_fiscal("trouble", getattr(error, "code", "error"))

    def _copy_z(self, z_number: int) -> None:
        told = self.tr("A copy of Z {number} is being printed").format(number=z_number)
        self._stage.perform(
            lambda given: self._stage.services.reports.reprint_z(z_number, given),
            lambda future: self._stage.deliver(future, lambda _done: self._stage.window.toast(told, state="ok")),
        )

    def refresh_papers(self) -> None:
        """The printer told something."""
        current = self._stage.window.current
        if isinstance(current, ClosedScreen):
            current.refresh()

    # --- a shift that was forgotten

    def _remind(self, screen: str) -> None:
        """Say at the login and above the basket that the shift should have been closed."""
        window = self._stage.window
        view = self._stage.services.shifts.view() if screen in ("login", "sell") else None
        if view is None or not view.warning or view.is_counting:
            window.clear_banner(BANNER)
            return
        when = f"{window.formatter.date(view.opened_at, short=True)} {window.formatter.time(view.opened_at)}"
        told = message(
            view.warning,
            (("number", view.number), ("name", view.opened_by_name), ("opened", when)),
            formatter=window.formatter,
        )
        banner = Banner(told.what, told.second, state="warn", icon="alarm-clock")
        if screen == "sell":
            key = banner.add_key(Key(self.tr("Count and close"), minimum=48))
            key.clicked.connect(lambda _c=False: self.begin())
        window.show_banner(BANNER, banner)

    def offer_forgotten(self) -> None:
        """After a login: offer to close a forgotten shift to whoever may."""
        view = self._stage.services.shifts.view()
        cashier = self._stage.services.desk.cashier
        if view is None or not view.is_forgotten or view.is_counting or cashier is None:
            return
        if not cashier.role.allows(Permission.CLOSE_OTHERS_SHIFT) or self._closing.blocked_by():
            return
        when = self._stage.window.formatter.date(view.opened_at)
        panel = ChoicePanel(
            self._stage.window.guard,
            lambda answer: self.begin() if answer == "close" else self._stage.window.close_side(),
            texts=lambda: (
                self.tr("Shift {number} was not closed").format(number=view.number),
                self.tr("{name}, opened {date}").format(name=view.opened_by_name, date=when),
                self.tr("Do it"),
                self.tr("Its Z says that it was forgotten and who closed it."),
            ),
            options=lambda: [
                ("close", self.tr("Count and close it now")),
                ("sell", self.tr("Sell on for now")),
            ],
            danger=False,
        )
        self._stage.window.open_side(panel)
