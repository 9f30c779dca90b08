"""A TLS server whose every byte a test decides."""

from __future__ import annotations

import contextlib
import os
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from sync.central.identity import Authority

Answerer = Callable[[ssl.SSLSocket, bytes], None]


class Server:
    """A TLS server with a thread a connection: `answer` gets each connection's socket and the head of each request."""

    def __init__(self, context: ssl.SSLContext, answer: Answerer) -> None:
        self._context = context
        self._answer = answer
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.connections = 0
        self.heads: list[bytes] = []
        self._open: list[socket.socket] = []
        self._serving: list[threading.Thread] = []
        self._thread = threading.Thread(target=self._run, name="test-server", daemon=True)
        self._thread.start()

    @property
    def address(self) -> str:
        return f"https://127.0.0.1:{self._listener.getsockname()[1]}"

    def close(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join()
        for plain in self._open:
            with contextlib.suppress(OSError):
                plain.shutdown(socket.SHUT_RDWR)
            plain.close()
        for thread in self._serving:
            thread.join()

    def _run(self) -> None:
        while True:
            try:
                plain, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            self._open.append(socket.socket(fileno=os.dup(plain.fileno())))
            thread = threading.Thread(target=self._serve, args=(plain,), name="test-connection", daemon=True)
            self._serving.append(thread)
            thread.start()

    def _serve(self, plain: socket.socket) -> None:
        plain.settimeout(60)
        try:
            with self._context.wrap_socket(plain, server_side=True) as one:
                while head := self._head(one):
                    self.heads.append(head)
                    self._answer(one, head)
        except OSError:  # a client that does not trust us, or has gone
            plain.close()

    @staticmethod
    def _head(one: ssl.SSLSocket) -> bytes:
        data = b""
        while b"\r\n\r\n" not in data:
            part = one.recv(65_536)
            if not part:
                return b""
            data += part
        return data


def leaf(authority: Authority, tmp_path: Path, now: datetime, names: tuple[str, ...] = ()) -> ssl.SSLContext:
    certificate, key = authority.issue_leaf(names, now)
    (tmp_path / "leaf.pem").write_bytes(certificate)
    (tmp_path / "leaf.key").write_bytes(key)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "leaf.pem", tmp_path / "leaf.key")
    return context


@contextmanager
def serving(context: ssl.SSLContext, answer: Answerer) -> Iterator[Server]:
    server = Server(context, answer)
    try:
        yield server
    finally:
        server.close()


def plain(body: bytes, *more: bytes, status: bytes = b"200 OK") -> Answerer:
    head = b"\r\n".join([b"HTTP/1.1 " + status, b"Content-Length: %d" % len(body), *more])

    def answer(one: ssl.SSLSocket, _head: bytes) -> None:
        one.sendall(head + b"\r\n\r\n" + body)

    return answer
