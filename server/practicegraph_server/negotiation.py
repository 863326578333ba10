"""Content negotiation (RFC 9110, section 12.5) over the one table of media types."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from werkzeug.http import parse_list_header, parse_options_header

from practicegraph.engine.formats import Format, format_of

_LONGEST: Final = 500
"""Characters up to which the choice for a header is remembered."""
_WEIGHT: Final = re.compile(r"(?:0(?:\.\d*)?|1(?:\.0*)?|\.\d+)")
"""Weights as they are sent: Java's own client says ``q=.2``."""
_UTF_8: Final = frozenset({"utf-8", "utf8", "us-ascii", "*"})
HTML: Final = Format("html", "text/html", "HTML", ("application/xhtml+xml",))


@dataclass(frozen=True, slots=True)
class Choice:
    """A format, and the name of its media type that the client asked for."""

    format: Format
    media_type: str

    @property
    def content_type(self) -> str:
        """The value of ``Content-Type``."""
        return f"{self.media_type}; charset=utf-8" if self.media_type.startswith("text/") else self.media_type


def choose(accept: str | None, offers: Sequence[Format]) -> Choice | None:
    """Return the offer that the client likes best, the earlier one where it likes several equally.

    A missing header accepts anything, and so does one in which no range can be read. ``None`` if nothing offered
    is acceptable. Parameters of a range other than ``q`` are ignored, but for a charset that is not UTF-8, which
    makes a range unusable.
    """
    if accept is None:
        return Choice(offers[0], offers[0].media_type)
    return (_remembered if len(accept) <= _LONGEST else _best)(accept, tuple(offers))


def _best(accept: str, offers: tuple[Format, ...]) -> Choice | None:
    ranges = _ranges(accept)
    best: tuple[float, int, int] | None = None
    choice = None
    for index, offer in enumerate(offers):
        for position, name in enumerate((offer.media_type, *offer.aliases)):
            quality = _quality(name, ranges)
            rank = (quality, -min(position, 1), -index)
            if quality > 0 and (best is None or rank > best):
                best, choice = rank, Choice(offer, name)
    return choice


_remembered: Final = lru_cache(maxsize=1024)(_best)


def choose_by_name(name: str, offers: Sequence[Format]) -> Choice | None:
    """Return the offer of a ``?format=`` value or suffix, ``None`` if there is none."""
    found = format_of(name, tuple(offers))
    return Choice(found, found.media_type) if found else None


def _ranges(accept: str) -> list[tuple[str, float]]:
    """Return each range with its weight; a range whose weight cannot be read is left out."""
    found = []
    for item in parse_list_header(accept):
        name, options = parse_options_header(item)
        weight = options.get("q", "1").strip()
        if name and _WEIGHT.fullmatch(weight):
            usable = options.get("charset", "utf-8").lower() in _UTF_8
            found.append(("*/*" if name == "*" else name.lower(), float(weight) if usable else 0.0))
    return found or [("*/*", 1.0)]


def _quality(name: str, ranges: list[tuple[str, float]]) -> float:
    """Return the weight of the most specific range that matches (RFC 9110, section 12.5.1)."""
    for wanted in (name, f"{name.partition('/')[0]}/*", "*/*"):
        matching = [quality for pattern, quality in ranges if pattern == wanted]
        if matching:
            return max(matching)
    return 0.0
