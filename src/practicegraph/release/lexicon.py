"""Whether the mapping can read a document's language at all."""

from __future__ import annotations

from typing import Final

from practicegraph.folders import folder
from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.tables import read_table
from practicegraph.mapping.text_languages import detect
from practicegraph.reading.blocks import Document

_SAMPLE: Final = 4000
_SURE: Final = 0.98


def unknown_language(document: Document, knowledge: Knowledge) -> str | None:
    """Return a document's language if the lexicon has none of its headings, ``None`` if it has or nothing tells.

    What ``documents.csv`` says wins; else the detector is asked about the text among all languages that
    ``data/languages.csv`` names.
    """
    known = {heading.language for rows in knowledge.headings.by_form.values() for heading in rows}
    if document.language:
        tag = document.language.split("-")[0].lower()
    else:
        every = {row["tag"] for row in read_table(folder("data", "languages.csv"), ("tag", "alpha3"))}
        tag = detect(document.text[:_SAMPLE], every | known, sure=_SURE) or ""
    return tag if tag and tag not in known else None
