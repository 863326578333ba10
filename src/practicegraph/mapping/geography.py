"""Countries and places."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from practicegraph.mapping.concepts import find_concepts
from practicegraph.mapping.countries import CountryMention, find_code_behind, find_countries
from practicegraph.mapping.dates import find_dates
from practicegraph.mapping.fact import Basis, Fact
from practicegraph.mapping.fled_from import fled_from
from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.money import find_amounts
from practicegraph.mapping.organizations import OrganizationMention, find_organizations
from practicegraph.mapping.origins import find_donors, find_origins, find_passing, find_towns
from practicegraph.mapping.passing import Passed
from practicegraph.mapping.placed_towns import find_telling
from practicegraph.mapping.places import PlaceMention, country_of_towns, find_large_places, find_places
from practicegraph.mapping.section import Section
from practicegraph.mapping.source import Source, certainty
from practicegraph.mapping.streets import names_street
from practicegraph.mapping.told_districts import district_fact, told_districts
from practicegraph.mapping.unknown_places import begins_other, unknown_places
from practicegraph.reading.blocks import Block, BlockKind

_STATED: Final = 0.95
_NAMED: Final = 0.6
_IN_NAME: Final = 0.5
_BY_TOWNS: Final = 0.5
_BY_PLACE: Final = 0.55
_KNOWN: Final = "place:known-town"
_BESIDE: Final = 24
_COMPARED: Final = 40
_SKIPPED: Final = frozenset({"reporter", "contact", "position", "link", "status", "funder"})
_ELSEWHERE: Final = frozenset(
    {"implementer", "lead", "partner", "managingAuthority", "evaluator", "replicability", "funding", "budget"}
)
"""Fields whose towns are not where the practice is: those of names, of who pays, and where else it could be."""
_OF_A_TOWN: Final = frozenset({"local-authority", "regional-authority"})
"""Kinds of bodies that work where their name says."""
_BEFORE_COUNTRY: Final = re.compile(r",\s+|\s*\(")
"""What stands between a town and its country: "Leeds, United Kingdom"."""
_OF_PAYERS: Final = frozenset({"funding", "fundingProgramme"})
_ROLES: Final = frozenset({"implementer", "lead", "partner", "managingAuthority", "evaluator"})


def named_countries(
    sections: Sequence[Section], knowledge: Knowledge, language: str | None
) -> tuple[str, ...]:
    """Return the codes of the countries that a document names: those of its fields first, then the most named."""
    stated: list[str] = []
    named: Counter[str] = Counter()
    passed: Counter[str] = Counter()
    by_name = False
    for section in sections:
        for block in section.values:
            in_field = section.field in ("country", "place")
            mentions = _named(block.text, knowledge, language)
            others = () if in_field else mentions
            origins, passing = _not_its_own(block.text, others, knowledge, language, section.field)
            for mention in mentions:
                if in_field and not mention.adjective:
                    stated.append(mention.code)
                elif (
                    section.field not in _SKIPPED
                    and mention not in origins
                    and not _is_of_embassy(block.text, mention, knowledge, language)
                ):
                    counted = passed if mention in passing else named
                    counted[mention.code] += 1
                    by_name = by_name or not (mention.adjective or section.field in _OF_PAYERS)
    named = named or passed
    if not stated:
        stated += [country for _, country in _towns_of_fields(sections, knowledge, language)]
    if not stated and not by_name:
        # "Classes in Ukrainian" names no country as surely as the town that gives them.
        placed = Counter(place.country for _, place in _telling_places(sections, knowledge, language))
        named = placed or named
    return tuple(dict.fromkeys([*stated, *sorted(named, key=lambda code: (-named[code], code))]))


def _towns_of_fields(
    sections: Sequence[Section], knowledge: Knowledge, language: str | None
) -> Iterator[tuple[Block, str]]:
    """Yield the values of place fields whose towns tell a country, with the country."""
    for section in sections:
        for block in section.values if section.field == "place" else ():
            country = country_of_towns(block.text, knowledge.places, language)
            if country is not None:
                yield block, country


class _Told(NamedTuple):
    """What tells a country where nothing names it."""

    country: str
    start: int
    end: int
    confidence: float
    method: str


def _telling_places(
    sections: Sequence[Section], knowledge: Knowledge, language: str | None
) -> Iterator[tuple[Block, _Told]]:
    """Yield the large towns and regions of a document, but for those that a treaty is named after.

    Of the smaller towns that words say to be places, two that only one country has tell it, and so does a known town
    that is named twice.
    """
    unsure: list[tuple[Block, _Told]] = []
    for section in sections:
        elsewhere = section.field in _SKIPPED or section.field == "replicability"
        for block in () if elsewhere else (*_headline(section), *section.values):
            passed = Passed(block.text, knowledge.cues, language)
            for place, sure in _named_places(block.text, knowledge, language):
                if passed.has(place.start, place.end):
                    continue
                around = max(0, place.start - _BESIDE), min(len(block.text), place.end + _BESIDE)
                if knowledge.cues.search("treaty", block.text, *around, language=language) is not None:
                    continue
                if sure:
                    yield block, place
                else:
                    unsure.append((block, place))
    names: dict[str, set[str]] = {}
    for block, place in unsure:
        name = block.text[place.start : place.end]
        known = place.method == _KNOWN  # such a town may tell it by being named twice
        names.setdefault(place.country, set()).add(f"{name} {block.start + place.start}" if known else name)
    yield from (told for told in unsure if len(names[told[1].country]) > 1)


def _named_places(text: str, knowledge: Knowledge, language: str | None) -> Iterator[tuple[_Told, bool]]:
    """Yield the places of a text that tell a country, and whether each does so alone."""
    large = find_large_places(text, knowledge.places, language)
    for place in large:
        if place.evident:
            yield _Told(place.country, place.start, place.end, place.confidence, place.method), True
    spans = {place.start for place in large if place.evident}
    for town in find_telling(text, knowledge.places, language):
        if town.start not in spans:
            spans.add(town.start)
            yield _Told(town.country, town.start, town.end, _BY_PLACE, "place:in-town"), town.sure
    for place in large:
        if place.start not in spans:
            yield _Told(place.country, place.start, place.end, _BY_TOWNS, _KNOWN), False


def _headline(section: Section) -> Iterator[Block]:
    """Yield a heading that asks for nothing, such as a headline: it may name where the practice is."""
    if section.field is None and section.label and len(section.label) == section.end - section.start:
        yield Block(BlockKind.HEADING, section.start, section.end, section.label)


def find_geography(source: Source) -> Iterator[Fact]:
    """Yield countries and places: of their fields, and those that the text names."""
    stated = [fact for section in source.of("country", "place") for fact in _in_field(source, section)]
    yield from stated
    has_country = any(fact.field == "country" and fact.value is not None for fact in stated)
    by_towns = None if has_country else next(_country_of_towns(source), None)
    if by_towns is not None:
        yield by_towns
    told = has_country = has_country or by_towns is not None
    places: list[_Place] = []
    passed: list[Fact] = []
    for section, block in source.blocks():
        if section.field in _SKIPPED or section.field in ("country", "place"):
            continue
        if not has_country:
            named = list(_countries(source, section, block))
            own = [fact for fact, passing in named if not passing]
            passed += [fact for fact, passing in named if passing]
            told = told or bool(own)
            yield from own
        if section.field not in _ELSEWHERE:
            places += _in_prose(source, block)
    start, end = source.title_span
    if not any(section.start <= start < section.end and section.field for section in source.sections):
        title = Block(BlockKind.HEADING, start, end, source.document.text[start:end])
        places += _places(source, title, confidence=0.7)
    yield from _evident(places, stated)
    if not told:
        found = next(_told_by_towns(source), None) or next(_country_of_places(source, stated), None)
        yield from passed if found is None else [found]


def _told_by_towns(source: Source) -> Iterator[Fact]:
    """Yield the country of the large towns and regions of a document that names no country itself."""
    for block, place in _telling_places(source.sections, source.knowledge, source.language):
        if place.country == source.countries[0]:
            yield source.fact(
                "country", place.country, block.start + place.start, block.start + place.end,
                basis=Basis.SUGGESTED, confidence=place.confidence, method=place.method,
            )  # fmt: skip
            return


def _country_of_towns(source: Source) -> Iterator[Fact]:
    """Yield the country that the towns of place fields tell, before those that the text only speaks of."""
    for block, country in _towns_of_fields(source.sections, source.knowledge, source.language):
        yield source.fact(
            "country", country, block.start, block.end,
            basis=Basis.SUGGESTED, confidence=_BY_TOWNS, method="place:towns",
        )  # fmt: skip


def _country_of_places(source: Source, facts: Sequence[Fact]) -> Iterator[Fact]:
    """Yield the country of the places of fields, where they are all of one: other parts of the document told it."""
    places = [fact for fact in facts if fact.field == "place" and fact.detail("country")]
    if len({fact.detail("country") for fact in places}) == 1:
        first = places[0]
        yield source.fact(
            "country", first.detail("country"), first.start, first.end,
            basis=Basis.SUGGESTED, confidence=_BY_TOWNS, method="place:part",
        )  # fmt: skip


def _in_prose(source: Source, block: Block) -> Iterator[_Place]:
    """Yield the places of running text, and the quarters and villages that words tell to be such."""
    told = [(block.start + start, block.start + end) for start, end in told_districts(source, block.text)]
    found = list(_places(source, block, confidence=0.8))
    for fact, evident in found:
        yield _Place(fact, evident or any(start <= fact.start and fact.end <= end for start, end in told))
    passed = Passed(block.text, source.knowledge.cues, source.language)
    for start, end in told:
        if any(start < fact.end and fact.start < end for fact, _ in found):
            continue
        if not passed.has(start - block.start, end - block.start):
            yield _Place(district_fact(source, start, end), evident=True)


def _in_field(source: Source, section: Section) -> Iterator[Fact]:
    name = section.field or ""
    if not section.values and not section.nested:
        yield source.missing(name, section)
    for block in section.values:
        spans = []
        for mention in find_countries(block.text, source.knowledge.countries, source.language):
            if not mention.adjective:
                spans.append((block.start + mention.start, block.start + mention.end))
                yield _country(source, block, mention, certainty(section, _STATED), section.method)
        for fact, _ in _places(source, block, confidence=certainty(section, 1.0), in_field=name == "place"):
            if name == "place" or (fact.start, fact.end) not in spans:  # in Arabic, Tunis is Tunisia
                spans.append((fact.start, fact.end))
                yield fact
        if name == "place":
            yield from unknown_places(source, block, spans)


def _countries(source: Source, section: Section, block: Block) -> Iterator[tuple[Fact, bool]]:
    """Yield the countries of a text, and whether each is only spoken of in passing."""
    mentions = _named(block.text, source.knowledge, source.language)
    if section.field in _ROLES and not mentions:
        behind = find_code_behind(block.text, source.knowledge.countries)
        yield from ((_country(source, block, mention, _IN_NAME, "text"), False) for mention in behind)
    origins, passing = _not_its_own(block.text, mentions, source.knowledge, source.language, section.field)
    for mention in mentions:
        embassy = _is_of_embassy(block.text, mention, source.knowledge, source.language)
        if not mention.adjective and mention not in origins and not embassy:
            best = _IN_NAME if section.field in _ROLES else _NAMED
            yield _country(source, block, mention, best, "text"), mention in passing


def _named(text: str, knowledge: Knowledge, language: str | None) -> tuple[CountryMention, ...]:
    """Return the countries that a text names, but for those in the names of currencies and streets: "500 US dollars"."""
    mentions = find_countries(text, knowledge.countries, language)
    mentions = tuple(one for one in mentions if not names_street(text, one.start, one.end, language))
    if not mentions or not any(map(str.isdigit, text)):
        return mentions
    sums = find_amounts(text, knowledge.money, language)
    return tuple(
        mention for mention in mentions if not any(one.start <= mention.start < one.end for one in sums)
    )


def _not_its_own(
    text: str,
    mentions: tuple[CountryMention, ...],
    knowledge: Knowledge,
    language: str | None,
    field: str | None,
) -> tuple[frozenset[CountryMention], frozenset[CountryMention]]:
    """Return the countries that people or money came from, and those that a text only speaks of.

    Beside a name in the field of a role a country is where that body is: "Foundation New Roots Varna, Bulgaria"; one that
    pays may do so from elsewhere.
    """
    if not mentions:
        return frozenset(), frozenset()
    if field in _OF_PAYERS:
        return frozenset(), frozenset(mentions)
    around = (mentions, knowledge.cues, knowledge.places.words, language)
    towns = find_towns(text, mentions, knowledge.places.by_name)
    if field in _ROLES and not text.rstrip().endswith("."):
        return find_origins(text, *around) | towns, frozenset()
    passing = find_passing(text, *around)
    if passing:  # "the Active Citizens Fund in Greece" is no fund that only pays from there
        passing = find_passing(_without_programmes(text, knowledge, language), *around)
    return find_origins(text, *around) | find_donors(mentions) | towns, passing


def _without_programmes(text: str, knowledge: Knowledge, language: str | None) -> str:
    """Return a text as long with the names of funding programmes blotted out."""
    for named in find_concepts(text, knowledge.concepts, "funding-programme", language):
        text = f"{text[: named.start]}{'_' * (named.end - named.start)}{text[named.end :]}"
    return text


def _is_of_embassy(text: str, mention: CountryMention, knowledge: Knowledge, language: str | None) -> bool:
    """Tell whether a country is named for its embassy or government: that pays from elsewhere."""
    start, end = max(0, mention.start - _BESIDE), min(len(text), mention.end + _BESIDE)
    return knowledge.cues.search("embassy", text, start, end, language=language) is not None


def _country(source: Source, block: Block, mention: CountryMention, confidence: float, method: str) -> Fact:
    return source.fact(
        "country", mention.code, block.start + mention.start, block.start + mention.end,
        confidence=confidence * mention.confidence, method=f"{method}+{mention.method}",
    )  # fmt: skip


class _Place(NamedTuple):
    """A place and whether it is evident that it is one."""

    fact: Fact
    evident: bool


def _evident(places: Sequence[_Place], stated: Sequence[Fact]) -> Iterator[Fact]:
    """Yield the places of running text that are evident where they stand, elsewhere in the text or in a field."""
    known = {place.fact.value for place in places if place.evident}
    known |= {fact.value for fact in stated if fact.field == "place"}
    yield from (place.fact for place in places if place.evident or place.fact.value in known)


def _is_within(place: PlaceMention, name: OrganizationMention, text: str) -> bool:
    """Tell whether a town is part of a name; before mere nouns it is none: "in Leeds a sewing school"."""
    if not (name.start <= place.start and place.end <= name.end):
        return False
    return not (place.start == name.start and text[place.end : name.end].strip()[:1].islower())


def _names_of_bodies(source: Source, block: Block) -> list[OrganizationMention]:
    """Return the names of organisations that are no towns themselves."""
    found = find_organizations(block.text, source.knowledge.organizations, source.language)
    return [name for name in found if name.type and name.type not in _OF_A_TOWN]


def _places(source: Source, block: Block, *, confidence: float, in_field: bool = False) -> Iterator[_Place]:
    if not source.countries:
        return
    places = find_places(
        block.text, source.knowledge.places, source.countries,
        in_field=in_field, language=source.language_at(block.start),
    )  # fmt: skip
    dates = find_dates(block.text, source.knowledge.dates, source.language) if places else ()
    countries = (
        find_countries(block.text, source.knowledge.countries, source.language)
        if places and not in_field
        else ()
    )
    named = places and not in_field and not block.text.isupper()  # no capital tells a name among capitals
    names = _names_of_bodies(source, block) if named else []
    passed = Passed(block.text, source.knowledge.cues, source.language_at(block.start))
    for place in places:
        if not in_field and (
            passed.has(place.start, place.end) or fled_from(source, block.text, place.start, place.country)
        ):
            continue
        if any(_is_within(place, name, block.text) for name in names):
            continue  # a town in the name of a university is no place of work
        if begins_other(source, block.text, place.start, place.end):
            continue  # a word for a building or the like: "Centro Cívico"
        if any(place.start < date.end and date.start < place.end for date in dates):
            continue  # a month that is a town elsewhere
        if any(country.start <= place.start and place.end < country.end for country in countries):
            continue  # a word of a country's name
        if source.cue("compared-group", block.text, max(0, place.start - _COMPARED), place.start):
            continue  # a town whose people were only compared
        written = block.text[place.start : place.end]
        fact = source.fact(
            "place", written if place.doubtful else place.name,
            block.start + place.start, block.start + place.end,
            basis=Basis.STATED, confidence=confidence * place.confidence, method=place.method,
            geonames=None if place.doubtful else place.geonames, country=place.country,
            probableName=place.name if place.doubtful else None,
            probableGeonames=place.geonames if place.doubtful else None,
        )  # fmt: skip
        located = any(
            country.code == place.country and _BEFORE_COUNTRY.fullmatch(block.text, place.end, country.start)
            for country in countries
        )
        yield _Place(fact, place.evident or located)
