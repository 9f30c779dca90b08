"""One request and its replies as lines of JSON over a transport, bounded in length and in time.

The payment terminal and the fiscal device both speak so. One link serves one request and belongs to one thread.
"""

from __future__ import annotations

from types import TracebackType
from typing import Self, TypeVar

import msgspec

from pos_client.devices.transport import Deadline, Transport, TransportError

MAX_REPLY_BYTES = 8_192
_READ_BYTES = 4_096
_NOBODY = frozenset({"refused", "timeout"})  # words that would say something else of a card or a document

Reply = TypeVar("Reply")


class LinkError(Exception):
    """The exchange failed. `code` is stable; `maybe_sent` is False when certainly no byte of the request arrived.

    Codes: "unreachable" when nothing answers at the address, or another code of `TransportError`, before the request is
    out; then "timeout", "answer_lost", "malformed", which a line without end is, too.
    """

    def __init__(self, code: str, *, maybe_sent: bool, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code
        self.maybe_sent = maybe_sent
        self.detail = detail


def _endless() -> LinkError:
    return LinkError("malformed", maybe_sent=True, detail=f"a line of more than {MAX_REPLY_BYTES} bytes")


class JsonLink:
    """A context manager: opens the transport, sends one request, reads reply lines, closes."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self._buffer = bytearray()

    def __enter__(self) -> Self:
        try:
            self._transport.open()
        except TransportError as error:
            self._transport.close()
            code = "unreachable" if error.code in _NOBODY else error.code
            raise LinkError(code, maybe_sent=False, detail=error.detail) from error
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self._transport.close()

    def send(self, request: msgspec.Struct, deadline: Deadline) -> None:
        """Send `request` as one line."""
        try:
            self._transport.write(msgspec.json.encode(request) + b"\n", deadline.left)
        except TransportError as error:
            code = "answer_lost" if error.taken else error.code
            raise LinkError(code, maybe_sent=error.taken > 0, detail=error.detail) from error

    def receive(self, decoder: msgspec.json.Decoder[Reply], deadline: Deadline) -> Reply:
        """The next reply line, decoded and checked."""
        line = self._line(deadline)
        try:
            return decoder.decode(line)
        except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
            raise LinkError("malformed", maybe_sent=True, detail=str(error)[:200]) from error

    def _line(self, deadline: Deadline) -> bytes:
        searched = 0
        while (end := self._buffer.find(b"\n", searched)) < 0:
            searched = len(self._buffer)
            if searched > MAX_REPLY_BYTES:
                raise _endless()
            if deadline.passed:
                raise LinkError("timeout", maybe_sent=True)
            try:
                self._buffer += self._transport.read(_READ_BYTES, deadline.left)
            except TransportError as error:
                raise LinkError("answer_lost", maybe_sent=True, detail=error.detail) from error
        line = bytes(self._buffer[:end])
        del self._buffer[: end + 1]
        if len(line) > MAX_REPLY_BYTES:
            raise _endless()
        return line
