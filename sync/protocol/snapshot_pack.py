"""A snapshot file on its way: packed into one zstd frame, unpacked and verified. Bounded memory; any thread; blocks."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Final

import zstandard
from msgspec import Struct

LEVEL: Final = 6
CHUNK: Final = 1024 * 1024
MOST_WINDOW: Final = 8 * 1024 * 1024
"""What a reader grants the packer to remember: its memory stays below twice that."""


class NotOfferedError(ValueError):
    """A packed file is damaged, longer or shorter than was said, or has another content."""


class Packed(Struct, frozen=True):
    """A packed file: sizes in bytes, `sha256` of the plain file in hexadecimal."""

    size: int
    plain_size: int
    sha256: str


def pack_file(source: Path, target: Path) -> Packed:
    """Pack `source` into `target`, which is durable then. `OSError`; a `target` half written is removed."""
    told = hashlib.sha256()
    plain_size = source.stat().st_size
    packer = zstandard.ZstdCompressor(level=LEVEL, write_checksum=True)
    try:
        with (
            source.open("rb") as plain,
            target.open("wb") as packed,
            packer.stream_writer(packed, size=plain_size, closefd=False) as writer,
        ):
            while chunk := plain.read(CHUNK):
                told.update(chunk)
                writer.write(chunk)
            writer.flush(zstandard.FLUSH_FRAME)
            os.fsync(packed.fileno())
    except BaseException:
        target.unlink(missing_ok=True)
        raise
    return Packed(target.stat().st_size, plain_size, told.hexdigest())


def unpack_file(source: Path, target: Path, expected: Packed) -> None:
    """Unpack `source` into the new file `target`, durable then, judging it by `expected` all along.

    `NotOfferedError`, `OSError`; a `target` half written is removed.
    """
    if source.stat().st_size != expected.size:
        raise NotOfferedError(f"{source.stat().st_size} of {expected.size} bytes")
    try:
        _judge(_unpack(source, target, expected.plain_size), expected)
    except zstandard.ZstdError as error:
        target.unlink(missing_ok=True)
        raise NotOfferedError(str(error)) from error
    except BaseException:
        target.unlink(missing_ok=True)
        raise


def _judge(found: Packed, expected: Packed) -> None:
    if found != expected:
        raise NotOfferedError(f"{found} instead of {expected}")


def _unpack(source: Path, target: Path, most: int) -> Packed:
    """Unpack until the frame's end, or until one byte above `most`; returns what that was."""
    told, size = hashlib.sha256(), 0
    unpacker = zstandard.ZstdDecompressor(max_window_size=MOST_WINDOW)
    with (
        source.open("rb") as packed,
        target.open("xb") as plain,
        unpacker.stream_reader(packed, read_size=CHUNK, closefd=False) as reader,
    ):
        while chunk := reader.read(min(CHUNK, most + 1 - size)):
            size += len(chunk)
            told.update(chunk)
            plain.write(chunk)
        plain.flush()
        os.fsync(plain.fileno())
        return Packed(source.stat().st_size, size, told.hexdigest())
