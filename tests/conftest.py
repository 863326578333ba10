"""What many tests share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings
from reference import SHARED
from running import running

from practicegraph.mapping.fact import Basis, Fact, details
from practicegraph.mapping.mapped import MappedDocument
from practicegraph.reading.blocks import Block, BlockKind, Document

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
    if not (SHARED / "seeds").is_dir():
        pytest.skip("needs the reference material: set PRACTICEGRAPH_SHARED to its folder")
    return SHARED


def build_release(documents: Sequence[Path], directory: Path) -> Release:
    """Build a release of documents with the shipped resources, without a word."""
    from practicegraph.building.build import build
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
    with running(seeds_directory) as address:
        yield address


# How fast examples are made says nothing of the code under test, and varies with the machine.
settings.register_profile("project", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("project")


Row = tuple[str | None, Any, dict[str, Any]]
"""A line of the document: field (``None`` for text without a fact), value, and what else is known.

Of the latter ``exact`` is the line as written, ``basis``, ``confidence``, ``language`` and ``part`` are the
fact's own, the others its details.
"""


def make_document(
    name: str, rows: Iterable[Row], *, language: str = "en", source: str | None = None
) -> MappedDocument:
    """A document with a line and block for each row, and a fact for each row with a field."""
    lines: list[str] = []
    blocks: list[Block] = []
    facts: list[Fact] = []
    offset = 0
    for field, value, more in rows:
        known = dict(more)
        line = str(known.pop("exact", field if value is None else value))
        lines.append(line)
        blocks.append(Block(BlockKind.PARAGRAPH, offset, offset + len(line), line))
        if field:
            facts.append(
                Fact(
                    document=name,
                    field=field,
                    value=value,
                    language=known.pop("language", language if isinstance(value, str) else None),
                    basis=known.pop("basis", Basis.MISSING if value is None else Basis.STATED),
                    confidence=known.pop("confidence", 0.9),
                    start=offset,
                    end=offset + len(line),
                    exact=line,
                    method="test",
                    part=known.pop("part", None),
                    details=details(**known),
                )
            )
        offset += len(line) + 1
    document = Document(name, "\n".join(lines), tuple(blocks), language=language, source=source)
    return MappedDocument(document, tuple(sorted(facts, key=lambda fact: fact.order)))


@pytest.fixture(scope="session")
def document() -> Callable[..., MappedDocument]:
    return make_document
