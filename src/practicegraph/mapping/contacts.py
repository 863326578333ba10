"""E-mail addresses, telephone numbers and names of contact persons."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class ContactKnowledge:
    """What :func:`find_phones` knows of languages and the world."""

    @classmethod
    def load(cls) -> Self:
        """Read the knowledge from the data folder."""
        return cls()


@dataclass(frozen=True, slots=True)
class EmailMention:
    """An e-mail address."""

    start: int
    end: int
    address: str
    confidence: float
    method: str


@dataclass(frozen=True, slots=True)
class PhoneMention:
    """A telephone number as ``written`` and in E.164 form where derivable; ``service`` marks a public service line."""

    start: int
    end: int
    written: str
    e164: str | None
    service: bool
    confidence: float
    method: str


@dataclass(frozen=True, slots=True)
class PersonMention:
    """The name of a person, without the title before it."""

    start: int
    end: int
    name: str
    confidence: float
    method: str


def find_emails(text: str) -> tuple[EmailMention, ...]:  # noqa: ARG001
    """Return the e-mail addresses in ``text``."""
    return ()


def find_phones(
    text: str, knowledge: ContactKnowledge, country: str | None = None
) -> tuple[PhoneMention, ...]:  # noqa: ARG001
    """Return the telephone numbers in ``text``; ``country`` (ISO 3166-1 alpha-2) resolves national numbers."""
    return ()


def find_persons(
    text: str, knowledge: ContactKnowledge, *, in_field: bool = False
) -> tuple[PersonMention, ...]:  # noqa: ARG001
    """Return names of persons after titles and contact roles; ``in_field``: the text is the value of a contact field."""
    return ()
