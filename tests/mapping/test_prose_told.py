"""What sentences of running prose say: who judged, paid and led, when it ran, how many, for whom and where.

``prose_told.csv`` was written before the rules. ``says`` gives the values of the fields it names, and all of them,
parted by ``;``: none if empty, any for ``+``, one not wanted behind ``!``, one allowed behind ``~``; ``//`` parts
paragraphs.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from typing import Final

from table_rows import rows_of

from practicegraph.mapping.fact import Basis, Fact
from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.reading.text import read_text

KNOWLEDGE: Final = Knowledge.load()
TABLE: Final = Path(__file__).with_name("prose_told.csv")
ROLES: Final = Path(__file__).with_name("roles_told.csv")
"""Sentences about who did what, lent, paid and judged; some are of texts whose facts were written by others."""
SUMS: Final = " 2 + 2 = 4, 3 + 3 = 6, 4 + 4 = 8, 5 + 5 = 10, 6 + 6 = 12."
"""A text in no language: a passage needs some length."""
OF_TEXTS: Final = {"origin", "challenge", "result", "impact", "replicability"}
LEAST: Final = {"of a kind": 0.8, "of all": 0.97}
"""Of the sentences that are read as the table says."""
LEAST_ROLES: Final = 0.86
FEWEST: Final = {"sentences": 60, "languages": 15}


def read(row: dict[str, str]) -> dict[str, set[str]]:
    text = "12\n\n" + row["text"].replace(" // ", "\n\n") + (SUMS if row["kind"] in OF_TEXTS else "")
    document = replace(read_text(text.encode(), name="a.txt"), language=row["language"])
    found: dict[str, set[str]] = defaultdict(set)
    for fact in map_document(document, KNOWLEDGE).facts:
        if fact.basis is not Basis.MISSING and not (fact.field == "sdg" and fact.basis is Basis.SUGGESTED):
            found[fact.field].add(_value(fact))
    return found


def _value(fact: Fact) -> str:
    return f"{fact.value} planned" if dict(fact.details).get("planned") else str(fact.value)


def agrees(said: str, found: set[str]) -> bool:
    wanted = {part.strip() for part in said.split(";") if part.strip()}
    if wanted == {"+"}:
        return bool(found)
    unwanted = {one[1:] for one in wanted if one.startswith("!")}
    if unwanted:
        return not unwanted & found
    allowed = {one[1:] for one in wanted if one.startswith("~")}
    return wanted - {f"~{one}" for one in allowed} == found - allowed


def wrong(row: dict[str, str]) -> list[str]:
    found = read(row)
    told = (part.split("=", 1) for part in row["says"].split(" | "))
    return [
        f"{name}: {sorted(found[name])}, not {said}" for name, said in told if not agrees(said, found[name])
    ]


def test_the_table_has_enough_sentences_and_languages() -> None:
    assert len(rows_of(TABLE)) >= FEWEST["sentences"]
    assert len({row["language"] for row in rows_of(TABLE)}) >= FEWEST["languages"]


def test_sentences_are_read_as_the_table_says() -> None:
    of_kind: dict[str, list[bool]] = defaultdict(list)
    failed: dict[str, list[str]] = {}
    for row in rows_of(TABLE):
        found = wrong(row)
        of_kind[row["kind"]].append(not found)
        failed |= {row["text"]: found} if found else {}
    assert {kind for kind, read in of_kind.items() if sum(read) / len(read) < LEAST["of a kind"]} == set()
    assert 1 - len(failed) / len(rows_of(TABLE)) >= LEAST["of all"], failed


def test_who_did_what_is_read_as_the_table_says() -> None:
    table = rows_of(ROLES)
    failed = {row["text"]: found for row in table if (found := wrong(row))}
    assert 1 - len(failed) / len(table) >= LEAST_ROLES, failed
