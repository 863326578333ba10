"""Programmes that pay and that no vocabulary has: "funded by the state programme KOMM-AN", "Funding programme: Local Strength"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from practicegraph.mapping.concepts import find_concepts
from practicegraph.mapping.fact import Fact
from practicegraph.mapping.headings import normalised
from practicegraph.mapping.money import find_amounts
from practicegraph.mapping.organization_patterns import UPPER
from practicegraph.mapping.organizations import organization_type
from practicegraph.mapping.page_heads import FURNITURE
from practicegraph.mapping.source import Source
from practicegraph.reading.blocks import Block

_NAME: Final = re.compile(
    r"(?:[,:]?[ \u00a0](?:[^\W\d_A-Z][^\W\d_]*))?(?:[,:]?[ \u00a0][^\W\d_A-Z][^\W\d_]*)?[,:]?[ \u00a0]"
    rf"(?:[„“”\"«»](?P<quoted>[^„“”\"«»\n]{{3,70}})[“”\"»«]|(?P<capitals>[{UPPER}]{{3,}}(?![^\W\d_])(?:[ \u00a0–-]*[{UPPER}\d][\w+&-]*)*))"
)
"""A name behind a word for a programme, up to two small words between: in quotes, or in capitals."""
_QUOTED: Final = re.compile(
    rf"[ \u00a0](?:[„“”\"«][ \u00a0]?(?P<name>[^„“”\"«»\n]{{3,70}}?)[ \u00a0]?[“”\"»]|['‘](?P<single>[{UPPER}][^'‘’\n]{{2,70}})['’](?!\w))"
)
"""A name in quotes, of whichever kind, right behind a turn that says that it pays."""
_SUBJECT: Final = 3
"""Words before the word for a programme that does not begin its sentence: the practice itself may be one."""
_PIECE: Final = re.compile(r"(?:,[ \u00a0]+|\()(?P<name>[^\W\d_][^,()\n]{5,90})(?=[,)]|\Z)")
"""What follows a payer's name behind a comma or in brackets: "State of Hesse (programme Arrive)"."""
_LEAST: Final = 2
_WORDS: Final = 12
_LETTERS: Final = 4
_RECORDED: Final = frozenset({"budget", "fundingAmount", "fundingShare", "funder", "funding", "identifier"})
_RECORD: Final = 2
"""Labels of money and numbers that make a text a record of a fund."""
_YEARS: Final = re.compile(r"[ \u00a0(]*(?:\d{4}[–-]\d{4}\)?)?\s*")
"""The years of a fund, which may stand behind its name."""
_OF_PAGE: Final = 0.6
_ANY_FUND: Final = "eu-funding"
_ENDS: Final = (".", "!", "?", ":", "…")


def named_in_sentence(source: Source, text: str) -> tuple[int, int] | None:
    """Return the span of the programme that a sentence under a heading for money names as what pays, ``None`` for none."""
    if source.cue("funding", text) is None:
        return None
    title = normalised(source.document.text[slice(*source.title_span)])
    for word in source.each_cue("programme-word", text):
        opens = len(text[: word.start()].split()) < _SUBJECT
        found = None if opens else _NAME.match(text, word.end())
        if found is None:
            continue
        span = found.span("quoted") if found["quoted"] else found.span("capitals")
        if normalised(text[slice(*span)]) not in title:
            return span
    return None


def named_as_payers(source: Source, text: str) -> list[tuple[int, int]]:
    """Return the spans of the programmes in quotes under which a sentence says that money comes.

    "Funded by the city under the programme 'Curious City'"; a turn such as "under the programme" must lead to one.
    """
    words = source.knowledge.role_words.find(text, source.language)
    title = normalised(source.document.text[slice(*source.title_span)])
    paid = any(word.role == "funder" for word in words)
    found = (
        [_QUOTED.match(text, turn.end()) for turn in source.each_cue("programme-turn", text)] if paid else []
    )
    spans = [one.span("name") if one["name"] else one.span("single") for one in found if one is not None]
    return [span for span in dict.fromkeys(spans) if normalised(text[slice(*span)]) not in title]


def named_in_field(source: Source, text: str) -> tuple[int, int] | None:
    """Return the span of the name that a field for a programme holds, ``None`` for a sentence, a body or a sum alone."""
    amounts = find_amounts(text, source.knowledge.money, source.language)
    end = min((amount.start for amount in amounts), default=len(text))
    name = text[:end].rstrip(" ,;:(–-")
    words = name.split()
    if not words or len(words) > _WORDS or name.endswith(_ENDS) or sum(map(str.isalpha, name)) < _LETTERS:
        return None
    if not (name[0].isupper() or name[0] in '„“"«') or source.knowledge.cues.is_empty(name):
        return None
    if source.cue("programme-word", name) is None and organization_type(name, source.knowledge.organizations):
        return None
    return 0, len(name)


def named_in_list(source: Source, text: str) -> list[tuple[int, int]]:
    """Return the spans of the programmes that stand beside the names of payers and begin or end with the word for one."""
    found = []
    for piece in _PIECE.finditer(text):
        start, end = piece.span("name")
        word = source.cue("programme-word", text, start, end)
        end = start + len(piece["name"].rstrip(" .;"))
        if (
            word is not None
            and (word.start() == start or word.end() == end)
            and len(piece["name"].split()) >= _LEAST
        ):
            found.append((start, end))
    return found


def with_programme_of_page(source: Source, facts: Sequence[Fact]) -> Sequence[Fact]:
    """Return the facts of money, with the fund on whose page a project stands where nothing else names one.

    Its name stands over the title, alone on a line or with years: "Asylum, Migration and Integration Fund 2014-2020".
    """
    if source.kind != "project" or any(one.field == "fundingProgramme" and one.value for one in facts):
        return facts
    for line in (line for one in source.sections[:1] if one.method == FURNITURE for line in one.values):
        named = find_concepts(line.text, source.knowledge.concepts, "funding-programme", source.language)
        if len(named) == 1 and named[0].start == 0 and _YEARS.fullmatch(line.text, named[0].end):
            start, end = line.start, line.start + named[0].end
            name = source.knowledge.labels.name("funding-programme", named[0].notation)
            fact = source.fact(
                "fundingProgramme", name, start, end, confidence=_OF_PAGE, method="pattern:funding:page",
                programme=named[0].notation,
            )  # fmt: skip
            return [*facts, fact] if named[0].notation != _ANY_FUND else facts
    return facts


def without_programmes(block: Block, named: Sequence[Fact]) -> Block:
    """Return a block as long, with the programmes that it names blotted out, and the brackets round them."""
    text = block.text
    for fact in named:
        start, end = (fact.start or 0) - block.start, (fact.end or 0) - block.start
        if text[start - 1 : start] == "(" and text[end : end + 1] == ")":
            start, end = start - 1, end + 1
        text = text[:start] + " " * (end - start) + text[end:]
    return replace(block, text=text)


def may_be_of_a_course(source: Source, label: str) -> bool:
    """Tell whether "Programme" alone may be that of a course: it is not beside labels of money and numbers."""
    if " " in label or not source.knowledge.cues.matches("programme-word", label):
        return False
    recorded = {section.field for section in source.sections if section.values} & _RECORDED
    return len(recorded) < _RECORD
