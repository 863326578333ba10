"""The description of a source document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from hashlib import sha256

from pyoxigraph import Literal, NamedNode, Triple

from practicegraph.graph import literals
from practicegraph.graph.identifiers import Identifiers
from practicegraph.graph.language import language_iri
from practicegraph.graph.statements import RDF_TYPE
from practicegraph.mapping.fact import Fact
from practicegraph.mapping.mapped import MappedDocument
from practicegraph.terms import node


def language_of(mapped: MappedDocument) -> str | None:
    """Return a document's language: the given one, else that of most of its facts."""
    if mapped.document.language:
        return mapped.document.language
    found = Counter(fact.language for fact in mapped.facts if fact.language)
    return min(found, key=lambda tag: (-found[tag], tag)) if found else None


def describe_document(
    mapped: MappedDocument, subject: NamedNode, language: str | None, identifiers: Identifiers
) -> Iterator[Triple]:
    """Yield the triples of a document that come from no fact: file, hash, language, source, collection.

    ``language`` is what :func:`language_of` tells; ``pg:sha256`` is that of the masked canonical text in UTF-8.
    """
    document = mapped.document
    yield Triple(subject, RDF_TYPE, node("pg:Document"))
    yield Triple(subject, node("pg:fileName"), Literal(document.name))
    yield Triple(subject, node("pg:sha256"), Literal(sha256(document.text.encode()).hexdigest()))
    if mapped.personal:
        yield Triple(subject, node("pg:withheldPersonalData"), literals.integer(len(mapped.personal)))
    if language:
        yield Triple(subject, node("schema:inLanguage"), Literal(language))
        iri = language_iri(language)
        if iri is not None:
            yield Triple(subject, node("dct:language"), iri)
    source = literals.iri(document.source) if document.source else None
    if source is not None:
        yield Triple(subject, node("dct:source"), source)
    title = best_title(mapped.facts)
    if title is not None:
        yield Triple(subject, node("dct:title"), literals.text(title.value, title.language))
    collection = document.metadata.get("collection")
    if collection:
        iri = identifiers.collection(collection)
        yield Triple(subject, node("pg:inCollection"), iri)
        yield Triple(iri, RDF_TYPE, node("pg:Collection"))
        yield Triple(iri, node("dct:title"), literals.text(collection, None))


def best_title(facts: tuple[Fact, ...]) -> Fact | None:
    """Return the surest title, of the document before those of its parts, the first of those equally sure."""
    titles = [fact for fact in facts if fact.field == "title" and fact.value]
    return min(titles, key=lambda fact: (bool(fact.part), -fact.confidence, fact.order), default=None)
