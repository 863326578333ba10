"""Given names: which words are some, in the cases of a text's language too."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Self

from practicegraph.mapping.gazetteer import fold, words
from practicegraph.mapping.tables import read_table

_STEM: Final = 3
"""Letters that a name has at least before the ending of its case."""
_APOSTROPHE: Final = re.compile(r"['’]")
_SUFFIX: Final = 5
"""Letters that stand behind an apostrophe at most as the ending of a name: "Ayşe'nin"."""
_WORDS_KEPT: Final = 8192


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class GivenNames:
    """Given names and the endings of their cases. Build with :meth:`load`."""

    uses: Mapping[str, bool]
    """Of each given name, without accents, whether it is also a common word or place."""
    words: Mapping[str, frozenset[str]]
    """By language the given names that are words in it, though they are none elsewhere."""
    cases: Mapping[str, tuple[tuple[str, tuple[str, ...]], ...]]
    """By language the endings of the cases and those of the nominative, without accents."""
    parts: frozenset[str]
    """The given names as texts are cut into words."""

    @classmethod
    def load(cls) -> Self:
        """Read ``given_names.csv`` and ``name_cases.csv`` of the lexicon."""
        uses: dict[str, bool] = {}
        words_of: dict[str, set[str]] = defaultdict(set)
        for row in read_table("given_names.csv", ("language", "form", "use")):
            name = plain(row["form"])
            uses[name] = row["use"] == "word" and uses.get(name, True)
            if row["use"] == "word":
                words_of[row["language"]].add(name)
        cases: dict[str, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
        for row in read_table("name_cases.csv", ("language", "ending", "nominative")):
            nominatives = tuple(plain(ending) for ending in row["nominative"].split("|"))
            cases[row["language"]].append((plain(row["ending"]), nominatives))
        return cls(
            uses,
            {language: frozenset(names) for language, names in words_of.items()},
            {language: tuple(rows) for language, rows in cases.items()},
            frozenset(word for name in uses for word in words(name)),
        )

    def use(self, token: str, language: str | None = None) -> bool | None:
        """Return whether a given name is also a word; ``None`` for what is no given name.

        In a text of ``language`` a name may be in another case; then it counts only if it is no word.
        """
        return _use(self, token, language)

    def may_be(self, word: str, language: str | None) -> bool:
        """Tell whether a word of a text may belong to a given name."""
        return _may_be(self, word, language)

    def begins(self, token: str) -> bool:
        """Tell whether a word is a given name in any case of any language."""
        return _begins(self, token)

    def nominatives(self, name: str, language: str | None) -> Iterator[str]:
        """Yield what a name without accents may be in the nominative."""
        for ending, nominatives in self.cases.get(language or "", ()):
            if name.endswith(ending) and len(name) - len(ending) >= _STEM:
                stem = name[: -len(ending)]
                for nominative in nominatives:
                    yield stem + nominative


@lru_cache(maxsize=_WORDS_KEPT)
def _use(names: GivenNames, token: str, language: str | None) -> bool | None:
    found = [_part_use(names, part, language) for part in re.split(r"[-‑]", token)]
    if None in found:
        return None
    return all(found) and len(found) == 1  # two names joined are no word


def _part_use(names: GivenNames, part: str, language: str | None) -> bool | None:
    name = plain(part)
    use = names.uses.get(name)
    if use is False and name in names.words.get(language or "", ()):
        return True
    if use is None:
        front, *behind = _APOSTROPHE.split(name)
        suffixed = bool(behind) and len(behind[-1]) <= _SUFFIX and names.uses.get(front) is False
        if suffixed or any(names.uses.get(base) is False for base in names.nominatives(name, language)):
            return False
    return use


@lru_cache(maxsize=_WORDS_KEPT)
def _may_be(names: GivenNames, word: str, language: str | None) -> bool:
    name = plain(word)
    return name in names.parts or any(base in names.parts for base in names.nominatives(name, language))


@lru_cache(maxsize=_WORDS_KEPT)
def _begins(names: GivenNames, token: str) -> bool:
    if _use(names, token, None) is not None:
        return True
    name = plain(token)
    return any(base in names.uses for language in names.cases for base in names.nominatives(name, language))


def plain(name: str) -> str:
    """Return a name for comparison: folded, without accents."""
    letters = unicodedata.normalize("NFKD", fold(name))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def begins_with_article(name: str, given: GivenNames, small: AbstractSet[str]) -> bool:
    """Tell whether one of the small words of a language opens a name in which no given name stands: "De Brug"."""
    first, *others = name.split()
    return fold(first) in small and all(given.use(word) is None for word in (first, *others))


def has_small_inside(name: str, small: AbstractSet[str]) -> bool:
    """Tell whether a heading in capitals, of which a word may be a given name, has small words inside: "TEA IN THE YARD"."""
    return name.isupper() and any(fold(word) in small for word in name.split()[1:-1])
