"""Names of contact persons, beside titles, labels, positions and verbs of telling."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final, NamedTuple, Self

from practicegraph.mapping.gazetteer import fold
from practicegraph.mapping.mail_addresses import MailWords
from practicegraph.mapping.person_patterns import CAPITALS, ONE_NAME, name_pattern
from practicegraph.mapping.phones import NUMBER, PhoneKnowledge
from practicegraph.mapping.tables import LazyPattern, alternation, read_table
from practicegraph.mapping.word_sets import OpeningPattern, ToldPattern

_PARTING: Final = re.compile(r"[\n,;|/()]|[ ][–—](?=[ ])|(?<=[A-Za-z])[ ]و(?=\w)")
"""What parts the pieces of a contact's line; in Arabic "and" is written together with the name behind it."""
_AROUND: Final = r",[ \u00a0][\"“„«][^\"“”„«»\n]{3,400}[\"”“»],?[ \u00a0]"
"""What is said between who says it and a verb that ends its sentence: "Zübeyir Kaptan, “...” dedi"."""
_ENDED: Final = r"(?:(?<=['’]\w\w )|(?<=['’]\w\w\w )|(?<=['’]\w\w\w\w ))"
"""Behind an ending that an apostrophe joins to the word before a name: "Van Ofisi'nden"."""
_NO_WORD_BEFORE: Final = r"(?<!\w.)"
"""Behind the first letter of a name: it begins a word."""
LABELLED: Final = "person:label"
REACHED: Final = "person:reached"
SIGNED: Final = "person:signed"
TOLD: Final = "person:told"
POSITION: Final = "person:position"
ALONE: Final = "person:alone"
GIVEN: Final = "person:given"
FIELD: Final = "person:field"
_PROVINCE: Final = re.compile(r"[^\W\d_A-Z][ \u00a0][A-Z]{2}\Z")
"""The letters of a province or state behind a town."""
_STREET: Final = re.compile(r"\d[^,;\n@]*,\s*\Z")
QUOTED: Final = "person:quoted"
STORY: Final = "person:story"
CREDITED: Final = "person:credited"
"""How a person's name was found: after the label of a contact person, where somebody is reached, where a text is
signed, beside an office or a word for saying something; a name of one word behind a title, beside such a word, or
behind a quotation and a word for saying it."""


class NameRule(NamedTuple):
    """Names beside words of some forms: after titles, after contact labels, before positions."""

    pattern: ToldPattern | OpeningPattern
    confidence: float
    method: str


@dataclass(frozen=True, slots=True, repr=False)
class ContactKnowledge:
    """What :func:`find_persons` knows of contact words, with what is known of telephones and addresses of mail."""

    phones: PhoneKnowledge
    rules: tuple[NameRule, ...]
    """The surest first."""
    name: re.Pattern[str]
    mail: MailWords
    line_end: LazyPattern
    """A name at the end of what stands before a number or address."""
    title: re.Pattern[str]
    position: re.Pattern[str]
    collective: frozenset[str]
    general: re.Pattern[str]
    """A label of contact details that need not be of a person."""
    person_label: re.Pattern[str]
    """A label of who can be reached, at the beginning of a line."""
    saying: re.Pattern[str]
    """A verb of telling beside what is quoted."""
    mailbox: re.Pattern[str]
    """What stands before the sign of an address that an office has: "info", "office.leeds"."""
    us: re.Pattern[str]
    """Words with which those who write ask to be called."""
    call: re.Pattern[str]
    """Words that ask to call the number right behind them."""

    @classmethod
    def load(cls) -> Self:
        """Read ``contact_cues.csv`` and ``phones.csv`` of the lexicon."""
        forms: dict[str, list[str]] = defaultdict(list)
        for row in read_table("contact_cues.csv", ("kind", "language", "form")):
            forms[row["kind"]].append(row["form"])
        whole = name_pattern(forms["particle"], _NO_WORD_BEFORE)
        return cls(
            phones=PhoneKnowledge.load(forms),
            rules=_rules(forms),
            name=re.compile(name_pattern(forms["particle"])),
            mail=MailWords.of(forms["at"], forms["dot"]),
            line_end=LazyPattern(rf"(?P<name>{whole})[ ,;:(|–-]*(?:(?i:", forms["phone"], r")\W{0,6})?\Z"),
            title=re.compile(_titles(forms["title"])),
            position=re.compile(rf"(?i)(?<!\w){alternation(forms['position'])}(?!\w)"),
            general=re.compile(rf"(?i){alternation(forms['general'])}"),
            person_label=_person_label(forms),
            saying=re.compile(rf"(?i)(?<!\w){alternation(forms['saying'])}(?!\w)"),
            mailbox=re.compile(rf"(?i)(?<![\w.+%-]){alternation(forms['mailbox'])}(?:[._-]\w+)*@"),
            us=re.compile(rf"(?i)(?<!\w){alternation(forms['us'])}(?!\w)"),
            call=re.compile(rf"(?i)(?<!\w){alternation(forms['call'])}[ \u00a0]?:?[ \u00a0]?[+(]?\Z"),
            collective=frozenset(form.casefold() for form in (*forms["collective"], *forms["position"])),
        )


def _person_label(forms: Mapping[str, list[str]]) -> re.Pattern[str]:
    """Return a pattern of the labels of contact persons: those that are no general ones."""
    general = {form.casefold() for form in forms["general"]}
    own = alternation(form for form in forms["role"] if form.casefold() not in general)
    return re.compile(rf"(?i)(?:^|\n)\W*{own}[ \u00a0]?(?:[:\t|\n–-]|\Z)")


def _titles(titles: list[str]) -> str:
    """Return a pattern of one or more titles before a name, with the space behind them."""
    capital = {form[:1].upper() + form[1:] for form in titles}
    return rf"(?<![\w'’])(?:{alternation([*titles, *capital])}\.?[ \u00a0]+)+"


def _honorifics(written: list[str]) -> str:
    """Return a pattern of the words of address before a name, with a capital or without."""
    return alternation(way for form in written for way in (form, form[:1].upper() + form[1:], form.lower()))


def _rules(forms: Mapping[str, list[str]]) -> tuple[NameRule, ...]:
    """Return the rules for names beside the words of ``contact_cues.csv``, the surest first."""
    alone = rf"(?P<name>{ONE_NAME})(?!\w|[ \u00a0][{CAPITALS}])"
    honorific = _honorifics(forms["honorific"])
    name, whole = (name_pattern(forms["particle"], before) for before in ("", _NO_WORD_BEFORE))
    title = _titles(forms["title"])
    role, reach, position, byline, by, closing, saying = (
        alternation(forms[kind])
        for kind in ("role", "reach", "position", "byline", "by", "closing", "saying")
    )
    named = rf"(?P<name>{name})(?!\w)"  # behind a title, the first rule has it
    leading = rf"(?i:{position})(?!\w)[^,.;:\n]{{0,60}},[ ]"
    of = rf"(?:[©(]?[ ]?(?:{alternation(forms['of'])}[ ])?)?"
    says = rf"[ \u00a0](?i:{saying})[ \u00a0]?[:,][ \u00a0\n]?(?:[\"“”„»«'‘‚]|[-–—][ \u00a0])"
    quoted = r"[\"“”„»«'’‘؛,،][ \u00a0]*,?[-–—]?|[,،]?[ \u00a0][-–—]"
    article = rf"(?:{alternation(forms['article'])}[ ])?"
    beside = r"(?:,|[ ]?:|[ ][-–—])?[ \u00a0]"

    def opened(kind: str, pattern: str) -> OpeningPattern:
        return OpeningPattern(forms[kind], pattern)

    def told(kind: str, pattern: str) -> ToldPattern:
        return ToldPattern(forms[kind], pattern)

    return (
        NameRule(opened("title", rf"{title}(?P<name>{name})"), 0.95, "person:title"),
        NameRule(opened("role", rf"(?i:(?<!\w){role})\.?[ \t]*[:\-–|\t][ \t]*{of}{named}"), 0.85, LABELLED),
        NameRule(opened("reach", rf"(?<!\w)(?i:{reach}),?[ \u00a0]+{named}"), 0.7, REACHED),
        NameRule(
            told("position", rf"(?P<name>{whole})(?:,[ ]|(?<=\w)[ ]?\n)(?i:{position})(?!\w|[ ]?:)"),
            0.7,
            POSITION,
        ),
        NameRule(opened("byline", rf"(?<!\w)(?i:{byline})[ \t]*[:|\t][ \t]*{of}{named}"), 0.7, SIGNED),
        NameRule(opened("by", rf"(?<![^\n])(?i:{by})[ ]{named}"), 0.7, SIGNED),
        NameRule(opened("closing", rf"(?<![^\n])(?i:{closing})[,.!،]?\s+{named}"), 0.7, SIGNED),
        NameRule(told("saying", rf"(?:{quoted})[ \u00a0](?i:{saying})[ \u00a0]{article}{named}"), 0.7, TOLD),
        NameRule(told("saying", rf"(?i:{saying})[ \u00a0]{article}{leading}{named}"), 0.7, TOLD),
        NameRule(opened("position", rf"(?<!\w)(?i:{position}){beside}{named}"), 0.7, TOLD),
        NameRule(opened("position", rf"(?<!\w)(?i:{position}){beside}{alone}"), 0.6, GIVEN),
        NameRule(opened("honorific", rf"(?<!\w){honorific}\.?[ \u00a0]{alone}"), 0.8, ALONE),
        NameRule(
            told("saying", rf"(?:{quoted})[ \u00a0](?i:{saying})[ \u00a0]{article}{alone}"), 0.6, QUOTED
        ),
        NameRule(told("saying", rf"(?P<name>{whole}){says}"), 0.7, TOLD),
        NameRule(told("saying", rf"{_ENDED}(?P<name>{name}){_AROUND}(?i:{saying})(?!\w)"), 0.7, TOLD),
        NameRule(told("saying", rf"(?P<name>{whole}){_AROUND}(?i:{saying})(?!\w)"), 0.7, TOLD),
        NameRule(told("saying", rf"(?P<name>{ONE_NAME}){says}"), 0.6, GIVEN),
        NameRule(opened("reach", rf"(?<!\w)(?i:{reach})[ \u00a0]+{alone}"), 0.6, REACHED),
    )


@dataclass(frozen=True, slots=True)
class PersonMention:
    """The name of a person, without the title before it."""

    start: int
    end: int
    name: str
    confidence: float
    method: str


def find_persons(
    text: str, knowledge: ContactKnowledge, *, in_field: bool = False
) -> tuple[PersonMention, ...]:
    """Return names of persons after titles, after contact labels and before positions.

    With ``in_field`` the text is the value of a contact field: a line or part between commas that is
    two to four capitalised words is a name unless a word of it belongs to an organisation or position.
    """
    found: dict[tuple[int, int], PersonMention] = {}
    for mention in _candidates(text, knowledge, in_field=in_field):
        if mention.method == REACHED and not _is_reached(text, mention.start):
            continue
        covered = any(start < mention.end and mention.start < end for start, end in found)
        words = re.findall(r"\w+", mention.name.casefold())
        if not covered and not knowledge.collective.intersection(words):
            found[mention.start, mention.end] = mention
    return tuple(found[span] for span in sorted(found))


def _is_town(text: str, name: re.Match[str]) -> bool:
    """Tell whether what seems a name is a town with its province behind a street: "12 10th Street, Brandon MB"."""
    line = text[text.rfind("\n", 0, name.start()) + 1 : name.start()]
    return _PROVINCE.search(name[0]) is not None and _STREET.search(line) is not None


def _is_reached(text: str, at: int) -> bool:
    """Tell whether the line of a name has a number or address to reach somebody by."""
    line = text[text.rfind("\n", 0, at) + 1 :].partition("\n")[0]
    return "@" in line or NUMBER.search(line) is not None


def _candidates(text: str, knowledge: ContactKnowledge, *, in_field: bool) -> Iterator[PersonMention]:
    """Yield possible names, the surest first."""
    for rule in knowledge.rules:
        for match in rule.pattern.finditer(text):
            yield PersonMention(*match.span("name"), match["name"], rule.confidence, rule.method)
    if in_field:
        signs = [(0, 0), *(sign.span() for sign in _PARTING.finditer(text)), (len(text), len(text))]
        for (_, begin), (end, _) in pairwise(signs):
            start = end - len(text[begin:end].lstrip(" \t\u00a0-–•*:"))
            name = knowledge.name.match(text, start)
            whole = name is not None and not text[name.end() : end].strip(" \t\u00a0.-–:")
            if name is not None and whole and not _is_town(text, name):
                yield PersonMention(name.start(), name.end(), name[0], 0.8, FIELD)


def without_small(person: PersonMention, small: AbstractSet[str]) -> PersonMention:
    """Return a name without the small word of the language before it: "When Ana Halm fled"."""
    first, _, rest = person.name.partition(" ")
    if not rest or fold(first) not in small:
        return person
    return replace(person, start=person.end - len(rest), name=rest)
