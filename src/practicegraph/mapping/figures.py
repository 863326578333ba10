"""Numbers that can be counts, in figures and in words, with the word that multiplies them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final, NamedTuple

from practicegraph.mapping.count_knowledge import CountKnowledge
from practicegraph.mapping.gazetteer import fold
from practicegraph.mapping.numbers import find_numbers
from practicegraph.mapping.numerals import find_numerals

_CUT: Final = re.compile(r"\d[ \u00a0]$")
_SIGNED: Final = re.compile(r"[-/€$£#№§+]\s?$|%$|(?<![^\W\d_]\s)–\s?$")
"""Signs before what is no count; a dash behind a word and a space is none of them: "a year later – 95"."""
_YEARS: Final = range(1900, 2101)
_OLD_YEARS: Final = range(1500, 1900)
_LEAST_CODE: Final = 10_000
_MOST: Final = 100_000_000
"""More is a telephone number."""
_SMALL: Final = 10
"""Up to here a number in words may tell how large a thing is, or belong to the story."""


class Figure(NamedTuple):
    """A number: ``spelled`` in words, or only told ``about``."""

    start: int
    end: int
    value: Decimal
    spelled: bool
    about: bool = False

    @property
    def small(self) -> bool:
        """Tell whether it is a small number in words, which needs surer signs that it counts people."""
        return self.spelled and self.value <= _SMALL


def find_figures(text: str, knowledge: CountKnowledge, language: str) -> list[Figure]:
    """Return the numbers in ``text`` that can be counts, in order."""
    folded = fold(text)
    written = list(_written(text, folded, knowledge, language))
    spelled = _spelled(text, folded, knowledge, language)
    # "5 thousand" is one number in figures, its word none of its own.
    alone = (
        one
        for one in spelled
        if not any(one.start < other.end and other.start < one.end for other in written)
    )
    return sorted([*written, *alone])


def is_code(text: str, figure: Figure) -> bool:
    """Tell whether a number is written as the years before 1900 or postal codes are: "1890", "49084"."""
    plain = text[figure.start : figure.end].isdecimal()
    return plain and (figure.value in _OLD_YEARS or figure.value >= _LEAST_CODE)


def _written(text: str, folded: str, knowledge: CountKnowledge, language: str) -> Iterator[Figure]:
    for number in find_numbers(text):
        before = text[max(0, number.start - 2) : number.start]
        # A digit before "45,000" is that of a footnote; before "450" both may be one number.
        cut = not number.grouped and _CUT.search(before) is not None
        signed = cut or _SIGNED.search(text, max(0, number.start - 4), number.start) is not None
        year = not number.grouped and number.value in _YEARS
        many = _magnitude(folded, number.end, knowledge, language)
        if many and not signed:
            times, end = many
            yield Figure(number.start, end, number.value * times, spelled=False)
        elif not signed and not year and number.value % 1 == 0 and 1 < number.value < _MOST:
            yield Figure(number.start, number.end, number.value, spelled=False)


def _spelled(text: str, folded: str, knowledge: CountKnowledge, language: str) -> Iterator[Figure]:
    for number in find_numerals(text, knowledge.numerals, language):
        times, end = _magnitude(folded, number.end, knowledge, language) or (Decimal(1), number.end)
        yield Figure(number.start, end, number.value * times, spelled=True, about=number.about)


def _magnitude(folded: str, at: int, knowledge: CountKnowledge, language: str) -> tuple[Decimal, int] | None:
    """Return by what the word at ``at`` multiplies the number before it, and where it ends."""
    found = knowledge.magnitudes.match(folded, at)
    if found is None:
        return None
    meaning = knowledge.factors.meaning(found["word"], language)
    return meaning.factor, found.start("word") + meaning.length
