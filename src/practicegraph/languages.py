"""Language tags and the order in which labels are chosen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

ONTOLOGY_LANGUAGES: Final = ("en", "sv", "bg", "fr", "es", "de")
"""Every term of the ontology and of our own schemes has a label in each of these."""


def primary_subtag(tag: str | None) -> str:
    """Return the language of a tag without script and region (RFC 5646, 2.2.1); empty for no tag.

    >>> primary_subtag("sv-FI")
    'sv'
    """
    return (tag or "").partition("-")[0]


def chain(preferred: Iterable[str]) -> tuple[str, ...]:
    """Return the fallback order for a reader: their tags, those without region, then English.

    >>> chain(["sv-FI", "fr"])
    ('sv-FI', 'sv', 'fr', 'en')
    """
    tags: list[str] = []
    for tag in preferred:
        tags += [tag, primary_subtag(tag)]
    return tuple(dict.fromkeys([*tags, "en"]))


def choose(labels: Mapping[str, str], preferred: Sequence[str]) -> tuple[str, str] | None:
    """Return ``(language, label)`` by :func:`chain`, else the first language in order, ``None`` if empty."""
    if not labels:
        return None
    found = next((tag for tag in chain(preferred) if tag in labels), min(labels))
    return found, labels[found]
