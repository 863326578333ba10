"""Sets of words, one of which a text must have in full: to ask takes less than to search for what they belong to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class WordSets:
    """Sets of folded words by the longest of each, which is the rarest. Build with :meth:`of`."""

    by_word: Mapping[str, tuple[frozenset[str], ...]]
    everywhere: bool
    """Whether a set is empty: every text has all its words."""

    @classmethod
    def of(cls, sets: Iterable[frozenset[str]]) -> Self:
        """Build from sets of words."""
        by_word: dict[str, set[frozenset[str]]] = {}
        for one in sets:
            word = next(iter(one)) if len(one) == 1 else max(sorted(one), key=len, default="")
            by_word.setdefault(word, set()).add(one)
        everywhere = by_word.pop("", None) is not None
        return cls({word: tuple(known) for word, known in by_word.items()}, everywhere)

    def any_in(self, words: frozenset[str]) -> bool:
        """Tell whether ``words`` have all those of one of the sets."""
        return self.everywhere or any(
            one <= words for word in self.by_word.keys() & words for one in self.by_word[word]
        )
