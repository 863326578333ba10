"""Exact look-up of many forms in a text: by the word each begins with, whole words only, longest match first."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Generic, NamedTuple, Self, TypeVar

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
_WORDS: Final = re.compile(r"\w+")
"""The same in a text without underscores: a class alone is found faster than one that leaves one out."""
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


_ONE: Final = Shape(0, 1, 0)
_TWO: Final = Shape(0, 2, 0)


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Gazetteer(Generic[Entry]):
    """Forms and what they stand for. Build with :meth:`of`; it is not changed afterwards."""

    forms: Mapping[str, tuple[Entry, ...]]
    """What each folded form stands for."""
    openings: Mapping[str, tuple[Shape, ...]]
    """The shapes of the forms that begin with a word, the longest first."""

    @classmethod
    def of(cls, forms: Iterable[tuple[str, Entry]]) -> Self:
        """Build from pairs of form and entry; a form may have several entries, doubles are dropped.

        A form without any word is never found.
        """
        pairs = list(forms)
        folded = fold_all([form for form, _ in pairs])
        return cls.of_folded(((key,), entry) for key, (_, entry) in zip(folded, pairs, strict=True))

    @classmethod
    def of_folded(cls, groups: Iterable[tuple[Iterable[str], Entry]]) -> Self:
        """Build from entries with their forms, stripped and folded: to fold the parts of many forms takes less."""
        entries: dict[str, tuple[Entry, ...]] = {}
        shared: dict[tuple[Entry, ...], tuple[Entry, ...]] = {}  # most forms have one entry of a few
        for keys, entry in groups:
            alone = shared.setdefault((entry,), (entry,))
            for key in keys:
                known = entries.setdefault(key, alone)
                if known is not alone and entry not in known:
                    more = (*known, entry)
                    entries[key] = shared.setdefault(more, more)
        entries.pop("", None)
        return cls(entries, _openings(entries))

    def get(self, form: str) -> tuple[Entry, ...]:
        """Return what exactly ``form`` stands for, nothing if it is unknown."""
        return self.forms.get(fold(form.strip()), ())

    def may_stand_in(self, own: Iterable[str]) -> bool:
        """Tell whether any of the words of a text, folded, begins a form."""
        return not self.openings.keys().isdisjoint(own)

    def find(self, text: str) -> list[Match[Entry]]:
        """Return the whole-word matches in ``text`` in order: at each place the longest, none overlapping."""
        folded = fold(text)
        own = words(folded)
        opening = self.openings.keys() & own
        if not opening:
            return []  # most texts
        ends = self._ends(folded, own, opening)
        found: list[Match[Entry]] = []
        for start in sorted(ends):
            if not found or start >= found[-1].end:
                found.append(Match(start, ends[start], self.forms[folded[start : ends[start]]]))
        return found

    def _ends(self, folded: str, own: tuple[str, ...], opening: Collection[str]) -> dict[int, int]:
        """Return where the longest form at each place ends; ``own`` are the words of the text, some of them ``opening``."""
        forms, spans = self.forms, places(folded)
        ends: dict[int, int] = {}
        for number, word in enumerate(own):
            if word in opening:
                for before, count, after in self.openings[word]:
                    if number + count > len(own):
                        continue
                    start, end = spans[number][0] - before, spans[number + count - 1][1] + after
                    if folded[start:end] in forms and start not in ends and start >= 0 and end <= len(folded):
                        ends[start] = end
        return ends


def fold_all(forms: Sequence[str]) -> list[str]:
    """Return forms stripped and folded: all at once takes a third of what one by one does."""
    folded = _fold(_SEPARATOR.join(map(str.strip, forms))).split(_SEPARATOR)
    return folded if len(folded) == len(forms) else [_fold(form.strip()) for form in forms]


def _openings(keys: Collection[str]) -> dict[str, tuple[Shape, ...]]:
    """Return the shapes of folded forms by their first words, the longest first."""
    alone = frozenset(filter(str.isalnum, keys))
    shapes: dict[str, set[Shape]] = {}
    pairs = set()
    for key in keys:
        if key in alone:
            continue
        first, _, rest = key.partition(" ")
        if rest.isalnum() and first.isalnum():
            pairs.add(first)  # most
            continue
        found = list(_WORD.finditer(key))
        if found:
            shape = Shape(found[0].start(), len(found), len(key) - found[-1].end())
            shapes.setdefault(found[0][0], set()).add(shape)
    openings: dict[str, tuple[Shape, ...]] = dict.fromkeys(
        alone - pairs, (_ONE,)
    )  # most words open forms of one shape
    openings.update(dict.fromkeys(pairs - alone, (_TWO,)))
    openings.update(dict.fromkeys(pairs & alone, (_TWO, _ONE)))
    shared: dict[tuple[Shape, ...], tuple[Shape, ...]] = {}
    for word, known in shapes.items():
        ordered = tuple(sorted({*known, *openings.get(word, ())}, key=_longest))
        openings[word] = shared.setdefault(ordered, ordered)
    return openings


def _longest(shape: Shape) -> tuple[int, int, int]:
    return (-shape.words, -shape.after, shape.before)


@kept
def words(text: str) -> tuple[str, ...]:
    """Return the words of a text, mostly a folded one: all gazetteers ask for them."""
    return tuple(_WORDS.findall(text.replace("_", " ")))


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
