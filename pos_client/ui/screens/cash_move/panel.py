"""The panel of a cash move: why, how much, for a safe drop the bag, and Enter. Main thread."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct

from pos_client.domain.money import Currency
from pos_client.ui.frame import FunctionKey, ScanLike
from pos_client.ui.screens.reason_like import ReasonLike
from pos_client.ui.screens.side import Choice, Side
from pos_client.ui.widgets import EntryField, Key, KeyGuard, Numpad, Role, hint, label
from pos_client.ui.widgets.numpad import ENTER, MONEY

ICONS = {"paid_in": "arrow-down", "paid_out": "arrow-up", "safe_drop": "lock", "no_sale": "archive"}
LONGEST_AMOUNT, LONGEST_BAG, LONGEST_WORDS = 12, 40, 100
MOST_REASONS = 7


class CashWish(Struct, frozen=True):
    """What the person asked for; `typed` is the amount as it was typed, so that the panel can be opened again."""

    amount: int = 0
    reason_id: str = ""
    words: str = ""
    bag: str = ""
    typed: str = ""


class CashMovePanel(Side):
    """Asks for one move of `kind` ("paid_in", "paid_out", "safe_drop", "no_sale"); `apply(wish)` does it.

    Up and Down choose the reason from wherever the cursor is; Enter goes to what is still missing, then does it.
    """

    takes_scans = True  # the bag's number

    def __init__(
        self,
        kind: str,
        reasons: Sequence[ReasonLike],
        currency: Currency,
        guard: KeyGuard,
        apply: Callable[[CashWish], None],
        *,
        wish: CashWish | None = None,
    ) -> None:
        self.icon = ICONS[kind]
        super().__init__()
        self._kind = kind
        self._reasons = {reason.reason_id: reason for reason in reasons[:MOST_REASONS]}
        self._currency = currency
        self._guard = guard
        self._apply = apply
        self._is_busy = False
        self.why_title = label("", "small", "ink_2", bold="medium")
        self.why = Choice(self if kind == "no_sale" else None)
        self.words = EntryField(longest=LONGEST_WORDS, height=64, style="body")
        self.amount = EntryField(longest=LONGEST_AMOUNT, height=72, style="heading")
        self.bag = EntryField(longest=LONGEST_BAG, height=64, style="strong")
        self.pad = Numpad(MONEY, minimum=48)  # they grow; under a banner there is no room for more
        self.do_key = Key(role=Role.PRIMARY, keycaps=("Enter",), minimum=60)
        self.do_key.set_guard(guard)
        self._build()
        if wish is not None:
            self.amount.field.setText(wish.typed)
            self.words.field.setText(wish.words)
            self.bag.field.setText(wish.bag)
        self._wanted_reason = wish.reason_id if wish is not None else ""

    def _build(self) -> None:
        for widget in (self.why_title, self.why, self.words):
            self.left_column.addWidget(widget)
        self.left_column.addStretch(1)
        self.words.hide()
        moves = self._kind != "no_sale"
        for part in (self.amount, self.bag, self.pad):
            self.right_column.addWidget(part)
            part.setVisible(moves)
        self.right_column.setStretchFactor(self.pad, 1)
        self.bag.setVisible(self._kind == "safe_drop")
        if not moves:
            self.right_column.addStretch(1)
        self.right_column.addWidget(self.do_key)
        line, self.note = hint("receipt-text", "")
        self.foot.addWidget(line, 1)
        for entry in (self.words, self.amount, self.bag):
            self.watch(entry.field)
            entry.changed.connect(lambda _text: self._show())
        self.why.changed.connect(lambda _reason: self._show())
        self.do_key.clicked.connect(lambda _c=False: self._try())
        self.do_key.setFocusPolicy(self.close_key.focusPolicy())

    def entered(self) -> None:
        """Type the amount at once; without one the reasons have the keys."""
        if self._kind == "no_sale":
            self.why.focus_chosen()
        else:
            self.amount.field.setFocus()

    def retranslate(self) -> None:
        """Set every text in the language in force."""
        title, subject, done = {
            "paid_in": (self.tr("Paid in"), self.tr("Cash is put into the drawer"), self.tr("Put in")),
            "paid_out": (self.tr("Paid out"), self.tr("Cash is taken out of the drawer"), self.tr("Take out")),
            "safe_drop": (self.tr("Safe drop"), self.tr("Cash goes into a bag for the safe"), self.tr("Drop")),
            "no_sale": (self.tr("No sale"), self.tr("The drawer opens without a sale"), self.tr("Open the drawer")),
        }[self._kind]
        self.title.setText(title)
        self.subject.setText(subject)
        self.do_key.set_caption(done)
        self.why_title.setText(self.tr("Reason"))
        self.words.set_texts(self.tr("In words"))
        self.amount.set_texts(self.tr("Amount"), "", self.formatter.symbol(self._currency))
        self.bag.set_texts(self.tr("Bag number"), self.tr("scan or type"))
        self.note.setText(self.tr("A slip is printed. Who, when and why are recorded."))
        self.pad.set_decimal_sign(self.formatter.decimal_sign)
        self.pad.retranslate()
        options = [(one.reason_id, self.formatter.name(one.names), "", "") for one in self._reasons.values()]
        self.why.set_options(options)
        if self._wanted_reason:
            self.why.choose(self._wanted_reason)
        self._show()

    @property
    def _parsed(self) -> int | None:
        return self.formatter.parse_money(self.amount.text, self._currency)

    @property
    def _words_needed(self) -> bool:
        reason = self._reasons.get(self.why.chosen)
        return reason.text_needed if reason is not None else True  # no list: words alone

    def _missing(self) -> EntryField | None:
        """Return the field that is asked for next, None when nothing is missing."""
        if self._kind != "no_sale" and not self._parsed:
            return self.amount
        if self._kind == "safe_drop" and not self.bag.text.strip():
            return self.bag
        if self._words_needed and not self.words.text.strip():
            return self.words
        return None

    def _show(self) -> None:
        if not self.is_attached:
            return
        if self._words_needed != self.words.isVisibleTo(self):
            had_focus = self.words.field.hasFocus()
            self.words.setVisible(self._words_needed)
            if had_focus:
                self.entered()
        self.amount.set_bad(bool(self.amount.text) and self._parsed is None)
        missing = self._missing()
        cause = self._cause(missing)
        self.do_key.set_cause(cause)
        key = self.pad.key(ENTER)
        key.set_caption(self.tr("Next") if missing is not None else "")
        self.keys_changed.emit()

    def _cause(self, missing: EntryField | None) -> str:
        if self._is_busy:
            return self.tr("Being written")
        if missing is self.amount:
            return self.tr("Type the amount")
        if missing is self.bag:
            return self.tr("Scan or type the bag")
        return self.tr("Say why in words") if missing is self.words else ""

    def accept(self) -> None:
        """Enter: to what is still missing, else do it."""
        missing = self._missing()
        if missing is not None:
            missing.field.setFocus()
        elif self._guard.allows():
            self._try()

    def _try(self) -> None:
        if self._is_busy or self._missing() is not None:
            return
        self._apply(
            CashWish(
                amount=(self._parsed or 0) if self._kind != "no_sale" else 0,
                reason_id=self.why.chosen,
                words=self.words.text.strip() if self._words_needed else "",
                bag=self.bag.text.strip() if self._kind == "safe_drop" else "",
                typed=self.amount.text,
            )
        )

    def set_busy(self, busy: bool) -> None:  # noqa: FBT001 - the one thing it sets
        """Let no second press act while the move is being written."""
        self._is_busy = busy
        self._show()

    def arrow(self, by: int) -> None:
        """Up and Down choose the reason."""
        self.why.step(by)

    def tab(self) -> None:
        """Tab goes round the fields that are asked."""
        fields = [entry.field for entry in (self.amount, self.bag, self.words) if entry.isVisible()]
        if fields:
            at = next((n for n, field in enumerate(fields) if field.hasFocus()), -1)
            fields[(at + 1) % len(fields)].setFocus()

    def handle_scan(self, scan: ScanLike) -> None:
        """A scanned bag fills its field; anything else is told."""
        if self._kind == "safe_drop":
            self.bag.field.setText(scan.text[:LONGEST_BAG])
            self.bag.field.setFocus()
        else:
            self.told.emit("scanned_in_panel", ())

    def function_keys(self) -> dict[int, FunctionKey]:
        """Return the bar."""
        cause = self._cause(self._missing())
        caption = self.tr("Open") if self._kind == "no_sale" else self.tr("Apply")
        return {
            1: FunctionKey(self.tr("Help")),
            9: FunctionKey(caption, cause=cause, primary=not cause, finishing=True),
        }

    def handle_function(self, number: int) -> None:
        """F9 does it; F1 says how."""
        if number == 9:
            self._try()
        elif number == 1:
            self.note.setText(
                self.tr("Up and Down choose the reason, digits the amount, Enter goes on and does it. Esc goes back.")
            )
