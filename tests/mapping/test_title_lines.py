"""Titles, days and authors that letters, decisions, slides and front matter tell."""

from __future__ import annotations

from pathlib import Path

import pytest

from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapped import MappedDocument
from practicegraph.mapping.mapping import map_document
from practicegraph.reading.files import read_document

MESSAGE = """From: Press office <press@example.org>
To: Subscribers
Subject: Re: Welcome Kitchens in Leeds
Date: 3 May 2021

Dear colleagues,

In Leeds, volunteers cook with refugees every week and people learn English at the stove.
"""
DECISION = {
    "de": "Stadt Graz\nGemeinderat\n\nGraz, am 12. Mai 2022\n\n"
    'Betreff: Projekt „Nachbarschaft verbindet" – Genehmigung\n\nProjektträger: Caritas Graz\n',
    "it": "CONSIGLIO COMUNALE DI BARI\nBari, 12 maggio 2022\n\n"
    'Oggetto: approvazione del progetto "Nachbarschaft verbindet"\n\nSoggetto attuatore: Cooperativa Sole\n',
    "el": "ΝΟΜΟΣ ΑΧΑΪΑΣ\nΔΗΜΟΣ ΠΑΤΡΕΩΝ\n\nΠάτρα, 12 Μαΐου 2022\n\n"
    "ΘΕΜΑ: Έγκριση υλοποίησης του έργου «Nachbarschaft verbindet»\n\nΦορέας υλοποίησης: Δήμος Πατρέων\n",
}
SLIDES = """Good practices in integration: a seminar
Turku 7.10.2021

---- Slide 1 ----
OPEN KITCHEN
University of Turku | City of Turku

---- Slide 2 ----
Objective
- People learn Finnish at the stove

---- Slide 3 ----
Results
- 45 people found work
"""
FRONT = """---
title: Offene Küche
date: {date}
author: {author}
---

# Die Küche

Ein Ort zum Kochen und Lernen für Geflüchtete und Nachbarn im Viertel.
"""


def _mapped(folder: Path, name: str, text: str) -> MappedDocument:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return map_document(read_document(path), Knowledge.load())


def _values(mapped: MappedDocument, field: str) -> list[object]:
    return [fact.value for fact in mapped.facts if fact.field == field]


def test_the_subject_is_the_title_of_a_message(tmp_path: Path) -> None:
    mapped = _mapped(tmp_path, "mail.txt", MESSAGE)
    assert _values(mapped, "title") == ["Welcome Kitchens in Leeds"]
    assert _values(mapped, "published") == ["2021-05-03"]


@pytest.mark.parametrize("language", sorted(DECISION))
def test_the_project_that_a_decision_is_about(tmp_path: Path, language: str) -> None:
    mapped = _mapped(tmp_path, "decision.txt", DECISION[language])
    assert _values(mapped, "title") == ["Nachbarschaft verbindet"]
    assert _values(mapped, "published") == ["2022-05-12"]


def test_the_first_line_of_the_first_slide_is_the_title(tmp_path: Path) -> None:
    assert _values(_mapped(tmp_path, "slides.txt", SLIDES), "title") == ["OPEN KITCHEN"]


@pytest.mark.parametrize("date", ["2021-05-03", "2021-05-03T10:00:00+02:00", "3. Mai 2021"])
def test_front_matter_tells_the_day_and_who_wrote(tmp_path: Path, date: str) -> None:
    body = _mapped(tmp_path, "body.md", FRONT.format(date=date, author="Stadt Köln"))
    assert _values(body, "published") == ["2021-05-03"]
    assert _values(body, "reporter") == ["Stadt Köln"]
    assert body.personal == ()


@pytest.mark.parametrize("author", ["Karin Schulz", "Marie Ngo"])
def test_an_author_who_is_a_person_is_masked(tmp_path: Path, author: str) -> None:
    mapped = _mapped(tmp_path, "person.md", FRONT.format(date="2021-05-03", author=author))
    assert _values(mapped, "reporter") == []
    assert [fact.value for fact in mapped.personal] == [author]


def test_a_word_for_a_body_after_a_given_name_makes_no_reporter(tmp_path: Path) -> None:
    mapped = _mapped(tmp_path, "person.md", FRONT.format(date="2021-05-03", author="Karin Stadt"))
    assert _values(mapped, "reporter") == []
