"""A bad line between registers and a centre: a TCP proxy on the loopback that does to connections what lines do.

    with FaultProxy(centre.port, seed=7) as line:
        register(address=f"https://127.0.0.1:{line.port}")
        line.weather = Weather(cut=0.5, stall=0.2)   # for connections that begin from now on
        line.cut_all()                               # and what is open ends now
        line.weather = FAIR

TLS passes through. What happens to a connection is drawn when it begins, from the seed and the number of the
connection; `happened` counts it. A whole request can be sent twice only where the proxy can read it: `repeat` is for a
centre that serves plain HTTP. It runs on a thread of its own, which ends with the block.
"""

from __future__ import annotations

import asyncio
import contextlib
import random
import socket
import struct
import threading
from collections import Counter
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from types import TracebackType
from typing import Final, Self

PIECE: Final = 64 * 1024
MOST_REQUEST: Final = 16 * 1024 * 1024
PATIENCE: Final = 30.0
_RESET: Final = struct.pack("ii", 1, 0)  # SO_LINGER: close by a reset, what is unsent is dropped


@dataclass(frozen=True, slots=True)
class Weather:
    """What happens to connections, as shares of them between 0 and 1, at a random byte of at most `within`.

    `refuse`: reset at once. `cut`: reset. `half_close`: one direction ends, the other goes on. `stall`: nothing passes
    any more, and after `stall_seconds` it is reset. `delay`: seconds that each piece is late, between the two. `rate`:
    bytes a second of each direction of the whole line, 0 for no bound. `repeat`: requests that are sent twice.
    """

    refuse: float = 0.0
    cut: float = 0.0
    half_close: float = 0.0
    stall: float = 0.0
    within: int = 40_000
    stall_seconds: float = 0.5
    delay: tuple[float, float] = (0.0, 0.0)
    rate: float = 0.0
    repeat: float = 0.0


FAIR: Final = Weather()
DOWN: Final = Weather(refuse=1.0)


@dataclass(slots=True)
class _Fate:
    """What was drawn for one connection: `kind` happens after `at` bytes, of both directions together."""

    chance: random.Random
    kind: str
    at: int
    passed: int = 0


class FaultProxy:
    """The line to a port of this machine. `weather` may be changed at any time, from any thread."""

    def __init__(self, upstream: int, seed: int = 0, weather: Weather = FAIR) -> None:
        self.upstream = upstream
        self.weather = weather
        self.happened: Counter[str] = Counter()
        self._seed = seed
        self._number = 0
        self._open: set[asyncio.Task[None]] = set()
        self._free_at = [0.0, 0.0]  # when the line has carried what it was given, up and down
        self._started = threading.Event()
        self._loop = asyncio.new_event_loop()
        self._stop = asyncio.Event()
        self._bound = socket.create_server(("127.0.0.1", 0), backlog=2_048)
        self.port: int = self._bound.getsockname()[1]
        self._thread = threading.Thread(target=self._run, name=f"fault-proxy-{self.port}", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        self._started.wait(PATIENCE)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(PATIENCE)
        if self._thread.is_alive():
            raise RuntimeError("the line does not end")

    def cut_all(self) -> None:
        """Reset every connection; returns at once."""
        self._loop.call_soon_threadsafe(self._cancel_all)

    # --- on the loop's thread

    def _run(self) -> None:
        try:
            self._loop.run_until_complete(self._serve())
        finally:
            self._loop.close()

    async def _serve(self) -> None:
        server = await asyncio.start_server(self._accepted, sock=self._bound)
        self._started.set()
        async with server:
            await self._stop.wait()
            server.close()
            while self._open:
                self._cancel_all()
                await asyncio.wait(tuple(self._open))

    def _cancel_all(self) -> None:
        for task in self._open:
            task.cancel()

    async def _accepted(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        if task is None:
            raise RuntimeError("no task")
        self._open.add(task)
        try:
            await self._carry(reader, writer)
        except asyncio.CancelledError:
            self.happened["ended"] += 1  # by `cut_all` or the end of the line: the connection is reset below
        finally:
            self._open.discard(task)
            _reset(writer)

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        fate = self._draw()
        if fate.kind == "refuse":
            self.happened["refuse"] += 1
            return
        try:
            centre_reader, centre_writer = await asyncio.open_connection("127.0.0.1", self.upstream)
        except OSError:
            self.happened["nobody"] += 1
            return
        pumps = [
            asyncio.create_task(self._pump(reader, centre_writer, fate, 0)),
            asyncio.create_task(self._pump(centre_reader, writer, fate, 1)),
        ]
        try:
            await asyncio.gather(*pumps)
        except OSError:
            self.happened["broken"] += 1  # one end went away by itself
        except _EndedError:
            self.happened[fate.kind] += 1
        finally:
            for pump in pumps:
                pump.cancel()
            await asyncio.wait(pumps)
            _reset(centre_writer)

    def _draw(self) -> _Fate:
        self._number += 1
        chance, weather = random.Random(f"{self._seed}/{self._number}"), self.weather
        drawn, kind = chance.random(), ""
        for name, share in (
            ("refuse", weather.refuse),
            ("cut", weather.cut),
            ("half_close", weather.half_close),
            ("stall", weather.stall),
        ):
            if drawn < share:
                kind = name
                break
            drawn -= share
        return _Fate(chance, kind, chance.randint(0, weather.within))

    async def _pump(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, fate: _Fate, direction: int
    ) -> None:
        """Carry bytes one way until its sender ends, or what was drawn happens (`_EndedError`)."""
        tap = _Tap(self, fate) if direction == 0 and self.weather.repeat else None
        async with contextlib.aclosing(_pieces(reader)) as pieces:
            async for piece in pieces:
                await self._late(fate, direction, len(piece))
                due = fate.at - fate.passed if fate.kind else len(piece) + 1
                fate.passed += len(piece)
                if due <= len(piece):
                    writer.write(piece[: max(0, due)])
                    await writer.drain()
                    if fate.kind == "half_close":
                        self.happened["half_close"] += 1
                        fate.kind = ""
                        break
                    if fate.kind == "stall":
                        await asyncio.sleep(self.weather.stall_seconds)
                    raise _EndedError
                if tap is not None:
                    tap.saw(piece)
                writer.write(piece)
                await writer.drain()
        if writer.can_write_eof():
            with contextlib.suppress(OSError):
                writer.write_eof()

    async def _late(self, fate: _Fate, direction: int, size: int) -> None:
        weather, now = self.weather, self._loop.time()
        until = now + (fate.chance.uniform(*weather.delay) if weather.delay[1] else 0.0)
        if weather.rate:
            self._free_at[direction] = max(self._free_at[direction], now) + size / weather.rate
            until = max(until, self._free_at[direction])
        if until > now:
            await asyncio.sleep(until - now)

    def repeat(self, request: bytes) -> None:
        """Send a whole request once more, on a connection of its own; what comes back is dropped."""
        self.happened["repeat"] += 1
        task = self._loop.create_task(self._again(request))
        self._open.add(task)
        task.add_done_callback(self._open.discard)

    async def _again(self, request: bytes) -> None:
        with contextlib.suppress(OSError, asyncio.CancelledError):
            reader, writer = await asyncio.open_connection("127.0.0.1", self.upstream)
            try:
                writer.write(request)
                await writer.drain()
                answer = await reader.readuntil(b"\r\n\r\n")
                self.happened[f"repeat {answer.split(b' ', 2)[1].decode()}"] += 1
            except (asyncio.IncompleteReadError, asyncio.LimitOverrunError):
                self.happened["repeat unanswered"] += 1
            finally:
                _reset(writer)


class _EndedError(Exception):
    """The connection meets what was drawn for it."""


class _Tap:
    """Reads requests of plain HTTP/1.1 with a `content-length` out of what passes, and has some repeated."""

    def __init__(self, proxy: FaultProxy, fate: _Fate) -> None:
        self._proxy, self._fate = proxy, fate
        self._held = bytearray()

    def saw(self, piece: bytes) -> None:
        """Take what the register sent."""
        self._held += piece
        while (size := self._size()) and len(self._held) >= size:
            request, self._held = bytes(self._held[:size]), self._held[size:]
            if self._fate.chance.random() < self._proxy.weather.repeat:
                self._proxy.repeat(request)
        if len(self._held) > MOST_REQUEST:
            raise RuntimeError("a request without an end")

    def _size(self) -> int:
        head, found, _rest = self._held.partition(b"\r\n\r\n")
        if not found:
            return 0
        lines = [line.partition(b":") for line in head.lower().split(b"\r\n")[1:]]
        length = next((int(value) for name, _colon, value in lines if name == b"content-length"), 0)
        return len(head) + 4 + length


async def _pieces(reader: asyncio.StreamReader) -> AsyncGenerator[bytes, None]:
    while piece := await reader.read(PIECE):
        yield piece


def _reset(writer: asyncio.StreamWriter) -> None:
    """Close a connection by a reset: whoever is at its other end knows at once."""
    raw = writer.get_extra_info("socket")
    if raw is not None and raw.fileno() >= 0:
        with contextlib.suppress(OSError):
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
    writer.transport.abort()
