"""Names of organisations that no word of the name tells but the words beside it: "Alder Bridge, a charity in Bath".

Only turns that leave no doubt are read, in a text whose language is known: a kind behind a comma that goes on as a
description does, and words such as "called" between a kind and a name.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple, Self

from practicegraph.languages import primary_subtag
from practicegraph.mapping.gazetteer import fold
from practicegraph.mapping.organization_patterns import UPPER
from practicegraph.mapping.tables import alternation, read_table

_CAPITALISED: Final = rf"[{UPPER}][\w'’&-]*"
_QUOTED: Final = r"[„“\"«][^„“”\"«»\n]{2,60}[“”\"»]"
_RUN: Final = rf"{_CAPITALISED}(?:[ \u00a0](?:[^\W\d_{UPPER}]{{1,3}}[ \u00a0])?{_CAPITALISED}){{0,4}}"
_NAME: Final = re.compile(rf"{_QUOTED}|{_RUN}")
_NAME_BEFORE: Final = re.compile(rf"(?:(?P<quoted>{_QUOTED})|(?<![\w-])(?P<run>{_RUN}))[ \u00a0]?\Z")
_COMMA: Final = re.compile(r",(?<=[\w”“»\"].)[ \u00a0](?=[^\W\d_])")
_WORD: Final = re.compile(r"[^\s,;.:!?()„“”\"«»]+['’]?")
_ARTICLE_JOINED: Final = re.compile(r"(?P<article>[^\W\d_]+['’])(?=[^\W\d_])")
_CLOSED: Final = re.compile(r"\s*(?:[.;)!?]|\Z)")
_CLOSED_BY_COMMA: Final = re.compile(r",[ \u00a0](?P<next>[^\W\d_]+)")
_LAST_WORD: Final = re.compile(r"(?P<sign>,[ \u00a0])?(?:(?<!\w)(?P<word>[^\W\d_]+)[ \u00a0])?\Z")
_ELIDED: Final = re.compile(r"(?<!\w)[^\W\d_]+['’]\Z")
_LONGEST: Final = 90
"""Code points before a comma in which the name stands."""
_REACH: Final = 60
"""Code points behind it in which its kind stands."""
_FEWEST_WORDS: Final = 2
_BEFORE_KIND: Final = 3
"""Words between the article and the kind at the most."""
_DESCRIBED: Final = 8
"""Words of a description behind its kind at the most, where it has no article."""
_SIGNS: Final = frozenset(("", *",.;)!?"))
_BEHIND_KIND: Final = 2
"""Adjectives behind the kind at the most."""


class Apposition(NamedTuple):
    """A name at ``start`` to ``end``, the word that tells its kind, and the span of name and description together."""

    start: int
    end: int
    kind: str
    begin: int
    stop: int


class _Word(NamedTuple):
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class AppositionWords:
    """The words of ``apposition_words.csv``, and the prepositions of places, by language."""

    forms: Mapping[tuple[str, str], frozenset[str]]
    called: Mapping[str, re.Pattern[str]]
    named: Mapping[str, re.Pattern[str]]

    @classmethod
    def load(cls, conjunctions: Iterable[tuple[str, str]]) -> Self:
        """Read the tables of the lexicon; ``conjunctions``, each behind its language, stand between organisations."""
        forms: dict[tuple[str, str], set[str]] = defaultdict(set)
        written: dict[tuple[str, str], list[str]] = defaultdict(list)
        rows = read_table("apposition_words.csv", ("class", "language", "form"))
        for row in (*rows, *read_table("place_words.csv", ("class", "language", "form"))):
            forms[row["class"], row["language"]].add(fold(row["form"]))
            written[row["class"], row["language"]].append(row["form"])
        for language, form in conjunctions:
            forms["and", language].add(fold(form))
        return cls(
            {key: frozenset(found) for key, found in forms.items()},
            {
                language: re.compile(rf"(?<!\w)(?:{alternation(found)})[ \u00a0]")
                for (kind, language), found in written.items()
                if kind == "called"
            },
            {
                language: re.compile(rf"[ \u00a0](?:{alternation(found)})[ \u00a0]")
                for (kind, language), found in written.items()
                if kind == "named"
            },
        )

    def is_kind(self, word: str, language: str | None) -> bool:
        """Tell whether a word says that something is an organisation, but not of which type."""
        return fold(word) in self.of("kind", primary_subtag(language))

    def is_indefinite(self, text: str, start: int, language: str | None) -> bool:
        """Tell whether an indefinite article stands before a place in a text: "an association of Bath" is no name."""
        before = _LAST_WORD.search(text, max(0, start - _REACH), start)
        elided = _ELIDED.search(text, max(0, start - _REACH), start)
        word = elided[0] if elided else (before["word"] or "") if before else ""
        return fold(word) in self.of("article", primary_subtag(language))

    def of(self, kind: str, language: str) -> frozenset[str]:
        """Return the forms of a class in a language, folded."""
        return self.forms.get((kind, language), frozenset())


def appositions(
    text: str, words: AppositionWords, language: str | None, tells: Callable[[str], bool]
) -> Iterator[Apposition]:
    """Yield the names whose kind the words beside them tell; ``tells`` says whether a word is a kind."""
    own = primary_subtag(language)
    if not own:
        return
    for comma in _COMMA.finditer(text):
        found = _behind_comma(text, comma, words, own, tells)
        if found is not None:
            yield found
    if own in words.called:
        for match in words.called[own].finditer(text):
            yield from _called(text, match, tells)
    if own in words.named:
        for match in words.named[own].finditer(text):
            yield from _named(text, match, tells)


def _words(text: str, start: int, end: int) -> list[_Word]:
    """Return the words from ``start`` on, none behind a sign; an elided article is a word."""
    found: list[_Word] = []
    for match in _WORD.finditer(text, start, end):
        if found and text[found[-1].end : match.start()].strip():
            break
        joined = _ARTICLE_JOINED.match(text, *match.span())
        cut = joined.end() if joined else match.start()
        found += [_Word(match[0][: cut - match.start()], match.start(), cut)] if joined else []
        found.append(_Word(text[cut : match.end()], cut, match.end()))
    return found


def _behind_comma(
    text: str, comma: re.Match[str], words: AppositionWords, language: str, tells: Callable[[str], bool]
) -> Apposition | None:
    """Return the name before a comma behind which a description of it begins."""
    behind = _words(text, comma.end(), min(len(text), comma.end() + _REACH))
    articles = words.of("article", language)
    first = 1 if "before" not in words.of("order", language) else _BEFORE_KIND
    begin = next((index for index, word in enumerate(behind[:first], 1) if fold(word.text) in articles), 0)
    article, described = begin > 0, behind[begin:]
    # Where descriptions have an article, one without it begins with the kind: "Alder Bridge, charity of the year".
    reach = 1 if articles and not article else _BEFORE_KIND + 1
    at = next((index for index, word in enumerate(described[:reach]) if tells(word.text)), None)
    if at is None or not all(word.text.islower() or article for word in described[:at]):
        return None
    while at + 1 < len(described) and tells(described[at + 1].text):
        at += 1
    if not article and not (described[at].text.islower() or described[at].text.isupper()):
        return None
    stop = _described(text, described[at:], words, language, closed=article)
    if stop is not None and not article and not _ends(text, stop, words, language):
        return None
    name = _NAME_BEFORE.search(text, max(0, comma.start() - _LONGEST), comma.start())
    if stop is None or name is None or not _is_name(text, name, words, language, tells, listed=not article):
        return None
    return Apposition(name.start(), comma.start(), described[at].text, name.start(), stop)


def _described(
    text: str, kind: Sequence[_Word], words: AppositionWords, language: str, *, closed: bool
) -> int | None:
    """Return where a description ends whose kind comes first; ``closed``: whether it may end right behind it."""
    follows = words.of("follows", language) | words.of("in", language)
    last = _BEHIND_KIND if words.of("order", language) else 0
    for index, word in enumerate(kind[: last + 1]):
        after = kind[index + 1] if index + 1 < len(kind) else None
        if after is not None and fold(after.text) in follows:
            return word.end
        if index and not word.text.islower():
            return None
        if closed and (_CLOSED.match(text, word.end) or _goes_on(text, word.end, words, language)):
            return word.end
    return None


def _ends(text: str, stop: int, words: AppositionWords, language: str) -> bool:
    """Tell whether a description without article ends at a sign, with no conjunction before it: none of a list."""
    rest = _words(text, stop, len(text))[1:]  # the first goes on from the kind
    closed = text[rest[-1].end : rest[-1].end + 1] if rest else ""
    return (
        len(rest) <= _DESCRIBED
        and closed in _SIGNS
        and not any(fold(word.text) in words.of("and", language) for word in rest)
    )


def _goes_on(text: str, end: int, words: AppositionWords, language: str) -> bool:
    """Tell whether a comma ends a description: none that goes on a list."""
    comma = _CLOSED_BY_COMMA.match(text, end)
    if comma is None or not comma["next"].islower():
        return False
    return fold(comma["next"]) not in words.of("article", language) | words.of("and", language)


def _is_name(
    text: str,
    name: re.Match[str],
    words: AppositionWords,
    language: str,
    tells: Callable[[str], bool],
    *,
    listed: bool,
) -> bool:
    """Tell whether what stands before a comma may be a name: no place, none of a list, no kind in it."""
    prepositions = words.of("in", language)
    before = _LAST_WORD.search(text, max(0, name.start() - _REACH), name.start())
    lead = fold(before["word"] or "") if before else ""
    if lead in prepositions or (
        listed and ((before and before["sign"]) or lead in words.of("and", language))
    ):
        return False
    if name["quoted"] is not None:
        return True
    parts = name["run"].split()
    return (
        len(parts) >= _FEWEST_WORDS
        and fold(parts[0]) not in prepositions
        and fold(parts[0]) not in words.of("article", language)
        and not any(map(tells, parts))
    )


def _called(text: str, match: re.Match[str], tells: Callable[[str], bool]) -> Iterator[Apposition]:
    """Yield the name behind a kind and a word such as "called"."""
    name = _NAME.match(text, match.end())
    before = list(_WORD.finditer(text, max(0, match.start() - _REACH), match.start()))
    kind = next((word for word in before[: -_BEHIND_KIND - 2 : -1] if tells(word[0])), None)
    if name is not None and kind is not None:
        yield Apposition(name.start(), name.end(), kind[0], kind.start(), name.end())


def _named(text: str, match: re.Match[str], tells: Callable[[str], bool]) -> Iterator[Apposition]:
    """Yield the name before a word such as "called" and a kind."""
    name = _NAME_BEFORE.search(text, max(0, match.start() - _LONGEST), match.start())
    behind = _words(text, match.end(), min(len(text), match.end() + _REACH))[:_FEWEST_WORDS]
    kind = next((word for word in behind if tells(word.text)), None)
    if name is not None and kind is not None:
        yield Apposition(name.start(), match.start(), kind.text, name.start(), kind.end)
