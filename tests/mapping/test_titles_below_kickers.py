"""Titles below a first heading that only says what kind of text follows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.reading.html import read_html
from practicegraph.reading.markdown import read_markdown
from practicegraph.reading.text import read_text

KNOWLEDGE = Knowledge.load()


@pytest.mark.parametrize(
    ("language", "kicker", "title", "heading"),
    [
        ("cs", "Karta dobré praxe č. 27", "Most pro rodiče ve škole", "Výsledky"),
        ("en", "Good practice card no. 4", "A bridge for parents at school", "Results"),
        ("pl", "Karta dobrej praktyki nr 12", "Most dla rodziców w szkole", "Rezultaty"),
        ("tr", "İyi uygulama kartı 3", "Okulda veliler için köprü", "Sonuçlar"),
    ],
)
def test_the_heading_below_a_kicker_is_the_title(
    language: str, kicker: str, title: str, heading: str
) -> None:
    text = f"[Home](/) » [Library](/m) » Cards » no. 27\n\n# {kicker}\n\n## {title}\n\n### {heading}\n\n- Forty of them passed.\n"
    facts = map_document(read_markdown(text.encode(), name="a.md", language=language), KNOWLEDGE).facts
    assert [fact.value for fact in facts if fact.field == "title"] == [title]
    assert [fact.value for fact in facts if fact.field == "kind"] == ["practice"]


@pytest.mark.parametrize("tag", ["h1", "h2"])
def test_a_label_over_a_heading_makes_no_field_of_a_page(tag: str) -> None:
    page = f"""<main><p class="label">Good practice</p><{tag}>Tea House</{tag}><h3>Results</h3><p>Forty learners passed.</p>
    <h3>Challenges</h3><p>Buses were rare in the evening.</p></main>"""
    facts = map_document(read_html(page.encode(), name="a.html", language="en"), KNOWLEDGE).facts
    told = {(fact.field, fact.value) for fact in facts}
    assert {("result", "Forty learners passed."), ("challenge", "Buses were rare in the evening.")} <= told
    assert ("title", "Tea House") in told


@pytest.mark.parametrize(
    ("language", "kicker", "below", "title"),
    [
        ("en", "GOOD PRACTICE | LANGUAGE LEARNING", "Tea and Talk", "Tea and Talk"),
        ("en", "Good practice · Education", "Tea and Talk", "Tea and Talk"),
        ("en", "Good practice | Tea House", "A meeting place for women", "Tea House"),
        ("de", "PRAXISBEISPIEL – ARBEIT", "Ankommen im Betrieb", "Ankommen im Betrieb"),
        ("es", "BUENA PRÁCTICA | VIVIENDA", "Llaves para todos", "Llaves para todos"),
        ("fr", "BONNE PRATIQUE | LOGEMENT", "Un toit pour commencer", "Un toit pour commencer"),
        ("uk", "ДОБРА ПРАКТИКА | МОВА", "Кав'ярня мови", "Кав'ярня мови"),
    ],
)
def test_a_kind_beside_a_theme_is_no_title(language: str, kicker: str, below: str, title: str) -> None:
    document = read_text(f"{kicker}\n\n{below}\n\n3 + 3 = 6, 4 + 4 = 8.\n".encode(), name="a.txt")
    facts = map_document(replace(document, language=language), KNOWLEDGE).facts
    assert [fact.value for fact in facts if fact.field == "title"] == [title]
