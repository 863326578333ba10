"""The numbers and letters that count the items of a list: "1.", "2)", "a)"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final

NUMBER: Final = re.compile(
    r"(?P<indent>[ \t]*)\(?(?P<number>\d{1,2})(?P<mark>[.)]|[ \t]?[-–/](?=[ \t]))?(?P<gap>[ \t\u00a0]*)(?=\S)"
)
LETTER: Final = re.compile(r"(?P<indent>[ \t]*)\(?(?P<letter>[^\W\d_])\)[ \t]+(?=\S)")
_ALPHABETS: Final = ("abcdefghijkl", "αβγδεζηθικλ", "абвгдежзийкл", "абвгґдеєжз")


def list_numbers(lines: list[str]) -> dict[int, int]:
    """Return the lines that begin with a list number.

    A number counts only in a run that goes 1, 2 ..., so that "3 years" stays a value and "1. März" a date. The items
    "1)", "2)" may stand between the headings "1." and "2.".
    """
    found = {
        index: match
        for index, line in enumerate(lines)
        if (match := NUMBER.match(line)) and _may_be_listed(match)
    }
    marks = {(match["mark"] or "").strip() for match in found.values()}
    numbers = _counted_on(found)
    for mark in marks if len(marks) > 1 else ():
        alike = {index: match for index, match in found.items() if (match["mark"] or "").strip() == mark}
        numbers |= _counted_on(alike)
    return numbers


def _may_be_listed(match: re.Match[str]) -> bool:
    """Tell whether a number could be one of a list: no date or decimal, nor one like those in "1In" and "16/02"."""
    behind = match.string[match.end() :][:1]
    return not behind.isdigit() if match["mark"] else bool(match["gap"]) and behind.isalpha()


def _counted_on(found: Mapping[int, re.Match[str]]) -> dict[int, int]:
    """Return the lines whose numbers go 1, 2 ..., with these."""
    numbers: dict[int, int] = {}
    run: list[int] = []

    def close() -> None:
        if len(run) > 1:
            numbers.update({index: int(found[index]["number"]) for index in run})

    for index in sorted(found):
        value = int(found[index]["number"])
        if value == 1:
            close()
            run = [index]
        elif run and value == len(run) + 1:
            run.append(index)
    close()
    return numbers


def list_letters(lines: Sequence[str]) -> dict[int, int]:
    """Return the lines that begin with a list letter, each below the one with the letter before it: "a)", "b)"."""
    found: dict[int, int] = {}
    run: list[int] = []
    for index, line in enumerate([*lines, ""]):
        match = LETTER.match(line)
        position = next(
            (at.index(match["letter"]) for at in _ALPHABETS if match and match["letter"] in at), -1
        )
        if run and position == len(run) and run[-1] == index - 1:
            run.append(index)
            continue
        if len(run) > 1:
            found |= {at: number for number, at in enumerate(run, start=1)}
        run = [index] if position == 0 else []
    return found
