"""The weights of evidence, from ``data/matching.csv``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Self

from practicegraph.errors import InvalidDataError
from practicegraph.folders import folder
from practicegraph.mapping.tables import read_table


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each piece of evidence weighs, from which sum on two descriptions are one.

    ``identifying`` names the evidence two pieces of which identify a practice, ``alone`` that of which
    one is enough; ``words`` are the words that say nothing in a title.
    """

    evidence: Mapping[str, float]
    identifying: frozenset[str]
    alone: frozenset[str]
    words: frozenset[str]
    merge: float
    candidate: float

    @classmethod
    @cache
    def load(cls, path: Path | None = None) -> Self:
        """Read the table; raise :class:`InvalidDataError` naming the row that is wrong."""
        path = path or folder("data", "matching.csv")
        rows = read_table(path, ("kind", "name", "value", "identifying"))
        numbers: dict[str, dict[str, float]] = {"weight": {}, "threshold": {}}
        for row in rows:
            if row["kind"] in numbers:
                try:
                    numbers[row["kind"]][row["name"]] = float(row["value"])
                except ValueError as error:
                    raise InvalidDataError(
                        f"no number: {row['value']!r}", source=path, place=row["name"]
                    ) from error
            elif row["kind"] != "word":
                raise InvalidDataError(f"no kind of row: {row['kind']!r}", source=path, place=row["name"])
        missing = {"merge", "candidate"} - set(numbers["threshold"])
        if missing:
            raise InvalidDataError(f"lacks the threshold {min(missing)}", source=path)
        return cls(
            evidence=numbers["weight"],
            identifying=frozenset(row["name"] for row in rows if row["identifying"] == "yes"),
            alone=frozenset(row["name"] for row in rows if row["identifying"] == "alone"),
            words=frozenset(row["name"] for row in rows if row["kind"] == "word"),
            merge=numbers["threshold"]["merge"],
            candidate=numbers["threshold"]["candidate"],
        )
