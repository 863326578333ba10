"""Mentions of countries by name, alias or adjective."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class CountryKnowledge:
    """What :func:`find_countries` knows of languages and the world."""

    @classmethod
    def load(cls) -> Self:
        """Read the knowledge from the data folder."""
        return cls()


@dataclass(frozen=True, slots=True)
class CountryMention:
    """A country (ISO 3166-1 alpha-2); an ``adjective`` mention is never a statement of country."""

    start: int
    end: int
    code: str
    adjective: bool
    confidence: float
    method: str


def find_countries(
    text: str, knowledge: CountryKnowledge, language: str | None = None
) -> tuple[CountryMention, ...]:  # noqa: ARG001
    """Return the mentions of countries in ``text`` in order."""
    return ()
