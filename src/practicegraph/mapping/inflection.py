"""Surface forms of labels: inflected words by the endings of a language, from ``inflection.csv``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, product
from typing import Final, NamedTuple, Self

from practicegraph.mapping.gazetteer import fold
from practicegraph.mapping.tables import read_table

_MOST_FORMS: Final = 120
_SHORTEST_STEM: Final = 3
_PREFIXES: Final = "+"


class _Ending(NamedTuple):
    """What replaces an ending, but itself: as it is written, and folded."""

    written: tuple[str, ...]
    folded: tuple[str, ...]


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Inflection:
    """Rules by language: the ending of a word's dictionary form and the endings that replace it.

    Of the rules whose ending fits, the one with the longest ending holds. A ``+`` row gives all prefixes
    that are written together with the word (Arabic), those made of several particles too.
    """

    rules: Mapping[str, Mapping[str, _Ending]]
    lengths: Mapping[str, tuple[int, ...]]
    """By language: how long its endings are, the longest first."""
    prefixes: Mapping[str, _Ending]

    @classmethod
    def load(cls) -> Self:
        """Read ``inflection.csv`` of the lexicon."""
        rules: dict[str, dict[str, _Ending]] = defaultdict(dict)
        prefixes: dict[str, _Ending] = {}
        for row in read_table("inflection.csv", ("language", "ending", "replacements")):
            written = tuple(dict.fromkeys(row["replacements"].split("|")))
            if row["ending"] == _PREFIXES:
                prefixes[row["language"]] = _Ending(written, tuple(map(fold, written)))
            else:
                written = tuple(one for one in written if one != row["ending"])
                ending = _Ending(written, tuple(map(fold, written)))
                rules[row["language"]].setdefault(row["ending"], ending)
        lengths = {language: {len(ending) for ending in endings} for language, endings in rules.items()}
        ordered = {language: tuple(sorted(known, reverse=True)) for language, known in lengths.items()}
        return cls(dict(rules), ordered, prefixes)

    def word_forms(self, word: str, language: str) -> tuple[str, ...]:
        """Return ``word`` and its inflected forms, the word itself first."""
        length, ending = self._ending(word, language)
        stem = word[: len(word) - length]
        return (word, *[stem + one for one in ending.written])

    def forms(self, label: str, language: str) -> tuple[str, ...]:
        """Return ``label`` and the forms made by inflecting its words, the label itself first."""
        options = [
            self.word_forms(word, language) if len(word) > _SHORTEST_STEM else (word,)
            for word in label.split(" ")
        ]
        prefixes = self.prefixes.get(language, _NONE).written
        return tuple(dict.fromkeys(_composed(options, prefixes)))

    def folded(self, label: str, language: str) -> list[str]:
        """Return what :meth:`forms` does, folded; of forms that are alike then, each."""
        options = [self._folded_word(word, language) for word in label.split(" ")]
        return _composed(options, self.prefixes.get(language, _NONE).folded)

    def _folded_word(self, word: str, language: str) -> list[str]:
        """Return a word and its inflected forms, folded."""
        folded = fold(word)
        if len(word) <= _SHORTEST_STEM:
            return [folded]
        length, ending = self._ending(word, language)
        stem = folded[: len(word) - length]
        return [folded, *[stem + one for one in ending.folded]]

    def _ending(self, word: str, language: str) -> tuple[int, _Ending]:
        """Return how long the ending of a word is, and what replaces it."""
        rules, size = self.rules.get(language, {}), len(word)
        for length in self.lengths.get(language, ()):
            if size - length >= _SHORTEST_STEM:
                ending = rules.get(word[size - length :])
                if ending is not None:
                    return length, ending
        return 0, _NONE


_NONE: Final = _Ending((), ())


def _composed(options: Sequence[Sequence[str]], prefixes: Iterable[str]) -> list[str]:
    """Return what the words of a label make, not more than :data:`_MOST_FORMS`, and that behind each prefix."""
    if len(options) == 1:
        forms = list(options[0][:_MOST_FORMS])
    else:
        forms = list(map(" ".join, islice(product(*options), _MOST_FORMS)))
    return forms + [prefix + form for prefix in prefixes for form in forms]
