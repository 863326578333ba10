"""The sweep: nothing personal may be in what a release serves.

It looks again, independently of the mapping's masking, at every literal, IRI and text of a release: for
e-mail addresses, for telephone numbers that are no public service line, and for every personal value the
mapping found in any document.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

import ahocorasick
import pyoxigraph as ox

from practicegraph.errors import PracticeGraphError
from practicegraph.mapping.fact import Fact
from practicegraph.terms import node

_EMAIL: Final = re.compile(
    r"[\w.+%-]+@[^\W_][\w-]*(?:\.[\w-]+)+"
    r"|[\w.+-]+\s?[\[(]\s?(?:at|@)\s?[\])]\s?[\w-]+(?:\s?(?:\.|[\[(]\s?dot\s?[\])])\s?[\w-]+)+",
    re.IGNORECASE,
)
_PHONE: Final = re.compile(r"(?<![\w+/.=-])(?:\+|00)\d[\d\s()./-]{6,}\d")
_WORD: Final = re.compile(r"\w+")
_SHORTEST_NAME: Final = 4
"""Letters below which a value is no name to look for."""
_SHORTEST_NUMBER: Final = 7
"""Digits from which a run of digits can be a telephone number."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A place where something personal is: never the value itself.

    ``where`` is a graph or a text, ``subject`` the triple's subject if that says nothing personal,
    ``kind`` what was found.
    """

    where: str
    subject: str
    kind: str

    def __str__(self) -> str:
        """Return one line for people."""
        return f"{self.kind} in {self.where}" + (f" at {self.subject}" if self.subject else "")


class PersonalDataError(PracticeGraphError):
    """Personal data in what would be served; ``hits`` says where."""

    def __init__(self, hits: Iterable[Hit]) -> None:
        self.hits = tuple(hits)
        shown = "; ".join(str(hit) for hit in self.hits[:5])
        more = f"; and {len(self.hits) - 5} more" if len(self.hits) > 5 else ""
        super().__init__(f"personal data would be served: {shown}{more}", source=self.hits[0].where)


def sweep(
    graphs: Mapping[str, Iterable[ox.Triple]], texts: Mapping[str, str], personal: Iterable[Fact]
) -> tuple[Hit, ...]:
    """Return every place in graphs (by name) and texts (by slug) that holds something personal."""
    seeker = _Seeker(personal, service_numbers(graphs))
    hits: dict[Hit, None] = {}
    for name, triples in sorted(graphs.items()):
        for triple in triples:
            for kind in (kind for term in triple for kind in seeker.kinds_of_term(term)):
                subject = "" if seeker.kinds_of_term(triple.subject) else str(triple.subject)
                hits[Hit(f"graph/{name}", subject, kind)] = None
    for slug, text in sorted(texts.items()):
        for kind in seeker.kinds(text):
            hits[Hit(f"texts/{slug}.txt", "", kind)] = None
    return tuple(sorted(hits, key=str))


def service_numbers(graphs: Mapping[str, Iterable[ox.Triple]]) -> frozenset[str]:
    """Return the digits of every public service number, as served and as written in the evidence for it."""
    telephone, fact_field, exact = node("schema:telephone"), node("pg:field"), node("oa:exact")
    found: set[str] = set()
    for triples in graphs.values():
        phones: set[object] = set()
        quoted: list[tuple[object, str]] = []
        for triple in triples:
            if not isinstance(triple.object, ox.Literal):
                continue
            if triple.predicate == telephone:
                found.add(_digits(triple.object.value))
            elif triple.predicate == fact_field and triple.object.value == "phone":
                phones.add(triple.subject)
            elif triple.predicate == exact:
                quoted.append((triple.subject, triple.object.value))
        found.update(
            _digits(number) for subject, text in quoted if subject in phones for number in _numbers(text)
        )
    return frozenset(number for number in found if number)


class _Seeker:
    """Finds what is personal in a piece of text."""

    def __init__(self, personal: Iterable[Fact], services: frozenset[str]) -> None:
        self._services = services
        self._names = ahocorasick.Automaton()
        self._numbers: set[str] = set()
        self._seen: dict[ox.NamedNode, tuple[str, ...]] = {}
        for fact in personal:
            for value in {str(fact.value or ""), fact.exact}:
                self._remember(value)
        self._numbers -= services
        if len(self._names):
            self._names.make_automaton()

    def _remember(self, value: str) -> None:
        digits = _digits(value)
        if len(digits) >= _SHORTEST_NUMBER:
            self._numbers.add(digits)
        elif "@" not in value and len(_letters(value)) >= _SHORTEST_NAME:
            self._names.add_word(_words(value), True)

    def kinds(self, text: str) -> Iterator[str]:
        """Yield what kinds of personal data a text holds."""
        if "@" in text or "(" in text or "[" in text:
            yield from ("an e-mail address" for _ in _EMAIL.finditer(text))
        if any(self._is_personal_number(match[0]) for match in _PHONE.finditer(text)):
            yield "a telephone number"
        elif self._numbers and any(_digits(number) in self._numbers for number in _numbers(text)):
            yield "a personal telephone number"
        if len(self._names) and next(self._names.iter(_words(text)), None) is not None:
            yield "the name of a person"

    def kinds_of_term(self, term: object) -> tuple[str, ...]:
        """Return what kinds of personal data a literal or IRI holds; each IRI is looked at once."""
        if isinstance(term, ox.Literal):
            return tuple(self.kinds(term.value))
        if not isinstance(term, ox.NamedNode):
            return ()
        if term not in self._seen:
            self._seen[term] = tuple(self.kinds(unquote(term.value)))
        return self._seen[term]

    def _is_personal_number(self, written: str) -> bool:
        digits = _digits(written).removeprefix("00")
        return not any(
            digits.endswith(service.lstrip("0")) or service.endswith(digits) for service in self._services
        )


def _numbers(text: str) -> Iterator[str]:
    """Yield runs of digits as telephone numbers are written."""
    for match in re.finditer(r"\+?\d[\d\s()./-]*\d", text):
        yield match[0]


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _letters(text: str) -> str:
    return re.sub(r"[\W\d_]", "", text)


def _words(text: str) -> str:
    """Return a text's words folded and between spaces, so that a name is found whole and however it is joined."""
    return " " + " ".join(_WORD.findall(text.casefold().replace("_", " "))) + " "
