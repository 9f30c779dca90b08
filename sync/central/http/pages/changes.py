"""What an operator changes from the page: each act is journalled with the operator's name. Any thread."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from typing import Final

from msgspec import Struct

from sync.central.api import Api
from sync.central.http.pages.view import Words
from sync.central.journal import repair
from sync.central.registers.enrolment import make_code
from sync.central.registers.keys import revoke

log: Final = logging.getLogger(__name__)
MOST_REASON: Final = 200


class CannotError(ValueError):
    """The act cannot be done so: `key` and `values` say why in the operator's words, `status` is of the answer."""

    def __init__(self, status: int, key: str, *values: str) -> None:
        super().__init__(key)
        self.status, self.key, self.values = status, key, values


class Done(Struct, frozen=True):
    """What to tell: `note`, and a `code` that is shown this once."""

    note: str
    code: str = ""


Change = Callable[[Api, str, str, Mapping[str, str], Words], Done]


def _new_code(api: Api, register_id: str, operator: str, _fields: Mapping[str, str], words: Words) -> Done:
    made = make_code(api.database, api.authority, register_id, operator, api.clock())
    return Done(words("done"), made.code.grouped)


def _revoke(api: Api, register_id: str, operator: str, fields: Mapping[str, str], words: Words) -> Done:
    revoke(
        api.database,
        api.authority,
        register_id,
        operator=operator,
        reason=reason_of(fields),
        is_stolen=fields.get("stolen") == "1",
        now=api.clock(),
    )
    return Done(words("done"))


def _retry(api: Api, register_id: str, operator: str, _fields: Mapping[str, str], words: Words) -> Done:
    done = repair.retry(api.database, api.clock(), by=operator, register_id=register_id)
    return Done(words("repaired", done.repaired, done.left))


def _park(api: Api, register_id: str, operator: str, fields: Mapping[str, str], words: Words) -> Done:
    epoch, seq, reason = _count(fields.get("epoch", "")), _count(fields.get("seq", "")), reason_of(fields)
    repair.park(api.database, register_id, epoch, seq, by=operator, note=reason, now=api.clock())
    return Done(words("done"))


def _vouch(api: Api, register_id: str, operator: str, fields: Mapping[str, str], words: Words) -> Done:
    epoch, seq, reason = _count(fields.get("epoch", "")), _count(fields.get("seq", "")), reason_of(fields)
    try:
        repair.vouch(api.database, register_id, epoch, seq, seq, by=operator, note=reason, now=api.clock())
    except ValueError as error:
        raise CannotError(409, "cannot_vouch", str(error)[:MOST_REASON]) from error
    return Done(words("done"))


def _close(api: Api, register_id: str, operator: str, fields: Mapping[str, str], words: Words) -> Done:
    epoch, kind = _count(fields.get("epoch", "")), fields.get("kind", "")[:60]
    repair.close_alarm(api.database, register_id, epoch, kind, by=operator, now=api.clock())
    return Done(words("done"))


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        raise LookupError(text[:20])
    return int(text)


def reason_of(fields: Mapping[str, str]) -> str:
    """Return what a form says for the journal; `CannotError` when it says nothing."""
    reason = "".join(sign for sign in fields.get("reason", "") if sign.isprintable()).strip()[:MOST_REASON]
    if not reason:
        raise CannotError(400, "reason_missing")
    return reason


BY_NAME: Final[Mapping[str, Change]] = {
    "code": _new_code,
    "revoke": _revoke,
    "retry": _retry,
    "park": _park,
    "vouch": _vouch,
    "close": _close,
}
