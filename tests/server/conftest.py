"""A release of a few documents, served in this process and over HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from running import running

from practicegraph.building.build import build
from practicegraph.catalogue.catalogue import Catalogue
from practicegraph.engine.embedded import EmbeddedEngine
from practicegraph.folders import folder
from practicegraph.release.open import Release, open_release
from practicegraph.settings import Settings
from practicegraph_server.app import create_app

HOSTILE = """Good Practices / A <script>alert(1)</script> & "quoted" practice

A <script>alert(1)</script> & "quoted" practice

Organisation

Ministry of <b>Bold</b> Affairs

Country

Sweden

More information

http://example.org/'onmouseover='alert(1)
"""


@pytest.fixture(scope="session")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    documents = tmp_path_factory.mktemp("documents")
    for name in ("refuin", "partner_form"):
        for path in (folder("data", "documents") / name).iterdir():
            (documents / path.name).write_bytes(path.read_bytes())
    (documents / "hostile_en.txt").write_text(HOSTILE, encoding="utf-8")
    directory = tmp_path_factory.mktemp("data")
    build((documents,), Settings(directory=directory), _silent)
    return directory


def _silent(*_: object) -> None:
    """Take no notice of the build's progress."""


@pytest.fixture(scope="session")
def release(directory: Path) -> Release:
    return open_release(directory)


@pytest.fixture(scope="session")
def app(release: Release, directory: Path) -> Iterator[Flask]:
    settings = Settings(directory=directory, deadline=3)
    with EmbeddedEngine(release.snapshot, release.id, settings) as engine:
        app = create_app(settings, engine, release, Catalogue.load())
        app.testing = False
        yield app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture(scope="session")
def address(directory: Path) -> Iterator[str]:
    """The address of a real server process; it is ended by its own process id."""
    with running(directory, "--deadline", "2") as found:
        yield found
