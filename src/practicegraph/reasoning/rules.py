"""Rules: what the axioms of a schema say about data, as Horn clauses over triples.

The rules are those of OWL 2 RL/RDF (https://www.w3.org/TR/owl2-profiles/#Reasoning_in_OWL_2_RL_and_RDF_Graphs_using_Rules)
with the schema's terms filled in, so that a rule mentions only what it needs. They are made from the
schema alone; nothing here knows an ontology.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import pyoxigraph as ox

from practicegraph.reasoning.schema import Schema, Term
from practicegraph.terms import node

TYPE: Final = node("rdf:type")
SAME: Final = node("owl:sameAs")
THING: Final = node("owl:Thing")
NOTHING: Final = node("owl:Nothing")


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable of a rule."""

    name: str


Slot = Term | Variable
Atom = tuple[Slot, Slot, Slot]
"""A triple pattern."""

X, Y, Z, P = Variable("x"), Variable("y"), Variable("z"), Variable("p")


@dataclass(frozen=True, slots=True)
class Rule:
    """``body`` entails ``head``. ``name`` is the rule's name in the OWL 2 RL tables, ``axiom`` what it is made from."""

    name: str
    axiom: tuple[Term | str, ...]
    body: tuple[Atom, ...]
    head: Atom


def compile_rules(schema: Schema) -> tuple[Rule, ...]:
    """Return the rules of a schema in a stable order.

    Rules of equality are among them only if the schema can entail ``owl:sameAs``; see
    :func:`equality_rules` for data that state it.
    """
    rules = [
        *_class_rules(schema),
        *_property_rules(schema),
        *_expression_rules(schema),
        *_identity_rules(schema),
    ]
    if any(rule.head[1] == SAME for rule in rules):
        rules += equality_rules()
    return tuple(sorted(rules, key=str))


def equality_rules() -> tuple[Rule, ...]:
    """Return the rules that spread ``owl:sameAs``: symmetric, transitive, replacing subject and object."""
    axiom = (SAME,)
    return (
        Rule("eq-sym", axiom, ((X, SAME, Y),), (Y, SAME, X)),
        Rule("eq-trans", axiom, ((X, SAME, Y), (Y, SAME, Z)), (X, SAME, Z)),
        Rule("eq-rep-s", axiom, ((X, SAME, Y), (X, P, Z)), (Y, P, Z)),
        Rule("eq-rep-o", axiom, ((X, SAME, Y), (Z, P, X)), (Z, P, Y)),
    )


def _class_rules(schema: Schema) -> Iterator[Rule]:
    for sub, sup in schema.subclasses:
        if sup != NOTHING:
            axiom = (sub, node("rdfs:subClassOf"), sup)
            yield Rule("cax-sco", axiom, ((X, TYPE, sub),), (X, TYPE, sup))
    for prop, kind in schema.domains:
        yield Rule("prp-dom", (prop, node("rdfs:domain"), kind), ((X, prop, Y),), (X, TYPE, kind))
    for prop, kind in schema.ranges:
        yield Rule("prp-rng", (prop, node("rdfs:range"), kind), ((X, prop, Y),), (Y, TYPE, kind))


def _property_rules(schema: Schema) -> Iterator[Rule]:
    for sub, sup in schema.subproperties:
        axiom = (sub, node("rdfs:subPropertyOf"), sup)
        yield Rule("prp-spo1", axiom, ((X, sub, Y),), (X, sup, Y))
    for left, right in schema.inverses:
        axiom = (left, node("owl:inverseOf"), right)
        yield Rule("prp-inv1", axiom, ((X, left, Y),), (Y, right, X))
        yield Rule("prp-inv2", axiom, ((X, right, Y),), (Y, left, X))
    for prop in schema.symmetric:
        yield Rule("prp-symp", (prop, TYPE, node("owl:SymmetricProperty")), ((X, prop, Y),), (Y, prop, X))
    for prop in schema.transitive:
        axiom = (prop, TYPE, node("owl:TransitiveProperty"))
        yield Rule("prp-trp", axiom, ((X, prop, Y), (Y, prop, Z)), (X, prop, Z))
    for prop, links in schema.chains:
        ends = [Variable(f"x{index}") for index in range(len(links) + 1)]
        body = tuple((ends[index], link, ends[index + 1]) for index, link in enumerate(links))
        yield Rule(
            "prp-spo2", (prop, node("owl:propertyChainAxiom"), *links), body, (ends[0], prop, ends[-1])
        )


def _expression_rules(schema: Schema) -> Iterator[Rule]:
    for kind, parts in schema.intersections:
        axiom = (kind, node("owl:intersectionOf"), *parts)
        yield Rule("cls-int1", axiom, tuple((X, TYPE, part) for part in parts), (X, TYPE, kind))
        for part in parts:
            yield Rule("cls-int2", axiom, ((X, TYPE, kind),), (X, TYPE, part))
    for kind, parts in schema.unions:
        axiom = (kind, node("owl:unionOf"), *parts)
        for part in parts:
            yield Rule("cls-uni", axiom, ((X, TYPE, part),), (X, TYPE, kind))
    for kind, members in schema.enumerations:
        for member in members:
            yield Rule("cls-oo", (kind, node("owl:oneOf"), *members), (), (member, TYPE, kind))
    for kind, prop, filler in schema.some_values:
        axiom = (kind, node("owl:someValuesFrom"), prop, filler)
        body: tuple[Atom, ...] = ((X, prop, Y),) if filler == THING else ((X, prop, Y), (Y, TYPE, filler))
        yield Rule("cls-svf", axiom, body, (X, TYPE, kind))
    for kind, prop, filler in schema.all_values:
        axiom = (kind, node("owl:allValuesFrom"), prop, filler)
        yield Rule("cls-avf", axiom, ((X, TYPE, kind), (X, prop, Y)), (Y, TYPE, filler))
    for kind, prop, value in schema.has_values:
        axiom = (kind, node("owl:hasValue"), prop, value)
        yield Rule("cls-hv1", axiom, ((X, TYPE, kind),), (X, prop, value))
        yield Rule("cls-hv2", axiom, ((X, prop, value),), (X, TYPE, kind))


def _identity_rules(schema: Schema) -> Iterator[Rule]:
    functional, inverse_functional = node("owl:FunctionalProperty"), node("owl:InverseFunctionalProperty")
    for prop in schema.functional:
        yield Rule("prp-fp", (prop, TYPE, functional), ((X, prop, Y), (X, prop, Z)), (Y, SAME, Z))
    for prop in schema.inverse_functional:
        yield Rule("prp-ifp", (prop, TYPE, inverse_functional), ((Y, prop, X), (Z, prop, X)), (Y, SAME, Z))
    for kind, props in schema.keys:
        values = [Variable(f"v{index}") for index in range(len(props))]
        body = (
            (X, TYPE, kind),
            *((X, prop, value) for prop, value in zip(props, values, strict=True)),
            *((Y, prop, value) for prop, value in zip(props, values, strict=True)),
            (Y, TYPE, kind),
        )
        yield Rule("prp-key", (kind, node("owl:hasKey"), *props), body, (X, SAME, Y))
    for kind, prop, filler in schema.maximum_one:
        axiom = (kind, node("owl:maxCardinality"), prop, filler)
        typed = () if filler == THING else ((Y, TYPE, filler), (Z, TYPE, filler))
        yield Rule("cls-maxc2", axiom, ((X, TYPE, kind), (X, prop, Y), (X, prop, Z), *typed), (Y, SAME, Z))


def is_useful(subject: Term, predicate: Term, value: Term) -> bool:
    """Tell whether an entailment says something of its own: not reflexive, not of ``owl:Thing``, no class expression."""
    if predicate == SAME:
        return subject != value and not isinstance(value, ox.Literal)
    if predicate == TYPE:
        return isinstance(value, ox.NamedNode) and value != THING
    return True
