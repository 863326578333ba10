"""Surface forms of labels: inflected words by the endings of a language, from ``inflection.csv``."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import islice, product
from typing import Final, Self

from practicegraph.mapping.tables import read_table

_MOST_FORMS: Final = 120
_SHORTEST_STEM: Final = 3


@dataclass(frozen=True, slots=True, repr=False)
class Inflection:
    """Rules by language: the ending of a word's dictionary form and the endings that replace it.

    Of the rules whose ending fits, the one with the longest ending holds. A ``+`` row gives all prefixes
    that are written together with the word (Arabic), those made of several particles too.
    """

    rules: dict[str, tuple[tuple[str, tuple[str, ...]], ...]]
    prefixes: dict[str, tuple[str, ...]]

    @classmethod
    def load(cls) -> Self:
        """Read ``inflection.csv`` of the lexicon."""
        rules: dict[str, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
        prefixes: dict[str, tuple[str, ...]] = {}
        for row in read_table("inflection.csv", ("language", "ending", "replacements")):
            replacements = tuple(row["replacements"].split("|"))
            if row["ending"] == "+":
                prefixes[row["language"]] = replacements
            else:
                rules[row["language"]].append((row["ending"], replacements))
        ordered = {
            language: tuple(sorted(pairs, key=lambda pair: -len(pair[0])))
            for language, pairs in rules.items()
        }
        return cls(ordered, prefixes)

    def word_forms(self, word: str, language: str) -> tuple[str, ...]:
        """Return ``word`` and its inflected forms, the word itself first."""
        forms = {word: None}
        for ending, replacements in self.rules.get(language, ()):
            stem = word.removesuffix(ending) if ending else word
            if word.endswith(ending) and len(stem) >= _SHORTEST_STEM:
                forms |= dict.fromkeys(stem + replacement for replacement in replacements)
                break
        return tuple(forms)

    def forms(self, label: str, language: str) -> tuple[str, ...]:
        """Return ``label`` and the forms made by inflecting its words, the label itself first."""
        words = label.split(" ")
        options = [
            self.word_forms(word, language) if len(word) > _SHORTEST_STEM else (word,) for word in words
        ]
        forms = dict.fromkeys(" ".join(choice) for choice in islice(product(*options), _MOST_FORMS))
        prefixed = (prefix + form for prefix in self.prefixes.get(language, ()) for form in forms)
        return (*forms, *prefixed)
