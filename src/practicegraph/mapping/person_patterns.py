"""How names of persons are written: capitals, initials, particles; and in Arabic, which has no capitals."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from practicegraph.mapping.tables import alternation

CAPITALS: Final = "".join(
    chr(code) for code in (*range(0x41, 0x530), *range(0x1E00, 0x1F00)) if chr(code).isupper()
)
"""Latin, Greek and Cyrillic capitals, with the letters of Vietnamese."""
ONE_NAME: Final = rf"[{CAPITALS}][^\W\d_A-Z]{{2,}}(?:[-‑][{CAPITALS}][^\W\d_A-Z]+)?"
"""A name of one word, joined ones too."""
_ARABIC: Final = "\u0621-\u064a"
_LETTER: Final = r"[^\W\d_]"
_SPACE: Final = r"[ \u00a0]"
_NICKNAME: Final = rf"[\"“„«‘][^\s\"”“»’]{{2,15}}[\"”“»’]{_SPACE}"
"""What a person is called, between the given and the family name: 'Philippa "Pip" Garstang'."""


def name_pattern(particles: Iterable[str], before: str = "") -> str:
    """Return a pattern of two to four name words: capitalised or initials, particles between them.

    ``before`` is asserted behind the first letter: a search skips to the capitals a pattern begins with.
    """
    particles = tuple(particles)
    latin = [one for one in particles if not _is_arabic(one) and not one.endswith("-")]
    small = alternation([*latin, *(one.capitalize() for one in latin if len(one) > 1)])
    joined = alternation(one.removesuffix("-") for one in particles if one.endswith("-"))
    rest = rf"(?:[^\W\d_A-Z]?\.|(?:{_LETTER}|['’‑-](?={_LETTER}))*)"
    particle = rf"(?:{small}(?:{_SPACE}|(?<=['’])))*(?:{joined}[-‑])?"
    further = rf"(?:{_SPACE}|(?<=\.))(?:{_NICKNAME})?{particle}[{CAPITALS}]{rest}"
    return rf"(?:[{CAPITALS}]{before}{rest}(?:{further}){{1,3}}|{_arabic_name(particles, before)})"


def _arabic_name(particles: Iterable[str], before: str) -> str:
    """Return a pattern of a name in Arabic letters.

    Behind its first word stand words with the article and those behind particles ("بن", "عبد"); where it has none, the
    next word is the family's.
    """
    small = alternation(one for one in particles if _is_arabic(one))
    word = rf"[{_ARABIC}]+"
    article = rf"ال{word}"
    nasab = rf"(?:{small}{_SPACE})+{word}"
    first = rf"(?:{small}{_SPACE}{word}|[{_ARABIC}]{before}[{_ARABIC}]+)"
    return rf"{first}(?:(?:{_SPACE}(?:{nasab}|{article})){{1,3}}|{_SPACE}{word}(?:{_SPACE}(?:{nasab}|{article}))*)"


def stands_small(text: str, word: str) -> bool:
    """Tell whether a text has a word in small letters, which then is no name's alone."""
    return re.search(rf"(?<!\w){re.escape(word.lower())}(?!\w)", text) is not None


def _is_arabic(form: str) -> bool:
    return re.match(rf"[{_ARABIC}]", form) is not None
