"""Organisations: the registry, names in values and in running text, types."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from typing import Final

from practicegraph.languages import primary_subtag
from practicegraph.mapping.countries import find_countries
from practicegraph.mapping.gazetteer import fold, vocabulary
from practicegraph.mapping.memory import kept
from practicegraph.mapping.organization_appositions import Apposition, appositions
from practicegraph.mapping.organization_joints import are_two_names
from practicegraph.mapping.organization_keys import WORD, name_key, name_letters
from practicegraph.mapping.organization_knowledge import OrganizationKnowledge
from practicegraph.mapping.organization_leads import is_quoted, without_lead
from practicegraph.mapping.organization_lookup import ACRONYM, BRACKETS, lookup
from practicegraph.mapping.organization_names import NameSpan, acronym_after, name_spans
from practicegraph.mapping.organization_numbers import with_number
from practicegraph.mapping.organization_patterns import UPPER
from practicegraph.mapping.organization_registry import Organization
from practicegraph.mapping.organization_types import tells_type, type_of
from practicegraph.terms import local_name

_LONGEST_NAME: Final = 160
_FEWEST_WORDS: Final = 2
"""Words that a name told by its words alone has at least."""
_CAPITAL: Final = re.compile(rf"(?<!\w)[{UPPER}]")
_SHARED: Final = 40
_ANY_WORD: Final = re.compile(r"\S+")
_JOINED: Final = re.compile(rf"(?<!\w)(?P<word>[{UPPER}][^\W\d_]+)(?P<joint>\s[^\W\d_]+\s)\Z")
"""A capitalised word and a conjunction before a name."""
_NAMED_BY_KIND: Final = ("-authority", "educational-institution")
"""Kinds whose word is a part of the name: "the school Bergmann", "the ministry Meyer"."""
_APPOSED: Final = frozenset({"ngo", "network", "company"})
"""Kinds that are told of a name beside it; a school or a museum is more often the next of a list."""
_MARKED: Final = "company"
_ENDING: Final = 5
"""Letters of a word that begins with a kind but is a longer word."""
_QUOTES: Final = '„“”"«» '
_NO_NAMES: Final = frozenset({"acronym", "hidden"})
"""Kinds of labels that find an organisation but do not name it."""


@dataclass(frozen=True, slots=True)
class OrganizationMention:
    """An organisation: ``name`` as the registry has it, else as written, in the nominative where that is certain.

    The registry's name is the label that is written, else the preferred one in the text's language, else
    in English.

    ``slug`` is that of the registry, else made of the name; ``type`` is the notation of its type where
    the registry or the words of the name tell it; ``country`` is ISO 3166-1 alpha-2.
    """

    start: int
    end: int
    name: str
    slug: str
    registered: bool
    acronym: str | None
    type: str | None
    country: str | None
    confidence: float
    method: str


def organization_type(name: str, knowledge: OrganizationKnowledge) -> str | None:
    """Return the notation of the organisation type that the words of ``name`` tell, ``None`` if none does."""
    return type_of(name, knowledge.types)


def _tells_kind(knowledge: OrganizationKnowledge, word: str) -> bool:
    """Tell whether a word by itself tells the kind of an organisation."""
    return tells_type(fold(word), knowledge.types)


@kept
def find_organizations(
    text: str, knowledge: OrganizationKnowledge, language: str | None = None
) -> tuple[OrganizationMention, ...]:
    """Return the registered organisations in running text, and capitalised names with a word of a type."""
    found = list(_registered(text, knowledge, language))
    spans = [(mention.start, mention.end) for mention in found]
    reached = portfolio = 0
    for span in _name_spans(text, knowledge, language):
        for start, stop, kind_from in _names_in(text, _behind_last(text, span, reached), knowledge, language):
            end = _with_portfolio(text, start, stop, knowledge, language)
            if start < portfolio:
                continue
            words = (text[start:other] for begin, other in spans if begin == start and other < end)
            branch = lookup(text[start:end], knowledge) is None
            branch = branch and any(_is_branch(text, start, word, knowledge) for word in words)
            found = [one for one in found if not branch or one.start != start]
            taken = not branch and any(start < other and begin < end for begin, other in spans)
            one = knowledge.patterns.is_compound(text, start, end)
            few = not one and len(WORD.findall(text, kind_from, end)) < _FEWEST_WORDS
            one_of_many = text[start].islower() and knowledge.appositions.is_indefinite(text, start, language)
            if taken or few or one_of_many or end - start > _LONGEST_NAME:
                continue
            kind = organization_type(text[kind_from:end], knowledge)
            if kind is None and knowledge.patterns.marks.search(text, start, end):
                kind = _MARKED
            if (kind is None or is_quoted(text, kind_from, end, knowledge)) and lookup(
                text[start:end], knowledge
            ) is None:
                continue
            mention = named(text, start, with_number(text, end, kind), knowledge, language)
            several = len(WORD.findall(mention.name)) >= _FEWEST_WORDS
            bare = not several and _tells_kind(knowledge, mention.name)  # "on behalf of the City"
            if mention.registered or several or one or (kind_from < start and not bare):
                found.append(mention if mention.type else replace(mention, type=kind))
                reached = max(reached, mention.end)
                portfolio = reached if end > stop else portfolio
    found += list(_acronyms(text, found, knowledge, language))
    found = _with_apposed(text, found, knowledge, language)
    found += [other for mention in found for other in _sharing(text, mention, knowledge, language)]
    return tuple(sorted(found, key=lambda mention: mention.start))


def _is_branch(text: str, start: int, word: str, knowledge: OrganizationKnowledge) -> bool:
    """Tell whether a registered name begins that of a branch: "Caritas diocesana di Lecce", "Studieförbundet Bilda Umeå"."""
    following = _ANY_WORD.match(text, start + len(word) + 1)
    if following is None or knowledge.splitting.match(text, start + len(word)) is not None:
        return False
    if " " in word:
        return text[start + len(word)] == " " and knowledge.seats.is_town(following[0].strip(".,;:)"))
    if _tells_kind(knowledge, word) or text.startswith("-", start + len(word)):
        return True
    return following[0][0].isupper() and _tells_kind(knowledge, following[0])  # "Menedék Alapítvány Pécs"


def _behind_last(text: str, span: NameSpan, reached: int) -> NameSpan:
    """Return a span without the words of the name before it, the last of which may tell a kind: "Univerzita a Charita"."""
    capital = _CAPITAL.search(text, reached, span.end) if span.start < reached < span.end else None
    return span if capital is None else NameSpan(capital.start(), span.end, capital.start())


def _apposed(text: str, knowledge: OrganizationKnowledge, language: str | None) -> Iterable[Apposition]:
    """Return the names whose kind the words beside them tell."""

    def tells(word: str) -> bool:
        if knowledge.appositions.is_kind(word, language):
            return True
        longer = _tells_kind(knowledge, word[:-_ENDING])  # "Vereinsfrau"
        return not longer and _tells_kind(knowledge, word) and organization_type(word, knowledge) in _APPOSED

    return appositions(text, knowledge.appositions, language, tells)


def _with_apposed(
    text: str, found: list[OrganizationMention], knowledge: OrganizationKnowledge, language: str | None
) -> list[OrganizationMention]:
    """Return what was found with the names that their kind beside them tells, in place of the words that do so."""
    for apposed in _apposed(text, knowledge, language):
        if not any(one.registered and one.start < apposed.end and apposed.start < one.end for one in found):
            found = [one for one in found if not apposed.begin <= one.start < apposed.stop]
            found.append(_named_apposed(text, apposed, knowledge, language))
    return found


def _named_apposed(
    text: str, apposed: Apposition, knowledge: OrganizationKnowledge, language: str | None
) -> OrganizationMention:
    """Return the organisation that the words beside a name tell."""
    start = without_lead(text, apposed.start, apposed.end, knowledge, language)
    mention = named(text, start, apposed.end, knowledge, language)
    kind = mention.type or organization_type(apposed.kind, knowledge)
    method = mention.method if mention.registered else "organization:apposition"
    return replace(mention, name=mention.name.strip(_QUOTES), type=kind, method=method)


def _name_spans(
    text: str, knowledge: OrganizationKnowledge, language: str | None = None
) -> Iterable[NameSpan]:
    """Return where names may stand; nowhere in a text whose words tell no type and are of no label."""
    words = vocabulary(text)
    may = knowledge.known.any_in(words) or knowledge.types.may_tell(words)
    if may or knowledge.patterns.marks.search(text):
        own = primary_subtag(language) or ""
        spans = name_spans(text, knowledge.patterns, partial(_tells_kind, knowledge), own)
        return chain(knowledge.portfolios.spans(text, own), spans)
    return ()


def _with_portfolio(
    text: str, start: int, end: int, knowledge: OrganizationKnowledge, language: str | None
) -> int:
    """Return where a name ends with all that it enumerates: "Ministry of Labour, Family and Youth"."""
    own = primary_subtag(language) or ""
    return knowledge.portfolios.end_of(text, start, end, own, partial(_tells_kind, knowledge))


def _names_in(
    text: str, span: NameSpan, knowledge: OrganizationKnowledge, language: str | None
) -> Iterator[NameSpan]:
    """Yield the names in a span: two where a conjunction stands between names that each tell a kind."""
    start, end, kind_from = span
    start = without_lead(text, start, end, knowledge, language) if kind_from == start else start
    for joint in knowledge.joints(text, start, end, language):
        left = text[min(span.kind_from, start) : joint.start()]
        if knowledge.legal.fullmatch(text, joint.end(), end):
            continue  # "Cooperativa Novos Laços, CRL"
        begin = without_lead(text, joint.end(), end, knowledge, language)
        article, right = text[joint.end() : begin], text[begin:end]
        if are_two_names(left, article, right, knowledge):  # "and the Office of Trade", "and the ministry"
            yield NameSpan(start, joint.start(), min(span.kind_from, start))
            yield from _names_in(text, NameSpan(begin, end, begin), knowledge, language)
            return
    legal = knowledge.legal.finditer(text, start, end + 1) if text[end : end + 1] == "." else ()
    if any(match.end() == end + 1 for match in legal):  # "Ltd."
        end += 1
    if span.kind_from < start and text[span.kind_from : start].strip():
        kind = organization_type(text[span.kind_from : start], knowledge) or ""
        part = fold(text[span.kind_from : start].strip()) in knowledge.patterns.parts
        start = span.kind_from if part or kind.endswith(_NAMED_BY_KIND) else start
    yield NameSpan(start, end, min(span.kind_from, start))


def _acronyms(
    text: str, found: Sequence[OrganizationMention], knowledge: OrganizationKnowledge, language: str | None
) -> Iterator[OrganizationMention]:
    """Yield the acronyms that no registry has and that a conjunction joins to the name of an organisation."""
    for mention in found:
        span = acronym_after(text, mention.end, knowledge.patterns)
        if span is not None and not any(one.start < span[1] and span[0] < one.end for one in found):
            yield named(text, *span, knowledge, language)


def _sharing(
    text: str, mention: OrganizationMention, knowledge: OrganizationKnowledge, language: str | None
) -> Iterator[OrganizationMention]:
    """Yield the registered organisation that shares the words of its kind with the one beside it.

    "Alfa and Beta District" names two, if the registry knows an Alfa District.
    """
    first, _, rest = text[mention.start : mention.end].partition(" ")
    before = _JOINED.search(text, max(0, mention.start - _SHARED), mention.start)
    if not mention.registered or not rest or before is None or before["word"].isupper():
        return
    if not knowledge.splitting.fullmatch(before["joint"]) or before["word"] == first:
        return
    organization = lookup(f"{before['word']} {rest}", knowledge)
    if organization is not None and organization.slug != mention.slug:
        name = _label(organization, f"{before['word']} {rest}", knowledge, language)
        yield _mention(*before.span("word"), organization, name, 0.85, "registry:shared")


def _registered(
    text: str, knowledge: OrganizationKnowledge, language: str | None
) -> Iterator[OrganizationMention]:
    """Yield the labels of the registry in the text; an acronym must be written as the registry has it."""
    for match in knowledge.names.find(text):
        written = text[match.start : match.end]
        is_joined = (
            text[: match.start].endswith("-") and text[: match.start - 1][-1:].isalpha()
        )  # "Flai-CGIL"
        for organization, label in match.entries:
            if written[0].islower() and not label[0].islower():
                continue
            if ACRONYM.match(label) and label.isupper() and (written != label or is_joined):
                continue
            name = _label(organization, written, knowledge, language)
            yield _mention(match.start, match.end, organization, name, 0.95, "registry")
            break


def named(
    text: str, start: int, end: int, knowledge: OrganizationKnowledge, language: str | None
) -> OrganizationMention:
    """Return the organisation that a span names, from the registry where it is there, else in the nominative."""
    found = text[start:end]
    written = knowledge.cases.nominative(found, language)
    organization = lookup(found, knowledge) or lookup(written, knowledge)
    if organization is not None:
        name = _label(organization, written, knowledge, language)
        return _mention(start, end, organization, name, 0.9, "registry:key")
    bracketed = (match[1].strip() for match in BRACKETS.finditer(written))
    acronym = next(
        (inner for inner in bracketed if ACRONYM.match(inner) and not knowledge.seats.is_seat(inner)), None
    )
    countries = find_countries(written, knowledge.countries, language, in_field=True)
    country = next((mention.code for mention in countries if not mention.adjective), None)
    plain = _without_seat(written, country, knowledge)
    alone = plain.replace(f"({acronym})", "").strip() if acronym else ""
    kind = organization_type(written, knowledge)
    confidence = 0.8 if kind else 0.6
    method = "organization:type" if kind else "organization:value"
    return OrganizationMention(
        start, end, plain, local_name(alone or plain), False, acronym, kind, country, confidence, method
    )  # fmt: skip


def _without_seat(written: str, country: str | None, knowledge: OrganizationKnowledge) -> str:
    """Return a name without the places behind it, white space made plain; "Jobcenter (Kiel)" is no name without."""
    name = " ".join(written.split())
    plain = knowledge.seats.without(name)
    alone = country is None and " " not in plain and organization_type(plain, knowledge) is not None
    return name if alone else plain


def in_country(
    mention: OrganizationMention, country: str, knowledge: OrganizationKnowledge, language: str | None
) -> OrganizationMention:
    """Return the organisation of ``country`` that a name without its country means, else the mention itself.

    "Ministry of Interior" in a document on Bulgaria is the registry's "Ministry of Interior (Bulgaria)".
    """
    if mention.registered or mention.country not in (None, country):
        return mention
    organization = knowledge.national.get((name_key(mention.name, knowledge.legal, knowledge.small), country))
    if organization is None:
        return mention
    name = _label(organization, mention.name, knowledge, language)
    return _mention(mention.start, mention.end, organization, name, 0.8, "registry:country")


def _mention(
    start: int, end: int, organization: Organization, name: str, confidence: float, method: str
) -> OrganizationMention:
    """Return a mention of an organisation of the registry."""
    acronym = organization.acronyms[0] if organization.acronyms else None
    return OrganizationMention(
        start, end, name, organization.slug, True, acronym,
        organization.type, organization.country, confidence, f"organization:{method}",
    )  # fmt: skip


def _label(
    organization: Organization, written: str, knowledge: OrganizationKnowledge, language: str | None
) -> str:
    """Return the label that is written, else the preferred one in the text's language, else in English."""
    labels = [label for label in organization.labels if label.kind not in _NO_NAMES]
    letters = name_letters(written)
    for label in labels:
        if name_letters(label.text) == letters:
            return label.text
    words = name_key(written, knowledge.legal, knowledge.small)
    for label in labels:
        if name_key(label.text, knowledge.legal, knowledge.small) == words:
            return label.text
    own = primary_subtag(language)
    preferred = (label.text for label in labels if label.kind == "preferred" and label.language == own)
    return next(preferred, organization.name)
