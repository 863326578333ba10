"""Who pays which share: the programme, organisation or source that a percentage belongs to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from practicegraph.languages import primary_subtag
from practicegraph.mapping.concepts import ConceptMention
from practicegraph.mapping.count_knowledge import PEOPLE
from practicegraph.mapping.count_units import unit_in
from practicegraph.mapping.fact import JsonValue, number
from practicegraph.mapping.fractions import find_fractions, find_spelled_percentages
from practicegraph.mapping.money import ShareMention, find_amounts, find_shares
from practicegraph.mapping.organizations import find_organizations
from practicegraph.mapping.payers import Payer
from practicegraph.mapping.paying_offices import offices_in
from practicegraph.mapping.source import Source

_WHOLE: Final = Decimal(100)
_REACH: Final = 60
"""Code points between a share and who pays it."""
_PARTS: Final = 10
_COSTS: Final = 90
"""Code points between a fraction and the word for the costs that it is of."""
_EQUAL: Final = 0.8
_FRACTION: Final = "share:fraction"
_EXPLAINED: Final = 40
_ABOUT: Final = 10
"""Code points and per cent between a fraction and the share that says how much it is."""
_OPENERS: Final = (",", "(", ":", "–", "—", "-")
_SPENT: Final = 45
"""Code points behind a share in which it says what the money goes on."""
_WORDS: Final = re.compile(r"(?:\s+[^\W\d_]+){1,3}")
_MARKS: Final = re.compile(r"[,:–—-]")
_CLAUSE: Final = re.compile(r"[;\n]|\.\s")


@dataclass(frozen=True, slots=True)
class PaidShare:
    """A share with its payer; ``part_of`` is the programme's notation or the share that it is a part of."""

    share: ShareMention
    payer: Payer | None = None
    part_of: JsonValue = None


def told_shares(source: Source, text: str, *, funding: bool = False) -> tuple[ShareMention, ...]:
    """Return the shares of money in ``text``, in order: in percent, and in words where costs are spoken of.

    What a ``funding`` field says is of money anyway. "Half of the participants" is a share of people.
    """
    known, language = source.knowledge, primary_subtag(source.language)
    found = list(find_shares(text, known.money))
    numerals = known.counts.numerals
    found += find_spelled_percentages(text, known.money, numerals, language)
    fractions = find_fractions(text, numerals, language)
    costs = funding or source.cue("costs", text) is not None
    if costs or (fractions and _tells_money(source, text)):
        found += [one for one in fractions if _is_of_money(source, text, one, funding=funding)]
    if costs:
        equally = source.cue("equally", text)
        if equally is not None and not any(
            one.start < equally.end() and equally.start() < one.end for one in found
        ):
            found.append(ShareMention(*equally.span(), _WHOLE / 2, _EQUAL, "share:equally"))
    kept: list[ShareMention] = []
    for one in sorted(found, key=lambda share: (share.start, -share.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    told = [
        one
        for one, *behind in (kept[at : at + 2] for at in range(len(kept)))
        if not _is_about(text, one, behind)
    ]
    return tuple(one for one in told if not _is_spent(source, text, one))


def _is_about(text: str, share: ShareMention, others: Sequence[ShareMention]) -> bool:
    """Tell whether a fraction is only about the share behind it: "more than half of the costs, 55 per cent"."""
    if not others or share.method != _FRACTION or others[0].method == _FRACTION:
        return False
    between = text[share.end : others[0].start]
    near = len(between) <= _EXPLAINED and abs(share.percent - others[0].percent) <= _ABOUT
    return near and between.rstrip()[-1:] in _OPENERS and not _CLAUSE.search(between)


def _is_spent(source: Source, text: str, share: ShareMention) -> bool:
    """Tell whether a share is of what the money goes on, which nobody pays: "four fifths are wages"."""
    clause = _CLAUSE.split(text[share.end : share.end + _SPENT])[0].partition(",")[0]
    return source.cue("spent", clause) is not None


def _is_of_money(source: Source, text: str, share: ShareMention, *, funding: bool) -> bool:
    """Tell whether a fraction is one of costs: these are named near it, in its clause, and no people behind it."""
    counts, language = source.knowledge.counts, primary_subtag(source.language)
    behind = _WORDS.match(text, share.end)
    people = None if behind is None else unit_in(behind[0], counts, language)
    if people is not None and people.unit in PEOPLE:
        return False
    if funding:
        return True
    if source.cue("share-verb", text) is None:
        return False  # "funding fell by a third"
    if _tells_money(source, text) and not _CLAUSE.search(text, share.start, len(text) - 1):
        return True  # "1.2 million euros, three quarters of which came from the fund"
    before = text[max(0, share.start - _COSTS) : share.start]
    after = text[share.end : share.end + _COSTS]
    return (
        source.cue("costs", _CLAUSE.split(before)[-1]) is not None
        or source.cue("costs", _CLAUSE.split(after)[0]) is not None
    )


def _tells_money(source: Source, text: str) -> bool:
    """Tell whether a sentence names a sum, or a word of paying stands in it."""
    words = source.knowledge.role_words.find(text, source.language)
    return any(word.role == "funder" for word in words) or bool(
        find_amounts(text, source.knowledge.money, source.language)
    )


def paid_shares(
    source: Source, text: str, programmes: Sequence[ConceptMention], *, funding: bool = False
) -> tuple[PaidShare, ...]:
    """Return the shares in ``text``, each with who pays it and what it is a part of, as far as it is told.

    A share in brackets behind another, or after words such as "of which", is a part of that; shares that make
    a hundred behind the name of a programme that has none of its own are parts of the programme's money.
    """
    shares = told_shares(source, text, funding=funding)
    if not shares:
        return ()
    payers = _payers(source, text, programmes)
    taken: set[int] = set()
    found: list[PaidShare] = []
    for index, share in enumerate(shares):
        before = shares[index - 1].end if index else 0
        after = shares[index + 1].start if index + 1 < len(shares) else len(text)
        payer = _beside(text, share, [one for one in payers if one.start not in taken], before, after)
        if payer is not None:
            taken.add(payer.start)
        whole = _outer(source, text, shares[:index], share)
        found.append(PaidShare(share, payer, None if whole is None else number(whole.percent)))
    return _within_programme(found, [one for one in payers if one.start not in taken])


def _payers(source: Source, text: str, programmes: Sequence[ConceptMention]) -> list[Payer]:
    """Return all who may pay, in order, none inside another."""
    known = source.knowledge
    named = [Payer(one.start, one.end, notation=one.notation) for one in programmes]
    named += [
        Payer(one.start, one.end, organization=one, slug=one.slug)
        for one in find_organizations(text, known.organizations, source.language)
    ]
    named += known.payers.find(text, source.language)
    named += [Payer(one.start, one.end, organization=one) for one in offices_in(source, text)]
    kept: list[Payer] = []
    for one in named:
        if not any(one.start < other.end and other.start < one.end for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: one.start)


def _beside(text: str, share: ShareMention, payers: Sequence[Payer], before: int, after: int) -> Payer | None:
    """Return the payer nearest to a share in its clause, with no other share between.

    A share alone in brackets belongs to the name before them.
    """
    left = next((one for one in reversed(payers) if before <= one.start and one.end <= share.start), None)
    right = next((one for one in payers if share.end <= one.start and one.end <= after), None)
    gaps = {}
    if left is not None:
        gaps[left] = text[left.end : share.start]
    if right is not None:
        gaps[right] = text[share.end : right.start]
    near = {one: gap for one, gap in gaps.items() if len(gap) <= _REACH and not _CLAUSE.search(gap)}
    bracketed = (
        text[: share.start].rstrip().endswith("(") and text[share.end : share.end + 2].strip()[:1] == ")"
    )
    if bracketed:
        return left if left in near else None
    return min(near, key=lambda one: (_apart(near[one]), one.start), default=None)


def _apart(gap: str) -> int:
    """Return how far a share stands from a name: a comma, colon or dash between them parts more than a word."""
    return len(gap.strip(" (")) + (_PARTS if _MARKS.search(gap) else 0)


def _outer(
    source: Source, text: str, earlier: Sequence[ShareMention], share: ShareMention
) -> ShareMention | None:
    """Return the share that a share is a part of: the one before the bracket it stands in, or before "of which"."""
    for other in reversed(earlier):
        between = text[other.end : share.start]
        opened = between.count("(") > between.count(")")
        told = source.cue("of-which", between) is not None
        if (opened or told) and not _CLAUSE.search(between):
            return other
    return None


def _within_programme(found: Sequence[PaidShare], others: Sequence[Payer]) -> tuple[PaidShare, ...]:
    """Return the shares, those that split a programme's money as parts of it."""
    plain = [one for one in found if one.part_of is None]
    first = next((one for one in others if one.notation and one.end <= found[0].share.start), None)
    split = (
        first is not None
        and len(plain) > 1
        and sum(one.share.percent for one in plain) == _WHOLE
        and all(one.payer is None or one.payer.notation is None for one in plain)
    )
    if first is None or not split:
        return tuple(found)
    return tuple(replace(one, part_of=first.notation) if one.part_of is None else one for one in found)
