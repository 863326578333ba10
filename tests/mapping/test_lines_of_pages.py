"""Lines of pages that are no value of the label above: addresses, positions, copyright, prose, pages that are alike."""

from __future__ import annotations

import pytest

from practicegraph.mapping.fact import Fact
from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.mapping.organizations import find_organizations
from practicegraph.mapping.sdg_mentions import find_sdgs
from practicegraph.reading.text import read_text


def facts(text: str) -> list[Fact]:
    return list(map_document(read_text(text.encode(), name="page.txt"), Knowledge.load()).facts)


def values(found: list[Fact], field: str) -> list[object]:
    return [fact.value for fact in found if fact.field == field]


DENSE = """Home / Good practices / Bread Oven

Bread Oven

EDITED ON 4 May 2022

Ghent
Belgium
Region
Flanders
Main institution
City of Ghent
Start/end date
02/2018 -
UN SDGs addressed
10 Reduced inequalities

Summary

Neighbours and refugees bake bread together in a square every Saturday, and the city lends them the oven.

Why should other cities use it?

It needs no building; Aalst has copied it.

RELATED NETWORKS
Arrival Towns (2014-2017)
"""


def test_labels_over_lines_are_told_by_their_words_where_the_lexicon_has_some_of_them() -> None:
    found = facts(DENSE)
    assert values(found, "implementer") == ["City of Ghent"]
    assert values(found, "start") == ["2018-02"]
    assert "10" in values(found, "sdg")
    assert values(found, "published") == ["2022-05-04"]
    assert not any("Arrival" in str(fact.value) for fact in found)


CONTACT = """Ansprechpartner
Jonas Feldkamp
Projektkoordination
Lindenweg 14b
26122 Oldenburg

Gefördert durch
Stadt Oldenburg
"""


def test_what_stands_below_a_person_is_a_position_and_an_address_is_no_organisation() -> None:
    found = facts(
        "Zusammen kochen\n\nDas Projekt bringt Geflüchtete und Nachbarn an einen Herd.\n\n" + CONTACT
    )
    assert values(found, "lead") == []
    assert values(found, "funder") == ["Stadt Oldenburg"]
    partners = facts("Zusammen kochen\n\nTräger\nVerein Herdfeuer e. V.\nLindenweg 14b\n26122 Oldenburg\n")
    assert [str(value) for value in values(partners, "implementer")] == ["Verein Herdfeuer e. V."]


@pytest.mark.parametrize(
    "text",
    [
        "Zajedno\n\nNositelj projekta: Udruga Most\nOdgovorno tijelo: Ministarstvo rada.\n© 2020 MR | Uvjeti | Pristup\n",
        "Ensemble\n\nPorteur : Association Pont\nAutorité de gestion : Ministère du Travail.\n© 2020 MT | Mentions légales\n",
    ],
)
def test_a_line_of_copyright_belongs_to_no_label(text: str) -> None:
    assert len(values(facts(text), "managingAuthority")) == 1


GLUED = """Le jardin

Porteur : association Racines
Public : familles réfugiées
Territoire : Lyon
Des habitants et des familles réfugiées cultivent ensemble un jardin derrière la gare. Le samedi, ils cuisinent ce qu'ils ont récolté et mangent dehors.
Début : mars 2019
Budget annuel : 12 000 €
Résultats : 40 familles ont trouvé des amis.
Evaluation :

Page mise à jour le 3/4/2022 - Imprimer - Haut de page
"""


def test_prose_below_a_town_is_no_town_and_an_empty_label_takes_nothing_behind_a_blank_line() -> None:
    found = facts(GLUED)
    assert values(found, "place") == ["Lyon"]
    assert values(found, "evaluation") == [None]
    assert not any("cultivent" in str(fact.value) for fact in found if fact.field == "place")


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Bütçe: 40.000 ABD Doları\nYürütücü: Köprü Derneği\nYer: Ankara", "TR"),
        ("Бюджет: 40 000 долларов США\nИсполнитель: Фонд «Мост»\nМесто: Берлин", "DE"),
        ("Budget: 40,000 US dollars\nRun by: Bridge Association\nPlace: Lisbon, Portugal", "PT"),
    ],
)
def test_the_country_of_a_currency_is_none_of_the_practice(text: str, country: str) -> None:
    assert values(facts("Bridge\n\n" + text + "\n"), "country") == [country]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        (
            "Ergebnisse\n40 Frauen fanden Arbeit.\n\nDas Projekt läuft vom 1. Mai 2020 bis zum 30. April 2022.",
            "2020-05-01",
            "2022-04-30",
        ),
        (
            "Results\n40 women found work.\n\nThe project ran from May 2020 to April 2022.",
            "2020-05",
            "2022-04",
        ),
    ],
)
def test_results_may_end_with_when_the_project_ran(text: str, start: str, end: str) -> None:
    found = facts("Tea House\n\n" + text + "\n")
    assert (values(found, "start"), values(found, "end")) == ([start], [end])


@pytest.mark.parametrize(
    "text",
    [
        "Ergebnisse\n40 Frauen fanden nach dem Kurs eine Arbeit.\n\nNoch nicht gelöst ist die Fahrt am Abend.",
        "Results\n40 women found a job after the course.\n\nStill unresolved is the way home at night.",
        "Sonuçlar\nKurstan sonra 40 kadın iş buldu.\n\nEn çok zorlandığımız konu akşam ulaşımı oldu.",
        "Rezultati\nNakon tečaja 40 žena našlo je posao.\n\nJoš uvijek neriješeno je pitanje prijevoza.",
    ],
)
def test_what_is_not_solved_below_results_is_a_challenge(text: str) -> None:
    found = facts("Tea House\n\n" + text + "\n")
    assert len(values(found, "challenge")) == 1
    assert len(values(found, "result")) == 1


@pytest.mark.parametrize(
    ("line", "implementer", "partner"),
    [
        ("Run by: Bridge Association, with Leeds City Council", "Bridge Association", "Leeds City Council"),
        ("Träger: Verein Herdfeuer, zusammen mit der Stadt Oldenburg", "Verein Herdfeuer", "Stadt Oldenburg"),
        ("Porteur : association Racines, avec la mairie de Lyon", "association Racines", "mairie de Lyon"),
        (
            "Entidad: Asociación Raíces, con el Ayuntamiento de Lugo",
            "Asociación Raíces",
            "Ayuntamiento de Lugo",
        ),
    ],
)
def test_those_with_whom_one_acts_are_partners(line: str, implementer: str, partner: str) -> None:
    found = facts(f"Tea House\n\n{line}\n")
    assert (values(found, "implementer"), values(found, "partner")) == ([implementer], [partner])


@pytest.mark.parametrize(
    "text",
    [
        "It serves the Sustainable Development Goals 5 (Gender equality) and 8 (Decent work).",
        "Sürdürülebilir Kalkınma Amaçları'ndan 5 (Toplumsal Cinsiyet Eşitliği) ve 8'e katkı sunar.",
        "Ziele für nachhaltige Entwicklung 5 (Gleichstellung) und 8 (Arbeit)",
    ],
)
def test_goals_of_a_list_have_their_names_behind_them(text: str) -> None:
    found = find_sdgs(text, Knowledge.load().sdgs)
    assert [mention.code for mention in found] == ["5", "8"]


@pytest.mark.parametrize("name", ["Conseil départemental de la Marne", "Conseil régional de l'Allier"])
def test_a_name_may_go_on_with_two_small_words(name: str) -> None:
    found = find_organizations(f"Le projet est financé par le {name}.", Knowledge.load().organizations, "fr")
    assert [mention.name for mention in found] == [name]


def test_the_country_of_who_pays_gives_way_to_that_of_a_town() -> None:
    text = "Finansman: Japonya Hükümeti\nYürütücü: Köprü Derneği\n\nMersin'de kadınlar ve komşuları birlikte ekmek pişiriyor.\n"
    assert values(facts("Ekmek Evi\n\n" + text), "country") == ["TR"]


def test_an_address_of_the_web_is_no_result_and_a_line_that_begins_with_a_street_is_an_office() -> None:
    text = "Results: www.example.org/results\n\nÇınar Mah. 120 Sok. No:4 Konak/İZMİR  Tel: 0232 555 61 20\n"
    found = facts("Ekmek Evi Derneği\n\nProjede kadınlar birlikte ekmek pişiriyor.\n\n" + text)
    assert values(found, "result") == []
    assert values(found, "phone") == ["+902325556120"]
