"""The words that headings are made of: what one asks for that the heading lexicon does not have.

No list holds every heading that is printed. ``data/lexicon/heading_words.csv`` has, by language, the words that
tell a field wherever they stand in a heading, alone ("cost") or together ("how" and "start"), and the words that
change nothing ("the", "project"). They are used only where something stands as a heading does.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Self

from practicegraph.errors import InvalidDataError
from practicegraph.mapping.tables import read_table

TABLE: Final = "heading_words.csv"
COLUMNS: Final = ("language", "field", "words")
WEAK: Final = "~"
"""Before a field: words that tell it only where no other word tells another."""
NEUTRAL: Final = "neutral"
COMPLEMENT: Final = "of"
HEAD: Final = "head"

_WORDS: Final = 12
_WORD: Final = re.compile(r"\w+")
_REST: Final = ".*"
_DOTLESS: Final = str.maketrans({"ı": "i"})


@dataclass(frozen=True, slots=True)
class Reading:
    """What a heading asks for, by its words; ``whole`` if none of them is unknown."""

    field: str
    language: str
    whole: bool


@dataclass(frozen=True, slots=True)
class _Rule:
    """Words that tell a field if all of them stand in the heading."""

    field: str
    weak: bool
    words: tuple[re.Pattern[str], ...]


@dataclass(frozen=True, slots=True)
class _Language:
    rules: tuple[_Rule, ...]
    neutral: frozenset[str]
    complement: frozenset[str]
    """Words after which only a complement stands: "of" in "cost of the project"."""
    last: bool
    """Whether the word that the others belong to stands last: "project cost"."""


@dataclass(frozen=True, slots=True, eq=False)
class HeadingWords:
    """The words of headings by language."""

    languages: Mapping[str, _Language]

    @classmethod
    def load(cls) -> Self:
        """Read the table; raise :class:`InvalidDataError` for a language without the place of its head."""
        return cls.of(read_table(TABLE, COLUMNS))

    @classmethod
    def of(cls, rows: Iterable[Mapping[str, str]]) -> Self:
        """Return the words of ``rows``, each with the keys ``language``, ``field`` and ``words``."""
        by_language: dict[str, list[tuple[str, str]]] = {}
        for row in rows:
            by_language.setdefault(row["language"], []).append((row["field"], row["words"]))
        return cls({language: _language(language, entries) for language, entries in by_language.items()})

    def read(self, text: str, languages: Sequence[str]) -> Reading | None:
        """Return what ``text`` asks for in the first of ``languages`` whose words tell it, whole readings first.

        ``None`` where no word tells a field, or where more words are unknown than tell one.
        """
        found = [reading for language in dict.fromkeys(languages) if (reading := _read(self, text, language))]
        return min(found, key=lambda reading: not reading.whole, default=None)


def folded(text: str) -> list[str]:
    """Return the words of a heading without case, and without the marks that other scripts than the Latin leave out."""
    letters = unicodedata.normalize("NFKC", text).casefold().translate(_DOTLESS)
    return _WORD.findall("".join(map(_unmarked, letters)))


@lru_cache(maxsize=4096)
def _unmarked(letter: str) -> str:
    """Return a letter as it is if it is Latin, else without its marks; nothing for a mark."""
    base = unicodedata.normalize("NFD", letter)
    if base[0].isascii() and base[0].isalpha():
        return letter
    return "".join(part for part in base if not unicodedata.combining(part))


def _language(language: str, entries: Sequence[tuple[str, str]]) -> _Language:
    small = {NEUTRAL: frozenset[str](), COMPLEMENT: frozenset[str]()}
    heads = [words for field, words in entries if field == HEAD]
    if heads not in (["first"], ["last"]):
        raise InvalidDataError(f"needs one row {language},head,first or last", source=TABLE)
    rules = []
    for field, words in entries:
        if field in small:
            small[field] |= {word for form in words.split("|") for word in folded(form)}
        elif field != HEAD:
            patterns = tuple(_any_of(group) for group in words.split())
            rules.append(_Rule(field.removeprefix(WEAK), field.startswith(WEAK), patterns))
    return _Language(tuple(rules), small[NEUTRAL], small[COMPLEMENT], heads == ["last"])


def _any_of(group: str) -> re.Pattern[str]:
    """Return the pattern of a word: ``cost*|price`` is one that begins with "cost", or "price"."""
    forms = []
    for form in group.split("|"):
        stem = re.escape("".join(folded(form.strip("*"))))
        forms.append((_REST if form.startswith("*") else "") + stem + (_REST if form.endswith("*") else ""))
    return re.compile("|".join(forms))


@lru_cache(maxsize=8192)
def _read(knowledge: HeadingWords, text: str, language: str) -> Reading | None:
    known = knowledge.languages.get(language)
    words = folded(text)
    if known is None or not 0 < len(words) <= _WORDS:
        return None
    complement = next((at for at, word in enumerate(words) if at and word in known.complement), len(words))
    small = {at for at, word in enumerate(words) if word in known.neutral or word.isdigit()}
    told: set[int] = set()
    best: tuple[tuple[float, ...], str] | None = None
    for rule in known.rules:
        places = [{at for at, word in enumerate(words) if form.fullmatch(word)} for form in rule.words]
        chosen = _apart(places)
        if chosen is None:
            continue
        told |= set(chosen) if len(chosen) > 1 else places[0]
        rank = (len(chosen), not rule.weak, min(chosen) < complement, *_position(rule, words, chosen, known))
        if best is None or rank > best[0]:
            best = (rank, rule.field)
    unknown = len(words) - len(told | small)
    if best is None or unknown > len(told):
        return None
    return Reading(best[1], language, whole=not unknown)


def _apart(places: Sequence[set[int]]) -> tuple[int, ...] | None:
    """Return a place for each word of a rule, no two the same; ``None`` if there is none."""
    if not places:
        return ()
    for at in sorted(places[0]):
        rest = _apart([others - {at} for others in places[1:]])
        if rest is not None:
            return (at, *rest)
    return None


def _position(
    rule: _Rule, words: Sequence[str], chosen: Sequence[int], known: _Language
) -> tuple[float, ...]:
    """Return how near to the head of the heading a rule's words stand, among the words and in the word."""
    at = max(chosen) if known.last else -min(chosen)
    pattern = next(form for form, place in zip(rule.words, chosen, strict=True) if place == abs(at)).pattern
    fitting = [form for form in pattern.split("|") if re.fullmatch(form, words[abs(at)])]
    ends = known.last and any(not form.endswith(_REST) for form in fitting)
    return (at, ends, max(len(form.replace(_REST, "")) for form in fitting))
