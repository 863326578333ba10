"""How ``practicegraph export`` writes tables."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

if TYPE_CHECKING:
    from practicegraph.export.flat_tables import Table

FORMATS = ("csv", "xlsx", "parquet")


def check_selection(form: str, table: str | None, query: str | None, out: Path | None) -> None:
    """Raise :class:`click.UsageError` where one file cannot hold all tables."""
    holds_all = form == "xlsx" or (out is not None and out.suffix == ".zip")
    if table is None and query is None and not holds_all:
        raise click.UsageError(
            f"one {form} file holds one table: give --table NAME, or --out FILE.zip for all"
        )


def write_tables(
    tables: Iterable[Table], form: str, file: IO[bytes], *, as_zip: bool, for_spreadsheets: bool
) -> None:
    """Write tables in a format: all in one workbook, each in a file of an archive, or one alone."""
    from practicegraph.export.spreadsheets import write_xlsx

    if form == "xlsx":
        write_xlsx(tables, file)
    elif as_zip:
        _write_archive(tables, form, file, for_spreadsheets=for_spreadsheets)
    else:
        for table in tables:
            _write_one(table, form, file, for_spreadsheets=for_spreadsheets)


def _write_archive(tables: Iterable[Table], form: str, file: IO[bytes], *, for_spreadsheets: bool) -> None:
    import io

    from practicegraph.export.archives import Archive
    from practicegraph.export.csv_description import FILE_NAME, describe_csv
    from practicegraph.export.rows import ROW_TYPES
    from practicegraph.export.spreadsheets import csv_lines

    names = []
    with Archive(file) as archive:
        for table in tables:
            if form == "csv":
                parts: Iterable[bytes] = csv_lines(table, for_spreadsheets=for_spreadsheets)
            else:
                written = io.BytesIO()
                _write_one(table, form, written, for_spreadsheets=for_spreadsheets)
                parts = [written.getvalue()]
            archive.add(f"{table.name}.{form}", parts)
            names.append(table.name)
        if form == "csv" and ROW_TYPES.keys() >= set(names):
            archive.add(FILE_NAME, [describe_csv(names)])


def _write_one(table: Table, form: str, file: IO[bytes], *, for_spreadsheets: bool) -> None:
    from practicegraph.export.spreadsheets import csv_lines, write_parquet

    if form == "parquet":
        write_parquet(table, file)
        return
    for line in csv_lines(table, for_spreadsheets=for_spreadsheets):
        file.write(line)
