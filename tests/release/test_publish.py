from __future__ import annotations

import dataclasses
import gzip
import json
import os
import stat
import subprocess
import sys
import time
from pathlib import Path

import pyoxigraph as ox
import pytest
from pyld import jsonld

from practicegraph.errors import PracticeGraphError
from practicegraph.release.checksums import files_below
from practicegraph.release.content import files_of
from practicegraph.release.layout import Layout
from practicegraph.release.open import open_release
from practicegraph.release.publish import publish, switch
from practicegraph.release.refusals import StaleReleaseError
from practicegraph.release.verify import verify


def contents(folder: Path) -> dict[str, bytes]:
    return {
        name: (folder / name).read_bytes()
        for name in files_below(folder)
        if name.split("/")[0].removesuffix(".sha256") != "snapshot"
    }


def test_a_published_release_opens_with_all_it_was_given(published) -> None:
    published()
    release = open_release(published().path.parents[1])
    assert release.text("a") == "One\nÅäö\n"
    assert release.statistics() == {"practices": 1}
    assert [graph.name for graph in release.graphs] == [
        "document/a",
        "evidence",
        "ontology",
        "validation",
        "vocabulary/x",
    ]
    assert [graph.triples for graph in release.graphs] == [3, 2, 4, 0, 2]
    with pytest.raises(KeyError):
        release.text("b")


def test_the_same_content_in_any_order_gives_the_same_bytes(make_content, tmp_path) -> None:
    content = make_content()
    backwards = {name: list(content.graphs[name])[::-1] for name in reversed(content.graphs)}
    other = dataclasses.replace(content, graphs=backwards)
    first = publish(content, tmp_path / "first", keep=3)
    second = publish(other, tmp_path / "second", keep=3)
    assert first.id == second.id
    assert contents(first.path) == contents(second.path)


def test_renamed_blank_nodes_change_nothing_and_no_two_graphs_share_one(make_content, triples) -> None:
    turtle = "pg:A rdfs:seeAlso _:{0} , _:{1} . _:{0} pg:p 1 . _:{1} pg:p 2 ."
    once = dataclasses.replace(
        make_content(),
        graphs={name: triples(turtle.format("x", "y")) for name in ("document/a", "b")},
    )
    again = dataclasses.replace(
        once, graphs={name: triples(turtle.format("q", "a")) for name in ("document/a", "b")}
    )
    assert files_of(once).data == files_of(again).data
    everything = b"".join(files_of(once).data[f"graphs/{name}.nq"] for name in ("document/a", "b"))
    assert (
        len({str(q.object) for q in ox.parse(everything, ox.RdfFormat.N_QUADS) if "seeAlso" in str(q)}) == 4
    )


def test_numbers_are_written_as_the_store_keeps_them(published) -> None:
    release = published()
    assert '"1.1"^^' in (release.path / "graphs/document/a.nq").read_text("utf-8")


def test_publishing_the_same_again_changes_nothing(published) -> None:
    first = published()
    before = {name: (first.path / name).stat().st_mtime_ns for name in files_below(first.path)}
    second = published()
    assert second.id == first.id
    assert {name: (first.path / name).stat().st_mtime_ns for name in files_below(first.path)} == before
    assert second.manifest.parent is None


def test_a_new_release_has_the_old_one_as_parent_and_going_back_keeps_both(published) -> None:
    one, two = published("One"), published("Two")
    data = one.path.parents[1]
    assert two.manifest.parent == one.id
    assert open_release(data).id == two.id
    switch(data, one.id)
    assert open_release(data).id == one.id
    assert published("Two").id == two.id
    assert Layout(data).identifiers() == tuple(sorted([one.id, two.id]))


def test_the_snapshot_shows_by_default_all_but_evidence_and_validation(published) -> None:
    store = ox.Store.read_only(str(published().snapshot))
    default = {str(q.subject) for q in store.quads_for_pattern(None, None, None, ox.DefaultGraph())}
    assert "<https://w3id.org/practicegraph/id/practice/a>" in default
    assert "<https://w3id.org/practicegraph/id/fact/1>" not in default
    assert len({str(graph) for graph in store.named_graphs()}) == 5
    union = set()
    for name in ("document/a", "ontology", "vocabulary/x"):
        graph = ox.NamedNode(f"https://w3id.org/practicegraph/graph/{name}")
        union |= {q.triple for q in store.quads_for_pattern(None, None, None, graph)}
    assert union == {q.triple for q in store.quads_for_pattern(None, None, None, ox.DefaultGraph())}


def test_downloads_hold_the_whole_release(published) -> None:
    release = published()
    quads = list(
        ox.parse(
            gzip.decompress((release.downloads / "practicegraph.nq.gz").read_bytes()), ox.RdfFormat.N_QUADS
        )
    )
    assert len(quads) == sum(graph.triples for graph in release.graphs)
    text = gzip.decompress((release.downloads / "practicegraph.jsonld.gz").read_bytes()).decode()
    expanded = jsonld.to_rdf(json.loads(text), {"format": "application/n-quads"})
    again = ox.Dataset(ox.parse(expanded, ox.RdfFormat.N_QUADS))
    dataset = ox.Dataset(quads)
    for each in (again, dataset):
        each.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    assert again == dataset
    turtle = list(ox.parse(path=release.downloads / "practicegraph.ttl"))
    assert len(turtle) == 9


def test_only_the_newest_releases_are_kept_with_their_private_files(published) -> None:
    releases = [published(label, keep=2) for label in ("One", "Two", "Three")]
    layout = Layout(releases[0].path.parents[1])
    assert layout.identifiers() == tuple(sorted(release.id for release in releases[1:]))
    assert not layout.private(releases[0].id).exists()
    assert layout.private(releases[2].id).exists()


def test_personal_facts_are_kept_for_the_owner_only(published, personal) -> None:
    previous = os.umask(0)
    try:
        release = published(people=(personal("Someone Else"),))
    finally:
        os.umask(previous)
    private = Layout(release.path.parents[1]).private(release.id)
    assert stat.S_IMODE(private.stat().st_mode) == 0o600
    assert stat.S_IMODE(private.parent.stat().st_mode) & 0o077 == 0
    assert "Someone Else" in private.read_text("utf-8")
    for name in files_below(release.path):
        assert b"Someone Else" not in (release.path / name).read_bytes()


def test_a_publication_that_fails_leaves_no_trace(published, monkeypatch) -> None:
    release = published()
    data = release.path.parents[1]
    before = files_below(data)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("practicegraph.release.publish.write_snapshot", full)
    with pytest.raises(PracticeGraphError, match="no room on disk"):
        published("Two")
    assert files_below(data) == before
    assert open_release(data).id == release.id


def test_what_a_killed_build_left_is_removed_by_the_next(published) -> None:
    release = published()
    leftover = Layout(release.path.parents[1]).building("0123456789abcdef")
    (leftover / "graphs").mkdir(parents=True)
    assert open_release(release.path.parents[1]).id == release.id
    published("Two")
    assert not leftover.exists()


def test_two_builds_do_not_publish_at_the_same_time(published) -> None:
    import fcntl

    release = published()
    with Layout(release.path.parents[1]).lock.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(PracticeGraphError, match="another build"):
            published("Two")


PUBLISHER = """
import sys
from pathlib import Path
import pyoxigraph as ox
from practicegraph.release.content import Content
from practicegraph.release.publish import publish

name = lambda number: ox.NamedNode(f"http://example.org/{number}")
number = 0
print("ready", flush=True)
while True:
    number += 1
    graphs = {f"document/{i}": [ox.Triple(name(i), name("p"), ox.Literal(number + j)) for j in range(20)] for i in range(20)}
    publish(Content("http://example.org/", graphs, {"a": str(number)}, (), {}), Path(sys.argv[1]), keep=3)
"""


@pytest.mark.parametrize("milliseconds", [40, 130, 210, 330, 470])
def test_a_publisher_killed_at_any_moment_leaves_a_sound_release(published, milliseconds: int) -> None:
    data = published().path.parents[1]
    process = subprocess.Popen(
        [sys.executable, "-c", PUBLISHER, str(data)], stdout=subprocess.PIPE, text=True
    )
    with process:
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
        time.sleep(milliseconds / 1000)
        process.kill()
    layout = Layout(data)
    current = layout.current_identifier()
    assert open_release(data).id == current
    for identifier in layout.identifiers():
        verify(layout.release(identifier))
    published("Two")
    assert layout.leftovers() == ()


def test_a_write_that_was_overtaken_is_refused(published, make_content) -> None:
    one, two = published("One"), published("Two")
    directory = two.path.parents[1]

    with pytest.raises(StaleReleaseError):
        publish(make_content("Three"), directory, keep=5, onto=one.id)
    assert publish(make_content("Three"), directory, keep=5, onto=two.id).manifest.parent == two.id
