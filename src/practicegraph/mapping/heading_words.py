"""The words that headings are made of: what one asks for that the heading lexicon does not have.

No list holds every heading that is printed. ``data/lexicon/heading_words.csv`` has, by language, the words that
tell a field wherever they stand in a heading, alone ("cost") or together ("how" and "start"), and the words that
change nothing ("the", "project"). They are used only where something stands as a heading does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, NamedTuple, Self

from practicegraph.errors import InvalidDataError
from practicegraph.mapping.heading_statistics import NOTHING, UNTOLD, Guess, HeadingStatistics, kin
from practicegraph.mapping.headings import HeadingLexicon, folded
from practicegraph.mapping.tables import read_table

TABLE: Final = "heading_words.csv"
COLUMNS: Final = ("language", "field", "words")
WEAK: Final = "~"
"""Before a field: words that tell it only where no other word tells another."""
STRONG: Final = "!"
"""Before a field: words that tell it whatever the others tell."""
NEUTRAL: Final = "neutral"
COMPLEMENT: Final = "of"
THING: Final = "thing"
HEAD: Final = "head"
WHICH: Final = "which"
_ASKED: Final = frozenset({"objective", "activity", "challenge", "result", "impact"})
"""What a question asks for with its first noun alone, whatever else it says of it: "Which results can be proved?"."""
_FIRST: Final = 5
"""Words among which that which asks stands: "If any, by which means ..."."""
_PHRASES: Final = (3, 2)
"""Words of the one that asks and its noun."""

_WORDS: Final = 12
_MARKS: Final = ("?", "؟", ")", ";")
"""What a question ends with, a hint in brackets behind it included, and in Greek."""
_SURE: Final = 0.9
"""How sure the statistics must be that know most words, without a rule or against one that does not know all words."""
_SURER: Final = 0.95
"""How sure they must be of fewer words."""
_SUREST: Final = 0.99
"""How sure they must be against a rule that knows all words."""
_MOST: Final = 0.6
_FEW: Final = 0.3
_HALF: Final = 0.5
"""Shares of a heading's words that the statistics know."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a heading asks for, by its words; ``whole`` if none of them is unknown."""

    field: str
    language: str
    whole: bool


class _Rule(NamedTuple):
    """Words that tell a field if all of them stand in the heading."""

    field: str
    weak: bool
    strong: bool
    words: tuple[str, ...]
    """For each word those that are as good, as the table has them: ``cost*|price``."""


class _Form(NamedTuple):
    """A form of the table: the words in which it is found, with the stem it begins, ends or is."""

    words: str
    length: int
    ends: bool
    """Whether the word must end with it."""


@dataclass(frozen=True, slots=True, eq=False)
class _Forms:
    """The forms of a language by their letters: whole words, and the beginnings, ends and middles of words."""

    whole: Mapping[str, Sequence[_Form]]
    beginnings: Mapping[str, Sequence[_Form]]
    ends: Mapping[str, Sequence[_Form]]
    middles: Mapping[str, Sequence[_Form]]

    def of(self, word: str) -> Mapping[str, tuple[bool, int]]:
        """Return which words of the table ``word`` is one of: whether it ends with the form, and how long that is."""
        found: dict[str, tuple[bool, int]] = {}
        size = len(word)
        forms = [*self.whole.get(word, ())]
        for at in range(1, size + 1):
            forms += self.beginnings.get(word[:at], ())
            forms += self.ends.get(word[at - 1 :], ())
        forms += [form for stem, fitting in self.middles.items() if stem in word for form in fitting]
        for form in forms:
            ends, length = found.get(form.words, (False, 0))
            found[form.words] = (ends or form.ends, max(length, form.length))
        return found


@dataclass(frozen=True, slots=True)
class _Language:
    rules: tuple[_Rule, ...]
    forms: _Forms
    neutral: frozenset[str]
    complement: frozenset[str]
    """Words after which only a complement stands: "of" in "cost of the project"."""
    thing: frozenset[str]
    """Words for what is carried out, like "project"."""
    last: bool
    """Whether the word that the others belong to stands last: "project cost"."""
    which: frozenset[str]
    """Words that ask for the noun behind them: "which"."""


@dataclass(frozen=True, slots=True, eq=False)
class HeadingWords:
    """The words of headings by language."""

    languages: Mapping[str, _Language]
    statistics: HeadingStatistics | None = None
    """What headings likely ask for that no rule reads; ``None`` for nothing."""

    @classmethod
    def load(cls, headings: HeadingLexicon | None = None) -> Self:
        """Read the table, and the statistics of ``headings``, which are read if they are not given.

        Raises :class:`InvalidDataError` for a language without the place of its head.
        """
        rows = read_table(TABLE, COLUMNS)
        lexicon = HeadingLexicon.load() if headings is None else headings
        forms = (heading for found in lexicon.by_form.values() for heading in found)
        rules: dict[str, list[tuple[str, str]]] = {}
        for row in rows:
            # The parts of strong rules tell nothing alone: "start" beside "season".
            special = row["field"] in (NEUTRAL, COMPLEMENT, THING, HEAD, WHICH)
            if not special and not row["field"].startswith(STRONG):
                rules.setdefault(row["language"], []).append((row["field"].removeprefix(WEAK), row["words"]))
        return cls.of(rows, HeadingStatistics.load(forms, rules))

    @classmethod
    def of(cls, rows: Iterable[Mapping[str, str]], statistics: HeadingStatistics | None = None) -> Self:
        """Return the words of ``rows``, each with the keys ``language``, ``field`` and ``words``."""
        by_language: dict[str, list[tuple[str, str]]] = {}
        for row in rows:
            by_language.setdefault(row["language"], []).append((row["field"], row["words"]))
        languages = {language: _language(language, entries) for language, entries in by_language.items()}
        return cls(languages, statistics)

    def read(self, text: str, languages: Sequence[str]) -> Reading | None:
        """Return what ``text`` asks for in the first of ``languages`` whose words tell it, whole readings first.

        ``None`` where no word tells a field, or where more words are unknown than tell one, and the statistics are unsure.
        """
        found = [reading for language in dict.fromkeys(languages) if (reading := _read(self, text, language))]
        return min(found, key=lambda reading: not reading.whole, default=None)

    def names_thing(self, text: str, languages: Sequence[str]) -> bool:
        """Tell whether ``text`` in one of ``languages`` is nothing but a word for what is carried out, like "Project"."""
        words = folded(text)
        known = (self.languages[language] for language in languages if language in self.languages)
        return any(
            any(word in language.thing for word in words)
            and all(word in language.thing or word in language.neutral for word in words)
            for language in known
        )


def _language(language: str, entries: Sequence[tuple[str, str]]) -> _Language:
    small: dict[str, set[str]] = {NEUTRAL: set(), COMPLEMENT: set(), THING: set(), WHICH: set()}
    heads = [words for field, words in entries if field == HEAD]
    if heads not in (["first"], ["last"]):
        raise InvalidDataError(f"needs one row {language},head,first or last", source=TABLE)
    rules = []
    for field, words in entries:
        if field in small:
            small[field].update(word for form in words.split("|") for word in folded(form))
        elif field != HEAD:
            weak, strong = field.startswith(WEAK), field.startswith(STRONG)
            rules.append(_Rule(field.lstrip(WEAK + STRONG), weak, strong, tuple(words.split())))
    forms = _forms({words for rule in rules for words in rule.words})
    neutral, complement, thing, which = map(frozenset, small.values())
    return _Language(tuple(rules), forms, neutral | which, complement, thing, heads == ["last"], which)


def _forms(groups: Iterable[str]) -> _Forms:
    """Return the forms of groups such as ``cost*|price``: a word that begins with "cost", or "price"."""
    tables: dict[tuple[bool, bool], dict[str, list[_Form]]] = {
        (before, after): {} for before in (False, True) for after in (False, True)
    }
    for group in sorted(groups):
        for form in group.split("|"):
            stem = "".join(folded(form.strip("*")))
            before, after = form.startswith("*"), form.endswith("*")
            tables[before, after].setdefault(stem, []).append(_Form(group, len(stem), not after))
    return _Forms(tables[False, False], tables[False, True], tables[True, False], tables[True, True])


@lru_cache(maxsize=8192)
def _read(knowledge: HeadingWords, text: str, language: str) -> Reading | None:
    words = folded(text)
    if not 0 < len(words) <= _WORDS:
        return None
    known = knowledge.languages.get(language)
    read = _weighed_words(knowledge, known, words, text, language)
    whole = read is not None and read.whole
    asked = (
        None
        if known is None or whole or not text.rstrip().endswith(_MARKS)
        else _asked(known, words, language)
    )
    return asked or read


def _asked(known: _Language, words: Sequence[str], language: str) -> Reading | None:
    """Return what a question asks for by the noun that stands right behind a word like "which"."""
    at = next((at for at, word in enumerate(words[:_FIRST]) if word in known.which), len(words))
    for length in _PHRASES:
        told = _ruled(known, words[at : at + length], language)
        if told is not None and told.whole and told.field in _ASKED:
            return replace(told, whole=False)
    return None


def _weighed_words(
    knowledge: HeadingWords, known: _Language | None, words: Sequence[str], text: str, language: str
) -> Reading | None:
    """Return what the words of a heading ask for, by rules and statistics."""
    ruled = None if known is None else _ruled(known, words, language)
    if knowledge.statistics is None:
        return ruled
    example = knowledge.statistics.example(words, language)
    if example is not None:
        return _weighed(ruled, Guess(example, sure=1, known=1), text, language)
    guess = knowledge.statistics.guess(text, language)
    return ruled if guess is None else _weighed(ruled, guess, text, language)


def _weighed(ruled: Reading | None, guess: Guess, text: str, language: str) -> Reading | None:
    """Return what a heading asks for by its rule, if there is one, or by the statistics, where those are sure enough."""
    whole = guess.known == 1 and guess.sure >= _SURE
    if ruled is not None and ruled.field in kin(guess.field):
        return replace(ruled, whole=ruled.whole or whole)
    if (ruled is not None and ruled.field == NOTHING) or not _counts(ruled, guess, text):
        return ruled
    if guess.field == NOTHING:
        return None
    if guess.field in UNTOLD and guess.sure < 1:
        return ruled
    return Reading(guess.field, language, whole)


def _counts(ruled: Reading | None, guess: Guess, text: str) -> bool:
    """Tell whether the statistics are sure enough of a heading, with regard to what its rule says.

    Of a name, which has capitals inside, they must know most words.
    """
    if ruled is not None:
        return guess.known >= _FEW and guess.sure >= (_SUREST if ruled.whole else _SURE)
    named = any(word[0].isupper() for word in text.split()[1:])
    return (
        guess.sure >= _SURE
        if guess.known >= _MOST
        else not named and guess.known >= _HALF and guess.sure >= _SURER
    )


def _ruled(known: _Language, words: Sequence[str], language: str) -> Reading | None:
    """Return what the rules make of the words of a heading."""
    complement = next((at for at, word in enumerate(words) if at and word in known.complement), len(words))
    small = {at for at, word in enumerate(words) if word in known.neutral or word.isdigit()}
    forms = [known.forms.of(word) for word in words]
    places: dict[str, set[int]] = {}
    for at, fitting in enumerate(forms):
        for group in fitting:
            places.setdefault(group, set()).add(at)
    told: set[int] = set()
    best: tuple[tuple[float, ...], str] | None = None
    for rule in known.rules:
        chosen = _apart([places.get(group, set()) for group in rule.words])
        if chosen is None:
            continue
        told |= set(chosen) if len(chosen) > 1 else places[rule.words[0]]
        rank = (
            rule.strong,
            len(chosen),
            not rule.weak,
            min(chosen) < complement,
            *_position(rule, forms, chosen, known),
        )
        if best is None or rank > best[0]:
            best = (rank, rule.field)
    unknown = len(words) - len(told | small)
    if best is None or (unknown > len(told) and not best[0][0]):
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
    rule: _Rule,
    forms: Sequence[Mapping[str, tuple[bool, int]]],
    chosen: Sequence[int],
    known: _Language,
) -> tuple[float, ...]:
    """Return how near to the head of the heading a rule's words stand, among the words and in the word."""
    at = max(chosen) if known.last else -min(chosen)
    group = next(words for words, place in zip(rule.words, chosen, strict=True) if place == abs(at))
    ends, length = forms[abs(at)][group]
    return (at, known.last and ends, length)
