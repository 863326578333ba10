from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practicegraph.mapping.concepts import ConceptKnowledge
from practicegraph.mapping.count_knowledge import CountKnowledge
from practicegraph.mapping.counts import find_counts
from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.reading.text import read_text

COUNTS = [
    ("More than 370 immigrants took part", "en", [(">", 370, "persons", "immigrant")]),
    ("nearly 500 people", "en", [("~", 500, "persons", None)]),
    ("at least 140 third-country nationals", "en", [(">=", 140, "persons", "third-country-national")]),
    ("over 1,200 refugees", "en", [(">", 1200, "persons", "refugee")]),
    ("up to 25 families", "en", [("<=", 25, "families", "families")]),
    (
        "25 families and 12 schools",
        "en",
        [("=", 25, "families", "families"), ("=", 12, "schools", "educational-institution")],
    ),
    ("12 newly arrived young women", "en", [("=", 12, "persons", "women")]),
    ("> 300 persons", "en", [(">", 300, "persons", None)]),
    ("300+ volunteers", "en", [(">=", 300, "persons", "volunteers")]),
    ("five information centres", "en", [("=", 5, "centres", None)]),
    ("It covered 28 municipalities", "en", [("=", 28, "municipalities", "local-authority")]),
    (
        "208 participants came to the workshops in the first two years of the project, 61 of them to all of them",
        "en",
        [("=", 208, "persons", None), ("=", 61, "persons", None)],
    ),
    ("16 nationalities", "en", [("=", 16, "nationalities", None)]),
    ("mer än 200 flyktingar", "sv", [(">", 200, "persons", "refugee")]),
    ("fler än 30 kommuner", "sv", [(">", 30, "municipalities", "local-authority")]),
    ("cirka 45 deltagare", "sv", [("~", 45, "persons", None)]),
    ("над 370 имигранти", "bg", [(">", 370, "persons", "immigrant")]),
    ("около 50 души", "bg", [("~", 50, "persons", None)]),
    ("поне 15 семейства", "bg", [(">=", 15, "families", "families")]),
    ("mehr als 100 Geflüchtete", "de", [(">", 100, "persons", "refugee")]),
    ("mindestens 20 Familien", "de", [(">=", 20, "families", "families")]),
    ("rund 1.500 Personen", "de", [("~", 1500, "persons", None)]),
    ("plus de 80 réfugiés", "fr", [(">", 80, "persons", "refugee")]),
    ("une trentaine de jeunes réfugiés", "fr", [("~", 30, "persons", "youth")]),
    ("environ 60 familles", "fr", [("~", 60, "families", "families")]),
    ("más de 90 personas", "es", [(">", 90, "persons", None)]),
    ("al menos 10 municipios", "es", [(">=", 10, "municipalities", "local-authority")]),
    ("più di 40 rifugiati", "it", [(">", 40, "persons", "refugee")]),
    ("cerca de 220 pessoas", "pt", [("~", 220, "persons", None)]),
    ("peste 300 de beneficiari", "ro", [(">", 300, "persons", None)]),
    ("cel puțin 50 de persoane", "ro", [(">=", 50, "persons", None)]),
    ("περίπου 70 πρόσφυγες", "el", [("~", 70, "persons", "refugee")]),
    ("több mint 100 menekült", "hu", [(">", 100, "persons", "refugee")]),
    ("více než 30 osob", "cs", [(">", 30, "persons", None)]),
    ("ponad 60 uchodźców", "pl", [(">", 60, "persons", "refugee")]),
    ("več kot 20 beguncev", "sl", [(">", 20, "persons", "refugee")]),
    ("yli 30 henkilöä", "fi", [(">", 30, "persons", None)]),
    ("yaklaşık 100 mülteci", "tr", [("~", 100, "persons", "refugee")]),
    ("более 200 беженцев", "ru", [(">", 200, "persons", "refugee")]),
    ("близько 90 осіб", "uk", [("~", 90, "persons", None)]),
    ("أكثر من 100 لاجئ", "ar", [(">", 100, "persons", "refugee")]),
    ("in 2016 refugees came", "en", []),
    ("3 years", "en", []),
    ("aged 18 years", "en", []),
    ("85 % of persons", "en", []),
    ("5 000 EUR for people", "en", []),
    ("1 Inclusion of refugees", "en", []),
    ("3 Building a model for municipalities", "en", []),
    ("2. Support of persons", "en", []),
    ("+359 2 939 47 47 people", "en", []),
    ("a town of 90,000 inhabitants", "en", []),
    ("90,000 people applied, 4,000 applications", "en", [("=", 90000, "persons", None)]),
    ("SDG 11 and 16", "en", []),
    ("1 – Organisations / Persons", "en", []),
    ("article 7 of the law", "en", []),
]
PLANS = [
    ("The project will reach 200 refugees.", "en", True),
    ("It reached 200 refugees.", "en", False),
    ("200 refugees", "en", None),
    ("Ще бъдат обучени 30 души.", "bg", True),
    ("Projektet nådde 40 deltagare.", "sv", False),
]


@pytest.fixture(scope="module")
def knowledge() -> CountKnowledge:
    return CountKnowledge.load()


@pytest.mark.parametrize(("text", "language", "expected"), COUNTS)
def test_counts(knowledge: CountKnowledge, text: str, language: str, expected: list[object]) -> None:
    found = find_counts(text, knowledge, language)
    assert [(mention.comparator, mention.value, mention.unit, mention.group) for mention in found] == expected


@pytest.mark.parametrize(("text", "language", "planned"), PLANS)
def test_planned_or_achieved(
    knowledge: CountKnowledge, text: str, language: str, planned: bool | None
) -> None:
    (mention,) = find_counts(text, knowledge, language)
    assert mention.planned is planned


@given(st.sampled_from([row for row in COUNTS if row[2]]), st.sampled_from(["", "Alfa. ", "beta, "]))
def test_text_before_moves_the_span_only(
    knowledge: CountKnowledge, row: tuple[str, str, list[object]], before: str
) -> None:
    text, language, _ = row
    alone, framed = find_counts(text, knowledge, language), find_counts(before + text, knowledge, language)
    assert [(m.start + len(before), m.value) for m in alone] == [(m.start, m.value) for m in framed]


@given(st.text(alphabet="0123456789>+ -.,\nrefugees people five", max_size=60))
def test_spans(knowledge: CountKnowledge, text: str) -> None:
    found = find_counts(text, knowledge)
    assert all(0 <= mention.start < mention.end <= len(text) for mention in found)
    assert all(left.end <= right.start for left, right in pairwise(found))


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("90 people came, of whom 40 alone.", "en", [90, 40]),
        ("90 people came, 40 of those people alone and 50 with a child.", "en", [90, 40, 50]),
        ("90 personnes sont venues, dont 40 seules et 50 en famille.", "fr", [90, 40, 50]),
        ("Es kamen 90 Personen, davon 40 allein.", "de", [90, 40]),
        ("90 pessoas, das quais 40 vieram sozinhas e 50 em família", "pt", [90, 40, 50]),
        ("45,000 individuals (46,500 reached by May)", "en", [45000, 46500]),
        ("ARRIVALS 1 12,450 persons", "en", [12450]),
        ("90 people came in 40 minutes.", "en", [90]),
    ],
)
def test_a_part_of_a_count_needs_no_unit(
    knowledge: CountKnowledge, text: str, language: str, expected: list[int]
) -> None:
    assert [mention.value for mention in find_counts(text, knowledge, language)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("500 persons targeted, 620 persons reached", [True, False]),
        ("PEOPLE TARGETED 500 individuals (620 reached) RESULTS 30 flats rented", [True, False, False]),
        ("We reached 500 persons and plan to train 20 teachers", [False, True]),
    ],
)
def test_the_nearest_word_tells_whether_a_count_was_planned(
    knowledge: CountKnowledge, text: str, expected: list[bool]
) -> None:
    assert [mention.planned for mention in find_counts(text, knowledge, "en")] == expected


@pytest.mark.parametrize(
    ("text", "language", "values"),
    [
        ("120 women took part and 80 in Malmö.", "en", [120, 80]),
        ("120 women took part, and 94 of them found work.", "en", [120, 94]),
        ("85 kvinnor deltog och 60 av dem har nu arbete.", "sv", [85, 60]),
        ("64 persone hanno frequentato il corso e 41 hanno trovato lavoro.", "it", [64, 41]),
        ("156 kobiet, a 71 z nich znalazło pracę", "pl", [156, 71]),
        ("Помощь получили 5 тысяч человек.", "ru", [5000]),
        ("В области живут 300 тысяч человек.", "ru", []),
        ("About 9,000 refugees live in the city.", "en", []),
    ],
)
def test_units_left_out_and_thousands_in_words(text: str, language: str, values: list[int]) -> None:
    found = find_counts(text, CountKnowledge.load(), language)
    assert [int(count.value) for count in found] == values


TOLD = [
    ("Number of women trained: target 200, achieved 240", "en", [(200, True), (240, False)]),
    ("We reached 340 people (target 300).", "en", [(340, False), (300, True)]),
    ("Participants trained: plan 120; actual 131", "en", [(120, True), (131, False)]),
    ("Antal deltagare: mål 80, utfall 96", "sv", [(80, True), (96, False)]),
    ("Zahl der Teilnehmenden: geplant 150, erreicht 172", "de", [(150, True), (172, False)]),
    ("Nombre de bénéficiaires : prévu 200, réalisé 215", "fr", [(200, True), (215, False)]),
    ("Número de participantes: previsto 90, alcanzado 104", "es", [(90, True), (104, False)]),
    ("Numero di partecipanti: previsti 60, raggiunti 75", "it", [(60, True), (75, False)]),
    ("Número de participantes: meta 100, alcançado 112", "pt", [(100, True), (112, False)]),
    ("Număr de participanți: planificat 100, realizat 130", "ro", [(100, True), (130, False)]),
    ("Брой участници: план 100, изпълнение 118", "bg", [(100, True), (118, False)]),
    ("Αριθμός ωφελουμένων: στόχος 200, επίτευξη 230", "el", [(200, True), (230, False)]),
    ("Résztvevők száma: terv 100, tény 118", "hu", [(100, True), (118, False)]),
    ("Počet účastníků: plán 100, skutečnost 118", "cs", [(100, True), (118, False)]),
    ("Liczba kobiet: plan 100, wykonanie 118", "pl", [(100, True), (118, False)]),
    ("Število udeležencev: načrt 100, doseženo 118", "sl", [(100, True), (118, False)]),
    ("Osallistujien määrä: tavoite 100, toteuma 118", "fi", [(100, True), (118, False)]),
    ("Katılımcı sayısı: hedef 100, gerçekleşen 118", "tr", [(100, True), (118, False)]),
    ("Количество участников: план 100, факт 118", "ru", [(100, True), (118, False)]),
    ("Кількість учасників: план 100, факт 118", "uk", [(100, True), (118, False)]),
    ("عدد المشاركين: المخطط 100، المنجز 118", "ar", [(100, True), (118, False)]),
    ("Aantal deelnemers: doel 100, behaald 118", "nl", [(100, True), (118, False)]),
    ("Antal deltagere: mål 100, opnået 118", "da", [(100, True), (118, False)]),
    ("Vinieron 120 jóvenes. La meta era de 100.", "es", [(120, None), (100, True)]),
]


@pytest.mark.parametrize(("text", "language", "expected"), TOLD)
def test_planned_and_reached_beside_each_other(
    knowledge: CountKnowledge, text: str, language: str, expected: list[tuple[int, bool | None]]
) -> None:
    found = find_counts(text, knowledge, language)
    assert [(int(mention.value), mention.planned) for mention in found] == expected


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("seven of ten families found a home", "en"),
        ("Three in four participants stayed.", "en"),
        ("Sieben von zehn Familien fanden eine Wohnung", "de"),
        ("sept familles sur dix", "fr"),
        ("siete de cada diez familias", "es"),
        ("sette famiglie su dieci", "it"),
        ("siedem na dziesięć rodzin", "pl"),
        ("семь из десяти семей", "ru"),
        ("zeven van de tien gezinnen", "nl"),
        ("a course of six sessions", "en"),
        ("ein Kurs mit zehn Treffen", "de"),
        ("Number of inhabitants: 45 000", "en"),
    ],
)
def test_shares_and_sizes_are_no_counts(knowledge: CountKnowledge, text: str, language: str) -> None:
    assert find_counts(text, knowledge, language) == ()


@pytest.mark.parametrize(
    ("label", "text", "language", "expected"),
    [
        ("Participants", "120", "en", [("=", 120, "persons")]),
        ("Number of families housed", "over 30", "en", [(">", 30, "families")]),
        ("Teilnehmende", "85", "de", [("=", 85, "persons")]),
        ("Nombre de personnes accompagnées", "250", "fr", [("=", 250, "persons")]),
        ("Duration", "24", "en", []),
        ("Project number", "4512", "en", []),
        ("Population", "4512", "en", []),
    ],
)
def test_the_label_says_what_is_counted(
    knowledge: CountKnowledge, label: str, text: str, language: str, expected: list[object]
) -> None:
    found = find_counts(text, knowledge, language, label=label)
    assert [(mention.comparator, mention.value, mention.unit) for mention in found] == expected


def test_a_unit_may_be_a_target_group_or_the_end_of_a_word() -> None:
    knowledge = CountKnowledge.load(ConceptKnowledge.load())
    student, refugee = (
        find_counts(text, knowledge, language)
        for text, language in (("54 opettajaopiskelijaa", "fi"), ("12 statushouders", "nl"))
    )
    assert [mention.value for mention in (*student, *refugee)] == [54, 12]
    assert find_counts("2 refugee camps", knowledge, "en") == ()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("We trained 85 peer listeners", "en"),
        ("85 aidants formés", "fr"),
        ("Es wurden 85 Sprachpaten ausgebildet", "de"),
    ],
)
def test_a_verb_may_tell_that_persons_are_counted(
    knowledge: CountKnowledge, text: str, language: str
) -> None:
    assert [(int(mention.value), mention.unit) for mention in find_counts(text, knowledge, language)] == [
        (85, "persons")
    ]


@pytest.mark.parametrize(
    ("text", "language", "values"),
    [
        ("Volunteers: 35", "en", [35]),
        ("Participants: 120, volunteers: 35", "en", [120, 35]),
        ("Freiwillige: 35", "de", [35]),
        ("Bénévoles : 35", "fr", [35]),
        ("Inhabitants: 4512", "en", []),
        ("Room: 35", "en", []),
    ],
)
def test_a_label_on_the_line_of_its_number(
    knowledge: CountKnowledge, text: str, language: str, values: list[int]
) -> None:
    assert [int(mention.value) for mention in find_counts(text, knowledge, language)] == values


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("90 women from 12 countries came. 60 of them found work.", "en"),
        ("90 Frauen aus 12 Ländern kamen. 60 von ihnen fanden Arbeit.", "de"),
        ("90 kvinnor från 12 länder kom. 60 av dem fick arbete.", "sv"),
        ("90 femmes de 12 pays sont venues. 60 d'entre elles ont trouvé un emploi.", "fr"),
    ],
)
def test_people_are_a_part_of_people_not_of_the_countries_between(
    knowledge: CountKnowledge, text: str, language: str
) -> None:
    units = [(int(one.value), one.unit) for one in find_counts(text, knowledge, language)]
    assert units == [(90, "persons"), (12, "countries"), (60, "persons")]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Planned are min. 40 people", "en"),
        ("Geplant sind mind. 40 Personen", "de"),
        ("Zapojí se min. 40 osob", "cs"),
        ("Планирано е участие на мин. 40 лица", "bg"),
    ],
)
def test_least_numbers_are_abbreviated(knowledge: CountKnowledge, text: str, language: str) -> None:
    assert [(one.comparator, int(one.value)) for one in find_counts(text, knowledge, language)] == [
        (">=", 40)
    ]


@pytest.mark.parametrize(
    ("text", "language", "values"),
    [
        ("46 repainted fences", "en", [46]),
        ("46 gestrichene Zäune", "de", [46]),
        ("46 clôtures repeintes, 12 lanternes", "fr", [46, 12]),
        ("46 пофарбованих парканів", "uk", [46]),
        ("12 metrów sznurka", "pl", []),
    ],
)
def test_a_line_of_results_counts_what_it_begins_with(
    knowledge: CountKnowledge, text: str, language: str, values: list[int]
) -> None:
    found = find_counts(text, knowledge, language, outcome=True)
    assert [int(one.value) for one in found] == values
    assert find_counts(text, knowledge, language) == ()


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Zaplanowane efekty\n✔ 700 uczniów objętych wsparciem asystentek w szkołach miasta\n", "pl"),
        ("Vállalásaink: legalább 150 tanuló és 40 pedagógus bevonása a tanév végéig.\n", "hu"),
    ],
)
def test_what_is_counted_under_a_label_of_plans_is_planned(text: str, language: str) -> None:
    page = {
        "pl": "Projekt Most\n\nCel\nCelem projektu jest nauka języka w szkołach miasta.\n\n",
        "hu": "Híd projekt\n\nCélok\nA projekt célja a nyelvtanulás az iskolákban.\n\n",
    }[language]
    facts = map_document(read_text((page + text).encode(), name="a.txt"), Knowledge.load()).facts
    assert [dict(fact.details)["planned"] for fact in facts if fact.field == "count"].count(True) == len(
        [fact for fact in facts if fact.field == "count"]
    )
    assert [fact for fact in facts if fact.field == "count"]
