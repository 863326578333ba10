"""What the columns of CSV files mean, for programs: CSV on the Web (W3C, csvw)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, Final

from practicegraph.export.rows import ROW_TYPES, SEPARATOR, Column, columns

FILE_NAME: Final = "csv-metadata.json"
"""Where the standard has programs look for it, beside the tables."""


def describe_csv(names: Iterable[str] = ROW_TYPES) -> bytes:
    """Return the description of the tables of those names, each in a file ``NAME.csv``."""
    group = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "dialect": {"encoding": "utf-8", "header": True, "lineTerminators": ["\r\n"]},
        "dc:description": f"A cell with several values has them separated by {SEPARATOR!r}.",
        "tables": [_table(name) for name in names],
    }
    return json.dumps(group, ensure_ascii=False, indent=1).encode() + b"\n"


def _table(name: str) -> dict[str, Any]:
    row_type = ROW_TYPES[name]
    described = [_column(column) for column in columns(row_type)]
    return {
        "url": f"{name}.csv",
        "dc:description": (row_type.__doc__ or "").strip(),
        "tableSchema": {"columns": described, "primaryKey": described[0]["name"]},
    }


def _column(column: Column) -> dict[str, Any]:
    datatype = "string" if column.type == "text" else column.type
    return {
        "name": column.name,
        "titles": column.name,
        "dc:description": column.description,
        "datatype": datatype,
    }
