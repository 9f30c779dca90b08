"""`register.toml`: that this computer is a register of a chain, and of which centre. Written once by enrolling.

For its owner alone (0600), whole or not at all. The signing key is not in it.
"""

from __future__ import annotations

import os
import secrets
import tomllib
from pathlib import Path
from typing import Annotated, Final

import msgspec
from msgspec import Meta

from pos_client.db import sqlite
from sync.engine.identity import public_key_of
from sync.protocol.messages import Feed, Grant, Signed

FILE_NAME: Final = "register.toml"
MOST_BYTES: Final = 200_000


class EnrolmentFileError(Exception):
    """`register.toml` cannot be used; `code`: "unreadable", "damaged", "not_writable"."""

    def __init__(self, code: str, path: Path, detail: str = "") -> None:
        super().__init__(f"{path}: {code}" + (f" ({detail})" if detail else ""))
        self.code = code
        self.path = path


class EnrollingError(Exception):
    """No register was made, or not wholly. Its text is what happened; `next_step` what to do."""

    def __init__(self, code: str, what: str, next_step: str) -> None:
        super().__init__(what)
        self.code = code
        self.next_step = next_step


class Enrolment(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=False):
    """`address`: "https://host:port"; `ca`: the CA's certificate as PEM; `grant_data`, `grant_signature`: as signed."""

    address: Annotated[str, Meta(pattern=r"^https://[!-~]{1,300}\Z")]
    register_id: str
    location_id: str
    prefix: str
    epoch: int
    feeds: tuple[Feed, ...]
    ca: Annotated[str, Meta(max_length=20_000)]
    grant_data: str
    grant_signature: str

    @property
    def grant(self) -> Signed:
        """The newest grant, as the centre signed it."""
        return Signed(data=self.grant_data, signature=self.grant_signature)

    @property
    def ca_public_key(self) -> bytes:
        """The 32 bytes of the centre's key; `ValueError` for a certificate without such a key."""
        return public_key_of(self.ca)


def enrolment_of(address: str, ca: str, grant: Grant, signed: Signed, feeds: tuple[str, ...]) -> Enrolment:
    """Return what the centre granted, as it is kept."""
    return Enrolment(
        address=address,
        register_id=grant.register_id,
        location_id=grant.location_id,
        prefix=grant.prefix,
        epoch=grant.epoch,
        feeds=feeds,
        ca=ca,
        grant_data=signed.data,
        grant_signature=signed.signature,
    )


def read_enrolment(directory: Path) -> Enrolment | None:
    """Return what enrolling left in `directory`, None for a register without a centre. `EnrolmentFileError`."""
    path = directory / FILE_NAME
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise EnrolmentFileError("unreadable", path, str(error)) from None
    if len(data) > MOST_BYTES:
        raise EnrolmentFileError("damaged", path, "too long")
    try:
        found = msgspec.convert(tomllib.loads(data.decode()), Enrolment)
        public_key_of(found.ca)
    except (ValueError, msgspec.ValidationError) as error:
        raise EnrolmentFileError("damaged", path, str(error)[:200]) from None
    return found


def write_enrolment(directory: Path, enrolment: Enrolment) -> None:
    """Write `register.toml`, durable when this returns. `EnrolmentFileError`."""
    path = directory / FILE_NAME
    temporary = path.with_name(f".{FILE_NAME}.{secrets.token_hex(6)}")
    try:
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(_toml(enrolment))
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
        sqlite.sync_directory(directory)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise EnrolmentFileError("not_writable", path, str(error)) from None


def _toml(enrolment: Enrolment) -> bytes:
    """Strings, whole numbers and lists of strings are spelled alike in JSON and in TOML."""
    fields = msgspec.to_builtins(enrolment)
    return b"".join(b"%b = %b\n" % (name.encode(), msgspec.json.encode(value)) for name, value in fields.items())
