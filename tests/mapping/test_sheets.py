"""Spreadsheets that are saved as web pages: however a form is laid out in one, it says the same."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from functools import cache
from html import escape
from pathlib import Path

import pytest

from practicegraph.mapping.fact import Basis
from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.reading.html import read_html

KNOWLEDGE = Knowledge.load()
SHEETS = Path(__file__).parent / "sheets.csv"

Rows = Sequence[tuple[str, str]]
Words = dict[str, str]


@cache
def forms() -> dict[str, tuple[Words, list[tuple[str, str]], set[tuple[str, str]]]]:
    """Return by language the words of the sheet, labels with answers, and the facts that these are."""
    with SHEETS.open(encoding="utf-8", newline="") as lines:
        table = list(csv.DictReader(line for line in lines if not line.startswith("#")))
    found: dict[str, tuple[Words, list[tuple[str, str]], set[tuple[str, str]]]] = {}
    for row in table:
        words, rows, facts = found.setdefault(row["language"], ({}, [], set()))
        if not row["field"]:
            words[row["label"]] = row["value"]
            continue
        rows.append((row["label"], row["value"]))
        values = [row["value"]] if row["expected"] == "*" else row["expected"].split("|")
        facts |= {(row["field"], value) for value in values}
    return found


def cells(*texts: str, span: int = 1) -> str:
    """Return a row of a table; an empty cell is one."""
    more = f' colspan="{span}"' if span > 1 else ""
    return f"<tr>{''.join(f'<td class=xl65{more}>{escape(text)}</td>' for text in texts)}</tr>\n"


def plain(words: Words, rows: Rows) -> str:
    return "".join(cells(label, value) for label, value in rows)


def numbered(words: Words, rows: Rows) -> str:
    """A title over all columns, a head, and rows that are counted."""
    title = cells(words["first"].partition(" ")[2], span=3)
    head = cells(words["number"], words["label"], words["answer"])
    return title + head + "".join(cells(str(at), *row) for at, row in enumerate(rows, start=1))


def numbered_in_parts(words: Words, rows: Rows) -> str:
    """Parts with a band over each, in which counting begins anew."""
    head = cells(words["number"], words["label"], words["answer"])
    parts = [(words["first"], rows[:6]), (words["second"], rows[6:])]
    return head + "".join(
        cells(band, span=3) + "".join(cells(str(at), *row) for at, row in enumerate(part, start=1))
        for band, part in parts
    )


def numbered_below(words: Words, rows: Rows) -> str:
    """Parts whose rows are counted with the part's number."""
    parts = [(words["first"], rows[:6]), (words["second"], rows[6:])]
    return "".join(
        cells(str(number), band.partition(" ")[2], "")
        + "".join(cells(f"{number}.{at}", *row) for at, row in enumerate(part, start=1))
        for number, (band, part) in enumerate(parts, start=1)
    )


def coded(words: Words, rows: Rows) -> str:
    """Rows that have codes of their own."""
    return "".join(cells(f"GP{at:02}", *row) for at, row in enumerate(rows, start=1))


def banded(words: Words, rows: Rows) -> str:
    return (
        cells(words["first"], span=2) + plain(words, rows[:6]) + cells("", "")
        + cells(words["second"], span=2) + plain(words, rows[6:])
    )  # fmt: skip


def grouped(words: Words, rows: Rows) -> str:
    """Parts whose names stand in a first column, merged over their rows."""

    def part(name: str, inside: Rows) -> str:
        first = f'<tr><td rowspan="{len(inside)}">{escape(name)}</td>' + cells(*inside[0]).removeprefix(
            "<tr>"
        )
        return first + "".join(cells(*row) for row in inside[1:])

    return part(words["first"], rows[:6]) + part(words["second"], rows[6:])


def grouped_once(words: Words, rows: Rows) -> str:
    """Parts whose names stand in a first column at their first row, with empty cells below."""
    names = {0: words["first"], 6: words["second"]}
    return "".join(cells(names.get(at, ""), *row) for at, row in enumerate(rows))


def set_in(words: Words, rows: Rows) -> str:
    """A first column and one between that are empty, and empty rows."""
    title = cells("", "", "", "") + cells("", words["first"].partition(" ")[2], "", "")
    return title + "".join(cells("", label, "", value) + cells("", "", "", "") for label, value in rows)


def annotated(words: Words, rows: Rows) -> str:
    """A column of notes behind the answers, most of it empty."""
    notes = {0: words["hint"]}
    head = cells(words["label"], words["answer"], words["note"])
    return head + "".join(cells(*row, notes.get(at, "")) for at, row in enumerate(rows))


def explained(words: Words, rows: Rows) -> str:
    """A column that explains the labels, before the answers."""
    head = cells(words["number"], words["label"], words["note"], words["answer"])
    return head + "".join(
        cells(str(at), label, words["hint"], value) for at, (label, value) in enumerate(rows, start=1)
    )


def lettered(words: Words, rows: Rows) -> str:
    """A sheet with the letters of its columns and the numbers of its rows, empty ones too."""
    letters = "<thead><tr><th></th><th>A</th><th>B</th><th>C</th></tr></thead>"
    body = [("", "", ""), *((label, value, "") for label, value in rows), ("", "", "")]
    return letters + "".join(
        f"<tr><th><div>{at}</div></th>" + cells(*row).removeprefix("<tr>")
        for at, row in enumerate(body, start=1)
    )


def paired(words: Words, rows: Rows) -> str:
    """Two labels with their answers beside each other."""
    return "".join(cells(*rows[at], *rows[at + 1]) for at in range(0, len(rows), 2))


def starred(words: Words, rows: Rows) -> str:
    """Labels with a colon or a star, and the number of letters that the answer may have."""
    return "".join(
        cells(f"{label}{':' if at % 2 else ' *'}{' (max. 500)' if at % 3 == 1 else ''}", value)
        for at, (label, value) in enumerate(rows)
    )


def stacked(words: Words, rows: Rows) -> str:
    """Long answers below their labels, over all columns."""
    return "".join(
        cells(label, span=2) + cells(value, span=2) if len(value) > 40 else cells(label, value)
        for label, value in rows
    )


def transposed(words: Words, rows: Rows) -> str:
    """One row of labels over one row of answers."""
    return cells(*(label for label, _ in rows)) + cells(*(value for _, value in rows))


def in_sheets(words: Words, rows: Rows) -> str:
    """A sheet after the other, each a table."""
    name = words["sheet"]
    return (
        cells(words["first"], span=2) + plain(words, rows[:6]) + "</table>"
        + f"<table><col width=64>{cells(name[:-1] + '2', span=3)}" + numbered(words, rows[6:])
    )  # fmt: skip


SETTINGS: list[Callable[[Words, Rows], str]] = [
    plain, numbered, numbered_in_parts, numbered_below, coded, banded, grouped, grouped_once, set_in, annotated,
    explained, lettered, paired, starred, stacked, transposed, in_sheets,
]  # fmt: skip


def page(table: str, words: Words, language: str) -> str:
    return (
        '<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="utf-8">'
        f"<meta name=ProgId content=Excel.Sheet><title>{words['sheet']}_v3</title></head><body>"
        f"<table border=0 cellpadding=0 cellspacing=0><col width=64><col width=210>\n{table}</table>"
        f"<p>{words['sheet']} &nbsp; {words['sheet'][:-1]}2</p></body></html>"
    )


def exported(table: str, words: Words, language: str) -> str:
    """A page as an office suite writes one for all sheets of a file: with an overview that links to them."""
    names = [words["sheet"], words["sheet"][:-1] + "2"]
    links = "".join(f'<a href="#table{at}">{name}</a><br>' for at, name in enumerate(names))
    return (
        '<!DOCTYPE html><html><head><meta http-equiv="content-type" content="text/html; charset=utf-8"/>'
        '<meta name="generator" content="LibreOffice 7.4.7.2 (Linux)"/><title></title></head><body>'
        f"<hr><p><center><h1>Overview</h1>{links}</center></p><hr>"
        f'<a name="table0"><h1>Sheet 1: <em>{names[0]}</em></h1></a>'
        f'<table cellspacing="0" border="0"><colgroup width="64"></colgroup>{table}</table>'
        f'<a name="table1"><h1>Sheet 2: <em>{names[1]}</em></h1></a>'
        f'<table cellspacing="0" border="0"><tr><td height="17" align="left"><br></td></tr></table></body></html>'
    )


def published(table: str, words: Words, language: str) -> str:
    """A page as a sheet is published on the web."""
    name = words["sheet"]
    return (
        f'<html><head><meta charset="utf-8"><title>{name}_v3</title></head><body><div id="top-bar">'
        f'<div id="doc-title"><span class="name">{name}_v3 : {name}</span></div></div>'
        f'<div id="sheets-viewport"><div id="0"><div class="ritz grid-container" dir="ltr">'
        f'<table class="waffle" cellspacing="0" cellpadding="0">{table}</table></div></div></div></body></html>'
    )


def facts_of(markup: str, language: str) -> set[tuple[str, str]]:
    document = read_html(markup.encode(), name="a.html", language=language)
    mapped = map_document(document, KNOWLEDGE)
    return {(fact.field, str(fact.value)) for fact in mapped.facts if fact.basis is Basis.STATED}


def told(markup: str, language: str) -> set[tuple[str, str]]:
    """Return the facts of a page in the fields of the form."""
    fields = {field for field, _ in forms()[language][2]}
    return {fact for fact in facts_of(markup, language) if fact[0] in fields}


@pytest.mark.parametrize("language", forms())
@pytest.mark.parametrize("setting", SETTINGS)
def test_a_form_says_the_same_in_every_setting(setting: Callable[[Words, Rows], str], language: str) -> None:
    words, rows, expected = forms()[language]
    assert told(page(setting(words, rows), words, language), language) == expected


@pytest.mark.parametrize("language", forms())
@pytest.mark.parametrize("write", [exported, published])
def test_a_form_says_the_same_whatever_wrote_the_page(
    write: Callable[[str, Words, str], str], language: str
) -> None:
    words, rows, expected = forms()[language]
    table = lettered(words, rows) if write is published else numbered(words, rows)
    assert told(write(table, words, language), language) == expected
