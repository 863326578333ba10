"""The small words of languages, by which a text of the document's own language is known at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Self

from practicegraph.mapping.gazetteer import fold, words
from practicegraph.mapping.tables import read_table

_SHARE: Final = 0.12
"""Least share of a text's words that are small words of its own language."""


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class FunctionWords:
    """The commonest small words by language."""

    forms: Mapping[str, frozenset[str]]

    @classmethod
    def load(cls) -> Self:
        """Read ``function_words.csv`` of the lexicon."""
        forms: dict[str, set[str]] = defaultdict(set)
        for row in read_table("function_words.csv", ("language", "form")):
            forms[row["language"]].add(fold(row["form"]))
        return cls({language: frozenset(known) for language, known in forms.items()})

    def are_of(self, text: str, language: str) -> bool:
        """Tell whether so many words of ``text`` are small words of ``language`` that it is in that language.

        A language without such words is never told apart from others.
        """
        known = self.forms.get(language)
        if known is None:
            return True
        found = words(fold(text))
        return sum(word in known for word in found) >= _SHARE * len(found)
