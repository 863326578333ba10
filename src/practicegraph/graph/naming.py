"""Naming: what a person writes for a term of the graph – an IRI, a compact name, a slug, a literal."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import pyoxigraph as ox

from practicegraph.errors import InvalidDataError
from practicegraph.terms import PREFIXES, prefixes
from practicegraph.wording import Wording

_KINDS: Final = (
    "practice",
    "publication",
    "call",
    "undertaking",
    "document",
    "organization",
    "collection",
    "place",
    "fact",
)
"""The first part of our instances' paths."""
_VOCABULARIES: Final = ("pg", "rdf", "rdfs", "owl", "skos", "dct", "foaf", "schema", "org", "prov", "sdgo")
"""Prefixes a property's bare name is looked for under, in this order."""

Known = Callable[[ox.NamedNode], bool]
"""Tells whether the graph says anything of an IRI."""


def term(written: str, base: str, known: Known) -> ox.NamedNode | ox.Literal:
    """Return the term that is meant; raise :class:`InvalidDataError` where none or several can be.

    Taken are ``<IRI>`` and ``IRI``, ``prefix:name``, ``KIND/SLUG`` and ``SCHEME/NOTATION``, a slug or a class's
    name alone, and literals as in Turtle: ``"text"@en``.
    """
    written = written.strip()
    if written.startswith(('"', "'")):
        return _literal(written)
    full = _full(written, base)
    if full is not None:
        return full
    if "/" in written:
        candidates = [f"{base}id/{written}", f"{base}concept/{written}", f"{base}{written}"]
    else:
        candidates = [*(f"{base}id/{kind}/{written}" for kind in _KINDS), PREFIXES["pg"] + written]
    found = [each for each in map(_iri, candidates) if known(each)]
    if len(found) == 1:
        return found[0]
    if found:
        raise InvalidDataError(
            Wording("may be {names}", names=", ".join(each.value for each in found)), source=written
        )
    raise InvalidDataError("names nothing in the graph", source=written)


def predicate(written: str, base: str, known: Known) -> ox.NamedNode:
    """Return the property that is meant: ``a``, an IRI, a compact name, or the name alone of a known one."""
    written = written.strip()
    if written == "a":
        return ox.NamedNode(PREFIXES["rdf"] + "type")
    full = _full(written, base)
    if full is not None:
        return full
    for prefix in _VOCABULARIES:
        candidate = _iri(PREFIXES[prefix] + written)
        if known(candidate):
            return candidate
    raise InvalidDataError("is no property of the graph", source=written)


def compact(iri: str, base: str) -> str:
    """Return an IRI as ``prefix:name`` where a prefix fits, else as it is."""
    fitting = [(name, start) for name, start in prefixes(base).items() if iri.startswith(start)]
    if not fitting:
        return iri
    name, start = max(fitting, key=lambda each: len(each[1]))
    return f"{name}:{iri.removeprefix(start)}"


def _full(written: str, base: str) -> ox.NamedNode | None:
    if written.startswith("<") and written.endswith(">"):
        return _iri(written[1:-1])
    prefix, colon, local = written.partition(":")
    if colon and prefix in prefixes(base):
        return _iri(prefixes(base)[prefix] + local)
    return _iri(written) if colon else None


def _iri(text: str) -> ox.NamedNode:
    try:
        return ox.NamedNode(text)
    except ValueError as error:
        raise InvalidDataError(Wording("can be no IRI: {error}", error=str(error)), source=text) from error


def _literal(written: str) -> ox.Literal:
    head = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
    try:
        quads = list(ox.parse(f"{head}<x:s> <x:p> {written} .".encode(), ox.RdfFormat.TURTLE))
    except SyntaxError as error:
        raise InvalidDataError(Wording("is no literal: {error}", error=error.msg), source=written) from error
    value = quads[0].object if len(quads) == 1 else None
    if not isinstance(value, ox.Literal):
        raise InvalidDataError("is no literal", source=written)
    return value
