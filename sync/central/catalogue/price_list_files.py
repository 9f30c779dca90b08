"""Price-list files at the centre: CSV, and XLSX by openpyxl. What the cells mean is the domain's. Blocking.

The register has such a reader of its own, since neither half imports the other; bounds, header and rows are shared.
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

_ENDINGS: Final = (".csv", ".txt", ".tsv", ".xlsx")
# What openpyxl is seen to raise for files that are no workbooks, or workbooks spoiled inside
_BROKEN_WORKBOOK: Final = (
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    ParseError,
    TypeError,
    ValueError,
    zipfile.BadZipFile,
    zlib.error,
)


def read_price_list(path: Path, *, encoding: str = "", limits: Limits | None = None) -> Table:
    """The rows of the list in `path` by its ending; `encoding` "" finds it out. Never raises for content."""
    bounds = limits or Limits()
    try:
        data = _bytes_of(path, bounds)
        if path.suffix.lower() == ".xlsx":
            return table_of(_workbook_rows(data, bounds), bounds, "")
        used = encoding or detect_encoding(data)
        return table_of(csv_rows(data, used), bounds, used)
    except TableError as error:
        return Table((), (error.problem,), encoding=encoding)


def _bytes_of(path: Path, limits: Limits) -> bytes:
    if path.suffix.lower() not in _ENDINGS:
        raise TableError("unknown_format", path.suffix)
    try:
        with path.open("rb") as file:
            data = file.read(limits.file_bytes + 1)
    except OSError as error:
        raise TableError("not_found", error.strerror or "") from error
    if len(data) > limits.file_bytes:
        raise TableError("too_large", str(limits.file_bytes))
    return data


def _workbook_rows(data: bytes, limits: Limits) -> Iterator[tuple[int, list[str]]]:
    from openpyxl import load_workbook  # noqa: PLC0415 - only imports need it

    refuse_bomb(data, limits)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and extensions that a price list does not need
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        try:
            for sheet in book.worksheets[:1]:
                cells = sheet.iter_rows(max_row=limits.rows + 2, max_col=limits.columns + 1, values_only=True)
                for number, row in enumerate(cells, start=1):
                    yield number, [cell_text(cell) for cell in row]
        finally:
            book.close()
    except _BROKEN_WORKBOOK as error:
        raise TableError("unreadable_workbook", str(error)) from error
