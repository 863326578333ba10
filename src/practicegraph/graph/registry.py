"""Which organisations and places the vocabularies describe already."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pyoxigraph import NamedNode, RdfFormat, parse

from practicegraph.errors import InvalidDataError
from practicegraph.folders import folder
from practicegraph.terms import BASE, node

_NAMES = frozenset({node("skos:prefLabel"), node("rdfs:label")})
_KINDS = (f"{BASE}id/organization/", f"{BASE}id/place/")


@cache
def registered() -> frozenset[str]:
    """Return the IRIs (under the default base) of the organisations and places that a vocabulary names.

    Raises :class:`InvalidDataError` naming a vocabulary that does not parse.
    """
    found: set[str] = set()
    for path in sorted(folder("data", "vocabularies").glob("*.ttl")):
        found |= _named(path)
    return frozenset(found)


def _named(path: Path) -> set[str]:
    data = path.read_bytes()
    if not any(f"id/{kind}/".encode() in data for kind in ("organization", "place")):
        return set()
    try:
        return {
            quad.subject.value
            for quad in parse(data, format=RdfFormat.TURTLE)
            if isinstance(quad.subject, NamedNode)
            and quad.predicate in _NAMES
            and quad.subject.value.startswith(_KINDS)
        }
    except SyntaxError as error:
        raise InvalidDataError(str(error), source=path) from error
