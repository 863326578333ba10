"""Whether the mapping can read a document's language at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from practicegraph.folders import folder
from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.tables import read_table
from practicegraph.mapping.text_languages import detect
from practicegraph.reading.blocks import Document

_SAMPLE: Final = 4000
_SURE: Final = 0.98


def in_unknown_languages(
    documents: Iterable[Document], knowledge: Knowledge
) -> Iterator[tuple[Document, str]]:
    """Yield the documents in whose language the lexicon has no heading, each with the language's tag.

    What ``documents.csv`` says of the language wins; else the detector is asked about the text among all
    languages that ``data/languages.csv`` names.
    """
    known = {heading.language for rows in knowledge.headings.by_form.values() for heading in rows}
    every = {row["tag"] for row in read_table(folder("data", "languages.csv"), ("tag", "alpha3"))} | known
    for document in documents:
        if document.language:
            tag: str | None = document.language.split("-")[0].lower()
        else:
            tag = detect(document.text[:_SAMPLE], every, sure=_SURE)
        if tag and tag not in known:
            yield document, tag
