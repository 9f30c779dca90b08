"""Every message of the wire as it stands in the golden file, checked by other means than our own code.

What changes their bytes, hashes, tags or signatures changes the protocol: old registers upload for ever.
"""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st

from sync.protocol import chain, coding, enrolment_code, feeds, http_signing, messages, schemas, statements
from sync.protocol.coding import CodingError
from sync.protocol.events import BODIES, CarriedBody, ClockJumpBody
from sync.protocol.wire import WireRequest

FOLDER = Path(__file__).parents[2] / "golden" / "protocol"
GOLDEN: dict[str, Any] = json.loads((FOLDER / "messages.json").read_text(encoding="utf-8"))
MESSAGES: dict[str, Any] = GOLDEN["messages"]
EVENTS: list[dict[str, str]] = GOLDEN["events"]
CA = Ed25519PublicKey.from_public_bytes(bytes.fromhex(GOLDEN["keys"]["ca"]))
REGISTER = Ed25519PublicKey.from_public_bytes(bytes.fromhex(GOLDEN["keys"]["register"]))
STATEMENTS = {"grant": "EnrolAnswer", "ack": "PushAnswer"}
INSIDE = {"Signed", "Grant", "Ack", "RegisterStatus", "Cursor", "FeedAnswer", "StockOfLocation", "Message"}


def kinds() -> set[str]:
    found = {name for name, value in vars(messages).items() if isinstance(value, type)}
    return {name for name in found if issubclass(getattr(messages, name), messages.Message)}


def test_every_message_is_in_the_golden_file() -> None:
    assert kinds() - INSIDE == set(MESSAGES) - INSIDE


@pytest.mark.invariant(13)
@pytest.mark.parametrize("name", MESSAGES)
def test_a_message_is_read_and_written_as_it_is(name: str) -> None:
    kind = getattr(messages, name)
    text = json.dumps(MESSAGES[name], ensure_ascii=False).encode()
    message = coding.decode(kind, text)
    assert json.loads(coding.encode(message)) == MESSAGES[name]
    later = {**MESSAGES[name], "of_a_later_version": [1]}
    assert coding.decode(kind, json.dumps(later).encode()) == message


@pytest.mark.parametrize("kind", STATEMENTS)
def test_statements_are_signed_by_the_ca_under_the_tag_of_their_kind(kind: str) -> None:
    signed = MESSAGES[STATEMENTS[kind]][kind]
    data = signed["data"].encode()
    CA.verify(bytes.fromhex(signed["signature"]), f"omnitill.statement.{kind}.1".encode() + data)
    assert json.dumps(json.loads(data), sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode() == data
    read = statements.verify(kind, messages.Signed(**signed), CA.public_bytes_raw())  # type: ignore[call-overload]
    assert msgspec.to_builtins(read) == json.loads(data)


def test_proofs_and_code_hold() -> None:
    enrol, rotate = MESSAGES["EnrolRequest"], MESSAGES["RotateRequest"]
    REGISTER.verify(bytes.fromhex(enrol["proof"]), b"omnitill.enrol.proof.1" + enrol["secret"].encode())
    new = Ed25519PublicKey.from_public_bytes(bytes.fromhex(rotate["public_key"]))
    new.verify(bytes.fromhex(rotate["proof"]), b"omnitill.rotate.proof.1" + REGISTER.public_bytes_raw())
    code = enrolment_code.parse(GOLDEN["keys"]["enrolment_code"])
    assert code.secret == enrol["secret"]
    spki = bytes.fromhex("302a300506032b6570032100") + CA.public_bytes_raw()  # RFC 8410
    bits = int.from_bytes(hashlib.sha256(spki).digest()[:10], "big")
    assert code.ca == "".join("0123456789ABCDEFGHJKMNPQRSTVWXYZ"[bits >> 5 * (15 - at) & 31] for at in range(16))


def test_the_signed_request_holds() -> None:
    told = GOLDEN["request"]
    headers = told["headers"]
    body = told["body"].encode()
    assert headers["content-digest"] == f"sha-256=:{base64.b64encode(hashlib.sha256(body).digest()).decode()}:"
    label, parameters = headers["signature-input"].split("=", 1)
    base = "\n".join(
        [
            f'"@method": {told["method"]}',
            f'"@path": {told["path"]}',
            f'"@query": ?{told["query"]}',
            *(f'"{name}": {headers[name]}' for name in ("content-digest", "omnitill-epoch", "idempotency-key")),
            f'"@signature-params": {parameters}',
        ]
    )
    signature = base64.b64decode(headers["signature"].removeprefix(f"{label}=:")[:-1])
    REGISTER.verify(signature, base.encode())
    request = WireRequest(told["method"], told["path"], told["query"], headers, body)
    now = datetime(2026, 11, 22, 10, 11, 12, tzinfo=UTC)
    assert http_signing.verify(request, REGISTER.public_bytes_raw(), now) == ("T12", 2, now)


def event_hash(data: str) -> bytes:
    """The hash of an event by the specification, from its text alone."""
    header, body = json.loads(data)
    covered = b"".join(
        len(part).to_bytes(4, "big") + part
        for part in (
            json.dumps(each, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
            for each in (header, body)
        )
    )
    return hashlib.sha256(b"omnitill.journal.event.1" + bytes.fromhex(header["previous"]) + covered).digest()


def test_the_pushed_events_are_a_chain_that_carries_another() -> None:
    for told in EVENTS:
        assert event_hash(told["data"]).hex() == told["hash"]
        REGISTER.verify(bytes.fromhex(told["signature"]), b"omnitill.journal.signature.1" + bytes.fromhex(told["hash"]))
    push = MESSAGES["PushRequest"]
    previous = push["previous"]
    for seq, (told, (event, signature)) in enumerate(zip(EVENTS[2:], push["events"], strict=True), push["first_seq"]):
        assert (event[0]["previous"], event[0]["seq"], event) == (previous, seq, json.loads(told["data"]))
        assert signature == told["signature"]
        previous = told["hash"]
    carried = push["events"][1][0][1]
    original = EVENTS[1]
    assert (carried["data"], carried["hash"], carried["signature"]) == tuple(
        original[name] for name in ("data", "hash", "signature")
    )
    body = schemas.decode_body("carried", 1, json.dumps(carried).encode())
    assert isinstance(body, CarriedBody)
    header, _data, digest = schemas.open_carried(body)
    assert (header.epoch, header.seq, header.type, digest.hex()) == (1, 2, "login", original["hash"])


def test_tags_and_checksums_are_what_the_specification_says() -> None:
    answer = MESSAGES["PullAnswer"]["feeds"][0]
    tag = MESSAGES["PullRequest"]["cursors"][0]["tag"]
    total: dict[int, int] = {}
    for key, position, *rest in answer["rows"]:
        body = b"-"
        if rest and rest[0] is not None:
            body = json.dumps(rest[0], sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
            digest = hashlib.sha256(key.encode() + b"\0" + body).digest()[:8]
            bucket = zlib.crc32(key.encode()) % 256
            total[bucket] = total.get(bucket, 0) + int.from_bytes(digest, "big")
        tag = hashlib.sha256(f"{tag}|{position}|{key}|".encode() + body).hexdigest()[:16]
    assert answer["tag"] == tag
    assert answer["checksums"] == [[bucket, f"{value % 2**64:016x}"] for bucket, value in total.items()]
    assert feeds.bucket_of("sku/1001") == MESSAGES["BucketRequest"]["bucket"]
    key, position, body, _publication = answer["rows"][0]
    data = json.dumps(body, sort_keys=True, separators=(",", ":")).encode()
    own = feeds.digest(key, data)
    assert feeds.spell(feeds.add(feeds.add(0, old=None, new=own), old=5, new=5)) == answer["checksums"][0][1]
    assert feeds.add(own, old=own, new=None) == feeds.checksum([]) == 0
    assert feeds.checksum([2**64 - 1, 2]) == 1
    before = MESSAGES["PullRequest"]["cursors"][0]["tag"]
    assert feeds.next_tag(feeds.next_tag(before, position, key, data), 8, "sku/1002", None) == tag


def test_feeds_have_the_names_that_the_wire_knows() -> None:
    names = (feeds.catalogue_feed("PL"), feeds.stock_feed("L1"), feeds.store_feed("L1"), feeds.register_feed("T12"))
    assert names == ("catalogue:PL", "stock:L1", "store:L1", "register:T12")
    for name in names:
        assert coding.decode(messages.StateRequest, json.dumps({"feed": name}).encode()).feed == name


@pytest.mark.invariant(13)
def test_version_1_of_a_jump_of_the_clock_is_read_for_ever() -> None:
    told = json.loads((FOLDER / "clock-jump-1.json").read_text(encoding="utf-8"))
    assert event_hash(told["data"]).hex() == told["hash"]
    REGISTER.verify(bytes.fromhex(told["signature"]), b"omnitill.journal.signature.1" + bytes.fromhex(told["hash"]))
    header, data, digest = chain.open_event(told["data"].encode())
    assert (header.version, digest.hex()) == (1, told["hash"])
    body = schemas.decode_body(header.type, header.version, data)
    assert body == ClockJumpBody(
        before="2026-11-22T10:11:12.845678Z", after="2026-11-22T10:11:02.345678Z", micros=-10_500_000
    )
    assert isinstance(body, ClockJumpBody)
    assert body.seconds == -10
    newest = schemas.encode_body("clock_jump", body)
    assert schemas.decode_body("clock_jump", 2, newest) == body
    with pytest.raises(schemas.EventInvalidError):
        schemas.decode_body("clock_jump", 2, data)  # the version decides, not the looks
    with pytest.raises(schemas.UnknownEventError):
        schemas.decode_body("clock_jump", 3, newest)


def test_every_version_has_its_upcaster() -> None:
    assert set(schemas.VERSIONS) == set(BODIES)
    expected = {(kind, old) for kind, newest in schemas.VERSIONS.items() for old in range(1, newest)}
    assert set(schemas.UPCASTERS) == expected


def test_a_tombstone_is_no_body() -> None:
    rows = coding.decode(messages.PullAnswer, json.dumps(MESSAGES["PullAnswer"]).encode()).feeds[0].rows
    assert [(row.key, row.body is None) for row in rows] == [("sku/1001", False), ("sku/1002", True)]
    assert rows[1] == messages.Row(key="sku/1002", position=8)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=10,
)


@given(name=st.sampled_from(sorted(MESSAGES)), data=st.data())
def test_any_changed_message_is_read_or_refused(name: str, data: st.DataObject) -> None:
    kind = getattr(messages, name)
    changed = dict(MESSAGES[name])
    field = data.draw(st.sampled_from(sorted(changed)))
    changed[field] = data.draw(JSON)
    for text in (json.dumps(changed).encode(), data.draw(st.binary(max_size=100))):
        try:
            message = coding.decode(kind, text)
        except CodingError:
            continue
        assert coding.decode(kind, coding.encode(message)) == message


@given(version=st.integers(-1, 4), kind=st.sampled_from([*sorted(BODIES), "other"]), body=JSON)
def test_any_body_of_an_event_is_read_or_refused(version: int, kind: str, body: Any) -> None:
    for data in (json.dumps(body).encode(), b"\xff" + json.dumps(body).encode()[1:]):
        try:
            schemas.decode_body(kind, version, data)
        except schemas.EventInvalidError:
            continue
