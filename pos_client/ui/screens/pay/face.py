"""What Pay shows: the sum, its parts, the tenders, the entry with its notes and keypad. Main thread only."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from pos_client.services.bundle import Services
from pos_client.services.returning.returns_views import ExchangeView
from pos_client.services.views import CashPreview, PartState, PartView, PayView
from pos_client.ui.frame import Screen
from pos_client.ui.i18n import message
from pos_client.ui.screens.pay.parts import PartsPanel
from pos_client.ui.screens.pay.slab import PaySlab
from pos_client.ui.screens.pay.tenders import NoteKeys, TenderKeys, of_class
from pos_client.ui.widgets import Banner, EntryField, IconLabel, Keycap, KeyGuard, Numpad, Role, label, margins, panel
from pos_client.ui.widgets.numpad import MONEY

BANNER = "pay"


class PayFace(Screen):
    """Signals: `bad_tone_wanted()` with every refusal that is told, `good_tone_wanted()` after a scan that paid."""

    bad_tone_wanted = Signal()
    good_tone_wanted = Signal()

    def __init__(self, services: Services, guard: KeyGuard) -> None:
        super().__init__()
        self._payments = services.payments
        self._exchange = services.exchange
        self._currency = services.desk.store.currency
        self._guard = guard
        self._view: PayView | None = None
        self._covered = False
        self.slab = PaySlab()
        self.parts = PartsPanel()
        self.tenders = TenderKeys()
        self.entry = EntryField(longest=12)
        self.waits = panel("tinted")
        self.waits_title = label("", "strong")
        self.waits_text = label("", "row_s", "ink_2")
        self.notes = NoteKeys()
        self.pad = Numpad(MONEY, target=self.entry.field)
        if self.pad.enter_key is not None:
            self.pad.enter_key.set_guard(guard)
        self._build()

    def _build(self) -> None:
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._left = QVBoxLayout()
        self._middle = QHBoxLayout()
        self._left.addWidget(self.slab)
        self._left.addLayout(self._middle, 1)
        self._under = QVBoxLayout()
        self._left.addLayout(self._under)
        self._side = QWidget()
        right = QVBoxLayout(self._side)
        right.setContentsMargins(0, 0, 0, 0)
        right.addWidget(self.entry)
        right.addWidget(self.waits)
        right.addWidget(self.notes)
        right.addWidget(self.pad, 1)
        self._right = right
        self._build_waits()
        self._grid.addLayout(self._left, 0, 0)
        self._grid.addWidget(self._side, 0, 1)
        self._grid.setColumnStretch(0, 1)

    def _build_waits(self) -> None:
        """What stands in the entry's place while a card is at the terminal; it has the keys then, and does nothing."""
        self.waits.setFixedHeight(self.entry.height())
        self.waits.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.waits.hide()
        row = QHBoxLayout(self.waits)
        margins(row, 16, 4, 14, 4, 16)
        row.addWidget(IconLabel("credit-card", 24, "accent_text"))
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addStretch(1)
        words.addWidget(self.waits_title)
        also = QHBoxLayout()
        also.setSpacing(6)
        also.addWidget(self.waits_text)
        for cap in ("−", "Esc", "F12"):
            also.addWidget(Keycap(cap))
        also.addStretch(1)
        words.addLayout(also)
        words.addStretch(1)
        row.addLayout(words, 1)

    # showing

    def restyle(self) -> None:
        """Tenders beside the parts, or under them at 1024."""
        theme = self.theme
        gap = theme.frame("gap")
        for layout in (self._grid, self._left, self._middle, self._under, self._right):
            layout.setSpacing(gap)
        self._side.setFixedWidth(theme.frame("side") if not theme.is_wide else theme.px(616))
        self._middle.removeWidget(self.parts)
        self._middle.removeWidget(self.tenders)
        self._under.removeWidget(self.tenders)
        self._middle.addWidget(self.parts, 54)
        self.tenders.set_columns(2 if theme.is_small else 1)
        if theme.is_small:
            self._under.addWidget(self.tenders)
        else:
            self._middle.addWidget(self.tenders, 46)
        self.slab.restyle()
        self.slab.set_narrow(narrow=self._covered and theme.is_small)
        self.refresh()

    def retranslate(self) -> None:
        """Set every text in the language in force."""
        self.pad.retranslate()
        self.pad.set_decimal_sign(self.formatter.decimal_sign)
        self.refresh()

    def refresh(self) -> None:
        """Show the payment as it is now."""
        if not self.is_attached or self._view is None:
            return
        self._view = view = self._payments.view()
        preview = self._preview(view)
        rest = self._rest()
        gives = rest.to_give if rest is not None else 0
        self.slab.show_view(view, preview, self.formatter, gives=gives)
        self.parts.show_view(view, preview, self.formatter, gives=gives)
        self.tenders.show_view(view, preview, self.formatter)
        self.notes.show_view(view, self._typed_amount(), self.formatter)
        out = self._goes_out(view)
        exact = self.formatter.money(out or view.due_cash, view.currency)
        caption = (
            self.tr("To give back") if gives else self.tr("Cash to hand over") if out else self.tr("Cash received")
        )
        self.entry.set_texts(caption, self.tr("empty means {amount}").format(amount=exact))
        self._show_waits(busy=view.busy)
        key = self.pad.enter_key
        if key is not None:
            key.set_role(Role.CHOSEN)
            cash = next((t.names for t in view.tenders if t.tender_class == "cash"), ())
            key.set_caption(self.formatter.name(cash) if preview is not None and not self.theme.is_small else "")
        self.keys_changed.emit()

    def _show_waits(self, *, busy: bool) -> None:
        """While the payment waits for a card or for the disk, nothing can be typed, and the reason stands there."""
        part = self._busy_part()
        unknown = part is not None and part.state is PartState.UNKNOWN
        slip = part is not None and part.state is PartState.CONFIRM
        returning = part is not None and part.state is PartState.RETURNING
        self.waits_title.setText(
            self.tr("Outcome unknown") if unknown
            else self.tr("What does the slip say?") if slip
            else self.tr("The card gets its money back") if returning
            else self.tr("Card at the terminal") if part is not None
            else self.tr("The sale is being written")
        )  # fmt: skip
        self.waits_text.setText(self.tr("All else waits, also"))
        self.pad.set_cause(self.waits_title.text() if busy else "")
        self.entry.field.setReadOnly(busy)
        if busy == self.entry.isHidden():
            return
        self.entry.setVisible(not busy)
        self.waits.setVisible(busy)
        if self.isVisible() and not self._covered:
            (self.waits if busy else self.entry.field).setFocus()

    def side_opened(self) -> None:
        """A panel covers the keys; what is paid stays in view."""
        self._covered = True
        self._side.hide()
        self.slab.set_narrow(narrow=self.theme.is_small)

    def side_closed(self) -> None:
        """The keys are free again."""
        self._covered = False
        self._side.show()
        self.slab.set_narrow(narrow=False)

    def _tell(self, code: str, *, title: str = "", details: Iterable[tuple[str, str | int]] = ()) -> None:
        told = message(code, details, formatter=self.formatter, currency=self._currency)
        self.bad_tone_wanted.emit()
        second = f"{told.what}. {told.second}" if title else told.second
        banner = Banner(title or told.what, second, state="bad" if title else "warn")
        self.shell.show_banner(BANNER, banner)

    # what stands in it

    def _typed_amount(self) -> int | None:
        text = self.entry.text.strip()
        return self.formatter.parse_money(text, self._currency) if text else None

    def _preview(self, view: PayView) -> CashPreview | None:
        text = self.entry.text.strip()
        amount = self._typed_amount()
        out = self._goes_out(view)
        bad = bool(text) and (amount is None or (out > 0 and amount != out))
        self.entry.set_bad(bad)
        if bad or view.busy or view.left == 0:
            return None
        return self._payments.preview(amount)

    def _goes_out(self, view: PayView) -> int:
        """What is handed over, no more and no less; 0 while something is still to be paid."""
        rest = self._rest()
        return rest.to_give if rest is not None else max(0, -view.due_cash)

    def _rest(self) -> ExchangeView | None:
        """What of an exchange's credit has to go back before the sale completes; None when nothing has to."""
        if not self._exchange.is_open or self._view is None or self._view.busy or self._payments.left:
            return None
        view = self._exchange.view()
        return view if view.rest and view.stage != "settled" else None

    def _plain(self, minor: int) -> str:
        """Return an amount as a person would type it."""
        whole, rest = divmod(minor, self._currency.factor)
        return f"{whole}{self.formatter.decimal_sign}{rest:0{self._currency.digits}d}" if rest else str(whole)

    def _of_class(self, tender_class: str) -> str:
        tenders = self._view.tenders if self._view is not None else ()
        return of_class(tenders, tender_class)

    def _part(self, part_id: str) -> PartView | None:
        parts = self._view.parts if self._view is not None else ()
        return next((part for part in parts if part.part_id == part_id), None)

    def _busy_part(self) -> PartView | None:
        held = (PartState.AT_TERMINAL, PartState.UNKNOWN, PartState.CONFIRM, PartState.RETURNING)
        parts = self._view.parts if self._view is not None else ()
        return next((part for part in parts if part.state in held), None)

    def _declined(self) -> PartView | None:
        parts = self._view.parts if self._view is not None else ()
        return next((part for part in parts if part.state is PartState.DECLINED), None)
