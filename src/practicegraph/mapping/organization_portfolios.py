"""Names of ministries and departments that tell several things they are answerable for.

"Ministry of Labour, Family and Youth": a comma and a conjunction part no two names there.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Self

from practicegraph.mapping.gazetteer import fold
from practicegraph.mapping.organization_names import NameSpan
from practicegraph.mapping.tables import LazyPattern, read_table

_WORD: Final = re.compile(r"[ \u00a0]?(?:[^\W\d_]{1,4}['’])?([^\W\d_]+(?:['’-][^\W\d_]+)*)")
_BEFORE: Final = re.compile(r"([^\W\d_]+)(,?)[ \u00a0]\Z")
_LONGEST_SMALL: Final = 5
_MOST_WORDS: Final = 7
_REACH: Final = 40
"""Code points before a word in which the one before it stands."""


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Portfolios:
    """The words of such names by language: those that tell such a body, and those for what it is answerable for."""

    heads: Mapping[str, LazyPattern]
    fields: Mapping[str, LazyPattern]
    separators: Mapping[str, LazyPattern]
    last: frozenset[str]
    """The languages whose names end with the word for the body."""

    @classmethod
    def load(cls, conjunctions: Mapping[str, frozenset[str]], last: frozenset[str]) -> Self:
        """Read ``portfolios.csv`` of the lexicon; ``conjunctions`` are those between two names, by language."""
        forms: dict[tuple[str, str], list[str]] = defaultdict(list)
        for row in read_table("portfolios.csv", ("language", "kind", "form")):
            forms[row["kind"], row["language"]].append(fold(row["form"]))
        languages = {language for _, language in forms}
        return cls(
            {one: LazyPattern(r"(?<!\w)\w*(?:", forms["head", one], r")\w*") for one in languages},
            {one: LazyPattern("(?:", forms["field", one], r")[\w'’-]*") for one in languages},
            {
                one: LazyPattern(
                    r"(?:,[ \u00a0](?:(?P<further>",
                    (known := sorted({*conjunctions.get(one, ()), *forms["joint", one]})),
                    r")(?=[ \u00a0]))?|[ \u00a0](?P<joint>",
                    known,
                    r")(?=[ \u00a0]))",
                )
                for one in languages
            },
            last & languages,
        )

    def is_field(self, word: str, language: str) -> bool:
        """Tell whether a word is of what a ministry is answerable for."""
        return self.fields[language].fullmatch(fold(word)) is not None

    def end_of(self, text: str, start: int, end: int, language: str, tells: Callable[[str], bool]) -> int:
        """Return where a name ends with all that it enumerates behind ``end``; ``tells`` says whether a word tells a kind.

        What is enumerated ends with a conjunction and one thing more, else the comma ends the name.
        """
        if language not in self.fields or self.heads[language].search(fold(text[start:end])) is None:
            return end
        reached, at = end, end
        while (separator := self.separators[language].match(text, at)) is not None:
            behind = self._thing(text, separator.end(), language, tells)
            if behind is None:
                break
            at = behind
            reached = at if separator["joint"] or separator["further"] else reached
        return reached

    def _thing(self, text: str, at: int, language: str, tells: Callable[[str], bool]) -> int | None:
        """Return where one thing that is enumerated ends, ``None`` if none stands there or it is another body's name."""
        end: int | None = None
        for _ in range(_MOST_WORDS):
            word = _WORD.match(text, at)
            if word is None:
                break
            if self.is_field(word[1], language):
                end = word.end()
            elif tells(word[1]):
                return None  # "the Ministry of Labour and the Employment Agency"
            elif not word[1].islower() or len(word[1]) > _LONGEST_SMALL or self._joins(word[1], language):
                break
            at = word.end()
        return end

    def _joins(self, word: str, language: str) -> bool:
        return self.separators[language].match(f" {word} ") is not None

    def spans(self, text: str, language: str) -> Iterator[NameSpan]:
        """Yield the names that end with the word for the body: "Socialinės apsaugos ir darbo ministerija"."""
        if language not in self.last:
            return
        for head in self.heads[language].finditer(fold(text)):
            start, begin, joined = head.start(), head.start(), False
            while (word := _BEFORE.search(text, max(0, begin - _REACH), begin)) is not None:
                if not self.is_field(word[1], language) and not self._joins(word[1], language):
                    break
                begin, joined = word.start(), joined or self._joins(word[1], language)
                start = begin if word[1][0].isupper() else start
            if joined and start < head.start():
                yield NameSpan(start, head.end(), start)
