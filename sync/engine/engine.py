"""The register's half of sync put together: the core and its lanes, for whatever drives them."""

from __future__ import annotations

from sync.engine.ask import AskLane
from sync.engine.care import CareLane
from sync.engine.core import Core
from sync.engine.download import DownloadLane
from sync.engine.live import LiveLane
from sync.engine.push import PushLane
from sync.engine.steps import Lane


class Engine:
    """`lanes` are driven each by itself: push, live, download, care, ask. `Core.on_wake` names one of them."""

    def __init__(self, core: Core) -> None:
        self.core = core
        self.push = PushLane(core)
        self.live = LiveLane(core)
        self.download = DownloadLane(core)
        self.care = CareLane(core)
        self.ask = AskLane(core)
        self.lanes: tuple[Lane, ...] = (self.push, self.live, self.download, self.care, self.ask)
