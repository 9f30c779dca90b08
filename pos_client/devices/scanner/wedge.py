"""Tells a keyboard-wedge scan from typing by the time between keys. Pure: no Qt, no clock, one thread.

Every key is held back until it is known whose it is; then it comes out again, exactly once and in order, either as a
`Replay` (typed: let it act) or inside a `Scan`. So no key of a burst acts before the burst is recognised.

What separates the two. A USB scanner sends a key every 2 to 20 ms, a wireless or slowed one up to 40; held keys repeat
every 30 ms, but are marked as repeats and never count. Fast typists average 60 ms and more; two keys rolled over each
other may be 10 ms apart, three in a row rarely, and Enter never follows such a roll at once. Therefore:

- a silence longer than `longest_gap_ms` (50) ends a candidate; so typing appears at most 50 ms late;
- an ended burst (Enter, Tab) has `shortest_ended` (4) characters at least and gaps, the one before Enter included, of
  `mean_gap_ms` (25) on average: a four-digit PLU in 100 ms with Enter. Nobody types that;
- a burst without Enter must have `shortest_open` (8) characters;
- a prefix or suffix character, which the scanner is set to send and nobody types, makes it certain whatever the speed.

After a scan, Enter and Tab within `tail_ms` are the rest of its suffix (CR LF) and vanish.

The filter that feeds keys hands in the time of the key event itself, not of its delivery: after the main thread was
busy, keys arrive in one heap. For the same reason it calls `expire` only when the events waiting at `deadline` have
been delivered. It does not feed bare modifier keys. GS is Ctrl+], whose text is the character 0x1D.
"""

from __future__ import annotations

from typing import TypeAlias

from msgspec import Struct

from pos_client.devices.ports import BadRead, Scan
from pos_client.devices.scanner.decoding import printable, read_text
from pos_client.devices.scanner.framing import Fault
from pos_client.devices.scanner.layout import to_latin
from pos_client.devices.scanner.settings import WedgeSettings

_MS = 1_000_000
_DATA_CONTROLS = frozenset("\x04\x1c\x1d\x1e")  # EOT, FS, GS, RS occur inside GS1 and ISO 15434 data


class Key(Struct, frozen=True):
    """A key press: what it types ("" for a function key), when (ns, any steady clock), and the filter's own handle."""

    text: str
    at: int
    is_terminator: bool = False
    is_auto_repeat: bool = False
    handle: object = None


class Replay(Struct, frozen=True):
    """Keys that were typed: let them act now, in this order."""

    keys: tuple[Key, ...]


WedgeEvent: TypeAlias = Replay | Scan | BadRead


class WedgeDetector:
    """Feed it every key; at `deadline` call `expire`; when the focus leaves the program, `flush`."""

    def __init__(self, settings: WedgeSettings | None = None) -> None:
        self._settings = settings or WedgeSettings()
        self._held: list[Key] = []
        self._is_marked = False
        self._too_long = False
        self._last = 0
        self._tail_until: int | None = None
        self._sequence = 0

    @property
    def deadline(self) -> int | None:
        """When held keys are due, on the clock of the keys; None while nothing is held."""
        if not self._held and not self._too_long:
            return None
        return self._last + self._gap_limit()

    def feed(self, key: Key) -> tuple[WedgeEvent, ...]:
        """What is decided now that `key` has come; the key itself may stay held."""
        events: list[WedgeEvent] = []
        if (self._held or self._too_long) and not 0 <= key.at - self._last <= self._gap_limit():
            events += self._close_open()
        self._last = key.at
        if key.is_terminator and not key.is_auto_repeat:
            events += self._end(key)
        elif key.is_auto_repeat or not _is_data(key.text):
            events += [*self._release(), Replay((key,))]
        else:
            events += self._hold(key)
        return tuple(events)

    def expire(self, now: int) -> tuple[WedgeEvent, ...]:
        """Decide about held keys when they were silent up to `now`."""
        due = self.deadline
        return tuple(self._close_open()) if due is not None and now >= due else ()

    def flush(self) -> tuple[WedgeEvent, ...]:
        """Give back what is held as typed, at once."""
        return tuple(self._release())

    def _gap_limit(self) -> int:
        return (self._settings.marked_gap_ms if self._is_marked else self._settings.longest_gap_ms) * _MS

    def _hold(self, key: Key) -> list[WedgeEvent]:
        settings = self._settings
        if settings.prefix and key.text == settings.prefix:
            events = self._close_open()
            self._held.append(key)
            self._is_marked = True
            return events
        if settings.suffix and key.text == settings.suffix and (len(self._held) > self._is_marked or self._too_long):
            return self._finish(key)
        if self._too_long:
            return []
        if settings.only_marked and not self._is_marked and not settings.suffix:
            return [*self._release(), Replay((key,))]
        self._held.append(key)
        if len(self._held) <= settings.max_length:
            return []
        bad = BadRead(Fault.TOO_LONG, settings.name, printable("".join(k.text for k in self._held[:64])))
        self._held.clear()
        self._too_long = True
        return [bad]

    def _end(self, key: Key) -> list[WedgeEvent]:
        if self._too_long or (self._is_marked and len(self._held) > 1) or self._is_ended_burst(key):
            return self._finish(key)
        if not self._held and self._tail_until is not None and 0 <= self._tail_until - key.at <= self._longest_tail():
            return []
        return [*self._release(), Replay((key,))]

    def _longest_tail(self) -> int:
        # A clock that jumped back must not swallow Enter for ever.
        return (self._settings.longest_gap_ms + self._settings.marked_gap_ms + self._settings.tail_ms) * _MS

    def _is_ended_burst(self, key: Key) -> bool:
        count = len(self._held)
        if self._settings.only_marked or count < self._settings.shortest_ended:
            return False
        return key.at - self._held[0].at <= count * self._settings.mean_gap_ms * _MS

    def _is_open_burst(self) -> bool:
        settings = self._settings
        if self._is_marked:
            return self._mean_within(settings.longest_gap_ms) and len(self._held) > 1
        if settings.only_marked or not settings.shortest_open or len(self._held) < settings.shortest_open:
            return False
        return self._mean_within(settings.mean_gap_ms)

    def _mean_within(self, limit_ms: int) -> bool:
        return self._held[-1].at - self._held[0].at <= (len(self._held) - 1) * limit_ms * _MS

    def _close_open(self) -> list[WedgeEvent]:
        """The candidate fell silent without a terminator."""
        if self._too_long:
            self._too_long = False
            return []
        if self._held and self._is_open_burst():
            self._tail_until = self._last + self._gap_limit() + self._settings.tail_ms * _MS
            return [self._scan()]
        return self._release()

    def _finish(self, key: Key) -> list[WedgeEvent]:
        """The candidate ended as a scan with `key`."""
        self._tail_until = key.at + self._settings.tail_ms * _MS
        if self._too_long:  # reported when it became so
            self._too_long = False
            return []
        return [self._scan()]

    def _scan(self) -> Scan | BadRead:
        settings = self._settings
        text = "".join(key.text for key in self._held[self._is_marked :])
        self._held.clear()
        self._is_marked = False
        if settings.maps_cyrillic:
            text = to_latin(text)
        read = read_text(text, settings.name, self._sequence + 1, has_aim=settings.has_aim)
        if isinstance(read, Scan):
            self._sequence += 1
        return read

    def _release(self) -> list[WedgeEvent]:
        keys = tuple(self._held)
        self._held.clear()
        self._is_marked = False
        self._too_long = False
        return [Replay(keys)] if keys else []


def _is_data(text: str) -> bool:
    return len(text) == 1 and (text.isprintable() or text in _DATA_CONTROLS)
