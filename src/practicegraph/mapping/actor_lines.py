"""The lines of a role's value: addresses below a name, and the partners behind it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from practicegraph.mapping.answers import CARD
from practicegraph.mapping.concepts import find_concepts
from practicegraph.mapping.gazetteer import fold
from practicegraph.mapping.money import find_amounts
from practicegraph.mapping.organization_lists import split_organizations
from practicegraph.mapping.organizations import OrganizationMention, organization_type
from practicegraph.mapping.page_furniture import is_menu
from practicegraph.mapping.section import Section
from practicegraph.mapping.source import Source
from practicegraph.reading.blocks import Block

_TOWN: Final = re.compile(r"(?:[A-Z]{1,2}-)?(?:\d{4,5}|\d{3} \d{2})\s+[^\W\d_]{2,}[^\d,:;]{0,30}")
"""A line of an address: a postcode and a town."""
_BELOW: Final = re.compile(
    r"\d{1,4}[A-Za-z]?,? [^\W\d_][^\d,;:]{2,40}|[^\W\d_][^\d,;:]{1,30},? [A-Z]{1,2}\d{1,2}[A-Z]? \d[A-Z]{2}"
    r"|[^\W\d_][^,;:\d]{1,30}, ?[^,;:\d]{2,40}, ?[A-Z]{2}|[A-Z]{2}, ?[^\W\d_][^,;:\d]{1,40}"
    r"|[^\W\d_][^,;:|\d]{1,40}, [A-Z]{2}"
)
"""A line below a name: a street behind its number, a town with its postcode behind it, a town with its region and country's code, in either order."""
_STREET: Final = re.compile(r"[^\W\d_]{3,}\.?,?\s+\d{1,4}\s?[A-Za-z]?\Z")
"""The end of the line before it: a street and its number."""
_CODE: Final = r"(?:[A-Z]{1,2}-)?(?:\d{4,6}|\d{3}[ ]\d{2}|\d{2}-\d{3}|[A-Z]{1,2}\d{1,2}[A-Z]?[ ]\d[A-Z]{2})"
_ADDRESS: Final = re.compile(
    rf"[^,;:\n]{{3,60}}?\s?,\s*{_CODE}\s[^\W\d_][^,;:\d]{{1,40}}(?:,\s*[^,;:\d]{{2,40}})?,\s?[A-Z]{{2}}(?![A-Za-z]).*"
    rf"|(?:[^,;:\d]{{3,50}}\s\d{{1,4}}\s?[A-Za-z]?|\d{{1,4}}[A-Za-z]?,?\s[^,;:\d]{{3,50}})\s?,\s*{_CODE}\s?[^\W\d_].*"
)
"""A whole address below a name: a street, postcode and town, and a street with its number or the code of the country."""
_SAID: Final = re.compile(
    r"\s*\((?P<inside>[^()]{3,50})\)|\s+[–—-]\s+(?P<behind>[^,،;()\n\d]{3,40}?)(?=\s*(?:[,،;]|\Z))"
)
"""What is said of a name in a bracket or behind a dash: "(coordinator)", " – lead partner"."""
_SAID_APART: Final = re.compile(r"\s*[,;/]\s*|\s+[–—-]\s+")
_BRACKETS: Final = re.compile(r"\s*(?:\([^()]*\)\s*)?")
_KIND: Final = re.compile(r"(?P<name>[^\n;|]{3,}?)[ \u00a0]+[-–—][ \u00a0]+(?P<kind>[^-–—;|\n]{2,50})")
_APART: Final = (",", ";", "–", "-", "(")
_SMALL: Final = re.compile(r"(?<=[ \u00a0])[a-zà-ÿа-яёіїєα-ωά-ώ]{1,4}\Z")
"""A small word behind which a name goes on: "Centre for" before "Work with Young People"."""
_JOINTS: Final = " ,;–-("
"""What stands between a name and the turn that leads to the next."""


def _without_addresses(lines: Sequence[Block]) -> Iterator[Block]:
    """Yield the lines of a value but for postcode and town, the street above them, and whole addresses below a name."""
    for line, below in pairwise([*lines, None]):
        if line is None or _TOWN.fullmatch(line.text):
            continue
        if line is not lines[0] and (
            _ADDRESS.fullmatch(line.text) or _BELOW.fullmatch(line.text) or _is_of_menu(line.text)
        ):
            continue
        above = below is not None and _TOWN.fullmatch(below.text) is not None
        if not (above and _STREET.search(line.text)):
            yield line


def _is_of_menu(text: str) -> bool:
    return is_menu(text) and CARD.fullmatch(text) is None


def name_lines(source: Source, section: Section, lines: Sequence[Block]) -> Iterator[Block]:
    """Yield the lines of a role's value that may name who has it: no addresses, nor sums below the name of one who acts."""
    for line in _without_addresses(lines):
        pays = section.field == "funder" or line is lines[0]
        if pays or not find_amounts(line.text, source.knowledge.money, source.language):
            card = CARD.fullmatch(line.text) or _with_kind(source, line.text)
            yield (
                line if card is None else replace(line, end=line.start + card.end("name"), text=card["name"])
            )


def _with_kind(source: Source, text: str) -> re.Match[str] | None:
    """Return a name and the word for its kind behind a dash: "Puente – NGO"; ``None`` for another line."""
    found = _KIND.fullmatch(text)
    kinds = () if found is None else find_concepts(
        found["kind"], source.knowledge.concepts, "organization-type", source.language, in_field=True
    )  # fmt: skip
    return found if found and any(one.end - one.start == len(found["kind"]) for one in kinds) else None


def partner_line(source: Source, section: Section, block: Block) -> Block | None:
    """Return the names of a line among those who paid that begins with whom it was done: "In partnership with the town"."""
    turn = source.cue("before:partner", block.text) if section.field == "funder" else None
    if turn is None or turn.start() or " " not in turn[0]:
        return None
    names = block.text[turn.end() :].lstrip()
    return replace(block, start=block.end - len(names), text=names)


def partners_behind(source: Source, text: str) -> tuple[int, int] | None:
    """Return where the one who acts ends and the partners begin: "the association, with the town"; ``None`` for none.

    Behind a comma any such word tells them, else only a turn of several: "in cooperation with".
    """
    for cue in ("before:partner", "with"):
        turn = source.cue(cue, text)
        before = "" if turn is None else text[: turn.start()].rstrip()
        apart, own = before.endswith(_APART), before.rstrip(_JOINTS)
        if turn is None or not own or _SMALL.search(own):
            continue
        alone = not apart and (cue == "with" or " " not in turn[0])
        if alone and not _are_bodies(source, own, text[turn.end() :]):
            continue
        lead, _, rest = text[turn.end() :].lstrip().partition(" ")
        if (rest or lead).strip(" .:)") and ("," not in own or apart):
            return len(own), len(text) - len(_behind_article(source, text[turn.end() :]))
    return None


def _are_bodies(source: Source, own: str, rest: str) -> bool:
    """Tell whether words on either side of "with" tell an organisation each: "City of Veria with the Food Bank"."""
    known = source.knowledge.organizations
    names = (own, _behind_article(source, rest).strip(" .:)"))
    return "," not in own and all(
        len(name.split()) > 1 and organization_type(name, known) is not None for name in names
    )


def by_way_of(source: Source, text: str) -> tuple[int, int] | None:
    """Return where a fund's name ends and that of who passes its money on begins: "European Social Fund via the Agency"."""
    turn = source.cue("by-way-of", text)
    if turn is None or not text[: turn.start()].strip() or not text[turn.end() :].strip():
        return None
    behind = _behind_article(source, text[turn.end() :].lstrip())
    return len(text[: turn.start()].rstrip(_JOINTS)), len(text) - len(behind)


def leading(source: Source, text: str, mention: OrganizationMention) -> OrganizationMention | None:
    """Return who leads by what a bracket or a dash says behind the name, without that: "Harbour Trust (coordinator)".

    More words than one beside those of leading tell of something else: "(coordination of the volunteers)".
    """
    for said in _SAID.finditer(text, mention.start):
        if said.start() > mention.end and _BRACKETS.fullmatch(text, mention.end, said.start()) is None:
            return None
        if not _tells_lead(source, said["inside"] or said["behind"]):
            continue
        if said.start() >= mention.end:
            return mention
        known = source.knowledge.organizations
        names = split_organizations(text[mention.start : said.start()], known, source.language)
        if len(names) != 1:
            return None
        start, end = (mention.start + at for at in (names[0].start, names[0].end))
        return replace(names[0], start=start, end=end)
    return None


def _tells_lead(source: Source, words: str) -> bool:
    """Tell whether words behind a name say nothing but that it leads, or where it sits besides."""
    if any(source.knowledge.cues.matches("lead-remark", part) for part in _SAID_APART.split(words)):
        return True
    told = source.cue("after:lead", words)
    return told is not None and len(words.split()) <= len(told[0].split()) + 1


def _behind_article(source: Source, text: str) -> str:
    """Return a text without the article that it begins with."""
    lead, _, rest = text.lstrip().partition(" ")
    article = fold(lead) in source.knowledge.organizations.patterns.definite_articles
    return rest if rest and article else text
