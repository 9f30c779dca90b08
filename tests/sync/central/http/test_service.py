"""The service on real sockets: requests answered, waits held and woken, files in ranges, an end in order."""

from __future__ import annotations

import asyncio
import json
import re
import socket
import ssl
import threading
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest
import sqlalchemy as sa
import zstandard
from msgspec.structs import replace

from sync.central.http.tls import Tls
from sync.central.journal import aside
from sync.central.journal.tables import journal_head, rescue
from sync.central.registers.keys import revoke
from sync.central.registers.tables import register, register_key
from sync.central.serving import ServeError, ServeOptions
from sync.protocol import http_signing, messages, wire
from sync.protocol.base import instant
from tests.support.running_centre import Centre, make_centre, running_centre
from tests.support.wire_machine import Machine, trusting
from tests.sync.central.http.conftest import Fresh


def refusal(response: httpx.Response) -> messages.Refusal:
    return msgspec.json.decode(response.content, type=messages.Refusal)


def answer(response: httpx.Response, kind: type[Any]) -> Any:
    assert response.status_code == 200, response.text
    return msgspec.json.decode(response.content, type=kind)


def test_push_is_acknowledged_and_told_to_the_location(machine: Machine) -> None:
    before = machine.cursor("stock:s1")
    status = messages.RegisterStatus(version="1.2", waiting=3)
    pushed = machine.push(2, status)
    ack = msgspec.json.decode(pushed.ack.data, type=messages.Ack)
    assert (ack.register_id, ack.seq, ack.hash) == ("r1", 2, machine.previous.hex())
    assert len(pushed.quarantined) == 2
    pulled = answer(machine.post(wire.PULL, messages.PullRequest(cursors=(before,))), messages.PullAnswer)
    assert [row.key for row in pulled.feeds[0].rows] == ["register/r1"]


def test_every_answer_says_the_time_and_is_not_kept(client: httpx.Client, centre: Centre) -> None:
    for path, status in (("/v1/ca", 200), ("/v1/pull", 405), ("/v1/none", 404), ("/elsewhere", 404)):
        response = client.get(centre.address + path)
        assert response.status_code == status
        assert response.headers["omnitill-time"].startswith("20")
        assert response.headers["cache-control"] == "no-store"
        if status != 200:
            assert refusal(response).code in {"wrong_method", "unknown_path"}


def test_state_bucket_and_stock_are_answered(machine: Machine) -> None:
    machine.push()
    state = answer(machine.post(wire.STATE, messages.StateRequest(feed="stock:s1")), messages.StateAnswer)
    assert state.done
    assert [row.key for row in state.rows] == ["register/r1"]
    bucket = answer(machine.post(wire.BUCKET, messages.BucketRequest(feed="stock:s1", bucket=7)), messages.BucketAnswer)
    assert bucket.bucket == 7
    stock = answer(machine.post(wire.STOCK, messages.StockRequest(sku="nothing")), messages.StockAnswer)
    assert stock.locations == ()


@pytest.mark.invariant(6)
def test_a_false_cursor_of_one_register_costs_no_other_register(
    machine: Machine, centre: Centre, client: httpx.Client
) -> None:
    other = Machine(centre, "r2", client)
    other.enrol()
    machine.push()
    honest = other.cursor("stock:s1")
    lie = messages.Cursor(feed="stock:s1", generation=honest.generation, position=10**6, tag="1" * 16)
    for path, request in (
        (wire.PULL, messages.PullRequest(cursors=(lie,))),
        (wire.WAIT, messages.WaitRequest(cursors=(lie,), seconds=1)),
    ):
        told = answer(machine.post(path, request), messages.PullAnswer).feeds
        assert [(one.needs, one.generation) for one in told] == [("snapshot", honest.generation)]
    told = answer(other.post(wire.PULL, messages.PullRequest(cursors=(honest,))), messages.PullAnswer).feeds
    assert [(one.needs, one.generation, one.to) for one in told] == [("", honest.generation, honest.position)]
    standing = centre.database.read(lambda c: aside.alarms(c))
    assert [(row.register_id, row.times) for row in standing if row.kind == "feed_history"] == [("r1", 2)]


def test_a_register_reads_its_own_feeds_alone(machine: Machine) -> None:
    for path, request in (
        (wire.PULL, messages.PullRequest(cursors=(messages.Cursor(feed="register:r2"),))),
        (wire.WAIT, messages.WaitRequest(cursors=(messages.Cursor(feed="register:r2"),))),
        (wire.STATE, messages.StateRequest(feed="store:s2")),
    ):
        response = machine.post(path, request)
        assert (response.status_code, refusal(response).code) == (403, "not_allowed")


def test_an_epoch_is_granted_once_for_a_key(machine: Machine) -> None:
    request = messages.EpochRequest(reason="restored", epoch=machine.epoch, seq=0)
    signed = [machine.request(wire.EPOCH, request, idempotency_key="k1") for _ in range(2)]
    first, second = (answer(machine.send(one), messages.EpochAnswer) for one in signed)
    assert first.grant == second.grant


def test_a_wait_is_answered_when_something_moves(machine: Machine, centre: Centre) -> None:
    wait = messages.WaitRequest(cursors=(machine.cursor("stock:s1"),), seconds=55)
    told: list[httpx.Response] = []
    with httpx.Client(verify=trusting(centre), timeout=60) as other:
        waiting = Machine(centre, "r1", other, machine.signer, machine.epoch)
        thread = threading.Thread(target=lambda: told.append(waiting.post(wire.WAIT, wait)))
        thread.start()
        machine.push()
        thread.join(30)
    found = answer(told[0], messages.PullAnswer)
    assert [row.key for feed in found.feeds for row in feed.rows] == ["register/r1"]


def test_a_wait_of_no_seconds_is_answered_at_once(machine: Machine) -> None:
    wait = messages.WaitRequest(cursors=(machine.cursor("stock:s1"),), seconds=0)
    assert answer(machine.post(wire.WAIT, wait), messages.PullAnswer).feeds == ()


def test_a_snapshot_comes_in_ranges_and_is_resumed(machine: Machine) -> None:
    offer = answer(
        machine.send(machine.request(wire.SNAPSHOT, method="GET", query="feed=catalogue%3Az&version=2")),
        messages.SnapshotAnswer,
    )
    query = f"name={offer.name}"

    def ranged(text: str, tag: str = "") -> httpx.Response:
        plain = machine.request(wire.SNAPSHOT_FILE, method="GET", query=query, range=text)
        return machine.send(replace(plain, headers={**plain.headers, **({"if-range": tag} if tag else {})}))

    whole = machine.send(machine.request(wire.SNAPSHOT_FILE, method="GET", query=query))
    assert (whole.status_code, len(whole.content)) == (200, offer.size)
    parts = [ranged(f"bytes={at}-{min(at + 999, offer.size - 1)}") for at in range(0, offer.size, 1000)]
    assert {part.status_code for part in parts} == {206}
    assert parts[0].headers["content-range"] == f"bytes 0-999/{offer.size}"
    assert b"".join(part.content for part in parts) == whole.content
    plain = zstandard.ZstdDecompressor().decompressobj().decompress(whole.content)
    assert len(plain) == offer.plain_size
    assert ranged(f"bytes={offer.size}-").status_code == 416
    tag = whole.headers["etag"]
    assert ranged("bytes=0-9", '"another"').status_code == 200
    again = machine.request(wire.SNAPSHOT_FILE, method="GET", query=query, if_none_match=tag)
    assert machine.send(again).status_code == 304
    gone = machine.send(machine.request(wire.SNAPSHOT_FILE, method="GET", query="name=../../authority/ca.key"))
    assert (gone.status_code, refusal(gone).code) == (404, "unknown_snapshot")


@pytest.mark.parametrize("query", ["", "feed=catalogue:z", "feed=a&feed=b&version=1", "feed=catalogue:z&version=x"])
def test_a_query_that_lacks_something_is_refused(machine: Machine, query: str) -> None:
    response = machine.send(machine.request(wire.SNAPSHOT, method="GET", query=query))
    assert (response.status_code, refusal(response).code) == (400, "not_parsed")


def test_answers_are_packed_as_asked(machine: Machine) -> None:
    machine.push(30)
    request = messages.StateRequest(feed="stock:s1")
    for encoding in ("zstd", "gzip", "identity"):
        response = machine.send(machine.request(wire.STATE, request, accept_encoding=encoding))
        assert response.headers.get("content-encoding", "identity") in {encoding, "identity"}


def test_a_push_that_cannot_be_read_is_kept(machine: Machine, centre: Centre) -> None:
    def kept() -> int:
        return centre.database.read(lambda c: c.execute(sa.select(sa.func.count()).select_from(rescue)).scalar_one())

    before = kept()
    for body, encoding in ((b"{", ""), (b"not zstd at all", "zstd")):
        plain = machine.request(wire.PUSH, None, content_encoding=encoding) if encoding else machine.request(wire.PUSH)
        signed = _resigned(machine, plain, body)
        response = machine.send(signed)
        assert (response.status_code, refusal(response).code) == (422, "not_parsed")
    assert kept() == before + 2


def _resigned(machine: Machine, request: wire.WireRequest, body: bytes) -> wire.WireRequest:
    plain = wire.WireRequest(request.method, request.path, request.query, request.headers, body)
    return http_signing.sign(plain, machine.signer, machine.register_id, machine.epoch, datetime.now(UTC))


def test_a_revoked_register_reaches_rescue_alone(tmp_path: Path, fresh: Fresh) -> None:
    with running_centre(tmp_path, database_url=fresh()) as centre, httpx.Client(verify=trusting(centre)) as client:
        machine = Machine(centre, "r1", client)
        machine.enrol()
        revoke(
            centre.database, centre.authority, "r1", operator="o", reason="lost", is_stolen=False, now=datetime.now(UTC)
        )
        push = machine.push_request()
        assert refusal(machine.post(wire.PUSH, push)).code == "revoked"
        assert answer(machine.post(wire.RESCUE, push), messages.Received).time


def test_probes_and_figures(centre: Centre, client: httpx.Client, machine: Machine) -> None:
    machine.push()
    assert client.get(centre.address + "/healthz").text == "ok\n"
    assert client.get(centre.address + "/readyz").text == "ok\n"
    assert client.get(centre.address + "/metrics").status_code == 404
    figures = client.get(centre.admin_address + "/metrics").text
    assert 'omnitill_pushes_total{lane="live"}' in figures
    assert "omnitill_events_total" in figures
    assert "omnitill_push_seconds_bucket" in figures
    assert re.search(r"omnitill_connections [1-9]", figures)
    assert 'omnitill_lane_held{lane="live"} 0.0' in figures


def test_logs_are_lines_without_secrets(centre: Centre, machine: Machine) -> None:
    request = machine.request(wire.PULL, messages.PullRequest(cursors=(messages.Cursor(feed="stock:s1"),)))
    machine.send(request)
    lines = centre.log.read_text().splitlines()
    told = [json.loads(line) for line in lines]
    assert any(line.get("path") == "/v1/pull" and line["register"] == "r1" and line["status"] == 200 for line in told)
    assert all(request.headers["signature"] not in line and "stock:s1" not in line for line in lines)


def test_old_tls_is_refused(centre: Centre) -> None:
    context = trusting(centre)
    with pytest.warns(DeprecationWarning, match="TLSv1_1"):
        context.minimum_version = ssl.TLSVersion.TLSv1_1
    with pytest.warns(DeprecationWarning, match="TLSv1_1"):
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    with socket.create_connection(("127.0.0.1", centre.port)) as plain, pytest.raises((ssl.SSLError, ConnectionError)):
        context.wrap_socket(plain, server_hostname="centre.omnitill")


def test_a_leaf_is_renewed_and_shown_without_a_restart(tmp_path: Path) -> None:
    centre = make_centre(tmp_path, chain="none")
    now = datetime.now(UTC)
    tls = Tls(centre.authority, ("127.0.0.1",))
    assert tls.renew(now)
    assert not tls.renew(now)
    assert Tls(centre.authority, ("127.0.0.1",)).renew(now)  # takes up what lies there
    assert tls.renew(now + timedelta(days=25))
    centre.close()


def test_plain_http_is_for_this_machine(tmp_path: Path) -> None:
    options = ServeOptions(database="", authority=tmp_path, directory=tmp_path, plain=True)
    with pytest.raises(ServeError):
        options.check()
    with running_centre(tmp_path, plain=True) as centre, httpx.Client() as client:
        assert client.get(centre.address + "/v1/ca").status_code == 200


def test_too_many_requests_are_refused_before_anything(tmp_path: Path) -> None:
    with (
        running_centre(tmp_path, arguments=("real-rates",)) as centre,
        httpx.Client(verify=trusting(centre)) as client,
    ):
        codes = [client.get(centre.address + "/v1/ca") for _ in range(40)]
        last = codes[-1]
        assert (last.status_code, refusal(last).code) == (429, "slow_down")
        assert int(last.headers["retry-after"]) >= 1
        assert codes[0].status_code == 200


def test_it_stops_in_order_under_load(tmp_path: Path, fresh: Fresh) -> None:
    with (
        running_centre(tmp_path, database_url=fresh()) as centre,
        httpx.Client(verify=trusting(centre), timeout=30) as client,
    ):
        machine = Machine(centre, "r1", client)
        machine.enrol()
        wait = messages.WaitRequest(cursors=(machine.cursor("store:s1"),), seconds=55)
        told: list[httpx.Response] = []
        acknowledged: list[int] = []

        def hold() -> None:
            with httpx.Client(verify=trusting(centre), timeout=60) as other:
                told.append(Machine(centre, "r1", other, machine.signer, machine.epoch).post(wire.WAIT, wait))

        def sell() -> None:
            while True:
                try:
                    response = machine.post(wire.PUSH, machine.push_request(20))
                except httpx.TransportError:
                    return
                if response.status_code != 200:
                    return
                pushed = answer(response, messages.PushAnswer)
                machine.token = pushed.token
                acknowledged.append(msgspec.json.decode(pushed.ack.data, type=messages.Ack).seq)

        threads = [threading.Thread(target=hold), threading.Thread(target=sell)]
        for thread in threads:
            thread.start()
        with httpx.Client() as monitor:
            while "omnitill_waits_held 1.0" not in _figures(monitor, centre) or not acknowledged:
                pass
        assert centre.stop() == 0
        for thread in threads:
            thread.join(30)
        assert [(one.status_code, refusal(one).code) for one in told] == [(503, "stopping")]
        head = sa.select(journal_head.c.seq).where(journal_head.c.register_id == "r1")
        assert centre.database.read(lambda c: c.execute(head).scalar_one()) >= acknowledged[-1]
        centre.start()
        assert machine.cursor("stock:s1").position > 0


WAITING = 1_000


def test_a_thousand_waits_cost_little_and_all_wake(tmp_path: Path, fresh: Fresh) -> None:
    with running_centre(tmp_path, database_url=fresh(), plain=True) as centre, httpx.Client(timeout=60) as client:
        machine = Machine(centre, "r1", client)
        machine.enrol()
        cursor = machine.cursor("stock:s1")
        waiting = [Machine(centre, f"w{number}", client) for number in range(WAITING)]
        centre.database.write(lambda connection: _furnish(connection, waiting))
        woken = asyncio.run(_all_woken(centre, machine, waiting, cursor))
        assert woken == WAITING


def _furnish(connection: sa.Connection, machines: Sequence[Machine]) -> None:
    """Registers of store s1 with the machines' keys, as if each had enrolled."""
    now = instant(datetime.now(UTC))
    same = {"location_id": "s1", "name": "", "state": "active", "epoch": 1, "created_at": now}
    rows = [{"id": one.register_id, "prefix": one.register_id.upper(), **same} for one in machines]
    connection.execute(sa.insert(register), rows)
    key = {"state": "current", "epoch": 1, "added_at": now}
    keys = [{"register_id": one.register_id, "public_key": one.signer.public_key.hex(), **key} for one in machines]
    connection.execute(sa.insert(register_key), keys)


async def _all_woken(centre: Centre, machine: Machine, waiting: Sequence[Machine], cursor: messages.Cursor) -> int:
    opened = [await _open_wait(centre, one, cursor) for one in waiting]
    loop = asyncio.get_running_loop()
    while f"omnitill_waits_held {WAITING}.0" not in await loop.run_in_executor(None, _figures, machine.client, centre):
        pass  # each look is a request of its own: the service is not hurried
    await loop.run_in_executor(None, machine.push)
    heads = await asyncio.gather(*(reader.readuntil(b"\r\n\r\n") for reader, _ in opened))
    for _, writer in opened:
        writer.close()
    return sum(head.startswith(b"HTTP/1.1 200") for head in heads)


Line = tuple[asyncio.StreamReader, asyncio.StreamWriter]


async def _open_wait(centre: Centre, machine: Machine, cursor: messages.Cursor) -> Line:
    request = machine.request(wire.WAIT, messages.WaitRequest(cursors=(cursor,), seconds=55))
    head = "".join(f"{name}: {value}\r\n" for name, value in request.headers.items())
    told = f"POST {request.path} HTTP/1.1\r\nhost: x\r\ncontent-length: {len(request.body)}\r\n{head}\r\n".encode()
    reader, writer = await asyncio.open_connection("127.0.0.1", centre.port)
    writer.write(told + request.body)
    return reader, writer


CROWD = 30


@pytest.mark.invariant(15)
def test_a_register_has_one_wait_however_many_it_opens(tmp_path: Path, fresh: Fresh) -> None:
    with running_centre(tmp_path, database_url=fresh(), plain=True) as centre, httpx.Client(timeout=60) as client:
        machine, other = Machine(centre, "r1", client), Machine(centre, "r2", client)
        machine.enrol()
        other.enrol()
        ended = asyncio.run(_crowd(centre, machine, other))
        assert ended == [429] * (CROWD - 1) + [200, 200]


async def _crowd(centre: Centre, machine: Machine, other: Machine) -> list[int]:
    """The statuses of a neighbour's wait and of a crowd of one register's, the last one answered by a push."""
    loop = asyncio.get_running_loop()
    cursor = machine.cursor("stock:s1")
    opened = [await _open_wait(centre, one, cursor) for one in (other, *[machine] * CROWD)]
    replaced: set[asyncio.Task[int]] = set()
    waiting = {asyncio.create_task(_status(reader)) for reader, _ in opened}
    while len(waiting) > 2:
        done, waiting = await asyncio.wait(waiting, timeout=40, return_when=asyncio.FIRST_COMPLETED)
        assert done, f"{len(waiting)} waits are held"
        replaced |= done
    while "omnitill_waits_held 2.0" not in await loop.run_in_executor(None, _figures, machine.client, centre):
        pass
    await loop.run_in_executor(None, machine.push)
    last = await asyncio.gather(*waiting)
    for _, writer in opened:
        writer.close()
    return [task.result() for task in replaced] + last


async def _status(reader: asyncio.StreamReader) -> int:
    return int((await reader.readuntil(b"\r\n\r\n")).split(b" ", 2)[1])


def _figures(client: httpx.Client, centre: Centre) -> str:
    return client.get(centre.admin_address + "/metrics").text
