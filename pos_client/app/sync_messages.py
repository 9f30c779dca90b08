"""What the till and its sync process say to each other: one JSON object a line, either way. Pure.

The process asks for what only the till's journal worker may write, by number, and goes on when it is done. Lines are
bounded; one that is too long or not understood ends the conversation, and the process with it.
"""

from __future__ import annotations

from typing import IO, Annotated, Final, TypeAlias

import msgspec
from msgspec import Meta

from sync.engine.next_ca import NextCa
from sync.engine.status import SyncState
from sync.protocol.base import Count, Hex
from sync.protocol.messages import EpochAnswer, Hash, StockAnswer

MOST_LINE: Final = 4 * 1024 * 1024
_Code: TypeAlias = Annotated[str, Meta(max_length=200)]


class _Said(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind"):
    """One line."""


class Acknowledge(_Said, frozen=True, kw_only=True, tag="acknowledge"):
    """Keep an acknowledgement."""

    id: Count
    seq: Count
    hash: Hex
    token: str
    ack_data: str
    ack_signature: str


class Regress(_Said, frozen=True, kw_only=True, tag="regress"):
    """The centre was restored: what is above `seq` waits again."""

    id: Count
    seq: Count
    hash: Hash


class Wish(_Said, frozen=True, kw_only=True, tag="wish"):
    """Note that a new epoch is needed."""

    id: Count
    reason: str


class OpenEpoch(_Said, frozen=True, kw_only=True, tag="open_epoch"):
    """Begin the granted epoch, carry what is to be carried."""

    id: Count
    answer: EpochAnswer


class Purge(_Said, frozen=True, kw_only=True, tag="purge"):
    """Remove some old events, up to (`epoch`, `seq`) at most; `now`: µs since 1970 by the centre's clock."""

    id: Count
    epoch: Count
    seq: Count
    now: Count


class CaAnnounced(_Said, frozen=True, kw_only=True, tag="next_ca"):
    """Keep the CA to come, as the register's feed announced it."""

    announced: NextCa


class StateTold(_Said, frozen=True, kw_only=True, tag="state"):
    """How sync stands."""

    state: SyncState


class Changed(_Said, frozen=True, kw_only=True, tag="changed"):
    """The replica changed where these feeds are kept."""

    feeds: tuple[str, ...]


class StockTold(_Said, frozen=True, kw_only=True, tag="stock"):
    """The answer to a question, or the code of why there is none."""

    id: Count
    answer: StockAnswer | None = None
    error: _Code = ""


class Done(_Said, frozen=True, kw_only=True, tag="done"):
    """What was asked for under `id` is durable; `error` says that it is not, and why."""

    id: Count
    error: _Code = ""


class Committed(_Said, frozen=True, kw_only=True, tag="committed"):
    """The journal has something new."""


class TryNow(_Said, frozen=True, kw_only=True, tag="try_now"):
    """A person wants it tried, whatever pause is being kept."""


class AskStock(_Said, frozen=True, kw_only=True, tag="ask_stock"):
    """Ask the centre for the stock of a product at every location."""

    id: Count
    sku: str


class Stop(_Said, frozen=True, kw_only=True, tag="stop"):
    """End."""


FromProcess: TypeAlias = (
    Acknowledge | Regress | Wish | OpenEpoch | Purge | CaAnnounced | StateTold | Changed | StockTold
)
FromTill: TypeAlias = Done | Committed | TryNow | AskStock | Stop

_encoder: Final = msgspec.json.Encoder()
_from_process: Final = msgspec.json.Decoder(FromProcess)
_from_till: Final = msgspec.json.Decoder(FromTill)


class TalkError(Exception):
    """The other side says what cannot be understood."""


def line_of(said: FromProcess | FromTill) -> bytes:
    """Return what to write."""
    return _encoder.encode(said) + b"\n"


def hear_process(stream: IO[bytes]) -> FromProcess | None:
    """Return what the process says next, None once it has ended. Blocks; `TalkError`."""
    line = _line(stream)
    try:
        return _from_process.decode(line) if line else None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise TalkError(str(error)[:200]) from None


def hear_till(stream: IO[bytes]) -> FromTill | None:
    """Return what the till says next, None once it has ended. Blocks; `TalkError`."""
    line = _line(stream)
    try:
        return _from_till.decode(line) if line else None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise TalkError(str(error)[:200]) from None


def _line(stream: IO[bytes]) -> bytes:
    """Return a whole line; nothing at the end, where half a line of somebody who was killed says nothing either."""
    line = stream.readline(MOST_LINE + 1)
    if len(line) > MOST_LINE:
        raise TalkError("a line beyond the bound")
    return line if line.endswith(b"\n") else b""
