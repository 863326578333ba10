"""Groups that only divide the people whom a text counts: they are no target group."""

from __future__ import annotations

import re
from typing import Final

from practicegraph.languages import primary_subtag
from practicegraph.mapping.concepts import ConceptMention
from practicegraph.mapping.figures import find_figures
from practicegraph.mapping.source import Source

_NEAR: Final = 40
_NEXT: Final = 14
"""Code points between a number and the group that it counts: "131 of them are women"."""
_WORDS: Final = 2
_STOP: Final = re.compile(r"[.;:!?\n]")
_SHARE: Final = re.compile(r"\d[ \u00a0]?%[ \u00a0](?:[^\W\d_]{1,4}[ \u00a0]){0,2}\Z")
"""A share of those whom the next word names."""
_WORD: Final = re.compile(r"[^\W\d_]+")


def is_part(source: Source, text: str, mention: ConceptMention) -> bool:
    """Tell whether a group only divides those counted before: "of whom 26 women", "joista naisia 127", "71% of the adults"."""
    if _SHARE.search(text, max(0, mention.start - _NEAR), mention.start) is not None:
        return mention.notation in source.knowledge.labels.demography
    words = source.knowledge.counts.words(primary_subtag(source.language))
    before = _clause_before(text, mention.start)
    cues = list(words.part.finditer(before))
    if not cues:
        return False
    rest = before[cues[-1].end() :]
    after = _STOP.split(text[mention.end : mention.end + _NEXT])[0]
    ahead = before[: cues[-1].start()][-_NEXT:]
    if len(_WORD.findall(_without_numbers(source, rest))) > _WORDS:
        return False
    return any(_has_number(source, part) for part in (rest, after, ahead))


def _clause_before(text: str, end: int) -> str:
    return _STOP.split(text[max(0, end - _NEAR) : end])[-1]


def _has_number(source: Source, text: str) -> bool:
    return bool(find_figures(text, source.knowledge.counts, primary_subtag(source.language)))


def _without_numbers(source: Source, text: str) -> str:
    for figure in reversed(find_figures(text, source.knowledge.counts, primary_subtag(source.language))):
        text = text[: figure.start] + text[figure.end :]
    return text
