"""Only changed documents are mapped again, and the outcome is that of a build from nothing."""

from __future__ import annotations

import json
import logging
import os
import stat
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from practicegraph.building.build import build
from practicegraph.building.mapper import Mapper, over_cores
from practicegraph.building.mapping_cache import MappingCache
from practicegraph.building.outcome import Outcome
from practicegraph.commands import main
from practicegraph.consolidation.consolidate import consolidate
from practicegraph.errors import InvalidDataError, PracticeGraphError
from practicegraph.folders import folder
from practicegraph.graph.canonical import nquads
from practicegraph.graph.graphs import graphs
from practicegraph.mapping.serialization import facts_from_lines
from practicegraph.privacy.masking import mask_everywhere
from practicegraph.reading.blocks import Document
from practicegraph.reading.files import read_folder
from practicegraph.reading.text import read_text
from practicegraph.release.checksums import files_below
from practicegraph.release.layout import Layout
from practicegraph.release.open import open_release
from practicegraph.settings import Settings
from practicegraph.terms import BASE, graph

PAGE = """Title: {title}

Country: {country}

Description:
{description}

{contact}
"""
CONTACT = "Contact person: Zwinda Dowsett"


def page(
    title: str, country: str = "Bulgaria", description: str = "Neighbours cook.", contact: str = ""
) -> str:
    return PAGE.format(title=title, country=country, description=description, contact=contact)


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    directory = tmp_path / "documents"
    directory.mkdir()
    (directory / "garden.txt").write_text(page("A shared garden"), "utf-8")
    (directory / "kitchen.txt").write_text(
        page("Open kitchen", description="Planned with Zwinda Dowsett of the school."), "utf-8"
    )
    return directory


def truth(directory: Path) -> dict[str, bytes]:
    release = open_release(directory).path
    return {
        name: (release / name).read_bytes()
        for name in files_below(release)
        if not name.startswith(("snapshot", "release."))
    }


def entries(directory: Path) -> dict[str, int]:
    cache = Layout(directory).cache
    return {
        str(path.relative_to(cache)): path.stat().st_mtime_ns for path in cache.glob("??/*") if path.is_file()
    }


def kept(directory: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(Layout(directory).cache.rglob("*.json")))


# What a build keeps -------------------------------------------------------------------------------


def test_only_a_changed_document_is_mapped_again(documents: Path, tmp_path: Path) -> None:
    data = Settings(directory=tmp_path / "data")
    build([documents], data)
    first = entries(data.directory)
    assert len(first) == 2
    build([documents], data)
    assert entries(data.directory) == first
    (documents / "garden.txt").write_text(page("A shared orchard"), "utf-8")
    build([documents], data)
    second = entries(data.directory)
    assert len(second) == 2
    assert len(second.items() & first.items()) == 1


def test_a_removed_document_takes_exactly_its_facts_away_and_only_the_owner_reads_what_is_kept(
    documents: Path, tmp_path: Path
) -> None:
    alone = build([documents], Settings(directory=tmp_path / "alone"))
    # The school names a person whom the kitchen's page mentions: with the school goes the reason to mask her.
    (documents / "school.txt").write_text(page("School mentors", contact=CONTACT), "utf-8")
    data = Settings(directory=tmp_path / "data")
    both = build([documents], data)
    assert "Zwinda Dowsett" not in both.text("kitchen")
    assert "Zwinda Dowsett" in alone.text("kitchen")
    assert b"Zwinda Dowsett" in kept(data.directory)
    cache = Layout(data.directory).cache
    for path in (cache, *cache.rglob("*")):
        assert not stat.S_IMODE(path.stat().st_mode) & 0o077, path
    (documents / "school.txt").unlink()
    again = build([documents], data)
    assert again.id == alone.id != both.id
    assert truth(data.directory) == truth(tmp_path / "alone")
    assert b"School mentors" not in kept(data.directory)


def test_the_command_keeps_nothing_on_request(documents: Path, tmp_path: Path) -> None:
    out = tmp_path / "data"
    for arguments in ([], ["--no-cache"]):
        with pytest.raises(SystemExit) as caught:
            main(["build", str(documents), "--out", str(out), "--quiet", *arguments])
        assert not caught.value.code
        assert Layout(out).cache.exists() is not bool(arguments)


# Damage -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: data[:0],
        lambda data: data[: len(data) // 2],
        lambda data: data.replace(b"garden", b"Garden"),
        lambda data: b"\xff" + data,
        lambda data: data.partition(b"\n")[2],
    ],
    ids=["empty", "half", "altered", "not text", "no checksum"],
)
def test_a_damaged_entry_is_told_and_mapped_again(
    damage: Callable[[bytes], bytes], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    document = read_text(page("A shared garden").encode(), name="garden.txt")
    fresh = Mapper(cache := MappingCache(tmp_path)).outcomes([document])
    cache.save()
    (path,) = (path for path in tmp_path.rglob("*.json"))
    path.write_bytes(damage(sound := path.read_bytes()))
    with caplog.at_level(logging.WARNING):
        found = Mapper(again := MappingCache(tmp_path)).outcomes([document])
    assert found == fresh
    assert str(path) in caplog.text
    assert "garden.txt is mapped again" in caplog.text
    again.save()
    assert path.read_bytes() == sound


def test_an_entry_of_another_document_is_not_believed(tmp_path: Path) -> None:
    one = read_text(page("A shared garden").encode(), name="garden.txt")
    two = read_text(page("Open kitchen").encode(), name="garden.txt")
    for document in (one, two):
        cache = MappingCache(tmp_path / document.text[7:9])
        Mapper(cache).outcomes([document])
        cache.save()
    (of_one,), (of_two,) = (list((tmp_path / name).rglob("*.json")) for name in ("A ", "Op"))
    of_one.write_bytes(of_two.read_bytes())
    assert MappingCache(tmp_path / "A ").get(one) is None


def test_a_folder_that_cannot_be_written_is_told_and_stops_nothing(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "cache").write_text("in the way")
    document = read_text(page("A shared garden").encode(), name="garden.txt")
    cache = MappingCache(tmp_path / "cache")
    assert Mapper(cache).outcomes([document])
    with caplog.at_level(logging.WARNING):
        cache.save()
    assert "cannot be kept" in caplog.text


def test_another_mapping_finds_nothing(tmp_path: Path) -> None:
    document = read_text(page("A shared garden").encode(), name="garden.txt")
    cache = MappingCache(tmp_path, stamp="one")
    Mapper(cache).outcomes([document])
    cache.save()
    assert MappingCache(tmp_path, stamp="one").get(document) is not None
    assert MappingCache(tmp_path, stamp="two").get(document) is None


def test_an_outcome_survives_being_written_with_the_types_of_its_numbers() -> None:
    for document in read_folder([folder("data", "documents")]):
        outcome = Outcome.of(document)
        again = Outcome.from_json(json.loads(json.dumps(outcome.to_json())))
        assert repr(again) == repr(outcome)
        assert again.mapped(document) == outcome.mapped(document)


# Any sequence of edits ----------------------------------------------------------------------------

NAMES = st.sampled_from(["a.txt", "b.txt", "c.txt", "d/a.txt"])
TEXTS = st.builds(
    page,
    title=st.sampled_from(["A shared garden", "Open kitchen", "Reading evenings"]),
    country=st.sampled_from(["Bulgaria", "Sweden"]),
    description=st.sampled_from(["Neighbours cook for 40 refugees.", "Planned with Zwinda Dowsett in 2016."]),
    contact=st.sampled_from(["", CONTACT]),
)
EDITS = st.lists(st.dictionaries(NAMES, TEXTS, min_size=1), min_size=2, max_size=4)


def graph_bytes(documents: Iterable[Document], mapper: Mapper) -> dict[str, bytes]:
    """What a build makes of documents before it reasons."""
    documents = sorted(documents, key=lambda document: document.name)
    outcomes = mapper.outcomes(documents)
    mapped = [outcome.mapped(document) for document, outcome in zip(documents, outcomes, strict=True)]
    consolidation = consolidate(mask_everywhere(documents, mapped, mapper.map))
    return {name: nquads(triples, graph(name, BASE)) for name, triples in graphs(consolidation).items()}


@given(EDITS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_sequence_of_edits_ends_where_a_build_from_nothing_does(
    tmp_path_factory: pytest.TempPathFactory, steps: list[dict[str, str]]
) -> None:
    directory = tmp_path_factory.mktemp("cache")
    for step in steps:
        documents = [read_text(text.encode(), name=name) for name, text in step.items()]
        cache = MappingCache(directory)
        found = graph_bytes(documents, Mapper(cache))
        cache.save()
        assert found == graph_bytes(documents, Mapper())


# Processes ----------------------------------------------------------------------------------------


def test_several_processes_find_what_one_does() -> None:
    documents = list(read_folder([folder("data", "documents")]))
    seen: list[int] = []
    found = Mapper(processes=2).outcomes(documents, seen.append)
    assert repr(found) == repr(Mapper(processes=0).outcomes(documents))
    assert repr(found) == repr(Mapper(processes=1).outcomes(documents))
    assert seen == list(range(len(documents) + 1))


def test_an_error_in_a_process_says_where_it_is() -> None:
    with pytest.raises(InvalidDataError) as caught:
        list(over_cores(facts_from_lines, ["", "no fact"], 2))
    assert caught.value.place == "1"


def test_a_process_that_is_ended_is_an_error_and_not_a_silence() -> None:
    with pytest.raises(PracticeGraphError, match="was ended"):
        list(over_cores(os._exit, [1], 2))


def test_items_are_taken_only_as_results_are() -> None:
    taken: list[int] = []

    def numbers() -> Iterable[int]:
        for number in range(10_000):
            taken.append(number)
            yield number

    results = over_cores(abs, numbers(), 2)
    assert [next(results) for _ in range(3)] == [0, 1, 2]
    assert len(taken) < 1000
    results.close()
