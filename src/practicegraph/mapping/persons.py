"""Persons told by their names alone: in lists of organisations, on lines of their own, in running text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Self

from practicegraph.mapping.contacts import ContactKnowledge, PersonMention
from practicegraph.mapping.countries import CountryKnowledge, find_countries
from practicegraph.mapping.gazetteer import fold, words
from practicegraph.mapping.organization_knowledge import OrganizationKnowledge
from practicegraph.mapping.organization_lookup import lookup
from practicegraph.mapping.organizations import (
    find_organizations,
    organization_type,
)
from practicegraph.mapping.place_knowledge import PlaceKnowledge
from practicegraph.mapping.tables import alternation, read_table

_PIECE: Final = re.compile(r"(?:[^\s,;|/()•:،؛]+|(?!\s[-–—]\s)[^\S\n\t])+")
_TOKEN: Final = re.compile(r"[^\W\d_](?:[^\W\d_]|['’‑-](?=[^\W\d_]))*\.?")
_CAPITALISED: Final = re.compile(r"[^\W\d_a-z\u0621-\u064a](?<![\w'’-].)[^\W\d_]+")
_BEFORE: Final = re.compile(r"(?:(?P<quote>[\"„“«‘”])|(?<![^\W_])(?P<word>[^\W\d_:]+\.?)[ \u00a0])\Z")
_AFTER: Final = re.compile(r"(?P<quote>[\"”“»’])|[ \u00a0-](?P<word>[^\W\d_]+)")
_CASES: Final = (
    "ou",
    "om",
    "em",
    "ovi",
    "y",
    "i",
    "e",
    "ě",
    "u",
    "a",
    "ы",
    "и",
    "е",
    "у",
    "ой",
    "ом",
    "а",
    "і",
    "ою",
)
_STEM: Final = 3
_INITIAL: Final = re.compile(r"[^\W\d_]\.")
_FEWEST: Final = 2
_MOST: Final = 4
_LONGEST_ACRONYM: Final = 3
_OFFICE_REACH: Final = 45
_WORDS_KEPT: Final = 4096
_SURE: Final = 0.85
_LIKELY: Final = 0.7


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class PersonKnowledge:
    """Given names and endings of family names, and what tells a name of something else.

    ``given`` tells of each given name whether it is also a common word or place.
    """

    given: dict[str, bool]
    given_words: frozenset[str]
    """The given names as texts are cut into words."""
    endings: tuple[tuple[str, int], ...]
    eponym: re.Pattern[str]
    contacts: ContactKnowledge
    organizations: OrganizationKnowledge
    countries: CountryKnowledge
    places: PlaceKnowledge

    @classmethod
    def load(
        cls, contacts: ContactKnowledge, organizations: OrganizationKnowledge, places: PlaceKnowledge
    ) -> Self:
        """Read ``given_names``, ``surname_endings`` and ``contact_cues`` of the lexicon."""
        names = read_table("given_names.csv", ("language", "form", "use"))
        endings = read_table("surname_endings.csv", ("language", "ending", "shortest"))
        cues = read_table("contact_cues.csv", ("kind", "language", "form"))
        eponyms = (row["form"] for row in cues if row["kind"] == "eponym")
        given: dict[str, bool] = {}
        for row in names:
            given[_plain(row["form"])] = row["use"] == "word" and given.get(_plain(row["form"]), True)
        return cls(
            given=given,
            given_words=frozenset(word for name in given for word in words(name)),
            endings=tuple((row["ending"], int(row["shortest"])) for row in endings),
            eponym=re.compile(rf"(?i){alternation(eponyms)}"),
            contacts=contacts,
            organizations=organizations,
            countries=organizations.countries,
            places=places,
        )


def find_named_persons(
    text: str, knowledge: PersonKnowledge, *, in_list: bool = False
) -> tuple[PersonMention, ...]:
    """Return the persons that ``text`` names without a title or label.

    A line, or a piece of one between commas and brackets, that is nothing but a given name and a family
    name is a person; so are a given name and a family name in running text, unless they belong to the
    name of an organisation, a street or a prize. With ``in_list`` the text lists organisations: there a
    given name that is also a word counts with an ending of family names.
    """
    if not in_list and not _names_one(text, knowledge):
        return ()
    found: dict[int, PersonMention] = {}
    for mention in (*_pieces(text, knowledge, in_list=in_list), *_running(text, knowledge)):
        if not any(mention.start < other.end and other.start < mention.end for other in found.values()):
            found[mention.start] = mention
    return tuple(found[start] for start in sorted(found))


def _names_one(text: str, knowledge: PersonKnowledge) -> bool:
    """Tell whether a text has a word with a capital, or of a script without, that may be of a given name."""
    return any(not word.islower() and _begins_given(word, knowledge) for word in words(text))


@lru_cache(maxsize=_WORDS_KEPT)
def _begins_given(word: str, knowledge: PersonKnowledge) -> bool:
    return _plain(word) in knowledge.given_words


def _pieces(text: str, knowledge: PersonKnowledge, *, in_list: bool) -> Iterator[PersonMention]:
    """Yield the pieces of lines that are names and nothing else."""
    for match in _PIECE.finditer(text):
        piece = match[0].strip(" \u00a0.-–—*\"'")
        if not _FEWEST <= len(piece.split()) <= _MOST:
            continue
        start = match.start() + match[0].index(piece)
        if _is_person(piece, knowledge, in_list=in_list) and not _of_a_thing(
            text, start, start + len(piece), knowledge
        ):
            yield PersonMention(start, start + len(piece), piece, _SURE, "person:given-name")


def _is_person(name: str, knowledge: PersonKnowledge, *, in_list: bool) -> bool:
    """Tell whether a piece of text is the name of a person and of nothing else."""
    if knowledge.contacts.name.fullmatch(name) is None:
        return False
    tokens = _TOKEN.findall(name)
    if not _FEWEST <= len(tokens) <= _MOST:
        return False
    full = [token for token in tokens if not _INITIAL.fullmatch(token)]
    if not full:
        return False
    ends = (full[0], full[-1]) if len(full) > 1 else (full[0],)
    uses = [use for token in ends if (use := _given(token, knowledge)) is not None]
    family = any(_is_family(token, knowledge) for token in tokens)
    told = False in uses or (bool(uses) and (family or len(uses) == _FEWEST))
    if not told and not (in_list and family and len(tokens) == _FEWEST):
        return False
    return not _is_something_else(name, tokens, knowledge)


def _is_something_else(name: str, tokens: list[str], knowledge: PersonKnowledge) -> bool:
    """Tell whether a name is known as that of an organisation, country or place."""
    words = {fold(token.rstrip(".")) for token in tokens}
    if words & knowledge.contacts.collective or organization_type(name, knowledge.organizations):
        return True
    if lookup(name, knowledge.organizations) or knowledge.places.is_large(name):
        return True
    if any(knowledge.eponym.fullmatch(token) for token in tokens):
        return True
    if any(token.isupper() and len(token) <= _LONGEST_ACRONYM and "." not in token for token in tokens):
        return not all(token.isupper() for token in tokens)
    return any(not mention.adjective for mention in find_countries(name, knowledge.countries))


def _running(text: str, knowledge: PersonKnowledge) -> Iterator[PersonMention]:
    """Yield given names followed by family names in running text."""
    reached = 0
    for match in _CAPITALISED.finditer(text):
        use = _given(match[0], knowledge)
        if match.start() < reached or use is None:
            continue
        name = knowledge.contacts.name.match(text, match.start())
        if name is None:
            continue
        reached = name.end()
        office = _after_office(text, name.start(), knowledge)
        if (use and not office) or _is_something_else(name[0], _TOKEN.findall(name[0]), knowledge):
            continue
        if office or not _of_a_thing(text, name.start(), name.end(), knowledge):
            method = "person:office" if office else "person:named"
            yield PersonMention(name.start(), name.end(), name[0], _LIKELY, method)


def _after_office(text: str, start: int, knowledge: PersonKnowledge) -> bool:
    """Tell whether the words before a name, up to a mark of punctuation, name an office."""
    before = re.split(r"[.,;:!?\n]", text[max(0, start - _OFFICE_REACH) : start])[-1]
    return knowledge.contacts.position.search(before) is not None


def _of_a_thing(text: str, start: int, end: int, knowledge: PersonKnowledge) -> bool:
    """Tell whether a person's name belongs to that of an organisation, a street, a prize: by its neighbours."""
    before, after = _BEFORE.search(text, max(0, start - _OFFICE_REACH), start), _AFTER.match(text, end)
    for neighbour in (before, after):
        if neighbour is None:
            continue
        word = neighbour["word"]
        if word is None:
            if before and after and before["quote"] and after["quote"]:
                return True
        elif knowledge.eponym.fullmatch(word) or organization_type(word, knowledge.organizations):
            return True
    line = text.rfind("\n", 0, start) + 1
    stop = text.find("\n", end)
    around = text[line : len(text) if stop < 0 else stop]
    return any(
        mention.start <= start - line and end - line <= mention.end
        for mention in find_organizations(around, knowledge.organizations)
    )


def has_given_name(name: str, knowledge: PersonKnowledge) -> bool:
    """Tell whether a word of a name is a known given name and nothing else."""
    return any(_given(token, knowledge) is False for token in _TOKEN.findall(name))


def begins_with_given_name(name: str, knowledge: PersonKnowledge) -> bool:
    """Tell whether the first word of a name is a known given name."""
    first = _TOKEN.search(name)
    return first is not None and any(
        _given(form, knowledge) is not None for form in (first[0], *_nominatives(first[0]))
    )


def _nominatives(token: str) -> Iterator[str]:
    """Yield what a given name of a Slavic language may be without the ending of its case: "Zuzky", "Petrem"."""
    for ending in _CASES:
        if token.endswith(ending) and len(token) - len(ending) >= _STEM:
            stem = token[: -len(ending)]
            yield from (stem + "a", stem)


@lru_cache(maxsize=_WORDS_KEPT)
def _given(token: str, knowledge: PersonKnowledge) -> bool | None:
    """Return whether a given name is also a word; ``None`` for what is no given name."""
    uses = [knowledge.given.get(_plain(part)) for part in re.split(r"[-‑]", token)]
    return None if None in uses else all(uses)


def _is_family(token: str, knowledge: PersonKnowledge) -> bool:
    """Tell whether a word ends as family names do."""
    word = token.lower()
    return any(word.endswith(ending) and len(word) >= shortest for ending, shortest in knowledge.endings)


def _plain(name: str) -> str:
    """Return a name for comparison: folded, without accents."""
    letters = unicodedata.normalize("NFKD", fold(name))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
