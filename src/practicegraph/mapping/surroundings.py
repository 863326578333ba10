"""Numbers of the surroundings: who lives in a country or sought asylum there, whom no practice reached."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

from practicegraph.mapping.count_mentions import CountMention
from practicegraph.mapping.countries import find_countries
from practicegraph.mapping.passing import speaks_of_others
from practicegraph.mapping.sentences import sentence_at
from practicegraph.mapping.source import Source

_OPENING: Final = 28
"""Code points from the beginning of a sentence in which the country that it speaks of stands."""
_FEW: Final = 50
"""Fewer are counted in no country."""
_MANY: Final = 100_000
"""So many people live somewhere or fled; no practice that reached them would not say so."""
_LONG_AGO: Final = re.compile(r"(?<![\w./-])1(?:[5-8]\d|9[0-7])\d(?![\w/-])")
"""A year in which no practice ran."""
_MARKS: Final = " -–—„“”\"«»'…"


def is_of_surroundings(
    source: Source, text: str, count: CountMention, counted: Collection[int], *, background: bool = False
) -> bool:
    """Tell whether a count is told of a country, not of the practice: "In Norway 90 people a year drown".

    Its sentence begins with the country, or has words such as "nationwide", "official figures", "for comparison";
    one that speaks of the project, or of what is planned, tells of that. ``counted`` is where the counts of the
    text begin, which are no years: "1860 persons". What is told as ``background`` is of the surroundings, too.
    """
    if count.method == "count:label":
        return False
    begin, stop = sentence_at(text, count.start) or (0, len(text))
    sentence = text[begin:stop]
    cues = source.knowledge.cues
    if speaks_of_others(sentence, count.start - begin, count.end - begin, cues, source.language):
        return True
    if count.value < _FEW:
        return False
    if speaks_of_practice(source, sentence):
        return False
    long_ago = any(begin + year.start() not in counted for year in _LONG_AGO.finditer(sentence))
    told = (background or count.value >= _MANY) and source.cue("counted:result", sentence) is None
    if told or long_ago or source.cue("surroundings", sentence) is not None:
        return True
    skipped = len(sentence) - len(sentence.lstrip(_MARKS))
    opening = sentence[skipped : skipped + _OPENING + 20]
    named = find_countries(opening, source.knowledge.countries, source.language)
    countries = [one for one in named if not one.adjective or not one.start]  # "3 Dutch courses, 87 learners"
    # "312 people in Norwegian courses, among them 274 women" begins with people.
    first = min((start for start in counted if start >= begin), default=count.start) - begin - skipped
    return any(one.start <= _OPENING and one.end <= first for one in countries[:1])


def speaks_of_practice(source: Source, sentence: str) -> bool:
    """Tell whether a sentence has a word for a project, or says that somebody acts."""
    return any(source.cue(cue, sentence) is not None for cue in ("project-word", "acting"))
