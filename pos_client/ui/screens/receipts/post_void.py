"""A whole sale of this shift taken back: which one and how much, why, what flows back. Main thread only.

Somebody else always says yes. Nothing is filled before a reason is chosen.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pos_client.runtime.bridge import Bridge
from pos_client.services.bundle import Services
from pos_client.services.desk import ServiceError
from pos_client.services.returning.returns_views import PostVoidView
from pos_client.ui.frame import FunctionKey, ScanLike
from pos_client.ui.i18n import message
from pos_client.ui.screens.returns.refund_rows import RefundRows
from pos_client.ui.screens.returns.refunding import Refunding
from pos_client.ui.screens.side import Choice, scroll_area
from pos_client.ui.widgets import (
    Amount,
    Arrangement,
    ElidedLabel,
    IconLabel,
    Key,
    KeyGuard,
    Role,
    Rule,
    TearLine,
    hint,
    label,
    margins,
    panel,
)

NONE = "none"  # the choice before anybody chose: no reason


class PostVoidScreen(Refunding):
    """Name "post_void". Signals beside those of `Refunding`: `reason_words_wanted(str)`, `slip_wanted()`."""

    name = "post_void"
    reason_words_wanted = Signal(str)
    slip_wanted = Signal()

    def __init__(self, services: Services, bridge: Bridge, guard: KeyGuard) -> None:
        super().__init__(services.post_voids, bridge, guard)
        self._services = services
        self._chosen = NONE
        self.title = label("", "title")
        self.subject = ElidedLabel("", "small", "ink_2")
        self.question = label("", "strong", wrap=True)
        self.why = label("", "small", "ink_2", bold="medium")
        self.reasons = Choice()
        self.caption = label("", "title", "on_slab_2")
        self.amount = Amount("due")
        self.second = label("", "body", "on_slab_2", wrap=True)
        self.flows = label("", "strong")
        self.rows = RefundRows()
        self.key = Key(
            arrangement=Arrangement.LEFT,
            role=Role.DANGER,
            icon="rotate-ccw",
            keycaps=("F9",),
            style="figure",
            second_style="body",
            minimum=88,
        )
        self.key.set_guard(guard)
        self.key.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.key.clicked.connect(lambda _c=False: self._give_back())
        self.connect_rows(self.rows)
        self.reasons.changed.connect(self._choose)
        self._build()

    def _build(self) -> None:
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._body = panel("plain")
        self._body.setProperty("ringed", True)
        self._body.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        column = QVBoxLayout(self._body)
        margins(column, 18, 12, 18, 12, 12)
        head = QHBoxLayout()
        head.setSpacing(14)
        head.addWidget(IconLabel("rotate-ccw", 24, "bad"))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addWidget(self.subject)
        head.addLayout(words, 1)
        column.addLayout(head)
        column.addWidget(Rule())
        column.addWidget(self.question)
        column.addWidget(self.why)
        column.addWidget(self.reasons)
        column.addStretch(1)
        column.addWidget(TearLine())
        line, self.note = hint("shield-alert", "")
        column.addWidget(line)
        self._side = QWidget()
        self._right = QVBoxLayout(self._side)
        self._right.setContentsMargins(0, 0, 0, 0)
        self.slab = panel("slab")
        slab = QVBoxLayout(self.slab)
        margins(slab, 20, 10, 20, 10, 0)
        slab.addWidget(self.caption)
        slab.addWidget(self.amount, 1)
        slab.addWidget(self.second)
        flows = panel("plain")
        inner = QVBoxLayout(flows)
        margins(inner, 16, 12, 16, 12, 8)
        inner.addWidget(self.flows)
        inner.addWidget(Rule())
        held = QWidget()
        within = QVBoxLayout(held)
        within.setContentsMargins(0, 0, 0, 0)
        within.addWidget(self.rows)
        within.addStretch(1)
        inner.addWidget(scroll_area(held), 1)
        for part, stretch in ((self.slab, 0), (flows, 1), (self.key, 0)):
            self._right.addWidget(part, stretch)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(self._body, 1)
        self._row.addWidget(self._side)

    # showing

    def restyle(self) -> None:
        """Take sizes anew."""
        theme = self.theme
        self._row.setSpacing(theme.frame("gap"))
        self._right.setSpacing(theme.frame("gap"))
        self._side.setFixedWidth(theme.frame("side"))
        self.slab.setFixedHeight(theme.frame("slab") + theme.px(20 if theme.is_small else 0))
        self.refresh()

    def start(self) -> None:
        """Another post-void: no reason is chosen yet."""
        self._chosen = NONE

    def entered(self) -> None:
        """Show the post-void in hand; cards that wait go on."""
        self.refresh()
        self._body.setFocus()
        if self._service.is_open and self._service.view().stage == "refunding":
            self.cards.go_on()

    def side_opened(self) -> None:
        """A panel stands over the right column."""
        self._side.hide()

    def side_closed(self) -> None:
        """The right column is free again."""
        self._side.show()

    def retranslate(self) -> None:
        """Set every text in the language in force."""
        self.refresh()

    def refresh(self) -> None:
        """Show the post-void as it is now; a settled one is written."""
        if not self.is_attached:
            return
        view: PostVoidView | None = self._service.view() if self._service.is_open else None
        if view is not None:
            self._show(view)
        self.keys_changed.emit()
        if view is not None:
            self.finish_when_settled()

    def _show(self, view: PostVoidView) -> None:
        amount = self.formatter.money(view.total, view.currency, symbol=True)
        at_work = view.stage != "choosing"
        self.title.setText(self.tr("Post-void of {receipt}").format(receipt=view.sale_receipt))
        when = f"{self.formatter.date(view.sold_at)}, {self.formatter.time(view.sold_at)}"
        self.subject.setText(f"{when} · {view.cashier_name} · " + self.tr("%n line(s)", "", view.line_count))
        self.question.setText(
            self.tr("Take the whole sale {receipt} of {amount} back?").format(receipt=view.sale_receipt, amount=amount)
        )
        self.why.setText(self.tr("Reason"))
        options = [] if self._chosen != NONE else [(NONE, self.tr("Choose a reason"), "", "")]
        names = [(r.reason_id, self.formatter.name(r.names), "", "") for r in self._services.post_voids.reasons()]
        self.reasons.set_options([*options, *names])
        self.reasons.setEnabled(not at_work)
        self.note.setText(
            self.tr("Somebody else approves it, always. The sale stays in the journal, a new record follows it.")
        )
        self.caption.setText(self.tr("To give back"))
        self.amount.set_parts(self.formatter.money_parts(sum(p.amount for p in view.refunds), view.currency))
        missing = self.tr("Credit slip {number} has to come back: scan it").format(number=", ".join(view.slips_missing))
        whole = self.tr("the whole sale, by the tenders that paid it")
        self.second.setText(missing if view.slips_missing else whole)
        self.flows.setText(self.tr("What flows back"))
        self.rows.show_refunds(view.refunds, view.currency, self.formatter, at_work=at_work)
        figure = self.formatter.money(view.total, view.currency)
        self.key.set_caption(self.tr("Take back {amount}").format(amount=figure))
        self.key.set_second(self.tr("asks for an approval"))
        cause = message(view.blocked_by, formatter=self.formatter).what if view.blocked_by else ""
        self.key.set_cause(cause)
        self.key.setVisible(not at_work)

    # choosing

    @property
    def has_reason(self) -> bool:
        """True once a reason was chosen."""
        return self._chosen != NONE

    def _choose(self, reason_id: str) -> None:
        known = next((r for r in self._services.post_voids.reasons() if r.reason_id == reason_id), None)
        if known is None or reason_id == self._chosen:
            return
        if known.text_needed:
            self.reason_words_wanted.emit(reason_id)
        else:
            self.set_reason(reason_id)

    def set_reason(self, reason_id: str, words: str = "") -> None:
        """Take a reason, with the words that it asks for."""
        try:
            self._services.post_voids.set_reason(reason_id, words)
        except ServiceError as error:
            self.told.emit(error.code, error.details)
            return
        self._chosen = reason_id
        self.refresh()
        self.reasons.choose(reason_id)

    def _give_back(self) -> None:
        if self._service.is_open and self._service.view().stage == "choosing" and not self._service.view().blocked_by:
            self.give_back_wanted.emit()

    # keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {int(Qt.Key.Key_Up): -1, int(Qt.Key.Key_Down): 1}
        by = steps.get(event.key(), 0)
        if by and self._service.is_open and self._service.view().stage == "choosing":
            self.reasons.step(by)
        else:
            super().keyPressEvent(event)

    def function_keys(self) -> dict[int, FunctionKey]:
        """Return the bar: F9 takes back, once there is a reason."""
        keys = {1: FunctionKey(self.tr("Help"))}
        if not self._service.is_open or self._finishing:
            return keys
        view: PostVoidView = self._service.view()
        if view.stage != "choosing":
            return keys | self.refund_keys()
        cause = message(view.blocked_by, formatter=self.formatter).text if view.blocked_by else ""
        if view.slips_missing:
            keys[7] = FunctionKey(self.tr("Credit slip"))
        keys[9] = FunctionKey(self.tr("Take back"), cause, finishing=True)
        return keys

    def handle_function(self, number: int) -> None:
        """Do what the bar says."""
        if number == 1:
            self.help_wanted.emit()
        elif self._service.is_open and self._service.view().stage != "choosing":
            self.refund_function(number)
        elif number == 7 and self._service.is_open and self._service.view().slips_missing:
            self.slip_wanted.emit()
        elif number == 9:
            self._give_back()

    def help_keys(self) -> tuple[tuple[str, str], ...]:
        """Return the other keys that act here."""
        return (("↑ ↓", self.tr("Choose a reason")),)

    def handle_scan(self, scan: ScanLike) -> None:
        """Only a credit slip that the sale gave is scanned here: it comes back."""
        if not self._service.is_open or not self._service.view().slips_missing:
            self.told.emit("scanned_in_refund", ())
        else:
            self.take_slip(scan.text)

    def take_slip(self, code: str) -> bool:
        """Take a credit slip of the sale back; False when it was refused and told."""
        try:
            self._services.post_voids.slip_back(code)
        except ServiceError as error:
            self.told.emit(error.code, error.details)
            return False
        self.refresh()
        return True

    def handle_escape(self) -> None:
        """One step back; while the terminal is at work nothing."""
        if self.can_step_back():
            self.leave_wanted.emit()
