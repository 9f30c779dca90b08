"""How a payment terminal is reached; checked when made (`ValueError`). Times are seconds."""

from __future__ import annotations

import re

from msgspec import Struct

_HOST = re.compile(r"[A-Za-z0-9._:%-]{1,253}")


def check_address(name: str, host: str, port: int) -> None:
    """`ValueError` unless `name` can be shown and `host`, `port` can be connected to."""
    if not (0 < len(name) <= 60 and name.isprintable()):
        raise ValueError(f"bad device name {name!r}")
    if not _HOST.fullmatch(host):
        raise ValueError(f"bad host {host!r}")
    if not 0 < port < 65_536:
        raise ValueError(f"port must be 1 to 65535, got {port}")


def check_time(what: str, seconds: float, longest: float) -> None:
    """`ValueError` unless 0 < `seconds` <= `longest` (a NaN is neither)."""
    if not 0 < seconds <= longest:
        raise ValueError(f"{what} must be above 0 and at most {longest:g} s, got {seconds}")


class TerminalSettings(Struct, frozen=True):
    """An integrated terminal. A charge lasts as long as the customer needs, up to `charge_seconds` in all.

    `take_seconds` is how soon the terminal must say that it took the amount; `answer_seconds` bounds every other
    request.
    """

    host: str
    port: int
    name: str = "terminal"
    connect_seconds: float = 3.0
    take_seconds: float = 10.0
    charge_seconds: float = 150.0
    answer_seconds: float = 15.0

    def __post_init__(self) -> None:
        check_address(self.name, self.host, self.port)
        check_time("connect_seconds", self.connect_seconds, 60)
        check_time("take_seconds", self.take_seconds, 60)
        check_time("charge_seconds", self.charge_seconds, 600)
        check_time("answer_seconds", self.answer_seconds, 120)
        if self.take_seconds > self.charge_seconds:
            raise ValueError("take_seconds cannot exceed charge_seconds")
