"""Sets of words, one of which a text must have in full: to ask takes less than to search for what they belong to."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Self

from practicegraph.mapping.gazetteer import fold, places, vocabulary, words
from practicegraph.mapping.tables import LazyPattern

_WORDS_KEPT: Final = 8192


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


class OpeningPattern:
    """A pattern that begins with one of some forms: it is tried only where the first word of one stands."""

    def __init__(self, forms: Iterable[str], *parts: str | Sequence[str]) -> None:
        """Keep the first words of the forms and the parts of the pattern, as :class:`LazyPattern` has them.

        A ``*`` at the end of a first word stands for any letters; a form that begins with a sign may stand wherever it does.
        """
        written = {fold(way) for form in forms for way in (form, form.upper())}
        first = [(known[0], form) for form in written if (known := words(form))]
        self._signs = frozenset(form[0] for form in written if not form[0].isalnum())
        self._begun = tuple({word for word, form in first if form.startswith(f"{word}*")})
        self._first = frozenset(word for word, _ in first)
        self._pattern = LazyPattern(*parts)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Return the places of a text, none of them inside another."""
        if any(sign in text for sign in self._signs):
            return self._pattern.finditer(text)
        own = vocabulary(text)
        opening = {word for word in own if _opens(word, self)} if self._begun else self._first & own
        return self._opened(text, opening) if opening else iter(())  # most texts have none

    def _opened(self, text: str, opening: Collection[str]) -> Iterator[re.Match[str]]:
        """Yield the places that begin with one of the words ``opening``."""
        folded, reached = fold(text), 0
        for word, (start, _) in zip(words(folded), places(folded), strict=True):
            found = self._pattern.match(text, start) if word in opening and start >= reached else None
            if found is not None:
                yield found
                reached = found.end()

    def may_begin_with(self, word: str) -> bool:
        """Tell whether a form may begin with a word, folded."""
        return word in self._first or word.startswith(self._begun)


@lru_cache(maxsize=_WORDS_KEPT)
def _opens(word: str, pattern: OpeningPattern) -> bool:
    return pattern.may_begin_with(word)
