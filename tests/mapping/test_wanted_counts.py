"""What somebody wanted to reach was planned; the same verb before a bare number tells what was reached."""

from __future__ import annotations

import pytest

from practicegraph.mapping.count_knowledge import CountKnowledge
from practicegraph.mapping.counts import find_counts
from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.reading.text import read_text

WANTED = [
    ("en", "The house set out to host 25 families and hosted 29."),
    ("en", "We wanted to reach 25 families and reached 29."),
    ("de", "Der Verein wollte 25 Familien aufnehmen und nahm 29 auf."),
    ("de", "Angepeilt waren 25 Familien, gekommen sind 29."),
    ("fr", "L'association pensait accueillir 25 familles et en a accueilli 29."),
    ("es", "La asociación se proponía acoger a 25 familias y acogió a 29."),
    ("it", "L'associazione si proponeva di accogliere 25 famiglie e ne ha accolte 29."),
    ("pt", "A associação propunha-se acolher 25 famílias e acolheu 29."),
    ("ro", "Asociația își propusese să găzduiască 25 de familii și a găzduit 29."),
    ("pl", "Stowarzyszenie chciało przyjąć 25 rodzin, a przyjęło 29."),
    ("cs", "Spolek chtěl přijmout 25 rodin a přijal 29."),
    ("sl", "Društvo je hotelo sprejeti 25 družin in jih je sprejelo 29."),
    ("el", "Ο σύλλογος ήθελε να φιλοξενήσει 25 οικογένειες και φιλοξένησε 29."),
    ("ru", "Объединение хотело принять 25 семей, а приняло 29."),
    ("bg", "Сдружението искаше да приеме 25 семейства, а прие 29."),
]
ALONE = [
    ("hu", "Az egyesület 25 családot akart befogadni."),
    ("fi", "Yhdistys halusi ottaa vastaan 25 perhettä."),
    ("nl", "De vereniging wilde 25 gezinnen opvangen."),
    ("tr", "Dernek 25 aileyi ağırlamak istiyordu."),
]
OTHERS = [
    ("en", "The women wanted to work and 25 found jobs."),
    ("en", "She wanted to learn, and 25 women came with her."),
    ("de", "Die Frauen wollten arbeiten und 25 Frauen fanden eine Stelle."),
    ("fr", "Les femmes voulaient travailler et 25 femmes ont trouvé un emploi."),
]


@pytest.fixture(scope="module")
def counts() -> CountKnowledge:
    return Knowledge.load().counts


def _found(counts: CountKnowledge, language: str, text: str) -> list[tuple[int, bool]]:
    return [(int(count.value), bool(count.planned)) for count in find_counts(text, counts, language)]


@pytest.mark.parametrize(("language", "text"), WANTED)
def test_what_was_wanted_and_what_was_reached(counts: CountKnowledge, language: str, text: str) -> None:
    found = _found(counts, language, text)
    assert found[0] == (25, True)
    assert found[1:] == [(29, False)]


@pytest.mark.parametrize(("language", "text"), ALONE)
def test_what_was_wanted_was_planned(counts: CountKnowledge, language: str, text: str) -> None:
    assert _found(counts, language, text) == [(25, True)]


@pytest.mark.parametrize(("language", "text"), OTHERS)
def test_a_wish_before_another_clause_plans_nothing(counts: CountKnowledge, language: str, text: str) -> None:
    assert _found(counts, language, text) == [(25, False)]


def test_a_day_behind_a_plan_was_not_reached(counts: CountKnowledge) -> None:
    text = "The house wanted to host 25 families and opened on May 29."
    assert _found(counts, "en", text) == [(25, True)]


def test_a_share_in_words_is_no_part(counts: CountKnowledge) -> None:
    text = "415 kadın geldi, bütçenin yüzde 90'ı belediyeden karşılandı."
    assert _found(counts, "tr", text) == [(415, False)]


def test_more_of_them_are_wanted(counts: CountKnowledge) -> None:
    text = "Até ao final de 2024 contamos receber mais 60 pessoas."
    assert _found(counts, "pt", text) == [(60, True)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "A seed fund lends up to USD 400 to residents who start a business."),
        ("de", "Der Fonds verleiht bis zu EUR 400 an Bewohner, die gründen."),
        ("tr", "Bütçenin yüzde 90'ı katılımcılara gitti."),
    ],
)
def test_a_sum_or_share_counts_nobody(counts: CountKnowledge, language: str, text: str) -> None:
    assert _found(counts, language, text) == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("cs", "V okrese žije dle ČSÚ 21 tisíc cizinců."),
        ("sk", "Sčítanie z roku 2021 eviduje v kraji 5 900 cudzincov."),
        ("hu", "A népszámlálás 4 500 külföldit talált a megyében."),
        ("it", "Il censimento ha contato 4.500 stranieri nella provincia."),
    ],
)
def test_a_census_counts_those_of_a_place(language: str, text: str) -> None:
    document = read_text(f"Tea House\n\n{text}\n".encode(), name="a.txt", language=language)
    facts = map_document(document, Knowledge.load()).facts
    assert not [fact for fact in facts if fact.field == "count"]
