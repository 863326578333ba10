"""Flat tables: what they say, and that CSV, XLSX and Parquet give it back to programs that are not ours."""

from __future__ import annotations

import csv
import io
from decimal import Decimal
from typing import Any

import openpyxl
import pyarrow.parquet
import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from practicegraph.errors import PracticeGraphError
from practicegraph.export import spreadsheets
from practicegraph.export.flat_tables import Table, solutions_table, tables
from practicegraph.export.rows import ROW_TYPES, SEPARATOR, Column, columns
from practicegraph.export.spreadsheets import CELL_CHARACTERS, csv_lines, write_parquet, write_xlsx
from practicegraph.export.view import GraphView
from practicegraph.terms import BASE

TEXT = st.text(st.characters(exclude_categories=("Cs",), exclude_characters="\x00"), max_size=40)


def records(view: GraphView, name: str) -> list[dict[str, Any]]:
    (table,) = tables(view, [name])
    return [dict(zip((column.name for column in table.columns), row, strict=True)) for row in table.rows]


def one_column(values: list[Any], kind: Any = "text") -> Table:
    return Table("t", (Column("value", kind, "a value"),), [(value,) for value in values])


def read_csv(data: bytes, encoding: str = "utf-8") -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode(encoding), newline="")))


def workbook(*given_tables: Table) -> Any:
    file = io.BytesIO()
    write_xlsx(given_tables, file)
    return openpyxl.load_workbook(io.BytesIO(file.getvalue()))


def test_a_countrys_code_is_isos_and_not_the_unions_own(view: GraphView) -> None:
    greece = ox.NamedNode("http://publications.europa.eu/resource/authority/country/GRC")

    assert view.notation(greece) == "GR"


def test_practices(view: GraphView) -> None:
    garden, note = records(view, "practices")

    assert (garden["kind"], garden["title"], garden["title_language"]) == ("Practice", "Shared garden", "en")
    assert garden["titles"] == "en: Shared garden | sv: Delad trädgård"
    assert (garden["countries"], garden["places"], garden["levels"]) == ("SE", "Malmö", "local")
    assert garden["target_groups"] == SEPARATOR.join(["refugee", "women"])
    assert (garden["start"], garden["earliest_start"], garden["end"]) == ("2016", "2016-01-01", None)
    assert garden["sdgs_suggested"] == "10 | 10.7"
    assert garden["languages"] == "en | sv"
    assert garden["conflicts"] == 0
    assert (note["kind"], note["title"], note["title_language"]) == ("Publication", "Бележка", "bg")


def test_parts(view: GraphView) -> None:
    (link,) = records(view, "sdg_links")
    budget, funding = sorted(records(view, "funding"), key=lambda row: row["kind"])
    (participation,) = records(view, "participations")
    (count,) = records(view, "counts")

    assert (link["code"], link["goal"], link["basis"], link["confidence"]) == (
        "10.7",
        10,
        "suggested",
        Decimal("0.55"),
    )
    assert link["exact"] == "migrants"
    assert (budget["amount"], budget["currency"]) == (2000000, "EUR")
    assert (funding["share"], funding["amount"]) == (75, Decimal("1200000.5"))
    assert funding["programme_label"] == "Asylum, Migration and Integration Fund"
    assert (participation["role"], participation["name"], participation["organization_types"]) == (
        "implementer",
        "=SUM(A1)",
        "ngo",
    )
    assert (count["value"], count["comparator"], count["group"], count["planned"]) == (
        370,
        ">",
        "refugee",
        False,
    )


def test_facts_and_documents(view: GraphView) -> None:
    suggested, stated, missing = records(view, "facts")
    a, b = records(view, "documents")

    assert (suggested["value"], suggested["object"]) == ("Migration", "http://metadata.un.org/sdg/10.7")
    assert (suggested["span_start"], suggested["span_end"], suggested["exact"]) == (3, 11, "migrants")
    assert (stated["value"], stated["object"], stated["basis"]) == ("2016", None, "stated")
    assert (missing["value"], missing["basis"]) == (None, "missing")
    assert (a["published"], a["kind"]) == ("2019-03", "news")
    assert b["title"] is None


def test_every_cell_has_its_columns_type(view: GraphView) -> None:
    types = {"text": str, "integer": int, "decimal": Decimal, "boolean": bool}
    for table in tables(view):
        for row in table.rows:
            for column, cell in zip(table.columns, row, strict=True):
                assert cell is None or type(cell) is types[column.type], (table.name, column.name)


def test_rows_about_one_thing(view: GraphView) -> None:
    note = ox.NamedNode(f"{BASE}id/publication/note")
    sizes = {table.name: len(list(table.rows)) for table in tables(view, about=note)}

    assert sizes == dict.fromkeys(ROW_TYPES, 0) | {"practices": 1}


def test_every_column_is_described() -> None:
    for row_type in ROW_TYPES.values():
        assert all(len(column.description) > 5 for column in columns(row_type))


def test_answers_of_queries_become_tables(store: ox.Store) -> None:
    query = """SELECT ?n ?d ?b ?mixed ?none { VALUES (?n ?d ?b ?mixed ?none) {
      (1 0.50 true 1 UNDEF) (2 3 false "x"@en UNDEF) (UNDEF 1.25 true <http://example.org/> UNDEF) } } ORDER BY ?n"""
    table = solutions_table("q", store.query(query))

    assert {column.name: column.type for column in table.columns} == {
        "n": "integer",
        "d": "decimal",
        "b": "boolean",
        "mixed": "text",
        "none": "text",
    }
    by_n = {row[0]: row for row in table.rows}
    assert by_n[1] == (1, Decimal("0.5"), True, "1", None)
    assert by_n[None] == (None, Decimal("1.25"), True, "http://example.org/", None)


@given(st.lists(TEXT, max_size=5))
def test_csv_gives_text_back(texts: list[str]) -> None:
    data = b"".join(csv_lines(one_column(texts)))

    assert data.startswith(b"value\r\n")
    assert [row[0] if row else "" for row in read_csv(data)[1:]] == texts


@given(st.sampled_from(["=", "+", "-", "@", "\t", "\r"]), TEXT)
def test_no_cell_for_spreadsheets_begins_like_a_formula(start: str, rest: str) -> None:
    data = b"".join(csv_lines(one_column([start + rest, rest]), for_spreadsheets=True))
    first, second = read_csv(data, "utf-8-sig")[1:]

    assert first == ["'" + start + rest]
    assert not "".join(second).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_numbers_for_spreadsheets_stay_numbers() -> None:
    table = one_column([Decimal("-1.50"), None, Decimal("1E+3")], "decimal")

    written = b"".join(csv_lines(table, for_spreadsheets=True))

    assert written.decode("utf-8-sig") == 'value\r\n-1.50\r\n""\r\n1000\r\n'


def test_xlsx_has_a_sheet_per_table_with_typed_cells(view: GraphView) -> None:
    book = workbook(*tables(view))

    assert book.sheetnames == list(ROW_TYPES)
    for sheet in book:
        assert sheet.freeze_panes == "A2"
        assert [cell.value for cell in sheet[1]] == [
            column.name for column in columns(ROW_TYPES[sheet.title])
        ]
    header = [cell.value for cell in book["counts"][1]]
    cells = dict(zip(header, book["counts"][2], strict=True))
    assert (cells["value"].value, cells["value"].data_type) == (370, "n")
    assert (cells["planned"].value, cells["planned"].data_type) == (False, "b")


def test_formulas_in_xlsx_are_text(view: GraphView) -> None:
    sheet = workbook(*tables(view, ["participations"]))["participations"]
    cells = [cell for row in sheet for cell in row if cell.value in {"=SUM(A1)", "@X"}]

    assert [cell.data_type for cell in cells] == ["s", "s"]


def test_xlsx_cuts_what_is_longer_than_a_cell_and_keeps_large_numbers() -> None:
    sheet = workbook(
        Table("a/b:c" * 9, one_column([]).columns, [("😀" * 20_000,), (2**60,), ("\x01",)])
    ).worksheets[0]

    assert sheet["A2"].value.endswith("😀…")
    assert len(sheet["A2"].value.encode("utf-16-le")) // 2 <= CELL_CHARACTERS
    assert sheet["A3"].value == str(2**60)


def test_a_table_longer_than_a_sheet_goes_on_in_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheets, "SHEET_ROWS", 4)
    book = workbook(one_column([str(number) for number in range(7)]))

    assert {sheet.title: [row[0].value for row in sheet] for sheet in book} == {
        "t": ["value", "0", "1", "2"],
        "t 2": ["value", "3", "4", "5"],
        "t 3": ["value", "6"],
    }


def test_parquet_has_types_and_descriptions(view: GraphView) -> None:
    for table in tables(view):
        file = io.BytesIO()
        rows = list(table.rows)
        write_parquet(Table(table.name, table.columns, rows), file)
        read = pyarrow.parquet.read_table(io.BytesIO(file.getvalue()))

        assert [tuple(record.values()) for record in read.to_pylist()] == rows
        assert read.schema.field(0).metadata[b"description"].decode() == table.columns[0].description


def test_parquet_without_pyarrow_says_how_to_get_it(view: GraphView, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)

    with pytest.raises(PracticeGraphError, match=r"pip install 'practicegraph\[parquet\]'"):
        write_parquet(one_column([]), io.BytesIO())


def test_the_same_graph_gives_the_same_bytes(store: ox.Store) -> None:
    other = ox.Store()
    other.extend(sorted(store, key=str, reverse=True))
    written = []
    for one in (store, other):
        file = io.BytesIO()
        write_xlsx(tables(GraphView(one, BASE)), file)
        lines = b"".join(line for table in tables(GraphView(one, BASE)) for line in csv_lines(table))
        written.append((file.getvalue(), lines))

    assert written[0] == written[1]
