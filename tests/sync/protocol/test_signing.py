from __future__ import annotations

import base64
import hashlib
import os
import stat
import sys
import threading
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from sync.protocol import signing
from sync.protocol.signing import KeyFileError, Signer, Verifier

DIGEST = hashlib.sha256(b"x").digest()


def test_a_key_file_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "journal.pem"
    first = signing.load_or_create(path)
    assert signing.load_or_create(path).public_key == first.public_key
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [entry.name for entry in path.parent.iterdir()] == ["journal.pem"]


def test_a_signature_is_of_one_hash_one_key_and_our_tag(tmp_path: Path) -> None:
    signer, other = signing.create(tmp_path / "a"), signing.create(tmp_path / "b")
    signature = signer.sign(DIGEST)
    assert Verifier(signer.public_key).verify(signature, DIGEST)
    assert not Verifier(other.public_key).verify(signature, DIGEST)
    assert not Verifier(signer.public_key).verify(signature, hashlib.sha256(b"y").digest())
    assert not Verifier(signer.public_key).verify(signature[:-1], DIGEST)
    plain = Ed25519PublicKey.from_public_bytes(signer.public_key)
    plain.verify(signature, b"omnitill.journal.signature.1" + DIGEST)  # as the specification says, by the library alone


def test_two_that_make_the_key_at_once_get_the_same(tmp_path: Path) -> None:
    path, found = tmp_path / "key", []
    threads = [threading.Thread(target=lambda: found.append(signing.load_or_create(path).public_key)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert len(set(found)) == 1


def _refused(path: Path) -> str:
    with pytest.raises(KeyFileError) as caught:
        signing.load(path)
    return caught.value.code


def test_what_is_wrong_with_a_key_file_is_said(tmp_path: Path) -> None:
    path = tmp_path / "key"
    assert _refused(path) == "missing"
    signing.create(path)
    path.chmod(0o644)
    if sys.platform != "win32":
        assert _refused(path) == "too_open"
    path.chmod(0o600)
    path.write_bytes(b"-----BEGIN PRIVATE KEY-----\n")
    assert _refused(path) == "damaged"
    other = X25519PrivateKey.generate().private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(other)
    assert _refused(path) == "damaged"
    assert _refused(tmp_path) == "unreadable"


def test_the_key_file_is_the_one_that_the_library_writes_and_reads(tmp_path: Path) -> None:
    key = Ed25519PrivateKey.generate()
    written = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path = tmp_path / "key"
    for text in (written, written.replace(b"\n", b"\r\n"), b"\n " + written.rstrip()):
        path.write_bytes(text)
        path.chmod(0o600)
        assert signing.load(path).public_key == key.public_key().public_bytes_raw()
    made = signing.create(tmp_path / "made")
    read = serialization.load_pem_private_key((tmp_path / "made").read_bytes(), None)
    assert isinstance(read, Ed25519PrivateKey)
    assert read.public_key().public_bytes_raw() == made.public_key
    assert len((tmp_path / "made").read_bytes()) == len(written)


@pytest.mark.parametrize(
    "inside",
    [
        b"",
        b"!" * 64,
        base64.b64encode(bytes(48)),  # another kind of key
        base64.b64encode(bytes.fromhex("302e020100300506032b657004220420") + bytes(31)),
        base64.b64encode(bytes.fromhex("302e020100300506032b657004220420") + bytes(33)),
    ],
)
def test_a_key_of_another_form_is_damaged(tmp_path: Path, inside: bytes) -> None:
    path = tmp_path / "key"
    path.write_bytes(b"-----BEGIN PRIVATE KEY-----\n" + inside + b"\n-----END PRIVATE KEY-----\n")
    path.chmod(0o600)
    assert _refused(path) == "damaged"


def test_a_place_that_cannot_be_written_to_is_said(tmp_path: Path) -> None:
    blocker = tmp_path / "file"
    blocker.write_bytes(b"")
    with pytest.raises(KeyFileError) as caught:
        signing.create(blocker / "key")
    assert caught.value.code == "not_writable"
    with pytest.raises(KeyFileError) as again:
        signing.create(Path(os.devnull) / "key")
    assert again.value.code == "not_writable"


def test_a_signer_needs_32_bytes() -> None:
    with pytest.raises(ValueError, match="32"):
        Signer(b"short")
