"""Between ASGI and `WireRequest`: a head that is plain, a body read within bounds and in time, an answer sent."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any, Final, TypeAlias

from sync.central.refused import RefusedError
from sync.protocol.wire import MOST_BODY_BYTES, WireRequest, WireResponse

Scope: TypeAlias = Any
Receive: TypeAlias = Any
Send: TypeAlias = Any

BODY_SECONDS: Final = 60.0
MOST_TARGET: Final = 2_048
_ONCE: Final = frozenset({"signature", "signature-input", "content-digest", "omnitill-epoch", "content-encoding"})


class GoneError(Exception):
    """The client went away before its request was whole."""


def head_of(scope: Scope) -> WireRequest:
    """Return the request without its body; `RefusedError` for a head that none of ours would send."""
    raw = scope.get("raw_path") or scope["path"].encode()
    query = scope["query_string"]
    if len(raw) + len(query) > MOST_TARGET:
        raise RefusedError(414, "too_large", "the target")
    try:
        path, asked = raw.decode("ascii"), query.decode("ascii")
    except UnicodeDecodeError:
        raise RefusedError(400, "not_parsed", "the target") from None
    headers: dict[str, str] = {}
    for raw_name, raw_value in scope["headers"]:
        name, value = raw_name.decode("latin-1").lower(), raw_value.decode("latin-1").strip(" \t")
        if name in headers:
            if name in _ONCE:
                raise RefusedError(400, "not_parsed", f"{name} twice")
            value = f"{headers[name]}, {value}"
        headers[name] = value
    length = headers.get("content-length", "0")
    if not length.isascii() or not length.isdigit() or int(length[:20]) > MOST_BODY_BYTES:
        raise RefusedError(413, "too_large", f"{length[:20]} bytes")
    return WireRequest(scope["method"], path, asked, headers)


async def body_of(receive: Receive, most: int = MOST_BODY_BYTES, seconds: float = BODY_SECONDS) -> bytes:
    """Read a body of at most `most` bytes, as sent, within `seconds`; `RefusedError`, `GoneError`."""
    parts: list[bytes] = []
    size = 0
    try:
        async with asyncio.timeout(seconds):
            while True:
                message = await receive()
                if message["type"] == "http.disconnect":
                    raise GoneError
                part = message.get("body", b"")
                size += len(part)
                if size > most:
                    raise RefusedError(413, "too_large", f"more than {most} bytes")
                parts.append(part)
                if not message.get("more_body", False):
                    return b"".join(parts)
    except TimeoutError:
        raise RefusedError(408, "too_slow", f"{size} bytes in {seconds:g} s") from None


def encoded(headers: Mapping[str, str], extra: Mapping[str, str]) -> list[tuple[bytes, bytes]]:
    """Return headers as ASGI has them."""
    return [(name.encode("latin-1"), value.encode("latin-1")) for name, value in (*headers.items(), *extra.items())]


async def send_answer(send: Send, response: WireResponse, *, close: bool = False) -> None:
    """Send a whole answer; `close` also ends the connection, whose rest nobody will read."""
    extra = {"content-length": str(len(response.body)), "x-content-type-options": "nosniff"}
    if close:
        extra["connection"] = "close"
    headers = {name: value for name, value in response.headers.items() if name != "content-length"}
    await send({"type": "http.response.start", "status": response.status, "headers": encoded(headers, extra)})
    await send({"type": "http.response.body", "body": response.body})
