"""Price-list files of the register: CSV in the usual encodings and separators, and XLSX. Bounded in every direction.

What the cells mean is `pos_client.domain.price_table`'s and `price_list`'s. Blocking, so off the main thread.
"""

from __future__ import annotations

import io
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from xml.etree.ElementTree import ParseError

from pos_client.domain.price_table import (
    Limits,
    Table,
    TableError,
    cell_text,
    csv_rows,
    detect_encoding,
    refuse_bomb,
    table_of,
)

# What openpyxl is seen to raise for files that are no workbooks, or workbooks spoiled inside
_BROKEN_WORKBOOK: Final = (
    zipfile.BadZipFile,
    zlib.error,
    ParseError,
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    TypeError,
    ValueError,
)


def read_table(path: Path, *, encoding: str = "", limits: Limits | None = None) -> Table:
    """Read `path` by its ending (.csv, .txt, .tsv, .xlsx). `encoding` "" finds it out. Never raises for content."""
    try:
        return _read_table(path, encoding, limits or Limits())
    except TableError as error:
        return Table((), (error.problem,), encoding=encoding)


def _read_table(path: Path, encoding: str, limits: Limits) -> Table:
    ending = path.suffix.lower()
    if ending not in (".xlsx", ".csv", ".txt", ".tsv"):
        raise TableError("unknown_format", path.suffix)
    data = _read_bytes(path, limits)
    if ending == ".xlsx":
        return table_of(_xlsx_rows(data, limits), limits, "")
    used = encoding or detect_encoding(data)
    return table_of(csv_rows(data, used), limits, used)


def _read_bytes(path: Path, limits: Limits) -> bytes:
    try:
        with path.open("rb") as file:
            data = file.read(limits.file_bytes + 1)
    except OSError as error:
        raise TableError("not_found", error.strerror or "") from error
    if len(data) > limits.file_bytes:
        raise TableError("too_large", str(limits.file_bytes))
    return data


def _xlsx_rows(data: bytes, limits: Limits) -> Iterator[tuple[int, list[str]]]:
    from openpyxl import load_workbook  # noqa: PLC0415 - takes a fifth of a second, and only imports need it

    refuse_bomb(data, limits)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and extensions that a price list does not need
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        try:
            for sheet in book.worksheets[:1]:
                rows = sheet.iter_rows(max_row=limits.rows + 2, max_col=limits.columns + 1, values_only=True)
                for number, cells in enumerate(rows, start=1):
                    yield number, [cell_text(cell) for cell in cells]
        finally:
            book.close()
    except _BROKEN_WORKBOOK as error:
        raise TableError("unreadable_workbook", str(error)) from error
