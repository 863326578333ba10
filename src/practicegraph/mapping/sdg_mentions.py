"""Sustainable development goals and targets that an author names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class SdgKnowledge:
    """What :func:`find_sdgs` knows of languages and the world."""

    @classmethod
    def load(cls) -> Self:
        """Read the knowledge from the data folder."""
        return cls()


@dataclass(frozen=True, slots=True)
class SdgMention:
    """A goal or target by its ``code``: ``11``, ``10.7``, ``16.b``."""

    start: int
    end: int
    code: str
    confidence: float
    method: str


def find_sdgs(text: str, knowledge: SdgKnowledge, *, in_field: bool = False) -> tuple[SdgMention, ...]:  # noqa: ARG001
    """Return the goals and targets named in ``text``; ``in_field``: the text is the value of an SDG field."""
    return ()
