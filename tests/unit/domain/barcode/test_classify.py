"""What the one box was given: every kind of code, and every way of being none."""

from __future__ import annotations

import time
from datetime import date

import pytest

from pos_client.domain.barcode import (
    BadCode,
    CardCode,
    CouponCode,
    EmptiesSlip,
    GtinCode,
    MarkingCode,
    PluCode,
    PriceLabel,
    ReceiptCode,
    TextQuery,
    WeightLabel,
    classify,
)

GS = "\x1d"
PATTERNS = (
    "21IIIIIWWWWWC",
    "22IIIIIPPPPPC",
    "23IIIIVPPPPPC",
    "20IIIIIVPPPPC",
    "98RRRRRRAAAAC",
    "299KKKKKKKKKC",
    "05UUUUUUUUUUC",
    "27IIIIIIIIXXWWWWWX",
)
MARK = f"01046012345678932155rTq%1{GS}91EE06{GS}92dGVzdA=="


def read(text: str, symbology: str = "unknown") -> object:
    return classify(text, symbology, PATTERNS)


def bad_code(text: str, symbology: str = "unknown") -> str:
    code = read(text, symbology)
    assert isinstance(code, BadCode), code
    return code.code


@pytest.mark.parametrize(
    ("text", "gtin"),
    [
        ("4601234567893", "04601234567893"),
        ("5901234123457", "05901234123457"),
        ("96385074", "00000096385074"),
        ("036000291452", "00036000291452"),
        ("04252614", "00042100005264"),  # UPC-E, the example of GS1's specification
    ],
)
@pytest.mark.parametrize("symbology", ["ean_upc", "unknown"])
def test_global_numbers(text: str, gtin: str, symbology: str) -> None:
    code = read(text, symbology)
    assert isinstance(code, GtinCode)
    assert code.gtin14 == gtin


def test_outer_case_of_14_digits() -> None:
    assert read("14601234567890") == GtinCode("14601234567890", raw="14601234567890")


@pytest.mark.parametrize("text", ["4601234567894", "96385075", "036000291453", "14601234567891"])
def test_a_wrong_check_digit_is_named(text: str) -> None:
    assert bad_code(text) == "bad_check_digit"
    assert bad_code(text, "ean_upc") == "bad_check_digit"


def test_a_shops_own_number_on_code_128_is_looked_for() -> None:
    assert read("4601234567894", "code128") == TextQuery("4601234567894")
    assert read("1234567", "code128") == TextQuery("1234567")
    assert read("4601234567893", "code128") == GtinCode("04601234567893", raw="4601234567893")
    assert read("SKU-17", "code128") == TextQuery("SKU-17")


def test_lengths_and_letters_that_no_ean_has() -> None:
    assert bad_code("46012345", "ean_upc") == "bad_check_digit"
    assert bad_code("460123", "ean_upc") == "bad_length"
    assert bad_code("46O1234567893", "ean_upc") == "unreadable"


@pytest.mark.parametrize("plu", ["4011", "94011"])
def test_plu(plu: str) -> None:
    assert read(plu) == PluCode(plu, plu)


@pytest.mark.parametrize("text", ["460", "123456", "молоко 3,2", "Żółty ser", "-5%", "]Молоко", "012345678901234567"])
def test_everything_else_is_looked_for(text: str) -> None:
    assert read(text) == TextQuery(text)


def test_scale_labels() -> None:
    assert read("2100123012343", "ean_upc") == WeightLabel("00123", 1234, "2100123012343")
    assert read("2200123007285") == PriceLabel("00123", 728, "2200123007285")
    assert read("0102100123012343", "gs1_databar") == WeightLabel("00123", 1234, "0102100123012343")
    assert read("271234567800015000") == WeightLabel("12345678", 1500, "271234567800015000")


def test_price_with_its_own_check_digit() -> None:
    assert read("2312346146853") == PriceLabel("1234", 14685, "2312346146853")
    assert bad_code("2312345146854") == "bad_check_digit"
    assert read("2012345928756") == PriceLabel("12345", 2875, "2012345928756")


def test_bad_scale_labels() -> None:
    assert bad_code("2100123000005") == "zero_weight"
    assert bad_code("2200123000002") == "zero_price"
    assert bad_code("2100123012344") == "bad_check_digit"
    assert bad_code("2100123012344", "code128") == "bad_check_digit"


def test_slips_cards_and_coupons_by_pattern() -> None:
    assert read("9800001203506") == EmptiesSlip("000012", 350, "9800001203506")
    assert bad_code("9800001200000") == "zero_price"
    assert read("2991234567897") == CardCode("123456789", "2991234567897")
    assert read("0512345678900") == CouponCode("1234567890", "0512345678900")


def test_element_string() -> None:
    code = read(f"010460123456789317261231{GS}15261130{GS}10AB-1{GS}21S7{GS}3712", "gs1_128")
    assert code == GtinCode(
        "04601234567893",
        batch="AB-1",
        expiry=date(2026, 12, 31),
        serial="S7",
        count=12,
        raw=f"010460123456789317261231{GS}15261130{GS}10AB-1{GS}21S7{GS}3712",
        best_before=date(2026, 11, 30),
    )


def test_weight_and_price_inside_an_element_string() -> None:
    code = read("0104601234567893310300123439211999", "gs1_databar")
    assert isinstance(code, GtinCode)
    assert (code.net_weight, code.price) == (1234, 199_900)
    three = read("010460123456789331030012343923" + "1999", "gs1_databar")
    assert isinstance(three, GtinCode)
    assert three.price == 1_999  # 1.999 of a currency with three decimals keeps its last one
    coarse = read("01046012345678933101000012", "gs1_databar")
    assert isinstance(coarse, GtinCode)
    assert coarse.net_weight == 1200
    assert bad_code("01046012345678933103000000", "gs1_databar") == "zero_weight"


def test_day_zero_is_the_last_of_the_month() -> None:
    code = read("010460123456789317260200", "gs1_128")
    assert isinstance(code, GtinCode)
    assert code.expiry == date(2026, 2, 28)


def test_the_wrong_check_digit_inside_ai_01_is_found() -> None:
    assert bad_code("010460123456789410A", "gs1_128") == "bad_check_digit"
    assert bad_code("https://id.gs1.org/01/04601234567894", "qr") == "bad_check_digit"


@pytest.mark.parametrize(
    ("text", "why"),
    [("3103001234", "no_gtin"), ("zz", "unreadable"), ("0104601234567893170000", "unreadable"), (GS, "empty")],
)
def test_element_strings_that_sell_nothing(text: str, why: str) -> None:
    assert bad_code(text, "gs1_128") == why


def test_code_128_that_is_no_gs1_is_still_read_as_one_when_it_looks_so() -> None:
    code = read("010460123456789310AB", "code128")
    assert isinstance(code, GtinCode)
    assert code.batch == "AB"


def test_bracketed_text() -> None:
    code = read("(01)04601234567893(10)ABC")
    assert isinstance(code, GtinCode)
    assert code.batch == "ABC"
    assert bad_code("(01)0460") == "unreadable"


@pytest.mark.parametrize("symbology", ["qr", "gs1_qr", "unknown"])
def test_digital_link(symbology: str) -> None:
    code = read("https://id.gs1.org/01/04601234567893/10/ABC?17=261231", symbology)
    assert isinstance(code, GtinCode)
    assert (code.gtin14, code.batch, code.expiry) == ("04601234567893", "ABC", date(2026, 12, 31))


@pytest.mark.parametrize("text", ["https://shop.example/milk", "http://", "t=20261122T0119&s=100.00&fn=9289"])
def test_other_squares_sell_nothing(text: str) -> None:
    assert bad_code(text, "qr") == "not_a_product"


@pytest.mark.parametrize("prefix", ["", GS])
@pytest.mark.parametrize("symbology", ["gs1_data_matrix", "data_matrix", "unknown"])
def test_marking_code_keeps_its_separators(symbology: str, prefix: str) -> None:
    code = read(prefix + MARK, symbology)
    assert code == MarkingCode("04601234567893", "55rTq%1", prefix + MARK)


def test_marking_codes_without_signature_and_with_expiry() -> None:
    assert read("0104601234567893215abc", "gs1_data_matrix") == MarkingCode(
        "04601234567893", "5abc", "0104601234567893215abc"
    )
    dated = f"0104601234567893215abc{GS}17261231{GS}3103000500{GS}93Abcd"
    assert read(dated, "gs1_data_matrix") == MarkingCode("04601234567893", "5abc", dated, date(2026, 12, 31), 500)


def test_a_serial_beside_a_batch_is_no_marking_code() -> None:
    code = read(f"010460123456789317261231{GS}10B{GS}21S", "gs1_data_matrix")
    assert isinstance(code, GtinCode)
    assert code.serial == "S"
    linear = read(MARK, "gs1_128")
    assert isinstance(linear, GtinCode)


def test_a_marking_code_that_lost_its_separators_is_refused() -> None:
    assert bad_code(MARK.replace(GS, "") + "A" * 12) == "separator_lost"


def test_short_marking_code_without_identifiers() -> None:
    raw = "046012345678935abcdefAbCdSIGN"
    assert read(raw, "data_matrix") == MarkingCode("04601234567893", "5abcdef", raw)
    assert bad_code(raw[:-1], "data_matrix") == "not_a_product"
    assert bad_code("046012345678945abcdefAbCdSIGN", "data_matrix") == "not_a_product"


def test_macro_envelope_is_opened() -> None:
    raw = f"[)>\x1e06{GS}{MARK}\x1e\x04"
    assert read(raw, "gs1_data_matrix") == MarkingCode("04601234567893", "55rTq%1", raw)


@pytest.mark.parametrize(
    ("identifier", "text", "kind"),
    [
        ("]E0", "4601234567893", GtinCode),
        ("]C1", "010460123456789310A", GtinCode),
        ("]d2", MARK, MarkingCode),
        ("]Q1", "https://id.gs1.org/01/04601234567893", GtinCode),
        ("]C0", "+RPL02-01842709", ReceiptCode),
    ],
)
def test_aim_identifiers_are_understood_and_stripped(identifier: str, text: str, kind: type) -> None:
    code = read(identifier + text)
    assert isinstance(code, kind)
    assert getattr(code, "raw", "") == text


@pytest.mark.parametrize("text", ["", " \r\n", "]E0", "\x1d"])
def test_nothing(text: str) -> None:
    assert bad_code(text) == "empty"


@pytest.mark.parametrize("text", ["a\x00b", "\x1b[2J", "4601234\ufffd567893", "\ud800", "a\x85b"])
@pytest.mark.parametrize("symbology", ["unknown", "ean_upc", "qr"])
def test_control_characters_are_unreadable_and_never_shown(text: str, symbology: str) -> None:
    code = read(text, symbology)
    assert isinstance(code, BadCode)
    assert code.code == "unreadable"
    assert code.raw.isprintable()


@pytest.mark.parametrize("text", ["7" * 10_000_000, "\x00" * 10_000_000, " " * 10_000_000, "я" * 1_025])
def test_ten_megabytes_are_refused_at_once(text: str) -> None:
    started = time.process_time()
    code = read(text)
    assert time.process_time() - started < 0.1
    assert isinstance(code, BadCode)
    assert code.code == "too_long"
    assert len(code.raw) == 64


def test_the_first_pattern_that_fits_wins() -> None:
    number = "2100123012343"
    assert isinstance(classify(number, "ean_upc", ("21IIIIIPPPPPC", "21IIIIIWWWWWC")), PriceLabel)
    assert isinstance(classify(number, "ean_upc", ()), GtinCode)


@pytest.mark.parametrize(
    "text",
    [
        f"010460123456789310B1{GS}0104601234567893",  # two pieces of the same: one would be lost
        f"010460123456789310B1{GS}0104607001230113",
        "01046012345678930104607001230113",
        f"010460123456789310B1{GS}10B2",
        "01046012345678931726123117281231",
    ],
)
def test_two_element_strings_that_were_glued_together_are_not_read_as_one(text: str) -> None:
    for symbology in ("gs1_128", "gs1_data_matrix"):
        code = read(text, symbology)
        assert isinstance(code, BadCode)
        assert code.code == "unreadable"


def test_what_is_said_twice_alike_is_said_once() -> None:
    code = read(f"010460123456789310B1{GS}10B1", "gs1_128")
    assert isinstance(code, GtinCode)
    assert code.batch == "B1"
