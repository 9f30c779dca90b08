"""The register's own settings: one TOML file beside its data. Everything has a default; a typo is named, not ignored.

Written by the settings screen, readable and editable by hand. Holds no secret.
"""

from __future__ import annotations

import os
import tempfile
import tomllib
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

FILE_NAME = "settings.toml"
BACKUP = "backup"
LARGEST_FILE = 64 * 1024


class SettingsError(Exception):
    """The settings file cannot be used: `code` "unreadable", "not_toml" or "wrong_value", `detail` says where."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(f"{code}: {detail}")
        self.code = code
        self.detail = detail


class ScannerEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A serial scanner: `device` path (prefer /dev/serial/by-id), speed and framing.

    What a reader of "chips" reads proves whoever has a chip badge, without a PIN.
    """

    device: Annotated[str, Meta(min_length=1, max_length=255)]
    name: Annotated[str, Meta(max_length=60)] = ""
    baud: int = 9600
    prefix: Annotated[str, Meta(max_length=8)] = ""
    terminator: Literal["auto", "cr", "lf", "crlf", "tab"] = "auto"
    reads: Literal["codes", "chips"] = "codes"


class PrinterEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The receipt printer: "tcp://10.0.0.7:9100", "serial:///dev/...", "usb://vid:pid", "file:///dev/usb/lp0".

    No `address` means no printer; no `profile` takes the store's own setting. `columns` 0, `code_page` "" and `drawer`
    "" take the profile's: a code page is one of its own, a drawer the pin of its plug.
    """

    address: Annotated[str, Meta(max_length=500)] = ""
    profile: Annotated[str, Meta(max_length=60)] = ""
    columns: Annotated[int, Meta(ge=0, le=96)] = 0
    code_page: Annotated[str, Meta(max_length=20)] = ""
    drawer: Literal["", "none", "2", "5"] = ""


class TerminalEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The payment terminal: by hand ("standalone") or integrated over TCP."""

    kind: Literal["standalone", "tcp"] = "standalone"
    host: Annotated[str, Meta(max_length=253)] = ""
    port: Annotated[int, Meta(ge=0, le=65535)] = 0


class FiscalEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The fiscal device of a store whose profile needs one: "none", "tcp", or the name of an installed driver."""

    kind: Annotated[str, Meta(pattern="^[a-z_][a-z0-9_]{0,39}$")] = "none"
    host: Annotated[str, Meta(max_length=253)] = ""
    port: Annotated[int, Meta(ge=0, le=65535)] = 0


class MarkingEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The module that is asked whether a marked unit may be sold: "none" or "tcp"."""

    kind: Literal["none", "tcp"] = "none"
    host: Annotated[str, Meta(max_length=253)] = ""
    port: Annotated[int, Meta(ge=0, le=65535)] = 0


class ScreenEntry(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How the screen looks; "" takes the store's own setting."""

    language: Literal["", "en", "ru", "pl"] = ""
    theme: Literal["", "light", "dark", "contrast"] = ""
    scale: Annotated[int, Meta(ge=100, le=200)] = 100
    full_screen: bool = True
    sounds: bool = True


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Everything in the file."""

    scanners: Annotated[tuple[ScannerEntry, ...], Meta(max_length=4)] = ()
    printer: PrinterEntry = PrinterEntry()
    terminal: TerminalEntry = TerminalEntry()
    fiscal: FiscalEntry = FiscalEntry()
    marking: MarkingEntry = MarkingEntry()
    screen: ScreenEntry = ScreenEntry()
    backup: Annotated[str, Meta(max_length=1000)] = ""  # a folder on another disk; "" keeps copies beside the data
    keys: dict[str, str] = {}  # action → key, where they differ from the standard ones


def backup_folder(directory: Path, settings: Settings) -> Path:
    """Return where the copies of the journal go."""
    return Path(settings.backup) if settings.backup else directory / BACKUP


def read_settings(directory: Path) -> Settings:
    """Return the settings of `directory`, or the defaults when there is no file. `SettingsError` when it is bad."""
    path = directory / FILE_NAME
    try:
        if path.exists() and not path.is_file():
            raise SettingsError("unreadable", f"{path}: not a file")  # a pipe would be waited for
        with path.open("rb") as file:
            raw = file.read(LARGEST_FILE + 1)
    except FileNotFoundError:
        return Settings()
    except OSError as error:
        raise SettingsError("unreadable", f"{path}: {error.strerror}") from error
    if len(raw) > LARGEST_FILE:
        raise SettingsError("not_toml", f"{path}: larger than {LARGEST_FILE} bytes")
    try:
        return msgspec.convert(tomllib.loads(raw.decode("utf-8")), Settings)
    except msgspec.ValidationError as error:  # a ValueError, too
        raise SettingsError("wrong_value", f"{path}: {error}") from error
    except (ValueError, RecursionError) as error:  # what is no TOML; and numbers and nesting beyond all measure
        raise SettingsError("not_toml", f"{path}: {error}") from error


def _value(value: object) -> str:
    # A TOML basic string is a JSON string: both escape quotes, backslashes and control characters alike.
    return msgspec.json.encode(value).decode()


def _toml(tables: dict[str, Any]) -> str:
    plain = [f"{key} = {_value(value)}" for key, value in tables.items() if isinstance(value, str)]
    parts = ["\n".join(plain)]
    for name, content in tables.items():
        if isinstance(content, dict) and content:
            parts.append("\n".join([f"[{name}]", *(f"{k} = {_value(v)}" for k, v in content.items())]))
        elif isinstance(content, (list, tuple)):
            parts.extend(
                "\n".join([f"[[{name}]]", *(f"{key} = {_value(value)}" for key, value in entry.items())])
                for entry in content
            )
    return "\n\n".join(part for part in parts if part) + "\n"


def write_settings(directory: Path, settings: Settings) -> None:
    """Write `settings` whole or not at all. `OSError` when the disk refuses."""
    data = _toml(msgspec.to_builtins(settings)).encode()
    handle, name = tempfile.mkstemp(dir=directory, prefix=".settings-")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(directory / FILE_NAME)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
