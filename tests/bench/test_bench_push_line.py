"""10,000 sales of a real journal pushed by the real engine over TLS to a centre process, each acknowledgement durable.

The reference is what no database can do without: the very rows that the push leaves behind, put into empty tables with
all their keys by COPY in PostgreSQL, by executemany in SQLite, in as many commits, in the same run.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from tests.bench.line_bench import KINDS, durable_centre, push_all
from tests.bench.test_bench_push import SALES, copied, empty, left_behind
from tests.bench.test_bench_push import journal as made_journal
from tests.support.lined_register import asked
from tests.support.postgres import cluster

ROUNDS = 3
SHARE_ALLOWED = 6.0
journal = made_journal


@pytest.mark.timeout(600)
@pytest.mark.parametrize("kind", KINDS)
def test_push_over_the_line(benchmark: BenchmarkFixture, kind: str, journal: Path, tmp_path: Path) -> None:
    ours: list[float] = []
    theirs: list[float] = []
    requests: list[int] = []

    def turn() -> None:
        folder = tmp_path / str(len(ours))
        with durable_centre(folder / "centre", kind) as centre:
            seconds, count = push_all(folder, journal.parent.parent, centre)
            assert asked(centre, "SELECT count(*) FROM document") == [(SALES,)]
            ours.append(seconds)
            requests.append(count)
            rows = left_behind(centre.database)
        theirs.append(_copied(folder, kind, rows, count))

    run: Callable[..., object] = benchmark.pedantic
    run(turn, rounds=ROUNDS)
    figure, reference = min(ours), min(theirs)
    benchmark.extra_info.update(
        name=f"push 10,000 sales over TLS to a centre process, {kind}",
        figure=round(figure, 2),
        unit=f"s, best of {ROUNDS} ({requests[0]} pushes, {SALES / figure:,.0f} sales/s)",
        reference=round(reference, 2),
        ratio=round(figure / reference, 2),
        aim=f"≤ {SHARE_ALLOWED:g}× {'COPY' if kind == 'PostgreSQL' else 'executemany'} of the same rows",
        met=figure <= SHARE_ALLOWED * reference,
        sales_a_second=round(SALES / figure),
    )


def _copied(folder: Path, kind: str, rows: dict[str, list[tuple[object, ...]]], commits: int) -> float:
    server = cluster(durable=True) if kind == "PostgreSQL" else None
    name = server.create() if server is not None else ""
    database = empty(server.url(name) if server is not None else f"sqlite:///{folder}/copied.sqlite")
    try:
        return copied(database, rows, commits)
    finally:
        database.close()
        if server is not None:
            server.drop(name)
