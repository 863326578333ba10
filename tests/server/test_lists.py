"""Lists and forms: documents with several practices, the reader's language."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

from practicegraph.building.build import build
from practicegraph.catalogue.catalogue import Catalogue
from practicegraph.engine.embedded import EmbeddedEngine
from practicegraph.release.open import open_release
from practicegraph.settings import Settings
from practicegraph_server.app import create_app
from practicegraph_server.commands import serve

SEVERAL = """Avslutade projekt

Projekt
Cykelverkstaden

Mål: Unga lär sig laga cyklar.
Tid: Mellan juni 2016 och juli 2019
Projektägare: Strömsunds kommun

Projekt
Språkcafé i Hammerdal

Mål: Nyanlända och grannar samtalar.
Tid: Januari 2014 – juni 2015
Projektägare: Strömsunds kommun
"""


def test_a_document_is_listed_with_everything_it_describes(tmp_path: Path) -> None:
    file = tmp_path / "several_sv.txt"
    file.write_text(SEVERAL, encoding="utf-8")
    settings = Settings(directory=tmp_path / "data")
    build((file,), settings, lambda *_: None)
    release = open_release(settings.directory)
    with EmbeddedEngine(release.snapshot, release.id, settings) as engine:
        page = create_app(settings, engine, release, Catalogue.load()).test_client().get("/documents")
    row = page.get_data(as_text=True).partition("several_sv.txt</a>")[2].partition("</tr>")[0]

    assert re.findall(r'href="/id/practice/([^"]+)"', row) == ["cykelverkstaden", "sprakcafe-i-hammerdal"]


def test_the_suffix_html_leads_to_the_page(client: FlaskClient) -> None:
    iri = "/id/practice/together-for-integration"

    assert client.get(f"{iri}.html").headers["Location"] == f"/page{iri}"


@pytest.mark.parametrize("accepted", ["sv", "sv-SE,sv;q=0.9,en;q=0.5"])
def test_queries_speak_the_readers_language(client: FlaskClient, accepted: str) -> None:
    headers = {"Accept": "text/html", "Accept-Language": accepted}
    index = client.get("/queries", headers=headers).get_data(as_text=True)
    page = client.get("/queries/roles", headers=headers).get_data(as_text=True)
    told = client.get("/queries/roles?lang=en", headers=headers).get_data(as_text=True)

    assert "Vilka metoder" in index
    assert 'name="lang" value="sv"' in page
    assert "Bulgariska Röda Korset" in page
    assert 'name="lang" value="en"' in told


def test_the_worst_findings_come_first(client: FlaskClient) -> None:
    page = client.get("/quality").get_data(as_text=True)

    assert re.findall(r"<h2>(\w+) ", page) == ["Warning", "Info"]


def test_a_port_that_cannot_be_is_refused() -> None:
    outcome = CliRunner().invoke(serve, ["--port", "99999"])

    assert outcome.exit_code == 2
    assert "0<=x<=65535" in outcome.output


def test_what_a_document_states_is_shown_before_what_is_suggested(client: FlaskClient) -> None:
    page = client.get("/page/id/practice/together-for-integration").get_data(as_text=True)
    shown = dict(re.findall(r'<a href="/concept/([^"]+)">.*?<span class="basis (\w+)"', page, re.DOTALL))

    assert shown["target-group/refugee"] == "stated"
    assert shown["level/local"] == "stated"
    assert shown["level/national"] == "suggested"


def test_terms_of_others_have_their_prefix(client: FlaskClient) -> None:
    page = client.get("/about", query_string={"iri": "http://metadata.un.org/sdg/11"}).get_data(as_text=True)

    assert ">skos:Concept</a>" in page
    assert ">http://www.w3.org/2004/02/skos/core#Concept</a>" not in page


def test_the_page_of_a_goal_lists_its_practices_each_reference_once(client: FlaskClient) -> None:
    page = client.get("/about", query_string={"iri": "http://metadata.un.org/sdg/10"}).get_data(as_text=True)
    practices = page.partition("<h2>Practices</h2>")[2].partition("</section>")[0]
    goal = client.get("/about", query_string={"iri": "http://metadata.un.org/sdg/11"}).get_data(as_text=True)
    referring = goal.partition("<h2>Referred to by</h2>")[2].partition("</section>")[0]
    lines = re.findall(r"<li>(.*?)</li>", referring)

    assert "/id/practice/together-for-integration" in practices  # by way of target 10.7
    assert len(lines) == len(set(lines)) > 0
