"""Sustainable development goals and targets that a text suggests without naming them.

A text is scored by weighted terms in its own language; a goal is suggested where enough different words
speak for it, and the words are given as evidence.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Final, NamedTuple, Self

from practicegraph.mapping.gazetteer import Gazetteer, fold
from practicegraph.mapping.inflection import Inflection
from practicegraph.mapping.tables import read_table

_MOST: Final = 3
_EVIDENCE: Final = 3
_LEAST: Final = 2.04
"""Score that a goal needs in a text of up to :data:`_SHORT` words."""
_SHORT: Final = 120
_SHARE: Final = 0.25
"""Part of the best goal's score that a further goal needs."""
_HALF: Final = 4.0
"""Score at which half of the confidence is reached."""
_MOST_CONFIDENCE: Final = 0.9
_TARGET_SHARE: Final = 0.3
"""Part of a goal's score that must speak for one of its targets to name the target."""
_THEME: Final = {"strong": 1.5, "medium": 0.8}
_INFLECTED_WORDS: Final = 2
_WORD: Final = re.compile(r"[^\W\d_]+")


class _Term(NamedTuple):
    code: str
    language: str
    form: str
    weight: float


@dataclass(frozen=True, slots=True, repr=False)
class SuggestionKnowledge:
    """What :func:`suggest_sdgs` knows: terms with weights, languages they cover, themes of targets."""

    terms: Gazetteer[_Term]
    languages: frozenset[str]
    themes: dict[str, tuple[tuple[str, float], ...]]

    @classmethod
    def load(cls) -> Self:
        """Read ``sdg_keywords.csv`` and ``themes_to_sdg.csv`` of the lexicon."""
        inflection = Inflection.load()
        rows = read_table("sdg_keywords.csv", ("code", "language", "term", "weight"))
        forms: list[tuple[str, _Term]] = []
        for row in rows:
            term = _Term(row["code"], row["language"], fold(row["term"]), float(row["weight"]))
            few = len(row["term"].split()) <= _INFLECTED_WORDS
            written = inflection.forms(row["term"], row["language"]) if few else (row["term"],)
            forms += [(form, term) for form in written]
        themes: dict[str, list[tuple[str, float]]] = defaultdict(list)
        for row in read_table("themes_to_sdg.csv", ("theme", "code", "strength")):
            themes[row["theme"]].append((row["code"], _THEME[row["strength"]]))
        return cls(
            terms=Gazetteer.of(forms),
            languages=frozenset(row["language"] for row in rows),
            themes={theme: tuple(codes) for theme, codes in themes.items()},
        )


@dataclass(frozen=True, slots=True)
class SdgSuggestion:
    """A goal or target by its ``code``, with the spans of the words that caused it (never empty)."""

    code: str
    evidence: tuple[tuple[int, int], ...]
    confidence: float
    method: str


@dataclass(slots=True)
class _Tally:
    """What speaks for a goal: the spans of each term and the score of each code."""

    spans: dict[_Term, list[tuple[int, int]]] = field(default_factory=lambda: defaultdict(list))
    themes: dict[str, float] = field(default_factory=lambda: defaultdict(float))

    def codes(self) -> dict[str, float]:
        """Return the score of the goal's codes: a term that recurs counts more, but ever less."""
        scores: dict[str, float] = defaultdict(float)
        for term, spans in self.spans.items():
            scores[term.code] += term.weight * (1 + math.log(len(spans)))
        for code, weight in self.themes.items():
            scores[code] += weight
        return scores

    def evidence(self, code: str) -> tuple[tuple[int, int], ...]:
        """Return the first places of the terms that say most, those of ``code`` before others."""
        ranked = sorted(
            self.spans.items(),
            key=lambda item: (item[0].code != code, -item[0].weight * len(item[1]), item[1][0]),
        )
        return tuple(spans[0] for _, spans in ranked[:_EVIDENCE])


def suggest_sdgs(
    text: str,
    knowledge: SuggestionKnowledge,
    language: str | None = None,
    themes: Collection[str] = (),
) -> tuple[SdgSuggestion, ...]:
    """Return at most three suggestions of different goals, best first.

    Only terms of ``language`` count (all, if it is not known); ``themes`` are notations already found in
    the text, which support goals that words of the text speak for. A longer text needs more.
    """
    tallies = _tallies(text, knowledge, language, themes)
    if not tallies:
        return ()
    least = _LEAST * math.sqrt(max(1.0, len(_WORD.findall(text)) / _SHORT))
    scores = {goal: sum(tally.codes().values()) for goal, tally in tallies.items()}
    best = max(scores.values(), default=0.0)
    chosen = [goal for goal, score in scores.items() if score >= max(least, best * _SHARE)]
    ranked = sorted(chosen, key=lambda goal: (-scores[goal], int(goal)))
    return tuple(_suggestion(goal, tallies[goal], scores[goal]) for goal in ranked[:_MOST])


def goal_scores(text: str, knowledge: SuggestionKnowledge, language: str | None = None) -> dict[str, float]:
    """Return the score of each goal that words of ``text`` speak for, relative to what its length asks."""
    least = _LEAST * math.sqrt(max(1.0, len(_WORD.findall(text)) / _SHORT))
    tallies = _tallies(text, knowledge, language, ())
    return {goal: sum(tally.codes().values()) / least for goal, tally in tallies.items()}


def _tallies(
    text: str, knowledge: SuggestionKnowledge, language: str | None, themes: Iterable[str]
) -> dict[str, _Tally]:
    """Return what speaks for each goal."""
    main = (language or "").split("-")[0]
    tallies: dict[str, _Tally] = defaultdict(_Tally)
    for match in knowledge.terms.find(text):
        told: dict[str, _Term] = {}
        for term in match.entries:
            if main in {"", term.language}:
                goal = term.code.split(".")[0]
                told[goal] = max(told.get(goal, term), term, key=lambda one: one.weight)
        for goal, term in told.items():
            tallies[goal].spans[term].append((match.start, match.end))
    for theme in dict.fromkeys(themes):
        for code, weight in knowledge.themes.get(theme, ()):
            goal = code.split(".")[0]
            if goal in tallies:
                tallies[goal].themes[code] += weight
    return dict(tallies)


def _suggestion(goal: str, tally: _Tally, score: float) -> SdgSuggestion:
    """Return the suggestion of a goal, or of the target that most of its words speak for."""
    codes = {code: value for code, value in tally.codes().items() if "." in code}
    target = max(codes, key=lambda code: (codes[code], code), default=goal)
    code = target if codes and codes[target] >= score * _TARGET_SHARE else goal
    confidence = round(_MOST_CONFIDENCE * score / (score + _HALF), 3)
    return SdgSuggestion(code, tally.evidence(code), confidence, "sdg:keywords")
