"""A price list's cells to rows of text, whatever file they came from: encodings, separators, header, bounds. Pure.

Nothing here knows what a column means beyond its name. Trouble is told as `RowProblem`s with a stable code; row 0 is
the file itself. Whoever reads the file (the register, the centre) hands over its bytes, or a workbook's cells.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Final

from msgspec import Struct

from pos_client.domain.search_text import fold

COLUMNS: Final = (
    "sku",
    "gtin",
    "plu",
    "label_item",
    "name_en",
    "name_ru",
    "name_pl",
    "category",
    "brand",
    "unit",
    "tax",
    "price",
    "minimum_age",
    "charge_sku",
    "needs_marking",
)
_ALIASES: Final = {
    "sku": ("article", "артикул", "код", "indeks", "kod"),
    "gtin": ("ean", "barcode", "штрихкод", "штрих-код", "kod kreskowy"),
    "name_en": ("name", "title"),
    "name_ru": ("название", "наименование"),
    "name_pl": ("nazwa",),
    "category": ("категория", "группа", "kategoria", "grupa"),
    "brand": ("бренд", "марка", "marka"),
    "unit": ("единица", "ед", "ед.", "jednostka", "jm", "j.m."),
    "tax": ("vat", "ндс", "налог", "podatek"),
    "price": ("цена", "cena"),
    "minimum_age": ("age", "возраст", "wiek"),
}
_SEPARATORS: Final = ";,\t"
_POLISH: Final = frozenset("ąćęłńóśźżĄĆĘŁŃÓŚŹŻ".encode("cp1250"))
_ENCODINGS: Final = ("utf-8", "utf-8-sig", "utf-16", "cp1251", "cp1250")


class Limits(Struct, frozen=True):
    """The most that is read: bytes of the file and of what it unpacks to, rows, columns, characters of a cell."""

    file_bytes: int = 32 * 1024 * 1024
    unpacked_bytes: int = 256 * 1024 * 1024
    unpacked_ratio: int = 200
    parts: int = 1_000
    rows: int = 200_000
    columns: int = 64
    cell: int = 500


class RowProblem(Struct, frozen=True):
    """One bad cell: `row` as a spreadsheet numbers it (0: the file), `column` by our name, `value` shortened.

    Codes of files: "not_found", "not_a_file", "file_changed", "too_large", "unknown_format", "unreadable_workbook",
    "unpacks_too_large", "not_text", "unknown_encoding", "no_header", "column_twice", "too_many_rows". Of rows:
    "bad_encoding", "bad_characters", "formula", "cell_too_long", "too_many_cells", "broken_row", and those of
    `price_list`.
    """

    row: int
    column: str
    code: str
    value: str = ""


class Table(Struct, frozen=True):
    """What was read: good `rows` as (number, text by column), and what was wrong."""

    rows: tuple[tuple[int, dict[str, str]], ...]
    problems: tuple[RowProblem, ...]
    columns: tuple[str, ...] = ()
    encoding: str = ""


class TableError(Exception):
    """The file as a whole is no price list, or breaks off: `problem` says why."""

    def __init__(self, code: str, value: str = "", row: int = 0) -> None:
        super().__init__(code)
        self.problem = RowProblem(row, "", code, shown(value))


def detect_encoding(data: bytes) -> str:
    """The likeliest of the encodings we know; a few spoiled characters do not make UTF-8 something else."""
    if data.startswith(b"\xef\xbb\xbf"):
        return "utf-8-sig"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    text = data.decode("utf-8", "replace")
    spoiled = text.count("\N{REPLACEMENT CHARACTER}")
    if spoiled == 0 or sum(letter > "\x7f" for letter in text) - spoiled > 4 * spoiled:
        return "utf-8"
    # Russian needs some forty of the high bytes; Polish only these few, which are a sixth of Russian text
    high = [byte for byte in data if byte > 0x7F]
    return "cp1250" if sum(byte in _POLISH for byte in high) * 2 > len(high) else "cp1251"


def csv_rows(data: bytes, encoding: str) -> Iterator[tuple[int, list[str]]]:
    """The cells of a CSV in `encoding`, with the number of each row; `TableError` where it breaks."""
    if encoding not in _ENCODINGS:
        raise TableError("unknown_encoding", encoding)
    text = data.decode(encoding, "replace")
    if "\0" in text:
        raise TableError("not_text")
    head = text[:10_000].lstrip("\ufeff\r\n").splitlines()[:1]
    separator = max(_SEPARATORS, key=lambda each: len(_known(head[0].split(each)))) if head else ";"
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    before = 0
    try:
        for cells in reader:
            yield before + 1, cells
            before = reader.line_num
    except csv.Error as error:
        raise TableError("broken_row", str(error), before + 1) from error


def _known(cells: Iterable[str]) -> list[str]:
    """Our name of each header cell, "" for one we do not know."""
    names = {fold(alias): column for column, aliases in _ALIASES.items() for alias in aliases}
    names |= {column: column for column in COLUMNS}
    found = (names.get("_".join(fold(cell).split())) or names.get(fold(cell).strip()) for cell in cells)
    return [name for name in found if name]


def _header(cells: list[str]) -> list[str]:
    """Our column name at each position, "" for what we leave aside."""
    header = [(_known([cell]) or [""])[0] for cell in cells]
    named = [name for name in header if name]
    if "sku" not in named:
        raise TableError("no_header", " ".join(cells))
    for name in named:
        if named.count(name) > 1:
            raise TableError("column_twice", name)
    return header


def table_of(source: Iterator[tuple[int, list[str]]], limits: Limits, encoding: str) -> Table:
    """Rows under the header (the first row that is not empty); empty rows are passed over."""
    found = _Gathered([], [], [])
    try:
        _gather(source, limits, found)
    except TableError as error:
        found.problems.append(error.problem)
    columns = tuple(name for name in found.header if name)
    return Table(tuple(found.rows), tuple(found.problems), columns, encoding)


class _Gathered(Struct, frozen=True):
    """What was read until the end, or until the file broke."""

    header: list[str]
    rows: list[tuple[int, dict[str, str]]]
    problems: list[RowProblem]


def _gather(source: Iterator[tuple[int, list[str]]], limits: Limits, found: _Gathered) -> None:
    for number, cells in source:
        if not any(cell.strip() for cell in cells):
            continue
        if not found.header:
            found.header.extend(_header([cells[0].lstrip("\ufeff"), *cells[1 : limits.columns]]))
            continue
        if len(found.rows) + len(found.problems) >= limits.rows:
            raise TableError("too_many_rows", str(limits.rows))
        row, wrong = _row(number, found.header, cells, limits)
        found.problems.extend(wrong)
        if not wrong:
            found.rows.append((number, row))
    if not found.header:
        raise TableError("no_header")


def _row(number: int, header: list[str], cells: list[str], limits: Limits) -> tuple[dict[str, str], list[RowProblem]]:
    row: dict[str, str] = {}
    problems: list[RowProblem] = []
    if any(cell.strip() for cell in cells[len(header) :]):
        problems.append(RowProblem(number, "", "too_many_cells", str(len(cells))))
    for name, cell in zip(header, cells, strict=False):
        text = cell.strip()
        if not name or not text:
            continue
        code = _cell_trouble(text, limits)
        if code:
            problems.append(RowProblem(number, name, code, shown(text)))
        row[name] = text
    return row, problems


def _cell_trouble(text: str, limits: Limits) -> str:
    if len(text) > limits.cell:
        return "cell_too_long"
    if "\N{REPLACEMENT CHARACTER}" in text:
        return "bad_encoding"
    if any(not letter.isprintable() and letter != "\xa0" for letter in text):
        return "bad_characters"
    return "formula" if text.startswith("=") else ""  # not what it comes to: it was never computed


def shown(text: str) -> str:
    """A short, printable form of a bad value."""
    return "".join(letter if letter.isprintable() else "\N{SYMBOL FOR NEWLINE}" for letter in text[:60])
