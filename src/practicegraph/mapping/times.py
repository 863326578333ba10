"""When it ran: start, end, duration; and when the document was published."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Final

from practicegraph.mapping.cues import Cues
from practicegraph.mapping.date_mentions import DateKind, DateMention
from practicegraph.mapping.dates import DateKnowledge, find_dates
from practicegraph.mapping.durations import lasts_from_to
from practicegraph.mapping.fact import ROLE_FIELDS, Fact
from practicegraph.mapping.page_furniture import is_menu, is_trail
from practicegraph.mapping.page_heads import FURNITURE, HEAD
from practicegraph.mapping.section import Section
from practicegraph.mapping.source import Source, certainty
from practicegraph.mapping.stamps import find_stamp
from practicegraph.mapping.told_times import find_told_times
from practicegraph.reading.blocks import Block, Document

_STATED: Final = 0.95
_VERB_BEHIND: Final = 40
_CLAUSE: Final = re.compile(r"[.,;:!?\n]")
_HEAD: Final = 5
_MENUS: Final = 30
_BELOW: Final = 2
"""Lines below a title that say when a page was published."""
_BEHIND: Final = 24
_LINE: Final = 40
_STAMPED_LINE: Final = 100
_TALLY: Final = " :.,\u00a00123456789"
_EDGES: Final = " .,:|-–"
_CLOCK: Final = r",?\s+(?:[^\W\d_]{1,4}\.?\s+)?\d{1,2}[:.h]\d{2}(?!\d)(?:\s*[^\W\d_]{1,4}\.?(?=\s|$|[,|·•]))?"
_STAMPED: Final = re.compile(rf"\.?(?:\s?[^\W\d_]{{1,2}}\.)?(?:{_CLOCK}\s*(?:$|[·|•])|\s+[·•]\s)")
"""What follows the day of a newspaper's article on its line: the hour, or signs before its author or section."""
_AT: Final = re.compile(_CLOCK)
"""The hour behind a day: ", 14:32", "at 2.30 pm", "um 14:32 Uhr"."""
_TIMED: Final = re.compile(rf"\.?(?:\s?[^\W\d_]{{1,2}}\.)?{_CLOCK}")
_PIECE: Final = re.compile(r"[^|\s](?:[^|]*[^|\s])?")
"""What stands between bars."""
_HOUR: Final = re.compile(r"(?<!\d)\d{1,2}[:.h]\d{2}(?![\d.])")
_DAY: Final = len("2016-03-05")
_MONTH: Final = len("2016-03")
_LETTER_HEAD: Final = 12
_SIGNED: Final = 4
_MARK: Final = 2
"""Letters that may follow a day: "г.", "r."."""
_PLACED: Final = re.compile(r"[^\W\d_a-zà-öø-ÿ][^\W\d_]+(?:[ -][^\W\d_]+){0,2},(?:\s+[^\W\d_]{1,4})?")
"""What stands before the day of a letter or decision on its line: the place, "Lyon, le"."""
_UNDATED: Final = frozenset({None, "reporter", *ROLE_FIELDS})
"""Fields under which a day alone on a line is none of their values: "Posted by", who did, and the day."""
_BOUNDS: Final = ("start", "end")
_CARRIED_OUT: Final = frozenset({"implementer", "lead", "activity", "method", "description"})
"""What words such as "Implementation", "Realizace" and "Project" may ask for besides when."""
_ASKED: Final = {"duration": ("duration",), "period": ("start", "end"), "start": ("start",), "end": ("end",)}


def find_times(source: Source) -> Iterator[Fact]:
    """Yield the times that fields state; only if there are none, those that running text tells."""
    stated = [fact for section in source.of(*_ASKED) for fact in _in_field(source, section)]
    yield from stated
    for section in source.of("published"):
        yield from _published(source, section)
    named = {fact.field for fact in stated}
    bounds = {fact.field: str(fact.value) for fact in stated if fact.field in _BOUNDS and fact.value}
    told = find_told_times(source, with_bounds=not bounds, with_duration="duration" not in named)
    yield from (
        fact for fact in told if len(bounds) < len(_BOUNDS) or lasts_from_to(str(fact.value), **bounds)
    )


def dated_sections(
    sections: Sequence[Section], knowledge: DateKnowledge, cues: Cues, language: str | None
) -> tuple[Section, ...]:
    """Return the sections with what their values ask for.

    A mere "Date" with a single day is the day of publication; what asks who carried a project out or what was done, and
    has nothing but a period, is its period.
    """

    def dated(section: Section) -> Section:
        if _is_dated(section, knowledge, cues, language):
            return replace(section, field="published")
        return replace(section, field="period") if _is_period(section, knowledge, language) else section

    return tuple(map(dated, sections))


def _is_period(section: Section, knowledge: DateKnowledge, language: str | None) -> bool:
    if section.field not in _CARRIED_OUT or len(section.values) != 1:
        return False
    text = section.values[0].text
    told = find_dates(text, knowledge, language) if len(text) <= _LINE else ()
    if len(told) != 1 or told[0].kind is not DateKind.PERIOD:
        return False
    return not (text[: told[0].start] + text[told[0].end :]).strip(_EDGES)


def _is_dated(section: Section, knowledge: DateKnowledge, cues: Cues, language: str | None) -> bool:
    if section.field != "period" or not cues.matches("dated", section.label):
        return False
    told = [mention for block in section.values for mention in find_dates(block.text, knowledge, language)]
    return len(told) == 1 and told[0].kind is DateKind.DATE and len(told[0].first or "") == _DAY


def find_dateline(
    document: Document,
    sections: Sequence[Section],
    knowledge: DateKnowledge,
    cues: Cues,
    language: str | None,
) -> tuple[DateMention, bool] | None:
    """Return the day that stands alone on one of a page's first lines, under no heading that asks for it.

    With it comes whether the line says that the page was published then.
    """
    asked = {block.start for section in sections if section.field not in _UNDATED for block in section.values}
    asked |= {section.start for section in sections if section.field == "link" and section.values}
    first = _first_lines(document, sections)
    for block in first:
        if block.start in asked or len(block.text) > _STAMPED_LINE or block.column:
            continue
        for mention in find_dates(block.text, knowledge, language):
            rest = block.text[: mention.start] + block.text[mention.end :]
            stamped = mention.start == 0 and _STAMPED.match(block.text, mention.end) is not None
            said = "" if stamped else rest.strip(_EDGES)
            if not stamped and len(block.text) > _LINE:
                continue
            published = bool(said) and cues.matches("published", said)
            if mention.kind is DateKind.DATE and len(mention.first or "") == _DAY and (not said or published):
                return mention.moved(block.start), published
    told = _barred_day((*first, *document.blocks[-_SIGNED:]), asked, knowledge, cues, language)
    if told is not None:
        return told
    placed = _place_and_day(document, asked, knowledge, language)
    placed = placed or find_stamp(document, asked - _before_last_lines(sections), knowledge, cues, language)
    return None if placed is None else (placed, True)


def is_timed(document: Document, day: DateMention) -> bool:
    """Tell whether an hour stands right behind the day of publication, as over news."""
    end = document.text.find("\n", day.end)
    line = document.text[day.end : end if end >= 0 else len(document.text)]
    return _TIMED.match(line) is not None


def _before_last_lines(sections: Sequence[Section]) -> set[int]:
    """Return where the values of contacts begin, and the further ones of lists of other pages: behind them stand a page's last lines."""
    contacts = {block.start for section in sections if section.field == "contact" for block in section.values}
    others = (block for section in sections if section.field == "status" for block in section.values[1:])
    return contacts | {block.start for block in others}


def _first_lines(document: Document, sections: Sequence[Section]) -> tuple[Block, ...]:
    """Return the first lines of a page: those below its title and its menus too, of a line that comes twice the first."""
    title = next((section.start for section in sections if section.method == HEAD), 0)
    below = [at for at, block in enumerate(document.blocks[:_MENUS]) if block.start > title]
    furniture = {
        block.start for section in sections if section.method == FURNITURE for block in section.values
    }
    told: dict[str, Block] = {}
    for block in document.blocks[:_MENUS]:
        if block.start not in furniture and not is_menu(block.text) and not is_trail(block.text):
            told.setdefault(block.text, block)
    lines = tuple(told.values())[:_HEAD]
    if title and below:
        lines += document.blocks[: max(_HEAD, below[0] + _BELOW)]
    return tuple(sorted({*lines, *document.blocks[:_HEAD]}, key=lambda block: block.start))


def _barred_day(
    lines: Sequence[Block], asked: Collection[int], knowledge: DateKnowledge, cues: Cues, language: str | None
) -> tuple[DateMention, bool] | None:
    """Return the day or month that stands alone between bars: "Factsheet | May 2023", "The editors | Turin | 3 May 2023".

    Words for a kind of text or for publication beside it, or the hour, say that the page was published then.
    """
    for block in lines:
        if "|" not in block.text or len(block.text) > _STAMPED_LINE or block.start in asked:
            continue
        pieces = block.text.split("|")
        stamped = (
            any(cues.matches("kicker", piece) for piece in pieces)
            or any(_is_tally(piece, cues) for piece in pieces)
            or _HOUR.search(block.text) is not None
        )
        for piece in _PIECE.finditer(block.text):
            at, written = block.start + piece.start(), piece[0]
            mention = next(iter(find_dates(written, knowledge, language)), None)
            if mention is None or mention.kind is not DateKind.DATE:
                continue
            behind = _AT.sub("", written[mention.end :], count=1)
            said = [part.strip(_EDGES) for part in (written[: mention.start], behind)]
            published = cues.matches("published", said[0]) and len(said[1]) <= _MARK
            bare = not said[0] and len(said[1]) <= _MARK
            if len(mention.first or "") >= (_MONTH if stamped else _DAY) and (published or bare):
                return mention.moved(at), stamped or published
    return None


def _is_tally(piece: str, cues: Cues) -> bool:
    """Tell whether a piece of a line says how often a page was read: "Views: 418", "418 views"."""
    words = piece.strip(_TALLY)
    return words != piece.strip() and cues.matches("stamp", words)


def _place_and_day(
    document: Document, asked: Collection[int], knowledge: DateKnowledge, language: str | None
) -> DateMention | None:
    """Return the day of a line that is a place and a day, as letters and decisions have it over or under them."""
    for block in (*document.blocks[:_LETTER_HEAD], *document.blocks[-_SIGNED:]):
        mention = None if block.start in asked else _placed_day(block.text, knowledge, language)
        if mention is not None:
            return mention.moved(block.start)
    return None


def is_placed_day(text: str, knowledge: DateKnowledge, language: str | None) -> bool:
    """Tell whether a line is a place and a day: "Turin, 3 May 2021"."""
    return _placed_day(text, knowledge, language) is not None


def _placed_day(text: str, knowledge: DateKnowledge, language: str | None) -> DateMention | None:
    if len(text) > _LINE or "," not in text or not any(map(str.isdigit, text)):
        return None
    for mention in find_dates(text, knowledge, language):
        before, after = text[: mention.start].strip(), text[mention.end :].strip(_EDGES)
        day = mention.kind is DateKind.DATE and len(mention.first or "") == _DAY
        if day and len(after) <= _MARK and _PLACED.fullmatch(before):
            return mention
    return None


def _in_field(source: Source, section: Section) -> Iterator[Fact]:
    asked = _ASKED[section.field or ""]
    if not section.values and not section.nested:
        for name in asked:
            yield source.missing(name, section)
        return
    found: dict[str, Fact] = {}
    for block in section.values:
        reached = 0
        for mention in find_dates(block.text, source.knowledge.dates, source.language):
            longer = "end" in found and _is_extended(source, block.text, reached, mention)
            ends = "start" in found and "end" in asked and _ends(source, block.text, mention, reached)
            reached = mention.end
            if asked == ("end",) and _TIMED.match(block.text, mention.end):
                continue  # until then something is handed in
            told = _values(mention, ("end",) if ends else asked)
            for name, value in [("end", mention.last or mention.first or "")] if longer else told:
                if name in found and not longer:
                    continue
                found[name] = source.fact(
                    name, value, block.start + mention.start, block.start + mention.end,
                    confidence=certainty(section, _STATED) * mention.confidence,
                    method=f"{section.method}+{mention.method}",
                )  # fmt: skip
    yield from found.values()


def _is_extended(source: Source, text: str, last: int, mention: DateMention) -> bool:
    """Tell whether a day behind a period is that until which it was extended: "2019 - 2021, extended to June 2022"."""
    until = mention.kind is DateKind.DATE or (mention.kind is DateKind.PERIOD and mention.first is None)
    if not last or not until:
        return False
    return source.cue("extended", text, last, min(len(text), mention.end + _BEHIND)) is not None


def _ends(source: Source, text: str, mention: DateMention, start: int) -> bool:
    """Tell whether a date behind that of a beginning stands beside a verb of ending: "began in 2021, ended in 2023"."""
    stop = min(len(text), mention.end + _VERB_BEHIND)
    beside = text[start : mention.start], _CLAUSE.split(text[mention.end : stop])[0]
    return any(source.cue("ended", words) is not None for words in beside)


def _values(mention: DateMention, asked: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Yield what a mention in a field says; a lone date in a field of one date is that date."""
    if mention.kind is DateKind.DURATION and mention.duration:
        yield "duration", mention.duration
    elif mention.kind is DateKind.PERIOD:
        if mention.first:
            yield "start", mention.first
        if mention.last:
            yield "end", mention.last
    elif mention.kind is DateKind.DATE and mention.first:
        yield ("end" if asked == ("end",) else "start"), mention.first


def _published(source: Source, section: Section) -> Iterator[Fact]:
    if not section.values and not section.nested:
        yield source.missing("published", section)
    for block in section.values:
        for mention in find_dates(block.text, source.knowledge.dates, source.language):
            if mention.kind is DateKind.DATE and mention.first:
                yield source.fact(
                    "published", mention.first, block.start + mention.start, block.start + mention.end,
                    confidence=certainty(section, _STATED) * mention.confidence, method=section.method,
                )  # fmt: skip
                return
