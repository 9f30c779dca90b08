"""Which bytes of a snapshot file a request asks for (RFC 9110: Range, If-Range, If-None-Match). Pure, any thread."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from msgspec import Struct

_RANGE: Final = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")
_MOST_HEADER: Final = 200


class FileAnswer(Struct, frozen=True):
    """The answer's head, and the bytes [start, end) of `path` that are its body: none for 304 and 416."""

    status: int
    headers: Mapping[str, str]
    path: Path
    start: int = 0
    end: int = 0


def answer(path: Path, size: int, headers: Mapping[str, str]) -> FileAnswer:
    """Return what to send of an immutable file whose name stands for its content."""
    tag = f'"{path.name}"'
    told = {
        "content-type": "application/octet-stream",
        "accept-ranges": "bytes",
        "etag": tag,
        "cache-control": "private, immutable",
    }
    if tag in _tags(headers.get("if-none-match", "")):
        return FileAnswer(304, told, path)
    asked = _RANGE.fullmatch(headers.get("range", "")[:_MOST_HEADER].replace(" ", ""))
    if asked is None or headers.get("if-range", tag)[:_MOST_HEADER] != tag:  # several ranges: the whole is allowed
        return FileAnswer(200, {**told, "content-length": str(size)}, path, 0, size)
    span = _span(asked[1], asked[2], size)
    if span is None:
        return FileAnswer(416, {**told, "content-range": f"bytes */{size}", "content-length": "0"}, path)
    start, end = span
    told["content-range"] = f"bytes {start}-{end - 1}/{size}"
    return FileAnswer(206, {**told, "content-length": str(end - start)}, path, start, end)


def _span(first: str, last: str, size: int) -> tuple[int, int] | None:
    """Return [start, end) of a range of a file, None when it has no byte of it."""
    if not first:
        start, end = max(0, size - int(last or "0")), size
    else:
        start, end = int(first), min(size, int(last) + 1) if last else size
    return (start, end) if start < end else None


def _tags(text: str) -> frozenset[str]:
    return frozenset(tag.strip().removeprefix("W/") for tag in text[:_MOST_HEADER].split(","))
