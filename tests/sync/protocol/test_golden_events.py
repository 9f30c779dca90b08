"""Two days at a till as they stand on the wire: what changes their bytes, hashes or figures changes the protocol."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from sync.protocol import canonical, schemas
from sync.protocol.events import Body, XReportBody, ZBody
from sync.protocol.shift_figures import figures_of

GOLDEN = Path(__file__).parents[2] / "golden" / "protocol" / "two-days.jsonl"
PUBLIC_KEY = "03a107bff3ce10be1d70dd18e74bc09967e4d6309ba50d5f1ddc8664125531b8"


@pytest.fixture(scope="module")
def events() -> list[dict[str, Any]]:
    return [json.loads(line) for line in GOLDEN.read_bytes().splitlines()]


def _bodies(events: list[dict[str, Any]]) -> list[tuple[int, Body]]:
    return [
        (event["header"]["seq"], schemas.decode_body(event["header"]["type"], 1, canonical.encode(event["body"])))
        for event in events
    ]


def test_the_chain_is_what_the_specification_says(events: list[dict[str, Any]]) -> None:
    key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(PUBLIC_KEY))
    genesis = b'{"epoch":1,"register":"register-2"}'
    previous = hashlib.sha256(b"omnitill.journal.genesis.1" + genesis).digest()
    for seq, event in enumerate(events, 1):
        assert (event["header"]["seq"], event["header"]["previous"]) == (seq, previous.hex())
        covered = b""
        for part in (event["header"], event["body"]):
            data = json.dumps(part, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
            covered += len(data).to_bytes(4, "big") + data
        previous = hashlib.sha256(b"omnitill.journal.event.1" + previous + covered).digest()
        assert event["hash"] == previous.hex()
        key.verify(bytes.fromhex(event["signature"]), b"omnitill.journal.signature.1" + previous)


def test_bodies_are_read_and_written_as_they_are(events: list[dict[str, Any]]) -> None:
    for event, (_seq, body) in zip(events, _bodies(events), strict=True):
        assert schemas.encode_body(event["header"]["type"], body) == canonical.encode(event["body"])


def test_x_and_z_are_the_sums_of_the_events_before_them(events: list[dict[str, Any]]) -> None:
    bodies = _bodies(events)
    first = next(seq for seq, body in bodies if type(body).__name__ == "ShiftOpenedBody")
    reports = [body for _seq, body in bodies if isinstance(body, (XReportBody, ZBody))]
    assert len(reports) == 2
    for body in reports:
        assert body.figures == figures_of(bodies[first - 1 :], body.head_seq)
    z_report = reports[1]
    figures = z_report.figures
    # worked by hand: 200.00 opened; 5.00 and 10.05 in cash, 3.00 of the exchange; 1.30 change for euros came back
    # with the post-void; 7.99 given back; 50.00 paid in, 30.00 dropped
    assert figures.expected_cash == 20_000 + 500 + 1_005 + 300 - 799 + 5_000 - 3_000
    assert (figures.sales, figures.sales_total) == (4, 1_499 + 1_003 + 300 + 400)
    assert (figures.returns, figures.returns_total) == (3, 300 + 799 + 100)
    assert (figures.post_voids, figures.post_voids_total) == (1, 300)
    assert figures.exchanged == 100
