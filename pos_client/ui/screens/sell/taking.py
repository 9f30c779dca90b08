"""From the box, the table and the scanner to the checkout service, and what its answers do to the screen.

Nothing is decided here about goods or money. Main thread only.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal

from pos_client.services.views import Approval, Details, NeedsApproval, TakeKind, Taken, Tone
from pos_client.ui.frame.screen import ScanLike
from pos_client.ui.i18n import message
from pos_client.ui.screens.sell.face import SellFace
from pos_client.ui.screens.sell.one_box import Mode
from pos_client.ui.screens.sell.ports import Checkout, LastReceipt
from pos_client.ui.screens.sell.typed import SPLIT_SIGN, is_code, split_prefix

SEARCH_AFTER_MS = 60


class Taking(SellFace):
    """Takes codes, names, quantities and answers.

    Signals: `discount_wanted(int)` with the line, `reprint_wanted(str)`, `approval_wanted(object, object)` with a
    `NeedsApproval` and what to call with the `Approval`, `reference_scanned(str, str)` with "badge", "receipt" or
    "suspended" and what it names, `tone_wanted(str)` with "good" or "bad", `function_wanted(int)` for a function of a
    later capability in `features`.
    """

    discount_wanted = Signal(int)
    reprint_wanted = Signal(str)
    approval_wanted = Signal(object, object)
    reference_scanned = Signal(str, str)
    tone_wanted = Signal(str)
    function_wanted = Signal(int)

    def __init__(self, checkout: Checkout, last: LastReceipt, *, features: frozenset[int] = frozenset()) -> None:
        super().__init__(checkout, last, features=features)
        self._again: Callable[[], Taken | NeedsApproval] | None = None
        self._about = 0  # the line that a typed quantity is for
        self._prefix = ""
        self._search = QTimer(self)
        self._search.setSingleShot(True)
        self._search.setInterval(SEARCH_AFTER_MS)
        self._search.timeout.connect(self._search_now)
        self._wire()

    def _wire(self) -> None:
        self.box.edited.connect(self._edited)
        self.box.results.taken.connect(self._take_hit)
        self.table.chosen.connect(self._choice_changed)
        self.table.error_touched.connect(self._find_by_name)
        self.age_answered.connect(self._answer_age)
        self.side.quick.pressed.connect(self._quick)
        self.side.numpad.set_target(self.box.field)
        self.empty.reprint.connect(self.reprint_wanted)
        strip = self.table.strip
        strip.quantity.connect(self._ask_quantity)
        strip.price.connect(self._ask_discount)
        strip.discount.connect(self._ask_discount)
        strip.void.connect(self._void)
        strip.split.connect(self._ask_split)
        strip.elsewhere.connect(lambda: self.function_wanted.emit(6))

    def left(self) -> None:
        self._search.stop()
        super().left()

    def retranslate(self) -> None:
        super().retranslate()
        self._rest()
        self.refresh()

    # taking

    def _enter(self) -> None:
        mode, text = self.box.mode, self.box.text.strip()
        if mode is Mode.CONFIRM:
            again = self._again
            self._rest()
            if again is not None:
                self._settle(again())
        elif mode is Mode.QUANTITY:
            self._set_quantity(text)
        elif mode is Mode.SPLIT:
            self._split(text)
        elif text or self.box.results.hits:
            self._enter_product(text)
        elif self._open_error() is not None:
            self._find_by_name(0)

    def _enter_product(self, text: str) -> None:
        if self._search.isActive():
            self._search_now()
        hits = self.box.results.hits
        if hits and (not is_code(text) or self.box.results.chosen):
            self._take_hit(self.box.results.chosen)
        else:
            self._take(text)

    def _take(self, text: str, symbology: str = "unknown", *, typed: bool = True) -> None:
        self._settle(
            self._checkout.take(text, symbology, typed=typed),
            again=lambda: self._checkout.take(text, symbology, typed=typed, confirmed=True),
            said=text,
        )

    def _take_hit(self, index: int) -> None:
        hit = self.box.results.hits[index]
        prefix, _rest = split_prefix(self.box.text)
        if prefix:
            self._checkout.take(prefix)
        self._add(hit.sku, "search")

    def _quick(self, sku: str) -> None:
        prefix, rest = split_prefix(self.box.text)
        if prefix and not rest:
            self._checkout.take(prefix)
        self._add(sku, "quick_key")
        self.box.field.setFocus()

    def _add(self, sku: str, origin: str) -> None:
        self._settle(
            self._checkout.take_sku(sku, origin),
            again=lambda: self._checkout.take_sku(sku, origin, confirmed=True),
        )

    def handle_scan(self, scan: ScanLike) -> None:
        """Take a scan. A quantity or a minus that stands in the box goes with it; anything half typed gives way."""
        prefix, rest = split_prefix(self.box.text) if self.box.mode is Mode.PRODUCT else ("", "")
        if prefix == "-" and not rest:
            self._take(prefix + scan.text, scan.symbology)
            return
        if prefix and not rest:
            self._checkout.take(prefix)
        self._take(scan.text, scan.symbology, typed=False)

    # answers of the service

    def _settle(
        self,
        answer: Taken | NeedsApproval,
        *,
        again: Callable[[], Taken | NeedsApproval] | None = None,
        approve: Callable[[Approval], Taken | NeedsApproval] | None = None,
        said: str = "",
    ) -> None:
        if isinstance(answer, NeedsApproval):
            self._rest()
            self.approval_wanted.emit(answer, lambda approval: self._settle(approve(approval)) if approve else None)
            return
        if answer.kind is TakeKind.ERROR and answer.view.errors == self._view.errors:
            self._refuse(answer.code, answer.details)  # no row tells of it
            return
        if answer.tone is not Tone.NONE:
            self.tone_wanted.emit(answer.tone.value)
        if answer.kind is TakeKind.CONFIRM_QUANTITY:
            self._ask_once(answer, again)
            return
        if answer.kind is TakeKind.CHOICES:
            self._show_hits(answer)
            return
        self._rest()
        if answer.kind is TakeKind.QUANTITY:
            self._prefix = said
            self.box.set_prefix(said.replace("*", " ×"))
        if answer.kind in (TakeKind.ADDED, TakeKind.REMOVED):
            self.table.choose(0)
        self.show_view(answer.view)
        if answer.kind in (TakeKind.BADGE, TakeKind.RECEIPT, TakeKind.SUSPENDED):
            self.reference_scanned.emit(answer.kind.value, answer.reference)
        elif answer.kind is TakeKind.NOTHING and answer.code:
            said_now = message(answer.code, answer.details, formatter=self.formatter, currency=self._view.currency)
            self.shell.toast(said_now.text, state="waiting")

    def _ask_once(self, answer: Taken, again: Callable[[], Taken | NeedsApproval] | None) -> None:
        said = message(answer.code, answer.details, formatter=self.formatter)
        self.box.set_mode(Mode.CONFIRM, said.what)  # what is asked; the keycap beside it says what takes it
        self.shell.toast(said.second, state="waiting")
        self._again = again
        self.show_view(answer.view)

    def _show_hits(self, answer: Taken) -> None:
        self.show_view(answer.view)
        self.box.results.show_hits(answer.hits, self._rows(len(answer.hits)), self.formatter, self._view.currency)

    def _rest(self) -> None:
        """Bring the box back to its rest state."""
        self._search.stop()
        if self._again is not None:  # its toast names the keys that answer it, and they mean something else now
            self.shell.clear_toast()
        self._again = None
        self._about = 0
        self._prefix = ""
        self.box.set_mode(Mode.PRODUCT, self._rest_words())
        self.side.show()

    # search

    def _edited(self, text: str) -> None:
        if self.box.mode is not Mode.PRODUCT:
            return
        if text == SPLIT_SIGN and self._target():  # no code and no name begins so
            self._ask_split()
            return
        if not split_prefix(text)[1]:
            self._search.stop()
            self.box.clear_hits()
            self.side.show()
            self._say_rest()
        else:
            self._search.start()

    def _search_now(self) -> None:
        self._search.stop()
        rest = split_prefix(self.box.text)[1]
        hits = self._checkout.search(rest, self.formatter.language) if rest else ()
        self.box.results.show_hits(hits, self._rows(len(hits)), self.formatter, self._view.currency)
        self.box.say_found(len(hits))

    def _rows(self, hits: int) -> int:
        """How many result rows stand; more than fit above the tab cover it."""
        theme = self.theme
        beside = 4 if theme.is_wide else 2
        self.side.setVisible(hits <= beside)
        if hits <= beside:
            return hits
        return max(beside, (self._right.height() - theme.frame("box")) // theme.frame("result") - 1)

    # lines

    def _choice_changed(self, _line_id: int) -> None:
        if not self._showing:
            self.keys_changed.emit()
        self._show_count()

    def _ask(self, mode: Mode, words: str) -> None:
        line = self._line(self._target())
        if line is None:
            return
        self._rest()
        self._about = line.line_id
        self.box.set_mode(mode, words.format(name=self.formatter.name(line.names)[:28]))
        self.side.tabs.choose(2)
        self.box.field.setFocus()

    def _ask_quantity(self) -> None:
        self._ask(Mode.QUANTITY, self.tr("Quantity: {name}"))

    def _ask_split(self) -> None:
        self._ask(Mode.SPLIT, self.tr("Split off: {name}"))

    def _ask_discount(self) -> None:
        target = self._target()
        if target:
            self.discount_wanted.emit(target)

    def _set_quantity(self, text: str) -> None:
        line_id, wanted = self._about, self.formatter.parse_quantity(text)
        if wanted is None:
            self._refuse("quantity_not_positive")
            return
        self._settle(
            self._checkout.set_quantity(line_id, wanted),
            again=lambda: self._checkout.set_quantity(line_id, wanted, confirmed=True),
            approve=lambda approval: self._checkout.set_quantity(line_id, wanted, approval, confirmed=True),
        )

    def _split(self, text: str) -> None:
        wanted = self.formatter.parse_quantity(text)
        line = self._line(self._about)
        if wanted is None or line is None or not 0 < wanted < line.quantity.thousandths:
            self._refuse("nothing_to_split")
            return
        self._settle(self._checkout.split_line(self._about, wanted))

    def _refuse(self, code: str, details: Details = ()) -> None:
        """Say why nothing changed; what was typed stays, chosen, to be typed anew."""
        said = message(code, details, formatter=self.formatter, currency=self._view.currency)
        self.shell.toast(said.text, state="waiting")
        self.tone_wanted.emit(Tone.BAD.value)
        self.box.field.selectAll()

    def _void(self) -> None:
        target = self._target()
        if target:
            self._settle(
                self._checkout.void_line(target),
                approve=lambda approval: self._checkout.void_line(target, approval),
            )

    # unanswered codes and age

    def _strike_error(self, error_id: int = 0) -> None:
        error = self._open_error()
        if error is not None:
            self.show_view(self._checkout.answer_error(error_id or error.error_id))

    def _find_by_name(self, error_id: int) -> None:
        self._strike_error(error_id)
        self._rest()
        self.box.say(self.tr("Find by name"))
        self.box.field.setFocus()

    def _answer_age(self, seen: bool) -> None:  # noqa: FBT001 - the answer itself
        self._settle(self._checkout.answer_age(seen=seen))
