"""10,000 sales of a real journal pushed to the centre, against COPY of all rows that the push leaves behind.

The sales are written by the register's own journal; what is timed is `receive`: from the plain bytes of each request to
the signed acknowledgement, chain and signature checked, each push durable. The reference puts the very rows that are
there afterwards (events, documents, movements, balances, sums, feed) into empty tables with all their keys: by COPY in
PostgreSQL, by executemany in SQLite, in as many commits. Both databases write through to the disk.
"""

from __future__ import annotations

import random
import shutil
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
import sqlalchemy as sa
from pysqlite3 import dbapi2
from pytest_benchmark.fixture import BenchmarkFixture

from pos_client.db.journal import Journal, Writer, bound
from sync.central.db import Database, metadata, open_database
from sync.central.db.schema import load_tables
from sync.central.identity.authority import Authority
from sync.central.journal.push import receive
from sync.protocol import chain, signing
from sync.protocol.base import instant
from sync.protocol.messages import PushedEvent, PushRequest
from tests.db.journal.facts import NOW, SHIFT, open_shift, sale_body
from tests.support.central_books import Centre
from tests.support.listed_goods import list_goods
from tests.support.postgres import cluster

SALES = 10_000
ROUNDS = 3
MOST_BYTES = 1024 * 1024
TABLES = (
    "event",
    "document",
    "stock_movement",
    "stock_balance",
    "tender_total",
    "tax_total",
    "shift_fact",
    "feed_event",
    "feed_row",
    "feed_bucket",
)


@pytest.fixture(scope="module")
def journal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a register's journal with the sales: 1 to 8 lines of 20,000 products, some sold far oftener."""
    folder = tmp_path_factory.mktemp("till")
    rnd = random.Random(1)
    made = Journal.open(folder / "journal", signing.create(folder / "key.pem"), prefix="PL02", idle_seconds=0.02)
    clock = [NOW]

    def sell(writer: Writer) -> None:
        for _ in range(100):
            clock[0] += timedelta(seconds=7)
            number = writer.next_receipt_number()
            body = sale_body(number, rnd.choice((1, 2, 3, 4, 4, 5, 6, 8)))
            lines = tuple(
                msgspec.structs.replace(
                    line, sku=f"{100_000 + int(20_000 * rnd.random() ** 3)}", instant=instant(clock[0])
                )
                for line in body.lines
            )
            sold = msgspec.structs.replace(
                body, lines=lines, register_id=writer.head.register_id, completed_at=instant(clock[0])
            )
            data = msgspec.json.encode(sold)
            event = writer.append("sale", bound(sold, data))
            writer.record_sale(number, event.seq, sold.sale_id, clock[0], sold.total, "maria", SHIFT, data)

    try:
        made.submit(open_shift(SHIFT)).result()
        for _ in range(SALES // 100):
            made.submit(sell).result()
    finally:
        made.close()
    return Path(made.path)


def requests(path: Path) -> tuple[str, bytes, list[PushRequest]]:
    """The register's id, its public key, and its journal as pushes of at most 500 events and 1 MiB."""
    raw = dbapi2.connect(f"file:{path}?mode=ro", uri=True)
    register_id, public_key = raw.execute("SELECT register_id, public_key FROM head").fetchone()
    rows = raw.execute("SELECT epoch, seq, hash, signature, bytes FROM event ORDER BY seq").fetchall()
    raw.close()
    previous = chain.genesis_hash(register_id, rows[0][0])
    found: list[PushRequest] = []
    batch: list[Any] = []
    for row in [*rows, None]:
        size = sum(len(held[4]) for held in batch)
        if batch and (row is None or len(batch) == 500 or size + len(row[4]) > MOST_BYTES):
            events = tuple(PushedEvent(msgspec.Raw(bytes(data)), bytes(mark).hex()) for *_, mark, data in batch)
            found.append(
                PushRequest(epoch=batch[0][0], token="", first_seq=batch[0][1], previous=previous.hex(), events=events)
            )
            previous = bytes(batch[-1][2])
            batch = []
        batch.append(row)
    return register_id, bytes(public_key), found


def empty(url: str) -> Database:
    load_tables()
    database = open_database(url)
    database.write(metadata.create_all)
    return database


def pushed(database: Database, authority: Authority, path: Path) -> float:
    """Seconds that all of a journal takes."""
    register_id, public_key, wanted = requests(path)
    centre = Centre(database, authority)
    database.write(lambda connection: list_goods(connection, map(str, range(100_000, 120_000))))
    told = centre.add_register(register_id, public_key=public_key, epoch=wanted[0].epoch)
    caller = centre.caller(told)
    token, taken = "", 0.0
    for request in wanted:
        body = msgspec.json.encode(msgspec.structs.replace(request, token=token))
        begun = time.perf_counter()
        answer = receive(database, authority, caller, body, NOW)
        taken += time.perf_counter() - begun
        assert not answer.quarantined
        token = answer.token
    [(count,)] = centre.rows("SELECT count(*) FROM document")
    assert count == SALES
    return taken


def left_behind(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table that a push writes."""
    return {
        name: database.read(
            lambda connection, name=name: [  # type: ignore[misc]
                tuple(row) for row in connection.execute(sa.select(metadata.tables[name]))
            ]
        )
        for name in TABLES
    }


def copied(database: Database, rows: dict[str, list[tuple[Any, ...]]], commits: int) -> float:
    """Seconds that the same rows take by the plainest means of the database."""
    begun = time.perf_counter()
    for part in range(commits):
        database.write(lambda connection, part=part: _copy(connection, rows, part, commits))  # type: ignore[misc]
    return time.perf_counter() - begun


def _copy(connection: sa.Connection, rows: dict[str, list[tuple[Any, ...]]], part: int, parts: int) -> None:
    raw: Any = connection.connection.driver_connection
    for name, held in rows.items():
        mine = held[len(held) * part // parts : len(held) * (part + 1) // parts]
        if connection.dialect.name == "sqlite":
            marks = ", ".join("?" * len(metadata.tables[name].columns))
            raw.executemany(f"INSERT INTO {name} VALUES ({marks})", mine)  # noqa: S608
            continue
        with raw.cursor() as cursor, cursor.copy(f"COPY {name} FROM STDIN") as copy:
            for row in mine:
                copy.write_row(row)


@pytest.fixture(params=["embedded", "postgresql"])
def fresh(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], Database]]:
    """Makes empty databases of one kind that write through to the disk."""
    opened: list[Database] = []

    def make() -> Database:
        if request.param == "embedded":
            url = f"sqlite:///{tmp_path}/{len(opened)}.sqlite"
        else:
            server = cluster(durable=True)
            url = server.url(server.create())
        opened.append(empty(url))
        return opened[-1]

    yield make
    for database in opened:
        database.close()
    shutil.rmtree(tmp_path)


def test_push_of_10000_sales(
    benchmark: BenchmarkFixture, fresh: Callable[[], Database], journal: Path, tmp_path: Path
) -> None:
    authority = Authority.create(tmp_path / "ca", "Bench", NOW)
    commits = len(requests(journal)[2])
    ours: list[float] = []
    theirs: list[float] = []

    def turn() -> None:
        database = fresh()
        ours.append(pushed(database, authority, journal))
        theirs.append(copied(fresh(), left_behind(database), commits))

    run: Callable[..., object] = benchmark.pedantic
    run(turn, rounds=ROUNDS)
    figure, reference = min(ours), min(theirs)
    kind = "embedded" if fresh().is_sqlite else "PostgreSQL"
    benchmark.extra_info.update(
        {
            "name": f"push 10,000 sales to the centre, {kind}, without HTTP",
            "aim": "≤ 6× COPY of the same rows" if kind == "PostgreSQL" else "≤ 6× executemany of the same rows",
            "unit": f"s, best of {ROUNDS} ({commits} pushes)",
            "figure": round(figure, 3),
            "reference": round(reference, 3),
            "ratio": round(figure / reference, 2),
            "met": figure <= 6 * reference,
        }
    )
