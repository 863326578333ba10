"""The day of publication on lines that bear it beside other things: a newspaper's head, a slide's, a colophon.

"LOCAL NEWS · The Courier, Saturday, 9 May 2020, page 3", "The editors · 9 May 2020 · 3 min read",
"Newsletter of the club · no. 3 · May 2020",
"2nd edition, 2019", "In. No. AB-12/03.05.2020".
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Final

from practicegraph.mapping.cues import Cues
from practicegraph.mapping.date_mentions import DateKind, DateMention
from practicegraph.mapping.dates import DateKnowledge, find_dates
from practicegraph.reading.blocks import Block, BlockKind, Document

_HEAD: Final = 7
_FOOT: Final = 4
_LINE: Final = 110
_MONTH: Final = len("2020-05")
_DAY: Final = len("2020-05-03")
_BESIDE: Final = re.compile(r"[\s,.(–-]*")
"""What stands between a day and its weekday."""
_NEAR: Final = 16
_PIECES: Final = re.compile(r"\s*[|·•;]\s*|\s+[–—-]\s+|,\s+|\.\s+|\n|:\s+")
_GAP: Final = re.compile(r"\s{2,}|\|")
_BEFORE: Final = " :*_>-–"
_NUMBER: Final = re.compile(r"№\s*[\w-]+\s*/\s*\Z")
"""What stands before the day on which an office took in or sent a letter."""
_HOUR: Final = re.compile(r"(?<!\d)\d{1,2}[:.h](?P<minute>\d{2})(?![\d.])")
_EVEN: Final = 5
"""Minutes between the times at which events begin."""
_WORDS: Final = 12


def find_stamp(
    document: Document, asked: Collection[int], knowledge: DateKnowledge, cues: Cues, language: str | None
) -> DateMention | None:
    """Return the day, month or year of publication that one of the first or last lines bears, ``None`` if none does.

    A line bears it that has one date and says beside it what came out: a kind of text, a number, an edition, the
    weekday. The values that begin at ``asked`` are of other fields.
    """
    for block, first in _edges(document):
        if len(block.text) > _LINE or not any(map(str.isdigit, block.text)):
            continue
        dates = find_dates(block.text, knowledge, language)
        said = next((date for date in dates if _is_told(block.text, date, cues)), None)
        if said is not None:
            return said.moved(block.start)
        if block.start in asked:
            continue
        if len(dates) != 1 or dates[0].kind is not DateKind.DATE or dates[0].first is None:
            continue
        if _is_stamp(block.text, dates[0], cues, language, first=first):
            return dates[0].moved(block.start)
    return None


def _edges(document: Document) -> Iterator[tuple[Block, bool]]:
    """Yield the first and last lines, each with whether it is one of the first."""
    blocks = document.blocks
    for index, block in enumerate(blocks):
        first = index < _HEAD
        if (
            (first or index >= len(blocks) - _FOOT)
            and block.kind is BlockKind.PARAGRAPH
            and block.row is None
        ):
            yield block, first


def _is_told(text: str, date: DateMention, cues: Cues) -> bool:
    """Tell whether a line begins by saying that something came out on a day: "Published on 3 May 2021, updated on ..."."""
    words = text[: date.start].strip(_BEFORE)
    day = date.kind is DateKind.DATE and len(date.first or "") == _DAY
    return day and cues.matches("published", words)


def _is_stamp(text: str, date: DateMention, cues: Cues, language: str | None, *, first: bool) -> bool:
    before, after = text[: date.start], text[date.end :]
    precision = len(date.first or "")
    at_a_minute = first and not before.strip() and _HOUR.search(after) is not None and not _is_due(text)
    if precision == _DAY and (at_a_minute or _NUMBER.search(before)):
        return True
    said = cues.search("published", before[-_NEAR * 2 :], language=language)
    told = said is not None and not before[-_NEAR * 2 :][said.end() :].strip(" :*_")
    if (precision >= _MONTH and told) or (first and precision == _DAY and _says_date(before, after, cues)):
        return True
    if len(text.split()) > _WORDS or text.rstrip().endswith(("!", "?", ":")):
        return False
    pieces = [piece for part in (before, after) for piece in _PIECES.split(part) if piece.strip()]
    if any(_has(cues, "edition", piece, language) for piece in pieces):
        return True
    if precision == _DAY and first and not _is_due(text) and _has_weekday(before, after, cues):
        return True
    return precision >= _MONTH and any(
        _begins(cues, cue, piece, language) for cue in ("kicker", "stamp") for piece in pieces
    )


def _is_due(text: str) -> bool:
    """Tell whether a line gives an hour at which something may begin: what came out does so at any minute, "11:42"."""
    hour = _HOUR.search(text)
    return hour is not None and int(hour["minute"]) % _EVEN == 0


def _says_date(before: str, after: str, cues: Cues) -> bool:
    """Tell whether the word for a date stands right before a day among others with wide gaps between: "Country Malta  Date 3 May 2021"."""
    words = _GAP.split(before)[-1].strip(" :")
    return _GAP.search(before + after) is not None and cues.matches("dated", words)


def _has_weekday(before: str, after: str, cues: Cues) -> bool:
    """Tell whether a weekday stands right beside a day."""
    words = re.split(r"\s+", before.rstrip(" ,.(–-"))
    last = [" ".join(words[-2:]), words[-1]]
    follows = _BESIDE.match(after)
    rest = after[follows.end() :] if follows else after
    following = re.match(r"[\w'’-]+", rest)
    return any(cues.matches("weekday", word.strip(" ,.")) for word in last if word) or (
        following is not None and cues.matches("weekday", following[0])
    )


def _has(cues: Cues, cue: str, piece: str, language: str | None) -> bool:
    return len(piece.split()) <= 3 and cues.search(cue, piece, language=language) is not None


def _begins(cues: Cues, cue: str, piece: str, language: str | None) -> bool:
    found = cues.search(cue, piece, language=language)
    return found is not None and not piece[: found.start()].strip(" *_#\"'0123456789")
