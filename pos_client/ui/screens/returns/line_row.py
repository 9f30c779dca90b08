"""A line of the sale that something may come back of: sold, left, how much comes back, what it gives. Main thread."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from pos_client.domain.money import Currency
from pos_client.domain.quantity import THOUSAND, Quantity, Unit
from pos_client.services.returning.returns_views import ReturnLineView
from pos_client.ui.i18n import Formatter, message
from pos_client.ui.theme import Theme, look
from pos_client.ui.widgets import Arrangement, ElidedLabel, Key, label, restyle

RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
CENTER = Qt.AlignmentFlag.AlignCenter
HEIGHT = 62  # px at 100 %, 72 at 1920


def columns(theme: Theme) -> tuple[int, int, int, int]:
    """Return the widths of sold, left, the stepper and the amount, px."""
    widths = (72, 64, 164, 92) if theme.is_small else (130, 120, 190, 150) if theme.is_wide else (92, 92, 190, 108)
    sold, left, stepper, amount = (theme.px(width) for width in widths)
    return sold, left, stepper, amount


def told_quantity(quantity: Quantity, formatter: Formatter, *, unit: bool = True) -> str:
    """Return a quantity; without its unit where the column beside it has it."""
    if quantity.unit is Unit.PIECE or unit:
        return formatter.quantity(quantity)
    return formatter.thousandths(quantity.thousandths, fixed=True)


class LineRow(QFrame):
    """Signals: `touched(int)` with its line; `stepped(int, int)` with its line and 1 or -1 when a key was pressed."""

    touched = Signal(int)
    stepped = Signal(int, int)

    def __init__(self, line_id: int) -> None:
        super().__init__()
        self.line_id = line_id
        self._chosen = False
        self._current = False
        self._narrow = False
        self._shown: tuple[object, ...] = ()
        self.name = ElidedLabel("", "body", bold="medium")
        self.second = ElidedLabel("", "small", "ink_2")
        self.sold = label("", "body", "ink", align=RIGHT)
        self.left = label("", "body", "ink", bold="true", align=RIGHT)
        self.less = self._key("minus", -1)
        self.quantity = label("", "title", align=CENTER)
        self.more = self._key("plus", 1)
        self.amount = label("", "title", align=RIGHT)
        self._stepper = QWidget()
        self._row = QHBoxLayout(self)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(self.name)
        words.addWidget(self.second)
        words.addStretch(1)
        stepper = QHBoxLayout(self._stepper)
        stepper.setContentsMargins(0, 0, 0, 0)
        stepper.setSpacing(0)
        stepper.addStretch(1)
        for part in (self.less, self.quantity, self.more):
            stepper.addWidget(part)
        self._row.addLayout(words, 1)
        for column in (self.sold, self.left, self._stepper, self.amount):
            self._row.addWidget(column)
        self.restyle()

    def _key(self, icon: str, by: int) -> Key:
        key = Key(icon=icon, arrangement=Arrangement.STACK, minimum=48)
        key.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        key.clicked.connect(lambda _c=False: self.stepped.emit(self.line_id, by))
        return key

    def restyle(self) -> None:
        """Take sizes anew."""
        theme = look().theme
        sold, left, stepper, amount = columns(theme)
        self.setFixedHeight(theme.frame("row") if theme.is_wide else theme.px(HEIGHT))
        pad = theme.px(12 if theme.is_small else 16)
        self._row.setContentsMargins(pad, 0, pad, 0)
        self._row.setSpacing(0)
        self.sold.setFixedWidth(sold)
        self.left.setFixedWidth(left)
        self._stepper.setFixedWidth(theme.px(64) if self._narrow else stepper)
        for key in (self.less, self.more):
            key.setFixedSize(theme.px(48), theme.px(48))
        self.quantity.setFixedWidth(theme.px(54 if theme.is_small else 60))
        self.amount.setFixedWidth(amount)

    def set_narrow(self, *, narrow: bool) -> None:
        """Beside a side panel at 1024 there is room for the name, how much comes back, and its amount."""
        self._narrow = narrow
        self._shown = ()
        for column in (self.sold, self.left):
            column.setVisible(not narrow)
        self.restyle()

    def show_line(
        self,
        line: ReturnLineView,
        formatter: Formatter,
        currency: Currency,
        *,
        current: bool,
        typed: str,
        extra: str,
        at_work: bool,
    ) -> None:
        """Show `line`; `typed` stands in place of its quantity while it is being typed, `extra` names its reason.

        Once its money is `at_work` nothing can be changed.
        """
        facts = (line, formatter.language, current, typed, extra, at_work, look().theme)
        if facts == self._shown:
            return
        self._shown = facts
        chosen = line.chosen.thousandths > 0
        can = not line.why_not
        self.name.setText(formatter.name(line.names))
        self.second.setText(self._second(line, formatter, currency, extra))
        self.sold.setText("–" if line.is_loose else told_quantity(line.sold, formatter))
        left = told_quantity(line.remaining, formatter, unit=False)
        self.left.setText(left if can and not line.is_loose else "–")
        self.quantity.setText(typed or told_quantity(line.chosen, formatter, unit=False))
        restyle(self.quantity, kind="title" if line.sold.unit is Unit.PIECE else "body")
        restyle(self.quantity, tone="accent_text" if typed else "ink" if chosen else "ink_2")
        amount = formatter.money(line.amount, currency) if chosen else ""
        fits = look().theme.metrics("title").horizontalAdvance(amount) <= columns(look().theme)[3]
        restyle(self.amount, kind="title" if fits else "small", bold="true")  # an amount is never cut
        self.amount.setText(amount)
        for key in (self.less, self.more):
            key.setVisible(can and not at_work and not self._narrow)
        self.quantity.setVisible(can)
        self.less.setEnabled(chosen)
        self.more.setEnabled(line.room > 0)
        self.less.setAccessibleName(self.tr("Less: {name}").format(name=self.name.text()))
        self.more.setAccessibleName(self.tr("More: {name}").format(name=self.name.text()))
        restyle(self.name, tone="ink" if can else "ink_2")
        self.setAccessibleName(f"{self.name.text()}, {self.quantity.text()}")
        self._chosen, self._current = chosen, current
        self.update()

    def _second(self, line: ReturnLineView, formatter: Formatter, currency: Currency, extra: str) -> str:
        """Say why nothing can come back, or what was paid, what came back before, and why it comes back."""

        def money(amount: int) -> str:
            return formatter.money(amount, currency)

        if extra and look().theme.is_small:
            return extra  # why it comes back; what it cost stands there as long as it is not chosen
        words = [extra] if extra else []
        if line.why_not:
            words.append(message(line.why_not, (), formatter=formatter).what)
        words += self._paid(line, formatter, currency)
        if line.charges:
            words.append(self.tr("deposit {amount}").format(amount=money(line.charges)))
        if line.returned.thousandths:
            words.append(self._returned(line, formatter))
        if line.asks_code and not line.why_not:
            words.append(self.tr("scan its square code"))
        return " · ".join(words)

    def _paid(self, line: ReturnLineView, formatter: Formatter, currency: Currency) -> list[str]:
        """What the line cost, after which discounts, and what one of several came to."""

        def money(amount: int) -> str:
            return formatter.money(amount, currency)

        off = sum(discount.amount for discount in line.discounts)
        words = [f"{money(line.paid + off)} {money(-off)} = {money(line.paid)}"] if off else []
        if line.sold.unit is Unit.PIECE and line.sold.thousandths > THOUSAND:
            many = formatter.quantity(line.sold)
            if not off:
                words.append(self.tr("{amount} for {quantity}").format(amount=money(line.paid), quantity=many))
            words.append(self.tr("one is {amount}").format(amount=money(line.unit_paid)))
        elif not off:
            words.append(money(line.paid))
        return words

    def _returned(self, line: ReturnLineView, formatter: Formatter) -> str:
        words = self.tr("{quantity} returned").format(quantity=formatter.quantity(line.returned))
        at = line.returned_at
        return f"{words} {formatter.date(at, short=True)}, {formatter.time(at)}" if at is not None else words

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.touched.emit(self.line_id)
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = look().theme
        painter = QPainter(self)
        if self._chosen:
            painter.fillRect(self.rect(), theme.color("accent_tint"))
            painter.fillRect(0, 0, theme.px(4), self.height(), theme.color("accent"))
        painter.setPen(theme.color("line"))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        if self._current:
            painter.setPen(QPen(theme.color("accent"), theme.px(2)))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))
