"""Our line beside PouchDB's, a known sync of documents, in the same run on the same data; skipped without node and npm.

The peer is PouchDB 9 with express-pouchdb over plain HTTP (tests/bench/peer), installed into build/peer by the first
run; ours is a centre process by TLS with embedded SQLite that writes through to the disk. Pull: 100,000 products (ours
to the first scan answered, search index and proof in it). Push: 10,000 sales. Live: a change seen at another register.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from pysqlite3 import dbapi2
from pytest_benchmark.fixture import BenchmarkFixture

from sync.protocol import chain
from sync.protocol.values import plain_value
from tests.bench.line_bench import durable_centre, push_all
from tests.bench.test_bench_first_day_line import fill, first_day
from tests.bench.test_bench_lookup import PRODUCTS, make_products
from tests.bench.test_bench_propagation import propagate, share
from tests.bench.test_bench_push import journal as made_journal
from tests.support.running_centre import ROOT

LIVES = 200
INSTALL_SECONDS = 300
PEER_SECONDS = 500
journal = made_journal


@pytest.fixture(scope="module")
def peer() -> Path:
    """The folder with the peer installed."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        pytest.skip("the peer needs node and npm")
    folder = ROOT / "build" / "peer"
    folder.mkdir(parents=True, exist_ok=True)
    for path in (Path(__file__).parent / "peer").iterdir():
        shutil.copy(path, folder)
    if not (folder / "node_modules" / "express-pouchdb").is_dir():
        command = ["npm", "install", "--no-package-lock", "--no-audit", "--no-fund"]
        done = _run(command, folder, INSTALL_SECONDS)
        if done.returncode:
            pytest.skip(f"the peer cannot be installed: {done.stderr[-300:]}")
    return folder


def _run(command: list[str], folder: Path, seconds: float) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=seconds, check=False)


@contextlib.contextmanager
def peer_server(peer: Path, data: Path) -> Iterator[str]:
    """The peer's server; its address."""
    data.mkdir()
    server = subprocess.Popen(
        ["node", "server.js", str(data)],
        cwd=peer,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "NODE_ENV": "production"},
    )
    assert server.stdin is not None
    assert server.stdout is not None
    try:
        yield f"http://127.0.0.1:{int(server.stdout.readline())}"
    finally:
        server.stdin.close()  # its word to end
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()
        server.stdout.close()


def peer_figures(peer: Path, folder: Path, journal: Path) -> dict[str, Any]:
    """What the peer takes for the same products and sales."""
    products, sales = folder / "products.jsonl", folder / "sales.jsonl"
    with products.open("wb") as file:
        for product in make_products(PRODUCTS):
            price = [["shelf", 1_767_225_600_000_000, None, 9_900]]
            document = {"_id": product.sku, "product": plain_value(product), "prices": price}
            file.write(msgspec.json.encode(document) + b"\n")
    raw = dbapi2.connect(f"file:{journal}?mode=ro", uri=True)
    with sales.open("wb") as file:
        for seq, data in raw.execute("SELECT seq, bytes FROM event ORDER BY seq"):
            header, body, _digest = chain.open_event(bytes(data))
            event: dict[str, Any] = {"_id": f"{seq:08}", "header": header, "body": msgspec.Raw(bytes(body))}
            file.write(msgspec.json.encode(event) + b"\n")
    raw.close()
    (folder / "client").mkdir()
    with peer_server(peer, folder / "server") as address:
        command = ["node", "client.js", str(folder / "client"), address, str(products), str(sales), str(LIVES)]
        done = _run(command, peer, PEER_SECONDS)
    assert done.returncode == 0, done.stderr[-2000:]
    told: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return told


@pytest.fixture(scope="module")
def both(
    peer: Path, journal: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[dict[str, Any], dict[str, float]]:
    """The peer's figures and ours: seconds of pull and push, ms of a live change."""
    folder = tmp_path_factory.mktemp("peer")
    theirs = peer_figures(peer, folder, journal)
    ours: dict[str, float] = {}
    with durable_centre(folder / "push", "embedded") as centre:
        ours["push"], _requests = push_all(folder / "ours", journal.parent.parent, centre)
    with durable_centre(folder / "centre", "embedded", chain="tiny") as centre:
        times, _committed = propagate(folder / "live", centre, LIVES)
        ours |= {name: share(times, part) for name, part in (("p50", 0.5), ("p99", 0.99))}
        fill(centre)
        first_day(folder / "warm", centre, centre.port)  # the centre makes its snapshot once
        ours["pull"] = first_day(folder / "till", centre, centre.port)
    return theirs, ours


def tell(benchmark: BenchmarkFixture, name: str, unit: str, figure: float, reference: float, aim: float) -> None:
    run: Callable[..., object] = benchmark.pedantic
    run(lambda: None, rounds=1)
    benchmark.extra_info.update(
        name=f"beside PouchDB: {name}",
        figure=round(figure, 2),
        unit=unit,
        reference=round(reference, 2),
        ratio=round(figure / reference, 3),
        aim=f"≤ {aim:g}× of its time",
        met=figure <= aim * reference,
    )


Both = tuple[dict[str, Any], dict[str, float]]


@pytest.mark.timeout(900)
def test_pull_beside_the_peer(benchmark: BenchmarkFixture, both: Both) -> None:
    theirs, ours = both
    tell(benchmark, "100,000 products pulled to the first scan", "s", ours["pull"], theirs["pull"], 0.1)


@pytest.mark.timeout(900)
def test_push_beside_the_peer(benchmark: BenchmarkFixture, both: Both) -> None:
    theirs, ours = both
    tell(benchmark, "10,000 sales pushed, ours durable", "s", ours["push"], theirs["push"], 1.0)


@pytest.mark.timeout(900)
def test_live_beside_the_peer(benchmark: BenchmarkFixture, both: Both) -> None:
    theirs, ours = both
    live = theirs["propagation"]
    unit = f"ms median of {LIVES} (p99 {ours['p99']:g}, its {live['p99']:.1f}), ours durable at both ends"
    tell(benchmark, "a change seen at another register", unit, ours["p50"], live["p50"], 1.0)
