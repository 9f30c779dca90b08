"""The parts of a payment: what was taken, what is at the terminal step by step, what Enter would add."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from pos_client.services.views import CashPreview, PartState, PartView, PayView
from pos_client.ui.i18n import Formatter, message
from pos_client.ui.screens.side import scroll_area
from pos_client.ui.theme import look
from pos_client.ui.widgets import IconLabel, Key, Keycap, Role, Rule, Tag, TearLine, empty, hint, label, margins, panel

ICONS = {
    "cash": "banknote",
    "card": "credit-card",
    "voucher": "ticket",
    "credit_slip": "receipt-text",
    "foreign_cash": "coins",
    "exchange": "refresh-cw",
}
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
STEPS = ("sent", "taken", "card_read", "pin", "bank")


class PartsPanel(QFrame):
    """Shows what was taken and what is at the terminal.

    Signals: `remove_pressed(str)`, `ask_pressed(str)`, `cancel_pressed(str)`, `slip_pressed(str, bool)`,
    `retry_pressed(str)`, `other_pressed()`, `tax_number_pressed()`.
    """

    remove_pressed = Signal(str)
    ask_pressed = Signal(str)
    cancel_pressed = Signal(str)
    retry_pressed = Signal(str)
    slip_pressed = Signal(str, bool)
    tax_number_pressed = Signal()
    other_pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("panel", "plain")
        column = QVBoxLayout(self)
        margins(column, 16, 10, 16, 6, 6)
        head = QHBoxLayout()
        self.title = label("", "strong")
        self.remove_hint = label("", "row_s", "ink_2")
        self.minus = Keycap("−")
        head.addWidget(self.title)
        head.addStretch(1)
        head.addWidget(self.remove_hint)
        head.addWidget(self.minus)
        column.addLayout(head)
        column.addWidget(Rule())
        body = QWidget()
        self._list = QVBoxLayout()
        self._list.setSpacing(4)
        inner = QVBoxLayout(body)
        margins(inner, 0, 0, 0, 0, 0)
        inner.addLayout(self._list)
        inner.addStretch(1)
        self._area = scroll_area(body)
        self._at_work: QWidget | None = None  # the part that somebody has to do something about
        self._area.verticalScrollBar().rangeChanged.connect(lambda _least, _most: self._bring())
        column.addWidget(self._area, 1)
        column.addWidget(TearLine())
        self._promise_line, self.promise = hint("shield-check", "")
        self._promise_line.setContentsMargins(0, look().theme.px(10), 0, look().theme.px(10))
        column.addWidget(self._promise_line)
        self.tax_key = Key(icon="file-text", role=Role.LIGHT, keycaps=("F3",), minimum=48, weight=400, style="row_s")
        self.tax_key.clicked.connect(self.tax_number_pressed)
        column.addWidget(self.tax_key)

    def show_view(self, view: PayView, preview: CashPreview | None, formatter: Formatter, *, gives: int = 0) -> None:
        """Show the parts of `view`, and what Enter would add, or give back of an exchange's credit."""
        self.title.setText(self.tr("Parts of this payment"))
        self.remove_hint.setText(self.tr("Remove one"))
        removable = any(part.can_remove for part in view.parts)
        self.remove_hint.setVisible(removable)
        self.minus.setVisible(removable)
        number = view.buyer_tax_number
        self.tax_key.set_caption(
            self.tr("Company: {number}").format(number=number)
            if number
            else self.tr("Company tax number for the receipt")
        )
        self._promise(view)
        self._clear()
        for part in view.parts:
            made = self._part(part, view, formatter)
            self._list.addWidget(made)
            self._list.addWidget(Rule())
            if part.state is not PartState.TAKEN:
                self._at_work = made
        # where there is room for one of both, the refused card has it: the filled key says what Enter does
        tight = look().theme.is_small and self._at_work is not None
        if preview is not None and not view.busy and view.left != 0 and not tight:
            self._list.addWidget(self._proposal(view, preview, formatter))
        elif gives:
            self._list.addWidget(self._give_back(gives, view, formatter))
        elif not view.parts:
            self._list.addWidget(label(self.tr("Nothing was taken yet."), "row_s", "ink_2"))

    def _promise(self, view: PayView) -> None:
        """At the foot: while a card is away or was refused, what is certain; else the company's tax number."""
        states = {part.state for part in view.parts}
        lost = self.tr("A lost answer is asked for again, the card is never charged twice.")
        again = self.tr("Try again is a new amount with a new number at the terminal.")
        self.promise.setText(again if PartState.DECLINED in states else lost)
        told = view.busy or PartState.DECLINED in states
        self._promise_line.setVisible(told)
        self.tax_key.setVisible(not told)

    def _clear(self) -> None:
        self._at_work = None
        empty(self._list)

    def _bring(self) -> None:
        """Keep in view the part that something has to be done about, else the last."""
        if self._at_work is not None:
            self._area.ensureWidgetVisible(self._at_work, 0, 0)
        else:
            bar = self._area.verticalScrollBar()
            bar.setValue(bar.maximum())

    def part_in_view(self) -> bool:
        """Tell whether the part that something has to be done about can be seen whole."""
        made, port = self._at_work, self._area.viewport()
        return made is None or port.rect().contains(made.rect().translated(made.mapTo(port, QPoint(0, 0))))

    def _part(self, part: PartView, view: PayView, formatter: Formatter) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        margins(column, 0, 2, 0, 2, 4)
        row = QHBoxLayout()
        row.setSpacing(look().theme.px(12))
        tone = {"declined": "bad", "unknown": "warn", "at_terminal": "accent_text", "returning": "warn"}.get(
            part.state.value, "good"
        )
        row.addWidget(IconLabel(ICONS.get(part.tender_class, "wallet"), 22, tone))
        words = QVBoxLayout()
        words.setSpacing(0)
        name_row = QHBoxLayout()
        name_row.setSpacing(look().theme.px(10))
        name_row.addWidget(label(formatter.name(part.names), "strong"))
        text, role, icon = self._state(part.state)
        name_row.addWidget(Tag(text, role, icon))
        name_row.addStretch(1)
        words.addLayout(name_row)
        second = self._second(part, formatter)
        if second:
            words.addWidget(label(second, "small", "ink_2", wrap=True))
        row.addLayout(words, 1)
        amount = label(formatter.money(part.amount, view.currency), "figure", align=RIGHT)
        if part.state is PartState.DECLINED:
            font = amount.font()
            font.setStrikeOut(True)
            amount.setFont(font)
            amount.setProperty("tone", "ink_3")
        row.addWidget(amount)
        if part.can_remove:
            remove = Key(icon="x", minimum=48)
            remove.setAccessibleName(self.tr("Remove {tender}").format(tender=formatter.name(part.names)))
            remove.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
            remove.clicked.connect(lambda _c=False, part_id=part.part_id: self.remove_pressed.emit(part_id))
            row.addWidget(remove)
        column.addLayout(row)
        if part.state is PartState.AT_TERMINAL:
            self._add_steps(column, part, formatter)
        keys = self._keys(part)
        if keys:
            line = QHBoxLayout()
            line.setSpacing(look().theme.px(8))
            for key in keys:
                line.addWidget(key, 1)
            column.addLayout(line)
        return made

    def _state(self, state: PartState) -> tuple[str, str, str]:
        return {
            PartState.TAKEN: (self.tr("Taken"), "good", "check"),
            PartState.AT_TERMINAL: (self.tr("At the terminal"), "accent", "loader-circle"),
            PartState.DECLINED: (self.tr("Declined"), "bad", "circle-x"),
            PartState.UNKNOWN: (self.tr("Outcome unknown"), "warn", "circle-help"),
            PartState.CONFIRM: (self.tr("What does the slip say?"), "accent", "receipt-text"),
            PartState.RETURNING: (self.tr("Money goes back"), "warn", "loader-circle"),
        }[state]

    def _second(self, part: PartView, formatter: Formatter) -> str:
        if part.state is PartState.UNKNOWN and part.message == "reversal_unknown":
            return self.tr("Nobody knows yet whether the money is back: the terminal is asked")
        if part.state is PartState.UNKNOWN:
            return self.tr("Asking the terminal, never charged again")
        if part.state is PartState.CONFIRM and part.message == "return_slip":
            return self.tr("Give it back at the terminal. Approved: it is given back, declined: the part stays.")
        if part.state is PartState.CONFIRM:
            return self.tr("Key this amount into the terminal; the receipt waits for its answer.")
        if part.state is PartState.DECLINED:
            reason = (
                message(part.message, (), formatter=formatter).what if part.message.isidentifier() else part.message
            )
            return self.tr("{reason} · nothing taken").format(reason=reason or self.tr("Refused"))
        return part.message if part.state is PartState.TAKEN and " " in part.message else ""

    def _add_steps(self, column: QVBoxLayout, part: PartView, formatter: Formatter) -> None:
        at = dict(part.steps)
        names = {
            "sent": self.tr("Written to the journal"),
            "taken": self.tr("Terminal took the amount"),
            "card_read": self.tr("Card read"),
            "pin": self.tr("Customer enters the PIN"),
            "bank": self.tr("Answer of the bank"),
        }
        reached = max((place for place, step in enumerate(STEPS) if step in at), default=-1)
        for place, step in enumerate(STEPS):
            row = QHBoxLayout()
            margins(row, 34, 0, 0, 0, 8)
            done = step in at or place < reached
            now = place == reached
            icon = "loader-circle" if now else "check" if done else "circle-dashed"
            row.addWidget(IconLabel(icon, 16, "accent_text" if now else "good" if done else "ink_3"))
            row.addWidget(label(names[step], "row_s", "ink" if done else "ink_3", bold="true" if now else ""), 1)
            if step in at:
                row.addWidget(label(formatter.time(at[step], seconds=True), "small", "ink_2"))
            column.addLayout(row)

    def _keys(self, part: PartView) -> list[Key]:
        part_id = part.part_id
        if part.state in (PartState.AT_TERMINAL, PartState.UNKNOWN):
            ask = Key(self.tr("Ask the terminal"), icon="refresh-cw", keycaps=("F5",), minimum=56)
            ask.clicked.connect(lambda _c=False: self.ask_pressed.emit(part_id))
            second = self.tr("asks the terminal")
            cancel = Key(self.tr("Cancel card"), icon="x", role=Role.DANGER, keycaps=("F4",), second=second, minimum=56)
            cancel.clicked.connect(lambda _c=False: self.cancel_pressed.emit(part_id))
            return [ask, cancel]
        if part.state is PartState.CONFIRM:
            yes = Key(self.tr("Approved"), icon="check", keycaps=("F5",), minimum=56)
            yes.clicked.connect(lambda _c=False: self.slip_pressed.emit(part_id, True))
            no = Key(self.tr("Declined"), icon="x", role=Role.DANGER, keycaps=("F4",), minimum=56)
            no.clicked.connect(lambda _c=False: self.slip_pressed.emit(part_id, False))
            return [yes, no]
        if part.state is PartState.DECLINED:
            retry = Key(self.tr("Try again"), icon="rotate-ccw", keycaps=("F5",), minimum=56)
            retry.clicked.connect(lambda _c=False: self.retry_pressed.emit(part_id))
            other = Key(self.tr("Other tender"), icon="wallet", keycaps=("Tab",), minimum=56)
            other.clicked.connect(lambda _c=False: self.other_pressed.emit())
            return [retry, other]
        return []

    def _give_back(self, gives: int, view: PayView, formatter: Formatter) -> QWidget:
        box = panel("second")
        column = QVBoxLayout(box)
        margins(column, 14, 8, 14, 8, 6)
        column.addWidget(hint("corner-down-left", self.tr("Enter or F9 gives it back and finishes"))[0])
        row = QHBoxLayout()
        row.setSpacing(look().theme.px(12))
        row.addWidget(IconLabel("undo-2", 20, "ink_2"))
        row.addWidget(label(self.tr("To give back"), "strong"), 1)
        row.addWidget(label(formatter.money(gives, view.currency), "title", align=RIGHT))
        column.addLayout(row)
        return box

    def _proposal(self, view: PayView, preview: CashPreview, formatter: Formatter) -> QWidget:
        box = panel("second")
        column = QVBoxLayout(box)
        margins(column, 14, 8, 14, 8, 6)
        title = (
            self.tr("Enter or F9 gives it back and finishes") if preview.given < 0
            else self.tr("Enter or F9 adds and finishes") if preview.closes
            else self.tr("Enter or F9 adds this part")
        )  # fmt: skip
        head, _words = hint("corner-down-left", title)
        column.addWidget(head)
        rows = [("banknote", self.tr("Cash"), abs(preview.given))]  # what goes out stands so above
        if preview.closes and preview.rounding:
            rounding = -preview.rounding if preview.given < 0 else preview.rounding
            rows.append(("scale", self.tr("Cash rounding"), rounding))
        if preview.closes and preview.change:
            rows.append(("undo-2", self.tr("Change"), preview.change))
        for icon, name, amount in rows:
            row = QHBoxLayout()
            row.setSpacing(look().theme.px(12))
            row.addWidget(IconLabel(icon, 20, "ink_2"))
            row.addWidget(label(name, "strong"), 1)
            row.addWidget(label(formatter.money(amount, view.currency), "title", align=RIGHT))
            column.addLayout(row)
        return box
