"""Choosing what comes back: keys, digits, scans and touches of the return screen → the service. Main thread."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from pos_client.runtime.bridge import Bridge
from pos_client.services.desk import ServiceError
from pos_client.services.returning.returns import Returns
from pos_client.services.returning.returns_views import ReturnLineView, ReturnView
from pos_client.ui.frame import ScanLike
from pos_client.ui.screens.returns.refunding import Refunding
from pos_client.ui.widgets import KeyGuard

CONDITIONS = ("resalable", "damaged", "disposed")
FIGURES = "0123456789.,"
LONGEST = 9  # signs of a typed quantity
_FAR = 10**6
_STEPS: dict[int, int] = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -6,
    Qt.Key.Key_PageDown: 6,
    Qt.Key.Key_Home: -_FAR,
    Qt.Key.Key_End: _FAR,
}


class Choosing(Refunding):
    """What is chosen of the return in hand.

    Signals beside those of `Refunding`: `tone_wanted(str)` with "good" or "bad",
    `reason_words_wanted(str)` with a reason that has to be written, `receipt_scanned(str)` when another receipt was
    scanned while nothing is chosen.
    """

    tone_wanted = Signal(str)
    reason_words_wanted = Signal(str)
    receipt_scanned = Signal(str)

    def __init__(self, returns: Returns, bridge: Bridge, guard: KeyGuard) -> None:
        super().__init__(returns, bridge, guard)
        self._returns = returns
        self._view: ReturnView | None = None
        self._current = 0
        self._typed = ""
        self._reason = ("", "")  # what was chosen last holds for what is chosen next

    # what stands there

    @property
    def is_choosing(self) -> bool:
        """True while lines can be chosen."""
        return self._view is not None and self._view.stage == "choosing"

    def shown_lines(self) -> tuple[ReturnLineView, ...]:
        """The lines that have a row; charges go with theirs."""
        return tuple(line for line in self._view.lines if not line.is_charge) if self._view is not None else ()

    @property
    def current_line(self) -> ReturnLineView | None:
        """The line that keys are for."""
        return next((line for line in self.shown_lines() if line.line_id == self._current), None)

    def _start(self) -> None:
        """Another return: begin at its first line that something can come back of."""
        self._typed, self._reason = "", ("", "")
        lines = self.shown_lines()
        first = next((line for line in lines if not line.why_not), lines[0] if lines else None)
        self._current = first.line_id if first is not None else 0

    # changing

    def _do(self, act: Callable[[], ReturnView]) -> bool:
        """Do an act of the service and show what it came to; a refusal is told and nothing is changed."""
        try:
            self._view = act()
        except ServiceError as error:
            self._typed = ""
            self.told.emit(error.code, error.details)
            self.refresh()
            return False
        self._give_reason()
        self.refresh()
        return True

    def set_onto_slip(self, *, onto_slip: bool) -> None:
        """Give what vouchers paid onto a credit slip, or in cash, which is approved."""
        self._do(lambda: self._returns.set_onto_slip(onto_slip=onto_slip))

    def _give_reason(self) -> None:
        """What is newly chosen comes back for the reason that was chosen last."""
        reason, words = self._reason
        if not reason or not self.is_choosing:
            return
        for line in self.shown_lines():
            if line.chosen.thousandths and not line.reason:
                self._view = self._returns.set_reason(reason, words, line.line_id)

    def _changeable(self) -> ReturnLineView | None:
        """The current line when something of it can be chosen by keys; else says why not."""
        line = self.current_line
        if line is None or not self.is_choosing:
            return None
        if line.why_not:
            self.told.emit(line.why_not, ())
            return None
        if line.asks_code and not line.chosen.thousandths:
            self.told.emit("code_needed", ())
            return None
        return line

    def step(self, by: int) -> None:
        """One more or one less of the current line; goods by weight come back whole."""
        line = self._changeable()
        if line is None:
            return
        self._typed = ""
        more = min(line.step, line.room) if by > 0 else -line.step
        self._set(line, max(0, line.chosen.thousandths + more))

    def whole_line(self) -> None:
        """All that is left of the current line; without a receipt nobody knows how much that is."""
        line = self._changeable()
        if line is not None and not line.is_loose:
            self._typed = ""
            self._set(line, line.remaining.thousandths)

    def no_line(self) -> None:
        """Nothing of the current line."""
        line = self.current_line
        if line is not None and self.is_choosing and line.chosen.thousandths:
            self._typed = ""
            self._set(line, 0)

    def whole_receipt(self) -> None:
        """Everything that can still come back."""
        if self.is_choosing and self._view is not None and self._view.original_receipt:
            self._typed = ""
            self._do(self._returns.take_all)
            if any(line.asks_code and not line.why_not and not line.chosen.thousandths for line in self.shown_lines()):
                self.told.emit("code_needed", ())

    def set_quantity(self, thousandths: int) -> None:
        """What a panel asked for."""
        line = self._changeable()
        if line is not None:
            self._set(line, thousandths)

    def set_price(self, unit_price: int) -> None:
        """What a panel asked for: the price of goods without a receipt."""
        line = self.current_line
        if line is not None and self.is_choosing:
            self._do(lambda: self._returns.set_price(line.line_id, unit_price))

    def _set(self, line: ReturnLineView, thousandths: int) -> bool:
        if thousandths == line.chosen.thousandths:
            self.refresh()
            return True
        done = self._do(lambda: self._returns.set_quantity(line.line_id, thousandths))
        if done and self.current_line is None:  # goods without a receipt go when none is left
            lines = self.shown_lines()
            self._current = lines[-1].line_id if lines else 0
            self.refresh()
        return done

    def _type(self, sign: str) -> None:
        line = self._changeable()
        if line is None:
            return
        text = (self._typed + sign)[:LONGEST]
        wanted = self.formatter.parse_quantity(text)
        if wanted is None and text not in (".", ","):
            self.told.emit("bad_quantity", ())
            self._typed = ""
            self.refresh()
            return
        # "0," is on its way to a weight, and takes nothing off on that way
        if (wanted or not text.endswith((".", ","))) and not self._set(line, wanted or 0):
            return
        self._typed = text
        self.refresh()

    def _rub_out(self) -> None:
        if self._typed:
            rest = self._typed[:-1]
            line = self.current_line
            if line is not None and self._set(line, self.formatter.parse_quantity(rest) or 0):
                self._typed = rest
                self.refresh()

    # reason and condition

    def set_reason(self, reason_id: str, words: str = "") -> None:
        """Take a reason: for the current line, for whatever has none yet, and for what is chosen next."""
        if not self.is_choosing:
            return
        known = next((reason for reason in self._returns.reasons() if reason.reason_id == reason_id), None)
        if known is not None and known.text_needed and not words:
            self.reason_words_wanted.emit(reason_id)
            return
        self._reason = (reason_id, words)
        line = self.current_line
        if line is not None and line.chosen.thousandths:
            self._do(lambda: self._returns.set_reason(reason_id, words, line.line_id))
        else:
            self._give_reason()
            self.refresh()

    def next_reason(self, by: int) -> None:
        """Left and Right: the reason beside the one in force; what has to be written is behind F3."""
        ids = [reason.reason_id for reason in self._returns.reasons() if not reason.text_needed]
        if ids and self.is_choosing:
            now = self.reason_in_force
            at = ids.index(now) + by if now in ids else 0 if by > 0 else -1
            self.set_reason(ids[at % len(ids)])

    @property
    def reason_in_force(self) -> str:
        """The current line's reason, else what was chosen last."""
        line = self.current_line
        return line.reason if line is not None and line.chosen.thousandths and line.reason else self._reason[0]

    def next_condition(self) -> None:
        """The next condition of the current line's goods."""
        line = self.current_line
        if line is None or not line.chosen.thousandths or not self.is_choosing:
            self.told.emit("choose_goods_first", ())
            return
        at = CONDITIONS.index(line.condition) if line.condition in CONDITIONS else -1
        wanted = CONDITIONS[(at + 1) % len(CONDITIONS)]
        self._do(lambda: self._returns.set_condition(wanted, line.line_id))

    # keys and scans

    def choose(self, line_id: int) -> None:
        """Make a line the current one."""
        self._typed = ""
        self._current = line_id
        self.refresh()

    def _move(self, by: int) -> None:
        ids = [line.line_id for line in self.shown_lines()]
        if ids:
            at = ids.index(self._current) if self._current in ids else -1
            self.choose(ids[max(0, min(len(ids) - 1, at + by))])

    def _stepped(self, line_id: int, by: int) -> None:
        self._typed = ""
        self._current = line_id
        self.step(by)

    def handle_scan(self, scan: ScanLike) -> None:
        """A product chooses one more of its line; a receipt is opened while nothing is chosen."""
        if not self.is_choosing or self._view is None:
            self.told.emit("scanned_in_refund", ())
            return
        self.take(scan.text, scan.symbology)

    def take(self, text: str, symbology: str = "unknown") -> None:
        """Take one more of the goods with this code."""
        if self._view is None:
            return
        before = {line.line_id: line.chosen.thousandths for line in self.shown_lines()}
        if self._names_receipt(text):
            if self._view.line_count:
                self.told.emit("receipt_in_return", ())
            else:
                self.receipt_scanned.emit(text)
            return
        if self._do(lambda: self._returns.scan(text, symbology)):
            self._typed = ""
            changed = [n for n in self.shown_lines() if n.chosen.thousandths != before.get(n.line_id, 0)]
            if changed:
                self._current = changed[-1].line_id
            self.tone_wanted.emit("good")
            self.refresh()

    def _names_receipt(self, text: str) -> bool:
        raise NotImplementedError

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = _STEPS.get(event.key(), 0)
        if by:
            self._move(by)
        elif event.isAutoRepeat() or not self.is_choosing:
            return  # a held key chooses nothing
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if event.key() == Qt.Key.Key_A:
                self.whole_receipt()
            else:
                super().keyPressEvent(event)
        elif not self._key(event.key(), event.text()):
            super().keyPressEvent(event)

    def _key(self, key: int, text: str) -> bool:
        """Do what a key says; False when it says nothing here."""
        acts: dict[int | str, Callable[[], None]] = {
            Qt.Key.Key_Left: lambda: self.next_reason(-1),
            Qt.Key.Key_Right: lambda: self.next_reason(1),
            Qt.Key.Key_Return: lambda: self._move(1),  # it ends what was typed and gives nothing back
            Qt.Key.Key_Enter: lambda: self._move(1),
            Qt.Key.Key_Delete: self.no_line,
            Qt.Key.Key_Backspace: self._rub_out,
            "+": lambda: self.step(1),
            " ": lambda: self.step(1),
            "-": lambda: self.step(-1),
            "*": self.whole_line,
        }
        act = acts.get(key) or acts.get(text)
        if act is not None:
            act()
        elif text and text in FIGURES:
            self._type(text)
        return act is not None or bool(text and text in FIGURES)
