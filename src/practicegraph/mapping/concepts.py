"""Concepts of the SKOS schemes by their labels and surface forms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class ConceptKnowledge:
    """What :func:`find_concepts` knows of languages and the world."""

    @classmethod
    def load(cls) -> Self:
        """Read the knowledge from the data folder."""
        return cls()


@dataclass(frozen=True, slots=True)
class ConceptMention:
    """A concept of a scheme; ``language`` is that of the label found."""

    start: int
    end: int
    scheme: str
    notation: str
    language: str
    confidence: float
    method: str


def find_concepts(
    text: str, knowledge: ConceptKnowledge, scheme: str, language: str | None = None
) -> tuple[ConceptMention, ...]:  # noqa: ARG001
    """Return the concepts of ``scheme`` (``target-group``, ``theme`` ...) in ``text``: longest match, no overlap."""
    return ()
