"""What the centre states under its CA key (Ed25519): grants of epochs and acknowledgements. Pure, any thread.

A statement is canonical JSON; signed is the kind's tag and then its bytes, so that no kind passes for another. The very
bytes travel and are kept (`messages.Signed`): they can be shown to a centre that was restored and has forgotten them.
Readers ignore fields that they do not know.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal, TypeAlias, overload

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from sync.protocol import canonical
from sync.protocol.messages import Ack, Grant, Signed

Kind: TypeAlias = Literal["grant", "ack"]

KINDS: Final[dict[str, type[Grant | Ack]]] = {"grant": Grant, "ack": Ack}
MOST_BYTES: Final = 4_096
_TAG: Final = "omnitill.statement.{kind}.1"
NEXT_CA_TAG: Final = b"omnitill.statement.ca_next.1"
"""What the present CA signs before the PEM of the next one's certificate."""
_decoders: Final = {kind: msgspec.json.Decoder(struct) for kind, struct in KINDS.items()}


class StatementError(ValueError):
    """Not a statement of the centre: "unknown_kind", "wrong_struct", "not_canonical", "bad_signature", "not_parsed"."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail


def sign(kind: str, struct: Grant | Ack, private_key: Ed25519PrivateKey) -> Signed:
    """Return the statement with its signature; `StatementError` when no reader would take it."""
    if type(struct) is not _struct_of(kind):
        raise StatementError("wrong_struct", f"{kind} takes another than {type(struct).__name__}")
    data = canonical.encode_struct(struct)
    _read(kind, data)
    return Signed(data=data.decode(), signature=private_key.sign(tag_of(kind) + data).hex())


@overload
def verify(kind: Literal["grant"], signed: Signed, ca_public_key: bytes, *others: bytes) -> Grant: ...


@overload
def verify(kind: Literal["ack"], signed: Signed, ca_public_key: bytes, *others: bytes) -> Ack: ...


def verify(kind: str, signed: Signed, ca_public_key: bytes, *others: bytes) -> Grant | Ack:
    """Return what the centre stated, signed by its CA key (32 bytes) or by one of `others`; `StatementError`."""
    _struct_of(kind)
    try:
        data, signature = signed.data.encode(), bytes.fromhex(signed.signature)
    except ValueError:  # a lone surrogate, not hexadecimal
        raise StatementError("not_parsed", kind) from None
    if len(data) > MOST_BYTES:
        raise StatementError("not_parsed", f"{len(data)} bytes")
    if not _is_signed(tag_of(kind) + data, signature, (ca_public_key, *others)):
        raise StatementError("bad_signature", kind)
    return _read(kind, data)


def tag_of(kind: str) -> bytes:
    """Return what is signed before the bytes of a statement."""
    return _TAG.format(kind=kind).encode()


def _is_signed(message: bytes, signature: bytes, keys: Sequence[bytes]) -> bool:
    for key in keys:
        try:
            Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
        except (InvalidSignature, ValueError):
            continue
        return True
    return False


def _struct_of(kind: str) -> type[Grant | Ack]:
    try:
        return KINDS[kind]
    except KeyError:
        raise StatementError("unknown_kind", kind[:40]) from None


def _read(kind: str, data: bytes) -> Grant | Ack:
    try:
        canonical.decode(data)
        return _decoders[kind].decode(data)
    except canonical.CanonicalError as error:
        raise StatementError("not_canonical", str(error)) from None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise StatementError("not_parsed", str(error)) from None
