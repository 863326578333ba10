"""Telephone numbers: international, national, or behind a word for one; which of them are public service lines."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Self

from practicegraph.mapping.tables import alternation, read_table

_DIGIT: Final = re.compile(r"\d")
_DIGITS: Final = re.compile(r"\D")
NUMBER: Final = re.compile(
    r"[+(\d](?<![\w.,/@=&-].)(?:(?<=\d)|(?<=\+)\d|(?<=\()\+?\d)"
    r"[\d \u00a0()/.\-–‑]*\d(?!\w|[.,]\d|[ \u00a0]?%)"
)
_DATE: Final = re.compile(
    r"(?<!\d)(?:\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d\d|(?:19|20)\d\d[./-]\d{1,2}[./-]\d{1,2}"
    r"|\d{1,2}[./](?:19|20)\d\d|(?:19|20)\d\d\s?[-–/]\s?(?:19|20)\d\d)(?!\d)"
)
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_GROUPED: Final = re.compile(r"\(?\d{2,5}\)?(?:[ \u00a0.-]\d{2,5}){1,4}")
_AMERICAN: Final = re.compile(r"\(?[2-9]\d\d\)?[ \u00a0.‑-][2-9]\d\d[ \u00a0.‑-]\d{4}")
_APART_BEFORE: Final = re.compile(r"(?:^|[|;,•·–\t]|[ ]-)[ \u00a0]*\Z", re.MULTILINE)
_APART_BEHIND: Final = re.compile(r"[ \u00a0]*(?:$|[|;,•·–\t]|-[ ])", re.MULTILINE)
_HOURS: Final = re.compile(r"\d{1,2}[.:]\d\d\s*[-–‑/]\s*\d{1,2}[.:]\d\d")
"""From when to when a place is open."""
_TOLL_FREE: Final = re.compile(
    r"\(?(?:\+\d{1,3}[ \u00a0]?(?:\(0\))?|0|00)[ \u00a0]?80[08](?:[\s()/.-]?\d){5,}"
)
"""A number that costs nothing to call, which nobody has at home: 0800, 00800, +44 800."""
_BUSINESS: Final = re.compile(r"\d{7}-\d")
"""What no telephone is written like: the number of a Finnish business, its last figure a check."""
_SENTENCE_ENDS: Final = re.compile(r"(?<=[^\W_]{3})[.!?][ \u00a0]+(?=[^\W\d_a-z])")
_UNCODED: Final = "000"
"""What no telephone begins with, as no country's code does with a nought: the number of a register."""
_REACH: Final = 90
_CUE_REACH: Final = 24
_LABEL_REACH: Final = 48
_LABELLED_BY: Final = 5
_FEWEST: Final = 7
_MOST: Final = 15
_SHORT: Final = 3
_ALONE: Final = 0.75
_SHORT_CELL: Final = 5
"""Digits of a number in a cell of its own, where figures stand too."""


@dataclass(frozen=True, slots=True)
class Numbering:
    """How a country numbers its telephones: calling code, trunk prefix, digits of a national number, toll-free beginnings."""

    code: str
    trunk: str
    shortest: int
    longest: int
    free: tuple[str, ...]


@dataclass(frozen=True, slots=True, repr=False)
class PhoneKnowledge:
    """What :func:`find_phones` knows of numbering plans, words before numbers and words for service lines."""

    numbering: dict[str, Numbering]
    cue: re.Pattern[str]
    service: re.Pattern[str]

    @classmethod
    def load(cls, forms: Mapping[str, Sequence[str]]) -> Self:
        """Read ``phones.csv``; ``forms`` are those of ``contact_cues.csv`` by their kinds."""
        numbering = {
            row["country"]: Numbering(
                row["calling_code"],
                row["trunk"],
                int(row["shortest"]),
                int(row["longest"]),
                tuple(filter(None, row["free"].split("|"))),
            )
            for row in read_table(
                "phones.csv", ("country", "calling_code", "trunk", "shortest", "longest", "free")
            )
        }
        return cls(
            numbering=numbering,
            cue=re.compile(
                rf"(?i)(?<!\w){alternation(forms['phone'])}(?:\W{{0,12}}|\.?[ ][^\W\d_][^\d:|;,.\n]{{2,28}}:\W{{0,4}})$|[☎📞]\W{{0,4}}$"
            ),
            service=re.compile(rf"(?i)(?<!\w){alternation(forms['service'])}"),
        )


@dataclass(frozen=True, slots=True)
class PhoneMention:
    """A telephone number as ``written`` and in E.164 form where derivable.

    ``service`` marks a public service line of an organisation, which is not personal data.
    """

    start: int
    end: int
    written: str
    e164: str | None
    service: bool
    confidence: float
    method: str


def find_phones(text: str, knowledge: PhoneKnowledge, country: str | None = None) -> tuple[PhoneMention, ...]:
    """Return the telephone numbers in ``text``.

    A number is international (``+`` or ``00``), national with a trunk ``0``, follows a word such as
    "phone", stands beside an address of mail where a country dials no trunk prefix, or is grouped as in North America. ``country`` (ISO 3166-1 alpha-2) turns national numbers into E.164.
    """
    found: list[PhoneMention] = []
    for match in NUMBER.finditer(text) if _DIGIT.search(text) else ():
        start, end = match.span()
        end = _balanced(text, start, end)
        written = text[start:end]
        if not _phone_confidence(written, cued=True):
            continue  # most are too short for one
        reach = _LABEL_REACH if ":" in text[max(0, start - _LABELLED_BY) : start] else _CUE_REACH
        cued = knowledge.cue.search(text, max(0, start - reach), start) is not None
        plan = knowledge.numbering.get(country or "")
        free = _is_free(written, plan)
        service = free or _is_service(text, start, end, knowledge)
        if text[max(0, start - 1) : start] == "\t" and len(_DIGITS.sub("", written)) < _SHORT_CELL:
            cued = False
        if _YEAR.fullmatch(written):
            cued, service = False, service and text[:start].rstrip().endswith(":")
        alone = _is_american(written, plan) or (
            _is_national(written, plan) and _is_beside_mail(text, start, end)
        )
        confidence = _phone_confidence(written, cued=cued or service) or (_ALONE if alone else 0.0)
        if confidence:
            method = "phone:cue" if cued or service else "phone"
            number = _e164(written, knowledge, country)
            found.append(PhoneMention(start, end, written, number, service, confidence, method))
    return tuple(found)


def _balanced(text: str, start: int, end: int) -> int:
    """Return the end before an opening bracket that the number does not close."""
    opened = text.rfind("(", start, end)
    if opened > start and ")" not in text[opened:end]:
        return start + len(text[start:opened].rstrip(" \t\u00a0./-–‑"))
    return end


def _phone_confidence(written: str, *, cued: bool) -> float:
    """Return how sure it is that a run of digits is a telephone number; 0 if it is none."""
    digits = _DIGITS.sub("", written)
    if (
        _DATE.search(written)
        or _HOURS.fullmatch(written)
        or len(digits) > _MOST
        or re.search(r"[.\-–/]\s*[.\-–/]", written)
    ):
        return 0.0
    if digits.startswith(_UNCODED) or _BUSINESS.fullmatch(written):
        return 0.0
    if written.lstrip("(").startswith("+") or digits.startswith("00"):
        return 0.95 if len(digits) > _FEWEST else 0.0
    if cued:
        return 0.9 if len(digits) >= _SHORT else 0.0
    grouped = re.search(r"\d[ \t\u00a0()/\-–‑.]+\d", written) is not None
    national = written.lstrip("(").startswith("0") and len(digits) > _FEWEST
    return 0.75 if national and grouped and "." not in written[:2] else 0.0


def _is_service(text: str, start: int, end: int, knowledge: PhoneKnowledge) -> bool:
    """Tell whether the same line calls the number a public service line."""
    line = max(text.rfind("\n", 0, start) + 1, start - _REACH)
    stop = text.find("\n", end)
    before = knowledge.service.search(text, line, start)
    after = knowledge.service.search(text, end, min(len(text) if stop < 0 else stop, end + _CUE_REACH))
    if _TOLL_FREE.match(text, start, end):
        return True
    if (
        after is not None
        and not _parts(text, end, after.start())
        and text[after.end() : after.end() + 1] != ":"
    ):
        return True
    return (
        before is not None
        and not _parts(text, before.end(), start)
        and NUMBER.search(text, before.end(), start) is None
    )


def _parts(text: str, start: int, end: int) -> bool:
    """Tell whether a sentence ends between two places."""
    return _SENTENCE_ENDS.search(text, start, end) is not None


def _is_free(written: str, numbering: Numbering | None) -> bool:
    """Tell whether a number is one that costs nothing to call in a country: "900 264 118" in Spain."""
    digits = _DIGITS.sub("", written)
    return (
        numbering is not None
        and digits.startswith(numbering.free)
        and len(digits) >= _FEWEST
        and not written.startswith("+")
    )


def _is_national(written: str, numbering: Numbering | None) -> bool:
    """Tell whether a number in groups has as many digits as one of a country that dials nothing before them."""
    digits = len(_DIGITS.sub("", written))
    return (
        numbering is not None
        and not numbering.trunk
        and numbering.shortest <= digits <= numbering.longest
        and _GROUPED.fullmatch(written) is not None
    )


def _is_american(written: str, numbering: Numbering | None) -> bool:
    """Tell whether a number is written as those of the North American plan are: "204-555-0148"."""
    return numbering is not None and numbering.code == "1" and _AMERICAN.fullmatch(written) is not None


def _is_beside_mail(text: str, start: int, end: int) -> bool:
    """Tell whether a number is alone between the signs of a line that gives an address of mail: "Ana | a@b.example | 283 000 412"."""
    line, stop = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    own = text[line : len(text) if stop < 0 else stop]
    apart = _APART_BEFORE.search(text, line, start) and _APART_BEHIND.match(text, end)
    return apart is not None and "@" in own


def _e164(written: str, knowledge: PhoneKnowledge, country: str | None) -> str | None:
    """Return the number in E.164 form, ``None`` where the country or its length does not allow it."""
    plain = re.sub(r"\(0\)", "", written)
    digits = _DIGITS.sub("", plain)
    if plain.lstrip("(").startswith("+"):
        return f"+{digits}"
    if digits.startswith("00"):
        return f"+{digits[2:]}"
    numbering = knowledge.numbering.get(country or "")
    if numbering is None:
        return None
    national = digits.removeprefix(numbering.trunk) if numbering.trunk else digits
    if numbering.trunk and national == digits and not _is_american(written, numbering):
        return None
    fits = numbering.shortest <= len(national) <= numbering.longest
    return f"+{numbering.code}{national}" if fits else None
