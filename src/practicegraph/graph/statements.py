"""From one fact to what it says in the graph: one statement, and the node it may make."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple

from practicegraph.consolidation.model import FactKey, Undertaking, key
from practicegraph.graph import literals
from practicegraph.graph.fields import BOUNDS, FIELD_TERMS, FieldTerms
from practicegraph.graph.identifiers import Identifiers, country_iri, sdg_iri
from practicegraph.mapping.fact import Basis, Fact, JsonValue
from practicegraph.terms import node

RDF_TYPE: Final = node("rdf:type")
LABEL: Final = node("rdfs:label")
ALT_LABEL: Final = node("skos:altLabel")


@dataclass(frozen=True, slots=True)
class Statement:
    """What one fact says: its statement (``object`` is ``None`` for a missing value), and triples that go with it."""

    subject: NamedNode
    predicate: NamedNode
    object: NamedNode | Literal | None
    triples: tuple[Triple, ...] = ()

    @property
    def all(self) -> tuple[Triple, ...]:
        """The statement itself, if it has a value, and the triples that go with it."""
        if self.object is None:
            return ()
        return (Triple(self.subject, self.predicate, self.object), *self.triples)


@dataclass(frozen=True, slots=True)
class Scope:
    """What the statement of a fact depends on besides the fact.

    ``subject`` is the undertaking's (or document's) IRI; ``labels`` the facts whose value is the
    ``rdfs:label`` of its node in its language; ``positions`` those whose position counts; ``funding``
    gives the facts about money the name of their funding, ``nested`` that of the funding it is a part of; ``documents`` and ``languages`` the IRI and the
    language of each document.
    """

    identifiers: Identifiers
    subject: NamedNode
    undertaking: Undertaking | None = None
    labels: frozenset[Fact] = frozenset()
    positions: frozenset[Fact] = frozenset()
    funding: Mapping[FactKey, str] = field(default_factory=dict)
    nested: Mapping[FactKey, str] = field(default_factory=dict)
    documents: Mapping[str, NamedNode] = field(default_factory=dict)
    languages: Mapping[str, str | None] = field(default_factory=dict)

    def text(self, value: JsonValue, fact: Fact) -> Literal:
        """Return a text of a fact in its language, else in that of its document."""
        return literals.text(value, fact.language or self.languages.get(fact.document))

    def group(self, fact: Fact) -> Fact:
        """Return the fact that names the node of an item: the first of those that say the same."""
        return self.undertaking.nodes.get(key(fact), fact) if self.undertaking else fact


def statement(fact: Fact, scope: Scope) -> Statement | None:
    """Return what a fact says, ``None`` for a personal one and for a value that its field cannot have."""
    terms = FIELD_TERMS.get(fact.field)
    if terms is None or fact.detail("personal"):
        return None
    if fact.basis is Basis.MISSING:
        return Statement(scope.subject, terms.predicate, None)
    return _WRITERS[terms.writer](fact, terms, scope)


def _direct(scope: Scope, terms: FieldTerms, value: NamedNode | Literal | None) -> Statement | None:
    return None if value is None else Statement(scope.subject, terms.predicate, value)


def _with_node(
    scope: Scope, terms: FieldTerms, element: NamedNode, *described: tuple[str, NamedNode | Literal | None]
) -> Statement:
    return Statement(scope.subject, terms.predicate, element, _describe(terms, element, *described))


def _describe(
    terms: FieldTerms, element: NamedNode, *described: tuple[str, NamedNode | Literal | None]
) -> tuple[Triple, ...]:
    types = [] if terms.type is None else [Triple(element, RDF_TYPE, terms.type)]
    return (*types, *(Triple(element, node(name), value) for name, value in described if value is not None))


def _title(fact: Fact, terms: FieldTerms, scope: Scope) -> Statement:
    predicate = terms.predicate if fact in scope.labels else ALT_LABEL
    generated = fact.basis is Basis.COMPUTED
    mark = (Triple(scope.subject, node("pg:generatedLabel"), literals.boolean(True)),) if generated else ()
    return Statement(scope.subject, predicate, scope.text(fact.value, fact), mark)


def _text(fact: Fact, terms: FieldTerms, scope: Scope) -> Statement | None:
    return _direct(scope, terms, scope.text(fact.value, fact))


def _date(fact: Fact, terms: FieldTerms, scope: Scope) -> Statement | None:
    value = literals.date(fact.value)
    bound = fact.detail("bound")
    if bound is not None and value is not None:
        return Statement(scope.subject, BOUNDS[str(bound)], value)
    return _direct(scope, terms, value)


def _duration(fact: Fact, terms: FieldTerms, scope: Scope) -> Statement | None:
    return _direct(scope, terms, literals.duration(fact.value))


def _link(fact: Fact, terms: FieldTerms, scope: Scope) -> Statement | None:
    return _direct(scope, terms, literals.iri(fact.value))


def _identifier(fact: Fact, terms: FieldTerms, scope: Scope) -> Statement | None:
    return _direct(scope, terms, Literal(str(fact.value)))


def _concept(fact: Fact, terms: FieldTerms, scope: Scope) -> Statement | None:
    return _direct(scope, terms, scope.identifiers.concept(terms.scheme, fact.value))


def _country(fact: Fact, terms: FieldTerms, scope: Scope) -> Statement | None:
    return _direct(scope, terms, country_iri(fact.value))


def _place(fact: Fact, terms: FieldTerms, scope: Scope) -> Statement | None:
    return _direct(scope, terms, place_of(fact, scope.identifiers))


def place_of(fact: Fact, identifiers: Identifiers) -> NamedNode:
    """Return the place a fact names; one that is only probably known is a place of its own."""
    return identifiers.place(str(fact.value), fact.detail("geonames"), fact.detail("country"))


def organization_of(fact: Fact, identifiers: Identifiers) -> NamedNode:
    """Return the organisation a fact names."""
    return identifiers.organization(fact.value, fact.detail("organization"))


def _organization(fact: Fact, terms: FieldTerms, scope: Scope) -> Statement | None:
    return _direct(scope, terms, organization_of(fact, scope.identifiers))


def _organization_type(fact: Fact, terms: FieldTerms, scope: Scope) -> Statement | None:
    known = fact.detail("organization")
    if not known:
        return None
    value = scope.identifiers.concept(terms.scheme, fact.value)
    return Statement(scope.identifiers.organization(known, known), terms.predicate, value)


def _actor(fact: Fact, terms: FieldTerms, scope: Scope) -> Statement:
    actor = organization_of(fact, scope.identifiers)
    local = actor.value.rstrip("/").rpartition("/")[2]
    link = scope.identifiers.named_element(scope.subject, terms.segment, f"{terms.role}-{local}")
    role = scope.identifiers.concept("role", terms.role)
    described = _describe(terms, link, ("pg:actor", actor), ("pg:role", role))
    return Statement(
        scope.subject,
        terms.predicate,
        actor,
        (Triple(scope.subject, node("pg:hasParticipation"), link), *described),
    )


def _sdg(fact: Fact, terms: FieldTerms, scope: Scope) -> Statement:
    target, basis = sdg_iri(fact.value), _sdg_basis(fact)
    link = sdg_link(fact, scope)
    described = _describe(
        terms,
        link,
        ("pg:sdg", target),
        ("pg:basis", scope.identifiers.concept("basis", basis.value)),
        ("pg:evidence", scope.identifiers.fact(fact)),
    )
    return Statement(
        scope.subject,
        node("pg:suggestedSdg") if basis is Basis.SUGGESTED else terms.predicate,
        target,
        (Triple(scope.subject, node("pg:hasSdgLink"), link), *described),
    )


def sdg_link(fact: Fact, scope: Scope) -> NamedNode:
    """Return the node of the link to a goal or target: one for each basis."""
    local = sdg_iri(fact.value).value.rpartition("/")[2]
    segment = FIELD_TERMS["sdg"].segment
    return scope.identifiers.named_element(scope.subject, segment, f"{local}-{_sdg_basis(fact)}")


def _sdg_basis(fact: Fact) -> Basis:
    return Basis.SUGGESTED if fact.basis is Basis.SUGGESTED else Basis.STATED


def _item(fact: Fact, terms: FieldTerms, scope: Scope) -> Statement:
    first = scope.group(fact)
    element = scope.identifiers.element(scope.subject, terms.segment, first.value, first.language)
    label = LABEL if fact in scope.labels else ALT_LABEL
    position = fact.detail("position") if fact in scope.positions else None
    status, external = fact.detail("status"), fact.detail("external")
    evaluator = fact.detail("evaluator")
    described = _describe(
        terms,
        element,
        ("pg:position", None if position is None else literals.integer(int(position))),
        ("pg:replicabilityStatus", scope.identifiers.concept("replicability", status) if status else None),
        ("pg:external", None if external is None else literals.boolean(external)),
        ("pg:evaluator", scope.identifiers.organization(evaluator, evaluator) if evaluator else None),
    )
    named = Triple(element, label, scope.text(fact.value, fact))
    return Statement(scope.subject, terms.predicate, element, (*described, named))


def _funding_node(fact: Fact, terms: FieldTerms, scope: Scope) -> NamedNode:
    return scope.identifiers.element(
        scope.subject, terms.segment, scope.funding.get(key(fact), str(fact.value))
    )


def _programme(fact: Fact, terms: FieldTerms, scope: Scope) -> Statement:
    notation = fact.detail("programme")
    programme = scope.identifiers.concept("funding-programme", notation) if notation else None
    element = _funding_node(fact, terms, scope)
    described = _describe(terms, element, ("pg:programme", programme))
    if programme is not None:
        return Statement(scope.subject, terms.predicate, element, described)
    label = LABEL if fact in scope.labels else ALT_LABEL
    named = Triple(element, label, scope.text(fact.value, fact))
    return Statement(scope.subject, terms.predicate, element, (*described, named))


def _funding_number(fact: Fact, terms: FieldTerms, scope: Scope) -> Statement | None:
    value = literals.decimal(fact.value)
    if value is None:
        return None
    element = _funding_node(fact, terms, scope)
    payer, label, programme = (fact.detail(name) for name in ("payer", "payerLabel", "programme"))
    whole = scope.nested.get(key(fact))
    described = _describe(
        terms,
        element,
        ("pg:currency", _plain(fact.detail("currency"))),
        ("pg:programme", scope.identifiers.concept("funding-programme", programme) if programme else None),
        ("pg:payer", scope.identifiers.organization(payer, payer) if payer else None),
        ("rdfs:label", scope.text(label, fact) if label and not payer else None),
        ("pg:nestedIn", scope.identifiers.element(scope.subject, terms.segment, whole) if whole else None),
    )
    link = Triple(scope.subject, node("pg:hasFunding"), element)
    return Statement(element, terms.predicate, value, (link, *described))


def _budget(fact: Fact, terms: FieldTerms, scope: Scope) -> Statement | None:
    value, currency = literals.decimal(fact.value), fact.detail("currency")
    if value is None:
        return None
    element = scope.identifiers.element(scope.subject, terms.segment, value.value, currency)
    return _with_node(scope, terms, element, ("pg:amount", value), ("pg:currency", _plain(currency)))


def _count(fact: Fact, terms: FieldTerms, scope: Scope) -> Statement | None:
    value = literals.decimal(fact.value)
    if value is None:
        return None
    comparator, unit, group = (fact.detail(name) for name in ("comparator", "unit", "group"))
    planned, label = fact.detail("planned"), fact.detail("groupLabel")
    return _with_node(
        scope,
        terms,
        scope.identifiers.element(scope.subject, terms.segment, *_counted(scope.group(fact))),
        ("pg:value", value),
        ("pg:comparator", Literal(str(comparator or "="))),
        ("pg:unit", _plain(unit)),
        ("pg:group", scope.identifiers.concept("target-group", group) if group else None),
        ("pg:groupLabel", scope.text(label, fact) if label else None),
        ("pg:planned", None if planned is None else literals.boolean(planned)),
    )


def _counted(fact: Fact) -> tuple[JsonValue, ...]:
    """Return what tells a count from the others of its undertaking."""
    value = literals.decimal(fact.value)
    known = tuple(fact.detail(name) for name in ("comparator", "unit", "group", "planned"))
    return (
        value.value if value else None,
        *known,
        None if fact.detail("group") else fact.detail("groupLabel"),
    )


def _phone(fact: Fact, terms: FieldTerms, scope: Scope) -> Statement | None:
    if not fact.detail("service"):
        return None
    element = scope.identifiers.element(scope.subject, terms.segment, fact.value)
    return _with_node(scope, terms, element, ("schema:telephone", Literal(str(fact.value))))


def _document(fact: Fact, terms: FieldTerms, scope: Scope) -> Statement | None:
    return _direct(scope, terms, scope.documents.get(fact.document))


def _conflict(fact: Fact, terms: FieldTerms, scope: Scope) -> Statement:
    element = scope.identifiers.named_element(scope.subject, terms.segment, str(fact.value))
    return _with_node(scope, terms, element, ("pg:field", Literal(str(fact.value))))


def _plain(value: JsonValue) -> Literal | None:
    return None if value is None else Literal(str(value))


_WRITERS: Final[Mapping[str, Callable[[Fact, FieldTerms, Scope], Statement | None]]] = {
    "title": _title,
    "text": _text,
    "date": _date,
    "duration": _duration,
    "link": _link,
    "identifier": _identifier,
    "concept": _concept,
    "country": _country,
    "place": _place,
    "organization": _organization,
    "organizationType": _organization_type,
    "actor": _actor,
    "sdg": _sdg,
    "item": _item,
    "programme": _programme,
    "fundingNumber": _funding_number,
    "budget": _budget,
    "count": _count,
    "phone": _phone,
    "document": _document,
    "conflict": _conflict,
}
