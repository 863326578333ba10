"""What the words of a sentence in running prose tell."""

from __future__ import annotations

import re
from typing import Final

from practicegraph.mapping.counts import find_counts
from practicegraph.mapping.money import find_amounts
from practicegraph.mapping.numbers import find_numbers
from practicegraph.mapping.sdg_mentions import find_sdgs
from practicegraph.mapping.source import Source
from practicegraph.mapping.surroundings import speaks_of_practice

_TOLD_FIELDS: Final = (
    "evaluation", "replicability", "origin", "impact", "challenge", "result", "objective", "activity",
)  # fmt: skip
"""The fields that a sentence's words tell, the surest first."""
_TOGETHER: Final = {
    "replicability": (("adopted:what", "adopted"), ("adopter", "adopted"), ("guide", "guide:asked")),
    "impact": (("lasting", "changed"),),
    "result": (("consequence", "turned"), ("some-of", "onward")),
}
"""Cues of which two near each other tell a field: others and that they take over, what lasts and that it changed.

So do "half of them" and "move on to".
"""
_YEARS: Final = (1900, 2100)
_ONLY_NUMBER: Final = re.compile(r"[ \u00a0](?:[^\W\d_]{1,5}[ \u00a0])?\d+(?:[ \u00a0.]\d{3})*\s*[,.;!]")
"""A number that nothing is counted by."""
_GOALS: Final = 60
"""Code points between a verb and the goals that it serves."""
_SMALL: Final = re.compile(r"(?<!\w)[^\W\d_A-ZÀ-Þ]\w{3,}")
"""A word of some length in small letters, as names of goals have few."""
_CLAUSE: Final = 60
"""Code points within which a verb and what it is about begin."""


def field_of(source: Source, sentence: str) -> str | None:
    """Return the field that the words of a sentence tell; what was counted and reached is a result."""
    for name in _TOLD_FIELDS:
        if name == "evaluation" and source.cue("before:evaluator", sentence):
            return name
        told = source.cue(f"sentence:{name}", sentence)
        if told is not None and name == "objective" and _aims_at_others(source, sentence, told):
            continue
        if told is not None and name == "challenge" and _is_averted(source, sentence, told):
            continue
        if told is not None and name == "replicability" and _are_persons_there(source, sentence, told):
            continue
        if told is not None or _is_told_together(source, sentence, name):
            return name
        if name == "challenge" and _is_counted(source, sentence):
            return None if _is_of_surroundings(source, sentence) else "result"
    return None


def _is_of_surroundings(source: Source, sentence: str) -> bool:
    """Tell whether a sentence speaks of those who live somewhere or came there, not of what was done."""
    return source.cue("surroundings", sentence) is not None and not speaks_of_practice(source, sentence)


def _is_averted(source: Source, sentence: str, told: re.Match[str]) -> bool:
    """Tell whether a sentence aims at ending the difficulty that it names, or says that nobody had it: "Nobody dropped out"."""
    result = source.cue("sentence:result", sentence)
    spared = result is not None and result.start() < told.end() and told.start() < result.end()
    return spared or _aims_first(source, sentence, told)


def _aims_first(source: Source, sentence: str, told: re.Match[str]) -> bool:
    """Tell whether a sentence aims at ending the difficulty that it names: "The project wants to ease the lack of staff"."""
    aim = source.cue("sentence:objective", sentence)
    return aim is not None and aim.end() <= told.start()


def _are_persons_there(source: Source, sentence: str, told: re.Match[str]) -> bool:
    """Tell whether only persons live, work or move in the other places that a sentence names: "Two found work elsewhere"."""
    cues = source.knowledge.cues
    return cues.matches("other-places", told[0]) and source.cue("persons-elsewhere", sentence) is not None


def _aims_at_others(source: Source, sentence: str, told: re.Match[str]) -> bool:
    """Tell whether what a sentence calls aims are a number, or development goals: "The aim is 150", "serves the SDGs 1 and 10"."""
    if _ONLY_NUMBER.match(sentence, told.end()) is not None:
        return True
    goals = find_sdgs(sentence, source.knowledge.sdgs, source.language)
    return any(
        goal.end > told.start()
        and goal.start - told.end() <= _GOALS
        and len(_SMALL.findall(sentence[told.end() : goal.start])) <= 1
        for goal in goals
    )


def _is_told_together(source: Source, sentence: str, name: str) -> bool:
    """Tell whether two things near each other tell a field: others take over a model, a change that lasts."""
    return any(
        abs(one.start() - other.start()) <= _CLAUSE
        for what, done in _TOGETHER.get(name, ())
        for one in source.each_cue(what, sentence)
        for other in source.each_cue(done, sentence)
    )


def tells_a_role(source: Source, sentence: str) -> bool:
    """Tell whether a sentence says who leads, pays or evaluates, which is nothing that was done."""
    return any(source.cue(f"before:{role}", sentence) for role in ("lead", "funder", "evaluator"))


def _is_counted(source: Source, sentence: str) -> bool:
    """Tell whether a sentence gives a number of those who were reached."""
    if source.cue("counted:result", sentence) is None:
        return False
    counts = find_counts(sentence, source.knowledge.counts, source.language)
    if counts:
        return any(not count.planned for count in counts)
    sums = find_amounts(sentence, source.knowledge.money, source.language)
    return any(
        number.value > 1
        and not _YEARS[0] <= number.value <= _YEARS[1]
        and not any(money.start <= number.start < money.end for money in sums)
        for number in find_numbers(sentence)
    )
