"""`omnitill import`: a price list checked row by row, and applied only when asked. Prints plain lines."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from pos_client.services.prices.price_lists import PriceListDraft, PriceListError, PriceLists

MOST_LINES = 50


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
        say(f"row {problem.row}, {problem.column}: {problem.code} {problem.value!r}")
    if draft.problem_count > MOST_LINES:
        say(f"... and {draft.problem_count - MOST_LINES} more")
