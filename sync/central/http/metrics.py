"""What the service counts of itself, for Prometheus; served on the admin listener alone. Any thread."""

from __future__ import annotations

from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

CONTENT_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"
_SECONDS: Final = (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10)


class Metrics:
    """The figures of one service; each has its own, so that several live in one process."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        of = self.registry
        self.requests = Counter("omnitill_requests", "Requests answered", ("path", "status"), registry=of)
        self.refusals = Counter("omnitill_refusals", "Requests refused", ("code",), registry=of)
        self.pushes = Counter("omnitill_pushes", "Pushes served", ("lane",), registry=of)
        self.events = Counter("omnitill_events", "Events taken by pushes", registry=of)
        self.push_seconds = Histogram(
            "omnitill_push_seconds", "From a push's last byte to its answer", buckets=_SECONDS, registry=of
        )
        self.waits = Gauge("omnitill_waits_held", "Requests held until something moves", registry=of)
        self.lane = Gauge("omnitill_lane_held", "Works running or waiting in a lane", ("lane",), registry=of)
        self.connections = Gauge("omnitill_connections", "Open connections of registers", registry=of)
        self.snapshots = Counter(
            "omnitill_snapshot_offers", "Snapshots offered, built when none was ready", registry=of
        )
        self.snapshot_files = Gauge("omnitill_snapshot_files", "Snapshot files that are known", registry=of)
        self.quarantine = Gauge("omnitill_quarantine_events", "Events held in quarantine", registry=of)
        self.feed_lag = Gauge(
            "omnitill_feed_age_seconds", "Since the last change of any feed of a kind", ("kind",), registry=of
        )
        self.disk = Gauge("omnitill_free_disk_bytes", "Free where the centre keeps its files", registry=of)

    def text(self) -> bytes:
        """Return all figures as Prometheus reads them."""
        return generate_latest(self.registry)
