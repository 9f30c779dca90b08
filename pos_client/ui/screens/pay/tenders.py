"""The tender keys, the smart notes and the numpad of Pay."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from pos_client.services.views import CashPreview, PayView, TenderKey
from pos_client.ui.i18n import Formatter, message
from pos_client.ui.theme import look
from pos_client.ui.widgets import Arrangement, Key, Role

ICONS = {
    "cash": "banknote",
    "card": "credit-card",
    "voucher": "ticket",
    "credit_slip": "receipt-text",
    "foreign_cash": "coins",
}
KEYCAPS = {"card": ("+",), "credit_slip": ("F7",), "voucher": ("F8",)}
NOTES = 6


def of_class(tenders: Iterable[TenderKey], tender_class: str) -> str:
    """Return the tender that the key of its class takes: the first, before it one that has its device. "" for none."""
    found = [tender for tender in tenders if tender.tender_class == tender_class]
    found.sort(key=lambda tender: tender.disabled_by == "no_terminal")
    return found[0].tender_id if found else ""


class TenderKeys(QWidget):
    """One key a tender, cash last and filled. Signals: `pressed(str)` with the tender id; `entered()`, Enter on any."""

    pressed = Signal(str)
    entered = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._layout = QGridLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._columns = 1
        self._keys: dict[str, Key] = {}

    def show_view(self, view: PayView, preview: CashPreview | None, formatter: Formatter) -> None:
        """Show the tenders of `view`; `preview` is what the filled key does."""
        self._layout.setSpacing(look().theme.touch("gap"))
        ordered = [t for t in view.tenders if t.tender_class != "cash"] + [
            t for t in view.tenders if t.tender_class == "cash"
        ]
        if [t.tender_id for t in ordered] != list(self._keys):
            self._build([t.tender_id for t in ordered], {t.tender_id: t.tender_class for t in ordered})
        first_card = of_class(ordered, "card")
        for tender in ordered:
            key = self._keys[tender.tender_id]
            name = formatter.name(tender.names)
            cause = message(tender.disabled_by, (), formatter=formatter).what if tender.disabled_by else ""
            key.set_caption(name)
            if tender.tender_class == "cash":
                self._show_cash(key, name, view, preview, formatter, cause)
                continue
            seconds = {
                "card": self.tr("{amount}, or type less").format(amount=formatter.money(view.left, view.currency)),
                "voucher": self.tr("Type its value, then this key"),
                "credit_slip": self.tr("Scan it, or type its code"),
                "foreign_cash": self.tr("Type the foreign amount, then this key"),
            }
            key.set_second(seconds.get(tender.tender_class, ""))
            caps = KEYCAPS.get(tender.tender_class, ())
            key.set_keycaps(*(caps if tender.tender_class != "card" or tender.tender_id == first_card else ()))
            key.set_cause(cause)

    def _show_cash(
        self, key: Key, name: str, view: PayView, preview: CashPreview | None, formatter: Formatter, cause: str
    ) -> None:
        if cause or preview is None:
            key.set_second("")
            key.set_cause(cause)
            key.set_role(Role.NORMAL)
            key.set_keycaps()
            return
        key.set_cause("")
        key.set_role(Role.PRIMARY)
        key.set_keycaps("Enter", "F9")
        key.set_caption(f"{name} {formatter.money(abs(preview.given), view.currency)}")
        if preview.given < 0:
            key.set_second(QCoreApplication.translate("PaySlab", "To pay out"))
        elif not preview.closes:
            key.set_second(self.tr("a part; the rest stays to pay"))
        elif preview.change:
            key.set_second(self.tr("Change {amount}").format(amount=formatter.money(preview.change, view.currency)))
        elif preview.rounding:
            rounding = formatter.money(preview.rounding, view.currency)
            key.set_second(self.tr("exact, rounding {amount}").format(amount=rounding))
        else:
            key.set_second(self.tr("exact"))

    def _build(self, ids: list[str], classes: dict[str, str]) -> None:
        for key in self._keys.values():
            self._layout.removeWidget(key)
            key.hide()
            key.deleteLater()
        self._keys = {}
        for tender_id in ids:
            is_cash = classes[tender_id] == "cash"
            key = Key(
                arrangement=Arrangement.LEFT,
                icon=ICONS.get(classes[tender_id], "wallet"),
                style="figure" if is_cash else "strong",
                second_style="body" if is_cash else "small",
                minimum=56,
            )
            key.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
            key.set_icon(ICONS.get(classes[tender_id], "wallet"), 28 if is_cash else 24)
            key.installEventFilter(self)
            key.clicked.connect(lambda _c=False, tender_id=tender_id: self.pressed.emit(tender_id))
            self._keys[tender_id] = key
        self._place()

    def set_columns(self, columns: int) -> None:
        """Stand in one column, or in two under the parts at 1024; cash is last and has a row of its own."""
        if columns != self._columns:
            self._columns = columns
            self._place()

    def _place(self) -> None:
        count = len(self._keys)
        for key in self._keys.values():
            self._layout.removeWidget(key)
        for row in range(self._layout.rowCount()):
            self._layout.setRowStretch(row, 0)
        for place, key in enumerate(self._keys.values()):
            # The last one is cash: its amount never elides, so it has a row of its own.
            is_cash = place == count - 1
            row, column = divmod(place, self._columns)
            row, column = (row + bool(column), 0) if is_cash else (row, column)
            spans = is_cash or place == count - 2
            self._layout.addWidget(key, row, column, 1, self._columns - column if spans else 1)
            self._layout.setRowStretch(row, 3 if is_cash else 2)
        for column in range(2):
            self._layout.setColumnStretch(column, 1 if column < self._columns else 0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Space presses the key that Tab reached; Enter keeps its one meaning, what the filled key shows
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                if not event.isAutoRepeat():
                    self.entered.emit()
                return True
            if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                self.focusNextPrevChild(event.key() == Qt.Key.Key_Down)
                return True
        return super().eventFilter(watched, event)

    def key(self, tender_id: str) -> Key:
        """Return the key of a tender; `KeyError`."""
        return self._keys[tender_id]

    def keys(self) -> list[Key]:
        """Return every key, in their order."""
        return list(self._keys.values())


class NoteKeys(QWidget):
    """Six smart notes; the first is exact. Signal: `chosen(int)` with the amount given, in minor units."""

    chosen = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(look().theme.touch("gap"))
        self._keys: list[Key] = []
        self._given: list[int] = [0] * NOTES
        for place in range(NOTES):
            key = Key(arrangement=Arrangement.STACK, style="title", keycaps=(f"Ctrl+{place + 1}",), minimum=76)
            key.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            key.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)  # large amounts get no more room
            grid.setColumnStretch(place % 3, 1)
            key.clicked.connect(lambda _c=False, place=place: self.choose(place))
            grid.addWidget(key, place // 3, place % 3)
            self._keys.append(key)

    def show_view(self, view: PayView, typed: int | None, formatter: Formatter) -> None:
        """Show the notes of `view`; the one that is typed already is tinted."""
        waits = self.tr("waits")
        for place, key in enumerate(self._keys):
            note = view.notes[place] if place < len(view.notes) else None
            key.setVisible(note is not None)
            if note is None:
                continue
            self._given[place] = note.given
            key.set_caption(formatter.money(note.given, view.currency, trim=bool(place)))
            change = formatter.money(note.change, view.currency)
            exact = self.tr("exact")
            key.set_second(self.tr("change {amount}").format(amount=change) if note.change else exact)
            key.set_cause(waits if view.busy else "")
            key.set_role(Role.CHOSEN if typed == note.given else Role.NORMAL)

    def choose(self, place: int) -> None:
        """Choose a note by its place, 0 to 5."""
        if place < len(self._keys) and not self._keys[place].isHidden() and self._keys[place].isEnabled():
            self.chosen.emit(self._given[place])
