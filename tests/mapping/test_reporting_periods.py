"""The period that a report covers, and the day that it is of, are no times of the practice."""

from __future__ import annotations

from dataclasses import replace

import pytest

from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.reading.text import read_text

PERIOD = "01.01.2022 – 31.12.2022"


@pytest.mark.parametrize(
    ("language", "label"),
    [
        ("en", "Reporting period"), ("de", "Berichtszeitraum"), ("es", "Período del informe"),
        ("it", "Periodo di rendicontazione"), ("ro", "Perioada de raportare"), ("pl", "Okres sprawozdawczy"),
        ("cs", "Sledované období"), ("sk", "Vykazované obdobie"), ("sv", "Rapportperiod"), ("fi", "Raportointikausi"),
        ("hu", "Beszámolási időszak"), ("tr", "Raporlama dönemi"), ("bg", "Отчетен период"), ("ru", "Отчётный период"),
        ("uk", "Звітний період"), ("nl", "Verslagperiode"), ("da", "Rapporteringsperiode"),
    ],
)  # fmt: skip
def test_the_period_of_a_report_is_not_the_practices(language: str, label: str) -> None:
    document = replace(read_text(f"12\n\n{label}: {PERIOD}\n".encode(), name="a.txt"), language=language)
    facts = map_document(document, Knowledge.load()).facts
    assert not [fact.value for fact in facts if fact.field in {"start", "end", "duration"}]


@pytest.mark.parametrize(
    ("language", "label"),
    [("en", "Project period"), ("de", "Projektzeitraum"), ("pl", "Okres realizacji"), ("tr", "Proje dönemi")],
)
def test_the_period_of_a_project_is(language: str, label: str) -> None:
    document = replace(read_text(f"12\n\n{label}: {PERIOD}\n".encode(), name="a.txt"), language=language)
    facts = map_document(document, Knowledge.load()).facts
    assert [fact.value for fact in facts if fact.field in {"start", "end"}] == ["2022-01-01", "2022-12-31"]
