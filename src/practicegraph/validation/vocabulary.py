"""Integrity of a SKOS vocabulary (SKOS Reference, W3C): what would mislead those who use it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final, Literal, Self

import pyoxigraph as ox

from practicegraph.terms import node

Severity = Literal["error", "warning"]
Terms = dict[object, set[object]]

_LABELS: Final = ("skos:altLabel", "skos:hiddenLabel")


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something wrong: an error keeps a vocabulary out, a warning does not."""

    severity: Severity
    message: str

    def __str__(self) -> str:
        """Return one line for people."""
        return f"{self.severity}: {self.message}"


@dataclass(frozen=True)
class Vocabulary:
    """The triples of a vocabulary by predicate and subject, and its concepts and schemes."""

    index: dict[ox.NamedNode, Terms]
    concepts: frozenset[object]
    schemes: frozenset[object]

    @classmethod
    def of(cls, triples: Iterable[ox.Triple]) -> Self:
        """Return the vocabulary that the triples make; what a scheme or a hierarchy names is a concept too."""
        index: dict[ox.NamedNode, Terms] = defaultdict(lambda: defaultdict(set))
        for triple in triples:
            index[triple.predicate][triple.subject].add(triple.object)
        types = index[node("rdf:type")]
        schemes = {one for one, kinds in types.items() if node("skos:ConceptScheme") in kinds}
        concepts = {one for one, kinds in types.items() if node("skos:Concept") in kinds}
        concepts |= index[node("skos:inScheme")].keys() | index[node("skos:topConceptOf")].keys()
        return cls(index, frozenset(concepts), frozenset(schemes))

    def values(self, predicate: str) -> Terms:
        """Return the objects of a property by subject."""
        return self.index.get(node(predicate), {})

    def broader(self) -> Terms:
        """Return the broader concepts of each concept, from both directions of the hierarchy."""
        found: Terms = defaultdict(set)
        for concept, above in self.values("skos:broader").items():
            found[concept] |= above
        for concept, below in self.values("skos:narrower").items():
            for one in below:
                found[one].add(concept)
        return found

    def members(self, scheme: ox.NamedNode) -> frozenset[object]:
        """Return the concepts of one scheme."""
        found = set(self.values("skos:hasTopConcept").get(scheme, ()))
        for prop in ("skos:inScheme", "skos:topConceptOf"):
            found |= {concept for concept, schemes in self.values(prop).items() if scheme in schemes}
        return frozenset(found)


def problems(triples: Iterable[ox.Triple], base: str) -> list[Problem]:
    """Return what is wrong with a vocabulary of others, errors first; ``base`` is that of our own IRIs."""
    triples = list(triples)
    vocabulary = Vocabulary.of(triples)
    found = {problem for check in _CHECKS for problem in check(vocabulary)}
    return sorted(found.union(_foreign(triples, base)))


def _foreign(triples: list[ox.Triple], base: str) -> Iterator[Problem]:
    """Tell of IRIs that are not whole, and of those that are ours to describe."""
    iris = {term.value for triple in triples for term in triple if isinstance(term, ox.NamedNode)}
    for iri in iris:
        if iri.startswith("file:"):
            yield Problem("error", f"<{iri}> is relative in the file: it has no @base")
    for subject in {triple.subject for triple in triples}:
        if isinstance(subject, ox.NamedNode) and subject.value.startswith(base):
            yield Problem("error", f"{subject} is one of our IRIs, which only our own vocabularies describe")


def _concepts(vocabulary: Vocabulary) -> Iterator[Problem]:
    if not vocabulary.concepts:
        yield Problem("error", "there is no skos:Concept in it")
    for concept in vocabulary.concepts & vocabulary.schemes:
        yield Problem("error", f"{concept} is both a concept and a scheme (S9)")
    for concept in vocabulary.concepts - vocabulary.values("skos:prefLabel").keys():
        if concept in vocabulary.values("rdf:type"):
            yield Problem("warning", f"{concept} has no skos:prefLabel")


def _preferred_labels(vocabulary: Vocabulary) -> Iterator[Problem]:
    for concept, labels in vocabulary.values("skos:prefLabel").items():
        by_language: dict[str, set[str]] = defaultdict(set)
        for label in labels:
            if not isinstance(label, ox.Literal):
                yield Problem("error", f"{concept} has a skos:prefLabel that is no literal")
                continue
            by_language[label.language or ""].add(label.value)
        for language, texts in by_language.items():
            if len(texts) > 1:
                named = " and ".join(f"{text!r}" for text in sorted(texts))
                where = f"in {language!r}" if language else "without a language"
                yield Problem("error", f"{concept} has several skos:prefLabel {where}: {named} (S14)")
        for prop in _LABELS:
            for label in labels & vocabulary.values(prop).get(concept, set()):
                yield Problem("warning", f"{concept}: {label} is skos:prefLabel and {prop} (S13)")


def _hierarchy(vocabulary: Vocabulary) -> Iterator[Problem]:
    broader = vocabulary.broader()
    for cycle in _cycles(broader):
        path = " > ".join(str(one) for one in (*cycle, cycle[0]))
        yield Problem("error", f"the hierarchy turns in a circle: {path}")
    described = vocabulary.concepts
    for concept, above in broader.items():
        for one in above - described:
            yield Problem("warning", f"{concept} is below {one}, which is not described")
    for concept, related in vocabulary.values("skos:related").items():
        for one in related & broader.get(concept, set()):
            yield Problem("warning", f"{concept} is both related to and below {one} (S27)")


def _cycles(broader: Terms) -> Iterator[tuple[object, ...]]:
    """Yield one cycle for each that a walk up the hierarchy meets, from its least concept on."""
    finished: set[object] = set()
    for start in sorted(broader, key=str):
        path: list[object] = []
        on_path: set[object] = set()
        waiting: list[tuple[object, bool]] = [(start, False)]
        while waiting:
            concept, is_left = waiting.pop()
            if is_left:
                path.pop()
                on_path.discard(concept)
                finished.add(concept)
            elif concept in on_path:
                cycle = path[path.index(concept) :]
                first = cycle.index(min(cycle, key=str))
                yield (*cycle[first:], *cycle[:first])
            elif concept not in finished:
                path.append(concept)
                on_path.add(concept)
                waiting.append((concept, True))
                waiting += [(one, False) for one in sorted(broader.get(concept, ()), key=str, reverse=True)]


def _notations(vocabulary: Vocabulary) -> Iterator[Problem]:
    bearers: dict[tuple[object, object], set[object]] = defaultdict(set)
    for concept, notations in vocabulary.values("skos:notation").items():
        for notation in notations:
            for scheme in vocabulary.values("skos:inScheme").get(concept, ()):
                bearers[scheme, notation].add(concept)
    for (scheme, notation), concepts in bearers.items():
        if len(concepts) > 1:
            named = " and ".join(sorted(map(str, concepts)))
            yield Problem("error", f"the notation {notation} in {scheme} belongs to {named}")


_CHECKS: Final[tuple[Callable[[Vocabulary], Iterator[Problem]], ...]] = (
    _concepts,
    _preferred_labels,
    _hierarchy,
    _notations,
)
