"""Price-list files of the register: CSV in the usual encodings and separators, and XLSX. Bounded in every direction.

What is in them is `pos_client.domain.price_table`'s and `price_workbook`'s to read, what it means `price_list`'s.
Blocking, so off the main thread.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

from pos_client.domain.price_table import Limits, Table, TableError, csv_rows, detect_encoding, table_of
from pos_client.domain.price_workbook import workbook_rows

_ENDINGS: Final = (".csv", ".txt", ".tsv", ".xlsx")


def read_price_list(path: Path, *, encoding: str = "", limits: Limits | None = None) -> Table:
    """The rows of the list in `path` by its ending; `encoding` "" finds it out. Never raises for content."""
    bounds = limits or Limits()
    try:
        data = _bytes_of(path, bounds)
        if path.suffix.lower() == ".xlsx":
            from openpyxl import load_workbook  # noqa: PLC0415 - takes a fifth of a second, and only workbooks need it

            return table_of(workbook_rows(data, bounds, load_workbook), bounds, "")
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
