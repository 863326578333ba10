"""Links to other pages below the text of one: lists of other news or projects, which say nothing of this practice."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from practicegraph.mapping.section import Section
from practicegraph.reading.blocks import Block, BlockKind

_MARKED: Final = re.compile(r"\[[^\]]+\]\((?!#|mailto:)[^)]*\)")
"""A link in Markdown."""
_NOTHING_TOLD: Final = frozenset({None, "status", "link", "contact", "reporter", "published"})
_OVER_TEXT: Final = frozenset({None, "description", "result", "impact", "evaluation", "replicability"})
"""Fields whose text a list of links may follow without a heading of its own."""
_LEAST: Final = 2
_PROSE: Final = 80
_SURE: Final = ("heading", "heading:typo")


def without_related(sections: Sequence[Section]) -> tuple[Section, ...]:
    """Return the sections, those lists at the end whose every item links to another page as what tells nothing.

    A heading that the lexicon has, such as "Partners", says what its links are.
    """
    kept = list(sections)
    for index in range(len(kept) - 1, -1, -1):
        section = kept[index]
        links = _links(section.values)
        if len(links) >= _LEAST and links == section.values and _may_relate(section):
            kept[index] = replace(section, field="status")
        elif len(links) >= _LEAST and links != section.values and section.field in _OVER_TEXT:
            text = section.values[: -len(links)]
            at = links[0].start
            kept[index : index + 1] = [replace(section, values=text), Section("status", at, at, "", links)]
            break
        elif section.field not in _NOTHING_TOLD or any(len(block.text) >= _PROSE for block in section.values):
            break
    return tuple(kept)


def _may_relate(section: Section) -> bool:
    return section.field is None or section.method not in _SURE


def _links(values: Sequence[Block]) -> tuple[Block, ...]:
    """Return the items at the end of a section that are nothing but links."""
    first = len(values)
    while first and values[first - 1].kind is BlockKind.LIST_ITEM and _is_link(values[first - 1]):
        first -= 1
    return tuple(values[first:])


def _is_link(block: Block) -> bool:
    return block.linked or (block.text.startswith("[") and _MARKED.fullmatch(block.text) is not None)
