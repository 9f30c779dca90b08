"""The list of receipts: number, when, what became of it, amount; returns and post-voids stand among the sales."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyledItemDelegate, QStyleOptionViewItem

from pos_client.domain.money import Currency
from pos_client.services.returning.returns_views import DocumentRow
from pos_client.ui.i18n import Formatter
from pos_client.ui.theme import look
from pos_client.ui.widgets.chip import draw_tag, tag_width
from pos_client.ui.widgets.text import draw_text, elided

ROW = Qt.ItemDataRole.UserRole
HEIGHT = 60  # px at 100 %
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class _Delegate(QStyledItemDelegate):
    """Paints one `DocumentRow`: texts were made by the list."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, look().theme.px(HEIGHT))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        number, when, amount, tag, role, is_chosen = index.data(ROW)
        theme = look().theme
        rect: QRect = option.rect
        painter.save()
        painter.fillRect(rect, theme.color("accent_tint" if is_chosen else "surface"))
        painter.setPen(theme.color("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if is_chosen:
            painter.fillRect(rect.x(), rect.y(), theme.px(4), rect.height(), theme.color("accent"))
            painter.setPen(QPen(theme.color("accent"), theme.px(2)))
        pad = theme.px(14)
        inner = rect.adjusted(pad, theme.px(6), -pad, -theme.px(6))
        half = inner.height() // 2
        top, under = QRect(inner.x(), inner.y(), inner.width(), half), inner.adjusted(0, half, 0, 0)
        draw_text(painter, top, amount, theme.font("strong"), theme.color("ink"), _RIGHT)
        draw_text(painter, top, number, theme.font("body", weight=600), theme.color("ink"))
        room = under.width() - (tag_width(theme, tag, "") + theme.px(8) if tag else 0)
        words = elided(theme.metrics("small"), when, room)
        draw_text(painter, under, words, theme.font("small"), theme.color("ink_2"))
        if tag:
            width = tag_width(theme, tag, "")
            where = QRect(under.right() - width + 1, under.y(), width, theme.px(24))
            draw_tag(painter, where, tag, "", role, theme)
        painter.restore()


class ReceiptList(QListWidget):
    """Shows `DocumentRow`s; `currentRowChanged` tells the choice. The keys stay with the box."""

    def __init__(self) -> None:
        super().__init__()
        self.setItemDelegate(_Delegate(self))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.currentRowChanged.connect(self._mark)

    def show_rows(
        self, rows: Sequence[DocumentRow], formatter: Formatter, currency: Currency, names: dict[str, str]
    ) -> None:
        """Show `rows`; `names` of people by their id."""
        self.clear()
        for row in rows:
            item = QListWidgetItem()
            when = f"{formatter.date(row.completed_at, short=True)} {formatter.time(row.completed_at)}"
            words = [when, names.get(row.by, "")]
            if row.original_receipt:
                words.insert(1, self.tr("of {receipt}").format(receipt=row.original_receipt))
            sign = 1 if row.kind == "sale" else -1
            amount = formatter.money(sign * row.total, currency)
            tag, role = self._tag(row)
            about = " · ".join(word for word in words if word)
            item.setData(ROW, (row.receipt_number, about, amount, tag, role, False))
            item.setText("")
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{row.receipt_number}, {about}, {amount}, {tag}")
            self.addItem(item)

    def _tag(self, row: DocumentRow) -> tuple[str, str]:
        if row.state == "damaged":
            return self.tr("Damaged"), "bad"
        if row.kind == "return":
            return self.tr("Return"), "accent"
        if row.kind == "post_void":
            return self.tr("Post-void"), "bad"
        return {
            "partly": (self.tr("Partly returned"), "warn"),
            "returned": (self.tr("Returned"), "warn"),
            "void": (self.tr("Voided"), "bad"),
        }.get(row.state, ("", ""))

    def _mark(self, at: int) -> None:
        for place in range(self.count()):
            item = self.item(place)
            *facts, was = item.data(ROW)
            if was != (place == at):
                item.setData(ROW, (*facts, place == at))
        if at >= 0:
            self.scrollToItem(self.item(at))
