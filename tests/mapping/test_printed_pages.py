"""Reports that were printed: heads and feet of pages, lines with a ragged margin, numbered boxes, sources."""

from __future__ import annotations

import pytest

from practicegraph.mapping.fact import Fact
from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.reading.text import read_text

REPORT = """Příloha 2: Příklady                                         Hodnocení programu 2016–2020

Příklad 4
SOUSEDÉ U STOLU

Nositel:           Charita Borovany
Období:            leden 2017 – prosinec 2019

Popis. Ve městě žije mnoho rodin, které sem přišly za prací do skláren,
a po roce 2015 také uprchlíci ze Sýrie. Setkání vedou dvojice, ve
kterých je vždy jeden starousedlík a jeden z těch, kdo přišli
nedávno, a schází se jednou za týden v klubovně.

                                                                      31
----------------------------------------------------------------------
Příloha 2: Příklady                                         Hodnocení programu 2016–2020

Výsledky. Zapojilo se 64 rodin. Tři z nich dnes setkání samy
vedou.

Přenositelnost. Postup převzala obec Lhota; stačí k němu klubovna
a jeden koordinátor.

Tabulka 3.2: V roce 2018 bylo v kraji evidováno 4 210 cizinců, o pět procent
více než v roce 2015.

Zdroj: rozhovor s vedoucí projektu, 3. 2. 2020; zpráva města.
                                                                      32
"""
BOXED = """Svjetionik

Cilj: Upoznati susjede i izbjeglice.

Rezultati:
Okupilo se 40 obitelji.

Okvir 2: U Hrvatskoj je 2019. godine živjelo 900 izbjeglica, većinom u gradovima na sjeveru.

Nastavljamo svake subote.
"""
RELATED = """Наш двор

Цель: познакомить соседей и мигрантов.
Результаты: 40 семей.

Похожие практики
Школа у моря
Клуб «Юрта»
Опубликовано 03.05.2021
"""


def facts(text: str) -> list[Fact]:
    return list(map_document(read_text(text.encode(), name="page.txt"), Knowledge.load()).facts)


def exact(found: list[Fact], field: str) -> list[str | None]:
    return [fact.exact for fact in found if fact.field == field]


def test_labels_of_a_printed_report_keep_their_texts_over_the_end_of_a_page() -> None:
    found = facts(REPORT)
    told = [text.replace("\n", " ") for text in exact(found, "result") if text]
    assert told == ["Zapojilo se 64 rodin. Tři z nich dnes setkání samy vedou."]
    assert not any("Příloha" in str(fact.exact) for fact in found if fact.field in ("evaluation", "result"))
    assert [fact.value for fact in found if fact.field == "title"] == ["SOUSEDÉ U STOLU"]


def test_lines_go_on_over_a_ragged_margin() -> None:
    told = [text.replace("\n", " ") for text in exact(facts(REPORT), "replicability") if text]
    assert told == ["Postup převzala obec Lhota; stačí k němu klubovna a jeden koordinátor."]


def test_a_numbered_table_is_of_no_section_and_its_numbers_are_none_of_the_practice() -> None:
    found = facts(REPORT)
    assert 4210 not in [fact.value for fact in found if fact.field == "count"]
    boxed = facts(BOXED)
    assert exact(boxed, "result") == ["Okupilo se 40 obitelji.", "Nastavljamo svake subote."]
    assert 900 not in [fact.value for fact in boxed if fact.field == "count"]


def test_the_day_of_a_source_is_not_that_of_publication() -> None:
    assert not exact(facts(REPORT), "published")


def test_the_day_of_publication_stands_below_a_list_of_other_pages() -> None:
    assert [fact.value for fact in facts(RELATED) if fact.field == "published"] == ["2021-05-03"]


@pytest.mark.parametrize(
    ("line", "notations"),
    [
        ("Ciljna skupina: mladoletni begunci v osnovni šoli", {"children", "refugee"}),
        ("Target group: refugees in primary school", {"refugee"}),
        ("Doelgroep: minderjarige vluchtelingen op de basisschool", {"children", "refugee"}),
        ("Cílová skupina: nezletilí uprchlíci na základní škole", {"children", "refugee"}),
        ("Grupo destinatario: refugiados, escuelas", {"refugee", "educational-institution"}),
    ],
)
def test_a_body_in_which_a_group_is_met_is_no_group(line: str, notations: set[str]) -> None:
    found = {fact.value for fact in facts(line + "\n") if fact.field == "targetGroup"}
    assert found <= notations
    assert ("educational-institution" in found) == ("educational-institution" in notations)
