"""The application: blueprints over one service."""

from __future__ import annotations

from flask import Flask

from practicegraph import __version__
from practicegraph.catalogue.catalogue import Catalogue
from practicegraph.engine.protocol import Engine
from practicegraph.release.open import Release
from practicegraph.settings import Settings
from practicegraph_server import (
    documents,
    headers,
    machines,
    pages,
    presentation,
    problems,
    queries,
    resources,
    sparql,
)
from practicegraph_server.service import Service, install


def create_app(settings: Settings, engine: Engine, release: Release, catalogue: Catalogue) -> Flask:
    """Return the application that serves ``release`` through ``engine``."""
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = settings.query_limit * 4
    app.config["MAX_FORM_MEMORY_SIZE"] = settings.query_limit * 4
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    install(app, Service(settings, engine, release, catalogue))
    for room in (sparql, pages, queries, documents, machines, resources):
        app.register_blueprint(room.blueprint)
    presentation.register(app)
    problems.register(app)
    headers.register(app)
    app.jinja_env.globals["version"] = __version__
    return app
