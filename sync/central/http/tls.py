"""TLS of the service: a leaf of the centre's CA, renewed before it ends without a restart. Any thread."""

from __future__ import annotations

import ssl
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Final

from cryptography import x509

from sync.central.identity import Authority
from sync.central.identity.authority import LEAF, LEAF_KEY, write_file
from sync.central.identity.certificates import needs_renewal

CHECK_SECONDS: Final = 3600.0
MOST_PEM: Final = 256 * 1024


class Tls:
    """The context that connections are made with; `renew` changes what the next ones are shown."""

    def __init__(self, authority: Authority, names: Sequence[str]) -> None:
        self._authority = authority
        self._names = tuple(names)
        self._certificate = authority.directory / LEAF
        self._key = authority.directory / LEAF_KEY
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.minimum_version = ssl.TLSVersion.TLSv1_2
        self.context.options |= ssl.OP_NO_COMPRESSION | ssl.OP_NO_RENEGOTIATION
        self.context.set_alpn_protocols(["http/1.1"])
        self._loaded = b""

    def renew(self, now: datetime) -> bool:
        """Make a new leaf if it is time to, and take up what lies there; returns whether another one is shown now."""
        if self._is_due(now):
            certificate, key = self._authority.issue_leaf(self._names, now)
            # one file holds both, so that no reader ever sees a certificate with another's key
            write_file(self._key, key + certificate)
            write_file(self._certificate, certificate)
        pair = _read(self._key)
        if pair == self._loaded:
            return False
        self.context.load_cert_chain(self._key)
        self._loaded = pair
        return True

    def _is_due(self, now: datetime) -> bool:
        try:
            leaf = x509.load_pem_x509_certificate(_read(self._key))
        except (OSError, ValueError):
            return True
        return needs_renewal(leaf, self._authority.certificate, self._names, now)


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(MOST_PEM)
