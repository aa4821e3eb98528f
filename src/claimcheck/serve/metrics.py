"""What Prometheus is told: requests by address and status, seconds of analysis, what waits, workers and why they were replaced."""

from __future__ import annotations

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    generate_latest,
)

_SECONDS = (0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60)


class Metrics:
    """The figures of one service; nothing in them tells what was sent."""

    content_type = CONTENT_TYPE_LATEST

    def __init__(self) -> None:
        self._registry = kept = CollectorRegistry()
        ProcessCollector(registry=kept)
        self.requests = Counter("claimcheck_requests", "Requests answered.", ("path", "status"), registry=kept)
        self.seconds = Histogram("claimcheck_analysis_seconds", "Of a document.", buckets=_SECONDS, registry=kept)
        self.received = Counter("claimcheck_received_bytes", "Of documents that were analysed.", registry=kept)
        self.waiting = Gauge("claimcheck_requests_admitted", "Requests that wait or are analysed.", registry=kept)
        self.ready = Gauge("claimcheck_workers_ready", "Workers that have loaded the engine.", registry=kept)
        self.replaced = Counter("claimcheck_workers_replaced", "Workers that ended.", ("reason",), registry=kept)

    def text(self) -> bytes:
        """Return the figures of now in Prometheus's text format."""
        return generate_latest(self._registry)
