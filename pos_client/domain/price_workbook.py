"""A workbook's cells to rows of text, for `price_table`: judged before it is unpacked, bounded. Pure.

Whoever reads the file (the register, the centre) hands over its bytes and the library's way to open them: the domain
does without one.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final
from xml.etree.ElementTree import ParseError

from pos_client.domain.price_table import Limits, TableError

_FORMULA: Final = re.compile(rb"<(?:\w+:)?f[ />]")
_PIECE: Final = 1024 * 1024
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


def workbook_rows(data: bytes, limits: Limits, load_workbook: Callable[..., Any]) -> Iterator[tuple[int, list[str]]]:
    """The cells of a workbook's first sheet, with the number of each row; `TableError` where it breaks.

    `load_workbook` is openpyxl's.
    """
    _refuse_bomb(data, limits)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and extensions that a price list does not need
            kinds = (True, False) if _has_formulas(data) else (True,)  # values, and formulas where there are any
            books = [load_workbook(io.BytesIO(data), read_only=True, data_only=k, keep_links=False) for k in kinds]
        try:
            sheets = [book.worksheets[0] for book in books if book.worksheets]
            rows = [s.iter_rows(max_row=limits.rows + 2, max_col=limits.columns + 1, values_only=True) for s in sheets]
            for number, cells in enumerate(zip(*rows, strict=True), start=1):
                if number > limits.rows + 1:  # further rows are not looked at
                    raise TableError("too_many_rows", str(limits.rows))
                yield number, [_cell_or_formula(*each) for each in zip(cells[0], cells[-1], strict=True)]
        finally:
            for book in books:
                book.close()
    except _BROKEN_WORKBOOK as error:
        raise TableError("unreadable_workbook", str(error)) from error


def _refuse_bomb(data: bytes, limits: Limits) -> None:
    """Judge a workbook by its directory before a byte of it is unpacked; `zipfile` never reads more than it states."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError) as error:
        raise TableError("unreadable_workbook", str(error)) from error
    unpacked = sum(part.file_size for part in parts)
    if (
        len(parts) > limits.parts
        or unpacked > limits.unpacked_bytes
        or unpacked > limits.unpacked_ratio * max(len(data), 64 * 1024)
    ):
        raise TableError("unpacks_too_large", str(unpacked))


def _has_formulas(data: bytes) -> bool:
    """Whether a workbook that `_refuse_bomb` let pass has any; raises what `zipfile` does for a spoiled one."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for part in archive.infolist():
            if not part.filename.endswith(".xml"):
                continue
            with archive.open(part) as xml:
                end = b""  # of the piece before: a mark may lie across two
                while piece := xml.read(_PIECE):
                    if _FORMULA.search(end + piece):
                        return True
                    end = piece[-64:]
    return False


def _cell_or_formula(value: object, formula: object) -> str:
    """The text of a cell; of a formula that was never computed the formula itself, which `table_of` refuses."""
    if value is not None or formula is None:
        return _cell_text(value)
    return formula if isinstance(formula, str) else "="


def _cell_text(cell: object) -> str:
    """A workbook's cell as a person would type it."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, float):
        return format(Decimal(repr(round(cell, 6))), "f").removesuffix(".0")
    if isinstance(cell, datetime | date):
        return cell.isoformat()
    return str(cell)
