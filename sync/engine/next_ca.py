"""The CA to come: announced by the register's feed, and believed when a CA that is trusted already signed it. Pure."""

from __future__ import annotations

from typing import Annotated, Final

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from msgspec import Meta

from sync.engine.identity import public_key_of
from sync.protocol.statements import NEXT_CA_TAG

KEY: Final = "ca_next"
"""Of the row in a register's feed."""


class NextCa(msgspec.Struct, frozen=True, kw_only=True):
    """The row's body; `signature` is over `NEXT_CA_TAG` and the certificate's bytes."""

    certificate: Annotated[str, Meta(max_length=20_000)]  # PEM
    signature: Annotated[str, Meta(pattern=r"^[0-9a-f]{128}\Z")]


_decoder: Final = msgspec.json.Decoder(NextCa)


def read(body: bytes) -> NextCa:
    """Return what a row says; `ValueError`."""
    return _decoder.decode(body)


def trusted_with(announced: NextCa, ca: str, ca_next: str) -> tuple[str, str] | None:
    """Return (CA, CA to come) as PEM, as they are trusted once `announced` is believed; None when nothing is new.

    Of three the oldest is trusted no more: who signed stands first. `ValueError` for what no trusted CA signed.
    """
    known = {public_key_of(pem): pem for pem in (ca, ca_next) if pem}
    if public_key_of(announced.certificate) in known:
        return None
    message = NEXT_CA_TAG + announced.certificate.encode()
    for key, pem in known.items():
        try:
            Ed25519PublicKey.from_public_bytes(key).verify(bytes.fromhex(announced.signature), message)
        except InvalidSignature:
            continue
        return pem, announced.certificate
    raise ValueError("the next CA is signed by none that is trusted")
