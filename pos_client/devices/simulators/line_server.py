"""A TCP server of JSON lines for simulated devices: real sockets, bounded lines, no thread left after `stop`."""

from __future__ import annotations

import contextlib
import socket
import struct
from collections.abc import Callable
from threading import Event, Lock, Thread
from types import TracebackType
from typing import Self, TypeAlias

MAX_REQUEST_BYTES = 1_048_576
_POLL_SECONDS = 0.1
_IDLE_SECONDS = 10.0  # a client that says nothing must not keep the line from others


class Connection:
    """One client. `number` grows with each accepted connection. Used by the thread that serves it."""

    def __init__(self, sock: socket.socket, number: int) -> None:
        self.number = number
        self._socket = sock
        self._buffer = bytearray()

    def receive(self, limit: int) -> bytes | None:
        """The next line, None when the client went away or sent more than `limit` bytes without LF."""
        while (end := self._buffer.find(b"\n")) < 0:
            if len(self._buffer) > limit:
                return None
            try:
                data = self._socket.recv(65_536)
            except OSError:
                return None
            if not data:
                return None
            self._buffer += data
        line = bytes(self._buffer[:end])
        del self._buffer[: end + 1]
        return line if len(line) <= limit else None

    def send(self, data: bytes) -> bool:
        """Send `data`; False when the client went away."""
        try:
            self._socket.sendall(data)
        except OSError:
            return False
        return True

    def cut(self) -> None:
        """End the connection with a reset, as a pulled cable or a crash would."""
        with contextlib.suppress(OSError):
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._socket.close()

    def close(self) -> None:
        """End the connection in order."""
        self._socket.close()

    def wake(self) -> None:
        """From another thread: end whatever the serving thread waits for."""
        with contextlib.suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)


Serve: TypeAlias = Callable[[Connection], None]


class LineServer:
    """Listens on `host`; port 0 takes a free one. `concurrent` gives each connection a thread, else they take turns."""

    def __init__(self, serve: Serve, *, name: str, concurrent: bool, host: str = "127.0.0.1", port: int = 0) -> None:
        self._serve = serve
        self._name = name
        self._concurrent = concurrent
        self._wanted = (host, port)
        self._listener: socket.socket | None = None
        self._thread: Thread | None = None
        self._lock = Lock()
        self._open: dict[int, tuple[Connection, Thread | None]] = {}
        self.stopping = Event()

    @property
    def address(self) -> tuple[str, int]:
        """Where it listens; the same again after a stop and a start."""
        return self._wanted

    def start(self) -> None:
        """Listen; harmless when listening."""
        if self._listener is not None:
            return
        self.stopping.clear()
        listener = socket.create_server(self._wanted, backlog=32)
        listener.settimeout(_POLL_SECONDS)
        self._wanted = (self._wanted[0], listener.getsockname()[1])
        self._listener = listener
        self._thread = Thread(target=self._accept, args=(listener,), name=self._name, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Cut everybody off and wait for all threads. Whoever waits inside `serve` must watch `stopping`."""
        listener, thread = self._listener, self._thread
        if listener is None or thread is None:
            return
        self._listener = self._thread = None
        self.stopping.set()
        with contextlib.suppress(OSError):  # wakes `accept` where the system lets it; else the poll ends it
            listener.shutdown(socket.SHUT_RDWR)
        while thread.is_alive():  # a connection may be accepted just now
            self._wake_all()
            thread.join(_POLL_SECONDS)
        listener.close()
        for worker in self._wake_all():
            worker.join()

    def _wake_all(self) -> list[Thread]:
        with self._lock:
            served = list(self._open.values())
        for connection, _ in served:
            connection.wake()
        return [worker for _, worker in served if worker is not None]

    def _accept(self, listener: socket.socket) -> None:
        number = 0
        while not self.stopping.is_set():
            try:
                sock, _ = listener.accept()
            except TimeoutError:
                continue
            except OSError:
                if self.stopping.is_set():
                    return
                raise
            sock.settimeout(_IDLE_SECONDS)
            number += 1
            connection = Connection(sock, number)
            if not self._concurrent:
                self._register(connection, None)
                self._run(connection)
                continue
            worker = Thread(target=self._run, args=(connection,), name=f"{self._name}-{number}", daemon=True)
            self._register(connection, worker)
            worker.start()

    def _register(self, connection: Connection, worker: Thread | None) -> None:
        with self._lock:
            self._open[connection.number] = (connection, worker)

    def _run(self, connection: Connection) -> None:
        try:
            self._serve(connection)
        finally:
            connection.close()
            with self._lock:
                del self._open[connection.number]

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self.stop()
