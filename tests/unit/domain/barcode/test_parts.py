"""Check digits, patterns, our own codes and typed prefixes, each by itself."""

from __future__ import annotations

from datetime import date

import pytest
from biip.gtin import Gtin
from hypothesis import given
from hypothesis import strategies as st

from pos_client.domain.barcode import (
    BadCode,
    BadgeCode,
    BasketCode,
    CardCode,
    CouponCode,
    EmptiesSlip,
    MarkdownCode,
    OrderCode,
    OwnKind,
    ReceiptCode,
    Typed,
    check_digit,
    classify,
    encode_badge,
    encode_basket,
    encode_card,
    encode_coupon,
    encode_empties,
    encode_markdown,
    encode_order,
    encode_own,
    encode_receipt,
    gtin14,
    parse_pattern,
    parse_typed,
    price_check_digit,
    register_prefix,
)
from pos_client.domain.barcode.digits import expand_upc_e
from pos_client.domain.search_text import swap_layout

DAY = date(2026, 11, 24)


@given(st.text("0123456789", min_size=12, max_size=12))
def test_the_check_digit_agrees_with_an_independent_reader(payload: str) -> None:
    number = payload + check_digit(payload)
    assert Gtin.parse(number).as_gtin_14() == gtin14(number)


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("04252614", "042100005264"),
        ("01234505", "012000003455"),
        ("01234531", "012300000451"),
        ("01234543", "012340000053"),
        ("01234558", "012345000058"),
        ("11234562", "112345000062"),
    ],
)
def test_upc_e_expands(short: str, long: str) -> None:
    assert expand_upc_e(short) == long


@pytest.mark.parametrize("text", ["04252615", "0425261", "24252614", "0425261x"])
def test_what_is_no_upc_e(text: str) -> None:
    assert expand_upc_e(text) is None


def test_price_check_digits_of_the_specification() -> None:
    assert price_check_digit("2875") == "9"
    assert price_check_digit("14685") == "6"
    assert price_check_digit("123") is None


@pytest.mark.parametrize(
    "pattern",
    [
        "21IIIIIWWWWW?",
        "IIIIIWWWWW21C",
        "21IIIIIIIIIIC",
        "21IIIIIWWPPPC",
        "21IIIIICWWWWW",
        "21CIIIIWWWWWC",
        "21IIIIVPPPPPV",
        "21IIIIVPPPPPPC",
        "21IWC",
        "21" + "I" * 20 + "W" * 20,
        "٢1IIIIIWWWWWC",
    ],
)
def test_patterns_that_are_none(pattern: str) -> None:
    with pytest.raises(ValueError, match="pattern"):
        parse_pattern(pattern)


OWN = [
    (encode_receipt("PL02-018427"), ReceiptCode, ("PL02-018427",)),
    (encode_basket("B-7"), BasketCode, ("B-7",)),
    (encode_badge("M117"), BadgeCode, ("M117",)),
    (encode_card("C.0009"), CardCode, ("C.0009",)),
    (encode_coupon("SPRING"), CouponCode, ("SPRING",)),
    (encode_order("W-1001"), OrderCode, ("W-1001",)),
    (encode_empties("E-5", 350), EmptiesSlip, ("E-5", 350)),
    (encode_markdown("сыр/1_a", DAY, "77", price=199), MarkdownCode, ("сыр/1_a", 199, None, DAY, "77")),
    (encode_markdown("MLK-32", DAY, "78", percent_bp=3000), MarkdownCode, ("MLK-32", None, 3000, DAY, "78")),
]


@pytest.mark.parametrize(("text", "kind", "values"), OWN)
@pytest.mark.parametrize("symbology", ["code128", "qr", "unknown", "data_matrix"])
def test_own_codes_come_back(text: str, kind: type, values: tuple[object, ...], symbology: str) -> None:
    assert classify(text, symbology, ()) == kind(*values, text)


def test_the_printed_form_never_changes() -> None:
    assert encode_receipt("PL02-018427") == "+RPL02-01842709"
    assert encode_markdown("MLK-32", DAY, "78", percent_bp=3000) == "+MMLK-32/D3000/20261124/7888"


@pytest.mark.parametrize(("text", "kind", "values"), OWN)
def test_typed_in_small_letters_or_on_the_other_layout(text: str, kind: type, values: tuple[object, ...]) -> None:
    assert classify(text.lower(), "unknown", ()) == kind(*values, text.lower())
    cyrillic = "+" + swap_layout(text[1:]).replace("/", ".")
    assert classify(cyrillic, "unknown", ()) == kind(*values, cyrillic)


@given(st.sampled_from([text for text, _, _ in OWN]), st.data())
def test_every_single_error_and_swap_is_found(text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(1, len(text) - 1))
    if data.draw(st.booleans()):
        other = data.draw(st.sampled_from("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-./_"))
        spoiled = text[:at] + other + text[at + 1 :]
    else:
        spoiled = text[: at - 1] + text[at] + text[at - 1] + text[at + 1 :] if at > 1 else text
    if spoiled != text:
        assert isinstance(classify(spoiled, "unknown", ()), BadCode)


def bad(text: str) -> str:
    code = classify(text, "unknown", ())
    assert isinstance(code, BadCode), code
    return code.code


def with_check(body: str) -> str:
    codes = [f"{body}{check:02}" for check in range(2, 99)]
    (good,) = (code for code in codes if bad_or_good(code) != "bad_check_digit")
    return good


def bad_or_good(text: str) -> str:
    code = classify(text, "unknown", ())
    return code.code if isinstance(code, BadCode) else ""


@pytest.mark.parametrize(
    "body",
    [
        "+M" + "MLK/P1/20261124",
        "+M" + "MLK/P1/20261324/7",
        "+M" + "MLK/P1/2026112/7",
        "+M" + "MLK/P0/20261124/7",
        "+M" + "MLK/D10001/20261124/7",
        "+M" + "MLK/X5/20261124/7",
        "+M" + "MLK/P/20261124/7",
        "+E" + "A/" + "9" * 13,
        "+RA_4",
        "+RA_D1",
        "+RA_ZZ",
        "+R/",
    ],
)
def test_right_check_and_wrong_content(body: str) -> None:
    assert bad(with_check(body)) == "bad_content"


def test_own_codes_that_are_none() -> None:
    assert bad("+R12") == "unreadable"
    assert bad("+R?????") == "unreadable"
    assert bad("+R" + "A" * 200) == "unreadable"
    assert bad("+RABC00") == "bad_check_digit"
    assert bad(with_check("+QABC")) == "unknown_prefix"


def test_encoders_refuse_what_would_not_come_back() -> None:
    for wrong in (("Q", "x"), ("R",), ("R", ""), ("R", "a", "b"), ("R", "x" * 200)):
        with pytest.raises(ValueError, match=r"prefix|characters"):
            encode_own(*wrong)
    with pytest.raises(ValueError, match="both"):
        encode_markdown("A", DAY, "1")
    with pytest.raises(ValueError, match="both"):
        encode_markdown("A", DAY, "1", price=1, percent_bp=1)
    with pytest.raises(ValueError, match="whole"):
        encode_markdown("A", DAY, "1", percent_bp=10_001)
    with pytest.raises(ValueError, match="positive"):
        encode_empties("A", 0)


def test_a_new_kind_is_a_row() -> None:
    kind = OwnKind("parcel", 1, lambda fields, raw: OrderCode("parcel " + fields[0], raw))
    register_prefix("Z", kind)
    register_prefix("Z", kind)
    text = encode_own("Z", "17")
    assert classify(text, "qr", ()) == OrderCode("parcel 17", text)
    with pytest.raises(ValueError, match="parcel"):
        register_prefix("Z", OwnKind("other", 1, kind.read))
    for wrong in ("", "z", "AB", "Я", "1"):
        with pytest.raises(ValueError, match="capital"):
            register_prefix(wrong, kind)


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("3*4601234567893", Typed(3_000, void_prefix=False, rest="4601234567893")),
        ("0,5*", Typed(500, void_prefix=False, rest="")),
        ("0.25 * 4011", Typed(250, void_prefix=False, rest="4011")),
        ("2×молоко", Typed(2_000, void_prefix=False, rest="молоко")),
        ("-460", Typed(None, void_prefix=True, rest="460")),
        ("-2*460", Typed(2_000, void_prefix=True, rest="460")),
        ("2*-460", Typed(2_000, void_prefix=True, rest="460")),
        ("0*460", Typed(0, void_prefix=False, rest="460")),
        (" молоко ", Typed(None, void_prefix=False, rest="молоко")),
        ("1234567*2", Typed(None, void_prefix=False, rest="1234567*2")),
        ("1,2345*2", Typed(None, void_prefix=False, rest="1,2345*2")),
        ("*2", Typed(None, void_prefix=False, rest="*2")),
        ("", Typed(None, void_prefix=False, rest="")),
        ("3x milk", Typed(None, void_prefix=False, rest="3x milk")),
    ],
)
def test_typed_prefixes(text: str, typed: Typed) -> None:
    assert parse_typed(text) == typed
