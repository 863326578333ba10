"""schema.org in pages: what it says, and that no text of ours ends its script element."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser

import pyoxigraph as ox
from hypothesis import given
from hypothesis import strategies as st

from practicegraph.export.resource import description_query
from practicegraph.export.schema_org import schema_org, script_text
from practicegraph.terms import BASE, graph

GARDEN = ox.NamedNode(f"{BASE}id/practice/garden")


def described(store: ox.Store, iri: ox.NamedNode) -> list[ox.Triple]:
    """Return what the server has of a thing: the query asks named graphs."""
    copy = ox.Store()
    for quad in store.quads_for_pattern(None, None, None, ox.DefaultGraph()):
        copy.add(quad)
        copy.add(ox.Quad(quad.subject, quad.predicate, quad.object, graph("document/a")))
    return list(copy.query(description_query(iri, BASE)))


def test_a_practice_is_a_project(store: ox.Store) -> None:
    found = schema_org(GARDEN, described(store, GARDEN), ["en"])

    assert found is not None
    assert (found["@context"], found["@type"], found["@id"]) == (
        "https://schema.org",
        "Project",
        GARDEN.value,
    )
    assert (found["name"], found["alternateName"]) == ("Shared garden", "Delad trädgård")
    assert found["description"] == "Neighbours meet."
    assert found["foundingDate"] == "2016"
    assert [place["name"] for place in found["areaServed"]] == ["Sweden", "Malmö"]
    assert found["funder"]["name"] == "Fund"
    assert found["funding"]["amount"] == {"@type": "MonetaryAmount", "value": 1200000.5, "currency": "EUR"}
    assert found["member"]["name"] == "=SUM(A1)"
    assert {"@type": "WebPage", "url": "https://example.org/garden"} in found["subjectOf"]
    assert "sdg" not in json.dumps(found["keywords"])


def test_texts_are_in_the_readers_language(store: ox.Store) -> None:
    found = schema_org(GARDEN, described(store, GARDEN), ["sv"])

    assert found is not None
    assert found["name"] == "Delad trädgård"


def test_what_has_no_counterpart_is_left_out(store: ox.Store) -> None:
    organization = ox.NamedNode(f"{BASE}id/organization/x")

    assert schema_org(organization, described(store, organization), ["en"]) is None


def test_it_is_json_ld_of_schema_org(store: ox.Store) -> None:
    found = schema_org(GARDEN, described(store, GARDEN), ["en"])
    assert found is not None
    found["@context"] = {"@vocab": "https://schema.org/"}  # the published context cannot be fetched here
    triples = {quad.triple for quad in ox.parse(json.dumps(found), ox.RdfFormat.JSON_LD)}

    name = ox.Triple(GARDEN, ox.NamedNode("https://schema.org/name"), ox.Literal("Shared garden"))
    assert name in triples


class Scripts(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.data: list[str] = []
        self.tags: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes = attrs

    def handle_data(self, data: str) -> None:
        self.data.append(data)


@given(st.text() | st.sampled_from(["</script><b>", "<!--<script>", "]]>", "\u2028", "&lt;/script>"]))
def test_no_text_ends_the_element(text: str) -> None:
    written = script_text({"name": text})
    parsed = Scripts(f'<script type="application/ld+json">{written}</script>')

    assert not re.search("[<>&\u2028\u2029]", written)
    assert parsed.tags == ["script"]
    assert json.loads("".join(parsed.data)) == {"name": text}
