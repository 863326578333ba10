"""Exact look-up of many forms in one pass: Aho-Corasick with word boundaries, longest match first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Generic, NamedTuple, Self, TypeVar

import ahocorasick

Entry = TypeVar("Entry")

_FOLDS: Final = str.maketrans(
    {
        "ς": "σ", "ά": "α", "έ": "ε", "ή": "η", "ί": "ι", "ό": "ο", "ύ": "υ", "ώ": "ω", "ϊ": "ι", "ΐ": "ι",
        "ϋ": "υ", "ΰ": "υ", "ş": "ș", "ţ": "ț", "’": "'", "ʼ": "'", "`": "'", "‐": "-", "‑": "-",
        "–": "-", "\u00a0": " ", "\u202f": " ", "\n": " ", "\t": " ", "ё": "е", "أ": "ا", "إ": "ا", "آ": "ا",
    }
)  # fmt: skip


_FOLDED: Final = re.compile(f"[{re.escape(''.join(map(chr, _FOLDS)))}]")
_KEPT: Final = 2048
_LONGEST_KEPT: Final = 1000
"""Code points up to which a folded text is kept: the same sentences and words are looked up in many lists."""


def fold(text: str) -> str:
    """Return ``text`` for comparison, of the same length: lower case, Greek accents and variants removed.

    >>> fold("ΔΉΜΟΣ İzmir")
    'δημοσ izmir'
    """
    return _kept(text) if len(text) <= _LONGEST_KEPT else _fold(text)


def _fold(text: str) -> str:
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(letter.lower()[0] for letter in text)
    # Most texts have nothing to translate, and to look is faster than to translate.
    return lower.translate(_FOLDS) if _FOLDED.search(lower) else lower


_kept: Final = lru_cache(maxsize=_KEPT)(_fold)


class Match(NamedTuple, Generic[Entry]):
    """A form found at ``start`` to ``end`` with all that it may stand for, in the order given."""

    start: int
    end: int
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, repr=False)
class Gazetteer(Generic[Entry]):
    """Forms and what they stand for. Build with :meth:`of`; it is not changed afterwards."""

    automaton: ahocorasick.Automaton
    size: int

    @classmethod
    def of(cls, forms: Iterable[tuple[str, Entry]]) -> Self:
        """Build from pairs of form and entry; a form may have several entries, doubles are dropped."""
        entries: dict[str, dict[Entry, None]] = {}
        for form, entry in forms:
            key = fold(form.strip())
            if key:
                entries.setdefault(key, {})[entry] = None
        automaton = ahocorasick.Automaton()
        for key, values in entries.items():
            automaton.add_word(key, (len(key), tuple(values)))
        if entries:
            automaton.make_automaton()
        return cls(automaton, len(entries))

    def get(self, form: str) -> tuple[Entry, ...]:
        """Return what exactly ``form`` stands for, nothing if it is unknown."""
        found = self.automaton.get(fold(form.strip()), None) if self.size else None
        return found[1] if found else ()

    def find(self, text: str) -> Iterator[Match[Entry]]:
        """Yield the whole-word matches in ``text`` in order: at each place the longest, none overlapping."""
        if not self.size:
            return
        folded = fold(text)
        best: dict[int, tuple[int, tuple[Entry, ...]]] = {}
        for last, (length, entries) in self.automaton.iter(folded):
            start, end = last + 1 - length, last + 1
            # Most of what is found ends inside a word, so that is asked first.
            if (not folded[last].isalnum() or not folded[end : end + 1].isalnum()) and _begins(folded, start):
                # The automaton tells the ends in order: what comes later is longer.
                best[start] = end, entries
        covered = 0
        for start in sorted(best):
            end, entries = best[start]
            if start >= covered:
                covered = end
                yield Match(start, end, entries)


def _begins(text: str, start: int) -> bool:
    """Tell whether a span does not begin inside a word."""
    return start == 0 or not text[start - 1].isalnum() or not text[start].isalnum()
