"""Make ``docs/images/practice.png``: the page of a practice of the shipped documents, its first evidence open.

    pip install -e '.[browser]'
    python docs/picture.py [PRACTICE]

Chromium comes from the system, or from what ``PRACTICEGRAPH_CHROMIUM`` names.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests" / "surroundings"))

from running import running  # noqa: E402 - it is beside the tests

from practicegraph.building.build import build  # noqa: E402
from practicegraph.folders import folder  # noqa: E402
from practicegraph.settings import Settings  # noqa: E402

PRACTICE = "together-for-integration"
SIZE = {"width": 1100, "height": 1000}
OPEN = 3
"""How many values show their sentences."""


def main(practice: str = PRACTICE) -> None:
    """Build, serve, open the page and take its picture."""
    browser = os.environ.get("PRACTICEGRAPH_CHROMIUM") or shutil.which("chromium")
    with tempfile.TemporaryDirectory() as directory, sync_playwright() as playwright:
        build([folder("data", "documents")], Settings(directory=Path(directory)))
        with running(Path(directory)) as address:
            page = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"]).new_page(
                viewport=SIZE, locale="en-GB"
            )
            page.goto(f"{address}/page/id/practice/{practice}")
            for value in page.locator("main details").all()[:OPEN]:
                value.locator("summary").click()
            page.mouse.move(0, 0)
            page.screenshot(path=ROOT / "docs" / "images" / "practice.png")


if __name__ == "__main__":
    main(*sys.argv[1:])
