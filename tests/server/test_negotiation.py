"""Which format a client gets; the cases follow those of Oxigraph's server by name where it has them."""

from __future__ import annotations

import pytest

from practicegraph.engine.formats import GRAPH_FORMATS, RESULT_FORMATS
from practicegraph_server.negotiation import HTML, choose, choose_by_name

JSON = "application/sparql-results+json"
XML = "application/sparql-results+xml"


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (None, JSON),
        ("", JSON),
        ("*/*", JSON),
        ("application/*", JSON),
        ("text/*", "text/csv"),
        ("application/json", "application/json"),
        ("text/csv", "text/csv"),
        ("text/csv;q=0.5, application/sparql-results+xml", XML),
        ("text/csv;q=0.1, text/tab-separated-values;q=0.2", "text/tab-separated-values"),
        ("application/sparql-results+json;q=0, */*", XML),
        ("*/*;q=0.1, text/csv", "text/csv"),
        ("application/sparql-results+xml, application/sparql-results+json", JSON),
        ("application/sparql-results+json;charset=utf-8", JSON),
        ("application/sparql-results+json;charset=latin-1, text/csv;q=0.2", "text/csv"),
        ("APPLICATION/SPARQL-RESULTS+XML", XML),
        ("text/html, application/xml;q=0.9, */*;q=0.8", "application/xml"),
        ("nonsense, text/csv;q=0.3", "text/csv"),
    ],
)
def test_results(accept: str | None, expected: str) -> None:
    choice = choose(accept, RESULT_FORMATS)

    assert choice is not None
    assert choice.media_type == expected


@pytest.mark.parametrize("accept", ["image/png", "text/turtle", "*/*;q=0", "text/csv;charset=latin-1"])
def test_nothing_fits(accept: str) -> None:
    assert choose(accept, RESULT_FORMATS) is None


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("*/*", "text/turtle"),
        ("application/ld+json", "application/ld+json"),
        ('application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted"', "application/ld+json"),
        ("application/rdf+xml;q=0.9, text/turtle;q=0.8", "application/rdf+xml"),
        ("application/n-quads", "application/n-quads"),
        ("application/trig", "application/trig"),
        ("text/plain", "text/plain"),
    ],
)
def test_graphs(accept: str, expected: str) -> None:
    choice = choose(accept, GRAPH_FORMATS)

    assert choice is not None
    assert choice.media_type == expected


def test_a_browser_gets_html_where_there_is_html() -> None:
    browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    choice = choose(browser, (HTML, *GRAPH_FORMATS))

    assert choice is not None
    assert choice.format is HTML


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("ttl", "text/turtle"),
        ("turtle", "text/turtle"),
        ("jsonld", "application/ld+json"),
        ("json", "application/ld+json"),
        ("nq", "application/n-quads"),
    ],
)
def test_by_name(name: str, expected: str) -> None:
    choice = choose_by_name(name, GRAPH_FORMATS)

    assert choice is not None
    assert choice.media_type == expected


def test_unknown_name() -> None:
    assert choose_by_name("docx", GRAPH_FORMATS) is None
