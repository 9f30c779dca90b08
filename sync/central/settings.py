"""`centre.toml` in the centre's folder: where the database is, where the centre listens. No secrets.

A password of the database comes from PGPASSWORD or ~/.pgpass; one in the file is refused. `SettingsError` names the key
that is wrong. Every key is optional:

    name = "Nordwind"                     # of the chain, in the CA's certificate
    database = "postgresql://omnitill@db.example/omnitill"      # default: centre.sqlite in this folder
    listen = "0.0.0.0:8443"               # registers, TLS
    admin_listen = "127.0.0.1:8444"       # operators' page and metrics
    address = "https://centre.example:8443"   # in the codes that registers scan
    hosts = ["centre.example", "10.1.2.3"]    # names in the TLS certificate beside the fixed one
    backups = "/srv/backups/omnitill"     # where `backup` writes without --to; another disk

    [limits]                              # requests a second in the long run, and how many at once
    everybody = [4000, 8000]              # of all registers together
    register = [20, 100]                  # of one register
    unproved = [2, 60]                    # of one address: not signed by a register of ours
    strangers = [0.5, 30]                 # of one address: what anybody may ask, as to enrol
    connections = 24                      # to the database; PostgreSQL's max_connections must bear it
"""

from __future__ import annotations

import ipaddress
import tomllib
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa
from msgspec import Struct, field

from sync.central.http.limits import Rate, Rates

FILE: Final = "centre.toml"
MOST_BYTES: Final = 64 * 1024
CONNECTIONS: Final = 24
LEAST_CONNECTIONS: Final = 4
MOST_CONNECTIONS: Final = 500
MOST_RATE: Final = 1_000_000
TEMPLATE: Final = """# The centre. Every key is optional; secrets do not belong here (PGPASSWORD or ~/.pgpass).
name = {name}
{database}
listen = "0.0.0.0:8443"
admin_listen = "127.0.0.1:8444"
# address = "https://centre.example:8443"   # how registers reach it: stands in the codes that they scan
# hosts = ["centre.example"]                # further names in the TLS certificate
# backups = "/srv/backups/omnitill"         # on another disk

# [limits]                       # requests a second in the long run, and how many at once
# everybody = [4000, 8000]       # of all registers together
# register = [20, 100]           # of one register; one that sells asks some five times a second at most
# unproved = [2, 60]             # of one address: not signed by a register of ours
# strangers = [0.5, 30]          # of one address: what anybody may ask, as to enrol
# connections = 24               # to the database; PostgreSQL's max_connections must bear it
"""


class SettingsError(Exception):
    """The file cannot be used; its words name the key."""


def is_loopback(host: str) -> bool:
    """Tell whether a host is this machine alone."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


class Address(Struct, frozen=True):
    """Where to listen."""

    host: str
    port: int

    @property
    def is_loopback(self) -> bool:
        """True for this machine alone."""
        return is_loopback(self.host)


class Limiting(Struct, frozen=True):
    """What `serve` bears: the rates of requests, and its connections to the database."""

    rates: Rates = field(default_factory=Rates)
    connections: int = CONNECTIONS


class Settings(Struct, frozen=True):
    """The settings, checked."""

    name: str
    database: str
    listen: Address
    admin_listen: Address
    address: str
    hosts: tuple[str, ...]
    backups: Path | None
    limits: Limiting = field(default_factory=Limiting)


def read_settings(directory: Path) -> Settings:
    """Return the settings of a centre's folder, the defaults where the file says nothing; `SettingsError`."""
    path = directory / FILE
    try:
        with path.open("rb") as file:
            text = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        text = b""
    except OSError as error:
        raise SettingsError(f"{path} cannot be read: {error.strerror}") from None
    if len(text) > MOST_BYTES:
        raise SettingsError(f"{path} is longer than {MOST_BYTES} bytes")
    try:
        found = tomllib.loads(text.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path} is not TOML: {error}") from None
    return _settings(_Table(found, str(path)), directory)


class _Table:
    """A table of the file, whose keys are taken one by one; what is left over is a mistake."""

    def __init__(self, values: dict[str, Any], where: str) -> None:
        self._values = dict(values)
        self._where = where

    def text(self, key: str, default: str = "", most: int = 500) -> str:
        value = self._values.pop(key, default)
        if not isinstance(value, str) or len(value) > most or not value.isprintable():
            raise self.wrong(key, "a text on one line")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        value = self._values.pop(key, [])
        if not isinstance(value, list) or len(value) > 100 or not all(isinstance(item, str) for item in value):
            raise self.wrong(key, "a list of texts")
        return tuple(value)

    def address(self, key: str, default: str) -> Address:
        host, _, port = self.text(key, default).rpartition(":")
        if not host or not port.isdecimal() or not 0 <= int(port) <= 65_535:
            raise self.wrong(key, f'an address as "{default}"')
        return Address(host.strip("[]"), int(port))

    def table(self, key: str) -> _Table:
        value = self._values.pop(key, {})
        if not isinstance(value, dict):
            raise self.wrong(key, f"a table: [{key}]")
        return _Table(value, f"{self._where}, [{key}]")

    def number(self, key: str, default: int, least: int, most: int) -> int:
        value = self._values.pop(key, default)
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise self.wrong(key, f"a number from {least} to {most}")
        return value

    def rate(self, key: str, default: Rate) -> Rate:
        value = self._values.pop(key, [default.a_second, default.burst])
        is_pair = isinstance(value, list) and len(value) == 2 and all(_is_rate(part) for part in value)
        if not is_pair or value[1] < 1:
            example = f"[{default.a_second:g}, {default.burst:g}]"
            raise self.wrong(key, f"two figures as {example}: a second, and at once (at least 1)")
        return Rate(float(value[0]), float(value[1]))

    def wrong(self, key: str, wanted: str) -> SettingsError:
        return SettingsError(f"{self._where}: {key} must be {wanted}")

    def end(self) -> None:
        if self._values:
            raise SettingsError(f"{self._where}: there is no key {', '.join(sorted(self._values))}")


def _settings(table: _Table, directory: Path) -> Settings:
    backups = table.text("backups")
    settings = Settings(
        name=table.text("name", "Omnitill", 60),
        database=_database(table, f"sqlite:///{directory.resolve() / 'centre.sqlite'}"),
        listen=table.address("listen", "0.0.0.0:8443"),
        admin_listen=table.address("admin_listen", "127.0.0.1:8444"),
        address=table.text("address"),
        hosts=table.texts("hosts"),
        backups=Path(backups) if backups else None,
        limits=_limits(table.table("limits")),
    )
    table.end()
    return settings


def _limits(table: _Table) -> Limiting:
    rates = Rates()
    limits = Limiting(
        Rates(
            everybody=table.rate("everybody", rates.everybody),
            register=table.rate("register", rates.register),
            unproved=table.rate("unproved", rates.unproved),
            strangers=table.rate("strangers", rates.strangers),
        ),
        table.number("connections", CONNECTIONS, LEAST_CONNECTIONS, MOST_CONNECTIONS),
    )
    table.end()
    return limits


def _is_rate(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and 0 < value <= MOST_RATE


def _database(table: _Table, default: str) -> str:
    url = table.text("database", default)
    try:
        parsed = sa.engine.make_url(url)
    except sa.exc.ArgumentError:
        raise table.wrong("database", "an address as postgresql://user@host/name") from None
    if parsed.password is not None or "password" in parsed.query:
        raise SettingsError(
            "the password of the database does not belong in centre.toml: put it in PGPASSWORD or ~/.pgpass"
        )
    if parsed.get_backend_name() not in {"postgresql", "sqlite"}:
        raise table.wrong("database", "of PostgreSQL or SQLite")
    return url
