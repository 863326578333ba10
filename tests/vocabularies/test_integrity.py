"""The SKOS vocabularies keep the rules that mapping, pages and queries rely on."""

from __future__ import annotations

import re
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Store, Triple

from practicegraph.languages import ONTOLOGY_LANGUAGES
from practicegraph.terms import BASE, EU_COUNTRY, node

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "data" / "vocabularies"
MADE = {"country", "sdg"}
REGISTRIES = {"organization", "place"}
FILES = sorted(path.stem for path in FOLDER.glob("*.ttl"))
SCHEMES = [name for name in FILES if name not in REGISTRIES]
OWN = [name for name in SCHEMES if name not in MADE]
LABELS = ("skos:prefLabel", "skos:altLabel", "skos:hiddenLabel")
MATCHES = ("exactMatch", "closeMatch", "broadMatch", "narrowMatch", "relatedMatch")
FORMS = {
    "http://eurovoc.europa.eu/": r"(?:\d+|c_[0-9a-f]{8})",
    "http://metadata.un.org/thesaurus/": r"\d{7}",
    "https://sws.geonames.org/": r"\d+/",
}
"""How the local part of an IRI of another source is written, by the start of the IRI."""


def read(name: str) -> Store:
    """Return one vocabulary's triples."""
    store = Store()
    store.load(path=str(FOLDER / f"{name}.ttl"), format=RdfFormat.TURTLE)
    return store


@pytest.fixture(scope="module", params=FILES)
def vocabulary(request: pytest.FixtureRequest) -> Store:
    """Each vocabulary in turn."""
    return read(request.param)


@pytest.fixture(scope="module", params=SCHEMES)
def scheme(request: pytest.FixtureRequest) -> Store:
    """Each concept scheme in turn."""
    return read(request.param)


@pytest.fixture(scope="module", params=OWN)
def own(request: pytest.FixtureRequest) -> tuple[str, Store]:
    """Each scheme of our own, after its name."""
    return request.param, read(request.param)


def iri(term: NamedNode | BlankNode | Literal | Triple) -> str:
    """Return the IRI of a term; a vocabulary has neither blank nodes nor quoted triples where IRIs are asked."""
    assert isinstance(term, NamedNode), term
    return term.value


def pairs(store: Store, predicate: str) -> Iterator[tuple[str, str]]:
    """Yield subject and object of a predicate between IRIs."""
    for quad in store.quads_for_pattern(None, node(predicate), None):
        yield iri(quad.subject), iri(quad.object)


def concepts(store: Store) -> set[str]:
    """Return the concepts of a vocabulary."""
    kind = node("skos:Concept")
    return {iri(quad.subject) for quad in store.quads_for_pattern(None, node("rdf:type"), kind)}


def labels(store: Store, *predicates: str) -> Iterator[tuple[str, str, str]]:
    """Yield subject, language and text of the labels."""
    for predicate in predicates:
        for quad in store.quads_for_pattern(None, node(predicate), None):
            assert isinstance(quad.object, Literal)
            yield iri(quad.subject), quad.object.language or "", quad.object.value


def test_one_preferred_label_in_a_language(vocabulary: Store) -> None:
    counts = Counter((subject, tag) for subject, tag, _ in labels(vocabulary, "skos:prefLabel"))
    assert [key for key, count in counts.items() if count > 1] == []


def test_a_label_of_a_subject_is_of_one_kind(vocabulary: Store) -> None:
    kinds = Counter(label for kind in LABELS for label in set(labels(vocabulary, kind)))
    assert [label for label, count in kinds.items() if count > 1] == []


def test_labels_have_a_language_and_no_blank_ends(vocabulary: Store) -> None:
    wrong = [label for label in labels(vocabulary, *LABELS) if not label[1] or label[2] != label[2].strip()]
    assert wrong == []


def test_matches_are_iris_as_their_source_writes_them(vocabulary: Store) -> None:
    targets = {target for match in MATCHES for _, target in pairs(vocabulary, f"skos:{match}")}
    for target in targets:
        assert target.startswith(("http://", "https://"))
        for start, local in FORMS.items():
            if target.startswith(start):
                assert re.fullmatch(local, target.removeprefix(start)), target


def test_no_other_thing_is_the_exact_match_of_two_concepts(scheme: Store) -> None:
    counts = Counter(target for _, target in pairs(scheme, "skos:exactMatch"))
    assert [target for target, count in counts.items() if count > 1] == []


def test_every_concept_is_in_a_scheme_and_in_its_place(scheme: Store) -> None:
    placed = {
        subject
        for relation in ("skos:broader", "skos:topConceptOf")
        for subject, _ in pairs(scheme, relation)
    }
    placed |= {subject for subject, _ in pairs(scheme, "rdf:type") if "/sdg/" in subject}
    assert concepts(scheme) - {subject for subject, _ in pairs(scheme, "skos:inScheme")} == set()
    assert concepts(scheme) - placed == set()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("skos:broader", "skos:narrower"),
        ("skos:topConceptOf", "skos:hasTopConcept"),
        ("skos:related", "skos:related"),
    ],
)
def test_relations_are_written_in_both_directions(scheme: Store, one: str, other: str) -> None:
    assert set(pairs(scheme, one)) == {(target, source) for source, target in pairs(scheme, other)}


def test_relations_lead_to_concepts_that_are_there(scheme: Store) -> None:
    targets = {
        target for relation in ("skos:broader", "skos:related") for _, target in pairs(scheme, relation)
    }
    assert targets - concepts(scheme) == set()


def test_no_concept_is_broader_than_itself(scheme: Store) -> None:
    broader: dict[str, set[str]] = defaultdict(set)
    for source, target in pairs(scheme, "skos:broader"):
        broader[source].add(target)
    for concept in tuple(broader):
        above, reached = set(broader[concept]), set[str]()
        while above:
            reached |= above
            above = {upper for one in above for upper in broader.get(one, ())} - reached
        assert concept not in reached
        assert reached.isdisjoint(t for s, t in pairs(scheme, "skos:related") if s == concept)


def test_a_notation_ends_the_iri_and_is_used_once(own: tuple[str, Store]) -> None:
    name, store = own
    notations = {subject: text for subject, _, text in labels(store, "skos:notation")}
    assert notations == {
        concept: concept.removeprefix(f"{BASE}concept/{name}/") for concept in concepts(store)
    }
    assert len(set(notations.values())) == len(notations)


def test_own_concepts_have_labels_in_the_languages_of_the_ontology(own: tuple[str, Store]) -> None:
    given = {(subject, tag) for subject, tag, _ in labels(own[1], "skos:prefLabel")}
    asked = {(concept, tag) for concept in concepts(own[1]) for tag in ONTOLOGY_LANGUAGES}
    assert asked - given == set()


def test_own_concepts_are_defined_in_english(own: tuple[str, Store]) -> None:
    defined = {subject for subject, tag, _ in labels(own[1], "skos:definition") if tag == "en"}
    assert concepts(own[1]) - defined == set()


def test_no_label_stands_for_two_concepts(own: tuple[str, Store]) -> None:
    owners: dict[tuple[str, str], set[str]] = defaultdict(set)
    for subject, tag, text in labels(own[1], *LABELS):
        owners[tag, text.casefold()].add(subject)
    assert {label: found for label, found in owners.items() if len(found) > 1} == {}


def test_no_name_stands_for_two_organizations() -> None:
    owners: dict[tuple[str, str], set[str]] = defaultdict(set)
    for subject, tag, text in labels(read("organization"), *LABELS):
        owners[tag, text.casefold()].add(subject)
    assert {label: found for label, found in owners.items() if len(found) > 1} == {}


def test_organizations_have_a_type_of_the_scheme_and_an_english_name() -> None:
    store, types = read("organization"), concepts(read("organization-type"))
    organizations = {s for s, kind in pairs(store, "rdf:type") if kind == node("pg:Organization").value}
    named = {subject for subject, tag, _ in labels(store, "skos:prefLabel") if tag == "en"}
    assert organizations == {s for s, kind in pairs(store, "org:classification") if kind in types} == named


@pytest.mark.parametrize("name", sorted(REGISTRIES))
def test_registries_name_countries_of_the_scheme(name: str) -> None:
    codes = concepts(read("country"))
    given = {target for _, target in pairs(read(name), "pg:country")}
    assert given
    assert all(country.startswith(EU_COUNTRY) for country in given)
    assert given - codes == set()


def test_places_lie_in_a_place_that_is_there_or_in_their_country() -> None:
    store = read("place")
    places, countries = {s for s, _ in pairs(store, "rdf:type")}, dict(pairs(store, "pg:country"))
    within = dict(pairs(store, "pg:within"))
    assert set(within) == places
    assert all(whole in places or whole == countries[part] for part, whole in within.items())
    assert all(countries.get(whole, countries[part]) == countries[part] for part, whole in within.items())


def test_places_have_the_same_names_by_either_property() -> None:
    store = read("place")
    assert set(labels(store, "rdfs:label")) == set(labels(store, "skos:prefLabel"))


def test_the_registry_knows_what_lies_in_what() -> None:
    district = NamedNode(f"{BASE}id/place/bg-vitosha")
    sofia = NamedNode(f"{BASE}id/place/727011")
    assert any(read("place").quads_for_pattern(district, node("pg:within"), sofia))


@pytest.mark.parametrize("name", [name for name in FILES if name not in MADE])
def test_a_file_has_the_one_layout(name: str, tmp_path: Path) -> None:
    text = (FOLDER / f"{name}.ttl").read_text(encoding="utf-8")
    copy = tmp_path / f"{name}.ttl"
    copy.write_text(text, encoding="utf-8")
    layout = ROOT / "data" / "sources" / "layout.py"
    subprocess.run([sys.executable, str(layout), str(copy)], check=True)
    assert copy.read_text(encoding="utf-8") == text
