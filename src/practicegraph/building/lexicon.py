"""Whether the mapping can read a document's language at all."""

from __future__ import annotations

from functools import cache
from typing import Final

from practicegraph.folders import folder
from practicegraph.languages import primary_subtag
from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.tables import read_table
from practicegraph.mapping.text_languages import detect
from practicegraph.reading.blocks import Document

_SAMPLE: Final = 4000
_SURE: Final = 0.98


def unknown_language(document: Document) -> str | None:
    """Return the tag of a document's language if the lexicon has no heading in it, else ``None``.

    What ``documents.csv`` says of the language wins; else the detector is asked about the text among all
    languages that ``data/languages.csv`` names.
    """
    if document.language:
        tag: str | None = primary_subtag(document.language).lower()
    else:
        tag = detect(document.text[:_SAMPLE], _every(), sure=_SURE)
    return tag if tag and tag not in _known() else None


@cache
def _known() -> frozenset[str]:
    """Return the languages in which the lexicon has headings."""
    headings = Knowledge.load().headings
    return frozenset(heading.language for rows in headings.by_form.values() for heading in rows)


@cache
def _every() -> frozenset[str]:
    rows = read_table(folder("data", "languages.csv"), ("tag", "alpha3"))
    return frozenset(row["tag"] for row in rows) | _known()
