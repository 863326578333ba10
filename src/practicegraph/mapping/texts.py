"""The texts: objectives, origin, activities, challenges, results, impact, replicability, evaluation."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final

from practicegraph.mapping.asides import without_asides
from practicegraph.mapping.fact import Basis, Fact
from practicegraph.mapping.items import LONG_TEXT, Passage, one_line
from practicegraph.mapping.lead_ins import (
    OPENED_BY_QUESTION,
    answers_in_line,
    follow,
    introduces,
    is_answer,
    points_back,
    told_with_origin,
)
from practicegraph.mapping.sdg_mentions import find_sdgs
from practicegraph.mapping.section import Section
from practicegraph.mapping.sentences import runs_on, sentences
from practicegraph.mapping.source import Source, certainty
from practicegraph.mapping.text_facts import text_fact
from practicegraph.mapping.told_fields import field_of, tells_a_role
from practicegraph.mapping.turned_paragraphs import only_pays, parted, pays_instead, tells_only_whom, turned

TEXT_FIELDS: Final = (
    "objective", "origin", "activity", "challenge", "result", "impact", "replicability", "evaluation",
)  # fmt: skip
"""The contract's fields whose value is text under a heading of its own."""
_DEFAULTS: Final = {"method": "activity", "description": "objective"}
"""What a text under a heading says that asks for no one field."""
_HEADED: Final = 0.95
_DESCRIBED: Final = 0.7
_LIKELY: Final = 0.5
_FEWEST_LETTERS: Final = 2
_ADDRESS: Final = re.compile(r"(?:https?://|www\.)\S+")
_ITEM_WORDS: Final = 3
_LISTED: Final = 4
"""One item in so many tells what the list is of."""
_INTRODUCTION: Final = 12
_SHORT_SENTENCE: Final = 80
_BLANK_LINES: Final = 2
_TWO: Final = 2
_SIGN: Final = 60
"""Code points that the name of a goal may have."""


def find_texts(source: Source, used: Collection[int] = ()) -> Iterator[Fact]:
    """Yield one fact per item or paragraph of every text section but those that begin at ``used``."""
    positions = 0
    for section in source.sections:
        if section.field in TEXT_FIELDS:
            for fact in _headed(source, section, positions):
                positions += fact.field == "activity" and fact.basis is Basis.STATED
                yield fact
        elif section.field in ("description", "method"):
            yield from _described(source, section, used)
        elif section.field == "evaluator":
            yield from _told_of_evaluator(source, section)


def _told_of_evaluator(source: Source, section: Section) -> Iterator[Fact]:
    """Yield what a sentence under "Evaluator" says beside the name: "Tea Research follows the project and writes two reports."."""
    for passage in source.passages(section):
        if runs_on(passage.text):
            yield text_fact(
                source, "evaluation", passage.start, passage.end, passage.text,
                confidence=certainty(section, _DESCRIBED), method="told-of-evaluator",
            )  # fmt: skip


def find_preamble_texts(source: Source, blocks: tuple[Passage, ...]) -> Iterator[Fact]:
    """Yield the facts of the running text before the first heading, or of a page without headings.

    What is done is listed in one place: where an item of a list tells an activity and none another thing, the others
    are activities, too.
    """
    listed: list[tuple[Passage, list[Fact]]] = []
    asked: str | None = None
    above: Passage | None = None
    for passage, before in zip(blocks, (None, *blocks), strict=False):
        if before is not None and points_back(source, passage) and not before.item:
            yield from _pointed_at(source, before)
        follows = passage.item and above is not None and _is_next(source, above, passage)
        asked = asked if follows else None
        above = passage
        if asked is not None:
            yield text_fact(
                source, asked, passage.start, passage.end, passage.text,
                confidence=_LIKELY, method=f"introduced:{asked}",
            )  # fmt: skip
            continue
        if not passage.item and passage.text.endswith(":"):
            last = sentences(passage.text)[-1]
            asked = introduces(source.within(passage.blocks[0]), passage.text[slice(*last)])
        long = len(passage.text) >= LONG_TEXT
        told = list(_classified(source, passage, default=None, best=_LIKELY)) if long else []
        yield from told
        if listed and not (passage.item and _is_next(source, listed[-1][0], passage)):
            yield from _of_a_list(source, listed)
            listed = []
        if passage.item:
            listed.append((passage, told))
    yield from _of_a_list(source, listed)


def find_untold_activity(source: Source, blocks: Sequence[Passage], told: Sequence[Fact]) -> Iterator[Fact]:
    """Yield the prose below the name of one of several practices as what it does, where no words tell an activity."""
    if any(fact.field == "activity" for fact in told):
        return
    for passage in blocks:
        known = any(fact.start < passage.end and passage.start < fact.end for fact in told)
        if not passage.item and not known and len(passage.text) >= LONG_TEXT and _is_prose(passage):
            yield text_fact(
                source, "activity", passage.start, passage.end, passage.text,
                confidence=_LIKELY - 0.1, method="part:activity",
            )  # fmt: skip


def _pointed_at(source: Source, passage: Passage) -> Iterator[Fact]:
    """Yield the origin that a paragraph gives, where the next says so and its own words tell nothing."""
    told = list(_classified(source, passage, default=None, best=_LIKELY))
    if not any(fact.field in ("origin", "objective", "result") for fact in told):
        yield text_fact(
            source,
            "origin",
            passage.start,
            passage.end,
            passage.text,
            confidence=_LIKELY,
            method="pointed-at",
        )


def _is_next(source: Source, last: Passage, item: Passage) -> bool:
    """Tell whether an item stands right below the last one."""
    return source.document.text.count("\n", last.end, item.start) == 1


def _of_a_list(source: Source, listed: Sequence[tuple[Passage, list[Fact]]]) -> Iterator[Fact]:
    """Yield the activities among the items of a list that tell nothing by themselves."""
    told = [fact.field for _, facts in listed for fact in facts]
    words = min((len(passage.text.split()) for passage, _ in listed), default=0)
    if set(told) != {"activity"} or words < _ITEM_WORDS or len(told) * _LISTED < len(listed):
        return
    for passage, facts in listed:
        if not facts:
            yield text_fact(
                source, "activity", passage.start, passage.end, passage.text,
                confidence=_LIKELY - 0.1, method="list:activity",
            )  # fmt: skip


def _headed(source: Source, section: Section, positions: int) -> Iterator[Fact]:
    name = section.field or ""
    found = [
        passage
        for passage in source.passages(section)
        if _has_words(passage)
        and not _is_goal(source, passage)
        and not (name == "activity" and tells_only_whom(source, passage))
        and not pays_instead(source, name, passage)
    ]
    found = without_asides(source, found)
    if not found and not section.nested:
        yield source.missing(name, section)
    found = [passage for passage in found if _ADDRESS.fullmatch(passage.text) is None]
    if name in OPENED_BY_QUESTION and answers_in_line(section, source.document.text):
        found = [part for passage in found for part in _statements(source, passage)]
    for passage, field in _fields_of(source, name, found):
        positions += field == "activity"
        told = field == name
        yield text_fact(
            source, field, passage.start, passage.end, passage.text,
            confidence=certainty(section, _HEADED) if told else _LIKELY,
            method=section.method if told else f"lost-heading:{field}",
            position=positions if field == "activity" else None,
        )  # fmt: skip


def _statements(source: Source, passage: Passage) -> Iterator[Passage]:
    """Yield the sentences of an answer that stands behind its question on one line, but for a mere yes or no."""
    text = source.document.text
    if passage.item or len(passage.blocks) > 1 or passage.blocks[0].row is not None:
        yield passage
        return
    for start, end in sentences(text, passage.start, passage.end):
        if not is_answer(text[start:end]):
            yield replace(passage, start=start, end=end, text=one_line(text[start:end]))


def _fields_of(source: Source, name: str, found: Sequence[Passage]) -> Iterator[tuple[Passage, str]]:
    """Yield the passages of a section with the field each belongs to.

    A list of target groups belongs to none of the texts; a sentence that only introduces a list is not
    said; short lines set apart after the prose have lost their heading, which their words may tell.
    """
    groups = False
    for index, passage in enumerate(found):
        follows = index + 1 < len(found) and found[index + 1].item
        if passage.text.endswith(":") and follows:
            introduction = sentences(passage.text)[-1]
            groups = source.cue("targets", passage.text, *introduction) is not None
            if not groups and len(passage.text.split()) <= _INTRODUCTION:
                continue
            if not groups and not passage.item:
                yield _without_last_sentence(source, passage), name
                continue
        elif passage.item and groups:
            continue
        else:
            groups = False
        told = _lost_heading(source, found, index) or turned(source, name, found, index)
        if told or not only_pays(source, name, found, index):
            yield from (
                (part, field or told or name) for part, field in parted(source, told or name, passage)
            )


def _without_last_sentence(source: Source, passage: Passage) -> Passage:
    *kept, last = sentences(source.document.text, passage.start, passage.end)
    return (
        replace(passage, end=kept[-1][1], text=one_line(source.document.text[passage.start : kept[-1][1]]))
        if (kept and last[1] - last[0] < _SHORT_SENTENCE)
        else passage
    )


def _lost_heading(source: Source, found: Sequence[Passage], index: int) -> str | None:
    """Return the field of a short line that stands apart from the prose before it, if its words tell one."""
    first = next((at for at, passage in enumerate(found) if _apart(source, found, at)), None)
    if first is None or index < first or any(_is_prose(passage) for passage in found[first:]):
        return None
    return next(
        (
            name
            for name in ("challenge",)
            if any(source.cue(f"item:{name}", passage.text) for passage in found[first:])
        ),
        None,
    )


def _apart(source: Source, found: Sequence[Passage], index: int) -> bool:
    if index == 0 or not _is_prose(found[index - 1]) or _is_prose(found[index]):
        return False
    return source.document.text.count("\n", found[index - 1].end, found[index].start) > _BLANK_LINES


def _is_prose(passage: Passage) -> bool:
    return passage.text.endswith((".", "!", "?", "…"))


def _described(source: Source, section: Section, used: Collection[int]) -> Iterator[Fact]:
    found = source.passages(section)
    done = _tells_what_is_done(source, found)
    background = _opens_with_background(source, found)
    for index, passage in enumerate(found):
        introduces = passage.text.endswith(":") and any(other.item for other in found[index + 1 : index + 2])
        short = len(passage.text.split()) <= _INTRODUCTION
        if introduces and not short and not passage.item:
            passage = _without_last_sentence(source, passage)  # noqa: PLW2901
        if _has_words(passage) and passage.start not in used and not (introduces and short):
            default = _default(source, section, passage, done=done)
            if background and index == 0 and default is not None:
                yield text_fact(
                    source, "origin", passage.start, passage.end, passage.text,
                    confidence=_DESCRIBED - 0.1, method="background",
                )  # fmt: skip
                continue
            untold = "activity" if default and _asks(source, section, "asks-content") else default
            yield from _classified(source, passage, default=default, untold=untold, best=_DESCRIBED)


def _default(source: Source, section: Section, passage: Passage, *, done: bool) -> str | None:
    """Return what a sentence tells below a heading whose own words do not: in a list what is done, else the aim."""
    if _asks(source, section, "about-us"):
        return None  # of who speaks no aim is told by that alone
    default = _DEFAULTS.get(section.field or "", "objective")
    return "activity" if default == "objective" and done and passage.item else default


def _opens_with_background(source: Source, found: Sequence[Passage]) -> bool:
    """Tell whether the first paragraph of a description tells nothing by its words, and the next what is aimed at or done."""
    if len(found) < _TWO or any(passage.item or not _is_prose(passage) for passage in found[:_TWO]):
        return False
    first, second = (
        {field_of(source.within(one.blocks[0]), one.text[slice(*span)]) for span in sentences(one.text)}
        for one in found[:_TWO]
    )
    return first == {None} and bool(second & {"objective", "activity"})


def _tells_what_is_done(source: Source, found: Sequence[Passage]) -> bool:
    """Tell whether the items of a description say what is done: one does by its words, and none anything else."""
    items = [passage for passage in found if passage.item]
    told = {field_of(source.within(item.blocks[0]), item.text) for item in items}
    return "activity" in told and told <= {"activity", None}


def _asks(source: Source, section: Section, cue: str) -> bool:
    """Tell whether a heading is one of a cue's forms, or a half of it in another language."""
    label = section.label.strip(" ?؟;:.!*_#")
    return any(
        source.knowledge.cues.matches(cue, half) for half in (label, *map(str.strip, label.split("/")))
    )


def _classified(
    source: Source, passage: Passage, *, default: str | None, untold: str | None = None, best: float
) -> Iterator[Fact]:
    """Yield objectives and activities told apart sentence by sentence, by the words of their languages.

    ``default`` is what a sentence tells whose words do not, ``untold`` what the passage tells if none of its sentences does.
    """
    text = source.document.text
    source = source.within(passage.blocks[0])
    spans = sentences(text, passage.start, passage.end)
    told = [field_of(source, text[start:end]) for start, end in spans]
    follow_on = follow if default is None else told_with_origin
    if default in (None, "objective"):
        told = follow_on(source, [text[start:end] for start, end in spans], told)
    likely = {
        index
        for index, (start, end) in enumerate(spans)
        if default is None and told[index] is None and source.cue("likely:activity", text[start:end])
    }
    told = ["activity" if index in likely else name for index, name in enumerate(told)]
    if default is None:
        told = [
            None if name == "activity" and tells_a_role(source, text[start:end]) else name
            for name, (start, end) in zip(told, spans, strict=True)
        ]
    by_words = any(told)
    if default is not None and not by_words:
        told = [untold or default for _ in told]
    if default == "objective":
        default = None  # where some sentences tell their field, the others are no aims
    unlikely = {spans[index] for index in likely}
    for name, group in groupby(zip(told, spans, strict=True), key=lambda item: item[0]):
        run = [span for _, span in group]
        field = name or default
        if field is None or (name is None and text[run[0][0] : run[-1][1]].count(" ") < _ITEM_WORDS - 1):
            continue
        whole = field in ("objective", "origin") or not by_words
        spans_of_facts = [(run[0][0], run[-1][1])] if whole else run
        for start, end in spans_of_facts:
            sure = name is not None and (start, end) not in unlikely
            yield text_fact(
                source, field, start, end, " ".join(text[start:end].split()),
                confidence=best if sure else best - 0.1, method=f"sentence:{name or 'default'}",
            )  # fmt: skip


def _is_goal(source: Source, passage: Passage) -> bool:
    """Tell whether a short text is nothing but the name of a development goal, as its sign has it."""
    if len(passage.text) > _SIGN:
        return False
    found = find_sdgs(passage.text, source.knowledge.sdgs, source.language)
    return bool(found) and found[0].start == 0 and passage.text[found[0].end :][:1] in ("", ":", ".", " ")


def _has_words(passage: Passage) -> bool:
    return sum(map(str.isalpha, passage.text)) >= _FEWEST_LETTERS
