"""Sections: every way of standing under a heading that forms and pages know."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from practicegraph.mapping.cues import Cues
from practicegraph.mapping.headings import HeadingLexicon
from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.mapping.section import Section
from practicegraph.mapping.segmentation import segment
from practicegraph.reading.markdown import read_markdown
from practicegraph.reading.text import read_text

LEXICON = HeadingLexicon.load()
CUES = Cues.load()


def sections(text: str, *, markdown: bool = False) -> tuple[Section, ...]:
    read = read_markdown if markdown else read_text
    return segment(read(text.encode(), name="a"), LEXICON, CUES)


def told(text: str, *, markdown: bool = False) -> list[tuple[str | None, list[str]]]:
    return [
        (section.field, [block.text for block in section.values])
        for section in sections(text, markdown=markdown)
    ]


def test_a_heading_on_its_line() -> None:
    assert told("Tea House\n\nCountry\n\nSweden\n\nDuration\n2 years\n") == [
        (None, ["Tea House"]),
        ("country", ["Sweden"]),
        ("duration", ["2 years"]),
    ]


def test_a_heading_after_a_heading_has_no_value() -> None:
    assert told("Level of\n\n\nTarget group\n\nCountry\n\nSweden") == [
        ("level", []),
        ("targetGroup", []),
        ("country", ["Sweden"]),
    ]


@pytest.mark.parametrize("empty", ["-", "- -", "–", "n/a", "N/A", "..."])
def test_a_sign_of_emptiness_is_no_value(empty: str) -> None:
    assert told(f"Country\n{empty}\nDuration\n2 years") == [("country", []), ("duration", ["2 years"])]


def test_glued_headings_and_several_on_a_line() -> None:
    assert told("Country: Sweden\nDuration - 2 years\nBudget:400 EUR") == [
        ("country", ["Sweden"]),
        ("duration", ["2 years"]),
        ("budget", ["400 EUR"]),
    ]
    assert told("Start: 1 May 2020 - End: 2 May 2021. Funding: the county") == [
        ("start", ["1 May 2020"]),
        ("end", ["2 May 2021."]),
        ("funding", ["the county"]),
    ]


def test_a_colon_in_prose_makes_no_heading() -> None:
    text = "They asked for three things: a room, a stove and, as one result: warmth, at 10:30 or http://example.org/budget: x."
    assert told(text) == [(None, [text])]


def test_a_question_with_its_answer() -> None:
    assert told("Is it transferable? Yes, to any town") == [("replicability", ["Yes, to any town"])]


def test_list_items_that_are_keys_and_values_in_turn() -> None:
    assert told(
        "Details\n- City\n- Lund, Umeå\n- Organisation\n- Tea House\n- Project dates\n- -\n- Posted by"
    ) == [
        (None, []),
        ("place", ["Lund, Umeå"]),
        ("implementer", ["Tea House"]),
        ("period", []),
        ("reporter", []),
    ]


def test_a_list_that_only_mentions_such_words_stays_a_list() -> None:
    assert told(
        "Objectives\n- Evaluation\n- better soup for all of the street\n- more bread\n- longer evenings"
    ) == [
        ("objective", ["Evaluation", "better soup for all of the street", "more bread", "longer evenings"]),
    ]


def test_a_form_with_labels_centred_in_tall_cells() -> None:
    form = (
        "1 – Organization / Individuals\t\t\n"
        "Name\tTea House\t\n"
        "2 – Action / Project / Activity\t\t\n"
        '\t"Evenings with\t\n'
        'Title\tneighbours"\t\n'
        "\tFunded by the county\t\n"
        "Description\tTarget group:\t\n"
        "\tNeighbours\t\n"
        "\tMethodology:\t\n"
        "\tThey cook and the\t\n"
        "\n"
        "guests wash up.\n"
        "3 - Products / Results\t3 - Products / Results\t\n"
        "Description\t<ul> <li>a cookbook</li> <li>a choir</li> </ul>\t\n"
    )
    assert told(form) == [
        (None, []),
        ("implementer", ["Tea House"]),
        (None, []),
        ("title", ['"Evenings with', 'neighbours"', "Funded by the county"]),
        ("description", []),
        ("targetGroup", ["Neighbours"]),
        ("method", ["They cook and the", "guests wash up."]),
        (None, []),
        ("result", ["a cookbook", "a choir"]),
    ]
    assert [section.nested for section in sections(form) if section.field == "description"] == [True]


def test_a_table_under_a_row_of_headings() -> None:
    table = "Title\tCountry\tDuration\nTea House\tSweden\t2 years\nBread Days\tNorway\t1 year\n"
    assert told(table) == [
        ("title", ["Tea House"]), ("country", ["Sweden"]), ("duration", ["2 years"]),
        ("title", ["Bread Days"]), ("country", ["Norway"]), ("duration", ["1 year"]),
    ]  # fmt: skip


def test_the_same_words_as_a_link_box_and_as_a_group() -> None:
    text = "More information\n\nMain activities\n\nCooking together.\n\nMore information\n\nChallenges\n\nToo few stoves."
    assert told(text) == [
        ("link", []),
        ("activity", ["Cooking together."]),
        (None, []),
        ("challenge", ["Too few stoves."]),
    ]
    assert told("Country\nSweden\n\nMore information\n\ntea.example.org")[-1] == ("link", ["tea.example.org"])
    prose = "The evenings began in a kitchen and moved into the hall when the kitchen was too small."
    assert told(f"Country\nSweden\n\nMore information\n\n{prose}")[-1] == ("description", [prose])


def test_an_introduced_list_ends_with_its_items() -> None:
    text = "Impact of the two years:\n- 40 guests\n- 3 cooks\n\nThe county watched it all with great interest and some envy."
    assert told(text) == [
        ("impact", ["40 guests", "3 cooks"]),
        (None, ["The county watched it all with great interest and some envy."]),
    ]


def test_a_value_on_the_label_line_ends_there() -> None:
    text = "Country: Sweden\n\nEvenings for neighbours\n\nPeople cook for each other in an old hall by the river, every week."
    assert [values for _, values in told(text)] == [
        ["Sweden"],
        ["Evenings for neighbours", "People cook for each other in an old hall by the river, every week."],
    ]


def test_records_without_separators() -> None:
    text = "Title Evenings with neighbours\nStatus Completed\nDate 01/06/2011 - 31/12/2011\nLocation Lund"
    assert told(text) == [
        ("title", ["Evenings with neighbours"]),
        ("status", ["Completed"]),
        ("period", ["01/06/2011 - 31/12/2011"]),
        ("place", ["Lund"]),
    ]
    lone = "Results Matter To Everybody"
    assert told(lone) == [(None, [lone])]


def test_marked_headings_that_nobody_knows_end_a_section() -> None:
    text = "# Evenings\n\n## Challenges\n\nToo few stoves.\n\n## What the paper wrote\n\nMuch.\n"
    assert told(text, markdown=True) == [
        (None, []),
        ("challenge", ["Too few stoves."]),
        (None, ["Much."]),
    ]


PIECES = st.lists(
    st.one_of(
        st.sampled_from(sorted(LEXICON.by_form)),
        st.sampled_from(
            ["", "", "-", "Sweden", "- item", "1 one", "2 two", "Key\tvalue", "\tvalue", "Name\t"]
        ),
        st.text(alphabet="aeinrst :.-–\tÅä1", max_size=30),
    ),
    max_size=14,
).map("\n".join)


@given(PIECES)
@example("2030 agenda goals\n\ta\t.\n:\t1")
def test_no_value_is_lost_doubled_or_out_of_place(text: str) -> None:
    document = read_text(f"x{text}".encode(), name="a")
    found = segment(document, LEXICON, CUES)
    values = [block for section in found for block in section.values]
    assert all(document.text[block.start : block.end] == block.text for block in values)
    assert len({block.start for block in values}) == len(values)
    assert all(  # a cell of a grid has the label of its row, and no span of its own
        document.text[section.start : section.end] == section.label
        for section in found
        if section.start < section.end
    )
    covered = {at for block in values for at in range(block.start, block.end)}
    covered |= {at for section in found for at in range(section.start, section.end)}
    for block in document.blocks:
        lost = [at for at in range(block.start, block.end) if at not in covered]
        assert (
            not any(document.text[at].isalnum() for at in lost) or CUES.is_empty(block.text) or "\t" in text
        )


def test_rows_whose_key_never_comes_stay_in_order() -> None:
    assert told("Title\n\tvalue\nBread and soup") == [("title", ["value", "Bread and soup"])]


def test_a_label_in_brackets_ends_with_them() -> None:
    assert told("Funding: the county (contract number: AB/15), and the parish") == [
        ("funding", ["the county", "and the parish"]),
        ("identifier", ["AB/15"]),
    ]


def test_an_unknown_label_below_a_known_one_takes_its_value_away() -> None:
    assert told("Funding: the county\nColour of the oven: 12 red tiles\nCountry: Sweden") == [
        ("funding", ["the county"]),
        (None, ["Colour of the oven: 12 red tiles"]),
        ("country", ["Sweden"]),
    ]


@pytest.mark.parametrize(
    ("title", "partner", "result", "unknown"),
    [
        ("Title of the good practice", "With whom?", "What was achieved?", "How did the team feel?"),
        ("Titel", "Mit wem?", "Was wurde erreicht?", "Wie ging es dem Team?"),
        ("Titre", "Avec qui ?", "Quels résultats ?", "Comment va l'équipe ?"),
        ("Titolo della buona pratica", "Con quali partner?", "Risultati raggiunti", "Come sta il gruppo?"),
        ("Заглавие", "С кого?", "Какво беше постигнато?", "Как се чувства екипът?"),
    ],
)
def test_the_headings_of_a_form_may_be_numbered(title: str, partner: str, result: str, unknown: str) -> None:
    text = f"1. {title}\nTea\n\n2. {partner}\nCity of Wels\n\n3. {unknown}\nBlue sky\n\n4. {result}\n1. Rain\n2. Sun\n"
    assert told(text) == [
        ("title", ["Tea"]),
        ("partner", ["City of Wels"]),
        (None, ["Blue sky"]),
        ("result", ["Rain", "Sun"]),
    ]


def test_numbered_items_are_no_headings() -> None:
    assert told("Activities\n1. Training\n2. Evaluation\n3. Results\n") == [
        ("activity", ["Training", "Evaluation", "Results"])
    ]


@pytest.mark.parametrize(
    ("groups", "direct", "indirect", "aims", "people", "results"),
    [
        ("Target groups", "Main target groups", "Indirect target groups", "Aims and activities", "mothers", "Results"),
        ("Zielgruppen", "Direkte Zielgruppen", "Indirekte Zielgruppen", "Ziele und Maßnahmen", "Mütter", "Ergebnisse"),
        ("Kohderyhmä", "Varsinaiset kohderyhmät", "Välilliset kohderyhmät", "Tavoitteet ja toimenpiteet", "äidit", "Tulokset"),
        ("Skupiny", "Hlavní cílové skupiny", "Nepřímé cílové skupiny", "Cíle a aktivity", "matky", "Výsledky"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("mark", ["", "."])
def test_counted_parts_of_a_numbered_heading_are_headings(
    groups: str, direct: str, indirect: str, aims: str, people: str, results: str, mark: str
) -> None:
    text = (
        f"1{mark} Tea\nKettle\n\n2{mark} Rain\n2.1 {aims}\n\nWe sew.\n1) one\n2) two\n3) three\n\n"
        f"3{mark} {groups}\n3.1 {direct}\n{people}\n3.2 {indirect}\nneighbours\n\n4{mark} {results}\nFewer stay alone.\n"
    )
    found = told(text)
    assert ("description", ["We sew.", "one", "two", "three"]) in found
    assert [values for field, values in found if field in ("targetGroup", "beneficiary")] == [
        [people],
        ["neighbours"],
    ]
    assert ("result", ["Fewer stay alone."]) in found


def test_counted_lines_right_below_each_other_are_no_headings() -> None:
    assert ("activity", ["1.1 Sewing", "1.2 Cooking", "1.3 Visits"]) in told(
        "1. Activities\n1.1 Sewing\n1.2 Cooking\n1.3 Visits\n\n2. Place\nLeeds\n"
    )


def test_a_value_that_is_a_heading_elsewhere() -> None:
    text = "Cooking\n\nLevel\n\nLocal\n\nCountry\n\nSweden\n"

    assert ("level", ["Local"]) in told(text)
    assert "place" not in dict(told(text))


@pytest.mark.parametrize(
    "closing",
    [
        "Thank you!",
        "The project has received funding from the Asylum, Migration and Integration Fund.",
        "Das Projekt wird kofinanziert durch die Europäische Union.",
        "Projekt współfinansowany z Funduszu Azylu",
        "Grazie!",
    ],
)
def test_a_closing_line_is_none_of_the_last_field(closing: str) -> None:
    *_, (field, values), (last, _) = told(f"Results\n\n45 families found a home.\n\n{closing}\n")
    assert (field, values, last) == ("result", ["45 families found a home."], None)


def test_thanks_that_begin_a_sentence_close_nothing() -> None:
    text = "Grazie al progetto 45 famiglie hanno trovato casa."
    assert told(f"Risultati\n\nLa rete continua.\n\n{text}\n")[-1] == ("result", ["La rete continua.", text])


@pytest.mark.parametrize("line", ["120 Familien (Ziel: 100)", "120 families (objective: 100)"])
def test_a_label_in_brackets_of_a_number_opens_nothing(line: str) -> None:
    assert told(f"Results\n\n{line}\n") == [("result", [line])]


@pytest.mark.parametrize(
    ("groups", "rows"),
    [
        (("1. General data", "3. Results", "4. Resources"), ("Place", "Results achieved", "Total budget")),
        (("1. Allgemeine Angaben", "2. Ergebnisse", "3. Ressourcen"), ("Ort", "Zielgruppe", "Gesamtbudget")),
        (
            ("1. Date generale", "3. Rezultate", "4. Resurse"),
            ("Localitatea", "Rezultate obținute", "Buget total"),
        ),
        (("1. Общи данни", "2. Резултати", "3. Ресурси"), ("Място", "Целева група", "Общ бюджет")),
        (("1. Yleistiedot", "2. Tulokset", "3. Resurssit"), ("Paikka", "Kohderyhmä", "Budjetti")),
    ],
)
@pytest.mark.parametrize(
    "form", ["{}\n\n{}\nvalue 7\n\n", "{}\n\n{}: value 7\n\n", "## {}\n\n{}: value 7\n\n"]
)
def test_a_numbered_heading_over_labelled_rows_is_no_empty_field(
    groups: tuple[str, ...], rows: tuple[str, ...], form: str
) -> None:
    text = "A title\n\n" + "".join(form.format(group, row) for group, row in zip(groups, rows, strict=True))
    found = sections(text, markdown=True)
    assert [
        section.label for section in found if section.field and not section.values and not section.nested
    ] == []
    assert sum(section.field is not None and bool(section.values) for section in found) == len(rows)


def test_a_numbered_field_without_a_value_stays_empty() -> None:
    found = told("1. Country\nSweden\n\n2. Target group\n\n3. Results\n40 people found work\n")
    assert ("targetGroup", []) in found


@pytest.mark.parametrize(
    ("label", "value", "title", "prose"),
    [
        ("Theme", "Jobs and skills", "The Sewing Room by the Canal", "Women from nine countries sew here"),
        (
            "Region",
            "Toscana",
            "Tè alla stazione",
            "In stazione si beve il tè e si impara a leggere gli orari",
        ),
        (
            "Thema",
            "Arbeit und Beruf",
            "Nähen am Kanal",
            "Frauen aus neun Ländern nähen hier und lernen dabei",
        ),
        ("Temat", "Praca i zawód", "Szycie nad kanałem", "Kobiety z dziewięciu krajów szyją tu i uczą się"),
    ],
)
def test_a_value_right_below_its_label_ends_at_a_blank_line(
    label: str, value: str, title: str, prose: str
) -> None:
    first, last = told(f"{label}\n{value}\n\n{title}\n\n{prose}\n")
    assert first[1] == [value]
    assert last == (None, [title, prose])


@pytest.mark.parametrize(
    "text",
    [
        "We sew in the old mill. Aims: to meet neighbours\n\nShow the map\n",
        "Wir nähen in der alten Mühle. Ziele: Nachbarn treffen\n\nKarte zeigen\n",
        "Šijemy we młynie. Cele: poznać sąsiadów\n\nPokaż mapę\n",
    ],
)
def test_a_label_inside_a_paragraph_ends_with_it(text: str) -> None:
    parts = told(text)
    assert [name for name, _ in parts] == [None, "objective", None]
    assert len(parts[1][1]) == 1


@pytest.mark.parametrize(
    "label",
    [
        "Programming period",
        "Förderperiode",
        "Période de programmation",
        "Periodo di programmazione",
        "Okres programowania",
        "Programové období",
        "Programozási időszak",
        "Ohjelmakausi",
        "Προγραμματική περίοδος",
        "Програмен период",
    ],
)
def test_the_years_of_a_fund_are_no_period_of_a_project(label: str) -> None:
    assert told(f"{label}: 2014-2020\n") == [("status", ["2014-2020"])]


@pytest.mark.parametrize(
    "heading",
    ["What's next?", "Wie geht es weiter?", "Et la suite ?", "Co dalej?", "Vad händer nu?", "Що далі?"],
)
def test_what_comes_next_is_no_field(heading: str) -> None:
    assert [name for name, _ in told(f"Budget\n500 EUR\n\n{heading}\nWe go on in spring.\n")] == [
        "budget",
        None,
    ]


def test_a_name_in_quotation_marks_is_in_no_label() -> None:
    text = (
        "Незалежну оцінку провела агенція «Верба»: 70% задоволені.\n\nТривалість: 2 роки\nБюджет: 500 євро\n"
    )
    assert [name for name, _ in told(text)] == [None, "duration", "budget"]


def test_the_next_numbered_line_of_a_form_is_its_question_whatever_it_says() -> None:
    questions = (
        "1. Title\nTea House\n\n2. Target group\nRefugees\n\n3. Place\nLeeds\n\n"
        "4. Tell us in short what you do (five points at most).\na) lessons\nb) visits\n\n5. Results\nForty families came.\n"
    )
    facts = map_document(read_text(questions.encode(), name="form.txt"), Knowledge.load()).facts
    assert [fact.exact for fact in facts if fact.field == "place"] == ["Leeds"]
    assert all("Tell us" not in str(fact.exact) for fact in facts)


def test_words_before_a_label_are_of_it() -> None:
    text = (
        "Tea House\n\nProject number:\nLV-0217\nInitial project cost:\n€91,200\nFrom EEA Grants:\n€78,450\n"
        "Project grant rate: 90%\n\nThe project helps refugees in Riga.\n"
    )
    facts = map_document(read_text(text.encode(), name="card.txt"), Knowledge.load()).facts
    told = {(fact.field, fact.value) for fact in facts}
    assert {("budget", 91200), ("fundingAmount", 78450), ("fundingShare", 90)} <= told
    assert not {fact.field for fact in facts} & {"origin", "activity"}
