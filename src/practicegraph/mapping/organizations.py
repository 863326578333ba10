"""Organisations: the registry, names in values, types."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class OrganizationKnowledge:
    """What :func:`find_organizations` knows of languages and the world."""

    @classmethod
    def load(cls) -> Self:
        """Read the knowledge from the data folder."""
        return cls()


@dataclass(frozen=True, slots=True)
class OrganizationMention:
    """An organisation: ``name`` as the registry has it, else as written; ``slug`` is that of the registry or derived from the name."""

    start: int
    end: int
    name: str
    slug: str
    registered: bool
    acronym: str | None
    type: str | None
    country: str | None
    confidence: float
    method: str


def find_organizations(
    text: str, knowledge: OrganizationKnowledge, language: str | None = None
) -> tuple[OrganizationMention, ...]:  # noqa: ARG001
    """Return the registered organisations and those told by their words in running text."""
    return ()


def split_organizations(
    value: str, knowledge: OrganizationKnowledge, language: str | None = None
) -> tuple[OrganizationMention, ...]:  # noqa: ARG001
    """Return the organisations that the value of an organisation field lists; every part is one."""
    return ()


def organization_type(name: str, knowledge: OrganizationKnowledge) -> str | None:  # noqa: ARG001
    """Return the notation of the organisation type that the words of ``name`` tell, ``None`` if none does."""
    return None
