"""Names of organisations that only their place in a sentence tells: "carried out by Ardmore Fieldwork".

Where a fixed turn tells what somebody did, capitalised words in the place of the one who did it are a name, though no
word of theirs tells a kind; so are those that a conjunction joins to an organisation in such a place. Before a verb
that tells a role a name goes on with its small words: "Centrum Most pro rodiny otevřelo".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from practicegraph.languages import primary_subtag
from practicegraph.mapping.concepts import find_concepts
from practicegraph.mapping.countries import find_countries
from practicegraph.mapping.enumerations import is_something_else, with_listed, with_several
from practicegraph.mapping.fact import ROLE_FIELDS
from practicegraph.mapping.fractions import find_fractions
from practicegraph.mapping.gazetteer import fold
from practicegraph.mapping.organization_patterns import UPPER
from practicegraph.mapping.organizations import OrganizationMention, named, organization_type
from practicegraph.mapping.places import find_places
from practicegraph.mapping.roles import REACH, is_place, role_after, role_before
from practicegraph.mapping.source import Source

_WORD: Final = rf"[{UPPER}][\w'’&-]*\w"
_NEXT_WORD: Final = re.compile(r"\S+\s*")
_RUN: Final = re.compile(
    rf"{_WORD}(?:[ \u00a0](?:(?:de|du|del|da|do|di|des|van|of|the|&|und|&)[ \u00a0])?{_WORD}){{1,4}}"
    rf"|(?<!\w)[{UPPER}]{{3,8}}(?![\w-])"
)
"""Two capitalised words or more, or an abbreviation."""
_SINGLE: Final = re.compile(rf"(?<=[ \u00a0]){_WORD}(?=[ \u00a0])")
_LEAD: Final = re.compile(r"(?:[^\W\d_]{1,14}[ \u00a0]){0,2}(?:[^\W\d_]{1,4}['’])?\Z")
_LONGEST_LEAD: Final = 35
_SMALL_GAP: Final = re.compile(
    rf"[ \u00a0][^\W\d_{UPPER}]{{1,5}}(?:['’]|[ \u00a0])(?:[^\W\d_]+[ \u00a0]){{0,2}}?[^\W\d_]{{3,}}(?=[ \u00a0,])"
)
"""A small word, and one to three words behind it."""
_CLAUSE_STARTS: Final = re.compile(r"(?:\A|[,;:–—][ \u00a0])(?:[^\W\d_]{1,6}[ \u00a0]){0,2}\Z")
_BEFORE_ANOTHER: Final = re.compile(
    rf"(?<=\s)(?P<name>[{UPPER}][\w'’&-]+(?:\s[{UPPER}][\w'’&-]+){{1,3}}),?(?:\s[^\W\d_]{{1,4}}){{1,2}}\s\Z"
)
"""A name of capitalised words, and a conjunction and an article before another."""
_FIRST_WORD: Final = re.compile(r"\w+")
_LAST_WORD: Final = re.compile(r"(?<![^\W\d_])(?P<word>[^\W\d_]+)[ \u00a0]\Z")
_REACH: Final = 60
_LED: Final = 90


def with_slot_names(
    source: Source, text: str, mentions: Sequence[OrganizationMention]
) -> tuple[OrganizationMention, ...]:
    """Return the organisations of a sentence with the names that only their place in it tells."""
    known = [_gone_on(source, text, _with_inner(source, text, mention)) for mention in mentions]
    known = with_listed(source, text, with_several(source, text, known))
    told = list(known)
    for found in _slots(source, text, known):
        if not any(found.start < one.end and one.start < found.end for one in told):
            told.append(found)
    if len(told) > len(known):
        told = with_listed(source, text, told)
    return tuple(sorted(told, key=lambda mention: mention.start))


def named_with(source: Source, text: str, mention: OrganizationMention) -> Iterator[OrganizationMention]:
    """Yield the partner whose name has no word of a kind: "in partnership with Leith Life and the School of Art"."""
    known = source.knowledge.organizations
    before = _BEFORE_ANOTHER.search(text, max(0, mention.start - REACH), mention.start)
    if (
        before is None
        or organization_type(before["name"], known)
        or not known.splitting.match(text, before.end("name"))
    ):
        return
    behind = role_after(source, text, mention.end, min(len(text), mention.end + REACH)) == "partner"
    told = behind or role_before(source, text[: before.start("name")]) == "partner"
    if (
        told
        and not is_place(source, text[: before.start()])
        and not _is_something_else(source, before["name"])
    ):
        yield named(text, *before.span("name"), known, source.language)


def _with_inner(source: Source, text: str, mention: OrganizationMention) -> OrganizationMention:
    """Return a name of one word behind its kind with a small word and another behind it: "Femmes en Marche".

    What follows is none of the name where it is a place: "the association Alfa in Graz".
    """
    patterns = source.knowledge.organizations.patterns.inner.get(primary_subtag(source.language))
    inner = None if patterns is None or mention.registered else patterns.match(text, mention.end)
    if inner is None or not _is_behind_kind(source, text, mention):
        return mention
    if _is_of_place(source, inner["last"]):
        return mention
    return named(text, mention.start, inner.end(), source.knowledge.organizations, source.language)


def _is_of_place(source: Source, word: str) -> bool:
    """Tell whether a word names a place or a country."""
    if find_places(word, source.knowledge.places, source.countries, in_field=True):
        return True
    return source.knowledge.places.is_large(word) or bool(find_countries(word, source.knowledge.countries))


def _is_behind_kind(source: Source, text: str, mention: OrganizationMention) -> bool:
    """Tell whether an organisation is named by one word and its kind before it: "association Femmes"."""
    *kind, name = mention.name.split()
    last = _LAST_WORD.search(text, 0, mention.start)
    before = kind[-1] if kind else "" if last is None else last["word"]
    known = source.knowledge.organizations
    return (
        bool(before)
        and name.isalpha()
        and not name.isupper()
        and organization_type(before, known) is not None
    )


def _gone_on(source: Source, text: str, mention: OrganizationMention) -> OrganizationMention:
    """Return a name that begins a clause with the small words between it and a verb that tells its role."""
    if mention.registered or _CLAUSE_STARTS.search(text, 0, mention.start) is None:
        return mention
    joints = source.knowledge.organizations.patterns.conjunctions.get(primary_subtag(source.language), ())
    for gap in _gaps(text, mention.end):
        small = fold(gap[0].replace("’", "'").split("'")[0].split()[0])
        if small not in source.knowledge.organizations.small or any(
            fold(word) in joints for word in gap[0].split()
        ):
            return mention
        if is_place(source, text[: mention.end] + gap[0][: gap[0].find(" ", 1)]):
            continue
        if role_after(source, text, gap.end(), min(len(text), gap.end() + _REACH)) is not None:
            return named(text, mention.start, gap.end(), source.knowledge.organizations, source.language)
    return mention


def _gaps(text: str, start: int) -> Iterator[re.Match[str]]:
    """Yield the small words behind a name, the fewest first."""
    match = _SMALL_GAP.match(text, start)
    while match is not None:
        yield match
        longer = re.compile(r"[ \u00a0][^\W\d_]+(?=[ \u00a0,])").match(text, match.end())
        if longer is None or len(text[start : longer.end()].split()) > 4:
            return
        match = re.compile(re.escape(text[start : longer.end()])).match(text, start)


def _slots(source: Source, text: str, known: Sequence[OrganizationMention]) -> Iterator[OrganizationMention]:
    """Yield the capitalised words in the place of somebody who did something."""
    first = _FIRST_WORD.match(text)
    if first is not None and not any(one.start < first.end() for one in known):
        compound = source.knowledge.organizations.patterns.compound.fullmatch(first[0]) is not None
        if (
            compound
            and role_after(source, text, first.end(), min(len(text), first.end() + _REACH)) is not None
        ):
            yield named(text, *first.span(), source.knowledge.organizations, source.language)
    spans = [
        _within_runs(source, *span, text)
        for match in _RUN.finditer(text)
        for span in _pieces(source, text, *match.span())
    ]
    spans += _with_small_word(source, text)
    runs = [
        (start, end)
        for start, end in spans
        if start < end and not any(start < one.end and one.start < end for one in known)
    ]
    if not runs:
        return
    programmes = find_concepts(text, source.knowledge.concepts, "funding-programme", source.language)
    joined = [(one.end, _is_told(source, text, one.start)) for one in known]
    for start, end in runs:
        behind = any(
            told and 0 < start - stop < _REACH and _only_joins(source, text[stop:start])
            for stop, told in joined
        )
        if not (behind or _is_told(source, text, start) or _acts(source, text, start, end)):
            continue
        of = source.knowledge.organizations.patterns.belonging.match(text, end)
        part = of is not None and any(one.start == of.end() for one in known)
        if part or any(one.start < end and start < one.end for one in programmes):
            continue
        if _is_something_else(source, text[start:end]) or is_place(source, text[:start]):
            continue
        yield named(text, start, end, source.knowledge.organizations, source.language)
        joined.append((end, True))


def _pieces(source: Source, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the parts of a run that a conjunction joins, several words on either side: "Chor Querklang und Mama Afrika"."""
    for joint in source.knowledge.organizations.joints(text, start, end, source.language):
        left, right = text[start : joint.start()], text[joint.end() : end]
        if min(len(left.split()), len(right.split())) > 1 and right[:1].isupper():
            yield start, joint.start()
            start = joint.end()
    yield start, end


def _with_small_word(source: Source, text: str) -> list[tuple[int, int]]:
    """Return where a capitalised word, a preposition and another stand that is no place: "Kvinnor i Rörelse"."""
    inner = source.knowledge.organizations.patterns.inner.get(primary_subtag(source.language))
    if inner is None:
        return []
    found = ((word.start(), inner.match(text, word.end())) for word in _SINGLE.finditer(text))
    return [
        (start, match.end())
        for start, match in found
        if match is not None and not _is_of_place(source, match["last"])
    ]


def _within_runs(source: Source, start: int, end: int, text: str) -> tuple[int, int]:
    """Return a run without the words at its beginning that begin no name."""
    words = source.knowledge.organizations
    while start < end:
        first = _NEXT_WORD.match(text, start, end)
        if first is None:
            break
        plain = fold(first[0].strip())
        if plain not in words.patterns.determiners and plain not in words.small:
            break
        start = first.end()
    short = " " not in text[start:end].strip() and not re.fullmatch(rf"[{UPPER}]{{3,8}}", text[start:end])
    return (end, end) if short else (start, end)


def _is_told(source: Source, text: str, start: int) -> bool:
    """Tell whether a turn that tells a role ends right before a place, articles and a noun between."""
    reach = text[max(0, start - _LED) : start]
    lead = _LEAD.search(reach, max(0, len(reach) - _LONGEST_LEAD))
    if lead is None or role_before(source, reach) is None:
        return False
    for role in ROLE_FIELDS:
        for match in source.each_cue(f"before:{role}", reach):
            if match.end() >= lead.start() and _LEAD.fullmatch(reach[match.end() :].lstrip()):
                return True
    return False


def _acts(source: Source, text: str, start: int, end: int) -> bool:
    """Tell whether words that begin a clause stand right before a verb that tells a role.

    Who runs something may be the project itself: "Kitchen Table Trades teaches ...".
    """
    if _CLAUSE_STARTS.search(text, 0, start) is None:
        return False
    return role_after(source, text, end, min(len(text), end + _REACH)) not in (None, "implementer")


def _only_joins(source: Source, between: str) -> bool:
    """Tell whether only a conjunction or a comma, and an article, stand between two names."""
    joint = source.knowledge.organizations.splitting.match(between)
    if joint is None or not joint[0].strip(" ,"):
        return False
    rest = between[joint.end() :].strip()
    return not rest or len(rest) <= 4


def _is_something_else(source: Source, name: str) -> bool:
    """Tell whether capitalised words name a person, a place, people or a programme."""
    if is_something_else(source, name):
        return True
    knowledge = source.knowledge
    parts = find_fractions(name, knowledge.counts.numerals, primary_subtag(source.language))
    if any(one.start == 0 for one in parts):
        return True  # "Zwei Drittel zahlte ..."
    groups = find_concepts(name, knowledge.concepts, "target-group", source.language)
    peoples = bool(groups) and bool(find_countries(name, knowledge.countries))
    return peoples or any(group.end == len(name) for group in groups)  # "Syrian Women", not "Mama Cash"
