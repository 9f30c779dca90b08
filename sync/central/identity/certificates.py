"""Certificates of the centre: its CA (Ed25519, ten years) and short-lived TLS leaves (P-256). Pure, any thread.

A leaf always bears `CENTRE_NAME`, the one name that registers ask for, whatever address they reach the centre by.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

CENTRE_NAME: Final = "centre.omnitill"
CA_LIFE: Final = timedelta(days=3653)
LEAF_LIFE: Final = timedelta(days=30)
RENEW_BEFORE: Final = timedelta(days=20)
"""A leaf is renewed this long before its end."""
BACKDATED: Final = timedelta(days=1)
"""Certificates begin this long ago, for machines whose clock is behind."""


def make_ca(key: Ed25519PrivateKey, name: str, now: datetime) -> x509.Certificate:
    """Return the self-signed certificate of a CA key. It may sign leaves, and no other CA."""
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    public_key = key.public_key()
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(public_key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - BACKDATED)
        .not_valid_after(now + CA_LIFE)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs_certificates=True), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public_key), critical=False)
        .sign(key, None)
    )


def make_leaf(
    ca: x509.Certificate, ca_key: Ed25519PrivateKey, names: Sequence[str], now: datetime
) -> tuple[bytes, bytes]:
    """Return (certificate, key) as PEM for `CENTRE_NAME` and `names` (host names and IP addresses).

    `ValueError` for a name that is neither.
    """
    key = ec.generate_private_key(ec.SECP256R1())
    ca_public_key = ca_key.public_key()
    leaf = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, CENTRE_NAME)]))
        .issuer_name(ca.subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - BACKDATED)
        .not_valid_after(min(now + LEAF_LIFE, ca.not_valid_after_utc))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .add_extension(x509.SubjectAlternativeName(alternatives(names)), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(ca_public_key), critical=False)
        .sign(ca_key, None)
    )
    return leaf.public_bytes(Encoding.PEM), key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def alternatives(names: Sequence[str]) -> list[x509.GeneralName]:
    """Return `CENTRE_NAME` and each of `names` once, as a certificate has them; `ValueError` for what is no name."""
    found: list[x509.GeneralName] = []
    for name in dict.fromkeys((CENTRE_NAME, *names)):
        try:
            found.append(x509.IPAddress(ipaddress.ip_address(name)))
        except ValueError:
            if not name.isascii() or not name.replace("-", "").replace(".", "").isalnum():
                raise ValueError(f"neither a host name nor an IP address: {name!r}") from None
            found.append(x509.DNSName(name))
    return found


def needs_renewal(leaf: x509.Certificate, ca: x509.Certificate, names: Sequence[str], now: datetime) -> bool:
    """Tell whether a leaf is near its end, of another CA, or lacks one of the names."""
    try:
        leaf.verify_directly_issued_by(ca)
        has = set(leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value)
    except (InvalidSignature, x509.ExtensionNotFound, ValueError, TypeError):
        return True
    return now > leaf.not_valid_after_utc - RENEW_BEFORE or has != set(alternatives(names))


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=True,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )
