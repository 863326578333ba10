"""Words after a number that multiply it, by language: "mil" is a thousand in Spanish, a million in Czech."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, NamedTuple, Self

from practicegraph.mapping.tables import read_table

_SPACES: Final = re.compile(r"\s+")


class Magnitude(NamedTuple):
    """By what a word multiplies, the currency that it names too (empty for none), and its letters that count."""

    factor: Decimal
    currency: str
    length: int


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class Magnitudes:
    """What the forms of ``magnitudes.csv`` mean, by language."""

    meanings: dict[str, dict[str, tuple[Decimal, str]]]
    key: Callable[[str], str]

    @classmethod
    def load(cls, key: Callable[[str], str], *, with_currency: bool = True) -> Self:
        """Read the lexicon; ``key`` folds forms and written words alike.

        Without those that name a currency, single letters are left out too: both tell of money only.
        """
        meanings: dict[str, dict[str, tuple[Decimal, str]]] = defaultdict(dict)
        for row in read_table("magnitudes.csv", ("language", "form", "factor", "currency")):
            if with_currency or not (row["currency"] or len(row["form"]) == 1):
                known = Decimal(row["factor"]), row["currency"]
                meanings[key(row["form"])].setdefault(row["language"], known)
        return cls(dict(meanings), key)

    def meaning(self, written: str, language: str) -> Magnitude:
        """Return what a written form means in a language, else in the first that has it.

        A full stop that only another language's abbreviation has is the sentence's: "10 mil." in Spanish.
        """
        form = _SPACES.sub(" ", self.key(written))
        known, bare = self.meanings[form], self.meanings.get(form.rstrip("."), {})
        if language not in known and language in bare:
            return Magnitude(*bare[language], len(written.rstrip(".")))
        return Magnitude(*known.get(language, next(iter(known.values()))), len(written))
