"""The W3C OWL 2 test cases as values, and what it takes to tell whether our reasoning gives a conclusion.

A conclusion is a graph. Its triples must hold, its blank nodes standing for any terms; what an OWL ontology
declares of its own terms says nothing. Some conclusions no rule adds as triples, and they are decided by what
rules do with data that test them, as OWL 2 Profiles, theorem PR1, leaves it to refutation: two things differ
if it is inconsistent that they are the same, a thing is in a complement if it is inconsistent that it is in
the class, and an axiom holds if it has its consequence for things that nothing else is said of.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import pyoxigraph as ox
import rdflib
from rdflib import RDF, Namespace, URIRef

from practicegraph.reasoning.consistency import inconsistencies
from practicegraph.reasoning.incremental import Closure
from practicegraph.reasoning.schema import close
from practicegraph.terms import PREFIXES, node

TEST = Namespace("http://www.w3.org/2007/OWL/testOntology#")
BASE = "http://example.org/base"
NEW = "http://example.org/new#"
TYPE = node("rdf:type")
DECLARED = frozenset(
    node(name)
    for name in (
        "owl:Ontology", "owl:Class", "owl:ObjectProperty", "owl:DatatypeProperty", "owl:NamedIndividual",
        "owl:Thing", "owl:Restriction", "owl:AnnotationProperty", "rdfs:Datatype",
    )
)  # fmt: skip
FUNCTIONAL_SYNTAX = {
    "Plus and Minus Zero are Distinct": (
        ":numberOfChildren a owl:FunctionalProperty ."
        ' :Meg :numberOfChildren "0.0"^^xsd:float , "-0.0"^^xsd:float .'
    ),
    "functionality-clash": (
        ":hasAge a owl:FunctionalProperty . :a :hasAge 18 , 19 ; a [ owl:onProperty :hasAge ; owl:hasValue 18 ] ."
    ),
    "string-integer-clash": ':hasAge rdfs:range xsd:integer . :a :hasAge "aString" .',
}
"""Premises that the suite has in OWL's functional syntax only, as Turtle."""

Triples = tuple[ox.Triple, ...]


@dataclass(frozen=True, slots=True)
class Case:
    """One test: ``kinds`` are the names of what the premise must show, ``conclusion`` what (not) to conclude."""

    name: str
    kinds: frozenset[str]
    premise: Triples
    conclusion: Triples = ()
    non_conclusion: Triples = ()


def cases(path: Path) -> Iterator[Case]:
    """Yield the cases of the suite's file that are in the profile OWL 2 RL, by name."""
    graph = rdflib.Graph()
    graph.parse(path, format="xml")
    found = {str(graph.value(test, TEST.identifier)): test for test in graph.subjects(TEST.profile, TEST.RL)}
    for name in sorted(found):
        test = found[name]

        def read(*predicates: URIRef, name: str = name, test: object = test) -> Triples:
            texts = [str(text) for each in predicates for text in graph.objects(test, each)]
            if not texts and TEST.rdfXmlPremiseOntology in predicates:
                return turtle(FUNCTIONAL_SYNTAX[name])
            return tuple(triple for text in texts for triple in _rdf_xml(text))

        imported = [
            triple
            for each in graph.objects(test, TEST.importedOntology)
            for text in graph.objects(each, TEST.rdfXmlInputOntology)
            for triple in _rdf_xml(str(text))
        ]
        yield Case(
            name,
            frozenset(str(kind).removeprefix(str(TEST)) for kind in graph.objects(test, RDF.type)),
            (*read(TEST.rdfXmlPremiseOntology), *imported),
            read(TEST.rdfXmlConclusionOntology),
            read(TEST.rdfXmlNonConclusionOntology),
        )


def turtle(text: str) -> Triples:
    """Return the triples of a Turtle text with OWL's prefixes."""
    head = "".join(f"@prefix {name}: <{PREFIXES[name]}> . " for name in ("owl", "rdf", "rdfs", "xsd"))
    source = f"{head} @prefix : <http://example.org/> . {text}".encode()
    return tuple(quad.triple for quad in ox.parse(source, format=ox.RdfFormat.TURTLE))


def _rdf_xml(text: str) -> Triples:
    return tuple(quad.triple for quad in ox.parse(text.encode(), format=ox.RdfFormat.RDF_XML, base_iri=BASE))


def is_consistent(premise: Iterable[ox.Triple]) -> bool:
    """Tell whether our reasoning finds no contradiction in an ontology with its data."""
    premise = tuple(premise)
    schema = close(premise)
    return not inconsistencies(schema, Closure(schema, premise).holding())


def entails(premise: Triples, conclusion: Triples) -> bool:
    """Tell whether our reasoning gives a conclusion."""
    graph = _Conclusion(conclusion)
    plain, denials, axioms = graph.parts()
    holding = tuple(Closure(close(premise), premise).holding())
    if not matches(plain, holding):
        return False
    if any(is_consistent((*premise, *denial)) for denial in denials):
        return False
    return all(
        matches(then, tuple(Closure(close(premise), (*premise, *given)).holding())) for given, then in axioms
    )


def matches(patterns: Triples, holding: Triples) -> bool:
    """Tell whether triples hold for some choice of terms for their blank nodes."""

    def found(left: Triples, bound: dict[object, object]) -> bool:
        if not left:
            return True
        for triple in holding:
            further = dict(bound)
            pairs = (
                (left[0].subject, triple.subject),
                (left[0].predicate, triple.predicate),
                (left[0].object, triple.object),
            )
            if all(
                (further.setdefault(slot, term) if isinstance(slot, ox.BlankNode) else slot) == term
                for slot, term in pairs
            ) and found(left[1:], further):
                return True
        return False

    return found(patterns, {})


class _Conclusion:
    """A conclusion, taken apart into what must hold, what must be impossible, and what axioms must do."""

    def __init__(self, triples: Triples) -> None:
        self._left = [
            triple for triple in triples if not (triple.predicate == TYPE and triple.object in DECLARED)
        ]

    def parts(self) -> tuple[Triples, list[Triples], list[tuple[Triples, Triples]]]:
        denials = [*self._differences(), *self._complements(), *self._negative_assertions()]
        axioms = list(self._axioms())
        return tuple(self._left), denials, axioms

    def _take(
        self, subject: object = None, predicate: object = None, value: object = None
    ) -> list[ox.Triple]:
        """Return the triples with these terms and leave them out of what must hold."""
        found = [
            triple
            for triple in self._left
            if subject in {None, triple.subject}
            and predicate in {None, triple.predicate}
            and value in {None, triple.object}
        ]
        self._left = [triple for triple in self._left if triple not in found]
        return found

    def _one(self, subject: object, predicate: str) -> object:
        return self._take(subject, node(predicate))[0].object

    def _differences(self) -> Iterator[Triples]:
        for triple in self._take(predicate=node("owl:differentFrom")):
            yield (ox.Triple(triple.subject, node("owl:sameAs"), triple.object),)
        for axiom in self._take(predicate=TYPE, value=node("owl:AllDifferent")):
            members = list(self._items(self._one(axiom.subject, "owl:distinctMembers")))
            for left, right in combinations(members, 2):
                yield (ox.Triple(left, node("owl:sameAs"), right),)

    def _items(self, head: object) -> Iterator[ox.NamedNode]:
        while head != node("rdf:nil"):
            yield self._one(head, "rdf:first")
            self._take(head, TYPE)
            head = self._one(head, "rdf:rest")

    def _complements(self) -> Iterator[Triples]:
        for complement in self._take(predicate=node("owl:complementOf")):
            for member in self._take(predicate=TYPE, value=complement.subject):
                yield (ox.Triple(member.subject, TYPE, complement.object),)

    def _negative_assertions(self) -> Iterator[Triples]:
        for axiom in self._take(predicate=TYPE, value=node("owl:NegativePropertyAssertion")):
            prop = self._one(axiom.subject, "owl:assertionProperty")
            source = self._one(axiom.subject, "owl:sourceIndividual")
            target = self._take(axiom.subject)[0].object
            yield (ox.Triple(source, prop, target),)

    def _axioms(self) -> Iterator[tuple[Triples, Triples]]:
        """Yield axioms as (data, consequence) with things that nothing else is said of."""
        x, y, z = (ox.NamedNode(NEW + name) for name in "xyz")
        for predicate in ("rdfs:subClassOf", "owl:equivalentClass"):
            for axiom in self._take(predicate=node(predicate)):
                sub, sup = ox.Triple(x, TYPE, axiom.subject), ox.Triple(x, TYPE, axiom.object)
                yield (sub,), (sup,)
                if predicate == "owl:equivalentClass":
                    yield (sup,), (sub,)
        for predicate in ("rdfs:subPropertyOf", "owl:equivalentProperty"):
            for axiom in self._take(predicate=node(predicate)):
                sub, sup = ox.Triple(x, axiom.subject, y), ox.Triple(x, axiom.object, y)
                yield (sub,), (sup,)
                if predicate == "owl:equivalentProperty":
                    yield (sup,), (sub,)
        for axiom in self._take(predicate=TYPE, value=node("owl:TransitiveProperty")):
            prop = axiom.subject
            yield (ox.Triple(x, prop, y), ox.Triple(y, prop, z)), (ox.Triple(x, prop, z),)
        for axiom in self._take(predicate=TYPE, value=node("owl:SymmetricProperty")):
            yield (ox.Triple(x, axiom.subject, y),), (ox.Triple(y, axiom.subject, x),)
