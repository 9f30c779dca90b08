from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync.protocol import canonical
from sync.protocol.canonical import CanonicalError, Plain

texts = st.text(max_size=20)
scalars = st.none() | st.booleans() | st.integers(-(2**63), 2**63 - 1) | texts
values: st.SearchStrategy[Plain] = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4), max_leaves=12
)


def test_spelling_is_the_one_of_the_specification() -> None:
    value: Plain = {"b": [1, -2, True, None], "a": 'quote " back \\ GS \x1d tab \t del \x7f łódź 😀', "": {}, "é": "/"}
    expected = '{"":{},"a":"quote \\" back \\\\ GS \\u001d tab \\t del \x7f łódź 😀","b":[1,-2,true,null],"é":"/"}'
    assert canonical.encode(value) == expected.encode()


def test_keys_are_ordered_by_utf8_bytes_not_utf16() -> None:
    # U+FFEE sorts above the surrogates of U+1F600 in UTF-16, below it in UTF-8
    assert canonical.encode({"\U0001f600": 1, "\uffee": 2}) == '{"\uffee":2,"\U0001f600":1}'.encode()


@settings(max_examples=150)
@given(values)
def test_an_independent_encoder_agrees(value: Plain) -> None:
    data = canonical.encode(value)
    assert json.loads(data) == value
    plain = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert data == plain.encode()
    assert canonical.decode(data) == value


@settings(max_examples=300)
@given(st.binary(max_size=40) | values.map(lambda value: json.dumps(value).encode()))
def test_decoding_takes_canonical_bytes_only(data: bytes) -> None:
    try:
        value = canonical.decode(data)
    except CanonicalError:
        return
    assert canonical.encode(value) == data


@settings(max_examples=150)
@given(values, st.integers(0, 200), st.integers(0, 255))
def test_a_changed_byte_is_refused_or_means_something_else(value: Plain, place: int, byte: int) -> None:
    data = bytearray(canonical.encode(value))
    data[place % len(data)] = byte
    try:
        other = canonical.decode(bytes(data))
    except CanonicalError:
        return
    assert canonical.encode(other) == bytes(data)


@pytest.mark.parametrize(
    "data",
    [
        b'{"a": 1}',
        b'{"b":1,"a":2}',
        b'{"a":1,"a":1}',
        b"1.0",
        b"1e3",
        b"-0",
        b"01",
        b'"\\u0041"',
        b'"\\/"',
        b'"\\ud800"',
        b"9223372036854775808",
        b"[1,]",
        b"NaN",
        b"",
        b"null ",
        b"[" * 100_000,
        b"[" * 40 + b"]" * 40,
        b'"\xff"',
    ],
)
def test_other_spellings_are_refused(data: bytes) -> None:
    with pytest.raises(CanonicalError):
        canonical.decode(data)


@pytest.mark.parametrize("value", [1.0, float("nan"), 2**63, -(2**63) - 1, "\ud800", {1: 2}, b"x", {"a": [0.5]}, {1}])
def test_values_without_a_canonical_form_are_refused(value: object) -> None:
    with pytest.raises(CanonicalError):
        canonical.encode(value)  # type: ignore[arg-type]


def test_depth_is_bounded() -> None:
    value: Plain = 1
    for _ in range(canonical.MAX_DEPTH):
        value = [value]
    assert canonical.decode(canonical.encode(value)) == value
    with pytest.raises(CanonicalError):
        canonical.encode([value])
