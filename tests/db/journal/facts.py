"""Facts to write into journals under test: small but complete bodies, and the work that records a sale."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import msgspec

from pos_client.db.journal import EventRef, Writer, bound
from sync.protocol.events import (
    DiscountPart,
    LoginBody,
    PaymentPart,
    ReturnBody,
    ReturnLinePart,
    SaleBody,
    SaleLinePart,
    ShiftFigures,
    ShiftOpenedBody,
    TaxPart,
    ZBody,
    instant,
)

NOW = datetime(2026, 11, 22, 10, 11, 12, 345678, tzinfo=UTC)
PREFIX = "PL02"
SHIFT = "shift-1"


def line(number: int, amount: int = 999, name: str = "Mleko łaciate 2 % 1 l") -> SaleLinePart:
    return SaleLinePart(
        line_id=number,
        sku=f"10{number:04d}",
        gtin=f"05901234{number:06d}",
        names=(("pl", name),),
        quantity=1000,
        unit_price=amount + 100,
        gross=amount + 100,
        net=amount,
        to_pay=amount,
        discounts=(DiscountPart(kind="promotion", source="p1", amount=100),),
        tax_category="A",
        tax_rate=2300,
        tax=187,
        shares=(amount,),
        instant=instant(NOW),
        raw_codes=(f"05901234{number:06d}",),
    )


def sale_body(receipt: str, lines: int = 4, shift: str = SHIFT, rounding: int = 0) -> SaleBody:
    total = 999 * lines
    return SaleBody(
        sale_id=f"sale-{receipt}",
        receipt_number=receipt,
        store_id="store-2",
        register_id="register-2",
        shift_id=shift,
        completed_at=instant(NOW),
        cashier_id="maria",
        cashier_name="Maria K.",
        currency="PLN",
        lines=tuple(line(number) for number in range(1, lines + 1)),
        payments=(
            PaymentPart(tender_id="cash", tender_class="cash", amount=total + rounding, given=total + rounding + 4),
        ),
        taxes=(TaxPart(category="A", rate=2300, net=total - 187 * lines, tax=187 * lines, gross=total),),
        tax=187 * lines,
        total=total,
        cash_rounding=rounding,
        change=4,
    )


def return_body(receipt: str, shift: str = SHIFT) -> ReturnBody:
    part = ReturnLinePart(line_id=1, sku="100001", quantity=1000, refund=999, tax_category="A", reason="broken")
    return ReturnBody(
        return_id=f"return-{receipt}",
        receipt_number=receipt,
        store_id="store-2",
        register_id="register-2",
        shift_id=shift,
        completed_at=instant(NOW),
        cashier_id="maria",
        currency="PLN",
        lines=(part,),
        refunds=(PaymentPart(tender_id="cash", tender_class="cash", amount=999, given=999),),
        total=999,
        original_receipt=f"{PREFIX}-000001",
    )


def open_shift(shift: str, by: str = "maria", cash: int = 0) -> Callable[[Writer], None]:
    body = ShiftOpenedBody(shift_id=shift, opened_by=by, opened_at=instant(NOW), opening_cash=cash, currency="PLN")

    def work(writer: Writer) -> None:
        writer.append("shift_opened", body)
        writer.open_shift(shift, by, cash)

    return work


def close_shift(shift: str) -> Callable[[Writer], None]:
    def work(writer: Writer) -> None:
        head = writer.head
        writer.append("z_report", z_body(writer.next_z_number(), 0, 0, seq=head.seq, digest=head.hash, shift=shift))
        writer.close_shift(shift)

    return work


def z_body(number: int, sales: int, total: int, *, seq: int, digest: bytes, shift: str = SHIFT) -> ZBody:
    return ZBody(
        z_number=number,
        shift_id=shift,
        register_id="register-2",
        opened_at=instant(NOW),
        closed_at=instant(NOW),
        opened_by="maria",
        closed_by="maria",
        currency="PLN",
        head_seq=seq,
        head_hash=digest.hex(),
        figures=ShiftFigures(currency="PLN", sales=sales, sales_total=total),
    )


def sell(lines: int = 4, shift: str = SHIFT, basket: str = "") -> Callable[[Writer], tuple[str, EventRef]]:
    """The work of a whole sale: number, event, index row, receipt in the spool, the basket's end."""

    def work(writer: Writer) -> tuple[str, EventRef]:
        receipt = writer.next_receipt_number()
        body = sale_body(receipt, lines, shift)
        data = msgspec.json.encode(body)
        event = writer.append("sale", bound(body, data))
        writer.record_sale(receipt, event.seq, body.sale_id, NOW, body.total, "maria", shift, data)
        writer.queue_print(body.sale_id, "receipt", data, receipt)
        writer.drop_basket(basket or body.sale_id)
        return receipt, event

    return work


def log_in(who: str = "maria") -> Callable[[Writer], EventRef]:
    return lambda writer: writer.append("login", LoginBody(staff_id=who, how="name"))
