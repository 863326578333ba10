"""Mentions of countries by name, alias or adjective."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final, NamedTuple

from babel import Locale

from practicegraph.languages import primary_subtag
from practicegraph.mapping.cldr import cldr_languages
from practicegraph.mapping.gazetteer import Gazetteer, Match, fold
from practicegraph.mapping.inflection import Inflection
from practicegraph.mapping.memory import kept
from practicegraph.mapping.tables import read_table

_CODE: Final = re.compile(r"^\W*(?P<code>[A-Z]{2})\W*$|\((?P<bracketed>[A-Z]{2})\)")
_EU_CODES: Final = {"EL": "GR", "UK": "GB"}
LAND: Final = re.compile(r"(?<=[^\W\d_]{3})[ \u00a0]+(?!AS|AG|SA|SE)(?P<code>[A-Z]{2})\Z")
"""The code of a country behind a name, which is no legal form: "Comune di Torino IT"."""
_OF_TOWN: Final = re.compile(r",[ ](?P<code>[A-Z]{2})\Z")
_BRACKETS: Final = re.compile(r"\s*\([^()]*\)\s*\Z")
_SHORTEST: Final = 3
_NAME: Final = 0.95
_OTHER_LANGUAGE: Final = 0.85
_ADJECTIVE: Final = 0.3


class _Entry(NamedTuple):
    code: str
    language: str
    adjective: bool
    inflected: bool = False
    """Whether the form is not that of the dictionary."""


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class CountryKnowledge:
    """What :func:`find_countries` knows: names and aliases in many languages, and stop forms."""

    names: Gazetteer[_Entry]
    codes: frozenset[str]
    stops: frozenset[tuple[str, str]]
    languages: frozenset[str]
    """Those in which names of countries are known."""

    @classmethod
    def load(cls) -> CountryKnowledge:
        """Take names from the CLDR and ``country_aliases.csv``, inflected by the lexicon's rules."""
        return _load()


@cache
def _load() -> CountryKnowledge:
    """Read the knowledge once a process: organisations need it too."""
    inflection = Inflection.load()
    rows = read_table("country_aliases.csv", ("kind", "language", "country", "form"))
    stops = frozenset((row["language"], row["form"]) for row in rows if row["kind"] == "stop")
    entries = list(_standard(inflection))
    plain = {known.language for known in cldr_languages() if known.countries and not known.inflected}
    for row in rows:
        if row["kind"] != "stop":
            entry = _Entry(row["country"], row["language"], row["kind"] == "adjective")
            inflected = not entry.adjective and row["language"] not in plain
            forms = inflection.folded(row["form"], row["language"]) if inflected else (fold(row["form"]),)
            entries += _parted(forms, entry)
    codes = frozenset(entry.code for _, entry in entries) | frozenset(_EU_CODES)
    languages = frozenset(known.language for known in cldr_languages() if known.countries)
    return CountryKnowledge(Gazetteer.of_folded(entries), codes, stops, languages)


def _parted(forms: Sequence[str], entry: _Entry) -> Iterator[tuple[Sequence[str], _Entry]]:
    """Yield the form of the dictionary, the first, apart from those that inflection makes of it."""
    yield forms[:1], entry
    if len(forms) > 1:
        yield forms[1:], entry._replace(inflected=True)


def _standard(inflection: Inflection) -> Iterator[tuple[Sequence[str], _Entry]]:
    """Yield the CLDR's names of countries, each with its inflected forms, folded."""
    for language, locale, countries, changing in cldr_languages():
        for code, written in Locale.parse(locale).territories.items() if countries else ():
            if (
                len(code) == len("XX")
                and code.isalpha()
                and code not in {"EU", "EZ", "UN", "ZZ", "QO", "XA", "XB"}
            ):
                name = str(written)
                inflected = changing and " " not in name
                forms = inflection.folded(name, language) if inflected else (fold(name),)
                yield from _parted(forms, _Entry(code, language, adjective=False))


@dataclass(frozen=True, slots=True)
class CountryMention:
    """A country (ISO 3166-1 alpha-2); an ``adjective`` mention is never a statement of country."""

    start: int
    end: int
    code: str
    adjective: bool
    confidence: float
    method: str


@kept
def find_countries(
    text: str, knowledge: CountryKnowledge, language: str | None = None, *, in_field: bool = False
) -> tuple[CountryMention, ...]:
    """Return the mentions of countries in ``text`` in order.

    A name begins with a capital; one that only another language than ``language`` knows is less sure.
    With ``in_field`` the text is the value of a country field, where ``BG`` and ``(EL)`` count too.
    """
    found = []
    for match in knowledge.names.find(text):
        mention = _mention(text, match, knowledge, language)
        if mention:
            found.append(mention)
    if in_field and not found:
        found += _codes(text, knowledge)
    return tuple(found)


def is_country(
    text: str, knowledge: CountryKnowledge, language: str | None = None, *, in_field: bool = False
) -> bool:
    """Tell whether a text is nothing but the name of a country, or with ``in_field`` its code."""
    whole = (0, len(text.rstrip()))
    found = find_countries(text, knowledge, language, in_field=in_field)
    return any(not mention.adjective and (mention.start, mention.end) == whole for mention in found)


def _mention(
    text: str, match: Match[_Entry], knowledge: CountryKnowledge, language: str | None
) -> CountryMention | None:
    """Return the mention of one match, ``None`` if it is not one in this language or spelling."""
    written = text[match.start : match.end]
    main = primary_subtag(language)
    if (main or "en", written) in knowledge.stops:
        return None
    capital = not written[0].islower()
    entries = sorted(match.entries, key=lambda entry: (entry.language != main, entry.language != "en"))
    for entry in entries:
        if entry.adjective:
            return CountryMention(match.start, match.end, entry.code, True, _ADJECTIVE, "country:adjective")
        if entry.inflected and entry.language != main and main in knowledge.languages:
            continue  # "Georgian" is the genitive of the country in Finnish only
        if capital and (len(written) > _SHORTEST or written.isupper()):
            sure = not main or entry.language in {main, "en"}
            confidence = _NAME if sure else _OTHER_LANGUAGE
            method = "country:name" if sure else "country:other-language"
            return CountryMention(match.start, match.end, entry.code, False, confidence, method)
    return None


def _codes(text: str, knowledge: CountryKnowledge) -> Iterator[CountryMention]:
    """Yield the countries that a field's value gives by their code."""
    for match in _CODE.finditer(text):
        yield from _of_code(match, "code" if match["code"] else "bracketed", knowledge)


def find_code_behind(text: str, knowledge: CountryKnowledge) -> Iterator[CountryMention]:
    """Yield the country whose code stands behind the name of a body or its town: "Comune di Torino IT", "Umeå, SE"."""
    written = _BRACKETS.sub("", text)
    match = LAND.search(written) or _OF_TOWN.search(written)
    if match is not None:
        yield from _of_code(match, "code", knowledge)


def _of_code(match: re.Match[str], group: str, knowledge: CountryKnowledge) -> Iterator[CountryMention]:
    """Yield the country that a group of a match is the code of."""
    code = match[group]
    if code in knowledge.codes:
        yield CountryMention(*match.span(group), _EU_CODES.get(code, code), False, 0.9, "country:code")
