"""Evaluation: hand-made mapped documents whose hits, misses and false facts are known."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from practicegraph.errors import InvalidDataError
from practicegraph.mapping.evaluation import Kind, Score, evaluate, judge, normal_value
from practicegraph.mapping.evaluation_report import evaluation_to_json, evaluation_to_text
from practicegraph.mapping.fact import Basis, Fact
from practicegraph.mapping.gold import SPAN_FIELDS, GoldDocument, check_spans, gold_from_lines, read_gold
from practicegraph.mapping.mapped import MappedDocument
from practicegraph.reading.blocks import Document

TEXT = "Country\nBulgaria\nMain Activities\nLanguage courses\nHelp with housing\nMore than 370 persons\n" * 2
NAME = "a.txt"

HEAD = {
    "document": NAME,
    "complete": ["country", "count", "activity", "sdg"],
    "layout": "x",
    "language": "en",
}
GOLD = [
    {"field": "country", "value": "BG", "start": 8, "end": 16},
    {"field": "implementer", "value": "Bulgarian Red Cross", "alternatives": ["BRC"]},
    {"field": "activity", "start": 33, "end": 49, "position": 1},
    {"field": "activity", "start": 50, "end": 67, "position": 2},
    {"field": "count", "value": 370, "comparator": ">"},
    {"field": "level", "value": None, "basis": "missing"},
    {"field": "sdg", "value": "10", "basis": "suggested"},
    {"field": "place", "value": "Sofia", "optional": True},
]


def gold_document(*facts: dict[str, object], **head: object) -> GoldDocument:
    lines = [HEAD | head, *({"document": NAME} | fact for fact in facts)]
    (document,) = gold_from_lines("\n".join(json.dumps(line) for line in lines), source="gold.jsonl")
    return document


def fact(field: str, value: object, start: int = 0, end: int = 1, **details: object) -> Fact:
    basis = details.pop("basis", Basis.STATED)
    part = details.pop("part", None)
    return Fact(
        document=NAME,
        field=field,
        value=value,
        language="en",
        basis=basis,
        confidence=1.0,
        start=start,
        end=end,
        exact=TEXT[start:end],
        method="test",
        part=part,
        details=tuple(sorted(details.items())),
    )


def mapped(*facts: Fact) -> MappedDocument:
    personal = tuple(each for each in facts if each.field == "contact")
    return MappedDocument(
        Document(NAME, TEXT, ()), tuple(each for each in facts if each.field != "contact"), personal
    )


def right(gold: GoldDocument) -> list[Fact]:
    return [
        fact(
            wanted.field,
            wanted.value,
            wanted.start or 0,
            wanted.end or 1,
            basis=wanted.basis or Basis.STATED,
            part=wanted.part,
            **dict(wanted.details),
        )
        for wanted in gold.facts
    ]


def test_a_perfect_mapping_scores_one_in_every_row():
    gold = gold_document(*GOLD)
    evaluation = evaluate([(gold, mapped(*right(gold)))])
    assert {score.recall for score in evaluation.by_field().values()} == {1.0}
    assert evaluation.total == Score(hits=6, checked=4, misses=0, false=0)
    assert evaluation.total.f1 == 1.0


def test_an_empty_mapping_has_no_recall_and_no_precision():
    evaluation = evaluate([(gold_document(*GOLD), mapped())])
    assert evaluation.total == Score(hits=0, checked=0, misses=6, false=0)
    assert evaluation.total.precision is None
    assert evaluation.total.recall == 0.0
    assert evaluation.total.f1 is None


def test_known_precision_and_recall():
    evaluation = evaluate(
        [
            (
                gold_document(*GOLD),
                mapped(
                    fact("country", "BG"),
                    fact("country", "RO"),  # false: the countries are complete
                    fact("implementer", "B.R.C."),  # an alternative, and punctuation does not matter
                    fact("partner", "Somebody"),  # nothing is said of partners' completeness
                    fact("activity", "x", 33, 67),  # just half of it is the second item
                    fact("count", 370, comparator="="),  # another statement
                    fact("place", "Sofia"),  # optional: neither right nor wrong
                ),
            )
        ]
    )
    fields = evaluation.by_field()
    assert fields["country"] == Score(hits=1, checked=1, misses=0, false=1)
    assert fields["implementer"] == Score(hits=1, checked=0, misses=0, false=0)
    assert fields["count"] == Score(hits=0, checked=0, misses=1, false=1)
    assert fields["activity"].hits == 1
    assert "partner" not in fields
    assert "place" not in fields
    assert evaluation.total.precision == pytest.approx(2 / 4)
    assert evaluation.total.recall == pytest.approx(3 / 6)


@pytest.mark.parametrize(
    ("span", "hits"),
    [((33, 49), 1), ((33, 41), 1), ((33, 40), 0), ((25, 57), 1), ((24, 57), 0), ((50, 67), 0)],
)
def test_a_text_is_found_from_half_the_code_points_on(span, hits):
    gold = gold_document({"field": "activity", "start": 33, "end": 49})
    assert Score.of(judge(gold, mapped(fact("activity", "x", *span)))).hits == hits


def test_one_fact_answers_one_gold_fact_only():
    gold = gold_document(
        {"field": "lead", "value": "A", "alternativeFields": ["implementer"]},
        {"field": "implementer", "value": "A"},
    )
    assert Score.of(judge(gold, mapped(fact("implementer", "A")))) == Score(1, 0, 1, 0)
    both = mapped(fact("implementer", "A"), fact("lead", "A"))
    assert Score.of(judge(gold, both)).hits == 2


def test_the_assignment_gives_way_where_another_pairing_finds_more():
    gold = gold_document(
        {"field": "partner", "value": "A", "alternatives": ["B"]},
        {"field": "partner", "value": "A"},
        complete=["partner"],
    )
    assert Score.of(judge(gold, mapped(fact("partner", "A"), fact("partner", "B")))) == Score(2, 2, 0, 0)


def test_a_value_said_twice_counts_once():
    gold = gold_document({"field": "country", "value": "BG"})
    twice = mapped(fact("country", "BG", 8, 16), fact("country", "BG", 20, 24))
    assert Score.of(judge(gold, twice)) == Score(1, 1, 0, 0)


def test_stated_and_suggested_sdgs_are_never_mixed():
    gold = gold_document({"field": "sdg", "value": "11"}, complete=["sdg", "sdg:suggested"])
    outcomes = judge(gold, mapped(fact("sdg", "11", basis=Basis.SUGGESTED)))
    assert [(outcome.row, outcome.kind) for outcome in outcomes] == [
        ("sdg", Kind.MISS),
        ("sdg:suggested", Kind.FALSE),
    ]


def test_parts_missing_values_and_contexts_are_told_apart():
    gold = gold_document(
        {"field": "country", "value": "FR", "part": 1},
        {"field": "country", "value": None, "basis": "missing", "part": 2},
        parts=2,
    )
    wrong = mapped(fact("country", "FR", part=2), fact("count", 9, scope="context"))
    assert Score.of(judge(gold, wrong)) == Score(0, 0, 2, 1)
    good = mapped(fact("country", "FR", part=1), fact("country", None, part=2, basis=Basis.MISSING))
    assert Score.of(judge(gold, good)) == Score(2, 2, 0, 0)


def test_personal_facts_are_judged_by_their_span_and_never_quoted():
    gold = gold_document({"field": "contact", "start": 33, "end": 49}, complete=["contact"])
    evaluation = evaluate([(gold, mapped(fact("contact", "Ann Example", 0, 7)))])
    assert evaluation.total == Score(0, 0, 1, 1)
    shown = evaluation_to_text(evaluation) + json.dumps(evaluation_to_json(evaluation))
    assert "Ann" not in shown
    assert "Language courses" not in shown


@pytest.mark.parametrize(
    ("field", "one", "other"),
    [
        ("implementer", "Östersunds Kommun", "ostersunds kommun"),
        ("implementer", "KU TU Ltd.", "Ku Tu, Ltd"),
        ("link", "https://www.example.org/a/", "http://example.org/a"),
        ("phone", "+359 2 000 00 00", "+35920000000"),
        ("budget", 10.50, 10.5),
        ("count", 370, 370.0),
    ],
)
def test_normal_values(field, one, other):
    assert normal_value(field, one) == normal_value(field, other)


def test_values_that_stay_apart():
    assert normal_value("start", "2016") != normal_value("start", "2016-01")
    assert normal_value("fundingProgramme", "Erasmus+") != normal_value("fundingProgramme", "Erasmus")


def test_an_identifier_in_the_details_is_as_good_as_the_name():
    gold = gold_document({"field": "place", "value": "Vienna", "geonames": "2761369"})
    assert Score.of(judge(gold, mapped(fact("place", "Wien", geonames=2761369)))).hits == 1


@given(st.data())
def test_scores_do_not_depend_on_the_order_of_facts(data):
    gold_facts = data.draw(st.permutations(GOLD))
    pool = [
        *right(gold_document(*GOLD)),
        fact("country", "RO"),
        fact("activity", "y", 33, 67),
        fact("activity", "z", 30, 50),
    ]
    chosen = data.draw(st.lists(st.sampled_from(pool), unique_by=id))
    shuffled = data.draw(st.permutations(chosen))
    first = evaluate([(gold_document(*GOLD), mapped(*chosen))])
    second = evaluate([(gold_document(*gold_facts), mapped(*shuffled))])
    assert first.total == second.total
    assert first.by_field() == second.by_field()


@given(st.lists(st.sampled_from(right(gold_document(*GOLD))), unique_by=id))
def test_hits_and_misses_add_up_to_the_gold(facts):
    score = Score.of(judge(gold_document(*GOLD), mapped(*facts)))
    assert score.hits + score.misses == sum(not wanted.get("optional") for wanted in GOLD)
    assert score.false == 0


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "not JSON"),
        ("[]", "no JSON object"),
        ('{"document":"b.txt","field":"country","value":"BG"}', "says what is complete"),
        ('{"document":"a.txt","field":"colour","value":"BG"}', "'colour'"),
        ('{"document":"a.txt","field":"country"}', "needs a value"),
        ('{"document":"a.txt","field":"country","value":"BG","valeu":1}', "unknown key 'valeu'"),
        ('{"document":"a.txt","field":"activity","start":5}', "together"),
        ('{"document":"a.txt","field":"activity","start":5,"end":5}', "before its 'end'"),
        ('{"document":"a.txt","field":"activity","start":-1,"end":5}', "'start'"),
        ('{"document":"a.txt","field":"activity","value":"x","start":1,"end":5}', "not by a value"),
        (
            '{"document":"a.txt","field":"country","value":"BG","basis":"missing"}',
            "is missing and has a value",
        ),
        ('{"document":"a.txt","field":"country","value":"BG","basis":"guessed"}', "'guessed'"),
        ('{"document":"a.txt","field":"country","value":"BG","part":1}', "part 1"),
        ('{"document":"a.txt","field":"country","value":"BG","alternativeFields":["nation"]}', "'nation'"),
        ('{"document":"a.txt","complete":[],"layout":"x","language":"en"}', "second time"),
        ('{"document":"c.txt","complete":["colour"],"layout":"x","language":"en"}', "'colour'"),
        ('{"document":"c.txt","complete":[],"language":"en"}', "'layout'"),
        ('{"complete":[]}', "'document'"),
    ],
)
def test_broken_gold_is_refused_with_its_line(tmp_path, line, message):
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(HEAD) + "\n\n" + line + "\n", encoding="utf-8")
    with pytest.raises(InvalidDataError) as caught:
        read_gold(path)
    assert message in str(caught.value)
    assert str(caught.value).startswith(f"{path}:3: ")


def test_a_span_outside_the_document_is_refused_with_its_line():
    gold = gold_document({"field": "activity", "start": 5, "end": len(TEXT) + 1})
    with pytest.raises(InvalidDataError, match=r"gold\.jsonl:2: "):
        check_spans(gold, TEXT)


def test_a_gold_file_that_is_not_there_or_not_text(tmp_path):
    with pytest.raises(InvalidDataError, match="No such file"):
        read_gold(tmp_path / "none.jsonl")
    (tmp_path / "latin.jsonl").write_bytes(b"\xe5\xff")
    with pytest.raises(InvalidDataError, match="UTF-8"):
        read_gold(tmp_path / "latin.jsonl")


def test_the_report_shows_each_miss_and_false_fact_beside_its_line():
    gold = gold_document(*GOLD)
    evaluation = evaluate([(gold, mapped(fact("country", "RO", 8, 16)))])
    text = evaluation_to_text(evaluation)
    assert "a.txt [8:16]: country = RO (test)\n      Bulgaria\n" in text
    assert "a.txt [33:49]: activity\n      Language courses\n" in text
    record = evaluation_to_json(evaluation)
    assert record["fields"]["country"]["false"] == 1
    assert {"x"} == set(record["layouts"])
    assert {miss["field"] for miss in record["misses"]} == {
        "country", "implementer", "activity", "count", "level", "sdg:suggested",
    }  # fmt: skip


GOLD_FOLDER = Path(__file__).parents[1] / "gold"


@pytest.mark.parametrize("name", sorted(path.name for path in GOLD_FOLDER.glob("*.jsonl")))
def test_the_gold_in_this_repository_parses_and_quotes_no_text(name):
    documents = read_gold(GOLD_FOLDER / name)
    assert documents
    for document in documents:
        for wanted in document.facts:
            assert wanted.field not in SPAN_FIELDS or wanted.value is None
