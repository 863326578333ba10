"""Literals and IRIs from values as facts have them, numbers and times as the store normalises them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Final
from urllib.parse import quote

from pyoxigraph import Literal, NamedNode

from practicegraph.consolidation.periods import first_day
from practicegraph.graph.canonical import normal
from practicegraph.mapping.fact import JsonValue
from practicegraph.terms import node

_PRECISIONS: Final[Mapping[int, NamedNode]] = {
    4: node("xsd:gYear"),
    7: node("xsd:gYearMonth"),
    10: node("xsd:date"),
}
_DATE: Final = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
_DURATION: Final = re.compile(r"P(?=\d|T\d)(\d+Y)?(\d+M)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?")
_WEEKS: Final = re.compile(r"P(\d+)W")
_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_KEPT: Final = "!#$%&'()*+,/:;=?@[]~"


def text(value: JsonValue, language: str | None) -> Literal:
    """Return a text in its language; without one, or with a tag that is none, a plain string."""
    if language:
        try:
            return Literal(str(value), language=language)
        except ValueError:
            return Literal(str(value))
    return Literal(str(value))


def date(value: JsonValue) -> Literal | None:
    """Return a date at the precision it is written in: year, year and month, or day; ``None`` for no date."""
    written = str(value)
    if not _DATE.fullmatch(written) or first_day(written) is None:
        return None
    return normal(Literal(written, datatype=_PRECISIONS[len(written)]))


def duration(value: JsonValue) -> Literal | None:
    """Return an ISO 8601 duration, weeks as days, which is what ``xsd:duration`` has; ``None`` for none."""
    weeks = _WEEKS.fullmatch(str(value))
    written = f"P{int(weeks[1]) * 7}D" if weeks else str(value)
    if not _DURATION.fullmatch(written):
        return None
    return normal(Literal(written, datatype=node("xsd:duration")))


def decimal(value: JsonValue) -> Literal | None:
    """Return a number as ``xsd:decimal`` without exponent; ``None`` for no finite number."""
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    if not number.is_finite():
        return None
    plain = format(number.normalize(), "f")
    return normal(Literal(plain, datatype=node("xsd:decimal")))


def boolean(value: object) -> Literal:
    """Return ``xsd:boolean``."""
    return Literal("true" if value else "false", datatype=node("xsd:boolean"))


def integer(value: int) -> Literal:
    """Return ``xsd:integer``."""
    return Literal(str(value), datatype=node("xsd:integer"))


def iri(value: JsonValue) -> NamedNode | None:
    """Return an absolute IRI, what may not stand in one percent-encoded; ``None`` where it has no scheme."""
    written = str(value).strip()
    if not _SCHEME.match(written):
        return None
    escaped = "".join(
        letter if ord(letter) > 0x9F or letter.isalnum() else quote(letter, safe=_KEPT) for letter in written
    )
    try:
        return NamedNode("".join(letter for letter in escaped if not letter.isspace()))
    except ValueError:
        return None
