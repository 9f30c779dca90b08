"""The Litestar applications: what registers reach, and what operators and monitoring reach. Made by `serving`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final

from litestar import Litestar, MediaType, Request, Response, asgi, get
from litestar.exceptions import HTTPException
from litestar.types import ControllerRouterHandler

from sync.central.api import Api
from sync.central.http.document import document
from sync.central.http.envelope import Receive, Scope, Send
from sync.central.http.registers import Registers
from sync.central.http.status_probe import Readiness
from sync.central.refused import RefusedError
from sync.central.routes import ROUTES
from sync.protocol import wire

VERSION: Final = "1"


def register_app(api: Api, registers: Registers, readiness: Readiness, version: str = VERSION) -> Litestar:
    """Return what the register-facing listener serves."""
    told = json.dumps(document(version)).encode()
    paths = sorted({wire.PREFIX + route.path for route in ROUTES})

    @asgi(paths, copy_scope=False)
    async def requests(scope: Scope, receive: Receive, send: Send) -> None:
        await registers(scope, receive, send)

    @get("/openapi.json", include_in_schema=False, sync_to_thread=False)
    def openapi() -> Response[bytes]:
        return Response(told, media_type=MediaType.JSON)

    def failed(_request: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
        """Answer what no route took; a failure of ours says no more than that it is one."""
        status = error.status_code if isinstance(error, HTTPException) else 500
        code = {404: "unknown_path", 405: "wrong_method"}.get(status, "incident" if status >= 500 else "not_parsed")
        refusal = api.refuse(RefusedError(status, code))
        return Response(refusal.body, status_code=status, headers=dict(refusal.headers), media_type=MediaType.JSON)

    return Litestar(
        [requests, openapi, *probes(readiness)],
        openapi_config=None,
        exception_handlers={Exception: failed},
        logging_config=None,
    )


def probes(readiness: Readiness) -> Sequence[ControllerRouterHandler]:
    """Return the routes by which a supervisor learns whether the process lives and whether it can serve."""

    @get("/healthz", media_type=MediaType.TEXT, sync_to_thread=False)
    def healthz() -> str:
        return "ok\n"

    @get("/readyz", media_type=MediaType.TEXT)
    async def readyz() -> Response[str]:
        problem = await readiness.problem()
        return Response(f"{problem or 'ok'}\n", status_code=503 if problem else 200, media_type=MediaType.TEXT)

    return [healthz, readyz]
