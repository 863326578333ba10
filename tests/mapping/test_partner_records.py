"""Organisations one below the other with the same labels each are partners, and no practices."""

from __future__ import annotations

import pytest

from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.reading.text import read_text

PAGES = {
    "labels beside their values": (
        """\
Kitchen Bridge: cooking together

Objective
Refugees and neighbours meet.

Coordinator
Stiftelsen Vik
Address: Havnegata 4, 5003 Bergen
Country: Norway
Website: www.vik.example.no
Organisation type: NGO

Partners
Volkshochschule Trier
Address: Domfreihof 1, 54290 Trier
Country: Germany
Website: www.vhs.example.de
Organisation type: Adult education
Ayuntamiento de Lorca
Address: Plaza Mayor 2, 30800 Lorca
Country: Spain
Website: www.lorca.example.es
Organisation type: Local public body
""",
        ["Stiftelsen Vik"],
        ["Volkshochschule Trier", "Ayuntamiento de Lorca"],
    ),
    "names over blank lines": (
        """\
Orti sul canale

Obiettivi
Far incontrare vicini e rifugiati.

Partner
Associazione Semina

Indirizzo: via del Porto 3, Ravenna
Sito web: www.semina.example.it

Stichting Waterkant

Indirizzo: Havenstraat 8, Zwolle
Sito web: www.waterkant.example.nl

Fundacja Zielony Brzeg

Indirizzo: ul. Rzeczna 5, Toruń
Sito web: www.brzeg.example.pl
""",
        [],
        ["Associazione Semina", "Stichting Waterkant", "Fundacja Zielony Brzeg"],
    ),
    "labels over their values": (
        """\
Läsverkstaden

Syfte
Att nya föräldrar läser med sina barn.

Samarbetspartner
Föreningen Norrsken
Webbplats
www.norrsken.example.se
Stiftelsen Boklådan
Webbplats
www.boklådan.example.se
""",
        [],
        ["Föreningen Norrsken", "Stiftelsen Boklådan"],
    ),
}


@pytest.mark.parametrize(("text", "leads", "partners"), PAGES.values(), ids=PAGES)
def test_organizations_with_labels_of_their_own(text: str, leads: list[str], partners: list[str]) -> None:
    """Each name has the role that the heading over the first tells."""
    mapped = map_document(read_text(text.encode(), name="page.txt"), Knowledge.load())
    assert [fact.value for fact in mapped.facts if fact.field == "lead"] == leads
    assert [fact.value for fact in mapped.facts if fact.field == "partner"] == partners
    assert all(fact.part is None for fact in mapped.facts)


def test_a_label_that_counts_a_partner_has_one() -> None:
    text = "Project card\n\nPartner 1: City of Graz\nPartner 3 (en)\tSlovene Philanthropy, Association for Voluntary Work\nStart date: 1 May 2019\n"
    facts = map_document(read_text(text.encode(), name="a.txt"), Knowledge.load()).facts
    assert [fact.value for fact in facts if fact.field == "partner"] == [
        "City of Graz",
        "Slovene Philanthropy",
    ]


def test_what_counts_a_partner_is_no_part_of_its_name() -> None:
    text = "Projekt\n\nProjektni partnerji: PP2 Ljudska univerza Brežanka (Nova Gorica), PP3 Zadruga La Collina (Trst)\nTrajanje: 2019-2021\n"
    facts = map_document(read_text(text.encode(), name="a.txt"), Knowledge.load()).facts
    partners = [fact.value for fact in facts if fact.field == "partner"]
    assert partners == ["Ljudska univerza Brežanka", "Zadruga La Collina"]
