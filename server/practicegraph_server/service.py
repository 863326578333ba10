"""What every view works with: settings, engine, release and catalogue, held by the application."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote

from flask import Flask, current_app, g, has_app_context, has_request_context, request

from practicegraph.catalogue.catalogue import Catalogue
from practicegraph.engine.formats import RESULT_FORMATS
from practicegraph.engine.protocol import Answer, Engine, Following
from practicegraph.release.content import CURATED_DEFAULT
from practicegraph.release.manifest import DefaultGraph
from practicegraph.release.open import Release
from practicegraph.settings import Settings
from practicegraph.terms import EU_COUNTRY, SDG, graph
from practicegraph.writing.writer import Writer

_KEY = "practicegraph"
_BEGUN = "practicegraph_begun"
BEGUN = "practicegraph.begun"
"""Where a request says when its handling began, if that was before the application got it."""
_LEAST = 0.01
"""Seconds that a query is given at least."""
_DESCRIBED_HERE = (SDG, EU_COUNTRY)
"""Namespaces of others whose terms we describe on a page of our own."""


@dataclass(frozen=True, slots=True)
class Service:
    """The parts a view may use."""

    settings: Settings
    engine: Engine
    release: Release
    catalogue: Catalogue
    writer: Writer | None = None

    @property
    def default_graph(self) -> str:
        """The IRI of the graph that writes go to which name none."""
        return graph(CURATED_DEFAULT, self.release.base).value

    @property
    def own_default_graph(self) -> str | None:
        """The IRI that stands for the default graph of an ordinary store; ``None`` where that is a union of graphs."""
        own = self.release.manifest.default_graph is DefaultGraph.OWN
        return self.default_graph if own else None

    def rows(self, query: str) -> list[dict[str, dict[str, str]]]:
        """Return the solutions of one of our own SELECT queries, as in SPARQL 1.1 Query Results JSON."""
        answer = self._asked(query, RESULT_FORMATS[0].media_type)
        bindings: list[dict[str, dict[str, str]]] = json.loads(answer.body)["results"]["bindings"]
        return bindings

    def graph(self, query: str, media_type: str) -> Answer:
        """Return the graph of one of our own CONSTRUCT queries."""
        return self._asked(query, media_type)

    def _asked(self, query: str, media_type: str) -> Answer:
        client = request.remote_addr if has_request_context() else None
        return self.engine.run(
            query, media_type=media_type, deadline=self.seconds_left(), client=client or ""
        )

    def seconds_left(self, begun: float | None = None) -> float:
        """Return the seconds that the request may still take which is being handled, or was begun to be at ``begun``.

        All its queries share one deadline.
        """
        taken = seconds_taken() if begun is None else time.perf_counter() - begun
        return max(_LEAST, self.settings.deadline - taken)

    def local(self, iri: str) -> str:
        """Return where this host tells of an IRI: its path for ours; other IRIs mostly as they are."""
        base = self.settings.base
        if iri.startswith(base):
            return f"/{iri.removeprefix(base)}"
        return f"/about?iri={quote(iri, safe='')}" if iri.startswith(_DESCRIBED_HERE) else iri


def install(app: Flask, service: Service) -> None:
    """Give ``app`` its service."""
    app.extensions[_KEY] = service


def current() -> Service:
    """Return the service of the application that handles the request, the same throughout one request."""
    found: Any = g.setdefault(_KEY, current_app.extensions[_KEY])
    if not isinstance(found, Service):
        raise TypeError(_KEY)
    return found


def begin() -> None:
    """Note that the handling of a request begins."""
    setattr(g, _BEGUN, request.environ.get(BEGUN) or time.perf_counter())


def seconds_taken() -> float:
    """Return the seconds since the handling of the request began, 0 outside of one."""
    now = time.perf_counter()
    begun: float = g.get(_BEGUN, now) if has_app_context() else now
    return now - begun


def service_of(app: Flask) -> Service:
    """Return the service of an application as it is now."""
    service: Service = app.extensions[_KEY]
    return service


def publish(release: Release, following: Following | None = None) -> None:
    """Let the application answer from another release from now on; returns when whoever asks gets it.

    ``following`` tells how it differs from the release that it was made from.
    """
    service: Service = current_app.extensions[_KEY]
    if release.id != service.release.id:
        service.engine.switch(release.snapshot, release.id, following)
        current_app.extensions[_KEY] = replace(service, release=release)
    g.pop(_KEY, None)
