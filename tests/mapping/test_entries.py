"""Several practices in one text, each an entry with its own labels; lists of partners and chapters of one practice."""

from __future__ import annotations

import pytest

from practicegraph.mapping.fact import Fact
from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.reading.text import read_text

TIGHT = """Home / Work / Past projects

Past projects

Here are the projects that the county has paid for and that are over now.

Tea in the Yard
Neighbours and refugees meet once a week in a yard and drink tea together.
Run by: Town of Skövde
Project period: 2015-2017
Amount granted: 120 000 euro

A Key for Everyone
Aim: To find flats for newly arrived families.
Project owner: Housing Association Lind
Time: March 2016 - June 2019
Results: 40 families moved in.

Read more
Current projects
Page updated 3 May 2021
"""
NUMBERED = """MINISTRSTVO ZA DELO

Pregled projektov

V nadaljevanju predstavljamo tri projekte.

1. Zelena vrata

Izvajalec: Društvo Most, Maribor
Trajanje: 1. 3. 2017 – 31. 8. 2018
Dejavnosti:
- tečaj slovenščine
- obiski pri sosedih

2. Delavnica za vse

Projekt vodi Ljudska univerza Ptuj. Poteka od aprila 2018 do maja 2019. Udeleženci popravljajo kolesa in se ob tem učijo jezika.

3. Skupna kuhinja

Nosilec: Zavod Sopotnik, Celje
Trajanje: 10 mesecev
Ciljna skupina: ženske z mednarodno zaščito
"""
BILINGUAL = """Garden of Languages

Carried out by: Association Root
Project period: 2018-2020
Target group: refugees
Budget: 50 000 EUR

Garten der Sprachen

Träger: Verein Wurzel
Projektzeitraum: 2018-2020
Zielgruppe: Geflüchtete
Budget: 50 000 EUR
"""
CHAPTERS = """Tea in the Yard

Summary

Run by: Town of Skövde
Project period: 2015-2017

What we did
Neighbours and refugees met once a week in a yard and drank tea together.
Target group: refugees

What we learnt
Results: 40 people found a friend.
"""
PARTNERS = """Tea in the Yard

The project teaches refugees to bake.

Partners:
- Arci Catania (Catania, Italy)
- Municipality of Sofia (BG)
- Folkuniversitetet (Malmö, Sweden)
- CESIE – Palermo, Italy
- Diakonie Nord (Rendsburg/Germany)
- Dorea Educational Institute, Limassol, Cyprus
- Jobcenter (Kiel)

You might also like
- Bread for Two (Belgium)
- A Key for Everyone (Portugal)
"""


def facts(text: str) -> list[Fact]:
    return list(map_document(read_text(text.encode(), name="page.txt"), Knowledge.load()).facts)


def told(found: list[Fact], field: str) -> dict[int | None, list[object]]:
    values: dict[int | None, list[object]] = {}
    for fact in found:
        if fact.field == field:
            values.setdefault(fact.part, []).append(fact.value)
    return values


def test_entries_with_other_labels_each_are_practices() -> None:
    found = facts(TIGHT)
    assert told(found, "title") == {
        None: ["Past projects"], 1: ["Tea in the Yard"], 2: ["A Key for Everyone"]
    }  # fmt: skip
    assert told(found, "implementer") == {1: ["Town of Skövde"], 2: ["Housing Association Lind"]}
    assert told(found, "start") == {1: ["2015"], 2: ["2016-03"]}
    assert told(found, "fundingAmount") == {1: [120000]}


def test_counted_entries_may_be_prose() -> None:
    found = facts(NUMBERED)
    assert {part: names for part, names in told(found, "title").items() if part} == {
        1: ["Zelena vrata"], 2: ["Delavnica za vse"], 3: ["Skupna kuhinja"]
    }  # fmt: skip
    assert told(found, "activity")[1] == ["tečaj slovenščine", "obiski pri sosedih"]
    assert told(found, "lead") == {2: ["Ljudska univerza Ptuj"], 3: ["Zavod Sopotnik"]}
    assert told(found, "duration")[3] == ["P10M"]


@pytest.mark.parametrize("text", [BILINGUAL, CHAPTERS, PARTNERS], ids=["bilingual", "chapters", "partners"])
def test_one_practice_stays_one(text: str) -> None:
    assert {fact.part for fact in facts(text)} == {None}


def test_partners_are_named_without_where_they_sit() -> None:
    assert told(facts(PARTNERS), "partner")[None] == [
        "Arci Catania", "Sofia Municipality", "Folkuniversitetet", "CESIE", "Diakonie Nord",
        "Dorea Educational Institute", "Jobcenter (Kiel)",
    ]  # fmt: skip


YEARS = """Association Halm

FINISHED PROJECTS

2019 – 2021
OPEN YARDS
Neighbours meet in four yards.
Duration: 1 March 2019 – 31 May 2021
Lead partner: Association Halm
Activities:
- tea on Fridays

2017–2018
A Song for Two
Run by: Choir of Leeds
Grant: EUR 20,000
Results: 40 singers took part.

2016
Bread and Words
Carried out by: Bakers' Guild
Funder: Lindqvist Foundation, EUR 9,000
Aims: to teach the language of the trade
"""


def test_years_over_a_name_begin_a_project_of_an_archive() -> None:
    facts = map_document(read_text(YEARS.encode(), name="a.txt"), Knowledge.load()).facts
    titles = {fact.part: fact.value for fact in facts if fact.field == "title" and fact.part}
    assert titles == {1: "OPEN YARDS", 2: "A Song for Two", 3: "Bread and Words"}
    times = {(fact.part, fact.field, fact.value) for fact in facts if fact.field in ("start", "end")}
    assert times >= {
        (1, "start", "2019-03-01"),
        (2, "start", "2017"),
        (2, "end", "2018"),
        (3, "start", "2016"),
    }
    assert (1, "start", "2019") not in times


def test_counts_that_come_again_are_no_practices() -> None:
    text = """Project name: First Spade
Applicant: Garden Society
Period: 2021-01-01 – 2022-06-30

Expected results
Number of participants      160
Number of women             70
Number of volunteers        25

Results according to the final report
Number of participants      187
Number of women             64
Number of volunteers        31
"""
    facts = map_document(read_text(text.encode(), name="a.txt"), Knowledge.load()).facts
    assert {fact.part for fact in facts} == {None}
