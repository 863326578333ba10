"""Sentences of running text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from practicegraph.mapping.memory import kept
from practicegraph.reading.blocks import MASK

SENTENCE_ENDS: Final = (".", "!", "?", "…", "؟")
"""What a text ends with that is a sentence."""
_END: Final = re.compile(
    r"[.!?…؟。][.!?…؟。]*[\"”»’)\]]*(?:(?=\s|\Z)|(?<=[^\W\d_A-ZÀ-Þ]{3}[.!?])(?<!www\.)(?=[^\W\d_][^\W\d_A-ZÀ-ÞΑ-ΩА-Я]{2}))"
)
"""The end of a sentence, also where the next begins with no space between: "the offices.Their aim".

Not ``+``: a search skips to the letters of a class only if the pattern begins with it once.
"""
_ABBREVIATION: Final = re.compile(
    r"(?:^|[\s(])(?:\w|\w\.\w|art|ex|mr|mrs|ms|dr|prof|st|nr|vol|p|pp|tel|ca|bzw|usw|resp|etc|inkl|incl"
    r"|approx|vs|cf|fig|dvs|bl|jr|sr|g|г|т|ул|стр|св|напр|str|tzv|např|ul|npr|itd|ltd|inc|co|ім"
    r"|ds|św|šv|sv|tzn|tj|mgr|inż|hab|woj|nám|ing|mudr|judr|phdr|avda|dott|núm|bijv|bspw|ggf|evtl|einschl|esim|fx|обл|бул|вул|reg|reģ|рег"
    r"|просп|тел|αγ|τηλ|λεωφ|καθ)\Z",
    re.IGNORECASE,
)
_NAMED_AFTER: Final = re.compile(
    r"(?<![^\W\d_])(?=[^\W\d_a-ząćęłńóśźż])[^\W\d_]{4,}(?<!my)(?<!ją)(?<!li)[ \u00a0]im\Z|\d[ \u00a0]im\Z"
)
"""A body and "named after" in Polish, which is the pronoun "them" behind a verb: "Fundacja im. Stefana Batorego"."""
_NUMBER: Final = re.compile(
    r"(?:^|[\s(])(?:no|min|max|maks|mind|cca|kb|ok|ок|env|ung|ungef|aprox|apr|прибл|приб|мін|макс|мин|περ|τουλ|apm|maž|keskm)\Z",
    re.IGNORECASE,
)
"""An abbreviation before a number that is a word elsewhere: "No. Two of us stayed.", "min. 40 people"."""
_CLOSING: Final = re.compile(
    r"(?:(?:^|[\s(])(?:ltd|inc|etc|usw|itd|atd|ipd|itp|osv|ecc|sp\. z o\.o)|\d{4}\s?(?:г|р|r))\Z",
    re.IGNORECASE,
)
"""Abbreviations that may close a sentence: the next word tells."""

_TOLD: Final = 8
_SMALL: Final = 6
"""Words of a sentence, and of its end, that no name has."""
_BEFORE: Final = 24
_DAY: Final = re.compile(r"(?<![\d.,])\d{1,2}(?:\.\s?\d{1,2})?\Z")
_GOES_ON: Final = re.compile(r"\d{1,2}\.|(?:[^\W\d_]+\s+)?(?:19|20)\d\d(?!\d)")
"""What goes on with a date behind the dot of its day: "30. September 2024", "31. 3. 2025"."""

_QUOTES: Final = {"„": '“”"', "“": "”“", "”": "”", '"': '"', "«": "»", "»": "«", "‘": "’", "『": "』"}
"""Marks that open a quotation, with those that may close it."""
_PAUSE: Final = re.compile(r"[,.!?;]\s")
_QUOTED: Final = 20
"""Code points that a quotation of somebody has at least."""
_NAME_WORDS: Final = 6
"""Words that no name in quotation marks has."""
_SAID_BETWEEN: Final = re.compile(
    r"[\"“«„][^\"“”«»„\n]{8,}[\"”»“],?[ ](?P<who>[^\"“”«»„\n]{3,80})[\"“«„][^\"“”«»„\n]{3,}[\"”»“][.!?]?\s*\Z"
)
"""A quotation in two pieces with who said it between: '"It was hard," says Ana. "Now it is not."'."""
_SPEAKER: Final = 90
"""Code points that may name behind a quotation who said it."""


def is_testimony(text: str, saying: re.Pattern[str]) -> bool:
    """Tell whether a text is nothing but what somebody said, with who it was behind or inside it: «It was hard», – Ana, learner.

    ``saying`` is a verb of telling.
    """
    words = text.lstrip(" >*_-–—")
    closing = _QUOTES.get(words[:1])
    if closing is None:
        return False
    told = _SAID_BETWEEN.match(words)
    if told is not None and saying.search(told["who"]) is not None:
        return True
    end = max(words.rfind(mark) for mark in closing)
    rest = words[end + 1 :].strip()
    if end < _QUOTED or not rest.strip(" .!*_") or len(rest) > _SPEAKER:
        return False  # an answer of an interview has no speaker behind it
    if rest[0] in "-–—(" or MASK in rest or rest.startswith((". –", ". —", ", –", ", —")):
        return True
    if words.count(" ", 0, end) >= _NAME_WORDS and saying.search(rest) is not None:
        return True  # "It was hard but I stayed" says a learner
    # "It was hard, but I stayed", says a learner.
    return rest[0] == "," and words[1:2].isupper() and _PAUSE.search(words, 1, end) is not None


def is_small_line(text: str) -> bool:
    """Tell whether a line begins small and ends without a sign, as those of a list without bullets do."""
    return text[:1].islower() and (text[-1:].isalnum() or text.endswith(")"))


def runs_on(text: str) -> bool:
    """Tell whether a value ends as a sentence and no name: behind its names stand several small words and a full stop."""
    words = text.split()
    return (
        text.rstrip().endswith(".")
        and len(words) >= _TOLD
        and all(word[0].islower() for word in words[-_SMALL:])
    )


@kept
def sentences(text: str, start: int = 0, end: int | None = None) -> tuple[tuple[int, int], ...]:
    """Return the spans of the sentences between two offsets of ``text``, without the space round them.

    An abbreviation, an initial or a number with a dot ends none; a line break ends none either.
    """
    return tuple(_sentences(text, start, len(text) if end is None else min(end, len(text))))


def sentence_at(text: str, at: int) -> tuple[int, int] | None:
    """Return the span of the sentence that an offset of ``text`` is in, ``None`` for the space between two."""
    return next((span for span in sentences(text) if span[0] <= at < span[1]), None)


def _sentences(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    begin = start
    for mark in _END.finditer(text, start, stop):
        before = text[max(begin, mark.start() - _BEFORE) : mark.start()]
        following = text[mark.end() : stop].lstrip()
        dotted = mark[0] == "."
        shortened = _ABBREVIATION.search(before) and not (following[:1].isupper() and _CLOSING.search(before))
        numbered = following[:1].isdigit() and _NUMBER.search(before)
        named = before.endswith("im") and _NAMED_AFTER.search(before) is not None
        if dotted and (shortened or named or numbered or (before[-1:].isdigit() and following[:1].islower())):
            continue
        if dotted and _DAY.search(before) and _GOES_ON.match(following):
            continue
        if following and following[0].islower():
            continue
        yield from _trimmed(text, begin, mark.end())
        begin = mark.end()
    yield from _trimmed(text, begin, stop)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end
