"""Persons told by their names alone: in lists of organisations, on lines of their own, in running text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final, Self

from practicegraph.mapping.arabic_names import find_arabic_names
from practicegraph.mapping.contacts import ContactKnowledge, PersonMention
from practicegraph.mapping.countries import CountryKnowledge, find_countries
from practicegraph.mapping.gazetteer import fold, words
from practicegraph.mapping.given_names import GivenNames
from practicegraph.mapping.inflection import Inflection
from practicegraph.mapping.organization_knowledge import OrganizationKnowledge
from practicegraph.mapping.organization_lookup import lookup
from practicegraph.mapping.organizations import (
    OrganizationMention,
    find_organizations,
    organization_type,
)
from practicegraph.mapping.person_patterns import CAPITALS
from practicegraph.mapping.place_knowledge import PlaceKnowledge
from practicegraph.mapping.story_words import StoryWords
from practicegraph.mapping.tables import alternation, read_table

_PIECE: Final = re.compile(r"(?:[^\s,;|/()•:،؛]+|(?!\s[-–—]\s)[^\S\n\t])+")
_TOKEN: Final = re.compile(r"[^\W\d_](?:[^\W\d_]|['’‑-](?=[^\W\d_]))*\.?")
_CAPITALISED: Final = re.compile(r"[^\W\d_a-z\u0621-\u064a](?<![\w'’-].)(?:[^\W\d_]+|[‑-](?=[^\W\d_a-z]))+")
_ARABIC: Final = re.compile("[\u0621-\u064a]")
_FAMILY_BEFORE: Final = re.compile(
    rf"(?<![^\W_])(?P<first>[{CAPITALS}](?:\.|[^\W\d_]|[‑-](?=[^\W\d_]))*[ \u00a0])?"
    rf"(?P<last>[{CAPITALS}](?:[^\W\d_]|[‑-](?=[^\W\d_]))+)[ \u00a0]\Z"
)
_BEFORE: Final = re.compile(r"(?:(?P<quote>[\"„“«‘”])|(?<![^\W_])(?P<word>[^\W\d_:]+\.?)[ \u00a0])\Z")
_ARTICLE: Final = re.compile(rf"[ \u00a0][^\W\d_A-Z]{{1,4}}[ \u00a0][{CAPITALS}]")
"""A small word before the name of a body, which does not join it to a person's."""
_AFTER: Final = re.compile(r"(?P<quote>[\"”“»’])|[ \u00a0-](?P<word>[^\W\d_]+)")
_INITIALS: Final = re.compile(
    rf"[{CAPITALS}](?<![\w.].)\.[ \u00a0]?[{CAPITALS}]\.[ \u00a0]?"
    rf"[{CAPITALS}][^\W\d_]{{2,}}(?:-[{CAPITALS}][^\W\d_]+)?(?!\w)"
    r"|[\u0404-\u042f](?<!\w.)[^\W\d_]{2,}[ \u00a0][\u0404-\u042f]\.[ \u00a0]?[\u0404-\u042f]\.(?!\w)"
)
"""Two initials before a family name, and behind one in Cyrillic letters."""
_INITIAL: Final = re.compile(r"[^\W\d_]\.")
_NUMERAL: Final = re.compile(r"[IVX]+")
_FEWEST: Final = 2
_MOST: Final = 4
_LONGEST_ACRONYM: Final = 3
_FAMILY_CAPITALS: Final = 3
"""Letters of a family name in capitals before a given name at least."""
_OFFICE_REACH: Final = 45
_NAMED_AFTER: Final = "educational-institution"
"""Kind of those to whose names that of a person is joined: "Università di Bari Aldo Moro"."""
_SURE: Final = 0.85
_LIKELY: Final = 0.7


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class PersonKnowledge:
    """Given names and endings of family names, and what tells a name of something else.

    ``given`` tells of each given name whether it is also a common word or place.
    """

    given: GivenNames
    endings: tuple[tuple[str, int], ...]
    eponyms: frozenset[str]
    """Words beside which a name is that of a street, a prize, a programme: folded, in their cases too."""
    eponym_ends: tuple[str, ...]
    """Ends of compounds that name a street, a prize, a school: folded."""
    office_ends: tuple[str, ...]
    """Ends of compounds that say what somebody is: "Vereinschefin", folded."""
    family_first: frozenset[str]
    """Languages in which the family's name stands first."""
    office: re.Pattern[str]
    """A word for an office or a service, in its cases and compounds."""
    patronymics: tuple[str, ...]
    """Endings of names after the father."""
    particles: frozenset[str]
    contacts: ContactKnowledge
    organizations: OrganizationKnowledge
    countries: CountryKnowledge
    places: PlaceKnowledge
    stories: StoryWords

    @classmethod
    def load(
        cls, contacts: ContactKnowledge, organizations: OrganizationKnowledge, places: PlaceKnowledge
    ) -> Self:
        """Read ``given_names``, ``name_cases``, ``surname_endings`` and ``contact_cues`` of the lexicon."""
        endings = read_table("surname_endings.csv", ("language", "ending", "shortest"))
        cues = read_table("contact_cues.csv", ("kind", "language", "form"))
        forms = {
            kind: [row["form"] for row in cues if row["kind"] == kind] for kind in ("patronymic", "particle")
        }
        return cls(
            given=GivenNames.load(),
            endings=tuple((row["ending"], int(row["shortest"])) for row in endings),
            eponyms=_eponyms((row for row in cues if row["kind"] == "eponym"), places.inflection),
            eponym_ends=tuple(fold(row["form"]) for row in cues if row["kind"] == "eponym-end"),
            office_ends=tuple(fold(row["form"]) for row in cues if row["kind"] == "office-end"),
            family_first=frozenset(row["language"] for row in cues if row["kind"] == "family-first"),
            office=_offices((row for row in cues if row["kind"] == "office"), places.inflection),
            patronymics=tuple(forms["patronymic"]),
            particles=frozenset(forms["particle"]),
            contacts=contacts,
            organizations=organizations,
            countries=organizations.countries,
            places=places,
            stories=StoryWords.load(),
        )


def _eponyms(rows: Iterable[Mapping[str, str]], inflection: Inflection) -> frozenset[str]:
    """Return the words that tell an eponym, in the cases of their languages."""
    return frozenset(
        fold(form) for row in rows for form in inflection.word_forms(row["form"], row["language"])
    )


def _offices(rows: Iterable[Mapping[str, str]], inflection: Inflection) -> re.Pattern[str]:
    """Return a pattern of the words for offices."""
    forms = (form for row in rows for form in inflection.word_forms(row["form"], row["language"]))
    return re.compile(rf"(?i)(?<!\w)(?:\w{{3,}}-?)?{alternation(forms)}(?!\w)")


def find_named_persons(
    text: str, knowledge: PersonKnowledge, *, in_list: bool = False, language: str | None = None
) -> tuple[PersonMention, ...]:
    """Return the persons that ``text`` names without a title or label.

    A line, or a piece of one between commas and brackets, that is nothing but a given name and a family
    name is a person; so are a given name and a family name in running text, unless they belong to the
    name of an organisation, a street or a prize. With ``in_list`` the text lists organisations: there a
    given name that is also a word counts with an ending of family names. ``language`` is that of the text: it tells
    the endings of cases, and whether family names stand first.
    """
    initials = list(_with_initials(text, knowledge))
    if not in_list and not initials and not _names_one(text, knowledge, language):
        return ()
    found: dict[int, PersonMention] = {}
    for mention in (
        *_pieces(text, knowledge, in_list=in_list, language=language),
        *_running(text, knowledge, language),
        *_arabic(text, knowledge),
        *initials,
    ):
        if not any(mention.start < other.end and other.start < mention.end for other in found.values()):
            found[mention.start] = mention
    return tuple(found[start] for start in sorted(found))


def _names_one(text: str, knowledge: PersonKnowledge, language: str | None) -> bool:
    """Tell whether a text has a word with a capital, or of a script without, that may be of a given name."""
    return any(not word.islower() and knowledge.given.may_be(word, language) for word in words(text))


def _pieces(
    text: str, knowledge: PersonKnowledge, *, in_list: bool, language: str | None
) -> Iterator[PersonMention]:
    """Yield the pieces of lines that are names and nothing else."""
    for match in _PIECE.finditer(text):
        piece = match[0].strip(" \u00a0.-–—*\"'")
        title = knowledge.contacts.title.match(piece)
        piece = piece[title.end() if title else 0 :]
        if not _FEWEST <= len(piece.split()) <= _MOST:
            continue
        start = match.start() + match[0].index(piece)
        if _is_person(piece, knowledge, in_list=in_list, language=language) and not is_of_a_thing(
            text, start, start + len(piece), knowledge
        ):
            yield PersonMention(start, start + len(piece), piece, _SURE, "person:given-name")


def _is_person(name: str, knowledge: PersonKnowledge, *, in_list: bool, language: str | None) -> bool:
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
    if len(full) > _FEWEST and is_patronymic(full[-1], knowledge):
        ends = (full[0], full[-2])
    uses = [use for token in ends if (use := knowledge.given.use(token, language)) is not None]
    family = any(is_family(token, knowledge) for token in tokens)
    told = False in uses or (bool(uses) and (family or len(uses) == _FEWEST))
    if not told and not (in_list and family and len(tokens) == _FEWEST):
        return False
    return not is_something_else(name, knowledge)


def is_something_else(name: str, knowledge: PersonKnowledge) -> bool:
    """Tell whether a name is known as that of an organisation, country or place."""
    tokens = _TOKEN.findall(name)
    head = _head(tokens, knowledge)
    folded = {fold(token.rstrip(".")) for token in head}
    if folded & knowledge.contacts.collective or organization_type(" ".join(head), knowledge.organizations):
        return True
    if lookup(name, knowledge.organizations) or knowledge.places.is_large(name):
        return True
    if len(tokens) > 1 and fold(name) in knowledge.places.by_name:
        return True
    own = [*head[:1], *(token for token in head[1:] if token.casefold() not in knowledge.particles)]
    if any(fold(token) in knowledge.eponyms or fold(token).endswith(knowledge.eponym_ends) for token in own):
        return True  # inside a name "Ul" and "Al" are no short forms of streets
    short = [
        token
        for token in tokens
        if token.isupper() and len(token) <= _LONGEST_ACRONYM and "." not in token
        and token.casefold() not in knowledge.particles and not _NUMERAL.fullmatch(token)
    ]  # fmt: skip
    if short:
        return not all(token.isupper() for token in tokens)
    return any(
        not mention.adjective and knowledge.given.use(name[mention.start : mention.end]) is not False
        for mention in find_countries(name, knowledge.countries)
    )


def _head(tokens: list[str], knowledge: PersonKnowledge) -> list[str]:
    """Return the words of a name without a family's behind a particle, which may be a word: "Ana de la Cruz"."""
    if knowledge.given.use(tokens[0]) is None:
        return tokens
    particles = [token.islower() or token.lower() in knowledge.particles for token in tokens]
    return [
        token
        for number, token in enumerate(tokens)
        if particles[number] or number == 0 or not particles[number - 1]
    ]


def _running(text: str, knowledge: PersonKnowledge, language: str | None) -> Iterator[PersonMention]:
    """Yield given names beside family names in running text."""
    reached = 0
    for match in _CAPITALISED.finditer(text):
        use = knowledge.given.use(match[0], language)
        if match.start() < reached or use is None or match[0][0].islower():
            continue
        start, end = _whole(text, match, reached, knowledge, language)
        if start == match.start() and end == match.end():
            continue
        reached = end
        name = text[start:end]
        office = after_office(text, start, knowledge)
        told = not use or office or _is_told(name, knowledge, language)
        if not told or is_something_else(name, knowledge):
            continue
        if office or not is_of_a_thing(text, start, end, knowledge):
            method = "person:office" if office else "person:named"
            yield PersonMention(start, end, name, _LIKELY, method)


def _whole(
    text: str, match: re.Match[str], reached: int, knowledge: PersonKnowledge, language: str | None
) -> tuple[int, int]:
    """Return the span of the name that a given name belongs to, that of the given name if it stands alone."""
    name = knowledge.contacts.name.match(text, match.start())
    end = name.end() if name else match.end()
    before = _FAMILY_BEFORE.search(text, max(reached, match.start() - _OFFICE_REACH), match.start())
    if before is None:
        return match.start(), parted(text, match.start(), end, knowledge)
    last = before["last"]
    following = name is not None and is_patronymic(_TOKEN.findall(name[0])[-1], knowledge)
    capitals = last.isupper() and len(last) >= _FAMILY_CAPITALS and not match[0].isupper()
    if language in knowledge.family_first and not _is_no_family(last, knowledge):
        more = name and knowledge.given.use(name[0].split()[-1], language) is False
        return before.start(), end if more else match.end()
    if following or (capitals and organization_type(last, knowledge.organizations) is None):
        return before.start("last"), end if following else match.end()
    return match.start(), parted(text, match.start(), end, knowledge)


def _is_no_family(word: str, knowledge: PersonKnowledge) -> bool:
    """Tell whether a word before a given name is no family's but one known to stand beside names."""
    return fold(word) in knowledge.eponyms or fold(word) in knowledge.contacts.collective


def parted(text: str, start: int, end: int, knowledge: PersonKnowledge) -> int:
    """Return where the first of two names ends that a particle joins: "Ana Lopes e Rui Costa", "Eva Huber von der Kammer"."""
    tokens = list(_TOKEN.finditer(text, start, end))
    for number, token in enumerate(tokens[_FEWEST:-1], start=_FEWEST):
        if tokens[number - 1][0] in knowledge.particles or token[0] not in knowledge.particles:
            continue
        rest = next(
            other for other in tokens[number:] if other[0] not in knowledge.particles or other is tokens[-1]
        )
        tail = text[rest.start() : end]
        body = organization_type(tail, knowledge.organizations) or lookup(tail, knowledge.organizations)
        if body or (knowledge.given.use(rest[0]) is False and len(token[0]) == 1):
            return tokens[number - 1].end()
    return end


def _is_told(name: str, knowledge: PersonKnowledge, language: str | None) -> bool:
    """Tell whether a given name that is also a word is told by the family's, or by another given name beside it."""
    tokens = _TOKEN.findall(name)
    return is_family(tokens[-1], knowledge) or knowledge.given.use(tokens[1], language) is False


def _arabic(text: str, knowledge: PersonKnowledge) -> Iterator[PersonMention]:
    """Yield the names in Arabic letters in running text."""
    if _ARABIC.search(text) is None:
        return
    for start, end in find_arabic_names(text, knowledge.given, knowledge.particles):
        name = text[start:end]
        office = after_office(text, start, knowledge)
        if not is_something_else(name, knowledge) and (
            office or not is_of_a_thing(text, start, end, knowledge)
        ):
            yield PersonMention(start, end, name, _LIKELY, "person:named")


def _with_initials(text: str, knowledge: PersonKnowledge) -> Iterator[PersonMention]:
    """Yield family names with two initials."""
    for match in _INITIALS.finditer(text):
        if not is_something_else(match[0], knowledge) and not is_of_a_thing(text, *match.span(), knowledge):
            yield PersonMention(match.start(), match.end(), match[0], _LIKELY, "person:initials")


def after_office(text: str, start: int, knowledge: PersonKnowledge) -> bool:
    """Tell whether the words before a name, up to a mark of punctuation, name an office."""
    before = re.split(r"[.,;:!?\n]", text[max(0, start - _OFFICE_REACH) : start])[-1]
    return knowledge.contacts.position.search(before) is not None


def is_of_a_thing(text: str, start: int, end: int, knowledge: PersonKnowledge) -> bool:
    """Tell whether a person's name belongs to that of an organisation, a street, a prize: by its neighbours."""
    before, after = _BEFORE.search(text, max(0, start - _OFFICE_REACH), start), _AFTER.match(text, end)
    if before and before["word"] and fold(before["word"]).endswith(knowledge.office_ends):
        return False
    for neighbour in (before, after):
        if neighbour is None:
            continue
        word = neighbour["word"]
        if word is None:
            if before and after and before["quote"] and after["quote"]:
                return True
        elif _tells_thing(word, knowledge) or (_ARABIC.match(word) and _tells_thing(word[1:], knowledge)):
            return True
    return any(
        (body.start <= start and end <= body.end and not (body.start == start and _ARTICLE.match(text, end)))
        or (body.start < start < body.end and _goes_on_small(text, body.end))
        or (body.end == start - 1 and body.type == _NAMED_AFTER)
        for body in bodies_of_line(text, start, end, knowledge.organizations)
    )


def _tells_thing(word: str, knowledge: PersonKnowledge) -> bool:
    """Tell whether a word beside the name of a person tells that of a street, a prize, an organisation."""
    folded = fold(word)
    return (
        folded in knowledge.eponyms
        or folded.endswith(knowledge.eponym_ends)
        or organization_type(word, knowledge.organizations) is not None
    )


def _goes_on_small(text: str, end: int) -> bool:
    """Tell whether a small letter follows on the line."""
    return text[end:].partition("\n")[0].lstrip()[:1].islower()


def bodies_of_line(
    text: str, start: int, end: int, knowledge: OrganizationKnowledge
) -> Iterator[OrganizationMention]:
    """Yield the organisations that the lines of a piece of ``text`` name, where they stand in it."""
    line = text.rfind("\n", 0, start) + 1
    stop = text.find("\n", end)
    for body in find_organizations(text[line : len(text) if stop < 0 else stop], knowledge):
        yield replace(body, start=line + body.start, end=line + body.end)


def has_given_name(name: str, knowledge: PersonKnowledge) -> bool:
    """Tell whether a word of a name is a known given name and nothing else."""
    return any(knowledge.given.use(token) is False for token in _TOKEN.findall(name))


def begins_with_given_name(name: str, knowledge: PersonKnowledge) -> bool:
    """Tell whether the first word of a name is a known given name, in whatever case."""
    first = _TOKEN.search(name)
    return first is not None and knowledge.given.begins(first[0])


def is_family(token: str, knowledge: PersonKnowledge) -> bool:
    """Tell whether a word ends as family names do."""
    word = token.lower()
    return any(word.endswith(ending) and len(word) >= shortest for ending, shortest in knowledge.endings)


def is_patronymic(token: str, knowledge: PersonKnowledge) -> bool:
    """Tell whether a word is a name after the father: "Сергеевна"."""
    return len(token) > _LONGEST_ACRONYM and token.lower().endswith(knowledge.patronymics)
