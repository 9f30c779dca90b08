"""The routes of the operators' page. Handlers run on the event loop; whatever asks the database runs in the lane."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, TypeAlias, TypeVar
from urllib.parse import parse_qsl, quote, urlsplit

import sqlalchemy as sa
from litestar import Request, Response, get, post
from litestar.types import ControllerRouterHandler
from msgspec import Struct

from sync.central import status
from sync.central.api import Api
from sync.central.http.failures import told
from sync.central.http.lanes import Lane
from sync.central.http.limits import Buckets, Rate
from sync.central.http.pages import changes, view
from sync.central.http.pages.sessions import LIFE, Session, Sessions
from sync.central.identity.operators import Operator, acts, operator_of
from sync.central.identity.tables import operator as operators
from sync.central.journal import repair
from sync.central.refused import RefusedError
from sync.central.settings import is_loopback
from sync.protocol.base import instant

T = TypeVar("T")
Asked: TypeAlias = Request[Any, Any, Any]
Page: TypeAlias = Response[bytes]

ROWS: Final = 50
MOST_FORM: Final = 8 * 1024
LOGINS: Final = Rate(0.2, 10)
HEADERS: Final = {
    "content-security-policy": "default-src 'none'; style-src 'self'; font-src 'self'; form-action 'self';"
    " base-uri 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}
_LANGUAGE: Final = "language"
_COOKIE: Final = {True: "__Host-omnitill", False: "omnitill"}
"""By whether it is for TLS alone, which the name's prefix has browsers insist on."""
_KEYS: Final[Mapping[str, Callable[[status.RegisterRow], Any]]] = {
    "name": lambda row: (row.name.casefold(), row.id),
    "seen": lambda row: row.seen_at,
    "waiting": lambda row: -row.waiting,
    "oldest": lambda row: row.oldest_waiting if row.waiting else "~",
    "epoch": lambda row: -row.epoch,
    "clock": lambda row: -abs(row.offset),
    "quarantine": lambda row: -row.held,
    "disk": lambda row: row.free_disk or 2**63,
    "version": lambda row: row.version,
}
"""By what the registers can be sorted; "attention" is the order that they come in."""


class Form(Struct, frozen=True):
    """A POST that was made by a page of this session: its fields, and who sent it."""

    session: Session
    fields: Mapping[str, str]


class Site:
    """The page of one service."""

    def __init__(self, api: Api, lane: Lane, *, is_tls: bool) -> None:
        self.api = api
        self._lane = lane
        self._is_tls = is_tls
        clock = asyncio.get_running_loop().time
        self._sessions = Sessions(clock)
        self._logins = Buckets(LOGINS, clock)

    def routes(self) -> Sequence[ControllerRouterHandler]:
        """Return every route."""
        return [*self._open_routes(), *self._read_routes(), *self._change_routes()]

    def _open_routes(self) -> Sequence[ControllerRouterHandler]:
        @get("/")
        async def home() -> Page:
            return to("/registers")

        @get("/style.css", sync_to_thread=False)
        def style() -> Page:
            return Response(view.style(), media_type="text/css", headers={**HEADERS, "cache-control": "max-age=300"})

        @get("/fonts/{name:str}", sync_to_thread=False)
        def font(name: str) -> Page:
            data = view.font(name.removesuffix(".ttf"))
            headers = {**HEADERS, "cache-control": "max-age=604800"}
            return Response(data or b"", status_code=200 if data else 404, media_type="font/ttf", headers=headers)

        @get("/login")
        async def login_page(request: Asked) -> Page:
            return self.show(request, "login.html")

        @post("/login")
        async def login(request: Asked) -> Page:
            return await self._login(request)

        return [home, style, font, login_page, login]

    def _read_routes(self) -> Sequence[ControllerRouterHandler]:
        @get("/registers")
        async def registers(request: Asked) -> Page:
            return await self._registers(request)

        @get("/registers/{register_id:str}")
        async def register(request: Asked, register_id: str) -> Page:
            session = await self.session(request)
            return await self._register(request, session, register_id) if session else to("/login")

        @get("/registers/{register_id:str}/events/{epoch:int}/{seq:int}")
        async def event(request: Asked, register_id: str, epoch: int, seq: int) -> Page:
            return await self._event(request, register_id, epoch, seq)

        @get("/totals")
        async def totals(request: Asked) -> Page:
            session = await self.session(request)
            if session is None:
                return to("/login")
            found = await self.do(lambda: status.read_totals(self.api.database, self.api.clock()))
            return self.show(request, "totals.html", session, here="totals", totals=found)

        @get("/acts")
        async def acts_page(request: Asked) -> Page:
            session = await self.session(request)
            if session is None:
                return to("/login")
            found = await self.do(lambda: self.api.database.read(acts))
            return self.show(request, "acts.html", session, here="acts", acts=found)

        @get("/api/registers")
        async def told_registers(request: Asked) -> Response[Any]:
            return await self._told(request)

        return [registers, register, event, totals, acts_page, told_registers]

    def _change_routes(self) -> Sequence[ControllerRouterHandler]:
        @post("/logout")
        async def logout(request: Asked) -> Page:
            form = await self.form(request)
            if isinstance(form, Form):
                self._sessions.end(self._session_id(request))
            answer = to("/login")
            self._keep(request, answer, "", 0)
            return answer

        @post("/registers/{register_id:str}/{act:str}")
        async def change(request: Asked, register_id: str, act: str) -> Page:
            return await self._change(request, register_id, act)

        return [logout, change]

    # --- who asks

    async def session(self, request: Asked) -> Session | None:
        """Return the session of a request whose operator may still operate."""
        name = self._session_id(request)
        session = self._sessions.find(name)
        if session is None:
            return None
        operator = await self.do(lambda: self._present(session.operator.name))
        if operator is None:
            self._sessions.end(name)
            return None
        session.operator = operator
        return session

    def _present(self, name: str) -> Operator | None:
        o = operators.c
        select = sa.select(o.name, o.scope).where(
            o.name == name, o.revoked_at == "", o.expires_at > instant(self.api.clock())
        )
        row = self.api.database.read(lambda connection: connection.execute(select).first())
        return None if row is None else Operator(row.name, row.scope)

    async def form(self, request: Asked, scope: str = "view") -> Form | Page:
        """Return a form that this session's own page made and whose operator has `scope`, else the answer to it."""
        session = await self.session(request)
        if session is None:
            return to("/login")
        fields = await _fields(request)
        if not _is_same_origin(request) or not session.is_form_of(fields.get("csrf", "")):
            return self.say(request, session, 403, "expired_form")
        if not session.operator.may(scope):
            return self.say(request, session, 403, "forbidden")
        return Form(session, fields)

    async def _login(self, request: Asked) -> Page:
        address = request.client.host if request.client else ""
        if self._logins.look(address):  # only those that fail are counted
            return self.say(request, None, 429, "slow_down", template="login.html")
        fields = await _fields(request)
        operator = None
        if _is_same_origin(request):
            token = fields.get("token", "").strip()
            operator = await self.do(lambda: operator_of(self.api.database, token, self.api.clock()))
        if operator is None:
            self._logins.take(address)
            return self.say(request, None, 403, "wrong_token", template="login.html")
        self._sessions.end(self._session_id(request))
        answer = to("/registers")
        self._keep(request, answer, self._sessions.begin(operator), int(LIFE))
        return answer

    def _session_id(self, request: Asked) -> str:
        return request.cookies.get(_COOKIE[self._is_secure(request)], "")

    def _keep(self, request: Asked, answer: Page, session_id: str, seconds: int) -> None:
        """Let the browser keep a session's id, or with no seconds forget it."""
        is_secure = self._is_secure(request)
        answer.set_cookie(
            key=_COOKIE[is_secure],
            value=session_id,
            max_age=seconds,
            path="/",
            secure=is_secure,
            httponly=True,
            samesite="strict",
        )

    def _is_secure(self, request: Asked) -> bool:
        """Whether the browser may keep what it is given for TLS alone: always, but on plain HTTP of its own machine.

        What the browser addressed counts: a listener on loopback may be reached by a proxy that speaks TLS.
        """
        if self._is_tls or request.headers.get("x-forwarded-proto", "").lower() == "https":
            return True
        return not is_loopback(_host_of(request))

    # --- pages

    async def _registers(self, request: Asked) -> Page:
        session = await self.session(request)
        if session is None:
            return to("/login")
        rows = await self.do(lambda: status.read_registers(self.api.database, self.api.clock()))
        asked = request.query_params
        find, sort = str(asked.get("find", ""))[:60], str(asked.get("sort", "attention"))
        is_down = asked.get("down") == "1"
        troubled = [row for row in rows if row.level]
        shown = _found(rows, find, sort, is_down=is_down)
        pages = max(1, -(-len(shown) // ROWS))
        page = min(max(1, _number(str(asked.get("page", "1")))), pages)
        return self.show(
            request,
            "registers.html",
            session,
            here="registers",
            rows=shown[(page - 1) * ROWS : page * ROWS],
            total=len(rows),
            troubled=len(troubled),
            worst=max((row.level for row in troubled), default=0),
            find=find,
            sort=sort if sort in _KEYS else "attention",
            is_down=is_down,
            page=page,
            pages=pages,
        )

    async def _register(
        self,
        request: Asked,
        session: Session,
        register_id: str,
        *,
        note: str = "",
        code: str = "",
        status_code: int = 200,
    ) -> Page:
        def read() -> tuple[status.RegisterPage, list[tuple[status.HeldEvent, str]]] | None:
            found = status.read_register(self.api.database, register_id[:128], self.api.clock())
            return None if found is None else (found, self._with_texts(found))

        found = await self.do(read)
        if found is None:
            return self.say(request, session, 404, "not_found")
        page, held = found
        return self.show(
            request,
            "register.html",
            session,
            status_code=status_code,
            here="registers",
            row=page.row,
            epochs=page.epochs,
            head_hash=page.head_hash,
            held=held,
            alarms=page.alarms,
            acts=page.acts,
            code_until=page.code_until,
            code=code,
            note=note,
            is_bad=status_code >= 400,
            may_manage=session.operator.may("manage"),
        )

    def _with_texts(self, page: status.RegisterPage) -> list[tuple[status.HeldEvent, str]]:
        """Return each event with the beginning of its text."""
        found = []
        for one in page.held:
            data = status.read_event(self.api.database, page.row.id, one.epoch, one.seq) or b""
            found.append((one, view.cut(data[: 4 * view.MOST_SHOWN].decode(errors="replace"))))
        return found

    async def _event(self, request: Asked, register_id: str, epoch: int, seq: int) -> Page:
        session = await self.session(request)
        if session is None:
            return to("/login")
        if max(epoch, seq) >= 2**63 or min(epoch, seq) < 0:
            return self.say(request, session, 404, "not_found")
        try:
            text = await self.do(
                lambda: self.api.database.read(
                    lambda connection: repair.show(connection, register_id[:128], epoch, seq)
                )
            )
        except LookupError:
            return self.say(request, session, 404, "not_found")
        return Response(text.encode(errors="replace"), media_type="text/plain", headers=HEADERS)

    async def _told(self, request: Asked) -> Response[Any]:
        """The registers as JSON, for who shows the token in the `authorization` header."""
        kind, _, token = request.headers.get("authorization", "")[:200].partition(" ")
        operator, asker = None, f"api {request.client.host if request.client else ''}"
        if kind.lower() == "bearer" and not self._logins.look(asker):
            operator = await self.do(lambda: operator_of(self.api.database, token, self.api.clock()))
        if operator is None:
            self._logins.take(asker)
            return Response({"code": "forbidden"}, status_code=401, headers={**HEADERS, "www-authenticate": "Bearer"})
        rows = await self.do(lambda: status.read_registers(self.api.database, self.api.clock()))
        return Response([status.as_json(row) for row in rows], headers=HEADERS)

    # --- changes

    async def _change(self, request: Asked, register_id: str, act: str) -> Page:
        change = changes.BY_NAME.get(act)
        form = await self.form(request, "manage")
        if not isinstance(form, Form):
            return form
        if change is None:
            return self.say(request, form.session, 404, "not_found")
        language = self.words(request)
        try:
            done = await self.do(
                lambda: change(self.api, register_id[:128], form.session.operator.name, form.fields, language)
            )
        except LookupError:
            return self.say(request, form.session, 404, "not_found")
        except changes.CannotError as error:
            note = language(error.key, *error.values)
            return await self._register(request, form.session, register_id, note=note, status_code=error.status)
        except RefusedError as refused:
            return self.say(request, form.session, refused.status, refused.code)
        return await self._register(request, form.session, register_id, note=done.note, code=done.code)

    # --- answers

    async def do(self, work: Callable[[], T]) -> T:
        """Return what `work` does in the lane."""
        return await self._lane.run(work)

    def words(self, request: Asked) -> view.Words:
        """Return the words of the language that a request wishes."""
        wished = str(request.query_params.get("lang", "") or request.cookies.get(_LANGUAGE, ""))
        language = view.language_of(wished, request.headers.get("accept-language", ""))
        return view.Words(language, self.api.clock())

    def show(
        self,
        request: Asked,
        template: str,
        session: Session | None = None,
        *,
        status_code: int = 200,
        **values: Any,  # noqa: ANN401
    ) -> Page:
        """Return a page made of a template."""
        words = self.words(request)
        shown = {"note": "", "is_bad": False, "here": "", **values}
        answer: Page = Response(
            view.render(template, t=words, session=session, **shown),
            status_code=status_code,
            media_type="text/html",
            headers=HEADERS,
        )
        if request.query_params.get("lang") in view.LANGUAGES:
            answer.set_cookie(
                key=_LANGUAGE,
                value=words.language,
                max_age=31_536_000,
                secure=self._is_secure(request),
                httponly=True,
                samesite="strict",
            )
        return answer

    def say(
        self, request: Asked, session: Session | None, status_code: int, key: str, template: str = "message.html"
    ) -> Page:
        """Return a page that says one thing."""
        note = self.words(request)(key)
        return self.show(request, template, session, status_code=status_code, note=note, is_bad=True)

    def failed(self, request: Asked, error: Exception) -> Page:
        """Answer what went wrong with no more than that it did."""
        code = getattr(error, "status_code", None) or (error.status if isinstance(error, RefusedError) else 500)
        if code >= 500:
            changes.log.error("the page: %s", told(error))
        return self.say(request, None, code, "not_found" if code == 404 else "error")


def to(path: str) -> Page:
    """Send the browser to another page of ours."""
    return Response(b"", status_code=303, headers={**HEADERS, "location": quote(path)})


def _found(rows: Sequence[status.RegisterRow], find: str, sort: str, *, is_down: bool) -> list[status.RegisterRow]:
    words = find.casefold()
    shown = [
        row for row in rows if words in f"{row.id} {row.name} {row.location_id} {row.location} {row.state}".casefold()
    ]
    if sort in _KEYS:
        shown.sort(key=_KEYS[sort])
    return shown[::-1] if is_down else shown


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 1


async def _fields(request: Asked) -> dict[str, str]:
    """Return a form's fields; {} for what is none."""
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/x-www-form-urlencoded":
        return {}
    body = await request.body()
    try:
        pairs = parse_qsl(body[:MOST_FORM].decode(), keep_blank_values=True, max_num_fields=20)
    except ValueError:
        return {}
    return dict(pairs)


def _host_of(request: Asked) -> str:
    """Return the name of the machine that the browser addressed."""
    try:
        return urlsplit(f"//{request.headers.get('host', '')}").hostname or ""
    except ValueError:
        return ""


def _is_same_origin(request: Asked) -> bool:
    """Refuse what a browser says comes from another site; the form's own secret is what counts."""
    if request.headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
        return False
    origin = request.headers.get("origin")
    return origin is None or origin.partition("://")[2] == request.headers.get("host", "")
