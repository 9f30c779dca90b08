"""The service whole: database, CA, lanes, both listeners; started, kept up, and stopped in order. `serve` blocks.

A SIGTERM (or SIGINT): readiness falls, waits are answered, running requests end within `stop_seconds`, sockets close,
and `serve` returns 0. Registers reach `port` by TLS with a leaf of the CA; plain HTTP is for a reverse proxy on this
machine alone, and only when it is asked for. Operators and monitoring reach `admin_port`, on loopback by default; on
another address it speaks TLS, too.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
import socket
import sys
from collections.abc import Callable, Generator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, Final, cast

import uvicorn
from msgspec import Struct, field

from sync.central.admin import admin_app
from sync.central.api import Api
from sync.central.app import register_app
from sync.central.db.database import Database
from sync.central.db.schema import open_centre
from sync.central.feeds import Notifier
from sync.central.http import logs
from sync.central.http.lanes import WIDTHS, Lane, Width, open_lanes
from sync.central.http.limits import Limits, Rates
from sync.central.http.metrics import Metrics
from sync.central.http.protocol import HEAD_SECONDS, BoundedProtocol
from sync.central.http.registers import Registers
from sync.central.http.status_probe import FLOOR, Readiness
from sync.central.http.tls import CHECK_SECONDS, Tls
from sync.central.http.upkeep import (
    CONTACTS_EVERY,
    DAILY_LOOK_EVERY,
    FIGURES_EVERY,
    SILENCE_EVERY,
    Chore,
    Figures,
    daily,
    keep_up,
)
from sync.central.identity import Authority
from sync.central.registers.keys import apply_revocations
from sync.central.settings import CONNECTIONS, is_loopback
from sync.central.stock.silence import Silence

PORT: Final = 8443
ADMIN_PORT: Final = 8444
KEEP_ALIVE: Final = 75
TURN_SECONDS: Final = 0.001
"""How long one thread may compute while others want to: five times as long, as Python has it, is the whole of what a
held request may wait for, and the loop that answers it stands in the queue several times."""
_ADMIN: Final = {"admin": Width(3, 64), "upkeep": Width(1, 16)}
_log = logging.getLogger(__name__)

Started = Callable[[int, int], None]


class ServeError(ValueError):
    """The service may not be run so."""


class ServeOptions(Struct, frozen=True):
    """How a service runs. `directory` keeps snapshot files; `names` are host names and addresses of the leaf.

    Port 0 takes a free one; `connections`: to the database. `plain`: no TLS for registers, loopback alone.
    """

    database: str
    authority: Path
    directory: Path
    host: str = "0.0.0.0"  # noqa: S104 - registers come from other machines
    port: int = PORT
    admin_host: str = "127.0.0.1"
    admin_port: int = ADMIN_PORT
    names: tuple[str, ...] = ()
    plain: bool = False
    connections: int = CONNECTIONS
    stop_seconds: int = 20
    head_seconds: float = HEAD_SECONDS
    rates: Rates = field(default_factory=Rates)
    floor: int = FLOOR

    def check(self) -> None:
        """Raise `ServeError` for what would put registers or operators at risk."""
        if self.plain and not is_loopback(self.host):
            raise ServeError("plain HTTP is for a reverse proxy on this machine: the host must be a loopback address")


def serve(options: ServeOptions, *, started: Started = lambda _port, _admin: None) -> int:
    """Serve until a signal; `started` is told both ports. `ServeError`, `SchemaError`, `AuthorityError`, `OSError`."""
    options.check()
    logs.set_up()
    authority = Authority(options.authority)
    options.directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    database = open_centre(options.database, pool_size=options.connections)
    before = sys.getswitchinterval()
    sys.setswitchinterval(TURN_SECONDS)
    try:
        forgotten = apply_revocations(database, authority)
        if forgotten:
            _log.warning("%d keys were revoked that the database had forgotten", forgotten)
        service = Service(options, database, authority)
        with asyncio.Runner(loop_factory=_loop_factory()) as runner:
            runner.run(service.run(started))
    finally:
        sys.setswitchinterval(before)
        database.close()
    return 0


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    if sys.platform == "win32":
        return None
    import uvloop  # noqa: PLC0415 - not there on Windows

    return uvloop.new_event_loop


class Service:
    """One run of the service."""

    def __init__(
        self,
        options: ServeOptions,
        database: Database,
        authority: Authority,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._options = options
        self._database = database
        self._authority = authority
        self._clock = clock
        self._metrics = Metrics()
        self._api = Api(database, authority, options.directory, clock)
        self._api.on_refused = lambda code: self._metrics.refusals.labels(code).inc()
        self._api.on_pushed = self._metrics.events.inc
        self._lanes: dict[str, Lane] = {}
        self._stop = asyncio.Event()

    def stop(self) -> None:
        """Begin to stop; on the loop's thread."""
        self._stop.set()

    async def run(self, started: Started) -> None:
        """Serve until `stop` or a signal."""
        loop = asyncio.get_running_loop()
        self._lanes = open_lanes({**WIDTHS, **_ADMIN})
        for name, lane in self._lanes.items():
            self._metrics.lane.labels(name).set_function(partial(_held, lane))
        notifier = Notifier(self._database)
        notifier.start(loop)
        try:
            await self._serve(loop, notifier, started)
        finally:
            await asyncio.to_thread(self._close, notifier)

    async def _serve(self, loop: asyncio.AbstractEventLoop, notifier: Notifier, started: Started) -> None:
        options, lanes = self._options, self._lanes
        tls = Tls(self._authority, (options.host, *options.names) if _is_name(options.host) else options.names)
        tls.renew(self._clock())
        readiness = Readiness(self._database, options.directory, lanes["upkeep"], options.floor)
        registers = Registers(self._api, notifier, lanes, Limits(options.rates, loop.time), self._metrics)
        admin = admin_app(
            self._api, lanes["admin"], readiness, self._metrics, is_tls=not is_loopback(options.admin_host)
        )
        with _bound(options.host, options.port) as front, _bound(options.admin_host, options.admin_port) as back:
            servers = [
                (self._server(register_app(self._api, registers, readiness), None if options.plain else tls), front),
                (self._server(admin, None if is_loopback(options.admin_host) else tls), back),
            ]
            connections = servers[0][0].server_state.connections
            self._metrics.connections.set_function(lambda: len(connections))
            chores = [loop.create_task(keep_up(chore, lanes["upkeep"])) for chore in self._chores(tls)]
            with _signals(loop, self.stop):
                running = [loop.create_task(server.serve(sockets=[bound])) for server, bound in servers]
                await _until_started([server for server, _ in servers], running)
                started(front.getsockname()[1], back.getsockname()[1])
                stopping = loop.create_task(self._stop.wait())
                await asyncio.wait({stopping, *running}, return_when=asyncio.FIRST_COMPLETED)
                stopping.cancel()
                readiness.is_stopping = True
                registers.stop()
                for server, _ in servers:
                    server.should_exit = True
                await asyncio.gather(*running)
            for chore in chores:
                chore.cancel()

    def _server(self, app: Any, tls: Tls | None) -> Server:  # noqa: ANN401 - an ASGI application
        return Server(
            uvicorn.Config(
                app,
                http=cast("type[asyncio.Protocol]", partial(BoundedProtocol, head_seconds=self._options.head_seconds)),
                loop="none",
                ws="none",
                lifespan="on",
                log_config=None,
                access_log=False,
                server_header=False,
                proxy_headers=self._options.plain,
                forwarded_allow_ips="127.0.0.1,::1",
                timeout_keep_alive=KEEP_ALIVE,
                timeout_graceful_shutdown=self._options.stop_seconds,
                ssl_context_factory=None if tls is None else lambda _config, _default: tls.context,
            )
        )

    def _chores(self, tls: Tls) -> list[Chore]:
        figures = Figures(self._api, self._metrics, self._options.directory)
        return [
            Chore("contacts", CONTACTS_EVERY, self._api.keep_contacts),
            Chore("silence", SILENCE_EVERY, Silence(self._database, self._clock).look),
            Chore("figures", FIGURES_EVERY, figures.look),
            Chore("tls", CHECK_SECONDS, lambda: tls.renew(self._clock())),
            Chore("daily", DAILY_LOOK_EVERY, lambda: daily(self._database, self._options.directory, self._clock())),
        ]

    def _close(self, notifier: Notifier) -> None:
        notifier.close()
        for lane in self._lanes.values():
            lane.close()
        self._api.keep_contacts()


class Server(uvicorn.Server):
    """uvicorn's server that leaves signals to the service, which stops both of its own in order."""

    @contextlib.contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        """Capture none."""
        yield


async def _until_started(servers: list[Server], running: list[asyncio.Task[None]]) -> None:
    while not all(server.started for server in servers):
        for task in running:
            if task.done():
                task.result()
                raise RuntimeError("a listener ended before it began")
        await asyncio.sleep(0.01)


@contextlib.contextmanager
def _bound(host: str, port: int) -> Generator[socket.socket, None, None]:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as bound:
        if sys.platform != "win32":
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((host, port))
        bound.setblocking(False)
        yield bound


@contextlib.contextmanager
def _signals(loop: asyncio.AbstractEventLoop, stop: Callable[[], None]) -> Generator[None, None, None]:
    if sys.platform == "win32":
        before = signal.signal(signal.SIGTERM, lambda *_: loop.call_soon_threadsafe(stop))
        yield
        signal.signal(signal.SIGTERM, before)
        return
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop)
    try:
        yield
    finally:
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.remove_signal_handler(number)


def _held(lane: Lane) -> int:
    return lane.held


def _is_name(host: str) -> bool:
    return host not in {"0.0.0.0", "::", ""}  # noqa: S104 - named, not bound
