"""A thing in the terms of schema.org, as search engines read it in a page."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from pyoxigraph import Literal, NamedNode, Triple

from practicegraph.languages import choose
from practicegraph.terms import node

Node = dict[str, Any]

_NAMES: Final = ("rdfs:label", "skos:prefLabel", "dct:title", "pg:fileName")
_EMPTY: Final[tuple[object, ...]] = (None, [], "")
_TYPES: Final = {"pg:Practice": "Project", "pg:Publication": "CreativeWork", "pg:Call": "CreativeWork"}
"""Classes that have a counterpart; a project is an organisation to schema.org, and has its properties."""
_ESCAPES: Final = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


def schema_org(iri: NamedNode, triples: Iterable[Triple], languages: Sequence[str]) -> Node | None:
    """Return a practice, publication or call as a JSON-LD node of schema.org, ``None`` for anything else.

    ``triples`` are what :func:`practicegraph.export.resource.description_query` gives; texts are in the
    first of ``languages`` that there is. Suggested goals are left out: nobody has stated them.
    """
    described = _Description(triples, languages)
    kinds = described.links(iri, "rdf:type")
    kind = next((name for own, name in _TYPES.items() if node(own) in kinds), None)
    if kind is None:
        return None
    name = described.name(iri)
    names = {term.value for term in described.values(iri, "rdfs:label", "skos:altLabel")}
    found: Node = {
        "@context": "https://schema.org",
        "@type": kind,
        "@id": iri.value,
        "url": iri.value,
        "name": name,
        "alternateName": sorted(names - {name}),
        "description": described.text(iri, "pg:objective"),
        "identifier": [term.value for term in described.values(iri, "dct:identifier")],
        "keywords": [
            described.term(one) for one in described.links(iri, "pg:theme", "pg:targetGroup", "pg:statedSdg")
        ],
        "funder": [described.organization(one) for one in described.links(iri, "pg:fundedBy")],
        "subjectOf": [*map(described.document, described.links(iri, "pg:describedIn"))]
        + [{"@type": "WebPage", "url": page.value} for page in described.links(iri, "foaf:page")],
        "funding": [described.grant(one) for one in described.links(iri, "pg:hasFunding")],
        **(described.as_project(iri) if kind == "Project" else described.as_work(iri)),
    }
    return {key: value for key, one in found.items() if (value := _filled(one)) not in _EMPTY}


def script_text(found: Node) -> str:
    """Return JSON that may stand in a ``script`` element: no character ends the element or begins another."""
    return json.dumps(found, ensure_ascii=False, indent=1).translate(_ESCAPES)


class _Description:
    """Triples by subject and predicate, with names in the reader's language."""

    def __init__(self, triples: Iterable[Triple], languages: Sequence[str]) -> None:
        self._languages = languages
        self._index: dict[tuple[object, NamedNode], set[NamedNode | Literal]] = defaultdict(set)
        for triple in triples:
            if isinstance(triple.object, NamedNode | Literal):
                self._index[triple.subject, triple.predicate].add(triple.object)

    def values(self, subject: NamedNode, *properties: str) -> list[NamedNode | Literal]:
        """Return the values of properties, in order."""
        found = set().union(*(self._index.get((subject, node(prop)), set()) for prop in properties))
        return sorted(found, key=lambda term: (term.value, str(term)))

    def links(self, subject: NamedNode, *properties: str) -> list[NamedNode]:
        """Return the resources among the values."""
        return [term for term in self.values(subject, *properties) if isinstance(term, NamedNode)]

    def text(self, subject: NamedNode, *properties: str) -> str | None:
        """Return the best text among the values."""
        texts: dict[str, str] = {}
        for term in self.values(subject, *properties):
            if isinstance(term, Literal):
                texts.setdefault(term.language or "", term.value)
        best = choose(texts, (*self._languages, "en"))
        return None if best is None else best[1]

    def name(self, subject: NamedNode) -> str:
        """Return a thing's name, else the end of its IRI."""
        return self.text(subject, *_NAMES) or subject.value.rstrip("/#").replace("#", "/").rpartition("/")[2]

    def named(self, kind: str) -> Callable[[NamedNode], Node]:
        """Return what makes a node of a type with IRI and name."""
        return lambda subject: {"@type": kind, "@id": subject.value, "name": self.name(subject)}

    def organization(self, subject: NamedNode) -> Node:
        """Return an organisation."""
        return self.named("Organization")(subject)

    def term(self, subject: NamedNode) -> Node:
        """Return a concept."""
        return self.named("DefinedTerm")(subject)

    def document(self, subject: NamedNode) -> Node:
        """Return a source document."""
        return {
            **self.named("CreativeWork")(subject),
            "url": next((one.value for one in self.values(subject, "dct:source")), None),
            "inLanguage": self.text(subject, "schema:inLanguage"),
            "datePublished": self.text(subject, "dct:issued"),
        }

    def grant(self, subject: NamedNode) -> Node:
        """Return a funding with its amount."""
        amount = _number(self.text(subject, "pg:amount"))
        money = {"@type": "MonetaryAmount", "value": amount, "currency": self.text(subject, "pg:currency")}
        return {
            "@type": "MonetaryGrant",
            "@id": subject.value,
            "name": next((self.name(one) for one in self.links(subject, "pg:programme")), None),
            "funder": [self.organization(one) for one in self.links(subject, "pg:payer")],
            "amount": money if amount is not None else None,
        }

    def places(self, subject: NamedNode) -> list[Node]:
        """Return the countries and places of a thing."""
        return [
            *map(self.named("Country"), self.links(subject, "pg:country")),
            *map(self.named("Place"), self.links(subject, "pg:place")),
        ]

    def as_project(self, iri: NamedNode) -> Node:
        """Return what schema.org says of projects only."""
        involved = ("pg:implementedBy", "pg:ledBy", "pg:partneredBy", "pg:managedBy")
        return {
            "areaServed": self.places(iri),
            "foundingDate": self.text(iri, "pg:start"),
            "dissolutionDate": self.text(iri, "pg:end"),
            "member": [self.organization(one) for one in self.links(iri, *involved)],
        }

    def as_work(self, iri: NamedNode) -> Node:
        """Return what schema.org says of works only."""
        start, end = self.text(iri, "pg:start"), self.text(iri, "pg:end")
        return {
            "spatialCoverage": self.places(iri),
            "temporalCoverage": f"{start or '..'}/{end or '..'}" if start or end else None,
        }


def _number(text: str | None) -> int | float | None:
    try:
        number = Decimal(text or "")
    except InvalidOperation:
        return None
    if not number.is_finite():
        return None
    return int(number) if number == number.to_integral_value() else float(number)


def _filled(value: Any) -> Any:
    """Return a value without its empty parts; a list of one is that one."""
    if isinstance(value, dict):
        parts = {key: _filled(one) for key, one in value.items()}
        return {key: one for key, one in parts.items() if one not in _EMPTY}
    if isinstance(value, list):
        found = [_filled(one) for one in value]
        return found[0] if len(found) == 1 else found
    return value
