"""How a point in time is written: patterns over the classes of tokens (see :class:`TimeLexicon`)."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from practicegraph.mapping.time_tokens import TimeLexicon, having

_POINTS: Final = (
    ("ymd", "Y", "YdNdN|YsNsN|YpNpNp?"),
    ("numeric", "N", "NdNdY|NsNsY|NpNpY(?:p?G)?"),
    ("short", "N", "NsNs[Nn]|NpNp[Nn]"),
    ("ymd", "Y", "Y(?:qE|p?G?p?)Mp?N(?:d?E)?(?!p?c?Y)(?!dY)|Yp?GNp?M"),
    ("dmy", "N", "N(?:d?E)?p?O{0,2}M(?:sM)?p?c?q?O{0,2}G?Y(?:p?G)?"),
    ("mdy", "M", "Mp?N(?:d?E)?c?Y"),
    ("ym", "Y", "YdN(?![dsp]?[NnY])|Y(?:qE|p?G?p?)MG?(?!p?c?O?Y)(?!p?N)|Yp?G?[MV]?i(?=G?Yp?G?[MV]?e)"),
    ("my", "MNn", "M(?:sM)?p?[cs]?O{0,2}G?Y(?:p?G)?|[Nn][sp]Y(?:p?G)?"),
    ("y", "YG", "G?Y(?:p?G)?"),
)
"""Points in time with a year (``MsM`` is a month by both of its names, as in Arabic), the fullest first: the form, the classes it begins with, its pattern."""
_PARTIAL: Final = (
    ("dm", "N", "N(?:d?E)?p?O{0,2}M(?:sM)?"),
    ("md", "M", "Mp?N(?:d?E)?(?!p?Y)"),
    ("nn", "N", "N[ps]Np?"),
    ("m", "M", "Mp?"),
    ("d", "N", "N(?:d?E)?p?"),
)
"""Points without a year, which they take from their partner in a period."""


class DateForm(NamedTuple):
    """A way to write a point in time, and the class letters with which it may begin."""

    name: str
    begins: frozenset[str]
    pattern: re.Pattern[str]


def points(lexicon: TimeLexicon) -> tuple[DateForm, ...]:
    """Return the forms of points with a year, the fullest first."""
    return tuple(_form(*row, lexicon) for row in _POINTS)


def partial_points(lexicon: TimeLexicon) -> tuple[DateForm, ...]:
    """Return the forms of points without a year, the fullest first."""
    return tuple(_form(*row, lexicon) for row in _PARTIAL)


def _form(name: str, begins: str, template: str, lexicon: TimeLexicon) -> DateForm:
    return DateForm(name, having(begins, lexicon), lexicon.pattern(template))
