"""Codes that may be used once: marking codes, sticker serials, return-machine slips, kept as digests in the journal."""

from __future__ import annotations

import hashlib


def mark_key(code: str) -> str:
    """Return the SHA-256 hex digest of a once-only code; the journal needs to recognise it, not to read it."""
    return hashlib.sha256(code.encode("utf-8", "surrogatepass")).hexdigest()
