"""Tables of knowledge: the CSV files of ``data/lexicon`` and ``data/gazetteer``."""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Final

from practicegraph.errors import InvalidDataError
from practicegraph.folders import folder

_CONJUNCTIONS: Final = {"ar": "وف"}
"""Letters that are a word of their own before the one that they are written together with: "and", "so"."""


def read_table(path: Path | str, columns: Sequence[str]) -> list[dict[str, str]]:
    """Return the rows of a CSV table, values stripped; a ``str`` is a file of ``data/lexicon``.

    Lines that start with ``#`` are comments. Raises :class:`InvalidDataError` naming the file and line
    where the file is missing, lacks one of ``columns``, or has a row of another length.
    """
    path = folder("data", "lexicon", path) if isinstance(path, str) else path
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidDataError(f"cannot be read: {error}", source=path) from error
    reader = csv.reader("" if line.startswith("#") else line for line in lines)
    header = next(filter(None, reader), [])
    missing = [column for column in columns if column not in header] if header else []
    if missing:
        raise InvalidDataError(f"lacks the columns {', '.join(missing)}", source=path, place=1)
    rows = list(filter(None, reader))
    if any(len(values) != len(header) for values in rows):
        raise _unequal(path, lines)
    return [dict(zip(header, map(str.strip, values), strict=True)) for values in rows]


def _unequal(path: Path, lines: Iterable[str]) -> InvalidDataError:
    """Return the error of a table of which a row has not as many values as the first."""
    reader = csv.reader("" if line.startswith("#") else line for line in lines)
    columns = len(next(filter(None, reader)))
    values = next(values for values in reader if values and len(values) != columns)
    message = f"has {len(values)} values for {columns} columns"
    return InvalidDataError(message, source=path, place=reader.line_num)


def with_conjunctions(form: str, language: str) -> tuple[str, ...]:
    """Return a form, and as Arabic writes it together with the conjunction before it."""
    return (form, *(f"{letter}{form}" for letter in _CONJUNCTIONS.get(language, "")))


class LazyPattern:
    """A pattern that is put together when a text is first searched for it: of hundreds, a process needs some."""

    def __init__(self, *parts: str | Sequence[str]) -> None:
        """Keep the parts of the pattern; a part that is a list of forms stands for any of them."""
        self._parts = parts

    @cached_property
    def compiled(self) -> re.Pattern[str]:
        """The pattern itself."""
        return re.compile(
            "".join(part if isinstance(part, str) else alternation(part) for part in self._parts)
        )

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """Return the first place of a part of a text."""
        return self.compiled.search(text, start, end)

    def match(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """Return what a part of a text begins with."""
        return self.compiled.match(text, start, end)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """Return a whole text."""
        return self.compiled.fullmatch(text)

    def finditer(self, text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        """Return the places of a part of a text."""
        return self.compiled.finditer(text, start, end)


def alternation(forms: Iterable[str]) -> str:
    """Return a pattern that matches any of ``forms``, the longest first.

    A space matches any white space, an apostrophe any of its forms. An empty list gives a pattern that matches nothing.
    Forms that begin alike share their beginning, so that a letter of the text is tried once and not for each form.
    """
    root: _Tree = {}
    for form in forms:
        node = root
        for letter in form:
            node = node.setdefault(_LETTERS.get(letter) or re.escape(letter), {})
        if form:
            node[_END] = {}
    if not root:
        return "(?!)"
    return f"(?=[{''.join(sorted(map(_in_class, root)))}])(?:{_any_of(root)[0]})"


_Tree = dict[str, "_Tree"]
"""What may follow, by the pattern of the next letter; :data:`_END` where a form ends."""
_END: Final = ""
_SPACE: Final = r"\s+"
_LETTERS: Final = {" ": _SPACE, "'": "['’´`]"}


def _in_class(letter: str) -> str:
    """Return the pattern of a letter as it is written in a class of letters."""
    return r"\s" if letter == _SPACE else letter.strip("[]")


def _any_of(node: _Tree) -> tuple[str, int]:
    """Return the pattern of a node and how long it is: its longest branch first, then nothing where a form ends."""
    branches = []
    for child, following in node.items():
        if child != _END:
            after, length = _after(following)
            branches.append((-length, child, child + after))
    branches.sort()
    written = [branch for _, _, branch in branches]
    return "|".join([*written, ""] if _END in node else written), 1 - branches[0][0] if branches else 1


def _after(node: _Tree) -> tuple[str, int]:
    """Return the pattern of what follows a letter, and how long it is."""
    pattern, length = _any_of(node)
    return (pattern if len(node) == 1 else f"(?:{pattern})"), length
