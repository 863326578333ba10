"""What is known of organisations: the registry, the words of their names and how these are inflected."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Self

from practicegraph.languages import primary_subtag
from practicegraph.mapping.countries import CountryKnowledge
from practicegraph.mapping.gazetteer import Gazetteer, fold
from practicegraph.mapping.organization_appositions import AppositionWords
from practicegraph.mapping.organization_cases import OrganizationCases
from practicegraph.mapping.organization_keys import label_words, name_key
from practicegraph.mapping.organization_patterns import NamePatterns, splitting
from practicegraph.mapping.organization_portfolios import Portfolios
from practicegraph.mapping.organization_registry import Organization, inflected, national_names, read_registry
from practicegraph.mapping.organization_seats import Seats
from practicegraph.mapping.organization_types import OrganizationTypes, with_inflected_kinds
from practicegraph.mapping.place_knowledge import PlaceKnowledge
from practicegraph.mapping.tables import alternation, read_table
from practicegraph.mapping.word_sets import WordSets


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class OrganizationKnowledge:
    """What :func:`practicegraph.mapping.organizations.find_organizations` knows: the registry, and the words of names and their types."""

    names: Gazetteer[tuple[Organization, str]]
    keys: dict[frozenset[str], Organization]
    national: dict[tuple[frozenset[str], str], Organization]
    """By the words of a label without its country, and the country."""
    legal: re.Pattern[str]
    small: frozenset[str]
    splitting: re.Pattern[str]
    prepositions: frozenset[tuple[str, str]]
    """Words that join names in one language and are a preposition in another, with that."""
    types: OrganizationTypes
    known: WordSets
    """The words of each label of the registry."""
    patterns: NamePatterns
    countries: CountryKnowledge
    seats: Seats
    cases: OrganizationCases
    appositions: AppositionWords
    portfolios: Portfolios

    @classmethod
    def load(cls, places: PlaceKnowledge) -> Self:
        """Read ``organization.ttl``, ``organization_words.csv`` and how names are inflected."""
        rows = read_table("organization_words.csv", ("kind", "language", "form", "notation"))
        forms: dict[str, list[str]] = defaultdict(list)
        for row in rows:
            forms[row["kind"]].append(row["form"])
        small = frozenset(fold(form) for form in forms["stop"])
        legal = re.compile(rf"(?i)(?<!\w){alternation(forms['legal'])}(?!\w)")
        registry = read_registry()
        keys: dict[frozenset[str], Organization] = {}
        for organization, labels in registry:
            for label in labels:
                key = name_key(label, legal, small)
                if len(key) > 1 or " " not in label or not label.isupper():  # "PRO ASYL" is no mere "Asyl"
                    keys.setdefault(key, organization)
        keys.pop(frozenset(), None)
        countries, cases, patterns = CountryKnowledge.load(), OrganizationCases.load(), NamePatterns.of(rows)
        names = [(label, (entry, label)) for entry, labels in registry for label in labels]
        return cls(
            names=Gazetteer.of([*names, *inflected(registry, cases)]),
            keys=keys,
            national=national_names(registry, countries, legal, small),
            legal=legal,
            small=small,
            splitting=splitting(forms["split"]),
            prepositions=frozenset(
                (row["language"], row["form"]) for row in rows if row["kind"] == "preposition"
            ),
            types=OrganizationTypes.of(with_inflected_kinds(rows, cases)),
            known=WordSets.of(label_words(label, legal, small) for _, labels in registry for label in labels),
            patterns=patterns,
            countries=countries,
            seats=Seats(countries, places),
            cases=cases,
            appositions=AppositionWords.load(
                (row["language"], row["form"]) for row in rows if row["kind"] == "split"
            ),
            portfolios=Portfolios.load(
                patterns.conjunctions, frozenset(row["language"] for row in rows if row["kind"] == "last")
            ),
        )

    def joints(self, text: str, start: int, end: int, language: str | None) -> Iterator[re.Match[str]]:
        """Yield what may stand between two names in a part of a text: "in" in Slovene, not in Italian."""
        own = primary_subtag(language)
        for joint in self.splitting.finditer(text, start, end):
            if (own, joint[0].strip(" ,\u00a0").casefold()) not in self.prepositions:
                yield joint
