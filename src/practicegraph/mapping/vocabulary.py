"""Labels of the SKOS vocabularies: the gazetteers of the annotators."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from practicegraph.errors import InvalidDataError
from practicegraph.folders import folder
from practicegraph.terms import node

_LABELS: Final = {
    node("skos:prefLabel").value: "preferred",
    node("skos:altLabel").value: "alternative",
    node("skos:hiddenLabel").value: "hidden",
    node("pg:acronym").value: "acronym",
}
_SCHEME: Final = node("skos:ConceptScheme").value
_TYPE: Final = node("rdf:type").value


@dataclass(frozen=True, slots=True)
class Label:
    """A label of a resource; ``kind`` is ``preferred``, ``alternative``, ``hidden`` or ``acronym``."""

    text: str
    language: str
    kind: str


@dataclass(slots=True)
class Term:
    """A concept, organisation or place of a vocabulary with its labels and the values of its properties."""

    iri: str
    labels: list[Label] = field(default_factory=list)
    values: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    @property
    def notation(self) -> str:
        """The notation, else the last part of the IRI."""
        given = self.values.get(node("skos:notation").value)
        return given[0] if given else self.iri.rstrip("/").rsplit("/", 1)[-1]

    def first(self, curie: str) -> str | None:
        """Return the first value of a property, ``None`` if it has none."""
        values = self.values.get(node(curie).value)
        return values[0] if values else None

    def name(self, language: str = "en") -> str:
        """Return the preferred label in ``language``, else the first preferred one, else the notation."""
        preferred = [label for label in self.labels if label.kind == "preferred"]
        chosen = next((label for label in preferred if label.language == language), None)
        return (chosen or preferred[0]).text if preferred else self.notation


def vocabularies() -> tuple[str, ...]:
    """Return the names of the vocabularies there are, sorted."""
    return tuple(sorted(path.stem for path in folder("data", "vocabularies").glob("*.ttl")))


def read_terms(name: str) -> tuple[Term, ...]:
    """Return the terms of ``data/vocabularies/NAME.ttl`` in order of their IRIs, without the scheme.

    A vocabulary that is not there has none. Raises :class:`InvalidDataError` for Turtle that does not parse.
    """
    path = folder("data", "vocabularies", f"{name}.ttl")
    terms = {term.iri: term for term in _terms(path)} if path.is_file() else {}
    return tuple(
        terms[iri]
        for iri in sorted(terms)
        if _SCHEME not in terms[iri].values.get(_TYPE, ()) and terms[iri].labels
    )


def _terms(path: Path) -> Iterator[Term]:
    """Yield the subjects of a Turtle file."""
    terms: dict[str, Term] = {}
    try:
        for triple in parse(path=str(path), format=RdfFormat.TURTLE):
            if not isinstance(triple.subject, NamedNode):
                continue
            iri, predicate, value = triple.subject.value, triple.predicate.value, triple.object
            if iri not in terms:
                terms[iri] = Term(iri)
            kind = _LABELS.get(predicate)
            if kind and isinstance(value, Literal):
                terms[iri].labels.append(Label(value.value, value.language or "", kind))
            elif isinstance(value, (Literal, NamedNode)):
                terms[iri].values[predicate].append(value.value)
    except (SyntaxError, OSError) as error:
        raise InvalidDataError(str(error), source=path) from error
    yield from terms.values()
