"""A build of the same finds its release; whatever a release depends on makes another build."""

from __future__ import annotations

import dataclasses
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from practicegraph.building.build import build
from practicegraph.building.last_build import LastBuild, made_of
from practicegraph.building.mapping_cache import MappingCache
from practicegraph.derivation.resources import Resources
from practicegraph.folders import root
from practicegraph.reading.files import read_folder
from practicegraph.release.checksums import files_below
from practicegraph.release.content import Content
from practicegraph.release.layout import Layout
from practicegraph.release.open import Release, open_published, open_release
from practicegraph.release.publish import publish, switch
from practicegraph.release.refusals import StaleReleaseError
from practicegraph.settings import Settings
from practicegraph.terms import BASE, PG

GARDEN = "Title: A shared garden\n\nCountry: Bulgaria\n\nDescription:\nNeighbours plant with {who}.\n"


@pytest.fixture(scope="module")
def built_place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of documents, one of them in Welsh, beside a data directory with their release."""
    place = tmp_path_factory.mktemp("place")
    documents = place / "documents"
    documents.mkdir()
    (documents / "garden.txt").write_text(GARDEN.format(who="refugees"), "utf-8")
    # A few sentences of our own.
    text = "Mae'r prosiect hwn yn helpu ffoaduriaid i ddysgu Cymraeg ac i gael gwaith yn y dref. " * 4
    (documents / "cymru.txt").write_text(text, "utf-8")
    (documents / "documents.csv").write_text("file,source,language\ngarden.txt,,en\ncymru.txt,,\n", "utf-8")
    assert built(place)[1:] == (True, WELSH)
    return place


@pytest.fixture
def place(built_place: Path, tmp_path: Path) -> Path:
    """A copy of it of one's own."""
    shutil.copytree(built_place, tmp_path / "place", symlinks=True)
    return tmp_path / "place"


WELSH = [
    "cymru.txt: seems to be in the language 'cy', for which there is no lexicon; little will be found in it"
]


def built(place: Path, **settings: Any) -> tuple[Release, bool, list[str]]:
    """Build; return the release, whether anything was made anew for it, and which languages were told."""
    steps: set[str] = set()
    told: list[str] = []
    release = build(
        [place / "documents"],
        Settings(directory=place / "data", **settings),
        lambda step, _done, _total: steps.add(step),
        on_unknown_language=told.append,
    )
    return release, "consolidate" in steps, told


def stamp(place: Path, resources: Resources | None = None, base: str = BASE, mapping: str = "mapping") -> str:
    """Return the hash of what a build in a place would be made of."""
    documents = list(read_folder([place / "documents"]))
    cache = MappingCache(place / "cache", mapping)
    return made_of(
        documents,
        open_published(place / "data", current(place)).graphs,
        resources or Resources(),
        base,
        cache,
    )


def current(place: Path) -> str:
    found = Layout(place / "data").current_identifier()
    assert found
    return found


def curate(place: Path, text: str) -> str:
    """Publish a release in which curators wrote a text; return its id."""
    garden = ox.NamedNode(f"{BASE}id/practice/garden")
    written = [ox.Triple(garden, ox.NamedNode(f"{PG}objective"), ox.Literal(text))]
    content = Content(base=BASE, graphs={"curated/default": written}, texts={}, inputs=(), versions={})
    return publish(content, place / "data", keep=3).id


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def listing(directory: Path) -> dict[str, int]:
    names = (name for name in files_below(directory) if name != ".lock")
    return {name: (directory / name).stat().st_mtime_ns for name in names}


# Builds ------------------------------------------------------------------------------------------


def test_a_build_of_the_same_makes_nothing_anew_and_writes_nothing_but_tells_the_same(place: Path) -> None:
    before = listing(place / "data")
    release, anew, told = built(place)
    assert (release.id, anew, told) == (current(place), False, WELSH)
    assert listing(place / "data") == before
    assert (Layout(place / "data").cache / "last.json").stat().st_mode & 0o777 == 0o600


def test_another_document_is_built_and_a_release_that_was_left_is_current_again(place: Path) -> None:
    first = current(place)
    edit(place / "documents" / "garden.txt", "refugees", "newcomers")
    second, anew, _ = built(place)
    assert anew
    assert second.id != first
    switch(place / "data", first)
    again, anew, _ = built(place, keep_releases=1)
    assert not anew
    assert again.id == second.id == current(place)
    assert Layout(place / "data").identifiers() == (second.id,)


def test_what_is_damaged_is_made_anew(place: Path) -> None:
    first = current(place)
    (place / "data" / "current" / "downloads" / "practicegraph.ttl").unlink()
    release, anew, _ = built(place)
    assert anew
    assert open_release(place / "data").id == release.id == first
    assert not built(place)[1]


def test_what_curators_wrote_during_a_build_is_not_lost(place: Path) -> None:
    edit(place / "documents" / "garden.txt", "refugees", "newcomers")
    written: list[str] = []

    def write(step: str, _done: int, _total: int) -> None:
        if step == "consolidate" and not written:
            written.append(curate(place, "x"))

    with pytest.raises(StaleReleaseError):
        build([place / "documents"], Settings(directory=place / "data"), write)
    assert open_release(place / "data").id == written[0]


def test_nothing_is_remembered_of_a_build_without_cache(place: Path) -> None:
    build(
        [place / "documents"],
        Settings(directory=place / "data"),
        cached=False,
        on_unknown_language=WELSH.index,
    )
    assert LastBuild.read(place / "data") is None


# What a release is made of -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("garden.txt", "refugees", "newcomers"),
        ("documents.csv", "cymru.txt", "more.txt"),
        ("documents.csv", "cymru.txt,,\n", ""),
        ("documents.csv", "cymru.txt", "more.txt,,\ncymru.txt"),
        ("documents.csv", "garden.txt,,en", "garden.txt,,fr"),
        ("documents.csv", "garden.txt,,", "garden.txt,https://example.org/g,"),
    ],
    ids=["text", "name", "one less", "one more", "language", "source"],
)
def test_another_document_is_told(place: Path, name: str, old: str, new: str) -> None:
    documents = place / "documents"
    shutil.copyfile(documents / "cymru.txt", documents / "more.txt")
    before = stamp(place)
    assert stamp(place) == before
    edit(documents / name, old, new)
    assert stamp(place) != before


def test_another_base_and_another_mapping_are_told(place: Path) -> None:
    assert len({stamp(place), stamp(place, base="https://example.org/"), stamp(place, mapping="other")}) == 3


@pytest.mark.parametrize("name", [field.name for field in dataclasses.fields(Resources)])
def test_another_file_of_ours_is_told(place: Path, name: str) -> None:
    given = getattr(Resources(), name)
    copy = place / "copy.ttl"
    if name == "imported":
        copy.write_text("", "utf-8")
        resources = Resources(imported=(copy,))
    elif given.is_dir():
        shutil.copytree(given, copy, ignore=shutil.ignore_patterns("documents"))
        resources = Resources(**{name: copy})
    else:
        shutil.copyfile(given, copy)
        resources = Resources(**{name: copy})
    before = stamp(place, resources)
    assert stamp(place, resources) == before
    file = copy if copy.is_file() else min(path for path in copy.rglob("*") if path.is_file())
    file.write_bytes(file.read_bytes() + b"\n")
    assert stamp(place, resources) != before


def test_what_curators_wrote_is_told(place: Path) -> None:
    seen = {stamp(place)}
    for text in ("x", "y"):
        curate(place, text)
        seen.add(stamp(place))
    assert len(seen) == 3


SCRIPT = """
from practicegraph.building.mapping_cache import mapping_stamp
from practicegraph.derivation.resources import Resources
print(mapping_stamp(), Resources().fingerprint())
"""


def test_other_code_and_knowledge_are_told(tmp_path: Path) -> None:
    for name in ("src", "data", "ontology", "shapes", "queries"):
        shutil.copytree(
            root() / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__", "documents")
        )

    def told() -> str:
        environment = {**os.environ, "PYTHONPATH": str(tmp_path / "src"), "PYTHONDONTWRITEBYTECODE": "1"}
        command = [sys.executable, "-c", SCRIPT]
        return subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stdout

    seen = [told()]
    assert seen == [told()]
    changed = [
        tmp_path / "src" / "practicegraph" / "graph" / "graphs.py",
        min((tmp_path / "data" / "lexicon").rglob("*.csv")),
        tmp_path / "data" / "matches.csv",
        tmp_path / "ontology" / "context.jsonld",
    ]
    for path in changed:
        path.write_bytes(path.read_bytes() + b"\n")
        seen.append(told())
    assert len(set(seen)) == 1 + len(changed)


# What is kept of the last build may be anything --------------------------------------------------


@pytest.mark.parametrize("data", [None, b"{", b'{"made_of": 3}', b"[]", b"\xff"])
def test_a_record_that_is_gone_or_damaged_is_none(place: Path, data: bytes | None) -> None:
    path = Layout(place / "data").cache / "last.json"
    assert LastBuild.read(place / "data") is not None
    path.unlink()
    if data is not None:
        path.write_bytes(data)
    assert LastBuild.read(place / "data") is None


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: next(Layout(data).private_folder.iterdir()).unlink(),
        lambda data: next(Layout(data).private_folder.iterdir()).write_bytes(b"other"),
        lambda data: next((data / "current" / "snapshot").glob("*.sst")).write_bytes(b"other"),
        lambda data: shutil.rmtree((data / "current").resolve() / "graphs"),
        lambda data: shutil.rmtree((data / "current").resolve()),
    ],
    ids=["no private", "other private", "snapshot", "graphs", "all"],
)
def test_a_release_that_is_damaged_or_gone_is_not_published_again(
    place: Path, damage: Callable[[Path], object]
) -> None:
    last = LastBuild.read(place / "data")
    assert last is not None
    found = last.publish(place / "data", keep=3)
    assert found is not None
    assert found.id == current(place)
    damage(place / "data")
    assert last.publish(place / "data", keep=3) is None
