"""What pages saved as plain text have among their fields: pictures, voices, extensions, positions, and lists of names."""

from __future__ import annotations

import pytest

from practicegraph.mapping.fact import Fact
from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.reading.text import read_text


def _facts(text: str) -> tuple[Fact, ...]:
    return map_document(read_text(text.encode(), name="page.txt"), Knowledge.load()).facts


def _values(text: str, field: str) -> list[object]:
    return [fact.value for fact in _facts(text) if fact.field == field]


@pytest.mark.parametrize(
    ("line", "end"),
    [
        ("Duration\n1 May 2019 - 30 April 2021, extended until 31 October 2021", "2021-10-31"),
        ("Laufzeit\n01.05.2019 bis 30.04.2021, verlängert bis 31.10.2021", "2021-10-31"),
        ("Durée\n01/05/2019 - 30/04/2021, prolongé jusqu'au 31/10/2021", "2021-10-31"),
        ("Időtartam\n2019. május 1. – 2021. április 30., meghosszabbítva: 2021. október 31.", "2021-10-31"),
        ("Duration\n1 May 2019 - 30 April 2021, closing event on 31 October 2021", "2021-04-30"),
    ],
)
def test_a_period_ends_when_it_was_extended_to(line: str, end: str) -> None:
    assert _values(f"Harbour Kitchen\n\n{line}\n\nContact\n", "end") == [end]


@pytest.mark.parametrize(
    "line",
    ["[Logo EU] [Logo Stadt Kiel]", "[Logo de la Région]", "[Imagen: Ayuntamiento de Cádiz]", "[Зображення]"],
)
def test_what_stands_for_pictures_pays_nothing(line: str) -> None:
    text = f"Harbour Kitchen\n\nFunding\nCity of Leeds (20 %).\n{line}\n\nContact\nOffice\n"
    assert _values(text, "funder") == ["City of Leeds"]


@pytest.mark.parametrize(
    ("label", "answer", "voice"),
    [
        (
            "Átvehető-e?",
            "Bármely iskola átveheti a képzést.",
            "„Most már értem a tanárt” – meséli az egyik diák.",
        ),
    ],
)
def test_a_voice_below_an_answer_is_none(label: str, answer: str, voice: str) -> None:
    text = f"Harbour Kitchen\n\nActivities\nWe cook.\n\n{label}\n{answer}\n\n{voice}\n\nContact\nOffice\n"
    assert _values(text, "replicability") == [answer]


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("AWO Kreisverband Hamm, brücke hamm e. V.", ["AWO Kreisverband Hamm", "brücke hamm e. V."]),
        (
            "Stadt Hamm, brücke hamm gGmbH, Caritasverband Hamm e. V.",
            ["Stadt Hamm", "brücke hamm gGmbH", "Caritasverband Hamm e. V."],
        ),
    ],
)
def test_a_name_of_a_list_may_begin_small_with_its_legal_form(value: str, names: list[str]) -> None:
    assert _values(f"Hafenküche\n\nKooperationspartner: {value}\n\nKontakt\nBüro\n", "partner") == names


def test_a_legal_form_behind_a_comma_is_no_name() -> None:
    text = "Dvorky\n\nCíle\nSousedé se poznají.\n\nPartneři: Spolek Most mezi dvory, z. s.\n\nKontakt\nKancelář\n"
    (name,) = _values(text, "partner")
    assert str(name).startswith("Spolek Most mezi dvory")


@pytest.mark.parametrize(
    ("text", "funder"),
    [
        ("Tetőkert\n\nTámogató\nUNICEF Magyarország, Norvég Alap\n\nKapcsolat\nIroda\n", "UNICEF"),
        ("Roof Garden\n\nFunders\nNorway Grants, City of Leeds\n\nContact\nOffice\n", "City of Leeds"),
    ],
)
def test_who_pays_beside_a_programme_is_a_funder(text: str, funder: str) -> None:
    assert [str(one) for one in _values(text, "funder") if str(one).startswith(funder)]
    assert len(_values(text, "funder")) == 1


def test_the_position_below_a_name_is_no_organisation() -> None:
    text = (
        "Le verger\n\nObjectif\nCueillir ensemble.\n\nOrganisation\nLe Seuil du Verger ASBL\nDétails\nPublié par\nValérie Crahan\n"
        "Coordinatrice nationale\nDate de publication d'origine\n4 novembre 2021\nZone géographique\nBelgique\n"
    )
    assert not {"lead", "reporter"} & {fact.field for fact in _facts(text)}
    assert _values(text, "published") == ["2021-11-04"]


@pytest.mark.parametrize(
    ("heading", "text"),
    [
        ("Zahlen nach zwei Jahren", "31 Familien fanden eine Wohnung."),
        ("Hol tartunk?", "A második évben 31 család talált lakást."),
        ("Où en sommes-nous ?", "31 familles ont trouvé un logement."),
        ("Where are we now?", "31 families found a flat."),
    ],
)
def test_a_heading_may_ask_how_far_it_came(heading: str, text: str) -> None:
    page = f"Harbour Kitchen\n\nActivities\nWe cook.\n\n{heading}\n{text}\n\nContact\nOffice\n"
    assert _values(page, "result") == [text]


def test_among_capitals_a_town_is_one() -> None:
    text = "KERTEK ISKOLAI UDVARON BUDAPESTEN ÉS GYŐRBEN\n\nCélok\nA gyerekek kertészkednek.\n\nKapcsolat\nIroda\n"
    assert set(_values(text, "place")) == {"Budapest", "Győr"}


@pytest.mark.parametrize(
    "paragraph",
    [
        "In kleinen Gemeinden gibt es kaum jemanden, der Menschen mit einem Trauma berät - genau hier setzt HAFEN an.",
        "Small towns have hardly anybody who advises people with a trauma – this is where HARBOUR comes in.",
        "Dans les petites communes, presque personne ne conseille les personnes traumatisées : c'est là qu'intervient PORT.",
    ],
)
def test_a_clause_that_points_back_tells_the_origin(paragraph: str) -> None:
    text = f"Home | About | News\n\nHarbour: advice in small towns\n\n{paragraph}\n\nTarget group\nRefugees\n"
    assert _values(text, "origin") == [paragraph]


def test_what_a_description_says_before_it_points_back_is_the_origin() -> None:
    need = "Newly arrived women are far more often without work, while firms in the port find nobody."
    aim = "The project aims to make firms a first employer for women."
    text = f"Harbour\n\nDescription\n{need} HARBOUR brings both together. {aim}\n\nTarget group\nRefugees\n"
    assert _values(text, "origin") == [need]
    assert _values(text, "objective") == [aim]
