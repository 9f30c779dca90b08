"""A till's days, written through the real Writer: sales, corrections, exchanges, cash moves, counts, X and Z."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta

import msgspec

from pos_client.db.journal import EventRef, Journal, Writer, bound
from pos_client.domain.settlement import payment_shares
from sync.protocol.events import (
    ApprovalBody,
    BasketCancelledBody,
    Body,
    CashMoveBody,
    CountComparedBody,
    CountedPart,
    CountStartedBody,
    DiscountPart,
    LineVoidedBody,
    PaymentPart,
    PostVoidBody,
    ReprintBody,
    ReturnBody,
    ReturnLinePart,
    SaleBody,
    SaleLinePart,
    ShiftFigures,
    ShiftOpenedBody,
    TaxPart,
    XReportBody,
    ZBody,
    ZTenderPart,
    instant,
)
from sync.protocol.shift_figures import figures_of

START = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
CURRENCY = "PLN"
REGISTER = "register-2"


def ticking(start: datetime = START) -> Callable[[], datetime]:
    """A clock that goes on by a second each time it is asked."""
    moments: Iterator[datetime] = (start + timedelta(seconds=count) for count in range(10**9))
    return lambda: next(moments)


def cash(amount: int, given: int | None = None) -> PaymentPart:
    return PaymentPart(tender_id="cash", tender_class="cash", amount=amount, given=amount if given is None else given)


def card(amount: int) -> PaymentPart:
    return PaymentPart(tender_id="card", tender_class="card", amount=amount, given=amount, reference="r1")


def euro(amount: int, worth: int, notes: int) -> PaymentPart:
    return PaymentPart(
        tender_id="eur",
        tender_class="foreign_cash",
        amount=amount,
        given=worth,
        foreign_amount=notes,
        foreign_currency="EUR",
    )


def exchange(amount: int) -> PaymentPart:
    return PaymentPart(tender_id="exchange", tender_class="exchange", amount=amount, given=amount)


def line(number: int, to_pay: int, quantity: int = 1000, category: str = "dairy", off: int = 0) -> SaleLinePart:
    return SaleLinePart(
        line_id=number,
        sku=f"sku-{number}",
        quantity=quantity,
        unit_price=(to_pay + off) * 1000 // quantity,
        gross=to_pay + off,
        net=to_pay,
        to_pay=to_pay,
        category=category,
        tax_category="A",
        tax_rate=2300,
        tax=to_pay * 23 // 123,
        discounts=(DiscountPart(kind="promotion", source="p1", amount=off),) if off else (),
        instant=instant(START),
    )


def taxes_of(lines: Sequence[SaleLinePart] | Sequence[ReturnLinePart], amounts: Sequence[int]) -> tuple[TaxPart, ...]:
    tax, gross = sum(part.tax for part in lines), sum(amounts)
    return (TaxPart(category="A", rate=2300, net=gross - tax, tax=tax, gross=gross),)


class Day:
    """Works one till. Every method writes one transaction and returns what it wrote."""

    def __init__(self, journal: Journal, clock: Callable[[], datetime]) -> None:
        self.journal = journal
        self.clock = clock
        self.shift = ""
        self.opening: ShiftOpenedBody | None = None
        self.given: Counter[tuple[str, int]] = Counter()
        self.count = 0
        self.rounds = 0

    def open(self, opening_cash: int = 20_000, by: str = "maria") -> EventRef:
        self.shift = f"shift-{self._next()}"
        self.rounds = 0
        body = ShiftOpenedBody(
            shift_id=self.shift,
            opened_by=by,
            opened_at=instant(self.clock()),
            opening_cash=opening_cash,
            currency=CURRENCY,
        )
        self.opening = body

        def work(writer: Writer) -> EventRef:
            event = writer.append("shift_opened", body)
            writer.open_shift(body.shift_id, by, opening_cash)
            return event

        return self.journal.submit(work).result()

    def sell(
        self,
        lines: Sequence[SaleLinePart],
        payments: Sequence[PaymentPart],
        cashier: str = "maria",
        **changes: object,
    ) -> SaleBody:
        return self.journal.submit(lambda writer: self.write_sale(writer, lines, payments, cashier, **changes)).result()

    def write_sale(
        self,
        writer: Writer,
        lines: Sequence[SaleLinePart],
        payments: Sequence[PaymentPart],
        cashier: str = "maria",
        **changes: object,
    ) -> SaleBody:
        receipt, now = writer.next_receipt_number(), self.clock()
        total = sum(part.to_pay for part in lines)
        shares = payment_shares([part.to_pay for part in lines], [part.amount for part in payments])
        body = SaleBody(
            sale_id=f"sale-{self._next()}",
            receipt_number=receipt,
            store_id="store-2",
            register_id=REGISTER,
            shift_id=self.shift,
            completed_at=instant(now),
            cashier_id=cashier,
            currency=CURRENCY,
            lines=tuple(msgspec.structs.replace(part, shares=share) for part, share in zip(lines, shares, strict=True)),
            payments=tuple(payments),
            total=total,
            taxes=taxes_of(lines, [part.to_pay for part in lines]),
            tax=sum(part.tax for part in lines),
            saved=sum(d.amount for part in lines for d in part.discounts),
            cash_rounding=sum(part.amount for part in payments) - total,
            change=sum(part.given - part.amount for part in payments),
        )
        body = msgspec.structs.replace(body, **changes)
        data = msgspec.json.encode(body)
        event = writer.append("sale", bound(body, data))
        writer.record_sale(receipt, event.seq, body.sale_id, now, body.total, cashier, body.shift_id, data)
        return body

    def give_back(
        self, sale: SaleBody, back: dict[int, int], part: Callable[[int], PaymentPart] = cash, **changes: object
    ) -> ReturnBody:
        return self.journal.submit(lambda writer: self.write_return(writer, sale, back, part, **changes)).result()

    def return_lines(self, sale: SaleBody, back: dict[int, int]) -> tuple[ReturnLinePart, ...]:
        """The cumulative shares of `back` (line id -> thousandths), worked out by hand in halves and floors."""
        parts = []
        for sold in sale.lines:
            if sold.line_id not in back:
                continue
            before = self.given[sale.sale_id, sold.line_id]
            after = before + back[sold.line_id]
            self.given[sale.sale_id, sold.line_id] = after

            def now(share: int, before: int = before, after: int = after, whole: int = sold.quantity) -> int:
                low, high = ((share * k * 2 + whole) // (whole * 2) for k in (before, after))
                return high - low

            parts.append(
                ReturnLinePart(
                    line_id=sold.line_id,
                    sku=sold.sku,
                    quantity=after - before,
                    refund=now(sold.to_pay),
                    tax=now(sold.tax),
                    net=now(sold.net),
                    gross=now(sold.gross),
                    discounts=tuple(
                        msgspec.structs.replace(discount, amount=now(discount.amount)) for discount in sold.discounts
                    ),
                    shares=tuple(now(share) for share in sold.shares),
                    tax_category="A",
                    tax_rate=2300,
                    category=sold.category,
                    reason="broken",
                    condition="damaged",
                )
            )
        return tuple(parts)

    def write_return(
        self,
        writer: Writer,
        sale: SaleBody,
        back: dict[int, int],
        part: Callable[[int], PaymentPart] = cash,
        **changes: object,
    ) -> ReturnBody:
        receipt, now = writer.next_receipt_number(), self.clock()
        lines = self.return_lines(sale, back)
        total = sum(one.refund for one in lines)
        body = ReturnBody(
            return_id=f"return-{self._next()}",
            receipt_number=receipt,
            store_id="store-2",
            register_id=REGISTER,
            shift_id=self.shift,
            completed_at=instant(now),
            cashier_id="maria",
            currency=CURRENCY,
            lines=lines,
            refunds=(part(total),),
            total=total,
            taxes=taxes_of(lines, [one.refund for one in lines]),
            tax=sum(one.tax for one in lines),
            original_receipt=sale.receipt_number,
            original_sale_id=sale.sale_id,
        )
        body = msgspec.structs.replace(body, **changes)
        data = msgspec.json.encode(body)
        event = writer.append("return", bound(body, data))
        writer.record_correction(
            "return",
            receipt,
            event.seq,
            body.return_id,
            body.original_sale_id,
            now,
            body.total,
            "maria",
            body.shift_id,
            data,
        )
        return body

    def swap(self, sale: SaleBody, back: dict[int, int], lines: Sequence[SaleLinePart]) -> tuple[ReturnBody, SaleBody]:
        """An exchange whose goods cost more than what came back: the rest is paid in cash."""

        def work(writer: Writer) -> tuple[ReturnBody, SaleBody]:
            name = f"sale-{self.count + 2}"
            returned = self.write_return(writer, sale, back, exchange, exchange_sale_id=name)
            total = sum(part.to_pay for part in lines)
            payments = (exchange(returned.total), cash(total - returned.total))
            sold = self.write_sale(writer, lines, payments, exchange_return_id=returned.return_id)
            assert sold.sale_id == name
            return returned, sold

        return self.journal.submit(work).result()

    def post_void(self, sale: SaleBody, **changes: object) -> PostVoidBody:
        def work(writer: Writer) -> PostVoidBody:
            receipt, now = writer.next_receipt_number(), self.clock()
            row = self.journal.reader().sale_by_id(sale.sale_id)
            assert row is not None
            body = PostVoidBody(
                post_void_id=f"void-{self._next()}",
                receipt_number=receipt,
                sale_id=sale.sale_id,
                sale_receipt=sale.receipt_number,
                sale_seq=row.seq,
                register_id=REGISTER,
                shift_id=self.shift,
                completed_at=instant(now),
                cashier_id="maria",
                currency=CURRENCY,
                total=sale.total,
                refunds=sale.payments,
                cash_rounding=sale.cash_rounding,
                taxes=sale.taxes,
                tax=sale.tax,
                reason="mistake",
                approved_by="anna",
            )
            body = msgspec.structs.replace(body, **changes)
            data = msgspec.json.encode(body)
            event = writer.append("post_void", bound(body, data))
            writer.record_correction(
                "post_void",
                receipt,
                event.seq,
                body.post_void_id,
                body.sale_id,
                now,
                body.total,
                "maria",
                body.shift_id,
                data,
            )
            return body

        return self.journal.submit(work).result()

    def move(self, kind: str, amount: int) -> EventRef:
        body = CashMoveBody(
            move_id=f"move-{self._next()}",
            kind=kind,
            amount=amount,
            currency=CURRENCY,
            reason="change",
            shift_id=self.shift,
            by="maria",
            at=instant(self.clock()),
        )
        return self.note("cash_move", body)

    def note(self, event_type: str, body: Body) -> EventRef:
        return self.journal.submit(lambda writer: writer.append(event_type, body)).result()

    def acts(self) -> None:
        """Acts that a Z counts."""
        self.note(
            "line_voided",
            LineVoidedBody(
                basket_id="b", line_id=1, sku="sku-1", quantity=1000, amount=500, currency=CURRENCY, by="maria"
            ),
        )
        self.note(
            "basket_cancelled",
            BasketCancelledBody(
                basket_id="b",
                reason="no money",
                total=700,
                currency=CURRENCY,
                line_count=1,
                by="maria",
                pay_opened=True,
            ),
        )
        self.note("reprint", ReprintBody(receipt_number="PL02-000001", by="maria"))
        self.note("approval", ApprovalBody(permission="refund", amount=1, reason="", asked_by="m", approved_by="anna"))

    def figures(self) -> ShiftFigures:
        """The figures up to the head, folded from what the reader gives."""
        return figures_of((row.seq, body) for row, body in self.journal.reader().events_of_shift(self.shift))

    def x(self, **changes: object) -> EventRef:
        def work(writer: Writer) -> EventRef:
            head = writer.head
            body = XReportBody(
                shift_id=self.shift,
                register_id=REGISTER,
                by="anna",
                at=instant(self.clock()),
                head_seq=head.seq,
                head_hash=head.hash.hex(),
                figures=self.figures(),
            )
            return writer.append("x_report", msgspec.structs.replace(body, **changes))

        return self.journal.submit(work).result()

    def count_cash(self) -> EventRef:
        body = CountStartedBody(shift_id=self.shift, by="maria", at=instant(self.clock()))
        return self.note("count_started", body)

    def compare(self, over_short: int, **changes: object) -> EventRef:
        """Compare a finished count of own cash with what is expected of it."""
        self.rounds += 1
        expected = self.figures().expected_cash
        parts = [
            (CountedPart(tender_id="cash", tender_class="cash", counted=amount),)
            for amount in (expected + over_short, expected)
        ]
        body = CountComparedBody(
            shift_id=self.shift,
            by="maria",
            at=instant(self.clock()),
            round=self.rounds,
            counted=parts[0],
            expected=parts[1],
        )
        return self.note("count_compared", msgspec.structs.replace(body, **changes))

    def z(self, over_short: int = 0, figures: ShiftFigures | None = None, **changes: object) -> EventRef:
        """Close the shift: own cash counted with `over_short`, everything else as expected."""
        opening = self.opening
        assert opening is not None

        def work(writer: Writer) -> EventRef:
            head, row = writer.head, self.journal.reader().shift(self.shift)
            sums = figures or self.figures()
            assert row is not None
            off = {"cash": over_short}
            body = ZBody(
                z_number=writer.next_z_number(),
                shift_id=self.shift,
                register_id=REGISTER,
                opened_at=opening.opened_at,
                closed_at=instant(self.clock()),
                opened_by=opening.opened_by,
                closed_by="maria",
                currency=CURRENCY,
                head_seq=head.seq,
                head_hash=head.hash.hex(),
                first_seq=row.opened_seq,
                figures=sums,
                tenders=tuple(
                    ZTenderPart(
                        tender_id=tender.tender_id,
                        tender_class=tender.tender_class,
                        currency=tender.currency,
                        expected=tender.expected,
                        counted=tender.expected + off.get(tender.tender_class, 0),
                        over_short=off.get(tender.tender_class, 0),
                        source="counted",
                    )
                    for tender in sums.tenders
                ),
                rounds=max(1, self.rounds),
                cash_left=10_000,
                cash_removed=sums.expected_cash + over_short - 10_000,
            )
            event = writer.append("z_report", msgspec.structs.replace(body, **changes))
            writer.close_shift(self.shift)
            return event

        return self.journal.submit(work).result()

    def whole_day(self) -> None:
        """Two shifts with everything in them, the second still open."""
        self.open()
        first = self.sell([line(1, 999, 10_000), line(2, 500, category="bread", off=50)], [card(999), cash(500, 1000)])
        self.sell([line(1, 1003)], [cash(1005, 2000)], "jan")
        wrong = self.sell([line(1, 300)], [euro(300, 430, 100)])
        self.give_back(first, {1: 3000}, card)
        self.give_back(first, {1: 3000, 2: 1000})
        self.post_void(wrong)
        self.move("paid_in", 5000)
        self.move("no_sale", 0)
        self.swap(first, {1: 1000}, [line(1, 400)])
        self.x()
        self.move("safe_drop", 3000)
        self.acts()
        self.count_cash()
        self.compare(-105)
        self.compare(-5)
        self.z(over_short=-5)
        self.open(10_000, by="jan")
        self.sell([line(1, 250)], [cash(250)], "jan")
        self.give_back(first, {1: 1000}, card)

    def _next(self) -> int:
        self.count += 1
        return self.count
