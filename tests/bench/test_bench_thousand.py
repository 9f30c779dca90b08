"""A thousand registers come back at once after an outage: each pulls and pushes what it sold, by TLS, at real limits.

They are asyncio clients with keys and journals of their own and real signatures; they keep their connection, and come
again when the centre says, with jitter. Measured: until the last is served, refusals, the slowest answer, the centre's
memory and time. Nothing may be lost, and nothing but 503 and 429 by backpressure may be told. The reference is the
same number of requests of one open connection each, one after the other in ten lines, without a crowd.
"""

from __future__ import annotations

import asyncio
import random
import ssl
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
import sqlalchemy as sa
from pytest_benchmark.fixture import BenchmarkFixture

from sync.central.registers.tables import location, register, register_key
from sync.engine.http import CENTRE_NAME, trusting
from sync.protocol import coding, http_signing, wire
from sync.protocol.base import instant
from sync.protocol.feeds import stock_feed
from sync.protocol.messages import Cursor, Message, PullRequest, PushAnswer, Refusal
from sync.protocol.signing import Signer
from sync.protocol.wire import WireRequest
from tests.bench.line_bench import KINDS, durable_centre
from tests.support.central_books import Chain
from tests.support.lined_register import asked
from tests.support.running_centre import Centre

REGISTERS = 1_000
LOCATIONS = 50
SALES_EACH = 3
FILES = 4_096
PATIENCE = 240.0
LINES = 10


@dataclass
class Served:
    """What the crowd met."""

    statuses: Counter[int] = field(default_factory=Counter)
    tries: int = 0
    slowest: float = 0.0
    done: list[float] = field(default_factory=list)


class Crowd:
    """The registers at the centre."""

    def __init__(self, centre: Centre, prefix: str) -> None:
        self.centre = centre
        self.chance = random.Random(5)
        self.chains = [
            Chain(f"{prefix}{n:04d}", Signer(f"{prefix}{n}".encode().ljust(32, b"."))) for n in range(REGISTERS)
        ]
        self.context = trusting(centre.ca_pem)
        at = instant(datetime.now(UTC))

        def work(connection: sa.Connection) -> None:
            places = [f"{prefix}L{n:02d}" for n in range(LOCATIONS)]
            rows = [{"id": name, "name": name, "kind": "store", "zone": "z", "region": name} for name in places]
            connection.execute(sa.insert(location), rows)
            known = [
                {"id": own.register_id, "location_id": places[n % LOCATIONS], "name": own.register_id,
                 "prefix": own.register_id, "state": "active", "epoch": 1, "created_at": at}
                for n, own in enumerate(self.chains)
            ]  # fmt: skip
            connection.execute(sa.insert(register), known)
            keys = [
                {"register_id": own.register_id, "public_key": own.signer.public_key.hex(), "state": "current",
                 "epoch": 1, "added_at": at}
                for own in self.chains
            ]  # fmt: skip
            connection.execute(sa.insert(register_key), keys)

        centre.database.write(work)
        for own in self.chains:
            own.open()
            for _ in range(SALES_EACH):
                own.sell(("milk", 1000), ("bread", 1000))
        self.places = {own.register_id: f"{prefix}L{n % LOCATIONS:02d}" for n, own in enumerate(self.chains)}

    async def all_at_once(self) -> Served:
        """Everybody at the same moment."""
        told = Served()
        begun = time.perf_counter()
        async with asyncio.timeout(PATIENCE):
            await asyncio.gather(*(self._come_back(own, told, begun) for own in self.chains))
        return told

    async def in_lines(self) -> Served:
        """The same without a crowd: so many lines in which one after the other is served."""
        told = Served()
        begun = time.perf_counter()

        async def line(part: Sequence[Chain]) -> None:
            for own in part:
                await self._come_back(own, told, begun)

        async with asyncio.timeout(PATIENCE):
            await asyncio.gather(*(line(self.chains[n::LINES]) for n in range(LINES)))
        return told

    async def _come_back(self, own: Chain, told: Served, begun: float) -> None:
        client = Client(self, own, told)
        try:
            feed = stock_feed(self.places[own.register_id])
            await client.ask(wire.PULL, PullRequest(cursors=(Cursor(feed=feed),)))
            body = await client.ask(wire.PUSH, own.request())
            answer = coding.decode(PushAnswer, body)
            assert not answer.quarantined
            told.done.append(time.perf_counter() - begun)
        finally:
            client.close()


class Client:
    """One register's connection, opened anew when it was closed."""

    def __init__(self, crowd: Crowd, own: Chain, told: Served) -> None:
        self._crowd, self._own, self._told = crowd, own, told
        self._reader: asyncio.StreamReader | None = None
        self._writer: asyncio.StreamWriter | None = None

    def close(self) -> None:
        if self._writer is not None:
            self._writer.transport.abort()
            self._reader = self._writer = None

    async def ask(self, path: str, message: Message) -> bytes:
        """Ask until served; the plain body of the answer."""
        while True:
            self._told.tries += 1
            begun = time.perf_counter()
            try:
                status, headers, body = await self._once(path, message)
            except (OSError, asyncio.IncompleteReadError, ssl.SSLError):
                self._told.statuses[0] += 1
                self.close()
                await asyncio.sleep(self._crowd.chance.uniform(0, 1))
                continue
            self._told.statuses[status] += 1
            self._told.slowest = max(self._told.slowest, time.perf_counter() - begun)
            plain = coding.unpack(body, headers.get("content-encoding", coding.PLAIN))
            if status == 200:
                return plain
            refusal = msgspec.json.decode(plain, type=Refusal)
            assert status in {429, 503}, (status, refusal)
            assert refusal.retry_after > 0
            await asyncio.sleep(refusal.retry_after * self._crowd.chance.uniform(1.0, 1.5))

    async def _once(self, path: str, message: Message) -> tuple[int, dict[str, str], bytes]:
        body, headers = coding.write(message)
        headers["accept-encoding"] = coding.ACCEPTED
        plain = WireRequest("POST", wire.PREFIX + path, "", headers, body)
        signed = http_signing.sign(plain, self._own.signer, self._own.register_id, 1, datetime.now(UTC))
        if self._writer is None or self._reader is None:
            self._reader, self._writer = await asyncio.open_connection(
                "127.0.0.1", self._crowd.centre.port, ssl=self._crowd.context, server_hostname=CENTRE_NAME
            )
        lines = [f"POST {signed.path} HTTP/1.1", "host: centre", f"content-length: {len(body)}"]
        lines += [f"{name}: {value}" for name, value in signed.headers.items()]
        self._writer.write("\r\n".join(lines).encode() + b"\r\n\r\n" + body)
        head = (await self._reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
        told = {
            name.lower(): value.strip() for name, _colon, value in (line.partition(":") for line in head[1:] if line)
        }
        answer = await self._reader.readexactly(int(told["content-length"]))
        if told.get("connection") == "close":
            self.close()
        return int(head[0].split(" ")[1]), told, answer


def centre_used(centre: Centre) -> tuple[float, float]:
    """(seconds of processor, MB at most) of the centre's process; zeros where the system does not say."""
    if not sys.platform.startswith("linux") or centre.process is None:
        return 0.0, 0.0
    proc = Path(f"/proc/{centre.process.pid}")
    ticks = sum(map(int, proc.joinpath("stat").read_text().rpartition(")")[2].split()[11:13]))
    peak = next(line for line in proc.joinpath("status").read_text().splitlines() if line.startswith("VmHWM"))
    return ticks / 100, int(peak.split()[1]) / 1024


def allow_files() -> None:
    """Let this process and the centre that it starts hold so many connections."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415 - not there on Windows

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        if soft < FILES:
            resource.setrlimit(resource.RLIMIT_NOFILE, (FILES if hard < 0 else min(FILES, hard), hard))


@pytest.mark.timeout(600)
@pytest.mark.parametrize("kind", KINDS)
def test_a_thousand_registers_come_back(benchmark: BenchmarkFixture, kind: str, tmp_path: Path) -> None:
    allow_files()
    told: list[tuple[Served, Served, float, float]] = []

    def turn() -> None:
        with durable_centre(tmp_path / "centre", kind, rates="real-rates") as centre:
            crowd, calm = Crowd(centre, "C"), Crowd(centre, "Q")
            before, _ = centre_used(centre)
            together = asyncio.run(crowd.all_at_once())
            after, memory = centre_used(centre)
            apart = asyncio.run(calm.in_lines())
            events = asked(centre, "SELECT count(*) FROM event")
            assert events == [(2 * REGISTERS * (1 + SALES_EACH),)]
            assert asked(centre, "SELECT count(*) FROM document") == [(2 * REGISTERS * SALES_EACH,)]
            assert asked(centre, "SELECT count(*) FROM quarantine") == [(0,)]
            told.append((together, apart, after - before, memory))

    run: Callable[..., object] = benchmark.pedantic
    run(turn, rounds=1)
    together, apart, seconds, memory = told[0]
    figure, reference = max(together.done), max(apart.done)
    half = sorted(together.done)[REGISTERS // 2]
    refused = {str(status): count for status, count in sorted(together.statuses.items()) if status != 200}
    benchmark.extra_info.update(
        name=f"1,000 registers come back at once, {kind}",
        figure=round(figure, 1),
        unit=f"s until all are served (half after {half:.1f}; refused {refused or 'none'}; slowest answer"
        f" {together.slowest:.1f} s; centre {memory:.0f} MB, {seconds:.1f} s of CPU)",
        reference=round(reference, 1),
        ratio=round(figure / reference, 2),
        aim="nothing lost, no 5xx but 503; ≤ 3× the same in ten orderly lines",
        met=figure <= 3 * reference and set(together.statuses) <= {200, 429, 503},
    )
