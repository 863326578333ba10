"""Target groups in the forms that sentences have, in 27 languages: the unemployed, lone parents, people with disabilities and others."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest
from table_rows import rows_of

from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.reading.text import read_text

TABLE: Final = Path(__file__).with_name("told_groups.csv")
LANGUAGES: Final = 27


def test_the_table_has_all_languages() -> None:
    assert len({row["language"] for row in rows_of(TABLE)}) >= LANGUAGES


@pytest.mark.parametrize("row", rows_of(TABLE), ids=lambda row: row["text"][:40])
def test_a_sentence_names_a_group(row: dict[str, str]) -> None:
    document = read_text(f"12\n\n{row['text']}\n".encode(), name="page.txt", language=row["language"])
    facts = map_document(document, Knowledge.load()).facts
    assert {fact.value for fact in facts if fact.field == "targetGroup"} - {None} == {row["group"]} - {""}


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "Indirect target groups: teachers and employers."),
        ("fi", "Välillinen kohderyhmä: opettajat ja työnantajat"),
        ("de", "Indirekte Zielgruppe: Lehrkräfte und Arbeitgeber"),
        ("de", "Mittelbare Zielgruppe: Lehrkräfte und Arbeitgeber"),
        ("fr", "Groupe cible indirect : enseignants et employeurs"),
        ("es", "Destinatarios indirectos: docentes y empresas"),
        ("it", "Destinatari indiretti: insegnanti e datori di lavoro"),
        ("pt", "Destinatários indiretos: professores e empregadores"),
        ("ro", "Grup țintă indirect: profesori și angajatori"),
        ("pl", "Grupa docelowa pośrednia: nauczyciele i pracodawcy"),
        ("pl", "Pośrednia grupa docelowa: nauczyciele i pracodawcy"),
        ("cs", "Nepřímá cílová skupina: učitelé a zaměstnavatelé"),
        ("sk", "Nepriama cieľová skupina: učitelia a zamestnávatelia"),
        ("sl", "Posredna ciljna skupina: učitelji in delodajalci"),
        ("hr", "Neizravna ciljna skupina: učitelji i poslodavci"),
        ("hu", "Közvetett célcsoport: tanárok és munkáltatók"),
        ("bg", "Непряка целева група: учители и работодатели"),
        ("ru", "Косвенная целевая группа: учителя и работодатели"),
        ("uk", "Непряма цільова група: вчителі та роботодавці"),
        ("el", "Έμμεση ομάδα-στόχος: εκπαιδευτικοί και εργοδότες"),
        ("tr", "Dolaylı hedef kitle: öğretmenler ve işverenler"),
        ("sv", "Indirekt målgrupp: lärare och arbetsgivare"),
        ("da", "Indirekte målgruppe: lærere og arbejdsgivere"),
        ("no", "Indirekte målgruppe: lærere og arbeidsgivere"),
        ("nl", "Indirecte doelgroep: leerkrachten en werkgevers"),
        ("et", "Kaudne sihtrühm: õpetajad ja tööandjad"),
        ("lv", "Netiešā mērķa grupa: skolotāji un darba devēji"),
        ("lt", "Netiesioginė tikslinė grupė: mokytojai ir darbdaviai"),
        ("ar", "الفئة المستهدفة غير المباشرة: المعلمون وأصحاب العمل"),
    ],
)
def test_those_reached_indirectly_are_no_target_group(language: str, line: str) -> None:
    document = read_text(f"12\n\n{line}\n".encode(), name="page.txt", language=language)
    fields = {fact.field for fact in map_document(document, Knowledge.load()).facts if fact.value is not None}
    assert "targetGroup" not in fields
