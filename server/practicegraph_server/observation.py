"""What operators see: figures at ``/metrics`` (Prometheus), and a line of JSON for each request, no query text."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Final

from flask import Blueprint, Flask, Response, current_app, request
from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import choose_encoder
from prometheus_client.registry import Collector
from werkzeug.wrappers import Response as BaseResponse

from practicegraph.engine.cache import CachedEngine
from practicegraph_server.service import begin, current, seconds_taken, service_of

blueprint = Blueprint("observation", __name__)

Observe = Callable[[str, str, int, int | None, float], None]
"""Takes method, path, status, bytes and seconds of a response given."""

_KEY: Final = "practicegraph_registry"
_LOG: Final = logging.getLogger("practicegraph.access")
_SECONDS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)


class _ServiceCollector(Collector):
    """The state of the service at the moment it is asked."""

    def __init__(self, app: Flask) -> None:
        self._app = app

    def collect(self) -> Iterator[Metric]:
        with self._app.app_context():
            service = current()
        release = GaugeMetricFamily("practicegraph_release", "The release that answers.", labels=["release"])
        release.add_metric([service.release.id], 1)
        yield release
        triples = sum(graph.triples for graph in service.release.graphs)
        yield GaugeMetricFamily("practicegraph_triples", "Statements of the release.", value=triples)
        if isinstance(service.engine, CachedEngine):
            yield from _cache(service.engine)


def _cache(engine: CachedEngine) -> Iterator[Metric]:
    yield CounterMetricFamily("practicegraph_cache_hits", "Answers given from memory.", value=engine.hits)
    yield CounterMetricFamily(
        "practicegraph_cache_misses", "Answers that were not kept.", value=engine.misses
    )
    yield GaugeMetricFamily("practicegraph_cache_bytes", "Size of the answers kept.", value=engine.size)


@blueprint.get("/metrics")
def metrics() -> BaseResponse:
    """Give the figures in Prometheus' text format, or as OpenMetrics to who asks for it."""
    registry: CollectorRegistry = current_app.extensions[_KEY]
    encode, content_type = choose_encoder(request.headers.get("Accept", ""))
    response = Response(encode(registry), content_type=content_type)
    response.vary.add("Accept")
    response.headers["Cache-Control"] = "no-store"
    return response


class Observer:
    """Takes note of each response given."""

    def __init__(self, registry: CollectorRegistry, release: Callable[[], str], *, log: bool) -> None:
        """``release`` tells the id of the release that answers now."""
        self._release = release
        self._log = log
        self._requests = Counter(
            "practicegraph_requests", "Requests answered.", ["method", "route", "status"], registry=registry
        )
        self._seconds = Histogram(
            "practicegraph_request_seconds", "Time to answer.", ["route"], registry=registry, buckets=_SECONDS
        )

    def note(
        self, method: str, path: str, status: int, size: int | None, seconds: float, route: str | None = None
    ) -> None:
        """Count a response, and log it where that is wanted; ``route`` is the rule of its path if not the path."""
        route = route or path
        self._requests.labels(method, route, status).inc()
        self._seconds.labels(route).observe(seconds)
        if self._log and _LOG.isEnabledFor(logging.INFO):
            line = {
                "method": method,
                "path": path,
                "status": status,
                "bytes": size,
                "seconds": round(seconds, 4),
                "release": self._release(),
                "event": "request",
                "timestamp": datetime.now(UTC).isoformat(timespec="microseconds"),
            }
            _LOG.info("%s", json.dumps(line, ensure_ascii=False))


def register(app: Flask, *, log: bool) -> Observer:
    """Count every request of ``app``, and log it if ``log``; return who does so."""
    registry = app.extensions[_KEY] = CollectorRegistry()
    registry.register(_ServiceCollector(app))
    observer = Observer(registry, lambda: service_of(app).release.id, log=log)

    @app.before_request
    def start() -> None:
        begin()

    @app.after_request
    def note(response: Response) -> Response:
        took = seconds_taken()
        rule = request.url_rule
        observer.note(
            request.method if rule else "other",
            request.path,
            response.status_code,
            response.content_length,
            took,
            rule.rule if rule else "none",
        )
        return response

    return observer


def log_to_stderr() -> None:
    """Let the lines of requests come out on standard error."""
    _LOG.addHandler(logging.StreamHandler(sys.stderr))
    _LOG.setLevel(logging.INFO)
    _LOG.propagate = False
