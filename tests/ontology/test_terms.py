"""Every term is named, defined and bounded, in every language of the ontology."""

from __future__ import annotations

import io
import json
import warnings
from collections import Counter

import owlready2
import pytest
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, Graph, URIRef
from rdflib.namespace import VANN
from rdflib.term import Node

from practicegraph.folders import folder
from practicegraph.languages import ONTOLOGY_LANGUAGES
from practicegraph.terms import PG, PREFIXES

ONTOLOGY = URIRef(PG.removesuffix("#"))
PROPERTIES = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)

WITHOUT_DOMAIN = {
    "locatedIn": "undertakings, organisations and places are in places, and RL has no union in a domain",
    "country": "as locatedIn",
    "amount": "of a funding or a budget",
    "currency": "of a funding or a budget",
    "basis": "of a fact or an SDG link",
    "confidence": "of a fact or an SDG link",
    "field": "of a fact or a conflict",
}
WITHOUT_RANGE = {
    "start": "a year, a month or a day: two of the datatypes are unknown to OWL 2, and RL has no union of datatypes",
    "end": "as start",
    "duration": "xsd:duration is unknown to OWL 2",
    "earliestStart": "xsd:date is unknown to OWL 2",
    "latestEnd": "xsd:date is unknown to OWL 2",
    "subject": "a fact may speak of anything",
    "object": "a fact may name anything",
    "literal": "a fact may give a literal of any datatype",
    "predicate": "names a property, reserved ones such as rdfs:label included, so it is an annotation",
    "conflictingValue": "a literal or a resource, so it is an annotation",
}


def own_terms(ontology: Graph) -> list[URIRef]:
    return sorted({s for s in ontology.subjects(RDF.type) if isinstance(s, URIRef) and s.startswith(PG)})


def local(term: Node) -> str:
    return str(term).removeprefix(PG)


def test_every_term_has_one_label_and_one_definition_in_each_language(ontology: Graph) -> None:
    expected = sorted(ONTOLOGY_LANGUAGES)
    for term in own_terms(ontology):
        for predicate in (RDFS.label, SKOS.definition):
            found = sorted(value.language for value in ontology.objects(term, predicate))
            assert found == expected, f"{term} {predicate}"


def test_definitions_are_one_sentence_each(ontology: Graph) -> None:
    for term in own_terms(ontology):
        for text in ontology.objects(term, SKOS.definition):
            assert text[0].isupper(), text
            assert text.endswith("."), text
            assert ". " not in text, text
            assert len(text) < 200, text


def test_no_two_classes_and_no_two_properties_share_a_label(ontology: Graph) -> None:
    for types in ((OWL.Class,), PROPERTIES):
        terms = [
            term for term in own_terms(ontology) if any((term, RDF.type, kind) in ontology for kind in types)
        ]
        labels = Counter(label for term in terms for label in ontology.objects(term, RDFS.label))
        assert [label.n3() for label, times in labels.items() if times > 1] == []


def test_every_term_says_where_it_is_defined(ontology: Graph) -> None:
    for term in own_terms(ontology):
        assert list(ontology.objects(term, RDFS.isDefinedBy)) == [ONTOLOGY], term


@pytest.mark.parametrize(
    ("bound", "exceptions"),
    [(RDFS.domain, WITHOUT_DOMAIN), (RDFS.range, WITHOUT_RANGE)],
    ids=["domain", "range"],
)
def test_every_property_has_a_domain_and_a_range_or_a_reason(
    ontology: Graph, bound: URIRef, exceptions: dict[str, str]
) -> None:
    properties = [term for term in own_terms(ontology) if (term, RDF.type, OWL.Class) not in ontology]
    unbounded = {local(term) for term in properties if ontology.value(term, bound) is None}
    assert unbounded == set(exceptions)


def test_a_sub_property_repeats_the_bounds_of_its_super_property_or_narrows_them(ontology: Graph) -> None:
    for lower, upper in ontology.subject_objects(RDFS.subPropertyOf):
        for bound in (RDFS.domain, RDFS.range):
            narrow, wide = ontology.value(lower, bound), ontology.value(upper, bound)
            if wide is not None:
                assert wide in set(ontology.transitive_objects(narrow, RDFS.subClassOf)), lower


def test_no_object_property_is_functional(ontology: Graph) -> None:
    """In OWL a second value would be declared the same thing as the first, which hides an error."""
    functional = set(ontology.subjects(RDF.type, OWL.FunctionalProperty))
    assert functional
    assert all((term, RDF.type, OWL.DatatypeProperty) in ontology for term in functional)
    assert not set(ontology.subjects(RDF.type, OWL.InverseFunctionalProperty))


def test_header(ontology: Graph) -> None:
    version = str(ontology.value(ONTOLOGY, OWL.versionInfo))
    assert ontology.value(ONTOLOGY, OWL.versionIRI) == URIRef(f"{ONTOLOGY}/{version}")
    assert str(ontology.value(ONTOLOGY, VANN.preferredNamespaceUri)) == PG
    assert str(ontology.value(ONTOLOGY, VANN.preferredNamespacePrefix)) == "pg"
    assert ontology.value(ONTOLOGY, DCTERMS.license)
    for predicate in (DCTERMS.title, DCTERMS.description):
        languages = sorted(value.language for value in ontology.objects(ONTOLOGY, predicate))
        assert languages == sorted(ONTOLOGY_LANGUAGES)


def test_alignments_speak_of_existing_terms_and_of_others(ontology: Graph, alignments: Graph) -> None:
    terms = set(own_terms(ontology))
    for subject, predicate, value in alignments:
        if str(subject).startswith(PG):
            assert subject in terms, subject
            assert not str(value).startswith(PG), f"{subject} {predicate} {value}"


def test_prefixes_of_the_files_are_those_of_the_project(ontology: Graph, alignments: Graph) -> None:
    for graph in (ontology, alignments):
        namespaces = {prefix: str(iri) for prefix, iri in graph.namespaces()}
        for prefix in set(namespaces) & set(PREFIXES):
            assert namespaces[prefix] == PREFIXES[prefix], prefix


@pytest.mark.parametrize("name", ["practicegraph.ttl", "alignments.ttl"])
def test_opens_without_warnings(
    name: str, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        graph = Graph().parse(folder("ontology", name))
        world = owlready2.World()
        loaded = world.get_ontology("http://example.org/loaded#").load(
            fileobj=io.BytesIO(graph.serialize(format="xml", encoding="utf-8")),
        )
        classes = {entity.iri for entity in loaded.classes()}
    world.close()
    assert caplog.records == []
    assert capfd.readouterr() == ("", "")
    if name == "practicegraph.ttl":
        assert {str(term) for term in graph.subjects(RDF.type, OWL.Class)} == classes


def test_context_covers_every_term(ontology: Graph) -> None:
    context = json.loads(folder("ontology", "context.jsonld").read_text(encoding="utf-8"))["@context"]
    for term in own_terms(ontology):
        definition = context[local(term)]
        assert (definition if isinstance(definition, str) else definition["@id"]) == f"pg:{local(term)}"
    identifiers = {key for key in context if str(context[key]).startswith("http")}
    for prefix in identifiers:
        assert context[prefix] == PREFIXES[prefix], prefix


def test_context_types_agree_with_the_ontology(ontology: Graph) -> None:
    context = json.loads(folder("ontology", "context.jsonld").read_text(encoding="utf-8"))["@context"]
    for term in own_terms(ontology):
        definition = context[local(term)]
        is_object = (term, RDF.type, OWL.ObjectProperty) in ontology
        assert is_object == (isinstance(definition, dict) and definition.get("@type") == "@id") or (
            local(term) == "predicate"
        ), term
