"""Streets, squares and bridges that bear the name of a town or country: "rue de Lyon", "Lyon Road", "ulica Krakowska"."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import Final, NamedTuple

from practicegraph.languages import primary_subtag
from practicegraph.mapping.tables import LazyPattern, read_table

_REACH: Final = 24
"""Code points on either side of a name in which the word for the street stands."""


class _Words(NamedTuple):
    """The words for streets of a language, before and behind a name."""

    before: LazyPattern
    behind: LazyPattern


def names_street(text: str, start: int, end: int, language: str | None) -> bool:
    """Tell whether the name at ``start`` to ``end`` is that of a street or the like: no town is meant by it."""
    known = _words(primary_subtag(language))
    begin = max(0, start - _REACH)
    if known.before.search(text[begin:start]) is not None:
        return True
    return known.behind.match(text[end : end + _REACH]) is not None


@cache
def _rows() -> dict[tuple[str, str], tuple[str, ...]]:
    """Return the forms of ``street_words.csv`` by class and language; one in small letters counts with a capital, too."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in read_table("street_words.csv", ("class", "language", "form")):
        form = row["form"]
        found[row["class"], row["language"]] += dict.fromkeys((form, f"{form[0].upper()}{form[1:]}"))
    return {key: tuple(dict.fromkeys(forms)) for key, forms in found.items()}


@cache
def _words(language: str) -> _Words:
    """Return the words of a language and those that all have."""
    before, behind, of = (
        tuple(dict.fromkeys(form for tag in ("", language) for form in _rows().get((name, tag), ())))
        for name in ("before", "behind", "of")
    )
    return _Words(
        before=LazyPattern(r"(?<![\w-])", before, r"(?:\s+|(?<=\.))(?:", of, r"\s*)?[«„“”\"]?\Z"),
        behind=LazyPattern(r"[»“”\"]?[ \u00a0]", behind, r"(?!\w)"),
    )
