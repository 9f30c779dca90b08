"""Price lists: what is read, what is refused and why, and that nothing changes before somebody said yes."""

from __future__ import annotations

import io
import os
import sys
import zipfile
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from pos_client.db.replica import build_catalogue, open_replica, write_live
from pos_client.db.replica.files import ReplicaFile
from pos_client.domain.catalogue import PriceEntry
from pos_client.domain.money import JPY, KWD, RUB
from pos_client.domain.price_list import parse_price
from pos_client.domain.price_table import Limits, detect_encoding
from pos_client.domain.quantity import Unit
from pos_client.services.prices.price_list_files import read_price_list
from pos_client.services.prices.price_lists import PriceListDraft, PriceListError, PriceLists
from tests.db.replica.chain import CATALOGUE, LATER, LIVE, MILK, START

NOW = datetime(2026, 3, 1, 5, tzinfo=UTC)
GOOD = """sku;gtin;name_en;name_ru;name_pl;category;brand;unit;tax;price;minimum_age
MLK-32;;;Молоко отборное 3,2%;;;;;;95,90;
TEA;4600000000022;Tea;Чай;Herbata;tea;Łąka;шт;A;1 234,50;
WINE;;Wine;;;alcohol;;pc;A;799.00;18
CHOC;;;;;;;;;119;
"""


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    place = tmp_path / "replica"
    write_live(place, LIVE, build_catalogue(place, CATALOGUE))
    return place


def check(directory: Path, content: bytes | str, name: str = "list.csv", **options: str) -> PriceListDraft:
    path = directory.parent / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return PriceLists(directory).check(path, effective_from=NOW, **options)


def problems(draft: PriceListDraft) -> list[tuple[int, str, str]]:
    return [(each.row, each.column, each.code) for each in draft.problems]


def version(directory: Path) -> str:
    with open_replica(directory) as replica:
        return replica.catalogue.version


def test_a_dry_run_counts_and_changes_nothing(directory: Path) -> None:
    before = version(directory)
    files = sorted(path.name for path in directory.iterdir())
    draft = check(directory, GOOD)
    assert problems(draft) == []
    assert (draft.new_products, draft.changed_products, draft.unchanged_products) == (2, 1, 1)
    assert [(each.sku, each.old, each.new) for each in draft.price_changes] == [
        ("MLK-32", 8_990, 9_590),
        ("TEA", None, 123_450),
        ("WINE", None, 79_900),
    ]
    assert draft.can_apply
    assert version(directory) == before
    assert sorted(path.name for path in directory.iterdir()) == files


def test_apply_switches_readers_to_the_merged_catalogue(directory: Path) -> None:
    draft = check(directory, GOOD)
    with open_replica(directory) as replica:
        old = replica.catalogue
        path = PriceLists(directory).apply(draft, confirmed_by="u2")
        assert replica.refresh()
        new = replica.catalogue
        assert new.path == path
        assert new.version != old.version
        tea = new.by_gtin("4600000000022")
        assert tea is not None
        assert (tea.name("ru"), tea.unit, tea.brand) == ("Чай", Unit.PIECE, "Łąka")
        wine = new.product("WINE")
        assert wine is not None
        assert wine.restrictions.minimum_age == 18
        milk = new.product("MLK-32")
        assert milk is not None
        assert milk.name("ru") == "Молоко отборное 3,2%"
        assert (milk.name("pl"), milk.gtin, milk.charge_sku) == (MILK.name("pl"), MILK.gtin, "DEP")
        assert new.prices("MLK-32") == (
            PriceEntry("MLK-32", "gold", 8_490, START),
            PriceEntry("MLK-32", "shelf", 8_990, START, NOW),
            PriceEntry("MLK-32", "shelf", 9_590, NOW, LATER),
            PriceEntry("MLK-32", "shelf", 9_490, LATER),
        )
        assert new.search("herbata", "pl")[0].product.sku == "TEA"
        assert new.promotions() == CATALOGUE.promotions
        assert new.by_label_item("123") is not None


def test_a_disk_that_cannot_be_written_leaves_all_as_it_was(directory: Path) -> None:
    draft = check(directory, GOOD)
    with open_replica(directory) as replica:
        blocker = ReplicaFile(directory / "live.sqlite", writing=True)
        blocker.run("BEGIN IMMEDIATE")
        try:
            with pytest.raises(PriceListError, match="write_failed"):
                PriceLists(directory).apply(draft, confirmed_by="u2")
        finally:
            blocker.close()
        assert not replica.refresh()


def test_the_same_list_again_changes_nothing(directory: Path) -> None:
    PriceLists(directory).apply(check(directory, GOOD), confirmed_by="u2")
    draft = check(directory, GOOD)
    assert (draft.new_products, draft.changed_products, draft.price_change_count) == (0, 0, 0)
    with pytest.raises(PriceListError, match="nothing_to_apply"):
        PriceLists(directory).apply(draft, confirmed_by="u2")


def test_nobody_said_yes(directory: Path) -> None:
    before = version(directory)
    with pytest.raises(PriceListError, match="not_confirmed"):
        PriceLists(directory).apply(check(directory, GOOD), confirmed_by="")
    assert version(directory) == before


def test_the_catalogue_moved_on_since_the_dry_run(directory: Path) -> None:
    first, second = check(directory, GOOD), check(directory, "sku,price\nBEER,1.50\n")
    PriceLists(directory).apply(second, confirmed_by="u2")
    with pytest.raises(PriceListError, match="catalogue_changed"):
        PriceLists(directory).apply(first, confirmed_by="u2")


def test_bad_rows_stop_all_unless_skipped(directory: Path) -> None:
    draft = check(directory, "sku;price\nBEER;abc\nCHOC;99\n")
    assert problems(draft) == [(2, "price", "bad_price")]
    assert draft.problems[0].value == "abc"
    with pytest.raises(PriceListError, match="has_problems"):
        PriceLists(directory).apply(draft, confirmed_by="u2")
    PriceLists(directory).apply(draft, confirmed_by="u2", skip_bad_rows=True)
    with open_replica(directory) as replica:
        assert [entry.amount for entry in replica.catalogue.prices("CHOC")] == [11_900, 9_900]
        assert [entry.amount for entry in replica.catalogue.prices("BEER")] == [12_900]


@pytest.mark.parametrize(
    ("line", "column", "code"),
    [
        (";;;X;pc;A;1;", "sku", "missing_sku"),
        ("BEER;4600000000021;;;;;;", "gtin", "bad_gtin"),
        ("BEER;4,60123E+12;;;;;;", "gtin", "bad_gtin"),
        ("BEER;00000000;;;;;;", "gtin", "bad_gtin"),
        ("BEER;4601234567893;;;;;;", "gtin", "gtin_taken"),
        ("BEER;;4011;;;;;", "plu", "plu_taken"),
        ("BEER;;40;;;;;", "plu", "bad_plu"),
        ("BEER;;;;box;;;", "unit", "bad_unit"),
        ("BEER;;;;;Q;;", "tax", "unknown_tax"),
        ("BEER;;;;;;-5;", "price", "bad_price"),
        ("BEER;;;;;;0;", "price", "zero_price"),
        ("BEER;;;;;;1,234;", "price", "bad_price"),
        ("BEER;;;;;;;150", "minimum_age", "bad_age"),
        ("BEER;;;;;;;18,5", "minimum_age", "bad_age"),
        ("NEW;;;;pc;A;1;", "name_en", "missing_name"),
        ("NEW;;;N;pc;;1;", "tax", "missing_tax"),
        ("NEW;;;N;pc;A;;", "price", "missing_price"),
        ("BEER;;;a\x1bp;;;;", "name_en", "bad_characters"),
        ("BEER;;;" + "x" * 501 + ";;;;", "name_en", "cell_too_long"),
        ("BEER;;;;;;;;;extra", "", "too_many_cells"),
    ],
)
def test_each_bad_cell_is_named(directory: Path, line: str, column: str, code: str) -> None:
    draft = check(directory, f"sku;gtin;plu;name;unit;tax;price;age\nCHOC;;;;;;1;\n\n{line}\n")
    assert problems(draft) == [(4, column, code)]
    assert not draft.can_apply


def test_rows_are_judged_against_each_other(directory: Path) -> None:
    draft = check(
        directory,
        "sku;gtin;name;tax;price;label_item;charge_sku;needs_marking\n"
        "A;4600000000022;a;A;1;77;;yes\nB;04600000000022;b;A;1;;;\nA;;a;A;2;;;\nC;;c;A;1;0077;;\nD;;d;A;1;;GONE;\n"
        "E;;e;A;1;;A;maybe\nF;;f;A;1;x;A;\n",
    )
    assert problems(draft) == [
        (3, "gtin", "gtin_taken"),
        (4, "sku", "listed_twice"),
        (5, "label_item", "label_item_taken"),
        (6, "charge_sku", "unknown_sku"),
        (7, "needs_marking", "bad_yes_no"),
        (8, "label_item", "bad_label_item"),
    ]
    path = PriceLists(directory).apply(draft, confirmed_by="u2", skip_bad_rows=True)
    assert path.exists()
    with open_replica(directory) as replica:
        product = replica.catalogue.by_label_item("00077")
        assert product is not None
        assert (product.sku, product.needs_marking) == ("A", True)


def test_a_replaced_gtin_still_scans(directory: Path) -> None:
    draft = check(directory, "sku;gtin\nMLK-32;4600000000022\nCHOC;096385074\n")
    assert (draft.changed_products, draft.unchanged_products) == (1, 1)
    PriceLists(directory).apply(draft, confirmed_by="u2")
    with open_replica(directory) as replica:
        for gtin in ("4600000000022", MILK.gtin, "4600000000015"):
            found = replica.catalogue.by_gtin(gtin)
            assert found is not None
            assert found.sku == "MLK-32"


def test_a_row_that_leans_on_a_bad_one_is_refused_whole(directory: Path) -> None:
    draft = check(directory, "sku;name;tax;price;charge_sku\nA;a;A;1;B\nB;b;A;oops;\n")
    before = version(directory)
    with pytest.raises(PriceListError, match="data_refused unknown_sku B"):
        PriceLists(directory).apply(draft, confirmed_by="u2", skip_bad_rows=True)
    assert version(directory) == before


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_russian_lists(directory: Path, encoding: str, separator: str) -> None:
    text = "Артикул;Наименование;ндс;Цена\r\nTEA;Чай «Ёлочка»;A;12.50\r\n".replace(";", separator)
    draft = check(directory, text.encode(encoding))
    assert problems(draft) == []
    assert draft.encoding == encoding
    assert draft.good[0].names == (("ru", "Чай «Ёлочка»"),)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1250"])
def test_polish_lists(directory: Path, encoding: str) -> None:
    text = 'indeks;nazwa;podatek;cena\nGES;"Gęś; żółta ćma";A;1 234,50\n'
    draft = check(directory, text.encode(encoding))
    assert problems(draft) == []
    assert draft.good[0].names == (("pl", "Gęś; żółta ćma"),)
    assert draft.good[0].price == 123_450


def test_spoiled_bytes_make_a_bad_row_not_a_crash(directory: Path) -> None:
    text = "sku;name;price\nBEER;Светлое пиво большое;10\nCHOC;Шоко?лад;20\n".encode().replace(b"?", b"\xff")
    draft = check(directory, text)
    assert draft.encoding == "utf-8"
    assert problems(draft) == [(3, "name_en", "bad_encoding")]
    assert [each.sku for each in draft.good] == ["BEER"]
    forced = check(directory, GOOD.encode("cp1251", "replace"), encoding="utf-8")
    assert (2, "name_ru", "bad_encoding") in problems(forced)


def test_detection_alone() -> None:
    assert detect_encoding(b"sku;price") == "utf-8"
    assert detect_encoding("Молоко".encode("cp1251")) == "cp1251"
    assert detect_encoding("żółw je ćmę w Łodzi".encode("cp1250")) == "cp1250"


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"", "a.csv", "no_header"),
        (b"name;price\nx;1\n", "a.csv", "no_header"),
        (b"sku;sku\nx;1\n", "a.csv", "column_twice"),
        (b"sku;price\nx;\x00\n", "a.csv", "not_text"),
        (b"sku;price\n" + b'"' + b"x" * 200_000, "a.csv", "broken_row"),
        (b"sku", "a.pdf", "unknown_format"),
        (b"\x89PNG\r\n\x1a\n", "a.xlsx", "unreadable_workbook"),
        (b"PK\x03\x04", "a.xlsx", "unreadable_workbook"),
    ],
)
def test_files_that_are_no_lists(directory: Path, content: bytes, name: str, code: str) -> None:
    draft = check(directory, content, name)
    assert [(each.row, each.code) for each in draft.problems] in ([(0, code)], [(2, code)])
    assert not draft.can_apply


def test_missing_file_unknown_encoding_and_naive_instant(directory: Path) -> None:
    assert problems(check(directory, GOOD, encoding="koi8-r")) == [(0, "", "unknown_encoding")]
    service = PriceLists(directory)
    assert problems(service.check(directory / "none.csv", effective_from=NOW)) == [(0, "", "not_found")]
    with pytest.raises(ValueError, match="time zone"):
        service.check(directory / "none.csv", effective_from=NOW.replace(tzinfo=None))


def workbook(*rows: tuple[Any, ...]) -> bytes:
    book = Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_workbooks(directory: Path) -> None:
    content = workbook(
        ("sku", "gtin", "name_ru", "tax", "price", "needs_marking", "remarks"),
        ("TEA", 4600000000022, "Чай", "A", 12.5, True, datetime(2026, 1, 1)),  # noqa: DTZ001 - a spreadsheet has no zone
        (None, None, None, None, None, None, None),
        ("CHOC", 96385074.0, None, None, 0.1 + 0.2, None, None),
        (1001, None, "Вода", "A", "7,00", None, None),
    )
    draft = check(directory, content, "list.xlsx")
    assert problems(draft) == []
    assert [(each.sku, each.gtin, each.price) for each in draft.good] == [
        ("TEA", "4600000000022", 1_250),
        ("CHOC", "96385074", 30),
        ("1001", None, 700),
    ]


def test_a_formula_that_was_never_computed_is_no_empty_cell(directory: Path) -> None:
    """A workbook written by a program has formulas without values: taken as empty, the old price would stay unseen."""
    content = workbook(("sku", "price", "remarks"), ("BEER", "=1+1", "=A1"), ("CHOC", 12.5, None), ("MLK-32", "=", 1))
    draft = check(directory, content, "list.xlsx")
    assert problems(draft) == [(2, "price", "formula"), (4, "price", "formula")]
    assert [problem.value for problem in draft.problems] == ["=1+1", "="]
    assert [each.sku for each in draft.good] == ["CHOC"]
    computed = with_values(content, {b"<f>1+1</f><v />": b"<f>1+1</f><v>2</v>"})
    draft = check(directory, computed, "computed.xlsx")
    assert problems(draft) == [(4, "price", "formula")]
    assert [(each.sku, each.price) for each in draft.good] == [("BEER", 200), ("CHOC", 1_250)]
    array = with_values(content, {b"<f>1+1</f>": b'<f t="array" ref="B2">1+1</f>'})
    assert problems(check(directory, array, "array.xlsx"))[0] == (2, "price", "formula")
    csv = b"sku;price\nTEA;=1+1\n"
    assert problems(check(directory, csv)) == [(2, "price", "formula")]


def with_values(book: bytes, values: dict[bytes, bytes]) -> bytes:
    """The workbook `book` with what its sheet's formulas come to, as a spreadsheet would have saved it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as before, zipfile.ZipFile(buffer, "w") as after:
        for part in before.infolist():
            data = before.read(part)
            if part.filename.startswith("xl/worksheets/"):
                for old, new in values.items():
                    data = data.replace(old, new)
            after.writestr(part.filename, data)
    return buffer.getvalue()


def test_rows_beyond_what_is_read_are_told_also_behind_a_gap(tmp_path: Path) -> None:
    book = Workbook()
    assert book.active is not None
    book.active.append(("sku", "price"))
    book.active.append(("TEA", 1))
    book.active.cell(row=40, column=1, value="CHOC")
    path = tmp_path / "a.xlsx"
    book.save(path)
    table = read_price_list(path, limits=Limits(rows=10))
    assert [each.code for each in table.problems] == ["too_many_rows"]
    assert [row["sku"] for _, row in table.rows] == ["TEA"]
    assert [row["sku"] for _, row in read_price_list(path).rows] == ["TEA", "CHOC"]


def test_a_pipe_or_a_folder_is_not_waited_for(tmp_path: Path) -> None:
    (tmp_path / "folder.csv").mkdir()
    os.mkfifo(tmp_path / "pipe.csv")
    for path in tmp_path.iterdir():
        assert [(each.row, each.code) for each in read_price_list(path).problems] == [(0, "not_a_file")]


@pytest.mark.skipif(sys.platform != "linux", reason="a file of Linux that is never twice the same")
def test_a_file_that_changes_while_it_is_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "prices.csv"
    path.symlink_to("/proc/self/status")
    assert [(each.row, each.code) for each in read_price_list(path).problems] == [(0, "file_changed")]


def test_a_workbook_that_unpacks_too_large_is_not_unpacked(directory: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", b"0" * 60_000_000)
    assert problems(check(directory, buffer.getvalue(), "bomb.xlsx")) == [(0, "", "unpacks_too_large")]


def test_everything_is_bounded(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("sku;price\n" + "".join(f"S{n};1\n" for n in range(20)))
    assert [each.code for each in read_price_list(path, limits=Limits(file_bytes=50)).problems] == ["too_large"]
    table = read_price_list(path, limits=Limits(rows=10))
    assert [each.code for each in table.problems] == ["too_many_rows"]
    assert len(table.rows) == 10
    book = tmp_path / "a.xlsx"
    book.write_bytes(workbook(("sku", "price"), *((f"S{n}", 1) for n in range(20))))
    assert [each.code for each in read_price_list(book, limits=Limits(rows=10)).problems] == ["too_many_rows"]
    assert len(read_price_list(book).rows) == 20


@pytest.mark.parametrize(
    ("text", "minor"),
    [
        ("12", 1_200),
        ("12.5", 1_250),
        ("12,50", 1_250),
        ("1 234,50", 123_450),
        ("1\u00a0234,50", 123_450),
        ("1,234.50", 123_450),
        ("1.234.567,89", 123_456_789),
        ("0,01", 1),
    ],
)
def test_prices(text: str, minor: int) -> None:
    assert parse_price(text, RUB) == minor


@pytest.mark.parametrize(
    "text", ["", "1,234", "1.2.3", "12.345", "-1", "1e3", "٣", "12,5,0", "1" * 12, "9,999,999,999.99"]
)
def test_what_is_no_price(text: str) -> None:
    with pytest.raises(ValueError, match=r"price|fit"):
        parse_price(text, RUB)


def test_prices_of_other_currencies() -> None:
    assert parse_price("1250", JPY) == 1_250
    assert parse_price("1,250", KWD) == 1_250
    with pytest.raises(ValueError, match="JPY"):
        parse_price("12.5", JPY)


@given(st.binary(max_size=400), st.sampled_from([".csv", ".xlsx", ".tsv"]), st.booleans())
@settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_bytes_are_answered(tmp_path: Path, data: bytes, ending: str, with_header: bool) -> None:
    path = tmp_path / f"list{ending}"
    path.write_bytes(b"sku;price;name\n" + data if with_header else data)
    table = read_price_list(path)
    assert all(each.code and each.value.isprintable() for each in table.problems)


@lru_cache(maxsize=1)
def _plain_workbook() -> bytes:
    # A workbook holds the time it was made: the same one for every example, or a failure could not be repeated.
    return workbook(("sku", "price"), ("A", 1))


@given(st.data())
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_spoiled_workbooks_are_answered(tmp_path: Path, data: st.DataObject) -> None:
    content = bytearray(_plain_workbook())
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path / "list.xlsx"
    path.write_bytes(content)
    table = read_price_list(path)
    assert table.rows or table.problems
