"""How the module that checks marked goods is reached; judged when made (`ValueError`). Times are seconds."""

from __future__ import annotations

from msgspec import Struct

from pos_client.devices.terminal.settings import check_address, check_time


class MarkingSettings(Struct, frozen=True):
    """A module on the network. `answer_seconds` is the whole deadline of one check: a customer stands there."""

    host: str
    port: int
    name: str = "marking"
    connect_seconds: float = 1.0
    answer_seconds: float = 1.5

    def __post_init__(self) -> None:
        check_address(self.name, self.host, self.port)
        check_time("connect_seconds", self.connect_seconds, 10)
        check_time("answer_seconds", self.answer_seconds, 10)
