"""Markdown in blocks."""

from __future__ import annotations

from practicegraph.reading.blocks import BlockKind
from practicegraph.reading.markdown import read_markdown

SHEET = """---
title: Tea house
lang: en
date: 2020-03-01
partner:
  - "City of Lund"
  - Bakers
themes: [bread, 'soup']
---
Tea house
=========

## Objectives

A *place* to meet.

| Key | Value |
|-----|-------|
| **Country** | Sweden |

Duration\t2 years\t

* soup
* bread
"""


def test_headings_tables_lists_and_front_matter() -> None:
    document = read_markdown(SHEET.encode(), name="tea.md")
    assert [(block.kind.value, block.text) for block in document.blocks] == [
        ("tableCell", "title"),
        ("tableCell", "Tea house"),
        ("tableCell", "partner"),
        ("tableCell", "City of Lund"),
        ("tableCell", "Bakers"),
        ("tableCell", "themes"),
        ("tableCell", "bread"),
        ("tableCell", "soup"),
        ("heading", "Tea house"),
        ("heading", "Objectives"),
        ("paragraph", "A *place* to meet."),
        ("tableCell", "Key"),
        ("tableCell", "Value"),
        ("tableCell", "Country"),
        ("tableCell", "Sweden"),
        ("tableCell", "Duration"),
        ("tableCell", "2 years"),
        ("listItem", "soup"),
        ("listItem", "bread"),
    ]
    assert document.language == "en"
    assert document.metadata["title"] == "Tea house"
    assert all(document.text[block.start : block.end] == block.text for block in document.blocks)
    assert document.metadata["published"] == "2020-03-01"
    assert next(block.level for block in document.blocks if block.kind is BlockKind.HEADING) == 1
    columns = [block.column for block in document.blocks if block.kind is BlockKind.TABLE_CELL]
    assert columns == [0, 1, 0, 1, 1, 0, 1, 1, 0, 1, 0, 1, 0, 1]


def test_headings_in_bold() -> None:
    text = (
        "Tea\n\n**Who runs it**\n\n**What it costs.** Little.\n\n**Country** Sweden\n\nSoup **and** bread\n"
    )
    blocks = read_markdown(text.encode(), name="tea.md").blocks
    assert [(block.kind.value, block.text, block.lead) for block in blocks] == [
        ("paragraph", "Tea", 0),
        ("heading", "Who runs it", 0),
        ("heading", "What it costs.", 0),
        ("paragraph", "Little.", 0),
        ("paragraph", "**Country** Sweden", len("**Country**")),
        ("paragraph", "Soup **and** bread", 0),
    ]
