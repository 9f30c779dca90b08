"""The settings file as texts by name, as a technician edits it, and back; which fields there are. Pure.

"scanners.1.device" is the first scanner's port, "keys.f9" the key of function 9.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from pos_client.app.settings import Settings, SettingsError
from pos_client.devices.printer import known_profiles
from pos_client.services.upkeep.device_settings import FieldKind, SettingField, Values
from pos_client.ui.frame.keymap import Action, KeyMap

_BAUDS = ("1200", "2400", "4800", "9600", "19200", "38400", "57600", "115200")
_SWITCH = ("true", "false")
_PATH = re.compile(r"`\$\.?([^`]*)`")
_INDEX = re.compile(r"\[(\d+)\]")


def flattened(settings: Settings) -> dict[str, str]:
    """Return `settings` as texts by name; every key of the keyboard has one."""
    built = msgspec.to_builtins(settings)
    found: dict[str, str] = {}
    for number, entry in enumerate(built.pop("scanners"), start=1):
        found |= {f"scanners.{number}.{name}": _text(value) for name, value in entry.items()}
    keys = built.pop("keys")
    for name, value in built.items():
        if isinstance(value, dict):
            found |= {f"{name}.{inner}": _text(item) for inner, item in value.items()}
        else:
            found[name] = _text(value)
    standard = KeyMap()
    for action in Action:
        found[f"keys.{action.value}"] = keys.get(action.value, standard.key(action))
    return found


def settings_of(values: Values) -> Settings:
    """Return the settings that texts spell; `SettingsError` with the field's name as its code."""
    tree: dict[str, object] = {}
    scanners: dict[int, dict[str, str]] = {}
    keys: dict[str, str] = {}
    standard = KeyMap()
    for name, value in values.items():
        table, _, rest = name.partition(".")
        if table == "scanners":
            number, _, inner = rest.partition(".")
            scanners.setdefault(int(number), {})[inner] = value
        elif table == "keys":
            if value != standard.key(Action(rest)):
                keys[rest] = value
        elif rest:
            inner_table = tree.setdefault(table, {})
            assert isinstance(inner_table, dict)  # noqa: S101 - a table and a value never share a name
            inner_table[rest] = value
        else:
            tree[name] = value
    tree["scanners"] = [scanners[number] for number in sorted(scanners)]
    tree["keys"] = keys
    try:
        return msgspec.convert(tree, Settings, strict=False)
    except msgspec.ValidationError as error:
        where = _PATH.search(str(error))
        name = _INDEX.sub(lambda found: f".{int(found[1]) + 1}", where[1]) if where else ""
        raise SettingsError(name, str(error).partition(" - at")[0]) from error


def _text(value: object) -> str:
    return ("true" if value else "false") if isinstance(value, bool) else str(value)


def fields_of(values: Values) -> tuple[SettingField, ...]:
    """Return the fields there are with `values`, in their order."""
    return (*_scanner_fields(values), *_device_fields(values), *_other_fields())


def _scanner_fields(values: Values) -> Iterator[SettingField]:
    numbers = sorted({int(name.split(".")[1]) for name in values if name.startswith("scanners.")})
    for number in numbers:
        section = f"scanners.{number}"
        yield SettingField(f"{section}.device", section, FieldKind.TEXT, longest=255)
        yield SettingField(f"{section}.name", section, FieldKind.TEXT)
        yield SettingField(f"{section}.reads", section, FieldKind.CHOICE, ("codes", "chips"))
        yield SettingField(f"{section}.baud", section, FieldKind.CHOICE, _BAUDS)
        yield SettingField(f"{section}.terminator", section, FieldKind.CHOICE, ("auto", "cr", "lf", "crlf", "tab"))
        yield SettingField(f"{section}.prefix", section, FieldKind.TEXT, longest=8)


def _device_fields(values: Values) -> Iterator[SettingField]:
    profiles = known_profiles()
    pages = profiles[values["printer.profile"]].pages if values["printer.profile"] in profiles else ()
    yield SettingField("printer.address", "printer", FieldKind.TEXT, longest=255)
    yield SettingField("printer.profile", "printer", FieldKind.CHOICE, ("", *profiles))
    yield SettingField("printer.columns", "printer", FieldKind.NUMBER, longest=2)
    yield SettingField("printer.code_page", "printer", FieldKind.CHOICE, ("", *(page for page, _slot in pages)))
    yield SettingField("printer.drawer", "drawer", FieldKind.CHOICE, ("", "none", "2", "5"))
    yield SettingField("terminal.kind", "terminal", FieldKind.CHOICE, ("standalone", "tcp"))
    yield SettingField("terminal.host", "terminal", FieldKind.TEXT, longest=253)
    yield SettingField("terminal.port", "terminal", FieldKind.NUMBER, longest=5)
    yield SettingField("fiscal.kind", "fiscal", FieldKind.TEXT, longest=40)
    yield SettingField("fiscal.host", "fiscal", FieldKind.TEXT, longest=253)
    yield SettingField("fiscal.port", "fiscal", FieldKind.NUMBER, longest=5)
    yield SettingField("marking.kind", "marking", FieldKind.CHOICE, ("none", "tcp"))
    yield SettingField("marking.host", "marking", FieldKind.TEXT, longest=253)
    yield SettingField("marking.port", "marking", FieldKind.NUMBER, longest=5)
    yield SettingField("backup", "backup", FieldKind.TEXT, longest=255)


def _other_fields() -> Iterator[SettingField]:
    yield SettingField("screen.language", "screen", FieldKind.CHOICE, ("", "en", "ru", "pl"))
    yield SettingField("screen.theme", "screen", FieldKind.CHOICE, ("", "light", "dark", "contrast"))
    yield SettingField("screen.scale", "screen", FieldKind.CHOICE, ("100", "125", "150", "175", "200"))
    yield SettingField("screen.full_screen", "screen", FieldKind.CHOICE, _SWITCH)
    yield SettingField("screen.sounds", "screen", FieldKind.CHOICE, _SWITCH)
    for action in Action:
        yield SettingField(f"keys.{action.value}", "keys", FieldKind.KEY, longest=40)
