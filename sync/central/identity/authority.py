"""The centre's authority: a folder beside the database and apart from it, with the CA key and what goes with it.

`ca.key` signs TLS leaves and every statement (enrolments, epochs, acknowledgements); whoever has it is the centre. The
folder is 0700 and its files 0600; one that others may read is not opened. It is never in a copy of the database, and
losing it means enrolling every register anew: it is copied by hand, once, to a safe place.

    ca.key ca.pem            the present CA
    next.key next.pem        the one to come, announced to registers long before it serves
    former.pem               CAs that were: what they signed is honoured
    codes.key                keys the hashes of enrolment codes
    leaf.key leaf.pem        TLS of the service, renewed by it
    revoked.jsonl            keys that were revoked, only ever appended to (see `revocations`)

An `Authority` may be used from any thread. `AuthorityError` says what is wrong with the folder.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
import stat
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

from sync.central.identity import certificates
from sync.central.identity.revocations import Revocations
from sync.protocol import canonical, statements
from sync.protocol.durable import sync_directory
from sync.protocol.messages import Ack, Grant, Signed

CA_KEY: Final = "ca.key"
CA: Final = "ca.pem"
NEXT_KEY: Final = "next.key"
NEXT: Final = "next.pem"
FORMER: Final = "former.pem"
CODES_KEY: Final = "codes.key"
LEAF_KEY: Final = "leaf.key"
LEAF: Final = "leaf.pem"
REVOKED: Final = "revoked.jsonl"
NEXT_TAG: Final = statements.NEXT_CA_TAG
MOST_FILE: Final = 1024 * 1024


class AuthorityError(Exception):
    """The folder cannot be used.

    `code`: "missing", "exists", "damaged", "too_open", "unreadable", "not_writable", "beside_copies".
    """

    def __init__(self, code: str, path: Path) -> None:
        super().__init__(f"{code}: {path}")
        self.code = code
        self.path = path


class Authority:
    """The CA of the centre.

    `certificate_pem` is what registers trust, `public_key` its 32 bytes, `public_keys` that and those of former and
    next CAs: what any of them signed is the centre's word. `revocations` is the file of revoked keys.
    """

    def __init__(self, directory: Path) -> None:
        """Open the folder; `AuthorityError`."""
        self.directory = directory
        _judge_mode(directory)
        self._key = _private_key(directory / CA_KEY)
        self._codes_key = _read(directory / CODES_KEY)
        self.certificate = _certificate(directory / CA)
        self.certificate_pem = self.certificate.public_bytes(Encoding.PEM).decode()
        self.public_key = self._key.public_key().public_bytes_raw()
        self.spki = self._key.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        if self.certificate.public_key() != self._key.public_key():
            self._finish_advance()
        if len(self._codes_key) != 32:
            raise AuthorityError("damaged", directory)
        self.revocations = Revocations(directory / REVOKED)

    @classmethod
    def create(cls, directory: Path, name: str, now: datetime) -> Authority:
        """Make the folder with a new CA called `name`; `AuthorityError` "exists" when there is one already."""
        if (directory / CA_KEY).exists():
            raise AuthorityError("exists", directory)
        try:
            directory.mkdir(mode=0o700, parents=True, exist_ok=True)
            key = Ed25519PrivateKey.generate()
            certificate = certificates.make_ca(key, name, now)
            write_file(directory / CODES_KEY, secrets.token_bytes(32))
            write_file(directory / CA, certificate.public_bytes(Encoding.PEM))
            write_file(directory / CA_KEY, _key_pem(key))  # last: with it the folder is whole
        except OSError:
            raise AuthorityError("not_writable", directory) from None
        return cls(directory)

    def _finish_advance(self) -> None:
        """A crash may have come between the new key and its certificate, which then lies beside them still."""
        found = self.next_certificate
        if found is None or found.public_key() != self._key.public_key():
            raise AuthorityError("damaged", self.directory)
        self.certificate = found
        self.certificate_pem = found.public_bytes(Encoding.PEM).decode()

    @property
    def public_keys(self) -> tuple[bytes, ...]:
        """The public keys whose statements are the centre's: the present CA first."""
        former = _pem_certificates(self.directory / FORMER)
        nexts = _pem_certificates(self.directory / NEXT)
        others = [
            certificate.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw) for certificate in former + nexts
        ]
        return (self.public_key, *others)

    def sign_statement(self, kind: str, struct: Grant | Ack) -> Signed:
        """Return the statement ("grant", "ack") signed by the CA key; `statements.StatementError` for a wrong one."""
        return statements.sign(kind, struct, self._key)

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the CA's certificate, as tools show it."""
        return self.certificate.fingerprint(hashes.SHA256()).hex(":")

    @property
    def next_certificate(self) -> x509.Certificate | None:
        """The CA to come, None when none is prepared."""
        return next(iter(_pem_certificates(self.directory / NEXT)), None)

    def prepare_next(self, name: str, now: datetime) -> x509.Certificate:
        """Make the CA to come, or return the one that is prepared already. `AuthorityError` "not_writable"."""
        found = self.next_certificate
        if found is not None:
            return found
        key = Ed25519PrivateKey.generate()
        certificate = certificates.make_ca(key, name, now)
        try:
            write_file(self.directory / NEXT_KEY, _key_pem(key))
            write_file(self.directory / NEXT, certificate.public_bytes(Encoding.PEM))
        except OSError:
            raise AuthorityError("not_writable", self.directory) from None
        return certificate

    def next_announcement(self) -> bytes | None:
        """The row `ca_next` of every register's feed: the next CA's certificate, signed by the present key.

        {"certificate": PEM, "signature": hexadecimal, over `NEXT_TAG` and the PEM's bytes}; None when none is prepared.
        """
        found = self.next_certificate
        if found is None:
            return None
        pem = found.public_bytes(Encoding.PEM)
        return canonical.encode({"certificate": pem.decode(), "signature": self._key.sign(NEXT_TAG + pem).hex()})

    def advance(self) -> Authority:
        """Make the prepared CA the present one; returns the authority opened anew. `AuthorityError` "missing".

        The former certificate is kept first, so that a crash in between never forgets a key whose word counts; asked
        again, it goes on where it stopped.
        """
        next_key, next_pem = self.directory / NEXT_KEY, self.directory / NEXT
        if self.next_certificate is None:
            raise AuthorityError("missing", next_pem)
        key, pem = _read(next_key), _read(next_pem)
        try:
            former = self.directory / FORMER
            present = self.certificate_pem.encode()
            kept = _read(former) if former.exists() else b""
            if present not in kept and present != pem:
                write_file(former, kept + present)
            write_file(self.directory / CA_KEY, key)
            write_file(self.directory / CA, pem)
            next_pem.unlink()
            next_key.unlink()
            sync_directory(self.directory)
        except OSError:
            raise AuthorityError("not_writable", self.directory) from None
        return Authority(self.directory)

    def hash_secret(self, secret: str) -> bytes:
        """Return the keyed hash that an enrolment code's secret is kept as: the database alone does not reveal it."""
        return hmac.digest(self._codes_key, secret.encode(), hashlib.sha256)

    def issue_leaf(self, names: Sequence[str], now: datetime) -> tuple[bytes, bytes]:
        """Return (certificate with its CA, private key) as PEM for `CENTRE_NAME` and `names`; `ValueError`."""
        certificate, key = certificates.make_leaf(self.certificate, self._key, names, now)
        return certificate + self.certificate_pem.encode(), key


def write_file(path: Path, data: bytes) -> None:
    """Write a file (0600) whole or not at all, durable; `OSError`."""
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    sync_directory(path.parent)


def _judge_mode(path: Path) -> None:
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        raise AuthorityError("missing", path) from None
    except OSError:
        raise AuthorityError("unreadable", path) from None
    if sys.platform != "win32" and stat.S_IMODE(mode) & 0o077:
        raise AuthorityError("too_open", path)


def _read(path: Path) -> bytes:
    _judge_mode(path)
    try:
        with path.open("rb") as file:
            return file.read(MOST_FILE)
    except OSError:
        raise AuthorityError("unreadable", path) from None


def _private_key(path: Path) -> Ed25519PrivateKey:
    try:
        key = serialization.load_pem_private_key(_read(path), password=None)
    except (ValueError, TypeError):
        raise AuthorityError("damaged", path) from None
    if not isinstance(key, Ed25519PrivateKey):
        raise AuthorityError("damaged", path)
    return key


def _certificate(path: Path) -> x509.Certificate:
    found = _pem_certificates(path)
    if not found:
        raise AuthorityError("missing", path)
    return found[0]


def _pem_certificates(path: Path) -> list[x509.Certificate]:
    if not path.exists():
        return []
    try:
        return x509.load_pem_x509_certificates(_read(path))
    except ValueError:
        raise AuthorityError("damaged", path) from None


def _key_pem(key: Ed25519PrivateKey) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
