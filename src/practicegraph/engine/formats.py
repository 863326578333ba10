"""The one table of media types: what an answer can be written as."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pyoxigraph import QueryResultsFormat


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write an answer.

    ``media_type`` is what the answer is labelled as, ``aliases`` what a client may also ask for it by;
    ``name`` is the value of ``?format=`` and, for documents, the file suffix. ``names`` are what other endpoints
    and the libraries made for them call it.
    """

    name: str
    media_type: str
    label: str
    aliases: tuple[str, ...] = ()
    names: tuple[str, ...] = ()

    @property
    def content_type(self) -> str:
        """The header's value: text formats and those that default to another charset say UTF-8."""
        text = self.media_type.startswith("text/")
        return f"{self.media_type}; charset=utf-8" if text else self.media_type


RESULT_FORMATS: Final = (
    Format("json", "application/sparql-results+json", "JSON", ("application/json",), ("srj",)),
    Format("xml", "application/sparql-results+xml", "XML", ("application/xml", "text/xml"), ("srx",)),
    Format("csv", "text/csv", "CSV"),
    Format("tsv", "text/tab-separated-values", "TSV"),
)
"""What SELECT and ASK can answer in; the first is the answer to ``*/*``."""

SPREADSHEET: Final = Format("spreadsheet", "text/csv; for=spreadsheets", "CSV for spreadsheets")
"""What SELECT and ASK can answer in besides, for who asks for it by name: it is not the CSV of the standard."""
TABLE_FORMATS: Final = (*RESULT_FORMATS, SPREADSHEET)

GRAPH_FORMATS: Final = (
    Format(
        "ttl", "text/turtle", "Turtle", ("application/x-turtle", "text/n3", "text/rdf+n3"), ("turtle", "n3")
    ),
    Format(
        "jsonld",
        "application/ld+json",
        "JSON-LD",
        ("application/json", "application/x-json+ld"),
        ("json-ld", "json"),
    ),
    Format("nt", "application/n-triples", "N-Triples", ("text/plain",), ("ntriples", "n-triples")),
    Format(
        "rdf",
        "application/rdf+xml",
        "RDF/XML",
        ("application/xml", "text/xml"),
        ("xml", "rdfxml", "rdf-xml", "rdf+xml"),
    ),
    Format("trig", "application/trig", "TriG", ("application/x-trig",)),
    Format("nq", "application/n-quads", "N-Quads", ("text/x-nquads",), ("nquads", "n-quads")),
)
"""What CONSTRUCT, DESCRIBE and resources can answer in; the first is the answer to ``*/*``."""


def format_of(name_or_media_type: str, formats: tuple[Format, ...]) -> Format | None:
    """Return the format of a ``?format=`` value, a suffix or a media type, ``None`` if there is none.

    A space counts as the ``+`` that it was before the address was decoded.
    """
    wanted = name_or_media_type.strip().lower().removeprefix(".").replace(" ", "+")
    for form in formats:
        if wanted in {form.name, form.media_type, *form.aliases, *form.names}:
            return form
    return None


def result_writer(media_type: str) -> QueryResultsFormat:
    """Return the engine's writer of solutions; raise ``KeyError`` for a media type not in the table."""
    found = QueryResultsFormat.from_media_type(media_type)
    if found is None:
        raise KeyError(media_type)
    return found
