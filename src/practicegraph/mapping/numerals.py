"""Numbers in words: "twenty-three", "dreiundzwanzig", "двадцати трёх", "une trentaine"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import repeat
from typing import Final, NamedTuple, Self

from practicegraph.mapping.gazetteer import fold, vocabulary, words
from practicegraph.mapping.memory import kept
from practicegraph.mapping.tables import read_table

_WORD: Final = re.compile(r"(?<![\w'’-])[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_JOINED: Final = re.compile(r"[-'’]")
_SPACE: Final = re.compile(r"[ \u00a0\u202f\n]+")
_TENS: Final = 10
_HUNDRED: Final = 100
_THOUSAND: Final = 1000
_SCORE: Final = 20
_MOST_HUNDREDS: Final = 19
"""Numbers before "hundred": "nineteen hundred"."""
_LONGEST: Final = 40
_SHORTEST: Final = 2
"""Letters of a part at least with which a longer word begins."""
_WORDS_KEPT: Final = 8192
_MULTIPLY: Final = frozenset({"fold", "folded", "about", "abouts"})


class Part(NamedTuple):
    """A part of a number: what it is worth, and how it joins others (the kinds of ``numerals.csv``)."""

    kind: str
    value: int


class Numeral(NamedTuple):
    """A number in words; ``about`` tells that its word is only roughly meant: "une trentaine"."""

    start: int
    end: int
    value: Decimal
    about: bool


@dataclass(slots=True)
class _Sum:
    """What the parts read so far make, and which may still follow."""

    above: int = 0
    """Thousands."""
    value: int = 0
    """The number below a thousand."""
    last: int = 0
    """The last part, if it is one of ones to which tens can be added."""
    room: int = _THOUSAND
    """What the next part must be smaller than."""
    about: bool = False
    parts: int = 0

    def add(self, part: Part, join: str, rule: _Rule) -> bool:
        """Take in a part that stands behind the last one with ``join`` between; tell whether it may."""
        taken = self._taken(part, join, rule)
        self.parts += taken
        self.about = self.about or (taken and part.kind in {"about", "abouts"})
        return taken

    def _taken(self, part: Part, join: str, rule: _Rule) -> bool:
        kind, value = part
        if kind in _MULTIPLY or (kind == "number" and value in (_HUNDRED, _THOUSAND)):
            return self._multiplied(kind, value) or (kind == "fold" and self._smaller(kind, value))
        if kind == "tens":
            return self._added_to_ones(value) if join in ("", " ") else False
        if self.last and value % _TENS == 0 and _TENS < value < _HUNDRED:
            return self._added_to_ones(value) if join in rule.reverse else False
        if kind == "article" and self.parts and join == " " and self.room == _TENS:
            return False
        return self._smaller(kind, value)

    def _multiplied(self, kind: str, value: int) -> bool:
        if not self.value and not self.above:
            self.value = value if value < _THOUSAND else 0
            self.above = value if value >= _THOUSAND else 0
            self.room = value
            return kind not in {"folded", "abouts"}
        if value >= _THOUSAND and self.value and not self.above:
            self.above, self.value, self.room = self.value * value, 0, _THOUSAND
        elif value == _HUNDRED and not self.value:
            self.value, self.room = value, value
        elif value < _THOUSAND and 0 < self.value <= (_MOST_HUNDREDS if value == _HUNDRED else _TENS):
            self.value, self.room = self.value * value, value
        elif value < _THOUSAND and self.last and value <= _HUNDRED:
            self.value, self.room = self.value + self.last * (value - 1), value
        else:
            return False
        self.last = 0
        return True

    def _added_to_ones(self, value: int) -> bool:
        if not self.last:
            return False
        self.value, self.last, self.room = self.value + value, 0, 1
        return True

    def _smaller(self, kind: str, value: int) -> bool:
        if value >= _THOUSAND:
            fits = not self.parts
            self.above, self.room = (self.above or value), _THOUSAND
            return fits
        if value >= self.room or (not value and self.parts):
            return False
        self.value += value
        self.last = value if value < _TENS else 0
        if value < _SCORE and kind != "score":
            self.room = 1
        elif value < _HUNDRED:
            self.room = _SCORE if kind == "score" and value > _SCORE else _TENS
        else:
            self.room = _HUNDRED if value % _HUNDRED == 0 else 1
        return True

    @property
    def total(self) -> int:
        return self.above + self.value


@dataclass(frozen=True, slots=True, eq=False)
class _Rule:
    """How a language builds its numbers."""

    parts: dict[str, tuple[Part, ...]]
    phrases: dict[str, tuple[tuple[str, Part], ...]]
    """Parts of several words, by their first word, the longest first."""
    glue: tuple[str, ...]
    """Letters between the parts of a word; none at all where parts are not written together."""
    joints: frozenset[str]
    reverse: frozenset[str]
    prefixes: tuple[str, ...]
    longest: int


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class NumeralKnowledge:
    """What :func:`find_numerals` knows: the parts of numbers of each language and how they join."""

    rules: dict[str, _Rule]
    openings: dict[str, frozenset[str]]
    """The first words of the numbers of each language."""

    @classmethod
    def load(cls) -> Self:
        """Read ``numerals`` and the whole numbers of ``number_words`` of the lexicon."""
        parts: dict[str, dict[str, tuple[Part, ...]]] = defaultdict(dict)
        joins: dict[tuple[str, str], list[str]] = defaultdict(list)
        for row in read_table("numerals.csv", ("language", "kind", "value", "forms")):
            for form in row["forms"].split("|"):
                if row["value"]:
                    _add(parts[row["language"]], form, Part(row["kind"], int(row["value"])))
                else:
                    joins[row["language"], row["kind"]].append(fold(form))
        for row in read_table("number_words.csv", ("language", "form", "value")):
            known = parts[row["language"]]
            if fold(row["form"]) not in known and Decimal(row["value"]) % 1 == 0:
                _add(known, row["form"], Part("number", int(row["value"])))
        rules = {
            language: _rule(
                known, {kind: joins[language, kind] for kind in ("glue", "joint", "reverse", "prefix")}
            )
            for language, known in parts.items()
        }
        openings = {
            language: frozenset(words(form)[0] for form in known) for language, known in parts.items()
        }
        return cls(rules, openings)


def _add(known: dict[str, tuple[Part, ...]], form: str, part: Part) -> None:
    key = fold(form)
    if part not in known.get(key, ()):
        known[key] = (*known.get(key, ()), part)


def _rule(known: dict[str, tuple[Part, ...]], joins: dict[str, list[str]]) -> _Rule:
    phrases: dict[str, list[tuple[str, Part]]] = defaultdict(list)
    for form, parts in known.items():
        if " " in form:
            phrases[form.split()[0]] += [(form, part) for part in parts]
    return _Rule(
        parts={form: parts for form, parts in known.items() if " " not in form},
        phrases={
            first: tuple(sorted(forms, key=lambda form: -len(form[0]))) for first, forms in phrases.items()
        },
        glue=tuple(sorted({"", *joins["glue"]}, key=len, reverse=True)) if joins["glue"] else (),
        joints=frozenset(joins["joint"]),
        reverse=frozenset(joins["reverse"]),
        prefixes=tuple(joins["prefix"]),
        longest=max(map(len, known)),
    )


def find_numerals(text: str, knowledge: NumeralKnowledge, language: str) -> tuple[Numeral, ...]:
    """Return the whole numbers in words in ``text``, in order, none inside another.

    "One" alone is left out, as in most languages it is the article, too. A language without numerals has none.
    """
    return tuple(found for found in all_numerals(text, knowledge, language) if found.value > 1)


@kept
def all_numerals(text: str, knowledge: NumeralKnowledge, language: str) -> tuple[Numeral, ...]:
    """Return the whole numbers in words in ``text`` with those that are one."""
    rule = knowledge.rules.get(language)
    if rule is None:
        return ()
    openings = knowledge.openings[language]
    if not any(map(_may_open, vocabulary(text), repeat(openings))):
        return ()
    return tuple(_find(text, fold(text), rule))


@lru_cache(maxsize=_WORDS_KEPT)
def _may_open(word: str, openings: frozenset[str]) -> bool:
    """Tell whether a word begins with one for a number; a single letter is none but alone."""
    return word in openings or any(word[:length] in openings for length in range(_SHORTEST, len(word)))


def _find(text: str, folded: str, rule: _Rule) -> Iterator[Numeral]:
    reached = 0
    for word in _WORD.finditer(text):
        start, end = word.span()
        if start < reached or not _opens(folded[start:end], rule):
            continue
        found = _number_at(folded, start, end, rule)
        if found is not None:
            reached = found.end
            yield found


@lru_cache(maxsize=_WORDS_KEPT)
def _opens(word: str, rule: _Rule) -> bool:
    """Tell whether a number may begin with a word: most words of a text are no part of any."""
    return word in rule.phrases or _first(word) in rule.phrases or bool(_ways(word, rule))


def _first(word: str) -> str:
    """Return what stands before the first hyphen or apostrophe of a word."""
    return _JOINED.split(word, maxsplit=1)[0]


def _number_at(folded: str, start: int, end: int, rule: _Rule) -> Numeral | None:
    """Return the number that begins with a word, the longest that its words make."""
    total, last, join, at = _Sum(), 0, "", start
    while True:
        piece = _pieces_at(folded, at, end, rule, begun=total.parts > 0)
        if piece is None:
            if join.strip() or folded[at:end] not in rule.joints or not total.parts:
                break
            join = folded[at:end]
        else:
            stop, ways = piece
            taken = _extended(total, ways, join, rule)
            if taken is None:
                break
            total, last, join = taken, stop, " "
            end = stop
        gap = _SPACE.match(folded, end)
        following = _WORD.match(folded, gap.end()) if gap else None
        if following is None:
            break
        at, end = following.span()
    if not total.parts or not last:
        return None
    return Numeral(start, last, Decimal(total.total), total.about)


_Way = tuple[tuple[str, Part], ...]
"""Parts in a word, each with what stands before it."""


def _pieces_at(
    folded: str, start: int, end: int, rule: _Rule, *, begun: bool
) -> tuple[int, tuple[_Way, ...]] | None:
    """Return where a word or phrase that is part of a number ends, and the ways to read it."""
    word = folded[start:end]
    for form, part in rule.phrases.get(_first(word), ()) or rule.phrases.get(word, ()):
        if folded.startswith(form, start) and not folded[start + len(form) : start + len(form) + 1].isalnum():
            return start + len(form), ((("", part),),)
    ways = _ways(word, rule)
    if not ways and begun:
        ways = tuple(
            way
            for prefix in rule.prefixes
            if folded.startswith(prefix, start)
            for way in _ways(folded[start + len(prefix) : end], rule)
        )
        ways = tuple(((rule.prefixes[0], way[0][1]), *way[1:]) for way in ways)
    return (end, ways) if ways else None


def _extended(total: _Sum, ways: Sequence[_Way], join: str, rule: _Rule) -> _Sum | None:
    """Return the sum with the parts of a word added, in the first way that makes a number."""
    for way in ways:
        longer = _Sum(total.above, total.value, total.last, total.room, total.about, total.parts)
        if all(
            longer.add(part, (before or join) if index == 0 else before, rule)
            for index, (before, part) in enumerate(way)
        ):
            return longer
    return None


@lru_cache(maxsize=_WORDS_KEPT)
def _ways(word: str, rule: _Rule) -> tuple[_Way, ...]:
    """Return the ways to read a word as parts of a number, fewest parts first; parts may stand with a hyphen."""
    if word in rule.parts:
        return tuple((("", part),) for part in rule.parts[word])
    if len(word) > _LONGEST:
        return ()
    ways = sorted(_split(word, "", rule), key=len)
    return tuple(way for way in ways if _makes_number(way, rule))


def _split(word: str, before: str, rule: _Rule) -> Iterator[_Way]:
    """Yield the ways to cut a word into parts, with what stands before each."""
    for length in range(min(len(word), rule.longest), 0, -1):
        for part in rule.parts.get(word[:length], ()):
            rest = word[length:]
            if not rest:
                yield ((before, part),)
                continue
            for join in _joins(rest, rule):
                for way in _split(rest[len(join) :], join.strip("-") or "", rule):
                    yield ((before, part), *way)


def _joins(rest: str, rule: _Rule) -> Iterator[str]:
    """Yield what may stand between a part and the next in a word: a hyphen, with a joint, or letters that glue."""
    if rest.startswith("-"):
        yield "-"
        for joint in rule.joints:
            if rest.startswith(f"-{joint}-"):
                yield f"-{joint}-"
        return
    for glue in rule.glue:
        if rest.startswith(glue):
            yield glue


def _makes_number(way: _Way, rule: _Rule) -> bool:
    # A word may go on a number that words before it begin: "fünfzig" in any case, "ogtyve" in none.
    total = _Sum()
    return len(way) == 1 or all(total.add(part, before, rule) for before, part in way)
