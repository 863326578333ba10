"""Sets of words, one of which a text must have in full: to ask takes less than to search for what they belong to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from practicegraph.mapping.gazetteer import fold, vocabulary, words
from practicegraph.mapping.tables import LazyPattern


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

    @classmethod
    def of_forms(cls, forms: Iterable[str]) -> Self:
        """Build from the words of each form; in capitals too, where a Turkish "ı" is an "I"."""
        return cls.of(frozenset(words(fold(way))) for form in forms for way in (form, form.upper()))

    def any_in(self, own: frozenset[str]) -> bool:
        """Tell whether ``own`` words have all those of one of the sets."""
        return self.everywhere or any(
            one <= own for word in self.by_word.keys() & own for one in self.by_word[word]
        )


class ToldPattern:
    """A pattern that finds nothing without the words of one of some forms: most texts are not searched for it."""

    def __init__(self, forms: Iterable[str], *parts: str | Sequence[str]) -> None:
        """Keep the words of the forms and the parts of the pattern, as :class:`LazyPattern` has them."""
        self._words = WordSets.of_forms(forms)
        self._pattern = LazyPattern(*parts)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Return the places of a text."""
        return self._pattern.finditer(text) if self._words.any_in(vocabulary(text)) else iter(())
