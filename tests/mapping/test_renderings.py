"""The same record in another setting tells the same facts: what a label and its value are does not hang on how they are set."""

from __future__ import annotations

import csv
import textwrap
from collections.abc import Callable
from functools import cache
from html import escape
from pathlib import Path
from typing import NamedTuple

import pytest

from practicegraph.mapping.fact import Basis
from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.mapping.texts import TEXT_FIELDS
from practicegraph.reading.html import read_html
from practicegraph.reading.markdown import read_markdown
from practicegraph.reading.text import read_text

ROOM = Path(__file__).parent
READERS = {"html": read_html, "md": read_markdown, "txt": read_text}
ITEM = "- "


class Row(NamedTuple):
    """A label and the lines of its value; items begin with a dash."""

    label: str
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    @property
    def html(self) -> str:
        if self.lines[0].startswith(ITEM):
            return f"<ul>{''.join(f'<li>{escape(line.removeprefix(ITEM))}</li>' for line in self.lines)}</ul>"
        return "".join(f"<p>{escape(line)}</p>" for line in self.lines)

    @property
    def broken(self) -> str:
        return "<br>".join(escape(line.removeprefix(ITEM)) for line in self.lines)


Record = tuple[Row, ...]
"""The rows of a practice, its title first."""


@cache
def records() -> dict[str, Record]:
    """Return the records by their language."""
    found: dict[str, list[Row]] = {}
    with (ROOM / "records.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            found.setdefault(row["record"], []).append(Row(row["label"], tuple(row["value"].split("|"))))
    return {language: tuple(rows) for language, rows in found.items()}


def in_lines(record: Record, row: Callable[[int, Row], str], between: str = "\n\n") -> str:
    """Return a plain text: its title, then its rows."""
    rows = (row(number, one) for number, one in enumerate(record[1:], start=1))
    return f"{record[0].text}\n\n{between.join(rows)}\n"


def on_a_page(record: Record, row: Callable[[int, Row], str], around: str = "{}") -> str:
    """Return a web page: its title, then its rows."""
    rows = "".join(row(number, one) for number, one in enumerate(record[1:], start=1))
    return f"<html><body><main><h1>{escape(record[0].text)}</h1>{around.format(rows)}</main></body></html>"


def wrapped(line: str) -> str:
    """Return a line wrapped as a mail is."""
    return textwrap.fill(
        line, 52, subsequent_indent="  " if line.startswith(ITEM) else "", break_on_hyphens=False
    )


def framed(row: Row) -> str:
    """Return a row of a table in a frame, the value wrapped."""
    lines = [part for line in row.lines for part in textwrap.wrap(line, 48)]
    labels = [*textwrap.wrap(row.label, 14), *[""] * len(lines)]
    lines += [""] * (len(textwrap.wrap(row.label, 14)) - len(lines))
    cells = (f"| {label:14} | {line:48} |" for label, line in zip(labels, lines, strict=False))
    return f"+{'-' * 16}+{'-' * 50}+\n" + "\n".join(cells)


def pairs(record: Record) -> list[Record]:
    """Return the rows of a record but its title, two by two."""
    return [record[at : at + 2] for at in range(1, len(record), 2)]


PLAIN: dict[str, Callable[[Record], str]] = {
    "label over value": lambda record: in_lines(record, lambda _, row: f"{row.label}\n{row.text}"),
    "label apart from value": lambda record: in_lines(record, lambda _, row: f"{row.label}\n\n{row.text}"),
    "no blank lines": lambda record: in_lines(record, lambda _, row: f"{row.label}\n{row.text}", "\n"),
    "capitals": lambda record: in_lines(record, lambda _, row: f"{row.label.upper()}\n\n{row.text}"),
    "colon and line": lambda record: in_lines(record, lambda _, row: f"{row.label}:\n{row.text}"),
    "numbers": lambda record: in_lines(record, lambda number, row: f"{number}. {row.label}\n{row.text}"),
    "numbers of two levels": lambda record: in_lines(
        record, lambda number, row: f"{1 + number // 6}.{1 + number % 6} {row.label}\n{row.text}"
    ),
    "letters and numbers": lambda record: in_lines(
        record, lambda number, row: f"B.{number} {row.label}\n\n{row.text}"
    ),
    "letters": lambda record: in_lines(
        record, lambda number, row: f"{chr(96 + number)}) {row.label}\n{row.text}"
    ),
    "underlined": lambda record: in_lines(
        record, lambda _, row: f"{row.label}\n{'-' * len(row.label)}\n{row.text}"
    ),
    "brackets": lambda record: in_lines(record, lambda _, row: f"[{row.label}]\n{row.text}"),
    "equals signs": lambda record: in_lines(record, lambda _, row: f"== {row.label} ==\n{row.text}"),
    "rules": lambda record: in_lines(record, lambda _, row: f"---- {row.label} ----------\n{row.text}"),
    "banners": lambda record: in_lines(
        record, lambda _, row: f"{'=' * 60}\n{row.label.upper()}\n{'=' * 60}\n{row.text}"
    ),
    "boxes": lambda record: in_lines(
        record, lambda _, row: f"+{'-' * 40}+\n| {row.label:38} |\n+{'-' * 40}+\n{row.text}"
    ),
    "a framed table": lambda record: in_lines(record, lambda _, row: framed(row), "\n") + "+----+----+\n",
    "rows with commas": lambda record: in_lines(record, lambda _, row: f'"{row.label}","{row.text}"', "\n"),
    "a template of a wiki": lambda record: (
        "{{Infobox\n"
        + "\n".join(f"| {row.label} = {row.text.replace(chr(10), '<br>')}" for row in record)
        + "\n}}\n"
    ),
    "sections of a wiki": lambda record: (
        f"= {record[0].text} =\n\n"
        + "\n\n".join(f"== {row.label} ==\n{row.text}" for row in record[1:])
        + "\n"
    ),
    "hints": lambda record: in_lines(record, lambda _, row: f"{row.label} (max. 500)\n{row.text}"),
    "indented": lambda record: in_lines(
        record, lambda _, row: f"{row.label}\n{textwrap.indent(row.text, '    ')}"
    ),
    "wrapped": lambda record: in_lines(
        record, lambda _, row: f"{row.label}\n\n" + "\n".join(map(wrapped, row.lines))
    ),
    "pages": lambda record: in_lines(
        record,
        lambda number, row: (
            f"{row.label}\n{row.text}" + f"\n\n{record[0].text}     {number // 4}" * (number % 4 == 0)
        ),
    ),
}
MARKED: dict[str, Callable[[Record], str]] = {
    "headings": lambda record: "# " + in_lines(record, lambda _, row: f"## {row.label}\n\n{row.text}"),
    "bold lines": lambda record: "# " + in_lines(record, lambda _, row: f"**{row.label}**\n\n{row.text}"),
    "quoted": lambda record: (
        "# "
        + in_lines(
            record, lambda _, row: f"### {row.label}\n\n" + "\n".join(f"> {line}" for line in row.lines)
        )
    ),
}
PAGES: dict[str, Callable[[Record], str]] = {
    "headings": lambda record: on_a_page(record, lambda _, row: f"<h2>{row.label}</h2>{row.html}"),
    "table": lambda record: on_a_page(
        record, lambda _, row: f"<tr><th>{row.label}</th><td>{row.html}</td></tr>", "<table>{}</table>"
    ),
    "counted table": lambda record: on_a_page(
        record, lambda number, row: f"<tr><td>{number}.</td><td>{row.label}</td><td>{row.html}</td></tr>", "<table>{}</table>"
    ),
    "table with hints": lambda record: on_a_page(
        record, lambda _, row: f"<tr><td><b>{row.label}</b><br><i>(max. 500)</i></td><td>{row.html}</td></tr>", "<table>{}</table>"
    ),
    "table of two rows each": lambda record: on_a_page(
        record, lambda _, row: f"<tr><td colspan=2>{row.label}</td></tr><tr><td colspan=2>{row.html}</td></tr>", "<table>{}</table>"
    ),
    "one row": lambda record: on_a_page(
        record[:1],
        lambda _number, _row: "",
        f"<table><tr>{''.join(f'<th>{row.label}</th>' for row in record[1:])}</tr>"
        f"<tr>{''.join(f'<td>{row.html}</td>' for row in record[1:])}</tr></table>{{}}",
    ),
    "a form": lambda record: on_a_page(
        record,
        lambda number, row: f"<p><label for=f{number}>{row.label} *</label><textarea id=f{number}>{escape(row.text)}</textarea></p>",
        "<form>{}<button>Send</button></form>",
    ),
    "terms": lambda record: on_a_page(record, lambda _, row: f"<dt>{row.label}</dt><dd>{row.html}</dd>", "<dl>{}</dl>"),
    "fields": lambda record: on_a_page(
        record, lambda _, row: f"<div><div class=field-label>{row.label}</div><div>{row.html}</div></div>"
    ),
    "columns": lambda record: on_a_page(
        record, lambda _, row: f"<div class=c4><p>{row.label}</p></div><div class=c8>{row.html}</div>"
    ),
    "bold and break": lambda record: on_a_page(record, lambda _, row: f"<p><strong>{row.label}</strong><br>{row.broken}</p>"),
    "items of two lines": lambda record: on_a_page(record, lambda _, row: f"<li>{row.label}<br>{row.broken}</li>", "<ul>{}</ul>"),
    "details": lambda record: on_a_page(record, lambda _, row: f"<details><summary>{row.label}</summary>{row.html}</details>"),
    "accordion": lambda record: on_a_page(
        record, lambda _, row: f"<div class=accordion><button>{row.label}</button><div hidden>{row.html}</div></div>"
    ),
    "labels over values, two a row": lambda record: on_a_page(
        record[:1],
        lambda _number, _row: "",
        "<table>" + "".join(
            f"<tr>{''.join(f'<td><b>{row.label}</b><br>{row.broken}</td>' for row in pair)}</tr>" for pair in pairs(record)
        ) + "</table>{}",
    ),
    "rows of labels over rows of values": lambda record: on_a_page(
        record[:1],
        lambda _number, _row: "",
        "<table>" + "".join(
            f"<tr>{''.join(f'<td>{row.label}</td>' for row in pair)}</tr><tr>{''.join(f'<td>{row.html}</td>' for row in pair)}</tr>"
            for pair in pairs(record)
        ) + "</table>{}",
    ),
    "two pairs a row": lambda record: on_a_page(
        record[:1],
        lambda _number, _row: "",
        "<table>" + "".join(
            f"<tr>{''.join(f'<td>{row.label}</td><td>{row.broken}</td>' for row in pair)}</tr>" for pair in pairs(record)
        ) + "</table>{}",
    ),
    "groups beside rows": lambda record: on_a_page(
        record,
        lambda number, row: (
            f"<tr>{f'<th rowspan=6>Part {number}</th>' * (number % 6 == 1)}<td>{row.label}</td><td>{row.html}</td></tr>"
        ),
        "<table>{}</table>",
    ),
    "guidance below labels": lambda record: on_a_page(
        record, lambda _, row: f"<tr><td><p>{row.label}</p><p><i>Please describe.</i></p></td><td>{row.html}</td></tr>", "<table>{}</table>"
    ),
    "guidance below headings": lambda record: on_a_page(
        record, lambda _, row: f"<h3>{row.label}</h3><p><em>Please describe briefly what applies.</em></p>{row.html}"
    ),
    "limits below headings": lambda record: on_a_page(
        record, lambda _, row: f"<h3>{row.label}</h3><p>(max. 500 characters)</p>{row.html}"
    ),
    "lists in a list": lambda record: on_a_page(
        record,
        lambda _, row: f"<li>{row.label}<ul>{''.join(f'<li>{line.removeprefix(ITEM)}</li>' for line in row.lines)}</ul></li>",
        "<ul>{}</ul>",
    ),
    "bold by style": lambda record: on_a_page(
        record, lambda _, row: f"<p><span style='font-weight: 700'>{row.label}</span></p>{row.html}"
    ),
    "bold lines in one paragraph": lambda record: on_a_page(
        record, lambda _, row: f"<b>{row.label}</b><br>{row.broken}<br><br>", "<div>{}</div>"
    ),
    "pictures of headings": lambda record: on_a_page(record, lambda _, row: f"<h2><img alt='{row.label}'></h2>{row.html}"),
    "values over labels": lambda record: on_a_page(
        record, lambda _, row: f"<div class=card><div class=value>{row.html}</div><div class=label>{row.label}</div></div>"
    ),
    "layout table of an e-mail": lambda record: on_a_page(
        record,
        lambda _, row: f"<tr><td style='font-weight:bold'>{row.label}</td><td>{row.html}</td></tr>",
        "<table role=presentation><tr><td><table role=presentation>{}</table></td></tr></table>",
    ),
    "tabs": lambda record: on_a_page(
        record,
        lambda number, row: f"<div id=p{number} role=tabpanel hidden>{row.html}</div>",
        f"<ul role=tablist>{''.join(f'<li><a role=tab href=#p{number}>{row.label}</a></li>' for number, row in enumerate(record[1:], 1))}</ul>{{}}",
    ),
}  # fmt: skip
BESIDE: dict[str, tuple[str, Callable[[Record], str]]] = {
    "colon": ("txt", lambda record: in_lines(record, lambda _, row: f"{row.label}: {row.text}")),
    "tab": ("txt", lambda record: in_lines(record, lambda _, row: f"{row.label}\t{row.text}", "\n")),
    "bar": ("txt", lambda record: in_lines(record, lambda _, row: f"{row.label} | {row.text}", "\n")),
    "dash": ("txt", lambda record: in_lines(record, lambda _, row: f"{row.label} – {row.text}")),
    "arrow": ("txt", lambda record: in_lines(record, lambda _, row: f"{row.label} -> {row.text}", "\n")),
    "equals sign": ("txt", lambda record: in_lines(record, lambda _, row: f"{row.label} = {row.text}", "\n")),
    "sidebar": ("html", lambda record: "<html><body><main><h1>{}</h1></main><aside>{}</aside></body></html>".format(
        record[0].text, "".join(f"<h4>{row.label}</h4><p>{row.text}</p>" for row in record[1:])
    )),
    "bold lines": ("html", lambda record: on_a_page(record, lambda _, row: f"<b>{row.label}</b> {row.text}<br>", "<p>{}</p>")),
    "dots": ("txt", lambda record: in_lines(record, lambda _, row: f"{row.label} {'.' * 20} {row.text}", "\n")),
    "bullets": ("txt", lambda record: in_lines(record, lambda _, row: f"• {row.label}: {row.text}", "\n")),
    "spans": ("html", lambda record: on_a_page(
        record, lambda _, row: f"<li><span>{row.label}</span> <span>{row.text}</span></li>", "<ul>{}</ul>"
    )),
    "bold": ("html", lambda record: on_a_page(record, lambda _, row: f"<p><b>{row.label}</b> {row.text}</p>")),
}  # fmt: skip
"""Settings in which a value stands on the line of its label: for values of one line."""


def facts(form: str, written: str) -> set[tuple[str, str]]:
    """Return field and value of what a text states; of texts their words."""
    document = READERS[form](written.encode(), name=f"a.{form}")
    found = set()
    for fact in map_document(document, Knowledge.load()).facts:
        if fact.basis is Basis.STATED and fact.value is not None and fact.field != "kind":
            value = document.text[fact.start : fact.end] if fact.field in TEXT_FIELDS else str(fact.value)
            found.add((fact.field, " ".join(value.split())))
    return found


@cache
def expected(language: str, *, lines: int = 9) -> set[tuple[str, str]]:
    """Return what the record tells under plain headings; of rows with more ``lines`` nothing."""
    return facts(
        "md", MARKED["headings"](tuple(row for row in records()[language] if len(row.lines) <= lines))
    )


def test_the_records_tell_all_they_hold() -> None:
    for language in records():
        fields = {field for field, _ in expected(language)}
        assert fields >= {
            "title", "implementer", "partner", "place", "country", "start", "end", "budget", "targetGroup",
            "objective", "activity", "result", "challenge", "count", "link",
        }  # fmt: skip


@pytest.mark.parametrize("language", records())
@pytest.mark.parametrize(
    ("form", "setting"),
    [
        *(("txt", name) for name in PLAIN),
        *(("md", name) for name in MARKED),
        *(("html", name) for name in PAGES),
    ],
)
def test_a_record_tells_the_same_in_every_setting(form: str, setting: str, language: str) -> None:
    settings = {"txt": PLAIN, "md": MARKED, "html": PAGES}[form]
    assert facts(form, settings[setting](records()[language])) == expected(language)


@pytest.mark.parametrize("language", records())
@pytest.mark.parametrize("setting", BESIDE)
def test_a_record_tells_the_same_with_values_beside_their_labels(setting: str, language: str) -> None:
    form, render = BESIDE[setting]
    record = tuple(row for row in records()[language] if len(row.lines) == 1)
    assert facts(form, render(record)) == expected(language, lines=1)
