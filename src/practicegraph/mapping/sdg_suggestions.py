"""Sustainable development goals and targets that a text suggests without naming them.

A text is scored by weighted terms in its own language, and by the themes and target groups that it names; a goal is suggested where
enough different words speak for it, and the words are given as evidence.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple, Self

from practicegraph.languages import primary_subtag
from practicegraph.mapping.gazetteer import Gazetteer, fold, words
from practicegraph.mapping.inflection import Inflection
from practicegraph.mapping.tables import read_table

_MOST: Final = 3
_EVIDENCE: Final = 3
_LEAST: Final = 2.04
"""Score that a goal needs in a text of up to :data:`_SHORT` words if but one term speaks for it."""
_LEAST_OF_SEVERAL: Final = 1.5
"""Score that a goal needs there if several terms do."""
_SHORT: Final = 120
_SHARE: Final = 0.2
"""Part of the best goal's score that a further goal needs."""
_HALF: Final = 4.0
"""Score at which half of the confidence is reached."""
_MOST_CONFIDENCE: Final = 0.9
_TARGET_SHARE: Final = 0.3
"""Part of a goal's score that must speak for one of its targets to name the target."""
_CONCEPT: Final = {"strong": 1.5, "medium": 0.8}
_INFLECTED_WORDS: Final = 2
_WORD: Final = re.compile(r"[^\W\d_]+")


class _Term(NamedTuple):
    code: str
    language: str
    form: str
    weight: float


@dataclass(frozen=True, slots=True, repr=False)
class SuggestionKnowledge:
    """What :func:`suggest_sdgs` knows: terms with weights, languages they cover, targets of concepts."""

    terms: Gazetteer[_Term]
    languages: frozenset[str]
    concepts: dict[tuple[str, str], tuple[tuple[str, float], ...]]
    """By scheme and notation."""

    @classmethod
    def load(cls) -> Self:
        """Read ``sdg_keywords.csv`` and ``concepts_to_sdg.csv`` of the lexicon."""
        inflection = Inflection.load()
        rows = read_table("sdg_keywords.csv", ("code", "language", "term", "weight"))
        forms: list[tuple[Sequence[str], _Term]] = []
        for row in rows:
            form = fold(row["term"])
            few = len(row["term"].split()) <= _INFLECTED_WORDS
            written = inflection.folded(row["term"], row["language"]) if few else (form,)
            forms.append((written, _Term(row["code"], row["language"], form, float(row["weight"]))))
        concepts: dict[tuple[str, str], list[tuple[str, float]]] = defaultdict(list)
        for row in read_table("concepts_to_sdg.csv", ("scheme", "concept", "code", "strength")):
            concepts[row["scheme"], row["concept"]].append((row["code"], _CONCEPT[row["strength"]]))
        return cls(
            terms=Gazetteer.of_folded(forms),
            languages=frozenset(row["language"] for row in rows),
            concepts={concept: tuple(codes) for concept, codes in concepts.items()},
        )


@dataclass(frozen=True, slots=True)
class ConceptSpan:
    """A theme or target group, by its scheme and notation, at the words that name it."""

    scheme: str
    notation: str
    start: int
    end: int


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

    def codes(self) -> dict[str, float]:
        """Return the score of the goal's codes: a term that recurs counts more, but ever less."""
        scores: dict[str, float] = defaultdict(float)
        for term, spans in self.spans.items():
            scores[term.code] += term.weight * (1 + math.log(len(spans)))
        return scores

    @property
    def least(self) -> float:
        """The score that the goal needs in a short text: several words bear one another out."""
        return _LEAST_OF_SEVERAL if len(self.spans) > 1 else _LEAST

    def covers(self, start: int, end: int) -> bool:
        """Tell whether a word at ``start`` to ``end`` speaks for the goal already."""
        return any(begin < end and start < stop for spans in self.spans.values() for begin, stop in spans)

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
    concepts: Iterable[ConceptSpan] = (),
) -> tuple[SdgSuggestion, ...]:
    """Return at most three suggestions of different goals, best first.

    Only terms of ``language`` count (all, if it is not known), and where none stands the ``concepts`` found in
    the text, for the targets that ``concepts_to_sdg.csv`` gives them. A longer text needs more.
    """
    tallies = _tallies(text, knowledge, language, concepts)
    if not tallies:
        return ()
    length = math.sqrt(max(1.0, _length(text) / _SHORT))
    scores = {goal: sum(tally.codes().values()) for goal, tally in tallies.items()}
    best = max(scores.values(), default=0.0)
    chosen = [
        goal for goal, score in scores.items() if score >= max(tallies[goal].least * length, best * _SHARE)
    ]
    ranked = sorted(chosen, key=lambda goal: (-scores[goal], int(goal)))
    return tuple(_suggestion(goal, tallies[goal], scores[goal]) for goal in ranked[:_MOST])


def _length(text: str) -> int:
    """Return how many words of letters a text has; most of its words, which are known, have nothing else."""
    return sum(1 if word.isalpha() else len(_WORD.findall(word)) for word in words(fold(text)))


def _tallies(
    text: str, knowledge: SuggestionKnowledge, language: str | None, concepts: Iterable[ConceptSpan]
) -> dict[str, _Tally]:
    """Return what speaks for each goal."""
    main = primary_subtag(language)
    tallies: dict[str, _Tally] = defaultdict(_Tally)
    for match in knowledge.terms.find(text):
        told: dict[str, _Term] = {}
        for term in match.entries:
            if main in {"", term.language}:
                goal = term.code.split(".")[0]
                told[goal] = max(told.get(goal, term), term, key=lambda one: one.weight)
        for goal, term in told.items():
            tallies[goal].spans[term].append((match.start, match.end))
    for named in concepts:
        for code, weight in knowledge.concepts.get((named.scheme, named.notation), ()):
            tally = tallies[code.split(".")[0]]
            term = _Term(code, "", named.notation, weight)
            if term in tally.spans or not tally.covers(named.start, named.end):
                tally.spans[term].append((named.start, named.end))
    return dict(tallies)


def _suggestion(goal: str, tally: _Tally, score: float) -> SdgSuggestion:
    """Return the suggestion of a goal, or of the target that most of its words speak for."""
    codes = {code: value for code, value in tally.codes().items() if "." in code}
    target = max(codes, key=lambda code: (codes[code], code), default=goal)
    code = target if codes and codes[target] >= score * _TARGET_SHARE else goal
    confidence = round(_MOST_CONFIDENCE * score / (score + _HALF), 3)
    return SdgSuggestion(code, tally.evidence(code), confidence, "sdg:keywords")
