"""`omnitill import`: a price list checked row by row, and applied only when asked. Prints plain lines."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from pos_client.domain.price_table import RowProblem
from pos_client.services.prices.price_lists import PriceListDraft, PriceListError, PriceLists

MOST_LINES = 50
MEANS = {
    "not_found": "the file cannot be opened",
    "not_a_file": "that is no file: a folder, or a pipe",
    "file_changed": "somebody is writing it: wait until it is whole, then try again",
    "too_large": "the file is too large; bytes allowed",
    "unknown_format": "only .csv, .txt, .tsv and .xlsx are read",
    "unreadable_workbook": "it is no workbook, or a spoiled one: save it anew",
    "unpacks_too_large": "the workbook unpacks to more than is read; bytes",
    "not_text": "it is no text: save the list as CSV or XLSX",
    "unknown_encoding": "no such encoding is read",
    "no_header": "the first row must name the columns, one of them sku",
    "column_twice": "two columns have this name",
    "too_many_rows": "only so many rows are read: split the list",
    "bad_encoding": "letters are lost: save the list as UTF-8",
    "bad_characters": "characters that cannot be printed",
    "formula": "a formula without its value: open the list in a spreadsheet and save it, or paste values",
    "cell_too_long": "the cell is too long",
    "too_many_cells": "more cells than the header has; cells",
    "broken_row": "the quotes do not match from here on",
    "missing_sku": "no sku",
    "missing_name": "a new product needs a name",
    "missing_tax": "a new product needs a tax category",
    "missing_price": "a new product needs a price",
    "listed_twice": "this sku stands in an earlier row",
    "unknown_sku": "no such product",
    "unknown_tax": "no such tax category",
    "bad_gtin": "not a GTIN: its check digit is wrong, or it has other than 8, 12, 13 or 14 digits",
    "bad_plu": "a PLU has 4 or 5 digits",
    "bad_label_item": "a label's item has 1 to 12 digits",
    "bad_unit": "units are pc, kg, m and l",
    "bad_price": "not a price, or more decimals than the currency has",
    "zero_price": "a price is above zero",
    "bad_age": "an age is 0 to 120",
    "bad_yes_no": "say yes or no",
    "gtin_taken": "another product has this GTIN",
    "plu_taken": "another product has this PLU",
    "label_item_taken": "another product has this label item",
}


def import_list(directory: Path, file: Path, *, apply: bool, say: Callable[[str], None]) -> int:
    """Check `file` against the replica in `directory`, apply it when asked; returns the exit code."""
    lists = PriceLists(directory)
    try:
        draft = lists.check(file, effective_from=datetime.now(UTC))
        _tell(draft, say)
        if not apply:
            say("Nothing was changed. Repeat with --apply to take it over.")
            return 0 if draft.problem_count == 0 else 1
        path = lists.apply(draft, confirmed_by="command line")
    except PriceListError as error:
        say(f"Not imported: {error}")
        return 1
    say(f"Applied: {path.name}")
    return 0


def _tell(draft: PriceListDraft, say: Callable[[str], None]) -> None:
    read_as = f", read as {draft.encoding}" if draft.encoding else ""
    say(f"{draft.file_name}{read_as}: {len(draft.good)} good rows, {draft.problem_count} problems")
    say(f"new {draft.new_products}, changed {draft.changed_products}, prices {draft.price_change_count}")
    for problem in draft.problems[:MOST_LINES]:
        say(_said(problem))
    if draft.problem_count > MOST_LINES:
        say(f"... and {draft.problem_count - MOST_LINES} more")


def _said(problem: RowProblem) -> str:
    where = f"row {problem.row}" if problem.row else "the file"
    column = f", {problem.column}" if problem.column else ""
    value = f" ({problem.value})" if problem.value else ""
    return f"{where}{column}: {problem.code}: {MEANS[problem.code]}{value}"
