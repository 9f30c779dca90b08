"""The operators' side: probes and figures for monitoring, and the page (`http/pages`). On its own listener."""

from __future__ import annotations

from litestar import Litestar, Response, get

from sync.central.api import Api
from sync.central.app import probes
from sync.central.http.lanes import Lane
from sync.central.http.metrics import CONTENT_TYPE, Metrics
from sync.central.http.status_probe import Readiness


def admin_app(api: Api, lane: Lane, readiness: Readiness, metrics: Metrics, *, is_tls: bool) -> Litestar:
    """Return what the admin listener serves; whatever blocks runs in `lane`."""

    @get("/metrics", sync_to_thread=False)
    def figures() -> Response[bytes]:
        return Response(metrics.text(), media_type=CONTENT_TYPE)

    return Litestar([figures, *probes(readiness)], openapi_config=None, logging_config=None)
