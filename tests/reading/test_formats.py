"""The shipped documents as web page, DOCX and PDF say what they say as text."""

from __future__ import annotations

import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from html import escape
from itertools import groupby
from pathlib import Path

import docx
import pytest
from docx.document import Document as WordDocument

from practicegraph.folders import folder
from practicegraph.mapping.knowledge import Knowledge
from practicegraph.mapping.mapping import map_document
from practicegraph.reading.blocks import Block, BlockKind, Document
from practicegraph.reading.files import read_folder

KNOWLEDGE = Knowledge.load()
DOCUMENTS = tuple(read_folder([folder("data", "documents")]))

DIFFERENT: dict[str, dict[str, int]] = {"html": {}, "docx": {}, "pdf": {}}
"""How many facts of a document differ in a format, where any do."""


def runs(document: Document) -> Iterator[tuple[str, list[Block]]]:
    """Yield the blocks of a text as what a page would make of them: headings, paragraphs, lists, tables.

    Lines without a blank line between them are lines of one paragraph.
    """
    previous: Block | None = None
    group = 0
    keyed: list[tuple[tuple[str, int], Block]] = []
    for block in document.blocks:
        kind = "table" if block.row is not None else block.kind.value
        blank = previous is not None and document.text.count("\n", previous.end, block.start) > 1
        if blank or kind == "heading":
            group += 1
        keyed.append(((kind, 0 if kind == "listItem" and not blank else group), block))
        previous = block
    for (kind, _), items in groupby(keyed, key=lambda item: item[0]):
        yield kind, [block for _, block in items]


def rows(blocks: Sequence[Block]) -> Iterator[dict[int, list[Block]]]:
    for _, row in groupby(blocks, key=lambda block: block.row):
        cells: dict[int, list[Block]] = {}
        for block in row:
            cells.setdefault(block.column or 0, []).append(block)
        yield cells


def as_html(document: Document, path: Path) -> None:
    """Write the document as a web page with all that stands around the content of one."""
    body = "\n".join(_element(kind, blocks) for kind, blocks in runs(document))
    path.write_text(
        "<!DOCTYPE html><html><head><meta charset=utf-8><title>A site</title></head><body>"
        '<div class="cookie-banner">Cookies, cookies. <button>Accept</button></div>'
        f"<nav><ul><li><a href=/>Home</a></ul></nav><main>{body}</main><footer>A footer</footer></body></html>",
        encoding="utf-8",
    )


def _element(kind: str, blocks: Sequence[Block]) -> str:
    texts = [escape(block.text) for block in blocks]
    if kind == "heading":
        return "".join(
            f"<h{block.level or 3}>{text}</h{block.level or 3}>"
            for block, text in zip(blocks, texts, strict=True)
        )
    if kind == "listItem":
        tag = "ul" if blocks[0].number is None else "ol"
        items = "".join(
            f"<li value={block.number}>{text}</li>" if block.number else f"<li>{text}</li>"
            for block, text in zip(blocks, texts, strict=True)
        )
        return f"<{tag}>{items}</{tag}>"
    if kind == "table":
        return f"<table>{''.join(map(_html_row, rows(blocks)))}</table>"
    return f"<p>{'<br>'.join(texts)}</p>"


def _html_row(cells: dict[int, list[Block]]) -> str:
    written = []
    for column in range(max(*cells, 1) + 1):
        parts = [
            f"<ul><li>{escape(block.text)}</ul>"
            if block.kind is BlockKind.LIST_ITEM
            else f"{escape(block.text)}"
            for block in cells.get(column, [])
        ]
        written.append(f"<td>{''.join(parts)}</td>")
    return f"<tr>{''.join(written)}</tr>"


def as_docx(document: Document, path: Path) -> None:
    """Write the document as a word processor would, with styles for headings and lists."""
    word = docx.Document()
    for kind, blocks in runs(document):
        if kind == "heading":
            for block in blocks:
                word.add_heading(block.text, level=min(block.level or 3, 9))
        elif kind == "listItem":
            for block in blocks:
                word.add_paragraph(block.text, style="List Bullet" if block.number is None else "List Number")
        elif kind == "table":
            _word_table(word, list(rows(blocks)))
        else:
            paragraph = word.add_paragraph(blocks[0].text)
            for block in blocks[1:]:
                paragraph.add_run().add_break()
                paragraph.add_run(block.text)
    word.save(str(path))


def _word_table(word: WordDocument, cells: Sequence[dict[int, list[Block]]]) -> None:
    table = word.add_table(rows=0, cols=max(*(max(row) for row in cells), 1) + 1, style="Table Grid")
    for row in cells:
        written = table.add_row().cells
        for column, blocks in row.items():
            for index, block in enumerate(blocks):
                paragraph = written[column].paragraphs[0] if index == 0 else written[column].add_paragraph()
                paragraph.add_run(block.text)
                if block.kind is BlockKind.LIST_ITEM:
                    paragraph.style = word.styles["List Bullet"]


def facts(document: Document) -> Counter[tuple[str, str]]:
    mapped = map_document(document, KNOWLEDGE)
    return Counter(
        (fact.field, " ".join(str(fact.value).split())) for fact in (*mapped.facts, *mapped.personal)
    )


def file_name(document: Document, suffix: str) -> str:
    return document.name.replace("/", "__").rsplit(".", 1)[0] + suffix


def rendered(target: Path, suffix: str, write: Callable[[Document, Path], None]) -> dict[str, Document]:
    for document in DOCUMENTS:
        write(document, target / file_name(document, suffix))
    return {document.name: document for document in read_folder([target])}


def differing(found: dict[str, Document], suffix: str) -> dict[str, int]:
    """Return how many facts of each document a format changes."""
    result = {}
    for document in DOCUMENTS:
        read = found[file_name(document, suffix)]
        assert all(read.text[block.start : block.end] == block.text for block in read.blocks)
        before = facts(document)
        after = facts(Document(**{field: getattr(read, field) for field in ("name", "text", "blocks")},
                               language=document.language, source=document.source))  # fmt: skip
        missing, more = before - after, after - before
        if missing or more:
            result[document.name] = max(missing.total(), more.total())
            print(document.name, "missing", dict(missing), "more", dict(more))  # noqa: T201 - for who mends it
    return result


def test_web_pages_say_what_their_text_says(tmp_path: Path) -> None:
    assert differing(rendered(tmp_path, ".html", as_html), ".html") == DIFFERENT["html"]


def test_docx_says_what_its_text_says(tmp_path: Path) -> None:
    assert differing(rendered(tmp_path, ".docx", as_docx), ".docx") == DIFFERENT["docx"]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice (soffice)")
def test_pdf_says_what_its_text_says(tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    for document in DOCUMENTS:
        as_docx(document, pages / file_name(document, ".docx"))
    files = [str(path) for path in sorted(pages.iterdir())]
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path / "pdf"), *files],
        check=True,
        capture_output=True,
        timeout=300,
    )
    found = {document.name: document for document in read_folder([tmp_path / "pdf"])}
    assert differing(found, ".pdf") == DIFFERENT["pdf"]
