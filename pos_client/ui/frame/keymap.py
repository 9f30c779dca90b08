"""Which key of the keyboard does what: one table, rebindable. Keys are named as Qt does ("F9", "Shift+Del")."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct, field
from PySide6.QtGui import QKeySequence


class Action(StrEnum):
    """What a bound key asks of the screen in front; F1 to F12 are the function keys by number."""

    F1 = "f1"
    F2 = "f2"
    F3 = "f3"
    F4 = "f4"
    F5 = "f5"
    F6 = "f6"
    F7 = "f7"
    F8 = "f8"
    F9 = "f9"
    F10 = "f10"
    F11 = "f11"
    F12 = "f12"
    BACK = "back"
    CANCEL_BASKET = "cancel_basket"
    PRINT = "print"

    @property
    def number(self) -> int:
        """The function key's number, 0 for what is none."""
        return int(self.value[1:]) if self.value[1:].isdigit() else 0


_DEFAULTS: dict[Action, str] = {
    **{Action(f"f{n}"): f"F{n}" for n in range(1, 13)},
    Action.BACK: "Esc",
    Action.CANCEL_BASKET: "Shift+Del",
    Action.PRINT: "Ctrl+P",
}


class KeyMapError(ValueError):
    """A binding is no key, or one key would do two things."""


class KeyMap(Struct, frozen=True):
    """Action → key. Build with `rebound` from the defaults and the register's settings."""

    bindings: Mapping[Action, str] = field(default_factory=lambda: dict(_DEFAULTS))

    def rebound(self, changes: Mapping[str, str]) -> KeyMap:
        """Return a map with `changes` ({"f9": "Ctrl+Return"}); `KeyMapError` for a nameless key or a clash."""
        bindings = dict(self.bindings)
        for action, name in changes.items():
            if action not in {a.value for a in Action}:
                raise KeyMapError(f"no action {action!r}")
            if QKeySequence(name).count() != 1 or not QKeySequence(name).toString():
                raise KeyMapError(f"{name!r} is no key")
            bindings[Action(action)] = QKeySequence(name).toString()
        if len(set(bindings.values())) != len(bindings):
            raise KeyMapError("one key would do two things")
        return KeyMap(bindings)

    def key(self, action: Action) -> str:
        """The key's name, as keycaps show it."""
        return self.bindings[action]

    def function_name(self, number: int) -> str:
        """The name of the key that does function `number`."""
        return self.bindings[Action(f"f{number}")]
