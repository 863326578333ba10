"""Writes one after the other give what deriving everything from nothing gives, and share what they do not change."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from practicegraph.building.build import build
from practicegraph.errors import PracticeGraphError
from practicegraph.release.content import files_of
from practicegraph.release.layout import Layout, lacks_downloads
from practicegraph.release.open import Release, open_release
from practicegraph.release.pending import complete
from practicegraph.release.publish import publish, switch
from practicegraph.release.refusals import StaleReleaseError
from practicegraph.release.verify import verify
from practicegraph.settings import Settings
from practicegraph.terms import BASE
from practicegraph.writing.curation import Curation, Upload
from practicegraph.writing.rebuilding import rebuilt
from practicegraph.writing.refusals import ShapesViolatedError
from practicegraph.writing.requests import GraphRequest, UpdateRequest, edited
from practicegraph.writing.working import WorkingGraphs
from practicegraph.writing.writing import Writing, empty

GARDEN = (
    "Title: A shared garden\n\nCountry: Bulgaria\n\nObjective: Neighbours and newcomers grow vegetables.\n"
)
PREFIXES = """PREFIX pg: <https://w3id.org/practicegraph/ontology#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX schema: <https://schema.org/>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
"""
GRAPHS = tuple(f"{BASE}graph/curated/{name}" for name in ("default", "notes", "a/b"))


@dataclass(frozen=True)
class Desk:
    """A data directory and what writes into it."""

    settings: Settings
    writing: Writing

    @property
    def release(self) -> Release:
        return open_release(self.settings.directory)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("desk")
    (folder / "garden_en.txt").write_text(GARDEN, "utf-8")
    settings = Settings(directory=folder / "data", keep_releases=3)
    build((folder / "garden_en.txt",), settings)
    with Writing(settings) as writing:
        yield Desk(settings, writing)


practices = st.sampled_from(["<id/practice/a-shared-garden>", "<id/practice/x>", "<id/practice/y>"])
objects = st.sampled_from(
    [
        ("a", "pg:Practice"),
        ("a", "pg:Publication"),
        ("rdfs:label", '"Garden"@en'),
        ("rdfs:label", '"Trädgård"@sv'),
        ("pg:theme", "<concept/theme/housing>"),
        ("pg:theme", "<concept/theme/employment>"),
        ("pg:country", "<http://publications.europa.eu/resource/authority/country/BGR>"),
        ("pg:statedSdg", "<http://metadata.un.org/sdg/11.7>"),
        ("pg:describedIn", "<id/document/garden-en>"),
        ("pg:start", '"soon"'),
        ("pg:implementedBy", "<id/organization/o>"),
        ("owl:sameAs", "<id/practice/y>"),
        ("rdfs:seeAlso", "[ rdfs:label 'b' ]"),
        ("rdfs:comment", '"1.10"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
        ("schema:telephone", '"+359 2 123 4567"'),
    ]
)
statements = st.lists(st.tuples(practices, objects), min_size=1, max_size=4).map(
    lambda rows: " ".join(f"{subject} {name} {value} ." for subject, (name, value) in rows)
)
places = st.sampled_from(["{}", *(f"GRAPH <{iri}> {{{{ {{}} }}}}" for iri in GRAPHS)])


def data(text: str) -> str:
    """Return statements that DELETE takes: it knows no blank nodes."""
    return " ".join(line + " ." for line in text.split(" .") if line.strip() and "[" not in line)


updates = st.one_of(
    st.builds(lambda place, text: f"INSERT DATA {{ {place.format(text)} }}", places, statements),
    st.builds(lambda place, text: f"DELETE DATA {{ {place.format(data(text))} }}", places, statements),
    st.sampled_from(
        [
            "INSERT { ?s pg:theme <concept/theme/housing> } WHERE { ?s a pg:Practice }",
            "DELETE { ?s ?p ?o } WHERE { ?s ?p ?o FILTER(isLiteral(?o)) }",
            f"DELETE WHERE {{ GRAPH <{GRAPHS[1]}> {{ ?s ?p ?o }} }}",
            "INSERT { GRAPH ?g { ?s rdfs:comment 'x' } } WHERE { GRAPH ?g { ?s a pg:Practice } FILTER(CONTAINS(STR(?g), 'curated')) }",
            f"MOVE DEFAULT TO <{GRAPHS[1]}>",
            f"DROP SILENT GRAPH <{GRAPHS[2]}>",
            "CLEAR DEFAULT",
        ]
    ),
).map(lambda text: UpdateRequest(PREFIXES + text))
uploads = statements.map(
    lambda text: Upload(PREFIXES.replace("PREFIX", "prefix").encode() + text.encode(), "text/turtle", BASE)
)
graph_writes = st.one_of(
    st.builds(
        lambda method, iri, upload: GraphRequest(method, iri, (upload,)),
        st.sampled_from(["PUT", "POST"]),
        st.sampled_from([None, *GRAPHS]),
        uploads,
    ),
    st.builds(lambda iri: GraphRequest("DELETE", iri), st.sampled_from([None, *GRAPHS])),
)


def expected(before: Release, request: UpdateRequest | GraphRequest) -> dict[str, bytes]:
    """Return the true files of what a request makes of a release, by the long way."""
    graphs = {entry.iri: [quad.triple for quad in before.quads(entry.name)] for entry in before.graphs}
    working = WorkingGraphs(graphs, Curation(before.base))
    edited(request, working)
    files = files_of(rebuilt(before, {iri: working.triples(iri) for iri in working.names()}))
    manifest = files.manifest.with_parent(None).to_bytes()
    return {**files.data, "release.json": manifest}


def found(release: Release) -> dict[str, bytes]:
    files = {
        entry.file: (release.path / entry.file).read_bytes()
        for entry in (*release.manifest.graphs, *release.manifest.texts)
    }
    return {**files, "release.json": release.manifest.with_parent(None).to_bytes()}


def quads(release: Release) -> set[str]:
    return {str(quad) for quad in ox.Store.read_only(str(release.snapshot))}


@hypothesis_settings(
    max_examples=2,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(st.one_of(updates, graph_writes), min_size=1, max_size=4))
def test_writes_give_what_the_long_way_gives(
    desk: Desk, tmp_path_factory: pytest.TempPathFactory, requests: list[UpdateRequest | GraphRequest]
) -> None:
    for request in requests:
        before = desk.release
        try:
            want: object = expected(before, request)
        except (PracticeGraphError, RuntimeError) as error:
            want = type(error)
        try:
            desk.writing.write(request)
            have: object = found(desk.release)
        except (PracticeGraphError, RuntimeError) as error:
            have = type(error)
            assert desk.release.id == before.id
        assert have == want
    release = desk.release
    if session := desk.writing._session:
        kept = session._graphs
        assert {iri: kept.triples(iri) for iri in kept.names()} == {
            entry.iri: {quad.triple for quad in release.quads(entry.name)} for entry in release.graphs
        }
    content = rebuilt(release, {g.iri: [q.triple for q in release.quads(g.name)] for g in release.graphs})
    anew = publish(content, tmp_path_factory.mktemp("anew"), keep=1)
    assert anew.id == release.id
    assert quads(anew) == quads(release)
    for name in ("validation/report.json", "statistics/statistics.json"):
        assert json.loads((anew.path / name).read_bytes()) == json.loads((release.path / name).read_bytes())
    complete(release.path)
    assert not lacks_downloads(release.path)
    for identifier in Layout(desk.settings.directory).identifiers():
        verify(Layout(desk.settings.directory).release(identifier))
    for path in anew.downloads.iterdir():
        assert path.read_bytes() == (release.downloads / path.name).read_bytes() or path.suffix == ".zip", (
            path
        )


def write(desk: Desk, text: str) -> Release:
    desk.writing.write(UpdateRequest(PREFIXES + text))
    return desk.release


def test_a_write_shares_the_files_that_it_does_not_change_but_no_file_that_is_written_again(
    desk: Desk,
) -> None:
    first = write(desk, "INSERT DATA { <x> <y> 1 }")
    second = write(desk, "INSERT DATA { <x> <y> 2 }")
    shared = {
        path.relative_to(second.path).as_posix()
        for path in second.path.rglob("*")
        if path.is_file()
        and (first.path / path.relative_to(second.path)).is_file()
        and path.samefile(first.path / path.relative_to(second.path))
    }

    assert {"graphs/ontology.nq", "graphs/evidence.nq", "validation/shapes.ttl"} <= shared
    assert not shared & {"graphs/curated/default.nq", "graphs/metadata.nq", "release.json"}
    assert {Path(name).suffix for name in shared if name.startswith("snapshot/")} <= {".sst", ""}
    assert not any(Path(name).name.startswith(("CURRENT", "MANIFEST", "LOG")) for name in shared)


def test_what_is_refused_costs_nothing_later(desk: Desk) -> None:
    before = write(desk, "CLEAR DEFAULT")
    for _ in range(2):
        with pytest.raises(ShapesViolatedError):
            write(desk, 'INSERT DATA { <id/practice/z> a pg:Practice ; pg:start "soon" }')
        assert desk.release.id == before.id
    after = write(desk, "INSERT DATA { <x> <y> 3 }")

    assert (after.path / "graphs/curated/default.nq").read_bytes().count(b"\n") == 1
    assert write(desk, "CLEAR DEFAULT").id == before.id


def test_a_graph_that_was_dropped_is_described_no_longer(desk: Desk) -> None:
    write(desk, f"CREATE SILENT GRAPH <{GRAPHS[2]}>")  # writes before may have left it
    described = (desk.release.path / "graphs/metadata.nq").read_text("utf-8")
    write(desk, f"DROP GRAPH <{GRAPHS[2]}>")
    release = write(desk, "INSERT DATA { <x> <y> 10 }")

    assert f"<{GRAPHS[2]}>" in described
    assert GRAPHS[2] not in (release.path / "graphs/metadata.nq").read_text("utf-8")
    assert "curated/a/b" not in release.statistics()["graphs"]


def test_a_write_follows_whatever_release_has_become_current(desk: Desk) -> None:
    first = write(desk, "INSERT DATA { <x> <y> 4 }")
    write(desk, "INSERT DATA { <x> <y> 5 }")
    switch(desk.settings.directory, first.id)
    release = write(desk, "INSERT DATA { <x> <y> 6 }")

    assert release.manifest.parent == first.id
    assert b'"5"' not in (release.path / "graphs/curated/default.nq").read_bytes()


def test_a_stale_write_is_not_published(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    before = write(desk, "INSERT DATA { <x> <y> 7 }")
    session = desk.writing._session
    assert session is not None
    session._onto = "0" * 16
    monkeypatch.setattr(type(session), "is_current", property(lambda _: True))
    with pytest.raises(StaleReleaseError):
        write(desk, "INSERT DATA { <x> <y> 8 }")
    monkeypatch.undo()

    assert desk.release.id == before.id
    assert write(desk, "INSERT DATA { <x> <y> 9 }").manifest.parent == before.id


def test_a_plain_store_is_written_too(tmp_path: Path) -> None:
    settings = Settings(directory=tmp_path, plain=True)
    empty(settings)
    with Writing(settings) as writing:
        writing.write(
            UpdateRequest(
                "INSERT DATA { <http://a> <http://b> 1 GRAPH <http://g> { <http://a> <http://b> 2 } }"
            )
        )
        writing.write(
            UpdateRequest(
                "DELETE DATA { <http://a> <http://b> 1 } ; INSERT DATA { <http://a> <http://b> [] }"
            )
        )
        writing.write(UpdateRequest("DROP GRAPH <http://g>"))
    store = ox.Store.read_only(str(open_release(tmp_path).snapshot))

    assert [quad.graph_name for quad in store] == [ox.DefaultGraph()]
    assert list(store.named_graphs()) == []
