"""The type of an organisation by the words of its name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Self

from practicegraph.mapping.gazetteer import fold, words
from practicegraph.mapping.memory import kept
from practicegraph.mapping.organization_cases import OrganizationCases
from practicegraph.mapping.tables import alternation
from practicegraph.mapping.word_sets import WordSets

_WORDS_KEPT: Final = 32768
"""Words of which it is remembered whether they tell a type: most of those of a language."""


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class OrganizationTypes:
    """The forms that tell a type: whole words, what words begin with and what they end with."""

    patterns: tuple[tuple[re.Pattern[str], Mapping[str, str]], ...]
    """A pattern for each kind of forms, and the notation of each form."""
    sets: WordSets
    """The words of each form that is more than one word."""

    @classmethod
    def of(cls, rows: Iterable[Mapping[str, str]]) -> Self:
        """Build from the rows of ``organization_words.csv``; a ``*`` stands where a form leaves a word open."""
        whole: dict[str, str] = {}
        begins: dict[str, str] = {}
        ends: dict[str, str] = {}
        sets = []
        for row in rows:
            if row["kind"] in {"type", "legal"}:
                written = row["form"]
                forms = begins if written.endswith("*") else ends if written.startswith("*") else whole
                form = fold(written.strip("*"))
                forms.setdefault(form, row["notation"])
                if not form.isalnum():
                    sets.append(frozenset(_in_full(written)))
        patterns = (
            (re.compile(rf"(?<!\w)(?P<form>{alternation(whole)})(?!\w)"), whole),
            (re.compile(rf"(?<!\w)(?P<form>{alternation(begins)})"), begins),
            (re.compile(rf"(?<=\w)(?P<form>{alternation(ends)})(?!\w)"), ends),
        )
        return cls(patterns, WordSets.of(sets))

    def may_tell(self, vocabulary: frozenset[str]) -> bool:
        """Tell whether a text with these words may have a form; most sentences have none."""
        return self.sets.any_in(vocabulary) or any(tells_type(word, self) for word in vocabulary)


def with_inflected_kinds(
    rows: Sequence[Mapping[str, str]], cases: OrganizationCases
) -> tuple[Mapping[str, str], ...]:
    """Return the rows of ``organization_words.csv`` with the forms of their words that no row has."""
    types = OrganizationTypes.of(rows)
    return (
        *rows,
        *(
            {"kind": "type", "language": language, "form": form, "notation": notation}
            for language, form, nominative in cases.kinds()
            if not tells_type(fold(form.strip("*")), types)
            and (notation := type_of(nominative, types)) is not None
        ),
    )


def _in_full(form: str) -> Iterator[str]:
    """Yield the words of a form that a text has as they are: not the part of one at a ``*``."""
    found = words(fold(form))
    yield from found[1 if form.startswith("*") else 0 : len(found) - form.endswith("*")]


@kept
def type_of(name: str, types: OrganizationTypes) -> str | None:
    """Return the notation of the type that the words of ``name`` tell, ``None`` if none does.

    The longest form wins, then the one that stands first.
    """
    folded = fold(name)
    best: tuple[int, int, str] | None = None
    for pattern, notations in types.patterns:
        for match in pattern.finditer(folded):
            form = re.sub(r"\s+", " ", match["form"])
            rank = (len(form), -match.start(), notations[form])
            if best is None or rank[:2] > best[:2]:
                best = rank
    return best[2] if best else None


@lru_cache(maxsize=_WORDS_KEPT)
def tells_type(word: str, types: OrganizationTypes) -> bool:
    """Tell whether a word by itself, folded, tells a type."""
    return any(pattern.search(word) for pattern, _ in types.patterns)
