"""A till without screens in a process of its own: its journal, its line to the centre, and customers on command.

Arguments: the register's folder, its number among the registers of a test. Commands come a line each: "sell D N" serves
until day D has N documents, "close D" makes its Z, "try" has the line tried at once. What is done is appended to
`did.txt` in the folder. It may be killed at any moment and started again: a command that is repeated does what is left.
It ends when its input does.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from pos_client.app.enrolment_file import Enrolment, read_enrolment
from pos_client.app.sync_link import SyncLink
from pos_client.db.journal import EventRef, Journal, Writer
from sync.protocol import signing
from sync.protocol.events import PaymentPart, PostVoidBody, ReturnBody, SaleBody, SaleLinePart, ShiftOpenedBody
from tests.db.journal.till_day import START, Day, card, cash, line

DID = "did.txt"
IDS_EACH = 10_000_000  # document ids of one register
IDS_A_EVENT = 10
DOCUMENTS = ("sale", "return", "post_void")


class LinedDay(Day):
    """A day at a register of a chain; what the journal holds already is taken up again."""

    def __init__(self, journal: Journal, enrolment: Enrolment, number: int) -> None:
        self.now = START
        super().__init__(journal, lambda: self.now)
        self.enrolment = enrolment
        self.sales: dict[str, SaleBody] = {}
        self.voided: set[str] = set()
        self._own = {"register_id": enrolment.register_id}
        self._placed = {"store_id": enrolment.location_id, **self._own}
        self.served: Counter[str] = Counter()  # documents by shift
        for _row, body in journal.reader().events(types=("shift_opened", *DOCUMENTS)):
            self._took(body)
        shift = journal.reader().open_shift()
        self.shift = shift.shift_id if shift is not None else ""
        self.count = number * IDS_EACH + journal.reader().head().seq * IDS_A_EVENT

    def _took(self, body: object) -> None:
        if isinstance(body, ShiftOpenedBody):
            self.opening = body
        elif isinstance(body, SaleBody):
            self.sales[body.sale_id] = body
            self.served[body.shift_id] += 1
        elif isinstance(body, ReturnBody):
            for part in body.lines:
                self.given[body.original_sale_id, part.line_id] += part.quantity
            self.served[body.shift_id] += 1
        elif isinstance(body, PostVoidBody):
            self.voided.add(body.sale_id)
            self.served[body.shift_id] += 1

    def write_sale(
        self,
        writer: Writer,
        lines: object,
        payments: object,
        cashier: str = "maria",
        **changes: object,
    ) -> SaleBody:
        return super().write_sale(writer, lines, payments, cashier, **self._placed, **changes)  # type: ignore[arg-type]

    def write_return(
        self,
        writer: Writer,
        sale: SaleBody,
        back: dict[int, int],
        part: Callable[[int], PaymentPart] = cash,
        **changes: object,
    ) -> ReturnBody:
        return super().write_return(writer, sale, back, part, **self._placed, **changes)

    def post_void(self, sale: SaleBody, **changes: object) -> PostVoidBody:
        return super().post_void(sale, **self._own, **changes)

    def close(self, day: int) -> EventRef | None:
        """Make the Z of a day; nothing when it was made."""
        if self._closed() > day:
            return None
        self.now = START + timedelta(days=day, hours=14)
        return self.z(register_id=self.enrolment.register_id)

    def _closed(self) -> int:
        return sum(1 for _ in self.journal.reader().events(types=("z_report",)))

    # --- customers

    def serve(self, day: int, documents: int) -> None:
        """Serve until a day has so many documents."""
        if self._closed() > day:
            return
        if self.journal.reader().open_shift() is None:
            self.now = START + timedelta(days=day)
            self.open()
        while (served := self.served[self.shift]) < documents:
            self.now = START + timedelta(days=day, seconds=47 * (served + 1))
            self._act(random.Random(f"{self.enrolment.register_id}/{day}/{served}"))

    def _act(self, chance: random.Random) -> None:
        drawn = chance.random()
        open_sales = [sale for sale in self.sales.values() if sale.sale_id not in self.voided]
        if drawn < 0.12 and open_sales:
            self._back(chance, chance.choice(open_sales[-40:]))
        elif drawn < 0.18 and open_sales:
            if self._may_void(open_sales[-1]):
                self._took(self.post_void(open_sales[-1]))
            else:
                self._sale(chance)
        elif drawn < 0.22:
            self.move(chance.choice(("paid_in", "no_sale")), 0)
            self._sale(chance)
        else:
            self._sale(chance)

    def _may_void(self, sale: SaleBody) -> bool:
        """Whether a sale is of this shift, no exchange, and nothing of it came back."""
        came_back = any(self.given[sale.sale_id, part.line_id] for part in sale.lines)
        return sale.shift_id == self.shift and not sale.exchange_return_id and not came_back

    def _sale(self, chance: random.Random) -> None:
        lines = self._goods(chance)
        total = sum(part.to_pay for part in lines)
        part = chance.choice((0, 0, total, total // 2))
        payments = [card(part)] if part else []
        if total - part:
            payments.append(cash(total - part, -(-(total - part) // 1000) * 1000))
        self._took(self.sell(lines, payments, chance.choice(("maria", "jan"))))

    def _goods(self, chance: random.Random) -> list[SaleLinePart]:
        return [
            line(sku, chance.randint(100, 9_999), chance.randint(1, 4) * 1000, off=chance.choice((0, 0, 50)))
            for sku in sorted(chance.sample(range(1, 41), chance.randint(1, 5)))
        ]

    def _back(self, chance: random.Random, sale: SaleBody) -> None:
        left = {part.line_id: part.quantity - self.given[sale.sale_id, part.line_id] for part in sale.lines}
        back = {number: chance.randint(1, most // 1000) * 1000 for number, most in left.items() if most >= 1000}
        if not back:
            self._sale(chance)
            return
        before = self.given.copy()
        if chance.random() < 0.25:
            returned, sold = self.swap(sale, back, [line(41, 60_000)])
            made: tuple[object, ...] = (returned, sold)
        else:
            to_card = all(part.tender_id == "card" for part in sale.payments)
            made = (self.give_back(sale, back, card if to_card else cash),)
        self.given = before  # `_took` adds them as it does after a start
        for body in made:
            self._took(body)


@contextmanager
def opened(directory: Path, number: int) -> Iterator[tuple[LinedDay, SyncLink]]:
    """The till with its line."""
    known = read_enrolment(directory)
    assert known is not None
    signer = signing.load(directory / "register.key")
    journal = Journal.open(directory, signer, prefix=known.prefix, register_id=known.register_id)
    try:
        link = SyncLink(directory, journal, lambda _state: None, lambda _feeds: None)
        try:
            yield LinedDay(journal, known, number), link
        finally:
            link.close()
    finally:
        journal.close()


def main(directory: Path, number: int) -> None:
    """Do what is said until the input ends."""
    with opened(directory, number) as (day, link):
        for text in sys.stdin:
            words = text.split()
            if words[0] == "sell":
                day.serve(int(words[1]), int(words[2]))
            elif words[0] == "close":
                day.close(int(words[1]))
            else:
                link.wake()
            with (directory / DID).open("a") as file:
                file.write(text)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
