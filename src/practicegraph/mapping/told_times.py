"""When it began, ended and how long it ran, as running text tells: "opened its doors in May 2019", "for two years".

Every date of a sentence is asked what the words around it make of it; the surest reading counts. Of what a text
only speaks of in passing - a similar project, a member's life, the founding of an association, a plan for 2030 -
no date counts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple

from practicegraph.mapping.date_mentions import DateKind, DateMention
from practicegraph.mapping.dates import find_dates
from practicegraph.mapping.durations import days_of
from practicegraph.mapping.fact import Fact
from practicegraph.mapping.gazetteer import fold, words
from practicegraph.mapping.money import find_amounts
from practicegraph.mapping.passing import clause, is_of_history, speaks_of_others
from practicegraph.mapping.sentences import sentences
from practicegraph.mapping.source import Source

_TOLD: Final = 0.65
_REACH: Final = 80
"""Code points before a date within which the verb that it goes with may stand."""
_AFTER: Final = 60
"""Code points behind a date within which it may stand: in some languages the verb is the last word."""
_VERB: Final = 14
"""Code points that a verb and a preposition right before a date take."""
_BEHIND: Final = 3
"""Code points that a verb behind a date counts as further away than one before it."""
_LASTED: Final = 40
_BESIDE: Final = 24
_SURE: Final = 3
"""The strength of a duration that the words beside it give to an undertaking."""
_SOON: Final = 160
"""The shortest time in days that the words "for two years" say of an undertaking, not of a course or a stay."""
_BOUNDS: Final = {"start": "began", "end": "ended"}
_PROSE_SECTIONS: Final = frozenset(
    {None, "description", "method", "objective", "origin", "activity", "targetGroup", "evaluation"}
)
_BEHIND_WORK: Final = frozenset({"result", "impact", "challenge", "replicability"})
_MONEY: Final = frozenset({"budget", "funding", "fundingAmount", "fundingProgramme", "fundingShare"})
_ROLES: Final = frozenset({"implementer", "lead", "partner", "funder", "managingAuthority", "evaluator"})
"""Fields of names, whose value may be the first words of a whole paragraph: "Promoter: the centre, with X. It began in"."""
_UNDERTAKEN: Final = (
    "undertaking", "acting", "before:implementer", "after:implementer", "sentence:activity", "likely:activity", "counted:result",
)  # fmt: skip
_FILLED: Final = re.compile(r"\W{0,3}(?:[^\W\d_]+[\W\d_]{0,3}){0,4}")
"""What stands between "from" and a date: "from the autumn of 2016"."""
_NO_REACH: Final = re.compile(r"[;]|\s[–—-]\s|[:](?=\s)|[(]")
"""What keeps a verb from the date behind it."""
_OF: Final = re.compile(r"\s(?:[^\W\d_]{1,3}\s)?")
"""What stands between a word for a project and its duration."""
_DAYS_OF_A_YEAR: Final = 365
_CLOSES: Final = re.compile(r"[,;:()–—]")


class _Reading(NamedTuple):
    """What a date is taken for, and how sure that is: ``strength``, then precision, then the place in the text."""

    strength: int
    precision: int
    early: int
    name: str
    value: str
    start: int
    end: int
    method: str
    confidence: float


@dataclass(frozen=True)
class _Sentence:
    """A sentence at ``start`` of the document, its times, and what it speaks of."""

    source: Source
    start: int
    text: str
    mentions: tuple[DateMention, ...]
    field: str | None
    """The field it stands in: of money only the time that a sum is for counts, of what is done "for six months" none."""

    def cued(self, name: str) -> bool:
        """Tell whether the sentence has one of a cue's forms."""
        return self.source.cue(name, self.text) is not None

    @cached_property
    def of_an_event(self) -> bool:
        """Whether it speaks of a meeting or the like."""
        return self.cued("event")

    @cached_property
    def undertaken(self) -> bool:
        """Whether it speaks of a project or the like, of what is done in it or of who does it."""
        return any(self.cued(cue) for cue in _UNDERTAKEN)

    @cached_property
    def ran(self) -> bool:
        """Whether it has a word such as "was implemented", "duration"."""
        return self.cued("ran")

    def passes_by(self, mention: DateMention) -> bool:
        """Tell whether the clause of a date speaks of another project, or the words beside it of someone's life."""
        cues, language = self.source.knowledge.cues, self.source.language
        return speaks_of_others(self.text, mention.start, mention.end, cues, language) or is_of_history(
            self.text, mention.start, mention.end, cues, language, before=_BESIDE, behind=_BESIDE
        )

    def is_further(self, mention: DateMention) -> bool:
        """Tell whether the clause of a date speaks of a second phase or the like."""
        start, end = clause(self.text, mention.start, mention.end)
        return self.source.cue("further-phase", self.text, start, end) is not None

    def joins(self, start: int, end: int) -> bool:
        """Tell whether a word for "and" stands between two offsets."""
        ands = self.source.knowledge.places.words.of(self.source.language).ands
        return not ands.isdisjoint((*words(fold(self.text[start:end])), self.text[end : end + 1]))

    def reading(self, strength: int, name: str, mention: DateMention, method: str) -> _Reading:
        """Return what a date of the sentence is taken for."""
        value = (mention.duration if name == "duration" else mention.last if name == "end" else None) or ""
        value = value or mention.first or ""
        at = self.start + mention.start
        return _Reading(
            strength, len(value) if name == "start" else 0, -at, name, value, at, self.start + mention.end, method,
            _TOLD * mention.confidence,
        )  # fmt: skip


def find_told_times(source: Source, *, with_bounds: bool, with_duration: bool) -> Iterator[Fact]:
    """Yield the period or the bounds that the running text tells best, and a duration that is called one.

    Beside bounds that a field states only a duration counts that is surely the undertaking's.
    """
    told = list(_sentences(source)) if with_bounds or with_duration else []
    found = [*_told_bounds([one for one in told if one.field not in _MONEY])] if with_bounds else []
    durations = [one for sentence in told for one in _durations(sentence)] if with_duration else []
    best = max(durations, default=None)
    found += [best] if best and (with_bounds or best.strength >= _SURE) else []
    for one in found:
        first, _, last = one.value.partition("/")
        yield source.fact(
            one.name, last if last and one.name == "end" else first, one.start, one.end,
            confidence=one.confidence, method=one.method,
        )  # fmt: skip


def _told_bounds(told: Sequence[_Sentence]) -> Iterator[_Reading]:
    """Yield the best period of sentences as start and end, else their best start and their best end."""
    periods = [one for sentence in told for one in _periods(sentence)]
    if periods:
        best = max(periods)
        yield best
        yield best._replace(name="end")
        return
    for bounds in (_starts, _ends):
        readings = [one for sentence in told for one in bounds(sentence)]
        if readings:
            yield max(readings)


def _sentences(source: Source) -> Iterator[_Sentence]:
    """Yield the sentences of running text that have times; behind a name that a field asks for, from the second on."""
    for section, block in source.blocks():
        of_money = section.field in _MONEY
        skipped, behind = int(section.field in _ROLES), section.field in _BEHIND_WORK
        if not (skipped or of_money or behind or section.field in _PROSE_SECTIONS):
            continue
        here = source.within(block)
        for start, end in sentences(block.text)[skipped:]:
            text = block.text[start:end]
            mentions = find_dates(text, here.knowledge.dates, here.language)
            sentence = _Sentence(here, block.start + start, text, mentions, section.field)
            if mentions and (not behind or _says_when_it_ran(sentence)):
                yield sentence


def _says_when_it_ran(sentence: _Sentence) -> bool:
    """Tell whether a sentence gives the whole period of a project or the like: "The project runs from May 2021 to June 2023"."""
    whole = any(one.kind is DateKind.PERIOD and one.first and one.last for one in sentence.mentions)
    return whole and sentence.ran and sentence.cued("undertaking")


def _periods(sentence: _Sentence) -> Iterator[_Reading]:
    """Yield the periods with both ends that are longer than an event and no programme's."""
    if sentence.of_an_event:
        return
    for mention in sentence.mentions:
        if mention.kind is not DateKind.PERIOD or not mention.first or not mention.last:
            continue
        long = mention.first[:7] != mention.last[:7]
        if not (sentence.ran or long) or _is_of_a_programme(sentence, mention) or sentence.passes_by(mention):
            continue
        reading = sentence.reading(sentence.ran, "start", mention, f"sentence+{mention.method}")
        yield reading._replace(value=f"{mention.first}/{mention.last}", precision=len(mention.first))


def _is_of_a_programme(sentence: _Sentence, mention: DateMention) -> bool:
    """Tell whether the years are those that the Union's programmes run: "the fund 2021-2027"."""
    return sentence.source.knowledge.cues.matches("programming-period", f"{mention.first}-{mention.last}")


def _starts(sentence: _Sentence) -> Iterator[_Reading]:
    """Yield the dates at which a sentence says that something began, or since which it goes on."""
    for index, mention in enumerate(sentence.mentions):
        if sentence.passes_by(mention) or sentence.is_further(mention):
            continue
        if mention.kind is DateKind.DATE:
            told = _dated_start(sentence, index)
        elif (
            mention.kind is DateKind.PERIOD
            and mention.first
            and not mention.last
            and (sentence.cued("undertaking") or not sentence.of_an_event)
        ):
            told = ((6 if sentence.ran else 5) if sentence.undertaken else 3), "sentence"
        else:
            continue
        if told[0] and (sentence.undertaken or not (sentence.cued("said") or sentence.cued("trend"))):
            yield sentence.reading(told[0], "start", mention, f"{told[1]}+{mention.method}")


def _dated_start(sentence: _Sentence, index: int) -> tuple[int, str]:
    """Return how surely a date is a beginning, 0 if it is none, and what tells it."""
    mention, bound = sentence.mentions[index], _bound(sentence, index)
    if bound == "start":
        return 4 + sentence.undertaken, "sentence:start"
    if bound or sentence.of_an_event:  # it ended, or a body was founded
        return 0, ""
    if _is_from(sentence, mention):
        return 3 + sentence.undertaken, "sentence:from"
    return (2, "sentence") if sentence.ran else (int(sentence.cued("first-done")), "sentence:first")


def _ends(sentence: _Sentence) -> Iterator[_Reading]:
    """Yield the dates at which a sentence says that something ended, or until which it goes on."""
    for index, mention in enumerate(sentence.mentions):
        if sentence.passes_by(mention) or sentence.is_further(mention) or sentence.cued("enrolment"):
            continue
        undertaken = sentence.undertaken
        if mention.kind is DateKind.PERIOD and mention.last and not mention.first:
            on = _goes_until(sentence, mention) or _bound(sentence, index) == "end"
            if not sentence.of_an_event and (undertaken or on) and not sentence.cued("aim"):
                yield sentence.reading(2 + undertaken, "end", mention, f"sentence+{mention.method}")
        elif mention.kind is not DateKind.DATE or _bound(sentence, index) != "end":
            continue
        elif undertaken or not sentence.cued("said"):
            yield sentence.reading(3 + undertaken, "end", mention, f"sentence:end+{mention.method}")


def _durations(sentence: _Sentence) -> Iterator[_Reading]:
    """Yield the durations that a sentence says that something takes, took or is meant to take."""
    if sentence.of_an_event:
        return
    for mention in sentence.mentions:
        if mention.kind is not DateKind.DURATION:
            continue
        if _is_of_sum(sentence, mention):
            yield sentence.reading(_SURE + 1, "duration", mention, f"sentence:sum+{mention.method}")
        if sentence.field in _MONEY or sentence.passes_by(mention):
            continue
        short = days_of(mention.duration or "") < _SOON
        if short and sentence.cued("course"):
            continue
        method = f"sentence+{mention.method}"
        if sentence.ran or _is_of_noun(sentence, mention):
            yield sentence.reading(_SURE, "duration", mention, method)
        elif _before(sentence, "lasted", mention, _LASTED):
            yield sentence.reading(2, "duration", mention, method)
        elif not (short or sentence.field == "activity") and _goes_on(sentence, mention):
            yield sentence.reading(1, "duration", mention, method)


def _bound(sentence: _Sentence, index: int) -> str:
    """Return which bound a date is by the nearest verb of its clause ("founded" is that of a body), empty if none tells."""
    source, text, mentions = sentence.source, sentence.text, sentence.mentions
    mention = mentions[index]
    # Of a sentence on an event only "a project that began in 2021" tells the project's time.
    reach, after = (_VERB, 0) if sentence.of_an_event else (_REACH, _AFTER)
    begin = max(mentions[index - 1].end if index else 0, mention.start - reach)
    stop = min(mentions[index + 1].start if index + 1 < len(mentions) else len(text), mention.end + after)
    cut = _CLOSES.search(text, mention.end, stop)
    stop = cut.start() if cut else stop
    nearest: list[tuple[int, str]] = []
    for bound, cue in _BOUNDS.items():
        for match in source.each_cue(cue, text, begin, stop):
            if index and text[match.end() : mention.start].startswith(","):  # of the date before it
                continue
            name = "founded" if _is_of_body(sentence, match) else bound
            if match.end() <= mention.start and _NO_REACH.search(text, match.end(), mention.start) is None:
                nearest.append((mention.start - match.end(), name))
            elif match.start() >= mention.end and not sentence.joins(mention.end, match.start()):
                nearest.append((match.start() - mention.end + _BEHIND, name))
            elif match.start() < mention.start and mention.end < match.end():
                nearest.append((0, name))  # "ging am 2. Mai auf"
    return min(nearest, default=(0, ""))[1]


def _is_of_body(sentence: _Sentence, verb: re.Match[str]) -> bool:
    """Tell whether a verb says that an association or the like was founded: that is no beginning of its work here."""
    source, text = sentence.source, sentence.text
    founding = source.cue("founding", text, verb.start(), verb.end())
    if founding is None:
        return False
    for body in source.each_cue(
        "body", text, max(0, verb.start() - _LASTED), min(len(text), verb.end() + _BESIDE)
    ):
        behind = body.start() >= verb.end() and not text[verb.end() : body.start()].strip()
        if behind or (
            body.end() <= verb.start() and source.cue("by", text, body.start() - _VERB, body.start()) is None
        ):
            return True
    return False


def _is_from(sentence: _Sentence, mention: DateMention) -> bool:
    """Tell whether a word or ending of a date says from, and no law, report or figure stands right before that."""
    source, text = sentence.source, sentence.text
    begin = max(0, mention.start - _BESIDE)
    told = (
        match.start()
        for match in source.each_cue("from-then", text, begin, mention.start)
        if _FILLED.fullmatch(text, match.end(), mention.start) is not None
    )
    at = next(told, mention.start if mention.method == "date:from" else None)
    if at is None:
        return False
    dated = source.each_cue("dated-thing", text, max(0, at - _LASTED), at)
    return not any(not text[one.end() : at].strip() for one in dated)


def _before(sentence: _Sentence, cue: str, mention: DateMention, reach: int) -> bool:
    """Tell whether a cue stands right before a time."""
    text = sentence.text
    start = max(0, mention.start - reach)
    return any(
        not text[told.end() : mention.start].strip()
        for told in sentence.source.each_cue(cue, text, start, mention.start)
    )


def _behind(sentence: _Sentence, cue: str, mention: DateMention) -> bool:
    """Tell whether a cue stands right behind a time."""
    text = sentence.text
    stop = min(len(text), mention.end + _BESIDE)
    told = sentence.source.cue(cue, text, mention.end, stop)
    return told is not None and not text[mention.end : told.start()].strip(" -")


def _goes_until(sentence: _Sentence, mention: DateMention) -> bool:
    """Tell whether a word such as "continues", "is funded" stands near a time until which it does."""
    source, begin = sentence.source, max(0, mention.start - _LASTED)
    return (
        source.cue("goes-on", sentence.text, begin, min(len(sentence.text), mention.end + _BESIDE))
        is not None
    )


def _is_of_noun(sentence: _Sentence, mention: DateMention) -> bool:
    """Tell whether a duration stands beside a word for a project: "a two-year pilot", "un programa de dos años"."""
    text = sentence.text
    behind = (
        _OF.fullmatch(text, noun.end(), mention.start)
        for noun in sentence.source.each_cue(
            "term-noun", text, max(0, mention.start - _BESIDE), mention.start
        )
    )
    return any(behind) or _behind(sentence, "term-noun", mention)


def _goes_on(sentence: _Sentence, mention: DateMention) -> bool:
    """Tell whether words beside a duration say that something went on for it: "for two years", "zwei Jahre lang"."""
    if _behind(sentence, "time-off", mention) or _before(sentence, "time-off-before", mention, _BESIDE):
        return False
    return (
        _before(sentence, "for-a-time", mention, _BESIDE)
        or _behind(sentence, "for-a-time-behind", mention)
        or mention.start == 0
    )


def _is_of_sum(sentence: _Sentence, mention: DateMention) -> bool:
    """Tell whether a duration stands right behind a sum that is for it: "£318,000 over four years"."""
    text, source = sentence.text, sentence.source
    begin = max(0, mention.start - _LASTED)
    if not any(map(str.isdigit, text[begin : mention.start])):
        return False
    spread = [
        told.start()
        for told in source.each_cue("spread-over", text, begin, mention.start)
        if not text[told.end() : mention.start].strip()
    ]
    if not spread and days_of(mention.duration or "") > _DAYS_OF_A_YEAR:
        spread = [mention.start]
    amounts = find_amounts(text[: mention.start], source.knowledge.money, source.language) if spread else ()
    return any(not text[amount.end : at].strip() for amount in amounts for at in spread)
