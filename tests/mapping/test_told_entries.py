"""Several practices on a page, each told in prose below its name; pages of one practice that look alike."""

from __future__ import annotations

import pytest

from practicegraph.mapping.fact import Fact
from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.reading.text import read_text

SV = """Avslutade projekt

Här hittar du projekt som vi har drivit tidigare.

Språkvännen
Projektet Språkvännen pågick 2016-2018 och finansierades av Arvsfonden. Volontärer träffade nyanlända kvinnor en gång i veckan för att öva svenska på kaféer i Umeå.
Totalt deltog 120 kvinnor.

Hälsobryggan
Hälsobryggan utbildade 15 hälsokommunikatörer på arabiska, somaliska och tigrinja. Projektet drevs tillsammans med Region Västerbotten mellan 2017 och 2020 med stöd från Socialstyrelsen.

Jobbspåret
Vårt tvååriga projekt Jobbspåret hjälpte 85 utrikes födda att hitta praktik. Samarbetspartner var Arbetsförmedlingen och Umeå kommun. Finansiär: Europeiska socialfonden.
"""
DE = """Unsere Projekte

Café Ankunft (2016–2019)
Im Café Ankunft trafen sich Geflüchtete und Nachbarn jeden Freitag im Gemeindehaus in Kiel. Gefördert wurde das Projekt von der Aktion Mensch mit 45.000 Euro. Rund 300 Menschen kamen regelmäßig.

Lotsen für Gesundheit (2018–2021)
Zwölf Lotsinnen begleiteten geflüchtete Familien zu Ärzten. Partner war das Gesundheitsamt Kiel. Das Land Schleswig-Holstein finanzierte das Projekt.

Fahrradwerkstatt Rückenwind (seit 2020)
In der Werkstatt reparieren Jugendliche mit und ohne Fluchterfahrung Fahrräder. Bisher wurden 240 Räder ausgegeben.
"""
EN = """Good practices from our members

1. Open Kitchen, Ghent
Every Saturday newcomers and residents cook together in the neighbourhood house. The initiative is run by vzw De Tafel with the support of the City of Ghent. More than 600 people have taken part since 2017.

2. Legal Bus, Lyon
A bus with two lawyers visits the suburbs of Lyon twice a week. Forum Réfugiés launched it in 2019 with the Lyon Bar Association. It has advised 1,900 asylum seekers.

3. Speak Up, Porto
Students of the University of Porto teach Portuguese to unaccompanied minors. Funded by the Calouste Gulbenkian Foundation (EUR 80,000).
"""
FR = """Bonnes pratiques

La Table ronde des voisins
Territoire : Rennes
Porteur : Association Pont Neuf
Public : réfugiés et habitants du quartier
La Table ronde réunit chaque mois voisins et réfugiés autour d'un repas.

Un parrain, un métier
Où ? Nantes
Qui ? Mission locale de Nantes
Pour qui ? jeunes réfugiés de 18 à 25 ans
Chaque jeune est accompagné pendant un an par un salarié bénévole d'une entreprise. 140 jeunes ont trouvé un emploi.

Le bus des droits
Lieu : Brest
Structure : La Cimade
Deux juristes tiennent une permanence dans un bus.
"""
ES = """Nuestros proyectos

Puentes de barrio
Puentes de barrio es un programa de mediación intercultural en tres barrios de Zaragoza. Lo desarrolla Cáritas Aragón desde 2015 con financiación del Ayuntamiento.

Primer empleo
Formación y prácticas para jóvenes extutelados de 18 a 23 años. En 2022 participaron 64 jóvenes y 41 encontraron trabajo.

Aula abierta
Clases de español para personas solicitantes de asilo. Con la colaboración de la Universidad de Zaragoza.

Casa compartida
Alojamiento temporal para familias refugiadas, cofinanciado por el Fondo de Asilo, Migración e Integración.
"""
ONE_FR = """Nos projets

Accueil et orientation
Nous accueillons les demandeurs d'asile à la gare de Lyon chaque matin. Une équipe de douze bénévoles les oriente vers les structures d'hébergement.

Cours de français
Des cours de français sont donnés quatre soirs par semaine. Les participants peuvent passer le DELF en fin d'année.

Résultats
En 2022, 340 personnes ont été accueillies.
"""
ONE_SV = """Våra projekt

Matlagning för alla

Varje torsdag lagar vi mat tillsammans i församlingshemmet i Lund. Kyrkan står för råvarorna, och alla hjälps åt.

Bakgrund

Många nyanlända är ensamma. Projektet startade 2017.

Så arbetar vi

Två ledare planerar måltiderna. Projektet finansieras av Stiftelsen Allmänna Barnhuset.
"""
DENSE = """Our projects
Tea House
The Tea House opened in 2016 in the old railway station of Leeds and is run by Leeds Refugee Forum. It welcomes 80 people a week.
Night Choir
The Night Choir brings together refugees and locals who like to sing. It is funded by Arts Council England until 2024.
Bike Shed
In the Bike Shed volunteers repair bikes with asylum seekers. The council gave the building.
"""
LABELLED = """Våra projekt
Grannkaféet
Grannkaféet öppnade 2016 i Råslätt och drivs av Råslätts hembygdsförening. Varje vecka kommer 80 personer.
Beviljat belopp: 150 000 kr
Nattkören
I Nattkören sjunger flyktingar och grannar tillsammans på söndagar.
Projektägare: Sångföreningen Echo
Beviljat belopp: 90 000 kr
Resultat: 35 sångare har gett 12 konserter, och fyra av dem leder nu en egen barnkör i stadsdelen.
Svårigheter: Lokalen var kall hela vintern, och några kom inte hem med bussen efter klockan tio.
Cykelboden
I Cykelboden lagar volontärer cyklar med asylsökande ungdomar. Kommunen lånade ut huset.
Beviljat belopp: 60 000 kr
"""
LINES_DE = """Bürgerfonds Weserland
Start   Förderung   Termine   Kontakt

Schwerpunkt Ankommen

Der Fonds hat im vergangenen Jahr 48 Vorhaben begleitet. Eine Auswahl stellen wir hier vor.

Nähstube Nord
Verein Nadel und Faden Bremen
8.500 Euro
Frauen aus neun Ländern nähen dort jeden Mittwoch gemeinsam Taschen, die auf dem Markt verkauft werden.

Rad und Rat
Fahrradwerkstatt Findorff e. V.
12.000 Euro | April 2019 – März 2020
Geflüchtete Jugendliche reparieren mit Rentnern alte Räder und lernen dabei die Verkehrsregeln.

Lesezeit
Freundeskreis der Stadtbibliothek Vegesack e. V.
3.200 Euro
Ehrenamtliche lesen Kindern in der Unterkunft zweimal in der Woche in ihrer eigenen Sprache vor.
"""
NEWS_LIST = """Migrant Centre Leeds

Latest

Open day in May
12 May 2021
More than two hundred people came to the open day and tasted food from eleven countries.

New opening hours
3 April 2021
From next week the advice desk will be open until eight o'clock in the evening on Thursdays.

Volunteers wanted
20 March 2021
We are looking for people who would like to read with children on Saturday mornings in spring.
"""
ONE_EN = """Our projects

Tea House

The Tea House opened in 2016 in the old railway station and is run by Leeds Refugee Forum. It welcomes 80 people a week.

A place for everyone

Volunteers from the district serve tea. The project is funded by Arts Council England until 2024, and led by the city.

Getting involved

Everybody who likes tea may help. The Tea House has worked with Leeds College since 2018.
"""
ONE_DE = """Projekte

Gartenzeit

Geflüchtete und Nachbarn gärtnern gemeinsam. Träger ist der Verein Beet e. V., gefördert von der Stadt Köln seit 2019.

Ein Garten für alle

Auf 800 Quadratmetern wachsen Tomaten und Minze. Gartenzeit wurde 2021 von der Hochschule begleitet.

Wie es weitergeht

Bis 2025 finanziert das Land Nordrhein-Westfalen eine halbe Stelle.
"""
UK = """Наші проєкти

Простір «Разом»
У Львові та Дрогобичі працюють два простори для переселенців. Проєкт реалізує ГО «Спільна дія» за підтримки УВКБ ООН з березня 2022 року. Допомогу отримали 4 200 осіб.

Школа мами
Курси для жінок із дітьми до трьох років. За 2023 рік навчання завершили 75 жінок. Фінансування надав Фонд «Відродження».

Юридична допомога на колесах
Мобільна бригада юристів об'їжджає села Львівської області. Проєкт тривав з 2022 до 2024 року.
"""
EL = """Τα έργα μας

Σπίτι για όλους
Το «Σπίτι για όλους» προσφέρει διαμερίσματα σε οικογένειες προσφύγων στην Αθήνα. Υλοποιείται από τη ΜΕΤΑδραση με χρηματοδότηση του UNHCR από το 2016.

Γέφυρες
Το πρόγραμμα Γέφυρες συνδέει μαθητές και εθελοντές. Συμμετείχαν 150 παιδιά.

Κουζίνα του κόσμου
Γυναίκες πρόσφυγες μαγειρεύουν μαζί κάθε Σάββατο. Το έργο χρηματοδοτήθηκε από το Ίδρυμα Σταύρος Νιάρχος.
"""
CS = """Naše projekty

Sousedé
Projekt Sousedé propojoval cizince a místní obyvatele v Brně. Realizovala ho Nesehnutí v letech 2016–2018.

Čeština pro maminky
Kurzy češtiny s hlídáním dětí. Financováno z Norských fondů. Zúčastnilo se 90 žen.

Práce bez hranic
Poradenství pro držitele dočasné ochrany. Od března 2022 jsme pomohli 1 300 lidem.
"""
RULED = """Home   About us   Projects   Contact

FINISHED PROJECTS

Since 1999 the Threshold has stood by people in exile in Mons. These are some of the projects that are over.

----------

Key in the Door (2019-2021)

A table round which the town, a housing agency and private owners sat: 94 households signed a lease with its help.

What we did:
- an office twice a week
- a fund for deposits

With the support of: Walloon Region
Budget: EUR 212 000

----------

Word for Word

Period: September 2017 - June 2020
Partners: House of Childhood, Town of Mons

Mothers learned French where their children were looked after, close to the school.

----------

The Threshold, 88 Station Street, Mons
Legal notice | Site map
"""
CHAPTER = """Arriving in the Country - A Handbook for Towns

5. From practice: three examples that convinced us

Small towns have long ways and little advice. The examples come from a survey of 112 towns and each holds a thought of its own.

5.1 The Village Bus

Since April 2016 a small bus has been driven by refugees and locals together. The village association bought it from donations.

Our tip: Settle who is liable before the first ride.

5.2 Living with Mentors

Run by: Social Service North
Period: 01.07.2017 to 31.12.2019

Private owners often hesitate to let. The service trains mentors who stand by families before and after they move in.

5.3 Women, Garden, Language

Behind the station women from nine countries dig up what lay fallow for years, and a teacher comes twice a week.
"""
STUDY = """From camp to classroom: a case study

One of several projects in the region, the school opened its doors in 2016 and has taught 400 children since then.

4. The school

4.1 Why it was needed

Children who had come with their families had lost up to three years of lessons, and no school in the valley had a free place.

4.2 What happens in class

Two teachers stand before each class of twenty, one of whom speaks Arabic, and every child has a mentor from the village.

4.3 What remains to be done

The lease of the building ends in two years, and a hall for sports is missed by all who teach or learn in the old house.
"""
PARTNERS = """Our projects

Roots and Wings

Caritas Linz
Caritas Linz has worked with refugees since 1992. It is funded by the province and has 40 staff.

City of Steyr
The City of Steyr has 38,000 inhabitants. Since 2015 it has housed 900 people who fled from war.
"""
NEWS = """Projects

12 May 2021
The second meeting of the project took place online, funded by the European Union, with 40 participants.

3 June 2021
The third meeting brought everybody together again since March 2020, and was led by the city.
"""
TEASERS = """Garden Table

Every Friday newcomers and neighbours of Ghent cook together in a garden. The project was run by De Tafel from 2018 to 2020.

Other projects

Legal Bus
Two lawyers visit the suburbs twice a week. The Legal Bus is funded by the city until 2024.

Speak Up
Students teach Portuguese to young people. Speak Up was led by the university from 2016 to 2018.
"""


def _facts(text: str) -> tuple[Fact, ...]:
    return map_document(read_text(text.encode(), name="page.txt"), Knowledge.load()).facts


def _parts(text: str) -> list[object]:
    return [fact.value for fact in _facts(text) if fact.field == "title" and fact.part]


NUMBER_IN_NAME = """Terra d'Isère
Accueil · L'association · Nos projets · Agenda

Nos projets

Depuis 2011, l'association accompagne à Grenoble les personnes exilées.

Le Potager des mots
Sur une parcelle prêtée par la Ville de Grenoble, des réfugiés et des habitants du quartier jardinent ensemble chaque samedi.
Depuis quand ? mars 2018
Avec qui ? Régie de quartier Villeneuve, Lycée horticole de Saint-Ismier

Chambres ouvertes 38
Des particuliers ouvrent une chambre pour six mois à une personne qui vient d'obtenir sa protection.
Public : bénéficiaires de la protection internationale
Durée : janvier 2021 – décembre 2023
Financement : Fondation de France
"""


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        (SV, ["Språkvännen", "Hälsobryggan", "Jobbspåret"]),
        (DE, ["Café Ankunft", "Lotsen für Gesundheit", "Fahrradwerkstatt Rückenwind"]),
        (EN, ["Open Kitchen", "Legal Bus", "Speak Up"]),
        (FR, ["La Table ronde des voisins", "Un parrain, un métier", "Le bus des droits"]),
        (ES, ["Puentes de barrio", "Primer empleo", "Aula abierta", "Casa compartida"]),
        (DENSE, ["Tea House", "Night Choir", "Bike Shed"]),
        (LABELLED, ["Grannkaféet", "Nattkören", "Cykelboden"]),
        (LINES_DE, ["Nähstube Nord", "Rad und Rat", "Lesezeit"]),
        (UK, ["Простір «Разом»", "Школа мами", "Юридична допомога на колесах"]),
        (EL, ["Σπίτι για όλους", "Γέφυρες", "Κουζίνα του κόσμου"]),
        (CS, ["Sousedé", "Čeština pro maminky", "Práce bez hranic"]),
        (NUMBER_IN_NAME, ["Le Potager des mots", "Chambres ouvertes 38"]),
        (RULED, ["Key in the Door", "Word for Word"]),
        (CHAPTER, ["The Village Bus", "Living with Mentors", "Women, Garden, Language"]),
    ],
)
def test_practices_told_below_their_names_are_so_many(text: str, titles: list[str]) -> None:
    assert _parts(text) == titles
    assert [fact.value for fact in _facts(text) if fact.field == "kind" and not fact.part] == ["collection"]


@pytest.mark.parametrize(
    ("text", "part", "field", "value"),
    [
        (SV, 1, "funder", "Arvsfonden"),
        (SV, 2, "funder", "Socialstyrelsen"),
        (SV, 2, "end", "2020"),
        (DE, 1, "end", "2019"),
        (DE, 3, "start", "2020"),
        (EN, 1, "place", "Gent"),
        (EN, 2, "place", "Lyon"),
        (FR, 3, "implementer", "La Cimade"),
        (ES, 3, "partner", "Universidad de Zaragoza"),
        (DENSE, 2, "funder", "Arts Council England"),
        (LABELLED, 1, "fundingAmount", 150000),
        (LABELLED, 2, "fundingAmount", 90000),
        (LABELLED, 3, "fundingAmount", 60000),
        (LINES_DE, 1, "implementer", "Verein Nadel und Faden Bremen"),
        (LINES_DE, 2, "start", "2019-04"),
        (LINES_DE, 3, "fundingAmount", 3200),
        (RULED, 1, "budget", 212000),
        (RULED, 2, "start", "2017-09"),
        (CHAPTER, 2, "implementer", "Social Service North"),
    ],
)
def test_each_practice_has_its_own_facts(text: str, part: int, field: str, value: object) -> None:
    found = {(fact.part, fact.value) for fact in _facts(text) if fact.field == field}
    assert (part, value) in found
    assert {owner for owner, one in found if one == value} == {part}


@pytest.mark.parametrize("text", [ONE_FR, ONE_SV, ONE_EN, ONE_DE, STUDY, PARTNERS, NEWS, NEWS_LIST, TEASERS])
def test_chapters_partners_and_news_of_one_practice_are_no_practices(text: str) -> None:
    assert _parts(text) == []


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (ONE_SV, "Matlagning för alla"),
        (ONE_DE, "Gartenzeit"),
        (
            "Finished projects\n\nBread Oven\n\nThe oven was lit in 2016 and is run by the Hill Trust.\n",
            "Bread Oven",
        ),
    ],
)
def test_the_heading_of_a_sites_projects_is_not_the_title_of_the_one_below_it(text: str, title: str) -> None:
    facts = _facts(text)
    assert [fact.value for fact in facts if fact.field == "title"] == [title]
    assert {fact.field for fact in facts} & {"implementer", "funder"}
