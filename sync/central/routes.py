"""The requests of registers, one route each: what it takes, what it answers, which lane it runs in, whose logic it is.

HTTP and its OpenAPI document are made of this table, so that neither promises what the other does not keep.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qsl

from msgspec import Struct

from sync.central import feeds, files
from sync.central.feeds import snapshots
from sync.central.files import FileAnswer
from sync.central.journal import aside, push
from sync.central.journal.heads import Place
from sync.central.refused import RefusedError
from sync.central.registers import enrolment, epochs, keys
from sync.central.registers.access import Caller
from sync.central.stock.network import stock_everywhere
from sync.protocol import coding, messages, wire
from sync.protocol.base import instant
from sync.protocol.messages import Message
from sync.protocol.wire import WireRequest

if TYPE_CHECKING:
    from sync.central.api import Api

MOST_QUERY: Final = 1_000


class Call(Struct, frozen=True):
    """A request, when it came, and who made it; None for what anybody may ask."""

    request: WireRequest
    now: datetime
    caller: Caller | None


class Asked(Struct, frozen=True):
    """A call whose message is read."""

    route: Route
    call: Call
    message: Any

    @property
    def caller(self) -> Caller:
        """Who asks, on a route that is not open."""
        if self.call.caller is None:
            raise RuntimeError("an open route has no caller")
        return self.call.caller


class Route(Struct, frozen=True):
    """One request. `kind` is the message of its body, None for none; `query` its parameters, each required once.

    `lane` is the pool of threads that it runs in; "live" ones with much to do go to "catch_up".
    """

    method: str
    path: str
    lane: str
    summary: str
    answer: Callable[[Api, Asked], Message | FileAnswer]
    answer_kind: type[Message] | None  # None: a file
    kind: type[Message] | None = None
    query: tuple[str, ...] = ()
    is_open: bool = False
    is_raw: bool = False  # the answer reads the body's plain bytes itself

    def read(self, call: Call) -> Any:  # noqa: ANN401 - a message of `kind`, or the parameters of the query
        """Return what a call says; `CodingError`, `RefusedError`."""
        if self.kind is None:
            return _parameters(call.request.query, self.query)
        body, encoding = call.request.body, call.request.headers.get("content-encoding", coding.PLAIN)
        return body if self.is_raw else coding.read(self.kind, body, encoding)


def _parameters(query: str, names: tuple[str, ...]) -> dict[str, str]:
    try:
        pairs = parse_qsl(
            query[: MOST_QUERY + 1], keep_blank_values=True, strict_parsing=bool(query), max_num_fields=len(names) + 4
        )
    except ValueError as error:
        raise RefusedError(400, "not_parsed", f"query: {error}"[:200]) from None
    told = dict(pairs)
    if len(query) > MOST_QUERY or len(told) != len(pairs) or any(name not in told for name in names):
        raise RefusedError(400, "not_parsed", f"the query must say {', '.join(names)}, each once")
    return told


def _ca(api: Api, asked: Asked) -> Message:
    return messages.CaAnswer(ca=api.authority.certificate_pem, time=instant(asked.call.now))


def _enrol(api: Api, asked: Asked) -> Message:
    return enrolment.enrol(api.database, api.authority, asked.message, asked.call.now)


def _epoch(api: Api, asked: Asked) -> Message:
    key = asked.call.request.headers.get(wire.IDEMPOTENCY_HEADER, "")
    return epochs.open_epoch(api.database, api.authority, asked.caller, asked.message, asked.call.now, key)


def _rotate(api: Api, asked: Asked) -> Message:
    return keys.rotate(api.database, api.authority, asked.caller, asked.message, asked.call.now)


def _push(api: Api, asked: Asked) -> Message:
    body, now = _plain(api, asked), asked.call.now
    try:
        request = coding.decode(messages.PushRequest, body)
    except coding.CodingError:
        return push.receive(api.database, api.authority, asked.caller, body, now)  # which keeps it and refuses
    answer = push.push(api.database, api.authority, asked.caller, request, now)
    api.on_pushed(len(request.events))
    if request.status is not None:
        api.note_status(asked.caller, request.status, now)
    return answer


def _rescue(api: Api, asked: Asked) -> Message:
    aside.rescue_upload(api.database, asked.caller, _plain(api, asked), asked.call.now)
    return messages.Received(time=instant(asked.call.now))


def _plain(api: Api, asked: Asked) -> bytes:
    """Return the plain bytes of a push; those that cannot be unpacked are kept, as what cannot be parsed is."""
    request = asked.call.request
    try:
        return coding.unpack(request.body, request.headers.get("content-encoding", coding.PLAIN))
    except coding.CodingError as error:
        if error.code != "not_packed":
            raise
        refusal = RefusedError(422, "not_parsed", error.detail)
        aside.keep_refused(api.database, asked.caller, request.body, refusal, asked.call.now)
        raise refusal from None


def _pull(api: Api, asked: Asked) -> Message:
    return _pulled(api, asked, is_wait=False)


def _wait(api: Api, asked: Asked) -> Message:
    return _pulled(api, asked, is_wait=True)


def _pulled(api: Api, asked: Asked, *, is_wait: bool) -> Message:
    caller = asked.caller
    place = Place(caller.location_id, caller.register_id)
    return api.pull(place, api.allowed(caller), asked.message, asked.call.now, is_wait=is_wait)


def _state(api: Api, asked: Asked) -> Message:
    return feeds.state(api.database, api.allowed(asked.caller), asked.message, now=asked.call.now)


def _bucket(api: Api, asked: Asked) -> Message:
    return feeds.bucket(api.database, api.allowed(asked.caller), asked.message, now=asked.call.now)


def _stock(api: Api, asked: Asked) -> Message:
    return stock_everywhere(api.database, asked.message, asked.call.now)


def _snapshot(api: Api, asked: Asked) -> Message:
    version = asked.message["version"]
    if not (version.isascii() and version.isdigit() and len(version) < 10):
        raise RefusedError(400, "not_parsed", "version is no number")
    feed = asked.message["feed"]
    allowed = api.allowed(asked.caller)
    return snapshots.snapshot_offer(api.database, api.directory, allowed, feed, int(version), now=asked.call.now)


def _snapshot_file(api: Api, asked: Asked) -> FileAnswer:
    path = snapshots.snapshot_file(api.database, api.directory, api.allowed(asked.caller), asked.message["name"])
    return files.answer(path, path.stat().st_size, asked.call.request.headers)


m = messages
ROUTES: Final = (
    Route("GET", wire.CA, "others", "The certificate of the centre's CA", _ca, m.CaAnswer, is_open=True),
    Route(
        "POST", wire.ENROL, "others", "Makes a register by a code", _enrol, m.EnrolAnswer, m.EnrolRequest, is_open=True
    ),
    Route("POST", wire.EPOCH, "others", "Asks for a new epoch", _epoch, m.EpochAnswer, m.EpochRequest),
    Route("POST", wire.ROTATE, "others", "Announces a new key", _rotate, m.RotateAnswer, m.RotateRequest),
    Route("POST", wire.PUSH, "live", "Brings events", _push, m.PushAnswer, m.PushRequest, is_raw=True),
    Route("POST", wire.RESCUE, "catch_up", "Brings what no push may", _rescue, m.Received, m.PushRequest, is_raw=True),
    Route("POST", wire.PULL, "pulls", "What feeds have to tell after cursors", _pull, m.PullAnswer, m.PullRequest),
    Route("POST", wire.WAIT, "pulls", "A pull that is held until a feed moves", _wait, m.PullAnswer, m.WaitRequest),
    Route("POST", wire.STATE, "pulls", "A page of a feed as it is now", _state, m.StateAnswer, m.StateRequest),
    Route("POST", wire.BUCKET, "pulls", "One bucket of a feed whole", _bucket, m.BucketAnswer, m.BucketRequest),
    Route("POST", wire.STOCK, "others", "Stock of a product everywhere", _stock, m.StockAnswer, m.StockRequest),
    Route(
        "GET",
        wire.SNAPSHOT,
        "snapshots",
        "A catalogue's file that is ready",
        _snapshot,
        m.SnapshotAnswer,
        query=("feed", "version"),
    ),
    Route("GET", wire.SNAPSHOT_FILE, "snapshots", "A catalogue's file", _snapshot_file, None, query=("name",)),
)
"""Paths are below `wire.PREFIX`."""
BY_TARGET: Final = {(route.method, wire.PREFIX + route.path): route for route in ROUTES}
