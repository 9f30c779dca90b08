"""Money that waits: it is reminded of at the start, listed, and given back. Main thread."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from pos_client.services.desk import ServiceError
from pos_client.services.paying.payments import CardAnswer
from pos_client.services.returning.returns_views import LeftOverView, PendingView, RefundState
from pos_client.ui import screens
from pos_client.ui.flows.post_voids import PostVoidsFlow
from pos_client.ui.flows.returns import ReturnsFlow
from pos_client.ui.flows.stage import Stage
from pos_client.ui.i18n import message
from pos_client.ui.screens.more import MoreItem
from pos_client.ui.widgets import Banner, Key

BANNER = "waiting_money"
SHOW_KEY = "Ctrl+R"  # function keys belong to the screen in front
RETURN, VOID, CARD = "return:", "void:", "card:"


class WaitingFlow(QObject):
    """Cards left over, returns and post-voids set aside. Signal: `changed(int)` with how many wait."""

    changed = Signal(int)

    def __init__(self, stage: Stage, returns: ReturnsFlow, post_voids: PostVoidsFlow) -> None:
        super().__init__()
        self._stage = stage
        self._returns = returns
        self._post_voids = post_voids
        self._cards = stage.services.left_over
        self._asking = ""
        self._known = 0  # how many were reminded of
        stage.window.screen_shown.connect(self._look)
        stage.window.retranslated.connect(self._spoken)
        for flow in (returns, post_voids):
            flow.waiting_changed.connect(self.refresh)

    @property
    def busy(self) -> bool:
        """True while a card that was left over is at the terminal."""
        return bool(self._asking)

    @property
    def count(self) -> int:
        """How many wait."""
        services = self._stage.services
        return len(self._cards.rows()) + len(services.returns.pending()) + len(services.post_voids.pending())

    def item(self) -> MoreItem:
        """Return the item of More."""
        return MoreItem(
            "credit-card",
            lambda: self.tr("Money to give back"),
            self.open,
            second=lambda: self.tr("%n wait(s)", "", self.count),
            cause=lambda: self._cause(),
        )

    def _cause(self) -> str:
        if not self._stage.logged_in:
            return self.tr("Log in first")
        return "" if self.count else self.tr("Nothing waits")

    # reminding

    def remind(self) -> None:
        """Say that money waits, as long as it does."""
        count = self._known = self.count
        self.changed.emit(count)
        if not count or not self._stage.logged_in:
            self._stage.window.clear_banner(BANNER)
            return
        title = self.tr("%n card(s) or return(s) still have to get money back", "", count)
        banner = Banner(title, self.tr("They are listed in More, too."), state="warn", icon="credit-card")
        show = banner.add_key(Key(self.tr("Show"), keycaps=(SHOW_KEY,)))
        show.clicked.connect(lambda _c=False: self.open())
        shortcut = QShortcut(QKeySequence(SHOW_KEY), banner)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(self.open)
        later = banner.add_key(Key(self.tr("Later")))
        later.clicked.connect(lambda _c=False: self._stage.window.clear_banner(BANNER))
        self._stage.window.show_banner(BANNER, banner)

    def _spoken(self) -> None:
        if self._stage.window.banner(BANNER) is not None:
            self.remind()

    def _look(self, screen: str) -> None:
        """Remind of what came to wait since; what was put off is not told at every sale again."""
        if screen == "sell" and self.count > self._known:
            self.remind()

    def refresh(self) -> None:
        """Something was set aside, taken up or finished."""
        panel = self._stage.window.side
        if isinstance(panel, screens.WaitingPanel):
            panel.refresh()
        if self._stage.window.banner(BANNER) is not None:
            self.remind()
        else:
            self.changed.emit(self.count)

    # the list

    def open(self) -> None:
        """List what waits."""
        services = self._stage.services
        if services.payments.busy or self._returns.busy or self._post_voids.busy or not self._stage.logged_in:
            return
        window = self._stage.window
        window.open_side(screens.WaitingPanel(window.guard, self._rows, self._act, self._slip))

    def _rows(self) -> list[tuple[str, str, str, RefundState | None]]:
        services = self._stage.services
        rows: list[tuple[str, str, str, RefundState | None]] = [
            (CARD + card.intent_id, self._card_caption(card), self._card_second(card), card.state)
            for card in self._cards.rows()
        ]
        waits = [
            (RETURN, self.tr("Return to {receipt}"), services.returns.pending()),
            (VOID, self.tr("Post-void of {receipt}"), services.post_voids.pending()),
        ]
        for kind, words, pending in waits:
            rows += [(kind + one.return_id, self._caption(words, one), self._second(one), None) for one in pending]
        return rows

    def _caption(self, words: str, one: PendingView) -> str:
        return words.format(receipt=one.original_receipt or "–") + f" · {self._stage.money(one.total)}"

    def _second(self, one: PendingView) -> str:
        formatter = self._stage.window.formatter
        since = f"{formatter.date(one.since, short=True)} {formatter.time(one.since)}"
        return f"{since} · " + (self.tr("card: outcome unknown") if one.is_unknown else self.tr("not finished"))

    def _card_caption(self, card: LeftOverView) -> str:
        name = self._stage.window.formatter.name(card.names)
        return f"{name} {self._stage.money(card.amount)}"

    def _card_second(self, card: LeftOverView) -> str:
        formatter = self._stage.window.formatter
        at = f"{formatter.date(card.at, short=True)} {formatter.time(card.at)}"
        told = {
            RefundState.DUE: self.tr("approved, the sale went on without it"),
            RefundState.AT_TERMINAL: self.tr("at the terminal"),
            RefundState.UNKNOWN: self.tr("outcome unknown, ask the terminal"),
            RefundState.CONFIRM: self.tr("give it back at the terminal; what does the slip say?"),
            RefundState.DECLINED: message(card.message or "reversal_refused", formatter=formatter).what,
            RefundState.DONE: "",
        }[card.state]
        return " · ".join(part for part in (at, card.receipt_number, told) if part)

    # doing

    def _act(self, row_id: str) -> None:
        if row_id.startswith(CARD):
            self._give(row_id.removeprefix(CARD))
            return
        self._stage.window.close_side()
        if row_id.startswith(RETURN):
            self._returns.resume(row_id.removeprefix(RETURN))
        elif row_id.startswith(VOID):
            self._post_voids.resume(row_id.removeprefix(VOID))

    def _give(self, intent_id: str) -> None:
        """Give a card its money, or ask what became of that."""
        if self._asking:
            return
        state = next((card.state for card in self._cards.rows() if card.intent_id == intent_id), None)
        try:
            if state is not RefundState.UNKNOWN:
                self._cards.begin(intent_id)
        except ServiceError as error:
            self._stage.tell(error.code, error.details)
            return
        self._asking = intent_id
        unknown = state is RefundState.UNKNOWN
        work: Callable[[], CardAnswer] = (
            (lambda: self._cards.run_query(intent_id)) if unknown else (lambda: self._cards.run(intent_id))
        )
        self._stage.bridge.run(
            work, lambda answer: self._answered(intent_id, answer), lambda error: self._lost(intent_id, error)
        )
        self.refresh()

    def _answered(self, intent_id: str, answer: CardAnswer) -> None:
        self._asking = ""
        left = self._cards.answered(intent_id, answer)
        if all(card.intent_id != intent_id for card in left):
            self._stage.window.toast(self.tr("The card got its money back"), state="ok")
        self.refresh()

    def _lost(self, intent_id: str, error: Exception) -> None:
        self._asking = ""
        self._cards.lost(intent_id)
        self._stage.tell_error(error)
        self.refresh()

    def _slip(self, row_id: str, returned: bool) -> None:  # noqa: FBT001 - what the slip says
        try:
            self._cards.confirm_slip(row_id.removeprefix(CARD), returned=returned)
        except ServiceError as error:
            self._stage.tell(error.code, error.details)
        self.refresh()
