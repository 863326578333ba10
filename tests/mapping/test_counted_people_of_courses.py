"""People counted beside the name of a language, and those whom a town was told to take in."""

from __future__ import annotations

import pytest

from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.reading.text import read_text

COUNTED = {
    "en": "Tea House\n\nResults\n- 312 people in Norwegian courses, including 274 women\n",
    "pl": "Dom Herbaty\n\nRezultaty\n- 312 osób na kursach polskiego, w tym 274 kobiety\n",
    "fr": "Maison du thé\n\nRésultats\n- 312 personnes en cours de français, dont 274 femmes\n",
    "et": "Teemaja\n\nTulemused\n- 312 inimest eesti keele kursustel, neist 274 naist\n",
    "el": "Σπίτι του τσαγιού\n\nΑποτελέσματα\n- 312 άτομα σε μαθήματα ελληνικών, εκ των οποίων 274 γυναίκες\n",
}


def _counts(text: str) -> list[object]:
    facts = map_document(read_text(text.encode(), name="page.txt"), Knowledge.load()).facts
    return [fact.value for fact in facts if fact.field == "count"]


@pytest.mark.parametrize("text", COUNTED.values(), ids=COUNTED)
def test_a_language_is_no_country_that_counts(text: str) -> None:
    """Both numbers are of the practice, though an adjective of a country stands between them."""
    assert _counts(text) == [312, 274]


@pytest.mark.parametrize(
    "sentence",
    [
        "The city was assigned more than 5 800 asylum seekers.",
        "Im Jahr 2015 nahm die Stadt 2 300 Geflüchtete auf.",
        "La ville a accueilli 640 réfugiés.",
        "Miasto przyjęło 4 200 uchodźców.",
    ],
)
def test_whom_a_town_took_in_is_no_result(sentence: str) -> None:
    """Such numbers are of the surroundings."""
    assert _counts(f"Sonata\n\n{sentence}\n") == []
