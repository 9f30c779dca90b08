"""What flows back, tender by tender, and where each part stands: used by returns, post-voids and left-over cards."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from pos_client.domain.money import Currency
from pos_client.services.returning.returns_views import RefundState, RefundView
from pos_client.ui.i18n import Formatter, message
from pos_client.ui.theme import look
from pos_client.ui.widgets import IconLabel, Key, Role, Rule, Tag, empty, label, margins

ICONS = {
    "cash": "banknote",
    "card": "credit-card",
    "voucher": "ticket",
    "credit_slip": "receipt-text",
    "foreign_cash": "coins",
    "exchange": "refresh-cw",
}
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_TONES = {
    RefundState.AT_TERMINAL: "accent_text",
    RefundState.DONE: "good",
    RefundState.DECLINED: "bad",
    RefundState.UNKNOWN: "warn",
    RefundState.CONFIRM: "accent_text",
}


class RefundRows(QWidget):
    """Shows refunds.

    Signals, each with a part: `ask_pressed`, `retry_pressed`, `cash_pressed`, `slip_pressed(str, bool)`.
    """

    ask_pressed = Signal(str)
    retry_pressed = Signal(str)
    cash_pressed = Signal(str)
    slip_pressed = Signal(str, bool)

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._shown: tuple[object, ...] = ()

    def show_refunds(
        self, refunds: Iterable[RefundView], currency: Currency, formatter: Formatter, *, at_work: bool
    ) -> None:
        """Show `refunds`; once they are `at_work`, each with its state and what can be done about it."""
        parts = tuple(refunds)
        facts = (parts, formatter.language, at_work, look().theme)
        if facts == self._shown:
            return
        self._shown = facts
        empty(self._column)
        for part in parts:
            self._column.addWidget(self._row(part, currency, formatter, at_work=at_work))
            self._column.addWidget(Rule())

    def _row(self, part: RefundView, currency: Currency, formatter: Formatter, *, at_work: bool) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        margins(column, 0, 6, 0, 6, 6)
        row = QHBoxLayout()
        row.setSpacing(look().theme.px(12))
        tone = _TONES.get(part.state, "ink_2") if at_work else "ink_2"
        row.addWidget(IconLabel(ICONS.get(part.tender_class, "wallet"), 22, tone))
        words = QVBoxLayout()
        words.setSpacing(0)
        narrow = look().theme.is_small
        head = QHBoxLayout()
        head.setSpacing(look().theme.px(8))
        head.addWidget(label(formatter.name(part.names), "body", bold="true", wrap=narrow), int(narrow))
        words.addLayout(head)
        if at_work:
            text, role, icon = self._state(part.state, part.tender_class)
            if narrow:  # beside the name there is no room for it
                head = QHBoxLayout()
                words.addLayout(head)
            head.addWidget(Tag(text, role, icon))
            head.addStretch(1)
        second = self._second(part, currency, formatter)
        if second:
            words.addWidget(label(second, "small", "ink_2", wrap=True))
        row.addLayout(words, 1)
        row.addWidget(label(formatter.money(part.amount, currency), "strong", align=RIGHT))
        column.addLayout(row)
        keys = self._keys(part) if at_work else []
        if keys:
            line: QBoxLayout = QVBoxLayout() if narrow else QHBoxLayout()
            line.setSpacing(look().theme.px(8))
            for key in keys:
                key.setFocusPolicy(Qt.FocusPolicy.NoFocus)
                line.addWidget(key, 1)
            column.addLayout(line)
        return made

    def _state(self, state: RefundState, tender_class: str) -> tuple[str, str, str]:
        at_the_end = self.tr("Handed over at the end") if tender_class != "card" else self.tr("Waits")
        return {
            RefundState.DUE: (at_the_end, "accent", "clock"),
            RefundState.AT_TERMINAL: (self.tr("At the terminal"), "accent", "loader-circle"),
            RefundState.DONE: (self.tr("Given back") if tender_class == "card" else at_the_end, "good", "check"),
            RefundState.DECLINED: (self.tr("Declined"), "bad", "circle-x"),
            RefundState.UNKNOWN: (self.tr("Outcome unknown"), "warn", "circle-help"),
            RefundState.CONFIRM: (self.tr("What does the slip say?"), "accent", "receipt-text"),
        }[state]

    def _second(self, part: RefundView, currency: Currency, formatter: Formatter) -> str:
        if part.state is RefundState.UNKNOWN:
            return self.tr("Asking the terminal, never given back twice")
        if part.state is RefundState.CONFIRM:
            return self.tr("Give it back at the terminal; then say what its slip says.")
        if part.state is RefundState.DECLINED:
            why = part.message
            told = message(why, (), formatter=formatter).what if why.isidentifier() else why
            return self.tr("{reason} · nothing was given back").format(reason=told or self.tr("Refused"))
        if part.why_cash:
            return message(part.why_cash, (), formatter=formatter).what
        if part.paid:
            return self.tr("paid {amount}").format(amount=formatter.money(part.paid, currency))
        return ""

    def _keys(self, part: RefundView) -> list[Key]:
        part_id = part.part_id
        if part.state is RefundState.UNKNOWN:
            ask = Key(self.tr("Ask the terminal again"), icon="refresh-cw", keycaps=("F5",), minimum=56)
            ask.clicked.connect(lambda _c=False: self.ask_pressed.emit(part_id))
            return [ask]
        if part.state is RefundState.CONFIRM:
            yes = Key(self.tr("Given back"), icon="check", keycaps=("F5",), minimum=56)
            yes.clicked.connect(lambda _c=False: self.slip_pressed.emit(part_id, True))
            no = Key(self.tr("Declined"), icon="x", role=Role.DANGER, keycaps=("F4",), minimum=56)
            no.clicked.connect(lambda _c=False: self.slip_pressed.emit(part_id, False))
            return [yes, no]
        if part.state is RefundState.DECLINED:
            retry = Key(self.tr("Try again"), icon="rotate-ccw", keycaps=("F5",), minimum=56)
            retry.clicked.connect(lambda _c=False: self.retry_pressed.emit(part_id))
            keys = [retry]
            if part.can_cash:
                cash = Key(self.tr("In cash"), icon="banknote", keycaps=("F6",), minimum=56)
                cash.clicked.connect(lambda _c=False: self.cash_pressed.emit(part_id))
                keys.append(cash)
            return keys
        return []
