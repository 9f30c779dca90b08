"""Documents as bytes, for the print spool: JSON with a `block` tag a block, version 1.

`decode` accepts what `encode` of this or an earlier version wrote; anything else is a `DocumentError`, since the bytes
come from a file that may be damaged. Any thread.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from msgspec.structs import FieldInfo, fields

from pos_client.domain.receipt.model import (
    MAX_BLOCKS,
    Align,
    Barcode,
    Block,
    Column,
    Cut,
    Document,
    Drawer,
    Feed,
    Image,
    Qr,
    Rule,
    Table,
    Text,
)

VERSION = 1
MAX_BYTES = 4_000_000
_KINDS: dict[str, type[Block]] = {
    "text": Text,
    "rule": Rule,
    "table": Table,
    "barcode": Barcode,
    "qr": Qr,
    "image": Image,
    "feed": Feed,
    "cut": Cut,
    "drawer": Drawer,
}
_TAGS = {kind: tag for tag, kind in _KINDS.items()}
_PLAIN = (str, int, bool)


class DocumentError(ValueError):
    """The bytes are no document."""


def encode(document: Document) -> bytes:
    """`document` as UTF-8 JSON; the same document gives the same bytes."""
    blocks = [{"block": _TAGS[type(block)], **_without_defaults(block)} for block in document.blocks]
    whole = {"version": VERSION, "title": document.title, "blocks": blocks}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


@cache
def _fields(kind: type[Block]) -> tuple[FieldInfo, ...]:
    return fields(kind)  # resolving the types is not for the start of the program


def _without_defaults(block: Block) -> dict[str, Any]:
    values = {f.name: value for f in _fields(type(block)) if (value := getattr(block, f.name)) != f.default}
    if isinstance(block, Table):
        values["columns"] = [{"share": column.share, "align": column.align} for column in block.columns]
    return values


def decode(data: bytes) -> Document:
    """The document in `data`; `DocumentError` when there is none."""
    if len(data) > MAX_BYTES:
        raise DocumentError("too long")
    try:
        whole = json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise DocumentError("not JSON") from error
    if not isinstance(whole, dict) or whole.get("version") != VERSION:
        raise DocumentError("not a document of a known version")
    title, blocks = whole.get("title", ""), whole.get("blocks")
    if not isinstance(title, str) or not isinstance(blocks, list) or len(blocks) > MAX_BLOCKS:
        raise DocumentError("title or blocks are missing")
    return Document(tuple(_block(block) for block in blocks), title)


def _block(raw: object) -> Block:
    tag = raw.get("block") if isinstance(raw, dict) else None
    if not isinstance(raw, dict) or not isinstance(tag, str) or tag not in _KINDS:
        raise DocumentError("unknown block")
    kind = _KINDS[tag]
    values = {key: value for key, value in raw.items() if key != "block"}
    if kind is Table:
        return _table(values)
    known = {f.name: f.type for f in _fields(kind)}
    if not values.keys() <= known.keys():
        raise DocumentError(f"unknown field in {tag}")
    try:
        return kind(**{key: _value(value, known[key]) for key, value in values.items()})
    except TypeError as error:
        raise DocumentError(f"incomplete {tag}") from error


def _value(value: object, kind: type) -> Any:  # noqa: ANN401 - the field's own type
    if kind in _PLAIN:
        if type(value) is not kind:
            raise DocumentError(f"expected {kind.__name__}")
        return value
    if not isinstance(value, str):
        raise DocumentError(f"expected {kind.__name__}")
    try:
        return kind(value)  # one of the enumerations
    except ValueError as error:
        raise DocumentError(f"unknown {kind.__name__}") from error


def _table(values: dict[str, object]) -> Table:
    columns, rows, heading = values.get("columns"), values.get("rows"), values.get("heading", False)
    if not isinstance(columns, list) or not isinstance(rows, list) or not isinstance(heading, bool):
        raise DocumentError("incomplete table")
    made: list[Column] = []
    for column in columns:
        if not isinstance(column, dict) or type(column.get("share")) is not int:
            raise DocumentError("bad column")
        made.append(Column(column["share"], _value(column.get("align", "left"), Align)))
    for row in rows:
        if not isinstance(row, list) or len(row) != len(made) or not all(isinstance(cell, str) for cell in row):
            raise DocumentError("bad row")
    return Table(tuple(made), tuple(tuple(row) for row in rows), heading)
