"""Signs that stand for bullets where several lines begin with the same one: ticks, arrows, diamonds, stars."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby
from typing import Final

_TICKS: Final = "✔✓✅☑"
_OTHERS: Final = "➤➔➜➢➡►▶▸❖◆◇◈✦✧★☆❯⇒→»👉🔹🔸🔷🔶📌🟢🔵"
_OPEN: Final = re.compile("[☐□○◻⬜❏✗✘☒❌]")
"""Signs beside which a tick says which option holds."""
_SIGNED: Final = re.compile(rf"(?P<indent>[ \t]*)(?P<mark>[{_TICKS}{_OTHERS}])\ufe0f?[ \t]*(?=\w|[«„“\"(])")
_RUN: Final = 2
_POINTED: Final = re.compile(r"(?P<indent>[ \t]*)(?P<mark>>)[ \t]+(?=[^\s>])")
_OVER_LIST: Final = (":", "?", "…")


def pointed_lines(lines: Sequence[str]) -> dict[int, re.Match[str]]:
    """Return the lines that begin with ">" as items below a line that asks or leads on, where else it marks a quotation.

    There are two or more, none of which ends a sentence: "What have we been up to?" over "> we interviewed 62 teachers".
    """
    items: dict[int, re.Match[str]] = {}
    over = ""
    written = ((index, line) for index, line in enumerate(lines) if line.strip())
    for pointed, run in groupby(written, key=lambda item: _POINTED.match(item[1]) is not None):
        same = list(run)
        lists = pointed and len(same) >= _RUN and over.endswith(_OVER_LIST)
        if lists and not any(line.rstrip().endswith((".", ",")) for _, line in same):
            items |= {index: found for index, line in same if (found := _POINTED.match(line)) is not None}
        over = same[-1][1].rstrip()
    return items


def signed_lines(text: str, lines: Sequence[str]) -> dict[int, re.Match[str]]:
    """Return the lines that begin with a sign as the item before or after them does, each with that sign.

    Blank lines may part them. A tick is no bullet in a text that has open boxes or crosses, too.
    """
    signs = [sign for sign in _TICKS + _OTHERS if sign in text]
    if not signs:
        return {}
    found = {index: match for index, line in enumerate(lines) if (match := _SIGNED.match(line))}
    options = _OPEN.search(text) is not None
    written = (index for index, line in enumerate(lines) if line.strip())
    items: dict[int, re.Match[str]] = {}
    for mark, run in groupby(written, key=lambda index: found[index]["mark"] if index in found else ""):
        same = list(run)
        if mark and len(same) >= _RUN and not (options and mark in _TICKS):
            items |= {index: found[index] for index in same}
    return items
