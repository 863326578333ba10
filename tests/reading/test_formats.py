"""The shipped documents as web page, DOCX and PDF say what they say as text."""

from __future__ import annotations

import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache
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
NEEDS_OFFICE = pytest.mark.skipif(shutil.which("soffice") is None, reason="needs LibreOffice (soffice)")
DOCUMENTS = tuple(read_folder([folder("data", "documents")]))

BY_POSITION = {
    # two lines set off by three line ends, which no other format than text has
    "refuin/together-for-integration_en.txt": 2,
}
DIFFERENT: dict[str, dict[str, int]] = {
    "html": BY_POSITION,
    "docx": BY_POSITION,
    "pdf": BY_POSITION
    | {
        # lines as long as the page is wide, one name each, look like one wrapped paragraph
        "ngo_project_sheet/09_en.txt": 2,
    },
}
"""How many facts of a document differ in a format, where any do."""
SEEDS: dict[str, int] = {
    # as above
    "000_ed0a8078fccae259.txt": 2,
}
"""The same for the reference documents, in every format."""


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
        "<!DOCTYPE html><html><head><meta charset=utf-8><title>Site</title></head><body>"
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


@cache
def stated(number: int) -> Counter[tuple[str, str]]:
    return facts(DOCUMENTS[number])


def file_name(document: Document, suffix: str) -> str:
    return document.name.replace("/", "__").rsplit(".", 1)[0] + suffix


def rendered(
    documents: Sequence[Document], target: Path, suffix: str, write: Callable[[Document, Path], None]
) -> dict[str, Document]:
    """Return the documents read from files in another format."""
    target.mkdir(exist_ok=True)
    for document in documents:
        write(document, target / file_name(document, suffix))
    return {document.name: document for document in read_folder([target])}


def printed(documents: Sequence[Document], target: Path) -> dict[str, Document]:
    """Return the documents read from PDF files that LibreOffice makes of DOCX files."""
    target.mkdir(exist_ok=True)
    pages = target / "pages"
    pages.mkdir()
    for document in documents:
        as_docx(document, pages / file_name(document, ".docx"))
    files = [str(path) for path in sorted(pages.iterdir())]
    profile = f"-env:UserInstallation={(target / 'profile').as_uri()}"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(target / "pdf"), *files],
        check=True,
        capture_output=True,
        timeout=300,
    )
    return {document.name: document for document in read_folder([target / "pdf"])}


def differing(
    documents: Sequence[Document],
    found: dict[str, Document],
    suffix: str,
    before: Callable[[int], Counter[tuple[str, str]]],
) -> dict[str, int]:
    """Return how many facts of each document a format changes."""
    result = {}
    for number, document in enumerate(documents):
        read = found[file_name(document, suffix)]
        assert all(read.text[block.start : block.end] == block.text for block in read.blocks)
        known = replace(read, name=document.name, language=document.language, source=document.source)
        was, now = before(number), facts(known)
        missing, more = was - now, now - was
        if missing or more:
            result[document.name] = max(missing.total(), more.total())
            print(document.name, "missing", dict(missing), "more", dict(more))  # noqa: T201 - for who mends it
    return result


def test_web_pages_say_what_their_text_says(tmp_path: Path) -> None:
    found = rendered(DOCUMENTS, tmp_path, ".html", as_html)
    assert differing(DOCUMENTS, found, ".html", stated) == DIFFERENT["html"]


def test_docx_says_what_its_text_says(tmp_path: Path) -> None:
    found = rendered(DOCUMENTS, tmp_path, ".docx", as_docx)
    assert differing(DOCUMENTS, found, ".docx", stated) == DIFFERENT["docx"]


@NEEDS_OFFICE
def test_pdf_says_what_its_text_says(tmp_path: Path) -> None:
    found = printed(DOCUMENTS, tmp_path)
    assert differing(DOCUMENTS, found, ".pdf", stated) == DIFFERENT["pdf"]


@NEEDS_OFFICE
def test_the_reference_documents_say_the_same_in_every_format(tmp_path: Path, shared: Path) -> None:
    seeds = tuple(read_folder([shared / "seeds"]))
    before = [facts(seed) for seed in seeds].__getitem__
    for suffix, found in (
        (".html", rendered(seeds, tmp_path / "html", ".html", as_html)),
        (".docx", rendered(seeds, tmp_path / "docx", ".docx", as_docx)),
        (".pdf", printed(seeds, tmp_path / "printed")),
    ):
        assert differing(seeds, found, suffix, before) == SEEDS
