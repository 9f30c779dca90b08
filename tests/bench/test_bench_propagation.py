"""How soon another register of the store sees what one sold: two real registers, a centre process, TLS, all durable.

From the moment the sale is handed to the first register's journal (its own durable commit is in it) until the second
register's line says that its replica, durable, holds the new stock. The reference is the sale's own commit.
"""

from __future__ import annotations

import queue
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from pos_client.app.sync_link import SyncLink
from pos_client.db.replica import open_replica
from sync.protocol.feeds import stock_feed
from tests.bench.line_bench import KINDS, durable_centre
from tests.support.lined_register import Lined
from tests.support.running_centre import Centre

SALES = 300
WARM = 20
PATIENCE = 20.0
STOCK = stock_feed("s1")


class Watching(Lined):
    """A register that tells at once when the stock of its store has changed in its replica."""

    def start(self) -> SyncLink:
        self.seen: queue.Queue[float] = queue.Queue()

        def changed(feeds: frozenset[str]) -> None:
            if STOCK in feeds:
                self.seen.put(time.perf_counter())

        self.link = SyncLink(self.directory, self.journal, self.states.append, changed)
        return self.link


def share(times: list[float], part: float) -> float:
    """The time in ms that this part of all took at most."""
    return round(sorted(times)[min(len(times) - 1, int(len(times) * part))] * 1e3, 1)


def propagate(directory: Path, centre: Centre, sales: int) -> tuple[list[float], list[float]]:
    """Seconds of each sale until it was seen, and until its own commit was durable."""
    seller, watcher = Lined(directory / "r1", centre, "r1"), Watching(directory / "r2", centre, "r2")
    seen_after: list[float] = []
    committed: list[float] = []
    try:
        for register in (seller, watcher):
            register.start()
            register.wait_online()
        shift = seller.open_shift()
        for turn in range(WARM + sales):
            time.sleep(0.02)  # the held request of the watcher is back, as it is between customers
            begun = time.perf_counter()
            seller.sell(1, shift)
            done = time.perf_counter()
            at = watcher.seen.get(timeout=PATIENCE)
            if turn >= WARM:
                seen_after.append(at - begun)
                committed.append(done - begun)
        with open_replica(watcher.directory / "replica") as replica:
            held = [figure.on_hand for figure in replica.stock.figures("100001") if figure.location_id == "s1"]
            assert held == [-1_000 * (WARM + sales)]
    finally:
        seller.close()
        watcher.close()
    return seen_after, committed


@pytest.mark.timeout(300)
@pytest.mark.parametrize("kind", KINDS)
def test_propagation(benchmark: BenchmarkFixture, kind: str, tmp_path: Path) -> None:
    told: list[tuple[list[float], list[float]]] = []

    def turn() -> None:
        with durable_centre(tmp_path / "centre", kind, chain="tiny") as centre:
            told.append(propagate(tmp_path, centre, SALES))

    run: Callable[..., object] = benchmark.pedantic
    run(turn, rounds=1)
    times, committed = told[0]
    p50, p95, p99 = (share(times, part) for part in (0.5, 0.95, 0.99))
    reference = share(committed, 0.5)
    benchmark.extra_info.update(
        name=f"a sale's stock seen at another register of the store, {kind}",
        figure=p50,
        unit=f"ms median of {SALES} (p95 {p95}, p99 {p99}), durable at both ends",
        reference=reference,
        ratio=round(p50 / reference, 1),
        aim="p50 < 20 ms, p99 < 100 ms (reference: the sale's own commit)",
        met=p50 < 20 and p99 < 100,
    )
