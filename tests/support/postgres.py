"""A real PostgreSQL for tests: one cluster a test process, started when first asked for, gone with the process.

The server runs as this user, or as `postgres` when we are root (it refuses root). It listens on a socket in its own
folder and on a free port of the loopback. A shell keeps watch: when this process ends, however it ends, the shell's
standard input closes, and it stops the server and removes the folder.

Settings are quick (no fsync: the data dies with the cluster anyway). What is to be proved about a commit on the disk
asks for the `durable` cluster, whose settings are the server's own.
"""

from __future__ import annotations

import atexit
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

import psycopg

SERVER_USER = "postgres"
PROGRAMS = ("initdb", "postgres", "pg_dump", "pg_restore")
START_S = 60.0
PORT_TRIES = 5
_QUICK = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
_SETTINGS = {"max_connections": "200", "shared_buffers": "64MB", "listen_addresses": "127.0.0.1"}
_KEEPER = 'read -r _; kill -QUIT "$1"; while kill -0 "$1"; do sleep 0.05; done; rm -rf "$2"'


class PostgresMissingError(Exception):
    """This machine has no PostgreSQL server to test with."""


def programs() -> Path:
    """The folder of the newest server's programs, from PATH or where Debian has them; `PostgresMissingError`."""
    found = shutil.which("initdb")
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: float(folder.parent.name))
    for folder in ([Path(found).resolve().parent] if found else []) + debian[::-1]:
        if all((folder / name).exists() for name in PROGRAMS):
            return folder
    raise PostgresMissingError(
        "these tests need a PostgreSQL server, and there is none in PATH or /usr/lib/postgresql. Run "
        "`python3 packaging/dev.py test`, which installs it, or: apt-get install postgresql-15"
    )


class Cluster:
    """A running server. `url(name)` is the address of a database in it for SQLAlchemy and libpq."""

    def __init__(self, *, durable: bool) -> None:
        self._programs = programs()
        self._names = count(1)
        self.folder = Path(tempfile.mkdtemp(prefix="omnitill-pg-"))
        self._as: dict[str, Any] = {}
        if sys.platform != "win32" and os.geteuid() == 0:
            shutil.chown(self.folder, SERVER_USER, SERVER_USER)
            self._as = {"user": SERVER_USER, "group": SERVER_USER, "extra_groups": []}
        settings = _SETTINGS if durable else {**_SETTINGS, **_QUICK}
        try:
            self._initialise(settings)
            self._server = self._start()
            self._keeper = self._watch(self._server.pid)
        except BaseException:
            shutil.rmtree(self.folder, ignore_errors=True)
            raise

    def _initialise(self, settings: dict[str, str]) -> None:
        command: list[str | Path] = [
            self._programs / "initdb",
            "-D",
            self.folder / "data",
            "-U",
            "omnitill",
            "--auth=trust",
        ]
        command += ["--no-locale", "--encoding=UTF8", "--no-sync", "--no-instructions"]
        done = subprocess.run(command, cwd=self.folder, capture_output=True, text=True, check=False, **self._as)
        if done.returncode:
            raise RuntimeError(f"initdb: {done.stderr}")
        with (self.folder / "data" / "postgresql.conf").open("a", encoding="ascii") as file:
            for name, value in {**settings, "unix_socket_directories": str(self.folder)}.items():
                file.write(f"{name} = '{value}'\n")

    def _start(self) -> subprocess.Popen[bytes]:
        """Start the server on a port that was free a moment ago; when another took it, on the next one."""
        for _ in range(PORT_TRIES):
            with socket.socket() as free:
                free.bind(("127.0.0.1", 0))
                self.port: int = free.getsockname()[1]
            command: list[str | Path] = [self._programs / "postgres", "-D", self.folder / "data", "-p", str(self.port)]
            with (self.folder / "server.log").open("ab") as log:
                server = subprocess.Popen(
                    command,
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    cwd=self.folder,
                    start_new_session=True,  # an interrupt at the keyboard is for us
                    **self._as,
                )
            if self._comes_up(server):
                return server
        raise RuntimeError(f"PostgreSQL does not start: {self.log()}")

    def _comes_up(self, server: subprocess.Popen[bytes]) -> bool:
        deadline = time.monotonic() + START_S
        while server.poll() is None:
            try:
                psycopg.connect(self.url("postgres"), connect_timeout=5).close()
            except psycopg.OperationalError:
                if time.monotonic() > deadline:
                    server.kill()
                    server.wait()
                time.sleep(0.02)
            else:
                return True
        return False

    def _watch(self, pid: int) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            ["/bin/sh", "-c", _KEEPER, "keeper", str(pid), self.folder],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
            **self._as,
        )

    def log(self) -> str:
        """What the server said."""
        return (self.folder / "server.log").read_text(encoding="utf-8", errors="replace")

    def url(self, name: str) -> str:
        """The address of database `name`, through the server's socket."""
        return f"postgresql://omnitill@/{name}?host={self.folder}&port={self.port}"

    def tcp_url(self, name: str) -> str:
        """The same over TCP, for what stands in between."""
        return f"postgresql://omnitill@127.0.0.1:{self.port}/{name}"

    def execute(self, statement: str) -> None:
        """Run one statement of the cluster's owner, outside a transaction."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(statement.encode())

    def create(self, *, template: str = "template0") -> str:
        """Make a database from `template` and return its name."""
        name = f"test_{next(self._names)}"
        self.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    def drop(self, name: str) -> None:
        """Remove a database, whoever is still connected."""
        self.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def stop(self) -> None:
        """End the server at once and remove its folder."""
        self._server.send_signal(signal.SIGQUIT)
        self._server.wait(START_S)
        if self._keeper.stdin is not None:
            self._keeper.stdin.close()
        self._keeper.wait(START_S)


@cache
def cluster(*, durable: bool = False) -> Cluster:
    """This process's cluster; it ends with the process."""
    started = Cluster(durable=durable)
    atexit.register(started.stop)
    return started
