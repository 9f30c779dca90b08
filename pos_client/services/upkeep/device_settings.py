"""The register's own settings, changed by a technician: checked before they are kept, journalled, devices tried out.

A setting is a name and a text: "printer.address" → "tcp://10.0.0.7:9100", numbers in digits, switches "true", "false".
The file, and the drivers behind `try_out`, belong to the `SettingsHouse` that the composition root brings. `keep` and
`try_out` block and are called off the main thread; the rest is for the main thread.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Protocol, TypeAlias

from msgspec import Struct

from pos_client.db.journal import Writer
from pos_client.devices.ports import DeviceStatus
from pos_client.domain.staff import Permission
from pos_client.services.desk import Desk, ServiceError
from pos_client.services.limits import Limits
from pos_client.services.views import Approval, Details, NeedsApproval
from sync.protocol.events import CashMoveBody, SettingsChangedBody, instant

Values: TypeAlias = Mapping[str, str]
DRAWER_TEST = "device_test"
NO_SHIFT = "none"
LONGEST_VALUE = 500
_SECRET = ("password", "secret", "token", "pin")
_HIDDEN = "***"


class FieldKind(StrEnum):
    """How a setting is entered."""

    TEXT = "text"
    NUMBER = "number"
    CHOICE = "choice"
    KEY = "key"  # a key of the keyboard


class SettingField(Struct, frozen=True):
    """A setting: `section` is the page it stands on, `choices` what a CHOICE steps through."""

    name: str
    section: str
    kind: FieldKind
    choices: tuple[str, ...] = ()
    longest: int = 60


class SettingProblem(Struct, frozen=True):
    """Why settings cannot be kept: `name` is the field, `code` its message, `details` fill it."""

    name: str
    code: str
    details: Details = ()


class Port(Struct, frozen=True):
    """A serial port of this computer, and what is plugged in."""

    path: str
    title: str


class TrialAnswer(Struct, frozen=True):
    """What a device answered when it was tried out. A scanner also gives what came, byte by byte, and what it means.

    `copy` is the file of a copy of the journal that was made.
    """

    status: DeviceStatus
    raw: str = ""
    text: str = ""
    symbology: str = ""
    means: str = ""
    copy: str = ""


class SettingsHouse(Protocol):
    """Where settings are kept and devices made of them; `app` implements it."""

    def values(self) -> dict[str, str]:
        """Return the settings in force."""
        ...

    def fields(self, values: Values) -> tuple[SettingField, ...]:
        """Return the fields there are with `values`, in their order."""
        ...

    def problems(self, values: Values) -> tuple[SettingProblem, ...]:
        """Return what is wrong with `values`; opens nothing."""
        ...

    def write(self, values: Values) -> None:
        """Write `values` whole or not at all; `OSError`. Blocks."""
        ...

    def ports(self) -> tuple[Port, ...]:
        """Return the serial ports that are plugged in now. Blocks shortly."""
        ...

    def try_out(self, device: str, values: Values) -> TrialAnswer:
        """Try out a section's device as `values` have it. Blocks, for a scanner until it has read or time is up."""
        ...

    def stop_trial(self) -> None:
        """End a trial that waits; any thread."""
        ...

    def close(self) -> None:
        """End a trial for good: the register closes."""
        ...


class DeviceSettings:
    """Changes the settings for whoever is at the till, once `provide` said where they are."""

    def __init__(self, desk: Desk, limits: Limits) -> None:
        self._desk = desk
        self._limits = limits
        self._make_house: Callable[[], SettingsHouse] | None = None
        self._house: SettingsHouse | None = None

    def provide(self, make_house: Callable[[], SettingsHouse]) -> None:
        """Change the settings in the house that `make_house` makes when it is first asked for."""
        self._make_house = make_house

    @property
    def is_ready(self) -> bool:
        """True once there is something to change."""
        return self._make_house is not None

    @property
    def house(self) -> SettingsHouse:
        """Where the settings are; `ServiceError("no_settings")` before `provide`."""
        if self._house is None:
            if self._make_house is None:
                raise ServiceError("no_settings")
            self._house = self._make_house()
        return self._house

    def close(self) -> None:
        """End a trial for good: the register closes."""
        if self._house is not None:
            self._house.close()

    def open(self, approval: Approval | None = None) -> bool | NeedsApproval:
        """May whoever is at the till see and change the settings? `ServiceError("in_training")`."""
        if self._desk.training:
            raise ServiceError("in_training")
        return self._limits.check(Permission.SETTINGS, 0, approval) or True

    def open_drawer(self, approval: Approval | None = None) -> bool | NeedsApproval:
        """May whoever is at the till open the drawer to try it out? It is journalled by `try_out`."""
        return self._limits.check(Permission.NO_SALE, 0, approval) or True

    def changes(self, values: Values) -> tuple[tuple[str, str, str], ...]:
        """Return what differs from the settings in force: (name, before, after), secrets hidden."""
        now = self.house.values()
        names = sorted({*now, *values})
        pairs = ((name, now.get(name, ""), values.get(name, "")) for name in names)
        return tuple((name, _shown(name, old), _shown(name, new)) for name, old, new in pairs if old != new)

    def keep(self, values: Values, by: str) -> int:
        """Journal and write `values`; returns how many changed. Blocks.

        The journal comes first: a change without a word of who is worse than a word too many. When the file is refused,
        the way back is journalled too. `ServiceError`: settings_wrong, settings_not_kept; the journal's errors.
        """
        problems = self.house.problems(values)
        if problems:
            raise ServiceError("settings_wrong", name=problems[0].name)
        changes = self.changes(values)
        if not changes:
            return 0
        self._note(by, changes)
        try:
            self.house.write(values)
        except OSError as error:
            self._note(by, tuple((name, after, before) for name, before, after in changes))
            raise ServiceError("settings_not_kept") from error
        return len(changes)

    def _note(self, by: str, changes: tuple[tuple[str, str, str], ...]) -> None:
        body = SettingsChangedBody(by=by, changes=changes)
        self._desk.record(lambda writer: writer.append("settings_changed", body)).result()

    def try_out(self, device: str, values: Values, by: str) -> TrialAnswer:
        """Try a device out; a drawer that opens without a sale is journalled first. Blocks."""
        if device == "drawer":
            self._note_drawer(by)
        return self.house.try_out(device, values)

    def _note_drawer(self, by: str) -> None:
        desk = self._desk
        body = CashMoveBody(
            move_id=uuid.uuid4().hex,
            kind="no_sale",
            amount=0,
            currency=desk.store.currency.code,
            reason=DRAWER_TEST,
            shift_id=desk.shift_id or NO_SHIFT,
            by=by,
            at=instant(desk.clock()),
        )

        def work(writer: Writer) -> None:
            writer.append("cash_move", body)

        desk.record(work).result()


def _shown(name: str, value: str) -> str:
    """Return `value` as the journal may keep it: a secret is named and not shown, nor what stands before an "@"."""
    if name.rpartition(".")[2] in _SECRET and value:
        return _HIDDEN
    before, at, host = value.partition("@")
    scheme, slashes, _secret = before.partition("://")
    return f"{scheme}://{_HIDDEN}@{host}" if at and slashes else value[:LONGEST_VALUE]
