"""What is done at Pay: cash, cards, vouchers, parts taken back, and the sale when nothing is left to pay.

Main thread only; the card's way to the terminal and the sale's to the disk run off it.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from pos_client.domain.sale import Sale
from pos_client.runtime.bridge import Bridge
from pos_client.services.bundle import Services
from pos_client.services.desk import ServiceError
from pos_client.services.views import CashPreview, PartState
from pos_client.ui.screens.pay.card import CardDesk
from pos_client.ui.screens.pay.face import BANNER, PayFace
from pos_client.ui.widgets import Banner, Key, KeyGuard, Role


class Paying(PayFace):
    """Signals: `paid(Sale)` once it is on disk; `back_wanted()`; `tax_number_wanted()`; `slip_wanted()`."""

    paid = Signal(object)
    back_wanted = Signal()
    tax_number_wanted = Signal()
    rest_wanted = Signal()
    slip_wanted = Signal()

    def __init__(self, services: Services, bridge: Bridge, guard: KeyGuard) -> None:
        super().__init__(services, guard)
        self._bridge = bridge
        self._asked_big = False
        self._finishing = False
        self.cards = CardDesk(services.payments, bridge)
        self._connect()

    def _connect(self) -> None:
        self.entry.changed.connect(self._typed)
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

    def refresh(self) -> None:
        """Show the payment as it is now; a settled one is finished."""
        super().refresh()
        shown = self.is_attached and self._view is not None and self._view.parts
        if shown and self._payments.is_settled and not self._finishing:
            self._finish()

    def _typed(self, _text: str) -> None:
        self._forget_question()
        self.refresh()

    def _forget_question(self) -> None:
        if self._asked_big:
            self._asked_big = False
            self.shell.clear_banner(BANNER)

    # taking

    def _settle(self) -> None:
        """Do what the filled key shows: cash, typed or exact."""
        if self._view is None or self._view.busy or self._finishing or not self._guard.allows():
            return
        rest = self._rest()
        if rest is not None:
            if self.entry.text.strip() and self._typed_amount() != rest.to_give:
                self._tell("pays_out_whole", details=(("amount", rest.to_give),))
            else:
                self.rest_wanted.emit()
            return
        cash = next((t.tender_id for t in self._view.tenders if t.tender_class == "cash"), "")
        if not cash or (self.entry.text.strip() and self._typed_amount() is None):
            self._tell("bad_amount")
            return
        try:
            taken = self._payments.cash(cash, self._typed_amount(), confirmed=self._asked_big)
        except ServiceError as error:
            self._tell(error.code, details=error.details)
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
            if tender.tender_class == "credit_slip":
                self.slip_wanted.emit()
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

    def take_slip(self, code: str) -> bool:
        """Take the credit slip with this code as a part; False when it was refused and told."""
        try:
            self._payments.slip(code)
        except ServiceError as error:
            self._tell(error.code, details=error.details)
            return False
        self._took()
        return True

    def _other_tender(self) -> None:
        keys = self.tenders.keys()
        first = next((key for key in keys if key.isEnabled() and key.role is not Role.PRIMARY), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.TabFocusReason)

    # parts

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

    def _remove_last(self) -> None:
        parts = self._view.parts if self._view is not None else ()
        last = next((part for part in reversed(parts) if part.can_remove), None)
        if last is not None:
            self._remove(last.part_id)

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

    # the sale

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
