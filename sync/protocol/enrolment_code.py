"""The code that a person types, or scans, to make a computer a register of the chain. Pure but for `new_secret`.

24 characters of Crockford's base 32 are 120 bits: 40 of a secret that the centre knows once, and 80 of the SHA-256 of
the CA's public key (the SubjectPublicKeyInfo of its certificate). The register compares those with the certificate that
it fetched unverified, and only then sends the secret. Typing is forgiven what people confuse: case, spaces, dashes,
O for 0, I and L for 1. A scanned code holds the address, too: `omnitill-enrol:https://host:port#CODE`.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from typing import Final

from msgspec import Struct

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH: Final = 24
SECRET_LENGTH: Final = 8
GROUP: Final = 4
SCHEME: Final = "omnitill-enrol:"
MOST_TYPED: Final = 200
MOST_ADDRESS: Final = 300
_SECRET_BITS: Final = 40
_HASH_BYTES: Final = 10
_IGNORED: Final = str.maketrans(dict.fromkeys(" -\u2010\u2011\u2013\t\r\n\u00a0"))
_FORGIVEN: Final = str.maketrans({"O": "0", "I": "1", "L": "1"})
_ADDRESS: Final = re.compile(
    r"https://(?:[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|\[[0-9A-Fa-f:.]{2,45}\])(?::[1-9][0-9]{0,4})?/?"
)


class EnrolmentCodeError(ValueError):
    """What was typed or scanned is no code: "length", "character", "address", "not_ours", "certificate"."""

    def __init__(self, code: str, detail: str = "") -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code


class EnrolmentCode(Struct, frozen=True):
    """A code in its one spelling: capitals, no dashes."""

    secret: str
    ca: str

    @property
    def text(self) -> str:
        """The 24 characters."""
        return self.secret + self.ca

    @property
    def grouped(self) -> str:
        """As it is shown: "XXXX-XXXX-XXXX-XXXX-XXXX-XXXX"."""
        return "-".join(self.text[at : at + GROUP] for at in range(0, LENGTH, GROUP))

    def names(self, spki: bytes) -> bool:
        """Tell whether the code is of the centre whose CA has this public key (SubjectPublicKeyInfo, DER)."""
        return hmac.compare_digest(self.ca, _ca_part(spki))


def new_secret() -> str:
    """Return 40 random bits as eight characters."""
    return _spell(secrets.randbits(_SECRET_BITS), SECRET_LENGTH)


def make(secret: str, spki: bytes) -> EnrolmentCode:
    """Return the code of a secret and of the CA's public key (SubjectPublicKeyInfo, DER). `EnrolmentCodeError`."""
    if len(secret) != SECRET_LENGTH or not set(secret) <= set(ALPHABET):
        raise EnrolmentCodeError("character", "the secret")
    return EnrolmentCode(secret, _ca_part(spki))


def parse(typed: str) -> EnrolmentCode:
    """Return the code that somebody typed; `EnrolmentCodeError` "length" or "character" (which one)."""
    if len(typed) > MOST_TYPED:
        raise EnrolmentCodeError("length", f"{len(typed)} characters")
    text = typed.translate(_IGNORED)
    text = text.upper().translate(_FORGIVEN) if text.isascii() else text
    odd = next((letter for letter in text if letter not in ALPHABET), None)
    if odd is not None:
        raise EnrolmentCodeError("character", odd)
    if len(text) != LENGTH:
        raise EnrolmentCodeError("length", f"{len(text)} of {LENGTH} characters")
    return EnrolmentCode(text[:SECRET_LENGTH], text[SECRET_LENGTH:])


def parse_address(typed: str) -> str:
    """Return the centre's address as "https://host:port" without a slash; `EnrolmentCodeError` "address"."""
    text = typed.strip()
    if len(text) > MOST_ADDRESS or _ADDRESS.fullmatch(text) is None or _port_of(text) > 65_535:
        raise EnrolmentCodeError("address", text[:80])
    return text.rstrip("/")


def scanned(address: str, code: EnrolmentCode) -> str:
    """Return the text of the two-dimensional code that holds address and code. `EnrolmentCodeError`."""
    return f"{SCHEME}{parse_address(address)}#{code.text}"


def parse_scanned(text: str) -> tuple[str, EnrolmentCode]:
    """Return (address, code) of a scanned text; `EnrolmentCodeError`: "not_ours" for another kind of text."""
    text = text.strip()
    if len(text) > MOST_ADDRESS + MOST_TYPED or text[: len(SCHEME)].lower() != SCHEME:
        raise EnrolmentCodeError("not_ours")
    address, found, code = text[len(SCHEME) :].partition("#")
    if not found:
        raise EnrolmentCodeError("length", "no code")
    return parse_address(address), parse(code)


def spki_of(certificate_pem: bytes) -> bytes:
    """Return the SubjectPublicKeyInfo (DER) of a certificate; `EnrolmentCodeError` "certificate"."""
    from cryptography import x509  # noqa: PLC0415 - whoever only spells codes has no time for it
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat  # noqa: PLC0415

    try:
        key = x509.load_pem_x509_certificate(certificate_pem).public_key()
        return key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    except ValueError as error:
        raise EnrolmentCodeError("certificate", str(error)[:80]) from None


def _port_of(address: str) -> int:
    found = re.search(r":([0-9]+)/?\Z", address)
    return int(found[1]) if found else 443


def _ca_part(spki: bytes) -> str:
    return _spell(int.from_bytes(hashlib.sha256(spki).digest()[:_HASH_BYTES]), LENGTH - SECRET_LENGTH)


def _spell(value: int, length: int) -> str:
    return "".join(ALPHABET[value >> 5 * at & 31] for at in reversed(range(length)))
