"""Why a triple holds, over HTTP."""

from __future__ import annotations

from html import unescape
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from flask.testing import FlaskClient
from pyoxigraph import RdfFormat, parse

from practicegraph.release.open import Release
from practicegraph.terms import PREFIXES, node

from_page = "/page/id/practice/together-for-integration"


@pytest.fixture
def links(client: FlaskClient) -> list[str]:
    """The links of a practice's page to the reasons of what follows of it."""
    page = client.get(from_page).text
    return [unescape(part.partition('"')[0]) for part in page.split('href="')[1:] if part.startswith("/why?")]


def test_every_entailment_of_a_page_is_explained(client: FlaskClient, links: list[str]) -> None:
    assert links
    for link in links:
        page = client.get(link, headers={"Accept": "text/html"})
        assert page.status_code == 200
        assert "Why this follows" in page.text
        record = client.get(link, headers={"Accept": "application/json"}).json
        assert record["because"]
        assert record["axiom"]["text"]
        assert leaves(record)


def leaves(record: dict) -> list[dict]:
    if record["stated"]:
        assert record["graphs"]
        return [record]
    return [leaf for premise in record["because"] for leaf in leaves(premise)]


def test_a_derivation_ends_in_sentences_of_the_text(
    client: FlaskClient, links: list[str], release: Release
) -> None:
    facts = [
        fact
        for link in links
        for leaf in leaves(client.get(f"{link}&format=json").json)
        for fact in leaf["facts"]
    ]
    assert facts
    for fact in facts:
        text = release.text(fact["document"].rpartition("/id/document/")[2])
        assert text[fact["start"] : fact["end"]] == fact["exact"]
        assert " ".join(fact["exact"].split()) in fact["sentence"]


@pytest.mark.parametrize("form", ["ttl", "nt", "jsonld", "rdf"])
def test_a_derivation_is_a_graph(client: FlaskClient, links: list[str], form: str) -> None:
    answer = client.get(f"{links[0]}&format={form}")
    triples = {quad.triple for quad in parse(answer.data, RdfFormat.from_extension(form))}
    asked = parse_qs(urlsplit(links[0]).query)
    root = next(
        t.subject for t in triples if t.predicate == node("rdf:object") and is_asked(t, asked, triples)
    )
    sources = {
        t.object for t in triples if t.subject == root and t.predicate.value.endswith("#wasDerivedFrom")
    }
    assert sources
    assert any(t.subject in sources and t.predicate == node("rdf:subject") for t in triples)


def is_asked(triple, asked, triples) -> bool:
    parts = {
        t.predicate.value.removeprefix(PREFIXES["rdf"]): t.object
        for t in triples
        if t.subject == triple.subject
    }
    return all(parts[name].value == value for name, (value,) in asked.items())


def test_what_does_not_hold_is_not_found(client: FlaskClient) -> None:
    asked = {"subject": "together-for-integration", "predicate": "a", "object": "pg:Publication"}
    assert client.get(f"/why?{urlencode(asked)}").status_code == 404
    assert client.get(f"/why?{urlencode(asked | {'object': 'Practice'})}").status_code == 200
    assert client.get(f"/why?{urlencode(asked | {'object': 'x y'})}").status_code == 404
    assert client.get("/why?subject=together-for-integration").status_code == 400
    assert client.get(f"/why?{urlencode(asked)}&format=csv").status_code == 406
