"""The preferred labels of our concepts, for values that are names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from practicegraph.errors import InvalidDataError
from practicegraph.folders import folder
from practicegraph.languages import choose
from practicegraph.terms import node

NAMED_SCHEMES = ("funding-programme",)
"""Schemes whose concepts are given by name in a fact."""


@dataclass(frozen=True, slots=True, eq=False)
class PreferredLabels:
    """Labels by scheme and notation, then by language."""

    labels: Mapping[tuple[str, str], Mapping[str, str]]
    roles: frozenset[str]
    """Notations of target groups that are roles: they act as often as they are served."""

    circumstances: frozenset[str]
    """Notations of target groups by legal status or situation: what brings people to a project of integration."""

    demography: frozenset[str]
    """Notations of target groups by age and sex."""

    @classmethod
    def load(cls) -> Self:
        """Read the schemes from ``data/vocabularies``; raise :class:`InvalidDataError` for one that does not parse."""
        labels: dict[tuple[str, str], dict[str, str]] = {}
        for scheme in NAMED_SCHEMES:
            for subject, predicate, label in _triples(scheme):
                if predicate == node("skos:prefLabel") and isinstance(label, Literal) and label.language:
                    labels.setdefault((scheme, _notation(subject)), {})[label.language] = label.value
        broader = _broader("target-group")
        return cls(
            labels=labels,
            roles=_narrower(broader, "role"),
            circumstances=_narrower(broader, "legal-status") | _narrower(broader, "situation"),
            demography=_narrower(broader, "demography"),
        )

    def name(self, scheme: str, notation: str) -> str:
        """Return the English name of a concept, else one in another language, else its notation."""
        found = choose(self.labels.get((scheme, notation), {}), ["en"])
        return found[1] if found else notation


def _triples(scheme: str) -> list[tuple[NamedNode, NamedNode, Any]]:
    path = folder("data", "vocabularies", f"{scheme}.ttl")
    try:
        return [
            (triple.subject, triple.predicate, triple.object)
            for triple in parse(path=str(path), format=RdfFormat.TURTLE)
            if isinstance(triple.subject, NamedNode)
        ]
    except SyntaxError as error:
        raise InvalidDataError(str(error), source=path, place=error.lineno) from error


def _broader(scheme: str) -> dict[str, set[str]]:
    """Return the notations of the concepts right below each."""
    broader: dict[str, set[str]] = {}
    for subject, predicate, other in _triples(scheme):
        if predicate == node("skos:broader") and isinstance(other, NamedNode):
            broader.setdefault(_notation(other), set()).add(_notation(subject))
    return broader


def _narrower(broader: Mapping[str, set[str]], top: str) -> frozenset[str]:
    """Return the notations of all concepts below ``top``."""
    found: set[str] = set()
    waiting = [top]
    while waiting:
        new = broader.get(waiting.pop(), set()) - found
        found |= new
        waiting += new
    return frozenset(found)


def _notation(concept: NamedNode) -> str:
    return concept.value.rpartition("/")[2]
