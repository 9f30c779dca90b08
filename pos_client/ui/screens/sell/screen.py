"""The sell screen: it renders `BasketView`s and turns keys, touches and scans into calls of the checkout service.

Nothing is decided here about goods or money. What other screens do is asked for by signals. Main thread only.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from pos_client.services.views import (
    AgePrompt,
    Approval,
    BasketView,
    ErrorRow,
    LineView,
    NeedsApproval,
    TakeKind,
    Taken,
    Tone,
)
from pos_client.ui.frame.screen import FunctionKey, ScanLike, Screen
from pos_client.ui.i18n import message
from pos_client.ui.screens.sell.age import AgeBanner
from pos_client.ui.screens.sell.basket_table import BasketTable, TableHead
from pos_client.ui.screens.sell.empty import EmptyBasket
from pos_client.ui.screens.sell.one_box import Mode, OneBox
from pos_client.ui.screens.sell.ports import Checkout, LastReceipt
from pos_client.ui.screens.sell.side import SidePane
from pos_client.ui.screens.sell.totals import CountStrip, TotalsSlab
from pos_client.ui.screens.sell.typed import is_code, split_prefix
from pos_client.ui.widgets import TearLine, panel

SEARCH_AFTER_MS = 60
_AGE = "age"
_LATER = {3: "customers_later", 6: "later_release", 8: "later_release", 10: "later_release"}


class SellScreen(Screen):
    """Name "sell".

    Signals, for what other screens do: `help_wanted()`, `discount_wanted(int)` with the line, `suspend_wanted()`,
    `recall_wanted()`, `pay_wanted()`, `more_wanted()`, `lock_wanted()`, `cancel_wanted()`, `reprint_wanted(str)`,
    `open_item_wanted(object)` with the `ErrorRow`, `approval_wanted(object, object)` with a `NeedsApproval` and what to
    call with the `Approval`, `reference_scanned(str, str)` with "badge", "receipt" or "suspended" and what it names,
    `tone_wanted(str)` with "good" or "bad", `function_wanted(int)` for a function of a later capability in `features`.
    """

    name = "sell"
    help_wanted = Signal()
    discount_wanted = Signal(int)
    suspend_wanted = Signal()
    recall_wanted = Signal()
    pay_wanted = Signal()
    more_wanted = Signal()
    lock_wanted = Signal()
    cancel_wanted = Signal()
    reprint_wanted = Signal(str)
    open_item_wanted = Signal(object)
    approval_wanted = Signal(object, object)
    reference_scanned = Signal(str, str)
    tone_wanted = Signal(str)
    function_wanted = Signal(int)

    def __init__(self, checkout: Checkout, last: LastReceipt, *, features: frozenset[int] = frozenset()) -> None:
        super().__init__()
        self._checkout = checkout
        self._last = last
        self._features = features
        self._view: BasketView = checkout.view()
        self._again: Callable[[], Taken | NeedsApproval] | None = None
        self._about = 0  # the line that a typed quantity is for
        self._prefix = ""
        self._showing = False
        self._age_shown: AgePrompt | None = None
        self.table = BasketTable()
        self.head = TableHead()
        self.count = CountStrip()
        self.totals = TotalsSlab()
        self.box = OneBox()
        self.side = SidePane()
        self.empty = EmptyBasket()
        self._search = QTimer(self)
        self._search.setSingleShot(True)
        self._search.setInterval(SEARCH_AFTER_MS)
        self._search.timeout.connect(self._search_now)
        self._build()
        self._wire()

    def _build(self) -> None:
        left = panel()
        column = QVBoxLayout(left)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        self._middle = QStackedWidget()
        self._middle.addWidget(self.table)
        self._middle.addWidget(self.empty)
        for part, stretch in ((self.head, 0), (self._middle, 1), (TearLine(), 0), (self.count, 0), (self.totals, 0)):
            column.addWidget(part, stretch)
        self._right = QWidget()
        self._right_column = QVBoxLayout(self._right)
        self._right_column.setContentsMargins(0, 0, 0, 0)
        self._right_column.addWidget(self.box)
        self._right_column.addWidget(self.side, 1)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(left, 1)
        self._row.addWidget(self._right)
        self.setFocusProxy(self.box.field)

    def _wire(self) -> None:
        self.box.edited.connect(self._edited)
        self.box.results.taken.connect(self._take_hit)
        self.table.chosen.connect(self._choice_changed)
        self.table.error_touched.connect(self._find_by_name)
        self.table.verticalScrollBar().valueChanged.connect(lambda _value: self._show_count())
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

    # what it shows

    @property
    def view(self) -> BasketView:
        """The state on the screen."""
        return self._view

    def show_view(self, view: BasketView) -> None:
        """Render a state; also called from outside after another screen changed the basket."""
        self._view = view
        self._showing = True  # the table scrolls while it takes the view: the counts follow once, below
        is_empty = not view.lines and not view.errors
        self._middle.setCurrentWidget(self.empty if is_empty else self.table)
        if is_empty:
            self.empty.show_last(self._last.last_receipt(), self.formatter)
        self.table.show_view(view, self.formatter)
        self.totals.show_view(view, self.formatter)
        self._showing = False
        self._show_count()
        self._show_age()
        if self.box.mode is Mode.PRODUCT and not self.box.text:
            self._say_rest()
        self.keys_changed.emit()

    def refresh(self) -> None:
        """Ask the service and render."""
        self.show_view(self._checkout.view())

    def _show_count(self) -> None:
        if self._showing:
            return
        self.count.show_view(self._view, self.table.lines_above(), self.formatter)

    def _show_age(self) -> None:
        if not self.is_attached:
            return
        prompt = self._view.age_prompt
        if prompt == self._age_shown:
            return
        self._age_shown = prompt
        if prompt is None:
            self.shell.clear_banner(_AGE)
            return
        banner = AgeBanner(prompt, self.formatter)
        banner.answered.connect(self._answer_age)
        self.shell.show_banner(_AGE, banner)

    def _say_rest(self) -> None:
        self.box.say(self.tr("Find by name") if self._view.errors else self.tr("Scan or type"))

    def entered(self) -> None:
        self.refresh()
        self.box.field.setFocus()

    def left(self) -> None:
        self._search.stop()
        self._drop_age()

    def retranslate(self) -> None:
        self.side.retranslate(self.formatter)
        self.side.quick.show_keys(self._checkout.quick_keys(), self.formatter)
        self.table.strip.retranslate()
        later = message("later_release", formatter=self.formatter).what
        self.table.strip.key("elsewhere").setEnabled(6 in self._features)
        self.table.strip.key("elsewhere").setToolTip("" if 6 in self._features else later)
        self.head.update()
        self._drop_age()
        self._rest()
        self.refresh()

    def _drop_age(self) -> None:
        self._age_shown = None
        if self.is_attached:
            self.shell.clear_banner(_AGE)

    def restyle(self) -> None:
        theme = self.theme
        self._right.setFixedWidth(theme.frame("side"))
        self._right_column.setSpacing(theme.px(8 if theme.is_small else 12))
        self._row.setSpacing(theme.frame("gap"))
        for part in (self.head, self.count, self.totals, self.box, self.side, self.table):
            part.restyle()
        self.refresh()

    def side_opened(self) -> None:
        self._right.hide()
        self.table.set_keys_shown(False)

    def side_closed(self) -> None:
        self._right.show()
        self.table.set_keys_shown(True)

    # function keys

    def function_keys(self) -> dict[int, FunctionKey]:
        view = self._view
        no_line = "" if self._target() else message("no_line", formatter=self.formatter).text
        keys = {
            1: FunctionKey(self.tr("Help")),
            2: FunctionKey(self.tr("Find")),
            3: FunctionKey(self.tr("Customer"), self._later(3)),
            4: FunctionKey(self.tr("Discount"), no_line),
            5: FunctionKey(self.tr("Quantity"), no_line),
            6: FunctionKey(self.tr("Elsewhere"), self._later(6)),
            7: self._suspend_key(),
            8: FunctionKey(self.tr("Return"), self._later(8)),
            9: FunctionKey(self.tr("Pay"), primary=view.can_pay),
            10: FunctionKey(self.tr("Orders"), self._later(10)),
            11: FunctionKey(self.tr("More")),
            12: FunctionKey(self.tr("Lock")),
        }
        error = self._open_error()
        if error is not None and error.can_open_item:
            keys[4] = FunctionKey(self.tr("Open item"))
        if view.age_prompt is not None:
            keys[5] = FunctionKey(self.tr("Seen"))
            keys[8] = FunctionKey(self.tr("Refused"))
        if view.pay_blocked_by == "empty":
            keys[9] = FunctionKey(self.tr("Pay"), message("empty", formatter=self.formatter).text)
        return keys

    def _suspend_key(self) -> FunctionKey:
        if self._view.lines:
            return FunctionKey(self.tr("Suspend"))
        if self._view.suspended_count:
            return FunctionKey(self.tr("Recall"))
        return FunctionKey(self.tr("Suspend"), message("nothing_suspended", formatter=self.formatter).text)

    def _later(self, number: int) -> str:
        return "" if number in self._features else message(_LATER[number], formatter=self.formatter).text

    def handle_function(self, number: int) -> None:
        if self._view.age_prompt is not None and number in (5, 8):
            self._answer_age(number == 5)
            return
        if number == 2:
            self._rest()
            self.box.field.setFocus()
        elif number == 4:
            self._discount_or_open_item()
        elif number == 5:
            self._ask_quantity()
        elif number == 7:
            (self.suspend_wanted if self._view.lines else self.recall_wanted).emit()
        elif number == 9:
            self._pay()
        elif number in _LATER:
            self.function_wanted.emit(number)
        else:
            {1: self.help_wanted, 11: self.more_wanted, 12: self.lock_wanted}[number].emit()

    def _pay(self) -> None:
        if self._view.can_pay:
            self.pay_wanted.emit()
            return
        said = message(self._view.pay_blocked_by, formatter=self.formatter, currency=self._view.currency)
        self.shell.toast(said.text, state="waiting")
        self.tone_wanted.emit(Tone.BAD.value)

    def _discount_or_open_item(self) -> None:
        error = self._open_error()
        if error is not None and error.can_open_item:
            self.open_item_wanted.emit(error)
        else:
            self._ask_discount()

    def handle_action(self, action: str) -> bool:
        if action == "cancel_basket" and self._view.lines:
            self.cancel_wanted.emit()
            return True
        if action == "print":
            paid = self._last.last_receipt()
            if paid is not None:
                self.reprint_wanted.emit(paid.receipt_number)
            return True
        return False

    # keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self._enter()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            step = -1 if key == Qt.Key.Key_Up else 1
            if self.box.results.hits:
                self.box.results.move_choice(step)
            else:
                self.table.move_choice(step)
        elif key == Qt.Key.Key_Delete:
            if not event.isAutoRepeat():
                self._void()
        elif event.text() and event.text().isprintable() and not self.box.field.hasFocus():
            self.box.field.setFocus()
            self.box.field.insert(event.text())
            self._edited(self.box.text)
        else:
            super().keyPressEvent(event)

    def handle_escape(self) -> None:
        if self.box.mode is not Mode.PRODUCT or self.box.text or self._prefix or self.box.results.hits:
            self._rest()
        elif self.table.chosen_line:
            self.table.choose(0)
        elif self._open_error() is not None:
            self._strike_error()

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
        self.box.set_mode(Mode.CONFIRM, said.text)
        self._again = again
        self.show_view(answer.view)

    def _show_hits(self, answer: Taken) -> None:
        self.show_view(answer.view)
        self.box.results.show_hits(answer.hits, self._rows(len(answer.hits)), self.formatter, self._view.currency)

    def _rest(self) -> None:
        """Bring the box back to its rest state."""
        self._search.stop()
        self._again = None
        self._about = 0
        self._prefix = ""
        self.box.set_mode(Mode.PRODUCT)
        self.side.show()
        self._say_rest()

    # search

    def _edited(self, text: str) -> None:
        if self.box.mode is not Mode.PRODUCT:
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
        self.box.say(self.tr("%n product(s)", "", len(hits)))

    def _rows(self, hits: int) -> int:
        """How many result rows stand; more than fit above the tab cover it."""
        theme = self.theme
        beside = 4 if theme.is_wide else 2
        self.side.setVisible(hits <= beside)
        if hits <= beside:
            return hits
        return max(beside, (self._right.height() - theme.frame("box")) // theme.frame("result") - 1)

    # lines

    def _line(self, line_id: int) -> LineView | None:
        return next((line for line in self._view.lines if line.line_id == line_id and not line.is_voided), None)

    def _target(self) -> int:
        """The line that keys are for: the chosen one, else the last one, 0 for none."""
        if self._line(self.table.chosen_line) is not None:
            return self.table.chosen_line
        return next((line.line_id for line in self._view.lines if line.is_last and not line.is_voided), 0)

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

    def _refuse(self, code: str) -> None:
        self.shell.toast(message(code, formatter=self.formatter).text, state="waiting")
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

    def _open_error(self) -> ErrorRow | None:
        return self._view.errors[-1] if self._view.errors else None

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
