"""Numbers of projects that running text gives, and the names behind them."""

from __future__ import annotations

import pytest

from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.reading.text import read_text

TOLD = [
    (
        "Kurzy jsou součástí projektu Otevřený dvůr, reg. č. CZ/12/04. Vede je spolek Otevřený dvůr.",
        ["CZ/12/04"],
    ),
    ("The project (reg. no. 2019-3421) taught refugees to sew.", ["2019-3421"]),
    (
        "It is a partnership of schools, 2018-1-SE01-KA201-039098, and ended in 2020.",
        ["2018-1-SE01-KA201-039098"],
    ),
    ("Das Projekt (Förderkennzeichen 01UM1812B) lief drei Jahre in Kiel.", ["01UM1812B"]),
    ("Η πράξη με κωδικό MIS 5048123 χρηματοδοτείται από το κράτος.", ["5048123"]),
    ("Contract de finanțare nr. POCU/987/6/21/135298, semnat la 12.03.2020.", ["POCU/987/6/21/135298"]),
    ("Проект № BG65AMNP001-2.002 се изпълнява от община Русе.", ["BG65AMNP001-2.002"]),
    (
        "A projekt az Alap (MMIA-2.5.1-2015-00017) társfinanszírozásával valósult meg.",
        ["MMIA-2.5.1-2015-00017"],
    ),
    ("Projekt dofinansowano z Funduszu (RPPD.07.01.00-20-0188/17).", ["RPPD.07.01.00-20-0188/17"]),
    ("After the pandemic (COVID-19) the courses moved online.", []),
    ("It follows a directive of the Union (2016/679) and ran twice (2018-2019).", []),
    ("Das Projekt Nr. 3 hieß anders, das Projekt Nr. 2019 auch.", []),
    ("The project number has doubled since 2019, to 25000 people.", []),
]


@pytest.mark.parametrize(("text", "expected"), TOLD)
def test_running_text_tells_the_number_of_a_project(text: str, expected: list[str]) -> None:
    found = map_document(read_text(text.encode(), name="page.txt"), Knowledge.load()).facts
    assert [fact.value for fact in found if fact.field == "identifier"] == expected


def test_a_name_may_stand_behind_the_number() -> None:
    text = "Fundacja Zielony Most\n\n„Projekt Nr 12/3-2020/OG „Razem raźniej – wsparcie rodzin” jest finansowany przez miasto.”\n"
    found = map_document(read_text(text.encode(), name="page.txt"), Knowledge.load()).facts
    assert [fact.value for fact in found if fact.field == "title"] == ["Razem raźniej – wsparcie rodzin"]


def test_the_figures_of_a_number_are_no_times() -> None:
    text = "A projekt az Alap (MMIA-2.5.1-2015-00017) társfinanszírozásával valósult meg."
    found = map_document(read_text(text.encode(), name="page.txt"), Knowledge.load()).facts
    assert not [fact.value for fact in found if fact.field in {"start", "end", "duration"}]
