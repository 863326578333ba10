"""The kinds of problems that the server answers with."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

_FILE: Final = Path(__file__).parent / "locales" / "problems.csv"


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """A kind of problem: its name ends its IRI; ``statuses`` are those that it is answered with.

    ``title`` and ``description`` are English; other languages stand where those of all messages do.
    """

    name: str
    statuses: tuple[int, ...]
    title: str
    description: str


@lru_cache(maxsize=1)
def problem_kinds() -> tuple[ProblemKind, ...]:
    """Return every kind of problem, by name."""
    with _FILE.open(encoding="utf-8", newline="") as file:
        return tuple(
            ProblemKind(
                row["name"], tuple(map(int, row["statuses"].split())), row["title"], row["description"]
            )
            for row in csv.DictReader(file)
        )


def title_of(name: str) -> str:
    """Return the title of a kind of problem, made of its name where there is no such kind."""
    return next(
        (one.title for one in problem_kinds() if one.name == name), name.replace("-", " ").capitalize()
    )
