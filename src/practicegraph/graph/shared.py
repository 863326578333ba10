"""Organisations and places that documents name: described once, in ``graph/consolidated``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, NamedNode, Triple

from practicegraph.graph import literals
from practicegraph.graph.fields import FIELD_TERMS, ORGANIZATION_CLASSES
from practicegraph.graph.identifiers import Identifiers, country_iri, geonames_iri
from practicegraph.graph.registry import registered
from practicegraph.graph.statements import ALT_LABEL, LABEL, RDF_TYPE, organization_of, place_of
from practicegraph.mapping.fact import Basis, Fact
from practicegraph.terms import node

_ACTORS = frozenset(name for name, terms in FIELD_TERMS.items() if terms.writer in {"actor", "organization"})


def describe_organizations(facts: Iterable[Fact], identifiers: Identifiers) -> Iterator[Triple]:
    """Yield type and names of each organisation that the registry does not describe."""
    named: dict[NamedNode, list[Fact]] = defaultdict(list)
    types: dict[NamedNode, list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.field in _ACTORS and fact.basis is not Basis.MISSING:
            named[organization_of(fact, identifiers)].append(fact)
        elif fact.field == "organizationType" and fact.value is not None and fact.detail("organization"):
            types[identifiers.organization("", fact.detail("organization"))].append(fact)
    for organization, mentions in named.items():
        if identifiers.default(organization) in registered():
            continue
        yield Triple(organization, RDF_TYPE, node("pg:Organization"))
        yield from _class(organization, types[organization])
        yield from _names(organization, mentions, node("skos:prefLabel"))
        for mention in mentions:
            if mention.detail("acronym"):
                yield Triple(organization, node("pg:acronym"), Literal(str(mention.detail("acronym"))))


def _class(organization: NamedNode, types: Iterable[Fact]) -> Iterator[Triple]:
    """Yield the class that an organisation's types give, those that are stated first; none where they give several."""
    types = list(types)
    stated = [fact for fact in types if fact.basis is Basis.STATED]
    classes = {ORGANIZATION_CLASSES.get(str(fact.value)) for fact in stated or types}
    if len(classes) == 1 and (found := classes.pop()) is not None:
        yield Triple(organization, RDF_TYPE, node(found))


def describe_places(facts: Iterable[Fact], identifiers: Identifiers) -> Iterator[Triple]:
    """Yield type, names, country and GeoNames match of each place; a doubtful one points at its probable match."""
    named: dict[NamedNode, list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.field == "place" and fact.basis is not Basis.MISSING:
            named[place_of(fact, identifiers)].append(fact)
    for place, mentions in named.items():
        if identifiers.default(place) in registered():
            continue
        yield Triple(place, RDF_TYPE, node("pg:Place"))
        yield from _names(place, mentions, LABEL)
        for mention in mentions:
            yield from _where(place, mention, identifiers)


def _where(place: NamedNode, mention: Fact, identifiers: Identifiers) -> Iterator[Triple]:
    country = country_iri(mention.detail("country")) if mention.detail("country") else None
    if country is not None:
        yield Triple(place, node("pg:country"), country)
    if mention.detail("geonames"):
        yield Triple(place, node("skos:exactMatch"), geonames_iri(mention.detail("geonames")))
    probable = mention.detail("probableGeonames")
    if not probable:
        return
    match = identifiers.place("", probable)
    yield Triple(place, node("pg:probableMatch"), match)
    if identifiers.default(match) in registered():
        return
    yield Triple(match, RDF_TYPE, node("pg:Place"))
    yield Triple(match, node("skos:exactMatch"), geonames_iri(probable))
    name = mention.detail("probableName")
    if name:
        yield Triple(match, LABEL, Literal(str(name)))
    if country is not None:
        yield Triple(match, node("pg:country"), country)


def _names(subject: NamedNode, mentions: Iterable[Fact], preferred: NamedNode) -> Iterator[Triple]:
    """Yield one preferred name per language, the surest and first, and the others as alternatives.

    The name of a place known to GeoNames is the gazetteer's and of no language.
    """
    by_language: dict[str | None, list[Fact]] = defaultdict(list)
    for mention in mentions:
        by_language[None if mention.detail("geonames") else mention.language].append(mention)
    for language, named in by_language.items():
        ordered = sorted(named, key=lambda fact: (-fact.confidence, fact.order))
        for index, name in enumerate(dict.fromkeys(str(fact.value) for fact in ordered)):
            yield Triple(subject, ALT_LABEL if index else preferred, literals.text(name, language))
