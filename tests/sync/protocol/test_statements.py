"""What the centre states under its CA key."""

from __future__ import annotations

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st

from sync.protocol import statements
from sync.protocol.messages import Ack, Grant, Signed
from sync.protocol.statements import StatementError

KEY = Ed25519PrivateKey.from_private_bytes(b"c" * 32)
CA = KEY.public_key().public_bytes_raw()
OTHER = Ed25519PrivateKey.from_private_bytes(b"d" * 32)
AT = "2026-11-22T10:11:12.000000Z"
ACK = Ack(register_id="T12", epoch=2, seq=17, hash="ab" * 32, at=AT)
GRANT = Grant(register_id="T12", location_id="L1", prefix="T12B", epoch=2, public_key="cd" * 32, at=AT)


def code_of(kind: str, signed: Signed, ca: bytes = CA) -> str:
    with pytest.raises(StatementError) as caught:
        statements.verify(kind, signed, ca)  # type: ignore[call-overload]
    code: str = caught.value.code
    return code


def test_a_statement_is_read_back_and_proved_by_the_key_library_alone() -> None:
    signed = statements.sign("ack", ACK, KEY)
    assert statements.verify("ack", signed, CA) == ACK
    assert statements.verify("grant", statements.sign("grant", GRANT, KEY), CA).prefix == "T12B"
    Ed25519PublicKey.from_public_bytes(CA).verify(
        bytes.fromhex(signed.signature), b"omnitill.statement.ack.1" + signed.data.encode()
    )


@pytest.mark.invariant(14)
def test_kinds_keys_and_changes_are_told_apart() -> None:
    signed = statements.sign("ack", ACK, KEY)
    assert code_of("grant", signed) == "bad_signature"
    assert code_of("ack", statements.sign("ack", ACK, OTHER)) == "bad_signature"
    assert code_of("ack", signed, b"no key") == "bad_signature"
    assert code_of("ack", msgspec.structs.replace(signed, data=signed.data.replace("17", "18"))) == "bad_signature"
    assert code_of("ack", msgspec.structs.replace(signed, signature="zz")) == "not_parsed"
    assert code_of("ack", msgspec.structs.replace(signed, data="\ud800")) == "not_parsed"
    assert code_of("ack", msgspec.structs.replace(signed, data="x" * 5_000)) == "not_parsed"
    assert code_of("order", signed) == "unknown_kind"


def test_the_next_ca_may_sign_while_the_old_one_still_may() -> None:
    signed = statements.sign("ack", ACK, OTHER)
    assert statements.verify("ack", signed, CA, OTHER.public_key().public_bytes_raw()) == ACK


def test_only_what_reads_back_is_signed() -> None:
    for kind, struct in (("ack", GRANT), ("ack", msgspec.structs.replace(ACK, hash="no hash")), ("grant", ACK)):
        with pytest.raises(StatementError):
            statements.sign(kind, struct, KEY)
    with pytest.raises(StatementError, match="not_parsed"):
        statements.sign("grant", msgspec.structs.replace(GRANT, prefix="x" * 129), KEY)


def _signed(text: str, kind: str = "ack") -> Signed:
    return Signed(data=text, signature=KEY.sign(statements.tag_of(kind) + text.encode()).hex())


def test_signed_bytes_that_are_no_statement() -> None:
    assert code_of("ack", _signed('{"seq": 1}')) == "not_canonical"
    assert code_of("ack", _signed("[1]")) == "not_parsed"
    newer = canonical_with(ACK, "later", "field")
    assert statements.verify("ack", _signed(newer), CA) == ACK


def canonical_with(struct: msgspec.Struct, name: str, value: str) -> str:
    fields = {**msgspec.to_builtins(struct), name: value}
    return msgspec.json.encode(dict(sorted(fields.items()))).decode()


@given(data=st.text(max_size=200), signature=st.text(max_size=130), is_signed=st.booleans())
def test_whatever_comes_is_refused_in_one_way(data: str, signature: str, is_signed: bool) -> None:
    try:
        signed = _signed(data) if is_signed else Signed(data=data, signature=signature)
    except UnicodeEncodeError:
        return
    with pytest.raises(StatementError):
        statements.verify("ack", signed, CA)
