"""Numbers that count on: of the people told before, or of people named in both forms of their word."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Self

from practicegraph.mapping.tables import LazyPattern

_FAR: Final = 200
"""Code points between a number and the one whose people it goes on counting."""
_SENTENCE: Final = re.compile(r"[.!?](?:\s|$)|\n")
_BEGINS: Final = re.compile(r"(?:\A|[.!?:;,–—]\s+|\n\s*|[-•*]\s*)\Z")
_PAIR: Final = re.compile(
    r"[ \u00a0](?:[^\W\d_]{4,}[ \u00a0])?(?P<first>[^\W\d_]{4,})[ \u00a0](?P<joint>[^\W\d_]{1,3})[ \u00a0](?P<second>[^\W\d_]{4,})(?!\w)"
)
_STEM: Final = 4
_ENDING: Final = 6


@dataclass(frozen=True, slots=True, repr=False)
class Continuations:
    """Verbs of people behind a bare number, and the endings of the words for women beside those for men."""

    verbs: LazyPattern
    """Verbs that go on telling of people named before: "71 have a contract"."""
    deeds: LazyPattern
    """Verbs that only people do: "150 signed a contract"."""
    joined: LazyPattern
    """A conjunction right before a number."""
    women: tuple[str, ...]

    @classmethod
    def of(cls, forms: Mapping[str, Sequence[str]]) -> Self:
        """Return the patterns of the forms of ``count_words.csv`` by class."""
        return cls(
            verbs=_behind(forms["goes-on"]),
            deeds=_behind(forms["deed"]),
            joined=LazyPattern(r"(?i)(?<!\w)", forms["further"], r"\s+\Z"),
            women=tuple(forms["women"]),
        )

    def is_verb(self, text: str) -> bool:
        """Tell whether words are a verb that goes on telling of people, and nothing else."""
        found = self.verbs.match(f" {text}")
        return found is not None and found.end() == len(text) + 1

    def goes_behind(self, text: str, end: int) -> bool:
        """Tell whether a verb of people stands right behind a number."""
        return (self.verbs.match(text, end) or self.deeds.match(text, end)) is not None

    def goes_on(self, text: str, start: int, end: int, last: int | None) -> bool:
        """Tell whether a bare number goes on counting the people that end at ``last``, or begins with their deed."""
        begins = _BEGINS.search(text, max(0, start - 4), start) or self.joined.search(
            text, max(0, start - 8), start
        )
        if begins is None:
            return False
        if self.deeds.match(text, end) and not text[:start].strip(" -•*"):
            return True
        if last is None or start - last > _FAR or len(_SENTENCE.findall(text, last, start)) > 1:
            return False
        return self.goes_behind(text, end)

    def paired(self, text: str, end: int) -> int | None:
        """Return where two words for the same people end behind a number: "34 Lotsinnen und Lotsen"."""
        pair = _PAIR.match(text, end)
        if pair is None:
            return None
        first, second = pair["first"].casefold(), pair["second"].casefold()
        alike = enumerate(zip(first, second, strict=False))
        stem = next((at for at, (one, other) in alike if one != other), min(len(first), len(second)))
        rests = first[stem:], second[stem:]
        fits = stem >= _STEM and first != second and max(map(len, rests)) <= _ENDING
        return pair.end() if fits and (first.endswith(self.women) != second.endswith(self.women)) else None


def _behind(forms: Sequence[str]) -> LazyPattern:
    return LazyPattern(r"(?i)[ \u00a0]", forms, r"(?!\w)")
