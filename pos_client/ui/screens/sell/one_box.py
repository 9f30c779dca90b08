"""The one box: whatever is scanned or typed goes here. It says what it waits for and shows live results below.

Modes: a product (the rest state), a new quantity, a part to split off, a question about a large quantity.
"""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from pos_client.domain.money import Currency
from pos_client.domain.quantity import Unit
from pos_client.services.views import SearchHit
from pos_client.ui.i18n import Formatter
from pos_client.ui.models.basket_rows import shown_code
from pos_client.ui.theme import Theme, look
from pos_client.ui.widgets import Field, IconLabel, Keycap, elided, label, panel, restyle
from pos_client.ui.widgets.focus_ring import RINGED
from pos_client.ui.widgets.keycap import HEIGHT, draw_keycap, keycap_width

LONGEST = 200
_TEXT = Qt.TextFlag.TextSingleLine


class Mode(StrEnum):
    """What the box waits for."""

    PRODUCT = "product"
    QUANTITY = "quantity"
    SPLIT = "split"
    CONFIRM = "confirm"


class BoxField(Field):
    """Leaves Delete on an empty box to the screen too: there it voids a line."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and not self.text():
            event.ignore()
            return
        super().keyPressEvent(event)


class ResultList(QWidget):
    """Live results, painted. Signal: `taken(int)` with the index of a touched one. `chosen` is the one Enter takes."""

    taken = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self._hits: tuple[SearchHit, ...] = ()
        self._formatter = Formatter("en")
        self._currency: Currency | None = None
        self.chosen = 0
        self._first = 0
        self._rows = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.hide()

    @property
    def hits(self) -> tuple[SearchHit, ...]:
        """What is shown."""
        return self._hits

    def show_hits(self, hits: tuple[SearchHit, ...], rows: int, formatter: Formatter, currency: Currency) -> None:
        """Show `hits` in at most `rows` rows; the first one is chosen."""
        self._hits, self._formatter, self._currency = hits, formatter, currency
        self._rows = min(rows, len(hits))
        self.chosen = self._first = 0
        self.setFixedHeight(self._rows * look().theme.frame("result"))
        self.setVisible(bool(hits))
        self._speak()
        self.update()

    def move_choice(self, step: int) -> None:
        """Go up or down among the results."""
        self.chosen = max(0, min(self.chosen + step, len(self._hits) - 1))
        self._first = max(min(self._first, self.chosen), self.chosen - self._rows + 1)
        self._speak()
        self.update()

    def _speak(self) -> None:
        hit = self._hits[self.chosen] if self._hits else None
        self.setAccessibleName(self._formatter.name(hit.names) if hit else "")

    def sizeHint(self) -> QSize:
        return QSize(0, self._rows * look().theme.frame("result"))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = self._first + int(event.position().y()) // look().theme.frame("result")
        if 0 <= at < len(self._hits):
            self.taken.emit(at)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = look().theme
        painter = QPainter(self)
        height = theme.frame("result")
        for place in range(self._rows):
            at = self._first + place
            if at < len(self._hits):
                rect = QRect(0, place * height, self.width(), height)
                self._paint_hit(painter, theme, self._hits[at], rect, chosen=at == self.chosen)

    def _paint_hit(self, painter: QPainter, theme: Theme, hit: SearchHit, rect: QRect, *, chosen: bool) -> None:
        if chosen:
            painter.fillRect(rect, theme.color("accent_tint"))
        painter.fillRect(rect.x(), rect.y(), rect.width(), 1, theme.color("line"))
        pad = theme.px(16 if theme.is_wide else 12)
        right = self._paint_price(painter, theme, hit, rect, pad, chosen=chosen)
        upper, lower = theme.px(22), theme.px(18)
        top = rect.y() + (rect.height() - upper - lower) // 2
        x = rect.x() + pad
        self._paint_name(painter, theme, hit, QRect(x, top, right - x - theme.px(8), upper))
        code = f"PLU {hit.code}" if hit.code.isdigit() and len(hit.code) <= 5 else shown_code(hit.code)
        painter.setFont(theme.font("caption"))
        painter.setPen(theme.color("ink_2"))
        painter.drawText(QRect(x, top + upper, right - x, lower), int(_TEXT), code)

    def _paint_price(
        self, painter: QPainter, theme: Theme, hit: SearchHit, rect: QRect, pad: int, *, chosen: bool
    ) -> int:
        if self._currency is None:
            return rect.right()
        style = "row" if theme.is_wide else "body"
        right = rect.right() - pad
        flags = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | _TEXT)
        if hit.per_unit != Unit.PIECE:
            unit = f" / {self._formatter.unit(Unit(hit.per_unit))}"
            painter.setFont(theme.font(style, weight=400))
            painter.setPen(theme.color("ink_2"))
            painter.drawText(QRect(rect.x(), rect.y(), right - rect.x(), rect.height()), flags, unit)
            right -= theme.metrics(style, weight=400).horizontalAdvance(unit)
        price = self._formatter.money(hit.unit_price, self._currency)
        painter.setFont(theme.font(style, weight=600))
        painter.setPen(theme.color("ink"))
        painter.drawText(QRect(rect.x(), rect.y(), right - rect.x(), rect.height()), flags, price)
        right -= theme.metrics(style, weight=600).horizontalAdvance(price) + theme.px(12)
        if chosen:
            width, height = keycap_width(theme, "Enter"), theme.px(HEIGHT)
            cap = QRect(right - width, rect.y() + (rect.height() - height) // 2, width, height)
            draw_keycap(painter, cap, "Enter", theme)
            right -= width + theme.px(8)
        return right

    def _paint_name(self, painter: QPainter, theme: Theme, hit: SearchHit, rect: QRect) -> None:
        style = "row" if theme.is_wide else "row_s"
        plain, strong = theme.metrics(style, weight=500), theme.metrics(style, weight=600)
        name = elided(plain, self._formatter.name(hit.names), rect.width())
        x = rect.x()
        for text, matched in segments(name, hit.matched):
            metrics = strong if matched else plain
            painter.setFont(theme.font(style, weight=600 if matched else 500))
            painter.setPen(theme.color("accent_text" if matched else "ink"))
            painter.drawText(QRect(x, rect.y(), rect.width(), rect.height()), int(Qt.AlignmentFlag.AlignVCenter), text)
            width = metrics.horizontalAdvance(text)
            if matched:
                below = rect.y() + (rect.height() + metrics.height()) // 2 - theme.px(2)
                painter.fillRect(x, below, width, theme.px(2), theme.color("accent_text"))
            x += width


def segments(name: str, words: tuple[str, ...]) -> list[tuple[str, bool]]:
    """Split `name` into (text, matched) parts: the starts of words that begin with one of `words`, ignoring case."""
    parts: list[tuple[str, bool]] = []
    at = plain = 0
    lower = name.casefold() if len(name.casefold()) == len(name) else name.lower()
    while at < len(name):
        starts = at == 0 or not name[at - 1].isalnum()
        word = max((w for w in words if w and starts and lower.startswith(w.casefold(), at)), key=len, default="")
        if not word:
            at += 1
            continue
        if plain < at:
            parts.append((name[plain:at], False))
        parts.append((name[at : at + len(word)], True))
        at = plain = at + len(word)
    if plain < len(name):
        parts.append((name[plain:], False))
    return parts


class OneBox(QFrame):
    """The box and its results in one panel. Attributes: `field`, `results`, `mode`. Signals: `edited(str)`."""

    edited = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("panel", "plain")
        self.mode = Mode.PRODUCT
        self._ring = panel("entry")
        self._ring.setProperty("panel", "none")
        self._ring.setProperty(RINGED, True)
        self._icon = IconLabel("search", 22, "accent_text")
        self._prefix = label("", "title", "accent_text")
        self.field = BoxField(longest=LONGEST)
        self.field.textEdited.connect(self.edited)
        self._said = label("", "small", "ink_2")
        self._cap = Keycap("F2")
        self.results = ResultList()
        inner = QHBoxLayout(self._ring)
        self._inner = inner
        inner.addWidget(self._icon)
        inner.addWidget(self._prefix)
        inner.addWidget(self.field, 1)
        inner.addWidget(self._said)
        inner.addWidget(self._cap)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        self._column = column
        column.addWidget(self._ring)
        column.addWidget(self.results)
        self.setFocusProxy(self.field)
        self._count = 0
        self.restyle()

    def restyle(self) -> None:
        """Take sizes anew."""
        theme = look().theme
        self._ring.setFixedHeight(theme.frame("box"))
        self._column.setSpacing(theme.px(5))  # the focus ring reaches that far
        self._inner.setContentsMargins(theme.px(12), 0, theme.px(12), 0)
        self._inner.setSpacing(theme.px(12))
        style = "figure" if theme.is_wide else "title"
        size = theme.px(theme.tokens.types[style].size)
        self.field.setStyleSheet(f"font-size: {size}px; font-weight: 500;")
        restyle(self._said, kind="body" if theme.is_wide else "small")

    def set_mode(self, mode: Mode, said: str = "", prefix: str = "") -> None:
        """Wait for something else; `said` stands at the right, `prefix` before what is typed. Clears the text."""
        self.mode = mode
        self.field.clear()
        self._prefix.setText(prefix)
        self._prefix.setVisible(bool(prefix))
        icon = {Mode.QUANTITY: "hash", Mode.SPLIT: "split", Mode.CONFIRM: "circle-help"}.get(mode, "search")
        self._icon.set_icon(icon)
        self._cap.set_text("F2" if mode is Mode.PRODUCT else "Enter")
        self.say(said)
        self.clear_hits()

    def set_prefix(self, prefix: str) -> None:
        """Show a quantity that waits for the next code: "3 x"."""
        self._prefix.setText(prefix)
        self._prefix.setVisible(bool(prefix))

    def say(self, text: str) -> None:
        """Show what is waited for, or what was found."""
        self._said.setText(text)
        self.field.setAccessibleName(text)

    def say_found(self, count: int) -> None:
        """Say how many products fit what was typed."""
        self.say(self.tr("%n product(s)", "", count))

    def clear_hits(self) -> None:
        """Take the results away."""
        if self.results.hits or not self.results.isHidden():
            self.results.show_hits((), 0, Formatter("en"), _NO_CURRENCY)

    @property
    def text(self) -> str:
        """What is typed."""
        return self.field.text()


_NO_CURRENCY = Currency("XXX", 2)
