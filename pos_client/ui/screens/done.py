"""What the screens after a sale and after a return are made of: what to hand over, the paper, the box of the next sale.

The next sale already accepts scans and keys. Main thread.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from msgspec import Struct
from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from pos_client.domain.money import Currency
from pos_client.ui.frame import FunctionKey, ScanLike, Screen
from pos_client.ui.screens.next_box import NextBox
from pos_client.ui.theme import look
from pos_client.ui.widgets import Amount, ElidedLabel, IconLabel, Key, ListRow, Rule, empty, label, margins, panel

MOST_KINDS, MOST_KINDS_SMALL = 7, 4  # of notes and coins


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


class Paper(Struct, frozen=True):
    """The document just written and how its paper fares: `state` and `job` as in `PaidView`."""

    number: str
    state: str
    job: str


class DoneScreen(Screen):
    """A slab with what to hand over above the paper's row; beside them the box of the next sale.

    Signals: `next_wanted()`; `scanned(ScanLike)` and `typed(str)` begin the next sale; `copy_wanted(str)` with a
    receipt number, `print_answered(str, bool)`, `help_wanted()`, `lock_wanted()`, `more_wanted()`.
    """

    help_wanted = Signal()
    next_wanted = Signal()
    scanned = Signal(object)
    typed = Signal(str)
    copy_wanted = Signal(str)
    print_answered = Signal(str, bool)
    lock_wanted = Signal()
    more_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._paper: Paper | None = None
        self.slab = panel("slab")
        self.caption = ElidedLabel("", "title", "on_slab_2")  # it gives way to the number of the paper
        self.done = label("", "strong", "slab_good")
        self.amount = Amount("change")
        self.give = label("", "body", "on_slab_2")
        self.box = NextBox()
        self.print_row = ListRow("", "", icon="printer", height=77)
        self.copy_key = Key(minimum=52)
        self.again_key = Key(minimum=52)
        self._pieces = QHBoxLayout()
        self._pieces.setSpacing(8)
        self._listed = QVBoxLayout()  # what was taken or given back, a row each
        self._listed.setSpacing(0)
        self._foot = QHBoxLayout()
        self._foot.setSpacing(8)
        self._build_slab()
        self._side = QWidget()
        self._beside = QVBoxLayout(self._side)
        margins(self._beside, 0, 0, 0, 0, 12)
        self._beside.addWidget(self.box)
        self._left = QVBoxLayout()
        self._left.addWidget(self.slab)
        self._left.addWidget(self._rows(), 1)
        self._halves = QHBoxLayout(self)
        self._halves.setContentsMargins(0, 0, 0, 0)
        self._halves.addLayout(self._left, 1)
        self._halves.addWidget(self._side)
        self.copy_key.clicked.connect(self._copy_or_out)
        self.again_key.clicked.connect(self._again)
        self.box.field.installEventFilter(self)

    def side_opened(self) -> None:
        """A panel stands over the right column; what to hand over stays whole."""
        self._side.hide()

    def side_closed(self) -> None:
        """The right column is free again."""
        self._side.show()

    def _build_slab(self) -> None:
        column = QVBoxLayout(self.slab)
        margins(column, 28, 14, 28, 16, 4)
        head = QHBoxLayout()
        head.addWidget(self.caption, 1)
        head.addWidget(IconLabel("circle-check", 22, "slab_good"))
        head.addWidget(self.done)
        column.addLayout(head)
        column.addStretch(1)
        column.addWidget(self.amount)
        column.addStretch(1)
        self._foot.addWidget(self.give)
        self._foot.addLayout(self._pieces)
        self._foot.addStretch(1)
        column.addLayout(self._foot)

    def _rows(self) -> QFrame:
        box = panel("plain")
        rows = QVBoxLayout(box)
        margins(rows, 16, 4, 12, 4, 0)
        self.print_row.add(self.copy_key)
        self.print_row.add(self.again_key)
        rows.addWidget(self.print_row)
        rows.addWidget(Rule())
        rows.addLayout(self._listed)
        rows.addStretch(1)
        return box

    # showing

    def refresh(self) -> None:
        """Show the document and what is known of its paper by now."""

    def entered(self) -> None:
        """Be ready for the next sale."""
        self.box.field.clear()
        self.box.field.setFocus()
        self.refresh()

    def restyle(self) -> None:
        """Take sizes anew: at 1024 the slab has all the width there is."""
        theme = self.theme
        self._halves.setSpacing(theme.frame("gap"))
        self._left.setSpacing(theme.frame("gap"))
        self.slab.setFixedHeight(theme.px(318))
        self._side.setFixedWidth(theme.px(616 if theme.is_wide else 350 if theme.is_small else 430))
        self.refresh()

    def retranslate(self) -> None:
        """Set every text in the language in force."""
        self.refresh()

    def show_pieces(self, pieces: Iterable[tuple[int, int]], currency: Currency, notes_from: int) -> None:
        """Show what to give: (value, how many) of notes and coins, as many kinds as have room, then the rest."""
        empty(self._pieces)
        together: Counter[int] = Counter()
        for value, count in pieces:
            together[value] += count
        most = MOST_KINDS_SMALL if self.theme.is_small else MOST_KINDS
        kinds = list(together.items())
        shown, rest = (kinds, []) if len(kinds) <= most else (kinds[: most - 1], kinds[most - 1 :])
        self.give.setText(self.tr("Give") if shown else "")
        for value, count in shown:
            text = self.formatter.money(value, currency, trim=True)
            self._pieces.addWidget(Piece(f"{count} × {text}" if count > 1 else text, is_note=value >= notes_from > 0))
        if rest:
            amount = self.formatter.money(sum(value * count for value, count in rest), currency)
            self._pieces.addWidget(label(f"+ {amount}", "strong", "on_slab"))

    def show_paper(self, paper: Paper, texts: dict[str, tuple[str, str, str]]) -> None:
        """Show how the paper fares: `texts` give title, second line and colour role of each state."""
        self._paper = paper
        title, second, tone = texts.get(paper.state, texts["printing"])
        self.print_row.set_texts(title, second)
        if self.print_row.icon is not None:
            self.print_row.icon.set_icon("printer", tone)
        unknown = paper.state == "unknown"
        self.copy_key.set_caption(self.tr("It is out") if unknown else self.tr("Print a copy"))
        self.copy_key.set_keycaps(*(() if unknown else ("Ctrl+P",)))
        self.copy_key.setVisible(paper.state != "off")
        self.again_key.set_caption(self.tr("Print again"))
        self.again_key.setVisible(unknown)

    def unknown_texts(self) -> tuple[str, str, str]:
        """Return what `show_paper` says of a paper that nobody knows about."""
        return self.tr("Is the receipt out?"), self.tr("The printer did not answer. Look at the paper."), "warn"

    # doing

    def _copy_or_out(self) -> None:
        if self._paper is None:
            return
        if self._paper.state == "unknown":
            self.print_answered.emit(self._paper.job, True)
        else:
            self.copy_wanted.emit(self._paper.number)

    def _again(self) -> None:
        if self._paper is not None:
            self.print_answered.emit(self._paper.job, False)

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
        """Ctrl+P prints a copy, also of what nobody knows to be out: it never says that something is."""
        if action != "print" or self._paper is None or self._paper.state == "off":
            return False
        if self._paper.state == "unknown":
            self._again()
        else:
            self.copy_wanted.emit(self._paper.number)
        return True

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
                return True  # Enter ended what came before on many keyboards: here it does nothing by itself
            if text and text.isprintable() and not event.isAutoRepeat():
                self.typed.emit(text)
                return True
        return super().eventFilter(watched, event)
