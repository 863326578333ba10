"""What operators see: figures at ``/metrics`` (Prometheus), and a line of JSON for each request, no query text."""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Iterator
from typing import Final

import structlog
from flask import Blueprint, Flask, Response, current_app, g, request
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from werkzeug.wrappers import Response as BaseResponse

from practicegraph.engine.cache import CachedEngine
from practicegraph_server.service import current

blueprint = Blueprint("observation", __name__)

_KEY: Final = "practicegraph_registry"
_STARTED: Final = "practicegraph_observed"
_ACCESS: Final = "practicegraph.access"
_LOG: Final = structlog.wrap_logger(
    logging.getLogger(_ACCESS),
    processors=[
        structlog.stdlib.filter_by_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.JSONRenderer(ensure_ascii=False),
    ],
)
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
    """Give the figures in Prometheus' text format."""
    registry: CollectorRegistry = current_app.extensions[_KEY]
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


def register(app: Flask, *, log: bool) -> None:
    """Count every request of ``app``, and log it if ``log``."""
    registry = app.extensions[_KEY] = CollectorRegistry()
    registry.register(_ServiceCollector(app))
    requests = Counter(
        "practicegraph_requests", "Requests answered.", ["method", "route", "status"], registry=registry
    )
    seconds = Histogram(
        "practicegraph_request_seconds", "Time to answer.", ["route"], registry=registry, buckets=_SECONDS
    )

    @app.before_request
    def start() -> None:
        setattr(g, _STARTED, time.perf_counter())

    @app.after_request
    def note(response: Response) -> Response:
        took = time.perf_counter() - g.pop(_STARTED, time.perf_counter())
        route = request.url_rule.rule if request.url_rule else "none"
        method = request.method if request.url_rule else "other"
        requests.labels(method, route, response.status_code).inc()
        seconds.labels(route).observe(took)
        if log:
            _LOG.info(
                "request",
                method=method,
                path=request.path,
                status=response.status_code,
                bytes=response.content_length,
                seconds=round(took, 4),
                release=current().release.id,
            )
        return response


def log_to_stderr() -> None:
    """Let the lines of requests come out on standard error."""
    access = logging.getLogger(_ACCESS)
    access.addHandler(logging.StreamHandler(sys.stderr))
    access.setLevel(logging.INFO)
    access.propagate = False
