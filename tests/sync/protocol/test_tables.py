"""Lines as tables: whatever they say reads back, damage and bombs are refused, a reader of the spec alone finds all."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.protocol import canonical, schemas, tables
from sync.protocol.base import Body
from sync.protocol.documents import DiscountPart, PaymentPart, SaleBody
from sync.protocol.schemas import EventInvalidError
from sync.protocol.tables import TableError
from tests.db.journal.facts import sale_body

LEAVES = st.one_of(st.integers(-(2**63), 2**63 - 1), st.text(max_size=5), st.booleans())
VALUES = st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=3), max_leaves=4)
FIELDS = st.sampled_from(["a", "b", "instant", "discounts", "names"])
PARTS = st.dictionaries(FIELDS, VALUES, max_size=3)
ROWS = st.lists(
    st.dictionaries(FIELDS, st.one_of(VALUES, st.lists(PARTS, min_size=1, max_size=3)), max_size=5), max_size=12
)


@given(rows=ROWS, others=st.dictionaries(st.sampled_from(["x", "y"]), VALUES))
def test_every_list_of_objects_reads_back(rows: list[dict[str, Any]], others: dict[str, Any]) -> None:
    document = {**others, "lines": rows} if rows else others
    packed = tables.pack(document, ("lines", "voided"))
    spelled = canonical.encode(packed)
    assert tables.unpack(msgspec.json.decode(spelled)) == document
    assert canonical.encode(tables.pack(msgspec.json.decode(canonical.encode(document)), ("lines",))) == spelled


def long_sale(count: int = 999) -> SaleBody:
    """A sale of `count` ordinary lines: names of 40 letters, a promotion on every other line, three tenders."""
    body = sale_body("PL02-000001", lines=count)
    lines = tuple(
        msgspec.structs.replace(
            part,
            sku=f"1{number:06d}",
            gtin=f"0460{number:09d}7",
            names=(("ru", f"Сыр полутвёрдый выдержанный, {number:04d}, 45 %"),),
            category=f"category-{number % 30}",
            brand=f"brand-{number % 170}",
            instant=f"2026-11-22T10:{number // 60 % 60:02d}:{number % 60:02d}.{number * 997 % 1_000_000:06d}Z",
            raw_codes=(),
            discounts=part.discounts if number % 2 else (),
            gross=part.gross if number % 2 else part.net,
            shares=(400, 300, part.to_pay - 700),
        )
        for number, part in enumerate(body.lines)
    )
    promotion = DiscountPart(
        kind="promotion", source="weekend", amount=100, names=(("ru", "3 по цене 2 на выходных"),), multi_item=True
    )
    lines = tuple(msgspec.structs.replace(part, discounts=tuple(promotion for _ in part.discounts)) for part in lines)
    parts = tuple(
        PaymentPart(tender_id=tender, tender_class=tender, amount=amount * count, given=amount * count)
        for tender, amount in (("card", 400), ("voucher", 300), ("cash", 299))
    )
    return msgspec.structs.replace(body, lines=lines, payments=parts, change=0)


def test_999_ordinary_lines_with_promotions_and_three_tenders_fit_one_event() -> None:
    body = long_sale()
    data = schemas.encode_body("sale", body)
    assert len(data) < schemas.MAX_EVENT_BYTES * 9 // 10
    assert schemas.decode_body("sale", 1, data) == body
    assert canonical.encode(canonical.decode(data)) == data


def test_a_short_document_states_its_lines_one_by_one() -> None:
    data = schemas.encode_body("sale", long_sale(20))
    assert b'"tables"' not in data
    assert len(msgspec.json.decode(data)["lines"]) == 20


def test_a_text_that_looks_like_tables_is_a_text() -> None:
    body = msgspec.structs.replace(sale_body("PL02-000001"), buyer_tax_number='"tables":{}')
    assert schemas.decode_body("sale", 1, schemas.encode_body("sale", body)) == body


def read_by_the_spec(table: dict[str, Any]) -> list[dict[str, Any]]:
    """The spec's rules once more, in the simplest words."""
    rows: list[dict[str, Any]] = [{} for _ in range(table["count"])]

    def values(column: Any, count: int) -> list[Any]:
        if isinstance(column, list):
            return column
        if "all" in column:
            return [column["all"]] * count
        if "at" in column:
            return [column["of"][place] for place in column["at"]]
        if "prefix" in column:
            return [column["prefix"] + rest for rest in column["rest"]]
        parts = read_by_the_spec(column["parts"])
        found = []
        for many in values(column["counts"], count):
            found.append(parts[:many] if many else None)
            parts = parts[many:]
        return found

    for field, column in table["columns"].items():
        for row, value in zip(rows, values(column, table["count"]), strict=True):
            if value is not None:
                row[field] = value
    return rows


def test_a_reader_of_the_spec_alone_finds_every_line() -> None:
    body = long_sale()
    plain = msgspec.json.decode(schemas.encode_body("sale", body))
    assert read_by_the_spec(plain["tables"]["lines"]) == [
        msgspec.json.decode(msgspec.json.encode(part)) for part in body.lines
    ]


TABLE = {"count": 2, "columns": {"a": [1, 2]}}


@pytest.mark.parametrize(
    "damaged",
    [
        {"tables": []},
        {"tables": {"lines": 1}},
        {"tables": {"lines": {"count": 1_000, "columns": {"a": {"all": 1}}}}},
        {"tables": {"lines": {"count": -1, "columns": {}}}},
        {"tables": {"lines": {"count": True, "columns": {}}}},
        {"tables": {"lines": {"count": 2, "columns": {"a": [1]}}}},
        {"tables": {"lines": {"count": 2, "columns": {"a": {"of": [1], "at": [0, 1]}}}}},
        {"tables": {"lines": {"count": 2, "columns": {"a": {"of": [1], "at": [0, -1]}}}}},
        {"tables": {"lines": {"count": 2, "columns": {"a": {"of": 1, "at": [0, 0]}}}}},
        {"tables": {"lines": {"count": 2, "columns": {"a": {"prefix": 1, "rest": ["x", "y"]}}}}},
        {"tables": {"lines": {"count": 2, "columns": {"a": {"counts": [1, 2], "parts": TABLE}}}}},
        {"tables": {"lines": {"count": 2, "columns": {"a": {"counts": [1, 0], "parts": TABLE}}}}},
        {"tables": {"lines": {"count": 2, "columns": {"a": {"counts": [3, -1], "parts": TABLE}}}}},
        {"tables": {"lines": {"count": 2, "columns": {"a": {"nonsense": 1}}}}},
        {"tables": {"lines": TABLE}, "lines": []},
    ],
)
def test_damaged_tables_are_refused(damaged: dict[str, Any]) -> None:
    with pytest.raises(TableError):
        tables.unpack(damaged)
    with pytest.raises(EventInvalidError):
        schemas.decode_body("sale", 1, canonical.encode(damaged))


def test_tables_cannot_blow_up() -> None:
    inner: dict[str, Any] = {"count": tables.MOST_PARTS, "columns": {}}
    counts = {"all": 32}
    bomb = {"count": tables.MOST_PARTS, "columns": {"b": {"counts": counts, "parts": inner}}}
    with pytest.raises(TableError):
        tables.unpack({"tables": {"lines": {"count": 999, "columns": {"a": {"counts": counts, "parts": bomb}}}}})


def bomb(**columns: Any) -> dict[str, Any]:
    return {"tables": {"lines": {"count": 999, "columns": columns}}}


@pytest.mark.parametrize(
    "document",
    [
        bomb(shares={"all": [1] * 100_000}),
        bomb(names={"of": ["x" * 100_000, "y"], "at": [0] * 998 + [1]}),
        bomb(instant={"prefix": "2" * 100_000, "rest": ["x"] * 999}),
        bomb(**{f"c{n}": {"all": 0} for n in range(10_000)}),
        bomb(**{f"c{n}": {"counts": {"all": 32}, "parts": {"count": 31_968, "columns": {}}} for n in range(3_000)}),
    ],
    ids=["all", "of", "prefix", "columns", "parts"],
)
def test_what_is_said_once_cannot_stand_for_gigabytes(document: dict[str, Any]) -> None:
    assert len(canonical.encode(document)) < schemas.MAX_EVENT_BYTES
    with pytest.raises(TableError, match="more than any document"):
        tables.unpack(document)


def test_no_body_has_a_field_of_that_name() -> None:
    assert not [kind for kind in Body.__subclasses__() if tables.TABLES in kind.__struct_fields__]


def test_lines_are_judged_in_tables_too() -> None:
    body = long_sale()
    bad = msgspec.structs.replace(body.lines[0], tax_kind="nonsense")
    with pytest.raises(EventInvalidError, match="invalid_body"):
        schemas.encode_body("sale", msgspec.structs.replace(body, lines=(bad, *body.lines[1:])))
    with pytest.raises(EventInvalidError, match="unbalanced"):
        schemas.encode_body("sale", msgspec.structs.replace(body, total=1))
