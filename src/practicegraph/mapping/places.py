"""Mentions of places: towns and districts of known countries."""

from __future__ import annotations

from dataclasses import dataclass
from collections.abc import Collection
from typing import Self


@dataclass(frozen=True, slots=True)
class PlaceKnowledge:
    """What :func:`find_places` knows of languages and the world."""

    @classmethod
    def load(cls) -> Self:
        """Read the knowledge from the data folder."""
        return cls()


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place by its ``name`` and, where known, GeoNames id; a ``doubtful`` one was written differently."""

    start: int
    end: int
    name: str
    geonames: str | None
    country: str
    doubtful: bool
    confidence: float
    method: str


def find_places(
    text: str, knowledge: PlaceKnowledge, countries: Collection[str], *, in_field: bool = False
) -> tuple[PlaceMention, ...]:  # noqa: ARG001
    """Return places of ``countries`` (ISO 3166-1 alpha-2) in ``text``; ``in_field``: the text is the value of a place field."""
    return ()
