"""Groups that act as often as they are served: neighbours, those who are trained, bodies and mere ages.

"refugees and local residents", "training of 40 teachers", "courses for adults"
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from practicegraph.mapping.concepts import ConceptMention
from practicegraph.mapping.sentences import sentence_at
from practicegraph.mapping.source import Source

_HOSTS: Final = "host-community"
_HELPERS: Final = "volunteers"
_TRAINED: Final = frozenset({"teachers", "officials", "health-professionals", "law-enforcement"})
"""Professions whose training is for themselves; volunteers and mediators are trained to help."""
_BESIDE: Final = frozenset(
    {
        "adults",
        "men",
        "low-skilled",
        "employers",
        "educational-institution",
        "media",
        "ngo",
        "local-authority",
    }
)
"""Groups that running text names beside whom a practice is for: they are that only where it names nobody else."""
_FOR: Final = 32
_MET: Final = 80
"""Code points within which those stand whom something brings together."""
_BEHIND: Final = 60
_LED: Final = 24
_WORDS: Final = 3
_WORD: Final = re.compile(r"[^\W\d_]+")
_STOPS: Final = re.compile(r"[.,;:!?()\n]")
_SENTENCE_ENDS: Final = (". ", "! ", "? ", "\n")


def is_beside(mention: ConceptMention) -> bool:
    """Tell whether a group is whom a practice is for only where a text names nobody else."""
    return mention.notation in _BESIDE


def is_served(source: Source, text: str, mention: ConceptMention, mentions: Sequence[ConceptMention]) -> bool:
    """Tell whether words say that a practice is for those who otherwise act in it."""
    before = max(0, mention.start - _FOR)
    before = max(before, *(text.rfind(sign, before, mention.start) + 1 for sign in _SENTENCE_ENDS))
    if source.cue("for", text, before, mention.start) is not None:
        return True
    if mention.notation == _HOSTS:
        return _is_met(source, text, mention) or _is_joined(source, text, mention, mentions)
    return mention.notation in _TRAINED and _is_trained(source, text, mention)


def is_left_out(
    source: Source, text: str, mention: ConceptMention, mentions: Sequence[ConceptMention]
) -> bool:
    """Tell whether the value of a field names a group that it is not for, or helpers behind those whom it is for.

    "except asylum seekers", "without children"; "Refugees. Volunteers accompany them."
    """
    start, end = sentence_at(text, mention.start) or (0, len(text))
    for found in source.each_cue("excluded:before", text, max(start, mention.start - _FOR), mention.start):
        if _is_near(text[found.end() : mention.start]):
            return True
    behind = source.cue("excluded:behind", text, mention.end, min(end, mention.end + _BEHIND))
    if behind is not None and _is_near(text[mention.end : behind.start()]):
        return True
    return mention.notation == _HELPERS and _accompanies(source, text, mention, mentions, start)


def _accompanies(
    source: Source, text: str, mention: ConceptMention, mentions: Sequence[ConceptMention], start: int
) -> bool:
    """Tell whether helpers stand in a later sentence than a group, or behind a word such as "with" or "by"."""
    before = [one for one in mentions if one.end <= mention.start and one.notation != _HELPERS]
    if not before:
        return False
    led = text[max(start, mention.start - _LED) : mention.start].rstrip()
    last = led.rpartition(" ")[2]
    return before[-1].end <= start or any(
        found is not None and found[0] == last for found in (source.cue("with", last), source.cue("by", last))
    )


def _is_met(source: Source, text: str, mention: ConceptMention) -> bool:
    """Tell whether something brings neighbours together with others: "brings together refugees and locals"."""
    start, _ = sentence_at(text, mention.start) or (max(0, mention.start - _FOR), len(text))
    met = source.cue("unites", text, max(start, mention.start - _MET), mention.start)
    return met is not None and "," not in text[met.end() : mention.start]


def _is_joined(
    source: Source, text: str, mention: ConceptMention, mentions: Sequence[ConceptMention]
) -> bool:
    """Tell whether a conjunction joins neighbours to newcomers: "refugees and local residents cook together"."""
    newcomers = source.knowledge.labels.circumstances
    return any(
        _joins(source, text[min(one.end, mention.end) : max(one.start, mention.start)])
        for one in mentions
        if one.notation in newcomers
    )


def _joins(source: Source, between: str) -> bool:
    """Tell whether what stands between two groups is a conjunction, with no more than a few other words."""
    return _is_near(between) and source.cue("host-and", between) is not None


def _is_near(between: str) -> bool:
    """Tell whether no more than a few words stand between two, and no stop."""
    return len(_WORD.findall(between)) <= _WORDS and _STOPS.search(between) is None


def _is_trained(source: Source, text: str, mention: ConceptMention) -> bool:
    """Tell whether words right before or behind a profession say that it is trained."""
    start, end = sentence_at(text, mention.start) or (0, len(text))
    for found in source.each_cue("trains:before", text, max(start, mention.start - _FOR), mention.start):
        between = text[found.end() : mention.start]
        if _is_near(between) and source.cue("trains:not", between) is None:
            return True
    behind = source.cue("trains:behind", text, mention.end, min(end, mention.end + _BEHIND))
    return behind is not None and not _STOPS.search(text, mention.end, behind.start())
