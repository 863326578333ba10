"""Words for kinds of regions, which stand beside their names: "województwo lubelskie", "Закарпатська область"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Self

from practicegraph.languages import primary_subtag
from practicegraph.mapping.gazetteer import fold
from practicegraph.mapping.tables import read_table


@dataclass(frozen=True, slots=True)
class KindWords:
    """The words of one language for kinds of regions, folded."""

    before: frozenset[str] = frozenset()
    """Those that stand before a name."""
    behind: frozenset[str] = frozenset()
    """Those that stand behind it."""
    districts: frozenset[str] = frozenset()
    """Those of them that name parts of regions: "powiat", "okres"."""
    inside: frozenset[str] = frozenset()
    """Prepositions before the name of a region without its kind."""
    through: frozenset[str] = frozenset()
    """Words between such a preposition and the name."""
    plain: frozenset[str] = frozenset()
    """Those behind a name in the form of a subject: it acts or pays rather than being where something is."""
    small: bool = False
    """Whether adjectives that name regions are written with a small letter."""
    telling: frozenset[str] = frozenset()
    """The words of ``before`` and ``behind``."""


_NONE: Final = KindWords()


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class RegionWords:
    """The words for kinds of regions by language."""

    languages: Mapping[str, KindWords]

    @classmethod
    def load(cls) -> Self:
        """Read ``region_words.csv`` of the lexicon."""
        forms: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for row in cls.rows():
            forms[row["language"]][row["place"]].add(fold(row["form"]))
        return cls(
            {
                tag: KindWords(
                    before=frozenset(own["before"]),
                    behind=frozenset(own["behind"]),
                    districts=frozenset(own["district"]),
                    inside=frozenset(own["in"]),
                    through=frozenset(own["through"]),
                    plain=frozenset(own["plain"]),
                    small="small" in own,
                    telling=frozenset(own["before"] | own["behind"]),
                )
                for tag, own in forms.items()
            }
        )

    @staticmethod
    def rows() -> list[dict[str, str]]:
        """Return the rows of the table."""
        return read_table("region_words.csv", ("place", "language", "form"))

    def of(self, language: str | None) -> KindWords:
        """Return the words of a language, none if they are not known."""
        return self.languages.get(primary_subtag(language), _NONE)
