"""Details of cards, forms and news: labels before a gap, notes of progress, sums in two magnitudes, who is only named."""

from __future__ import annotations

import pytest

from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.reading.text import read_text

CASES: list[tuple[str, str, list[object]]] = [
    # a label and a gap are enough, where the words are no menu
    (
        "Tea House\n\nThe project helps refugees in Leeds.\n\nStart  September 2018\n\nWe meet on Mondays.",
        "start",
        ["2018-09"],
    ),
    ("Tea House\n\nTarget group   Refugee women\nBudget   EUR 20 000", "budget", [20000]),
    ("Tea House\n\nPartners  Contact  Imprint\n\nThe project helps refugees in Leeds.", "partner", []),
    # what a label of progress says is a result, if it says anything
    (
        "Das Projekt hilft Geflüchteten.\n\nStand der Umsetzung: Bislang wurden 46 Lotsen geschult.",
        "result",
        ["Bislang wurden 46 Lotsen geschult."],
    ),
    ("Das Projekt hilft Geflüchteten.\n\nStand der Umsetzung: abgeschlossen", "result", []),
    # the number of another thing is no goal
    (
        "Projekti\n\nKestävä kehitys: Ekologinen kestävyys  Välitön vaikutus 0  Välillinen vaikutus 2",
        "sdg",
        [],
    ),
    ("Project\n\nSDGs: Quality education 4", "sdg", ["4"]),
    # an address does not take the lines behind it
    (
        "Das Projekt hilft Geflüchteten.\n\nProjekt-Website: https://www.teehaus.example\n\nGefördert durch die Stiftung Nord.",
        "funder",
        ["Stiftung Nord"],
    ),
    # who pays is not how a practice may be repeated
    (
        "The project helps refugees.\n\nTransferability\nThis project has been funded with support from the City of Leeds.",
        "replicability",
        [None],
    ),
    (
        "Projektet hjælper flygtninge i Holstebro.\n\n84 kvinder er startet i forløbet. Målet er 150, når det slutter.",
        "objective",
        [],
    ),
    ("Proje mültecilere yardım ediyor. Projenin bütçesi 1 milyon 150 bin Euro.", "budget", [1150000]),
    ("Бюджет проекта: 1 млн 150 тыс. рублей", "budget", [1150000]),
    (
        "19 Kasım 2022 Cumartesi  11:42\n\nORTAK MUTFAK AÇILDI\n\nProje mültecilere yardım ediyor.",
        "published",
        ["2022-11-19"],
    ),
    (
        "Cumartesi, 19 Kasım 2022, 18:30\n\nORTAK MUTFAK AÇILIYOR\n\nProje mültecilere yardım ediyor.",
        "published",
        [],
    ),
    (
        "У Кременчуці запрацював хаб\n17 листопада 2023, 14:26   Переглядів: 1 284\n\nПроєкт допомагає біженцям.",
        "published",
        ["2023-11-17"],
    ),
    (
        "Threads\n\nThe project helps refugees.\n\nStart date 01-10-2019 End date 30-09-2022",
        "end",
        ["2022-09-30"],
    ),
    (
        (
            "Threads\n\nThe project helps refugees.\n\nParticipants\n"
            "Cooperativa Filo | Social enterprise | Trapani, IT\nStudiefrämjandet Väst | Association | Umeå, SE"
        ),
        "partner",
        ["Cooperativa Filo", "Studiefrämjandet Väst"],
    ),
    (
        (
            "The project helps refugees.\n\nActivities\nWomen cook together each week.\n\n"
            '"I learned colander before I learned council tax," says one participant. "Now I know both."'
        ),
        "activity",
        ["Women cook together each week."],
    ),
    (
        (
            "The project helps refugees.\n\nCould it work elsewhere?\nTwo councils have borrowed the plans.\n\n"
            "Did you know?  Around 13 per cent of Leeds residents were born outside the UK."
        ),
        "replicability",
        ["Two councils have borrowed the plans."],
    ),
    # those whom a practice is not for
    (
        "The project trains refugees in an adult education centre in Leeds and offers childcare.",
        "targetGroup",
        ["refugee"],
    ),
    ("Projektet hjälper flyktingar, med barnpassning i rummet intill.", "targetGroup", ["refugee"]),
    ("The project helps refugees. After a year 71% of the adults were in work.", "targetGroup", ["refugee"]),
    # those whom no practice reached
    ("У громаді живе багато людей. Тоді було зареєстровано понад 200 тисяч переселенців.", "count", []),
    (
        "Die Stelle ist ein gemeinsames Angebot der Stadt Bielefeld und des AWO Kreisverbands Bielefeld.",
        "implementer",
        ["Stadt Bielefeld", "AWO Kreisverband Bielefeld"],
    ),
    (
        "Samarbeid: NAV Værnes, Opplæringskontoret for industrifag på Innherred og Trones Mekaniske AS\n\nProsjektet hjelper flyktninger.",
        "partner",
        ["NAV Værnes", "Opplæringskontoret for industrifag på Innherred", "Trones Mekaniske AS"],
    ),
    (
        "Who runs it: City of Mechelen, Department of Social Affairs, with VDAB and Red Cross\n\nThe project helps refugees.",
        "partner",
        ["Flemish Public Employment Service", "Belgian Red Cross"],
    ),
]


@pytest.mark.parametrize(("text", "field", "values"), CASES)
def test_what_a_text_says(text: str, field: str, values: list[object]) -> None:
    facts = map_document(read_text(text.encode(), name="page.txt"), Knowledge.load()).facts
    assert [
        fact.value
        for fact in facts
        if (fact.field == field and fact.basis.value != "suggested") or fact.field == field == "targetGroup"
    ] == values
