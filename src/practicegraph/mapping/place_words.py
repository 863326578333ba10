"""Words and endings that say that a name is the place of something: "in Wells", "the town of Wells", "Inarissa"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Final, Self

from practicegraph.languages import primary_subtag
from practicegraph.mapping.gazetteer import fold, places, words
from practicegraph.mapping.tables import read_table

_BETWEEN: Final = 3
"""Words between a preposition and the name: "in the town of"."""
_BEHIND: Final = 2
"""Words of a name that stands before its ending or kind."""
_SHORTEST_STEM: Final = 2
_LONGEST_ENDING: Final = 7
_NO_FORMS: Final[frozenset[str]] = frozenset()
_APOSTROPHES: Final = "'’ʼ"


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class PlaceWords:
    """The words around the names of towns by language, and how the names are inflected there."""

    before: Mapping[str, frozenset[str]]
    kinds: Mapping[str, frozenset[str]]
    joints: Mapping[str, frozenset[str]]
    behind: Mapping[str, frozenset[str]]
    endings: Mapping[str, tuple[str, ...]]
    out: Mapping[str, frozenset[str]]
    away: Mapping[str, tuple[str, ...]]
    ands: Mapping[str, frozenset[str]]
    nouns: frozenset[str]
    """Languages that write all nouns with a capital."""
    inflected: Mapping[str, Mapping[str, tuple[str, ...]]]
    """By language and ending of an inflected name: the endings of the dictionary form."""

    @classmethod
    def load(cls) -> Self:
        """Read ``place_words.csv`` and ``place_endings.csv`` of the lexicon."""
        forms: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for row in read_table("place_words.csv", ("class", "language", "form")):
            forms[row["class"]][row["language"]].add(fold(row["form"]))
        behind = {
            language: frozenset(forms["after"][language] | forms["suffix"][language])
            for language in {*forms["after"], *forms["suffix"]}
        }
        inflected: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for row in read_table("place_endings.csv", ("language", "ending", "replacements")):
            for written in row["replacements"].split("|"):
                inflected[row["language"]][fold(written)].append(fold(row["ending"]))
        return cls(
            before=_frozen(forms["in"]),
            kinds=_frozen(forms["town"]),
            joints=_frozen(forms["of"]),
            behind=behind,
            endings={language: tuple(sorted(known)) for language, known in forms["ending"].items()},
            out=_frozen(forms["out"]),
            ands=_frozen(forms["and"]),
            nouns=frozenset(forms["nouns"]),
            away={language: tuple(sorted(known)) for language, known in forms["away"].items()},
            inflected={
                language: {ending: tuple(dict.fromkeys(bases)) for ending, bases in known.items()}
                for language, known in inflected.items()
            },
        )

    def knows(self, language: str | None) -> bool:
        """Tell whether the words of a language are known."""
        tag = primary_subtag(language)
        return tag in self.before or tag in self.endings or tag in self.behind

    def placed(self, text: str, language: str | None) -> Iterator[int]:
        """Yield the numbers of the words of ``text`` with which the name of a place may begin, in no strict order.

        Each begins with a capital, and a word or ending says that something is there.
        """
        tag = primary_subtag(language)
        before, kinds = self.before.get(tag, _NO_FORMS), self.kinds.get(tag, _NO_FORMS)
        behind, endings = self.behind.get(tag, _NO_FORMS), self.endings.get(tag, ())
        folded = fold(text)
        own = words(folded)
        for number, word in enumerate(own):
            if word in before or word in kinds:
                first = self._after(text, folded, number, tag)
                if first is not None:
                    yield first
            elif word in behind:
                yield from _names_before(text, folded, number)
            if endings and word.endswith(endings) and _is_name(text, folded, number):
                yield number

    def _after(self, text: str, folded: str, number: int, language: str) -> int | None:
        """Return the word with which a name behind a preposition or kind begins, ``None`` if there is none."""
        own, spans = words(folded), places(folded)
        skipped = self.kinds.get(language, _NO_FORMS) | self.joints.get(language, _NO_FORMS)
        last = number
        for following in range(number + 1, min(number + 2 + _BETWEEN, len(own))):
            if text[spans[last][1] : spans[following][0]].strip(" \u00a0\n.'’«„“\"*"):
                return None
            if own[following] not in skipped:
                return following if _is_name(text, folded, following) else None
            last = following
        return None

    def bases(self, form: str, language: str | None) -> Iterator[str]:
        """Yield the dictionary forms that an inflected name, folded, of one or several words may have."""
        known = self.inflected.get(primary_subtag(language))
        if known is None:
            return
        options = [tuple(_word_bases(word, known)) for word in form.split(" ")]
        for option in product(*options):
            base = " ".join(option)
            if base != form:
                yield base


def _frozen(forms: Mapping[str, set[str]]) -> dict[str, frozenset[str]]:
    return {language: frozenset(known) for language, known in forms.items()}


def _word_bases(word: str, known: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """Yield a word and its possible dictionary forms."""
    yield word
    for length in range(min(_LONGEST_ENDING, len(word) - _SHORTEST_STEM), -1, -1):
        stem = word[: len(word) - length]
        for ending in known.get(word[len(stem) :], ()):
            yield stem + ending


def _is_name(text: str, folded: str, number: int) -> bool:
    """Tell whether a word is written as a name is; scripts without capitals write all words so."""
    first = text[places(folded)[number][0]]
    return first.isalpha() and not first.islower()


def _names_before(text: str, folded: str, number: int) -> Iterator[int]:
    """Yield the words with which a name right before the given word may begin, the longest name first."""
    spans = places(folded)
    first = number
    while first and number - first < _BEHIND:
        gap = text[spans[first - 1][1] : spans[first][0]]
        if gap not in {" ", "\u00a0", "-", *_APOSTROPHES} or not _is_name(text, folded, first - 1):
            break
        first -= 1
    yield from range(first, number)
