"""Private persons who are told of: by their age, their flight or journey, by what they are, in lists of a team.

Names that no list of given names has are told here by the words around them, and given names that stand alone: "Amal, 34,".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from practicegraph.mapping.contacts import CREDITED, STORY, PersonMention
from practicegraph.mapping.countries import find_countries
from practicegraph.mapping.gazetteer import fold
from practicegraph.mapping.persons import PersonKnowledge, is_of_a_thing, is_something_else
from practicegraph.mapping.story_words import StoryPatterns
from practicegraph.mapping.tables import LazyPattern

_REACH: Final = 90
"""Letters before a verb or age in which the name stands whose it is."""
_COUNTRY_REACH: Final = 60
"""Letters behind a verb of motion in which the country stands from which somebody came."""
_SENTENCE: Final = re.compile(r"[.;:!?\n]")
_COPYRIGHT: Final = re.compile(r"©[ \u00a0]?(?:(?:19|20)\d\d[ \u00a0])?(?:[^\n/|©]{2,40}[/|][ \u00a0]?)?")
_PIECE: Final = re.compile(r"[^,;()\n|•:–—]+")
_LIST_END: Final = re.compile(r"\n[ ]*\n|\Z")
_LABELLED: Final = re.compile(r"\n[ *•-]*(?P<label>[^\n:]{3,40}):[ \t]")
_LIST_LENGTH: Final = 400
_AND: Final = re.compile(r"[ \u00a0](?=[^\W\d_]{1,4}[ \u00a0][^\W\d_a-z])[^\W\d_]+[ \u00a0]")
_NAME: Final = re.compile(
    r"[^\W\d_a-z](?<![\w'’@.-].)"
    r"(?:(?<![\u0621-\u064a])[^\W\d_A-Z]+(?:[-‑][^\W\d_a-z][^\W\d_A-Z]+)?|(?<=[\u0621-\u064a])[\u0621-\u064a]+)(?!\w)"
)
"""A word that may be a given name: it has a capital, or letters that have none."""
_SUFFIXED_LAST: Final = re.compile(r"[ \u00a0]\w+['’][^\W\d_A-Z]{2,}\Z")
"""A town in a case behind a name, before the verb: "Emel Humus'tan kaçtı"."""
_AGE_OPENS: Final = (" (", ", ", "(1", "(2", "(3", "(4", "(5")
"""What stands behind a name before somebody's years."""
_SURE: Final = 0.7


def find_told_of(text: str, knowledge: PersonKnowledge, language: str | None) -> Iterator[PersonMention]:
    """Yield what stands where the names of persons do who are told of; whether it is one is to be judged."""
    patterns = knowledge.stories.of(language)
    for pattern in (patterns.aged, patterns.relation):
        for anchor in pattern.finditer(text):
            yield from _before(text, anchor.start(), patterns.name_last)
    for anchor in patterns.doings.finditer(text):
        for person in _before(text, anchor.start(), patterns.before_doings):
            if anchor["sure"] or names_country(text, person.end, anchor.end(), knowledge):
                yield person
    for pattern in (patterns.credit, _COPYRIGHT):
        for anchor in pattern.finditer(text):
            name = knowledge.contacts.name.match(text, anchor.end())
            if name:
                yield PersonMention(*name.span(), name[0], _SURE, CREDITED)
    yield from _teams(text, patterns, knowledge)


def _before(text: str, at: int, pattern: re.Pattern[str] | LazyPattern) -> Iterator[PersonMention]:
    """Yield the name at the end of what stands before a place, on its line."""
    line = max(text.rfind("\n", 0, at) + 1, at - _REACH)
    found = pattern.search(text[line:at])
    if found is not None:
        name = _SUFFIXED_LAST.sub("", found["name"])
        start = line + found.start("name")
        yield PersonMention(start, start + len(name), name, _SURE, STORY)


def names_country(text: str, start: int, reached: int, knowledge: PersonKnowledge) -> bool:
    """Tell whether a sentence names a country from a place on, soon behind a verb that ends at ``reached``."""
    rest = text[start : reached + _COUNTRY_REACH]
    end = _SENTENCE.search(rest, reached - start)
    return bool(find_countries(rest[: end.start()] if end else rest, knowledge.countries))


def _teams(text: str, patterns: StoryPatterns, knowledge: PersonKnowledge) -> Iterator[PersonMention]:
    """Yield what is name-like between the commas and on the lines behind the label of a team."""
    for label in patterns.team.finditer(text):
        for piece in _PIECE.finditer(text, label.end(), _end_of_list(text, label.end(), knowledge)):
            start = piece.start()
            for part in (*_AND.finditer(text, *piece.span()), None):
                stop = part.start() if part else piece.end()
                words = text[start:stop].strip(" \u00a0.-*•")
                at = text.index(words, start) if words else start
                if words and knowledge.contacts.name.fullmatch(words):
                    yield PersonMention(at, at + len(words), words, _SURE, STORY)
                start = part.end() if part else stop


def _end_of_list(text: str, start: int, knowledge: PersonKnowledge) -> int:
    """Return where a list of a team ends: at an empty line, or at a label that is none of persons."""
    end = _LIST_END.search(text, start, start + _LIST_LENGTH)
    stop = end.start() if end else start
    for line in _LABELLED.finditer(text, start, stop):
        label = line["label"]
        if not (
            knowledge.contacts.position.search(label) or knowledge.contacts.person_label.search(label + ":")
        ):
            return line.start()
    return stop


def find_alone(text: str, knowledge: PersonKnowledge, language: str | None) -> Iterator[PersonMention]:
    """Yield given names that stand alone beside somebody's age, flight or journey.

    A word that no list has as a given name is one where both stand: somebody's age and what they did.
    """
    patterns = knowledge.stories.of(language)
    ages = {age.end() for age in patterns.age_before.finditer(text)}
    for match in _NAME.finditer(text):
        use = knowledge.given.use(match[0], language)
        if (
            use is None
            and match.start() not in ages
            and text[match.end() : match.end() + 2] not in _AGE_OPENS
        ):
            continue
        if not _is_told(text, match, patterns, knowledge, use, before=match.start() in ages):
            continue
        if match[0][0].islower() or is_something_else(match[0], knowledge):
            continue
        if use is None and fold(match[0]) in knowledge.places.by_name:
            continue
        if not is_of_a_thing(text, *match.span(), knowledge):
            yield PersonMention(*match.span(), match[0], _SURE, STORY)


def _is_told(
    text: str,
    match: re.Match[str],
    patterns: StoryPatterns,
    knowledge: PersonKnowledge,
    use: bool | None,
    *,
    before: bool,
) -> bool:
    """Tell whether a name alone is that of somebody told of; one that is also a word needs more than a number."""
    end = match.end()
    aged, bare = patterns.aged.match(text, end), patterns.bare_age.match(text, end)
    if use is not None and (aged or (bare and not use)):
        return True
    if use is not None and before:
        return True
    if use is None and not (aged or before):
        return False
    doing = patterns.flight.match(text, end) or patterns.journey.match(text, end)
    if doing is None or doing["sure"]:
        return doing is not None
    return (use is not True or bare is not None) and names_country(text, end, doing.end(), knowledge)
