"""The number that ends the name of a university or a school: "Paris 8", "Szkoła Podstawowa nr 3"."""

from __future__ import annotations

import re
from typing import Final

_NUMBER: Final = re.compile(
    r"[ \u00a0](?:(?:[Nn]r\.?|[Nn]o\.|[Nn][.ºo°]{1,2}|№|č\.|št\.|br\.|αρ\.|nº|n°)[ \u00a0]?\d{1,3}|\d{1,2})(?![\w%‰°]|[.,:/-]\d|[ \u00a0][%‰\d])"
)
_NUMBERED: Final = frozenset({"educational-institution"})
"""The types of organisations that are told apart by numbers."""


def with_number(text: str, end: int, kind: str | None) -> int:
    """Return where a name that is told up to ``end`` ends, its number with it; ``kind`` is the type's notation."""
    number = _NUMBER.match(text, end) if kind in _NUMBERED else None
    return number.end() if number else end
