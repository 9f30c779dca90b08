"""What the benches of the line share: real centres, registers that push by the real engine, and their timings."""

from __future__ import annotations

import contextlib
import random
import shutil
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from pos_client.db.journal import Journal
from pos_client.db.journal.opening import FILE_NAME
from pos_client.db.journal.port import ReadJournal
from sync.engine.core import Core, Ports
from sync.engine.driver import read_clocks
from sync.engine.http import Http, trusting
from sync.engine.identity import Identity
from sync.engine.push import PushLane
from sync.engine.steps import Sleep
from sync.protocol import signing
from sync.protocol.messages import EpochAnswer
from tests.support import central_books
from tests.support.engine_world import MemoryReplica
from tests.support.listed_goods import list_goods
from tests.support.postgres import cluster
from tests.support.running_centre import Centre, make_centre

KINDS = ("embedded", "PostgreSQL")


@contextlib.contextmanager
def durable_centre(directory: Path, kind: str, *, chain: str = "none", rates: str = "") -> Iterator[Centre]:
    """A running centre by TLS whose database writes through to the disk, and which knows the goods that are sold."""
    url, server = "", None
    if kind == "PostgreSQL":
        server = cluster(durable=True)
        url = server.url(server.create())
    made = make_centre(directory, database_url=url, chain=chain, arguments=(rates,) if rates else ())
    try:
        made.database.write(lambda connection: list_goods(connection, (f"10{number:04d}" for number in range(1_000))))
        made.start()
        yield made
    finally:
        made.close()
        if server is not None:
            server.drop(url.partition("@/")[2].partition("?")[0])


class OwnTill:
    """The till of a register whose line runs in the same process: what is acknowledged becomes durable."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal

    def acknowledge(self, seq: int, digest: bytes, token: str, ack_data: str, ack_signature: str) -> None:
        self._journal.submit(lambda writer: writer.acknowledge(seq, digest, token, ack_data, ack_signature)).result()

    def regress(self, seq: int, digest: bytes) -> None:
        raise AssertionError(f"the centre lost what is above {seq} {digest.hex()}")

    def wish_epoch(self, reason: str) -> None:
        raise AssertionError(f"a new epoch: {reason}")

    def open_epoch(self, answer: EpochAnswer) -> None:
        raise AssertionError(f"a new epoch: {answer}")

    def purge(self, keep: tuple[int, int], now_micros: int) -> None:
        raise AssertionError(f"old events: {keep} {now_micros}")


def push_all(directory: Path, made: Path, centre: Centre, port: int = 0) -> tuple[float, int]:
    """Seconds and requests until the centre has acknowledged the journal whose folder is `made`, and it is kept."""
    folder = directory / "till"
    shutil.copytree(made, folder)
    signer = signing.load(folder / "key.pem")
    journal = Journal.open(folder / "journal", signer, prefix="PL02")
    try:
        head = journal.reader().head()
        books = central_books.Centre(centre.database, centre.authority)
        books.add_register(head.register_id, public_key=signer.public_key, epoch=head.epoch)
        address = centre.address if not port else f"https://127.0.0.1:{port}"
        with closing(ReadJournal(folder / "journal" / FILE_NAME, OwnTill(journal))) as read:
            identity = Identity(head.register_id, central_books.LOCATION, centre.authority.public_key)
            core = Core(identity, signer, Ports(read, MemoryReplica(directory)), random.Random(1))
            with Http(address, trusting(centre.ca_pem)) as http:
                return run_lane(PushLane(core), http, read)
    finally:
        journal.close()
        shutil.rmtree(folder)


def run_lane(lane: PushLane, http: Http, journal: ReadJournal) -> tuple[float, int]:
    """Drive the lane as a driver does, on this thread, until nothing waits."""
    begun, requests = time.perf_counter(), 0
    while journal.state().waiting:
        step = lane.next(read_clocks())
        assert not isinstance(step, Sleep), lane.core.trouble_of(lane.name)
        lane.answered(read_clocks(), http.send(step.request, step.timeout))
        assert lane.core.trouble_of(lane.name) is None, lane.core.trouble_of(lane.name)
        requests += 1
    return time.perf_counter() - begun, requests
