"""The preferred labels of our concepts, for values that are names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

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

    @classmethod
    def load(cls) -> Self:
        """Read the schemes from ``data/vocabularies``; raise :class:`InvalidDataError` for one that does not parse."""
        labels: dict[tuple[str, str], dict[str, str]] = {}
        for scheme in NAMED_SCHEMES:
            path = folder("data", "vocabularies", f"{scheme}.ttl")
            try:
                for triple in parse(path=str(path), format=RdfFormat.TURTLE):
                    subject, label = triple.subject, triple.object
                    if (
                        triple.predicate == node("skos:prefLabel")
                        and isinstance(subject, NamedNode)
                        and isinstance(label, Literal)
                        and label.language
                    ):
                        notation = subject.value.rpartition("/")[2]
                        labels.setdefault((scheme, notation), {})[label.language] = label.value
            except SyntaxError as error:
                raise InvalidDataError(str(error), source=path, place=error.lineno) from error
        return cls(labels=labels)

    def name(self, scheme: str, notation: str) -> str:
        """Return the English name of a concept, else one in another language, else its notation."""
        found = choose(self.labels.get((scheme, notation), {}), ["en"])
        return found[1] if found else notation
