"""Labels and source sentences for a report: what the thing is called, and which sentence said it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import InitVar, dataclass, field
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple

from practicegraph.languages import choose
from practicegraph.terms import node
from practicegraph.validation.paths import Term
from practicegraph.validation.report import Report, Result

_LABELS: Final = (node("rdfs:label"), node("skos:prefLabel"), node("dct:title"), node("pg:fileName"))
_SUBJECT, _OBJECT, _PREDICATE = node("pg:subject"), node("pg:object"), node("pg:predicate")
_DOCUMENT, _EXACT = node("pg:document"), node("oa:exact")
_ABOUT: Final = frozenset({_SUBJECT, _OBJECT})
_WANTED: Final = frozenset({*_LABELS, *_ABOUT, _PREDICATE, _DOCUMENT, _EXACT})


@dataclass(frozen=True, slots=True)
class Source:
    """A sentence of a document; ``document`` is its title or file name, else its IRI."""

    document: str
    exact: str


@dataclass(frozen=True)
class Sources:
    """What the data knows of its things: labels by language, and facts with their sentences."""

    triples: InitVar[Iterable[Triple]] = ()
    _index: Mapping[tuple[Term, NamedNode], list[Term]] = field(init=False, repr=False, compare=False)
    _facts: Mapping[Term, list[Term]] = field(init=False, repr=False, compare=False)

    def __post_init__(self, triples: Iterable[Triple]) -> None:
        facts: dict[Term, list[Term]] = defaultdict(list)
        index: dict[tuple[Term, NamedNode], list[Term]] = defaultdict(list)
        for triple in triples:
            index[triple.subject, triple.predicate].append(triple.object)
            if triple.predicate in _ABOUT:
                facts[triple.object].append(triple.subject)
        object.__setattr__(self, "_index", dict(index))
        object.__setattr__(self, "_facts", facts)

    def label(self, term: Term, language: str) -> str | None:
        """Return what a thing is called in a language, ``None`` if the data has no name for it."""
        for predicate in _LABELS:
            names = [name for name in self._index.get((term, predicate), ()) if isinstance(name, Literal)]
            chosen = choose({name.language or "": name.value for name in names}, (language,))
            if chosen is not None:
                return chosen[1]
        return None

    def of(self, result: Result, language: str, limit: int = 3) -> tuple[Source, ...]:
        """Return at most ``limit`` sentences behind a result: of the property it is about, else of the thing."""
        facts: set[Term] = set(self._facts.get(result.focus, ()))
        if (result.focus, _EXACT) in self._index:
            facts.add(result.focus)
        properties = () if result.path is None else result.path.properties
        about = {fact for fact in facts if self._one(fact, _PREDICATE) in properties}
        made = {fact for fact in facts if self._one(fact, _OBJECT) == result.focus}
        sentences = {self._source(fact, language) for fact in about or made or facts & {result.focus}}
        return tuple(sorted((s for s in sentences if s), key=lambda s: (s.document, s.exact))[:limit])

    def _source(self, fact: Term, language: str) -> Source | None:
        document, exact = self._one(fact, _DOCUMENT), self._one(fact, _EXACT)
        if document is None or not isinstance(exact, Literal):
            return None
        return Source(self.label(document, language) or str(document), " ".join(exact.value.split()))

    def _one(self, term: Term, predicate: NamedNode) -> Term | None:
        return next(iter(self._index.get((term, predicate), ())), None)


def sources(triples: Iterable[Triple]) -> Sources:
    """Return the labels and facts that ``triples`` hold."""
    return Sources(triple for triple in triples if triple.predicate in _WANTED)


def sources_of(report: Report, triples: Callable[[], Iterable[Triple]]) -> Sources:
    """Return the labels and facts that a report's text needs of those that ``triples`` yields each time it is called.

    Of a large graph these are far fewer than :func:`sources` returns.
    """
    foci: set[Term] = {result.focus for result in report.results}
    paths = {prop for result in report.results if result.path for prop in result.path.properties}
    about: set[Term] = set()
    facts = set(foci)
    for triple in triples():
        if triple.predicate in _ABOUT and triple.object in foci:
            about.add(triple.subject)
            if triple.predicate == _OBJECT:
                facts.add(triple.subject)
    named = set(foci)
    for triple in triples():
        if triple.predicate == _PREDICATE and triple.object in paths and triple.subject in about:
            facts.add(triple.subject)
        elif triple.predicate == _DOCUMENT and (triple.subject in about or triple.subject in foci):
            named.add(triple.object)
    return Sources(
        triple
        for triple in triples()
        if triple.predicate in _WANTED and triple.subject in (named if triple.predicate in _LABELS else facts)
    )
