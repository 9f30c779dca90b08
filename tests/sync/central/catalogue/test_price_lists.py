from __future__ import annotations

import io
import json
import sys
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from openpyxl import Workbook

from pos_client.domain.price_table import Limits
from sync.central.catalogue.price_list_files import read_price_list
from sync.central.catalogue.price_lists import PriceListDraft, PriceListError, read_list
from sync.central.catalogue.publications import publish_edits
from sync.central.db import Database
from sync.central.staff.stores import StoreSetup, put_store
from tests.sync.central.catalogue.goods import feed, goods
from tests.sync.central.staff.shops import profile, put_location

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
LATER = NOW + timedelta(days=3)
A, B = "4600000000015", "4600000000022"


@pytest.fixture
def chain(zones: Database) -> Database:
    """A zone with a store whose taxes are A and B, and two products."""
    put_location(zones, "M1", "ru")
    put_store(zones, "M1", StoreSetup(profile("M1", taxes="AB")), by="olga", now=NOW)
    edits = [*goods("1", 100, gtin=A, plu="4011"), *goods("2", 200)]
    publish_edits(zones, "start", edits, effective_at=None, by="olga", now=NOW)
    return zones


def listed(chain: Database, folder: Path, text: str, at: datetime = LATER) -> PriceListDraft:
    path = folder / "list.csv"
    path.write_text(text, encoding="utf-8")
    return read_list(chain, path, "ru", effective_from=at)


def wrong(draft: PriceListDraft) -> list[tuple[int, str, str]]:
    return [(each.row, each.column, each.code) for each in draft.problems]


def test_a_list_becomes_one_publication(chain: Database, tmp_path: Path) -> None:
    header = "sku;name_en;name_ru;tax;price;ean;unit;age;label_item"
    text = f"{header}\n1;;Молоко;;1,50;{B};;;\n2;;;;2.00;;;;\n3;Ham;;B;9.90;;kg;18;007\n"
    before = feed(chain, "catalogue:ru")
    draft = listed(chain, tmp_path, text)
    assert wrong(draft) == []
    assert (draft.new_products, draft.changed_products, draft.price_changes, draft.unchanged_rows) == (1, 1, 2, 1)
    assert feed(chain, "catalogue:ru") == before

    for _ in range(2):
        publish_edits(chain, draft.publication_id, draft.edits, effective_at=LATER, by="olga", now=NOW)

    told = feed(chain, "catalogue:ru")
    milk, ham = json.loads(told["product/1"]), json.loads(told["product/3"])
    assert milk["product"]["names"] == [["en", "Milk"], ["ru", "Молоко"]]
    assert (milk["product"]["gtin"], milk["gtins"], milk["product"]["plu"]) == (B, [A], "4011")
    prices = json.loads(told["price/1"])
    assert [(row[0], row[3]) for row in prices] == [("shelf", 100), ("shelf", 150)]
    assert prices[0][2] == prices[1][1] == int(LATER.timestamp() * 1_000_000)
    assert (ham["product"]["tax_category"], ham["product"]["unit"], ham["labels"]) == ("B", "kg", ["7"])
    assert ham["product"]["restrictions"]["minimum_age"] == 18
    assert told["price/2"] == before["price/2"]
    assert listed(chain, tmp_path, text).edits == ()


def test_every_bad_row_is_named(chain: Database, tmp_path: Path) -> None:
    text = "\n".join((
        "sku;name;tax;price;ean;plu;charge_sku;label_item",
        "1;Milk;A;-1;;;;",
        "3;;;;;;;",
        f"4;Tea;Z;1;{A};;nine;",
        "2;;;1;;4011;;",
        "5;Tea;A;1;;;;7",
        "6;Tea;A;1;;;;07",
        "5;Tea;A;1;;;;",
        ";Tea;A;1;;;;",
        "x" * 129 + ";Tea;A;1;;;;",
        f"7;Tea;A;1;{A};;;",
    ))  # fmt: skip
    assert wrong(listed(chain, tmp_path, text)) == [
        (2, "price", "bad_price"),
        (3, "name_en", "missing_name"),
        (3, "price", "missing_price"),
        (3, "tax", "missing_tax"),
        (4, "charge_sku", "unknown_sku"),
        (4, "tax", "unknown_tax"),
        (5, "plu", "plu_taken"),
        (7, "label_item", "label_item_taken"),
        (8, "sku", "listed_twice"),
        (9, "sku", "missing_sku"),
        (10, "sku", "sku_too_long"),
        (11, "gtin", "gtin_taken"),
    ]


def test_a_product_of_another_zone_needs_this_zones_tax_and_price(chain: Database, tmp_path: Path) -> None:
    publish_edits(chain, "pl", goods("9", zone="pl"), effective_at=None, by="olga", now=NOW)
    assert wrong(listed(chain, tmp_path, "sku;brand\n9;X\n")) == [
        (2, "price", "missing_price"),
        (2, "tax", "missing_tax"),
    ]
    draft = listed(chain, tmp_path, "sku;tax;price\n9;A;5\n")
    publish_edits(chain, "both", draft.edits, effective_at=None, by="olga", now=NOW)
    assert {"product/9", "price/9"} <= feed(chain, "catalogue:ru").keys()
    assert json.loads(feed(chain, "catalogue:pl")["product/9"])["product"]["names"] == [["en", "Milk"]]


def test_a_zone_that_cannot_be_judged(chain: Database, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("sku;price\n1;5\n")
    with pytest.raises(PriceListError, match="unknown_zone"):
        read_list(chain, path, "fr", effective_from=NOW)
    with pytest.raises(PriceListError, match="zone_without_stores"):
        read_list(chain, path, "pl", effective_from=NOW)
    with pytest.raises(ValueError, match="time zone"):
        read_list(chain, path, "ru", effective_from=datetime(2026, 1, 1))  # noqa: DTZ001


# --- hostile files


def workbook(*rows: tuple[object, ...]) -> bytes:
    book = Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(list(row))
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def codes(path: Path, **bounds: int) -> set[str]:
    return {each.code for each in read_price_list(path, limits=Limits(**bounds)).problems}


def test_a_workbook_is_read_as_a_person_would_type_it(tmp_path: Path) -> None:
    path = tmp_path / "list.xlsx"
    path.write_bytes(workbook(("sku", "price", "needs_marking"), (1, 12.5, True)))
    assert read_price_list(path).rows == ((2, {"sku": "1", "price": "12.5", "needs_marking": "1"}),)


def test_a_zip_bomb_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/worksheets/sheet1.xml", "w") as part,
    ):
        for _ in range(64):
            part.write(bytes(1024 * 1024))
    assert codes(path) == {"unpacks_too_large"}


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.xlsx", b"no zip", "unreadable_workbook"),
        ("a.xlsx", workbook(("sku", "price"), ("1", "2"))[:-200], "unreadable_workbook"),
        ("a.ods", b"", "unknown_format"),
        ("a.csv", b"", "no_header"),
        ("a.csv", b"price\n1\n", "no_header"),
        ("a.csv", b"sku;price;sku\n", "column_twice"),
        ("a.csv", b"\x00\x01\x02", "not_text"),
        ("a.csv", b"sku;name\n1;\xd0\xd0\xd0\xd0 ok" + "ы".encode() * 40 + b"\n", "bad_encoding"),
        ("a.csv", b"sku;name\n1;a\x07b\n", "bad_characters"),
        ("a.csv", b"sku;name\n1;" + b"a" * 501 + b"\n", "cell_too_long"),
        ("a.csv", b"sku;name\n1;" + b";" * 1_000_000 + b"x\n", "too_many_cells"),
        ("a.csv", b'sku;name\n1;"' + b"a" * 200_000 + b"\n", "broken_row"),
    ],
)
def test_hostile_files_end_as_named_problems(tmp_path: Path, name: str, data: bytes, code: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert codes(path) == {code}


def test_bounds_of_files_and_rows(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    assert codes(path) == {"not_found"}
    path.write_text("sku;price\n1;1\n2;2\n3;3\n")
    assert codes(path, rows=2) == {"too_many_rows"}
    assert codes(path, file_bytes=10) == {"too_large"}
    assert read_price_list(path, encoding="latin-9").problems[0].code == "unknown_encoding"
    wide = tmp_path / "wide.xlsx"
    wide.write_bytes(workbook(("sku", "price"), ("1", "2", *[""] * 100, "x")))
    assert codes(wide) <= {"too_many_cells"}


def test_what_cannot_be_read_whole_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "folder.csv"
    folder.mkdir()
    assert codes(folder) == {"not_a_file"}
    gap, formula = tmp_path / "gap.xlsx", tmp_path / "formula.xlsx"
    gap.write_bytes(workbook(("sku", "price"), ("1", 1), *[()] * 20, ("2", 1)))
    assert codes(gap, rows=10) == {"too_many_rows"}
    formula.write_bytes(workbook(("sku", "price"), ("1", "=1+1"), ("2", 3)))
    assert codes(formula) == {"formula"}
    assert read_price_list(formula).rows == ((3, {"sku": "2", "price": "3"}),)


@pytest.mark.skipif(sys.platform != "linux", reason="a file of Linux that is never twice the same")
def test_a_list_that_is_being_written_is_not_taken(tmp_path: Path) -> None:
    path = tmp_path / "prices.csv"
    path.symlink_to("/proc/self/status")
    assert codes(path) == {"file_changed"}
