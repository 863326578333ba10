"""Money: programmes, shares, amounts granted, budgets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from practicegraph.mapping.concepts import ConceptMention, find_concepts
from practicegraph.mapping.fact import Fact, number
from practicegraph.mapping.money import AmountMention, find_amounts, find_shares
from practicegraph.mapping.named_answers import answered_names
from practicegraph.mapping.organization_lists import split_organizations
from practicegraph.mapping.organizations import OrganizationMention
from practicegraph.mapping.page_heads import FURNITURE
from practicegraph.mapping.paying_offices import as_told
from practicegraph.mapping.programme_names import (
    may_be_of_a_course,
    named_as_payers,
    named_in_field,
    named_in_list,
    named_in_sentence,
    with_programme_of_page,
    without_programmes,
)
from practicegraph.mapping.section import Section
from practicegraph.mapping.sentences import sentence_at, sentences
from practicegraph.mapping.shares import paid_shares, told_shares
from practicegraph.mapping.source import Source, certainty
from practicegraph.mapping.sum_givers import is_given
from practicegraph.mapping.sum_rows import SumRow, bare_sum, sum_rows
from practicegraph.mapping.sum_tables import PAID
from practicegraph.reading.blocks import Block, BlockKind
from practicegraph.terms import resource

FUNDING_FIELDS: Final = ("funding", "fundingProgramme", "fundingAmount", "fundingShare", "funder")
_AMOUNT: Final = {
    "funding": "fundingAmount", "fundingProgramme": "fundingAmount", "fundingAmount": "fundingAmount",
    "fundingShare": "fundingAmount", "funder": "fundingAmount", "budget": "budget",
}  # fmt: skip
_MISSING: Final = {"funding": "fundingProgramme"}
_STATED: Final = 0.95
_TOLD: Final = 0.85
_NAMED: Final = 0.7
_SURE: Final = ("heading", "heading:glued")
_NAME_WORDS: Final = 10
_REACH: Final = 40
_CAPTIONED: Final = 80
"""Code points that a figure with the words for it has on its line."""
_SAID: Final = 60
"""Code points within which an amount follows the words that say what it is."""
_OWN: Final = 40
_ARTICLES: Final = 5
"""Code points that an article between two words may take."""
_BESIDE: Final = 75
_PART: Final = 25
_OWNING: Final = ("'s ", "’s ")
_NOUN_BEHIND: Final = re.compile(r"(?:[ \u00a0'’-][^\W\d_]{4,})?[ \u00a0-](?P<noun>[^\W\d_]{4,})")
"""The next word behind an amount, or the one behind that: "tutarındaki bütçe"."""
_LINKED: Final = re.compile(r"[^\W\d_]{0,3},?(?:[ \u00a0][^\W\d_]{1,7}){0,2}[ \u00a0]")
"""What may stand between a word for costs and their sum: "spese, circa", "náklady činí"."""
_SMALLEST_GRANT: Final = 1000
"""Less is a fee or a fare, not what a project was given."""
_SKIPPED: Final = frozenset({"contact", "position", "reporter", "link", "status"})


def find_funding(source: Source) -> Iterator[Fact]:
    """Yield programmes, shares, amounts and the budget: of fields, and where a sentence speaks of funding."""
    facts = with_programme_of_page(source, list(_said(source)))
    paid = {fact.value for fact in facts if fact.field == "fundingShare" and fact.details}
    for fact in facts:  # a share said again without its payer is the same one
        if fact.field != "fundingShare" or fact.details or fact.value not in paid:
            yield fact


def _said(source: Source) -> Iterator[Fact]:
    rows = sum_rows(source)
    yield from _rows(source, rows)
    for section in source.of(*FUNDING_FIELDS, "budget"):
        yield from _paid(source, section) if section.method == PAID else _in_field(source, section, rows)
    for section, block in source.blocks():
        if section.field not in _AMOUNT and section.field not in _SKIPPED and section.method != FURNITURE:
            yield from _in_text(source, block)


def _rows(source: Source, rows: Sequence[SumRow]) -> Iterator[Fact]:
    """Yield what rows of sums tell: of who paid, each its sum; of what it cost, the sum of all."""
    programmes = [_programmes(source, row.name.text) for row in rows]
    paid = any(programmes) or any(_named_payers(source, row.name) for row in rows)
    for row, named in zip(rows, programmes, strict=True):
        if not (row.total or paid):
            continue
        yield from (_programme(source, row.name.start, one, _STATED, "row") for one in named)
        if not (row.total or named) and (payers := _named_payers(source, row.name)):
            yield from _payers(source, row.name, (), _STATED, alone=bool(payers))
        yield source.fact(
            "budget" if row.total else "fundingAmount", number(row.amount.amount), row.amount.start, row.amount.end,
            confidence=_STATED * row.amount.confidence, method=f"row+{row.amount.method}", currency=row.amount.currency,
        )  # fmt: skip


def _in_field(source: Source, section: Section, rows: Sequence[SumRow]) -> Iterator[Fact]:
    name = section.field or ""
    if not section.values and not section.nested and name != "funder":
        yield source.missing(_MISSING.get(name, name), section)
    budget, best = name == "budget", certainty(section, _STATED)
    if section.values:
        label = Block(
            BlockKind.HEADING, section.start, section.end, source.document.text[section.start : section.end]
        )
        yield from _shares(source, label, 0, len(label.text), best, (), funding=True)
    for block in section.values:
        told = any(row.line.start <= block.start < row.line.end for row in rows)
        programmes = _programmes(source, block.text)
        for programme in programmes:
            yield _programme(source, block.start, programme, best, section.method)
        yield from (named := list(_named_programmes(source, section, block, programmes)))
        yield from _shares(source, block, 0, len(block.text), best, programmes, funding=True)
        head = section.head or section.label
        amounts = find_amounts(block.text, source.knowledge.money, source.language, label=head)
        yield from bare_sum(source, section, block, _AMOUNT[name], best) if not amounts and not told else ()
        for amount in amounts:
            said = _said_of(source, block.text, amount) if name in ("funding", "funder") else None
            part = budget and (
                _has_share(source, block, amount)
                or source.cue("of-which", block.text, 0, amount.start) is not None
                or _is_of_the_sum(source, block.text, amount)
            )
            target = "fundingAmount" if part else said or _AMOUNT[name]
            yield source.fact(
                target, number(amount.amount), block.start + amount.start, block.start + amount.end,
                confidence=best * amount.confidence, method=f"{section.method}+{amount.method}",
                currency=amount.currency,
            )  # fmt: skip
        if name == "funding":
            alone = not programmes and not any(letter.isdigit() for letter in block.text)
            yield from _payers(source, without_programmes(block, named), programmes, best, alone=alone)


def _named_programmes(
    source: Source, section: Section, block: Block, known: tuple[ConceptMention, ...]
) -> Iterator[Fact]:
    """Yield the programmes that no vocabulary has: the value of a field, or named in its sentences."""
    if section.field == "fundingProgramme" and not known:
        sure = section.method in _SURE and not may_be_of_a_course(source, section.label)
        span = named_in_field(source, block.text) if sure else None
        if span is not None:
            yield _by_name(source, block, span, certainty(section, _NAMED), section.method)
    elif section.field == "funding":
        for start, end in sentences(block.text):
            span = named_in_sentence(source, block.text[start:end])
            if span is not None and not any(
                one.start < start + span[1] and start + span[0] < one.end for one in known
            ):
                yield _by_name(source, block, (start + span[0], start + span[1]), _NAMED, "sentence")
        listed = named_in_list(source, block.text) if not known else ()
        yield from (_by_name(source, block, span, _NAMED, "list") for span in listed)


def _by_name(source: Source, block: Block, span: tuple[int, int], confidence: float, method: str) -> Fact:
    return source.fact(
        "fundingProgramme", " ".join(block.text[slice(*span)].split()), block.start + span[0], block.start + span[1],
        confidence=confidence, method=f"{method}+programme:name",
    )  # fmt: skip


def _is_of_the_sum(source: Source, text: str, amount: AmountMention) -> bool:
    """Tell whether the words right behind an amount say that it is a part of what was told: "640 000 € of this"."""
    told = source.cue("of-which", text, amount.end, min(len(text), amount.end + _PART))
    return told is not None and not text[amount.end : told.start()].strip()


def _paid(source: Source, section: Section) -> Iterator[Fact]:
    """Yield who paid, and how much, as a row of a table of sums says; "Staff" or "Gifts" are no names."""
    key, *sums = section.values
    if not sums or not _named_payers(source, key):
        return
    yield from _payers(source, key, (), _STATED, alone=True)
    for amount in find_amounts(sums[0].text, source.knowledge.money, source.language, label=section.head):
        yield source.fact(
            "fundingAmount", number(amount.amount), sums[0].start + amount.start, sums[0].start + amount.end,
            confidence=_STATED * amount.confidence, method=f"{section.method}+{amount.method}",
            currency=amount.currency,
        )  # fmt: skip


def _named_payers(source: Source, key: Block) -> bool:
    """Tell whether the name before a sum is that of who paid it."""
    named = [
        one
        for one in split_organizations(key.text, source.knowledge.organizations, source.language)
        if one.registered or one.type is not None or key.text.isupper()
    ]
    return bool(named) and not _is_own_means(source, key.text, named[0])


def _said_of(source: Source, text: str, amount: AmountMention) -> str | None:
    """Return what the words beside an amount say: the budget, or what was granted, as a part of it is ("of which")."""
    start = _sentence_of(text, amount)[0]
    first = max(start, amount.start - _SAID)
    told = {
        field: list(source.each_cue(cue, text, first, amount.start))
        for field, cue in (("budget", "amount:budget"), ("fundingAmount", "amount:grant"))
    }
    ends = {field: max((found.start() for found in cues), default=-1) for field, cues in told.items()}
    best = max(ends, key=lambda field: ends[field])
    if ends[best] >= 0:
        of_it = best == "budget" and _is_part(source, text, start, told[best][-1].span(), amount)
        return "fundingAmount" if of_it else best
    cost = list(source.each_cue("expenses", text, first, amount.start))
    linked = bool(cost) and _LINKED.fullmatch(text, cost[-1].end(), amount.start) is not None
    if linked and not _is_part(source, text, start, cost[-1].span(), amount):
        before = text[max(start, cost[-1].start() - _PART) : cost[-1].start()]
        return "fundingAmount" if told_shares(source, before, funding=True) else "budget"
    leads = len(text) <= _CAPTIONED and not any(map(str.isalnum, text[: amount.start]))
    if leads and source.cue("amount:budget", text, amount.end) is not None:
        return "budget"
    return _named_behind(source, text, amount)


def _is_part(source: Source, text: str, start: int, cost: tuple[int, int], amount: AmountMention) -> bool:
    """Tell whether an amount is a part of the costs named before it: "most of the costs, 20 000 €", "of which"."""
    part = source.cue("part-of", text, max(start, cost[0] - _PART), cost[1])
    part = part or source.cue("of-which", text, cost[1], amount.start)
    return bool(part) or is_given(source, text, cost[1], amount)


def _named_behind(source: Source, text: str, amount: AmountMention) -> str | None:
    """Return what the noun right behind an amount says that it is, at most a longer word between them."""
    noun = _NOUN_BEHIND.match(text, amount.end)
    if noun is None:
        return None
    for field, cue in (("budget", "amount:budget"), ("fundingAmount", "amount:grant")):
        if any(
            found.end() > noun.start("noun") for found in source.each_cue(cue, text, amount.end, noun.end())
        ):
            return field
    return None


def _sentence_of(text: str, amount: AmountMention) -> tuple[int, int]:
    """Return where the sentence of an amount begins and ends."""
    around = (max(0, amount.start - _SAID), min(len(text), amount.end + _SAID))
    return sentence_at(text, amount.start) or around


def _granted(source: Source, text: str, amount: AmountMention) -> str | None:
    """Tell an amount that a sentence names right beside a word of paying from any other: "the fund gave 8 000 €"."""
    if amount.amount < _SMALLEST_GRANT:
        return None
    begin, stop = _sentence_of(text, amount)
    start, end = max(begin, amount.start - _BESIDE), min(stop, amount.end + _BESIDE)
    near = text[start:end]
    words = source.knowledge.role_words.find(near, source.language)
    told = any(word.role == "funder" for word in words) or source.cue("share-verb", near) is not None
    return "fundingAmount" if told else None


def _has_share(source: Source, block: Block, amount: AmountMention) -> bool:
    """Tell whether a percentage stands right beside an amount, which then is a part of the budget.

    In "80 000 euro, of which the fund pays 75 %" it does not.
    """
    for share in find_shares(block.text, source.knowledge.money):
        first, last = min(share.end, amount.end), max(share.start, amount.start)
        if not any(letter.isalnum() for letter in block.text[first:last]):
            return True
    return False


def _payers(
    source: Source,
    block: Block,
    programmes: tuple[ConceptMention, ...],
    confidence: float,
    *,
    alone: bool,
) -> Iterator[Fact]:
    told = block.text.endswith(".") and source.cue("funding", block.text) is not None
    short = alone and not told and len(block.text.split()) <= _NAME_WORDS
    for mention in answered_names(source, block.text, split=short):
        if any(mention.start < found.end and found.start < mention.end for found in programmes):
            continue
        if _is_own_means(source, block.text, mention) or (not short and _helps(source, block.text, mention)):
            continue
        if source.cue("after:managingAuthority", block.text, mention.end, mention.end + _REACH):
            continue
        yield source.fact(
            "funder", mention.name, block.start + mention.start, block.start + mention.end,
            confidence=confidence * mention.confidence, method=f"funding+{mention.method}",
            organization=resource("organization", mention.slug).value,
        )  # fmt: skip


def _helps(source: Source, text: str, mention: OrganizationMention) -> bool:
    """Tell whether the sentence of a name speaks of help and not of money: "the library lends us books"."""
    start, end = sentence_at(text, mention.start) or (0, len(text))
    roles = {word.role for word in source.knowledge.role_words.find(text[start:end], source.language)}
    return "partner" in roles and "funder" not in roles and not any(map(str.isdigit, text[start:end]))


def _is_own_means(source: Source, text: str, mention: OrganizationMention) -> bool:
    """Tell whether a name is that of what somebody adds of their own, or the bare kind of who does.

    "Own contribution of the association" names no funder; "own means of the City of Graz" does.
    """
    own = source.cue("own-means", text, max(0, mention.start - _OWN), mention.end)
    if own is None or (own.end() <= mention.start and mention.start - own.end() > _ARTICLES):
        return False
    rest = text[max(own.end(), mention.start) : mention.end].strip()
    return rest.islower() or len(rest.split()) <= 1


def _in_text(source: Source, block: Block) -> Iterator[Fact]:
    amounts = find_amounts(block.text, source.knowledge.money, source.language)
    for amount in amounts:
        said = _said_of(source, block.text, amount) or _granted(source, block.text, amount)
        if said is not None:
            yield source.fact(
                said, number(amount.amount), block.start + amount.start, block.start + amount.end,
                confidence=_TOLD * amount.confidence, method=f"sentence+{amount.method}",
                currency=amount.currency,
            )  # fmt: skip
    for start, end in sentences(block.text):
        text = block.text[start:end]
        if source.cue("funding", text) is not None or _tells_payers(source, text):
            programmes = _programmes(source, text)
            for programme in programmes:
                yield _programme(source, block.start + start, programme, _TOLD, "sentence")
            yield from _shares(source, block, start, end, _TOLD, programmes)
            for one in () if programmes else named_as_payers(source, text):
                yield _by_name(source, block, (start + one[0], start + one[1]), _NAMED, "sentence")


def _tells_payers(source: Source, text: str) -> bool:
    """Tell whether a sentence that has a word of money says who pays a share: "the city meets 25 % of the costs"."""
    if not told_shares(source, text):
        return False
    told = [word.span() for word in source.each_cue("share-verb", text)]
    told += [word.span() for word in source.each_cue("equally", text)]
    if told and source.cue("costs", text) is not None:
        return True
    words = source.knowledge.role_words.find(text, source.language)
    told += [(word.start, word.end) for word in words if word.role == "funder"]
    paid = paid_shares(source, text, _programmes(source, text)) if told else ()
    payers = [one.payer for one in paid if one.payer is not None]
    return bool(payers) and any(
        not any(start < payer.end and payer.start < end for payer in payers) for start, end in told
    )


def _shares(
    source: Source,
    block: Block,
    start: int,
    end: int,
    confidence: float,
    programmes: tuple[ConceptMention, ...],
    *,
    funding: bool = False,
) -> Iterator[Fact]:
    """Yield the shares of a text with who pays them; an organisation that does is a funder."""
    text, at = block.text[start:end], block.start + start
    for paid in paid_shares(source, text, programmes, funding=funding):
        share, payer = paid.share, paid.payer
        slug = None if payer is None else payer.slug
        yield source.fact(
            "fundingShare", number(share.percent), at + share.start, at + share.end,
            confidence=confidence * share.confidence, method=share.method,
            programme=None if payer is None else payer.notation,
            payer=None if slug is None else resource("organization", slug).value,
            payerLabel=None if payer is None or payer.notation else text[payer.start : payer.end],
            partOf=paid.part_of,
        )  # fmt: skip
        named = (
            None
            if payer is None or payer.organization is None
            else as_told(source, payer.organization, "funder")
        )
        if payer is not None and named is not None and not _is_own_means(source, text, named):
            yield source.fact(
                "funder", named.name, at + payer.start, at + payer.end,
                confidence=confidence * named.confidence, method="funding:share",
                organization=resource("organization", named.slug).value,
            )  # fmt: skip


def _programmes(source: Source, text: str) -> tuple[ConceptMention, ...]:
    found = find_concepts(text, source.knowledge.concepts, "funding-programme", source.language)
    # "funded by the European Union's Asylum, Migration and Integration Fund" names one programme.
    return tuple(one for one in found if not (text[one.end : one.end + 3] in _OWNING and len(found) > 1))


def _programme(source: Source, at: int, mention: ConceptMention, confidence: float, method: str) -> Fact:
    return source.fact(
        "fundingProgramme", source.knowledge.labels.name("funding-programme", mention.notation),
        at + mention.start, at + mention.end,
        confidence=confidence * mention.confidence, method=f"pattern:funding:{method}",
        programme=mention.notation,
    )  # fmt: skip
