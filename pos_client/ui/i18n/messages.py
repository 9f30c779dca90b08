"""Codes of the services → sentences for people: what happened, why, and the next step.

Every text is looked up when asked, so a change of language needs only to ask again. `details` fill the places in
braces: integers named in `_MONEY` are minor units, in `_QUANTITY` thousandths, in `_PERCENT` basis points; a text named
in `_DATES` is an ISO date. Main thread only.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from msgspec import Struct
from PySide6.QtCore import QCoreApplication

from pos_client.domain.money import Currency
from pos_client.ui.i18n.catalogue import DEVICES, MESSAGES, NOTES
from pos_client.ui.i18n.formatter import Formatter

_MONEY = {
    "amount",
    "limit",
    "own_limit",
    "maximum",
    "price",
    "left",
    "due",
    "total",
    "change",
    "given",
    "maximum_price",
}
_QUANTITY = {"highest", "highest_quantity", "weight", "highest_weight", "remaining", "thousandths"}
_PERCENT = {"percent", "limit_percent"}
_DATES = {"date", "day", "last_day", "expiry", "valid_to"}
_CONTEXT = "Messages"


class Message(Struct, frozen=True):
    """A translated message: `what` happened, `why`, the `next_step`; the last two may be empty."""

    what: str
    why: str
    next_step: str

    @property
    def second(self) -> str:
        """Why and what next, in one line."""
        return " ".join(part for part in (self.why, self.next_step) if part)

    @property
    def text(self) -> str:
        """The whole message in one paragraph."""
        stop = "" if self.what.endswith(("?", "!", ".")) else "."
        return f"{self.what}{stop} {self.second}" if self.second else self.what


class _Places(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "?"


def _places(details: Iterable[tuple[str, str | int]], formatter: Formatter, currency: Currency | None) -> _Places:
    filled = _Places()
    for key, value in details:
        if isinstance(value, int):
            filled[key] = _figure(key, value, formatter, currency)
        elif key in _DATES:
            filled[key] = _day(value, formatter)
        else:
            filled[key] = value[:120]
    return filled


def _figure(key: str, value: int, formatter: Formatter, currency: Currency | None) -> str:
    if key in _MONEY and currency is not None:
        return formatter.money(value, currency)
    if key in _QUANTITY:
        return formatter.thousandths(value)
    if key in _PERCENT:
        return formatter.percent(value)
    return formatter.number(value)


def _day(value: str, formatter: Formatter) -> str:
    try:
        return formatter.date(date.fromisoformat(value))
    except ValueError:
        return value[:40]


def _translate(text: str, places: _Places) -> str:
    return QCoreApplication.translate(_CONTEXT, text).format_map(places) if text else ""


def message(
    code: str,
    details: Iterable[tuple[str, str | int]] = (),
    *,
    formatter: Formatter,
    currency: Currency | None = None,
) -> Message:
    """Return the sentences for `code`; an unknown code gets a general one that shows the code."""
    text = MESSAGES.get(code)
    places = _places(details, formatter, currency)
    if text is None:
        places["code"] = code
        text = MESSAGES["unknown_message"]
    return _filled(text, places)


def _filled(text: str, places: _Places) -> Message:
    """Part, then fill: what was scanned may hold the sign between the parts, and would say what to do next."""
    parts = QCoreApplication.translate(_CONTEXT, text).split("|")
    what, why, next_step, *_ = [*(part.format_map(places) for part in parts), "", ""]
    return Message(what, why, next_step)


def device_message(device: str, code: str, *, detail: str = "") -> Message:
    """Return what is wrong with a device: "Printer: no paper" and the step that helps; "" codes say it works.

    A code that means something else at one kind of device has a text of its own, under "fiscal_refused".
    """
    places = _Places(device=device_name(device), detail=detail[:120])
    text = DEVICES.get(f"{device}_{code}") or DEVICES.get(code or "ok") or DEVICES["error"]
    return _filled(text, places)


def device_name(device: str) -> str:
    """Return the name of a kind of device: "Printer"."""
    return QCoreApplication.translate(_CONTEXT, NOTES.get(f"device_{device}", device))


def note(
    code: str, details: Iterable[tuple[str, str | int]] = (), *, formatter: Formatter, currency: Currency | None = None
) -> str:
    """Return a short remark, such as where a line's price comes from; "" for no code, the code itself when unknown."""
    text = NOTES.get(code)
    if text is None:
        return code
    return _translate(text, _places(details, formatter, currency))
