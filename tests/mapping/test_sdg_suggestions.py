from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practicegraph.mapping.sdg_suggestions import SuggestionKnowledge, suggest_sdgs

INTEGRATION = [
    ("en", "The project helps the integration of refugees and third-country nationals in the town."),
    ("sv", "Projektet stödjer integration av flyktingar och asylsökande i kommunen."),
    ("bg", "Проектът подпомага интеграцията на бежанци и търсещи закрила."),
    ("de", "Das Projekt unterstützt die Integration von Geflüchteten und Asylsuchenden."),
    ("fr", "Le projet soutient l'intégration des réfugiés et des demandeurs d'asile."),
    ("es", "El proyecto apoya la integración de los refugiados y solicitantes de asilo."),
    ("it", "Il progetto sostiene l'integrazione dei rifugiati e dei richiedenti asilo."),
    ("pt", "O projeto apoia a integração de refugiados e requerentes de asilo."),
    ("ro", "Proiectul sprijină integrarea refugiaților și a solicitanților de azil."),
    ("el", "Το έργο στηρίζει την ένταξη προσφύγων και τους αιτούντες άσυλο, τους μετανάστες."),
    ("hu", "A projekt a menekültek és a menedékkérők társadalmi integrációja."),
    ("cs", "Projekt podporuje integraci cizinců a uprchlíky ve městě."),
    ("pl", "Projekt wspiera cudzoziemców i uchodźców, integracja cudzoziemców."),
    ("sl", "Projekt podpira begunce in prosilce za azil, integracija beguncev."),
    ("fi", "Hanke tukee pakolaisten kotoutumista."),
    ("tr", "Proje mülteci ve sığınmacı kadınları destekler, göçmen."),
    ("ru", "Проект поддерживает беженцев и мигрантов."),
    ("uk", "Проєкт підтримує біженців і мігрантів."),
]


@pytest.fixture(scope="module")
def knowledge() -> SuggestionKnowledge:
    return SuggestionKnowledge.load()


@pytest.mark.parametrize(("language", "text"), INTEGRATION)
def test_integration_suggests_goal_10(knowledge: SuggestionKnowledge, language: str, text: str) -> None:
    assert "10" in {suggestion.code.split(".")[0] for suggestion in suggest_sdgs(text, knowledge, language)}


def test_evidence_is_the_words(knowledge: SuggestionKnowledge) -> None:
    text = "Social housing and housing policy for homeless people; affordable housing."
    (first, *_) = suggest_sdgs(text, knowledge, "en")
    assert first.code == "11.1"
    assert all(
        "hous" in text[start:end].lower() or "homeless" in text[start:end] for start, end in first.evidence
    )


def test_nothing_from_nothing(knowledge: SuggestionKnowledge) -> None:
    assert suggest_sdgs("The meeting was held on Monday.", knowledge, "en") == ()
    assert suggest_sdgs("", knowledge) == ()


def test_terms_of_another_language_do_not_count(knowledge: SuggestionKnowledge) -> None:
    assert suggest_sdgs("housing policy and social housing", knowledge, "bg") == ()


@given(
    st.lists(
        st.sampled_from(["housing", "refugees", "health care", "women", "poverty", "xyz", "\n"]), max_size=30
    )
)
def test_at_most_three_goals_with_evidence(knowledge: SuggestionKnowledge, words: list[str]) -> None:
    text = " ".join(words)
    found = suggest_sdgs(text, knowledge, "en")
    assert len(found) <= 3
    assert len({suggestion.code.split(".")[0] for suggestion in found}) == len(found)
    for suggestion in found:
        assert suggestion.evidence
        assert all(0 <= start < end <= len(text) for start, end in suggestion.evidence)
