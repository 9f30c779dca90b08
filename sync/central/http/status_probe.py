"""Whether the service can serve registers: the database answers, its schema is ours, the disk has room, no stop."""

from __future__ import annotations

import asyncio
import shutil
import time
from pathlib import Path
from typing import Final

import sqlalchemy as sa

from sync.central.db import schema
from sync.central.db.database import Database
from sync.central.http.lanes import Lane
from sync.central.refused import RefusedError

FLOOR: Final = 512 * 1024 * 1024
"""Bytes that must be free where the centre keeps its files."""
KEPT_SECONDS: Final = 2.0
PATIENCE: Final = 5.0


class Readiness:
    """Asked on the event loop; the database is looked at in a lane, at most once in `KEPT_SECONDS`."""

    def __init__(self, database: Database, directory: Path, lane: Lane, floor: int = FLOOR) -> None:
        self._database = database
        self._directory = directory
        self._lane = lane
        self._floor = floor
        self._gate = asyncio.Lock()
        self._looked = float("-inf")
        self._found = ""
        self.is_stopping = False

    async def problem(self) -> str:
        """Return what stands in the way: "stopping", "database", "schema", "disk", "busy"; "" for nothing."""
        if self.is_stopping:
            return "stopping"
        async with self._gate:
            if time.monotonic() - self._looked >= KEPT_SECONDS:
                try:
                    self._found = await asyncio.wait_for(self._lane.run(self._look), PATIENCE)
                except TimeoutError:
                    self._found = "database"
                except RefusedError:
                    self._found = "busy"
                self._looked = time.monotonic()
        return self._found

    def _look(self) -> str:
        try:
            revision = self._database.read(schema.revision_of)
        except sa.exc.SQLAlchemyError:
            return "database"
        if revision != schema.REVISION:
            return "schema"
        return "disk" if shutil.disk_usage(self._directory).free < self._floor else ""
