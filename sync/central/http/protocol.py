"""uvicorn's HTTP protocol with the patience it lacks: heads that come too slowly or are too long end the connection.

uvicorn itself bounds idle connections between requests. Here are bounded: the time and length of a head, the whole of
a request on the wire (chunk framing and trailers included), requests sent ahead of their answers, connections at once,
and how long a client may leave an answer unread.
"""

from __future__ import annotations

import asyncio
import socket
from typing import Any, Final

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

HEAD_SECONDS: Final = 15.0
MOST_HEAD: Final = 16 * 1024
MOST_HEADERS: Final = 60
MOST_REQUEST: Final = 9 * 1024 * 1024
"""On the wire: twice the longest body, for what chunking adds."""
MOST_AHEAD: Final = 8
UNREAD_SECONDS: Final = 60.0
MOST_CONNECTIONS: Final = 25_000


class TooMuchError(ValueError):
    """The head is longer than any of ours; llhttp ends the request with 400."""


class BoundedProtocol(HttpToolsProtocol):
    """One connection, on the event loop."""

    def __init__(self, *args: Any, head_seconds: float = HEAD_SECONDS, **kwargs: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **kwargs)
        self._head_seconds = head_seconds
        self._late: asyncio.TimerHandle | None = None
        self._unread: asyncio.TimerHandle | None = None
        self._in_head = True
        self._head = 0
        self._wire = 0

    def connection_made(self, transport: Any) -> None:  # noqa: ANN401 - uvicorn's own
        """Start the clock of the first head."""
        super().connection_made(transport)
        if len(self.connections) > MOST_CONNECTIONS:
            transport.abort()
            return
        _keep_probing(transport.get_extra_info("socket"))
        self._expect_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop all clocks."""
        self._stop_late()
        self.resume_writing_clock()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Count what comes before it is parsed."""
        self._wire += len(data)
        if self._in_head:
            self._head += len(data)
            if self._head > MOST_HEAD + 256 * 1024:  # one read brings no more; the parser counted the head itself
                self.transport.abort()
                return
        if self._wire > MOST_REQUEST:
            self.transport.abort()
            return
        super().data_received(data)
        if self._in_head and self._head > MOST_HEAD and not self.transport.is_closing():
            self.send_400_response("The head is too long.")
            return
        if self._in_head and self._late is None and not self._is_answering():
            self._expect_head()

    def on_message_begin(self) -> None:
        """Begin a head."""
        super().on_message_begin()
        self._in_head, self._head, self._wire = True, 0, 0
        if len(self.pipeline) >= MOST_AHEAD:
            raise TooMuchError("too many requests ahead of their answers")
        self._expect_head()

    def on_header(self, name: bytes, value: bytes) -> None:
        """Count headers, and trailers with them."""
        self._head += len(name) + len(value)
        if self._head > MOST_HEAD or len(self.headers) >= MOST_HEADERS:
            raise TooMuchError("the head is too long")
        super().on_header(name, value)

    def on_url(self, url: bytes) -> None:
        """Count the target."""
        self._head += len(url)
        if self._head > MOST_HEAD:
            raise TooMuchError("the target is too long")
        super().on_url(url)

    def on_headers_complete(self) -> None:
        """End the head's clock; the body has its own, where it is read."""
        self._in_head = False
        self._stop_late()
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """What comes next is a head."""
        super().on_message_complete()
        self._in_head, self._head, self._wire = True, 0, 0

    def pause_writing(self) -> None:
        """The client leaves its answer unread: bear it for a while."""
        super().pause_writing()
        if self._unread is None:
            self._unread = self.loop.call_later(UNREAD_SECONDS, self.transport.abort)

    def resume_writing(self) -> None:
        """It reads again."""
        self.resume_writing_clock()
        super().resume_writing()

    def resume_writing_clock(self) -> None:
        """Stop the clock of an answer left unread."""
        if self._unread is not None:
            self._unread.cancel()
            self._unread = None

    def _is_answering(self) -> bool:
        """Whether a request waits for its answer, which may be held: the next head is not due yet."""
        cycle: RequestResponseCycle | None = self.cycle
        return bool(self.pipeline) or (cycle is not None and not cycle.response_complete)

    def _expect_head(self) -> None:
        self._stop_late()
        self._late = self.loop.call_later(self._head_seconds, self.transport.abort)

    def _stop_late(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None


def _keep_probing(connection: socket.socket | None) -> None:
    """Find lines that died while an answer was held or unread."""
    if connection is None or connection.family not in {socket.AF_INET, socket.AF_INET6}:
        return
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    options = {"TCP_KEEPIDLE": 20, "TCP_KEEPINTVL": 10, "TCP_KEEPCNT": 3, "TCP_USER_TIMEOUT": 60_000}
    for name, value in options.items():
        option = getattr(socket, name, None)
        if option is not None:
            connection.setsockopt(socket.IPPROTO_TCP, option, value)
