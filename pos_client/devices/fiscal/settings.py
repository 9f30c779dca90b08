"""How a fiscal device is reached; checked when made (`ValueError`). Times are seconds."""

from __future__ import annotations

from msgspec import Struct

from pos_client.devices.terminal.settings import check_address, check_time


class FiscalSettings(Struct, frozen=True):
    """A fiscal device on the network. `register_seconds` includes its printing; `report_seconds` a daily report.

    `driver` names who speaks to it: "tcp" is ours (`protocol.md`), any other an installed plug-in.
    """

    host: str
    port: int
    name: str = "fiscal"
    driver: str = "tcp"
    connect_seconds: float = 3.0
    answer_seconds: float = 10.0
    register_seconds: float = 30.0
    report_seconds: float = 60.0

    def __post_init__(self) -> None:
        check_address(self.name, self.host, self.port)
        if not (0 < len(self.driver) <= 40 and self.driver.isidentifier()):
            raise ValueError(f"bad driver name {self.driver!r}")
        check_time("connect_seconds", self.connect_seconds, 60)
        check_time("answer_seconds", self.answer_seconds, 120)
        check_time("register_seconds", self.register_seconds, 300)
        check_time("report_seconds", self.report_seconds, 600)
