"""Linksets (VoID, section 5): our links to the data sets of others, apart for each, counted by predicate."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from practicegraph.errors import InvalidDataError
from practicegraph.terms import node

_TYPE: Final = node("rdf:type")
_NO_LINKS: Final = frozenset(
    {_TYPE, *map(node, ("skos:inScheme", "skos:topConceptOf", "skos:hasTopConcept", "skos:member"))}
)
"""Predicates that say where a thing belongs, and do not link it."""
_UNLINKED: Final = frozenset({"inferred", "metadata", "ontology", "evidence", "quality", "validation"})
"""Graphs without links of our own: linksets hold what is stated of things."""


@dataclass(frozen=True, slots=True, order=True)
class Target:
    """A data set that we link to: the linkset's name, its IRI, and what the IRIs of its things begin with."""

    name: str
    iri: str
    uri_space: str


def read_targets(path: Path) -> tuple[tuple[Target, ...], tuple[ox.Triple, ...]]:
    """Return the targets that a Turtle file describes, and all it says; raises :class:`InvalidDataError`."""
    try:
        triples = tuple(quad.triple for quad in ox.parse(path=path, format=ox.RdfFormat.TURTLE))
    except (SyntaxError, OSError) as error:
        place = getattr(error, "lineno", None)
        raise InvalidDataError(f"does not parse: {error}", source=path, place=place) from error
    names = _literals(triples, "dct:identifier")
    spaces = _literals(triples, "void:uriSpace")
    for iri in spaces.keys() ^ names.keys():
        raise InvalidDataError(f"<{iri}> needs both dct:identifier and void:uriSpace", source=path)
    return tuple(sorted(Target(names[iri], iri, spaces[iri]) for iri in names)), triples


def links(triples: Iterable[ox.Triple], targets: Iterable[Target]) -> dict[Target, set[ox.Triple]]:
    """Return for each target the triples that link a thing that is not the target's to one that is."""
    found: dict[Target, set[ox.Triple]] = {target: set() for target in targets}
    spaces = tuple(target.uri_space for target in found)
    for triple in triples:
        if not (isinstance(triple.object, ox.NamedNode) and triple.object.value.startswith(spaces)):
            continue
        if triple.predicate in _NO_LINKS or not isinstance(triple.subject, ox.NamedNode):
            continue
        subject = f"{triple.subject.value}/"
        for target, linking in found.items():
            if triple.object.value.startswith(target.uri_space) and not subject.startswith(target.uri_space):
                linking.add(triple)
    return found


def linking_graphs(names: Iterable[str]) -> list[str]:
    """Return those of the graphs' names whose triples may be links."""
    return [name for name in names if name not in _UNLINKED]


def file_name(target: Target) -> str:
    """Return the name of the file of a linkset."""
    return f"linkset-{target.name}.nt"


def describe(path: Path, graphs: Mapping[str, Iterable[ox.Triple]], base: str) -> Iterator[ox.Triple]:
    """Yield the description of the linksets of a release that are not empty, and of their targets.

    ``path`` is the Turtle file of the targets, ``graphs`` are those of the release by name.
    """
    targets, told = read_targets(path)
    stated = (triple for name in linking_graphs(graphs) for triple in graphs[name])
    counted = {target: predicates(linking) for target, linking in links(stated, targets).items()}
    yield from describe_counts(counted, told, base)


def predicates(triples: Iterable[ox.Triple]) -> Counter[ox.NamedNode]:
    """Return how often triples have each predicate."""
    return Counter(triple.predicate for triple in triples)


def describe_counts(
    counted: Mapping[Target, Mapping[ox.NamedNode, int]], told: Iterable[ox.Triple], base: str
) -> Iterator[ox.Triple]:
    """Yield the description of linksets whose links are counted by predicate, and what is told of their targets."""
    for target, numbers in counted.items():
        if numbers:
            yield from _linkset(target, numbers, base)
            yield from (triple for triple in told if triple.subject == ox.NamedNode(target.iri))


def _linkset(target: Target, counted: Mapping[ox.NamedNode, int], base: str) -> Iterator[ox.Triple]:
    """Yield a linkset, and one below it for each predicate, of which VoID allows one in a linkset."""
    dataset, objects = ox.NamedNode(f"{base}dataset"), ox.NamedNode(target.iri)
    linkset = ox.NamedNode(f"{base}linkset/{target.name}")
    yield ox.Triple(dataset, node("void:subset"), linkset)
    yield ox.Triple(linkset, node("dct:title"), ox.Literal(f"Links to {target.name}", language="en"))
    yield ox.Triple(linkset, node("void:dataDump"), ox.NamedNode(f"{base}downloads/{file_name(target)}"))
    parts = {
        ox.NamedNode(f"{linkset.value}/{_local(predicate)}"): (predicate, number)
        for predicate, number in counted.items()
    }
    for part, (predicate, number) in parts.items():
        yield ox.Triple(linkset, node("void:subset"), part)
        yield ox.Triple(part, node("void:linkPredicate"), predicate)
        yield ox.Triple(part, node("void:triples"), ox.Literal(number))
    yield ox.Triple(linkset, node("void:triples"), ox.Literal(sum(counted.values())))
    for one in (linkset, *parts):
        yield ox.Triple(one, _TYPE, node("void:Linkset"))
        yield ox.Triple(one, node("void:subjectsTarget"), dataset)
        yield ox.Triple(one, node("void:objectsTarget"), objects)


def described_targets(metadata: Iterable[ox.Triple], base: str) -> tuple[Target, ...]:
    """Return the targets of the linksets that a release's ``graph/metadata`` describes; see :func:`describe`."""
    triples = tuple(metadata)
    spaces = _literals(triples, "void:uriSpace")
    prefix = f"{base}linkset/"
    found = {
        Target(triple.subject.value.removeprefix(prefix), triple.object.value, spaces[triple.object.value])
        for triple in triples
        if triple.predicate == node("void:objectsTarget")
        and isinstance(triple.subject, ox.NamedNode)
        and isinstance(triple.object, ox.NamedNode)
        and triple.object.value in spaces
    }
    return tuple(sorted(target for target in found if "/" not in target.name))


def _literals(triples: Iterable[ox.Triple], predicate: str) -> dict[str, str]:
    """Return the literal values of a property by the IRI of their subject."""
    return {
        triple.subject.value: triple.object.value
        for triple in triples
        if triple.predicate == node(predicate)
        and isinstance(triple.subject, ox.NamedNode)
        and isinstance(triple.object, ox.Literal)
    }


def _local(predicate: ox.NamedNode) -> str:
    return predicate.value.replace("#", "/").rpartition("/")[2]
