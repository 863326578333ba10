"""Names of places that no gazetteer has, beside known ones in the value of a place field.

"Highfields and Beaumont Leys, Leicester", "Val Maira (Cuneo)", "Cuenca, Loja and Machala (Ecuador)"
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from practicegraph.mapping.concepts import find_concepts
from practicegraph.mapping.dates import find_dates
from practicegraph.mapping.fact import Basis, Fact
from practicegraph.mapping.gazetteer import fold
from practicegraph.mapping.organizations import find_organizations
from practicegraph.mapping.place_words import LanguageWords
from practicegraph.mapping.source import Source
from practicegraph.mapping.streets import names_street
from practicegraph.reading.blocks import Block

_PART: Final = re.compile(r"[^\n,;/|•()–:]+")
_EDGES: Final = ' \t\u00a0-–.*_"“”„«»'
_LONGEST: Final = 160
"""Code points of a value that lists places, and no text."""
_SHORTEST: Final = 4
_MOST_WORDS: Final = 4
_CONFIDENCE: Final = 0.6
_JOINING: Final = frozenset({"&"})
_BREAKS: Final = re.compile(r"[.!?](?=\s)")


def unknown_places(source: Source, block: Block, known: Sequence[tuple[int, int]]) -> Iterator[Fact]:
    """Yield the names of a value of a place field that stand beside known ones, at the spans given, and are none of these."""
    text = block.text
    if not known or len(text) > _LONGEST or _BREAKS.search(text):
        return
    spans = [(start - block.start, end - block.start) for start, end in known]
    for start, end in _names(source, text):
        if any(start < stop and begin < end for begin, stop in spans):
            continue
        written = text[start:end]
        if is_place_name(source, written) and not names_street(text, start, end, source.language):
            yield place_fact(
                source, block.start + start, block.start + end, confidence=_CONFIDENCE, method="place:unknown"
            )


def place_fact(source: Source, start: int, end: int, *, confidence: float, method: str) -> Fact:
    """Return the fact of a place of that no more is known than its name."""
    return source.fact(
        "place", source.document.text[start:end], start, end,
        basis=Basis.STATED, confidence=confidence, method=method,
        country=source.countries[0] if source.countries else None,
    )  # fmt: skip


def begins_other(source: Source, text: str, start: int, end: int) -> bool:
    """Tell whether a word that is a town elsewhere is one for a building or the like, with more words of its name behind it."""
    behind = text[end : end + 2]
    return (
        behind[:1] == " "
        and behind[1:].isalpha()
        and source.knowledge.cues.matches("no-place", text[start:end])
    )


def _names(source: Source, text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of the parts of a value, without words for kinds of places at their ends."""
    words = source.knowledge.places.words.of(source.language)
    for part in _PART.finditer(text):
        at = part.start()
        for name in source.knowledge.places.joint.split(part[0]):
            start = text.index(name, at)
            at = start + len(name)
            start += len(name) - len(name.lstrip(_EDGES))
            yield from _without_kind(text, start, start + len(name.strip(_EDGES)), words)


def _without_kind(text: str, start: int, end: int, words: LanguageWords) -> Iterator[tuple[int, int]]:
    """Yield the span of a name without a word such as "district of" before it or "area" behind it."""
    while start < end:
        first = text[start:end].split(" ", 1)[0]
        if fold(first) not in words.skipped | words.articles or first == text[start:end]:
            break
        start += len(first) + 1
    last = text[start:end].rsplit(" ", 1)[-1]
    if last != text[start:end] and fold(last) in words.behind:
        end -= len(last) + 1
    if start < end:
        yield start, end


def is_place_name(source: Source, written: str) -> bool:
    """Tell whether words are a name and neither a body, a day, a level, whom something is for, nor a room or the web."""
    words = written.split(" ")
    if len(written) < _SHORTEST or len(words) > _MOST_WORDS or any(map(str.isdigit, written)):
        return False
    own = source.knowledge.places.words.of(source.language)
    small = own.joints | own.articles | _JOINING
    if not all(word[:1].isupper() or fold(word) in small for word in words) or not words[-1][0].isupper():
        return False
    if fold(written) in source.knowledge.places.stops or source.cue("no-place", written) is not None:
        return False
    return not _means_other(source, written)


def _means_other(source: Source, written: str) -> bool:
    """Tell whether a name is that of something else that is known."""
    knowledge, language = source.knowledge, source.language
    return bool(
        find_dates(written, knowledge.dates, language)
        or find_organizations(written, knowledge.organizations, language)
        or any(
            find_concepts(written, knowledge.concepts, scheme, language, in_field=True)
            for scheme in ("level", "target-group", "theme")
        )
    )
