"""A real centre in a process of its own, on free ports of this machine, for tests that need one to talk to.

    with running_centre(tmp_path) as centre:            # embedded SQLite, a tiny chain
        code = centre.enrolment_code("r1")              # for a register that is not enrolled yet
        connect(centre.address, centre.ca_pem)          # https://127.0.0.1:port

`database_url` takes a PostgreSQL (tests/support/postgres.py) instead; `chain="demo"` the demo chain (some ten seconds).
`Centre.database` and `Centre.authority` are this process's own hands on the same files, to look at and to prepare.
`stop` sends SIGTERM and returns the exit code, `kill` SIGKILL, `start` begins anew on the same ports and files.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from sync.central.db import Database, open_database
from sync.central.identity import Authority
from sync.central.identity.operators import add_operator
from sync.central.registers.enrolment import make_code
from sync.protocol.enrolment_code import EnrolmentCode
from tests.support.centre import TINY, furnish, make_tables

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Centre:
    """A centre and its process. `url`, `authority_dir`, `directory`: its files."""

    url: str
    authority_dir: Path
    directory: Path
    plain: bool = False
    port: int = 0
    admin_port: int = 0
    arguments: tuple[str, ...] = ()
    process: subprocess.Popen[str] | None = None
    log: Path = field(default=Path())

    def __post_init__(self) -> None:
        self.log = self.directory / "centre.log"
        self.database: Database = open_database(self.url, pool_size=4)
        self.authority = Authority(self.authority_dir)

    @property
    def address(self) -> str:
        """Where registers reach it."""
        return f"{'http' if self.plain else 'https'}://127.0.0.1:{self.port}"

    @property
    def admin_address(self) -> str:
        """Where operators reach it."""
        return f"http://127.0.0.1:{self.admin_port}"

    @property
    def ca_pem(self) -> str:
        """What a register trusts."""
        return self.authority.certificate_pem

    def enrolment_code(self, register_id: str) -> EnrolmentCode:
        """A new code that enrols a register."""
        return make_code(self.database, self.authority, register_id, "local:test", datetime.now(UTC)).code

    def operator(self, name: str = "Olga", scope: str = "admin") -> str:
        """The token of a new operator."""
        return self.database.write(lambda c: add_operator(c, name, scope, "local:test", datetime.now(UTC)))

    def start(self) -> None:
        """Start the process and wait until it serves."""
        command = [sys.executable, "-m", "tests.support.centre_process", self.url, str(self.authority_dir)]
        command += [str(self.directory), str(self.port), str(self.admin_port), "plain" if self.plain else "tls"]
        with self.log.open("a") as log:
            self.process = subprocess.Popen(
                [*command, *self.arguments],
                cwd=ROOT,
                env={**os.environ, "PYTHONPATH": str(ROOT)},
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )
        line = self.process.stdout.readline() if self.process.stdout else ""
        if not line:
            self.process.wait()
            self._close_pipe()
            raise RuntimeError(f"the centre did not start: {self.log.read_text()[-3000:]}")
        self.port, self.admin_port = map(int, line.split())

    def stop(self) -> int:
        """Stop it in order; its exit code."""
        return self._end(signal.SIGTERM)

    def kill(self) -> None:
        """Kill it."""
        self._end(signal.SIGKILL)

    def _end(self, number: int) -> int:
        if self.process is None:
            return 0
        self.process.send_signal(number)
        code = self.process.wait(60)
        self._close_pipe()
        self.process = None
        return code

    def _close_pipe(self) -> None:
        if self.process is not None and self.process.stdout is not None:
            self.process.stdout.close()

    def close(self) -> None:
        """Stop it, if it runs, and let go of its files."""
        self._end(signal.SIGTERM)
        self.database.close()


def make_centre(
    directory: Path,
    *,
    database_url: str = "",
    chain: str = "tiny",
    plain: bool = False,
    arguments: tuple[str, ...] = (),
) -> Centre:
    """A centre with a new CA and a migrated database that holds a chain ("tiny", "demo", "none"); not started yet."""
    directory.mkdir(parents=True, exist_ok=True)
    url = database_url or f"sqlite:///{directory / 'centre.sqlite'}"
    make_tables(url)
    database = open_database(url, pool_size=2)
    try:
        _fill(database, chain)
    finally:
        database.close()
    Authority.create(directory / "authority", "Test chain", datetime.now(UTC))
    files = directory / "files"
    files.mkdir(exist_ok=True)
    return Centre(url, directory / "authority", files, plain=plain, arguments=arguments)


@contextlib.contextmanager
def running_centre(
    directory: Path,
    *,
    database_url: str = "",
    chain: str = "tiny",
    plain: bool = False,
    arguments: tuple[str, ...] = (),
) -> Iterator[Centre]:
    """A started centre, stopped at the end."""
    centre = make_centre(directory, database_url=database_url, chain=chain, plain=plain, arguments=arguments)
    try:
        centre.start()
        yield centre
    finally:
        centre.close()


def _fill(database: Database, chain: str) -> None:
    now = datetime.now(UTC)
    if chain == "demo":
        from sync.central.catalogue.demo import import_demo  # noqa: PLC0415 - it brings the demo's data

        import_demo(database, by="local:test", now=now)
    elif chain == "tiny":
        database.write(lambda connection: furnish(connection, TINY, now))
