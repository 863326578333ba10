"""The pages' own words in the reader's language: complete, and nothing is left untranslated."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

import practicegraph_server
from practicegraph.catalogue.catalogue import Catalogue
from practicegraph.languages import ONTOLOGY_LANGUAGES
from practicegraph_server import listing, resource_view
from practicegraph_server.app import create_app
from practicegraph_server.interface import translations
from practicegraph_server.service import current

FOLDER = Path(practicegraph_server.__file__).parent
TEMPLATES = sorted((FOLDER / "templates").glob("*.html"))
FIGURES = {
    "practices",
    "documents",
    "organisations",
    "activities",
    "results",
    "conflicts",
    "languages",
    "facts with their sentence",
    "triples",
}
COMPUTED = {
    *FIGURES,
    *listing._TITLES.values(),
    *(title for title, _ in resource_view._GROUPS),
    *resource_view._BASES,
    "Further",
    "Publication",
    "Call",
    "Violation",
    "Warning",
    "Info",
    "Offered",
    "Graphs",
    "Parameters",
}
"""Words that templates get from elsewhere."""


def used() -> set[str]:
    found = {
        words for path in TEMPLATES for words in re.findall(r"_\('([^']*)'", path.read_text(encoding="utf-8"))
    }
    layout = (FOLDER / "templates" / "layout.html").read_text(encoding="utf-8")
    return found | COMPUTED | set(re.findall(r"\('/\w+', '([^']+)'\)", layout))


def test_every_word_is_there_in_every_language() -> None:
    known = translations()

    assert set(known) == set(ONTOLOGY_LANGUAGES)
    for language, words in known.items():
        assert used() <= set(words), language
        assert all(words.values()), language


def test_places_for_values_are_kept() -> None:
    known = translations()

    for words in known["en"]:
        places = sorted(re.findall(r"\{\w+\}", words))
        assert all(sorted(re.findall(r"\{\w+\}", known[tag][words])) == places for tag in known), words


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_no_bare_words(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    text = re.sub(r"<pre><code>curl.*?</code></pre>", "", text, flags=re.DOTALL)
    text = re.sub(r"\{[{%#].*?[}%#]\}", " ", text, flags=re.DOTALL)
    text = re.sub(r"<[^>]*>|&\w+;", " ", text)
    allowed = {"PracticeGraph", "VoID", "pg", "UTC"}

    assert set(re.findall(r"[^\W\d_]{2,}", text)) <= allowed


@pytest.mark.parametrize("language", ONTOLOGY_LANGUAGES)
@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/practices",
        "/sdg",
        "/documents",
        "/queries",
        "/editor",
        "/ontology",
        "/quality",
        "/downloads",
        "/problems",
    ],
)
def test_pages_speak_the_language(client: FlaskClient, address: str, language: str) -> None:
    page = client.get(address, headers={"Accept": "text/html", "Accept-Language": language}).get_data(
        as_text=True
    )

    assert f'<html lang="{language}">' in page
    assert translations()[language]["Skip to content"] in page
    assert f">{translations()[language]['Queries']}</a>" in page


def test_the_next_best_language_is_taken(client: FlaskClient) -> None:
    def language(accepted: str, asked: str = "") -> str:
        page = client.get(
            "/sdg", query_string={"lang": asked} if asked else {}, headers={"Accept-Language": accepted}
        )
        return page.get_data(as_text=True).partition('<html lang="')[2][:2]

    assert language("fi, sv;q=0.8, en;q=0.5") == "sv"
    assert language("de-AT") == "de"
    assert language("fi") == "en"
    assert language("en", "bg") == "bg"
    assert language("", "<script>") == "en"


def test_queries_of_the_catalogue_name_things_in_the_readers_language(app: Flask, tmp_path: Path) -> None:
    text = (
        "# title@en: Names of countries\n"
        "PREFIX pg: <https://w3id.org/practicegraph/ontology#>\n"
        "SELECT DISTINCT (pg:label(?country) AS ?name) { ?practice a pg:Practice ; pg:country ?country }\n"
    )
    (tmp_path / "names.rq").write_text(text, encoding="utf-8")
    with app.app_context():
        service = current()
    catalogue = Catalogue.load(tmp_path)
    other = create_app(service.settings, service.engine, service.release, catalogue).test_client()

    def names(**asked: str) -> str:
        return other.get("/queries/names", query_string=asked, headers={"Accept-Language": "sv"}).get_data(
            as_text=True
        )

    assert "Bulgarien" in names(format="csv")
    assert "Bulgaria" in names(format="csv", lang="en")
    assert "Bulgarien" in names(format="html")
    assert "pg:label(?country)" in names(format="html")
