"""Whatever comes from a scanner or a keyboard is answered by one of the kinds, quickly, with a printable reason."""

from __future__ import annotations

from typing import get_args

from hypothesis import example, given, settings
from hypothesis import strategies as st

from pos_client.domain.barcode import BadCode, Code, GtinCode, MarkingCode, check_digit, classify, parse_typed

SYMBOLOGIES = (
    "unknown",
    "ean_upc",
    "code128",
    "gs1_128",
    "data_matrix",
    "gs1_data_matrix",
    "qr",
    "gs1_qr",
    "gs1_databar",
    "other",
)
PATTERNS = ("21IIIIIWWWWWC", "22IIIIIPPPPPC", "23IIIIVPPPPPC", "98RRRRRRAAAAC", "299KKKKKKKKKC")
REASONS = {
    "empty",
    "too_long",
    "unreadable",
    "bad_check_digit",
    "bad_length",
    "no_gtin",
    "bad_content",
    "zero_weight",
    "zero_price",
    "separator_lost",
    "not_a_product",
    "unknown_prefix",
}

_bytes = st.binary(max_size=300).map(lambda data: data.decode("latin-1"))
_digits = st.text("0123456789", max_size=40)
_AIS = ["01", "02", "10", "15", "17", "21", "30", "37", "3103", "3922", "3932", "7003", "8003", "91", "93"]


@st.composite
def _messages(draw: st.DrawFn) -> str:
    ais = draw(st.lists(st.sampled_from(_AIS), min_size=1, max_size=6))
    return "".join(ai + draw(st.text("0123456789AZaz%/\x1d", max_size=24)) for ai in ais)


_own = st.text("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-./_", max_size=60).map(lambda text: "+" + text)
_links = st.text(max_size=60).map(lambda text: "https://id.gs1.org/01/04601234567893/" + text)
_brackets = st.text("0123456789()AB", max_size=60).map(lambda text: "(01)" + text)
_inputs = st.one_of(st.text(max_size=200), _bytes, _digits, _messages(), _own, _links, _brackets)


@given(_inputs, st.sampled_from(SYMBOLOGIES))
@settings(max_examples=400, deadline=500)
@example("0104601234567893\x1d\x1d10", "gs1_128")
@example("]d2", "unknown")
@example("01" + "0" * 14 + "17990231", "gs1_128")
@example("²" * 13, "ean_upc")
@example("٤٦٠١٢٣٤٥٦٧٨٩٣", "unknown")
def test_every_input_has_an_answer(text: str, symbology: str) -> None:
    code = classify(text, symbology, PATTERNS)
    assert isinstance(code, get_args(Code))
    if isinstance(code, BadCode):
        assert code.code in REASONS
        assert len(code.raw) <= 64
        assert not code.raw or code.raw.isprintable()
    if isinstance(code, GtinCode | MarkingCode):
        assert len(code.gtin14) == 14
        assert check_digit(code.gtin14[:13]) == code.gtin14[13]


@given(st.text(max_size=100))
def test_typed_text_never_breaks(text: str) -> None:
    typed = parse_typed(text)
    assert typed.rest == typed.rest.strip()
    assert typed.quantity_prefix is None or 0 <= typed.quantity_prefix < 10**9
