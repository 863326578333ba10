"""Pages and data: every link leads somewhere, every value shows its sentence, nothing hostile runs."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
from flask.testing import FlaskClient
from pyoxigraph import RdfFormat, parse

from practicegraph.release.open import Release
from practicegraph_server.resource_view import sentence

PRACTICE = "/id/practice/together-for-integration"


class Page(HTMLParser):
    """The links, headings and landmarks of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.tags: list[str] = []
        self.attributes: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.append(tag)
        self.attributes.append((tag, given))
        for name in ("href", "src", "action"):
            if given.get(name):
                self.links.append(str(given[name]))


def test_an_iri_leads_to_a_page_or_to_data(client: FlaskClient) -> None:
    cases = {
        "text/html": f"/page{PRACTICE}",
        "text/turtle": f"/data{PRACTICE}.ttl",
        "application/ld+json": f"/data{PRACTICE}.jsonld",
        "application/rdf+xml": f"/data{PRACTICE}.rdf",
    }
    for accept, location in cases.items():
        response = client.get(PRACTICE, headers={"Accept": accept})

        assert (response.status_code, response.headers["Location"]) == (303, location)
        assert "Accept" in response.headers["Vary"]
    assert client.get(f"{PRACTICE}.nt").headers["Location"] == f"/data{PRACTICE}.nt"


@pytest.mark.parametrize(
    ("suffix", "form"),
    [
        ("ttl", RdfFormat.TURTLE),
        ("nt", RdfFormat.N_TRIPLES),
        ("nq", RdfFormat.N_QUADS),
        ("rdf", RdfFormat.RDF_XML),
        ("jsonld", RdfFormat.JSON_LD),
        ("trig", RdfFormat.TRIG),
    ],
)
def test_data_is_the_same_in_every_format(client: FlaskClient, suffix: str, form: RdfFormat) -> None:
    triples = {quad.triple for quad in parse(client.get(f"/data{PRACTICE}.{suffix}").data, form)}
    reference = {quad.triple for quad in parse(client.get(f"/data{PRACTICE}.nt").data, RdfFormat.N_TRIPLES)}

    assert triples == reference


def test_jsonld_of_a_practice_is_nested_with_language_maps(client: FlaskClient) -> None:
    tree = json.loads(client.get(f"/data{PRACTICE}.jsonld").data)
    activity = tree["hasActivity"][0]

    assert tree["type"] == "Practice"
    assert tree["label"]["en"] == "Together for integration"
    assert {"en", "sv"} <= set(activity["label"])
    assert tree["implementedBy"][0]["prefLabel"]["en"] == "Bulgarian Red Cross"
    assert tree["describedIn"][0]["type"] == "Document"


def test_the_data_conform_to_our_shapes(client: FlaskClient, tmp_path: Path) -> None:
    file = tmp_path / "practice.ttl"
    file.write_bytes(client.get(f"/data{PRACTICE}.ttl").data)
    command = [sys.executable, "-m", "practicegraph", "validate", str(file)]
    outcome = subprocess.run(command, capture_output=True, text=True, check=False)

    assert outcome.returncode == 0, outcome.stdout


def test_the_page_shows_sentences(client: FlaskClient) -> None:
    text = client.get(f"/page{PRACTICE}").get_data(as_text=True)

    assert "Bulgarian Red Cross" in text
    assert re.search(r'<q lang="sv"[^>]*><mark>Lokalt</mark></q>', text)
    assert 'class="basis stated"' in text
    assert 'class="basis sibling"' in text


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        ("three", ("It took ", " years.")),
        ("It", ("", " took three years.")),
        ("Sofia", ("Then ", ";")),
        ("alone", ("A line ", "")),
    ],
)
def test_sentence(span: str, expected: tuple[str, str]) -> None:
    text = "First. It took three years. Then Sofia; it ended.\nA line alone\n"
    start = text.index(span)

    before, after = sentence(text, start, start + len(span))

    assert (before, after) == expected


def test_the_page_speaks_the_readers_language(client: FlaskClient) -> None:
    swedish = client.get(f"/page{PRACTICE}", headers={"Accept-Language": "sv"}).get_data(as_text=True)

    assert "Bulgarien" in swedish
    assert 'lang="sv"' in swedish


def test_every_link_of_every_page_leads_somewhere(client: FlaskClient) -> None:
    seen: set[str] = set()
    waiting = ["/"]
    broken = []
    while waiting and len(seen) < 400:
        path = waiting.pop()
        bare = path.partition("#")[0]
        if bare in seen or bare.startswith("/downloads/"):
            continue
        seen.add(bare)
        with client.get(bare, headers={"Accept": "text/html"}, follow_redirects=True) as response:
            if response.status_code != 200:
                broken.append((bare, response.status_code))
            elif response.content_type.startswith("text/html"):
                links = (urljoin(bare, link) for link in Page(response.get_data(as_text=True)).links)
                waiting += sorted(
                    link for link in links if not urlsplit(link).netloc and link.startswith("/")
                )

    assert broken == [], seen
    assert len(seen) > 100


def test_pages_are_well_made(client: FlaskClient) -> None:
    for path in (
        "/",
        "/practices",
        "/sdg",
        "/queries",
        "/queries/roles",
        "/editor",
        "/documents",
        "/ontology",
        "/quality",
        "/downloads",
        f"/page{PRACTICE}",
    ):
        page = Page(client.get(path).get_data(as_text=True))

        assert page.tags.count("h1") == 1, path
        assert {"header", "main", "nav", "footer", "title"} <= set(page.tags), path
        for tag, given in page.attributes:
            assert not any(name.startswith("on") for name in given), path
            assert "style" not in given, path
            assert tag != "img" or "alt" in given, path
            if tag in {"input", "select", "textarea"} and given.get("type") != "hidden":
                assert any(
                    name == "label" and other.get("for") == given["id"] for name, other in page.attributes
                ), path


def test_security_headers(client: FlaskClient) -> None:
    for path in ("/", "/sparql?query=ASK%7B%7D", "/nothing"):
        headers = client.get(path).headers

        assert "script-src 'self'" in headers["Content-Security-Policy"]
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"


def test_hostile_labels_and_addresses_stay_text(client: FlaskClient, release: Release) -> None:
    paths = [f"/text/{entry.document}" for entry in release.manifest.texts]
    texts = [client.get(path).get_data(as_text=True) for path in ("/", "/practices", "/documents", *paths)]
    hostile = re.findall(r'href="(/id/practice/[^"]*quoted[^"]*)"', texts[1])
    assert hostile
    texts.append(
        client.get(hostile[0], headers={"Accept": "text/html"}, follow_redirects=True).get_data(as_text=True)
    )

    assert any("&lt;script&gt;alert(1)" in text for text in texts)
    for text in texts:
        page = Page(text)
        assert "<script>alert" not in text
        assert not any(name.startswith("on") for _, given in page.attributes for name in given)


def test_lists_and_facets(client: FlaskClient) -> None:
    bulgaria = "http://publications.europa.eu/resource/authority/country/BGR"
    page = client.get("/practices", query_string={"country": bulgaria}).get_data(as_text=True)
    table = client.get("/practices.csv", query_string={"country": bulgaria}).get_data(as_text=True)
    graph = client.get("/practices.jsonld", query_string={"country": bulgaria})

    assert "Together for integration" in page
    assert "quoted" not in page
    assert table.splitlines()[0] == "practice,type,label,country,language"
    assert "Together for integration" in table
    assert json.loads(graph.data)["@graph"]


def test_queries_run_as_forms(client: FlaskClient) -> None:
    page = client.get(
        "/queries/practices-by-funding-programme",
        query_string={"programme": "eif"},
        headers={"Accept": "text/html"},
    )
    table = client.get(
        "/queries/practices-by-funding-programme", query_string={"programme": "eif", "format": "csv"}
    )
    bad = client.get("/queries/practices-by-funding-programme", query_string={"colour": "red"})

    assert page.status_code == 200
    assert table.content_type.startswith("text/csv")
    assert "/concept/funding-programme/eif" in table.get_data(as_text=True)
    assert (bad.status_code, bad.get_json()["type"].rpartition("#")[2]) == (400, "unknown-parameter")


def test_a_form_keeps_alternatives(client: FlaskClient) -> None:
    path = "/queries/practices-for-demographic-group"
    page = client.get(path, headers={"Accept": "text/html"}).get_data(as_text=True)
    one = client.get(path, query_string={"wanted": "women | children", "format": "csv"})
    two = client.get(f"{path}?wanted=women&wanted=children&format=csv")

    assert re.search(r'name="wanted" value="women \| unaccompanied-minor \| children"', page)
    assert one.status_code == 200
    assert one.data == two.data


def test_document_text_marks_what_was_read(client: FlaskClient, release: Release) -> None:
    slug = next(
        entry.document for entry in release.manifest.texts if entry.document == "together-for-integration-sv"
    )
    page = client.get(f"/text/{slug}").get_data(as_text=True)
    plain = client.get(f"/text/{slug}.txt").get_data(as_text=True)

    assert re.search(r"<mark[^>]*>Lokalt</mark>", page)
    assert plain == release.text(slug)


def test_machines(client: FlaskClient) -> None:
    assert client.get("/health").get_json()["status"] == "ok"
    void = parse(client.get("/.well-known/void").data, RdfFormat.TURTLE)
    assert any(quad.predicate.value == "http://rdfs.org/ns/void#triples" for quad in void)
    assert PRACTICE in client.get("/sitemap.xml").get_data(as_text=True)


@pytest.mark.parametrize(
    "path",
    [
        "/id/practice/nobody",
        "/page/id/practice/nobody",
        "/data/id/practice/nobody.ttl",
        "/data/id/practice/nobody",
        "/graph/nothing.ttl",
        "/queries/none",
        "/text/none",
        "/downloads/../release.json",
        "/assets/../app.py",
    ],
)
def test_not_found(client: FlaskClient, path: str) -> None:
    response = client.get(path, follow_redirects=True)

    assert (response.status_code, response.content_type) == (404, "application/problem+json")


def test_a_name_that_no_file_can_have_is_not_found(client: FlaskClient) -> None:
    for place in ("assets", "downloads", "text", "graph", "queries", "releases"):
        assert client.get(f"/{place}/{'x' * 300}").status_code == 404, place
