"""Facts to triples: what each graph holds, and that facts and triples cover each other."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, parse

from practicegraph.consolidation.consolidate import consolidate
from practicegraph.consolidation.decisions import Decisions
from practicegraph.consolidation.model import Consolidation, Member
from practicegraph.graph.canonical import nquads
from practicegraph.graph.graphs import graphs
from practicegraph.mapping.fact import Basis
from practicegraph.mapping.mapped import MappedDocument
from practicegraph.terms import BASE, graph, node

Make = Callable[..., MappedDocument]
GOLDEN = Path(__file__).parent / "golden"
EXAMPLE = "https://example.org/"


def _pairs(triples: Iterable[Triple], subject: str, predicate: str) -> set[Any]:
    return {t.object for t in triples if t.subject.value == BASE + subject and t.predicate == node(predicate)}


def _values(triples: Iterable[Triple], subject: str, predicate: str) -> set[str]:
    return {term.value for term in _pairs(triples, subject, predicate)}


def _all(made: dict[str, set[Triple]]) -> set[Triple]:
    return {triple for name, triples in made.items() if name != "evidence" for triple in triples}


def _small(make: Make) -> MappedDocument:
    return make(
        "harbour.txt",
        [
            ("kind", "practice", {}),
            ("title", "Harbour kitchen", {}),
            ("implementer", "Harbour Aid", {}),
            ("reporter", "Kay Ltd.", {}),
            ("country", "BG", {"exact": "Bulgaria"}),
            ("place", "Petnik", {"country": "BG", "probableName": "Pernik", "probableGeonames": "728330"}),
            ("level", None, {"exact": "Level"}),
            ("targetGroup", "refugee", {"exact": "Refugees"}),
            ("start", "2016-03", {"exact": "March 2016"}),
            ("duration", "P3Y", {"exact": "3 years"}),
            ("activity", "Cooking together", {"position": 1}),
            ("activity", "Eating together", {"position": 2}),
            ("sdg", "11", {"exact": "SDG 11"}),
            ("sdg", "10.7", {"exact": "migration", "basis": Basis.SUGGESTED, "confidence": 0.6}),
            ("fundingProgramme", "European Integration Fund", {"programme": "eif"}),
            ("fundingShare", 100, {"exact": "100 %"}),
            (
                "count",
                370,
                {"exact": "more than 370", "comparator": ">", "unit": "persons", "group": "immigrant"},
            ),
            ("phone", "+35929394755", {"service": True}),
            ("phone", "+35929394747", {"service": True}),
        ],
        source=EXAMPLE + "kitchen",
    )


def test_golden(document: Make) -> None:
    made = graphs(consolidate([_small(document)]))
    for name in ("document/harbour", "consolidated"):
        path = GOLDEN / f"{name.rpartition('/')[2]}.ttl"
        expected = {
            Triple(q.subject, q.predicate, q.object) for q in parse(path.read_bytes(), RdfFormat.TURTLE)
        }
        assert nquads(made[name], graph(name)).decode() == nquads(expected, graph(name)).decode()


def test_a_missing_value_is_a_fact_without_object_and_no_triple(document: Make) -> None:
    made = graphs(consolidate([_small(document)]))
    assert not _pairs(_all(made), "id/practice/harbour-kitchen", "pg:level")
    missing = [t.subject for t in made["evidence"] if t.object == NamedNode(f"{BASE}concept/basis/missing")]
    assert len(missing) == 1
    said = {t.predicate for t in made["evidence"] if t.subject == missing[0]}
    assert node("pg:predicate") in said
    assert not said & {node("pg:object"), node("pg:literal")}


def test_stated_and_suggested_goals_stay_apart(document: Make) -> None:
    made = _all(graphs(consolidate([_small(document)])))
    practice = "id/practice/harbour-kitchen"
    assert _values(made, practice, "pg:statedSdg") == {"http://metadata.un.org/sdg/11"}
    assert _values(made, practice, "pg:suggestedSdg") == {"http://metadata.un.org/sdg/10.7"}
    assert _values(made, f"{practice}/sdg/10.7-suggested", "pg:basis") == {f"{BASE}concept/basis/suggested"}


def test_the_span_of_a_sibling_value_is_in_the_language_of_its_heading(document: Make) -> None:
    number = ("identifier", "2016-SE01-KA204", {})
    documents = [
        document("a_en.txt", [number, ("objective", None, {"exact": "Aim of", "language": "en"})]),
        document("b_sv.txt", [number, ("objective", "Alla ska ha ett kök.", {})], language="sv"),
    ]
    made = graphs(consolidate(documents))
    quoted = {t.object for t in made["evidence"] if t.predicate == node("oa:exact")}
    assert Literal("Aim of", language="en") in quoted
    assert Literal("Aim of", language="sv") not in quoted


@pytest.mark.parametrize(
    ("types", "classes"),
    [
        ([("local-authority", Basis.SUGGESTED)], {"PublicBody"}),
        ([("ngo", Basis.STATED), ("local-authority", Basis.SUGGESTED)], {"NonGovernmentalOrganization"}),
        ([("ngo", Basis.SUGGESTED), ("local-authority", Basis.SUGGESTED)], set()),
        ([("network", Basis.STATED)], set()),
    ],
)
def test_an_organisation_has_the_class_of_its_type(
    document: Make, types: list[tuple[str, Basis]], classes: set[str]
) -> None:
    known = f"{BASE}id/organization/harbour-aid"
    rows: list[Any] = [("implementer", "Harbour Aid", {"organization": known})]
    rows += [("organizationType", value, {"organization": known, "basis": basis}) for value, basis in types]
    made = _all(graphs(consolidate([document("a.txt", rows)])))
    found = {name.rpartition("#")[2] for name in _values(made, "id/organization/harbour-aid", "rdf:type")}
    assert found == {"Organization"} | classes


def test_who_reports_is_of_the_document_only(document: Make) -> None:
    made = _all(graphs(consolidate([_small(document)])))
    reporter = f"{BASE}id/organization/kay-ltd"
    assert _values(made, "id/document/harbour", "pg:reportedBy") == {reporter}
    practice = {t for t in made if t.subject.value.startswith(f"{BASE}id/practice/")}
    assert not any(isinstance(t.object, NamedNode) and t.object.value == reporter for t in practice)


def test_a_doubtful_place_is_linked_with_a_doubt(document: Make) -> None:
    made = _all(graphs(consolidate([_small(document)])))
    assert _values(made, "id/practice/harbour-kitchen", "pg:place") == {f"{BASE}id/place/bg-petnik"}
    assert _values(made, "id/place/bg-petnik", "pg:probableMatch") == {f"{BASE}id/place/728330"}
    assert not _pairs(made, "id/place/bg-petnik", "skos:exactMatch")
    assert _values(made, "id/place/bg-petnik", "rdfs:label") == {"Petnik"}


def test_a_contradiction_is_kept_with_both_values_and_facts(document: Make) -> None:
    made = graphs(consolidate([_small(document)]))
    conflict = "id/practice/harbour-kitchen/conflict/phone"
    assert _values(made["consolidated"], conflict, "pg:conflictingValue") == {"+35929394755", "+35929394747"}
    facts = _pairs(made["consolidated"], conflict, "pg:conflictingFact")
    assert len(facts) == 2
    assert facts <= {t.subject for t in made["evidence"]}


def test_personal_data_does_not_enter(document: Make) -> None:
    rows = [
        ("title", "Harbour kitchen", {}),
        ("contact", "Mr. Somebody", {"personal": True}),
        ("phone", "+35988000000", {}),
        ("link", "mailto:somebody@example.org", {"personal": True}),
    ]
    made = graphs(consolidate([document("harbour.txt", rows)]))
    text = b"".join(nquads(triples, graph(name)) for name, triples in made.items()).decode()
    assert "Somebody" not in text
    assert "35988000000" not in text
    assert "somebody@" not in text


def test_titles_are_one_label_for_each_language(document: Make) -> None:
    first = document(
        "a.txt", [("title", "Harbour kitchen", {"confidence": 0.95}), ("identifier", "AMIF 7", {})]
    )
    second = document("b.txt", [("title", "The harbour's kitchen", {}), ("identifier", "AMIF 7", {})])
    third = document("c.txt", [("title", "Hamnköket", {}), ("identifier", "AMIF 7", {})], language="sv")
    made = _all(graphs(consolidate([first, second, third])))
    labels = _pairs(made, "id/practice/harbour-kitchen", "rdfs:label") or _pairs(
        made, "id/undertaking/harbour-kitchen", "rdfs:label"
    )
    assert labels == {Literal("Harbour kitchen", language="en"), Literal("Hamnköket", language="sv")}
    alternatives = _pairs(made, "id/undertaking/harbour-kitchen", "skos:altLabel")
    assert alternatives == {Literal("The harbour's kitchen", language="en")}


def test_what_has_no_title_gets_a_label_marked_as_generated(document: Make) -> None:
    rows = [("kind", "practice", {}), ("implementer", "Harbour Aid", {}), ("country", "BG", {})]
    made = graphs(consolidate([document("deep/nr 7.txt", rows)]))["consolidated"]
    practice = "id/practice/deep-nr-7"
    assert _pairs(made, practice, "rdfs:label") == {
        Literal("Practice of Harbour Aid in Bulgaria", language="en")
    }
    assert _values(made, practice, "pg:generatedLabel") == {"true"}


def test_items_of_two_languages_share_a_node(document: Make) -> None:
    english, swedish = _versions(document)
    made = graphs(consolidate([swedish, english]))
    practice = "id/practice/harbour-kitchen"
    activities = _values(_all(made), practice, "pg:hasActivity")
    assert len(activities) == 3
    for activity in activities:
        labels = _pairs(_all(made), activity.removeprefix(BASE), "rdfs:label")
        assert {label.language for label in labels} == {"en", "sv"}
        assert len(_pairs(_all(made), activity.removeprefix(BASE), "pg:position")) == 1


def test_a_sibling_value_names_the_fact_it_comes_from(document: Make) -> None:
    made = graphs(consolidate(list(_versions(document))))
    practice = f"{BASE}id/practice/harbour-kitchen"
    level = Triple(NamedNode(practice), node("pg:level"), NamedNode(f"{BASE}concept/level/local"))
    assert level in made["consolidated"]
    assert level in made["document/sv"]
    assert level not in made["document/en"]
    facts = {t.subject for t in made["evidence"] if t.object == NamedNode(f"{BASE}concept/level/local")}
    sibling = [
        f
        for f in facts
        if Triple(f, node("pg:basis"), NamedNode(f"{BASE}concept/basis/sibling")) in made["evidence"]
    ]
    assert len(sibling) == 1
    sources = {
        t.object
        for t in made["evidence"]
        if t.subject == sibling[0] and t.predicate == node("prov:wasDerivedFrom")
    }
    assert sources == facts - set(sibling)


def _versions(make: Make) -> tuple[MappedDocument, MappedDocument]:
    shared = [
        ("kind", "practice", {}),
        ("title", "Harbour kitchen", {"language": "en"}),
        ("implementer", "Harbour Aid", {}),
    ]
    english = make(
        "en.txt",
        [
            *shared,
            ("duration", "P3Y", {"exact": "3 years"}),
            ("level", None, {"exact": "Level"}),
            ("activity", "Cooking", {"position": 1}),
            ("activity", "Eating together every Sunday in the old harbour", {"position": 2}),
            ("activity", "Washing the dishes", {"position": 3}),
        ],
    )
    swedish = make(
        "sv.txt",
        [
            *shared,
            ("duration", "P3Y", {"exact": "3 år"}),
            ("level", "local", {"exact": "Lokalt"}),
            ("activity", "Matlagning", {"position": 1}),
            ("activity", "Gemensam måltid varje söndag i den gamla hamnen", {"position": 2}),
            ("activity", "Diska tallrikarna", {"position": 3}),
        ],
        language="sv",
    )
    return english, swedish


# Properties ----------------------------------------------------------------------------------------

_WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=20)
_FIELDS: list[tuple[str, st.SearchStrategy[Any], dict[str, Any]]] = [
    ("title", _WORDS, {}),
    ("objective", _WORDS, {}),
    ("activity", _WORDS, {"position": 1}),
    ("challenge", _WORDS, {}),
    ("replicability", _WORDS, {"status": "stated-yes"}),
    ("evaluation", _WORDS, {"external": True}),
    ("implementer", _WORDS, {}),
    ("funder", _WORDS, {"organization": f"{BASE}id/organization/x"}),
    ("organizationType", st.just("ngo"), {"organization": f"{BASE}id/organization/x"}),
    ("level", st.sampled_from(["local", "national"]), {}),
    ("country", st.sampled_from(["BG", "SE"]), {}),
    ("place", _WORDS, {"country": "BG"}),
    ("start", st.sampled_from(["2016", "2016-03", "2016-03-05", "soon"]), {}),
    ("end", st.sampled_from(["2017", "2018-03"]), {}),
    ("duration", st.sampled_from(["P1Y", "P6W", "long"]), {}),
    ("sdg", st.sampled_from(["11", "10.7", "16.b"]), {}),
    ("fundingProgramme", _WORDS, {}),
    ("fundingShare", st.integers(1, 100), {}),
    ("fundingAmount", st.integers(1, 10**9), {"currency": "EUR"}),
    ("budget", st.floats(1, 1e9), {"currency": "EUR"}),
    ("count", st.integers(0, 10**6), {"comparator": ">", "unit": "persons"}),
    ("link", _WORDS.map(lambda word: EXAMPLE + word), {}),
    ("identifier", _WORDS, {}),
    ("phone", st.sampled_from(["+4612345678", "+4687654321"]), {"service": True}),
    ("kind", st.sampled_from(["practice", "news", "call", "other"]), {}),
    ("reporter", _WORDS, {}),
]


@st.composite
def _rows(draw: st.DrawFn) -> list[tuple[str, Any, dict[str, Any]]]:
    rows = []
    for field, values, more in draw(st.lists(st.sampled_from(_FIELDS), max_size=12)):
        value = draw(st.one_of(values, st.none()) if field != "kind" else values)
        basis = Basis.SUGGESTED if field == "sdg" and draw(st.booleans()) and value else None
        known = more | ({"basis": basis} if basis else {}) | {"exact": str(value or field)}
        rows.append((field, value, known if value is not None else {"exact": field}))
    return rows


_DOCUMENTS = st.lists(_rows(), min_size=1, max_size=4)
_quick = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def _make_all(make: Make, documents: list[Any]) -> list[MappedDocument]:
    return [make(f"{i}.txt", rows, language=("en", "sv")[i % 2]) for i, rows in enumerate(documents)]


def _together(documents: list[Any]) -> Decisions:
    """A curator's decisions that make one practice of all documents."""
    members = [Member(f"{index}.txt") for index in range(len(documents))]
    return Decisions(same=frozenset(pairwise(members)))


def _consolidated(make: Make, documents: list[Any], merge: bool) -> Consolidation:
    decisions = _together(documents) if merge else Decisions()
    return consolidate(_make_all(make, documents), decisions=decisions)


def _bytes(made: dict[str, set[Triple]]) -> dict[str, bytes]:
    return {name: nquads(triples, graph(name)) for name, triples in made.items()}


@_quick
@given(documents=_DOCUMENTS, merge=st.booleans(), random=st.randoms())
def test_the_order_of_the_input_does_not_matter(
    document: Make, documents: list[Any], merge: bool, random: Any
) -> None:
    decisions = _together(documents) if merge else Decisions()
    mapped = _make_all(document, documents)
    shuffled = list(mapped)
    random.shuffle(shuffled)
    first, second = (consolidate(given, decisions=decisions) for given in (mapped, shuffled))
    assert _bytes(graphs(first)) == _bytes(graphs(second))


_NOT_FROM_FACTS = {node("rdf:type"), node("pg:describedIn"), node("pg:generatedLabel")}
_SHORTCUTS = {node("pg:hasParticipation"): node("pg:actor"), node("pg:hasSdgLink"): node("pg:sdg")}
"""Nodes that a shortcut has beside it: the fact names the shortcut's value."""


@_quick
@given(documents=_DOCUMENTS, merge=st.booleans())
def test_every_triple_of_an_undertaking_has_its_fact(
    document: Make, documents: list[Any], merge: bool
) -> None:
    made = graphs(_consolidated(document, documents, merge))
    triples, evidence = _all(made), made["evidence"]
    about: dict[Any, dict[str, Any]] = {}
    for t in evidence:
        about.setdefault(t.subject, {})[t.predicate.value.rpartition("#")[2]] = t.object
    said = {(f["subject"], f["predicate"], f.get("object", f.get("literal"))) for f in about.values()}
    described = {s for s, _, _ in said}
    undertakings = {t.subject for t in triples if t.predicate == node("pg:describedIn")}
    for t in triples:
        if t.subject not in undertakings or t.predicate in _NOT_FROM_FACTS:
            continue
        if t.predicate in _SHORTCUTS:
            (target,) = {
                o.object for o in triples if o.subject == t.object and o.predicate == _SHORTCUTS[t.predicate]
            }
            assert any(subject == t.subject and value == target for subject, _, value in said)
        else:
            assert (t.subject, t.predicate, t.object) in said or t.object in described
    for subject, predicate, value in said:
        assert value is None or Triple(subject, predicate, value) in triples


_SEGMENT = re.compile(r"[\w.~!$&'()*+,;=:@%-]+(/[\w.~!$&'()*+,;=:@%-]+)*", re.ASCII)


@_quick
@given(documents=_DOCUMENTS, merge=st.booleans())
def test_minted_iris_are_plain_and_terms_can_be_written(
    document: Make, documents: list[Any], merge: bool
) -> None:
    made = graphs(_consolidated(document, documents, merge))
    for name, data in _bytes(made).items():
        for quad in parse(data, RdfFormat.N_QUADS):
            assert quad.graph_name == graph(name)
            for term in (quad.subject, quad.object):
                if isinstance(term, NamedNode) and term.value.startswith(BASE + "id/"):
                    assert _SEGMENT.fullmatch(term.value.removeprefix(BASE))


@_quick
@given(documents=_DOCUMENTS, merge=st.booleans())
def test_no_node_has_two_labels_in_one_language(document: Make, documents: list[Any], merge: bool) -> None:
    seen: dict[tuple[Any, str | None], Any] = {}
    for t in _all(graphs(_consolidated(document, documents, merge))):
        if t.predicate in {node("rdfs:label"), node("skos:prefLabel")}:
            assert seen.setdefault((t.subject, t.object.language), t.object) == t.object
