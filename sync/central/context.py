"""What every command of `omnitill-central` is given: the centre's folder, its settings, database and authority.

A command's module is `<area>/commands.py` with `add_commands(subparsers)`; each parser says what it runs by
`set_defaults(run=...)`, a function of (`Centre`, options) that returns the exit code and tells by `centre.say`.
"""

from __future__ import annotations

import getpass
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Final

from sync.central.db import schema
from sync.central.db.database import Database
from sync.central.identity.authority import Authority
from sync.central.settings import Settings, read_settings

AUTHORITY: Final = "authority"
SNAPSHOTS: Final = "snapshots"
CONNECTIONS: Final = 4  # of a command; the service has as many as its lanes


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()  # who waits for a line of `serve` may read a pipe


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True)
class Centre:
    """A centre's folder, opened as far as a command needs."""

    directory: Path
    say: Callable[[str], None] = _say
    clock: Callable[[], datetime] = _now

    @cached_property
    def settings(self) -> Settings:
        """The settings; `SettingsError`."""
        return read_settings(self.directory)

    @property
    def authority_directory(self) -> Path:
        """Where the CA key is."""
        return self.directory / AUTHORITY

    def authority(self) -> Authority:
        """Open the authority; `AuthorityError`."""
        return Authority(self.authority_directory)

    @contextmanager
    def database(self) -> Iterator[Database]:
        """Open the database, its schema checked; `SchemaError`, `DatabaseTroubleError`."""
        database = schema.open_centre(self.settings.database, pool_size=CONNECTIONS)
        try:
            yield database
        finally:
            database.close()

    @property
    def operator(self) -> str:
        """Who is at the command line, for the journal of acts."""
        return f"local:{getpass.getuser()}"
