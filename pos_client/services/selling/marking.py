"""May this marked unit be sold? Asked beside scanning, with a deadline; refused stops that unit alone.

Every marked line of the basket in hand is asked about once, however it came there: by a scan, a recall, a restart.
Until the answer is there, Pay waits. Without an answer the store's rule decides (setting `marking_no_answer`): "sell"
or "refuse"; without the setting nobody is asked. Every outcome is journalled. Main thread, except the asking itself.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from msgspec import Struct

from pos_client.devices.ports import MarkingAnswer, MarkingModule, MarkingVerdict
from pos_client.domain.basket import BasketLine
from pos_client.services.desk import Desk
from pos_client.services.selling.checkout import Checkout
from pos_client.services.selling.marks import mark_key
from sync.protocol.events import MarkingCheckBody

SETTING = "marking_no_answer"
SELL, REFUSE = "sell", "refuse"
AT_ONCE = 4  # units asked about at the same time


class Check(Struct, frozen=True):
    """One unit that was asked about: `key` is its digest."""

    key: str
    raw: str
    sku: str
    basket_id: str


class Checked(Struct, frozen=True):
    """An answer on its way to the main thread."""

    check: Check
    answer: MarkingAnswer


class MarkingChecks:
    """The checks of one register. `tell` carries each `Checked` to the main thread, where `answered` takes it."""

    def __init__(
        self, desk: Desk, checkout: Checkout, module: MarkingModule | None, tell: Callable[[Checked], None]
    ) -> None:
        self._desk = desk
        self._checkout = checkout
        self._module = module
        self._tell = tell
        self._pool = ThreadPoolExecutor(max_workers=AT_ONCE, thread_name_prefix="marking")
        self._asked: set[str] = set()  # of the basket in hand, answered or not
        self._waiting: set[str] = set()
        self._basket_id = ""

    @property
    def rule(self) -> str:
        """What holds without an answer; "" when nobody is asked."""
        rule = self._desk.replica.live.settings.get(SETTING, "")
        return rule if rule in (SELL, REFUSE) else ""

    @property
    def waits(self) -> bool:
        """True while a unit of the basket in hand has no answer yet."""
        live = {mark_key(code) for line in self._marked() for code in line.raw_codes}
        return bool(live & self._waiting)

    def look(self) -> None:
        """Ask about every unit of the basket in hand that nobody was asked about; after each change of the basket."""
        basket = self._checkout.basket
        if basket.basket_id != self._basket_id:
            self._basket_id = basket.basket_id
            self._asked.clear()
            self._waiting.clear()
        if not self.rule:
            return
        for line in self._marked():
            for raw in line.raw_codes:
                check = Check(mark_key(raw), raw, line.product.sku, basket.basket_id)
                if check.key not in self._asked:
                    self._ask(check)

    def _marked(self) -> list[BasketLine]:
        return [line for line in self._checkout.basket.live_lines if line.product.needs_marking]

    def _ask(self, check: Check) -> None:
        self._asked.add(check.key)
        self._waiting.add(check.key)
        module = self._module

        def work() -> None:
            no_module = MarkingAnswer(MarkingVerdict.NO_ANSWER, "no_module")
            self._tell(Checked(check, module.check(check.raw) if module is not None else no_module))

        self._pool.submit(work)

    def answered(self, checked: Checked) -> bool:
        """Take an answer over; False when its unit had to be struck out of the basket."""
        check, answer = checked.check, checked.answer
        is_here = check.basket_id == self._basket_id
        rule = self.rule if answer.verdict is MarkingVerdict.NO_ANSWER else ""
        body = MarkingCheckBody(
            code_hash=check.key,
            outcome=answer.verdict.value,
            basket_id=check.basket_id,
            sku=check.sku,
            rule=rule,
            source=answer.source or answer.code,
        )
        self._checkout.watch(self._desk.record(lambda writer: writer.append("marking_check", body)))
        if is_here:
            self._waiting.discard(check.key)
        may_sell = answer.verdict is MarkingVerdict.ALLOWED or rule == SELL
        if may_sell or not is_here:
            return True
        self._asked.discard(check.key)  # scanned again, it is asked about again
        code = "marking_refused" if answer.verdict is MarkingVerdict.REFUSED else "marking_no_answer"
        for line in self._marked():
            if any(mark_key(raw) == check.key for raw in line.raw_codes):
                self._checkout.refuse_line(line.line_id, code, check.raw, (("why", answer.code),))
        return False

    def close(self) -> None:
        """Wait for the questions that are out: each has a deadline."""
        self._pool.shutdown(wait=True, cancel_futures=True)
