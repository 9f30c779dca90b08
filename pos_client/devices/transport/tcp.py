"""A TCP client transport: IPv4 and IPv6, every call with a deadline.

Name look-up is the system's and has its own limits; use a numeric address where the shop's resolver is slow.
"""

from __future__ import annotations

import socket
from typing import TypeAlias

from pos_client.devices.transport.base import ContextTransport, Deadline, TransportError, from_os_error

_DRAIN_SECONDS = 0.3
_Address: TypeAlias = tuple[str, int] | tuple[str, int, int, int]


class TcpTransport(ContextTransport):
    """A connection to `host`:`port`, made within `connect_timeout` seconds over all addresses of the name."""

    can_answer = True

    def __init__(self, host: str, port: int, *, connect_timeout: float = 3.0) -> None:
        if not host or not 0 < port < 65536:
            raise TransportError("bad_address", f"{host}:{port}")
        self._host = host
        self._port = port
        self._connect_timeout = connect_timeout
        self._socket: socket.socket | None = None
        self._wrote = False

    @property
    def name(self) -> str:
        """The address as text."""
        host = f"[{self._host}]" if ":" in self._host else self._host
        return f"tcp://{host}:{self._port}"

    def open(self) -> None:
        """Connect to the first address that answers."""
        if self._socket is not None:
            return
        deadline = Deadline(self._connect_timeout)
        try:
            found = socket.getaddrinfo(self._host, self._port, type=socket.SOCK_STREAM)
        except (socket.gaierror, UnicodeError) as error:
            raise TransportError("unreachable", f"{self._host}: {error}") from error
        failure = TransportError("timeout", self.name)
        for family, kind, protocol, _, address in found:
            if deadline.passed:
                break
            try:
                self._socket = _connect(family, kind, protocol, address, deadline)  # type: ignore[arg-type]
            except OSError as error:
                failure = from_os_error(error)
            else:
                self._wrote = False
                return
        raise failure

    def _connected(self) -> socket.socket:
        if self._socket is None:
            raise TransportError("not_open", self.name)
        return self._socket

    def read(self, n: int, timeout: float) -> bytes:
        """What came, at most `n` bytes; "unplugged" when the other end closed."""
        connection = self._connected()
        # Zero would switch the socket to non-blocking, which reports "nothing yet" as another error.
        connection.settimeout(max(timeout, 0.001))
        try:
            data = connection.recv(n)
        except TimeoutError:
            return b""
        except OSError as error:
            raise from_os_error(error) from error
        if not data:
            raise TransportError("unplugged", "closed by the other end")
        return data

    def write(self, data: bytes, timeout: float) -> None:
        """Hand `data` to the network; a peer that is gone may show only in a later call."""
        connection = self._connected()
        deadline = Deadline(timeout)
        view = memoryview(data)
        while view:
            connection.settimeout(max(deadline.left, 0.001))
            try:
                sent = connection.send(view)
            except OSError as error:
                raise from_os_error(error, taken=len(data) - len(view)) from error
            self._wrote = True
            view = view[sent:]
            if view and deadline.passed:
                raise TransportError("timeout", self.name, taken=len(data) - len(view))

    def close(self) -> None:
        """Say goodbye in order: closing with unread answers would reset the connection and lose what is on its way."""
        connection, self._socket = self._socket, None
        if connection is None:
            return
        try:
            if self._wrote:
                connection.shutdown(socket.SHUT_WR)
                deadline = Deadline(_DRAIN_SECONDS)
                while not deadline.passed:
                    connection.settimeout(max(deadline.left, 0.001))
                    if not connection.recv(4096):
                        break
        except OSError:
            pass  # already gone: nothing is left to save
        finally:
            connection.close()


def _connect(family: int, kind: int, protocol: int, address: _Address, deadline: Deadline) -> socket.socket:
    connection = socket.socket(family, kind, protocol)
    try:
        connection.settimeout(max(deadline.left, 0.001))
        connection.connect(address)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    except BaseException:
        connection.close()
        raise
    return connection
