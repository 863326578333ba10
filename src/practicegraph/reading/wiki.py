"""The source of a wiki page pasted as text: templates with their keys, tables, headings, lists of terms.

The markup is that of MediaWiki (Help:Formatting, Help:Tables, Help:Templates).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from practicegraph.reading.blocks import BlockKind
from practicegraph.reading.layout import Piece, clean

_SOURCE: Final = re.compile(
    r"^\{\{[^{}|\n]+\n(?:[ \t]*\n)*[ \t]*\|[^|=\n]+=|^\{\|.*\n(?s:.*?)^\|\}|^;[^\n]{2,80}\n:[ \t]*\S"
    r"|\A\s*=[ \t]*[^=\s][^=\n]*=[ \t]*$|^[*#][ \t]*'''[^'\n]+'''|^;[ \t]*[^;:\n]{2,60}[ \t]:[ \t]+\S",
    re.MULTILINE,
)
"""What only such a source has: keys in braces, a table in braces and bars, terms, one sign around a title."""
_BOLD: Final = re.compile(r"^'''[^'\n]+'''", re.MULTILINE)
_MARKED: Final = re.compile(r"^==+[^=\n]+==+[ \t]*$", re.MULTILINE)
_HEADING: Final = re.compile(r"(?P<signs>={1,6})[ \t]*(?P<words>[^=].*?)[ \t]*(?P=signs)[ \t]*")
_KEY: Final = re.compile(r"[ \t]*\|[ \t]*(?P<key>[^|=\n{}\[\]]{1,80}?)[ \t]*=(?P<value>.*)")
_TERM: Final = re.compile(r";[ \t]*(?P<term>.+?)(?:[ \t]+:[ \t]+(?P<value>.+))?[ \t]*")
_LINK: Final = re.compile(r"\[\[(?![^\]|]*:[^\]|]*\|?)(?:[^\]|]*\|)?(?P<words>[^\]|]*)\]\]")
_FILE: Final = re.compile(r"\[\[[^\[\]:|]+:(?:[^\[\]]|\[\[[^\[\]]*\]\])*\]\]")
_QUOTES: Final = re.compile(r"'{2,5}")
_BREAK: Final = re.compile(r"<br\s*/?>", re.IGNORECASE)
_NOTE: Final = re.compile(r"<ref\b[^>]*/>|<ref\b[^>]*>(?P<words>.*?)</ref>|<!--.*?-->|__[A-Z]+__", re.DOTALL)
_STYLE: Final = re.compile(r"\s*(?:[\w-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'|[\w%#]+)\s*)+\|(?!\|)")
_CELLS: Final = re.compile(r"\|\||!!")
_ITEM: Final = re.compile(r"(?P<marks>[*#:]+)[ \t]*(?=\S)")


def is_wiki(text: str) -> bool:
    """Tell whether a text is the source of a wiki page."""
    if not any(sign in text for sign in ("{{", "{|", "'''", "\n;", "=\n")):
        return False
    bold = "'''" in text and _BOLD.search(text) is not None and _MARKED.search(text) is not None
    return bold or _SOURCE.search(text) is not None


def wiki_pieces(text: str) -> Iterator[Piece]:
    """Yield the pieces of the source of a wiki page."""
    notes = [clean(_inline(note["words"])) for note in _NOTE.finditer(text) if note["words"]]
    yield from _Source(_FILE.sub("", _NOTE.sub("", text)).split("\n")).read()
    for note in notes:
        yield Piece(BlockKind.PARAGRAPH, note)


class _Source:
    """Reads the lines of a source in order."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._at = 0
        self._row = 0

    def read(self) -> Iterator[Piece]:
        """Yield the pieces of all lines."""
        while self._at < len(self._lines):
            line = self._lines[self._at]
            self._at += 1
            heading, term = _HEADING.fullmatch(line), _TERM.fullmatch(line)
            if line.startswith("{|"):
                yield from self._table()
            elif line.startswith("{{") and self._is_template():
                yield from self._template()
            elif heading is not None:
                yield Piece(BlockKind.HEADING, _inline(heading["words"]), level=len(heading["signs"]))
            elif term is not None:
                yield from self._term(term)
            elif line.strip() not in ("", "}}"):
                yield _line(line)

    def _is_template(self) -> bool:
        """Tell whether keys stand below the name of a template."""
        opened = self._lines[self._at - 1].count("{{") > self._lines[self._at - 1].count("}}")
        return opened and any(_KEY.fullmatch(line) for line in self._lines[self._at : self._at + 3])

    def _template(self) -> Iterator[Piece]:
        """Yield the keys of a template with their values."""
        key, value = "", list[str]()
        for line in self._upto("}}", "{{"):
            found = _KEY.fullmatch(line)
            if found is not None:
                yield from self._pair(key, value)
                key, value = found["key"], [found["value"]]
            else:
                value.append(line)
        yield from self._pair(key, value)

    def _upto(self, end: str, begin: str) -> Iterator[str]:
        """Yield the lines up to one that ends what was opened."""
        depth = 1
        while self._at < len(self._lines):
            line = self._lines[self._at]
            self._at += 1
            depth += line.count(begin) - line.count(end)
            if depth <= 0:
                rest = line[: line.rfind(end)]
                if rest.strip():
                    yield rest
                return
            yield line

    def _pair(self, key: str, value: Sequence[str]) -> Iterator[Piece]:
        lines = [line for written in value for line in _values(written)]
        if not key:
            yield from (Piece(BlockKind.PARAGRAPH, line) for line in lines)
        if not lines or not key:
            return
        yield Piece(BlockKind.TABLE_CELL, _inline(key), row=self._row, column=0)
        yield from (Piece(BlockKind.TABLE_CELL, line, row=self._row, column=1) for line in lines)
        self._row += 1

    def _term(self, term: re.Match[str]) -> Iterator[Piece]:
        """Yield a term with its values, beside it or below."""
        values = [term["value"]] if term["value"] else []
        while self._at < len(self._lines) and self._lines[self._at].startswith(":"):
            values.append(self._lines[self._at].lstrip(": \t"))
            self._at += 1
        if values:
            yield from self._pair(term["term"], values)
        else:
            yield Piece(BlockKind.HEADING, _inline(term["term"]))

    def _table(self) -> Iterator[Piece]:
        """Yield the cells of a table, its caption before them."""
        column = -1
        for line in self._rows():
            words = line.strip()
            if words.startswith("|+"):
                yield Piece(BlockKind.PARAGRAPH, _inline(_STYLE.sub("", words[2:], count=1)))
            elif words.startswith("|-"):
                self._row += column >= 0
                column = -1
            elif words[:1] in ("|", "!"):
                for cell in _CELLS.split(words[1:]):
                    column += 1
                    lines = _values(_STYLE.sub("", cell, count=1))
                    yield from (
                        Piece(BlockKind.TABLE_CELL, text, row=self._row, column=column) for text in lines
                    )
            else:
                yield from (
                    Piece(BlockKind.TABLE_CELL, text, row=self._row, column=max(column, 0))
                    for text in _values(words)
                )
        self._row += 1

    def _rows(self) -> Iterator[str]:
        while self._at < len(self._lines):
            line = self._lines[self._at]
            self._at += 1
            if line.startswith("|}"):
                return
            yield line


def _line(line: str) -> Piece:
    item = _ITEM.match(line)
    if item is None or item["marks"][-1] == ":":
        return Piece(BlockKind.PARAGRAPH, _inline(line.lstrip(": ")))
    return Piece(BlockKind.LIST_ITEM, _inline(line[item.end() :]), level=len(item["marks"]))


def _values(written: str) -> list[str]:
    """Return the lines of a value, items with a bullet."""
    lines = [_inline(part) for part in _BREAK.split(written)]
    marked = (re.sub(r"\A[*#]+[ \t]*", "- ", line.strip()) for line in lines)
    return [line for line in marked if line]


def _inline(text: str) -> str:
    """Return a text without the marks of type and links."""
    return clean(_QUOTES.sub("", _LINK.sub(r"\g<words>", text)))
