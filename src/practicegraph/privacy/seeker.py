"""Finding personal data in text: by its form, and by the values that documents call personal."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

import ahocorasick
import pyoxigraph as ox

from practicegraph.mapping.fact import Fact

_EMAIL: Final = re.compile(
    r"[\w.+%-]+@[^\W_][\w-]*(?:\.[\w-]+)+"
    r"|[\w.+-]+\s?[\[(]\s?(?:at|@)\s?[\])]\s?[\w-]+(?:\s?(?:\.|[\[(]\s?dot\s?[\])])\s?[\w-]+)+",
    re.IGNORECASE,
)
_PHONE: Final = re.compile(r"(?<![\w+/.=-])(?:\+|00)\d[\d\s()./-]{6,}\d")
_NUMBER: Final = re.compile(r"\+?\d[\d\s()./-]*\d")
_WORD: Final = re.compile(r"[^\W_]+")
_CHECKSUM: Final = re.compile(r"[0-9a-f]{64}")
"""SHA-256 in hexadecimal digits; one of some thousands begins as an international telephone number does."""
_KEPT: Final = 10_000
"""IRIs and literals of which it is remembered what they hold."""
_SHORTEST_NAME: Final = 4
"""Letters below which a value is no name to look for."""
_SHORTEST_NUMBER: Final = 7
"""Digits from which a run of digits can be a telephone number."""

EMAIL: Final = "an e-mail address"
PHONE: Final = "a telephone number"
NAME: Final = "the name of a person"


@dataclass(frozen=True, slots=True, order=True)
class Found:
    """A span of a text that is personal; ``kind`` is one of :data:`EMAIL`, :data:`PHONE`, :data:`NAME`."""

    start: int
    end: int
    kind: str


class Seeker:
    """Finds e-mail addresses, telephone numbers that are no public service, and every known personal value.

    A name of one word ("Sofia") is also a place or a word elsewhere and tells nobody outside of the document that
    has it, where the mapping masks it; so only names of several words are looked for.
    """

    def __init__(self, personal: Iterable[Fact], services: frozenset[str]) -> None:
        """``personal`` are the facts to look for; ``services`` the digits of public service numbers."""
        self._services = services
        self._names = ahocorasick.Automaton()
        self._numbers: set[str] = set()
        self._seen: dict[ox.NamedNode | ox.Literal, tuple[str, ...]] = {}
        for fact in personal:
            for value in {str(fact.value or ""), fact.exact}:
                self._remember(value)
        self._numbers -= services
        if len(self._names):
            self._names.make_automaton()

    def _remember(self, value: str) -> None:
        if len(digits(value)) >= _SHORTEST_NUMBER:
            self._numbers.add(digits(value))
        elif "@" not in value and sum(map(str.isalpha, value)) >= _SHORTEST_NAME:
            words = _words(value)
            first, *further = words.split()
            if not further:
                return
            self._names.add_word(words, len(words))
            if len(further) == 1:  # "Petri Ilona" is "Ilona Petri" elsewhere
                self._names.add_word(f" {further[0]} {first} ", len(words))

    def find(self, text: str) -> Iterator[Found]:
        """Yield each span of ``text`` that is personal."""
        if "@" in text or "(" in text or "[" in text:
            for match in _EMAIL.finditer(text):
                yield Found(*match.span(), EMAIL)
        for match in _PHONE.finditer(text):
            if self._is_personal(match[0]):
                yield Found(*match.span(), PHONE)
        if self._numbers:
            for match in _NUMBER.finditer(text):
                if digits(match[0]) in self._numbers:
                    yield Found(*match.span(), PHONE)
        if len(self._names) and next(self._names.iter(_words(text)), None) is not None:
            yield from self._find_names(text)

    def _find_names(self, text: str) -> Iterator[Found]:
        tokens = list(_WORD.finditer(text))
        folded = [token[0].casefold() for token in tokens]
        gaps = [0]
        for word in folded:
            gaps.append(gaps[-1] + 1 + len(word))
        for end, length in self._names.iter(" " + " ".join(folded) + " "):
            first, behind = bisect_left(gaps, end - length + 1), bisect_left(gaps, end)
            yield Found(tokens[first].start(), tokens[behind - 1].end(), NAME)

    def kinds(self, text: str) -> tuple[str, ...]:
        """Return what kinds of personal data a text holds, each once."""
        return tuple(dict.fromkeys(found.kind for found in self.find(text)))

    def kinds_of_term(self, term: object) -> tuple[str, ...]:
        """Return what kinds of personal data a literal or IRI holds; what was met lately is not looked at again.

        Digits at the beginning of a fragment are part of a name, as those at the beginning of a path's segment are.
        A checksum holds nothing, whatever digits it begins with.
        """
        if not isinstance(term, ox.NamedNode | ox.Literal):
            return ()
        found = self._seen.get(term)
        if found is None:
            if len(self._seen) >= _KEPT:
                self._seen.clear()
            found = self._seen[term] = self._looked_at(term)
        return found

    def _looked_at(self, term: ox.NamedNode | ox.Literal) -> tuple[str, ...]:
        if isinstance(term, ox.NamedNode):
            return self.kinds(unquote(term.value).replace("#", "/"))
        return () if _CHECKSUM.fullmatch(term.value) else self.kinds(term.value)

    def _is_personal(self, written: str) -> bool:
        number = digits(written).removeprefix("00")
        return not any(
            number.endswith(service.lstrip("0")) or service.endswith(number) for service in self._services
        )


def numbers(text: str) -> Iterator[str]:
    """Yield the runs of digits of a text as telephone numbers are written."""
    for match in _NUMBER.finditer(text):
        yield match[0]


def digits(text: str) -> str:
    """Return the digits of a text."""
    return re.sub(r"\D", "", text)


def _words(text: str) -> str:
    """Return a text's words folded and between spaces, so that a name is found whole and however it is joined."""
    return " " + " ".join(word.casefold() for word in _WORD.findall(text)) + " "
