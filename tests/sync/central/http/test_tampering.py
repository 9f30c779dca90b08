"""Invariant 14 over HTTP: what is revoked, replayed or tampered with changes nothing, byte for byte."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import msgspec
import pytest
import sqlalchemy as sa
from msgspec.structs import replace

from sync.central.db import Database, metadata
from sync.central.registers.tables import register_status
from sync.protocol import http_signing, messages, wire
from sync.protocol.signing import Signer
from sync.protocol.wire import WireRequest
from tests.support.running_centre import Centre
from tests.support.wire_machine import Machine

Tamper = Callable[[Machine, WireRequest], WireRequest]


def dump(database: Database) -> dict[str, list[str]]:
    """Every row of every table but when registers were last heard of."""

    def read(connection: sa.Connection) -> dict[str, list[str]]:
        return {
            table.name: sorted(repr(tuple(row)) for row in connection.execute(sa.select(table)))
            for table in metadata.sorted_tables
            if table is not register_status
        }

    return database.read(read)


def headed(request: WireRequest, **headers: str) -> WireRequest:
    more = {name.replace("_", "-"): value for name, value in headers.items()}
    return replace(request, headers={**request.headers, **more})


def _other_body(_: Machine, request: WireRequest) -> WireRequest:
    return replace(request, body=request.body[:-1] + bytes([request.body[-1] ^ 1]))


def _other_body_and_digest(_: Machine, request: WireRequest) -> WireRequest:
    body = request.body + b" "
    return headed(replace(request, body=body), content_digest=http_signing.digest_of(body))


def _other_path(_: Machine, request: WireRequest) -> WireRequest:
    path = wire.RESCUE if request.path != wire.PREFIX + wire.RESCUE else wire.PUSH
    return replace(request, path=wire.PREFIX + path)


def _other_query(_: Machine, request: WireRequest) -> WireRequest:
    return replace(request, query="a=b")


def _other_epoch(machine: Machine, request: WireRequest) -> WireRequest:
    return headed(request, omnitill_epoch=str(machine.epoch + 1))


def _other_register(_: Machine, request: WireRequest) -> WireRequest:
    return headed(request, signature_input=request.headers["signature-input"].replace('"r1"', '"r2"'))


def _other_time(_: Machine, request: WireRequest) -> WireRequest:
    text = request.headers["signature-input"]
    before, after = text.split(";created=")
    created, rest = after.split(";", 1)
    return headed(request, signature_input=f"{before};created={int(created) + 1};{rest}")


def _other_signature(_: Machine, request: WireRequest) -> WireRequest:
    text = request.headers["signature"]
    return headed(request, signature=text.replace(text[12:16], "AAAA"))


def _no_signature(_: Machine, request: WireRequest) -> WireRequest:
    return replace(request, headers={k: v for k, v in request.headers.items() if k != "signature"})


def _added_key(_: Machine, request: WireRequest) -> WireRequest:
    return headed(request, idempotency_key="another")


def _of_a_stranger(machine: Machine, request: WireRequest) -> WireRequest:
    return http_signing.sign(
        request, Signer(secrets.token_bytes(32)), machine.register_id, machine.epoch, datetime.now(UTC)
    )


def _of_an_hour_ago(machine: Machine, request: WireRequest) -> WireRequest:
    at = datetime.now(UTC) - timedelta(hours=1)
    return http_signing.sign(request, machine.signer, machine.register_id, machine.epoch, at)


CODES = {"bad_request_signature", "skew", "unknown_register"}
TAMPERS: tuple[Tamper, ...] = (
    _other_body,
    _other_body_and_digest,
    _other_path,
    _other_query,
    _other_epoch,
    _other_register,
    _other_time,
    _other_signature,
    _no_signature,
    _added_key,
    _of_a_stranger,
    _of_an_hour_ago,
)


def requests_of(machine: Machine) -> list[WireRequest]:
    """One of each signed request, none sent yet."""
    newer = Signer(secrets.token_bytes(32))
    proof = newer.prove("rotate", machine.signer.public_key).hex()
    cursor = messages.Cursor(feed="stock:s1")
    return [
        machine.request(wire.PUSH, machine.push_request()),
        machine.request(wire.RESCUE, machine.push_request()),
        machine.request(wire.EPOCH, messages.EpochRequest(reason="restored", epoch=machine.epoch, seq=0)),
        machine.request(wire.ROTATE, messages.RotateRequest(public_key=newer.public_key.hex(), proof=proof)),
        machine.request(wire.PULL, messages.PullRequest(cursors=(cursor,))),
        machine.request(wire.WAIT, messages.WaitRequest(cursors=(cursor,), seconds=0)),
        machine.request(wire.STATE, messages.StateRequest(feed="stock:s1")),
        machine.request(wire.BUCKET, messages.BucketRequest(feed="stock:s1", bucket=0)),
        machine.request(wire.STOCK, messages.StockRequest(sku="1")),
    ]


@pytest.mark.invariant(14)
@pytest.mark.parametrize("tamper", TAMPERS, ids=lambda tamper: tamper.__name__.strip("_"))
def test_a_tampered_request_changes_nothing(machine: Machine, centre: Centre, tamper: Tamper) -> None:
    requests = requests_of(machine)
    before = dump(centre.database)
    for request in requests:
        response = machine.send(tamper(machine, request))
        assert response.status_code in {401, 404}, (request.path, response.text)
        assert msgspec.json.decode(response.content, type=messages.Refusal).code in CODES
    assert dump(centre.database) == before


@pytest.mark.invariant(14)
def test_a_replayed_request_changes_nothing_more(machine: Machine, centre: Centre) -> None:
    machine.push()
    status = messages.RegisterStatus(version="1")
    push = machine.request(wire.PUSH, machine.push_request(3, status))
    epoch = machine.request(wire.EPOCH, messages.EpochRequest(reason="restored", epoch=machine.epoch, seq=0))
    for request in (push, epoch):
        assert machine.send(request).status_code == 200
        before = dump(centre.database)
        for _ in range(3):
            assert machine.send(request).status_code in {200, 409}
        after = dump(centre.database)
        for table in ("event", "sale", "register", "register_epoch", "register_key", "feed_row", "feed_head"):
            assert after.get(table) == before.get(table), table
    assert machine.send(push).status_code == 409  # of an epoch that is over: fenced, and nothing is kept twice


@pytest.mark.invariant(14)
def test_a_replayed_enrolment_makes_no_second_register(machine: Machine, centre: Centre) -> None:
    secret = centre.enrolment_code("r2").secret
    proof = machine.signer.prove("enrol", secret.encode()).hex()
    other = Signer(secrets.token_bytes(32))
    mine = messages.EnrolRequest(
        secret=secret, public_key=other.public_key.hex(), proof=other.prove("enrol", secret.encode()).hex()
    )
    assert machine.post(wire.ENROL, mine, signed=False).status_code == 200
    before = dump(centre.database)
    assert machine.post(wire.ENROL, mine, signed=False).status_code == 200
    stolen = messages.EnrolRequest(secret=secret, public_key=machine.signer.public_key.hex(), proof=proof)
    assert machine.post(wire.ENROL, stolen, signed=False).status_code == 403
    after = dump(centre.database)
    assert {name: rows for name, rows in after.items() if name != "enrolment_code"} == {
        name: rows for name, rows in before.items() if name != "enrolment_code"
    }
