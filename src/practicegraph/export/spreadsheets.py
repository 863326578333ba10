"""Tables as files: CSV, Excel workbooks, Parquet. The same tables give the same bytes."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from decimal import Decimal
from itertools import islice
from typing import IO, Any, Final

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from practicegraph.engine.spreadsheet import BYTE_ORDER_MARK, inert
from practicegraph.errors import PracticeGraphError
from practicegraph.export.flat_tables import Table
from practicegraph.export.rows import Cell

SHEET_ROWS: Final = 1_048_576
"""Rows of a sheet, its header included, in an Excel workbook (ECMA-376)."""
CELL_CHARACTERS: Final = 32_767
"""UTF-16 code units of a cell in an Excel workbook."""

_CREATED: Final = datetime(1980, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_ROW_GROUP: Final = 50_000
_CUT: Final = "…"
_SHEET_NAME: Final = 31
_NOT_IN_SHEET_NAMES: Final = re.compile(r"[\[\]:*?/\\]")
_WIDTH: Final = 24
_EXACT: Final = 2**53
"""Up to here a workbook's numbers, which are binary, are exact; larger ones are written as text."""


def csv_lines(table: Table, *, for_spreadsheets: bool = False) -> Iterator[bytes]:
    """Yield a table as CSV (RFC 4180: header, CRLF) in UTF-8, a row at a time.

    ``for_spreadsheets`` adds what spreadsheet programs need: a byte order mark, by which they know UTF-8, and
    an apostrophe before text that they would run as a formula.
    """
    written = io.StringIO(newline="")
    writer = csv.writer(written, lineterminator="\r\n")
    if for_spreadsheets:
        written.write(BYTE_ORDER_MARK)
    writer.writerow([column.name for column in table.columns])
    yield _taken(written)
    for cells in table.rows:
        writer.writerow([_csv_cell(cell, for_spreadsheets=for_spreadsheets) for cell in cells])
        yield _taken(written)


def _taken(written: io.StringIO) -> bytes:
    text = written.getvalue()
    written.seek(0)
    written.truncate()
    return text.encode()


def _csv_cell(cell: Cell, *, for_spreadsheets: bool) -> str:
    match cell:
        case None:
            return ""
        case bool():
            return "true" if cell else "false"
        case Decimal():
            return format(cell, "f")
        case str() if for_spreadsheets:
            return inert(cell)
        case _:
            return str(cell)


def write_xlsx(tables: Iterable[Table], file: IO[bytes]) -> None:
    """Write an Excel workbook: a sheet per table, its header in bold and frozen, text that stays text.

    Memory does not grow with the rows. A table longer than a sheet goes on in the next one; text longer
    than a cell is cut and ends in ``…``.
    """
    workbook = xlsxwriter.Workbook(file, {"constant_memory": True})
    # A workbook says when it was made: always the same, so that equal tables give equal bytes.
    workbook.set_properties({"created": _CREATED})
    bold = workbook.add_format({"bold": True})
    for table in tables:
        _write_sheets(workbook, table, bold)
    workbook.close()


def _write_sheets(workbook: xlsxwriter.Workbook, table: Table, bold: Any) -> None:
    sheet = _sheet(workbook, table, 1, bold)
    for number, row in enumerate(table.rows):
        part, line = divmod(number, SHEET_ROWS - 1)
        if line == 0 and part:
            sheet = _sheet(workbook, table, part + 1, bold)
        _write_row(sheet, line + 1, row)


def _sheet(workbook: xlsxwriter.Workbook, table: Table, part: int, bold: Any) -> Worksheet:
    """Add the sheet of one part of a table, with its header."""
    suffix = f" {part}" if part > 1 else ""
    name = _NOT_IN_SHEET_NAMES.sub("-", table.name).strip("'") or "table"
    sheet = workbook.add_worksheet(name[: _SHEET_NAME - len(suffix)] + suffix)
    sheet.freeze_panes(1, 0)
    sheet.set_column(0, len(table.columns) - 1, _WIDTH)
    for index, column in enumerate(table.columns):
        sheet.write_string(0, index, column.name, bold)
    return sheet


def _write_row(sheet: Worksheet, number: int, row: tuple[Cell, ...]) -> None:
    for index, cell in enumerate(row):
        match cell:
            case None | "":
                continue
            case bool():
                sheet.write_boolean(number, index, cell)
            case int() | Decimal() if -_EXACT <= cell <= _EXACT:
                sheet.write_number(number, index, cell)
            case _:
                sheet.write_string(number, index, _fitting(str(cell)))


def _fitting(text: str) -> str:
    if len(text.encode("utf-16-le")) // 2 <= CELL_CHARACTERS:
        return text
    head = text.encode("utf-16-le")[: 2 * (CELL_CHARACTERS - len(_CUT))]
    return head.decode("utf-16-le", "ignore") + _CUT


def write_parquet(table: Table, file: IO[bytes]) -> None:
    """Write a table as Parquet with typed columns and their descriptions.

    Raises :class:`PracticeGraphError` where pyarrow, which the extra ``parquet`` brings, is not installed.
    """
    try:
        import pyarrow as pa  # noqa: PLC0415 - an optional dependency
        from pyarrow import parquet  # noqa: PLC0415
    except ImportError:
        raise PracticeGraphError(
            "needs pyarrow: pip install 'practicegraph[parquet]'", source="parquet"
        ) from None
    kinds = {
        "text": pa.string(),
        "integer": pa.int64(),
        "decimal": pa.decimal128(38, 18),
        "boolean": pa.bool_(),
    }
    schema = pa.schema(
        [
            pa.field(column.name, kinds[column.type], metadata={"description": column.description})
            for column in table.columns
        ]
    )
    rows = iter(table.rows)
    with parquet.ParquetWriter(file, schema) as writer:
        while group := list(islice(rows, _ROW_GROUP)):
            arrays = [
                pa.array([row[index] for row in group], field.type) for index, field in enumerate(schema)
            ]
            writer.write_table(pa.Table.from_arrays(arrays, schema=schema))
