"""Every request of a register, answered: who asks, what it says, the area's logic, the answer. No HTTP here.

`Api.handle` takes any bytes and always answers: a refusal has its code, the centre's time and when to come again; what
nobody foresaw is a 500 with the number under which the log has it, and nothing else. Any thread; it blocks. A wait is
answered at once, as a pull that leaves out what has not moved: whoever carries requests does the holding (`open_wait`,
`poll`), and may stream a file (`open_file`).
"""

from __future__ import annotations

import logging
import secrets
import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Final, TypeVar

import sqlalchemy as sa
from msgspec import Struct

from sync.central import feeds
from sync.central.db.database import Database
from sync.central.feeds.doubts import Doubts
from sync.central.files import FileAnswer
from sync.central.http.failures import told
from sync.central.identity import Authority
from sync.central.journal.heads import Place
from sync.central.refused import RefusedError
from sync.central.registers import status
from sync.central.registers.access import Caller
from sync.central.registers.following import feeds_of
from sync.central.registers.reinstating import authenticate_or_reinstate
from sync.central.routes import BY_TARGET, Asked, Call
from sync.protocol import coding, wire
from sync.protocol.base import instant
from sync.protocol.messages import Message, PullAnswer, PullRequest, Refusal, RegisterStatus, WaitRequest
from sync.protocol.wire import WireRequest, WireResponse

_log = logging.getLogger(__name__)
T = TypeVar("T")

TIME_HEADER: Final = "omnitill-time"
"""The centre's clock, in every answer."""
BUSY_SECONDS: Final = 5
_NO_DETAIL: Final = frozenset({"bad_request_signature", "unknown_register", "wrong_code", "too_many_tries"})
"""Refusals whose detail is for our own log alone: it would help who guesses."""


class Wait(Struct, frozen=True):
    """A wait whose asker is known: what it asks and which feeds are its to read."""

    place: Place
    request: WaitRequest
    allowed: frozenset[str]


class Api:
    """The centre as its registers see it.

    `directory` holds the snapshot files; `clock` tells the centre's time (aware). `on_refused` is told the code of
    each refusal, `on_pushed` how many events a served push brought; on any thread.
    """

    def __init__(
        self, database: Database, authority: Authority, directory: Path, clock: Callable[[], datetime]
    ) -> None:
        self.database = database
        self.authority = authority
        self.directory = directory
        self.clock = clock
        self._gate = threading.Lock()
        self._seen: dict[str, datetime] = {}
        self._told: dict[str, tuple[object, ...]] = {}  # by register what it told last of what is written at once
        self._untold: dict[str, tuple[RegisterStatus, datetime]] = {}  # what is to be written by `keep_contacts`
        self._doubts = Doubts(database)
        self.on_pushed: Callable[[int], None] = lambda _events: None
        self.on_refused: Callable[[str], None] = lambda _code: None

    def handle(self, request: WireRequest) -> WireResponse:
        """Answer a request, whatever it holds."""
        return self.guarded(lambda: self._answer(request))

    def guarded(self, work: Callable[[], T]) -> T | WireResponse:
        """Return what `work` does, or the refusal that what it raises becomes."""
        try:
            return work()
        except RefusedError as refused:
            return self.refuse(refused)
        except coding.CodingError as error:
            return self.refuse(refusal_of(error))
        except (sa.exc.TimeoutError, sa.exc.OperationalError) as error:  # no connection, locked, going down
            _log.error("the database: %s", told(error))
            return self.refuse(RefusedError(503, "busy", retry_after=BUSY_SECONDS))
        except sa.exc.DataError as error:  # a text with a NUL, say, which nothing that is stored can have
            _log.error("the database: %s", told(error))
            return self.refuse(RefusedError(400, "not_parsed", "a value that no database holds"))
        except Exception as error:  # noqa: BLE001 - the last resort of a request: logged whole, told as a number
            incident = secrets.token_hex(6)
            _log.error("incident %s: %s", incident, told(error))
            return self.refuse(RefusedError(500, "incident", incident))

    def refuse(self, refused: RefusedError) -> WireResponse:
        """Return a refusal as an answer."""
        self.on_refused(refused.code)
        now = instant(self.clock())
        message = Refusal(
            code=refused.code,
            detail="" if refused.code in _NO_DETAIL else refused.detail[:200],
            time=now,
            expected_seq=refused.expected_seq,
            retry_after=refused.retry_after,
        )
        headers = {"content-type": "application/json", "cache-control": "no-store", TIME_HEADER: now}
        if refused.retry_after:
            headers["retry-after"] = str(refused.retry_after)
        if refused.status == 401:
            headers["www-authenticate"] = 'Signature realm="omnitill"'
        return WireResponse(refused.status, headers, coding.encode(message))

    def respond(self, message: Message, request: WireRequest) -> WireResponse:
        """Return a message as an answer to a request."""
        body, headers = coding.write(message, request.headers.get("accept-encoding", ""))
        headers["cache-control"] = "no-store"
        headers["vary"] = "accept-encoding"
        headers[TIME_HEADER] = instant(self.clock())
        return WireResponse(200, headers, body)

    # --- a wait, in the halves that its holder needs; a file, to be streamed

    def open_wait(self, request: WireRequest) -> Wait:
        """Return the wait that a request asks for; `RefusedError`, `coding.CodingError`."""
        asked = self._ask(request)
        if not isinstance(asked.message, WaitRequest):
            raise TypeError("not a wait")
        allowed = self.allowed(asked.caller)
        for cursor in asked.message.cursors:
            if cursor.feed not in allowed:
                raise RefusedError(403, "not_allowed", f"{cursor.feed} is not a feed of this register")
        self._note_contact(asked)
        return Wait(Place(asked.caller.location_id, asked.caller.register_id), asked.message, allowed)

    def poll(self, wait: Wait) -> PullAnswer:
        """Return what there is to tell to a wait now."""
        return self.pull(wait.place, wait.allowed, wait.request, self.clock(), is_wait=True)

    def pull(
        self, place: Place, allowed: frozenset[str], request: PullRequest | WaitRequest, now: datetime, *, is_wait: bool
    ) -> PullAnswer:
        """Return what the feeds of a register have to tell it after its cursors; `RefusedError`."""
        return feeds.pull(
            self.database,
            allowed,
            request,
            now=now,
            most_bytes=wire.MOST_WAIT_ANSWER_BYTES if is_wait else wire.MOST_ANSWER_BYTES,
            moved_only=is_wait,
            admitted=lambda lost: self._doubts.admitted(place, lost, now),
        )

    def open_file(self, request: WireRequest) -> FileAnswer:
        """Return which bytes of which file a request asks for; `RefusedError`."""
        asked = self._ask(request)
        answer = asked.route.answer(self, asked)
        if not isinstance(answer, FileAnswer):
            raise TypeError("not a file")
        return answer

    def allowed(self, caller: Caller) -> frozenset[str]:
        """Return the feeds that a register may read."""
        return frozenset(self.database.look(lambda connection: feeds_of(connection, caller.register_id)))

    # --- one request

    def _answer(self, request: WireRequest) -> WireResponse:
        asked = self._ask(request)
        answer = asked.route.answer(self, asked)
        self._note_contact(asked)
        if isinstance(answer, FileAnswer):
            return self._read_file(answer)
        return self.respond(answer, request)

    def _ask(self, request: WireRequest) -> Asked:
        route = BY_TARGET.get((request.method, request.path))
        if route is None:
            if any(path == request.path for _method, path in BY_TARGET):
                raise RefusedError(405, "wrong_method", request.method[:20])
            raise RefusedError(404, "unknown_path", request.path[:100])
        now = self.clock()
        if len(request.body) > wire.MOST_BODY_BYTES:
            raise RefusedError(413, "too_large", f"{len(request.body)} bytes")
        caller = None
        if not route.is_open:
            caller = authenticate_or_reinstate(self.database, self.authority, request, now)
        call = Call(request, now, caller)
        return Asked(route, call, route.read(call))

    def note_status(self, caller: Caller, told: RegisterStatus, now: datetime) -> None:
        """Keep what a register told of itself, durably."""
        self.database.write(lambda connection: status.note_status(connection, caller.register_id, told, now))

    def _note_contact(self, asked: Asked) -> None:
        """Keep the status that a request told, and that its register was heard of.

        At once when it tells of another version, journal or error; figures that change all the time wait, as the time
        of the contact does, until `keep_contacts`: every register follows each sale of its store by a request.
        """
        caller, now = asked.call.caller, asked.call.now
        if caller is None:
            return
        last, name = getattr(asked.message, "status", None), caller.register_id
        if not isinstance(last, RegisterStatus):
            with self._gate:
                self._seen[name] = now
            return
        lasting = (last.version, last.protocol, last.journal, last.error)
        with self._gate:
            is_news = self._told.get(name) != lasting
            if is_news:
                self._untold.pop(name, None)
            else:
                self._untold[name] = (last, now)
        if is_news:
            self.note_status(caller, last, now)
            with self._gate:
                self._told[name] = lasting

    def keep_contacts(self) -> None:
        """Write down what registers told and when each was last heard of; called now and then by who serves."""
        with self._gate:
            seen, self._seen = self._seen, {}
            untold, self._untold = self._untold, {}

        def work(connection: sa.Connection) -> None:
            for name, (last, at) in sorted(untold.items()):  # in the order of ids, as contacts are
                status.note_status(connection, name, last, at)
            status.note_contacts(connection, seen)

        if seen or untold:
            self.database.write(work)

    def _read_file(self, answer: FileAnswer) -> WireResponse:
        headers = {**answer.headers, TIME_HEADER: instant(self.clock())}
        body = b""
        if answer.end > answer.start:
            with answer.path.open("rb") as file:
                file.seek(answer.start)
                body = file.read(answer.end - answer.start)
        return WireResponse(answer.status, headers, body)


_STATUS_OF: Final = {"too_large": 413, "unknown_encoding": 415}


def refusal_of(error: coding.CodingError) -> RefusedError:
    """Return the refusal of a body that cannot be read."""
    code = "not_parsed" if error.code == "not_packed" else error.code
    return RefusedError(_STATUS_OF.get(error.code, 400), code, error.detail)
