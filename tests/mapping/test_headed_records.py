"""Lists of projects whose records have the same labels below heads without any; labels with a colon apart from their texts."""

from __future__ import annotations

import pytest

from practicegraph.mapping.fact import Fact
from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.reading.text import read_text

LIST = """Fundația Poarta Nouă
Proiecte finanțate 2021

Cafeneaua limbilor
Asociația Vecini din Cluj
Seri de conversație pentru refugiați și localnici. Scopul este reducerea izolării.
Grup țintă: refugiați
Perioada: martie 2021 – noiembrie 2021
Buget: 12.000 EUR
Rezultate: 80 de participanți

PRIMUL LOC DE MUNCĂ
Fundația Orizont
Consiliere și stagii pentru tineri migranți
Grup țintă: tineri migranți
Perioada: 01.01.2021 – 31.12.2021
Buget: 45.500 EUR
Rezultate: –

Grădina comună
Primăria Comunei Florești
Locuitori și familii strămutate cultivă împreună o grădină.
Grup țintă: familii din Ucraina
Perioada: aprilie 2021 – octombrie 2021
Buget: 9.300 EUR
Rezultate: 25 de familii

Distribuie pagina
Contact: Biroul Fundației Poarta Nouă, tel. 021 555 01 01
"""
PARTED = """Projekt som stiftelsen har stött

Läxhjälp på biblioteket

Två kvällar i veckan hjälper frivilliga studenter nyanlända barn med läxorna.

Projektägare: Föreningen Öppna Dörrar
Projektperiod: 2019-01-01 – 2020-12-31
Beviljat belopp: 350 000 kr
Målgrupp: nyanlända barn

Odla tillsammans

I en gemensam trädgård möts äldre och kvinnor från Somalia varje lördag.

Projektägare: Studieförbundet Norr
Projektperiod: 2020-03-01 – 2021-02-28
Beviljat belopp: 120 000 kr
Målgrupp: migrantkvinnor

Dela sidan
"""
WORK_PACKAGES = """Tea House
Mothers and neighbours meet every week.
Lead: Riverside Trust
Target group: migrant mothers
Period: 2019 – 2021

Work package 1
Target group: mothers
Period: 2019
Budget: 4,000 EUR

Work package 2
Target group: neighbours
Period: 2020
Budget: 5,000 EUR
"""
APART = """"Bread Together" - a bakery for newcomers

Purpose:
To bring newcomers and neighbours to one table.

Rationale:

In 2018 the town took in 140 refugees, and nobody knew them.

The logo above:

Two neighbours drew it.

Impact:

By 2020, 96 families had baked together.

Picture credits for this page:

Tess of Riverside Trust

Questions to be addressed to:
office@riverside.example
"""


ARCHIVE = """Archiv projektů
Zde najdete přehled ukončených projektů.

Sousedé z pátého patra
Období: leden 2022 – prosinec 2023
Nositel: Statutární město Pardubice
Výše dotace: 1 245 000 Kč
Domovní asistenti navštěvovali domácnosti a tlumočili na schůzích vlastníků.

Škola bez slovníku
Učitelé a asistenti učili děti češtinu celé první pololetí.
Registrační číslo: AMIF/29/07
Období: 1. 9. 2020 – 30. 6. 2022
Nositel: Základní škola Ohrazenice
Výstupy: vyškoleno 47 učitelů.
Závěrečná zpráva (pdf, 1,4 MB)

První kroky
Období: 2018 – 2019
Nositel: Most pro lidi z.s.
Rozpočet: 2,1 mil. Kč
"""
COUNTED = """Lista projektów

Lp. 1
Tytuł projektu: „Wspólny dom”
Beneficjent: Fundacja Most
Okres: 2018 – 2019

Lp. 2
Tytuł projektu: „Asystent w szkole”
Beneficjent: Gmina Lubin
Okres: 2020 – 2021
"""


def facts(text: str) -> list[Fact]:
    return list(map_document(read_text(text.encode(), name="page.txt"), Knowledge.load()).facts)


def values(found: list[Fact], field: str, part: int | None = None) -> list[object]:
    return [fact.value for fact in found if fact.field == field and fact.part == part]


def exact(found: list[Fact], field: str, part: int | None = None) -> list[object]:
    return [fact.exact for fact in found if fact.field == field and fact.part == part]


def test_each_record_of_a_list_is_a_practice_with_its_name_and_who_stands_below_it() -> None:
    found = facts(LIST)
    assert [values(found, "title", part) for part in (1, 2, 3)] == [
        ["Cafeneaua limbilor"],
        ["PRIMUL LOC DE MUNCĂ"],
        ["Grădina comună"],
    ]
    assert [values(found, "implementer", part) for part in (1, 2, 3)] == [
        ["Asociația Vecini din Cluj"],
        ["Fundația Orizont"],
        ["Primăria Comunei Florești"],
    ]
    assert [values(found, "start", part) for part in (1, 2, 3)] == [["2021-03"], ["2021-01-01"], ["2021-04"]]


def test_the_last_label_of_a_record_does_not_take_the_head_of_the_next() -> None:
    found = facts(LIST)
    assert exact(found, "result", 1) == ["80 de participanți"]
    assert values(found, "result", 2) == [None]
    assert exact(found, "result", 3) == ["25 de familii"]
    assert exact(found, "activity", 2) == ["Consiliere și stagii pentru tineri migranți"]


def test_the_telephone_below_all_records_is_of_none() -> None:
    found = facts(LIST)
    assert values(found, "phone") == ["+40215550101"]
    assert not any(values(found, "phone", part) for part in (1, 2, 3))


def test_blank_lines_may_part_the_name_from_the_text_and_the_labels() -> None:
    found = facts(PARTED)
    assert values(found, "title", 1) == ["Läxhjälp på biblioteket"]
    assert values(found, "title", 2) == ["Odla tillsammans"]
    assert values(found, "fundingAmount", 2) == [120000]
    assert values(found, "targetGroup", 2) == ["migrant-women"]
    assert not any("Dela" in str(fact.value) for fact in found)


def test_packages_of_one_project_are_no_practices() -> None:
    found = facts(WORK_PACKAGES)
    assert all(fact.part is None for fact in found)
    assert values(found, "title") == ["Tea House"]


def test_a_label_with_a_colon_stands_apart_from_its_text_where_the_known_ones_do() -> None:
    found = facts(APART)
    assert exact(found, "objective") == ["To bring newcomers and neighbours to one table."]
    assert exact(found, "impact") == ["By 2020, 96 families had baked together."]
    assert exact(found, "origin") == ["In 2018 the town took in 140 refugees, and nobody knew them."]


@pytest.mark.parametrize(
    ("label", "language", "field"),
    [
        ("Unsere Lösung", "de", "method"), ("Решение", "bg", "method"), ("La solution", "fr", "method"),
        ("Questions to be addressed to", "en", "contact"), ("Referenční dokumenty", "cs", "link"),
        ("Kraj projekta", "sl", "place"), ("Doseženo", "sl", "result"), ("Протсес", "ru", None),
    ],
)  # fmt: skip
def test_labels_of_such_pages(label: str, language: str, field: str | None) -> None:
    match = Knowledge.load().headings.exact(label)
    row = None if match is None else match.field("", [language])
    assert (None if row is None else row.field) == field


UNEVEN = """Urząd Wojewódzki w Opolu
Zrealizowane projekty

Poniżej przedstawiamy projekty, które otrzymały dotację wojewody i zostały rozliczone.

Sąsiadki z Nysy

W Nysie samotne matki z Ukrainy rzadko trafiały na kursy. W każdą środę spotykały się z wolontariuszkami w bibliotece.

Cel: Co najmniej 30 kobiet rozpocznie kurs języka polskiego.
Realizator: Gmina Nysa
Okres realizacji: 1.03.2019 – 31.12.2020
Kwota dotacji: 84 000 zł
Rezultaty: 41 kobiet ukończyło kurs.

Pierwsza praca w sadziePierwsza praca w sadzie

Cudzoziemcy bez kwalifikacji uczyli się zawodu pod okiem mistrza, a wieczorami chodzili na lekcje polskiego.

Założenia: Połowa uczestników podejmie pracę.
Realizator: Fundacja Dobry Start
Okres realizacji: 1.06.2020 – 30.06.2021
Kwota dotacji: 120 500 zł
Rezultaty: Pracę podjęło 27 osób.

Dom w Brzegu

Stowarzyszenie przeszkoliło rodziny zastępcze dla dzieci bez opieki. Odbyły się cztery szkolenia.

Realizator: Stowarzyszenie Dom
Okres realizacji: 2018–2019
Kwota dotacji: 60 000 zł

Informacje powiązane
Nabory 2022
"""


def test_labels_that_do_not_come_again_may_stand_between_a_name_and_those_that_do() -> None:
    found = facts(UNEVEN)
    assert [values(found, "title", part) for part in (1, 2, 3)] == [
        ["Sąsiadki z Nysy"],
        ["Pierwsza praca w sadzie"],
        ["Dom w Brzegu"],
    ]
    assert exact(found, "objective", 1) == ["Co najmniej 30 kobiet rozpocznie kurs języka polskiego."]
    assert exact(found, "objective", 2) == ["Połowa uczestników podejmie pracę."]
    assert values(found, "objective", 3) == []
    assert [values(found, "fundingAmount", part) for part in (1, 2, 3)] == [[84000], [120500], [60000]]
    alone = facts(UNEVEN.partition("Informacje")[0])
    assert [values(alone, "fundingAmount", part) for part in (1, 2, 3)] == [[84000], [120500], [60000]]


BELOW = """Fonden Ny Havn
Bevillinger 2021

I 2021 uddelte fonden støtte til projekter inden for integration. Her kan du læse om to af dem.

Jobmor
Bevilling: 1.850.000 kr.
Modtager: Kvinderådgivningen i Viborg
Periode: 1. august 2021 – 31. juli 2024
Flygtningekvinder følges med kvinder, som allerede er i arbejde, på vej til det første job.
Samarbejdspartnere: Jobcenter Viborg

Det lange bord
Bevilling: 275.000 kr.
Modtager: Foreningen Fællesspisning Lolland
Periode: 2021-2022
Én gang om måneden laver asylansøgere fra centret, ukrainske familier og naboer maden sammen i hallen i Nakskov. Bagefter spiser de ved ét bord.

Har du spørgsmål til bevillingerne?
Ansøgningsfrist for næste runde er den 1. marts 2022. Se retningslinjerne på siden her.
"""


def test_names_may_stand_right_above_their_labels_and_the_text_below_them() -> None:
    found = facts(BELOW)
    assert [values(found, "title", part) for part in (1, 2)] == [["Jobmor"], ["Det lange bord"]]
    assert values(found, "implementer", 2) == ["Foreningen Fællesspisning Lolland"]
    assert exact(found, "activity", 2) == [
        "Én gang om måneden laver asylansøgere fra centret, ukrainske familier og naboer maden sammen i hallen i Nakskov. Bagefter spiser de ved ét bord."
    ]
    assert values(found, "partner", 1) == ["Jobcenter Viborg"]


def test_labels_of_one_record_alone_stand_anywhere_in_it() -> None:
    found = facts(ARCHIVE)
    assert [values(found, "title", part) for part in (1, 2, 3)] == [
        ["Sousedé z pátého patra"],
        ["Škola bez slovníku"],
        ["První kroky"],
    ]
    assert [values(found, "start", part) for part in (1, 2, 3)] == [["2022-01"], ["2020-09-01"], ["2018"]]
    assert values(found, "identifier", 2) == ["AMIF/29/07"]
    assert exact(found, "result", 2) == ["vyškoleno 47 učitelů."]
    assert values(found, "budget", 3) == [2100000]


def test_a_head_that_only_counts_is_no_name() -> None:
    found = facts(COUNTED)
    assert [values(found, "title", part) for part in (1, 2)] == [["Wspólny dom"], ["Asystent w szkole"]]
