"""The application: blueprints over one service."""

from __future__ import annotations

from flask import Flask

from practicegraph import __version__
from practicegraph.catalogue.catalogue import Catalogue
from practicegraph.engine.protocol import Engine
from practicegraph.release.open import Release
from practicegraph.release.writer import Writer
from practicegraph.settings import Settings
from practicegraph_server import (
    documents,
    graph_store,
    headers,
    machines,
    pages,
    presentation,
    problems,
    queries,
    resources,
    sparql,
    updates,
)
from practicegraph_server.service import Service, install


def create_app(
    settings: Settings,
    engine: Engine,
    release: Release,
    catalogue: Catalogue,
    writer: Writer | None = None,
) -> Flask:
    """Return the application that serves ``release`` through ``engine``; without a writer it takes no writes."""
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = max(settings.query_limit * 4, settings.update_limit * 2)
    app.config["MAX_FORM_MEMORY_SIZE"] = max(settings.query_limit * 4, settings.update_limit * 2)
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    install(app, Service(settings, engine, release, catalogue, writer))
    for room in (sparql, updates, graph_store, pages, queries, documents, machines, resources):
        app.register_blueprint(room.blueprint)
    presentation.register(app)
    problems.register(app)
    headers.register(app)
    app.jinja_env.globals["version"] = __version__
    return app
