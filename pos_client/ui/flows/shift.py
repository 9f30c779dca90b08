"""A shift: how it stands, the way into its closing, and the reminder of one that was forgotten. Main thread."""

from __future__ import annotations

from pos_client.domain.staff import Permission
from pos_client.services.shift.shift_views import XView
from pos_client.ui import screens
from pos_client.ui.flows.shift_closing import ClosingFlow
from pos_client.ui.flows.stage import Stage
from pos_client.ui.i18n import message
from pos_client.ui.screens.choice import ChoicePanel
from pos_client.ui.screens.more import MoreItem
from pos_client.ui.widgets import Banner, Key

BANNER = "shift"


class ShiftFlow(ClosingFlow):
    """Owns the X report and the screens of a closing, whose signals it has."""

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage)
        stage.window.offer_screen("x_report", self._make_x)
        stage.window.screen_shown.connect(self._remind)
        stage.window.retranslated.connect(self._spoken)

    def _make_x(self) -> screens.XReportScreen:
        report = screens.XReportScreen(self._stage.services, self._stage.window.guard)
        report.back_wanted.connect(self._stage.show_sell)
        report.print_wanted.connect(lambda: self.x_report(prints=True))
        return report

    @property
    def x_screen(self) -> screens.XReportScreen:
        """How the shift stands."""
        return self._stage.window.screen_of(screens.XReportScreen)

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
        self._settling.carries = False
        if self._stage.services.suspended.all():
            self._settling.open(self._ask_count, may_recall=True)
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

    def _spoken(self) -> None:
        """A banner is said once: another language says it anew."""
        current = self._stage.window.current
        if current is not None:
            self._remind(current.name)

    def offer_forgotten(self) -> None:
        """After a login: offer to close a forgotten shift to whoever may."""
        view = self._stage.services.shifts.view()
        cashier = self._stage.services.desk.cashier
        if view is None or not view.is_forgotten or view.is_counting or cashier is None:
            return
        if not cashier.role.allows(Permission.CLOSE_OTHERS_SHIFT) or self._closing.blocked_by():
            return
        panel = ChoicePanel(
            self._stage.window.guard,
            lambda answer: self.begin() if answer == "close" else self._stage.window.close_side(),
            texts=lambda: (
                self.tr("Shift {number} was not closed").format(number=view.number),
                self.tr("{name}, opened {date}").format(
                    name=view.opened_by_name, date=self._stage.window.formatter.date(view.opened_at)
                ),
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
