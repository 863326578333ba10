"""Fields of time that tell in a sentence when something began and when it ended."""

from __future__ import annotations

import pytest

from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.reading.markdown import read_markdown

KNOWLEDGE = Knowledge.load()


def bounds(text: str, language: str) -> list[tuple[str, object]]:
    document = read_markdown(text.encode(), name="a.md", language=language)
    facts = map_document(document, KNOWLEDGE).facts
    return [(fact.field, fact.value) for fact in facts if fact.field in ("start", "end")]


@pytest.mark.parametrize(
    ("language", "heading", "text"),
    [
        ("en", "Period", "We began in September 2022 and finished in October 2023."),
        ("de", "Zeitraum", "Wir begannen im September 2022, das Ganze endete im Oktober 2023."),
        ("it", "Periodo", "Abbiamo cominciato nel settembre 2022, è terminato nell'ottobre 2023."),
        ("ru", "Сроки", "Начали мы в сентябре 2022 года, закончили в октябре 2023-го."),
        ("fr", "Période", "Nous avons commencé en septembre 2022, tout s'est achevé en octobre 2023."),
    ],
)
def test_a_date_beside_a_verb_of_ending_is_the_end(language: str, heading: str, text: str) -> None:
    assert bounds(f"# Tea House\n\n## {heading}\n\n{text}\n", language) == [
        ("start", "2022-09"),
        ("end", "2023-10"),
    ]


def test_a_further_date_is_no_end() -> None:
    text = "We began in September 2022. The report on it is of October 2023."
    assert bounds(f"# Tea House\n\n## Period\n\n{text}\n", "en") == [("start", "2022-09")]


def test_a_picture_alone_on_its_line_says_nothing() -> None:
    page = "# Tea House\n\n![Our Bridge Foundation at work](/img/tea.jpg)\n\n![SDG 4](/img/4.png)\n\n## Period\n\n2021\n"
    texts = [block.text for block in read_markdown(page.encode(), name="a.md").blocks]
    assert not any("Bridge" in text for text in texts)
    assert any("SDG 4" in text for text in texts)
