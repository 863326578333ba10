"""Labels that ask for a number of whatever: "Number of consultations: 2 310", "Liczba podpisanych umów: 33"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from practicegraph.mapping.count_knowledge import PEOPLE, CountKnowledge
from practicegraph.mapping.count_mentions import CLOSES, CountMention, before
from practicegraph.mapping.count_open import THINGS
from practicegraph.mapping.count_units import unit_in, unit_of_label
from practicegraph.mapping.count_words import CountWords
from practicegraph.mapping.figures import Figure, is_code
from practicegraph.mapping.section import Section

_LABEL: Final = re.compile(r"\s*(?P<label>[^\W\d][^:\n\d]{3,80}?)\s*:\s*[~<>≥≤±]?\s?\Z")
_FIGURE: Final = re.compile(r"[~<>≥≤±]?\s?[1-9]\d{0,2}(?:[ .,'’\u00a0]?\d{3})?\+?(?:\s[^\W\d_]{1,5}\.?)?")
"""A figure alone or with a short word, which no code is: "25", "25 pers."."""
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_WORD: Final = re.compile(r"[^\W\d_]+")
_SPACE: Final = re.compile(r"[\s'’]")
_SURE: Final = 0.6
_SIGNS: Final = "%€$£"


def count_of_label(
    text: str, figure: Figure, head: str, knowledge: CountKnowledge, language: str
) -> CountMention | None:
    """Return the count of the things that a label before a number alone asks for, whatever they are."""
    words = knowledge.words(language)
    found = _LABEL.fullmatch(head)
    if found is None or CLOSES.match(text, figure.end) is None or is_code(text, figure):
        return None
    if not asks_for_number(found["label"], knowledge, language):
        return None
    comparator, start = before(text, figure, words)
    return CountMention(
        start, figure.end, figure.value, comparator, THINGS, None, found["label"], None, _SURE, "count:label"
    )


def asks_for_number(label: str, knowledge: CountKnowledge, language: str) -> bool:
    """Tell whether a label asks how many there are: in a language whose word numbers things, too, one of many.

    "Numero di contratti" does, "Numero di contratto" asks for a code. What measures or is of the surroundings is none.
    """
    words = knowledge.words(language)
    if words.compared.number_of.search(label) is None or any(sign in label for sign in _SIGNS):
        return False
    if words.context.search(label) is not None or _measures(label, words):
        return False
    if not words.many or any(word.casefold().endswith(words.many) for word in _WORD.findall(label)):
        return True
    asked = unit_of_label(label, knowledge, language)
    return asked is not None and asked[1].unit in PEOPLE


def _measures(label: str, words: CountWords) -> bool:
    """Tell whether a label asks for pages, hours or months, which count nothing reached."""
    written = f" {label}"
    return any(
        words.trends.measure.match(written, word.start()) or words.stop.match(written, word.start())
        for word in _SPACE.finditer(written)
    )


def counted_labels(
    sections: Sequence[Section], knowledge: CountKnowledge, language: str
) -> tuple[Section, ...]:
    """Return sections, those as counts whose labels ask for a number and have one, whoever else they name.

    A label is taken for one of partners or codes by its words alone: "Number of partner organisations: 12".
    """
    return tuple(
        replace(section, field="count") if _is_counted(section, knowledge, language) else section
        for section in sections
    )


def _is_counted(section: Section, knowledge: CountKnowledge, language: str) -> bool:
    if section.field in (None, "count") or "words" not in section.method or not section.values:
        return False
    value = section.values[0].text.strip()
    if _FIGURE.fullmatch(value) is None or _YEAR.fullmatch(value) is not None:
        return False
    rest = without_part(section.label, knowledge, language)
    if rest != section.label and (unit := unit_in(rest, knowledge, language)) is not None:
        return unit.unit in PEOPLE
    return asks_for_number(section.label, knowledge, language)


def without_part(label: str, knowledge: CountKnowledge, language: str) -> str:
    """Return a label without the words for a part that it begins with: "of whom women"."""
    part = knowledge.words(language).part.match(label)
    return label if part is None else label[part.end() :].strip()
