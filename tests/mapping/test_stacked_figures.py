"""Figures alone on their lines over or under what they count, and those of steps, years, times and pages."""

from __future__ import annotations

import pytest

from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.reading.text import read_text

CAPTIONS = [
    ("en", "The project in numbers", ("women trained", "companies signed the charter", "volunteers")),
    ("de", "Das Projekt in Zahlen", ("Frauen geschult", "Betriebe unterschrieben die Charta", "Freiwillige")),
    ("fr", "Le projet en chiffres", ("femmes formées", "entreprises signataires de la charte", "bénévoles")),
    ("es", "El proyecto en cifras", ("mujeres formadas", "empresas firmaron la carta", "voluntarios")),
    ("pl", "Projekt w liczbach", ("kobiet przeszkolonych", "firm podpisało kartę", "wolontariuszy")),
    ("cs", "Projekt v číslech", ("žen proškolených", "firem podepsalo chartu", "dobrovolníků")),
    ("hu", "A projekt számokban", ("képzett nő", "cég írta alá a chartát", "önkéntes")),
    ("fi", "Hanke numeroina", ("koulutettua naista", "yritystä allekirjoitti", "vapaaehtoista")),
    ("el", "Το έργο σε αριθμούς", ("γυναίκες εκπαιδεύτηκαν", "επιχειρήσεις υπέγραψαν", "εθελοντές")),
    ("ru", "Проект в цифрах", ("женщин обучено", "предприятий подписали хартию", "волонтёров")),
    ("tr", "Rakamlarla proje", ("kadın eğitildi", "işletme tüzüğü imzaladı", "gönüllü")),
    ("ar", "المشروع بالأرقام", ("امرأة تدربت", "شركة وقعت الميثاق", "متطوع")),
]
FIGURES = ("1.240", "486", "37")
OTHERS = [
    "How it works\n\n1\nWomen arrive\n\n2\nFamilies choose\n\n3\nParticipants start work",
    "Our story\n\n2015\nVolunteers opened it\n\n2018\nFamilies moved in\n\n2021\nWomen founded a choir",
    "Programme\n\n9.30\nParticipants register\n\n10.00\nWomen talk\n\n11.15\nFamilies eat",
    "Contents\n\n4\nWomen and work\n\n12\nFamilies and homes\n\n25\nParticipants speak",
    "Events\n\n14\nMarch\n\n21\nApril\n\n3\nJune",
    "Prices\n\n12 €\nper month\n\n5 €\nfor pupils\n\n20 €\nfor families",
    "In figures\n\n71 %\nof the women found work\n\n45 %\nmoved into a flat\n\n12 %\nfounded a firm",
    "Shared\n\n12\nlikes\n\n4\ncomments\n\n31\nviews",
    "In figures\n\n12\nhours a week\n\n4\nmonths of training\n\n6\nweeks at a firm",
]


def _counts(text: str, language: str = "en") -> list[str]:
    document = read_text(f"Tea House\n\n{text}\n".encode(), name="a.txt", language=language)
    facts = map_document(document, Knowledge.load()).facts
    return sorted({str(fact.value) for fact in facts if fact.field == "count"})


@pytest.mark.parametrize(("language", "title", "captions"), CAPTIONS)
@pytest.mark.parametrize("joint", ["\n\n{}\n{}", "\n{}\n{}", "\n\n{}\n\n{}"])
def test_figures_stand_over_what_they_count(
    language: str, title: str, captions: tuple[str, ...], joint: str
) -> None:
    pairs = "".join(joint.format(*pair) for pair in zip(FIGURES, captions, strict=True))
    assert _counts(title + pairs, language) == ["1240", "37", "486"]


@pytest.mark.parametrize(("language", "title", "captions"), CAPTIONS)
def test_figures_stand_under_what_they_count(language: str, title: str, captions: tuple[str, ...]) -> None:
    pairs = "".join(f"\n\n{text}\n{figure}" for figure, text in zip(FIGURES, captions, strict=True))
    assert _counts(title + pairs, language) == ["1240", "37", "486"]


def test_a_share_or_sum_among_them_is_no_count() -> None:
    text = "In numbers\n\n486\nfamilies housed\n\n71 %\nof them found work\n\n€ 350,000\nfrom the city"
    assert _counts(text) == ["486"]


@pytest.mark.parametrize("text", OTHERS)
def test_other_figures_over_lines_count_nothing(text: str) -> None:
    assert _counts(text) == []


def test_a_sum_over_what_it_was_for_is_read_with_it() -> None:
    """What stands below a caption is no value of it: "Partners" over "312" names none."""
    text = "Key figures\n\n€ 1.2 million\nTotal budget\n\n24\nMonths\n\n5\nPartners\n\n312\nWomen trained"
    document = read_text(f"Tea House\n\n{text}\n".encode(), name="a.txt", language="en")
    facts = map_document(document, Knowledge.load()).facts
    assert {(fact.field, fact.value) for fact in facts if fact.field in ("budget", "partner")} == {
        ("budget", 1_200_000)
    }


def test_labels_over_sums_keep_their_values() -> None:
    text = "FUNDING\n€ 118,940\nTOTAL COST\n€ 132,155\nDURATION\n30 months\nSTART\n01/03/2019"
    document = read_text(f"Tea House\n\n{text}\n".encode(), name="a.txt", language="en")
    facts = map_document(document, Knowledge.load()).facts
    assert {(fact.field, fact.value) for fact in facts if fact.field in ("budget", "fundingAmount")} == {
        ("fundingAmount", 118_940),
        ("budget", 132_155),
    }
