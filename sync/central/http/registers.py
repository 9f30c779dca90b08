"""The registers' side of the service: each request through limits and a lane to the `Api`, waits held, files streamed.

On the event loop; whatever blocks runs in a lane. A held wait is two small tasks and no thread.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from functools import partial
from typing import Final

from sync.central.api import TIME_HEADER, Api, Wait
from sync.central.feeds import Notifier, hold
from sync.central.files import FileAnswer
from sync.central.http import logs
from sync.central.http.envelope import GoneError, Receive, Scope, Send, body_of, encoded, head_of, send_answer
from sync.central.http.lanes import LIVE_BYTES, Lane
from sync.central.http.limits import Limits, claimed_register
from sync.central.http.metrics import Metrics
from sync.central.refused import RefusedError
from sync.central.routes import BY_TARGET, Route
from sync.protocol import wire
from sync.protocol.base import instant
from sync.protocol.messages import PullAnswer
from sync.protocol.wire import WireRequest, WireResponse

MOST_WAITS: Final = 20_000
PIECE: Final = 512 * 1024
"""Bytes of a file read at once, by a thread that is given back in between."""
MOST_STRANGER: Final = 8 * 1024
"""Bytes of a body that anybody may send."""
STOP_SECONDS: Final = 10
REPLACED_SECONDS: Final = 5
_PUSH: Final = wire.PREFIX + wire.PUSH
_WAIT: Final = wire.PREFIX + wire.WAIT
_PROVED: Final = frozenset({200, 206, 304, 403, 409, 416, 422})
"""Statuses that only a request gets whose signature held."""
_UNREAD: Final = frozenset({400, 408, 413, 414})
"""Statuses of requests that were refused before their signature was looked at, while they were still coming."""


class Registers:
    """An ASGI application for the paths of `routes.ROUTES`. `stop` once; waits are answered and later ones refused."""

    def __init__(self, api: Api, notifier: Notifier, lanes: dict[str, Lane], limits: Limits, metrics: Metrics) -> None:
        self._api = api
        self._notifier = notifier
        self._lanes = lanes
        self._limits = limits
        self._metrics = metrics
        self._held: dict[str, asyncio.Task[PullAnswer]] = {}  # by register: each has one, its newest
        self.is_stopping = False

    def stop(self) -> None:
        """Answer every wait now, and refuse what comes from here on."""
        self.is_stopping = True
        for task in tuple(self._held.values()):
            task.cancel("stopping")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        begun = time.perf_counter()
        request = WireRequest(scope["method"][:20], scope["path"][:200])
        response: WireResponse | FileAnswer
        is_whole = False
        try:
            request = head_of(scope)
            route = self._admit(scope, request)
            body = await body_of(receive, MOST_STRANGER if route.is_open else wire.MOST_BODY_BYTES)
            is_whole = True
            request = WireRequest(request.method, request.path, request.query, request.headers, body)
            response = await self._serve(request, route, receive)
        except RefusedError as refused:
            response = self._api.refuse(refused)
        except GoneError:
            return
        sent = await self._send(response, send, is_whole=is_whole)
        self._judge(scope, request, response.status, is_whole=is_whole)
        self._note(scope, request, response.status, sent, time.perf_counter() - begun)

    def _admit(self, scope: Scope, request: WireRequest) -> Route:
        """Judge a request by its head alone; `RefusedError`."""
        route = BY_TARGET.get((request.method, request.path))
        is_open = route is None or route.is_open
        seconds = self._limits.admit(_address(scope), claimed_register(request.headers), is_open=is_open)
        if seconds:
            raise RefusedError(429, "slow_down", retry_after=seconds)
        if self.is_stopping:
            raise RefusedError(503, "stopping", retry_after=STOP_SECONDS)
        if route is None:
            if any(path == request.path for _method, path in BY_TARGET):
                raise RefusedError(405, "wrong_method", request.method)
            raise RefusedError(404, "unknown_path", request.path[:100])
        if not is_open and not claimed_register(request.headers):
            raise RefusedError(401, "bad_request_signature", "not signed")
        return route

    async def _serve(self, request: WireRequest, route: Route, receive: Receive) -> WireResponse | FileAnswer:
        if request.path == _WAIT:
            return await self._wait(request, receive)
        if route.answer_kind is None:
            return await self._run("snapshots", lambda: self._api.guarded(lambda: self._api.open_file(request)))
        lane = "catch_up" if request.path == _PUSH and len(request.body) > LIVE_BYTES else route.lane
        begun = time.perf_counter()
        response = await self._run(lane, lambda: self._api.handle(request))
        if response.status == 200 and request.path == _PUSH:
            self._metrics.pushes.labels(lane).inc()
            self._metrics.push_seconds.observe(time.perf_counter() - begun)
        elif response.status == 200 and request.path == wire.PREFIX + wire.SNAPSHOT:
            self._metrics.snapshots.inc()
        return response

    async def _run(self, lane: str, work: Callable[[], WireResponse | FileAnswer]) -> WireResponse | FileAnswer:
        return await self._lanes[lane].run(work)

    # --- waits

    async def _wait(self, request: WireRequest, receive: Receive) -> WireResponse:
        """Hold a wait until it has something to tell, its time is over, its client is gone or the service stops.

        A register has one: a new one ends the one before, whose line may be dead without anybody knowing.
        """
        if len(self._held) >= MOST_WAITS:
            raise RefusedError(503, "busy", "waits", retry_after=STOP_SECONDS)
        lane = self._lanes["waits"]
        opened = await lane.run(lambda: self._api.guarded(lambda: self._api.open_wait(request)))
        if isinstance(opened, WireResponse):
            return opened

        polls = _Polls(self._api, opened, request)

        async def read() -> PullAnswer:
            return await lane.run(polls.read)

        name = opened.place.register_id
        before = self._held.get(name)
        if before is not None:
            before.cancel("replaced")
        held = asyncio.create_task(hold(self._notifier, opened.request, read, self._api.clock))
        self._held[name] = held
        self._metrics.waits.set(len(self._held))
        gone = asyncio.create_task(_until_gone(receive))
        try:
            await asyncio.wait({held, gone}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            if self._held.get(name) is held:
                del self._held[name]
            self._metrics.waits.set(len(self._held))
            gone.cancel()
            if not held.done():
                held.cancel()
        if self.is_stopping and (not held.done() or held.cancelled()):
            raise RefusedError(503, "stopping", retry_after=STOP_SECONDS)
        if not held.done():
            raise GoneError
        if held.cancelled():
            raise RefusedError(429, "slow_down", "a later wait of this register", retry_after=REPLACED_SECONDS)
        return self._told(held, polls)

    def _told(self, held: asyncio.Task[PullAnswer], polls: _Polls) -> WireResponse:
        failure = held.exception()
        if failure is not None:
            return self._api.guarded(lambda: _raise(failure))
        return polls.packed(held.result())

    # --- sending

    async def _send(self, response: WireResponse | FileAnswer, send: Send, *, is_whole: bool) -> int:
        if isinstance(response, FileAnswer):
            return await self._stream(response, send)
        await send_answer(send, response, close=self.is_stopping or not is_whole)
        return len(response.body)

    async def _stream(self, answer: FileAnswer, send: Send) -> int:
        """Send a file's bytes piece by piece; a reader that is slow holds no thread."""
        lane = self._lanes["snapshots"]
        if answer.end <= answer.start:
            await send_answer(send, WireResponse(answer.status, answer.headers))
            return 0
        with await lane.run(lambda: answer.path.open("rb")) as file:
            file.seek(answer.start)
            extra = {TIME_HEADER: instant(self._api.clock()), "x-content-type-options": "nosniff"}
            headers = encoded(answer.headers, extra)
            await send({"type": "http.response.start", "status": answer.status, "headers": headers})
            at = answer.start
            while at < answer.end:
                most = min(PIECE, answer.end - at)
                piece = await lane.run(partial(file.read, most))
                at += len(piece)
                if not piece:
                    raise RuntimeError(f"{answer.path.name} became shorter")
                await send({"type": "http.response.body", "body": piece, "more_body": at < answer.end})
        return answer.end - answer.start

    def _judge(self, scope: Scope, request: WireRequest, status: int, *, is_whole: bool) -> None:
        """Note for later requests whether this one proved whose it is; of most refusals neither can be said."""
        route = BY_TARGET.get((request.method, request.path))
        is_unproved = status == 401 or (not is_whole and status in _UNREAD)
        if route is not None and not route.is_open and (is_unproved or status in _PROVED):
            self._limits.judged(_address(scope), claimed_register(request.headers), is_proved=not is_unproved)

    def _note(self, scope: Scope, request: WireRequest, status: int, sent: int, seconds: float) -> None:
        register_id = claimed_register(request.headers)
        route = BY_TARGET.get((request.method, request.path))
        self._metrics.requests.labels(request.path if route else "other", str(status)).inc()
        logs.request(
            "register",
            register=register_id,
            path=request.path,
            status=status,
            ms=round(seconds * 1000, 1),
            bytes_in=len(request.body),
            bytes_out=sent,
            address=_address(scope),
        )


class _Polls:
    """What is read for a wait, packed by the thread that read it: another turn of one would be one more to wait for."""

    def __init__(self, api: Api, opened: Wait, request: WireRequest) -> None:
        self._api, self._opened, self._request = api, opened, request
        self._last: tuple[PullAnswer, WireResponse] | None = None

    def read(self) -> PullAnswer:
        """Read once; one call at a time, on any thread."""
        answer = self._api.poll(self._opened)
        self._last = (answer, self._api.respond(answer, self._request)) if answer.feeds else None
        return answer

    def packed(self, answer: PullAnswer) -> WireResponse:
        """Return the answer that was settled on as one: what was read last, or nothing at all."""
        if self._last is not None and self._last[0] is answer:
            return self._last[1]
        return self._api.respond(answer, self._request)


def _address(scope: Scope) -> str:
    client = scope.get("client")
    return str(client[0]) if client else ""


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def _raise(error: BaseException) -> WireResponse:
    raise error
