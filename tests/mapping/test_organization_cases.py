from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.mapping.organization_cases import OrganizationCases
from practicegraph.mapping.organization_knowledge import OrganizationKnowledge
from practicegraph.mapping.organizations import find_organizations
from practicegraph.mapping.place_knowledge import PlaceKnowledge
from practicegraph.mapping.tables import read_table
from practicegraph.reading.text import read_text

COLUMNS = ("language", "written", "nominative")
NAMES = read_table(Path(__file__).with_name("organization_forms.csv"), COLUMNS)
CASES = OrganizationCases.load()


@pytest.fixture(scope="module")
def knowledge() -> OrganizationKnowledge:
    return OrganizationKnowledge.load(PlaceKnowledge.load())


@pytest.mark.parametrize("row", NAMES, ids=lambda row: f"{row['language']} {row['written']}")
def test_names_are_given_in_the_nominative(row: dict[str, str]) -> None:
    assert CASES.nominative(row["written"], row["language"]) == row["nominative"]


@pytest.mark.parametrize("row", NAMES, ids=lambda row: f"{row['language']} {row['nominative']}")
def test_the_nominative_stays(row: dict[str, str]) -> None:
    assert CASES.nominative(row["nominative"], row["language"]) == row["nominative"]


def test_other_languages_stay() -> None:
    assert CASES.nominative("Tampereen kaupungin", "en") == "Tampereen kaupungin"
    assert CASES.nominative("Tampereen kaupungin", None) == "Tampereen kaupungin"
    assert CASES.nominative("Tampereen kaupungin", "fi-FI") == "Tampereen kaupunki"


@given(
    st.text(alphabet="Univerzity ministerstva ČeskéhoKarlovy„“()'İ:n", max_size=40),
    st.sampled_from(["cs", "tr", "fi", "pl"]),
)
def test_any_text(name: str, language: str) -> None:
    assert isinstance(CASES.nominative(name, language), str)
    assert list(CASES.forms(name, language)) is not None


@pytest.mark.parametrize("row", [row for row in NAMES if row["written"] != row["nominative"]], ids=str)
def test_forms_are_found_again(row: dict[str, str]) -> None:
    forms = list(CASES.forms(row["nominative"], row["language"]))
    if any(sign in row["written"] for sign in "'’:„«-"):
        return  # what a sign joins, and names with quotes, are not made
    assert row["written"] in forms


def test_every_word_of_a_language_has_the_same_cases() -> None:
    lengths = defaultdict(set)
    for row in read_table("organization_cases.csv", ("language", "word", "class", "ending", "forms")):
        if row["word"] != "mark":
            lengths[row["language"], row["class"]].add(row["forms"].count("|"))
    assert {key: found for key, found in lengths.items() if len(found) > 1} == {}


@pytest.mark.parametrize(
    ("language", "text", "written", "name", "slug"),
    [
        ("fi", "Hanke toteutettiin Suomen Punaisen Ristin kanssa.", "Suomen Punaisen Ristin", "Suomen Punainen Risti", "finnish-red-cross"),
        ("hu", "A képzés a Magyar Vöröskereszttel indult.", "Magyar Vöröskereszttel", "Magyar Vöröskereszt", "hungarian-red-cross"),
        ("cs", "Pracovali s Českým červeným křížem.", "Českým červeným křížem", "Český červený kříž", "czech-red-cross"),
        ("tr", "Proje Ege Üniversitesinde yürütüldü.", "Ege Üniversitesinde", "Ege Üniversitesi", "ege-universitesi"),
        ("fi", "Kurssi pidettiin Turun kaupungin tiloissa.", "Turun kaupungin", "Turun kaupunki", "turun-kaupunki"),
    ],
)  # fmt: skip
def test_the_span_is_as_written(
    knowledge: OrganizationKnowledge, language: str, text: str, written: str, name: str, slug: str
) -> None:
    (mention,) = find_organizations(text, knowledge, language)
    assert (text[mention.start : mention.end], mention.name, mention.slug) == (written, name, slug)


def test_there_are_many_names_in_many_languages() -> None:
    with Path(__file__).with_name("organization_forms.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len({row["language"] for row in rows}) >= 15
    assert len(rows) >= 190


def test_two_documents_name_one_organization() -> None:
    knowledge = Knowledge.load()
    texts = (
        "Kahvila kaikille\n\nHanketta toteuttaa Turun kaupunki. Kurssi alkoi tammikuussa 2020 ja siihen osallistui 40 naista.",
        "Kahvila kaikille\n\nHanke toteutettiin yhdessä Turun kaupungin kanssa. Kurssi alkoi tammikuussa 2020.",
    )
    named = []
    for text in texts:
        facts = map_document(read_text(text.encode(), name="page.txt", language="fi"), knowledge).facts
        actors = [fact for fact in facts if fact.field in {"implementer", "partner"}]
        named.append({(fact.value, fact.detail("organization")) for fact in actors})
    assert named[0] == named[1]
    assert {value for value, _ in named[0]} == {"Turun kaupunki"}
