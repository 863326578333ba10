"""Towns and regions that people fled: "displaced people, most of them from Kharkiv and Kherson", "I was a cook in Herat"."""

from __future__ import annotations

import re
from typing import Final

from practicegraph.mapping.concepts import find_concepts
from practicegraph.mapping.countries import find_countries
from practicegraph.mapping.gazetteer import fold
from practicegraph.mapping.sentences import sentence_at
from practicegraph.mapping.source import Source

_REACH: Final = 60
"""Code points between those who fled and the word for "from"."""
_LIST: Final = 120
"""Code points of the list of places before one of them."""
_WORD: Final = re.compile(r"[^\W\d_][\w'’-]*")
_PLACE: Final = re.compile(r"[.;:!?()]")


def fled_from(source: Source, text: str, start: int, country: str | None) -> bool:
    """Tell whether people of a country from which many fled are said to be from the place at ``start``.

    So is any place there in a document of another country, unless a field names both.
    """
    words = source.knowledge.places.words
    if country not in words.fled:
        return False
    if country not in source.countries[:1] and not _is_stated(source, country):
        return True
    begin, _ = sentence_at(text, start) or (max(0, start - _LIST), len(text))
    out = _out(source, text, max(begin, start - _LIST), start)
    if out is None:
        return False
    people = find_concepts(text[begin:out], source.knowledge.concepts, "target-group", source.language)
    known = source.knowledge.labels.circumstances
    return any(one.notation in known and out - begin - one.end <= _REACH for one in people)


def _is_stated(source: Source, country: str | None) -> bool:
    """Tell whether a field of the document or of the part names a country."""
    return any(
        mention.code == country
        for section in source.of("country", "place")
        for block in section.values
        for mention in find_countries(block.text, source.knowledge.countries, source.language)
    )


def _out(source: Source, text: str, begin: int, end: int) -> int | None:
    """Return where the word for "from" stands behind which nothing but names and small words are up to a place."""
    own = source.knowledge.places.words.of(source.language)
    for word in reversed(list(_WORD.finditer(text, begin, end))):
        if _PLACE.search(text, word.end(), end):
            return None
        if fold(word[0]) in own.out:
            return word.start()
        if not (word[0][0].isupper() or fold(word[0]) in own.ands | own.joints | own.articles | own.skipped):
            return None
    return None
