"""Several practices in one document, each under a heading of its own; and pages of one practice that look alike."""

from __future__ import annotations

from io import BytesIO

import docx
import pytest

from practicegraph.mapping.fact import Fact
from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.reading.docx import read_docx
from practicegraph.reading.html import read_html
from practicegraph.reading.markdown import read_markdown
from practicegraph.reading.text import read_text

READERS = {"html": read_html, "md": read_markdown, "txt": read_text}
BOOKLET = """<html lang="en"><body><main><h1>Good ideas from three towns</h1>
<p>This booklet was put together by the Harbour Network. It shows what towns can do with small means.</p>
<h2>Neighbours at the table</h2><p>A parish hall in Ghent becomes a dining room on Thursdays.</p>
<h3>Who runs it</h3><p>Parish of Saint Anne</p><h3>What happens</h3><ul><li>shared cooking</li></ul>
<h3>Results</h3><p>In 2022 more than 300 refugees took part.</p>
<h2>The repair bench</h2><p>A workshop in Lille where asylum seekers mend bicycles.</p>
<h3>Who runs it</h3><p>Association Deux Roues</p><h3>What happens</h3><ul><li>repair evenings</li></ul>
<h3>Results</h3><p>140 bicycles were given away.</p>
<h2>About this booklet</h2><p>It may be copied freely.</p></main></body></html>"""
EXAMPLES = """# Drei Beispiele aus der Praxis

Sie wurden 2023 gesammelt.

## 1. Lesepaten am Fluss (Koblenz)

Studierende lesen mit Kindern.

**Träger:** Verein Buchbrücke e. V.

**Ergebnisse:** 85 Kinder wurden begleitet.

## 2. Garten ohne Zaun (Jena)

Auf einer Brache wächst Gemüse.

**Träger:** Stadt Jena

**Ergebnisse:** 40 Beete wurden angelegt.
"""
DATED = """# Trois initiatives à découvrir

## La table d'à côté (2017-2021)

L'association Pain Commun réunit chaque semaine réfugiés et voisins autour d'un repas préparé ensemble à Nantes.

## Le vélo pour tous (depuis 2019)

La ville de Grenoble prête des vélos aux demandeurs d'asile et leur apprend à circuler en sécurité dans la ville.
"""
NUMBERED = """Tre pratiche che funzionano

La raccolta è stata curata dalla rete nel 2022.

2.1 Cucina aperta (Modena)

Ogni giovedì una sala diventa la cucina di chi è appena arrivato.

Ente promotore: Associazione Pane e Parole
Risultati: hanno partecipato 150 rifugiati.

2.2 La ciclofficina (Trieste)

Pensionati e richiedenti asilo riparano insieme biciclette usate.

Ente promotore: Comune di Trieste
Risultati: sono state riparate 200 biciclette.
"""
COMPONENTS = """<html lang="en"><body><main><h1>Open Kitchen</h1><p>A project of the City of Malmö for asylum seekers.</p>
<h2>Cooking together</h2><p>Twice a week up to forty people cook.</p>
<h3>What happens</h3><ul><li>cooking</li></ul><h3>Results</h3><p>200 people took part.</p>
<h2>Finding work</h2><p>Restaurants take the best cooks for a month.</p>
<h3>What happens</h3><ul><li>internships</li></ul><h3>Results</h3><p>30 people found a job.</p>
<h2>Budget</h2><p>EUR 300,000</p></main></body></html>"""
PACKAGES = """# Bridges to school

Bridges to school helped refugee children in Leeds from 2017 to 2020.

## Work package 1: Lessons

**Activities:** lessons in the afternoon

**Results:** 120 children took part.

## Work package 2: Parents

**Activities:** evenings for parents

**Results:** 90 parents came.
"""
REPORT = """# Bridges to school

## 1. The lessons

### Activities

Lessons in the afternoon for 120 children.

### Results

Marks rose.

## 2. The evenings

### Activities

Evenings for parents.

### Results

90 parents came.
"""
OFFICES = """<html lang="de"><body><main><h1>Ankommen im Quartier</h1><p>Das Projekt begleitet Geflüchtete in zwei Städten.</p>
<h2>Das Team vor Ort</h2>
<h3>Caritasverband (Köln)</h3><p>Der Verband berät seit 2015 in der Nordstadt und vermittelt Wohnungen an Familien.</p>
<h3>Stadtmission (Leipzig)</h3><p>Die Stadtmission leitet das Café und organisiert Sprachkurse für Frauen mit Kindern.</p>
<h2>Ergebnisse</h2><p>400 Personen wurden beraten.</p></main></body></html>"""


def facts(written: str, form: str) -> tuple[Fact, ...]:
    document = READERS[form](written.encode(), name=f"a.{form}")
    return map_document(document, Knowledge.load()).facts


def told(found: tuple[Fact, ...], field: str) -> list[tuple[int | None, object]]:
    return [(fact.part, fact.value) for fact in found if fact.field == field]


def test_a_booklet_has_a_practice_under_each_heading_and_a_title_of_its_own() -> None:
    found = facts(BOOKLET, "html")
    names = [(None, "Good ideas from three towns"), (1, "Neighbours at the table"), (2, "The repair bench")]
    assert told(found, "title") == names
    assert told(found, "kind") == [(None, "collection"), (1, "practice"), (2, "practice")]
    assert told(found, "implementer") == [(1, "Parish of Saint Anne"), (2, "Association Deux Roues")]


@pytest.mark.parametrize(
    ("written", "form", "names", "places"),
    [
        (EXAMPLES, "md", ["Lesepaten am Fluss", "Garten ohne Zaun"], ["Koblenz", "Jena"]),
        (NUMBERED, "txt", ["Cucina aperta", "La ciclofficina"], ["Modena", "Trieste"]),
    ],
)
def test_numbers_and_towns_are_no_part_of_a_name(
    written: str, form: str, names: list[str], places: list[str]
) -> None:
    found = facts(written, form)
    assert [value for part, value in told(found, "title") if part] == names
    assert [value for part, value in told(found, "place") if part] == places


def test_years_in_brackets_are_when_a_practice_was() -> None:
    found = facts(DATED, "md")
    assert [value for part, value in told(found, "title") if part] == [
        "La table d'à côté",
        "Le vélo pour tous",
    ]
    assert told(found, "start") == [(1, "2017"), (2, "2019")]
    assert told(found, "end") == [(1, "2021")]


def test_bold_lines_with_numbers_name_practices_in_a_word_file() -> None:
    written = docx.Document()
    written.add_heading("Zwei Projekte, die Mut machen", 1)
    for number, (name, body) in enumerate(
        (("Nachbarn am Herd", "Stadt Unna"), ("Chor am Ufer", "Stadt Jena")), 1
    ):
        written.add_paragraph().add_run(f"{number}. {name}").bold = True
        for label, value in (
            ("Träger", body),
            ("Was geschieht", "Alle singen und kochen."),
            ("Ergebnisse", "Gute."),
        ):
            written.add_paragraph().add_run(label).bold = True
            written.add_paragraph(value)
    data = BytesIO()
    written.save(data)
    found = map_document(read_docx(data.getvalue(), name="a.docx"), Knowledge.load()).facts
    names = [(None, "Zwei Projekte, die Mut machen"), (1, "Nachbarn am Herd"), (2, "Chor am Ufer")]
    assert told(found, "title") == names


@pytest.mark.parametrize(
    ("written", "form"), [(COMPONENTS, "html"), (PACKAGES, "md"), (REPORT, "md"), (OFFICES, "html")]
)
def test_the_parts_of_one_practice_are_no_practices(written: str, form: str) -> None:
    assert {fact.part for fact in facts(written, form)} == {None}


AWARD = """# Welcome award 2024: three winners

The jury met in Leeds and read 83 proposals from all over the country.

## {first}: Tea House, Leeds

Neighbours and newcomers cook for each other in a hall by the river, twice a week, all year round.

## {second}: Night Choir, York

Sixty people from twelve countries sing together every Friday and give two concerts a year for the town.

## {second}: Garden Gate, Derby

Families grow their vegetables on an old playing field and sell what they do not eat at the market.
"""


def test_winners_and_mentions_of_an_award_are_practices() -> None:
    document = read_markdown(AWARD.format(first="Winner", second="Special mention").encode(), name="a.md")
    facts = map_document(document, Knowledge.load()).facts
    assert [(fact.part, fact.value) for fact in facts if fact.field == "title" and fact.part] == [
        (1, "Tea House"), (2, "Night Choir"), (3, "Garden Gate"),
    ]  # fmt: skip
    assert [(fact.part, fact.value) for fact in facts if fact.field == "place" and fact.part] == [
        (1, "Leeds"), (2, "York"), (3, "Derby"),
    ]  # fmt: skip


def test_steps_of_a_practice_in_several_towns_are_no_awards() -> None:
    text = AWARD.format(first="Leeds", second="York").replace(
        "Welcome award 2024: three winners", "Tea House"
    )
    text = text.replace(", Leeds\n", "\n").replace(", York\n", "\n").replace(", Derby\n", "\n")
    facts = map_document(read_markdown(text.encode(), name="a.md"), Knowledge.load()).facts
    assert not any(fact.part for fact in facts)


REPORT = """Relazione annuale 2020

FONDAZIONE RIVA

3. AREA MIGRAZIONI

Nel 2020 la Fondazione ha tenuto aperte tre sedi.

3.1. Programma Radici

Accoglienza di richiedenti asilo in appartamenti condivisi

Finanzia: Ministero dell'Interno
Persone accolte: 118

Il programma accompagna le famiglie nelle tre fasi dell'accoglienza.

Difficoltà: il prezzo degli affitti.

3.2. Programma Semi

Inserimento lavorativo dei braccianti stranieri di Saluzzo

Finanzia: Regione Piemonte
Importo concesso: 94.750 €

Obiettivo: migliorare le condizioni di lavoro dei braccianti.

3.3. Scuola delle mamme

Corso settimanale di italiano per madri straniere del quartiere, con 23 volontarie. Vi hanno partecipato 76 donne.
Finanziamento: Fondazione del Ponte e fondi propri.
"""
ONE = """Relazione sul progetto Radici

1. Ente attuatore: Comune di Cuneo

Il Comune gestisce il centro di ascolto.

2. Durata: 2019-2021

Il progetto è stato prorogato una volta.

3. Costo: 94.750 €

La spesa è stata rendicontata.
"""


def test_chapters_that_each_say_who_paid_are_practices_whatever_else_they_say() -> None:
    facts = map_document(read_text(REPORT.encode(), name="report.txt"), Knowledge.load()).facts
    titles = {fact.part: fact.value for fact in facts if fact.field == "title" and fact.part}
    assert titles == {1: "Programma Radici", 2: "Programma Semi", 3: "Scuola delle mamme"}
    assert [fact.value for fact in facts if (fact.field, fact.part) == ("fundingAmount", 2)] == [94750]
    assert {fact.part for fact in facts if fact.field == "challenge"} == {1}


def test_numbered_chapters_of_which_each_says_another_thing_are_of_one_practice() -> None:
    facts = map_document(read_text(ONE.encode(), name="report.txt"), Knowledge.load()).facts
    assert {fact.part for fact in facts} == {None}
