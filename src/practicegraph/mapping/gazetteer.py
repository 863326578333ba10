"""Exact look-up of many forms in a text: by the word each begins with, whole words only, longest match first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
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
_DOTTED: Final = "\u0130"
"""The one letter that is two code points in lower case."""
_SEPARATOR: Final = "\0"
_WORD: Final = re.compile(r"[^\W_]+")
_KEPT: Final = 2048
_LONG: Final = 1000
"""Code points up to which a folded text is kept for long: the same sentences and words are looked up in many lists."""
_LONG_KEPT: Final = 4
_LONGEST_KEPT: Final = 50_000
"""Code points up to which the last few folded texts are kept: a whole document is looked up in several lists."""


def fold(text: str) -> str:
    """Return ``text`` for comparison, of the same length: lower case, Greek accents and variants removed.

    >>> fold("ΔΉΜΟΣ İzmir")
    'δημοσ izmir'
    """
    if len(text) <= _LONG:
        return _kept(text)
    return _kept_long(text) if len(text) <= _LONGEST_KEPT else _fold(text)


def _fold(text: str) -> str:
    lower = text.replace(_DOTTED, "i").lower()
    # Most texts have nothing to translate, and to look for it is faster than to translate all.
    return _FOLDED.sub(lambda found: _FOLDS[ord(found[0])], lower)


_kept: Final = lru_cache(maxsize=_KEPT)(_fold)
_kept_long: Final = lru_cache(maxsize=_LONG_KEPT)(_fold)


class Match(NamedTuple, Generic[Entry]):
    """A form found at ``start`` to ``end`` with all that it may stand for, in the order given."""

    start: int
    end: int
    entries: tuple[Entry, ...]


class Shape(NamedTuple):
    """What a form has besides its first word: letters before it, how many words in all, letters after the last."""

    before: int
    words: int
    after: int


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Gazetteer(Generic[Entry]):
    """Forms and what they stand for. Build with :meth:`of`; it is not changed afterwards."""

    forms: Mapping[str, tuple[Entry, ...]]
    """What each folded form stands for."""
    openings: Mapping[str, tuple[Shape, ...]]
    """The shapes of the forms that begin with a word and are not that word alone, the longest first."""

    @classmethod
    def of(cls, forms: Iterable[tuple[str, Entry]]) -> Self:
        """Build from pairs of form and entry; a form may have several entries, doubles are dropped.

        A form without any word is never found.
        """
        pairs = list(forms)
        entries: dict[str, tuple[Entry, ...]] = {}
        shared: dict[
            object, Any
        ] = {}  # most forms have one entry of a few, most words open forms of one shape
        for key, (_, entry) in zip(_fold_all([form for form, _ in pairs]), pairs, strict=True):
            known = entries.get(key, ())
            if key and entry not in known:
                found = (*known, entry)
                entries[key] = shared.setdefault(found, found)
        openings: dict[str, tuple[Shape, ...]] = {}
        for key in entries:
            if key.isalnum():
                continue
            word, shape = _shape(key)
            shapes = openings.get(word, ())
            if word and shape not in shapes:
                longest_first = tuple(sorted((*shapes, shape), key=_longest)) if shapes else (shape,)
                openings[word] = shared.setdefault(longest_first, longest_first)
        return cls(entries, openings)

    def get(self, form: str) -> tuple[Entry, ...]:
        """Return what exactly ``form`` stands for, nothing if it is unknown."""
        return self.forms.get(fold(form.strip()), ())

    def may_stand_in(self, own: Iterable[str]) -> bool:
        """Tell whether any of the words of a text, folded, begins a form."""
        return not (self.forms.keys().isdisjoint(own) and self.openings.keys().isdisjoint(own))

    def find(self, text: str) -> list[Match[Entry]]:
        """Return the whole-word matches in ``text`` in order: at each place the longest, none overlapping."""
        folded = fold(text)
        own = words(folded)
        if not self.may_stand_in(own):
            return []  # most texts
        ends = self._ends(folded, own)
        found: list[Match[Entry]] = []
        for start in sorted(ends):
            if not found or start >= found[-1].end:
                found.append(Match(start, ends[start], self.forms[folded[start : ends[start]]]))
        return found

    def _ends(self, folded: str, own: tuple[str, ...]) -> dict[int, int]:
        """Return where the longest form at each place ends; ``own`` are the words of the text."""
        forms, opened, spans = self.forms, self.openings, places(folded)
        ends: dict[int, int] = {}
        for number, word in enumerate(own):
            if word in opened:
                for before, count, after in opened[word]:
                    if number + count > len(own):
                        continue
                    start, end = spans[number][0] - before, spans[number + count - 1][1] + after
                    if folded[start:end] in forms and start not in ends and start >= 0 and end <= len(folded):
                        ends[start] = end
            if word in forms:
                ends.setdefault(*spans[number])
        return ends


def _fold_all(forms: Sequence[str]) -> list[str]:
    """Return forms stripped and folded: all at once takes a third of what one by one does."""
    folded = _fold(_SEPARATOR.join(map(str.strip, forms))).split(_SEPARATOR)
    return folded if len(folded) == len(forms) else [_fold(form.strip()) for form in forms]


def _shape(key: str) -> tuple[str, Shape]:
    """Return the first word of a folded form, empty if it has none, and its shape."""
    parts = key.split(" ")
    if all(map(str.isalnum, parts)):
        return parts[0], Shape(0, len(parts), 0)
    found = list(_WORD.finditer(key))
    if not found:
        return "", Shape(0, 0, 0)
    return found[0][0], Shape(found[0].start(), len(found), len(key) - found[-1].end())


def _longest(shape: Shape) -> tuple[int, int]:
    return (-shape.words, -shape.after)


@kept
def words(text: str) -> tuple[str, ...]:
    """Return the words of a text, mostly a folded one: all gazetteers ask for them."""
    return tuple(_WORD.findall(text))


@kept
def places(folded: str) -> tuple[tuple[int, int], ...]:
    """Return where the words of a folded text begin and end."""
    found, end = [], 0
    for word in words(folded):
        start = folded.index(word, end)
        end = start + len(word)
        found.append((start, end))
    return tuple(found)


@kept
def vocabulary(text: str) -> frozenset[str]:
    """Return the words of a text, folded."""
    return frozenset(words(fold(text)))
