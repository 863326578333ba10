"""The DCAT description: what the dataset is, under which licence, how to get it and what it covers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from practicegraph.errors import InvalidDataError
from practicegraph.terms import node

_MEDIA_TYPES: Final = "https://www.iana.org/assignments/media-types/"
_TYPE: Final = node("rdf:type")


def describe(
    description: Path, triples: Iterable[ox.Triple], downloads: Iterable[tuple[str, str]], base: str
) -> Iterator[ox.Triple]:
    """Yield the DCAT description of a release.

    ``description`` is a Turtle file with what does not change from release to release; ``triples`` are
    what it covers; ``downloads`` are file names with media types. Raises :class:`InvalidDataError` if
    the file does not parse.
    """
    dataset = ox.NamedNode(f"{base}dataset")
    try:
        yield from (quad.triple for quad in ox.parse(path=description, base_iri=dataset.value))
    except (SyntaxError, OSError) as error:
        raise InvalidDataError(str(error), source=description) from error
    for name, media_type in downloads:
        distribution = ox.NamedNode(f"{base}downloads/{name}")
        yield ox.Triple(dataset, node("dcat:distribution"), distribution)
        yield ox.Triple(dataset, node("void:dataDump"), distribution)
        yield ox.Triple(distribution, _TYPE, node("dcat:Distribution"))
        yield ox.Triple(distribution, node("dcat:downloadURL"), distribution)
        yield ox.Triple(distribution, node("dcat:mediaType"), ox.NamedNode(_MEDIA_TYPES + media_type))
    yield from _service(dataset, base)
    yield from _coverage(dataset, triples)


def _service(dataset: ox.NamedNode, base: str) -> Iterator[ox.Triple]:
    endpoint = ox.NamedNode(f"{base}sparql")
    yield ox.Triple(endpoint, _TYPE, node("dcat:DataService"))
    yield ox.Triple(endpoint, node("dcat:endpointURL"), endpoint)
    yield ox.Triple(endpoint, node("dcat:servesDataset"), dataset)
    yield ox.Triple(
        endpoint, node("dct:conformsTo"), ox.NamedNode("https://www.w3.org/TR/sparql11-protocol/")
    )
    yield ox.Triple(dataset, node("void:sparqlEndpoint"), endpoint)


def _coverage(dataset: ox.NamedNode, triples: Iterable[ox.Triple]) -> Iterator[ox.Triple]:
    """Yield the countries of undertakings, and the first and last day that any of them ran."""
    country, earliest, latest = node("pg:country"), node("pg:earliestStart"), node("pg:latestEnd")
    starts, ends = [], []
    for triple in triples:
        if triple.predicate == country and isinstance(triple.object, ox.NamedNode):
            yield ox.Triple(dataset, node("dct:spatial"), triple.object)
        elif triple.predicate == earliest and isinstance(triple.object, ox.Literal):
            starts.append(triple.object)
        elif triple.predicate == latest and isinstance(triple.object, ox.Literal):
            ends.append(triple.object)
    if starts or ends:
        period = ox.NamedNode(f"{dataset.value}/period")
        yield ox.Triple(dataset, node("dct:temporal"), period)
        yield ox.Triple(period, _TYPE, node("dct:PeriodOfTime"))
        if starts:
            first = min(starts, key=lambda literal: literal.value)
            yield ox.Triple(period, node("dcat:startDate"), first)
        if ends:
            yield ox.Triple(period, node("dcat:endDate"), max(ends, key=lambda literal: literal.value))
