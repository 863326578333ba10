"""What the mapping made of one document, without the document: what a cache keeps and a process hands over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any, Final, Self

from practicegraph.building.lexicon import unknown_language
from practicegraph.mapping.fact import Basis, Evidence, Fact
from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapped import MappedDocument
from practicegraph.mapping.mapping import map_document
from practicegraph.reading.blocks import Document

_KEYS: Final = tuple(field.name for field in fields(Fact))


@dataclass(frozen=True, slots=True)
class Outcome:
    """The facts of one document, the spans of its text that are masked, and the language the lexicon lacks, if it does."""

    facts: tuple[Fact, ...]
    personal: tuple[Fact, ...]
    masked: tuple[tuple[int, int], ...]
    unknown_language: str | None = None

    @classmethod
    def of(cls, document: Document) -> Self:
        """Map a document."""
        mapped = map_document(document, Knowledge.load())
        return cls(
            facts=mapped.facts,
            personal=mapped.personal,
            masked=tuple(_differing(document.text, mapped.document.text)),
            unknown_language=unknown_language(document),
        )

    def mapped(self, document: Document) -> MappedDocument:
        """Return the mapped form of the document that this is the outcome of."""
        return MappedDocument(document.masked(self.masked), self.facts, self.personal)

    def to_json(self) -> dict[str, Any]:
        """Return the outcome as JSON that gives back exactly the same, the types of numbers included."""
        return {
            "facts": [_fact_values(fact) for fact in self.facts],
            "personal": [_fact_values(fact) for fact in self.personal],
            "masked": self.masked,
            "unknown_language": self.unknown_language,
        }

    @classmethod
    def from_json(cls, record: dict[str, Any]) -> Self:
        """Return the outcome of :meth:`to_json`; raise ``ValueError``, ``TypeError`` or ``KeyError`` if it is none."""
        return cls(
            facts=tuple(_fact(values) for values in record["facts"]),
            personal=tuple(_fact(values) for values in record["personal"]),
            masked=tuple((start, end) for start, end in record["masked"]),
            unknown_language=record["unknown_language"],
        )


def _differing(text: str, other: str) -> Iterator[tuple[int, int]]:
    """Yield the spans in which two texts of one length differ."""
    start = None
    for index, (one, two) in enumerate(zip(text, other, strict=True)):
        if one != two and start is None:
            start = index
        elif one == two and start is not None:
            yield start, index
            start = None
    if start is not None:
        yield start, len(text)


def _fact_values(fact: Fact) -> list[Any]:
    evidence = [[one.document, one.start, one.end, one.exact] for one in fact.evidence]
    return [evidence if key == "evidence" else getattr(fact, key) for key in _KEYS]


def _fact(values: list[Any]) -> Fact:
    record = dict(zip(_KEYS, values, strict=True))
    return Fact(
        **record
        | {
            "basis": Basis(record["basis"]),
            "details": tuple((name, value) for name, value in record["details"]),
            "evidence": tuple(Evidence(*one) for one in record["evidence"]),
        }
    )
