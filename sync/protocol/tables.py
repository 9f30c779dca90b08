"""Long lists in little room: the wire form of a document whose lines would not fit an event one by one. Pure.

Works on plain values, as JSON has them. A list of objects becomes a table: a column for each field that any of them
has, in the shortest of these forms by fixed rules, so that equal lists have equal tables:

    {"all": v}                       the same value for every object
    {"of": [v...], "at": [i...]}     each object's place among the distinct values, in the order of first use
    {"prefix": s, "rest": [s...]}    instants: how all begin, and how each goes on
    {"counts": column, "parts": t}   lists of objects: how many each has, and all of them as a table
    [v...]                           anything else; null stands for a field that was left out

`spec.md` describes the same for readers without this program.
"""

from __future__ import annotations

from collections import Counter
from itertools import islice, takewhile
from typing import Any

import msgspec

TABLES = "tables"  # the key that holds the tables of a packed document, by the field they stand for
MOST_ROWS = 999
MOST_PARTS = 32 * MOST_ROWS  # over all rows of a table
MOST_PLAIN = 8 * 1024 * 1024
"""Bytes of JSON that the values named once and used often may come to: a few hundred kilobytes could say gigabytes."""
_ENTRY = 16  # bytes that a value costs beside its own
_INSTANTS = frozenset({"instant", "voided_at"})  # no other text is cut in two: whoever looks for an id finds it whole


class TableError(ValueError):
    """A table that does not hold together."""


def pack(document: dict[str, Any], fields: tuple[str, ...]) -> dict[str, Any]:
    """Return `document` with its lists of objects in `fields` as tables."""
    tables = {field: _table(document[field]) for field in fields if document.get(field)}
    return {**{key: value for key, value in document.items() if key not in tables}, TABLES: tables}


def unpack(document: dict[str, Any]) -> dict[str, Any]:
    """Return a packed document as it was; `TableError` when a table is damaged or larger than any document."""
    tables = document.get(TABLES)
    if not isinstance(tables, dict):
        raise TableError("no tables")
    plain = {key: value for key, value in document.items() if key != TABLES}
    room = _Room()
    for field, table in tables.items():
        if field in plain:
            raise TableError(f"{field} twice")
        plain[field] = _rows(table, MOST_ROWS, room)
    return plain


class _Room:
    """What values that are used more than once may still come to."""

    def __init__(self) -> None:
        self._left = MOST_PLAIN

    def take(self, value: object, times: int) -> None:
        """Count a value that is used so often; `TableError` when that is too much."""
        self._left -= (len(msgspec.json.encode(value)) + _ENTRY) * times
        if self._left < 0:
            raise TableError("more than any document says")


def _table(rows: list[dict[str, Any]]) -> dict[str, Any]:
    fields = sorted({field for row in rows for field in row})
    columns = {field: _column([row.get(field) for row in rows], field) for field in fields}
    return {"columns": columns, "count": len(rows)}


def _column(values: list[Any], field: str = "") -> Any:  # noqa: ANN401 - JSON
    parts = [value for value in values if value is not None]
    if all(isinstance(part, list) and part and all(isinstance(item, dict) for item in part) for part in parts):
        counts = [len(value or ()) for value in values]
        return {"counts": _column(counts), "parts": _table([item for part in parts for item in part])}
    places: dict[str, int] = {}
    at = [places.setdefault(repr(value), len(places)) for value in values]
    if len(places) == 1:
        return {"all": values[0]}
    if len(places) * 2 <= len(values):
        return {"of": [values[at.index(place)] for place in range(len(places))], "at": at}
    if field in _INSTANTS and all(isinstance(value, str) for value in values):
        first, last = min(values), max(values)
        prefix = "".join(one for one, _ in takewhile(lambda pair: pair[0] == pair[1], zip(first, last, strict=False)))
        return {"prefix": prefix, "rest": [value[len(prefix) :] for value in values]}
    return values


def _rows(table: object, most: int, room: _Room) -> list[dict[str, Any]]:
    count = table.get("count") if isinstance(table, dict) else None
    columns = table.get("columns") if isinstance(table, dict) else None
    if type(count) is not int or not 0 <= count <= most or not isinstance(columns, dict):
        raise TableError("not a table, or too large")
    room.take({}, count)
    rows: list[dict[str, Any]] = [{} for _ in range(count)]
    for field, column in columns.items():
        for row, value in zip(rows, _values(column, count, room), strict=True):
            if value is not None:
                row[field] = value
    return rows


def _values(column: object, count: int, room: _Room) -> list[Any]:
    if isinstance(column, dict):
        kind = frozenset(column)
        if kind == {"all"}:
            room.take(column["all"], count)
            return [column["all"]] * count
        if kind == {"of", "at"}:
            column = _picked(column["of"], column["at"], room)
        elif kind == {"prefix", "rest"}:
            room.take(column["prefix"], count)
            column = _joined(column["prefix"], column["rest"])
        elif kind == {"counts", "parts"}:
            column = _parted(_values(column["counts"], count, room), column["parts"], room)
    if not isinstance(column, list) or len(column) != count:
        raise TableError("a column of another length")
    return column


def _picked(of: object, at: object, room: _Room) -> list[Any]:
    if not isinstance(of, list) or not isinstance(at, list):
        raise TableError("no values to pick from")
    if not all(type(place) is int and 0 <= place < len(of) for place in at):
        raise TableError("a place that is not there")
    for place, times in Counter(at).items():
        room.take(of[place], times)
    return [of[place] for place in at]


def _joined(prefix: object, rest: object) -> list[Any]:
    if not isinstance(prefix, str) or not isinstance(rest, list) or not all(isinstance(text, str) for text in rest):
        raise TableError("texts that are none")
    return [prefix + text for text in rest]


def _parted(counts: list[Any], parts: object, room: _Room) -> list[Any]:
    if not all(type(count) is int and count >= 0 for count in counts):
        raise TableError("counts that are none")
    items = _rows(parts, MOST_PARTS, room)
    if sum(counts) != len(items):
        raise TableError("not as many parts as counted")
    rest = iter(items)
    return [list(islice(rest, count)) or None for count in counts]
