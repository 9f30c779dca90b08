"""The pay screen: digits, then Enter settles what the filled key shows; F9 is exactly the same, never anything else."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from pos_client.domain.sale import Sale
from pos_client.runtime.bridge import Bridge
from pos_client.services.bundle import Services
from pos_client.services.desk import ServiceError
from pos_client.services.views import CashPreview, PartState, PartView, PayView
from pos_client.ui.frame import FunctionKey, ScanLike, Screen
from pos_client.ui.i18n import message
from pos_client.ui.screens.pay.card import CardDesk
from pos_client.ui.screens.pay.parts import PartsPanel
from pos_client.ui.screens.pay.slab import PaySlab
from pos_client.ui.screens.pay.tenders import NoteKeys, TenderKeys
from pos_client.ui.widgets import (
    Banner,
    EntryField,
    IconLabel,
    Key,
    Keycap,
    KeyGuard,
    Numpad,
    Role,
    label,
    margins,
    panel,
)
from pos_client.ui.widgets.numpad import MONEY

BANNER = "pay"


class PayScreen(Screen):
    """Signals: `paid(Sale)` once it is on disk; `back_wanted()`; `tax_number_wanted()`; `bad_tone_wanted()`."""

    name = "pay"
    help_wanted = Signal()
    paid = Signal(object)
    back_wanted = Signal()
    tax_number_wanted = Signal()
    bad_tone_wanted = Signal()

    def __init__(self, services: Services, bridge: Bridge, guard: KeyGuard) -> None:
        super().__init__()
        self._payments = services.payments
        self._currency = services.desk.store.currency
        self._bridge = bridge
        self._guard = guard
        self._view: PayView | None = None
        self._asked_big = False
        self._finishing = False
        self._covered = False
        self.cards = CardDesk(services.payments, bridge)
        self.slab = PaySlab()
        self.parts = PartsPanel()
        self.tenders = TenderKeys()
        self.entry = EntryField(longest=12)
        self.waits = panel("tinted")
        self.waits_title = label("", "strong")
        self.waits_text = label("", "row_s", "ink_2")
        self.notes = NoteKeys()
        self.pad = Numpad(MONEY, target=self.entry.field)
        self._build()
        self._connect()

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

    def _connect(self) -> None:
        self.entry.changed.connect(self._typed)
        self.entry.field.installEventFilter(self)
        self.tenders.pressed.connect(self._tender)
        self.tenders.entered.connect(self._settle)
        self.parts.other_pressed.connect(self._other_tender)
        self.notes.chosen.connect(self._note)
        self.pad.entered.connect(self._settle)
        self.parts.remove_pressed.connect(self._remove)
        self.parts.ask_pressed.connect(self.cards.query)
        self.parts.cancel_pressed.connect(self.cards.cancel)
        self.parts.slip_pressed.connect(self._slip)
        self.parts.retry_pressed.connect(self._retry)
        self.parts.tax_number_pressed.connect(self.tax_number_wanted)
        self.cards.changed.connect(self.refresh)
        self.cards.failed.connect(self._tell)
        for place in range(6):
            shortcut = QShortcut(QKeySequence(f"Ctrl+{place + 1}"), self)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(lambda place=place: self.notes.choose(place))
        key = self.pad.enter_key
        if key is not None:
            key.set_guard(self._guard)

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

    def entered(self) -> None:
        """Begin or continue paying; what forbids it leads back with the reason."""
        if self._finishing:
            return
        try:
            self._view = self._payments.open()
        except ServiceError as error:
            self._tell(error.code)
            self.back_wanted.emit()
            return
        self.entry.field.clear()
        self.refresh()
        (self.waits if self._view.busy else self.entry.field).setFocus()

    def left(self) -> None:
        """Stop asking the terminal by itself; take the banner away."""
        self.cards.stop()
        self.shell.clear_banner(BANNER)

    def retranslate(self) -> None:
        """Set every text in the language in force."""
        self.pad.retranslate()
        self.pad.set_decimal_sign(self.formatter.decimal_sign)
        self.refresh()

    def refresh(self) -> None:
        """Show the payment as it is now; a settled one is finished."""
        if not self.is_attached:
            return
        if self._view is None:
            return
        self._view = view = self._payments.view()
        preview = self._preview(view)
        self.slab.show_view(view, preview, self.formatter)
        self.parts.show_view(view, preview, self.formatter)
        self.tenders.show_view(view, preview, self.formatter)
        self.notes.show_view(view, self._typed_amount(), self.formatter)
        exact = self.formatter.money(view.due_cash, view.currency)
        self.entry.set_texts(self.tr("Cash received"), self.tr("empty means {amount}").format(amount=exact))
        self._show_waits(busy=view.busy)
        key = self.pad.enter_key
        if key is not None:
            key.set_role(Role.CHOSEN)
            cash = next((t.names for t in view.tenders if t.tender_class == "cash"), ())
            key.set_caption(self.formatter.name(cash) if preview is not None and not self.theme.is_small else "")
        self.keys_changed.emit()
        if self._payments.is_settled and not self._finishing and view.parts:
            self._finish()

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

    def _other_tender(self) -> None:
        keys = self.tenders.keys()
        first = next((key for key in keys if key.isEnabled() and key.role is not Role.PRIMARY), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.TabFocusReason)

    def _typed_amount(self) -> int | None:
        text = self.entry.text.strip()
        return self.formatter.parse_money(text, self._currency) if text else None

    def _preview(self, view: PayView) -> CashPreview | None:
        text = self.entry.text.strip()
        amount = self._typed_amount()
        bad = bool(text) and amount is None
        self.entry.set_bad(bad)
        if bad or view.busy or view.left == 0:
            return None
        return self._payments.preview(amount)

    def _typed(self, _text: str) -> None:
        self._forget_question()
        self.refresh()

    def _forget_question(self) -> None:
        if self._asked_big:
            self._asked_big = False
            self.shell.clear_banner(BANNER)

    # doing

    def _settle(self) -> None:
        """Do what the filled key shows: cash, typed or exact."""
        if self._view is None or self._view.busy or self._finishing or not self._guard.allows():
            return
        cash = next((t.tender_id for t in self._view.tenders if t.tender_class == "cash"), "")
        if not cash or (self.entry.text.strip() and self._typed_amount() is None):
            self._tell("bad_amount")
            return
        try:
            taken = self._payments.cash(cash, self._typed_amount(), confirmed=self._asked_big)
        except ServiceError as error:
            self._tell(error.code)
            return
        if taken.asks_once:
            self._ask_big(taken)
            return
        self._forget_question()
        self._took()

    def _took(self) -> None:
        self.entry.field.blockSignals(True)
        self.entry.field.clear()
        self.entry.field.blockSignals(False)
        self.shell.clear_banner(BANNER)
        self.refresh()

    def _ask_big(self, taken: CashPreview) -> None:
        self._asked_big = True
        self._guard.arm()
        given = self.formatter.money(taken.given, self._currency, symbol=True)
        title = self.tr("Really {amount} in cash?").format(amount=given)
        second = self.tr("That is more than ten times the amount due. Enter takes it, Esc does not.")
        banner = Banner(title, second, state="warn", icon="circle-help")
        yes = banner.add_key(Key(self.tr("Yes"), keycaps=("Enter",)))
        yes.set_guard(self._guard)
        yes.clicked.connect(self._settle)
        self.shell.show_banner(BANNER, banner)

    def _note(self, given: int) -> None:
        if self._view is None or self._view.busy:
            return
        self.entry.field.setText(self._plain(given))

    def _plain(self, minor: int) -> str:
        """Return an amount as a person would type it."""
        whole, rest = divmod(minor, self._currency.factor)
        return f"{whole}{self.formatter.decimal_sign}{rest:0{self._currency.digits}d}" if rest else str(whole)

    def _tender(self, tender_id: str) -> None:
        if self._view is None or self._finishing:
            return
        tender = next(t for t in self._view.tenders if t.tender_id == tender_id)
        if tender.disabled_by:
            self._tell(tender.disabled_by)
            return
        amount = self._typed_amount()
        try:
            if tender.tender_class == "cash":
                self._settle()
                return
            if tender.tender_class == "card":
                self.cards.charge(tender_id, amount)
            elif amount is None:
                self._tell("type_amount_first")
                return
            elif tender.tender_class == "foreign_cash":
                self._payments.foreign_cash(tender_id, amount)
            else:
                self._payments.voucher(tender_id, amount, "")
        except ServiceError as error:
            self._tell(error.code)
            return
        self._took()

    def _of_class(self, tender_class: str) -> str:
        tenders = self._view.tenders if self._view is not None else ()
        return next((t.tender_id for t in tenders if t.tender_class == tender_class), "")

    def _remove(self, part_id: str) -> None:
        part = self._part(part_id)
        if part is None or not part.can_remove:
            return
        try:
            if part.tender_class == "card" and part.state is PartState.TAKEN:
                self.cards.reverse(part_id)
                return
            self._payments.remove(part_id)
        except ServiceError as error:
            self._tell(error.code)
        self.refresh()

    def _part(self, part_id: str) -> PartView | None:
        parts = self._view.parts if self._view is not None else ()
        return next((part for part in parts if part.part_id == part_id), None)

    def _slip(self, part_id: str, approved: bool) -> None:  # noqa: FBT001 - Qt's signal
        self._payments.confirm_slip(part_id, approved=approved)
        self.refresh()

    def _retry(self, part_id: str) -> None:
        part = self._part(part_id)
        if part is not None and self._view is not None:
            self._payments.remove(part_id)
            try:
                self.cards.charge(part.tender_id, min(part.amount, self._payments.left))
            except ServiceError as error:
                self._tell(error.code)

    def _finish(self) -> None:
        self._finishing = True
        try:
            future = self._payments.finish()
        except ServiceError as error:
            self._finishing = False
            self._tell(error.code)
            return
        self._bridge.deliver(future, self._done, self._failed)

    def _done(self, sale: Sale) -> None:
        self._finishing = False
        self._view = None
        self._payments.done()
        self.paid.emit(sale)

    def _failed(self, error: Exception) -> None:
        self._finishing = False
        self._payments.not_done()
        if self._payments.in_doubt:
            self._tell("sale_in_doubt")
        else:
            self._tell(getattr(error, "code", "internal_error"), title=self.tr("The sale was not made"))
        self.refresh()

    def _tell(self, code: str, *, title: str = "") -> None:
        told = message(code, (), formatter=self.formatter, currency=self._currency)
        self.bad_tone_wanted.emit()
        second = f"{told.what}. {told.second}" if title else told.second
        banner = Banner(title or told.what, second, state="bad" if title else "warn")
        self.shell.show_banner(BANNER, banner)

    # keys

    def _busy_part(self) -> PartView | None:
        held = (PartState.AT_TERMINAL, PartState.UNKNOWN, PartState.CONFIRM, PartState.RETURNING)
        parts = self._view.parts if self._view is not None else ()
        return next((part for part in parts if part.state in held), None)

    def _declined(self) -> PartView | None:
        parts = self._view.parts if self._view is not None else ()
        return next((part for part in parts if part.state is PartState.DECLINED), None)

    def function_keys(self) -> dict[int, FunctionKey]:
        """Return the bar: while a card is at the terminal, only what concerns it."""
        keys = {1: FunctionKey(self.tr("Help"))}
        busy = self._busy_part()
        if busy is not None and busy.state is PartState.RETURNING:
            return keys
        if busy is not None:
            slip = busy.state is PartState.CONFIRM
            keys[4] = FunctionKey(self.tr("Declined") if slip else self.tr("Cancel card"))
            keys[5] = FunctionKey(self.tr("Approved") if slip else self.tr("Ask again"))
            return keys
        view = self._view
        if view is None or self._finishing:
            return keys
        keys[3] = FunctionKey(self.tr("Company"))
        if any(part.can_remove for part in view.parts):
            keys[4] = FunctionKey(self.tr("Remove part"))
        keys[5] = FunctionKey(self.tr("Try again") if self._declined() is not None else self.tr("Split equally"))
        if self._of_class("voucher"):
            keys[8] = FunctionKey(self.tr("Voucher"))
        preview = self._preview(view)
        if preview is not None:
            amount = self.formatter.money(preview.given, view.currency, trim=True)
            keys[9] = FunctionKey(self.tr("Cash {amount}").format(amount=amount), primary=True, finishing=True)
        return keys

    def handle_function(self, number: int) -> None:
        """Do what the bar says."""
        if number == 1:
            self.help_wanted.emit()
            return
        busy = self._busy_part()
        if busy is not None:
            self._handle_busy(busy, number)
            return
        if number == 3:
            self.tax_number_wanted.emit()
        elif number == 4:
            self._remove_last()
        elif number == 5:
            declined = self._declined()
            if declined is not None:
                self._retry(declined.part_id)
            elif self._view is not None:
                self.entry.field.setText(self._plain(-(-self._view.left // 2)))
        elif number == 8:
            self._tender(self._of_class("voucher"))
        elif number == 9:
            self._settle()

    def _handle_busy(self, part: PartView, number: int) -> None:
        if part.state is PartState.RETURNING:
            return  # nobody can call it back
        if part.state is PartState.CONFIRM:
            if number in (4, 5):
                self._slip(part.part_id, number == 5)
        elif number == 4:
            self.cards.cancel(part.part_id)
        elif number == 5:
            self.cards.query(part.part_id)

    def _remove_last(self) -> None:
        parts = self._view.parts if self._view is not None else ()
        last = next((part for part in reversed(parts) if part.can_remove), None)
        if last is not None:
            self._remove(last.part_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.isAutoRepeat() and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return
        text = event.text()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._settle()
        elif text in ("+", "-"):
            if not event.isAutoRepeat():
                self.take_sign(text)
        elif text and text in "0123456789.," and self._view is not None and not self._view.busy:
            self.entry.field.setFocus()
            self.entry.field.insert(text)
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # `+` and `-` are keys of Pay, never part of an amount.
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.text() in ("+", "-"):
            if not event.isAutoRepeat():
                self.take_sign(event.text())
            return True
        return super().eventFilter(watched, event)

    def take_sign(self, sign: str) -> bool:
        """Take a sign that is a key of Pay and never a digit: `+` card, `-` removes. True when it was one."""
        if self._view is None or self._view.busy or sign not in "+-":
            return False
        if sign == "-":
            self._remove_last()
        else:
            card = self._of_class("card")
            if card:
                self._tender(card)
        return True

    def handle_escape(self) -> None:
        """Back to selling; money that was taken is given back first."""
        if self._asked_big:
            self._forget_question()
            return
        if self._finishing or (self._view is not None and self._view.busy):
            return
        if self._payments.can_leave():
            self._payments.leave()
            self._view = None
            self.back_wanted.emit()
        else:
            self._tell("parts_taken")

    def handle_scan(self, scan: ScanLike) -> None:
        """A scan in the middle of Pay adds nothing, and says so."""
        self._tell("scanned_in_pay")
