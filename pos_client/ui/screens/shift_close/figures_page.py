"""Step two of the count: what is no own cash and is not counted in pieces. A row a tender: slips, amount, terminal."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from pos_client.services.shift.shift_views import CountKind
from pos_client.ui.i18n import Formatter, device_message
from pos_client.ui.screens.shift_close.head import tender_icon
from pos_client.ui.screens.side import scroll_area
from pos_client.ui.theme import look
from pos_client.ui.widgets import ElidedLabel, Field, IconLabel, Key, Rule, label, margins, panel, restyle
from pos_client.ui.widgets.focus_ring import RINGED

_TONES = {"reading": "accent_text", "unreconciled": "warn", "terminal": "good", "counted": "ink_2", "typed": "ink_2"}
_ICONS = {
    "waiting": "circle-dashed", "counting": "circle-dashed", "counted": "check", "typed": "check",
    "terminal": "circle-check", "reading": "loader-circle", "unreconciled": "triangle-alert",
}  # fmt: skip


class _Box(QFrame):
    """A field with its caption above it."""

    def __init__(self, width: int, longest: int) -> None:
        super().__init__()
        theme = look().theme
        self.setProperty("panel", "entry")
        self.setProperty(RINGED, True)
        self.setFixedSize(theme.px(width), theme.px(60))
        self.caption = label("", "caption", "ink_2")
        self.field = Field(longest=longest)
        self.field.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.field.setPlaceholderText("–")
        self.field.setStyleSheet(f"font-size: {theme.px(22)}px; font-weight: 600;")
        column = QVBoxLayout(self)
        margins(column, 10, 3, 10, 3, 0)
        column.addWidget(self.caption)
        column.addWidget(self.field)


class TenderRow(QFrame):
    """One tender. Signals: `edited()`, `read_wanted()`, `done()` (Enter), `stepped(int)`, `focused()`."""

    edited = Signal()
    read_wanted = Signal()
    done = Signal()
    stepped = Signal(int)
    focused = Signal()

    def __init__(self, kind: CountKind) -> None:
        super().__init__()
        self.kind = kind
        self._is_filling = False
        self.setProperty("panel", "none")
        self.setMinimumHeight(look().theme.px(76))
        self.icon = IconLabel(tender_icon(kind.tender_class), 24, "ink_2")
        self.name = label("", "strong")
        self.mark = IconLabel("circle-dashed", 18, "ink_2")
        self.state = label("", "small", "ink_2", wrap=True)
        self.slips = _Box(96, 5)
        self.amount = _Box(164, 14)
        self.read_key = Key(icon="refresh-cw", keycaps=("F5",), minimum=60)
        row = QHBoxLayout(self)
        margins(row, 14, 6, 12, 6, 12)
        row.addWidget(self.icon)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(self.name)
        line = QHBoxLayout()
        margins(line, 0, 0, 0, 0, 6)
        line.addWidget(self.mark)
        line.addWidget(self.state, 1)
        words.addLayout(line)
        words.addStretch(1)
        row.addLayout(words, 1)
        row.addWidget(self.read_key)
        row.addWidget(self.slips)
        row.addWidget(self.amount)
        self.slips.setVisible(kind.counts_slips)
        self.read_key.setVisible(kind.can_read)
        self.read_key.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.read_key.clicked.connect(lambda _c=False: self.read_wanted.emit())
        for box in (self.slips, self.amount):
            box.field.textChanged.connect(self._changed)
            box.field.installEventFilter(self)

    @property
    def fields(self) -> list[Field]:
        """The fields that a person fills, in order."""
        return [box.field for box in (self.slips, self.amount) if box.isVisibleTo(self)]

    @property
    def has_focus(self) -> bool:
        """True while one of its fields has the keyboard."""
        return any(field.hasFocus() for field in self.fields)

    def _changed(self, _text: str) -> None:
        if not self._is_filling:
            self.edited.emit()

    def show_kind(self, kind: CountKind, formatter: Formatter, *, fill: bool = False) -> None:
        """Show how it stands; `fill` writes the fields too, which is not done while a person types in them."""
        self.kind = kind
        self.name.setText(formatter.name(kind.names))
        unit = formatter.symbol(kind.currency)
        self.slips.caption.setText(self.tr("Slips"))
        self.amount.caption.setText(self.tr("Amount, {unit}").format(unit=unit))
        self.slips.field.setAccessibleName(f"{self.name.text()}: {self.slips.caption.text()}")
        self.amount.field.setAccessibleName(f"{self.name.text()}: {self.amount.caption.text()}")
        is_read = kind.state == "terminal"
        self.amount.field.setReadOnly(is_read)
        self.read_key.set_caption(self.tr("Read again") if is_read or kind.code else self.tr("Read"))
        self.read_key.setEnabled(kind.state != "reading")
        if fill or is_read:
            self._is_filling = True
            self.slips.field.setText("" if kind.slips is None else str(kind.slips))
            write = formatter.money if is_read else formatter.typed_money
            self.amount.field.setText("" if kind.amount is None else write(kind.amount, kind.currency))
            self._is_filling = False
        self.state.setText(self._told(kind, formatter))
        tone = _TONES.get(kind.state, "ink_2")
        restyle(self.state, tone=tone)
        self.mark.set_icon(_ICONS.get(kind.state, "circle-dashed"), tone)

    def _told(self, kind: CountKind, formatter: Formatter) -> str:
        if kind.state == "reading":
            return self.tr("asking the terminal for its batch total")
        if kind.state == "terminal":
            at = formatter.time(kind.read_at) if kind.read_at is not None else ""
            return self.tr("batch total read from the terminal, {time}").format(time=at)
        if kind.state == "typed":
            return self.tr("typed from the terminal's slip")
        if kind.state == "unreconciled":
            why = device_message("terminal", kind.code).what
            return self.tr("{why}. Type it from its slip, or leave it unreconciled.").format(why=why)
        if kind.state == "counted":
            return self.tr("counted")
        return self.tr("count the slips") if kind.counts_slips else self._asked(kind)

    def _asked(self, kind: CountKind) -> str:
        return self.tr("type the total of its slip") if kind.has_terminal else self.tr("count the notes")

    def set_bad(self, *, slips: bool, amount: bool) -> None:
        """Mark what cannot be used."""
        restyle(self.slips, bad="true" if slips else "false")
        restyle(self.amount, bad="true" if amount else "false")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusIn:
            self.focused.emit()
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if not event.isAutoRepeat():
                    self.done.emit()
                return True
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
                self.stepped.emit(1 if event.key() == Qt.Key.Key_Down else -1)
                return True
        return super().eventFilter(watched, event)


class FiguresPage(QWidget):
    """The rows. Signals: `read_wanted(str)` with a tender id, `finished()` after Enter in the last field, `focused()`.

    `set_amount(tender_id, amount, slips)` takes what is typed and gives the tender's new state, None when it refuses.
    """

    read_wanted = Signal(str)
    finished = Signal()
    focused = Signal()

    def __init__(
        self,
        kinds: Sequence[CountKind],
        set_amount: Callable[[str, int | None, int | None], CountKind | None],
    ) -> None:
        super().__init__()
        self._set_amount = set_amount
        self._formatter: Formatter | None = None
        self.rows: list[TenderRow] = []
        self.hint = ElidedLabel("", "small", "ink_2")
        frame = panel("plain")
        inside = QVBoxLayout(frame)
        margins(inside, 1, 1, 1, 1, 0)
        body = QWidget()
        column = QVBoxLayout(body)
        margins(column, 0, 4, 0, 4, 0)
        for kind in kinds:
            row = TenderRow(kind)
            if self.rows:
                column.addWidget(Rule())
            self.rows.append(row)
            column.addWidget(row)
            row.edited.connect(lambda row=row: self._edited(row))
            row.read_wanted.connect(lambda row=row: self.read_wanted.emit(row.kind.tender_id))
            row.done.connect(lambda row=row: self._done(row))
            row.stepped.connect(self._stepped)
            row.focused.connect(self.focused)
        column.addStretch(1)
        inside.addWidget(scroll_area(body))
        outer = QVBoxLayout(self)
        margins(outer, 0, 0, 0, 0, 8)
        outer.addWidget(frame, 1)
        outer.addWidget(self.hint)

    def row(self, tender_id: str) -> TenderRow:
        """The row of a tender; `LookupError`."""
        found = next((row for row in self.rows if row.kind.tender_id == tender_id), None)
        if found is None:
            raise LookupError(tender_id)
        return found

    def row_at_work(self) -> TenderRow | None:
        """The row that has the keyboard."""
        return next((row for row in self.rows if row.has_focus), None)

    def show_kinds(self, kinds: Sequence[CountKind], formatter: Formatter, *, fill: bool = False) -> None:
        """Show how every tender stands; `fill` as of a row."""
        self._formatter = formatter
        self.hint.setText(self.tr("An empty field is not zero; Enter in one of slips counts 0."))
        by_id = {kind.tender_id: kind for kind in kinds}
        for row in self.rows:
            row.show_kind(by_id[row.kind.tender_id], formatter, fill=fill)

    def _edited(self, row: TenderRow) -> None:
        formatter = self._formatter
        if formatter is None or row.kind.state == "terminal":
            return
        amount = _signed(row.amount.field.text(), formatter, row) if row.amount.field.text() else None
        slips = _pieces(row.slips.field.text()) if row.slips.field.text() else None
        bad_amount = amount is None and bool(row.amount.field.text())
        bad_slips = slips is None and bool(row.slips.field.text())
        if slips == 0 and amount:
            bad_slips = bad_amount = True
        answer = None
        if not (bad_amount or bad_slips):
            answer = self._set_amount(row.kind.tender_id, amount, slips)
            bad_amount = answer is None
        if answer is None:  # nothing of it may count
            answer = self._set_amount(row.kind.tender_id, None, None)
        row.set_bad(slips=bad_slips, amount=bad_amount)
        if answer is not None:
            row.show_kind(answer, formatter)

    def clear(self) -> None:
        """Empty the row at work; what a terminal said may then be typed instead."""
        row = self.row_at_work()
        if row is None or self._formatter is None:
            return
        answer = self._set_amount(row.kind.tender_id, None, None)
        if answer is not None:
            row.set_bad(slips=False, amount=False)
            row.show_kind(answer, self._formatter, fill=True)

    def focus_first(self) -> bool:
        """Put the cursor into the first field that is missing, else into the first one; False when none is."""
        missing = [row for row in self.rows if row.kind.fields_left and row.kind.state != "reading"]
        row = (missing or [row for row in self.rows if row.kind.state != "terminal"] or self.rows)[0]
        field = next((field for field in row.fields if not field.text()), row.fields[0])
        field.setFocus()
        return bool(missing)

    def _fields(self) -> list[tuple[TenderRow, Field]]:
        return [(row, field) for row in self.rows for field in row.fields]

    def _done(self, row: TenderRow) -> None:
        """Enter: an empty field of slips counts 0 and so does its amount; then on to what is missing."""
        if row.kind.counts_slips and row.slips.field.hasFocus() and not row.slips.field.text():
            row.amount.field.setText("0")
            row.slips.field.setText("0")
        fields = self._fields()
        at = next((n for n, (_row, field) in enumerate(fields) if field.hasFocus()), -1)
        after = [(r, f) for r, f in fields[at + 1 :] if not f.text() and r.kind.state not in ("terminal", "reading")]
        if after:
            after[0][1].setFocus()
        else:
            self.finished.emit()

    def _stepped(self, by: int) -> None:
        fields = [field for _row, field in self._fields()]
        at = next((n for n, field in enumerate(fields) if field.hasFocus()), 0)
        fields[max(0, min(len(fields) - 1, at + by))].setFocus()


def _pieces(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() else None


def _signed(text: str, formatter: Formatter, row: TenderRow) -> int | None:
    """Return typed money; a terminal that gave back more than it took has a total below zero."""
    plain = text.strip()
    if row.kind.has_terminal and plain[:1] in ("-", "−"):
        amount = formatter.parse_money(plain[1:], row.kind.currency)
        return None if amount is None else -amount
    return formatter.parse_money(plain, row.kind.currency)
