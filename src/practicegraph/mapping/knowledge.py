"""All that the mapping knows: the lexicon, gazetteers and vocabularies, read once from ``data/``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from practicegraph.mapping.concepts import ConceptKnowledge
from practicegraph.mapping.contacts import ContactKnowledge
from practicegraph.mapping.count_knowledge import CountKnowledge
from practicegraph.mapping.countries import CountryKnowledge
from practicegraph.mapping.cues import Cues
from practicegraph.mapping.dates import DateKnowledge
from practicegraph.mapping.function_words import FunctionWords
from practicegraph.mapping.heading_words import HeadingWords
from practicegraph.mapping.headings import HeadingLexicon
from practicegraph.mapping.memory import lasting
from practicegraph.mapping.money import MoneyKnowledge
from practicegraph.mapping.offices import OfficeKnowledge
from practicegraph.mapping.organization_knowledge import OrganizationKnowledge
from practicegraph.mapping.payers import PayerKnowledge
from practicegraph.mapping.persons import PersonKnowledge
from practicegraph.mapping.place_knowledge import PlaceKnowledge
from practicegraph.mapping.preferred_labels import PreferredLabels
from practicegraph.mapping.role_words import RoleWords
from practicegraph.mapping.sdg_mentions import SdgKnowledge
from practicegraph.mapping.sdg_suggestions import SuggestionKnowledge


@dataclass(frozen=True, slots=True)
class Knowledge:
    """The frozen knowledge of one run. Each field is built by ``load()`` of the module that owns it."""

    headings: HeadingLexicon
    heading_words: HeadingWords
    cues: Cues
    concepts: ConceptKnowledge
    contacts: ContactKnowledge
    counts: CountKnowledge
    countries: CountryKnowledge
    dates: DateKnowledge
    function_words: FunctionWords
    labels: PreferredLabels
    money: MoneyKnowledge
    offices: OfficeKnowledge
    organizations: OrganizationKnowledge
    payers: PayerKnowledge
    persons: PersonKnowledge
    places: PlaceKnowledge
    role_words: RoleWords
    sdgs: SdgKnowledge
    suggestions: SuggestionKnowledge

    @classmethod
    def load(cls) -> Knowledge:
        """Read everything from ``data/`` once a process.

        Raises :class:`InvalidDataError` naming the broken file and line.
        """
        return _load()


@cache
@lasting()
def _load() -> Knowledge:
    concepts, contacts, places = ConceptKnowledge.load(), ContactKnowledge.load(), PlaceKnowledge.load()
    organizations = OrganizationKnowledge.load(places)
    headings = HeadingLexicon.load()
    return Knowledge(
        headings=headings,
        heading_words=HeadingWords.load(headings),
        cues=Cues.load(),
        concepts=concepts,
        contacts=contacts,
        counts=CountKnowledge.load(concepts),
        countries=CountryKnowledge.load(),
        dates=DateKnowledge.load(),
        function_words=FunctionWords.load(),
        labels=PreferredLabels.load(),
        money=MoneyKnowledge.load(),
        offices=OfficeKnowledge.load(),
        organizations=organizations,
        payers=PayerKnowledge.load(),
        persons=PersonKnowledge.load(contacts, organizations, places),
        places=places,
        role_words=RoleWords.load(),
        sdgs=SdgKnowledge.load(),
        suggestions=SuggestionKnowledge.load(),
    )
