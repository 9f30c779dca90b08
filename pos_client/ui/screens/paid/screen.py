"""The paid screen. The next sale already accepts scans: the first one closes it and goes into the new basket."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from pos_client.domain.money import Currency
from pos_client.domain.sale import Sale
from pos_client.services.bundle import Services
from pos_client.services.views import PaidView, SuspendedView
from pos_client.ui.frame import FunctionKey, ScanLike, Screen
from pos_client.ui.i18n import device_message
from pos_client.ui.screens.paid.next_box import NextBox
from pos_client.ui.theme import look
from pos_client.ui.widgets import (
    Amount,
    IconLabel,
    Key,
    Keycap,
    ListRow,
    Rule,
    hint,
    label,
    margins,
    panel,
)

RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
MOST_PARKED = 3
MOST_TAKEN = 3


class Piece(QWidget):
    """A note (square) or coin (round) to give."""

    def __init__(self, text: str, *, is_note: bool) -> None:
        super().__init__()
        self._text = text
        self._is_note = is_note
        self.setAccessibleName(text)
        theme = look().theme
        width = theme.metrics("strong").horizontalAdvance(text) + theme.px(32)
        self.setFixedSize(width, theme.px(44))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = look().theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.color("on_slab_2"))
        radius = theme.px(4) if self._is_note else self.height() / 2
        painter.drawRoundedRect(self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
        painter.setPen(theme.color("on_slab"))
        painter.setFont(theme.font("strong"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._text)


class PaidScreen(Screen):
    """Shows the sale just committed.

    Signals: `next_wanted()`; `scanned(ScanLike)` and `typed(str)` begin the next sale; `copy_wanted(str)`,
    `parked_wanted(str)` (basket id, "" for the list), `print_answered(str, bool)`.
    """

    name = "paid"
    help_wanted = Signal()
    next_wanted = Signal()
    scanned = Signal(object)
    typed = Signal(str)
    copy_wanted = Signal(str)
    parked_wanted = Signal(str)
    print_answered = Signal(str, bool)
    lock_wanted = Signal()
    more_wanted = Signal()

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._sale: Sale | None = None
        self._paid: PaidView | None = None
        self.slab = panel("slab")
        self.caption = label("", "title", "on_slab_2")
        self.done = label("", "strong", "slab_good")
        self.amount = Amount("change")
        self.give = label("", "body", "on_slab_2")
        self.box = NextBox()
        self.ready = panel("plain")
        self.ready_title = label("", "strong")
        self.ready_text = label("", "small", "ink_2", wrap=True)
        self.print_row = ListRow("", "", icon="printer", height=77)
        self.copy_key = Key(keycaps=("Ctrl+P",), minimum=52)
        self.again_key = Key(minimum=52)
        self.parked_title = label("", "strong")
        self.count = label("", "small", "ink_2")
        self._build()
        self.copy_key.clicked.connect(self._copy_or_out)
        self.again_key.clicked.connect(self._again)
        self.box.field.installEventFilter(self)

    def _build(self) -> None:
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        column = QVBoxLayout(self.slab)
        margins(column, 28, 14, 28, 16, 4)
        head = QHBoxLayout()
        head.addWidget(self.caption)
        head.addStretch(1)
        head.addWidget(IconLabel("circle-check", 22, "slab_good"))
        head.addWidget(self.done)
        column.addLayout(head)
        column.addStretch(1)
        column.addWidget(self.amount)
        column.addStretch(1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.give)
        self._pieces = QHBoxLayout()
        self._pieces.setSpacing(8)
        foot.addLayout(self._pieces)
        foot.addStretch(1)
        self._figures = QGridLayout()
        self._figures.setHorizontalSpacing(24)
        foot.addLayout(self._figures)
        column.addLayout(foot)
        self._build_rest()

    def _build_rest(self) -> None:
        self.rows = panel("plain")
        rows = QVBoxLayout(self.rows)
        margins(rows, 16, 4, 12, 4, 0)
        self.print_row.add(self.again_key)
        self.print_row.add(self.copy_key)
        rows.addWidget(self.print_row)
        rows.addWidget(Rule())
        self._taken = QVBoxLayout()
        self._taken.setSpacing(0)
        rows.addLayout(self._taken)
        rows.addStretch(1)
        self._side = QWidget()
        side = QVBoxLayout(self._side)
        margins(side, 0, 0, 0, 0, 12)
        side.addWidget(self.box)
        self.ready.setProperty("state", "good")
        inner = QHBoxLayout(self.ready)
        margins(inner, 16, 12, 16, 12, 14)
        inner.addWidget(IconLabel("circle-check", 24, "good"), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.addWidget(self.ready_title)
        words.addWidget(self.ready_text)
        inner.addLayout(words, 1)
        side.addWidget(self.ready)
        side.addWidget(self._parked_panel(), 1)
        left = QVBoxLayout()
        self._left = left
        left.addWidget(self.slab)
        left.addWidget(self.rows, 1)
        self._grid.addLayout(left, 0, 0)
        self._grid.addWidget(self._side, 0, 1)
        self._grid.setColumnStretch(0, 1)

    def _parked_panel(self) -> QFrame:
        box = panel("plain")
        column = QVBoxLayout(box)
        margins(column, 16, 12, 16, 10, 4)
        head = QHBoxLayout()
        head.addWidget(self.parked_title)
        head.addStretch(1)
        head.addWidget(Keycap("F7"))
        column.addLayout(head)
        column.addWidget(Rule())
        self._parked = QVBoxLayout()
        self._parked.setSpacing(0)
        column.addLayout(self._parked)
        column.addStretch(1)
        line, self.count = hint("clock", "")
        column.addWidget(line)
        return box

    # showing

    def show_sale(self, sale: Sale) -> None:
        """Take the sale just committed; call before the screen is shown."""
        self._sale = sale
        self.refresh()

    def entered(self) -> None:
        """Be ready for the next sale."""
        self.box.field.clear()
        self.box.field.setFocus()
        self.refresh()

    def restyle(self) -> None:
        """Take sizes anew: at 1024 the slab has the full width."""
        theme = self.theme
        gap = theme.frame("gap")
        self._grid.setSpacing(gap)
        self._left.setSpacing(gap)
        self.slab.setFixedHeight(theme.px(318))
        self._side.setFixedWidth(theme.px(616 if theme.is_wide else 350 if theme.is_small else 430))
        self.refresh()

    def retranslate(self) -> None:
        """Set every text in the language in force."""
        self.refresh()

    def refresh(self) -> None:
        """Show the sale and what is known of its receipt by now."""
        if self._sale is None or not self.is_attached:
            return
        paid = self._paid = self._services.receipts.paid_view(self._sale)

        def money(amount: int) -> str:
            return self.formatter.money(amount, paid.currency)

        has_change = paid.change > 0
        pays_out = paid.total < 0
        self.caption.setText(
            self.tr("Paid out") if pays_out else self.tr("Change") if has_change else self.tr("Paid, no change")
        )
        shown = -paid.total if pays_out else paid.change if has_change else paid.total
        self.amount.set_style("change" if has_change or pays_out else "total")
        self.amount.set_parts(self.formatter.money_parts(shown, paid.currency))
        self.done.setText(self.tr("Paid · {receipt}").format(receipt=paid.receipt_number))
        self._show_pieces(paid)
        rows = [(self.tr("To pay"), money(paid.total))]
        if paid.rounding:
            rows.append((self.tr("Rounding"), money(paid.rounding)))
        taken = [(self.formatter.name(names), money(given)) for names, given in paid.payments]
        if len(taken) == 1:
            rows += taken
        else:
            rows.append((self.tr("Taken"), money(sum(given for _names, given in paid.payments))))
        self._show_figures(rows)
        self._show_taken(taken)
        self._show_print(paid)
        self.box.set_text(self.tr("Scan the next product"))
        self.ready_title.setText(self.tr("The next sale is ready"))
        self.ready_text.setText(self.tr("The first scan closes this screen and begins a new basket."))
        self.parked_title.setText(self.tr("Suspended baskets"))
        self._show_parked(paid.currency)
        self.count.setText(self.tr("This shift: %n sale(s)", "", paid.sales_today))
        self.keys_changed.emit()

    def _show_pieces(self, paid: PaidView) -> None:
        _empty(self._pieces)
        self.give.setText(self.tr("Give") if paid.change_pieces else "")
        room = 4 if self.theme.is_small else 7
        for value in paid.change_pieces[:room]:
            text = self.formatter.money(value, paid.currency, trim=True)
            self._pieces.addWidget(Piece(text, is_note=value >= paid.denominations_notes_from > 0))

    def _show_taken(self, taken: list[tuple[str, str]]) -> None:
        """Each part of the payment in a row of its own, as many as there is room for."""
        _empty(self._taken)
        for name, given in taken[:MOST_TAKEN]:
            self._taken.addWidget(ListRow(name, self.tr("Taken"), icon="wallet", icon_tone="good", figure=given))
            self._taken.addWidget(Rule())

    def _show_figures(self, rows: list[tuple[str, str]]) -> None:
        _empty(self._figures)
        for line, (name, figure) in enumerate(rows):
            self._figures.addWidget(label(name, "body", "on_slab_2"), line, 0)
            self._figures.addWidget(label(figure, "strong", "on_slab", align=RIGHT), line, 1)

    def _show_print(self, paid: PaidView) -> None:
        lines = self.tr("%n line(s)", "", paid.line_count)
        texts = {
            "printed": (self.tr("Receipt printed"), lines, "good"),
            "printing": (self.tr("Receipt is being printed"), lines, "ink_2"),
            "failed": (self.tr("Receipt not printed"), device_message("printer", paid.print_code).second, "bad"),
            "unknown": (
                self.tr("Is the receipt out?"),
                self.tr("The printer did not answer. Look at the paper."),
                "warn",
            ),
            "off": (
                self.tr("No printer"),
                self.tr("The sale is in the journal; set up a printer in settings."),
                "ink_2",
            ),
        }
        title, second, tone = texts.get(paid.print_state, texts["printing"])
        self.print_row.set_texts(title, second)
        if self.print_row.icon is not None:
            self.print_row.icon.set_icon("printer", tone)
        unknown = paid.print_state == "unknown"
        self.copy_key.set_caption(self.tr("It is out") if unknown else self.tr("Print a copy"))
        self.copy_key.setVisible(paid.print_state != "off")
        self.again_key.set_caption(self.tr("Print again"))
        self.again_key.setVisible(unknown)

    def _show_parked(self, currency: Currency) -> None:
        _empty(self._parked)
        parked: tuple[SuspendedView, ...] = self._services.suspended.all()
        for one in parked[:MOST_PARKED]:
            title = f"{self.formatter.time(one.suspended_at)} · " + self.tr("%n line(s)", "", one.line_count)
            row = ListRow(title, one.label, icon="pause", figure=self.formatter.money(one.total, currency))
            key = Key(self.tr("Recall"), minimum=48)
            key.clicked.connect(lambda _c=False, basket_id=one.basket_id: self.parked_wanted.emit(basket_id))
            row.add(key)
            self._parked.addWidget(row)
            self._parked.addWidget(Rule())
        if not parked:
            self._parked.addWidget(label(self.tr("None"), "small", "ink_2"))

    # doing

    def _copy_or_out(self) -> None:
        if self._paid is None:
            return
        if self._paid.print_state == "unknown":
            self.print_answered.emit(self._paid.print_job, True)
        else:
            self.copy_wanted.emit(self._paid.receipt_number)

    def _again(self) -> None:
        if self._paid is not None:
            self.print_answered.emit(self._paid.print_job, False)

    def function_keys(self) -> dict[int, FunctionKey]:
        """Return the bar."""
        return {
            1: FunctionKey(self.tr("Help")),
            2: FunctionKey(self.tr("Find")),
            7: FunctionKey(self.tr("Baskets")),
            9: FunctionKey(self.tr("Next"), primary=True, finishing=True),
            11: FunctionKey(self.tr("More")),
            12: FunctionKey(self.tr("Lock")),
        }

    def handle_function(self, number: int) -> None:
        """Do what the bar says."""
        if number == 1:
            self.help_wanted.emit()
        elif number in (2, 9):
            self.next_wanted.emit()
        elif number == 7:
            self.parked_wanted.emit("")
        elif number == 11:
            self.more_wanted.emit()
        elif number == 12:
            self.lock_wanted.emit()

    def handle_action(self, action: str) -> bool:
        """Ctrl+P prints a copy."""
        if action == "print" and self._paid is not None and self._paid.print_state != "off":
            self._copy_or_out()
            return True
        return False

    def handle_escape(self) -> None:
        """Go on to the next sale."""
        self.next_wanted.emit()

    def handle_scan(self, scan: ScanLike) -> None:
        """The next customer's first product."""
        self.scanned.emit(scan)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            text = event.text()
            if text and text.isprintable() and not event.isAutoRepeat():
                self.typed.emit(text)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                # Enter repeats what ended the payment on many keyboards: here it does nothing by itself.
                return True
        return super().eventFilter(watched, event)


def _empty(layout: QHBoxLayout | QVBoxLayout | QGridLayout) -> None:
    while layout.count():
        item = layout.takeAt(0)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.hide()
            widget.deleteLater()
