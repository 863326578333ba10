"""What many tests share."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from practicegraph.release.open import Release

ROOT = Path(__file__).parents[1]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the option that writes expected results anew; read each difference before it is committed."""
    parser.addoption(
        "--regenerate",
        action="store_true",
        help="Write the expected results of queries in place of comparing.",
    )


@pytest.fixture(scope="session")
def shared() -> Path:
    """The reference material beside the checkout; tests that need it are skipped where it is not."""
    folder = Path(os.environ.get("PRACTICEGRAPH_SHARED", ROOT.parent / "shared"))
    if not (folder / "seeds").is_dir():
        pytest.skip("needs the reference material: set PRACTICEGRAPH_SHARED to its folder")
    return folder


def build_release(documents: Sequence[Path], directory: Path) -> Release:
    """Build a release of documents with the shipped resources, without a word."""
    from practicegraph.release.build import build
    from practicegraph.settings import Settings

    def silent(*_: object) -> None:
        """Take no notice of the build's progress."""

    return build(documents, Settings(directory=directory), silent)


@pytest.fixture(scope="session")
def seeds_directory(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory with a release of the five seeds."""
    directory = tmp_path_factory.mktemp("seeds")
    build_release([shared / "seeds"], directory)
    return directory


@pytest.fixture(scope="session")
def seeds_release(seeds_directory: Path) -> Release:
    """The release of the five seeds."""
    from practicegraph.release.open import open_release

    return open_release(seeds_directory)


@pytest.fixture(scope="session")
def served_seeds(seeds_directory: Path) -> Iterator[str]:
    """The address of a real server over the seeds; its process is ended by its own id."""
    command = [
        sys.executable,
        "-m",
        "practicegraph",
        "serve",
        "--directory",
        str(seeds_directory),
        "--port",
        "0",
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        found = re.search(r"http://[\d.]+:\d+", line)
        assert found, line
        yield found[0]
        process.terminate()
        assert process.wait(timeout=20) == 0


# How fast examples are made says nothing of the code under test, and varies with the machine.
settings.register_profile("project", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("project")
