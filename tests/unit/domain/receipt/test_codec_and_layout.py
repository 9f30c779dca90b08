"""Documents as bytes, and layouts as data."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pos_client.domain.receipt import (
    Align,
    Barcode,
    Block,
    Column,
    Cut,
    Document,
    DocumentError,
    Drawer,
    Feed,
    Image,
    LayoutError,
    Qr,
    Rule,
    Size,
    Table,
    Text,
    decode,
    encode,
    parse_layout,
)
from resources.loader import read_text
from tests.support.receipt_goldens import papers

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
columns = st.builds(Column, st.integers(1, 9), st.sampled_from(Align))


@st.composite
def tables(draw: st.DrawFn) -> Table:
    heads = tuple(draw(st.lists(columns, min_size=1, max_size=4)))
    row = st.tuples(*[words] * len(heads))
    return Table(heads, tuple(draw(st.lists(row, max_size=3))), draw(st.booleans()))


blocks: st.SearchStrategy[Block] = st.one_of(
    st.builds(
        Text,
        words,
        words,
        st.sampled_from(Align),
        st.booleans(),
        st.sampled_from(Size),
        st.booleans(),
        st.integers(0, 9),
    ),
    st.builds(Rule, st.booleans()),
    tables(),
    st.builds(Barcode, words, words),
    st.builds(Qr, words, words),
    st.builds(Image, words),
    st.builds(Feed, st.integers(0, 5)),
    st.just(Cut()),
    st.just(Drawer()),
)
documents = st.builds(Document, st.lists(blocks, max_size=6).map(tuple), words)


@given(documents)
def test_a_document_comes_back_as_it_was(document: Document) -> None:
    assert decode(encode(document)) == document


def test_every_paper_we_make_comes_back_as_it_was() -> None:
    for document, _ in papers().values():
        assert decode(encode(document)) == document


@settings(max_examples=200)
@given(documents, st.data())
def test_a_damaged_document_is_refused_or_is_another_document(document: Document, data: st.DataObject) -> None:
    damaged = bytearray(encode(document))
    place = data.draw(st.integers(0, len(damaged) - 1))
    damaged[place] = data.draw(st.integers(0, 255))
    try:
        back = decode(bytes(damaged))
    except DocumentError:
        return
    assert decode(encode(back)) == back


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\xff",
        b"[]",
        b'{"version":2,"blocks":[]}',
        b'{"version":1,"blocks":{}}',
        b'{"version":1,"blocks":[{"block":"bomb"}]}',
        b'{"version":1,"blocks":[{"block":"text"}]}',
        b'{"version":1,"blocks":[{"block":"text","left":1}]}',
        b'{"version":1,"blocks":[{"block":"text","left":"a","size":"huge"}]}',
        b'{"version":1,"blocks":[{"block":"text","left":"a","size":[]}]}',
        b'{"version":1,"blocks":[{"block":"text","left":"a","colour":"red"}]}',
        b'{"version":1,"blocks":[{"block":"feed","lines":true}]}',
        b'{"version":1,"blocks":[{"block":[]}]}',
        b'{"version":1,"blocks":[{"block":"table","columns":[{"share":1}],"rows":[["a","b"]]}]}',
        b'{"version":1,"blocks":[{"block":"table","columns":[{"share":"1"}],"rows":[]}]}',
        b'{"version":1,"blocks":[{"block":"table","columns":[],"rows":1}]}',
        pytest.param(b"[" * 100_000, id="deep"),
        pytest.param(b"x" * 4_000_001, id="long"),
    ],
)
def test_what_is_no_document_is_refused(raw: bytes) -> None:
    with pytest.raises(DocumentError):
        decode(raw)


def test_the_bytes_are_plain_json_with_a_version() -> None:
    raw = encode(Document((Text("Ж", bold=True), Cut()), "t"))
    blocks = [{"block": "text", "left": "Ж", "bold": True}, {"block": "cut"}]
    assert json.loads(raw) == {"version": 1, "title": "t", "blocks": blocks}


STANDARD, WORDS = read_text("receipts", "standard.toml"), read_text("receipts", "words.toml")


@pytest.mark.parametrize(
    ("layout", "words"),
    [
        ("name = ", WORDS),
        ('name = "x"', WORDS),
        ('name = "x"\nsections = ["lines", "lines"]', WORDS),
        ('name = "x"\nsections = ["poem"]', WORDS),
        ('name = "x"\nsections = [1]', WORDS),
        ("sections = []", WORDS),
        (STANDARD.replace("tax_letters = true", 'tax_letters = "yes"'), WORDS),
        (STANDARD, "[ru]\n"),
        (STANDARD, WORDS.replace('copy = "KOPIA"', "")),
        (STANDARD, WORDS.replace('copy = "KOPIA"', "copy = 1")),
        (STANDARD, WORDS.replace('decimal = ","', "decimal = 1")),
        (STANDARD, "en = 1"),
    ],
)
def test_a_wrong_layout_is_refused_at_once(layout: str, words: str) -> None:
    with pytest.raises(LayoutError):
        parse_layout(layout, words)


def test_a_missing_label_prints_its_code() -> None:
    made = parse_layout(STANDARD, WORDS)
    assert made.in_language("xx").language == "en"
    assert made.in_language("pl").label("no_such_label") == "no_such_label"
