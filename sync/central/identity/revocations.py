"""The file of revoked keys beside the CA key: lines of JSON, only ever appended to, durable before anything is said.

It outlives the database: a centre restored from a copy reads it and revokes again what the copy has forgotten.
Any thread; whoever appends waits for who does.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import msgspec
from msgspec import Struct

if sys.platform != "win32":
    import fcntl


class Revocation(msgspec.Struct, frozen=True, kw_only=True):
    """One key that was revoked: whose, when, by which operator and why."""

    at: str
    register_id: str
    public_key: str
    operator: str
    reason: str


class RevocationsDamagedError(Exception):
    """A line of the file that cannot be read, other than a last one that was torn off."""


_decoder = msgspec.json.Decoder(Revocation)


def _lock(handle: int) -> None:
    """Wait until no other process appends; the lock goes with the handle."""
    if sys.platform != "win32":
        fcntl.flock(handle, fcntl.LOCK_EX)


def _is_whole(line: bytes) -> bool:
    try:
        _decoder.decode(line)
    except msgspec.DecodeError:
        return False
    return True


class Revocations(Struct, frozen=True):
    """The file."""

    path: Path

    def append(self, *revocations: Revocation) -> None:
        """Add lines, durably; what a crash tore off, before anybody was told, is taken away first. `OSError`."""
        lines = b"".join(msgspec.json.encode(revocation) + b"\n" for revocation in revocations)
        handle = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(handle, "r+b", buffering=0) as file:
            _lock(handle)
            torn = (data := file.read()).rpartition(b"\n")[2]
            if torn and _is_whole(torn):
                lines = b"\n" + lines
            elif torn:
                file.truncate(len(data) - len(torn))
            file.write(lines)
            os.fsync(file.fileno())

    def all(self) -> list[Revocation]:
        """Every revocation, oldest first; `RevocationsDamagedError` for what is no line of ours."""
        if not self.path.exists():
            return []
        lines = self.path.read_bytes().split(b"\n")
        found = []
        for number, line in enumerate(lines, 1):
            if not line:
                continue
            try:
                found.append(_decoder.decode(line))
            except msgspec.DecodeError as error:
                if number == len(lines):  # torn off by a crash before anybody was told
                    continue
                raise RevocationsDamagedError(f"{self.path}, line {number}: {error}") from None
        return found
