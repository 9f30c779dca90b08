"""Requests signed by RFC 9421: proved by the key library alone, tampered with, and fuzzed."""

from __future__ import annotations

import base64
import hashlib
import time
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from sync.protocol import http_signing
from sync.protocol.http_signing import RequestSignatureError
from sync.protocol.signing import SIGNATURE_TAG, Signer, Verifier
from sync.protocol.wire import WireRequest

NOW = datetime(2026, 11, 22, 10, 11, 12, 345678, tzinfo=UTC)
SIGNER = Signer(b"k" * 32)
PLAIN = WireRequest("POST", "/v1/push", "a=b&c=%20", {"idempotency-key": "7f3a", "content-type": "x/y"}, b"body")


def signed(request: WireRequest = PLAIN) -> WireRequest:
    return http_signing.sign(request, SIGNER, "T12", 3, NOW)


def with_header(name: str, value: str | None) -> WireRequest:
    headers = dict(signed().headers)
    if value is None:
        headers.pop(name, None)
    else:
        headers[name] = value
    return replace(signed(), headers=headers)


def refused(request: WireRequest, key: bytes = SIGNER.public_key) -> str:
    with pytest.raises(RequestSignatureError) as caught:
        http_signing.verify(request, key, NOW)
    return caught.value.code


def test_a_signed_request_tells_who_signed_and_when() -> None:
    claim = http_signing.verify(signed(), SIGNER.public_key, NOW + timedelta(seconds=299))
    assert claim == ("T12", 3, NOW.replace(microsecond=0))
    assert http_signing.who(signed()) == claim
    assert signed().headers["content-type"] == "x/y"
    bare = signed(WireRequest("GET", "/v1/ca"))
    assert http_signing.verify(bare, SIGNER.public_key, NOW).register_id == "T12"


def test_the_signature_is_what_the_standard_says() -> None:
    """The base is put together by hand, from RFC 9421, and proved by the key library alone."""
    request = signed()
    digest = base64.b64encode(hashlib.sha256(b"body").digest()).decode()
    covered = '"@method" "@path" "@query" "content-digest" "omnitill-epoch" "idempotency-key"'
    parameters = f'({covered});created={int(NOW.timestamp())};keyid="T12";alg="ed25519"'
    base = (
        '"@method": POST\n"@path": /v1/push\n"@query": ?a=b&c=%20\n'
        f'"content-digest": sha-256=:{digest}:\n"omnitill-epoch": 3\n"idempotency-key": 7f3a\n'
        f'"@signature-params": {parameters}'
    )
    assert request.headers["signature-input"] == f"omnitill={parameters}"
    signature = base64.b64decode(request.headers["signature"].removeprefix("omnitill=:").removesuffix(":"))
    Ed25519PublicKey.from_public_bytes(SIGNER.public_key).verify(signature, base.encode())


@pytest.mark.invariant(14)
@pytest.mark.parametrize(
    "request_",
    [
        replace(signed(), method="PUT"),
        replace(signed(), path="/v1/pull"),
        replace(signed(), query="a=b"),
        replace(signed(), body=b"bodx"),
        replace(signed(), body=b""),
        with_header("omnitill-epoch", "4"),
        with_header("idempotency-key", "other"),
        with_header("idempotency-key", None),
        with_header("content-digest", http_signing.digest_of(b"other")),
        with_header("signature-input", signed().headers["signature-input"].replace("T12", "T13")),
        with_header("signature-input", signed().headers["signature-input"].replace("created=1", "created=2")),
    ],
)
def test_what_was_changed_is_refused(request_: WireRequest) -> None:
    assert refused(request_) == "bad_request_signature"


@pytest.mark.invariant(14)
def test_another_key_and_another_time_are_refused() -> None:
    assert refused(signed(), Signer(b"l" * 32).public_key) == "bad_request_signature"
    assert refused(signed(), b"short") == "bad_request_signature"
    late = http_signing.sign(PLAIN, SIGNER, "T12", 3, NOW - timedelta(seconds=302))
    assert refused(late) == "skew"
    early = http_signing.sign(PLAIN, SIGNER, "T12", 3, NOW + timedelta(seconds=302))
    assert refused(early) == "skew"


INPUT = signed().headers["signature-input"]
ODD_INPUTS = {
    "nothing": "",
    "garbage": "\x00\xff(((",
    "not ascii": INPUT.replace("T12", "Ä"),
    "too long": INPUT + " " * 400,
    "two signatures": f"{INPUT}, other=()",
    "twice": f"{INPUT}, {INPUT}",
    "another label": INPUT.replace("omnitill=", "pyhms=", 1),
    "no list": "omnitill=1",
    "a list of numbers": "omnitill=(1 2)",
    "a component with a parameter": INPUT.replace('"@query"', '"@query";req'),
    "fewer components": INPUT.replace('"content-digest" ', ""),
    "another order": INPUT.replace('"@method" "@path"', '"@path" "@method"'),
    "the epoch left out": INPUT.replace('"omnitill-epoch" ', ""),
    "no created": INPUT.replace(f";created={int(NOW.timestamp())}", ""),
    "created as text": INPUT.replace("created=", 'created="').replace(";keyid", '";keyid'),
    "created below zero": INPUT.replace("created=", "created=-"),
    "created beyond the calendar": INPUT.replace("created=", "created=99999"),
    "created as a flag": INPUT.replace(f"created={int(NOW.timestamp())}", "created"),
    "another algorithm": INPUT.replace("ed25519", "hmac-sha256"),
    "one parameter more": INPUT + ';nonce="1"',
    "an odd register": INPUT.replace("T12", "T 12"),
    "keyid as bytes": INPUT.replace('keyid="T12"', "keyid=:AAAA:"),
}


@pytest.mark.invariant(14)
@pytest.mark.parametrize("value", ODD_INPUTS.values(), ids=ODD_INPUTS)
def test_odd_inputs_are_refused(value: str) -> None:
    assert refused(with_header("signature-input", value)) == "bad_request_signature"


@pytest.mark.invariant(14)
@pytest.mark.parametrize("name", ["signature-input", "signature", "content-digest", "omnitill-epoch"])
def test_nothing_may_be_missing_or_endless(name: str) -> None:
    assert refused(with_header(name, None)) == "bad_request_signature"
    before = time.process_time()
    assert refused(with_header(name, '"' * 10_000_000)) == "bad_request_signature"
    assert time.process_time() - before < 1


@pytest.mark.parametrize("value", ["omnitill=:AAAA:", "other=:AAAA:", "x", signed().headers["signature"] * 2])
def test_odd_signatures_are_refused(value: str) -> None:
    assert refused(with_header("signature", value)) == "bad_request_signature"


@pytest.mark.parametrize("value", ["-1", "03", "1e3", "9" * 19, "x", " 3"])
def test_odd_epochs_are_refused(value: str) -> None:
    assert refused(with_header("omnitill-epoch", value)) == "bad_request_signature"


@pytest.mark.parametrize(
    "request_",
    [
        replace(PLAIN, path="push"),
        replace(PLAIN, path="/pu sh"),
        replace(PLAIN, path="/a?b"),
        replace(PLAIN, query="a#b"),
        replace(PLAIN, path="/" + "a" * 3_000),
        replace(PLAIN, method="post"),
        replace(PLAIN, headers={"idempotency-key": "a\nb"}),
        replace(PLAIN, headers={"idempotency-key": ""}),
    ],
)
def test_what_cannot_be_signed_is_not(request_: WireRequest) -> None:
    with pytest.raises(ValueError, match=r"."):
        http_signing.sign(request_, SIGNER, "T12", 3, NOW)
    assert (
        refused(
            replace(
                signed(),
                path=request_.path,
                query=request_.query,
                method=request_.method,
                headers={**signed().headers, **request_.headers},
            )
        )
        == "bad_request_signature"
    )


@pytest.mark.parametrize(("register", "epoch"), [("", 1), ("T 1", 1), ("x" * 65, 1), ("T1", -1)])
def test_only_registers_of_an_epoch_sign(register: str, epoch: int) -> None:
    with pytest.raises(ValueError, match="not a register"):
        http_signing.sign(PLAIN, SIGNER, register, epoch, NOW)


def test_the_same_signature_spelled_otherwise_is_refused() -> None:
    plain = signed().headers["signature"]
    last = plain[-4]
    other = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    spelled = plain[:-4] + other[other.index(last) + 1] + plain[-3:]
    assert len({base64.b64decode(text.removeprefix("omnitill=:")[:-1]) for text in (plain, spelled)}) == 1
    assert refused(with_header("signature", spelled)) == "bad_request_signature"


def test_no_signature_passes_for_another_kind() -> None:
    """One key signs events, requests and proofs: what was signed for one is never valid for another."""
    verifier = Verifier(SIGNER.public_key)
    digest = hashlib.sha256(b"x").digest()
    assert not verifier.verify_request(SIGNER.sign(digest), SIGNATURE_TAG + digest)
    assert not verifier.proves("enrol", SIGNER.prove("rotate", b"x"), b"x")
    assert verifier.proves("enrol", SIGNER.prove("enrol", b"x"), b"x")
    base = b'"@method": GET'
    assert verifier.verify_request(SIGNER.sign_request(base), base)
    assert not verifier.verify(SIGNER.sign_request(base), base)
    for other in (SIGNATURE_TAG + digest, b"", b"omnitill"):
        with pytest.raises(ValueError, match="not the base"):
            SIGNER.sign_request(other)


HEADERS = ("signature-input", "signature", "content-digest", "omnitill-epoch", "idempotency-key")
TEXT = st.text(max_size=300)
HEADER_TEXT = st.one_of(TEXT, st.text(alphabet='omnitil=()"@;:, 123abc-', max_size=450), st.just(INPUT))


@given(
    method=st.one_of(st.just("POST"), TEXT),
    path=st.one_of(st.just("/v1/push"), TEXT),
    query=st.one_of(st.just("a=b"), TEXT),
    body=st.binary(max_size=50),
    headers=st.fixed_dictionaries(
        {},
        optional=dict.fromkeys(
            ("signature-input", "signature", "content-digest", "omnitill-epoch", "idempotency-key"), HEADER_TEXT
        ),
    ),
    keep=st.booleans(),
)
def test_whatever_comes_is_refused_in_one_way(
    method: str, path: str, query: str, body: bytes, headers: dict[str, str], keep: bool
) -> None:
    known = signed().headers if keep else {}
    request = WireRequest(method, path, query, {**known, **headers}, body)
    try:
        claim = http_signing.verify(request, SIGNER.public_key, NOW)
    except RequestSignatureError:
        return
    again = http_signing.sign(request, SIGNER, claim.register_id, claim.epoch, claim.created)
    assert again.headers["signature-input"] == request.headers["signature-input"]


@given(place=st.integers(0, 10_000), flip=st.integers(1, 127))
def test_no_changed_header_holds(place: int, flip: int) -> None:
    request = signed()
    name = HEADERS[place % 5]
    value = request.headers[name]
    at = place // 5 % len(value)
    changed = value[:at] + chr(ord(value[at]) ^ flip) + value[at + 1 :]
    headers = {**request.headers, name: changed}
    with pytest.raises(RequestSignatureError):
        http_signing.verify(replace(request, headers=headers), SIGNER.public_key, NOW)
