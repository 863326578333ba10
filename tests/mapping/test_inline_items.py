"""Items in one line: "Aims • Meet • Learn", slides saved as lines, labels behind each other without a mark between."""

from __future__ import annotations

import pytest

from practicegraph.mapping.inline_items import parted_items
from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.reading.text import read_text

SLIDES = """Bread and Words - PDF Free Download

1. BREAD AND WORDS A bakery with newcomers in Turku

2. WHY WE STARTED • Nobody found a first job • Courses were full for a year Bread and Words | Oven Association 2

3. OUR AIMS • A first paid job • Finnish at work Bread and Words | Oven Association 3

4. WHAT WE DO • Baking four mornings a week • A tutor stands at the table Bread and Words | Oven Association 4

5. WHO IS IN IT Lead: Oven Association Partners: City of Turku, Turku College Bread and Words | Oven Association 5

6. WHAT WAS HARD • Night shifts and child care • The rent Bread and Words | Oven Association 6
"""


def texts(written: str, field: str) -> list[str]:
    facts = map_document(read_text(written.encode(), name="a.txt"), Knowledge.load()).facts
    return [fact.exact for fact in facts if fact.field == field and fact.exact]


@pytest.mark.parametrize(
    ("written", "field", "expected"),
    [
        (
            "Activities: • Language courses for women • Job coaching with mentors • Meetings of neighbours",
            "activity",
            ["Language courses for women", "Job coaching with mentors", "Meetings of neighbours"],
        ),
        (
            "ERGEBNISSE ✓ 40 Frauen lernten Deutsch ✓ 12 Frauen fanden eine Stelle ✓ ein Netz von Mentorinnen",
            "result",
            ["40 Frauen lernten Deutsch", "12 Frauen fanden eine Stelle", "ein Netz von Mentorinnen"],
        ),
        (
            "Дейности: ▪ курсове по български език ▪ консултации с юрист ▪ срещи със съседи",
            "activity",
            ["курсове по български език", "консултации с юрист", "срещи със съседи"],
        ),
        (
            "Objectifs\n• Apprendre le français au travail • Rencontrer les voisins",
            "objective",
            ["Apprendre le français au travail", "Rencontrer les voisins"],
        ),
        (
            "Zadania: 1. Indywidualna ścieżka 2. Kurs języka polskiego 3. Staże u pracodawców.",
            "activity",
            ["Indywidualna ścieżka", "Kurs języka polskiego", "Staże u pracodawców."],
        ),
        ("5. Challenges • No rooms • Few volunteers", "challenge", ["No rooms", "Few volunteers"]),
    ],
)
def test_items_in_one_line_are_items(written: str, field: str, expected: list[str]) -> None:
    assert texts(f"Project Alba\n\n{written}\n", field) == expected


@pytest.mark.parametrize(
    "line", ["Home • About us • Contact • Donate", "Tea House • Leeds", "A walk • a talk", "Price • 5 • 6"]
)
def test_menus_and_lines_with_one_sign_stay_whole(line: str) -> None:
    document = read_text(f"{line}\n".encode(), name="a.txt")
    assert parted_items(document) is document


def test_slides_saved_as_lines_have_headings_items_and_no_feet() -> None:
    assert texts(SLIDES, "origin") == ["Nobody found a first job", "Courses were full for a year"]
    assert texts(SLIDES, "objective") == ["A first paid job", "Finnish at work"]
    assert texts(SLIDES, "activity") == ["Baking four mornings a week", "A tutor stands at the table"]
    assert texts(SLIDES, "challenge") == ["Night shifts and child care", "The rent"]
    assert texts(SLIDES, "lead") == ["Oven Association"]
    assert texts(SLIDES, "partner") == ["City of Turku", "Turku College"]
    assert texts(SLIDES, "title") == ["Bread and Words"]


@pytest.mark.parametrize(
    ("first", "expected"),
    [
        ("Neighbours on the Stairs | Eurocities\n\nHome  About  News\n\nNeighbours on the Stairs", "Neighbours on the Stairs"),
        ("Neighbours on the Stairs - City of Ghent", "Neighbours on the Stairs"),
        ("Sousedé na cestě – Ministerstvo vnitra České republiky", "Sousedé na cestě"),
        ("Knots on a String - SlideShare", "Knots on a String"),
        ("Caritas Wien – Nachbarinnen im Grätzl", "Nachbarinnen im Grätzl"),
        ("Women's café – a place to meet", "Women's café – a place to meet"),
    ],
)  # fmt: skip
def test_the_site_is_no_part_of_a_pages_title(first: str, expected: str) -> None:
    assert texts(f"{first}\n\nThe courses are for women. They begin on Mondays.\n", "title") == [expected]


@pytest.mark.parametrize(
    ("line", "field", "expected"),
    [
        ("Countries Organisations: City of Leeds / Tea House Foundation", "implementer", ["City of Leeds", "Tea House Foundation"]),
        ("Laufzeit Fördersumme: 12.000 Euro", "fundingAmount", ["12.000 Euro"]),
        ("Lead: Alba Association Partners: City of Leeds, Leeds College", "partner", ["City of Leeds", "Leeds College"]),
    ],
)  # fmt: skip
def test_labels_follow_each_other_in_a_line(line: str, field: str, expected: list[str]) -> None:
    assert texts(f"Project Alba\n\nStatus: completed\n{line}\n", field) == expected


NUMBERED = """1
Συνάντηση Δικτύου Δήμων
Λευκωσία, 7 Ιουνίου 2022

Το πρόγραμμα «Συν-Κάτοικοι»
Ένα σημείο εξυπηρέτησης για μετανάστες

2
Γιατί το ξεκινήσαμε;
Οι υπηρεσίες ήταν κλειστές όλες τις Κυριακές του χρόνου.

3
Δυσκολίες
Δεν βρέθηκαν διερμηνείς για σομαλικά όλο τον πρώτο χρόνο.

4
Ευχαριστώ για την προσοχή σας
"""


def test_numbers_alone_over_their_texts_are_those_of_slides() -> None:
    assert texts(NUMBERED, "title") == ["Συν-Κάτοικοι"]
    assert texts(NUMBERED, "challenge") == ["Δεν βρέθηκαν διερμηνείς για σομαλικά όλο τον πρώτο χρόνο."]
    assert not texts(NUMBERED, "replicability")


def test_a_number_alone_is_no_slide_by_itself() -> None:
    assert texts(
        "Tea House\n\n1\n\nThe aim is to help the families who came to the town find flats and jobs near them.\n",
        "objective",
    )
