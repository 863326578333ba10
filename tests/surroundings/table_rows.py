"""The rows of the tables of cases beside the tests."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def rows_of(table: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file, each by the names of its columns."""
    with table.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
