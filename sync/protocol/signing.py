"""Signing with the register's Ed25519 key, kept in a file that only its owner may read.

One key signs events, requests and proofs of possession. What is signed begins differently for each, so that a signature
made for one is never valid for another: events and proofs begin with a tag, the base of a request (RFC 9421) with a
quotation mark. A `Signer` may be used from any thread. The key never leaves the machine; it is made once, and a file
that exists is never overwritten. `KeyFileError` says what is wrong with it.
"""

from __future__ import annotations

import base64
import binascii
import os
import secrets
import stat
import sys
from pathlib import Path
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from sync.protocol.durable import sync_directory

SIGNATURE_TAG = b"omnitill.journal.signature.1"
PROOF_TAGS = {"enrol": b"omnitill.enrol.proof.1", "rotate": b"omnitill.rotate.proof.1"}
REQUEST_START = b'"@method": '
"""How the base of every request's signature begins: no tag begins with a quotation mark."""
KEY_BYTES = 32
_BEGIN: Final = b"-----BEGIN PRIVATE KEY-----"
_END: Final = b"-----END PRIVATE KEY-----"
_BEFORE_KEY: Final = bytes.fromhex("302e020100300506032b657004220420")


class KeyFileError(Exception):
    """The key file cannot be used; `code`: "missing", "unreadable", "damaged", "too_open", "not_writable"."""

    def __init__(self, code: str, path: Path) -> None:
        super().__init__(f"{code}: {path}")
        self.code = code
        self.path = path


class Signer:
    """Signs event hashes with a private key of 32 bytes."""

    def __init__(self, private_key: bytes) -> None:
        self._key = Ed25519PrivateKey.from_private_bytes(private_key)
        self.public_key = self._key.public_key().public_bytes_raw()

    def sign(self, digest: bytes) -> bytes:
        """Return the signature (64 bytes) of an event's hash."""
        return self._key.sign(SIGNATURE_TAG + digest)

    def sign_request(self, base: bytes) -> bytes:
        """Return the signature of a request's base (RFC 9421); `ValueError` for bytes that are no such base."""
        if not base.startswith(REQUEST_START):
            raise ValueError("not the base of a request's signature")
        return self._key.sign(base)

    def prove(self, kind: str, data: bytes) -> bytes:
        """Return the proof that the key is held: "enrol" signs the code's secret, "rotate" the old public key."""
        return self._key.sign(PROOF_TAGS[kind] + data)


class Verifier:
    """Checks what a `Signer` signed against a public key of 32 bytes; `ValueError` for bytes that are no key."""

    def __init__(self, public_key: bytes) -> None:
        self.public_key = public_key
        self._key = Ed25519PublicKey.from_public_bytes(public_key)

    def verify(self, signature: bytes, digest: bytes) -> bool:
        """Tell whether `signature` is of `digest`."""
        return self._is_signed(signature, SIGNATURE_TAG + digest)

    def verify_request(self, signature: bytes, base: bytes) -> bool:
        """Tell whether `signature` is of a request's base."""
        return base.startswith(REQUEST_START) and self._is_signed(signature, base)

    def proves(self, kind: str, signature: bytes, data: bytes) -> bool:
        """Tell whether `signature` is the proof of a kind over `data`."""
        return self._is_signed(signature, PROOF_TAGS[kind] + data)

    def _is_signed(self, signature: bytes, message: bytes) -> bool:
        try:
            self._key.verify(signature, message)
        except InvalidSignature:
            return False
        return True


def load_or_create(path: Path) -> Signer:
    """Return the signer of the key file, making the file when there is none."""
    try:
        return load(path)
    except KeyFileError as error:
        if error.code != "missing":
            raise
    return create(path)


def load(path: Path) -> Signer:
    """Return the signer of an existing key file, which nobody but its owner may read; `KeyFileError`."""
    try:
        with path.open("rb") as file:
            mode = os.fstat(file.fileno()).st_mode
            data = file.read(64 * 1024)
    except FileNotFoundError:
        raise KeyFileError("missing", path) from None
    except OSError:
        raise KeyFileError("unreadable", path) from None
    if sys.platform != "win32" and stat.S_IMODE(mode) & 0o077:
        raise KeyFileError("too_open", path)
    private_key = _private_key(data)
    if private_key is None:
        raise KeyFileError("damaged", path)
    return Signer(private_key)


def _private_key(pem: bytes) -> bytes | None:
    """Return the 32 bytes of an Ed25519 key in PEM (RFC 7468), None for anything else.

    Its PKCS #8 has but one form (RFC 8410, 7): sixteen bytes that never differ, and the key. The library's reader knows
    every form of every key, and loading it takes longer than anything else that a register signs with.
    """
    text = pem.strip()
    if not (text.startswith(_BEGIN) and text.endswith(_END)):
        return None
    try:
        der = base64.b64decode(b"".join(text[len(_BEGIN) : -len(_END)].split()), validate=True)
    except binascii.Error:
        return None
    key = der.removeprefix(_BEFORE_KEY)
    return key if len(key) == KEY_BYTES and len(der) == len(_BEFORE_KEY) + KEY_BYTES else None


def create(path: Path) -> Signer:
    """Make a key and its file (0600), whole or not at all, and durable before anything is signed; `KeyFileError`.

    Of two processes that make it at once, both get the one that was first.
    """
    key = Ed25519PrivateKey.generate()
    pem = b"\n".join((_BEGIN, base64.b64encode(_BEFORE_KEY + key.private_bytes_raw()), _END, b""))
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(pem)
                file.flush()
                os.fsync(file.fileno())
            is_first = _link(temporary, path)
        finally:
            temporary.unlink()
        sync_directory(path.parent)
    except OSError:
        raise KeyFileError("not_writable", path) from None
    return Signer(key.private_bytes_raw()) if is_first else load(path)


def _link(temporary: Path, path: Path) -> bool:
    """Give the file its name; unlike a rename this never replaces a key that is already there."""
    try:
        path.hardlink_to(temporary)
    except FileExistsError:
        return False
    return True
