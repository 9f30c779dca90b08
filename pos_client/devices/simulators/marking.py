"""A simulated marking module on a real socket: says which units may be sold, or nothing, or nonsense."""

from __future__ import annotations

from enum import StrEnum
from threading import Lock
from types import TracebackType
from typing import Self

import msgspec

from pos_client.devices.marking.tcp_marking import Request, State, Verdict, code_hash
from pos_client.devices.simulators.line_server import Connection, LineServer

_REQUESTS: msgspec.json.Decoder[Request] = msgspec.json.Decoder(Request)
LONGEST_REQUEST = 8_192


class Manner(StrEnum):
    """How it answers."""

    TRUE = "true"
    SILENT = "silent"  # takes the question and says nothing until it is stopped or told otherwise
    OTHER_CODE = "other_code"  # answers about another unit
    GARBAGE = "garbage"
    HANGS_UP = "hangs_up"


class MarkingSimulator:
    """A context manager; `refuse(code, reason)` makes a unit unsaleable."""

    def __init__(self, host: str = "127.0.0.1", port: int = 0) -> None:
        self._server = LineServer(self._serve, name="marking-sim", concurrent=True, host=host, port=port)
        self._lock = Lock()
        self._refused: dict[str, str] = {}
        self._asked: list[str] = []
        self.manner = Manner.TRUE

    @property
    def address(self) -> tuple[str, int]:
        """Where it listens."""
        return self._server.address

    @property
    def asked(self) -> list[str]:
        """The codes it was asked about, in order."""
        with self._lock:
            return list(self._asked)

    def refuse(self, code: str, reason: str = "sold") -> None:
        """Let the unit with this code not be sold."""
        with self._lock:
            self._refused[code] = reason

    def _serve(self, connection: Connection) -> None:
        line = connection.receive(LONGEST_REQUEST)
        if line is None:
            return
        request = _REQUESTS.decode(line)
        if request.op == "status":
            connection.send(msgspec.json.encode(State("ready")) + b"\n")
            return
        with self._lock:
            self._asked.append(request.code)
            reason = self._refused.get(request.code)
        match self.manner:
            case Manner.SILENT:
                connection.receive(LONGEST_REQUEST)  # until the register goes away
            case Manner.HANGS_UP:
                connection.cut()
            case Manner.GARBAGE:
                connection.send(b"\x00\xff{nonsense\n")
            case _:
                about = "another" if self.manner is Manner.OTHER_CODE else request.code
                verdict = Verdict(code_hash(about), reason is None, reason or "", "simulator")
                connection.send(msgspec.json.encode(verdict) + b"\n")

    def __enter__(self) -> Self:
        self._server.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self._server.stop()
