"""Comparable records: of each description what tells whether another is of the same practice."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Final
from urllib.parse import SplitResult, urlsplit

from anyascii import anyascii

from practicegraph.consolidation.model import DOCUMENT_FIELDS, ITEM_FIELDS, Member
from practicegraph.consolidation.slugs import slug
from practicegraph.mapping.fact import Basis, Fact
from practicegraph.mapping.mapped import MappedDocument

_MAIN: Final = frozenset({"implementer", "lead"})
_INVOLVED: Final = _MAIN | {"partner", "reporter"}
_CONCEPTS: Final = frozenset({"targetGroup", "beneficiary", "theme", "level", "sdg", "fundingProgramme"})
_ROMAN: Final = re.compile(r"(?=[ivx]{2,})x{0,3}(ix|iv|v?i{0,3})")
_NAME: Final = re.compile(r"(?<![.!?:;\n] )(?<![\n.])\b[^\W\d_a-z][^\W\d_]{2,}")
_FIGURE: Final = re.compile(
    r"(?<![\d.,/-])\d{1,3}(?:[ .,\u00a0\u202f]\d{3})+(?!\d)|(?<![\d.,/-])\d{3,}(?![\d/-])"
)
_LANGUAGE_SEGMENT: Final = re.compile(r"[a-z]{2}([-_][a-z]{2})?")
_LANGUAGE_SUFFIX: Final = re.compile(r"[-_.][a-z]{2}(?=$|\.[a-z]+$)")
_TEXT_LIMIT: Final = 20_000
_APOSTROPHES: Final = re.compile("['`’]")
_SHORTEST_NAME: Final = 4
_SEPARATOR: Final = re.compile(r"\s[-–—]\s|[:|()„“”\"«»,]")


@dataclass(frozen=True, slots=True)
class Title:
    """A title as its ASCII words, without those that say nothing; ``numbers`` are its numbers and years.

    ``coined`` are the words with a capital inside, as names made for a project have it (``RefuIn``), and
    ``capitals`` those all in capitals, which may be one of these too; ``alone`` has the words that a dash,
    colon or bracket parts from the others.
    """

    words: tuple[str, ...]
    numbers: frozenset[str]
    language: str | None
    coined: frozenset[str] = frozenset()
    capitals: frozenset[str] = frozenset()
    alone: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Record:
    """One description, ready to be compared. Organisations are slugs; ``registered`` are those of the registry.

    ``items`` has the lengths of each list's items in order, ``words`` the words of its long texts,
    ``names`` names and abbreviations without vowels, ``figures`` numbers of three digits or more.
    """

    member: Member
    language: str | None
    kind: str | None
    titles: tuple[Title, ...]
    main: frozenset[str]
    involved: frozenset[str]
    registered: frozenset[str]
    countries: frozenset[str]
    places: frozenset[str]
    starts: frozenset[str]
    ends: frozenset[str]
    durations: frozenset[str]
    identifiers: frozenset[str]
    budgets: frozenset[str]
    phones: frozenset[str]
    pages: frozenset[str]
    sites: frozenset[str]
    source: str | None
    items: Mapping[str, tuple[int, ...]]
    concepts: Mapping[str, int]
    words: frozenset[str]
    names: frozenset[str]
    figures: frozenset[str]


def members(mapped: MappedDocument) -> tuple[Member, ...]:
    """Return what a document describes: itself, or each of its parts, and itself where it says more than they."""
    parts = sorted({fact.part for fact in mapped.facts if fact.part})
    outside = any(not fact.part and fact.field not in DOCUMENT_FIELDS for fact in mapped.facts)
    whole = [Member(mapped.document.name)] if outside or not parts else []
    return (*whole, *(Member(mapped.document.name, part) for part in parts))


def member_facts(mapped: MappedDocument) -> dict[Member, tuple[Fact, ...]]:
    """Return the facts of each member, without those about the document and personal ones, in contract order."""
    by_part: dict[int, list[Fact]] = {member.part: [] for member in members(mapped)}
    for fact in sorted(mapped.facts, key=lambda fact: (fact.order, fact.method)):
        if fact.field not in DOCUMENT_FIELDS and fact.field != "contact":
            by_part[fact.part or 0].append(fact)
    return {member: tuple(by_part[member.part]) for member in members(mapped)}


def member_kind(mapped: MappedDocument, member: Member) -> str | None:
    """Return the kind of a member: its own, else that of its document; a collection's parts are practices."""
    kinds = {
        fact.part or 0: str(fact.value)
        for fact in reversed(mapped.facts)
        if fact.field == "kind" and fact.value
    }
    if member.part and member.part not in kinds:
        return "practice" if kinds.get(0) in (None, "collection") else kinds[0]
    return kinds.get(member.part)


def record(mapped: MappedDocument, member: Member, facts: Iterable[Fact], words: frozenset[str]) -> Record:
    """Return the record of one member; ``words`` are those that say nothing in a title."""
    by_field: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.value is not None and fact.basis in (Basis.STATED, Basis.COMPUTED):
            by_field[fact.field].append(fact)
    text = _text(mapped, member, [fact for found in by_field.values() for fact in found])
    actors = [fact for name in sorted(_INVOLVED) for fact in by_field[name]]
    long_texts = [fact for name in (*ITEM_FIELDS, "objective", "origin") for fact in by_field[name]]
    links = [_split(str(fact.value)) for fact in by_field["link"]]
    return Record(
        member=member,
        language=_language(mapped, by_field),
        kind=member_kind(mapped, member),
        titles=tuple(title(str(fact.value), fact.language, words) for fact in by_field["title"]),
        main=frozenset(_actor(fact) for name in _MAIN for fact in by_field[name]),
        involved=frozenset(_actor(fact) for fact in actors),
        registered=frozenset(_actor(fact) for fact in actors if _registered(fact)),
        countries=_values(by_field, "country"),
        places=frozenset(str(place) for fact in by_field["place"] if (place := fact.detail("geonames"))),
        starts=_values(by_field, "start"),
        ends=_values(by_field, "end"),
        durations=_values(by_field, "duration"),
        identifiers=frozenset(slug(value) for value in _values(by_field, "identifier")),
        budgets=frozenset(f"{fact.value} {fact.detail('currency')}" for fact in by_field["budget"]),
        phones=_values(by_field, "phone"),
        pages=frozenset(_site(link.netloc) + link.path.rstrip("/") for link in links if link.path.strip("/")),
        sites=frozenset(_site(link.netloc) for link in links if link.netloc),
        source=source_key(mapped.document.source) if mapped.document.source and not member.part else None,
        items={name: tuple(len(str(fact.value)) for fact in by_field[name]) for name in ITEM_FIELDS},
        concepts=Counter(f"{name} {fact.value}" for name in sorted(_CONCEPTS) for fact in by_field[name]),
        words=frozenset(word for fact in long_texts for word in slug_words(str(fact.value)) if len(word) > 3),
        names=frozenset(_names(text)),
        figures=frozenset(_figures(text)),
    )


def title(value: str, language: str | None, empty: frozenset[str]) -> Title:
    """Return a title ready to be compared.

    ``empty`` are words that say nothing; one that begins with ``*`` is an ending whose capital makes no name.
    """
    words = slug_words(value)
    numbers = frozenset(word for word in words if word.isdigit() or _ROMAN.fullmatch(word))
    kept = tuple(word for word in words if word not in empty and word not in numbers)
    written = [
        word for word in re.findall(r"\w+", _APOSTROPHES.sub("", value)) if len(word) >= _SHORTEST_NAME
    ]
    return Title(
        kept or tuple(words),
        numbers,
        language,
        coined=frozenset(slug(word) for word in written if _is_coined(word, empty)) - empty,
        capitals=frozenset(slug(word) for word in written if word.isupper()) - empty,
        alone=frozenset(
            words[0]
            for piece in _SEPARATOR.split(value)
            if len(words := [word for word in slug_words(piece) if word not in empty]) == 1
        ),
    )


def _is_coined(word: str, empty: frozenset[str]) -> bool:
    """Tell whether a word has a capital after a small letter: ``RefuIn``, not the German ``MigrantInnen``."""
    for form in empty:
        if form.startswith("*"):
            word = word.removesuffix(form[1:])
    return any(one.islower() and other.isupper() for one, other in pairwise(word))


def slug_words(value: str) -> list[str]:
    """Return the words of a text in ASCII and lower case."""
    return re.findall(r"[a-z0-9]+", re.sub(r"['`’]", "", anyascii(value)).lower())


def source_key(address: str) -> str | None:
    """Return an address without scheme, ``www``, and the segment or suffix that may be its language.

    ``None`` for an address that names a site and no page of it.

    >>> source_key("https://www.example.org/bg/projects/one") == source_key("http://example.org/en/projects/one/")
    True
    """
    parts = _split(address)
    segments = [part for part in parts.path.split("/") if part and not _LANGUAGE_SEGMENT.fullmatch(part)]
    if segments:
        segments[-1] = _LANGUAGE_SUFFIX.sub("", segments[-1])
    if not segments and not parts.query:
        return None
    host = re.sub(r"^[a-z]{2}\.(?=[^.]+\.)", "", _site(parts.netloc))
    return "/".join([host, *segments]) + (f"?{parts.query}" if parts.query else "")


def _split(address: str) -> SplitResult:
    """Return an address in its parts; what is none has no parts."""
    try:
        return urlsplit(address.lower())
    except ValueError:
        return SplitResult("", "", "", "", "")


def _site(host: str) -> str:
    return host.removeprefix("www.")


def _registered(fact: Fact) -> bool:
    return bool(fact.detail("organization")) and fact.detail("registered") is not False


def _actor(fact: Fact) -> str:
    known = fact.detail("organization")
    return str(known).rstrip("/").rpartition("/")[2] if known else slug(str(fact.value))


def _values(by_field: Mapping[str, list[Fact]], name: str) -> frozenset[str]:
    return frozenset(str(fact.value) for fact in by_field.get(name, ()))


def _language(mapped: MappedDocument, by_field: Mapping[str, list[Fact]]) -> str | None:
    found = Counter(fact.language for facts in by_field.values() for fact in facts if fact.language)
    most = min(found, key=lambda tag: (-found[tag], tag)) if found else None
    return mapped.document.language or most


def _text(mapped: MappedDocument, member: Member, facts: list[Fact]) -> str:
    """Return the text of a member: of the whole document, or of the span its part's facts cover."""
    text = mapped.document.text
    if member.part and facts:
        text = text[min(fact.start for fact in facts) : max(fact.end for fact in facts)]
    return text[:_TEXT_LIMIT]


def _names(text: str) -> Iterable[str]:
    """Yield the consonants of words that begin with a capital inside a sentence, transliterated."""
    for match in _NAME.finditer(text):
        if match[0][0].isupper():
            skeleton = re.sub(r"[^bcdfgklmnprstvxz]|(.)(?=\1)", "", anyascii(match[0]).lower())
            if len(skeleton) >= 3:
                yield skeleton


def _figures(text: str) -> Iterable[str]:
    """Yield numbers of three digits or more, grouping removed, those that can be years left out."""
    for match in _FIGURE.finditer(text):
        digits = re.sub(r"\D", "", match[0])
        if not (len(digits) == 4 and digits[:2] in {"19", "20"}):
            yield digits
