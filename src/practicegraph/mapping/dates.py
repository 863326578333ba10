"""Dates, periods and durations in running text.

A text is cut into tokens, each token gets the letter of what it may mean in a date, and small patterns
over these letters find points in time (``N M Y`` is a day, a month and a year); two points with a
connector between them are a period, in which a year or month written once is inherited by the other.
Nothing depends on the day of the run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Self

from practicegraph.mapping.date_forms import DateForm, partial_points, points
from practicegraph.mapping.date_mentions import DateKind, DateMention
from practicegraph.mapping.date_surroundings import Surroundings
from practicegraph.mapping.durations import DurationGrammar
from practicegraph.mapping.gazetteer import vocabulary
from practicegraph.mapping.memory import kept
from practicegraph.mapping.time_points import Point, joined
from practicegraph.mapping.time_tokens import TimeLexicon, Tokens, having, month_of, pick, tokenize

_PART: Final = "V|[Nn](?:d?E)?p?(?=Q)|Q"
"""A part of a year and which one: "the second quarter of", "4. Quartal"."""
_FILLER: Final = f"(?:[OqGFTj]|{_PART}){{0,6}}"
_BEFORE_CONNECTOR: Final = "(?:(?:V|Np?)?Q[cp]?)?"
_CONNECTOR: Final = f"{_BEFORE_CONNECTOR}[cp]?(?:[Dd]|[dq]?[TL][TLAO]{{0,2}}){_FILLER}"
_SLASH: Final = "s"
_BETWEEN: Final = f"{_BEFORE_CONNECTOR}p?A(?:[OqGT]|{_PART}){{0,6}}"
_SIDE_BY_SIDE: Final = "(?:[SOGVQ]|[dq]?i){0,3}"
"""What may stand between two points where the second says "until": "syyskuusta 2018 elokuuhun 2021"."""
_OPENED: Final = "[cp]?(?:[Dd]|[dq]?[TL]{1,3})[OqGFT]{0,4}P"
_STARTS: Final = "NYnMWKf"
_CODE_BEGIN: Final = re.compile(r"(?<!\w)[^\W\d_a-z]{2,8}[-./](?:[\d]+[-./])*\Z")
_CODE: Final = re.compile(r"[^\W\d_]{2,8}(?:[-./]\d+)*[-./](?:\d{5,}|(?:\d+[-./]){3,}\d)")
"""The number of a contract: capitals and figures, many of them or in many groups."""
_CODE_GOES_ON: Final = re.compile(r"[-./]\d")
_CODE_REACH: Final = 24
_GAP: Final = " " * 4
_FIGURE: Final = re.compile(r"[\d½¼¾]")


_MONTH: Final = re.compile("[Nn][sp]Y")
"""A month as a number before its year, "9/2022", in the classes of tokens."""


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class DateKnowledge:
    """What :func:`find_dates` knows: the words of time in many languages and the patterns over them."""

    lexicon: TimeLexicon
    points: tuple[DateForm, ...]
    partial: tuple[DateForm, ...]
    connector: re.Pattern[str]
    between: re.Pattern[str]
    side_by_side: re.Pattern[str]
    slash: re.Pattern[str]
    opened: re.Pattern[str]
    ending: re.Pattern[str]
    begin: re.Pattern[str]
    starting: frozenset[str]
    """The words of :data:`_STARTS`."""
    dated: frozenset[str]
    """The classes of :data:`_STARTS` that can begin a point in time; the others begin a duration only."""
    holding: dict[str, frozenset[str]]
    durations: DurationGrammar

    @classmethod
    def load(cls) -> Self:
        """Read the words of time from the lexicon and the CLDR."""
        lexicon = TimeLexicon.load()
        begin = lexicon.pattern(f"[{_STARTS}]|U(?=A[WOX]?H)")
        half = having("H", lexicon)
        return cls(
            lexicon=lexicon,
            points=points(lexicon),
            partial=partial_points(lexicon),
            connector=lexicon.pattern(_CONNECTOR),
            between=lexicon.pattern(_BETWEEN),
            side_by_side=lexicon.pattern(_SIDE_BY_SIDE),
            slash=lexicon.pattern(_SLASH),
            opened=lexicon.pattern(_OPENED),
            ending=lexicon.pattern("[dq][Ei]|V[ek]"),
            begin=begin,
            starting=frozenset(
                joint + word
                for word, letter in lexicon.letters.items()
                for joint in (("", *lexicon.joined) if letter in half else ("",))
                if begin.match(letter) or letter in half
            ),
            dated=having("NYnMG", lexicon),
            holding={letter: having(letter, lexicon) for letter in "NYnMFTSLBAOGPEWeijkQV"},
            durations=DurationGrammar.of(lexicon),
        )


@kept
def find_dates(text: str, knowledge: DateKnowledge, language: str | None = None) -> tuple[DateMention, ...]:
    """Return the mentions of time in ``text`` in order, without overlap.

    ``language`` decides names of months that languages share (``listopad``). Numeric dates are read day
    first, month first where a date of the text that is written the same way can only be that.
    """
    if _FIGURE.search(text) is None and knowledge.starting.isdisjoint(vocabulary(text)):
        return ()  # most sentences: to look takes less than to cut them into tokens
    tokens = tokenize(text, knowledge.lexicon, language)
    start = knowledge.begin.search(tokens.classes)
    if start is None:
        return ()
    reader = _Reader(tokens, knowledge, language)
    found: list[DateMention] = []
    while start is not None:
        mention, after = reader.read(start.start(), found[-1].end if found else 0)
        if mention and mention.kind is DateKind.DATE and _GAP in text[mention.start : mention.end]:
            mention, after = None, start.start() + 1  # "Sheet no. 17      March 2019"
        if mention and not _is_of_code(text, mention):
            found.append(mention)
        start = knowledge.begin.search(tokens.classes, after)
    return tuple(found)


def _is_of_code(text: str, mention: DateMention) -> bool:
    """Tell whether figures are part of the number of a contract: "MMIA-2.5.1-2015-00017"."""
    if _CODE_GOES_ON.match(text, mention.end) is None:
        return False  # "No. AB-17/05.05.2020": of that day
    before = _CODE_BEGIN.search(text, max(0, mention.start - _CODE_REACH), mention.start)
    return before is not None and _CODE.match(text, before.start()) is not None


class _Reader:
    """Reads the mention that begins at a token."""

    def __init__(self, tokens: Tokens, knowledge: DateKnowledge, language: str | None) -> None:
        self.tokens = tokens
        self.knowledge = knowledge
        self.language = language
        self.around = Surroundings(tokens, knowledge.holding, knowledge.ending)
        self.month_first = frozenset(self._month_first())

    def read(self, index: int, covered: int) -> tuple[DateMention | None, int]:
        """Return the mention at token ``index`` and the token after it; ``covered`` ends the one before."""
        if self.tokens.classes[index] not in self.knowledge.dated:
            return self._duration(index) or (None, index + 1)
        return (
            self._period(index, covered)
            or self._duration(index)
            or self._date(index, covered)
            or self._day(index)
            or (None, index + 1)
        )

    def _duration(self, index: int) -> tuple[DateMention | None, int] | None:
        """Return a duration, or skip what looks like one but is an age or a choice."""
        duration = self.knowledge.durations.read(self.tokens, index)
        if duration is None:
            return None
        iso, stop = duration
        if iso is None:
            return None, stop
        return self._mention(
            index, stop, DateKind.DURATION, duration=iso, confidence=0.9, method="duration"
        ), stop

    def _period(self, index: int, covered: int) -> tuple[DateMention, int] | None:
        """Return a period: two points and a connector, or a point that goes on to the present."""
        prefix = self.around.prefix(index, "B")
        for first in (*self._full(index), *self._partial(index)):
            connector, told = self._connector(first, between=prefix is not None)
            opened = self.knowledge.opened.match(self.tokens.classes, first.stop)
            if opened and first.iso():
                begin = self.around.begin(index, covered, "FS")
                return self._mention(
                    begin, opened.end(), DateKind.PERIOD, first=first.iso(), method="period:open"
                ), opened.end()
            if connector is None:
                continue
            for last in (
                *self._full(connector.end()),
                *self._partial(connector.end()),
                *self._short_year(first, connector),
            ):
                sure = not told or self.around.tells(first, last, told)
                period = joined(first, last) if sure else None
                if period:
                    begin = self.around.begin(index, covered, "FB")
                    stop = self.around.ending(last.stop)
                    one, two = period
                    mention = self._mention(
                        begin, stop, DateKind.PERIOD, first=one, last=two, method="period"
                    )
                    return mention, stop
        return None

    def _connector(self, first: Point, *, between: bool) -> tuple[re.Match[str] | None, str]:
        """Return what may join a point to the next, and the class that must then tell with the second.

        Without a word between them the second says until by its ending or a word behind it; with "and" a word
        for between stands before the first or behind the second.
        """
        known, classes = self.knowledge, self.tokens.classes
        sure = known.connector.match(classes, first.stop)
        if sure is None and first.form == "y":
            sure = known.slash.match(classes, first.stop)
        if sure is not None:
            return sure, ""
        joint = known.between.match(classes, first.stop)
        if joint is not None:
            return joint, "" if between else "B"
        return known.side_by_side.match(classes, first.stop), "e"

    def _date(self, index: int, covered: int) -> tuple[DateMention, int] | None:
        """Return a date, or the open period that a word such as "since" makes of it."""
        for point in self._full(index):
            iso = point.iso()
            if iso is None or (point.form == "y" and not self._is_year(point)):
                continue
            stop = self.around.ending(point.stop)
            since, until = self.around.prefix(index, "S"), self.around.prefix(index, "L")
            behind = self.around.behind(point, stop)
            if behind is not None:
                since_then, end = behind[0] == "S", behind[1]
                return self._mention(
                    index, end, DateKind.PERIOD,
                    first=iso if since_then else None, last=None if since_then else iso,
                    method="period:since" if since_then else "period:until",
                ), end  # fmt: skip
            if since is not None and self.around.opens(since):
                begin = self.around.begin(index, covered, "S")
                return self._mention(begin, stop, DateKind.PERIOD, first=iso, method="period:since"), stop
            if until is not None and self.tokens.classes[until] not in self.knowledge.holding["S"]:
                begin = self.around.begin(index, covered, "L")
                return self._mention(begin, stop, DateKind.PERIOD, last=iso, method="period:until"), stop
            confidence = 0.95 if point.form != "y" else self._year_confidence(index, point)
            method = "from" if self.around.says_from(point, stop) else "date"
            return self._mention(
                index, stop, DateKind.DATE, first=iso, confidence=confidence, method=method
            ), stop
        return None

    def _day(self, index: int) -> tuple[DateMention, int] | None:
        """Return a day of a month, or a month, without year."""
        for point in self._partial(index):
            if point.form in {"dm", "md"} and point.is_day_of_some_year():
                return self._mention(
                    index, point.stop, DateKind.DAY, confidence=0.6, method="day"
                ), point.stop
        return None

    def _mention(
        self,
        index: int,
        stop: int,
        kind: DateKind,
        *,
        first: str | None = None,
        last: str | None = None,
        duration: str | None = None,
        confidence: float = 0.9,
        method: str,
    ) -> DateMention:
        """Return the mention that the tokens from ``index`` to ``stop`` make."""
        start, end = self.tokens.spans[index][0], self.tokens.spans[stop - 1][1]
        return DateMention(start, end, kind, first, last, duration, confidence, f"date:{method}")

    def _full(self, index: int) -> Iterator[Point]:
        """Yield the readings of the tokens at ``index`` as a point with a year, the fullest first."""
        letter = self.tokens.classes[index : index + 1]
        for form, begins, pattern in self.knowledge.points:
            match = pattern.match(self.tokens.classes, index) if letter in begins else None
            point = self._point(form, index, match.end()) if match else None
            if point and point.iso():
                yield point

    def _partial(self, index: int) -> Iterator[Point]:
        """Yield the readings of the tokens at ``index`` as a point without year, the fullest first."""
        letter = self.tokens.classes[index : index + 1]
        for form, begins, pattern in self.knowledge.partial:
            match = pattern.match(self.tokens.classes, index) if letter in begins else None
            if match:
                yield self._partial_point(form, index, match.end())

    def _numbers(self, index: int, stop: int) -> list[int]:
        letters = self.knowledge.holding["N"] | self.knowledge.holding["n"] | self.knowledge.holding["Y"]
        return [int(self.tokens.word(at)) for at in pick(self.tokens, (index, stop), letters)]

    def _month(self, index: int, stop: int) -> int | None:
        return next(self._months(index, stop), None)

    def _months(self, index: int, stop: int) -> Iterator[int | None]:
        for at in pick(self.tokens, (index, stop), self.knowledge.holding["M"]):
            yield month_of(self.tokens.word(at), self.knowledge.lexicon, self.language)

    def _point(self, form: str, index: int, stop: int) -> Point | None:
        """Return the point that the tokens mean by a form of :func:`points`."""
        months = list(self._months(index, stop))
        if len(set(months)) > 1:
            return None  # "May/June 2019"
        numbers, month = self._numbers(index, stop), next(iter(months), None)
        if form in {"numeric", "short"}:
            return self._numeric(form, index, stop, numbers)
        year = next(number for number in numbers if number > 31)
        others = [number for number in numbers if number != year]
        if form == "ymd" and month is None:
            return Point(form, index, stop, year, others[0], others[1])
        if month is None and others:
            if not self._is_month_number(form, index, stop):
                return None
            return Point(form, index, stop, year, others[0])
        return Point(form, index, stop, year, month, others[0] if others else None)

    def _is_month_number(self, form: str, index: int, stop: int) -> bool:
        """Tell whether a number beside a year is its month: of two digits, not part of a longer number."""
        at = index if form == "my" else stop - 1
        start, end = self.tokens.spans[at]
        before = self.tokens.text[max(0, self.tokens.spans[index][0] - 2) : self.tokens.spans[index][0]]
        if re.search(r"\d[./-]$", before):
            return False
        # "9/2022" alone may be a number of something; two such numbers make a period.
        return end - start == len("03") or (form == "my" and self._beside_month(index, stop))

    def _beside_month(self, index: int, stop: int) -> bool:
        """Tell whether a connector joins the tokens to another month as a number and its year."""
        classes, connector = self.tokens.classes, self.knowledge.connector
        after = connector.match(classes, stop)
        if after is not None and _MONTH.match(classes, after.end()):
            return True
        joined = (connector.match(classes, month.end()) for month in _MONTH.finditer(classes, 0, index))
        return any(match is not None and match.end() == index for match in joined)

    def _numeric(self, form: str, index: int, stop: int, numbers: list[int]) -> Point | None:
        """Return a numeric date; a year of two digits needs two digits in every place."""
        one, two, year = numbers
        separator = self.tokens.word(index + 1)
        if form == "short":
            begin = self.tokens.spans[index][0]
            reference = re.search(r"[\w/.-]$", self.tokens.text[max(0, begin - 1) : begin]) is not None
            if reference or any(
                len(self.tokens.word(at)) != len("01") for at in (index, index + 2, index + 4)
            ):
                return None
            year += 2000
        if separator in self.month_first:
            one, two = two, one
        return Point(form, index, stop, year, two, one)

    def _month_first(self) -> Iterator[str]:
        """Yield the separators with which a date of the text can only be month first."""
        pattern = self.knowledge.points[1].pattern
        for match in pattern.finditer(self.tokens.classes):
            one, two, _ = self._numbers(match.start(), match.end())
            if one <= 12 < two:
                yield self.tokens.word(match.start() + 1)

    def _partial_point(self, form: str, index: int, stop: int) -> Point:
        """Return the point that the tokens mean by a form of :func:`partial_points`."""
        numbers = self._numbers(index, stop)
        if form == "nn":
            day, month = numbers
            if self.tokens.word(index + 1) in self.month_first:
                day, month = month, day
            return Point(form, index, stop, None, month, day)
        return Point(form, index, stop, None, self._month(index, stop), numbers[0] if numbers else None)

    def _short_year(self, first: Point, connector: re.Match[str]) -> Iterator[Point]:
        """Yield the second year of ``2019-20`` and the day and year of ``February 1 - 20, 2011``."""
        at = connector.end()
        if first.form == "y" and at < len(self.tokens.classes) and self.tokens.classes[at] in "Nn":
            word, year = self.tokens.word(at), first.year or 0
            if len(word) == len("20") and int(word) > year % 100:
                yield Point("y", at, at + 1, year - year % 100 + int(word))
        if first.form == "md" and re.match("Nc?Y", self.tokens.classes[at : at + 3]):
            stop = at + (3 if self.tokens.classes[at + 1] == "c" else 2)
            day, year = self._numbers(at, stop)
            yield Point("dy", at, stop, year, first.month, day)

    def _is_year(self, point: Point) -> bool:
        """Tell a year from a number: no unit, currency, percent or further figure beside it."""
        start, end = self.tokens.spans[point.start][0], self.tokens.spans[point.stop - 1][1]
        text = self.tokens.text
        before, after = text[max(0, start - 2) : start], text[end : end + 2]
        if re.search(r"[\d\w][.,/_-]$|[$€£+#]\s?$|[\w]$", before) and not re.search(r"[^\W\d][/-]$", before):
            return False
        classes = self.tokens.classes
        if point.start and classes[point.start - 1] in "Nn":
            return False
        return re.match(r"[.,/_:-]\d|\s?[%€$£]|/\w", after) is None

    def _year_confidence(self, index: int, point: Point) -> float:
        """Return how sure it is that a bare year is one."""
        classes = self.tokens.classes
        alone = point.start == 0 and point.stop == len(classes)
        told = point.stop - point.start > 1 or (
            index > 0 and (classes[index - 1] == "o" or classes[index - 1] in self.knowledge.holding["G"])
        )
        return 0.9 if alone or told else 0.7
