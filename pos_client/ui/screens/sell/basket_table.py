"""The basket's table: head, rows, and the six keys under the chosen line.

The row scanned last is large, the chosen one is framed; both stay in view. Main thread only.
"""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHBoxLayout, QHeaderView, QTableView, QWidget

from pos_client.services.views import BasketView
from pos_client.ui.i18n import Formatter
from pos_client.ui.models.basket_model import BasketModel, Column
from pos_client.ui.models.basket_rows import RowTexts
from pos_client.ui.screens.sell.columns import column_widths, margin
from pos_client.ui.screens.sell.row_painter import RowPainter
from pos_client.ui.screens.sell.typed import SPLIT_SIGN
from pos_client.ui.theme import look
from pos_client.ui.widgets import Arrangement, Key, Role

_CENTER = Qt.AlignmentFlag.AlignVCenter


class TableHead(QFrame):
    """The column heads, painted on the same columns as the rows."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("panel", "head")
        self.restyle()

    def restyle(self) -> None:
        """Take sizes anew."""
        self.setFixedHeight(look().theme.frame("head"))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        theme = look().theme
        painter = QPainter(self)
        painter.setFont(theme.font("caption" if not theme.is_wide else "small", weight=500))
        painter.setPen(theme.color("ink_2"))
        names = {
            Column.NUMBER: self.tr("#"),
            Column.NAME: self.tr("Product"),
            Column.QUANTITY: self.tr("Quantity"),
            Column.PRICE: self.tr("Price"),
            Column.DISCOUNT: self.tr("Discount and reason"),
            Column.TOTAL: self.tr("Total"),
        }
        x = 0
        for column, width in sorted(column_widths(theme, self.width()).items()):
            left = x + (margin(theme) if column is Column.NUMBER else 0)
            right = x + width - (margin(theme) if column is Column.TOTAL else 0)
            flag = Qt.AlignmentFlag.AlignLeft if column <= Column.NAME else Qt.AlignmentFlag.AlignRight
            if width:
                painter.drawText(left, 0, right - left, self.height(), int(flag | _CENTER), names[column])
            x += width


class KeyStrip(QWidget):
    """The chosen line's keys. Signals: one a key."""

    quantity = Signal()
    price = Signal()
    discount = Signal()
    void = Signal()
    split = Signal()
    elsewhere = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._keys: dict[str, Key] = {}
        self._row = QHBoxLayout(self)
        for name, icon, cap in (
            ("quantity", "hash", "F5"),
            ("price", "tag", "F4"),
            ("discount", "percent", "F4"),
            ("void", "trash-2", "Del"),
            ("split", "split", SPLIT_SIGN),
            ("elsewhere", "map-pin", "F6"),
        ):
            wide = look().theme.is_wide
            key = Key(
                role=Role.DANGER if name == "void" else Role.NORMAL,
                arrangement=Arrangement.ROW,
                icon=icon if wide else "",
                keycaps=(cap,) if wide else (),
                style="small",
            )
            key.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            key.setProperty("hint", cap)
            key.setProperty("icon_name", icon)
            key.clicked.connect(getattr(self, name))
            self._keys[name] = key
            self._row.addWidget(key, 1)
        self.retranslate()
        self.restyle()
        self.hide()

    def key(self, name: str) -> Key:
        """The key "quantity", "price", "discount", "void", "split" or "elsewhere"."""
        return self._keys[name]

    def retranslate(self) -> None:
        """Ask the words anew."""
        words = {
            "quantity": self.tr("Quantity"),
            "price": self.tr("Price"),
            "discount": self.tr("Discount"),
            "void": self.tr("Void"),
            "split": self.tr("Split"),
            "elsewhere": self.tr("Who has it"),
        }
        for name, key in self._keys.items():
            key.set_caption(words[name])

    def restyle(self) -> None:
        """Take sizes anew: icons and keycaps beside the words where there is room, else the key's name below."""
        theme = look().theme
        self._row.setContentsMargins(theme.px(8), theme.px(3), theme.px(8), theme.px(3))
        self._row.setSpacing(theme.px(8 if theme.is_wide else 6))
        for key in self._keys.values():
            cap, icon = str(key.property("hint")), str(key.property("icon_name"))
            key.set_icon(icon if theme.is_wide else "", 18)
            key.set_keycaps(*((cap,) if theme.is_wide else ()))
            key.set_second("" if theme.is_wide else cap)

    def height_needed(self) -> int:
        """Height of the strip, px."""
        return look().theme.px(64 if look().theme.is_wide else 56)


class BasketTable(QTableView):
    """Shows a `BasketView`. Signals: `chosen(int)` with a line id, 0 when the choice went; `error_touched(int)`.

    `strip` has the chosen line's keys.
    """

    chosen = Signal(int)
    error_touched = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setViewport(QWidget())  # to find the class of Qt's own PySide would load every kind of widget there is
        self.rows = BasketModel()
        self._painter = RowPainter()
        self._chosen = 0
        self._with_keys = True
        self._errors = 0
        self._tall: tuple[int, ...] = ()
        self.setModel(self.rows)
        self.setShowGrid(False)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().hide()
        self.horizontalHeader().setMinimumSectionSize(0)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # nothing beneath is painted with a scan
        self.strip = KeyStrip(self.viewport())
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._place_strip())
        self.restyle()

    def restyle(self) -> None:
        """Take sizes anew."""
        theme = look().theme
        self._painter.fit(theme, self.viewport().width())
        for column, width in column_widths(theme, self.viewport().width()).items():
            self.setColumnHidden(column, width == 0)
            self.setColumnWidth(column, width)
        self.verticalHeader().setDefaultSectionSize(theme.frame("row"))
        self._tall = ()
        self.strip.restyle()
        for row in range(self.rows.rowCount()):
            self._set_height(row)
        self._heights()
        self.viewport().update()

    def show_view(self, view: BasketView, formatter: Formatter) -> None:
        """Show a state; what was chosen stays chosen while its line is there and not voided."""
        self.rows.show_view(view, formatter, wide=look().theme.is_wide)
        asked = len(view.errors) > self._errors  # a code that waits for an answer comes before the line in hand
        self._errors = len(view.errors)
        if self._chosen and not any(line.line_id == self._chosen and not line.is_voided for line in view.lines):
            self._choose(0)
        self._heights()
        if not self._chosen or asked:
            self._show_newest()

    def _show_newest(self) -> None:
        """Bring the newest line (and any unanswered code) into view."""
        last = self.rows.last_row
        if last < 0 or last >= self.rows.rowCount() - 4:
            bar = self.verticalScrollBar()
            bar.setValue(bar.maximum())
        else:
            self.scrollTo(self.rows.index(last, 0), QAbstractItemView.ScrollHint.EnsureVisible)

    def _heights(self) -> None:
        """Set the heights of the few rows that are not plain: the last, the chosen."""
        wanted = {self.rows.last_row, self.rows.row_of(self._chosen) if self._chosen else -1}
        tall = tuple(sorted(wanted - {-1}))
        touched = {*tall, *(i for i in self._tall if i < self.rows.rowCount())}
        self._tall = tall
        for row in touched:
            self._set_height(row)
        self.updateGeometries()  # the scroll range follows heights late; scrolling needs it now
        self._place_strip()

    def _set_height(self, row: int) -> None:
        texts = self.rows.row(row)
        height = self._painter.line_height(look().theme, texts)
        if self._with_keys and self._chosen and texts.line_id == self._chosen:
            height += self.strip.height_needed()
        if self.rowHeight(row) != height:
            self.setRowHeight(row, height)

    # choosing

    @property
    def chosen_line(self) -> int:
        """The chosen line's id, 0 for none."""
        return self._chosen

    def choose(self, line_id: int) -> None:
        """Choose a line, 0 for none, and show it with its keys."""
        if line_id != self._chosen:
            self._choose(line_id)
            self._heights()
            self.viewport().update()
        self._show_newest()
        self._show_chosen()

    def _show_chosen(self) -> None:
        """Bring the chosen line and its keys into view; the newest one stays too where both fit."""
        row = self.rows.row_of(self._chosen) if self._chosen else -1
        if row >= 0:
            self.scrollTo(self.rows.index(row, 0), QAbstractItemView.ScrollHint.EnsureVisible)
            self._place_strip()

    def _choose(self, line_id: int) -> None:
        if line_id != self._chosen:
            self._chosen = line_id
            self.chosen.emit(line_id)

    def move_choice(self, step: int) -> None:
        """Go up or down among lines that can be changed; from none, Up starts at the last but one."""
        lines = [row for row in map(self.rows.row, range(self.rows.rowCount())) if row.line_id and not row.is_voided]
        if not lines:
            return
        ids = [row.line_id for row in lines]
        if self._chosen in ids:
            at = ids.index(self._chosen) + step
        else:
            last = next((i for i, row in enumerate(lines) if row.is_last), len(lines) - 1)
            at = last
        self.choose(ids[max(0, min(at, len(ids) - 1))])

    def set_keys_shown(self, shown: bool) -> None:  # noqa: FBT001 - the one thing it sets
        """Show or hide the chosen line's keys (hidden beside a side panel)."""
        self._with_keys = shown
        self._heights()
        for row in range(self.rows.rowCount()):
            self._set_height(row)
        self.updateGeometries()
        self._show_chosen()
        self._place_strip()

    def _place_strip(self) -> None:
        row = self.rows.row_of(self._chosen) if self._chosen and self._with_keys else -1
        if row < 0:
            self.strip.hide()
            return
        theme = look().theme
        top = self.rowViewportPosition(row) + self._painter.line_height(theme, self.rows.row(row))
        edge = theme.px(theme.tokens.border["strong"])
        self.strip.setGeometry(edge, top, self.viewport().width() - 2 * edge, self.strip.height_needed() - edge)
        self.strip.show()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index: QModelIndex = self.indexAt(event.position().toPoint())
        if not index.isValid():
            self.choose(0)
            return
        row = self.rows.row(index.row())
        if row.is_error:
            self.error_touched.emit(row.error_id)
        elif not row.is_voided:
            self.choose(0 if row.line_id == self._chosen else row.line_id)

    def lines_above(self) -> int:
        """How many rows are scrolled out of view at the top."""
        first = self.rowAt(0)
        if first <= 0:
            return 0
        return first + (1 if self.rowViewportPosition(first) < -look().theme.px(8) else 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        touched = event.rect()
        in_view: list[RowTexts] = []
        with QPainter(self.viewport()) as painter:
            row, top = self.rowAt(0), 0
            while 0 <= row < self.rows.rowCount():
                texts, top, height = self.rows.row(row), self.rowViewportPosition(row), self.rowHeight(row)
                if top >= self.viewport().height():
                    break
                in_view.append(texts)
                if top <= touched.bottom() and top + height > touched.top():
                    chosen = bool(self._chosen) and texts.line_id == self._chosen
                    self._painter.draw(painter, texts, top, height, chosen=chosen)
                row, top = row + 1, top + height
            if top <= touched.bottom():  # what no row covers
                rest = touched.adjusted(0, max(0, top - touched.top()), 0, 0)
                painter.fillRect(rest, look().theme.color("surface"))
        self._painter.keep(in_view)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.restyle()
        self._show_newest()
        self._show_chosen()

    def updateGeometries(self) -> None:
        bar, header = self.verticalScrollBar(), self.verticalHeader()
        before = bar.value()
        super().updateGeometries()
        first = header.visualIndexAt(bar.maximum() - header.offset()) if bar.maximum() else -1
        cut = bar.maximum() - header.sectionPosition(first) if first >= 0 else 0
        if cut:  # let the end of the range begin with a whole row, so that none stands cut at the top
            bar.setMaximum(bar.maximum() + header.sectionSize(first) - cut)
            bar.setValue(before)

    def sizeHint(self) -> QSize:
        return QSize(0, 0)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)
