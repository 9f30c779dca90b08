"""Labels that take type and colour by name, and painted text helpers."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from pos_client.ui.theme import draw_icon, look

VCENTER = Qt.AlignmentFlag.AlignVCenter


def label(
    text: str = "",
    kind: str = "body",
    tone: str = "ink",
    *,
    bold: str = "",
    narrow: bool = False,
    wrap: bool = False,
    align: Qt.AlignmentFlag | None = None,
) -> QLabel:
    """Return a label of type token `kind` in colour role `tone`; `bold` is "", "true" (600) or "medium" (500)."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("kind", kind)
    made.setProperty("tone", tone)
    if bold:
        made.setProperty("bold", bold)
    if narrow:
        made.setProperty("narrow", "true")
    made.setWordWrap(wrap)
    if align is not None:
        made.setAlignment(align)
    return made


def restyle(widget: QWidget, **properties: str) -> None:
    """Change dynamic properties that the style sheet looks at, such as `tone` or `state`, and polish anew."""
    if all(widget.property(name) == value for name, value in properties.items()):
        return
    for name, value in properties.items():
        widget.setProperty(name, value)
    if not widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        return  # it is polished, as it is then, when it is first shown
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)


LONGEST_FIGURE = 13  # characters: "−1 000 000,00"


def elided(metrics: QFontMetrics, text: str, width: int, *, middle: bool = False) -> str:
    """Return `text` cut at the right to `width` px; advances are rounded, so one px is forgiven.

    `middle` cuts what stands between its ends, for words that end in a figure; where that figure would lose digits, and
    read as another, the end is cut as ever.
    """
    middle = middle and 2 * metrics.horizontalAdvance(text[-LONGEST_FIGURE:]) <= width
    mode = Qt.TextElideMode.ElideMiddle if middle else Qt.TextElideMode.ElideRight
    return metrics.elidedText(text, mode, width + 1)


def fitted(font: QFont, text: str, width: int) -> QFont:
    """Return `font`, or one as much smaller as `text` needs to stand whole in `width` px: no figure loses a digit."""
    needed = QFontMetrics(font).horizontalAdvance(text)
    if needed <= width:
        return font
    smaller = QFont(font)
    smaller.setPixelSize(max(1, font.pixelSize() * width // needed))
    return smaller


def draw_text(
    painter: QPainter,
    rect: QRect,
    text: str,
    font: QFont,
    color: QColor,
    flags: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft | VCENTER,
) -> None:
    """Paint one line of text inside `rect`."""
    painter.setFont(font)
    painter.setPen(color)
    painter.drawText(rect, int(flags | Qt.TextFlag.TextSingleLine), text)


class ElidedLabel(QLabel):
    """A label whose one line is cut with an ellipsis instead of growing; the whole text stays its accessible name.

    `middle` keeps both ends of it, for words that end in a figure.
    """

    def __init__(
        self, text: str = "", kind: str = "body", tone: str = "ink", *, bold: str = "", middle: bool = False
    ) -> None:
        super().__init__(text)
        self._middle = middle
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("kind", kind)
        self.setProperty("tone", tone)
        if bold:
            self.setProperty("bold", bold)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        text = elided(self.fontMetrics(), self.text(), self.width(), middle=self._middle)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.rect(), int(self.alignment() | Qt.TextFlag.TextSingleLine), text)


class IconLabel(QWidget):
    """A tinted icon: `name` of a Lucide file, `size` px at 100 %, colour role `tone`."""

    def __init__(self, name: str, size: int = 20, tone: str = "ink_2") -> None:
        super().__init__()
        self._name = name
        self._size = size
        self._tone = tone
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def set_icon(self, name: str, tone: str = "") -> None:
        """Show another icon, and in another colour when `tone` is given."""
        if (name, tone or self._tone) != (self._name, self._tone):
            self._name, self._tone = name, tone or self._tone
            self.update()

    def sizeHint(self) -> QSize:
        side = look().theme.px(self._size)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = look().theme
        side = theme.px(self._size)
        painter = QPainter(self)
        x, y = (self.width() - side) // 2, (self.height() - side) // 2
        draw_icon(painter, x, y, self._name, side, theme.color(self._tone))
