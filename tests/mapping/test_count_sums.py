"""Numbers in brackets whose sum is the number of people before them are counts too."""

from __future__ import annotations

from dataclasses import replace

import pytest

from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.reading.text import read_text


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "The project will support 90 people (54F, 36M).", ["90", "54", "36"]),
        ("en", "The project supported 90 people (54 F / 36 M).", ["90", "54", "36"]),
        ("en", "The project supported 90 people (F: 54, M: 36).", ["90", "54", "36"]),
        ("en", "120 people took part (40 in Hull, 80 in Leeds).", ["120", "40", "80"]),
        ("en", "120 people took part (in 2019 and 2020).", ["120"]),
        ("en", "The project supported 90 people (54 F, 30 M).", ["90"]),
        ("pl", "Wsparcie otrzyma 90 osób (54K, 36M) z doświadczeniem uchodźczym.", ["90", "54", "36"]),
        ("de", "Das Projekt unterstützt 90 Personen (54 w, 36 m).", ["90", "54", "36"]),
        ("de", "Das Projekt unterstützt 90 Personen (54 weiblich, 36 männlich).", ["90", "54", "36"]),
        ("es", "El proyecto atiende a 90 personas (54 M, 36 H).", ["90", "54", "36"]),
        ("fr", "Le projet accompagne 90 personnes (54 F, 36 H).", ["90", "54", "36"]),
        ("ro", "Proiectul sprijină 90 de persoane (54 F, 36 M).", ["90", "54", "36"]),
        ("nl", "Het project ondersteunt 90 mensen (54 v, 36 m).", ["90", "54", "36"]),
    ],
)
def test_the_parts_of_a_count_add_up_to_it(language: str, text: str, expected: list[str]) -> None:
    document = replace(read_text(f"12\n\n{text}\n".encode(), name="a.txt"), language=language)
    facts = map_document(document, Knowledge.load()).facts
    assert [str(fact.value) for fact in facts if fact.field == "count"] == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("pl", "Kursy ukończyło 80 os. i nikt nie zrezygnował.", ["80"]),
        ("pl", "W kursach wzięło udział 80 os.", ["80"]),
        ("cs", "Podpořeno bylo 45 os. z Ukrajiny.", ["45"]),
        ("fr", "Formation de 45 pers. réfugiées.", ["45"]),
        ("ru", "Обучено 45 чел. из числа беженцев.", ["45"]),
    ],
)
def test_the_full_stop_of_a_unit_ends_no_sentence(language: str, text: str, expected: list[str]) -> None:
    document = replace(read_text(f"12\n\n{text}\n".encode(), name="a.txt"), language=language)
    facts = map_document(document, Knowledge.load()).facts
    assert [str(fact.value) for fact in facts if fact.field == "count"] == expected
