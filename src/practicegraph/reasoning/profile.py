"""Whether an ontology is in OWL 2 RL: its grammar, and the rules of OWL 2 DL that the grammar rests on.

Checked are: which class expressions may stand where (OWL 2 Profiles, section 4.2), the datatypes of the
profile, that every entity is declared and no property is of two kinds, that reserved names are not used
as one's own, that only simple properties carry characteristics that ask for it, and that property chains
are regular (OWL 2 Structural Specification, section 11). Not checked are the conditions on blank nodes as
individuals and on circular datatype definitions, and nothing is imported.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final
from typing import Literal as OneOf

from rdflib import OWL, RDF, RDFS, XSD, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from practicegraph.reasoning.regularity import irregular_chains, non_simple_properties

Position = OneOf["sub", "super", "equivalent"]
"""Where a class expression stands: before or after ``rdfs:subClassOf``, or beside ``owl:equivalentClass``."""

DATATYPES: Final = frozenset(
    {RDF.PlainLiteral, RDF.XMLLiteral, RDF.langString, RDFS.Literal}
    | {XSD.decimal, XSD.integer, XSD.nonNegativeInteger, XSD.nonPositiveInteger, XSD.positiveInteger}
    | {XSD.negativeInteger, XSD.long, XSD.int, XSD.short, XSD.byte, XSD.unsignedLong, XSD.unsignedInt}
    | {
        XSD.unsignedShort,
        XSD.unsignedByte,
        XSD.float,
        XSD.double,
        XSD.string,
        XSD.normalizedString,
        XSD.token,
    }
    | {XSD.language, XSD.Name, XSD.NCName, XSD.NMTOKEN, XSD.boolean, XSD.hexBinary, XSD.base64Binary}
    | {XSD.anyURI, XSD.dateTime, XSD.dateTimeStamp},
)
"""The datatypes of OWL 2 RL; ``rdf:langString`` is how RDF 1.1 writes the tagged values of ``rdf:PlainLiteral``."""

_BOOLEAN: Final = (OWL.intersectionOf, OWL.unionOf, OWL.complementOf, OWL.oneOf)
_CARDINALITIES: Final = (OWL.maxCardinality, OWL.maxQualifiedCardinality)
_ANY_CARDINALITY: Final = (
    *(OWL.minCardinality, OWL.cardinality, OWL.minQualifiedCardinality, OWL.qualifiedCardinality),
    *_CARDINALITIES,
)
_RESTRICTIONS: Final = (OWL.someValuesFrom, OWL.allValuesFrom, OWL.hasValue, OWL.hasSelf, *_ANY_CARDINALITY)
_ALLOWED: Final[dict[str, frozenset[URIRef]]] = {
    "sub": frozenset({OWL.intersectionOf, OWL.unionOf, OWL.oneOf, OWL.someValuesFrom, OWL.hasValue}),
    "super": frozenset(
        {OWL.intersectionOf, OWL.complementOf, OWL.allValuesFrom, OWL.hasValue, *_CARDINALITIES},
    ),
    "equivalent": frozenset({OWL.intersectionOf, OWL.hasValue}),
}
_KINDS: Final[dict[Node, str]] = {
    OWL.Class: "class",
    OWL.DeprecatedClass: "class",
    RDFS.Datatype: "datatype",
    OWL.ObjectProperty: "object",
    OWL.TransitiveProperty: "object",
    OWL.SymmetricProperty: "object",
    OWL.InverseFunctionalProperty: "object",
    OWL.DatatypeProperty: "data",
    OWL.AnnotationProperty: "annotation",
    OWL.OntologyProperty: "annotation",
}
_PROPERTY_KINDS: Final = frozenset({"object", "data", "annotation"})
_OBJECT_ONLY: Final = (
    *(OWL.TransitiveProperty, OWL.SymmetricProperty, OWL.AsymmetricProperty),
    *(OWL.IrreflexiveProperty, OWL.InverseFunctionalProperty),
)
_NEEDS_SIMPLE: Final = (
    *(OWL.FunctionalProperty, OWL.InverseFunctionalProperty, OWL.IrreflexiveProperty, OWL.AsymmetricProperty),
)
_SYNTAX: Final = frozenset(
    {RDFS.Class, RDFS.Datatype, RDF.Property, RDF.List}
    | {OWL.Restriction, OWL.Ontology, OWL.AllDifferent, OWL.AllDisjointClasses, OWL.AllDisjointProperties}
    | {OWL.Axiom, OWL.Annotation, OWL.NegativePropertyAssertion, OWL.NamedIndividual, OWL.DataRange}
    | {OWL.FunctionalProperty, OWL.DeprecatedProperty, *_OBJECT_ONLY, *_KINDS},
)
_ANNOTATIONS: Final = frozenset(
    {RDFS.label, RDFS.comment, RDFS.seeAlso, RDFS.isDefinedBy, OWL.versionInfo, OWL.deprecated}
    | {OWL.priorVersion, OWL.backwardCompatibleWith, OWL.incompatibleWith, OWL.imports, OWL.versionIRI},
)
_BUILT_IN: Final[dict[Node, str]] = {
    OWL.Thing: "class",
    OWL.Nothing: "class",
    **dict.fromkeys(_ANNOTATIONS, "annotation"),
    **dict.fromkeys(DATATYPES, "datatype"),
}
_RESERVED: Final = (str(OWL), str(RDF), str(RDFS))


@dataclass(frozen=True, order=True)
class Violation:
    """One breach of the profile: the ``rule`` broken, the ``node`` it is about, and what is wrong in English."""

    rule: str
    node: str
    message: str

    def __str__(self) -> str:
        return f"{self.node}: {self.message} ({self.rule})"


def violations(ontology: Graph) -> tuple[Violation, ...]:
    """Return every breach of OWL 2 RL in ``ontology``, sorted; an empty tuple means it is in the profile."""
    return tuple(sorted(set(_Check(ontology).run())))


class _Check:
    """One pass over one ontology."""

    def __init__(self, ontology: Graph) -> None:
        self.graph = ontology

    def run(self) -> Iterator[Violation]:
        headers = list(self.graph.subjects(RDF.type, OWL.Ontology))
        if len(headers) != 1:
            yield Violation("header", "", f"has {len(headers)} ontology headers where it should have one")
        yield from self._entities()
        yield from self._class_axioms()
        yield from self._property_axioms()
        yield from self._assertions()
        yield from self._restrictions_on_properties()

    # Entities ---------------------------------------------------------------------------------------

    @cached_property
    def kinds(self) -> dict[Node, frozenset[str]]:
        """What each name is declared to be."""
        found = {node: {kind} for node, kind in _BUILT_IN.items()}
        for subject, _, declared in self.graph.triples((None, RDF.type, None)):
            if declared in _KINDS:
                found.setdefault(subject, set()).add(_KINDS[declared])
        return {node: frozenset(kinds) for node, kinds in found.items()}

    def kind(self, node: Node) -> frozenset[str]:
        """Return what a name, or the inverse of a property, is declared to be."""
        inverse = self.graph.value(node, OWL.inverseOf) if isinstance(node, BNode) else None
        if inverse is not None:
            return self.kind(inverse) & {"object"}
        return self.kinds.get(node, frozenset())

    def _entities(self) -> Iterator[Violation]:
        for node, kinds in self.kinds.items():
            if len(kinds & _PROPERTY_KINDS) > 1 or {"class", "datatype"} <= kinds:
                yield _violation("one kind", node, f"is declared as {' and '.join(sorted(kinds))}")
            reserved = isinstance(node, URIRef) and str(node).startswith(_RESERVED)
            if reserved and node not in _BUILT_IN:
                yield _violation("reserved names", node, "is a reserved name and may not be declared")
        for node in self.graph.subjects(RDF.type, OWL.ReflexiveProperty):
            yield _violation("grammar", node, "may not be reflexive")
        for node in self.graph.subjects(OWL.disjointUnionOf):
            yield _violation("grammar", node, "may not be defined as a disjoint union")

    # Class expressions ------------------------------------------------------------------------------

    def _class(self, node: Node, position: Position, *, thing: bool = False) -> Iterator[Violation]:
        """Yield what is wrong with a class expression in a position; ``thing`` allows owl:Thing."""
        if isinstance(node, BNode):
            yield from self._expression(node, position)
        elif node == OWL.Thing and not thing:
            yield _violation("grammar", node, f"may not stand in {position} position")
        elif "class" not in self.kind(node):
            yield _violation("declarations", node, "is used as a class without being declared as one")

    def _expression(self, node: Node, position: Position) -> Iterator[Violation]:
        constructors = [name for name in (*_BOOLEAN, *_RESTRICTIONS) if (node, name, None) in self.graph]
        if len(constructors) != 1:
            yield _violation(
                "grammar", node, f"is no class expression, but has {len(constructors)} constructors"
            )
            return
        (constructor,) = constructors
        if constructor not in _ALLOWED[position]:
            name = constructor.removeprefix(str(OWL))
            yield _violation("grammar", node, f"may not use owl:{name} in {position} position")
        elif constructor in _BOOLEAN:
            yield from self._combination(node, constructor, position)
        else:
            yield from self._restriction(node, constructor)

    def _cardinalities(self) -> Iterator[Violation]:
        for constructor in _ANY_CARDINALITY:
            for node, number in self.graph.subject_objects(constructor):
                if not isinstance(number, Literal) or number.datatype != XSD.nonNegativeInteger:
                    yield _violation("grammar", node, "has a cardinality that is no xsd:nonNegativeInteger")

    def _combination(self, node: Node, constructor: URIRef, position: Position) -> Iterator[Violation]:
        operand = self.graph.value(node, constructor)
        if operand is None:
            return
        if constructor == OWL.complementOf:
            yield from self._class(operand, "sub")
        elif constructor != OWL.oneOf:
            members = self._members(operand)
            if not members:
                yield _violation("grammar", node, "combines no classes at all")
            for member in members:
                yield from self._class(member, position)

    def _restriction(self, node: Node, constructor: URIRef) -> Iterator[Violation]:
        kinds = self._kind_of_restricted(node)
        value = self.graph.value(node, constructor)
        filler: Node | None = value
        if constructor in _CARDINALITIES:
            filler = self.graph.value(node, OWL.onClass) or self.graph.value(node, OWL.onDataRange)
            if isinstance(value, Literal) and value.value not in (0, 1):
                yield _violation("grammar", node, "may only limit a cardinality to 0 or 1")
        if not kinds & {"object", "data"}:
            yield _violation("declarations", node, "restricts something that is no declared property")
        elif constructor != OWL.hasValue and filler is not None:
            if "data" in kinds:
                yield from self._data_range(filler)
            else:
                inner: Position = "super" if constructor == OWL.allValuesFrom else "sub"
                yield from self._class(filler, inner, thing=inner == "sub")

    def _kind_of_restricted(self, node: Node) -> frozenset[str]:
        restricted = self.graph.value(node, OWL.onProperty)
        return frozenset() if restricted is None else self.kind(restricted)

    def _data_range(self, node: Node) -> Iterator[Violation]:
        if isinstance(node, BNode):
            operands = self.graph.value(node, OWL.intersectionOf)
            if operands is None:
                yield _violation("grammar", node, "is a data range other than a datatype or an intersection")
                return
            for member in self._members(operands):
                yield from self._data_range(member)
        elif "datatype" not in self.kind(node):
            yield _violation("datatypes", node, "is no datatype of OWL 2 RL and not declared")

    def _members(self, node: Node) -> list[Node]:
        return list(Collection(self.graph, node))

    # Axioms -----------------------------------------------------------------------------------------

    def _class_axioms(self) -> Iterator[Violation]:
        for lower, upper in self.graph.subject_objects(RDFS.subClassOf):
            yield from self._class(lower, "sub")
            yield from self._class(upper, "super")
        for left, right in self.graph.subject_objects(OWL.equivalentClass):
            if "datatype" in self.kind(left):
                yield from self._data_range(right)
            else:
                yield from self._class(left, "equivalent")
                yield from self._class(right, "equivalent")
        for left, right in self.graph.subject_objects(OWL.disjointWith):
            yield from self._class(left, "sub")
            yield from self._class(right, "sub")
        for axiom in self.graph.subjects(RDF.type, OWL.AllDisjointClasses):
            for members in self.graph.objects(axiom, OWL.members):
                for member in self._members(members):
                    yield from self._class(member, "sub")
        for keyed in self.graph.subjects(OWL.hasKey):
            yield from self._class(keyed, "sub")
        yield from self._definitions()
        yield from self._cardinalities()

    def _definitions(self) -> Iterator[Violation]:
        """Check names defined directly by a constructor, the short form that OWL 1 wrote."""
        for constructor in _BOOLEAN:
            for node in self.graph.subjects(constructor):
                if isinstance(node, URIRef) and "datatype" not in self.kind(node):
                    yield from self._expression(node, "equivalent")

    def _property_axioms(self) -> Iterator[Violation]:
        for name, target in self.graph.subject_objects(RDFS.domain):
            if not self.kind(name) & {"annotation"}:
                yield from self._property(name)
                yield from self._class(target, "super")
        for name, target in self.graph.subject_objects(RDFS.range):
            if "object" in self.kind(name):
                yield from self._class(target, "super")
            elif "data" in self.kind(name):
                yield from self._data_range(target)
            else:
                yield from self._property(name)
        yield from self._pairs_of_properties()
        yield from self._characteristics()

    def _pairs_of_properties(self) -> Iterator[Violation]:
        for axiom in (RDFS.subPropertyOf, OWL.equivalentProperty, OWL.inverseOf, OWL.propertyDisjointWith):
            for left, right in self.graph.subject_objects(axiom):
                if not self.kind(left) & self.kind(right) & _PROPERTY_KINDS and not isinstance(left, BNode):
                    yield _violation(
                        "declarations", left, f"and {right} are not declared as properties of one kind"
                    )

    def _characteristics(self) -> Iterator[Violation]:
        for name, chain in self.graph.subject_objects(OWL.propertyChainAxiom):
            for member in (name, *self._members(chain)):
                yield from self._property(member, {"object"})
        for characteristic in _OBJECT_ONLY:
            for name in self.graph.subjects(RDF.type, characteristic):
                yield from self._property(name, {"object"})
        for name in self.graph.subjects(RDF.type, OWL.FunctionalProperty):
            yield from self._property(name, {"object", "data"})

    def _property(self, node: Node, kinds: Iterable[str] = _PROPERTY_KINDS) -> Iterator[Violation]:
        if not self.kind(node) & frozenset(kinds):
            yield _violation(
                "declarations", node, f"is not declared as {' or '.join(sorted(kinds))} property"
            )

    def _assertions(self) -> Iterator[Violation]:
        for subject, predicate, value in self.graph:
            if predicate == RDF.type:
                if value not in _SYNTAX and value != OWL.ReflexiveProperty:
                    yield from self._class(value, "super")
                    yield from self._individual(subject)
            elif isinstance(predicate, URIRef) and str(predicate).startswith(_RESERVED):
                if predicate not in _ANNOTATIONS and predicate not in _STRUCTURE:
                    yield _violation("reserved names", predicate, "is a reserved name and may not be used so")
            elif not self.kind(predicate) & _PROPERTY_KINDS:
                yield _violation(
                    "declarations", predicate, "is used as a property without being declared as one"
                )
            elif "annotation" not in self.kind(predicate):
                yield from self._assertion(subject, predicate, value)

    def _assertion(self, subject: Node, predicate: Node, value: Node) -> Iterator[Violation]:
        yield from self._individual(subject)
        if isinstance(value, Literal) != ("data" in self.kind(predicate)):
            yield _violation("declarations", predicate, f"is no property for the value {value}")
        elif not isinstance(value, Literal):
            yield from self._individual(value)
        elif value.datatype is not None:
            yield from self._data_range(value.datatype)

    def _individual(self, node: Node) -> Iterator[Violation]:
        if isinstance(node, URIRef) and str(node).startswith(_RESERVED):
            yield _violation("reserved names", node, "is a reserved name and may not be an individual")

    # Global restrictions ----------------------------------------------------------------------------

    def _restrictions_on_properties(self) -> Iterator[Violation]:
        compound = non_simple_properties(self.graph)
        for characteristic in _NEEDS_SIMPLE:
            for name in self.graph.subjects(RDF.type, characteristic):
                if name in compound:
                    local = characteristic.removeprefix(str(OWL))
                    yield _violation("simple properties", name, f"is implied by a chain: no owl:{local}")
        for pair in self.graph.subject_objects(OWL.propertyDisjointWith):
            for name in set(pair) & compound:
                yield _violation(
                    "simple properties", name, "is implied by a chain: not disjoint with any other"
                )
        for cardinality in _CARDINALITIES:
            for node in self.graph.subjects(cardinality):
                if self.graph.value(node, OWL.onProperty) in compound:
                    yield _violation(
                        "simple properties", node, "limits the cardinality of a chain's property"
                    )
        for name in irregular_chains(self.graph):
            yield _violation("regular chains", name, "has a chain that depends on itself")


_STRUCTURE: Final = frozenset(
    {
        RDF.first,
        RDF.rest,
        RDFS.subClassOf,
        RDFS.subPropertyOf,
        RDFS.domain,
        RDFS.range,
        *_BOOLEAN,
        *_RESTRICTIONS,
    }
    | {OWL.equivalentClass, OWL.disjointWith, OWL.disjointUnionOf, OWL.hasKey, OWL.members, OWL.onProperty}
    | {OWL.equivalentProperty, OWL.inverseOf, OWL.propertyDisjointWith, OWL.propertyChainAxiom, OWL.onClass}
    | {
        OWL.sameAs,
        OWL.differentFrom,
        OWL.distinctMembers,
        OWL.onDataRange,
        OWL.onDatatype,
        OWL.withRestrictions,
    }
    | {
        OWL.annotatedSource,
        OWL.annotatedProperty,
        OWL.annotatedTarget,
        OWL.datatypeComplementOf,
        OWL.onProperties,
    }
    | {OWL.sourceIndividual, OWL.assertionProperty, OWL.targetIndividual, OWL.targetValue},
)


def _violation(rule: str, node: Node, message: str) -> Violation:
    return Violation(rule, node.n3() if isinstance(node, BNode | Literal) else str(node), message)
