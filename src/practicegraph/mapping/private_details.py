"""Details of private persons: numbers of their papers and accounts, days of birth, where they live."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from practicegraph.mapping.person_patterns import CAPITALS
from practicegraph.mapping.story_words import StoryPatterns

_SPACE: Final = r"[ \u00a0]"
_CODE: Final = re.compile(
    r"[A-Z](?<!\w.)[A-Z](?:\d\d(?:[ \u00a0]?[A-Z\d]{4}){2,7}(?:[ \u00a0]?[A-Z\d]{1,3})?"
    r"|(?P<tax>[A-Z]{4}\d\d[A-EHLMPRST]\d\d[A-Z]\d{3}[A-Z]))(?!\w)"
)
"""An account's number (ISO 13616), which its check digits tell from others, and the codice fiscale of a person; that of a
body is eleven digits."""
_NUMBER_WORD: Final = r"(?:(?i:no|nr|num|number|nº|n°|č|№|numer|numarası|αρ|رقم)[.:]?[ \u00a0]*)?"
_IDENTITY: Final = re.compile(
    rf"[\w-]{{0,2}}[.]?[ \u00a0]*[:#]?[ \u00a0\t]*{_NUMBER_WORD}[:#]?[ \u00a0\t]*"
    r"(?P<value>[A-Z\u0410-\u042f\d](?=(?:[^\d\n]?\d){4})[A-Z\u0410-\u042f\d .\u00a0/-]{3,22}[A-Z\u0410-\u042f\d])(?!\w)"
)
_MONTH: Final = r"(?:\d{1,2}|[^\W\d_]{3,12}\.?)"
_DAY: Final = re.compile(
    rf"{_SPACE}?(?:[:(,\t]|\|)?[ \u00a0\t]*(?:[^\W\d_]{{1,4}}{_SPACE})?"
    rf"(?P<value>\d{{1,2}}(?:st|nd|rd|th|er|º|ης?|-го)?[ \u00a0./-]+(?:de{_SPACE})?{_MONTH}[ \u00a0./,-]+(?:de{_SPACE})?(?:19|20)\d\d"
    rf"|(?:19|20)\d\d-\d\d-\d\d|(?:19|20)\d\d\.{_SPACE}\w+{_SPACE}\d{{1,2}}\.?|[^\W\d_]{{3,10}}{_SPACE}\d{{1,2}},{_SPACE}(?:19|20)\d\d)"
)
_ADDRESS: Final = re.compile(
    rf"{_SPACE}*(?:[:|\t]{_SPACE}*)?(?:[^\W\d_]{{1,5}}{_SPACE})?(?P<value>(?:\d{{1,4}}\w?,?{_SPACE}(?:[^\W\d_]{{1,12}}['’ ]){{0,3}}[{CAPITALS}][^\n;.()]{{2,50}}"
    rf"|(?:[^\W\d_]{{1,8}}\.?{_SPACE}){{0,3}}[{CAPITALS}][^\n;()\d]{{2,40}}\d[^\n;.()]{{0,50}}))"
)
_LABEL_ENDS: Final = re.compile(r"[ \u00a0]*[:|\t]")
_SURE: Final = 0.9
_LIKELY: Final = 0.7
_VALUES: Final = {
    "birthdate": ("birth", _DAY, "birth:label", _SURE),
    "born": ("birth", _DAY, "birth:verb", _SURE),
    "identity": ("identity", _IDENTITY, "identity:label", _SURE),
    "dwelling": ("address", _ADDRESS, "address:dwelling", _LIKELY),
}
"""By the group of the words before it: a detail's kind, its pattern, the method and how sure it is."""
_BESIDE: Final = 80
"""Letters between a person's name and the day of birth."""


@dataclass(frozen=True, slots=True)
class DetailMention:
    """A detail of a private person, and its kind: "account", "identity", "birth", "address"."""

    start: int
    end: int
    kind: str
    confidence: float
    method: str


def find_details(
    text: str, patterns: StoryPatterns, persons: Sequence[tuple[int, int]]
) -> Iterator[DetailMention]:
    """Yield the details of private persons, of whom ``persons`` are the spans of names.

    A label such as "date of birth" tells a day; a verb such as "born on" does with a person's name near on its line. Where
    somebody lives is told by a verb, or by a label at the beginning of a line.
    """
    for match in _CODE.finditer(text):
        if match["tax"]:
            yield DetailMention(*match.span(), "identity", _SURE, "identity:code")
        elif is_account(match[0]):
            yield DetailMention(*match.span(), "account", _SURE, "account:iban")
    for cue in patterns.details.finditer(text):
        kind, value, method, confidence = _VALUES[cue.lastgroup or ""]
        found = value.match(text, cue.end())
        if found is None:
            continue
        detail = DetailMention(*found.span("value"), kind, confidence, method)
        if cue["born"] and not _is_beside(text, detail.start, persons):
            continue
        if not cue["dwelling"] or _begins_line(text, cue.start()) or not _LABEL_ENDS.match(text, cue.end()):
            yield detail


def _is_beside(text: str, at: int, persons: Sequence[tuple[int, int]]) -> bool:
    """Tell whether the name of a person stands near on the line."""
    return any(
        abs(start - at) <= _BESIDE and "\n" not in text[min(start, at) : max(start, at)]
        for start, _ in persons
    )


def _begins_line(text: str, at: int) -> bool:
    return not text[text.rfind("\n", 0, at) + 1 : at].strip(" \u00a0\t*-–•|#")


def is_account(written: str) -> bool:
    """Tell whether the check digits of an account's number are right (ISO 7064, modulo 97)."""
    plain = re.sub(r"\s", "", written)
    return int("".join(str(int(letter, 36)) for letter in plain[4:] + plain[:4])) % 97 == 1
