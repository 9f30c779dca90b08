"""`register.toml`: that this computer is a register of a chain, and of which centre.

For its owner alone (0600), whole or not at all. The signing key is not in it. Beside it `register.toml.new` stands
while what the centre granted anew is taken over; see `another_key`.
"""

from __future__ import annotations

import os
import secrets
import tomllib
from pathlib import Path
from typing import Annotated, Final, Self, TypeVar

import msgspec
from msgspec import Meta

from sync.engine.identity import public_key_of
from sync.protocol.durable import sync_directory
from sync.protocol.messages import Anchor, Feed, Grant, Signed

FILE_NAME: Final = "register.toml"
GRANTED_NAME: Final = "register.toml.new"
MOST_BYTES: Final = 1_000_000


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
    """`address`: "https://host:port"; `ca`: the CA's certificate as PEM; `grant_data`, `grant_signature`: as signed.

    `ca_next` is the certificate of the CA that takes its place one day, "" while none was announced.
    """

    address: Annotated[str, Meta(pattern=r"^https://[!-~]{1,300}\Z")]
    register_id: str
    location_id: str
    prefix: str
    epoch: int
    feeds: tuple[Feed, ...]
    ca: Annotated[str, Meta(max_length=20_000)]
    grant_data: str
    grant_signature: str
    ca_next: Annotated[str, Meta(max_length=20_000)] = ""

    @property
    def grant(self) -> Signed:
        """The newest grant, as the centre signed it."""
        return Signed(data=self.grant_data, signature=self.grant_signature)

    @property
    def ca_public_key(self) -> bytes:
        """The 32 bytes of the centre's key; `ValueError` for a certificate without such a key."""
        return public_key_of(self.ca)

    def granted(self, grant: Grant, signed: Signed) -> Self:
        """Return the same with a newer grant."""
        return msgspec.structs.replace(
            self,
            prefix=grant.prefix,
            epoch=grant.epoch,
            grant_data=signed.data,
            grant_signature=signed.signature,
        )

    @property
    def other_keys(self) -> tuple[bytes, ...]:
        """The key of the CA to come, whose word counts as much; `ValueError` as above."""
        return (public_key_of(self.ca_next),) if self.ca_next else ()

    @property
    def trusted(self) -> str:
        """The certificates that a centre's own may be from, as PEM."""
        return self.ca + self.ca_next


class Granted(Enrolment, frozen=True, kw_only=True, forbid_unknown_fields=False):
    """What the centre granted anew and is not taken over yet. `held`, `anchors`: as of `messages.EpochAnswer`."""

    held: tuple[tuple[int, int], ...] = ()
    anchors: tuple[Anchor, ...] = ()


E = TypeVar("E", bound=Enrolment)


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
    return _read(directory / FILE_NAME, Enrolment)


def read_granted(directory: Path) -> Granted | None:
    """Return what is still to be taken over, None when nothing is. `EnrolmentFileError`."""
    return _read(directory / GRANTED_NAME, Granted)


def _read(path: Path, kind: type[E]) -> E | None:
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
        found = msgspec.convert(tomllib.loads(data.decode()), kind)
        public_key_of(found.ca)
        _ = found.other_keys
    except (ValueError, msgspec.ValidationError) as error:
        raise EnrolmentFileError("damaged", path, str(error)[:200]) from None
    return found


def write_enrolment(directory: Path, enrolment: Enrolment) -> None:
    """Write `register.toml`, durable when this returns. `EnrolmentFileError`."""
    _write(directory / FILE_NAME, enrolment)


def write_granted(directory: Path, granted: Granted) -> None:
    """Write `register.toml.new`, durable when this returns. `EnrolmentFileError`."""
    _write(directory / GRANTED_NAME, granted)


def _write(path: Path, enrolment: Enrolment) -> None:
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(6)}")
    try:
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(_toml(enrolment))
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
        sync_directory(path.parent)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise EnrolmentFileError("not_writable", path, str(error)) from None


def _toml(enrolment: Enrolment) -> bytes:
    """Strings, whole numbers and lists of them are spelled alike in JSON and in TOML."""
    fields = msgspec.to_builtins(enrolment)
    return b"".join(b"%b = %b\n" % (name.encode(), msgspec.json.encode(value)) for name, value in fields.items())
