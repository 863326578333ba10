"""Markdown in blocks."""

from __future__ import annotations

from practicegraph.reading.blocks import BlockKind
from practicegraph.reading.markdown import read_markdown

SHEET = """---
title: Tea house
lang: en
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
    assert document.blocks[0].level == 1
    assert [block.column for block in document.blocks if block.kind is BlockKind.TABLE_CELL] == [
        0,
        1,
        0,
        1,
        0,
        1,
    ]
