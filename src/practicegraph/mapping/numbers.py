"""Numbers as written: thousands and decimals by the separators of any locale."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

_NUMBER: Final = re.compile(
    r"\d(?:(?<!\w.)|(?<=(?<!\w)(?:EUR|GBP|USD|CHF|PLN|CZK|SEK|NOK|DKK|HUF|RON|BGN|TRY|UAH).)|(?<=(?<!\w)[وبلف].)|(?<=ـ.))(?<!\d[.,:/+@-].)(?:\d{0,2}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d{1,2})?"
    r"|\d{0,2}(?:([.,'’])\d{3})(?:\1\d{3})*(?:[.,]\d{1,2})?|\d*(?:[.,]\d{1,2})?)(?!\d|[.,:/]\d)"
)
"""Its first digit is looked behind, not before: a search then skips to the digits. Arabic joins its small words to them."""
_SPACES: Final = re.compile(r"[ \u00a0\u202f'’]")
_GROUP: Final = 3
_LONGEST: Final = 18


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text; ``grouped`` tells whether its thousands are set apart."""

    start: int
    end: int
    value: Decimal
    grouped: bool


def find_numbers(text: str) -> Iterator[Number]:
    """Yield the numbers in ``text`` that are not part of a date, code or address."""
    for match in _NUMBER.finditer(text):
        written = match[0]
        if len(written) > _LONGEST:
            continue
        yield Number(match.start(), match.end(), parse_number(written), not written.isdecimal())


def parse_number(written: str) -> Decimal:
    """Return the value of a number with the separators of any locale.

    A single separator before exactly three digits sets thousands apart, unless only a zero stands before.

    >>> parse_number("144 539,34"), parse_number("52,488,508"), parse_number("1.2")
    (Decimal('144539.34'), Decimal('52488508'), Decimal('1.2'))
    """
    plain = _SPACES.sub("", written)
    marks = [mark for mark in plain if mark in ".,"]
    if not marks:
        return Decimal(int(plain))
    last = marks[-1]
    whole, _, rest = plain.rpartition(last)
    decimal = marks.count(last) == 1 and (len(set(marks)) > 1 or len(rest) != _GROUP or whole == "0")
    if decimal:
        integer = re.sub(r"[.,]", "", whole)
        return Decimal(f"{int(integer)}.{''.join(str(int(digit)) for digit in rest)}")
    return Decimal(int(re.sub(r"[.,]", "", plain)))
