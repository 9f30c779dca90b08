"""The right column of a return: the amount for two metres, what flows back, tax and limits, the key that does it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pos_client.domain.staff import UNLIMITED
from pos_client.services.returning.returns_views import RefundState, ReturnView
from pos_client.ui.i18n import Formatter, message
from pos_client.ui.screens.returns.refund_rows import RefundRows
from pos_client.ui.screens.side import scroll_area
from pos_client.ui.theme import look
from pos_client.ui.widgets import (
    Amount,
    Arrangement,
    Key,
    KeyGuard,
    Role,
    Rule,
    TearLine,
    empty,
    hint,
    label,
    margins,
    panel,
    restyle,
)

RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class ReturnSide(QWidget):
    """Shows a `ReturnView`. `rows` are its refunds, `key` is F9."""

    def __init__(self, guard: KeyGuard) -> None:
        super().__init__()
        self.slab = panel("slab")
        self.caption = label("", "title", "on_slab_2")
        self.amount = Amount("due")
        self.second = label("", "body", "on_slab_2", wrap=True)
        self.title = label("", "strong")
        self.rows = RefundRows()
        self._facts = QVBoxLayout()
        self.nothing = label("", "row_s", "ink_2", wrap=True)
        self.limit_line, self.limit = hint("shield-check", "")
        self.key = Key(
            arrangement=Arrangement.LEFT,
            role=Role.PRIMARY,
            icon="undo-2",
            keycaps=("F9",),
            style="figure",
            second_style="body",
            minimum=88,
        )
        self.key.set_icon("undo-2", 28)
        self.key.set_guard(guard)
        self.key.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._build()

    def _build(self) -> None:
        column = QVBoxLayout(self.slab)
        margins(column, 20, 10, 20, 10, 0)
        column.addWidget(self.caption)
        column.addWidget(self.amount, 1)
        column.addWidget(self.second)
        flows = panel("plain")
        inner = QVBoxLayout(flows)
        margins(inner, 16, 12, 16, 12, 8)
        inner.addWidget(self.title)
        inner.addWidget(Rule())
        body = QWidget()
        within = QVBoxLayout(body)
        within.setContentsMargins(0, 0, 0, 0)
        within.setSpacing(0)
        within.addWidget(self.nothing)
        within.addWidget(self.rows)
        within.addLayout(self._facts)
        within.addStretch(1)
        inner.addWidget(scroll_area(body), 1)
        inner.addWidget(TearLine())
        inner.addWidget(self.limit_line)
        self._facts.setSpacing(look().theme.px(4))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        for part, stretch in ((self.slab, 0), (flows, 1), (self.key, 0)):
            self._column.addWidget(part, stretch)

    def restyle(self) -> None:
        """Take sizes anew."""
        theme = look().theme
        self.setFixedWidth(theme.frame("side"))
        self._column.setSpacing(theme.frame("gap"))
        self.slab.setFixedHeight(theme.frame("slab") + theme.px(20 if theme.is_small else 0))
        self.amount.set_style("total" if theme.is_wide else "due")

    def show_view(self, view: ReturnView, formatter: Formatter, *, busy: bool) -> None:
        """Write every figure; while it is `busy` (at the terminal, at the disk) nothing is filled."""
        at_work = view.stage != "choosing"
        self.caption.setText(self.tr("To give back"))
        self.amount.set_parts(formatter.money_parts(view.to_give, view.currency))
        self.second.setText(self._told(view))
        self.title.setText(self.tr("What flows back"))
        self.nothing.setText(self.tr("Choose what comes back: arrows and digits, or scan it."))
        self.nothing.setVisible(not view.line_count)
        self.rows.setVisible(bool(view.line_count))
        self.rows.show_refunds(view.refunds, view.currency, formatter, at_work=at_work)
        self._show_facts(view, formatter)
        self._show_limit(view, formatter)
        self._show_key(view, formatter, busy=busy)

    def _told(self, view: ReturnView) -> str:
        if not view.line_count:
            return self.tr("Nothing is chosen yet")
        lines = self.tr("%n line(s)", "", view.line_count)
        if not view.original_receipt:
            return self.tr("{lines} · prices of today").format(lines=lines)
        return self.tr("{lines} · tax and discounts as on the receipt").format(lines=lines)

    def _show_facts(self, view: ReturnView, formatter: Formatter) -> None:
        """Taxes and rounding; what stands here is in the sum above already."""
        empty(self._facts)
        if not view.line_count:
            return
        for tax in view.taxes:
            words = self.tr("Tax {rate}").format(rate=formatter.percent(tax.rate))
            self._facts.addWidget(self._fact(words, formatter.money(tax.tax, view.currency)))
        if view.cash_rounding:
            rounding = formatter.money(view.cash_rounding, view.currency)
            self._facts.addWidget(self._fact(self.tr("Cash rounding"), rounding))

    @staticmethod
    def _fact(words: str, figure: str) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        margins(row, 34, 4, 0, 0, 8)
        row.addWidget(label(words, "small", "ink_2"), 1)
        row.addWidget(label(figure, "small", "ink_2", align=RIGHT))
        return made

    def _show_limit(self, view: ReturnView, formatter: Formatter) -> None:
        def money(amount: int) -> str:
            return formatter.money(amount, view.currency)

        words, tone = "", "ink_2"
        if view.stage != "choosing":
            words = self.tr("The money is on its way. A lost answer is asked for again, nothing is given back twice.")
        elif view.limit is None:
            words = self.tr("Every return is approved by somebody else")
        elif view.limit < UNLIMITED:
            words = self.tr("Without an approval up to {limit} a shift, {used} of it used").format(
                limit=money(view.limit), used=money(view.used)
            )
        if view.stage == "choosing" and view.needs is not None and view.line_count:
            told = message(view.needs.code, view.needs.details, formatter=formatter, currency=view.currency).what
            words, tone = self.tr("F9 asks for an approval: {what}").format(what=told), "warn"
        if view.stage == "choosing" and view.is_late and view.last_day is not None:
            words = self.tr("Taken back until {day}: later by approval").format(day=formatter.date(view.last_day))
            tone = "warn"
        self.limit.setText(words)
        restyle(self.limit, tone=tone)
        self.limit_line.setVisible(bool(words))

    def _show_key(self, view: ReturnView, formatter: Formatter, *, busy: bool) -> None:
        amount = formatter.money(view.to_give, view.currency)
        self.key.set_caption(self.tr("Give back {amount}").format(amount=amount))
        cause = message(view.blocked_by, (), formatter=formatter).what if view.blocked_by else ""
        if busy:
            cause = self.tr("waits")
        self.key.set_cause(cause)
        self.key.setVisible(view.stage == "choosing")
        cards = any(part.tender_class == "card" and part.state is not RefundState.DONE for part in view.refunds)
        cash = any(part.tender_class == "cash" for part in view.refunds)
        self.key.set_second(
            self.tr("the card first, at the terminal") if cards
            else self.tr("then the drawer opens") if cash
            else ""
        )  # fmt: skip
