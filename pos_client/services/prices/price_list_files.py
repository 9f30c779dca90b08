"""Price-list files of the register: CSV in the usual encodings and separators, and XLSX. Bounded in every direction.

What the cells mean is `pos_client.domain.price_table`'s and `price_list`'s. Blocking, so off the main thread.
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


def _xlsx_rows(data: bytes, limits: Limits) -> Iterator[tuple[int, list[str]]]:
    from openpyxl import load_workbook  # noqa: PLC0415 - takes a fifth of a second, and only imports need it

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
