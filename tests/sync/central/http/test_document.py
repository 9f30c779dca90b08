"""The OpenAPI document is kept: what it promises is asked of a running centre, signed as a register signs."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from sync.central.http.document import document
from sync.central.routes import ROUTES
from sync.protocol import http_signing, wire
from sync.protocol.wire import WireRequest
from tests.support.running_centre import Centre, running_centre
from tests.support.wire_machine import Machine

EXAMPLES = int(os.environ.get("OMNITILL_DOCUMENT_EXAMPLES", "12"))
"""Requests of each operation; a night run takes thousands."""
schemathesis.checks.load_all_checks()
CHECKS = schemathesis.checks.CHECKS.get_by_names(
    ["not_a_server_error", "response_schema_conformance", "status_code_conformance", "content_type_conformance"]
)


@pytest.fixture(scope="module")
def centre(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Centre]:
    with running_centre(tmp_path_factory.mktemp("centre"), plain=True) as running:
        yield running


@pytest.fixture(scope="module")
def client(centre: Centre) -> Iterator[httpx.Client]:
    with httpx.Client(timeout=60) as opened:
        yield opened


@pytest.fixture(scope="module")
def asked(centre: Centre, client: httpx.Client) -> Iterator[Asked]:
    machine = Machine(centre, "r1", client)
    machine.enrol()
    machine.push(3)
    with requests.Session() as session:
        session.auth = Signing(machine)
        yield Asked(centre, session)


class Signing(requests.auth.AuthBase):
    """Signs each request as its register, whatever is in it."""

    def __init__(self, machine: Machine) -> None:
        self._machine = machine

    def __call__(self, prepared: requests.PreparedRequest) -> requests.PreparedRequest:
        parts = urlsplit(prepared.url or "")
        told: Any = prepared.body or b""
        body = told.encode() if isinstance(told, str) else bytes(told)
        key = prepared.headers.get(wire.IDEMPOTENCY_HEADER)
        kept = {} if key is None else {wire.IDEMPOTENCY_HEADER: str(key)}
        plain = WireRequest(prepared.method or "", str(parts.path), str(parts.query), kept, body)
        machine = self._machine
        try:
            signed = http_signing.sign(plain, machine.signer, machine.register_id, machine.epoch, datetime.now(UTC))
        except ValueError:  # a key that nobody could sign: sent as it is
            return prepared
        prepared.headers.update(signed.headers)
        return prepared


class Asked:
    """What a test asks, and whom."""

    def __init__(self, centre: Centre, session: requests.Session) -> None:
        self.centre = centre
        self.session = session


SCHEMA: Any = schemathesis.openapi.from_dict(document("test"))
OPERATIONS = [(route.path, route.method) for route in ROUTES]


@pytest.mark.parametrize(("path", "method"), OPERATIONS, ids=lambda part: str(part).strip("/"))
def test_an_operation_keeps_its_promise(asked: Asked, path: str, method: str) -> None:
    operation = SCHEMA[wire.PREFIX + path][method]
    statuses: set[int] = set()

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
        database=None,
    )
    @given(case=operation.as_strategy())
    def keeps(case: Any) -> None:
        if path == wire.WAIT and isinstance(case.body, dict):
            case.body["seconds"] = 0
        told = case.call_and_validate(base_url=asked.centre.address, session=asked.session, checks=CHECKS, timeout=20)
        statuses.add(told.status_code)

    keeps()
    assert statuses - {401}, "no request came past its signature"


@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), database=None)
@given(body=st.binary(max_size=200), method=st.sampled_from(["GET", "PUT", "DELETE", "PATCH", "OPTIONS", "POST"]))
def test_other_methods_and_bodies_are_refused_in_words(asked: Asked, body: bytes, method: str) -> None:
    for route in ROUTES:
        response = asked.session.request(method, asked.centre.address + wire.PREFIX + route.path, data=body, timeout=20)
        assert response.status_code < 500
        if response.status_code >= 400:
            assert set(response.json()) >= {"code", "time"}


def test_nothing_of_it_was_an_incident(asked: Asked) -> None:
    assert '"incident' not in asked.centre.log.read_text()


def test_the_document_is_whole(asked: Asked) -> None:
    told = asked.session.get(asked.centre.address + "/openapi.json", timeout=20).json()
    for route in ROUTES:
        operation = told["paths"][wire.PREFIX + route.path][route.method.lower()]
        assert {"400", "413", "429", "500", "503"} <= set(operation["responses"])
        assert ("security" in operation) is not route.is_open
        names = {parameter["name"] for parameter in operation["parameters"]}
        assert (http_signing.SIGNATURE in names) is not route.is_open
    text = str(told)
    assert "\\Z" not in text
    for name in ("PushRequest", "PullAnswer", "Refusal", "EnrolAnswer"):
        assert name in told["components"]["schemas"]
