"""The halves of the corpus, and what is taken away from the knowledge of the mapping."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest
from scripts import loaded

ROOT = Path(__file__).parents[2]
GOLD = ROOT / "tests" / "gold" / "corpus.jsonl"


@pytest.fixture(scope="module")
def script() -> ModuleType:
    return loaded(ROOT / "benchmarks" / "half_corpus.py")


def test_the_halves_share_no_document_but_each_layout_that_can_be_shared(script: ModuleType) -> None:
    first, second = script.halves(GOLD)
    heads = [json.loads(line) for line in GOLD.read_text("utf-8").splitlines() if '"layout"' in line]
    assert not first.gold.keys() & second.gold.keys()
    assert first.gold.keys() | second.gold.keys() == {head["document"] for head in heads}
    layouts = Counter(head["layout"] for head in heads)
    assert {layout for layout, number in layouts.items() if number > 1} <= first.layouts & second.layouts


def test_a_form_is_shown_by_its_inflected_forms_and_inside_longer_ones(script: ModuleType) -> None:
    forms, patterns = script.index()
    found = script.shown(["Курсове за бежанците и Ziele des Projekts"], forms, patterns)
    texts = {form.text for form in found}
    assert {"бежанец", "Ziele", "Ziele des Projekts"} <= texts
    assert "Projektziele" not in texts


def test_what_does_not_stay_is_taken_from_tables_and_labels(script: ModuleType) -> None:
    lines = ["# Words.\n", "form,language,cue\n", "now,en,pronoun\n", "then,en,pronoun\n"]

    def keep(_table: str, _language: str, form: str) -> bool:
        return form != "now"

    assert "".join(script.kept_lines("cues", lines, keep)) == "".join(lines).replace("now,en,pronoun\n", "")
    words = ["language,field,words\n", "en,head,last\n", "en,activity,now|then do\n", "en,result,now\n"]
    assert "".join(script.kept_lines("heading_words", words, keep)) == (
        "language,field,words\nen,head,last\nen,activity,then do\n"
    )
