"""Countries that are not the practice's: people came from there ("born in Mali"), or a text only speaks of them.

"families from Syria and Iraq", "the war in Ukraine"; "unlike in Sweden", "partners in Italy"
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from practicegraph.mapping.countries import CountryMention
from practicegraph.mapping.cues import Cues
from practicegraph.mapping.gazetteer import fold, words
from practicegraph.mapping.memory import kept
from practicegraph.mapping.place_words import PlaceWords

_BEFORE: Final = 60
"""Code points before a country in which words tell that people came from it."""
_AFTER: Final = 40
_JOINED: Final = 24
"""Code points in which a word such as "from" stands before a country."""
_LISTED: Final = re.compile(
    r"(?:['’][^\W\d_]{1,5})?(?:\s*\([^()\n]{1,24}\))?(?:\s*(?P<sign>[,،/;])|(?=\s))(?:\s(?P<first>[^\W\d_]{1,8}))?(?:\s[^\W\d_]{1,4}){0,2}"
    r"\s(?:[^\W\d_]{1,4}['’])?|\s?[/–-]\s?|[,،]?\s?و"
)
"""What stands between two countries of a list: a comma, "and", "und aus"; a share in brackets before it."""
_SINCE: Final = re.compile(
    r"[,،]?\s(?:[^\W\d_]+[,،]?\s){0,6}(?:19|20)\d\d(?:['’]?[^\W\d_]+)?\.?[,،]?(?:\s[^\W\d_]+\.?[,،]?){0,4}\s(?:[^\W\d_]{1,4}['’])?"
)
"""What stands between the countries of a list if one came later: " and, since March 2022, "."""
_NEAR: Final = re.compile(r"[^\w.;!?\n]*(?:[\w'’]+[^\w.;!?\n]+){0,3}(?:\w{1,4}['’])?")
"""What stands between the words for it and a country."""
_PASSING: Final = re.compile(r"[^\w.;:!?\n]+(?:[\w'’]+[^\w.;:!?\n]+){0,4}(?:\w{1,4}['’])?")
"""What stands between a country and the words for what is there of another project."""
_BEHIND: Final = re.compile(r"(?:['’]\w+)?[^\w.;:!?\n]+(?:\w+[^\w.;:!?\n]+){0,1}|-")
"""What stands between a country and the words for it."""
_BESIDE: Final = re.compile(r"[^\w.;:!?\n]+(?:\w+[^\w.;:!?\n]+){0,2}")
_DONORS: Final = frozenset({"IS", "LI", "NO"})
"""The countries that give the EEA and Norway Grants, and are named together for nothing else."""
_SURE_DONORS: Final = frozenset({"IS", "LI"})
_TOGETHER: Final = 70
"""Code points in which they are."""
_LARGE: Final = 50_000
_FOREIGN: Final = "country:other-language"
"""How a country was found whose name is that of another language than the text's."""
_TWO: Final = 2
"""Countries that are no list with a comma alone between them: "unlike Finland, Norway asks for nothing"."""
_ENDS: Final = ".:!?\n•"
_QUOTES: Final = frozenset('"“„«”»‘')
_SAID: Final = re.compile(r".{12,}[\"”“»«’]\s*(?:[–—-]\s*)?(?P<who>[^\"”“»«’.:!?]{3,80})\.?\s*\Z", re.DOTALL)
"""A quotation, and who said it."""
_APOSTROPHES: Final = "'’"


@kept
def find_origins(
    text: str, mentions: tuple[CountryMention, ...], cues: Cues, around: PlaceWords, language: str | None
) -> frozenset[CountryMention]:
    """Return the mentions of countries that ``text`` names as the origin of people: of a list, all or none."""
    found: set[CountryMention] = set()
    said = _SAID.match(text) if text[:1] in _QUOTES else None
    if said is not None:  # who said it: "a member from Mali"
        found.update(mention for mention in mentions if mention.start >= said.start("who"))
    clause = _Clause(text, cues, around, language)
    last = 0
    for group in _lists(mentions, clause):
        told = False
        for mention in group:
            told = told or clause.tells_origin(mention, last)
            last = mention.end
        if told or clause.leads_away(group):
            found.update(group)
    return frozenset(found)


def find_donors(mentions: tuple[CountryMention, ...]) -> frozenset[CountryMention]:
    """Return the mentions of countries that a text names as those who give the EEA Grants: Iceland and Liechtenstein together."""
    if not {mention.code for mention in mentions} >= _SURE_DONORS:
        return frozenset()
    sure = [mention for mention in mentions if mention.code in _SURE_DONORS]
    return frozenset(
        mention
        for mention in mentions
        if mention.code in _DONORS
        and {one.code for one in sure if abs(one.start - mention.start) <= _TOGETHER}
        >= _SURE_DONORS - {mention.code}
    )


def find_towns(
    text: str, mentions: tuple[CountryMention, ...], people: Mapping[str, Mapping[str, int]]
) -> frozenset[CountryMention]:
    """Return the mentions that are a country's name in another language only, and a large town elsewhere: "Granada".

    ``people`` are the inhabitants of towns by folded name and country.
    """
    return frozenset(
        mention
        for mention in mentions
        if mention.method == _FOREIGN
        and any(
            country != mention.code and inhabitants >= _LARGE
            for country, inhabitants in people.get(fold(text[mention.start : mention.end]), {}).items()
        )
    )


@kept
def find_passing(
    text: str, mentions: tuple[CountryMention, ...], cues: Cues, around: PlaceWords, language: str | None
) -> frozenset[CountryMention]:
    """Return the mentions of countries that ``text`` only compares, or of a partner, payer, model or event there.

    "unlike in Sweden", "a foundation in Switzerland", "partners in Italy and Poland": of a list, all or none.
    """
    found: set[CountryMention] = set()
    clause = _Clause(text, cues, around, language)
    last = 0
    for group in _lists(mentions, clause, bare=True):
        passing = []
        for mention in group:
            passing.append(not mention.adjective and clause.passes(mention, last))
            last = mention.end
        if len(group) == _TWO and "," in text[group[0].end : group[1].start]:
            found.update(mention for mention, told in zip(group, passing, strict=True) if told)
        elif any(passing):
            found.update(group)
    return frozenset(found)


def _lists(
    mentions: Sequence[CountryMention], clause: _Clause, *, bare: bool = False
) -> Iterator[list[CountryMention]]:
    """Yield the mentions in lists, parted by commas or words for "and" and "or".

    With ``bare``, none behind a comma and another word but an article: "unlike Germany, in Poland" is no list.
    """
    group: list[CountryMention] = []
    for mention in mentions:
        if group:
            joined = clause.joins(group[-1], mention, bare=bare) or (
                not bare and clause.joins_later(group[-1], mention)
            )
            if not joined or group[-1].adjective != mention.adjective:
                yield group
                group = []
        group.append(mention)
    if group:
        yield group


class _Clause:
    """A text whose words are asked for what they tell of a country."""

    def __init__(self, text: str, cues: Cues, around: PlaceWords, language: str | None) -> None:
        self._text = text
        self._cues = cues
        self._language = language
        self._words = around.of(language)
        self._fled = around.fled

    def joins(self, last: CountryMention, mention: CountryMention, *, bare: bool) -> bool:
        """Tell whether a comma or a word for "and" stands between two countries, and nobody who comes from the second."""
        between = _LISTED.fullmatch(self._text, last.end, mention.start)
        if between is None:
            return False
        first = fold(between["first"] or "")
        if not first or first in self._words.ands:
            return True
        if not between["sign"] or (bare and first not in self._words.articles):
            return False
        return bare or not self._cued("people", last.end, mention.start)

    def joins_later(self, last: CountryMention, mention: CountryMention) -> bool:
        """Tell whether the second country of a list is that from which people came later: "Syria and, since 2022, Ukraine"."""
        between = self._text[last.end : mention.start]
        if mention.adjective or _SINCE.fullmatch(between) is None:
            return False
        own = words(fold(between))
        listed = between[:1] in {",", "،"} or own[0] in self._words.ands or own[0].startswith("و")
        if not listed or self._cued("people", last.end, mention.start):
            return False
        if self._words.away:
            return self._ending(mention)
        said = self._words.out | self._words.articles | self._words.joints
        return between.rstrip()[-1] in ",،." or own[-1].isdigit() or own[-1] in said

    def tells_origin(self, mention: CountryMention, last: int) -> bool:
        """Tell whether words near a country say that people came from it; ``last`` is where the one before ends."""
        if mention.adjective:
            return self._is_of_people(mention)
        return self._came_before(mention, last) or self._came_behind(mention) or self._people_from(mention)

    def leads_away(self, group: Sequence[CountryMention]) -> bool:
        """Tell whether a list behind "from" has several of the countries that many people fled: nurses "from Syria or Iraq"."""
        fled = {mention.code for mention in group if not mention.adjective} & self._fled
        if len(fled) < _TWO:
            return False
        near = words(fold(self._text[max(0, group[0].start - _JOINED) : group[0].start]))[-2:]
        return self._ending(group[0]) or not (self._words.out | self._words.joints).isdisjoint(near)

    def passes(self, mention: CountryMention, last: int) -> bool:
        """Tell whether words right before or behind a country say that it is only spoken of."""
        start, stop = max(last, mention.start - _BEFORE), min(len(self._text), mention.end + _AFTER)
        return any(
            _PASSING.fullmatch(self._text, end, mention.start) is not None
            for _, end in self._each("passing:before", start, mention.start)
        ) or any(
            _BEHIND.fullmatch(self._text, mention.end, begin) is not None
            for begin, _ in self._each("passing:behind", mention.end, stop)
        )

    def _came_before(self, mention: CountryMention, last: int) -> bool:
        """Tell whether "born in", "fled" or the like stands right before a country; a capital belongs to a name."""
        start = max(last, mention.start - _BEFORE)
        return any(
            _NEAR.fullmatch(self._text, end, mention.start) is not None and self._is_no_name(begin)
            for begin, end in self._each("coming", start, mention.start)
        )

    def _came_behind(self, mention: CountryMention) -> bool:
        """Tell whether what follows a country says so: "Ukraine refugees", "Suriye'den gelen"."""
        gap = _BEHIND.match(self._text, mention.end)
        return gap is not None and any(
            _BEHIND.fullmatch(self._text, mention.end, begin) is not None
            for begin, _ in self._each("came", mention.end, min(len(self._text), mention.end + _AFTER))
        )

    def _people_from(self, mention: CountryMention) -> bool:
        """Tell whether people are named in the clause and a word or ending says "from"."""
        near = words(fold(self._text[max(0, mention.start - _JOINED) : mention.start]))[-2:]
        ending = self._ending(mention)
        out = bool(ending) or not self._words.out.isdisjoint(near)
        if not out and not (near and near[-1] in self._words.joints):
            return False
        start = self._begin(mention.start)
        behind = self._end(mention.end) if ending else mention.start
        return self._cued("displaced", start, behind) or (out and self._cued("people", start, behind))

    def _ending(self, mention: CountryMention) -> bool:
        """Tell whether the form of a country's name says "from"."""
        if not self._words.away:
            return False
        written = fold(self._text[mention.start : mention.end])
        if self._text[mention.end : mention.end + 1] in {*_APOSTROPHES}:
            following = words(fold(self._text[mention.end : mention.end + _JOINED]))
            return bool(following) and following[0] in self._words.away
        return written.endswith(self._words.away)

    def _is_of_people(self, mention: CountryMention) -> bool:
        """Tell whether an adjective stands beside people or a language: "Syrian families", "cours d'arabe"."""
        text, end = self._text, min(len(self._text), mention.end + _AFTER)
        start = max(0, mention.start - _AFTER)
        behind = any(
            _BESIDE.fullmatch(text, mention.end, begin) is not None and self._is_no_name(begin)
            for cue in ("people", "displaced", "tongue")
            for begin, _ in self._each(cue, mention.end, end)
        )
        return behind or any(
            _BESIDE.fullmatch(text, stop, mention.start) is not None and self._is_no_name(begin)
            for cue in ("people", "displaced", "tongue")
            for begin, stop in self._each(cue, start, mention.start)
        )

    def _each(self, cue: str, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield the spans of a cue's forms."""
        while (found := self._cues.search(cue, self._text, start, end, language=self._language)) is not None:
            yield found.span()
            start = max(found.end(), start + 1)

    def _cued(self, cue: str, start: int, end: int) -> bool:
        return any(self._is_no_name(begin) for begin, _ in self._each(cue, start, end))

    def _is_no_name(self, start: int) -> bool:
        """Tell whether a word is in small letters, opens a sentence, or is a noun of a language that writes them so."""
        before = self._text[max(0, start - _JOINED) : start].rstrip()
        return self._words.nouns or not before or before[-1] in _ENDS or not self._text[start].isupper()

    def _begin(self, end: int) -> int:
        """Return where the sentence of a place begins, or what is near it."""
        start = max(0, end - _BEFORE)
        return max([start, *(self._text.rfind(sign, start, end) + 1 for sign in _ENDS)])

    def _end(self, start: int) -> int:
        """Return where the sentence of a place ends, or what is near it."""
        end = min(len(self._text), start + _AFTER)
        return min([end, *(at for sign in _ENDS if (at := self._text.find(sign, start, end)) >= 0)])
