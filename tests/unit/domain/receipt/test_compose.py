"""What stands on a receipt, and what does not."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from pos_client.devices.printer import render_text
from pos_client.domain.catalogue import TaxKind
from pos_client.domain.quantity import pieces
from pos_client.domain.receipt import (
    Barcode,
    Drawer,
    FiscalMark,
    Qr,
    ReportGroup,
    ReportRow,
    Table,
    Text,
    compose,
    compose_cash_move,
    compose_no_sale,
    compose_report,
    compose_text,
)
from pos_client.domain.sale import Sale
from pos_client.domain.tender import Payment, TenderClass
from tests.support import receipt_sales as sales
from tests.support.receipt_goldens import FOLDER, slip_context, texts


def printed(sale: Sale, language: str = "pl", *, copy: bool = False, **more: FiscalMark) -> str:
    context = sales.context(sales.POLISH_STORE, sale, **more)
    return render_text(compose(sale, context, sales.layout(), language, copy=copy), 48)


@pytest.mark.parametrize("name", sorted(texts()))
def test_the_golden_papers_are_unchanged(name: str) -> None:
    assert texts()[name] == (FOLDER / name).read_text(encoding="utf-8")


def test_every_golden_file_is_still_made() -> None:
    assert {path.name for path in FOLDER.glob("*.txt")} == set(texts())


def test_the_printed_figures_add_up_to_the_total() -> None:
    sale = sales.polish_sale()
    document = compose(sale, sales.context(sales.POLISH_STORE, sale), sales.layout(), "pl")
    start = next(i for i, b in enumerate(document.blocks) if isinstance(b, Text) and b.left.startswith("Woda"))
    end = next(i for i, b in enumerate(document.blocks) if isinstance(b, Text) and b.left == "Suma przed rabatem")
    figures = [b.right.split(" ")[0] for b in document.blocks[start:end] if isinstance(b, Text) and b.right]
    assert sum(int(figure.replace(",", "")) for figure in figures) == sale.total
    table = next(b for b in document.blocks if isinstance(b, Table))
    assert sum(int(row[3].replace(",", "")) for row in table.rows[1:]) == sale.total


def test_a_promotion_over_several_lines_is_named_once() -> None:
    sale = sales.polish_sale()
    lines = sale.lines
    second = replace(lines[3], priced=replace(lines[3].priced, discounts=(sales.multi(100),)))
    text = printed(replace(sale, lines=(*lines[:3], second, lines[4])))
    assert text.count("3 w cenie 2") == 1
    assert "-3,99" in text


def test_voided_lines_are_not_printed() -> None:
    assert "Skreślone" not in printed(sales.polish_sale())


def test_a_price_label_shows_no_multiplication_that_does_not_work_out() -> None:
    text = printed(sales.polish_sale())
    assert "0,122 kg × " not in text
    assert "0,862 kg × 32,90" in text


def test_a_copy_says_so_and_opens_no_drawer() -> None:
    sale = sales.polish_sale()
    context = sales.context(sales.POLISH_STORE, sale, opens_drawer=True)
    first = compose(sale, context, sales.layout(), "pl")
    again = compose(sale, context, sales.layout(), "pl", copy=True)
    assert isinstance(first.blocks[0], Drawer)
    assert not any(isinstance(block, Drawer) for block in again.blocks)
    assert "KOPIA" in render_text(again)
    assert "KOPIA" not in render_text(first)


def test_training_and_non_fiscal_paper_say_so() -> None:
    text = printed(replace(sales.polish_sale(), training=True))
    assert "TRYB SZKOLENIOWY" in text
    assert "NIEFISKALNY" not in text
    store = replace(sales.POLISH_STORE, fiscal_profile="printer")
    sale = sales.polish_sale()
    document = compose(sale, sales.context(store, sale), sales.layout(), "pl")
    assert "NIEFISKALNY" in render_text(document)


def test_codes_are_printed_as_the_context_gives_them_or_not_at_all() -> None:
    sale = sales.polish_sale()
    context = sales.context(sales.POLISH_STORE, sale)
    blocks = compose(sale, context, sales.layout(), "pl").blocks
    assert Barcode("RPL02-000123", "PL02-000123") in blocks
    assert Qr("OT1:PL02:4711:9F3A77C2") in blocks
    bare = compose(sale, replace(context, barcode="", qr=""), sales.layout(), "pl").blocks
    assert not any(isinstance(block, (Barcode, Qr)) for block in bare)


def test_a_voucher_above_the_amount_shows_its_face_value_and_unknown_tenders_their_id() -> None:
    payments = (
        Payment("voucher", TenderClass.VOUCHER, 4000, 5000),
        Payment("barter", TenderClass.VOUCHER, 1437, 1437),
    )
    text = printed(replace(sales.polish_sale(), payments=payments, change=0, cash_rounding=0))
    assert "Bon podarunkowy                            40,00" in text
    assert "  wartość                                  50,00" in text
    assert "barter                                     14,37" in text
    assert "Reszta" not in text
    assert "Zaokrąglenie" not in text


def test_a_card_without_slip_data_prints_its_reference() -> None:
    payments = (Payment("card", TenderClass.CARD, 5437, 5437, "REF-9"),)
    assert "REF-9" in printed(replace(sales.polish_sale(), payments=payments))


def test_the_fiscal_answer_is_printed_beside_our_figures() -> None:
    text = printed(sales.polish_sale(), fiscal=FiscalMark("DEV-1", "158", "SIGN"))
    assert all(part in text for part in ("DEV-1", "158", "SIGN"))


def test_names_from_data_are_cleaned_already_in_the_document() -> None:
    sale = sales.polish_sale()
    line = sale.lines[0]
    evil = replace(line.line.product, names=(("pl", "a\x1bp\x00\x32\xfa\u202eb"),))
    changed = replace(sale, lines=(replace(line, line=replace(line.line, product=evil)), *sale.lines[1:]))
    assert "ap2úb" in printed(changed)


def test_empties_taken_back_are_printed_apart_and_negative() -> None:
    sale = sales.polish_sale()
    bottle = sales.product("9002", "Empty bottle", "Пустая бутылка", "Pusta butelka", "D", is_charge=True)
    empties = sales.sold(7, bottle, pieces(-2), 50, gross=-100, rate=0, kind=TaxKind.EXEMPT, payments=2)
    text = printed(replace(sale, lines=(*sale.lines, empties)))
    assert "  Pusta butelka -2 szt. × 0,50           -1,00 D\n" in text
    assert text.index("Kaucje i opłaty") < text.index("Pusta butelka") < text.index("SUMA")


def test_a_store_may_leave_out_letters_tax_numbers_and_the_table() -> None:
    sale = replace(sales.polish_sale(), taxes=())
    store = replace(sales.POLISH_STORE, tax_number="")
    plain = replace(sales.layout(), tax_letters=False)
    text = render_text(compose(sale, sales.context(store, sale), plain, "pl"), 48)
    assert "8,97\n" in text
    assert "1,50\n" in text
    assert "NIP " not in text.replace("NIP nabywcy", "")
    assert "Stawka" not in text


def test_a_fiscal_answer_without_a_sign_prints_no_empty_row() -> None:
    assert "Znak fiskalny" not in printed(sales.polish_sale(), fiscal=FiscalMark("DEV-1", "158"))


def test_reports_and_slips_without_optional_parts() -> None:
    slips = replace(slip_context(), shift="")
    groups = (ReportGroup("", (ReportRow("amount", 100),)),)
    text = render_text(compose_report("x_report", slips, sales.layout(), "pl", groups, copy=True))
    assert text.index("KOPIA") < text.index("RAPORT X")
    assert "Zmiana" not in text
    quiet = compose_no_sale(slips, sales.layout(), "pl", opens=False)
    assert not any(isinstance(block, Drawer) for block in quiet.blocks)
    assert compose_text("", ["a"], cut=False).blocks == (Text("a"),)


def test_an_unknown_cash_move_is_refused() -> None:
    with pytest.raises(ValueError, match="gift"):
        compose_cash_move("gift", slip_context(), sales.layout(), "pl", amount=1)
