"""Headings told by the words they are made of: known headings as a check, and what they must not be."""

from __future__ import annotations

import csv

import pytest

from practicegraph.errors import InvalidDataError
from practicegraph.folders import folder
from practicegraph.mapping.cues import Cues
from practicegraph.mapping.heading_words import HeadingWords
from practicegraph.mapping.headings import HeadingLexicon, folded
from practicegraph.mapping.segmentation import segment
from practicegraph.reading.text import read_text

WORDS = HeadingWords.load()
RULES = HeadingWords(WORDS.languages)
"""Without the statistics, which know the headings of the list."""
ALIKE = (
    {"funding", "funder", "fundingProgramme", "fundingAmount", "fundingShare", "budget"},
    {"implementer", "lead", "contact"}, {"partner", "reporter"}, {"description", "objective", "activity", "method"},
    {"period", "start", "end", "duration", "published"}, {"result", "impact", "progress"}, {"targetGroup", "beneficiary"},
    {"origin", "challenge"},
)  # fmt: skip
"""Fields that share their words: which is meant is for the list of headings to say."""


def test_the_words_of_known_headings_tell_their_fields() -> None:
    """The list of headings was not made from the words, so it shows how far they can be trusted.

    Labels that ask for no field ("status") are listed where their words mislead: of them few may seem to ask for one.
    """
    fields: dict[tuple[str, str], set[str]] = {}
    with folder("data", "lexicon", "headings.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["role"] == "field" and not row["within"]:
                fields.setdefault((row["language"], row["form"]), set()).add(row["field"])
    read = {heading: RULES.read(heading[1], [heading[0]]) for heading in fields}
    idle = [heading for heading, asked in fields.items() if asked == {"status"}]
    misread = [heading for heading in idle if (told := read[heading]) is not None and told.field != "status"]
    asking = {
        heading: reading.field
        for heading, reading in read.items()
        if reading is not None and fields[heading] != {"status"}
    }
    right = [
        heading
        for heading, field in asking.items()
        if field in fields[heading] or any(field in alike and alike & fields[heading] for alike in ALIKE)
    ]
    assert len(asking) >= 0.75 * (len(fields) - len(idle))
    assert len(right) >= 0.94 * len(asking)
    assert len(misread) <= 0.2 * len(idle)


@pytest.mark.parametrize(
    ("heading", "language", "field"),
    [
        ("Estimated cost of the measure", "en", "budget"),
        ("Measure period", "en", "period"),
        ("Zeitraum der Durchführung", "de", "period"),
        ("Termín realizace", "cs", "period"),
        ("Comment est née cette idée ?", "fr", "origin"),
        ("Chi paga?", "it", "funding"),
        ("Kimlere yönelik?", "tr", "targetGroup"),
        ("Ποιος πληρώνει;", "el", "funding"),
        ("The red bicycle", "en", None),
    ],
)
def test_headings_no_list_has(heading: str, language: str, field: str | None) -> None:
    reading = WORDS.read(heading, [language])
    assert (None if reading is None else reading.field) == field


def test_marks_count_in_latin_letters_only() -> None:
    assert folded("FÖRDERUNG ΠΕΡΊΟΔΟΣ Ёж") == ["förderung", "περιοδοσ", "еж"]


def test_a_question_without_words_that_tell_takes_no_value_from_the_next() -> None:
    text = (
        "Page\n\nWho runs it?\nCity of Turku\n\nIs it green?\nYes, all of it.\n\nWhat was hard?\nThe rain.\n"
    )
    sections = segment(
        read_text(text.encode(), name="a.txt"), HeadingLexicon.load(), Cues.load(), WORDS, "en"
    )
    values = {section.field: [block.text for block in section.values] for section in sections}
    assert values["implementer"] == ["City of Turku"]
    assert values["challenge"] == ["The rain."]


def test_strong_words_tell_their_field_whatever_more_words_tell() -> None:
    rows = [("head", "last"), ("budget", "total cost"), ("!status", "ticket")]
    words = HeadingWords.of([{"language": "en", "field": field, "words": form} for field, form in rows])
    cost, ticket = words.read("Total cost", ["en"]), words.read("Total cost of some odd ticket", ["en"])
    assert cost is not None
    assert ticket is not None
    assert (cost.field, ticket.field, ticket.whole) == ("budget", "status", False)


def test_a_language_says_where_the_head_of_a_heading_stands() -> None:
    with pytest.raises(InvalidDataError, match="is,head"):
        HeadingWords.of([{"language": "is", "field": "budget", "words": "kostnað*"}])


@pytest.mark.parametrize(
    ("heading", "language"),
    [
        ("Results of the referendum", "en"),
        ("Zweck der Datenverarbeitung", "de"),
        ("Durée de conservation des cookies", "fr"),
        ("Miejsce wydania paszportu", "pl"),
        ("Başvuru değerlendirme ölçütleri", "tr"),
        ("نتائج الانتخابات", "ar"),
    ],
)
def test_words_of_other_things_tell_that_a_heading_asks_for_nothing(heading: str, language: str) -> None:
    assert RULES.read(heading, [language]) is not None
    reading = WORDS.read(heading, [language])
    assert reading is not None
    assert reading.field == "status"


@pytest.mark.parametrize(
    ("heading", "language"),
    [
        ("Auswahl der Teilnehmenden", "de"),  # no Wahl
        ("Udvalget bag projektet", "da"),  # no valg
        ("Urvalet av deltagare", "sv"),
        ("A kiválasztás módja", "hu"),
        ("Выбор целевой группы", "ru"),
        ("A pályázat célja", "hu"),  # what was applied for
        ("Начало работы", "ru"),
        ("Contribution of the city budget", "en"),
        ("Buget aprobat", "ro"),
    ],
)
def test_words_like_those_of_other_things_are_none(heading: str, language: str) -> None:
    reading = WORDS.read(heading, [language])
    assert reading is None or reading.field != "status"


ASKED = [
    ("en", "Which results can be shown to an auditor?", "result"),
    ("es", "¿Qué actuaciones concretas se han realizado hasta la fecha?", "activity"),
    ("es", "¿Qué resultados pueden acreditarse con documentos?", "result"),
    ("it", "Quali risultati si possono esibire a un revisore?", "result"),
    ("de", "Welche Ergebnisse können einem Prüfer gezeigt werden?", "result"),
    ("fr", "Quels résultats pourrait-on montrer à un contrôleur ?", "result"),
]


@pytest.mark.parametrize(("language", "question", "field"), ASKED)
def test_a_question_asks_for_the_noun_behind_its_first_word(language: str, question: str, field: str) -> None:
    reading = HeadingWords.load().read(question, [language])
    assert reading is not None
    assert reading.field == field


def test_what_is_no_question_is_not_asked_for_its_first_noun() -> None:
    reading = HeadingWords.load().read("Qué resultados pueden acreditarse con documentos", ["es"])
    assert reading is None or reading.field != "activity"


@pytest.mark.parametrize(
    ("language", "heading", "field"),
    [
        ("de", "Bitte beachten Sie", "status"),
        ("uk", "Зверніть увагу", "status"),
        ("el", "Η γνώμη του ειδικού", "status"),
        ("sk", "Názor odborníka", "status"),
        ("hu", "Szakértői vélemény", "status"),
        ("bg", "Какво бихте направили по различен начин?", "status"),
        ("fr", "C'est pour qui ?", "targetGroup"),
        ("es", "¿Qué costó?", "budget"),
        ("et", "Mis see maksma läks?", "budget"),
        ("es", "¿Quién lo pagó?", "funding"),
        ("lt", "Kas už tai mokėjo?", "funding"),
        ("sv", "Med vems hjälp?", "partner"),
        ("de", "Was ist daraus geworden?", "result"),
        ("hu", "Mit értek el?", "result"),
        ("cs", "Rady pro ty, kdo chtějí začít", "replicability"),
        ("lt", "Kaip tuo gali pasinaudoti kiti?", "replicability"),
    ],
)
def test_questions_and_notes_of_pages_ask_for_their_fields(language: str, heading: str, field: str) -> None:
    lexicon = HeadingLexicon.load()
    text = f"12\n\n3 + 3 = 6.\n\n{heading}\n\n3 + 3 = 6, 4 + 4 = 8.\n"
    document = read_text(text.encode(), name="a.txt", language=language)
    last = segment(document, lexicon, Cues.load(), HeadingWords.load(lexicon), language)[-1]
    assert (last.field or "status") == field
