"""What the first sentences of a text without headings tell: its aim, and countries where people only came from."""

from __future__ import annotations

from functools import cache

import pytest

from practicegraph.mapping.fact import Fact
from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.reading.text import read_text

KNOWLEDGE = cache(Knowledge.load)


def facts(text: str) -> tuple[Fact, ...]:
    return map_document(read_text(text.encode(), name="a.txt"), KNOWLEDGE()).facts


@pytest.mark.parametrize(
    "aim",
    [
        "The open table helps refugees to meet neighbours so that families feel at home in the town.",
        "Der offene Tisch möchte Geflüchteten Begegnungen ermöglichen, damit Familien sich in der Stadt zu Hause fühlen.",
        "Med det öppna bordet vill vi att nyanlända ska lära känna sina grannar och hitta vägar till arbete.",
        "La tavola aperta vuole dare ai rifugiati un luogo di incontro con i vicini di casa del quartiere.",
        "Це відкритий стіл, який допомагає людям знайти друзів та роботу в новому місті поруч із сусідами.",
        "C'est une table ouverte qui aide les personnes réfugiées à rencontrer leurs voisins du quartier.",
        "Otwarty stół to miejsce, które pomaga uchodźcom poznać sąsiadów i znaleźć pracę w nowym mieście.",
        "A nyitott asztallal azt szeretnénk, hogy a menekültek megismerjék a szomszédaikat a városban.",
    ],
)
def test_the_first_sentence_tells_the_aim(aim: str) -> None:
    found = [fact.value for fact in facts(f"A title of it\n\n{aim}\n") if fact.field == "objective"]
    assert found == [aim]


@pytest.mark.parametrize(
    "text",
    [
        "In Leeds 40 people, most of them coming mainly from Syria, Eritrea and Ukraine, took part in the courses.",
        "In Lyon, 40 personnes venues principalement de Syrie, d'Érythrée et d'Ukraine ont suivi les cours de français.",
        "In Graz lernten 40 Menschen, die vor allem aus Syrien, Eritrea und der Ukraine kamen, gemeinsam kochen.",
        "A Torino 40 persone, provenienti soprattutto da Siria, Eritrea e Ucraina, hanno seguito i corsi di lingua.",
        "En Sevilla 40 personas procedentes sobre todo de Siria, Eritrea y Ucrania siguieron los cursos de español.",
        "W Lublinie 40 osób, które przyjechały głównie z Syrii, Erytrei i Ukrainy, wzięło udział w kursach polskiego.",
        "I Malmö gick 40 personer som kommer främst från Syrien, Eritrea och Ukraina kurser i svenska språket.",
        "У Кракові 40 людей, які втекли від війни в Україні, відвідували курси польської мови щотижня разом.",
    ],
)
def test_where_people_came_from_is_not_where_a_practice_is(text: str) -> None:
    found = {fact.value for fact in facts(f"A title of it\n\n{text}\n") if fact.field == "country"}
    assert found.isdisjoint({"SY", "ER", "UA"})


def test_a_country_beside_a_list_of_origins_counts() -> None:
    found = facts(
        "A title\n\nRefugees from Syria, Eritrea and Iraq learn. The courses are held all over Austria.\n"
    )
    assert {fact.value for fact in found if fact.field == "country"} == {"AT"}


def test_a_town_that_took_it_over_does_not_tell_the_country() -> None:
    text = "A title\n\nThe courses are held every week.\n\nReplicability\n\nThe method was copied in Brest and Lorient.\n"
    assert not [fact for fact in facts(text) if fact.field == "country"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Funders: City of Brno 60 %, Open Table Foundation 40 %", {"City of Brno", "Open Table Foundation"}),
        ("Finansiärer: Kulturstiftelsen Norr 60 %, Region Västerbotten 40 %", {"Kulturstiftelsen Norr", "Region Västerbotten"}),
        ("Finanziatori: 60 % Fondazione Ponte, 40 % Comune di Pavia", {"Fondazione Ponte", "Comune di Pavia"}),
    ],
)  # fmt: skip
def test_a_share_is_no_word_of_the_name_beside_it(text: str, names: set[str]) -> None:
    assert {fact.value for fact in facts(f"A title\n\n{text}\n") if fact.field == "funder"} == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("## Partners\n\nOur partners are the City of Brno and Masaryk University.", {"City of Brno", "Masaryk University"}),
        ("## Партнери\n\nНаші партнери — Волинський університет і Луцький музей.", {"Волинський університет", "Луцький музей"}),
    ],
)  # fmt: skip
def test_a_sentence_on_partners_is_no_name(text: str, names: set[str]) -> None:
    assert {fact.value for fact in facts(f"A title\n\n{text}\n") if fact.field == "partner"} == names


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("El taller formó a 34 mujeres y 19 siguen trabajando en la comarca.", "19"),
        ("The workshop trained 34 women and 19 still work in the town.", "19"),
        (
            "By 2022 the scheme had matched 118 women with a mentor. Of these, 19 found work in their trade.",
            "19",
        ),
        ("За рік на курсах навчалися 340 жінок. Роботу за фахом знайшли 19 з них.", "19"),
        ("Kursen nådde 34 kvinnor och 19 arbetar fortfarande i kommunen.", "19"),
    ],
)
def test_the_second_number_of_a_pair_counts(text: str, value: str) -> None:
    assert value in {str(fact.value) for fact in facts(f"A title\n\n{text}\n") if fact.field == "count"}


@pytest.mark.parametrize(
    ("text", "currency"),
    [
        ("Бюджет проєкту становить 250 000 злотих.", "PLN"),
        ("Le budget du projet est de 900 000 couronnes suédoises.", "SEK"),
        ("Das Projekt kostete 900 000 tschechische Kronen.", "CZK"),
    ],
)
def test_money_of_another_country_has_its_currency(text: str, currency: str) -> None:
    found = [fact for fact in facts(f"A title\n\n{text}\n") if fact.field == "budget"]
    assert [fact.detail("currency") for fact in found] == [currency]


def test_who_paid_and_how_much_stand_in_one_sentence() -> None:
    found = facts("Un horno\n\nFinanció la experiencia la Fundación Tierra Baja con 52.000 euros.\n")
    assert {(fact.field, str(fact.value)) for fact in found} >= {
        ("funder", "Fundación Tierra Baja"),
        ("fundingAmount", "52000"),
    }


@pytest.mark.parametrize(
    "text",
    [
        "The foundation printed a guide so that others can apply the method.",
        "La fundación ha publicado una guía para que otros pueblos puedan aplicar el método.",
        "Il modello sarà ripreso nella provincia vicina, dove tre scuole sono pronte.",
        "Die Stiftung hat einen Leitfaden gedruckt, damit andere Orte ihn anwenden können.",
        "Stiftelsen har tryckt en handbok så att andra kommuner kan göra likadant.",
    ],
)
def test_a_sentence_tells_that_others_may_repeat_it(text: str) -> None:
    found = facts(f"A title of it\n\nVolunteers cook every week.\n\n{text}\n")
    assert [fact.value for fact in found if fact.field == "replicability"] == [text]
