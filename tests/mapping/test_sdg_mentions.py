from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practicegraph.mapping.sdg_mentions import SdgKnowledge, find_sdgs

STATED = [
    ("SDG 11", ["11"]),
    ("SDG11", ["11"]),
    ("SDG-11", ["11"]),
    ("SDG #11", ["11"]),
    ("SDG no. 11", ["11"]),
    ("SDG's 11", ["11"]),
    ("SDG’s: 11", ["11"]),
    ("SDGs 4, 10 and 11", ["4", "10", "11"]),
    ("SDGs: 4; 10; 11", ["4", "10", "11"]),
    ("SDGs (4, 10, and 11)", ["4", "10", "11"]),
    ("SDG 8 & SDG 10", ["8", "10"]),
    ("SDG 8, SDG 10 and SDG 17", ["8", "10", "17"]),
    ("SDG 1–4", ["1", "2", "3", "4"]),
    ("SDGs 8 to 10", ["8", "9", "10"]),
    ("SDG 10.7", ["10.7"]),
    ("SDG target 10.7", ["10.7"]),
    ("SDG targets 10.7, 16.b and 4.5", ["10.7", "16.b", "4.5"]),
    ("target 16.B", ["16.b"]),
    ("It serves target 10.2.", ["10.2"]),
    ("Sustainable Development Goal 5", ["5"]),
    ("Sustainable Development Goals (SDGs) 5 and 16", ["5", "16"]),
    ("the Global Goals, Goal 3 and Goal 4", ["3", "4"]),
    ("Goal 11: Sustainable cities and communities", ["11"]),
    ("Goal 10 – Reduced inequalities", ["10"]),
    ("SDG 16+", ["16"]),
    ("SDG 4 through language courses", ["4"]),
    ("In line with Agenda 2030, goal 10 comes first", ["10"]),
    ("UN Goal 17", ["17"]),
    ("SDG 10: Reduced inequalities", ["10"]),
    ("SDG: Quality education, Gender equality", ["4", "5"]),
    ("SDG 4.7.1", ["4.7"]),
    ("mål 11 i Agenda 2030", ["11"]),
    ("Globala målen 4, 10 och 11", ["4", "10", "11"]),
    ("Agenda-mål 10", ["10"]),
    ("Agenda 2030-målen 3 och 5", ["3", "5"]),
    ("FN:s globala mål 16", ["16"]),
    ("delmål 10.7", ["10.7"]),
    ("hållbarhetsmål nr 8", ["8"]),
    ("Mål 11: Hållbara städer och samhällen", ["11"]),
    ("ЦУР 10", ["10"]),
    ("ЦУР 4 и 10", ["4", "10"]),
    ("Цел за устойчиво развитие № 11", ["11"]),
    ("Цели за устойчиво развитие: 3, 4, 10", ["3", "4", "10"]),
    ("Цел 10 на ООН", ["10"]),
    ("подцел 10.7", ["10.7"]),
    ("Ziel 10 für nachhaltige Entwicklung", ["10"]),
    ("Nachhaltigkeitsziel 10", ["10"]),
    ("Nachhaltigkeitsziele 4, 8 und 10", ["4", "8", "10"]),
    ("UN-Ziel 11", ["11"]),
    ("Unterziel 16.b", ["16.b"]),
    ("ODD 10", ["10"]),
    ("ODD n° 4", ["4"]),
    ("Objectif de développement durable 11", ["11"]),
    ("les ODD 4, 5 et 10", ["4", "5", "10"]),
    ("cible 10.7", ["10.7"]),
    ("ODS 10", ["10"]),
    ("los ODS 4, 8 y 10", ["4", "8", "10"]),
    ("Objetivo de Desarrollo Sostenible 5", ["5"]),
    ("meta 10.7", ["10.7"]),
    ("OSS 11", ["11"]),
    ("Obiettivo di sviluppo sostenibile n. 10", ["10"]),
    ("Goal 10 dell'Agenda 2030", ["10"]),
    ("Objetivos de Desenvolvimento Sustentável 1 e 10", ["1", "10"]),
    ("ODS 3, 4 e 16", ["3", "4", "16"]),
    ("Obiectivul de dezvoltare durabilă 10", ["10"]),
    ("ODD 4 și 10", ["4", "10"]),
    ("ΣΒΑ 10", ["10"]),
    ("Στόχος Βιώσιμης Ανάπτυξης 11", ["11"]),
    ("ΣΒΑ 4 και 10", ["4", "10"]),
    ("Fenntartható Fejlődési Cél 10", ["10"]),
    ("Cíl udržitelného rozvoje 10", ["10"]),
    ("Cele zrównoważonego rozwoju: 4 i 10", ["4", "10"]),
    ("Cilj trajnostnega razvoja št. 10", ["10"]),
    ("kestävän kehityksen tavoite 10", ["10"]),
    ("Sürdürülebilir Kalkınma Amacı 10", ["10"]),
    ("Цели устойчивого развития 4 и 10", ["4", "10"]),
    ("ЦУР 16", ["16"]),
    ("ЦСР 10", ["10"]),
    ("أهداف التنمية المستدامة: 4 و 10", ["4", "10"]),
    ("هدف التنمية المستدامة رقم 10", ["10"]),
    ("duurzame ontwikkelingsdoelen 4 en 10", ["4", "10"]),
    ("verdensmål 10", ["10"]),
    ("bærekraftsmål 4", ["4"]),
    ("SDG 1, 3, 5, 8, 10, 16 & 17", ["1", "3", "5", "8", "10", "16", "17"]),
    ("SDG4 and SDG10", ["4", "10"]),
    ("SDG\n11", ["11"]),
]
TRAPS = [
    "Specifikt mål 2",
    "Specifikt mål 2: integration",
    "Specific objective 2",
    "Objectif spécifique 2",
    "Objetivo específico 3",
    "Obiettivo specifico 2",
    "Obiettivo nazionale 3",
    "Obiectiv specific 2",
    "Ειδικός στόχος 2",
    "Специфична цел 2",
    "Spezifisches Ziel 2",
    "Cel szczegółowy 2",
    "Goal 1: to find a flat",
    "our goal 3 was met",
    "The goal of 25 families was reached",
    "goal: 10 persons",
    "the 17 SDGs",
    "all 17 Sustainable Development Goals",
    "SDG 18",
    "SDG 0",
    "SDG 2030",
    "SDGs and 25 families",
    "SDG 10%",
    "target 3.5 %",
    "a target of 4.5 million euro",
    "target 12 women",
    "mål 2 och mål 3",
    "målet är 10 personer",
    "Quality education for all children",
    "gender equality is a value",
    "Agenda 2030",
    "цел 3",
    "Ziel 2: mehr Wohnungen",
    "objectif 10 logements",
    "SDGs: 25 families and 12 months",
    "ESF priority 10",
    "10.7 million",
    "BGN 10.2",
    "Section 10.2",
    "article 16.b",
    "cíl 4",
    "ΣΒΑ",
    "SDG",
]
FIELD = [
    ("11", ["11"]),
    ("4, 10", ["4", "10"]),
    ("10.7", ["10.7"]),
    ("Goal 10", ["10"]),
    ("10 - Reduced inequalities", ["10"]),
    ("Quality education", ["4"]),
    ("Reduced inequalities; Gender equality", ["10", "5"]),
    ("Mål 11", ["11"]),
    ("1-3", ["1", "2", "3"]),
    ("1,3,10", ["1", "3", "10"]),
    ("25 families", []),
    ("10 %", []),
    ("2030", []),
    ("18", []),
    ("5 families", []),
    ("", []),
]


@pytest.fixture(scope="module")
def knowledge() -> SdgKnowledge:
    return SdgKnowledge.load()


def test_the_tables_are_broad() -> None:
    assert len(STATED) + len(TRAPS) + len(FIELD) >= 80
    assert len(TRAPS) >= 30


@pytest.mark.parametrize(("text", "codes"), STATED)
def test_stated(knowledge: SdgKnowledge, text: str, codes: list[str]) -> None:
    assert sorted(mention.code for mention in find_sdgs(text, knowledge)) == sorted(codes)


@pytest.mark.parametrize("text", TRAPS)
def test_traps(knowledge: SdgKnowledge, text: str) -> None:
    assert find_sdgs(text, knowledge) == ()


@pytest.mark.parametrize(("text", "codes"), FIELD)
def test_fields(knowledge: SdgKnowledge, text: str, codes: list[str]) -> None:
    assert [mention.code for mention in find_sdgs(text, knowledge, in_field=True)] == codes


@given(
    st.sampled_from(STATED), st.sampled_from(["", "Alfa. ", "12 kg; "]), st.sampled_from(["", ".", " beta"])
)
def test_surrounding_text_changes_nothing(
    knowledge: SdgKnowledge, row: tuple[str, list[str]], before: str, after: str
) -> None:
    text, codes = row
    found = find_sdgs(before + text + after, knowledge)
    assert sorted(mention.code for mention in found) == sorted(codes)


@given(st.text(alphabet="SDG 0123456789.,-–ab%and goal", max_size=60), st.booleans())
def test_spans(knowledge: SdgKnowledge, text: str, in_field: bool) -> None:
    for mention in find_sdgs(text, knowledge, in_field=in_field):
        assert 0 <= mention.start < mention.end <= len(text)
        assert mention.code in knowledge.codes
