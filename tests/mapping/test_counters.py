"""Lines that count the practices of a document: "FICHE 1" over a name, "Praxisbeispiel Nr. 2: name", "3. példa"."""

from __future__ import annotations

import pytest

from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.reading.text import read_text

SHEETS = """Réseau des villes accueillantes

NOS BONNES PRATIQUES

FICHE 1
Le potager partagé (Grenoble)
Porteur : association Terre Commune
Public : familles réfugiées
Depuis : 2017

FICHE 2
Parler en marchant
Porteur : Maison des langues de Metz
Une fois par semaine, des habitants et des nouveaux venus marchent ensemble et parlent français.
Objectif : apprendre le français sans salle de classe.

FICHE 3
La cantine du quartier
Porteur : Les Amis du Pont
Budget annuel : 30 000 €
Résultats : 45 personnes ont trouvé un emploi.
"""
NUMBERED = """Przegląd dobrych praktyk

Praktyka nr 1
Ogród na dachu
Realizator: Fundacja Zielony Dach
Grupa docelowa: uchodźcy
Okres realizacji: 2018-2019

Praktyka nr 2
Wieczór języków
Realizator: Stowarzyszenie Mosty
Grupa docelowa: migranci
Okres realizacji: 2020-2021
"""
NAMED = """Dobre prakse v občinah

Primer 1: Vrt za vse
Nosilec: Društvo Korenina, Kranj
Trajanje: 2018-2019
Ciljna skupina: begunci in prosilci za azil

Primer 2: Kuhinja brez meja
Nosilec: Zavod Miza, Celje
Trajanje: 2020-2021
Ciljna skupina: ženske z mednarodno zaščito
"""
BEHIND = """Jó gyakorlatok gyűjteménye

1. gyakorlat
Közös kert
Megvalósító: Híd Egyesület
Időtartam: 2018-2019
Célcsoport: menekültek, Szegeden élő külföldi családok és a szomszédaik

2. gyakorlat
Esti nyelvklub
Megvalósító: Kapu Alapítvány
Időtartam: 2020-2021
Célcsoport: menedékkérők, akik a városban élnek, és magyarul tanulnak
"""
PROSE = """Gute Beispiele aus den Gemeinden

Projekt 1
Der Garten am Bahnhof
Seit drei Jahren pflanzen Geflüchtete und Nachbarn hinter dem Bahnhof Gemüse an und kochen am Freitag zusammen.

Projekt 2
Rad für alle
In einer Werkstatt reparieren junge Leute aus Syrien mit Rentnern alte Fahrräder und geben sie an Familien weiter.
"""
STEPS = """Tea in the Yard

Run by: Town of Skövde
Project period: 2015-2017

Example 1
Amal and her neighbour
Amal came to the yard in her first week. Her neighbour showed her where to buy flour, and they have baked together since.

Example 2
The football team
Six boys from the yard now play in the town's team. Their trainer helps them with their homework every Tuesday.
"""
CONTENTS = """Good practices

Practice 1
Tea in the Yard
Practice 2
A Key for Everyone
"""
BOOKLET = """BETTER TOGETHER
A booklet of good examples

Example 1
THE SHARED LADDER
Who:\tRoofers' Union of Derry
Where:\tDerry
When:\t2018-2020

Example 2
SOUP ON SUNDAYS
Who:\tParish of St Columba
Where:\tLetterkenny
When:\t2019-2021
"""
CHAPTERS = """Manuale dell'accoglienza

Capitolo 4: Esempi dalla pratica

Gli esempi sono stati raccolti nel 2021.

4.1 Il pulmino delle madri (Siena)

Dal 2019 i volontari dell'associazione Ponte accompagnano le donne rifugiate ai corsi di lingua e dal medico.

4.2 Scheda

Nome del progetto   Banco di lingua
Ente   Cooperativa Terra, Asti
Periodo   2018 - 2020

4.3 Il caffè del martedì

Come è nato?
Due vicine portarono il caffè nel centro di accoglienza.
Che cosa si fa?
Ogni martedì le donne cucinano insieme e trovano consigli.
"""
RULES = """Reglement des Vereins

4 Aufgaben

4.1 Der Vorstand
Der Vorstand leitet den Verein und lädt zur Versammlung ein.

4.2 Die Versammlung
Die Versammlung wählt den Vorstand und berät über den Haushalt.
"""


def titles(text: str) -> dict[int | None, object]:
    found = map_document(read_text(text.encode(), name="page.txt"), Knowledge.load()).facts
    return {fact.part: fact.value for fact in found if fact.field == "title" and fact.part}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (SHEETS, ["Le potager partagé", "Parler en marchant", "La cantine du quartier"]),
        (NUMBERED, ["Ogród na dachu", "Wieczór języków"]),
        (NAMED, ["Vrt za vse", "Kuhinja brez meja"]),
        (BEHIND, ["Közös kert", "Esti nyelvklub"]),
        (CHAPTERS, ["Il pulmino delle madri", "Banco di lingua", "Il caffè del martedì"]),
        (BOOKLET, ["THE SHARED LADDER", "SOUP ON SUNDAYS"]),
        (PROSE, ["Der Garten am Bahnhof", "Rad für alle"]),
    ],
)
def test_each_counted_practice_has_its_name(text: str, names: list[str]) -> None:
    assert titles(text) == dict(enumerate(names, start=1))


@pytest.mark.parametrize(
    "text", [STEPS, CONTENTS, RULES], ids=["examples-of-one", "table-of-contents", "chapters-of-a-rule"]
)
def test_examples_of_one_practice_and_contents_are_none(text: str) -> None:
    assert titles(text) == {}


def test_what_stands_below_a_counter_is_of_that_practice() -> None:
    found = map_document(read_text(SHEETS.encode(), name="page.txt"), Knowledge.load()).facts
    told = {(fact.part, fact.field): fact.value for fact in found}
    assert told[None, "kind"] == "collection"
    assert told[1, "place"] == "Grenoble"
    assert told[1, "start"] == "2017"
    assert told[2, "implementer"] == "Maison des langues de Metz"
    assert told[3, "budget"] == 30000
    assert not any(fact.field == "identifier" for fact in found)


def test_prose_below_the_name_of_one_of_several_is_what_it_does() -> None:
    text = PROSE.replace("kochen am Freitag zusammen", "sitzen am Freitag zusammen")
    found = map_document(read_text(text.encode(), name="page.txt"), Knowledge.load()).facts
    told = {fact.part: fact.field for fact in found if fact.field in ("activity", "objective") and fact.part}
    assert set(told) == {1, 2}
