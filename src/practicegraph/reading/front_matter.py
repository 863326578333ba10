"""Front matter: what stands in ``key: value`` lines before a Markdown text.

Its keys are read as the labels of a form, but for those that tell a site how to print the page
(``data/lexicon/boilerplate.csv``, rows by ``front``).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Final

from practicegraph.reading.blocks import Block, BlockKind

FRONT_MATTER: Final = re.compile(r"\A---[ \t]*\n(.*?\n)---[ \t]*(?:\n|\Z)", re.DOTALL)

_LINE: Final = re.compile(r"^(?P<key>[^\W\d][\w .()/-]{0,58}\w|\w):(?:[ \t]+(?P<value>\S.*?))?[ \t]*$")
_ITEM: Final = re.compile(r"^[ \t]*-[ \t]+(?P<value>\S.*?)[ \t]*$")
_MORE: Final = re.compile(r"^[ \t]+(?P<value>\S.*?)[ \t]*$")
_FLOW: Final = re.compile(r"[^,\[\]]+")
_SCALARS: Final = frozenset({">", "|", ">-", "|-", ">+", "|+", "[]", "{}", "null", "~", "true", "false"})
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
_YEAR: Final = re.compile(r"\b(?:19|20)\d{2}\b")
_PUBLISHED: Final = ("date", "published", "publishdate", "publishDate", "pubDate", "pubdate")
"""Keys whose value is when the page was published, the surest first."""


def front_metadata(front: str) -> dict[str, str]:
    """Return the values of front matter that stand on the line of their key; its date is when it was published."""
    found = (_LINE.match(line) for line in front.split("\n"))
    values = {match["key"]: match["value"].strip("'\"") for match in found if match and match["value"]}
    day = next((values[key] for key in _PUBLISHED if _YEAR.search(values.get(key, ""))), None)
    return values | ({"published": (_DAY.match(day) or [day])[0]} if day else {})


def front_blocks(text: str, start: int, end: int, skipped: Collection[str]) -> Iterator[Block]:
    """Yield the cells of the form that front matter at ``start`` to ``end`` makes, without the keys ``skipped``."""
    row, kept, at = -1, False, start
    for line in text[start:end].split("\n"):
        key = _LINE.match(line)
        inner = None if key is not None else _ITEM.match(line) or _MORE.match(line)
        if key is not None:
            row, kept = row + 1, key["key"].casefold() not in skipped
            if kept:
                yield _cell(text, at + key.start("key"), at + key.end("key"), row, 0)
        value = key or inner
        if kept and value is not None and value["value"]:
            yield from _values(text, at + value.start("value"), at + value.end("value"), row)
        at += len(line) + 1


def _values(text: str, start: int, end: int, row: int) -> Iterator[Block]:
    """Yield the cells of a value: one, or the items of a list in brackets."""
    written = text[start:end]
    if written in _SCALARS:
        return
    spans = [match.span() for match in _FLOW.finditer(written)] if written[0] == "[" else [(0, len(written))]
    for begin, stop in spans:
        bare = written[begin:stop]
        left = len(bare) - len(bare.lstrip(" '\""))
        right = len(bare.rstrip(" '\""))
        if left < right:
            yield _cell(text, start + begin + left, start + begin + right, row, 1)


def _cell(text: str, start: int, end: int, row: int, column: int) -> Block:
    return Block(BlockKind.TABLE_CELL, start, end, text[start:end], row=row, column=column)


def language(metadata: Mapping[str, str]) -> str | None:
    """Return the language that front matter gives, if any."""
    return metadata.get("lang") or metadata.get("language")
