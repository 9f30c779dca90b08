"""Codes that may be used once: marking codes, sticker serials, return-machine slips, kept as digests in the journal."""

from __future__ import annotations

import hashlib

from pos_client.domain.marking import marking_identity


def mark_key(code: str) -> str:
    """Return the SHA-256 hex digest of a once-only code; the journal needs to recognise it, not to read it.

    Of a marking code GTIN and serial count alone, so that the same unit read by another scanner is the same.
    """
    unit = marking_identity(code) or code
    return hashlib.sha256(unit.encode("utf-8", "surrogatepass")).hexdigest()
