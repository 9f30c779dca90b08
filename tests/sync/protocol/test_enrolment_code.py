"""The code that is typed or scanned to enrol."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given
from hypothesis import strategies as st

from sync.protocol import enrolment_code as codes
from sync.protocol.enrolment_code import EnrolmentCode, EnrolmentCodeError

KEY = Ed25519PrivateKey.from_private_bytes(b"c" * 32)
SPKI = KEY.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
SECRET = "0K1M-ZZ9".replace("-", "") + "Q"


def code_of(error: str) -> str:
    with pytest.raises(EnrolmentCodeError) as caught:
        codes.parse(error)
    return caught.value.code


def test_a_code_holds_the_secret_and_eighty_bits_of_the_key() -> None:
    code = codes.make(SECRET, SPKI)
    assert (len(code.text), code.secret) == (24, SECRET)
    value = 0
    for letter in code.ca:  # worked out anew, digit by digit
        value = value * 32 + "0123456789ABCDEFGHJKMNPQRSTVWXYZ".index(letter)
    assert value.to_bytes(10, "big") == hashlib.sha256(SPKI).digest()[:10]
    assert code.names(SPKI)
    other = Ed25519PrivateKey.generate().public_key()
    assert not code.names(other.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo))


def test_what_people_type_is_forgiven() -> None:
    code = codes.make(SECRET, SPKI)
    assert code.grouped.count("-") == 5
    typed = code.grouped.lower().replace("0", "o").replace("1", "l").replace("-", " \u2013 ")
    assert codes.parse(f"  {typed}\n") == code
    assert codes.parse(code.text.replace("1", "I").replace("0", "O")) == code


def test_what_is_no_code_says_why() -> None:
    assert code_of("ABCD") == "length"
    assert code_of("A" * 25) == "length"
    assert code_of("A" * 10_000) == "length"
    assert code_of("U" * 24) == "character"
    assert code_of("ß" * 24) == "character"
    with pytest.raises(EnrolmentCodeError, match="secret"):
        codes.make("short", SPKI)
    with pytest.raises(EnrolmentCodeError, match="secret"):
        codes.make("UUUUUUUU", SPKI)


@pytest.mark.parametrize(
    "address",
    ["https://centre.example:8443", "https://10.0.0.7:8443", "https://[fd00::1]:8443", "https://centre"],
)
def test_a_scanned_code_holds_the_address(address: str) -> None:
    code = codes.make(SECRET, SPKI)
    text = codes.scanned(address + "/", code)
    assert text == f"omnitill-enrol:{address}#{code.text}"
    assert codes.parse_scanned(f" {text}\r\n") == (address, code)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://centre#X", "not_ours"),
        ("omnitill-enrol:https://centre", "length"),
        ("omnitill-enrol:http://centre#" + "0" * 24, "address"),
        ("omnitill-enrol:https://centre:70000#" + "0" * 24, "address"),
        ("omnitill-enrol:https://user@centre#" + "0" * 24, "address"),
        ("omnitill-enrol:https://centre/path#" + "0" * 24, "address"),
        ("omnitill-enrol:https://" + "a" * 400 + "#" + "0" * 24, "address"),
        ("omnitill-enrol:https://centre#" + "0" * 23, "length"),
        ("x" * 2_000, "not_ours"),
    ],
)
def test_other_scans_are_told_apart(text: str, expected: str) -> None:
    with pytest.raises(EnrolmentCodeError) as caught:
        codes.parse_scanned(text)
    assert caught.value.code == expected


def test_the_key_of_a_certificate() -> None:
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "CA")])
    now = datetime(2026, 11, 22, tzinfo=UTC)
    builder = x509.CertificateBuilder(name, name, KEY.public_key(), 1, now, now + timedelta(days=1))
    pem = builder.sign(KEY, None).public_bytes(Encoding.PEM)
    assert codes.spki_of(pem) == SPKI
    with pytest.raises(EnrolmentCodeError, match="certificate"):
        codes.spki_of(b"-----BEGIN CERTIFICATE-----\nno\n")


def test_secrets_differ() -> None:
    secrets = {codes.new_secret() for _ in range(100)}
    assert len(secrets) == 100
    assert {len(secret) for secret in secrets} == {8}


@given(st.text(max_size=300))
def test_whatever_is_typed_or_scanned_is_a_code_or_refused(text: str) -> None:
    for read in (
        codes.parse,
        codes.parse_scanned,
        codes.parse_address,
        lambda text: codes.parse_scanned(codes.SCHEME + text),
    ):
        try:
            found = read(text)
        except EnrolmentCodeError:
            continue
        assert not isinstance(found, EnrolmentCode) or codes.parse(found.grouped) == found
