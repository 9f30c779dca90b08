"""Who this register is to the centre, and what it tells of itself. Frozen values; pure."""

from __future__ import annotations

from msgspec import Struct

from sync.protocol.messages import Signed


class Identity(Struct, frozen=True):
    """`ca_public_key`: the 32 bytes of the centre's key, which signs grants and acknowledgements.

    `grant` is the newest one that the register holds, None when it holds none. `other_keys`: those of CAs to come,
    whose word counts as much.
    """

    register_id: str
    location_id: str
    ca_public_key: bytes
    grant: Signed | None = None
    other_keys: tuple[bytes, ...] = ()

    @property
    def ca_public_keys(self) -> tuple[bytes, ...]:
        """Every key whose statements are the centre's."""
        return (self.ca_public_key, *self.other_keys)


class About(Struct, frozen=True):
    """What operators are told of this register. `free_disk` in bytes; `journal`: "ok" or a code of its check."""

    version: str = ""
    free_disk: int = 0
    journal: str = ""


def public_key_of(ca_pem: str) -> bytes:
    """Return the 32 bytes of a CA's Ed25519 key; `ValueError` for what is no certificate, or of another kind of key."""
    from cryptography import x509  # noqa: PLC0415 - a till's start reads its enrolment, and has no time for it
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey  # noqa: PLC0415

    key = x509.load_pem_x509_certificate(ca_pem.encode()).public_key()
    if not isinstance(key, Ed25519PublicKey):
        raise ValueError("the CA's key is not of the kind that signs statements")  # noqa: TRY004 - it is data
    return key.public_bytes_raw()
