"""The operators' side: probes and figures for monitoring, and the page (`http/pages`). On its own listener."""

from __future__ import annotations

from typing import Final

from litestar import Litestar, Response, get

from sync.central.api import Api
from sync.central.app import probes
from sync.central.http.lanes import Lane
from sync.central.http.metrics import CONTENT_TYPE, Metrics
from sync.central.http.pages import publications
from sync.central.http.pages.site import Site
from sync.central.http.status_probe import Readiness

MOST_BODY: Final = 64 * 1024


def admin_app(api: Api, lane: Lane, readiness: Readiness, metrics: Metrics, *, is_tls: bool) -> Litestar:
    """Return what the admin listener serves; whatever blocks runs in `lane`. Call it on the event loop."""
    site = Site(api, lane, is_tls=is_tls)

    @get("/metrics", sync_to_thread=False)
    def figures() -> Response[bytes]:
        return Response(metrics.text(), media_type=CONTENT_TYPE)

    return Litestar(
        [figures, *probes(readiness), *site.routes(), *publications.routes(site)],
        openapi_config=None,
        logging_config=None,
        request_max_body_size=MOST_BODY,
        exception_handlers={Exception: site.failed},
    )
