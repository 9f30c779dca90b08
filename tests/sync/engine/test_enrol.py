"""Enrolling against whoever answers: nothing but our centre's own word makes a register."""

from __future__ import annotations

import ssl
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sync.central.identity import Authority
from sync.engine.enrol import EnrolError, enrol
from sync.protocol import coding, enrolment_code, statements
from sync.protocol.messages import CaAnswer, EnrolAnswer, Grant, Message, RegisterStatus
from sync.protocol.signing import Signer
from tests.support.engine_world import CA_KEY, REGISTER_KEY
from tests.support.tls_server import leaf, serving

NOW = "2026-11-22T10:11:12.123456Z"


def grant(public_key: bytes, *, epoch: int = 1) -> Grant:
    key = public_key.hex()
    return Grant(register_id="r1", location_id="s1", prefix="R1", epoch=epoch, public_key=key, at=NOW)


@pytest.mark.invariant(14)
@pytest.mark.parametrize("lie", ["signer", "key", "epoch", "garbage", "no_certificate", "other_leaf", "bundle"])
def test_a_lie_makes_no_register(tmp_path: Path, lie: str) -> None:
    ours = Authority.create(tmp_path / "ours", "Ours", datetime.now(UTC))
    (tmp_path / "o").mkdir()
    other = Authority.create(tmp_path / "o" / "theirs", "Theirs", datetime.now(UTC))
    signer = Signer(REGISTER_KEY)
    granted = {
        "key": grant(b"\x00" * 32),
        "epoch": grant(signer.public_key, epoch=0),
    }.get(lie, grant(signer.public_key))
    signed = statements.sign("grant", granted, CA_KEY) if lie == "signer" else ours.sign_statement("grant", granted)
    heads: list[bytes] = []
    # the code names the first certificate of a bundle; the second is of whoever stands in between
    shown = {"no_certificate": "none", "bundle": ours.certificate_pem + other.certificate_pem}.get(
        lie, ours.certificate_pem
    )

    def answer(one: ssl.SSLSocket, head: bytes) -> None:
        heads.append(head)
        message: Message = CaAnswer(ca=shown, time=NOW)
        if b" /v1/enrol " in head:
            message = EnrolAnswer(grant=signed, ca=ours.certificate_pem, feeds=(), time=NOW)
        data = b"[]" if lie == "garbage" and b"enrol" in head else coding.encode(message)
        started = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close\r\n"
        one.sendall(started + b"Content-Length: %d\r\n\r\n" % len(data) + data)

    code = enrolment_code.make("00000000", ours.spki)
    in_between = lie in {"other_leaf", "bundle"}
    served = other if in_between else ours
    with (
        serving(leaf(served, tmp_path, datetime.now(UTC)), answer) as server,
        pytest.raises(EnrolError) as error,
    ):
        enrol(server.address, code, signer, RegisterStatus())
    assert error.value.code == ("wrong_certificate" if in_between else "not_understood")
    if in_between or lie == "no_certificate":
        assert not any(b"/v1/enrol" in head for head in heads)  # the secret was not sent
