"""Sustainable development goals and targets that an author names."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Self

from practicegraph.mapping.gazetteer import Gazetteer, fold
from practicegraph.mapping.sdg_numerals import NumeralKnowledge, find_written_goals
from practicegraph.mapping.tables import alternation, read_table
from practicegraph.mapping.vocabulary import read_terms
from practicegraph.terms import SDG

_GOALS: Final = tuple(str(number) for number in range(1, 18))
_CODE: Final = r"(?P<code>0?[1-9]|1[0-7])(?:\.(?P<part>\d{1,2}|[a-dA-D])(?:\.\d{1,2}|\.[a-d])?)?"
_NOT_AFTER: Final = r"(?![\w%]|[.,]\d|[ \u00a0]?%|\s?[€$£])"
_SUFFIX: Final = r"['’][^\W\d_]{1,5}"
"""The ending of a case behind an apostrophe: "Amaçları'ndan 5 ve 8'e"."""
_BEHIND_WORDS: Final = re.compile(r"[^\W\d_]{4,}[ ]+[^\W\d_]{4,}[ ]+\Z")
"""Words that a number belongs to, if they neither speak of goals nor name one: "indirect effect 2"."""
_BEHIND_NUMBER: Final = rf"(?:{_SUFFIX})?(?:[ ]\([^()\d]{{3,70}}\))?"
"""The ending and the name of a goal behind its number, before the next: "5 (Gender equality) and 8"."""
_PREFIX: Final = "و"
"""The word for "and" that Arabic writes together with the number behind it."""
_DIGIT: Final = re.compile(r"\d")
_OTHER_DIGIT: Final = re.compile(r"[^\D0-9]")
_CHAIN: Final = re.compile(r"(?:\s*[-–—]\s*\d+(?:\.\w+)?){2}")
"""Dashes that part the numbers of a list: between two numbers a dash is a range."""
_CONTEXT: Final = 90
_NAMED: Final = 120
_NEAR: Final = 4
_FIELD: Final = 0.98
_MENTION: Final = 0.95
_WEAK: Final = 0.9
_NAME: Final = 0.85


@dataclass(frozen=True, slots=True, repr=False)
class SdgKnowledge:
    """What :func:`find_sdgs` knows: the words for goals, their names, and the codes there are."""

    keyword: re.Pattern[str]
    strong: re.Pattern[str]
    item: re.Pattern[str]
    following: re.Pattern[str]
    context: re.Pattern[str]
    barrier: re.Pattern[str]
    unit: re.Pattern[str]
    bare: re.Pattern[str]
    names: Gazetteer[str]
    languages: Mapping[tuple[str, str], frozenset[str]]
    """The languages of a form, by its class and folded."""
    codes: frozenset[str]
    numerals: NumeralKnowledge

    @classmethod
    def load(cls) -> Self:
        """Read ``sdg.ttl``, ``sdg_terms.csv`` and ``sdg_goal_names.csv``."""
        forms: dict[str, list[str]] = defaultdict(list)
        languages: dict[tuple[str, str], set[str]] = defaultdict(set)
        for row in read_table("sdg_terms.csv", ("class", "language", "form")):
            forms[row["class"]].append(row["form"])
            languages[row["class"], fold(row["form"])].add(row["language"])
        strong, weak, target = (alternation(forms[kind]) for kind in ("strong", "weak", "target"))
        after = alternation(forms["after"])
        signs = [form for form in forms["filler"] if not form[-1].isalnum()]
        filler = rf"(?:[\s:()\[\]#№|\-–—]|{alternation(forms['filler'])}(?!\w)|{alternation(signs)})*"
        joint = rf"\s*(?:[,;/|+]|&|(?<!\w){alternation(forms['and'])}(?![^\W\d]))\s*"
        until = rf"\s*(?:[-–—]|(?<!\w){alternation(forms['to'])}(?!\w))\s*"
        again = rf"(?:{strong}|{weak}|{target}|{alternation(forms['filler'])})?[\s#№.:\-]*"
        return cls(
            keyword=re.compile(
                rf"(?i)(?<![\w])(?:(?P<strong>{strong}(?:{_SUFFIX}(?=[ ]\d))?)(?!['’][a-z]|[^\W\d_])|(?P<target>{target})(?!\w)|(?P<weak>{weak})(?!\w))"
            ),
            strong=re.compile(rf"(?i)(?<!\w){strong}(?![^\W\d_])"),
            item=re.compile(rf"(?i){filler}{_CODE}\+?{_NOT_AFTER}"),
            following=re.compile(
                rf"(?i){_BEHIND_NUMBER}(?:{until}(?P<until>){_CODE}|(?:{joint}|\s*,\s*{alternation(forms['and'])}\s*){again}"
                rf"{_CODE.replace('code', 'next').replace('part', 'next_part')})\+?{_NOT_AFTER}"
            ),
            context=re.compile(rf"(?i)(?<!\w){alternation(forms['context'])}(?!\w)"),
            barrier=re.compile(rf"(?i)(?:(?<!\w){alternation(forms['barrier'])}[\s\-]+$)|^\s*{after}"),
            unit=re.compile(rf"(?i)\s+(?:{alternation(forms['unit'])})(?!\w)"),
            bare=re.compile(
                rf"(?i)(?:(?<![\w.€$£+-])|(?<=\s{_PREFIX})){_CODE}(?![\w%]|\.\d|[ \u00a0]?[%€$£])"
            ),
            names=Gazetteer.of(_names()),
            languages={key: frozenset(tags) for key, tags in languages.items()},
            codes=frozenset(_codes()) | frozenset(_GOALS),
            numerals=NumeralKnowledge.load(),
        )


def _names() -> Iterator[tuple[str, str]]:
    """Yield the names of the goals with their numbers."""
    for term in read_terms("sdg"):
        code = term.iri.removeprefix(SDG)
        if code in _GOALS:
            for label in term.labels:
                yield label.text, code
    for row in read_table("sdg_goal_names.csv", ("language", "goal", "form")):
        yield row["form"], row["goal"]


def _codes() -> Iterator[str]:
    """Yield the codes of all goals and targets."""
    for term in read_terms("sdg"):
        code = term.iri.removeprefix(SDG)
        if re.fullmatch(r"\d{1,2}(?:\.(?:\d{1,2}|[a-d]))?", code):
            yield code


@dataclass(frozen=True, slots=True)
class SdgMention:
    """A goal or target by its ``code``: ``11``, ``10.7``, ``16.b``."""

    start: int
    end: int
    code: str
    confidence: float
    method: str


def find_sdgs(
    text: str, knowledge: SdgKnowledge, language: str | None = None, *, in_field: bool = False
) -> tuple[SdgMention, ...]:
    """Return the goals and targets named in ``text``, each code once, in order.

    A number counts after a word for the goals (in lists and ranges too). After a word that only means
    "goal" it counts where the goals are spoken of nearby or the goal's own name follows. With
    ``in_field`` the text is the value of an SDG field: bare numbers and names of goals count. In the words of its
    ``language`` numbers are read too.
    """
    if _OTHER_DIGIT.search(text):
        text = _OTHER_DIGIT.sub(lambda digit: str(unicodedata.digit(digit[0])), text)
    found: dict[str, SdgMention] = {}
    for mention in sorted(
        _all(text, knowledge, language, in_field=in_field), key=lambda one: (one.start, -one.end)
    ):
        overlaps = any(
            mention.start < other.end
            and other.start < mention.end
            and (mention.start, mention.end) != (other.start, other.end)
            for other in found.values()
        )
        if not overlaps:
            found.setdefault(mention.code, mention)
    return tuple(found.values())


def _all(text: str, knowledge: SdgKnowledge, language: str | None, *, in_field: bool) -> Iterator[SdgMention]:
    """Yield all readings; of those that overlap the first and longest holds."""
    numbered = _DIGIT.search(text) is not None
    for match in knowledge.keyword.finditer(text) if numbered else ():
        kind = match.lastgroup or ""
        if kind == "strong":
            yield from _listed(text, match, knowledge, _MENTION, "sdg:mention")
        elif not _is_other_goal(text, match, knowledge):
            named = _is_named(text, match, knowledge)
            if in_field or named or _in_context(text, match, knowledge):
                yield from _listed(text, match, knowledge, _FIELD if in_field else _WEAK, f"sdg:{kind}")
            elif kind == "target":
                alone = _listed(text, match, knowledge, _NAME, "sdg:target")
                yield from (mention for mention in alone if "." in mention.code)
    if in_field:
        yield from _bare(text, knowledge)
    numerals = knowledge.numerals.of(language)
    for written in () if numerals is None else find_written_goals(text, numerals):
        yield SdgMention(written.start, written.end, str(written.number), _WEAK, "sdg:written")
    names = knowledge.names.find(text)  # few texts name a goal, and to look for it is faster
    for name in names if names and (in_field or knowledge.strong.search(text)) else ():
        if in_field or _told(text, name.start, knowledge):
            confidence = _MENTION if in_field else _NAME
            yield SdgMention(name.start, name.end, name.entries[0], confidence, "sdg:name")


def _listed(
    text: str, keyword: re.Match[str], knowledge: SdgKnowledge, confidence: float, method: str
) -> Iterator[SdgMention]:
    """Yield the codes that follow a word for the goals: one, a list, ranges."""
    match = knowledge.item.match(text, keyword.end())
    first = None if match is None else _code(match["code"], match["part"], knowledge)
    if match is None or first is None or knowledge.unit.match(text, match.end()):
        return
    yield SdgMention(keyword.start(), match.end(), first, confidence, method)
    previous, position = first, match.end()
    chained = _CHAIN.match(text, position) is not None
    while (match := knowledge.following.match(text, _after_ordinal(text, position))) is not None:
        last = match["until"] is not None
        ranged = last and not chained and not _joins(text[position : match.start("code")], keyword, knowledge)
        group = "code" if last else "next"
        code = _code(match[group], match["part" if last else "next_part"], knowledge)
        if code is None or knowledge.unit.match(text, match.end()):
            return
        start = match.start(group)
        for each in _between(previous, code) if ranged else ():
            yield SdgMention(start, match.end(), each, confidence, method)
        yield SdgMention(start, match.end(), code, confidence, method)
        previous, position = code, match.end()


def _after_ordinal(text: str, position: int) -> int:
    """Return where a list goes on after the full stop of a number: "4., 8. és 10."."""
    rest = text[position + 1 : position + _NEAR].lstrip()[:1]
    return position + (text.startswith(".", position) and (rest in {",", ";"} or rest.islower()))


def _joins(between: str, keyword: re.Match[str], knowledge: SdgKnowledge) -> bool:
    """Tell whether a word that ends a range in one language joins two numbers in that of the keyword: Czech "a"."""
    word = fold(between.strip())
    if ("and", word) not in knowledge.languages:
        return False
    own = knowledge.languages.get((keyword.lastgroup or "", fold(keyword[0])), frozenset())
    return not own & knowledge.languages.get(("to", word), frozenset())


def _between(first: str, last: str) -> Iterator[str]:
    """Yield the goals inside a range."""
    if "." not in first and "." not in last:
        yield from (str(number) for number in range(int(first) + 1, int(last)))


def _code(goal: str, part: str | None, knowledge: SdgKnowledge) -> str | None:
    """Return the code of a goal or target, ``None`` if there is no such one."""
    code = str(int(goal)) if part is None else f"{int(goal)}.{part.lower() if part.isalpha() else int(part)}"
    return code if code in knowledge.codes else None


def _is_other_goal(text: str, keyword: re.Match[str], knowledge: SdgKnowledge) -> bool:
    """Tell whether the words beside a weak word make it a goal of something else."""
    before = text[max(0, keyword.start() - 25) : keyword.start()]
    after = text[keyword.end() : keyword.end() + 15]
    return knowledge.barrier.search(before) is not None or knowledge.barrier.match(after) is not None


def _in_context(text: str, keyword: re.Match[str], knowledge: SdgKnowledge) -> bool:
    """Tell whether the goals are spoken of near a weak word, in the same line."""
    start = max(text.rfind("\n", 0, keyword.start()) + 1, keyword.start() - _CONTEXT)
    stop = text.find("\n", keyword.end())
    end = min(len(text) if stop < 0 else stop, keyword.end() + _CONTEXT)
    return knowledge.context.search(text, start, end) is not None


def _is_named(text: str, keyword: re.Match[str], knowledge: SdgKnowledge) -> bool:
    """Tell whether the number after a weak word is followed by the name of that goal."""
    match = knowledge.item.match(text, keyword.end())
    if match is None:
        return False
    code = str(int(match["code"]))
    near = text[match.end() : match.end() + _NAMED]
    return any(name.start <= 3 and code in name.entries for name in knowledge.names.find(near))


def _told(text: str, start: int, knowledge: SdgKnowledge) -> bool:
    """Tell whether the name of a goal stands after a word for the goals in the same sentence."""
    before = text[max(0, start - _NAMED) : start]
    matches = list(knowledge.strong.finditer(before))
    return (
        bool(matches)
        and re.fullmatch(r"[^.\n!?]*", before[matches[-1].end() :]) is not None
        and (re.match(r"(?i)\s*(?:[:\-–—(]|\d)", before[matches[-1].end() :] or ":") is not None)
    )


def _is_of_words(text: str, number: re.Match[str], knowledge: SdgKnowledge) -> bool:
    """Tell whether a number belongs to the words before it, which are no goal's: "Indirect effect 2"."""
    words = _BEHIND_WORDS.search(text, max(0, number.start() - _NAMED), number.start())
    if words is None or knowledge.keyword.search(words[0]) is not None:
        return False
    return not knowledge.names.find(text)


def _bare(text: str, knowledge: SdgKnowledge) -> Iterator[SdgMention]:
    """Yield the bare numbers of a field's value, with ranges."""
    for match in knowledge.bare.finditer(text):
        code = _code(match["code"], match["part"], knowledge)
        if code is None or knowledge.unit.match(text, match.end()) or _is_of_words(text, match, knowledge):
            continue
        yield SdgMention(match.start(), match.end(), code, _FIELD, "sdg:field")
        further = knowledge.following.match(text, match.end())
        if further and further["until"] is not None:
            last = _code(further["code"], further["part"], knowledge)
            start, end = further.span("code")
            for each in (*_between(code, last), last) if last else ():
                yield SdgMention(start, end, each, _FIELD, "sdg:field")
