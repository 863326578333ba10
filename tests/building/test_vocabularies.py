"""Vocabularies of others: taken in where they are sound, refused with a reason where not, beside ours in a build."""

from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph as ox
import pytest

from practicegraph.building.build import build
from practicegraph.building.vocabularies import (
    VocabularyError,
    import_vocabulary,
    imported_files,
    remove_vocabulary,
)
from practicegraph.commands import main
from practicegraph.derivation.resources import Resources
from practicegraph.errors import InvalidDataError
from practicegraph.privacy.sweep import PersonalDataError
from practicegraph.settings import Settings
from practicegraph.terms import SDG

PREFIXES = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix sdgo: <http://metadata.un.org/sdg/ontology#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix ex: <https://example.org/> .
"""
GOALS = 17
TARGETS = ("1", "2", "a")


def united_nations(namespace: str = SDG) -> str:
    """Return a dump in the shape of the United Nations': IRIs that redirect, notations typed by three codes."""
    scheme = namespace.rstrip("/")
    lines = [PREFIXES, f'<{scheme}> a skos:ConceptScheme ; skos:prefLabel "Goals"@en .']
    for goal in range(1, GOALS + 1):
        iri = f"{namespace}{goal}"
        lines.append(
            f"<{iri}> a sdgo:Goal , skos:Concept ; skos:inScheme <{scheme}> ; skos:topConceptOf <{scheme}> ;"
            f' skos:prefLabel "GOAL {goal}"@en , "OBJECTIF {goal}"@fr , "目标 {goal}"@zh ;'
            f' skos:notation "{goal:02}"^^sdgo:SDGCode , "{goal}"^^sdgo:SDGCodeCompact .'
        )
        for code in TARGETS:
            target = f"{namespace}{goal}.{code}"
            lines.append(
                f"<{target}> a sdgo:Target , skos:Concept ; skos:inScheme <{scheme}> ; skos:broader <{iri}> ;"
                f' skos:prefLabel "TARGET {goal}.{code}"@en ; sdgo:isTargetOf <{iri}> ;'
                f' skos:notation "{goal:02}.0{code}"^^sdgo:SDGCode , "{goal}.{code}"^^sdgo:SDGCodeCompact .'
            )
            lines.append(f"<{iri}> skos:narrower <{target}> ; sdgo:hasTarget <{target}> .")
    return "\n".join(lines) + "\n"


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    file = tmp_path / "un-sdg.ttl"
    file.write_text(united_nations(), "utf-8")
    return file


def written(tmp_path: Path, turtle: str, name: str = "some.ttl") -> Path:
    file = tmp_path / name
    file.write_text(PREFIXES + turtle, "utf-8")
    return file


def messages(tmp_path: Path, turtle: str) -> str:
    with pytest.raises(VocabularyError) as caught:
        import_vocabulary(written(tmp_path, turtle), tmp_path / "data")
    assert imported_files(tmp_path / "data") == ()
    return str(caught.value)


def test_a_dump_in_the_united_nations_shape(dump: Path, tmp_path: Path) -> None:
    imported = import_vocabulary(dump, tmp_path / "data")

    assert (imported.name, imported.concepts) == ("un-sdg", GOALS * (1 + len(TARGETS)))
    assert imported.languages == {"en": 1 + GOALS * 4, "fr": GOALS, "zh": GOALS}
    assert (imported.normalised, imported.warnings) == (0, ())
    triples = {quad.triple for quad in ox.parse(path=imported.file)}
    assert triples == {quad.triple for quad in ox.parse(path=dump)}


def test_https_iris_of_the_united_nations_become_http_and_are_counted(dump: Path, tmp_path: Path) -> None:
    https = tmp_path / "https.ttl"
    https.write_text(dump.read_text("utf-8").replace("http://metadata", "https://metadata"), "utf-8")
    imported = import_vocabulary(https, tmp_path / "data", name="again")
    reference = import_vocabulary(dump, tmp_path / "data")

    assert imported.normalised > GOALS
    assert imported.file.read_bytes() == reference.file.read_bytes()


@pytest.mark.parametrize(
    ("form", "suffix"),
    [
        (ox.RdfFormat.RDF_XML, "rdf"),
        (ox.RdfFormat.N_TRIPLES, "nt"),
        (ox.RdfFormat.JSON_LD, "jsonld"),
    ],
)
def test_every_format_gives_the_same(dump: Path, tmp_path: Path, form: ox.RdfFormat, suffix: str) -> None:
    other = tmp_path / f"un-sdg.{suffix}"
    ox.serialize((quad.triple for quad in ox.parse(path=dump)), str(other), form)
    first = import_vocabulary(dump, tmp_path / "one").file.read_bytes()

    assert import_vocabulary(other, tmp_path / "two").file.read_bytes() == first


def test_one_scheme_of_several(tmp_path: Path) -> None:
    file = written(
        tmp_path,
        """ex:one a skos:ConceptScheme . ex:two a skos:ConceptScheme ; skos:hasTopConcept ex:c .
        ex:a a skos:Concept ; skos:inScheme ex:one ; skos:prefLabel "A"@en .
        ex:b a skos:Concept ; skos:inScheme ex:two ; skos:prefLabel "B"@en ; skos:note [ dct:title "n" ] .
        ex:c a skos:Concept ; skos:prefLabel "C"@en .""",
    )
    imported = import_vocabulary(file, tmp_path / "data", scheme="https://example.org/two")

    text = imported.file.read_text("utf-8")
    assert imported.concepts == 2
    assert '"A"@en' not in text
    assert '"n"' in text
    with pytest.raises(
        InvalidDataError, match=r"there is <https://example\.org/one>, <https://example\.org/two>"
    ):
        import_vocabulary(file, tmp_path / "data", scheme="https://example.org/three")


def test_what_does_not_parse_is_named_with_its_line(tmp_path: Path) -> None:
    file = written(tmp_path, 'ex:a a skos:Concept ;\n  skos:prefLabel "A@en .\n')
    with pytest.raises(InvalidDataError) as caught:
        import_vocabulary(file, tmp_path / "data")

    assert str(caught.value).startswith(f"{file}:6: does not parse")


def test_a_circle_is_shown(tmp_path: Path) -> None:
    text = messages(
        tmp_path,
        """ex:a a skos:Concept ; skos:prefLabel "A"@en ; skos:broader ex:b .
        ex:c a skos:Concept ; skos:prefLabel "C"@en ; skos:narrower ex:b ; skos:broader ex:a .
        ex:b a skos:Concept ; skos:prefLabel "B"@en .""",
    )

    path = " > ".join(f"<https://example.org/{name}>" for name in "abca")
    assert f"the hierarchy turns in a circle: {path}" in text


def test_a_concept_above_itself_is_a_circle(tmp_path: Path) -> None:
    assert "in a circle: <https://example.org/a> > <https://example.org/a>" in messages(
        tmp_path, 'ex:a a skos:Concept ; skos:prefLabel "A"@en ; skos:broader ex:a .'
    )


def test_a_diamond_is_no_circle(tmp_path: Path) -> None:
    concepts = "".join(f'ex:{name} a skos:Concept ; skos:prefLabel "{name}"@en .' for name in "abcd")
    links = "ex:a skos:broader ex:b , ex:c . ex:b skos:broader ex:d . ex:c skos:broader ex:d ."

    assert import_vocabulary(written(tmp_path, concepts + links), tmp_path / "data").warnings == ()


def test_two_preferred_labels_are_shown(tmp_path: Path) -> None:
    text = messages(tmp_path, 'ex:a a skos:Concept ; skos:prefLabel "A"@en , "B"@en , "C"@fr .')

    assert "several skos:prefLabel in 'en': 'A' and 'B' (S14)" in text
    assert "1 errors" in text


@pytest.mark.parametrize(
    ("turtle", "message"),
    [
        ("ex:a dct:title 'x' .", "there is no skos:Concept"),
        ("ex:a a skos:Concept , skos:ConceptScheme ; skos:prefLabel 'x' .", "both a concept and a scheme"),
        ("<a> a skos:Concept ; skos:prefLabel 'x'@en .", "is relative in the file"),
        (
            "<https://w3id.org/practicegraph/concept/theme/housing> a skos:Concept ; skos:prefLabel 'x'@en .",
            "is one of our IRIs",
        ),
        (
            """ex:a a skos:Concept ; skos:inScheme ex:s ; skos:notation '1' ; skos:prefLabel 'a'@en .
            ex:b a skos:Concept ; skos:inScheme ex:s ; skos:notation '1' ; skos:prefLabel 'b'@en .""",
            "belongs to <https://example.org/a> and <https://example.org/b>",
        ),
    ],
)
def test_other_errors(tmp_path: Path, turtle: str, message: str) -> None:
    assert message in messages(tmp_path, turtle)


def test_warnings_do_not_keep_a_vocabulary_out(tmp_path: Path) -> None:
    imported = import_vocabulary(
        written(
            tmp_path,
            """ex:a a skos:Concept ; skos:broader ex:elsewhere ; skos:related ex:elsewhere .
            ex:b a skos:Concept ; skos:prefLabel "B"@en ; skos:altLabel "B"@en .""",
        ),
        tmp_path / "data",
    )

    found = " ".join(problem.message for problem in imported.warnings)
    assert all(part in found for part in ("has no skos:prefLabel", "not described", "both related", "(S13)"))


def test_personal_data_and_our_names_are_refused(dump: Path, tmp_path: Path) -> None:
    file = written(tmp_path, 'ex:a a skos:Concept ; skos:prefLabel "ask some.one@example.org"@en .')
    with pytest.raises(PersonalDataError):
        import_vocabulary(file, tmp_path / "data")
    own = [path.stem for path in Resources().vocabulary_files()]
    with pytest.raises(InvalidDataError, match="the name of one of our vocabularies"):
        import_vocabulary(dump, tmp_path / "data", name="sdg", own=own)
    with pytest.raises(InvalidDataError, match="can name no graph"):
        import_vocabulary(dump, tmp_path / "data", name="../sdg")
    assert imported_files(tmp_path / "data") == ()


def test_the_command_imports_lists_and_removes(dump: Path, tmp_path: Path, capsys) -> None:
    def run(*arguments: str) -> str:
        with pytest.raises(SystemExit) as caught:
            main(["vocabulary", "--directory", str(tmp_path / "data"), *arguments])
        assert not caught.value.code
        return str(capsys.readouterr().out)

    assert "un-sdg: 68 concepts" in run("import", str(dump))
    assert json.loads(run("import", str(dump), "--json"))["normalised"] == 0
    listed = {record["name"]: record for record in json.loads(run("list", "--json"))}
    assert listed["un-sdg"]["imported"]
    assert not listed["sdg"]["imported"]
    assert "removed un-sdg" in run("remove", "un-sdg")
    assert "un-sdg" not in run("list", "--quiet")
    with pytest.raises(InvalidDataError, match="there is none"):
        remove_vocabulary("sdg", tmp_path / "data")


def test_a_build_has_it_beside_ours(dump: Path, tmp_path: Path) -> None:
    documents = tmp_path / "documents"
    documents.mkdir()
    (documents / "a.txt").write_text("Title: A garden\n\nCountry: Sweden\n\nSDG: Goal 10\n", "utf-8")
    without = build([documents], Settings(directory=tmp_path / "without"))
    imported = import_vocabulary(dump, tmp_path / "data")
    release = build([documents], Settings(directory=tmp_path / "data"))

    ours = {graph.name: graph.sha256 for graph in without.graphs if graph.name.startswith("vocabulary/")}
    built = {graph.name: graph for graph in release.graphs}
    assert {name: built[name].sha256 for name in ours} == ours
    assert built["vocabulary/un-sdg"].triples == imported.triples
    counts = [
        json.loads((one.validation / "report.json").read_bytes())["counts"]["Violation"]
        for one in (without, release)
    ]
    assert counts[0] == counts[1]
    assert "vocabulary/un-sdg.ttl" in release.manifest.versions
    labels = ox.Store.read_only(str(release.snapshot)).query(
        'SELECT ?l { <http://metadata.un.org/sdg/10> <http://www.w3.org/2004/02/skos/core#prefLabel> ?l FILTER(LANG(?l) = "zh") }'
    )
    assert len(list(labels)) == 2
