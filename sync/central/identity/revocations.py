"""The file of revoked keys beside the CA key: lines of JSON, only ever appended to, durable before anything is said.

It outlives the database: a centre restored from a copy reads it and revokes again what the copy has forgotten.
Any thread; several processes may append.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import msgspec


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


@dataclass(frozen=True, slots=True)
class Revocations:
    """The file."""

    path: Path

    def append(self, *revocations: Revocation) -> None:
        """Add lines, durably; a line that a crash tore off is ended first. `OSError`."""
        lines = b"".join(msgspec.json.encode(revocation) + b"\n" for revocation in revocations)
        handle = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(handle, "r+b", buffering=0) as file:
            end = file.seek(0, os.SEEK_END)
            if end:
                file.seek(end - 1)
                lines = lines if file.read(1) == b"\n" else b"\n" + lines
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
