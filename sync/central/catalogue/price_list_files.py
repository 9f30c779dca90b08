"""Price-list files at the centre: CSV, and XLSX by openpyxl. What the cells mean is the domain's. Blocking.

The register has such a reader of its own, since neither half imports the other; bounds, header and rows are shared.
"""

from __future__ import annotations

import io
import os
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
    cell_or_formula,
    csv_rows,
    detect_encoding,
    has_formulas,
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
        if path.exists() and not path.is_file():
            raise TableError("not_a_file")  # a pipe would be waited for
        with path.open("rb") as file:
            before = os.fstat(file.fileno())
            data = file.read(limits.file_bytes + 1)
            after = os.fstat(file.fileno())
    except OSError as error:
        raise TableError("not_found", error.strerror or "") from error
    if len(data) > limits.file_bytes:
        raise TableError("too_large", str(limits.file_bytes))
    if (before.st_mtime_ns, len(data)) != (after.st_mtime_ns, after.st_size):
        raise TableError("file_changed")  # half of a price is a price, too
    return data


def _workbook_rows(data: bytes, limits: Limits) -> Iterator[tuple[int, list[str]]]:
    from openpyxl import load_workbook  # noqa: PLC0415 - only imports need it

    refuse_bomb(data, limits)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and extensions that a price list does not need
            kinds = (True, False) if has_formulas(data) else (True,)  # values, and formulas where there are any
            books = [load_workbook(io.BytesIO(data), read_only=True, data_only=k, keep_links=False) for k in kinds]
        try:
            sheets = [book.worksheets[0] for book in books if book.worksheets]
            rows = [s.iter_rows(max_row=limits.rows + 2, max_col=limits.columns + 1, values_only=True) for s in sheets]
            for number, cells in enumerate(zip(*rows, strict=True), start=1):
                if number > limits.rows + 1:  # further rows are not looked at
                    raise TableError("too_many_rows", str(limits.rows))
                yield number, [cell_or_formula(*each) for each in zip(cells[0], cells[-1], strict=True)]
        finally:
            for book in books:
                book.close()
    except _BROKEN_WORKBOOK as error:
        raise TableError("unreadable_workbook", str(error)) from error
