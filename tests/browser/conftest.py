"""A real browser: Chromium where there is one, else these tests are skipped with that reason."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from running import running

from practicegraph.building.build import build
from practicegraph.folders import folder
from practicegraph.settings import Settings

sync_api = pytest.importorskip("playwright.sync_api", reason="needs playwright: pip install '.[browser]'")

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a real server over two shipped documents."""
    directory = tmp_path_factory.mktemp("browser")
    documents = tuple(sorted((folder("data", "documents") / "refuin").glob("together*")))
    build(documents, Settings(directory=directory), _silent)
    with running(directory) as found:
        yield found


def _silent(*_: object) -> None:
    """Take no notice of the build's progress."""


@pytest.fixture(scope="session")
def browser() -> Iterator[sync_api.Browser]:
    path = os.environ.get("PRACTICEGRAPH_CHROMIUM") or shutil.which("chromium")
    if path is None or not Path(path).is_file():
        pytest.skip("needs Chromium: install it, or name it in PRACTICEGRAPH_CHROMIUM")
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield started
        started.close()


def is_trouble(message: sync_api.ConsoleMessage) -> bool:
    """Whether a message tells of an error; that a wrong query is answered by 400 is none."""
    return message.type == "error" and "responded with a status of 400" not in message.text


@pytest.fixture
def page(browser: sync_api.Browser, address: str) -> Iterator[sync_api.Page]:
    """A page whose script errors and refused requests fail the test."""
    context = browser.new_context(base_url=address, locale="sv-SE")
    page = context.new_page()
    troubles: list[str] = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on("console", lambda message: troubles.append(message.text) if is_trouble(message) else None)
    page.on(
        "request",
        lambda request: (
            None if request.url.startswith((address, "data:", "blob:")) else troubles.append(request.url)
        ),
    )
    yield page
    context.close()

    assert troubles == []


@pytest.fixture
def plain_page(browser: sync_api.Browser, address: str) -> Iterator[sync_api.Page]:
    """A page without scripts."""
    context = browser.new_context(base_url=address, java_script_enabled=False)
    yield context.new_page()
    context.close()
