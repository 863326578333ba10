"""Exact look-up of many forms in a text: by the word each begins with, whole words only, longest match first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final, Generic, NamedTuple, Self, TypeVar

from practicegraph.mapping.memory import kept

Entry = TypeVar("Entry")

_FOLDS: Final = str.maketrans(
    {
        "ς": "σ", "ά": "α", "έ": "ε", "ή": "η", "ί": "ι", "ό": "ο", "ύ": "υ", "ώ": "ω", "ϊ": "ι", "ΐ": "ι",
        "ϋ": "υ", "ΰ": "υ", "ş": "ș", "ţ": "ț", "’": "'", "ʼ": "'", "`": "'", "‐": "-", "‑": "-",
        "–": "-", "\u00a0": " ", "\u202f": " ", "\n": " ", "\t": " ", "ё": "е", "أ": "ا", "إ": "ا", "آ": "ا",
    }
)  # fmt: skip


_FOLDED: Final = re.compile(f"[{re.escape(''.join(map(chr, _FOLDS)))}]")
_WORD: Final = re.compile(r"[^\W_]+")
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


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Gazetteer(Generic[Entry]):
    """Forms and what they stand for. Build with :meth:`of`; it is not changed afterwards."""

    forms: Mapping[str, tuple[Entry, ...]]
    """What each folded form stands for."""
    openings: Mapping[str, tuple[tuple[int, int], ...]]
    """Of the forms that begin with a word: their letters before it, and how long they are, the longest first."""

    @classmethod
    def of(cls, forms: Iterable[tuple[str, Entry]]) -> Self:
        """Build from pairs of form and entry; a form may have several entries, doubles are dropped.

        A form without any word is never found.
        """
        entries: dict[str, tuple[Entry, ...]] = {}
        openings: dict[str, tuple[tuple[int, int], ...]] = {}
        shared: dict[
            object, Any
        ] = {}  # most forms have one entry of a few, most words open forms of one length
        for form, entry in forms:
            key = _fold(form.strip())
            known = entries.get(key, ())
            if key and entry not in known:
                found = (*known, entry)
                entries[key] = shared.setdefault(found, found)
        for key in entries:
            word = _WORD.search(key)
            spans = openings.get(word[0], ()) if word else ()
            if word and (span := (word.start(), len(key))) not in spans:
                longest_first = tuple(sorted((*spans, span), key=lambda one: -one[1])) if spans else (span,)
                openings[word[0]] = shared.setdefault(longest_first, longest_first)
        return cls(entries, openings)

    def get(self, form: str) -> tuple[Entry, ...]:
        """Return what exactly ``form`` stands for, nothing if it is unknown."""
        return self.forms.get(fold(form.strip()), ())

    def find(self, text: str) -> list[Match[Entry]]:
        """Return the whole-word matches in ``text`` in order: at each place the longest, none overlapping."""
        folded = fold(text)
        opened, ends = self.openings.get, {}
        for word, at in words(folded):
            spans = opened(word)
            if spans is None:
                continue
            for before, length in spans:
                start, end = at - before, at - before + length
                if start not in ends and folded[start:end] in self.forms and _is_end(folded, end):
                    ends[start] = end
        found: list[Match[Entry]] = []
        for start in sorted(ends):
            if not found or start >= found[-1].end:
                found.append(Match(start, ends[start], self.forms[folded[start : ends[start]]]))
        return found


@kept
def words(folded: str) -> tuple[tuple[str, int], ...]:
    """Return the words of a folded text with their places: all gazetteers ask for them."""
    return tuple([(match[0], match.start()) for match in _WORD.finditer(folded)])


@kept
def vocabulary(text: str) -> frozenset[str]:
    """Return the words of a text, folded."""
    return frozenset([word for word, _ in words(fold(text))])


def _is_end(text: str, end: int) -> bool:
    """Tell whether a span does not end inside a word, nor beyond the text."""
    if end >= len(text):
        return end == len(text)
    return not text[end - 1].isalnum() or not text[end].isalnum()
