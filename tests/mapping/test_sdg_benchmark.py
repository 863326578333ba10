"""The suggestions against the held-out third of the public benchmark ``sdgclassification-benchmark``."""

from __future__ import annotations

import csv
import hashlib
from collections import defaultdict
from importlib.util import find_spec
from pathlib import Path

import pytest

from practicegraph.mapping.concepts import ConceptKnowledge, find_concepts
from practicegraph.mapping.sdg_suggestions import ConceptSpan, SuggestionKnowledge, suggest_sdgs


def held_out(text: str) -> bool:
    return int(hashlib.sha1(text.strip().lower().encode()).hexdigest(), 16) % 10 < 3  # noqa: S324


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    spec = find_spec("sdgclassification")
    if spec is None or not spec.submodule_search_locations:
        pytest.skip("needs the package sdgclassification-benchmark")
    folder = Path(next(iter(spec.submodule_search_locations)))
    with (folder / "benchmark" / "resources" / "benchmark.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if held_out(row["text"])]


@pytest.mark.parametrize("schemes", [(), ("theme", "target-group")], ids=["words", "words and concepts"])
def test_macro_scores(rows: list[dict[str, str]], schemes: tuple[str, ...]) -> None:
    knowledge, concepts = SuggestionKnowledge.load(), ConceptKnowledge.load()
    counts: dict[str, dict[tuple[bool, bool], int]] = defaultdict(lambda: defaultdict(int))
    for row in rows:
        named = [
            ConceptSpan(scheme, found.notation, found.start, found.end)
            for scheme in schemes
            for found in find_concepts(row["text"], concepts, scheme, "en")
            if found.language == "en"
        ]
        suggestions = suggest_sdgs(row["text"], knowledge, "en", named)
        goals = {suggestion.code.split(".")[0] for suggestion in suggestions}
        goal = str(int(float(row["sdg"])))
        counts[goal][goal in goals, row["label"].lower() in {"1", "1.0", "true"}] += 1
    assert len(counts) == 17
    precision = {goal: n[True, True] / (n[True, True] + n[True, False]) for goal, n in counts.items()}
    recall = {goal: n[True, True] / (n[True, True] + n[False, True]) for goal, n in counts.items()}
    f1 = {goal: 2 * precision[goal] * recall[goal] / (precision[goal] + recall[goal]) for goal in counts}
    assert sum(precision.values()) / 17 >= 0.90
    assert sum(f1.values()) / 17 >= 0.82
