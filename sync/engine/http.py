"""The engine's way onto the wire: one HTTP/1.1 client with connections kept, TLS that trusts the centre's CA alone.

The certificate's name is a fixed one, whatever the address; its dates are not judged (a register's clock may be years
off, and the CA's key is what counts). Answers are read within bounds and left packed. Any thread; requests block.
"""

from __future__ import annotations

import errno
import socket
import ssl
import threading
import time
from types import TracebackType
from typing import Any, Final, Self
from weakref import WeakSet

import httpx

from sync.protocol.wire import MOST_BODY_BYTES, WireRequest, WireResponse

CENTRE_NAME: Final = "centre.omnitill"
"""What the leaf of every centre is issued for."""
CONNECT_SECONDS: Final = 10.0
MOST_ANSWER: Final = MOST_BODY_BYTES + 64 * 1024
"""Bytes of a body as it comes: a range of a snapshot is the longest."""
MOST_HEADERS: Final = 100
_NO_CHECK_TIME: Final = 0x200000  # X509_V_FLAG_NO_CHECK_TIME; `ssl` has no name for it
_IDLE_SECONDS: Final = 300.0
_CONNECTED: Final = frozenset({"connection.connect_tcp.complete", "connection.start_tls.complete"})


class NoAnswerError(Exception):
    """There was no answer; `code` is one of `trouble.OFFLINE`."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}" if detail else code)
        self.code = code


def trusting(ca_pem: str) -> ssl.SSLContext:
    """Return a context that trusts this CA alone. `ssl.SSLError`, `ValueError` when it is no certificate.

    Every certificate of the text is trusted: one that came from elsewhere is cut down to what was judged of it first.
    """
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_verify_locations(cadata=ca_pem)
    context.verify_flags |= ssl.VerifyFlags(_NO_CHECK_TIME)
    return context


def trusting_nobody() -> ssl.SSLContext:
    """Return a context that takes any certificate: to fetch the CA's, which is then compared with a code."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


class Http:
    """Sends `WireRequest`s to the centre at `address` ("https://host:port"). `close` it."""

    def __init__(self, address: str, context: ssl.SSLContext) -> None:
        self._address = address.rstrip("/")
        self._sockets: WeakSet[Any] = WeakSet()
        self._gate = threading.Lock()
        self._is_cut = False
        transport = httpx.HTTPTransport(
            verify=context,
            http1=True,
            http2=False,
            trust_env=False,
            retries=0,
            limits=httpx.Limits(max_connections=8, max_keepalive_connections=8, keepalive_expiry=_IDLE_SECONDS),
            socket_options=_alive(),
        )
        self._client = httpx.Client(transport=transport, trust_env=False, follow_redirects=False)

    def send(self, request: WireRequest, timeout: float) -> WireResponse:
        """Send a request and return its answer, whatever it says; `NoAnswerError` without one after `timeout` s."""
        deadline = time.monotonic() + timeout
        target = request.path + (f"?{request.query}" if request.query else "")
        try:
            with self._client.stream(
                request.method,
                self._address + target,
                content=request.body or None,
                headers=dict(request.headers),
                timeout=httpx.Timeout(timeout, connect=min(timeout, CONNECT_SECONDS)),
                extensions={"sni_hostname": CENTRE_NAME, "trace": self._trace},
            ) as response:
                return _read(response, deadline)
        except httpx.TransportError as error:
            raise NoAnswerError(_code_of(error), str(error)[:200]) from error

    def cut(self) -> None:
        """End every request under way: whoever waits for one gets `NoAnswerError` "cut". From another thread."""
        with self._gate:
            self._is_cut = True
            sockets = list(self._sockets)
        for one in sockets:
            try:
                socket.socket.shutdown(one, socket.SHUT_RDWR)  # not the TLS socket's own: its thread is reading
            except OSError as error:
                if error.errno not in {errno.ENOTCONN, errno.EBADF}:
                    raise

    def close(self) -> None:
        """Close all connections; nothing may be under way."""
        self._client.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _trace(self, event: str, info: dict[str, Any]) -> None:
        """Learn the sockets of connections, the plain one before TLS and the one with it; begin none once cut."""
        stream = info.get("return_value") if event in _CONNECTED else None
        if stream is not None:
            with self._gate:
                self._sockets.add(stream.get_extra_info("socket"))
        if self._is_cut:
            if stream is not None:
                stream.close()  # nobody else knows of it yet
            raise httpx.ReadError("the client was cut")


def _read(response: httpx.Response, deadline: float) -> WireResponse:
    headers: dict[str, str] = {}
    for name, value in response.headers.multi_items():
        if len(headers) >= MOST_HEADERS:
            raise NoAnswerError("too_long", "headers")
        key = name.lower()
        headers[key] = f"{headers[key]}, {value}" if key in headers else value
    told = headers.get("content-length", "")
    if told.isdigit() and int(told[:20]) > MOST_ANSWER:
        raise NoAnswerError("too_long", f"{told[:20]} bytes")
    parts: list[bytes] = []
    size = 0
    for part in response.iter_raw():
        size += len(part)
        if size > MOST_ANSWER:
            raise NoAnswerError("too_long", f"more than {MOST_ANSWER} bytes")
        if time.monotonic() > deadline:
            raise NoAnswerError("timed_out", f"{size} bytes came")
        parts.append(part)
    return WireResponse(response.status_code, headers, b"".join(parts))


def _code_of(error: httpx.TransportError) -> str:
    if isinstance(error, httpx.TimeoutException):
        return "unreachable" if isinstance(error, httpx.ConnectTimeout) else "timed_out"
    causes = list(_causes(error))
    if any(isinstance(cause, ssl.SSLCertVerificationError) for cause in causes):
        return "wrong_certificate"
    if any(isinstance(cause, socket.gaierror) for cause in causes):
        return "unknown_host"
    return "unreachable" if isinstance(error, httpx.ConnectError) else "cut"


def _causes(error: BaseException) -> list[BaseException]:
    found: list[BaseException] = []
    at: BaseException | None = error
    while at is not None and at not in found:
        found.append(at)
        at = at.__cause__ or at.__context__
    return found


def _alive() -> list[tuple[int, int, int]]:
    """Socket options: no delay, and probes that find a line that died while an answer was held."""
    options = [(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1), (socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)]
    for name, value in (("TCP_KEEPIDLE", 10), ("TCP_KEEPINTVL", 5), ("TCP_KEEPCNT", 3)):
        option = getattr(socket, name, None)
        if option is not None:
            options.append((socket.IPPROTO_TCP, option, value))
    return options
