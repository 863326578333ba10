from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practicegraph.mapping.sdg_suggestions import ConceptSpan, SuggestionKnowledge, suggest_sdgs

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

TARGETS = [
    ("en", "Tenants and landlords meet; the service finds flats for rent.", "11.1"),
    ("en", "Sending remittances home: advice on transfer costs.", "10.c"),
    ("en", "Birth registration and identity papers for children who are stateless.", "16.9"),
    ("en", "Internships and a job fair bring jobseekers and employers together.", "8.5"),
    ("sv", "Läxhjälp och stöd till elever i grundskolan.", "4.1"),
    ("sv", "Språkcafé och svenskundervisning varje vecka.", "4.6"),
    ("bg", "Езикови курсове и уроци по български за възрастни.", "4.6"),
    ("bg", "Психологическо консултиране и психосоциална подкрепа за деца.", "3.4"),
    ("de", "Wohnungssuche: Beratung für Mieter und Vermieter.", "11.1"),
    ("de", "Der Integrationsbeirat stärkt Mitbestimmung und Bürgerbeteiligung.", "16.7"),
    ("fr", "Cours de français et ateliers sociolinguistiques.", "4.6"),
    ("fr", "Lutte contre la traite des êtres humains et le travail forcé.", "8.7"),
    ("es", "Asesoramiento jurídico y acceso a la justicia.", "16.3"),
    ("es", "Orientación laboral y búsqueda de empleo.", "8.5"),
    ("it", "Corsi di italiano e scuola di italiano per adulti.", "4.6"),
    ("it", "Sfruttamento lavorativo e caporalato nelle campagne.", "8.7"),
    ("pt", "Acesso a cuidados de saúde no centro de saúde.", "3.8"),
    ("pt", "Formação profissional e reconhecimento de diplomas.", "4.4"),
    ("ro", "Locuri de muncă și angajatori: târg pentru angajare.", "8.5"),
    ("ro", "Violență domestică și violență împotriva femeilor: adăpost.", "5.2"),
    ("el", "Ψυχολογική υποστήριξη από ψυχολόγο.", "3.4"),
    ("el", "Μαθήματα ελληνικών και εκμάθηση της ελληνικής γλώσσας.", "4.6"),
    ("hu", "Lakhatás és albérlet: segítség hajléktalan családoknak.", "11.1"),
    ("hu", "Magyar nyelvtanfolyam és nyelvórák.", "4.6"),
    ("cs", "Bydlení a nájemní byty, sociální byty.", "11.1"),
    ("cs", "Kurzy češtiny a výuka češtiny pro dospělé.", "4.6"),
    ("pl", "Pomoc prawna i porady prawne.", "16.3"),
    ("pl", "Kursy językowe i nauka języka polskiego.", "4.6"),
    ("sl", "Psihološka pomoč in duševno zdravje.", "3.4"),
    ("sl", "Tečaji slovenščine in učenje jezika.", "4.6"),
    ("fi", "Kielikahvila ja suomen kielen opetus.", "4.6"),
    ("fi", "Työnhaku ja työnantajat: työpaikka jokaiselle.", "8.5"),
    ("tr", "Türkçe kursu ve dil eğitimi verilmektedir.", "4.6"),
    ("tr", "Psikososyal destek ve psikolog görüşmeleri.", "3.4"),
    ("ru", "Юридические консультации и правовая помощь.", "16.3"),
    ("ru", "Трудоустройство и поиск работы.", "8.5"),
    ("uk", "Мовні курси та розмовний клуб.", "4.6"),
    ("uk", "Тимчасове житло та оренда житла.", "11.1"),
    ("ar", "الدعم النفسي والصحة النفسية للأطفال.", "3.4"),
    ("ar", "دورات اللغة ومحو الأمية.", "4.6"),
    ("nl", "Taalles en Nederlandse les voor volwassenen.", "4.6"),
    ("nl", "Huurders en woningen: hulp bij huisvesting.", "11.1"),
]
CONTEXT = [
    ("en", "The partners met on Monday and agreed on the next meeting."),
    ("de", "Der Vorstand tagte am Montag und beschloss den Haushalt."),
    ("fr", "Le conseil s'est réuni lundi et a voté le budget."),
    ("pl", "Zarząd spotkał się w poniedziałek i przyjął budżet."),
    ("sv", "Styrelsen höll möte i måndags och tog budgeten."),
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


@pytest.mark.parametrize(("language", "text", "target"), TARGETS)
def test_what_a_practice_does_suggests_a_target(
    knowledge: SuggestionKnowledge, language: str, text: str, target: str
) -> None:
    assert target in {suggestion.code for suggestion in suggest_sdgs(text, knowledge, language)}


@pytest.mark.parametrize(("language", "text"), CONTEXT)
def test_a_meeting_suggests_nothing(knowledge: SuggestionKnowledge, language: str, text: str) -> None:
    assert suggest_sdgs(text, knowledge, language) == ()


def test_concepts_support_targets_with_their_words(knowledge: SuggestionKnowledge) -> None:
    text = "Kumi ya nyumba; nyumba za jamii."
    named = [ConceptSpan("theme", "housing", 8, 14), ConceptSpan("theme", "housing", 16, 22)]
    (only,) = suggest_sdgs(text, knowledge, "sw", named)
    assert (only.code, only.evidence) == ("11.1", ((8, 14),))


def test_a_concept_adds_nothing_to_the_word_that_names_it(knowledge: SuggestionKnowledge) -> None:
    text = "housing"
    assert suggest_sdgs(text, knowledge, "en", [ConceptSpan("theme", "housing", 0, 7)]) == ()


def test_flight_is_no_sign_of_work_for_peace(knowledge: SuggestionKnowledge) -> None:
    found = suggest_sdgs("They fled armed conflict; we welcome refugees.", knowledge, "en")
    assert [suggestion.code for suggestion in found] == ["10.7"]


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
