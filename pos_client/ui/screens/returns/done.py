"""What to hand over after a return: the cash large, every tender, the paper. The next sale already accepts scans."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from pos_client.services.bundle import Services
from pos_client.services.returns_views import ReturnedView
from pos_client.ui.frame import FunctionKey, ScanLike, Screen
from pos_client.ui.i18n import device_message
from pos_client.ui.screens.paid.next_box import NextBox
from pos_client.ui.screens.paid.screen import Piece
from pos_client.ui.screens.returns.refund_rows import ICONS, empty
from pos_client.ui.widgets import Amount, IconLabel, Key, ListRow, Rule, label, margins, panel


class ReturnedScreen(Screen):
    """Shows the return or the post-void just written.

    Signals: `next_wanted()`; `scanned(ScanLike)` and `typed(str)` begin the next sale; `copy_wanted(str)`,
    `print_answered(str, bool)`, `help_wanted()`, `lock_wanted()`, `more_wanted()`.
    """

    name = "returned"
    help_wanted = Signal()
    next_wanted = Signal()
    scanned = Signal(object)
    typed = Signal(str)
    copy_wanted = Signal(str)
    print_answered = Signal(str, bool)
    lock_wanted = Signal()
    more_wanted = Signal()

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._read: Callable[[], ReturnedView] | None = None
        self._view: ReturnedView | None = None
        self.slab = panel("slab")
        self.caption = label("", "title", "on_slab_2")
        self.done = label("", "strong", "slab_good")
        self.amount = Amount("change")
        self.give = label("", "body", "on_slab_2")
        self.box = NextBox()
        self.print_row = ListRow("", "", icon="printer", height=77)
        self.copy_key = Key(keycaps=("Ctrl+P",), minimum=52)
        self.again_key = Key(minimum=52)
        self.note = label("", "small", "ink_2", wrap=True)
        self._build()
        self.copy_key.clicked.connect(self._copy_or_out)
        self.again_key.clicked.connect(self._again)
        self.box.field.installEventFilter(self)

    def _build(self) -> None:
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
        column.addLayout(foot)
        rows = panel("plain")
        listed = QVBoxLayout(rows)
        margins(listed, 16, 4, 12, 4, 0)
        self.print_row.add(self.again_key)
        self.print_row.add(self.copy_key)
        listed.addWidget(self.print_row)
        listed.addWidget(Rule())
        self._refunds = QVBoxLayout()
        self._refunds.setSpacing(0)
        listed.addLayout(self._refunds)
        listed.addStretch(1)
        self._side = QWidget()
        side = QVBoxLayout(self._side)
        margins(side, 0, 0, 0, 0, 12)
        side.addWidget(self.box)
        words = panel("plain")
        inner = QVBoxLayout(words)
        margins(inner, 16, 12, 16, 12, 4)
        inner.addWidget(self.note)
        side.addWidget(words)
        side.addStretch(1)
        self._left = QVBoxLayout()
        self._left.addWidget(self.slab)
        self._left.addWidget(rows, 1)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addLayout(self._left, 1)
        self._row.addWidget(self._side)

    # showing

    def show_what(self, read: Callable[[], ReturnedView]) -> None:
        """Take what was just written, asked anew by `read` as its paper fares; call before the screen is shown."""
        self._read = read
        self.refresh()

    def entered(self) -> None:
        """Be ready for the next sale."""
        self.box.field.clear()
        self.box.field.setFocus()
        self.refresh()

    def restyle(self) -> None:
        """Take sizes anew."""
        theme = self.theme
        gap = theme.frame("gap")
        self._row.setSpacing(gap)
        self._left.setSpacing(gap)
        self.slab.setFixedHeight(theme.px(318))
        self._side.setFixedWidth(theme.px(616 if theme.is_wide else 350 if theme.is_small else 430))
        self.refresh()

    def retranslate(self) -> None:
        """Set every text in the language in force."""
        self.refresh()

    def refresh(self) -> None:
        """Show the return and what is known of its paper by now."""
        if self._read is None or not self.is_attached:
            return
        view = self._view = self._read()
        self.caption.setText(self.tr("Give the customer") if view.cash else self.tr("Given back, no cash"))
        self.amount.set_style("change" if view.cash else "total")
        shown = view.cash or view.total
        self.amount.set_parts(self.formatter.money_parts(shown, view.currency))
        self.done.setText(self.tr("Returned · {receipt}").format(receipt=view.receipt_number))
        self._show_pieces(view)
        self._show_refunds(view)
        self._show_print(view)
        self.box.set_text(self.tr("Scan the next product"))
        self.note.setText(self.tr("The customer gets the money and this receipt. The first scan begins the next sale."))
        self.keys_changed.emit()

    def _show_pieces(self, view: ReturnedView) -> None:
        empty(self._pieces)
        self.give.setText(self.tr("Give") if view.cash_pieces else "")
        notes_from = int(self._services.desk.replica.live.settings.get("notes_from", "0"))
        for value, count in sorted(Counter(view.cash_pieces).items(), reverse=True):
            text = self.formatter.money(value, view.currency, trim=True)
            words = f"{count} × {text}" if count > 1 else text
            self._pieces.addWidget(Piece(words, is_note=value >= notes_from > 0))

    def _show_refunds(self, view: ReturnedView) -> None:
        empty(self._refunds)
        classes = {kind.names: kind.tender_class.value for kind in self._services.desk.replica.live.tender_kinds()}
        for names, amount in view.refunds:
            icon = ICONS.get(classes.get(names, ""), "wallet")
            figure = self.formatter.money(amount, view.currency)
            name = self.formatter.name(names) if names else self.tr("Exchange: paid new goods")
            row = ListRow(name, self.tr("Given back"), icon=icon, icon_tone="good", figure=figure)
            self._refunds.addWidget(row)
            self._refunds.addWidget(Rule())
        if view.cash_rounding:
            figure = self.formatter.money(view.cash_rounding, view.currency)
            self._refunds.addWidget(ListRow(self.tr("Cash rounding"), icon="scale", figure=figure))

    def _show_print(self, view: ReturnedView) -> None:
        lines = self.tr("%n line(s)", "", view.line_count) if view.line_count else ""
        texts = {
            "printed": (self.tr("Return receipt printed"), lines, "good"),
            "printing": (self.tr("Return receipt is being printed"), lines, "ink_2"),
            "failed": (self.tr("Return receipt not printed"), device_message("printer", view.print_code).second, "bad"),
            "unknown": (
                self.tr("Is the receipt out?"),
                self.tr("The printer did not answer. Look at the paper."),
                "warn",
            ),
            "off": (self.tr("No printer"), self.tr("The return is in the journal."), "ink_2"),
        }
        title, second, tone = texts.get(view.print_state, texts["printing"])
        self.print_row.set_texts(title, second)
        if self.print_row.icon is not None:
            self.print_row.icon.set_icon("printer", tone)
        unknown = view.print_state == "unknown"
        self.copy_key.set_caption(self.tr("It is out") if unknown else self.tr("Print a copy"))
        self.copy_key.setVisible(view.print_state != "off")
        self.again_key.set_caption(self.tr("Print again"))
        self.again_key.setVisible(unknown)

    # doing

    def _copy_or_out(self) -> None:
        if self._view is None:
            return
        if self._view.print_state == "unknown":
            self.print_answered.emit(self._view.print_job, True)
        else:
            self.copy_wanted.emit(self._view.receipt_number)

    def _again(self) -> None:
        if self._view is not None:
            self.print_answered.emit(self._view.print_job, False)

    def function_keys(self) -> dict[int, FunctionKey]:
        """Return the bar."""
        return {
            1: FunctionKey(self.tr("Help")),
            2: FunctionKey(self.tr("Find")),
            9: FunctionKey(self.tr("Next"), primary=True, finishing=True),
            11: FunctionKey(self.tr("More")),
            12: FunctionKey(self.tr("Lock")),
        }

    def handle_function(self, number: int) -> None:
        """Do what the bar says."""
        wanted = {
            1: self.help_wanted,
            2: self.next_wanted,
            9: self.next_wanted,
            11: self.more_wanted,
            12: self.lock_wanted,
        }
        wanted[number].emit()

    def help_keys(self) -> tuple[tuple[str, str], ...]:
        """Return the other keys that act here."""
        return (("Ctrl+P", self.tr("Print a copy")), ("1 … 9", self.tr("Begin the next sale")))

    def handle_action(self, action: str) -> bool:
        """Ctrl+P prints a copy."""
        if action == "print" and self._view is not None and self._view.print_state != "off":
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
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                return True  # Enter ended the approval or the amount before: here it does nothing by itself
            if text and text.isprintable() and not event.isAutoRepeat():
                self.typed.emit(text)
                return True
        return super().eventFilter(watched, event)
