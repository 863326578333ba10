"""The application: blueprints over one service."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from practicegraph import __version__
from practicegraph.catalogue.catalogue import Catalogue
from practicegraph.engine.protocol import Engine
from practicegraph.explaining.explaining import Explaining
from practicegraph.release.open import Release
from practicegraph.settings import Settings
from practicegraph.writing.writer import Writer
from practicegraph_server import (
    ahead,
    compression,
    documents,
    emptiness,
    explanations,
    graph_store,
    interface,
    limits,
    machines,
    observation,
    pages,
    portable,
    presentation,
    problem_types,
    problems,
    profiles,
    queries,
    releases,
    requested,
    resources,
    sparql,
    updates,
)
from practicegraph_server.endpoint import Endpoint
from practicegraph_server.headers import Headers
from practicegraph_server.kept_responses import KeptResponses
from practicegraph_server.limits import ClientLimits
from practicegraph_server.observation import Observe
from practicegraph_server.service import Service, install, service_of

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

_ROOMS: Final = (
    sparql,
    emptiness,
    portable,
    updates,
    graph_store,
    pages,
    queries,
    documents,
    explanations,
    releases,
    profiles,
    problem_types,
    machines,
    observation,
    resources,
)
"""What has routes; the first that fits an address answers it."""


def create_app(
    settings: Settings,
    engine: Engine,
    release: Release,
    catalogue: Catalogue,
    writer: Writer | None = None,
    *,
    sandbox: bool = True,
) -> Flask:
    """Return the application that serves ``release`` through ``engine``; without a writer it takes no writes.

    ``sandbox=False`` leaves the process that explains on the network, as for
    :class:`practicegraph.engine.embedded.EmbeddedEngine`.
    """
    app = _configured(settings)
    install(app, Service(settings, engine, release, catalogue, writer))
    for room in _ROOMS:
        app.register_blueprint(room.blueprint)
    observer = observation.register(app, log=settings.request_log)
    clients = ClientLimits(settings.client_queries, settings.client_seconds)
    limits.register(app, clients)
    memory = settings.worker_memory
    explanations.register(app, Explaining(deadline=settings.deadline, memory=memory, sandbox=sandbox))
    compression.register(app)
    requested.register(app)
    presentation.register(app)
    interface.register(app)
    problems.register(app)
    app.wsgi_app = _in_front(app, clients, observer.note)  # type: ignore[method-assign]
    return app


def _in_front(app: Flask, clients: ClientLimits, observe: Observe) -> Headers:
    """Return the application with what answers before it, outermost last."""
    settings = service_of(app).settings
    front: WSGIApplication
    front = endpoint = Endpoint(
        app.wsgi_app, service=lambda: service_of(app), limits=clients, observe=observe
    )
    kept = None
    if settings.result_cache:
        front = kept = KeptResponses(
            front,
            release=lambda: service_of(app).release.id,
            budget=settings.result_cache // 4,
            observe=observe,
        )
    ahead.install(app, ahead.Ahead(endpoint, kept, settings.proxies))
    if settings.proxies:
        front = ProxyFix(front, x_for=settings.proxies, x_proto=0)
    return Headers(front)


def _configured(settings: Settings) -> Flask:
    """Return an application that knows its limits, its proxies and how its templates are written."""
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = max(settings.query_limit * 4, settings.update_limit * 2)
    app.config["MAX_FORM_MEMORY_SIZE"] = max(settings.query_limit * 4, settings.update_limit * 2)
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals["version"] = __version__
    return app
