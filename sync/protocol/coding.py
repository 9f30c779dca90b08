"""Bodies of requests and answers: messages to JSON and back, compressed, with bounds that hold while unpacking.

zstd where the other side reads it, gzip else, plain for what is short. Whatever comes from outside and is not what it
says to be is a `CodingError`; nothing makes this side hold more than the bound. Any thread.
"""

from __future__ import annotations

import threading
import zlib
from typing import Any, Final, TypeVar

import msgspec
import zstandard

from sync.protocol.wire import MOST_BODY_BYTES

M = TypeVar("M")

ZSTD: Final = "zstd"
GZIP: Final = "gzip"
PLAIN: Final = "identity"
ACCEPTED: Final = "zstd, gzip"
"""What both ends send as `accept-encoding`."""
WORTH_PACKING: Final = 512  # bytes; below it packing costs more than it saves
_LEVEL: Final = 3
_GZIP_LEVEL: Final = 5
_GZIP_BITS: Final = 16 + zlib.MAX_WBITS
_WINDOW: Final = 8 * 1024 * 1024
_LONGEST_ACCEPT: Final = 200

_encoder: Final = msgspec.json.Encoder()
_decoders: Final[dict[type[Any], msgspec.json.Decoder[Any]]] = {}
_own: Final = threading.local()  # packers are not for several threads at once


class CodingError(ValueError):
    """A body that cannot be read: "too_large", "unknown_encoding", "not_packed" (damaged), "not_parsed"."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail


def encode(message: msgspec.Struct) -> bytes:
    """Return a message as JSON."""
    return _encoder.encode(message)


def decode(kind: type[M], data: bytes) -> M:
    """Return the message of a kind in `data`; `CodingError` "not_parsed". Unknown fields are passed over."""
    try:
        message: M = _decoder(kind).decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise CodingError("not_parsed", f"{kind.__name__}: {error}"[:200]) from None
    return message


def pack(data: bytes, accepted: str = ACCEPTED) -> tuple[bytes, str]:
    """Return (body, its `content-encoding`) in the best way that `accepted` (an `accept-encoding`) names."""
    if len(data) < WORTH_PACKING:
        return data, PLAIN
    names = _accepted(accepted)
    if ZSTD in names:
        return _zstd_packer().compress(data), ZSTD
    if GZIP in names:
        return zlib.compress(data, _GZIP_LEVEL, _GZIP_BITS), GZIP
    return data, PLAIN


def unpack(body: bytes, encoding: str = PLAIN, *, most: int = MOST_BODY_BYTES) -> bytes:
    """Return what a body holds, of at most `most` bytes plain and packed; `CodingError`."""
    if len(body) > most:
        raise CodingError("too_large", f"{len(body)} of {most} bytes")
    name = encoding.strip().lower()
    if name in {"", PLAIN}:
        return body
    if name == ZSTD:
        return _unzstd(body, most)
    if name in {GZIP, "x-gzip"}:
        return _gunzip(body, most)
    raise CodingError("unknown_encoding", encoding[:40])


def read(kind: type[M], body: bytes, encoding: str = PLAIN, *, most: int = MOST_BODY_BYTES) -> M:
    """Return the message in a body as it came; `CodingError`."""
    return decode(kind, unpack(body, encoding, most=most))


def write(message: msgspec.Struct, accepted: str = ACCEPTED) -> tuple[bytes, dict[str, str]]:
    """Return (body, headers) of a message to send; the headers say type and encoding."""
    body, encoding = pack(encode(message), accepted)
    headers = {"content-type": "application/json"}
    if encoding != PLAIN:
        headers["content-encoding"] = encoding
    return body, headers


def _unzstd(body: bytes, most: int) -> bytes:
    """One frame, whole, nothing after it. Its own word for its size is judged before anything is unpacked."""
    try:
        size = zstandard.get_frame_parameters(body).content_size
        if size != zstandard.CONTENTSIZE_UNKNOWN and size > most:
            raise CodingError("too_large", f"{size} of {most} bytes")
        return _zstd_unpacker().decompress(body, max_output_size=most, allow_extra_data=False)
    except zstandard.ZstdError as error:
        raise CodingError("not_packed", f"zstd: {error}"[:200]) from None


def _gunzip(body: bytes, most: int) -> bytes:
    unpacker = zlib.decompressobj(_GZIP_BITS)
    try:
        data = unpacker.decompress(body, most + 1)
    except zlib.error as error:
        raise CodingError("not_packed", f"gzip: {error}"[:200]) from None
    if len(data) > most:
        raise CodingError("too_large", f"more than {most} bytes")
    if not unpacker.eof or unpacker.unused_data:
        raise CodingError("not_packed", "gzip: cut off, or with something after it")
    return data


def _accepted(text: str) -> frozenset[str]:
    """Return the names in an `accept-encoding` that are not refused with q=0."""
    found = set()
    for part in text[:_LONGEST_ACCEPT].lower().split(","):
        name, _, weight = part.partition(";")
        if weight.replace(" ", "") not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}:
            found.add(name.strip())
    return frozenset(found)


def _zstd_packer() -> zstandard.ZstdCompressor:
    packer: zstandard.ZstdCompressor | None = getattr(_own, "packer", None)
    if packer is None:
        packer = _own.packer = zstandard.ZstdCompressor(level=_LEVEL)
    return packer


def _zstd_unpacker() -> zstandard.ZstdDecompressor:
    unpacker: zstandard.ZstdDecompressor | None = getattr(_own, "unpacker", None)
    if unpacker is None:
        unpacker = _own.unpacker = zstandard.ZstdDecompressor(max_window_size=_WINDOW)
    return unpacker


def _decoder(kind: type[Any]) -> msgspec.json.Decoder[Any]:
    decoder = _decoders.get(kind)
    if decoder is None:
        decoder = _decoders[kind] = msgspec.json.Decoder(kind)
    return decoder
