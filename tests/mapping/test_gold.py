"""What the mapping must reach on documents with gold: what it was written with, and what it was not."""

from __future__ import annotations

from pathlib import Path

import pytest

from practicegraph.mapping.evaluation import Score, evaluate
from practicegraph.mapping.gold import check_spans, read_gold
from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.reading.files import read_folder

GOLD = Path(__file__).parents[1] / "gold"


def score(gold: Path, documents: Path) -> Score:
    read = {document.name: document for document in read_folder([documents])}
    knowledge = Knowledge.load()
    pairs = []
    for wanted in read_gold(gold):
        check_spans(wanted, read[wanted.name].text)
        pairs.append((wanted, map_document(read[wanted.name], knowledge)))
    return evaluate(pairs).total


@pytest.mark.parametrize(
    ("name", "least"),
    [
        ("unseen", 0.95),
        ("further", 0.95),
        ("held_out", 0.85),
        ("later", 0.88),
        ("held_back", 0.83),
        ("fresh", 0.95),
        ("fresh_held", 0.82),
        ("sight", 0.95),
        ("sight_held", 0.90),
        ("check", 0.90),
        ("look", 0.94),
        ("look_held", 0.91),
        ("north_and_east", 0.88),
        ("control", 0.76),
        ("prose", 0.95),
        ("prose_check", 0.83),
        ("ways", 0.75),
        ("second_control", 0.79),
        ("third_control", 0.84),
        ("fourth_control", 0.83),
        ("fifth_control", 0.86),
        ("fifth_control_held", 0.71),
        ("sixth_control", 0.83),
        ("sixth_control_held", 0.74),
        ("seventh_control", 0.80),
        ("seventh_control_held", 0.72),
        ("eighth_control", 0.72),
        ("eighth_control_held", 0.77),
        ("ninth_control", 0.78),
        ("ninth_control_held", 0.78),
        ("tenth_control", 0.80),
        ("tenth_control_held", 0.74),
        ("eleventh_control", 0.85),
        ("eleventh_control_held", 0.79),
        ("twelfth_control", 0.80),
        ("twelfth_control_held", 0.81),
        ("thirteenth_control", 0.83),
        ("thirteenth_control_held", 0.81),
        ("fourteenth_control", 0.78),
        ("fourteenth_control_held", 0.76),
        ("saved_pages", 0.80),
        ("second_bank", 0.80),
        ("second_bank_held", 0.67),
        ("paragraphs", 0.79),
        ("paragraphs_held", 0.79),
        ("bank", 0.93),
        ("bank_held", 0.58),
    ],
)
def test_documents_in_other_layouts_and_languages(name: str, least: float) -> None:
    found = score(GOLD / f"{name}.jsonl", GOLD / name)
    assert found.f1 is not None
    assert found.f1 >= least


def test_the_reference_documents(shared: Path) -> None:
    seeds = score(GOLD / "seeds.jsonl", shared / "seeds")
    corpus = score(GOLD / "corpus.jsonl", shared / "corpus" / "documents")
    assert min(seeds.precision or 0, seeds.recall or 0) >= 0.98
    assert (corpus.f1 or 0) >= 0.93
