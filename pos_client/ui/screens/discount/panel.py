"""The discount panel: reason at the left, percent, amount or price at the right, the own limit in sight."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout

from pos_client.domain.basket import ManualDiscount, ManualKind
from pos_client.domain.money import percent_of
from pos_client.domain.staff import UNLIMITED, Permission
from pos_client.services.bundle import Services
from pos_client.services.views import LineView
from pos_client.ui.frame import FunctionKey
from pos_client.ui.screens.side import Choice, Side
from pos_client.ui.widgets import EntryField, Keycap, Numpad, PartsBar, Role, Rule, Tabs, hint, label

RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
KINDS = (ManualKind.PERCENT, ManualKind.AMOUNT, ManualKind.PRICE)


class DiscountPanel(Side):
    """For one `line`, or the whole basket when it is None. `apply(manual)` is called with what was typed, or None."""

    icon = "percent"

    def __init__(
        self, services: Services, line: LineView | None, apply: Callable[[ManualDiscount | None], None]
    ) -> None:
        super().__init__()
        self._services = services
        self._line = line
        self._apply = apply
        self._currency = services.desk.store.currency
        view = services.checkout.view()
        self._base = line.unit_price * line.quantity.thousandths // 1000 if line else view.total - view.charges
        self.reason_title = label("", "small", "ink_2", bold="medium")
        self.reasons = Choice()
        self.limit_title = label("", "small", "ink_2", bold="medium")
        self.own = label("", "row_s")
        self.own_value = label("", "row_s", bold="true", align=RIGHT)
        self.bar = PartsBar(8)
        self.warning_line, self.warning = hint("shield-alert", "", "warn")
        self.tabs = Tabs((("", ""), ("", ""), ("", "")) if line else (("", ""), ("", "")))
        self.entry = EntryField(longest=10, height=62)
        self.before = label("", "row_s", "ink_2")
        self.off = label("", "row_s", "good", bold="true")
        self.after = label("", "strong", align=RIGHT)
        self.pad = Numpad(target=self.entry.field, minimum=56)
        self._build()
        self.entry.changed.connect(lambda _text: self._show())
        self.tabs.changed.connect(lambda _index: self._tab_changed())
        self.pad.entered.connect(self.accept)
        self.watch(self.entry.field)

    def _build(self) -> None:
        own = QHBoxLayout()
        own.addWidget(self.own)
        own.addStretch(1)
        own.addWidget(self.own_value)
        for widget in (self.reason_title, self.reasons):
            self.left_column.addWidget(widget)
        self.left_column.addStretch(1)
        self.left_column.addWidget(Rule())
        self.left_column.addWidget(self.limit_title)
        self.left_column.addLayout(own)
        self.left_column.addWidget(self.bar)
        self.left_column.addWidget(self.warning_line)
        figures = QHBoxLayout()
        figures.addWidget(self.before)
        figures.addStretch(1)
        figures.addWidget(self.off)
        figures.addStretch(1)
        figures.addWidget(self.after)
        self.right_column.addWidget(self.tabs)
        self.right_column.addWidget(self.entry)
        self.right_column.addLayout(figures)
        self.right_column.addWidget(self.pad, 1)
        self._hints = [label("", "small", "ink_2") for _ in range(3)]
        for place, (cap, words) in enumerate(zip(("Tab", "↑ ↓", "Del"), self._hints, strict=True)):
            if place:
                self.foot.addStretch(1)
            self.foot.addWidget(Keycap(cap))
            self.foot.addWidget(words)

    @property
    def _kind(self) -> ManualKind:
        return KINDS[self.tabs.index]

    def entered(self) -> None:
        """Type at once."""
        self.entry.field.setFocus()
        self._show()

    def retranslate(self) -> None:
        """Set every text in the language in force."""
        self.title.setText(self.tr("Discount, price"))
        if self._line is not None:
            name = self.formatter.name(self._line.names)
            total = self.formatter.money(self._line.total, self._currency)
            subject = self.tr("{name} · line {number} · {total}")
            self.subject.setText(subject.format(name=name, number=self._line.number, total=total))
        else:
            self.subject.setText(self.tr("The whole basket"))
        self.reason_title.setText(self.tr("Reason"))
        self.limit_title.setText(self.tr("Limit"))
        self.own.setText(self.tr("Yours"))
        reasons = self._services.desk.replica.live.reasons("discount")
        self.reasons.set_options([(r.reason_id, self.formatter.name(r.names), "", "") for r in reasons[:6]])
        captions = [self.tr("Percent"), self.tr("Amount"), self.tr("New price")]
        self.tabs.set_captions(*(captions if self._line is not None else captions[:2]))
        hints = (self.tr("percent, amount, price"), self.tr("reason"), self.tr("no discount"))
        for words, text in zip(self._hints, hints, strict=True):
            words.setText(text)
        self._show()

    def _tab_changed(self) -> None:
        self.entry.field.clear()
        self.entry.field.setFocus()
        self._show()

    def tab(self) -> None:
        """Percent, amount, price."""
        count = 3 if self._line is not None else 2
        self.tabs.choose((self.tabs.index + 1) % count)

    def arrow(self, by: int) -> None:
        """Up and Down choose the reason."""
        self.reasons.step(by)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_press = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if is_press and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Delete and not self.entry.text:
            if not event.isAutoRepeat():
                self._apply(None)
            return True
        return super().eventFilter(watched, event)

    def _value(self) -> int | None:
        """Return basis points or minor units as typed; None when it is nothing usable."""
        if self._kind is ManualKind.PERCENT:
            typed = self.formatter.parse_money(self.entry.text, self._currency) if self.entry.text else None
            points = None if typed is None else typed * 100 // self._currency.factor
            return points if points is not None and 0 < points <= 10_000 else None
        amount = self.formatter.parse_money(self.entry.text, self._currency) if self.entry.text else None
        if amount is None or amount <= 0:
            return None
        return amount if self._kind is ManualKind.PRICE or amount <= self._base else None

    def _off(self, value: int) -> int:
        if self._kind is ManualKind.PERCENT:
            return percent_of(self._base, value)
        if self._kind is ManualKind.AMOUNT or self._line is None:
            return value
        return (self._line.unit_price - value) * self._line.quantity.thousandths // 1000

    def _show(self) -> None:
        units = {ManualKind.PERCENT: "%"}
        unit = units.get(self._kind, self.formatter.symbol(self._currency))
        self.entry.set_texts(self.tr("New price") if self._kind is ManualKind.PRICE else self.tr("Discount"), "", unit)
        value = self._value()
        self.entry.set_bad(bool(self.entry.text) and value is None)
        off = self._off(value) if value is not None else 0
        self.before.setText(self.formatter.money(self._base, self._currency))
        self.off.setText(self.formatter.money(-off, self._currency) if off else "")
        self.after.setText(self.formatter.money(self._base - off, self._currency))
        above = self._show_limit(value, off)
        key = self.pad.enter_key
        if key is not None:
            key.set_icon("")
            key.set_caption(self.tr("Ask approval") if above else self.tr("Apply"))
            key.set_keycaps("Enter")
            key.set_role(Role.PRIMARY)
            key.setEnabled(value is not None)
        self.keys_changed.emit()

    def _show_limit(self, value: int | None, off: int) -> bool:
        is_price = self._kind is ManualKind.PRICE
        permission = Permission.PRICE_CHANGE if is_price else Permission.DISCOUNT_PERCENT
        own = self._services.desk.staff.role.limit(permission) or 0
        used = 0
        if value is not None:
            used = (
                off if is_price else value if self._kind is ManualKind.PERCENT else off * 10_000 // max(1, self._base)
            )
        unlimited = own >= UNLIMITED
        text = self.tr("no limit") if unlimited else self.formatter.percent(own)
        if is_price and not unlimited:
            text = self.formatter.money(own, self._currency)
        self.own_value.setText(text)
        self.bar.setVisible(not unlimited)
        self.bar.set_parts(1000 if own == 0 and used else min(1000, used * 1000 // max(1, own)))
        above = used > own
        self.warning_line.setVisible(above)
        self.warning.setText(self.tr("Above your limit: Enter asks for an approval"))
        return above

    def accept(self) -> None:
        """Apply what was typed; above the own limit the approval is asked by whoever opened this."""
        value = self._value()
        if value is not None:
            self._apply(ManualDiscount(self._kind, value, self.reasons.chosen, self._services.desk.staff.staff_id))

    def handle_action(self, action: str) -> bool:
        """Keep every other action from the screen beneath."""
        return True

    def function_keys(self) -> dict[int, FunctionKey]:
        """Return the bar."""
        cause = "" if self._value() is not None else self.tr("Type a figure first")
        return {
            1: FunctionKey(self.tr("Help")),
            4: FunctionKey(self.tr("Discount")),
            5: FunctionKey(self.tr("No discount")),
            9: FunctionKey(self.tr("Apply"), cause=cause, primary=not cause),
        }

    def handle_function(self, number: int) -> None:
        """F9 applies, F4 goes through the kinds, F5 takes the discount away."""
        if number == 9:
            self.accept()
        elif number == 4:
            self.tab()
        elif number == 5:
            self._apply(None)
        else:
            super().handle_function(number)
