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
_APOSTROPHES: Final = "'’ʼ"
_EDGES: Final = " \u00a0\n.'’«„“\"*"


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class LanguageWords:
    """The words of one language around the names of towns and countries, folded."""

    leading: frozenset[str]
    """Prepositions and kinds of towns, before a name."""
    skipped: frozenset[str]
    """Kinds of towns, and words between them and the name."""
    behind: frozenset[str]
    """Kinds of towns and endings behind an apostrophe, after a name."""
    telling: frozenset[str]
    """The words of ``leading`` and ``behind``."""
    endings: tuple[str, ...]
    joints: frozenset[str]
    """Words for "of"."""
    out: frozenset[str]
    """Words for "from"."""
    away: tuple[str, ...]
    """Endings for "from"."""
    ands: frozenset[str]
    articles: frozenset[str]
    """Articles before countries."""
    nouns: bool
    """Whether all nouns are written with a capital."""
    inflected: Mapping[str, tuple[str, ...]]
    """By the ending of an inflected name: the endings of the dictionary form."""

    @classmethod
    def of(cls, forms: Mapping[str, set[str]], inflected: Mapping[str, list[str]]) -> Self:
        """Return the words of a language from those of each class of ``place_words.csv``."""
        known = {name: frozenset(values) for name, values in forms.items()}
        none: frozenset[str] = frozenset()
        leading = known.get("in", none) | known.get("town", none)
        behind = known.get("after", none) | known.get("suffix", none)
        return cls(
            leading=leading,
            skipped=known.get("town", none) | known.get("of", none),
            behind=behind,
            telling=leading | behind,
            endings=tuple(sorted(known.get("ending", none))),
            joints=known.get("of", none),
            out=known.get("out", none),
            away=tuple(sorted(known.get("away", none))),
            ands=known.get("and", none),
            articles=known.get("the", none),
            nouns="nouns" in known,
            inflected={ending: tuple(dict.fromkeys(bases)) for ending, bases in inflected.items()},
        )


_NONE: Final = LanguageWords.of({}, {})


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class PlaceWords:
    """The words around the names of towns and countries by language, and how towns' names are inflected there."""

    languages: Mapping[str, LanguageWords]
    fled: frozenset[str]
    """The codes of countries from which many people fled or moved away."""

    @classmethod
    def load(cls) -> Self:
        """Read ``place_words.csv`` and ``place_endings.csv`` of the lexicon."""
        forms: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        fled = set()
        for row in read_table("place_words.csv", ("class", "language", "form")):
            if row["class"] == "fled":
                fled.add(row["form"])
                continue
            forms[row["language"]][row["class"]].add(fold(row["form"]))
        inflected: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for row in read_table("place_endings.csv", ("language", "ending", "replacements")):
            for written in row["replacements"].split("|"):
                inflected[row["language"]][fold(written)].append(fold(row["ending"]))
        own = {tag: LanguageWords.of(known, inflected.get(tag, {})) for tag, known in forms.items()}
        return cls(own, frozenset(fled))

    def of(self, language: str | None) -> LanguageWords:
        """Return the words of a language, none if they are not known."""
        return self.languages.get(primary_subtag(language), _NONE)

    def knows(self, language: str | None) -> bool:
        """Tell whether the words around towns are known in a language."""
        own = self.of(language)
        return bool(own.telling or own.endings)

    def placed(self, text: str, language: str | None) -> Iterator[int]:
        """Yield the numbers of the words of ``text`` with which the name of a place may begin, in no strict order.

        Each begins with a capital, and a word or ending says that something is there.
        """
        own = self.of(language)
        telling, endings = own.telling, own.endings
        folded = fold(text)
        for number, word in enumerate(words(folded)):
            if word in telling:
                if word in own.behind:
                    yield from _names_before(text, folded, number)
                first = _name_after(text, folded, number, own.skipped) if word in own.leading else None
                if first is not None:
                    yield first
            elif endings and word.endswith(endings) and _is_name(text, folded, number):
                yield number

    def bases(self, form: str, language: str | None) -> Iterator[str]:
        """Yield the dictionary forms that an inflected name, folded, of one or several words may have."""
        known = self.of(language).inflected
        if not known:
            return
        options = [tuple(_word_bases(word, known)) for word in form.split(" ")]
        for option in product(*options):
            base = " ".join(option)
            if base != form:
                yield base


def _name_after(text: str, folded: str, number: int, skipped: frozenset[str]) -> int | None:
    """Return the word with which a name behind a preposition or kind begins, ``None`` if there is none."""
    own, spans = words(folded), places(folded)
    last = number
    for following in range(number + 1, min(number + 2 + _BETWEEN, len(own))):
        if text[spans[last][1] : spans[following][0]].strip(_EDGES):
            return None
        if own[following] not in skipped:
            return following if _is_name(text, folded, following) else None
        last = following
    return None


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
