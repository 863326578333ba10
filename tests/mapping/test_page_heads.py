"""The titles of pages saved as plain text, below their menus and breadcrumbs."""

from __future__ import annotations

import pytest

from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.reading.text import read_text

PAGES = {
    "below a breadcrumb that ends in a category": (
        """\
Start > Projekte > Projektdetails

Zurück zur Liste

Lernküche: Deutsch und Kochen am Hafen

Träger

Hafenverein Kiel e. V.

Zielgruppe

Geflüchtete Frauen
""",
        "Lernküche: Deutsch und Kochen am Hafen",
    ),
    "below a menu one word a line": (
        """\
Red de Ciudades

Inicio
La Red
Noticias
Contacto

Huertos compartidos en el barrio alto

Entidad ejecutora

Asociación Semilla

Objetivo

Que los vecinos nuevos se conozcan.
""",
        "Huertos compartidos en el barrio alto",
    ),
    "below lines between bars": (
        """\
Programa Pontes
Início | Projetos | Notícias | Contactos

Ano: 2019 | Estado: Concluído | Fase: 2

Mãos à obra no bairro

Entidade promotora: Câmara Municipal de Loures
Concelho: Loures
""",
        "Mãos à obra no bairro",
    ),
    "whose first word could be a label": (
        """\
Home / Good practices / Women

Show all

Workshop Sunrise: sewing and starting a business

City: Leeds
Budget: 40,000 EUR

Target group

Refugee women
""",
        "Workshop Sunrise: sewing and starting a business",
    ),
    "a title right below a breadcrumb that ends in a category": (
        """\
HOME | ABOUT US | PROJECTS | NEWS | DONATE
Home / Projects / Completed
First Address: help with renting a flat for people under protection
Finished

Project period: 15 March 2021 - 14 September 2022
Budget: 40,000 EUR

The project helps refugees to rent a flat of their own.
""",
        "First Address: help with renting a flat for people under protection",
    ),
    "a title below a menu with gaps and a breadcrumb that ends in a year": (
        """\
Start   About us   Projects   Contact   Print
Start > News > 2022
29 September 2022
Advice on wheels comes to ten villages

Newcomers find advice on a bus that stops in ten villages of the region every week.
""",
        "Advice on wheels comes to ten villages",
    ),
    "a breadcrumb that ends in the title": (
        """\
Home > Projects > Tea and Talk

Tea and Talk

Neighbours of many kinds meet in the old depot every Friday

Implementer

Friends of the Depot

Target group

Refugees
""",
        "Tea and Talk",
    ),
    "below a way of one step a line that ends in it": (
        """\
Un site officiel de la région
Comment le savoir ?
Aller au contenu
Rechercher
Accueil
Actualités
Bibliothèque
Un verger pour deux villages : cueillir avec les nouveaux voisins
BONNE PRATIQUE
Un verger pour deux villages : cueillir avec les nouveaux voisins

Le verger réunit chaque automne les habitants de deux villages et des familles réfugiées qui viennent d'arriver.

Résultats
40 familles ont cueilli des pommes.
""",
        "Un verger pour deux villages : cueillir avec les nouveaux voisins",
    ),
    "that a short name of it leads to": (
        """\
Diakonie am See
Über uns | Angebote | Spenden

Sie sind hier: Startseite › Angebote › WELLE

WELLE – Willkommen am See

Begleitung für geflüchtete Familien in den ersten Wochen an einem neuen Ort

Zielgruppe
Geflüchtete Familien
""",
        "WELLE – Willkommen am See",
    ),
    "over an address whose label is the word for a title, too": (
        """\
Ugrás a tartalomra
Kertkapu Egyesület
RÓLUNK  PROJEKTEK  HÍREK  TÁMOGASS  HU / EN / UA

LEZÁRT PROJEKTEK

KERT A HÁZTETŐN: MENEKÜLT CSALÁDOK ÉS SZOMSZÉDOK KÖZÖS VETEMÉNYESE

Célok
A menekült családok megismerik a szomszédaikat, és együtt gondozzák a kertet.

Cím: 6720 Szeged, Tisza utca 14. | Telefon: +36 62 555 010
""",
        "KERT A HÁZTETŐN: MENEKÜLT CSALÁDOK ÉS SZOMSZÉDOK KÖZÖS VETEMÉNYESE",
    ),
    "below a link back, over what it is": (
        """\
Atlas of neighbourly ideas
Browse   Add an idea   Log in

< Back to all ideas                 ♡ 12     Edited 2 days ago

Open Workbench
A workshop where newcomers mend and lend tools

Implementer: Friends of the Depot
Target group: Refugees
""",
        "Open Workbench",
    ),
    "below a section in capitals that the breadcrumb ends in": (
        """\
Ga naar inhoud | Menu | Zoeken
Home > Magazine > Samenleven
SAMENLEVEN

In Zwolle leert de buurt fietsen

Gepubliceerd op 4 april 2022 om 10.15 uur

Sinds maart 2021 leert de stichting Wielwijs vrouwen met een vluchtverleden fietsen in het park achter het station van Zwolle.
""",
        "In Zwolle leert de buurt fietsen",
    ),
    "below a menu with dots, over what kind of project it is": (
        """\
Centro de Estudios del Barrio | Universidad del Norte
Inicio · Investigación · Proyectos · Publicaciones · English

Puente de Letras: lectura compartida con familias recién llegadas
Proyecto de cooperación

Entidad financiadora: Ayuntamiento de Burgos
Fechas: 01/02/2020 - 31/01/2022
""",
        "Puente de Letras: lectura compartida con familias recién llegadas",
    ),
    "that comes twice, its first word a group of people": (
        """\
Observatorio de la Convivencia · Banco de experiencias
Inicio  El Observatorio  Publicaciones  Banco de buenas prácticas  Enlaces

<< Volver al listado                 Ficha n.º 0042

Niñas que cuentan
Niñas que cuentan

ENTIDAD
Asociación Alameda

COLECTIVO DESTINATARIO
Niñas refugiadas
""",
        "Niñas que cuentan",
    ),
    "below the sizes of letters": (
        """\
Город Бережок
Главная / Новости / Общество
А- А А+

Соседский сад открыли в Бережке

14 мая 2023, 10:20

Жители двух домов вместе с семьями беженцев посадили во дворе общий сад. Деньги на саженцы дал городской фонд.
""",
        "Соседский сад открыли в Бережке",
    ),
    "below where in its site it is": (
        """\
Portal of the Council
Welcoming cities: examples of good practice
You are here: Council > Cities > Good practice > Lamp Post Choir

Lamp Post Choir
Lamp Post Choir

Implementer: City of Derby
""",
        "Lamp Post Choir",
    ),
    "below a label with its value": (
        """\
Good practices / Housing

Back to overview

Country: Austria

Tea House on Wheels

Implementer
Caritas Wien

Objective
To bring tea to refugees.
""",
        "Tea House on Wheels",
    ),
    "below a ministry and its department": (
        """\
Ministry of the Interior
Department of Integration

Tea House on Wheels

Beneficiary: Caritas Wien
Amount: 20 000 EUR
""",
        "Tea House on Wheels",
    ),
    "below what counts it": (
        """\
UYUM ÖRNEKLERİ

ÖRNEK 4
Ortak Mutfak Kadın Evi – Kilis

Uygulayan kuruluş   Kilis Belediyesi
Dönem               Mart 2020 – Mayıs 2022
""",
        "Ortak Mutfak Kadın Evi – Kilis",
    ),
}


@pytest.mark.parametrize(("text", "title"), PAGES.values(), ids=PAGES)
def test_the_title_is_the_line_alone_below_menu_and_breadcrumb(text: str, title: str) -> None:
    mapped = map_document(read_text(text.encode(), name="page.txt"), Knowledge.load())
    assert [fact.value for fact in mapped.facts if fact.field == "title"] == [title]
    assert not [fact for fact in mapped.facts if fact.field == "activity" and title.endswith(str(fact.value))]


def test_without_a_menu_a_line_alone_is_read_as_before() -> None:
    text = "Implementer\n\nFriends of the Depot\n\nTarget group\n\nRefugees\n"
    mapped = map_document(read_text(text.encode(), name="page.txt"), Knowledge.load())
    assert [fact.value for fact in mapped.facts if fact.field == "implementer"] == ["Friends of the Depot"]


def test_words_of_a_menu_ask_for_nothing() -> None:
    text = PAGES["below a way of one step a line that ends in it"][0]
    mapped = map_document(read_text(text.encode(), name="page.txt"), Knowledge.load())
    assert {fact.field for fact in mapped.facts}.isdisjoint({"evaluation", "evaluator"})
    text = PAGES["over an address whose label is the word for a title, too"][0]
    mapped = map_document(read_text(text.encode(), name="page.txt"), Knowledge.load())
    assert "end" not in {fact.field for fact in mapped.facts}


def test_the_day_below_a_title_under_many_menus() -> None:
    """The line below the title says when the page was published, however many lines stand above."""
    text = """\
Zum Inhalt springen
Stadt am Fluss
Suche
Leichte Sprache
Start > Praxis > Teehaus am Kanal

Teehaus am Kanal: gemeinsam lernen

Österreich | Veröffentlicht am 21. Mai 2019

Ziel

Nachbarinnen und Geflüchtete treffen sich jede Woche.
"""
    facts = map_document(read_text(text.encode(), name="page.txt"), Knowledge.load()).facts
    assert [fact.value for fact in facts if fact.field == "published"] == ["2019-05-21"]
    assert [fact.value for fact in facts if fact.field == "title"] == ["Teehaus am Kanal: gemeinsam lernen"]


def test_an_entry_of_a_menu_that_comes_again_over_the_title_asks_for_nothing() -> None:
    text = """Hilvano
Quiénes somos   Tienda   Impacto   Blog   Contacto

IMPACTO

Coser para quedarse

Hilvano es una empresa de inserción de Zaragoza que hace bolsas con mujeres refugiadas.
"""
    facts = map_document(read_text(text.encode(), name="page.txt"), Knowledge.load()).facts
    assert [fact.value for fact in facts if fact.field == "title"] == ["Coser para quedarse"]
    assert "impact" not in {fact.field for fact in facts}
