"""From the first count of the drawer to the Z and the fiscal day after it. Main thread."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future

from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, QObject, Signal

from pos_client.services.desk import ServiceError
from pos_client.services.fiscal import FiscalAnswer, FiscalState
from pos_client.services.shift.shift_views import CloseWish, CountView, ZDone
from pos_client.ui import screens
from pos_client.ui.flows.shift_settling import SettlingFlow
from pos_client.ui.flows.stage import Stage
from pos_client.ui.screens.choice import ChoicePanel


class ClosingFlow(QObject):
    """Owns the screens of a closing. Signals: `left()` when the shift is over and the login is next,
    `recall_wanted(str)` with a suspended basket.
    """  # noqa: D205 - the signals are one sentence

    left = Signal()
    recall_wanted = Signal(str)

    def __init__(self, stage: Stage) -> None:
        super().__init__()
        self._stage = stage
        self._closing = stage.services.closing
        self._settling = SettlingFlow(stage)
        self._settling.recall_wanted.connect(self.recall_wanted)
        self._settling.changed.connect(self._settled_one)
        self._bag = ""
        window = stage.window
        window.offer_screen("shift_count", self._make_count)
        window.offer_screen("shift_compare", self._make_compare)
        window.offer_screen("shift_closed", self._make_closed)

    def _make_count(self) -> screens.CountScreen:
        count = screens.CountScreen(self._stage.services, self._stage.window.guard)
        count.refused.connect(self._stage.tell)
        count.read_wanted.connect(self.read_terminal)
        count.compare_wanted.connect(self._compare)
        count.give_up_wanted.connect(self.open_give_up)
        count.drawer_wanted.connect(self._open_drawer)
        return count

    def _make_compare(self) -> screens.CompareScreen:
        compare = screens.CompareScreen(self._stage.services, self._stage.window.guard)
        compare.again_wanted.connect(self.open_again)
        compare.back_wanted.connect(self.open_back)
        compare.close_wanted.connect(self._close)
        compare.drawer_wanted.connect(self._open_drawer)
        return compare

    def _make_closed(self) -> screens.ClosedScreen:
        closed = screens.ClosedScreen(self._stage.services, self._stage.window.guard)
        closed.out_wanted.connect(self.left)
        closed.fiscal_wanted.connect(self._close_fiscal_day)
        closed.copy_wanted.connect(self._copy_z)
        return closed

    @property
    def count(self) -> screens.CountScreen:
        """What is in the drawer, by hand."""
        return self._stage.window.screen_of(screens.CountScreen)

    @property
    def compare(self) -> screens.CompareScreen:
        """What was counted against what should be there."""
        return self._stage.window.screen_of(screens.CompareScreen)

    @property
    def closed(self) -> screens.ClosedScreen:
        """The Z, and what is still to be done."""
        return self._stage.window.screen_of(screens.ClosedScreen)

    def _settled_one(self) -> None:
        current = self._stage.window.current
        if isinstance(current, screens.CompareScreen):
            current.entered()

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
                # `tr` looks for a plural in the object's own class alone
                QCoreApplication.translate("ShiftFlow", "%n more time(s)", "", view.recounts_left),
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
        wish = replace(wish, carry_baskets=wish.carry_baskets or self._settling.carries)
        if view.suspended and not wish.carry_baskets:
            self._settling.open(lambda: self._close(wish), may_recall=False)
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
        self._settling.carries = False
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
        if isinstance(current, screens.ClosedScreen):
            current.refresh()
