"""What headings ask for by how often their words ask for it elsewhere: for those that no rule reads.

A multinomial naive Bayes classifier over the words of a heading, their beginnings and neighbours, one for each language,
learnt when a heading of that language is first asked about: from the headings of the lexicon, the words of its rules,
and ``data/lexicon/heading_examples.csv``. It abstains where it is not sure, or knows too few of the words.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final, Self

from practicegraph.mapping.headings import EXAMPLE_COLUMNS, EXAMPLES, Heading, folded
from practicegraph.mapping.memory import lasting
from practicegraph.mapping.tables import read_table

NOTHING: Final = "status"
"""The field of headings that ask for no fact."""
UNTOLD: Final = frozenset({NOTHING, "title", "description", "position", "collection", "fundingProgramme"})
"""Fields that words alone do not tell: such headings are those of texts, or names of funds, too."""

KIN: Final = (
    {"funding", "funder"}, {"implementer", "lead"}, {"activity", "method"}, {"result", "impact"},
    {"period", "start"}, {"period", "end"}, {"period", "duration"}, {"targetGroup", "beneficiary"},
    {"origin", "challenge"}, {"evaluation", "evaluator"}, {"contact", "phone"},
)  # fmt: skip
"""Fields that are asked for in like words, so that a heading may ask for either."""
_SMOOTHING: Final = 0.03
_SHARPNESS: Final = 0.5
"""The words of a heading, their beginnings and neighbours tell the same several times: each counts for less."""
_PREFIXES: Final = (4, 5, 6, 7)
_SUFFIX: Final = 5
_NEIGHBOUR: Final = 6
_STEM: Final = 4
"""Letters in which a known word must begin as another does, to be known itself."""
_STEM_SHARE: Final = 0.6
_COMPOUND: Final = 10
"""Letters from which a word may be two."""
_FEWEST: Final = 200
"""Headings of a language from which on they tell others."""


@dataclass(frozen=True, slots=True)
class Guess:
    """What a heading likely asks for, how sure it is that or its kin (0 to 1), and the share of its words that are known."""

    field: str
    sure: float
    known: float


@dataclass(frozen=True, slots=True, eq=False)
class HeadingStatistics:
    """Fields with headings that ask for them, by language."""

    known: Mapping[str, Sequence[tuple[str, str]]]
    """The headings of the lexicon."""
    rules: Mapping[str, Sequence[tuple[str, str]]]
    """The words that tell a field, as the table of rules has them."""
    examples: Mapping[str, Sequence[tuple[str, str]]]
    """Those of the table of examples, parted by bars."""

    @classmethod
    def load(cls, headings: Iterable[Heading], rules: Mapping[str, Sequence[tuple[str, str]]]) -> Self:
        """Return the statistics of ``headings``, of the ``rules`` of each language, and of the table of examples."""
        known: dict[str, list[tuple[str, str]]] = {}
        for heading in headings:
            field = heading.field if heading.role == "field" else NOTHING
            known.setdefault(heading.language, []).append((field, heading.form))
        examples: dict[str, list[tuple[str, str]]] = {}
        for row in read_table(EXAMPLES, EXAMPLE_COLUMNS):
            examples.setdefault(row["language"], []).append((row["field"], row["headings"]))
        return cls(known, rules, examples)

    def example(self, words: Sequence[str], language: str) -> str | None:
        """Return the field of the example that ``words`` are; ``None`` if they are none."""
        return _examples(self, language).get(" ".join(words))

    def guess(self, text: str, language: str) -> Guess | None:
        """Return what ``text`` likely asks for; ``None`` if none of its words is known in ``language``."""
        model = _model(self, language)
        return None if model is None else model.guess(text)


@dataclass(frozen=True, slots=True, eq=False)
class _Model:
    """The classifier of a language: how often each trait stands in the headings of each field."""

    priors: Mapping[str, float]
    unseen: Mapping[str, float]
    """What a known trait tells for a field in whose headings it never stands."""
    traits: Mapping[str, Mapping[str, float]]
    """What a trait tells for a field beyond that."""

    def guess(self, text: str) -> Guess | None:
        words = folded(text)
        known = [trait for trait in _traits(words) if trait in self.traits]
        if not known:
            return None
        scores = {field: prior + len(known) * self.unseen[field] for field, prior in self.priors.items()}
        for trait in known:
            for field, told in self.traits[trait].items():
                scores[field] += told
        field, best = max(scores.items(), key=lambda item: item[1])
        likely = {other: math.exp(score - best) for other, score in scores.items()}
        sure = sum(likely[other] for other in kin(field) if other in likely) / sum(likely.values())
        return Guess(field, sure, sum(map(self._is_known, words)) / len(words))

    def _is_known(self, word: str) -> bool:
        """Tell whether a word stands in a known heading, or one that begins like it, or begins and ends as it does."""
        if word in self.traits or word.isdigit():
            return True
        shortest = max(_STEM, math.ceil(_STEM_SHARE * len(word)))
        begun = [size for size in _PREFIXES if size < len(word) and f"{word[:size]}*" in self.traits]
        ended = len(word) >= _COMPOUND and f"*{word[-_SUFFIX:]}" in self.traits
        return bool(begun) and (ended or begun[-1] >= shortest)


@cache
def kin(field: str) -> frozenset[str]:
    """Return a field and those that are asked for in like words."""
    return frozenset({field}.union(*(fields for fields in KIN if field in fields)))


@lru_cache(maxsize=64)
def _examples(knowledge: HeadingStatistics, language: str) -> Mapping[str, str]:
    """Return the fields of the examples of a language, by the words of the heading."""
    return {
        " ".join(folded(heading)): field
        for field, headings in reversed(knowledge.examples.get(language, ()))
        for heading in headings.split("|")
    }


@lru_cache(maxsize=64)
@lasting()
def _model(knowledge: HeadingStatistics, language: str) -> _Model | None:
    """Return the classifier of a language; ``None`` where too few headings of it are known."""
    examples = [(field, folded(heading)) for field, heading in knowledge.known.get(language, ())]
    examples += [(field, folded(words)) for field, words in _turns(knowledge.rules.get(language, ()))]
    examples += [(field, heading.split()) for heading, field in _examples(knowledge, language).items()]
    if len(examples) < _FEWEST:
        return None
    seen: dict[str, dict[str, int]] = {}
    sizes: Counter[str] = Counter()
    for field, words in examples:
        traits = _traits(words)
        sizes[field] += len(traits)
        for trait in traits:
            fields = seen.get(trait)
            if fields is None:
                seen[trait] = {field: 1}
            else:
                fields[field] = fields.get(field, 0) + 1
    counts = Counter(field for field, _ in examples)
    unseen = math.log(_SMOOTHING)
    most = max(count for fields in seen.values() for count in fields.values())
    told = [_SHARPNESS * (math.log(count + _SMOOTHING) - unseen) for count in range(most + 1)]
    return _Model(
        priors={field: math.log(count / len(examples)) for field, count in counts.items()},
        unseen={
            field: _SHARPNESS * (unseen - math.log(sizes[field] + _SMOOTHING * len(seen))) for field in counts
        },
        traits={
            trait: {field: told[count] for field, count in fields.items()} for trait, fields in seen.items()
        },
    )


def _turns(rules: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield the words of rules as headings: the first of each group together, then the second, and so on."""
    for field, words in rules:
        groups = [group.replace("*", "").split("|") for group in words.split()]
        for turn in range(max(map(len, groups))):
            yield field, " ".join(group[turn % len(group)] for group in groups)


def _traits(words: Sequence[str]) -> list[str]:
    """Return what is counted of a heading: its words, how they begin and end, which follow one another, and the first."""
    found = []
    for at, word in enumerate(words):
        found.append(word)
        length = len(word)
        if length > _PREFIXES[0]:
            found += [f"{word[:size]}*" for size in _PREFIXES if length > size]
            if length >= _SUFFIX:
                found.append(f"*{word[-_SUFFIX:]}")
        if at:
            found.append(f"{words[at - 1][:_NEIGHBOUR]} {word[:_NEIGHBOUR]}")
    if words:
        found.append(f"^{words[0]}")
    return found
