"""The golden receipts: which papers there are, and how to write them anew after an intended change.

`python -m tests.support.receipt_goldens` writes tests/golden/receipts; read the difference before committing it.
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from msgspec.structs import replace

from pos_client.devices.printer import EscPosRenderer, known_profiles, render_text
from pos_client.domain.barcode import encode_slip
from pos_client.domain.catalogue import StoreProfile
from pos_client.domain.post_void import PostVoid
from pos_client.domain.receipt import (
    Document,
    FiscalMark,
    ReportGroup,
    ReportRow,
    SlipContext,
    compose,
    compose_cash_move,
    compose_credit_slip,
    compose_gift,
    compose_no_sale,
    compose_post_void,
    compose_report,
    compose_return,
    compose_shift_opened,
    compose_test_page,
    compose_text,
)
from pos_client.domain.returns import Chosen, Refund, Return, why_not
from pos_client.domain.sale import Sale
from tests.support import escpos_decoder as decoder
from tests.support import receipt_sales as sales
from tests.support.giving_back import back as give_back
from tests.support.selling import Book

FOLDER = Path(__file__).parents[1] / "golden" / "receipts"
AT = datetime(2026, 3, 14, 6, 0, tzinfo=UTC)


def slip_context(*, training: bool = False) -> SlipContext:
    return SlipContext(sales.POLISH_STORE, "PL02-1", "Małgorzata Ż.", AT, shift="2026-03-14/1", training=training)


def a_return(sale: Sale, store: StoreProfile) -> Return:
    """The first two goods of a sale that can come back, all that is left of them."""
    lines = [line.line for line in sale.lines if not why_not(line, 0)][:2]
    chosen = [Chosen(line.line_id, line.quantity.thousandths, "return.defect") for line in lines]
    document = give_back(sale, (), chosen, Book(store=store))
    return replace(document, receipt_number="PL02-018500", completed_at=AT, approved_by="Olga W.")


def a_post_void(sale: Sale) -> PostVoid:
    """The whole sale, each payment as it came."""
    refunds = tuple(
        Refund(p.tender_id, p.tender_class, p.amount, n, p.reference, p.details) for n, p in enumerate(sale.payments)
    )
    return PostVoid(
        post_void_id="v1",
        receipt_number="PL02-018501",
        sale_id=sale.sale_id,
        sale_receipt=sale.receipt_number,
        sale_seq=1,
        sold_at=sale.completed_at,
        store_id=sale.store_id,
        register_id=sale.register_id,
        shift_id=sale.shift_id,
        completed_at=AT,
        cashier_id=sale.cashier_id,
        cashier_name=sale.cashier_name,
        currency=sale.currency,
        total=sale.total,
        cash_rounding=sale.cash_rounding,
        refunds=refunds,
        taxes=sale.taxes,
        tax=sale.tax,
        reason="post_void.wrong_goods",
        approved_by="Olga W.",
    )


def papers() -> dict[str, tuple[Document, int]]:
    """Every golden paper: the document, and the columns of its plain text."""
    standard, compact = sales.layout(), sales.layout("compact")
    polish, russian, american = sales.polish_sale(), sales.russian_sale(), sales.american_sale()
    in_poland = sales.context(sales.POLISH_STORE, polish, opens_drawer=True, notes=(("Punkty", "+27"),))
    fiscal = FiscalMark("9999078900001234", "158", "3522207165")
    in_russia = sales.context(sales.RUSSIAN_STORE, russian, fiscal=fiscal)
    in_america = sales.context(sales.AMERICAN_STORE, american, footer=("Open 8 to 22", "corner.example"))
    training = sales.american_sale(training=True)
    slips = slip_context()
    back, in_cash = a_return(polish, sales.POLISH_STORE), a_return(american, sales.AMERICAN_STORE)
    void = a_post_void(polish)
    groups = (
        ReportGroup("total", (ReportRow("Paragony", value="214"), ReportRow("total", 1_234_567, bold=True))),
        ReportGroup("paid", (ReportRow("Gotówka", 234_500), ReportRow("Karta", 1_000_067))),
    )
    return {
        "polish": (compose(polish, in_poland, standard, "pl"), 48),
        "polish-copy-narrow": (compose(polish, in_poland, compact, "pl", copy=True), 32),
        "russian-fiscal": (compose(russian, in_russia, standard, "ru"), 42),
        "english-exclusive": (compose(american, in_america, standard, "en"), 48),
        "english-training": (compose(training, in_america, compact, "en"), 42),
        "polish-sale-in-english": (compose(polish, in_poland, standard, "xx"), 48),
        "return": (compose_return(back, sales.context(sales.POLISH_STORE, polish), standard, "pl"), 48),
        "return-exclusive-copy": (
            compose_return(in_cash, sales.context(sales.AMERICAN_STORE, american), compact, "en", copy=True),
            42,
        ),
        "post-void": (
            compose_post_void(void, sales.context(sales.POLISH_STORE, polish), standard, "pl", reason="Pomyłka"),
            48,
        ),
        "gift-receipt": (compose_gift(polish, sales.context(sales.POLISH_STORE, polish), standard, "pl"), 42),
        "shift-opened": (compose_shift_opened(slips, standard, "pl", opening_cash=50000), 42),
        "safe-drop": (
            compose_cash_move(
                "safe_drop", slips, standard, "ru", amount=1_500_000, reference="BAG-77", approved_by="Jan"
            ),
            42,
        ),
        "credit-slip": (
            compose_credit_slip(
                slips,
                standard,
                "pl",
                number="PL02-000123-1",
                code=encode_slip("PL02-000123-1", "7F3K9QRW"),
                amount=4500,
            ),
            42,
        ),
        "credit-slip-copy": (
            compose_credit_slip(
                slip_context(training=True),
                standard,
                "ru",
                number="PL02-000123-2",
                code=encode_slip("PL02-000123-2", "ABCDEFGH"),
                amount=1_234_567,
                copy=True,
            ),
            32,
        ),
        "no-sale": (compose_no_sale(slip_context(training=True), standard, "pl", reason="rozmiana"), 42),
        "z-report": (compose_report("z_report", slips, standard, "pl", groups, number=118), 42),
        "test-page": (compose_test_page(slips, standard, "ru", columns=48, details=(("profile", "epson-80"),)), 48),
        "card-slip": (compose_text("TERMINAL", ["SALE  12.34", "", "APPROVED"]), 32),
    }  # fmt: skip


def as_printed(document: Document) -> decoder.Decoded:
    """The document as the independent decoder reads it from an Epson's bytes."""
    return decoder.decode(EscPosRenderer(known_profiles()["epson-80"]).render(document))


@lru_cache(maxsize=1)
def texts() -> dict[str, str]:
    """Golden file name to content."""
    made: dict[str, str] = {}
    for name, (document, columns) in papers().items():
        made[f"{name}.txt"] = render_text(document, columns)
        made[f"{name}.escpos.txt"] = as_printed(document).text
    return made


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, text in texts().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
    sys.stdout.write(f"{len(texts())} files\n")
