from __future__ import annotations

import dataclasses
import json
import logging
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyoxigraph as ox
import pytest

from practicegraph.building.build import STEPS, UnreadableDocumentsError, build, prepare
from practicegraph.commands import main
from practicegraph.derivation.resources import Resources
from practicegraph.errors import DamagedReleaseError, InvalidDataError, UnreadableDocumentError
from practicegraph.folders import folder
from practicegraph.privacy.sweep import PersonalDataError
from practicegraph.reasoning.consistency import InconsistentGraphError
from practicegraph.release.checksums import files_below
from practicegraph.release.layout import Layout
from practicegraph.release.open import open_release
from practicegraph.release.publish import publish
from practicegraph.settings import Settings
from practicegraph.terms import BASE, PG, node

PAGE = """Title: {title}

Country: Bulgaria

Description:
{description}
"""


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three short documents of our own."""
    directory = tmp_path_factory.mktemp("documents")
    pages = {
        "garden.txt": PAGE.format(
            title="A shared garden", description="Refugees and neighbours grow vegetables."
        ),
        "library.md": "# Books for newcomers\n\n## Country\n\nSweden\n\n## Activities\n\n- Reading evenings\n- Language cafés\n",
        "school.txt": PAGE.format(
            title="School mentors", description="Pupils help newly arrived classmates."
        ),
    }
    for name, text in pages.items():
        (directory / name).write_text(text, "utf-8")
    return directory


@pytest.fixture(scope="module")
def built(documents: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory with one release."""
    directory = tmp_path_factory.mktemp("built")
    build([documents], Settings(directory=directory))
    return directory


def listing(directory: Path) -> dict[str, int]:
    return {name: (directory / name).stat().st_mtime_ns for name in files_below(directory)}


def truth(directory: Path) -> dict[str, bytes]:
    release = open_release(directory).path
    return {
        name: (release / name).read_bytes()
        for name in files_below(release)
        if not name.startswith("snapshot")
    }


def test_a_build_holds_every_graph_and_file(built: Path) -> None:
    release = open_release(built)
    names = {graph.name for graph in release.graphs}
    assert {"ontology", "consolidated", "inferred", "evidence", "validation", "quality", "metadata"} <= names
    assert {"document/garden", "document/library", "document/school"} <= names
    assert {f"vocabulary/{path.stem}" for path in Resources().vocabulary_files()} <= names
    assert "Refugees and neighbours" in release.text("garden")
    assert release.statistics()["documents"] == 3
    report = json.loads((release.validation / "report.json").read_bytes())
    assert report["counts"].keys() >= {"Violation", "Warning", "Info"}
    assert (release.validation / "report.txt").read_text("utf-8")
    entailed = set(release.quads("inferred"))
    assert entailed
    stated = {quad.triple for name in names - {"inferred"} for quad in release.quads(name)}
    assert not stated & {quad.triple for quad in entailed}


def test_the_same_documents_in_any_order_give_the_same_bytes(
    documents: Path, built: Path, tmp_path: Path
) -> None:
    files = sorted(documents.iterdir(), reverse=True)
    build(files, Settings(directory=tmp_path))
    assert truth(tmp_path) == truth(built)


def test_another_process_with_another_hash_seed_gives_the_same_bytes(
    documents: Path, built: Path, tmp_path: Path
) -> None:
    run_build([str(documents), "--out", str(tmp_path), "--quiet"], PYTHONHASHSEED="4321")
    assert truth(tmp_path) == truth(built)


def test_a_graph_that_contradicts_the_ontology_is_refused(documents: Path, tmp_path: Path) -> None:
    content = prepare([documents / "garden.txt"], Settings(directory=tmp_path))
    (garden,) = {t.subject for t in content.graphs["document/garden"] if t.object == node("pg:Practice")}
    wrong = ox.Triple(garden, node("rdf:type"), node("pg:Publication"))
    graphs = {**content.graphs, "curated/default": [wrong]}
    publish(dataclasses.replace(content, graphs=graphs), tmp_path, keep=3)
    before = listing(tmp_path)
    with pytest.raises(InconsistentGraphError, match="owl:disjointWith") as caught:
        build([documents], Settings(directory=tmp_path))
    assert garden.value in str(caught.value)
    assert "curated/default, document/garden" in str(caught.value)
    assert listing(tmp_path) == before


def test_progress_tells_every_step_in_order(documents: Path, tmp_path: Path) -> None:
    seen: list[str] = []
    build([documents], Settings(directory=tmp_path), lambda step, _done, _total: seen.append(step))
    assert tuple(dict.fromkeys(seen)) == STEPS


def run_build(arguments: list[str], **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", "from practicegraph.commands import main; main()", "build", *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, **environment},
    )


@pytest.fixture
def bad(tmp_path: Path) -> Path:
    directory = tmp_path / "bad"
    directory.mkdir()
    return directory


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\t\n", "empty|no text"),
        ("binary.txt", bytes(range(256)) * 40, "binary|not text|control|decod"),
        ("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(100), "image"),
        ("odd.xyz", b"text", "format"),
        ("huge.txt", b"a" * (50 * 1024**2), "too large"),
    ],
)
def test_a_document_that_cannot_be_read_is_named_and_nothing_changes(
    name: str, data: bytes, message: str, built: Path, documents: Path, bad: Path
) -> None:
    (bad / name).write_bytes(data)
    before = listing(built)
    with pytest.raises(UnreadableDocumentError, match=message) as caught:
        build([documents, bad / name], Settings(directory=built))
    assert str(bad / name) in str(caught.value)
    assert listing(built) == before


def test_every_unreadable_document_is_named_or_left_out_on_request(
    documents: Path, bad: Path, tmp_path: Path
) -> None:
    for name in ("one.txt", "two.txt"):
        (bad / name).write_bytes(b"")
    with pytest.raises(UnreadableDocumentsError) as caught:
        build([bad, documents], Settings(directory=tmp_path / "out"))
    assert "one.txt" in str(caught.value)
    assert "two.txt" in str(caught.value)
    assert not (tmp_path / "out").exists()
    left_out: list[UnreadableDocumentError] = []
    release = build([bad, documents], Settings(directory=tmp_path / "out"), on_unreadable=left_out.append)
    assert len(left_out) == 2
    assert release.statistics()["documents"] == 3


def test_a_language_without_lexicon_is_a_warning(bad: Path, documents: Path, tmp_path: Path, caplog) -> None:
    # Welsh: a few sentences of our own.
    text = "Mae'r prosiect hwn yn helpu ffoaduriaid i ddysgu Cymraeg ac i gael gwaith yn y dref. " * 4
    (bad / "cymru.txt").write_text(text, "utf-8")
    with caplog.at_level(logging.WARNING):
        release = build([documents, bad / "cymru.txt"], Settings(directory=tmp_path / "out"))
    assert "cymru.txt" in caplog.text
    assert "no lexicon" in caplog.text
    assert "garden.txt" not in caplog.text
    assert release.statistics()["documents"] == 4


@pytest.mark.parametrize("option", ["vocabularies", "shapes"])
def test_a_vocabulary_or_shape_that_does_not_parse_is_named_with_its_line(
    option: str, documents: Path, tmp_path: Path
) -> None:
    copy = tmp_path / option
    shutil.copytree(getattr(Resources(), option), copy)
    broken = min(copy.glob("*.ttl"))
    broken.write_text(broken.read_text("utf-8") + "\n\n<x> <y> .\n", "utf-8")
    line = broken.read_text("utf-8").count("\n")
    with pytest.raises(InvalidDataError) as caught:
        build([documents], Settings(directory=tmp_path / "out"), resources=Resources(**{option: copy}))
    assert str(caught.value).startswith(f"{broken}:{line}")
    assert not (tmp_path / "out").exists()


def test_the_command_says_in_one_line_what_is_wrong(bad: Path, tmp_path: Path, capsys) -> None:
    (bad / "empty.txt").write_bytes(b"")
    with pytest.raises(SystemExit) as caught:
        main(["build", str(bad / "empty.txt"), "--out", str(tmp_path / "out")])
    assert caught.value.code == 1
    last = capsys.readouterr().err.strip().splitlines()[-1]
    assert str(bad / "empty.txt") in last
    assert not (tmp_path / "out").exists()


def test_the_command_prints_what_was_built(documents: Path, built: Path, capsys) -> None:
    main_ok(["build", str(documents), "--out", str(built), "--json"])
    outcome = json.loads(capsys.readouterr().out)
    assert outcome["release"] == open_release(built).id
    assert outcome["documents"] == 3
    assert outcome["skipped"] == []
    main_ok(["build", str(documents), "--out", str(built)])
    assert outcome["release"] in capsys.readouterr().out


def test_releases_are_listed_verified_and_rolled_back(documents: Path, tmp_path: Path, capsys) -> None:
    out = ["--out", str(tmp_path / "out")]
    one = build([documents / "garden.txt"], Settings(directory=tmp_path / "out"))
    two = build([documents / "school.txt"], Settings(directory=tmp_path / "out"))
    main_ok(["releases", *out, "list", "--json"])
    records = json.loads(capsys.readouterr().out)
    assert [(record["release"], record["current"], record["parent"]) for record in records] == [
        (two.id, True, one.id),
        (one.id, False, None),
    ]
    main_ok(["releases", *out, "verify"])
    assert capsys.readouterr().out.count("sound") == 2
    main_ok(["releases", *out, "rollback"])
    assert open_release(tmp_path / "out").id == one.id
    main_ok(["releases", *out, "rollback", two.id])
    assert open_release(tmp_path / "out").id == two.id
    (one.path / "statistics" / "statistics.json").write_bytes(b"{}")
    capsys.readouterr()
    with pytest.raises(SystemExit) as caught:
        main(["releases", *out, "verify"])
    assert caught.value.code == 1
    assert f"{one.path}/statistics/statistics.json" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main(["releases", *out, "rollback", one.id])
    assert open_release(tmp_path / "out").id == two.id


def main_ok(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert not caught.value.code


def test_building_again_replaces_a_damaged_release(documents: Path, tmp_path: Path) -> None:
    first = build([documents / "garden.txt"], Settings(directory=tmp_path))
    for path in (first.path / "graphs").rglob("*.nq"):
        path.write_bytes(b"")
    second = build([documents / "garden.txt"], Settings(directory=tmp_path))
    assert second.id == first.id
    assert open_release(tmp_path).id == first.id
    (first.path / "release.json").write_bytes(b"{}")
    with pytest.raises(DamagedReleaseError, match="cannot be carried over"):
        build([documents / "garden.txt"], Settings(directory=tmp_path))


def test_what_curators_wrote_is_carried_over(documents: Path, tmp_path: Path) -> None:
    note = ox.Triple(
        ox.NamedNode(f"{BASE}id/practice/garden"), ox.NamedNode(f"{PG}objective"), ox.Literal("x")
    )
    content = prepare([documents / "garden.txt"], Settings(directory=tmp_path))
    graphs = {**content.graphs, "curated/default": [note]}
    first = publish(dataclasses.replace(content, graphs=graphs), tmp_path, keep=3)
    second = build([documents], Settings(directory=tmp_path))
    assert second.manifest.parent == first.id
    assert [quad.triple for quad in second.quads("curated/default")] == [note]


def test_personal_data_that_masking_missed_stops_the_build(
    documents: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A vocabulary is not masked: what stands there must be caught by the sweep alone.
    copy = tmp_path / "vocabularies"
    shutil.copytree(folder("data", "vocabularies"), copy)
    (copy / "more.ttl").write_text(
        '<https://w3id.org/practicegraph/concept/x> <http://www.w3.org/2004/02/skos/core#note> "ask some.one@example.org" .\n',
        "utf-8",
    )
    with pytest.raises(PersonalDataError, match="graph/vocabulary/more") as caught:
        build([documents], Settings(directory=tmp_path / "out"), resources=Resources(vocabularies=copy))
    assert "some.one" not in str(caught.value)
    assert not (tmp_path / "out").exists()


def test_a_build_killed_while_it_publishes_leaves_the_old_release(documents: Path, tmp_path: Path) -> None:
    old = build([documents / "garden.txt"], Settings(directory=tmp_path))
    layout = Layout(tmp_path)
    arguments = ["build", str(documents), "--out", str(tmp_path), "--quiet"]
    process = subprocess.Popen(
        [sys.executable, "-c", "from practicegraph.commands import main; main()", *arguments]
    )
    while process.poll() is None and not layout.leftovers():
        time.sleep(0.002)
    process.send_signal(signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL
    assert open_release(tmp_path).id == old.id
    assert layout.leftovers()
    new = build([documents], Settings(directory=tmp_path))
    assert open_release(tmp_path).id == new.id
    assert layout.leftovers() == ()
