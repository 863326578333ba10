"""Pages cut out of a longer document: their heads and feet, and lines that count practices from any number on."""

from __future__ import annotations

from practicegraph.mapping.fact import Fact
from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.reading.text import read_text

FAR = " " * 60
COUNTED = f"""WELCOMING TOWNS HANDBOOK   |   CHAPTER 4: SCHOOLS

4.2 From the field
The two practices below were collected in spring 2022.
{FAR}52
PRACTICE 5
READING ALOUD
Where: Turku, Finland
Who runs it: City of Turku
Target group: Refugee mothers
What it is about
Mothers read to their children in two languages at the library.
Transferability
Any library can begin with two volunteers.
{FAR}53
WELCOMING TOWNS HANDBOOK   |   CHAPTER 4: SCHOOLS
PRACTICE 6
NIGHT SCHOOL
Where: Ghent, Belgium
Who runs it: City of Ghent
Target group: Asylum seekers
What it is about
Pupils who arrived late in the year learn in the evening.
Transferability
Two other towns have copied it.
{FAR}54
"""
HEADS = f"""Katalog dobrych praktyk integracji{FAR}11
Urząd Marszałkowski

KARTA 4

Nazwa praktyki
Most

Opis działań
Mieszkańcy uczą się języka z sąsiadami w każdą sobotę.

Ewaluacja
Ankieta po każdym roku zajęć.
{FAR}12
Katalog dobrych praktyk integracji

Możliwość powielenia
Tak, w każdej gminie.
"""
COUNTING = f"""Annexe 2 au rapport annuel – fiches de projets{FAR}Page 8 sur 40

Intitulé du projet : Le Pont

Activités

1) ateliers de langue dans les quartiers ;
2) visites de la ville avec des habitants.
{FAR}8
Annexe 2 au rapport annuel – fiches de projets{FAR}Page 9 sur 40

Difficultés

Peu d'hommes sont venus.
{FAR}9
"""


def facts(text: str) -> list[Fact]:
    return list(map_document(read_text(text.encode(), name="page.txt"), Knowledge.load()).facts)


def exact(found: list[Fact], field: str, part: int | None = None) -> list[object]:
    return [fact.exact for fact in found if fact.field == field and fact.part == part]


def test_an_excerpt_counts_practices_from_where_it_begins() -> None:
    found = facts(COUNTED)
    assert exact(found, "title", 1) == ["READING ALOUD"]
    assert exact(found, "title", 2) == ["NIGHT SCHOOL"]
    assert exact(found, "replicability", 1) == ["Any library can begin with two volunteers."]
    assert exact(found, "replicability", 2) == ["Two other towns have copied it."]


def test_the_number_of_a_page_tells_the_head_beside_it() -> None:
    found = facts(HEADS)
    assert exact(found, "evaluation") == ["Ankieta po każdym roku zajęć."]
    assert exact(found, "replicability") == ["Tak, w każdej gminie."]


def test_a_head_that_counts_its_pages_is_no_text() -> None:
    found = facts(COUNTING)
    assert exact(found, "activity") == [
        "ateliers de langue dans les quartiers ;",
        "visites de la ville avec des habitants.",
    ]
    assert exact(found, "challenge") == ["Peu d'hommes sont venus."]
