"""Three days without a line, then one that comes and goes: tills, their lines and the centre die, and nothing is lost.

A real centre in a process of its own, three real registers of two stores with real sync processes, TLS through a line
that cuts, stalls and delays. At the end the books of both ends are compared to the cent, event by event.
"""

from __future__ import annotations

import contextlib
import copy
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeAlias

import msgspec
import pytest
import sqlalchemy as sa
from pysqlite3 import dbapi2

from pos_client.app import cli
from pos_client.app.enrolling import enrol_register
from pos_client.app.enrolment_file import Enrolment
from pos_client.db.journal.opening import FILE_NAME
from pos_client.db.journal.port import ReadJournal
from pos_client.db.replica.feed_rows import Checking
from pos_client.db.replica.port import WrittenReplica
from sync.central import cli as central_cli
from sync.central.catalogue.publications import publish_edits
from sync.central.catalogue.tables import zone
from sync.protocol import chain
from sync.protocol.events import PostVoidBody, ReturnBody, SaleBody
from tests.journeys.line_till import DID
from tests.support.fault_proxy import DOWN, FAIR, FaultProxy, Weather
from tests.support.lined_register import asked
from tests.support.postgres import cluster
from tests.support.running_centre import ROOT, Centre, make_centre
from tests.support.waiting import wait_until
from tests.sync.central.catalogue.goods import goods

DAYS = 3
CATALOGUE_POSITION = "SELECT feed, position FROM state"
DOCUMENTS = int(os.environ.get("OMNITILL_THREE_DAYS", "60"))  # a day and register
REGISTERS = ("r1", "r2", "r3")
PATIENCE = 60.0
WEATHERS = (
    Weather(cut=0.6, within=30_000),
    Weather(cut=0.3, half_close=0.3, within=12_000),
    Weather(stall=0.5, stall_seconds=0.3, within=20_000),
    Weather(delay=(0.001, 0.03), cut=0.2),
    Weather(rate=400_000.0, cut=0.2, within=200_000),
    DOWN,
    FAIR,
)
Totals: TypeAlias = Counter[tuple[str, ...]]


class Till:
    """A register and the process of its till."""

    def __init__(self, directory: Path, centre: Centre, line: FaultProxy, register_id: str) -> None:
        self.directory = directory
        self.number = REGISTERS.index(register_id) + 1
        told = copy.copy(centre)
        told.port = line.port
        code = centre.enrolment_code(register_id)
        self.enrolment: Enrolment = enrol_register(directory, told.address, code, lambda _step: None)
        self.process: subprocess.Popen[str] | None = None
        self.wanted: list[str] = []

    def start(self) -> None:
        """Start its process and say again what it may not have done."""
        command = [sys.executable, "-m", "tests.journeys.line_till", str(self.directory), str(self.number)]
        with (self.directory / "till.log").open("a") as log:
            self.process = subprocess.Popen(
                command,
                cwd=ROOT,
                env={**os.environ, "PYTHONPATH": str(ROOT)},
                stdin=subprocess.PIPE,
                stderr=log,
                text=True,
            )
        for text in self.wanted:
            self._write(text)

    def say(self, text: str) -> None:
        """Have something done; until `done` it is said again to a till that was killed."""
        self.wanted.append(text)
        self._write(text)

    def _write(self, text: str) -> None:
        assert self.process is not None
        assert self.process.stdin is not None
        self.process.stdin.write(text + "\n")
        self.process.stdin.flush()

    def done(self) -> None:
        """Wait until all that was said is done."""
        path = self.directory / DID

        def is_done() -> bool:
            assert self.process is not None
            assert self.process.poll() is None, (self.directory / "till.log").read_text()[-2000:]
            did = path.read_text().splitlines() if path.exists() else []
            return all(text in did for text in self.wanted)

        wait_until(is_done, f"{self.enrolment.register_id}: {self.wanted}", PATIENCE)
        self.wanted.clear()

    def kill(self) -> None:
        """Kill the till; its line's process ends by itself."""
        assert self.process is not None
        self.process.kill()
        self._ended()

    def kill_line(self) -> None:
        """Kill the process that keeps its line, if there is one just now."""
        path = self.directory / "sync.lock"
        text = path.read_bytes()[1:].strip() if path.exists() else b""
        if text.isdigit() and _is_of(int(text), self.directory):
            with contextlib.suppress(ProcessLookupError):
                os.kill(int(text), signal.SIGKILL)

    def close(self) -> None:
        """End the till in order."""
        if self.process is not None and self.process.stdin is not None:
            self.process.stdin.close()
            assert self.process.wait(PATIENCE) == 0, (self.directory / "till.log").read_text()[-2000:]
            self.process = None

    def _ended(self) -> None:
        assert self.process is not None
        self.process.wait(PATIENCE)
        if self.process.stdin is not None:
            with contextlib.suppress(BrokenPipeError):
                self.process.stdin.close()
        self.process = None

    def waiting(self) -> int:
        """How many events the centre has not acknowledged."""
        with closing(ReadJournal(self.directory / FILE_NAME)) as journal:
            return journal.state().waiting

    def events(self) -> list[tuple[int, int, bytes, bytes, bytes]]:
        """(epoch, seq, hash, signature, bytes) of its journal's file."""
        with closing(dbapi2.connect(f"file:{self.directory / FILE_NAME}?mode=ro", uri=True)) as raw:
            rows = raw.execute("SELECT epoch, seq, hash, signature, bytes FROM event ORDER BY epoch, seq").fetchall()
        return [(row[0], row[1], bytes(row[2]), bytes(row[3]), bytes(row[4])) for row in rows]


def _is_of(pid: int, directory: Path) -> bool:
    """Whether a process is the line's of a folder of ours: its number may be another's by now."""
    try:
        return str(directory).encode() in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


@pytest.fixture(params=["embedded", "postgresql"])
def centre(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Centre]:
    """A running centre that writes through to the disk."""
    directory, url = tmp_path / "centre", ""
    if request.param == "postgresql":
        server = cluster(durable=True)
        url = server.url(server.create())
    made = make_centre(directory, database_url=url)
    if url:
        (directory / "centre.toml").write_text(f'database = "{url}"\n')
    try:
        made.start()
        yield made
    finally:
        made.close()


@pytest.fixture
def line(centre: Centre) -> Iterator[FaultProxy]:
    """The line to it, fair at first."""
    with FaultProxy(centre.port, seed=20261122) as made:
        yield made


@pytest.fixture
def tills(tmp_path: Path, centre: Centre, line: FaultProxy) -> Iterator[list[Till]]:
    """Three enrolled registers whose tills run."""
    made: list[Till] = []
    try:
        for register_id in REGISTERS:
            made.append(Till(tmp_path / register_id, centre, line, register_id))
            made[-1].start()
        yield made
    finally:
        for till in made:
            if till.process is not None:
                till.kill()


def each(tills: list[Till], text: str) -> None:
    """Have all do something and wait until they have."""
    for till in tills:
        till.say(text)
    for till in tills:
        till.done()


def storm(centre: Centre, line: FaultProxy, tills: list[Till], chance: random.Random, turns: int) -> Counter[str]:
    """A line that comes and goes, prices that change, and deaths in between; returns what happened how often."""
    happened: Counter[str] = Counter()

    def centre_dies() -> None:
        centre.kill()
        time.sleep(chance.uniform(0, 0.3))
        centre.start()

    def till_dies() -> None:
        till = chance.choice(tills)
        till.kill()
        till.start()

    def prices_change() -> None:
        edits = goods(f"sku-{chance.randint(1, 40)}", chance.randint(100, 999), zone="z")
        publish_edits(
            centre.database, f"p{chance.random()}", edits, effective_at=None, by="local:test", now=datetime.now(UTC)
        )

    acts: dict[str, Callable[[], None]] = {
        "centre": centre_dies,
        "till": till_dies,
        "line's process": lambda: chance.choice(tills).kill_line(),
        "all connections": line.cut_all,
        "prices": prices_change,
    }
    for turn in range(turns):
        line.weather = chance.choice(WEATHERS)
        name = list(acts)[turn % len(acts)]
        acts[name]()
        happened[name] += 1
        for till in tills:
            till.say("try")
        time.sleep(chance.uniform(0.1, 0.5))
    return happened


@pytest.mark.timeout(240)
@pytest.mark.invariant(1)
@pytest.mark.invariant(2)
@pytest.mark.invariant(3)
@pytest.mark.invariant(4)
@pytest.mark.invariant(7)
@pytest.mark.invariant(8)
@pytest.mark.invariant(12)
@pytest.mark.invariant(15)
def test_three_days_offline_then_a_bad_line(
    tmp_path: Path, centre: Centre, line: FaultProxy, tills: list[Till], capsys: pytest.CaptureFixture[str]
) -> None:
    chance = random.Random(7)
    centre.database.write(lambda c: c.execute(sa.insert(zone), [{"zone_id": "z", "currency": "PLN", "name": "Zone"}]))
    listed = [edit for number in range(1, 42) for edit in goods(f"sku-{number}", 500, zone="z")]
    publish_edits(centre.database, "before", listed, effective_at=None, by="local:test", now=datetime.now(UTC))
    line.weather = DOWN
    line.cut_all()
    for day in range(DAYS - 1):
        for till in tills:
            till.say(f"sell {day} {DOCUMENTS}")
        unlucky = chance.choice(tills)
        time.sleep(chance.uniform(0.05, 0.4))
        unlucky.kill()
        unlucky.start()
        each(tills, f"close {day}")
    assert all(till.waiting() >= (DAYS - 1) * DOCUMENTS for till in tills)
    for till in tills:
        till.say(f"sell {DAYS - 1} {DOCUMENTS}")
    deaths = storm(centre, line, tills, chance, 12)
    line.weather = FAIR
    line.cut_all()
    each(tills, f"close {DAYS - 1}")
    for till in tills:
        till.say("try")
    begun = time.monotonic()
    wait_until(
        lambda: all(till.waiting() == 0 for till in tills),
        f"the backlog drains: {[till.waiting() for till in tills]}",
        PATIENCE,
    )
    print(f"drained after {time.monotonic() - begun:.1f} s; {dict(deaths)}; {dict(line.happened)}")  # noqa: T201
    wait_until(lambda: all(_stands_at_heads(till, centre) for till in tills), "the feeds are read", PATIENCE)
    for till in tills:
        till.close()
    assert sum(line.happened[kind] for kind in ("cut", "stall", "half_close", "refuse")) > 0
    same_events(tills, centre)
    same_money(tills, centre)
    same_stock(tills, centre)
    for till in tills:
        same_replica(till, centre)
    assert asked(centre, "SELECT count(*) FROM quarantine") == [(0,)]
    assert asked(centre, "SELECT register_id, kind, detail FROM journal_alarm WHERE closed_at = ''") == []
    assert asked(centre, "SELECT count(*) FROM fork_event") == [(0,)]
    assert centre.stop() == 0
    for till in tills:
        assert cli.main(["--data", str(till.directory), "verify"]) == 0
    capsys.readouterr()
    assert central_cli.main(["--data", str(tmp_path / "centre"), "verify"]) == 0
    assert "all of it holds" in capsys.readouterr().out


# --- both ends compared


def same_events(tills: list[Till], centre: Centre) -> None:
    """Every event of every journal is at the centre once, byte for byte."""
    query = "SELECT epoch, seq, hash, signature, bytes FROM event WHERE register_id = :r ORDER BY epoch, seq"
    for till in tills:
        rows = asked(centre, query, r=till.enrolment.register_id)
        theirs = [(row[0], row[1], bytes(row[2]), bytes(row[3]), bytes(row[4])) for row in rows]
        assert theirs == till.events()
        assert len(theirs) > DAYS * DOCUMENTS
        last = till.events()[-1]
        head = asked(
            centre, "SELECT epoch, seq, hash FROM journal_head WHERE register_id = :r", r=REGISTERS[till.number - 1]
        )
        assert [(row[0], row[1], bytes(row[2])) for row in head] == [last[:3]]


def documents(till: Till) -> Iterator[SaleBody | ReturnBody | PostVoidBody]:
    """The documents of a journal's file."""
    for *_place, data in till.events():
        header, body, _digest = chain.open_event(data)
        if header.type in {"sale", "return", "post_void"}:
            yield msgspec.json.decode(bytes(body), type=schemas_of(header.type))


def schemas_of(kind: str) -> Any:
    """The body that an event of a kind has."""
    return {"sale": SaleBody, "return": ReturnBody, "post_void": PostVoidBody}[kind]


def same_money(tills: list[Till], centre: Centre) -> None:
    """Totals by day, kind and tender are the journals' to the cent; so is the number of documents."""
    ours: Totals = Counter()
    count: Counter[tuple[str, str]] = Counter()
    for till in tills:
        for body in documents(till):
            kind = {SaleBody: "sale", ReturnBody: "return", PostVoidBody: "post_void"}[type(body)]
            count[till.enrolment.register_id, kind] += 1
            for part in body.payments if isinstance(body, SaleBody) else body.refunds:
                key = (till.enrolment.register_id, body.completed_at[:10], kind, part.tender_id, part.tender_class)
                ours[(*key, "amount")] += part.amount
                ours[(*key, "parts")] += 1
    rows = asked(
        centre,
        "SELECT register_id, substr(quarter, 1, 10), kind, tender_id, tender_class, sum(amount), sum(parts)"
        " FROM tender_total GROUP BY 1, 2, 3, 4, 5",
    )
    theirs: Totals = Counter()
    for row in rows:
        theirs[(*row[:5], "amount")] += int(row[5])
        theirs[(*row[:5], "parts")] += int(row[6])
    assert theirs == ours
    assert len({key[1] for key in ours}) == DAYS
    held = asked(centre, "SELECT register_id, kind, count(*) FROM document GROUP BY 1, 2")
    assert {(row[0], row[1]): row[2] for row in held} == dict(count)
    assert {kind for _register, kind in count} == {"sale", "return", "post_void"}


def same_stock(tills: list[Till], centre: Centre) -> None:
    """On hand is the sum of the centre's movements, and what the journals say was taken and brought back."""
    ours: Counter[tuple[str, str]] = Counter()
    for till in tills:
        place, sales = till.enrolment.location_id, {}
        for body in documents(till):
            if isinstance(body, SaleBody):
                sales[body.sale_id] = body
                moved = [(part.sku, -part.quantity) for part in body.lines]
            elif isinstance(body, ReturnBody):
                moved = [(part.sku, part.quantity) for part in body.lines]
            else:
                moved = [(part.sku, part.quantity) for part in sales[body.sale_id].lines]
            for sku, quantity in moved:
                ours[place, sku] += quantity
    rows = asked(centre, "SELECT location_id, sku, on_hand FROM stock_balance")
    assert {(place, sku): on_hand for place, sku, on_hand in rows if on_hand} == {k: n for k, n in ours.items() if n}
    sums = asked(centre, "SELECT location_id, sku, sum(quantity) FROM stock_movement GROUP BY location_id, sku")
    assert {(place, sku): int(n) for place, sku, n in sums} == {(place, sku): n for place, sku, n in rows}


def _heads(centre: Centre) -> dict[str, tuple[int, int, str]]:
    rows = asked(centre, "SELECT feed, generation, position, tag FROM feed_head")
    return {feed: (generation, position, tag) for feed, generation, position, tag in rows}


def _stands_at_heads(till: Till, centre: Centre) -> bool:
    """Whether a register's replica, read while it is written, is at the head of each of its feeds."""
    replica = till.directory / "replica"
    with closing(dbapi2.connect(f"file:{replica / 'live.sqlite'}?mode=ro", uri=True)) as raw:
        stands = dict(raw.execute("SELECT feed, position FROM feeds").fetchall())
    for path in replica.glob("catalogue-*.sqlite"):
        with closing(dbapi2.connect(f"file:{path}?mode=ro", uri=True)) as raw:
            stands.update(raw.execute(CATALOGUE_POSITION).fetchall())
    heads = _heads(centre)
    return all(stands.get(feed, 0) == heads[feed][1] for feed in till.enrolment.feeds if feed in heads)


def same_replica(till: Till, centre: Centre) -> None:
    """A register stands at every head, with its tag, and each bucket's rows have the centre's checksum."""
    heads = _heads(centre)
    with closing(WrittenReplica(till.directory / "replica", till.enrolment.feeds)) as replica:
        cursors = {cursor.feed: cursor for cursor in replica.cursors()}
        assert {f"stock:{till.enrolment.location_id}", "catalogue:z"} <= cursors.keys()
        for feed, cursor in cursors.items():
            if feed in heads:
                assert (cursor.generation, cursor.position, cursor.tag) == heads[feed], feed
            rows = replica._catalogue if feed.startswith("catalogue:") else replica._live.rows(feed)
            sums = asked(centre, "SELECT bucket, checksum FROM feed_bucket WHERE feed = :f", f=feed)
            for bucket, checksum in sums:
                look = Checking(bucket)
                look.go_on(rows, None)
                assert look.checksum == checksum % 2**64, (feed, bucket)  # theirs has a sign
