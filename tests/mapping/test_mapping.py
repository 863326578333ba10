"""Whole documents: what is said of them, with exact spans, whatever the document."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from practicegraph.folders import folder
from practicegraph.mapping.fact import Basis
from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapped import MappedDocument
from practicegraph.mapping.mapping import map_document
from practicegraph.mapping.serialization import facts_from_lines, facts_to_lines
from practicegraph.reading.blocks import MASK, Document
from practicegraph.reading.files import READERS, read_folder
from practicegraph.reading.text import read_text

KNOWLEDGE = Knowledge.load()

PAGE = """Good Practices / Evenings with neighbours

Evenings with neighbours

Implementing organisation

Swedish Red Cross

Country

Sweden

Level of

Duration

2 years

Main activities

1 Cooking classes for newly arrived refugees;
2 A choir with people of the street.

More information

How was the Project born?

The kitchen of the parish was empty on Thursdays, and the cook was bored.

Challenges

Too few stoves

Replicability

Any town with a hall can do it.
"""

RECORD = """Die Abende am Fluss

Träger: Flusshaus e.V.
Laufzeit: 1. März 2020 – 30. April 2021
Land: Deutschland
Ziel: Nachbarn und Geflüchtete sollen sich beim Kochen kennenlernen.
Ansprechpartner: Frau Erika Beispiel
E-Mail: erika.beispiel@example.org
"""


def mapped(text: str, name: str = "page.txt", language: str | None = None) -> MappedDocument:
    return map_document(read_text(text.encode(), name=name, language=language), KNOWLEDGE)


def told(result: MappedDocument, *fields: str) -> list[tuple[str, object, str]]:
    return [(fact.field, fact.value, fact.exact) for fact in result.facts if fact.field in fields]


def test_a_page_of_fields() -> None:
    page = mapped(PAGE)
    assert told(page, "kind", "title", "activity", "challenge", "origin", "replicability") == [
        ("kind", "practice", "Good Practices"),
        ("title", "Evenings with neighbours", "Evenings with neighbours"),
        ("origin", "The kitchen of the parish was empty on Thursdays, and the cook was bored.",
         "The kitchen of the parish was empty on Thursdays, and the cook was bored."),
        ("activity", "Cooking classes for newly arrived refugees;", "Cooking classes for newly arrived refugees;"),
        ("activity", "A choir with people of the street.", "A choir with people of the street."),
        ("challenge", "Too few stoves", "Too few stoves"),
        ("replicability", "Any town with a hall can do it.", "Any town with a hall can do it."),
    ]  # fmt: skip
    assert [fact.detail("position") for fact in page.facts if fact.field == "activity"] == [1, 2]
    assert told(page, "country", "duration") == [("country", "SE", "Sweden"), ("duration", "P2Y", "2 years")]
    (level,) = (fact for fact in page.facts if fact.field == "level")
    assert (level.basis, level.value, level.exact) == (Basis.MISSING, None, "Level of")


def test_a_record_in_another_language() -> None:
    record = mapped(RECORD)
    assert told(record, "title", "start", "end", "country", "objective") == [
        ("title", "Die Abende am Fluss", "Die Abende am Fluss"),
        ("objective", "Nachbarn und Geflüchtete sollen sich beim Kochen kennenlernen.",
         "Nachbarn und Geflüchtete sollen sich beim Kochen kennenlernen."),
        ("country", "DE", "Deutschland"),
        ("start", "2020-03-01", "1. März 2020 – 30. April 2021"),
        ("end", "2021-04-30", "1. März 2020 – 30. April 2021"),
    ]  # fmt: skip
    assert {fact.language for fact in record.facts} == {"de"}


def test_personal_data_is_masked_and_kept_apart() -> None:
    record = mapped(RECORD)
    assert "erika" not in record.document.text.casefold()
    assert MASK * len("erika.beispiel@example.org") in record.document.text
    assert len(record.document.text) == len(RECORD)
    assert "erika.beispiel@example.org" in {fact.value for fact in record.personal}
    assert all(fact.field == "contact" and fact.detail("personal") is True for fact in record.personal)
    assert all(RECORD[fact.start : fact.end] == fact.exact for fact in record.personal)
    assert not any("erika" in facts_to_lines([fact]).casefold() for fact in record.facts)


def test_a_page_without_a_title_gets_none_invented() -> None:
    text = "The kitchen was small, and so they moved to the hall.\n\nCountry\nSweden\n"
    (title,) = (fact for fact in mapped(text).facts if fact.field == "title")
    assert (title.basis, title.value) == (Basis.MISSING, None)


def test_a_title_in_quotation_marks_over_two_rows() -> None:
    form = '\t"Evenings with\t\nTitle\tneighbours"\t\n\tFunded by the county\t\nCountry\tSweden\t\nDuration\t2 years\t\n'
    assert [value for _, value, _ in told(mapped(form), "title")] == ["Evenings with neighbours"]


def test_several_practices_in_one_document_are_numbered() -> None:
    one = "Projekt\n{}\n\nMål: Grannar lagar mat.\nTid: maj 2016 – juni 2017\nProjektägare: Lunds kommun\n\n"
    pages = mapped(one.format("Kvällar vid ån") + one.format("Bröd för alla"), language="sv")
    assert [(fact.part, fact.value) for fact in pages.facts if fact.field in ("kind", "title")] == [
        (None, "collection"),
        (1, "practice"),
        (1, "Kvällar vid ån"),
        (2, "practice"),
        (2, "Bröd för alla"),
    ]
    assert [fact.part for fact in pages.facts if fact.field == "start"] == [1, 2]


def test_an_unknown_layout_still_has_a_title_and_an_aim() -> None:
    text = (
        "Evenings with neighbours\n\nThe aim of the evenings is to bring refugees and neighbours to one table. "
        "People cook in an old hall by the river in Sweden.\n"
    )
    page = mapped(text)
    assert told(page, "title") == [("title", "Evenings with neighbours", "Evenings with neighbours")]
    (aim,) = (fact for fact in page.facts if fact.field == "objective")
    assert aim.exact.startswith("The aim")
    assert aim.confidence <= 0.7


def test_a_language_nobody_knows_gives_facts_without_failing() -> None:
    page = mapped(
        "Kvöldin við ána\n\nNágrannar elda saman í gömlum sal við ána á hverju fimmtudagskvöldi.\n",
        language="is",
    )
    assert {fact.language for fact in page.facts} == {"is"}


# Rules for every document ------------------------------------------------------------------------


def check(result: MappedDocument, document: Document) -> None:
    """Check what holds of every mapped document: exact spans, masks of the same length, stable order."""
    text = result.document.text
    assert len(text) == len(document.text)
    for fact in result.facts:
        assert 0 <= fact.start <= fact.end <= len(text)
        assert text[fact.start : fact.end] == fact.exact
        assert 0 < fact.confidence <= 1
        assert (fact.value is None) == (fact.basis is Basis.MISSING)
    for fact in result.personal:
        assert document.text[fact.start : fact.end] == fact.exact
        assert set(text[fact.start : fact.end]) <= {MASK, "\n"}
    assert list(result.facts) == sorted(result.facts, key=lambda fact: fact.order)
    lines = facts_to_lines(result.facts)
    assert facts_to_lines(facts_from_lines(lines)) == lines


@pytest.mark.parametrize("where", ["seeds", "corpus/documents"])
def test_spans_are_exact_in_the_reference_documents(shared: Path, where: str) -> None:
    for document in read_folder([shared / where]):
        result = map_document(document, KNOWLEDGE)
        check(result, document)
        assert result == map_document(document, KNOWLEDGE)


def test_spans_are_exact_in_the_shipped_documents() -> None:
    shipped = folder("data", "documents")
    assert [path for path in shipped.rglob("*") if path.suffix in READERS]
    for document in read_folder([shipped]):
        check(map_document(document, KNOWLEDGE), document)


PIECES = st.lists(
    st.one_of(
        st.sampled_from(sorted(KNOWLEDGE.headings.by_form)),
        st.sampled_from(
            [
                "",
                "-",
                "Sweden, Norway",
                "more than 40 refugees in Lund",
                "1 one",
                "2 two",
                "Title\tTea",
                "\tvalue",
                "tel. 08 123 45 67, a@b.example",
                "SDG 4 and 11",
                "1 May 2020 – 3 June 2021",
                "100% by the AMIF",
                "Mr. John Example",
                "<ul><li>tea</li><li>bread</li></ul>",
                "“Tea",
                "https://example.org/a.",
            ]
        ),
        st.text(max_size=30),
    ),
    max_size=10,
).map("\n".join)


@settings(max_examples=60)
@given(PIECES)
def test_spans_are_exact_in_any_document(text: str) -> None:
    document = read_text(b"x" + text.encode("utf-8", errors="replace").replace(b"\0", b" "), name="any.txt")
    result = map_document(document, KNOWLEDGE)
    check(result, document)
    assert result == map_document(document, KNOWLEDGE)


@pytest.mark.parametrize(
    ("day", "language"), [("12 April 2023", "en"), ("12.04.2023", "de"), ("12 квітня 2023 року", "uk")]
)
def test_a_day_alone_over_running_text_is_the_day_of_news(day: str, language: str) -> None:
    text = f"A cup of tea\n\n{day}\n\nThe club poured tea for its new neighbours, and they liked it well.\n"
    facts = map_document(read_text(text.encode(), name="a.txt", language=language), Knowledge.load()).facts
    told = {fact.field: fact.value for fact in facts if fact.field in ("kind", "published")}
    assert told == {"kind": "news", "published": "2023-04-12"}


@pytest.mark.parametrize(
    ("owner", "language"),
    [
        ("Municipality of Wels", "en"),
        ("Stadt Graz", "de"),
        ("Δήμος Αθηναίων", "el"),
        ("Comune di Bari", "it"),
    ],
)
def test_an_authority_that_owns_a_page_is_not_its_title(owner: str, language: str) -> None:
    text = f"{owner}\nA cup of tea\n\nThe club pours tea for its new neighbours, and they like it well. They come on Mondays.\n"
    facts = map_document(read_text(text.encode(), name="a.txt", language=language), Knowledge.load()).facts
    assert [fact.value for fact in facts if fact.field == "title"] == ["A cup of tea"]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("80 000 EUR, of which the fund pays 75 %", {"budget": [80000], "fundingAmount": []}),
        ("60 000 EUR (75 %)", {"budget": [], "fundingAmount": [60000]}),
        ("75 % - 60 000 EUR", {"budget": [], "fundingAmount": [60000]}),
    ],
)
def test_an_amount_beside_a_percentage_is_a_part_of_the_budget(
    value: str, expected: dict[str, list[int]]
) -> None:
    document = read_text(f"Tea\n\nTotal budget: {value}\n".encode(), name="a.txt", language="en")
    facts = map_document(document, Knowledge.load()).facts
    assert {name: [fact.value for fact in facts if fact.field == name] for name in expected} == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Details of the tea (ID# 4711)", ["4711"]),
        ("Ref.: TEA-12/3, a quiet club", ["TEA-12/3"]),
        ("Every child gets an ID card with 3 stamps", []),
        ("See page 4711 of the book", []),
    ],
)
def test_a_code_after_its_sign_is_an_identifier(line: str, expected: list[str]) -> None:
    facts = map_document(read_text(f"Tea\n\n{line}\n".encode(), name="a.txt"), Knowledge.load()).facts
    assert [fact.value for fact in facts if fact.field == "identifier"] == expected
