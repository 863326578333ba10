"""What a heading asks for, told by what answers it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from practicegraph.mapping.headings import Heading

_FIGURE: Final = re.compile(r"(?:[A-Z]{3}|[€$£])?\s?\d")
_INDICATOR: Final = re.compile(r"[^\W\d_][^:\n]{2,80}:\s*[~<>≥≤]?\s*\d[\d .,'’]*")
"""What was counted, with its number."""
_OF_A_FUND: Final = re.compile(
    r"(?:(?:[^\W\d_]\.?){1,3}[ .-]?\d{1,2}(?:\.\d{1,2})?[.:)]?|\d{1,2}\.\d{1,2}\.?)[ ][–—-]?[ ]?[^\W\d_a-z][^.!?]{3,90}(?<![.!?])"
)
"""A specific objective as funds number theirs: "SO2 Integration / legal migration", "10.1. Integration"."""
CARD: Final = re.compile(r"(?P<name>[^|\n]{3,}?)\s*\|[^|\n]+\|[^|\n]*[^\W\d_],?\s[A-Z]{2}\s*")
"""A participant with its kind, and its town with the code of the country: "Filo Rosso | Social enterprise | Trapani, IT"."""
_PARTICIPANT: Final = re.compile(
    rf"{CARD.pattern}|(?=[^a-z]+\Z)[^\W\d_][^\n:]{{5,100}}[^\W\d_]{{3}}[ \u00a0]+[A-Z]{{2}}"
)
"""Such a participant of a programme of the Union, in capitals with the code of the country: "COMUNE DI TORINO IT"."""
_ADDRESS: Final = re.compile(r"<?(?:https?://|www\.)\S+\Z")
_POSTAL: Final = re.compile(
    r"(?:[A-Z]{1,2}-)?\d{4,5}\s[^\W\d_]{2,}.*,.*\d[\w/-]*\.?\Z|.*\d[\w/-]*\.?,\s\d{4,5}\s[^\W\d_]{2,}\Z"
)
"""Postcode, town, street and number, in either order."""
_SENTENCE: Final = re.compile(r"[.!]\s+[^\W\d_]")
_SHORT: Final = 70


def answered(row: Heading, value: str) -> Heading:
    """Return what a heading asks for by its answer: a sentence is no count, a figure pays nothing, an address is no place.

    Numbers of what was counted are no evaluation; an aim of a fund, which has a code, is none of the practice. One word
    asks for a title and an address in Hungarian.
    """
    told = (asked for field, asked, fits in _BY_ANSWER if field == row.field and fits(row, value))
    field = next(told, None)
    return row if field is None else row._replace(field=field)


def _is_sentence(_row: Heading, value: str) -> bool:
    return len(value) > _SHORT and _SENTENCE.search(value) is not None


def _is_address(_row: Heading, value: str) -> bool:
    return _ADDRESS.match(value) is not None


_BY_ANSWER: Final[tuple[tuple[str, str, Callable[[Heading, str], bool]], ...]] = (
    ("title", "contact", lambda _, value: _POSTAL.match(value) is not None),
    ("place", "link", _is_address),
    ("country", "link", _is_address),
    ("objective", "status", lambda row, value: " " in row.form and _OF_A_FUND.fullmatch(value) is not None),
    ("evaluation", "count", lambda _, value: _INDICATOR.fullmatch(value) is not None),
    ("evaluator", "evaluation", _is_sentence),
    ("count", "result", lambda _, value: len(value) > _SHORT and " " in value.strip()),
    ("targetGroup", "partner", lambda _, value: _PARTICIPANT.fullmatch(value) is not None),
    ("funder", "funding", lambda _, value: _FIGURE.match(value) is not None),
    ("progress", "result", lambda _, value: len(value) > _SHORT or any(map(str.isdigit, value))),
    ("progress", "status", lambda _row, _value: True),
)
"""What a heading of a field asks for in truth whose answer is such."""
