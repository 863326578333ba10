"""Sustainable development goals and targets that a text suggests without naming them."""

from __future__ import annotations

from dataclasses import dataclass
from collections.abc import Collection
from typing import Self


@dataclass(frozen=True, slots=True)
class SuggestionKnowledge:
    """What :func:`suggest_sdgs` knows of languages and the world."""

    @classmethod
    def load(cls) -> Self:
        """Read the knowledge from the data folder."""
        return cls()


@dataclass(frozen=True, slots=True)
class SdgSuggestion:
    """A goal or target by its ``code``, with the spans of the words that caused it (never empty)."""

    code: str
    evidence: tuple[tuple[int, int], ...]
    confidence: float
    method: str


def suggest_sdgs(
    text: str, knowledge: SuggestionKnowledge, language: str | None = None, themes: Collection[str] = ()
) -> tuple[SdgSuggestion, ...]:  # noqa: ARG001
    """Return at most three suggestions, best first; ``themes`` are notations already found in the text."""
    return ()
